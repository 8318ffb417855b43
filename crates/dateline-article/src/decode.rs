//! Bytes to text, and what form the text has.
//!
//! The charset by byte order mark, then UTF-8 if the bytes are valid, then what the page declares, then a guess
//! by statistics (chardetng). Valid UTF-8 outranks a declaration: of other charsets' texts none but plain ASCII
//! passes for it. What is no text at all is refused.

use dateline_schema::{Diagnostic, Severity};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its charset is looked for, in bytes, as browsers do, and a little farther.
const PRESCAN: usize = 4096;

/// The form of decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Flat,
}

/// Decodes bytes. `None` where they are no text; the diagnostics say why.
pub(crate) fn decode(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    if let Some(what) = binary(bytes) {
        diagnostics.push(not_text(what));
        return None;
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(read(bytes, encoding, diagnostics));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Escape sequences of ISO-2022-JP are ASCII too.
        let declared = declared(bytes).filter(|encoding| !encoding.is_ascii_compatible());
        if declared.is_none_or(|encoding| encoding != encoding_rs::ISO_2022_JP) {
            return Some(text.to_owned());
        }
    }
    let encoding = match declared(bytes) {
        // A page that says UTF-8 and holds a few broken bytes is UTF-8; one that holds many is something else.
        Some(encoding) if encoding == UTF_8 && !mostly_utf8(bytes) => guess(bytes),
        Some(encoding) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        None => guess(bytes),
    };
    Some(read(bytes, encoding, diagnostics))
}

/// Whether decoded text is HTML, by its first tags and by how many there are.
pub(crate) fn form(text: &str) -> Form {
    /// How much of the text is looked at, in bytes.
    const LOOK: usize = 64 * 1024;
    let end = (0..=text.len().min(LOOK))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    let head = text[..end].trim_start();
    let starts = |prefix: &str| {
        head.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts("<!doctype html")
        || starts("<html")
        || starts("<?xml")
        || starts("<head")
        || starts("<body")
    {
        return Form::Html;
    }
    let tags = head
        .match_indices('<')
        .filter(|(at, _)| is_common_tag(&head[at + 1..]))
        .count();
    if tags > 2 || (tags > 0 && head.starts_with('<')) {
        Form::Html
    } else {
        Form::Flat
    }
}

/// The names of formats that are not text, by their first bytes; any NUL outside of UTF-16 and UTF-32.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"\x7fELF", "an ELF program"),
        (b"\x89PNG", "a PNG picture"),
        (b"%PDF-", "a PDF document"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"BZh", "bzip2-compressed data"),
        (b"\xfd7zXZ", "xz-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"SQLite format 3", "a SQLite database"),
        (b"RIFF", "a media file"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return None;
    }
    // A stray NUL in a text file is damage; many are a binary format.
    let look = &bytes[..bytes.len().min(64 * 1024)];
    let nuls = look.iter().filter(|&&byte| byte == 0).count();
    (nuls > look.len() / 512).then_some("binary data with NUL bytes")
}

fn not_text(what: &str) -> Diagnostic {
    Diagnostic::new(
        "not-text",
        Severity::Error,
        format!("the page is {what}, not text"),
    )
    .with_hint("give HTML or plain text")
}

fn read(bytes: &[u8], encoding: &'static Encoding, diagnostics: &mut Vec<Diagnostic>) -> String {
    let (text, used, broken) = encoding.decode(bytes);
    if broken {
        let message = format!(
            "some bytes are not valid {} and were replaced by U+FFFD",
            used.name()
        );
        diagnostics.push(Diagnostic::new("invalid-bytes", Severity::Warning, message));
    }
    text.into_owned()
}

/// The charset that the first bytes of a page declare.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    for (needle, skip) in [(&b"charset"[..], 7), (&b"encoding"[..], 8)] {
        for at in memchr::memmem::find_iter(head, needle) {
            let rest = head[at + skip..].trim_ascii_start();
            let Some(value) = rest.strip_prefix(b"=") else {
                continue;
            };
            let value = value.trim_ascii_start();
            let value = value
                .strip_prefix(b"\"")
                .or(value.strip_prefix(b"'"))
                .unwrap_or(value);
            let end = value
                .iter()
                .position(|byte| {
                    !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b':' | b'.')
                })
                .unwrap_or(value.len());
            if let Some(encoding) = Encoding::for_label(&value[..end]) {
                // Declared in bytes of one each, it cannot be UTF-16; browsers take UTF-8.
                return Some(
                    if encoding.is_ascii_compatible() || encoding == encoding_rs::ISO_2022_JP {
                        encoding
                    } else {
                        UTF_8
                    },
                );
            }
        }
    }
    None
}

