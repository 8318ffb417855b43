//! Throws damaged files at the readers until the time is up: `cargo run --release -p dateline-container --example fuzz --
//! TARGET MINUTES [SEED]`, TARGET one of `warc`, `feed`, `saved`.
//!
//! Seeds are small archives, feeds and saved pages and the pieces of their formats, as they are and compressed; how they
//! are damaged is said in the fuzzer of the extractor. What must hold: no panic, an end, no page larger than pages are,
//! and no input slower than ten seconds, on a busy machine too.

// A harness reads the clock, and says what it found.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

#[path = "../../dateline-article/examples/fuzz/mutate.rs"]
mod mutate;

use std::collections::BTreeSet;
use std::io::{self, Cursor, Write};
use std::time::{Duration, Instant};

use dateline_container::{Fields, Input, LARGEST_PAGE, Progress, open};
use dateline_schema::Content;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::mutate::{Random, mutated};

const WARC: [&[u8]; 22] = [
    b"WARC/1.0\r\n",
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-01-05T23:59:59Z\r\nWARC-Target-URI: http://example.org/\r\n\
      Content-Type: application/http\r\nContent-Length: 70\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\
      <p>It rained all day.</p>\r\n\r\n",
    b"WARC-Type: resource\r\nContent-Type: text/html\r\n",
    b"WARC-Type: conversion\r\n",
    b"WARC-Truncated: length\r\n",
    b"Content-Length: 7\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: -1\r\n",
    b"\r\n\r\n",
    b"\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
    b"ffffffffffffffff\r\n",
    b"Content-Encoding: br\r\n",
    b"Content-Encoding: gzip, deflate\r\n",
    b"Content-Encoding: zstd\r\n",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"\x28\xb5\x2f\xfd",
    b"\x5d\x2a\x4d\x18",
    b"\0",
    b"\xff",
];

const FEED: [&[u8]; 29] = [
    b"<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    b"<rss version=\"2.0\"><channel><title>Example Post</title>",
    b"</channel></rss>",
    b"<item><title>Rain</title><link>http://example.org/1</link><description>It rained.</description></item>",
    b"<pubDate>Sun, 05 Jan 2020 23:30:00 -0800</pubDate>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<entry><title type='html'>&lt;b&gt;Rain</title><updated>2020-01-05T10:00:00Z</updated>",
    b"<content type=\"xhtml\"><div xmlns='x'><p>It rained.</p></div></content></entry>",
    b"<rdf:RDF xmlns:rdf='x'>",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"</title>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE rss [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>",
    b"&amp;",
    b"&a;",
    b"&#xd800;",
    b"&#x110000;",
    b"&",
    b"<",
    b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"content_text\": \"It rained.\"}]}",
    b"{\"items\":[",
    b"\"\\ud800\"",
    b"\0",
    b"\xe2\x80",
];

const SAVED: [&[u8]; 20] = [
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"a\"\r\n\r\n",
    b"--a\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>It rained=\r\n.</p>\r\n",
    b"--a--\r\n",
    b"--a\r\n",
    b"Content-Transfer-Encoding: base64\r\n\r\nPHA+SXQgcmFpbmVkLg==\r\n",
    b"Content-Type: multipart/related; boundary=a\r\n",
    b"=3D",
    b"=\r\n",
    b"=",
    b"{\"html\": \"<p>It rained.\", \"url\": \"http://example.org/1\", \"date\": 1578268800}\n",
    b"{\"text\": \"It rained.\", \"crawled\": \"2020-01-05\"}\n",
    b"{\"html\":",
    b"\"\\ud800\\udc00\\ud800\"",
    b"[[[[[[[[[[[[[[[[",
    b"\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x01\x02",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"\0",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let target = args.next().unwrap_or_default();
    let minutes: f64 = args.next().map_or(Ok(1.0), |minutes| minutes.parse())?;
    let seed = args.next().map_or(Ok(1), |seed| seed.parse())?;
    let pieces: &[&[u8]] = match target.as_str() {
        "warc" => &WARC,
        "feed" => &FEED,
        "saved" => &SAVED,
        _ => return Err("the target is warc, feed or saved".into()),
    };
    let mut corpus: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    corpus.push(pieces.concat());
    let mut random = Random::new(seed);
    let mut seen = BTreeSet::new();
    let (start, mut n, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while start.elapsed() < Duration::from_secs_f64(minutes * 60.0) {
        let input = mutated(&corpus, pieces, &mut random);
        let file = if random.below(4) == 0 {
            gzip(&input, &mut random)?
        } else {
            input.clone()
        };
        let before = Instant::now();
        let kind = read(file);
        let took = before.elapsed();
        let len = input.len();
        assert!(took < Duration::from_secs(10), "{len} bytes took {took:?}");
        slowest = slowest.max(took);
        n += 1;
        if seen.insert(kind) && corpus.len() < 4000 {
            corpus.push(input);
        }
    }
    let n_kinds = seen.len();
    println!("{target}: {n} inputs, {n_kinds} kinds of results, slowest {slowest:?}");
    Ok(())
}

/// Compressed, and in every second case with a byte overwritten.
fn gzip(input: &[u8], random: &mut Random) -> io::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(input)?;
    let mut packed = gzip.finish()?;
    if random.below(2) == 0 {
        let at = random.below(packed.len());
        packed[at] = random.below(256) as u8;
    }
    Ok(packed)
}

/// Reads all of a file, and tells what came of it.
fn read(bytes: Vec<u8>) -> Vec<String> {
    /// An input of 64 KB holds no more pages than bytes.
    const MOST_PAGES: usize = 1 << 17;
    let input = Input::seekable(Cursor::new(bytes));
    let container = match open(input, "fuzz", &Progress::default()) {
        Ok(container) => container,
        Err(error) => return vec![error.message().to_owned()],
    };
    let mut results = BTreeSet::from([format!("{:?}", container.kind())]);
    for (number, page) in container.pages(&Fields::default()).enumerate() {
        assert!(number < MOST_PAGES, "pages come to an end");
        match page {
            Err(error) => {
                let message = error.message().chars();
                results.insert(message.filter(|letter| !letter.is_numeric()).collect());
            }
            Ok(page) => {
                let (form, len) = match &page.value.content {
                    Content::Raw(bytes) => ("raw", bytes.len()),
                    Content::Html(text) => ("html", text.len()),
                    Content::Flat(text) => ("flat", text.len()),
                    Content::Text(text) => ("text", text.len()),
                };
                // A charset may take three bytes for one.
                assert!(len <= 3 * LARGEST_PAGE, "{len} bytes");
                results.insert(form.to_owned());
                let codes = page
                    .diagnostics
                    .iter()
                    .map(|remark| remark.code.to_string());
                results.extend(codes);
            }
        }
    }
    results.into_iter().collect()
}
