//! What a file is: by its first bytes, and where these say nothing, by its name.

/// What holds the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web archive: WARC, ISO 28500.
    Warc,
    /// A web archive in a ZIP archive: WACZ.
    Wacz,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// One JSON object a line.
    JsonLines,
    /// A page saved with its parts: MHTML, RFC 2557.
    Mhtml,
    /// A single page, HTML or text.
    Page,
}

impl Kind {
    /// The kind of a file that begins so and is not compressed.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let text = text.trim_ascii_start();
        if text.starts_with(b"WARC/") {
            Self::Warc
        } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Wacz
        } else if let Some(rest) = text.strip_prefix(b"{") {
            match rest.trim_ascii_start().first() {
                _ if has(rest, b"jsonfeed.org/version/")
                    || has(rest, b"jsonfeed.org\\/version\\/") =>
                {
                    Self::Feed
                }
                None | Some(b'"' | b'}') => Self::JsonLines,
                // Text that begins with a brace, such as a template that nobody filled in.
                Some(_) => Self::Page,
            }
        } else if text.starts_with(b"<") && is_feed(text) {
            Self::Feed
        } else if is_mhtml(text) {
            Self::Mhtml
        } else {
            Self::Page
        }
    }
}

/// What the name of a file says that its content does not: the first line of an archive or a data set may be damaged.
pub(crate) fn of_name(name: &str) -> Option<Kind> {
    let name = name.to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or(name.strip_suffix(".zst"))
        .unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "warc" => Some(Kind::Warc),
        "jsonl" | "ndjson" => Some(Kind::JsonLines),
        _ => None,
    }
}

/// Whether the root element of an XML document is one of a feed.
fn is_feed(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        match rest.first() {
            // Declarations, comments and instructions for style sheets stand before the root.
            Some(b'?') => {}
            Some(b'!') => {
                if rest.starts_with(b"!--") {
                    let Some(end) = memchr::memmem::find(rest, b"-->") else {
                        return false;
                    };
                    rest = &rest[end..];
                }
            }
            _ => {
                let end = rest
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
                    .unwrap_or(rest.len());
                let name = &rest[..end];
                let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
                return matches!(local, b"rss" | b"feed" | b"RDF");
            }
        }
    }
    false
}

/// Whether bytes begin with the header of a mail whose body has related parts.
fn is_mhtml(text: &[u8]) -> bool {
    let header = crate::headers::end_of(text).map_or(text, |(end, _)| &text[..end]);
    let header = header.to_ascii_lowercase();
    let begins_as_mail = [
        &b"from:"[..],
        b"mime-version:",
        b"content-type:",
        b"date:",
        b"subject:",
        b"snapshot-content-location:",
        b"message-id:",
        b"x-",
    ]
    .iter()
    .any(|field| header.starts_with(field));
    begins_as_mail
        && (has(&header, b"multipart/related")
            || (has(&header, b"mime-version:") && has(&header, b"text/html")))
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, kind: Kind) {
        assert_eq!(Kind::of(head.as_bytes()), kind, "{head}");
        let marked = format!("\u{feff}{head}");
        if kind != Kind::Wacz {
            assert_eq!(
                Kind::of(marked.as_bytes()),
                kind,
                "with a byte order mark: {head}"
            );
        }
    }

    #[test]
    fn first_bytes_tell_the_kind() {
        check("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Kind::Warc);
        check("PK\u{3}\u{4}", Kind::Wacz);
        check("{\"html\": \"<p>x\"}\n", Kind::JsonLines);
        check(
            "{\n  \"version\": \"https://jsonfeed.org/version/1.1\",",
            Kind::Feed,
        );
        check(
            "<?xml version=\"1.0\"?>\n<!-- made <by> hand -->\n<rss version=\"2.0\">",
            Kind::Feed,
        );
        check("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::Feed);
        check("<rdf:RDF xmlns:rdf=\"…\">", Kind::Feed);
        check(
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n",
            Kind::Mhtml,
        );
    }

    #[test]
    fn pages_are_what_is_nothing_else() {
        check("", Kind::Page);
        check("<!DOCTYPE html><html><body><rss>", Kind::Page);
        check("<?xml version=\"1.0\"?><!DOCTYPE html><html>", Kind::Page);
        check("<!-- <rss> --><html>", Kind::Page);
        check("{{ headline }}\nThe harbour reopened.", Kind::Page);
        check("From: the desk\nTo: all\n\nmultipart/related", Kind::Page);
        check("WARCRAFT is a game", Kind::Page);
    }
}
