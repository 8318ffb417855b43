//! Bytes with what their deliverer says of them -> the content of a page, or nothing where they are none.

use dateline_schema::Content;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::headers::MediaType;

/// How far into a page a charset that it declares itself is looked for, in bytes, as browsers do, and a little farther.
const PRESCAN: usize = 4096;

/// The content of a page, if these bytes are one.
///
/// The charset that the deliverer names counts where the bytes are not UTF-8 and the page does not say otherwise: a
/// server's default, which is nearly always windows-1252 under one of its names, is worth less than the page's own
/// word. Otherwise the bytes stay as they are, and whoever reads the page decides.
pub(crate) fn content(bytes: Vec<u8>, media: &MediaType) -> Option<Content> {
    let is_html = matches!(
        media.essence.as_str(),
        "text/html" | "application/xhtml+xml"
    );
    let is_text = media.essence == "text/plain";
    let is_untold = matches!(
        media.essence.as_str(),
        "" | "application/octet-stream" | "unknown/unknown" | "application/x-unknown-content-type"
    );
    if bytes.trim_ascii().is_empty() || !(is_html || is_text || (is_untold && looks_html(&bytes))) {
        return None;
    }
    let told = media
        .charset
        .as_deref()
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != UTF_8);
    let Some(encoding) = told else {
        return Some(Content::Raw(bytes));
    };
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let declares = || memchr::memmem::find(head, b"charset").is_some();
    if Encoding::for_bom(&bytes).is_some()
        || std::str::from_utf8(&bytes).is_ok()
        || (encoding == WINDOWS_1252 && declares())
    {
        return Some(Content::Raw(bytes));
    }
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) if is_text => Some(Content::Flat(text.into_owned())),
        Some(text) => Some(Content::Html(text.into_owned())),
        None => Some(Content::Raw(bytes)),
    }
}

/// Whether bytes begin as HTML does.
fn looks_html(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    let begins = |prefix: &[u8]| {
        head.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], media: &str, expected: Option<&Content>) {
        let found = content(bytes.to_vec(), &MediaType::parse(media));
        assert_eq!(found.as_ref(), expected, "{media}");
    }

    #[test]
    fn the_deliverer_s_charset_counts_where_the_page_is_silent() {
        let html = |text: &str| Content::Html(text.to_owned());
        check(
            b"<p>\xb1",
            "text/html; charset=iso-8859-2",
            Some(&html("<p>ą")),
        );
        check(
            b"\xb1",
            "text/plain; charset=iso-8859-2",
            Some(&Content::Flat("ą".to_owned())),
        );
        let page = b"<meta charset=iso-8859-2>\xb1";
        check(
            page,
            "text/html; charset=iso-8859-1",
            Some(&Content::Raw(page.to_vec())),
        );
        check(
            page,
            "text/html; charset=windows-1251",
            Some(&html("<meta charset=iso-8859-2>±")),
        );
    }

    #[test]
    fn utf8_and_byte_order_marks_outrank_the_deliverer() {
        for page in ["<p>Grün".as_bytes(), b"\xff\xfe<\0p\0>\0", b"<p>plain"] {
            check(
                page,
                "text/html; charset=iso-8859-2",
                Some(&Content::Raw(page.to_vec())),
            );
        }
        // Bytes that the named charset does not know.
        check(
            b"<p>\x81\xff\xff",
            "text/html; charset=euc-jp",
            Some(&Content::Raw(b"<p>\x81\xff\xff".to_vec())),
        );
    }

    #[test]
    fn what_is_no_page_is_none() {
        check(b"\xff\xd8\xff", "image/jpeg", None);
        check(b"{}", "application/json", None);
        check(b" \r\n", "text/html", None);
        check(b"GIF8", "application/octet-stream", None);
        check(
            b"<!DOCTYPE html><p>x",
            "",
            Some(&Content::Raw(b"<!DOCTYPE html><p>x".to_vec())),
        );
    }
}
