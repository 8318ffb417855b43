//! Header fields, as WARC, HTTP and MIME share them: `Name: value` lines up to a blank one, long values folded.

/// The fields of one header, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads the lines of a header. What is no field is left out.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end();
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim_start());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The value of a field, whatever the case of its name; the first, where there are several.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The blank line after a header: where the header ends, and where what follows begins.
pub(crate) fn end_of(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'\n', &bytes[at..]) {
        at += offset + 1;
        match &bytes[at..] {
            [b'\n', ..] => return Some((at, at + 1)),
            [b'\r', b'\n', ..] => return Some((at, at + 2)),
            _ => {}
        }
    }
    None
}

/// A media type with its parameters: `text/html; charset="utf-8"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MediaType {
    /// Type and subtype, in lower case.
    pub(crate) essence: String,
    /// The charset, as it is written.
    pub(crate) charset: Option<String>,
    /// What separates the parts of a multipart.
    pub(crate) boundary: Option<String>,
}

impl MediaType {
    pub(crate) fn parse(value: &str) -> Self {
        let mut parts = value.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut media = Self {
            essence,
            ..Self::default()
        };
        for part in parts {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"').to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "charset" => media.charset = media.charset.or(Some(value)),
                "boundary" => media.boundary = media.boundary.or(Some(value)),
                _ => {}
            }
        }
        media
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_their_case_and_fold() {
        let headers = Headers::parse(
            b"Content-Type: text/html\r\nX-Long: one\r\n two\r\nnonsense\r\nx-long: three",
        );
        assert_eq!(headers.get("content-type"), Some("text/html"));
        assert_eq!(headers.get("X-LONG"), Some("one two"));
        assert_eq!(headers.get("nonsense"), None);
    }

    #[test]
    fn a_header_ends_at_a_blank_line() {
        assert_eq!(end_of(b"a: b\r\n\r\nrest"), Some((6, 8)));
        assert_eq!(end_of(b"a: b\n\nrest"), Some((5, 6)));
        assert_eq!(end_of(b"a: b\r\nrest"), None);
    }

    #[test]
    fn media_types_have_parameters() {
        let media = MediaType::parse("Text/HTML; Charset=\"ISO-8859-1\"; x");
        assert_eq!(media.essence, "text/html");
        assert_eq!(media.charset.as_deref(), Some("ISO-8859-1"));
        let media = MediaType::parse("multipart/related; boundary=\"a=b c\"");
        assert_eq!(media.boundary.as_deref(), Some("a=b c"));
    }
}