/// Whether broken bytes are rare among the multi-byte characters of UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    /// More bytes make the guess no better.
    const SAMPLE: usize = 256 * 1024;
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    let encoding = detector.guess(None, false);
    if encoding.is_ascii_compatible() {
        encoding
    } else {
        WINDOWS_1252
    }
}

fn is_common_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let closed = rest[end..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
    closed
        && matches!(
            rest[..end].to_ascii_lowercase().as_str(),
            "html"
                | "head"
                | "body"
                | "div"
                | "p"
                | "br"
                | "a"
                | "span"
                | "h1"
                | "h2"
                | "h3"
                | "table"
                | "td"
                | "ul"
                | "li"
                | "article"
                | "section"
                | "meta"
                | "title"
                | "script"
                | "strong"
                | "em"
                | "b"
                | "i"
                | "img"
                | "blockquote"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], want: &str, codes: &[&str]) {
        let mut diagnostics = Vec::new();
        assert_eq!(decode(bytes, &mut diagnostics).as_deref(), Some(want));
        assert!(
            diagnostics
                .iter()
                .map(|d| d.code.as_ref())
                .eq(codes.iter().copied())
        );
    }

    #[test]
    fn a_declared_charset_is_believed_when_the_bytes_are_not_utf8() {
        check(
            b"<meta charset='iso-8859-2'>\xb1",
            "<meta charset='iso-8859-2'>ą",
            &[],
        );
    }

    #[test]
    fn valid_utf8_outranks_a_wrong_declaration() {
        let page = "<meta charset=\"iso-8859-1\">Grün";
        check(page.as_bytes(), page, &[]);
    }

    #[test]
    fn a_wrong_declaration_of_utf8_survives() {
        let mut page = b"<meta charset=utf-8>".to_vec();
        page.extend_from_slice(
            b"Die B\xfcrger der St\xe4dte h\xf6rten \xfcber Jahre nichts f\xfcr sie Gutes.",
        );
        let mut diagnostics = Vec::new();
        let text = decode(&page, &mut diagnostics).unwrap();
        assert!(text.contains("Bürger der Städte hörten über"), "{text}");
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_and_said() {
        let mut page = "Änderungen über Öl für Österreich, süß".as_bytes().to_vec();
        page.push(0xff);
        check(
            &page,
            "Änderungen über Öl für Österreich, süß\u{fffd}",
            &["invalid-bytes"],
        );
    }

    #[test]
    fn byte_order_marks_decide() {
        check(b"\xef\xbb\xbfa", "a", &[]);
        check(b"\xff\xfea\0b\0", "ab", &[]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b"\x7fELF\x02"[..],
            b"\x89PNG\r\n",
            b"%PDF-1.7",
            b"a\0\0\0b\0\0",
        ] {
            let mut diagnostics = Vec::new();
            assert_eq!(decode(bytes, &mut diagnostics), None);
            assert_eq!(diagnostics[0].code, "not-text");
            assert!(diagnostics[0].hint.is_some());
        }
    }

    #[test]
    fn content_decides_what_is_html() {
        assert_eq!(form("  <!DOCTYPE html><p>x"), Form::Html);
        assert_eq!(form("<p>One paragraph.</p>"), Form::Html);
        assert_eq!(
            form("Shares fell <5% on Monday.\nIn <b>bold</b> words."),
            Form::Flat
        );
    }
}
