//! Whatever the bytes: no panic, an end, and pages that are no larger than pages.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::io::Cursor;

use dateline_container::{Fields, Input, Progress, open};
use dateline_schema::Content;
use proptest::prelude::*;
use support::{gzip, html, read, record, response, zstd};

/// Pieces of every format, so that random files get past their first line.
const PIECES: [&[u8]; 44] = [
    b"WARC/1.0\r\n",
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\n",
    b"WARC-Type: resource\r\n",
    b"Content-Type: text/html\r\n",
    b"Content-Length: 7\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"\r\n\r\n",
    b"\r\n",
    b"\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: br\r\n",
    b"Content-Encoding: deflate\r\n",
    b"5\r\nabcde\r\n",
    b"0\r\n\r\n",
    b"<rss>",
    b"</rss>",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"<title>",
    b"</title>",
    b"<content type=\"xhtml\">",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
    b"&#xd800;",
    b"&",
    b"<",
    b"<!--",
    b"<feed xmlns='x'>",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n",
    b"--a\r\n",
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
    b"=3",
    b"=\r\n",
    b"{\"text\": \"x\"}\n",
    b"{\"html\":",
    b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"\x28\xb5\x2f\xfd",
    b"PK\x03\x04",
    b"\0",
    b"\xe2\x80",
];

fn file() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|idx| PIECES[idx].to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    (0..PIECES.len(), prop::collection::vec(piece, 0..30))
        .prop_map(|(first, pieces)| [PIECES[first].to_vec(), pieces.concat()].concat())
}

/// Reads all of a file, which has no more pages and errors than bytes.
fn read_all(bytes: &[u8]) {
    for seekable in [true, false] {
        let input = Cursor::new(bytes.to_vec());
        let input = if seekable {
            Input::seekable(input)
        } else {
            Input::stream(input)
        };
        let Ok(container) = open(input, "file", &Progress::default()) else {
            continue;
        };
        let n_found = container
            .pages(&Fields::default())
            .take(bytes.len() + 2)
            .count();
        assert!(n_found <= bytes.len() + 1, "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_file_is_read_to_its_end(bytes in file()) {
        read_all(&bytes);
        read_all(&gzip(&bytes));
        read_all(&zstd(&bytes));
        read_all(&record("resource", "https://example.org/", "text/html", &bytes));
        read_all(&response("https://example.org/", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &bytes));
    }

    #[test]
    fn damage_to_one_byte_is_survived(at in any::<prop::sample::Index>(), byte in any::<u8>(), pack in 0..3) {
        let mut bytes: Vec<u8> = (0..3).flat_map(|n| html(&format!("https://example.org/{n}"), &"It rained. ".repeat(20))).collect();
        if pack == 1 { bytes = gzip(&bytes); }
        if pack == 2 { bytes = zstd(&bytes); }
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(&bytes);
    }

    #[test]
    fn what_is_written_is_read(bodies in prop::collection::vec("[a-zäß< \r\n]{0,80}", 1..8)) {
        let pages: Vec<Vec<u8>> = bodies
            .iter()
            .enumerate()
            .map(|(n, body)| html(&format!("https://example.org/{n}"), body))
            .collect();
        let input = Input::stream(Cursor::new(gzip(&pages.concat())));
        let container = open(input, "file", &Progress::default()).unwrap();
        let found: Vec<String> = container
            .pages(&Fields::default())
            .map(|page| match page.unwrap().value.content {
                Content::Raw(bytes) => String::from_utf8(bytes).unwrap(),
                other => panic!("{other:?}"),
            })
            .collect();
        let wanted: Vec<String> = bodies.iter().map(|body| format!("<!DOCTYPE html><p>{body}</p>")).collect();
        prop_assert_eq!(found, wanted);
    }
}

#[test]
fn reading_takes_time_in_proportion() {
    // Each of these was made to be read over and over.
    let near =
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60000000\r\n\r\nx".repeat(50_000);
    assert!(read(&near).starts_with("Cut"));
    let pushed = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 60000000\r\n\r\n<p>x\r\n\r\n".repeat(20_000);
    assert_eq!(read(&pushed).lines().count(), 2 * 20_000 - 1);
    read(&b"WARC/1.0\r\nX: ".repeat(300_000));
    read(&b"<rss><item><title>".repeat(100_000));
    read(&b"<feed><entry><content type=\"xhtml\">".repeat(30_000));
    let boundaries = b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n".repeat(100_000);
    let head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n";
    read(&[&head[..], &boundaries].concat());
    read(
        &[
            b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": ".as_slice(),
            &b"[".repeat(1 << 20),
        ]
        .concat(),
    );
}
