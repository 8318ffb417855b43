//! Markup to tokens: a single forward scan over decoded HTML.
//!
//! Follows the tokenization of the WHATWG HTML standard for what carries text (tags, comments, raw text
//! elements) and leaves out what never does on a page (doctype fields, escaped script states). It borrows from
//! the page, keeps no state but its place, never looks at a byte twice, and refuses nothing: what is no tag is text.

/// One piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text with its character references still in place.
    Text(&'a str),
    /// The text of an element whose content is no markup, such as `script`.
    RawText(&'a str),
    /// A start tag: its name as written, and its attributes unread.
    Open { name: &'a str, attrs: &'a str },
    /// An end tag.
    Close { name: &'a str },
}

/// Reads tokens off the front of a page.
pub(crate) struct Lexer<'a> {
    page: &'a str,
    at: usize,
    /// The element whose raw text comes next.
    raw: Option<&'a str>,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(page: &'a str) -> Self {
        Self {
            page,
            at: 0,
            raw: None,
        }
    }

    /// Everything up to the end tag of `name`, which is left to be read.
    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let rest = &self.page[self.at..];
        let bytes = rest.as_bytes();
        let mut from = 0;
        let end = loop {
            let Some(found) = find(&bytes[from..], b"</") else {
                break rest.len();
            };
            let tag = from + found;
            let after = tag + 2 + name.len();
            let named = bytes
                .get(tag + 2..after)
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()));
            let closed = bytes
                .get(after)
                .is_none_or(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
            if named && closed {
                break tag;
            }
            from = tag + 2;
        };
        self.at += end;
        Token::RawText(&rest[..end])
    }

    /// What stands at a `<`: a tag, or nothing where it is a comment or the like.
    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = &self.page[self.at..];
        let bytes = rest.as_bytes();
        match bytes.get(1) {
            Some(b'!') if bytes.starts_with(b"<!--") => {
                // `<!-->` and `<!--->` are whole comments.
                let end = match () {
                    () if bytes[4..].starts_with(b">") => 5,
                    () if bytes[4..].starts_with(b"->") => 6,
                    () => find(&bytes[4..], b"-->").map_or(bytes.len(), |end| 4 + end + 3),
                };
                self.at += end;
                None
            }
            Some(b'!' | b'?') => {
                self.at += find(bytes, b">").map_or(bytes.len(), |end| end + 1);
                None
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let name = tag_name(&rest[2..]);
                self.at += tag_end(bytes, 2 + name.len());
                Some(Token::Close { name })
            }
            Some(b'/') => {
                self.at += find(bytes, b">").map_or(bytes.len(), |end| end + 1);
                None
            }
            Some(byte) if byte.is_ascii_alphabetic() => {
                let name = tag_name(&rest[1..]);
                let end = tag_end(bytes, 1 + name.len());
                self.at += end;
                let attrs = rest[1 + name.len()..end].trim_end_matches('>');
                if holds_raw_text(name) {
                    self.raw = Some(name);
                }
                Some(Token::Open { name, attrs })
            }
            _ => {
                self.at += 1;
                Some(Token::Text(&rest[..1]))
            }
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(name));
        }
        while self.at < self.page.len() {
            let rest = &self.page[self.at..];
            if rest.as_bytes()[0] == b'<' {
                if let Some(token) = self.markup() {
                    return Some(token);
                }
            } else {
                let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            }
        }
        None
    }
}

/// The attributes of a start tag, names as written, values with their character references in place.
pub(crate) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    pub(crate) fn new(attrs: &'a str) -> Self {
        Self(attrs)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        // All that ends a piece is ASCII, so every cut is between characters.
        let position = |text: &str, is_end: fn(u8) -> bool| {
            text.bytes().position(is_end).unwrap_or(text.len())
        };
        let start = position(self.0, |byte| !byte.is_ascii_whitespace() && byte != b'/');
        let rest = &self.0[start..];
        if rest.is_empty() {
            return None;
        }
        // A name may begin with any character, an equals sign included.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let name_end = first
            + position(&rest[first..], |byte| {
                byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/' | b'>')
            });
        let (name, rest) = rest.split_at(name_end);
        let after = rest.trim_ascii_start();
        let Some(value) = after.strip_prefix('=') else {
            self.0 = after;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let (value, rest) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let inner = &value[1..];
                match memchr::memchr(quote, inner.as_bytes()) {
                    Some(end) => (&inner[..end], &inner[end + 1..]),
                    None => (inner, ""),
                }
            }
            _ => value.split_at(position(value, |byte| byte.is_ascii_whitespace())),
        };
        self.0 = rest;
        Some((name, value))
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

fn tag_name(rest: &str) -> &str {
    let end = rest
        .bytes()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        .unwrap_or(rest.len());
    &rest[..end]
}

/// One past the `>` of a tag whose name ends at `from`; a `>` in a quoted value does not count.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let mut after_equals = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at + 1,
            b'"' | b'\'' if after_equals => {
                let Some(len) = memchr::memchr(byte, &bytes[at + 1..]) else {
                    return bytes.len();
                };
                at += 1 + len;
                after_equals = false;
            }
            b'=' => after_equals = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    bytes.len()
}

fn holds_raw_text(name: &str) -> bool {
    const RAW: [&str; 8] = [
        "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
    ];
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(page: &str) -> Vec<String> {
        Lexer::new(page)
            .map(|token| match token {
                Token::Text(text) => format!("text {text:?}"),
                Token::RawText(text) => format!("raw {text:?}"),
                Token::Open { name, .. } => format!("<{name}>"),
                Token::Close { name } => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn a_greater_than_in_a_quoted_value_does_not_end_the_tag() {
        assert_eq!(
            names(r#"<a title="x > y">z</a>"#),
            ["<a>", "text \"z\"", "</a>"]
        );
        assert_eq!(names("<a title=x>y"), ["<a>", "text \"y\""]);
    }

    #[test]
    fn scripts_are_raw_to_their_own_end_tag() {
        let page = "<SCRIPT>if (a</b) '<p>'</script >after";
        assert_eq!(
            names(page),
            [
                "<SCRIPT>",
                "raw \"if (a</b) '<p>'\"",
                "</script>",
                "text \"after\""
            ]
        );
    }

    #[test]
    fn comments_go_and_stray_brackets_are_text() {
        assert_eq!(
            names("a<!-- <p> -->b < c<!-->d"),
            [
                "text \"a\"",
                "text \"b \"",
                "text \"<\"",
                "text \" c\"",
                "text \"d\""
            ]
        );
    }

    #[test]
    fn truncated_markup_ends_quietly() {
        for page in [
            "<",
            "</",
            "<a",
            "<a href=\"x",
            "<!--",
            "<script>x",
            "<!",
            "<a =",
            "<a é='",
        ] {
            for token in Lexer::new(page) {
                if let Token::Open { attrs, .. } = token {
                    assert!(Attributes::new(attrs).count() < 3);
                }
            }
        }
    }

    #[test]
    fn reads_attributes_however_they_are_quoted() {
        let attrs: Vec<_> = Attributes::new(r#" a="1 2" B='3' c=4 d /e = "5""#).collect();
        assert_eq!(
            attrs,
            [("a", "1 2"), ("B", "3"), ("c", "4"), ("d", ""), ("e", "5")]
        );
    }
}
