//! Web archives: what is a page in them, how bodies are unpacked, and what damage leaves of them.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::io::{Cursor, Write};

use dateline_container::{Fields, Input, Kind, Progress, open};
use expect_test::expect;
use support::dictionary::{dictionary_frame, frame_with_dictionary};
use support::{check, gzip, html, read, read_input, record, record_of_length, response, zstd};
use zip::write::SimpleFileOptions;

fn archive() -> Vec<u8> {
    [
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: by hand\r\n",
        ),
        record(
            "request",
            "https://example.org/a",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        html("https://example.org/a", "It rained."),
        record(
            "revisit",
            "https://example.org/a",
            "application/http; msgtype=response",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
        record(
            "resource",
            "https://example.org/b",
            "text/html",
            b"<p>It snowed.</p>",
        ),
        record(
            "conversion",
            "https://example.org/c",
            "text/plain",
            b"Menu\nIt hailed.",
        ),
        record(
            "metadata",
            "https://example.org/a",
            "application/warc-fields",
            b"fetchTimeMs: 12",
        ),
    ]
    .concat()
}

const PAGES: &str = "\
@423 raw \"<!DOCTYPE html><p>It rained.</p>\" <https://example.org/a> crawled=2020-01-05
@952 raw \"<p>It snowed.</p>\" <https://example.org/b> crawled=2020-01-05
@1154 raw \"Menu\\nIt hailed.\" <https://example.org/c> crawled=2020-01-05
";

fn without_places(text: &str) -> String {
    let rest = |line: &str| line.split_once(' ').unwrap().1.to_owned() + "\n";
    text.lines().map(rest).collect()
}

#[test]
fn answers_resources_and_conversions_are_pages() {
    let wanted: String = PAGES.lines().map(|line| format!("file{line}\n")).collect();
    assert_eq!(read(&archive()), wanted);
}

#[test]
fn compression_changes_nothing_but_the_places() {
    let archive = archive();
    let by_record: Vec<Vec<u8>> = archive.split_inclusive(|byte| *byte == b'\n').fold(
        Vec::new(),
        |mut records: Vec<Vec<u8>>, line| {
            if line.starts_with(b"WARC/") {
                records.push(Vec::new());
            }
            records.last_mut().unwrap().extend_from_slice(line);
            records
        },
    );
    assert_eq!(by_record.len(), 7);
    let each = |pack: fn(&[u8]) -> Vec<u8>| -> Vec<u8> {
        by_record.iter().flat_map(|record| pack(record)).collect()
    };
    for packed in [
        gzip(&archive),
        zstd(&archive),
        each(gzip),
        each(zstd),
        zstd(&gzip(&archive)),
    ] {
        let text = read(&packed);
        assert_eq!(without_places(&text), without_places(PAGES));
    }
    // Of a file with a member a record the place is where the member begins.
    let packed = each(gzip);
    let places: Vec<usize> = read(&packed)
        .lines()
        .map(|line| line.split(['@', ' ']).nth(1).unwrap().parse().unwrap())
        .collect();
    assert_eq!(places.len(), 3);
    for place in places {
        assert_eq!(packed[place..place + 2], [0x1f, 0x8b]);
        let rest = read(&packed[place..]);
        assert!(rest.starts_with("file@0 "), "{rest}");
    }
}

#[test]
fn an_archive_brings_the_dictionary_that_its_records_need() {
    let pages = ["It rained.", "It snowed."]
        .map(|text| html("https://example.org/archive/of/the/harbour/news/1", text));
    let common = pages[0]
        .iter()
        .zip(&pages[1])
        .take_while(|(a, b)| a == b)
        .count();
    // What differs is the length of no record, so that all up to the text is common.
    let content = &pages[0][..common];
    let records = pages
        .each_ref()
        .map(|page| frame_with_dictionary(page, content));
    assert!(records.iter().all(|record| record.len() < 60));
    for packed in [false, true] {
        let archive = [dictionary_frame(content, packed), records.concat()].concat();
        let text = read(&archive);
        assert_eq!(
            without_places(&text),
            without_places(&read(&pages.concat())),
            "{text}"
        );
    }
    // Without it, or with another, the records cannot be read, and that is said.
    let other = [dictionary_frame(&content[1..], false), records.concat()].concat();
    for archive in [records.concat(), other] {
        let text = read(&archive);
        assert!(
            text.contains("damaged") || text.contains("dictionary"),
            "{text}"
        );
        assert!(!text.contains("It rained"), "{text}");
    }
}

#[test]
fn what_is_no_page_is_left_out() {
    let status = |code: &str| {
        let block = format!("HTTP/1.1 {code}\r\nContent-Type: text/html\r\n\r\n<p>It rained.</p>");
        record(
            "response",
            "https://example.org/",
            "application/http",
            block.as_bytes(),
        )
    };
    let archive = [
        status("404 Not Found"),
        status("301 Moved"),
        status("nonsense"),
        response(
            "https://example.org/logo",
            "Content-Type: image/png\r\n",
            b"\x89PNG",
        ),
        response(
            "https://example.org/data",
            "Content-Type: application/json\r\n",
            b"{}",
        ),
        response(
            "https://example.org/robots.txt",
            "Content-Type: text/plain\r\n",
            b"User-agent: *",
        ),
        response(
            "https://example.org/empty",
            "Content-Type: text/html\r\n",
            b"\r\n",
        ),
        record(
            "response",
            "dns:example.org",
            "text/dns",
            b"20200105\nexample.org. A 192.0.2.1",
        ),
    ]
    .concat();
    check(
        &archive,
        &expect![[r#"
        Unsupported: file: no page among the 8 records of this archive (pages are answers and resources that are HTML or text)
    "#]],
    );
    // An untold type is a page where it begins as one.
    let archive = [
        response(
            "https://example.org/a",
            "",
            b"<!DOCTYPE html><p>It rained.</p>",
        ),
        response(
            "https://example.org/b",
            "Content-Type: application/octet-stream\r\n",
            b"\0\x01\x02",
        ),
    ]
    .concat();
    check(
        &archive,
        &expect![[r#"
        file@0 raw "<!DOCTYPE html><p>It rained.</p>" <https://example.org/a> crawled=2020-01-05
    "#]],
    );
}

#[test]
fn bodies_are_unpacked_where_they_are_packed() {
    let page = b"<!DOCTYPE html><p>It rained.</p>";
    let chunked = |pieces: &[&[u8]]| -> Vec<u8> {
        let chunk = |piece: &&[u8]| {
            [
                format!("{:x};x=1\r\n", piece.len()).as_bytes(),
                piece,
                b"\r\n",
            ]
            .concat()
        };
        [
            pieces.iter().flat_map(chunk).collect(),
            b"0\r\n\r\n".to_vec(),
        ]
        .concat()
    };
    let zlib = {
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(page).unwrap();
        encoder.finish().unwrap()
    };
    let deflate = {
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(page).unwrap();
        encoder.finish().unwrap()
    };
    // A block of brotli that is not compressed (RFC 7932, section 9.2), and the empty last one.
    let brotli = {
        let n_bytes = page.len() as u32 - 1;
        // WBITS 16: "0"; not last: "0"; 4 nibbles: "00"; the length; not compressed: "1".
        let header: u32 = n_bytes << 4 | 1 << 20;
        [&header.to_le_bytes()[..3], page, &[0x03]].concat()
    };
    for (headers, body) in [
        ("", page.to_vec()),
        (
            "Transfer-Encoding: chunked\r\n",
            chunked(&[&page[..10], &page[10..]]),
        ),
        ("Transfer-Encoding: chunked\r\n", page.to_vec()),
        ("Content-Encoding: gzip\r\n", gzip(page)),
        ("Content-Encoding: gzip\r\n", page.to_vec()),
        (
            "Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked\r\n",
            chunked(&[&gzip(page)]),
        ),
        ("Content-Encoding: deflate\r\n", zlib),
        ("Content-Encoding: deflate\r\n", deflate),
        ("Content-Encoding: deflate\r\n", page.to_vec()),
        ("Content-Encoding: br\r\n", brotli),
        ("Content-Encoding: br\r\n", page.to_vec()),
        ("Content-Encoding: zstd\r\n", zstd(page)),
        ("Content-Encoding: gzip, zstd\r\n", zstd(&gzip(page))),
        ("Content-Encoding: identity\r\n", page.to_vec()),
    ] {
        let archive = response(
            "https://example.org/a",
            &format!("{headers}Content-Type: text/html\r\n"),
            &body,
        );
        let text = read(&archive);
        assert_eq!(
            text,
            "file@0 raw \"<!DOCTYPE html><p>It rained.</p>\" <https://example.org/a> crawled=2020-01-05\n",
            "{headers}"
        );
    }
}

#[test]
fn the_header_s_charset_counts() {
    let archive = [
        response(
            "https://example.org/a",
            "Content-Type: text/html; charset=iso-8859-2\r\n",
            b"<p>\xb1</p>",
        ),
        response(
            "https://example.org/b",
            "Content-Type: text/html; charset=utf-8\r\n",
            b"<p>\xb1</p>",
        ),
        response(
            "https://example.org/c",
            "Content-Type: text/html; charset=windows-1251\r\n",
            "<p>ą</p>".as_bytes(),
        ),
    ]
    .concat();
    check(
        &archive,
        &expect![[r#"
            file@0 html "<p>ą</p>" <https://example.org/a> crawled=2020-01-05
            file@282 raw "<p>�</p>" <https://example.org/b> crawled=2020-01-05
            file@559 raw "<p>ą</p>" <https://example.org/c> crawled=2020-01-05
        "#]],
    );
}

#[test]
fn of_a_cut_archive_every_whole_record_is_read() {
    let (first, second) = (
        html("https://example.org/a", "It rained."),
        html("https://example.org/b", "It snowed."),
    );
    let whole = [first.clone(), second].concat();
    for end in first.len()..whole.len() - 4 {
        let text = read(&whole[..end]);
        let mut lines = text.lines();
        assert!(lines.next().unwrap().contains("It rained."), "{text}");
        match lines.next() {
            None => assert_eq!(end, first.len(), "{text}"),
            Some(line) => assert!(
                line.starts_with("Cut: file@") && line.contains("cut in the middle of this record"),
                "{text}"
            ),
        }
    }
    let packed = [gzip(&first), gzip(&whole[first.len()..])].concat();
    let n_first = gzip(&first).len();
    for end in n_first + 1..packed.len() {
        let text = read(&packed[..end]);
        assert!(text.contains("It rained."), "{text}");
        assert!(
            text.contains("Cut: file@"),
            "{end} of {}: {text}",
            packed.len()
        );
    }
}

#[test]
fn a_wrong_length_ends_where_the_next_record_begins() {
    let body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It rained all day.</p>";
    let next = html("https://example.org/b", "It snowed.");
    for told in [
        0,
        10,
        body.len() - 1,
        body.len() + 1,
        body.len() + 300,
        1 << 20,
    ] {
        let first = record_of_length(
            "response",
            "https://example.org/a",
            "application/http",
            body,
            told,
        );
        let text = read(&[first, next.clone()].concat());
        assert!(
            text.contains("<p>It rained all day.</p>\" <https://example.org/a>"),
            "{told}: {text}"
        );
        assert!(
            text.contains("wrong-length warning: the record says that it has"),
            "{told}: {text}"
        );
        assert!(text.contains("It snowed."), "{told}: {text}");
    }
    // The HTTP header's own length is only a remark.
    let page = response(
        "https://example.org/a",
        "Content-Type: text/html\r\nContent-Length: 4000\r\n",
        b"<p>It rained.</p>",
    );
    check(
        &page,
        &expect![[r#"
        file@0 raw "<p>It rained.</p>" <https://example.org/a> crawled=2020-01-05
          page-cut warning: the page is cut: its header tells of 4000 bytes, and 17 are there
    "#]],
    );
}

#[test]
fn damage_is_passed_over() {
    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nsomething".to_vec();
    let archive = [
        html("https://example.org/a", "It rained."),
        b"garbage\r\nmore garbage\r\n\r\n".to_vec(),
        html("https://example.org/b", "It snowed."),
        no_length,
        b"\r\n\r\n".to_vec(),
        html("https://example.org/c", "It hailed."),
    ]
    .concat();
    check(
        &archive,
        &expect![[r#"
            file@0 raw "<!DOCTYPE html><p>It rained.</p>" <https://example.org/a> crawled=2020-01-05
            Damaged: file@301: no record begins here (what follows is passed over up to the next record)
            file@326 raw "<!DOCTYPE html><p>It snowed.</p>" <https://example.org/b> crawled=2020-01-05
            Damaged: file@627: the record does not tell its length (what follows is passed over up to the next record)
            file@673 raw "<!DOCTYPE html><p>It hailed.</p>" <https://example.org/c> crawled=2020-01-05
        "#]],
    );
}

#[test]
fn records_too_large_for_a_page_are_passed_over() {
    let mut archive = record_of_length(
        "response",
        "https://example.org/a",
        "application/http",
        b"",
        65 << 20,
    );
    archive.truncate(archive.len() - 4);
    archive.resize(archive.len() + (65 << 20), b'x');
    archive.extend_from_slice(b"\r\n\r\n");
    archive.extend(html("https://example.org/b", "It snowed."));
    check(
        &archive,
        &expect![[r#"
            TooLarge: file@0: the record has 65 MB, more than the 64 of the largest page (it is passed over)
            file@68157638 raw "<!DOCTYPE html><p>It snowed.</p>" <https://example.org/b> crawled=2020-01-05
        "#]],
    );
}

#[test]
fn bombs_are_refused() {
    // A page's body that unpacks to more than any page has.
    let body = gzip(&vec![b' '; 80 << 20]);
    let archive = [
        response(
            "https://example.org/a",
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
            &body,
        ),
        html("https://example.org/b", "It snowed."),
    ]
    .concat();
    let text = read(&archive);
    assert!(
        text.contains("TooLarge: file@0: the page unpacks to more than 64 MB"),
        "{text}"
    );
    assert!(text.contains("It snowed."), "{text}");
    // A file of nothing but zeros.
    check(
        &gzip(&vec![0; 80 << 20]),
        &expect![[r#"
        TooLarge: file: larger than 64 MB, which no news page is
    "#]],
    );
    // A record without end, packed twice.
    let mut record = record_of_length("metadata", "", "text/plain", b"", 1 << 40);
    record.truncate(record.len() - 4);
    let zeros = gzip(&vec![0; 32 << 20]);
    let inner: Vec<u8> = [gzip(&record), zeros.repeat(64)].concat();
    check(
        &gzip(&inner),
        &expect![[r#"
        TooLarge: file@0: the file unpacks to more than a thousand times its size: the rest is not read (no archive of pages packs so well: it is damaged, or made to fill memory)
    "#]],
    );
    check(
        &gzip(&gzip(&gzip(b"It rained."))),
        &expect![[r#"
        Unsupported: file: the file is compressed more than twice
    "#]],
    );
}

#[test]
fn a_zstd_archive_may_bring_its_dictionary() {
    // Frames that are skipped stand before, between and behind the others.
    let skipped = |n: u8| [&[n, 0x2a, 0x4d, 0x18][..], &3_u32.to_le_bytes(), b"abc"].concat();
    let archive = [
        skipped(0x50),
        zstd(&html("https://example.org/a", "It rained.")),
        skipped(0x5f),
        zstd(&html("https://example.org/b", "It snowed.")),
        skipped(0x51),
    ]
    .concat();
    let text = read(&archive);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.starts_with("file@11 "), "{text}");
    let damaged = [
        vec![0x5d, 0x2a, 0x4d, 0x18],
        3_u32.to_le_bytes().to_vec(),
        b"abc".to_vec(),
    ]
    .concat();
    check(
        &damaged,
        &expect![[r#"
            Damaged: file: the compressed data is damaged: its dictionary: The raw bytes did not contain a full valid zstd dictionary (get the file anew)
        "#]],
    );
}

fn wacz(files: &[(&str, Vec<u8>, zip::CompressionMethod)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, method) in files {
        let options = SimpleFileOptions::default().compression_method(*method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_archives_of_a_wacz_are_read_one_after_the_other() {
    use zip::CompressionMethod::{Deflated, Stored};
    let file = wacz(&[
        ("pages/pages.jsonl", b"{}".to_vec(), Deflated),
        (
            "archive/1.warc.gz",
            gzip(&html("https://example.org/a", "It rained.")),
            Stored,
        ),
        (
            "archive/2.warc",
            html("https://example.org/b", "It snowed."),
            Deflated,
        ),
        ("archive/3.warc", b"no archive".to_vec(), Stored),
        ("indexes/index.cdx", b"x".to_vec(), Stored),
    ]);
    let container = open(
        Input::seekable(Cursor::new(file.clone())),
        "file",
        &Progress::default(),
    )
    .unwrap();
    assert_eq!(container.kind(), Kind::Wacz);
    check(
        &file,
        &expect![[r#"
        file/archive/1.warc.gz@0 raw "<!DOCTYPE html><p>It rained.</p>" <https://example.org/a> crawled=2020-01-05
        file/archive/2.warc@0 raw "<!DOCTYPE html><p>It snowed.</p>" <https://example.org/b> crawled=2020-01-05
        Damaged: file/archive/3.warc@0: no record begins here (what follows is passed over up to the next record)
    "#]],
    );
}

#[test]
fn other_zip_archives_are_refused() {
    let other = wacz(&[(
        "page.html",
        b"<p>It rained.</p>".to_vec(),
        zip::CompressionMethod::Stored,
    )]);
    check(
        &other,
        &expect![[r#"
        Unsupported: file: a ZIP archive without a web archive in it (unpack it, and name the pages or their folder)
    "#]],
    );
    let text = read(&other[..other.len() - 30]);
    assert!(
        text.starts_with("Damaged: file: the ZIP archive is damaged or cut"),
        "{text}"
    );
    let piped = read_input(Input::stream(Cursor::new(other)), &Fields::default());
    expect![[r#"
        Unsupported: file: a ZIP archive that comes through a pipe or is compressed cannot be read (save it as it is, and name the file)
    "#]]
    .assert_eq(&piped);
}
