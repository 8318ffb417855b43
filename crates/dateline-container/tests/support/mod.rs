//! Containers written by hand, and what is read of them as text.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each test uses a part.
#![allow(clippy::unwrap_used)] // A helper fails as the test does.

pub mod dictionary;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use dateline_container::{Fields, Input, Progress, open};
use dateline_schema::Content;
use expect_test::Expect;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A record of an archive.
pub fn record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
    record_of_length(kind, url, media, block, block.len())
}

/// A record that tells another length than it has.
pub fn record_of_length(kind: &str, url: &str, media: &str, block: &[u8], told: usize) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2020-01-05T23:59:59Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {told}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A record of an answer with 200.
pub fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes();
    block.extend_from_slice(body);
    record(
        "response",
        url,
        "application/http; msgtype=response",
        &block,
    )
}

/// A record of a small page in HTML.
pub fn html(url: &str, paragraph: &str) -> Vec<u8> {
    let body = format!("<!DOCTYPE html><p>{paragraph}</p>");
    response(
        url,
        "Content-Type: text/html; charset=utf-8\r\n",
        body.as_bytes(),
    )
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// What is read of a file: a line a page, with remarks and errors below.
pub fn read(bytes: &[u8]) -> String {
    read_with(bytes, &Fields::default())
}

pub fn read_with(bytes: &[u8], fields: &Fields) -> String {
    let input = Input::seekable(Cursor::new(bytes.to_vec()));
    read_input(input, fields)
}

pub fn read_input(input: Input, fields: &Fields) -> String {
    let container = match open(input, "file", &Progress::default()) {
        Ok(container) => container,
        Err(error) => return error_line(&error),
    };
    let mut lines = String::new();
    for found in container.pages(fields) {
        match found {
            Err(error) => lines.push_str(&error_line(&error)),
            Ok(found) => {
                let page = found.value;
                let (form, text) = match &page.content {
                    Content::Raw(bytes) => ("raw", String::from_utf8_lossy(bytes).into_owned()),
                    Content::Html(text) => ("html", text.clone()),
                    Content::Flat(text) => ("flat", text.clone()),
                    Content::Text(text) => ("text", text.clone()),
                };
                write!(lines, "{} {form} {text:?}", page.name).unwrap();
                let url = page.url.map(|url| format!(" <{url}>")).unwrap_or_default();
                lines.push_str(&url);
                for (what, value) in [
                    ("title", page.title),
                    ("published", page.published.map(|day| day.to_string())),
                    ("crawled", page.crawled.map(|day| day.to_string())),
                ] {
                    if let Some(value) = value {
                        write!(lines, " {what}={value}").unwrap();
                    }
                }
                lines.push('\n');
                for diagnostic in found.diagnostics {
                    writeln!(lines, "  {} {diagnostic}", diagnostic.code).unwrap();
                }
            }
        }
    }
    lines
}

fn error_line(error: &dateline_container::Error) -> String {
    let hint = error
        .hint()
        .map(|hint| format!(" ({hint})"))
        .unwrap_or_default();
    format!("{:?}: {error}{hint}\n", error.kind())
}

#[track_caller]
pub fn check(bytes: &[u8], expected: &Expect) {
    expected.assert_eq(&read(bytes));
}
