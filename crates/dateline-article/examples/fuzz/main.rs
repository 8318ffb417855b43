//! Throws damaged pages at the extractor until the time is up: `cargo run --release --example fuzz -- TARGET MINUTES
//! [SEED]`, TARGET one of `html`, `flat`, `dates`.
//!
//! A mutation fuzzer on the stable toolchain, in place of libFuzzer, which needs a nightly compiler: seeds are the golden
//! pages under `pages/` and pieces of markup, dates and hostile characters; every input is two or three of them, cut,
//! spliced, doubled and overwritten. Inputs that made new kinds of results (roles, rules and diagnostics that were not
//! seen together) join the seeds. The same seed gives the same inputs. What must hold is asserted: no panic, spans inside
//! and in order, clean text untouched, and no input slower than ten seconds, on a busy machine too.

// A harness reads the clock and its own files, and says what it found.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

mod mutate;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Article, Content, Page};

use crate::mutate::{Random, mutated};

/// What pages break with, and what rules look for.
const PIECES: [&str; 66] = [
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "<p>",
    "</p>",
    "<br><br>",
    "<div class=\"",
    "related comment-list\">",
    "<h1>",
    "</h1>",
    "<table><tr><td>",
    "</table>",
    "<li>",
    "<article>",
    "<nav>",
    "<figure><figcaption>",
    "<time datetime=\"",
    "<meta property=\"article:published_time\" content=\"",
    "<meta name=author content='",
    "<script>",
    "</script>",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"",
    "\"author\":[{\"name\":\"",
    "<title>",
    "</title>",
    "<svg>",
    "<template>",
    "<span hidden>",
    "style=\"display:none\"",
    "&",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "&nbsp",
    "\"",
    "'",
    "=",
    "2019-03-04T23:59:60+99:99",
    "4 March 2019",
    "March 4th, 2019",
    "04/03/19",
    "31.02.2019",
    "2019年3月4日",
    "Updated: ",
    "Stand: ",
    "Published on ",
    "By ",
    "By Jane Roe",
    " | ",
    " — ",
    "PORT EXAMPLE, March 4 (Wire) — ",
    "10:31 ",
    "© 2019 ",
    "http://example.org/web/20190304000000/http://x/",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "\u{ad}",
    "é",
    "İ",
    "\u{10ffff}",
    "\n\n",
    "\r",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let target = args.next().unwrap_or_default();
    let minutes: f64 = args.next().map_or(Ok(1.0), |minutes| minutes.parse())?;
    let seed = args.next().map_or(Ok(1), |seed| seed.parse())?;
    let run: fn(&[u8], &Outlets) -> Article = match target.as_str() {
        "html" => html,
        "flat" => flat,
        "dates" => dates,
        _ => return Err("the target is html, flat or dates".into()),
    };
    let outlets = Outlets::builtin()?;
    let mut corpus = seeds()?;
    let mut random = Random::new(seed);
    let mut seen = BTreeSet::new();
    let (start, mut n, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while start.elapsed() < Duration::from_secs_f64(minutes * 60.0) {
        let input = mutated(&corpus, &PIECES, &mut random);
        let before = Instant::now();
        let article = run(&input, &outlets);
        let took = before.elapsed();
        assert!(
            took < Duration::from_secs(10),
            "{} bytes took {took:?}",
            input.len()
        );
        check(&article);
        slowest = slowest.max(took);
        n += 1;
        if seen.insert(kind(&article)) && corpus.len() < 4000 {
            corpus.push(input);
        }
    }
    println!(
        "{target}: {n} inputs, {} kinds of results, slowest {slowest:?}",
        seen.len()
    );
    Ok(())
}

fn html(input: &[u8], outlets: &Outlets) -> Article {
    let text = String::from_utf8_lossy(input).into_owned();
    check(&extract(&Page::new("fuzz", Content::Raw(input.to_vec())), outlets).value);
    extract(&Page::new("fuzz", Content::Html(text)), outlets).value
}

fn flat(input: &[u8], outlets: &Outlets) -> Article {
    let text = String::from_utf8_lossy(input).into_owned();
    let clean = extract(&Page::new("fuzz", Content::Text(text.clone())), outlets).value;
    assert_eq!(clean.text, text, "clean text stays as it is");
    let article = extract(&Page::new("fuzz", Content::Flat(text.clone())), outlets).value;
    for block in &article.blocks {
        let span = block.source.expect("every line of a dump knows its bytes");
        assert!(
            text.get(span.range()).is_some(),
            "{span:?} is inside the dump"
        );
    }
    article
}

/// Every place of a date gets the input: address, meta elements, marked times, structured data, lines.
fn dates(input: &[u8], outlets: &Outlets) -> Article {
    let text = String::from_utf8_lossy(input);
    let short: String = text.chars().take(400).collect();
    let value = short.replace('"', "");
    let html = format!(
        "<meta name=date content=\"{value}\"><script type=\"application/ld+json\">{{\"@type\":\"Article\",\"dateModified\":\
         \"{value}\"}}</script><h1>A harbour</h1><time datetime=\"{value}\">x</time><p>{short}</p><p>{value} {value}</p>\
         <script>{{\"publishedAt\":\"{value}\"}}</script>"
    );
    let mut page = Page::new("fuzz", Content::Html(html));
    page.url = Some(short);
    extract(&page, outlets).value
}

/// The laws of every result.
fn check(article: &Article) {
    let mut end = 0;
    for line in &article.lines {
        assert!(
            line.span.start >= end && !line.span.is_empty(),
            "lines follow each other"
        );
        let text = line.span.of(&article.text);
        assert_eq!(text, text.trim(), "lines have no white space around them");
        end = line.span.end;
    }
    let interval = article.published.interval;
    assert!(
        interval
            .low
            .zip(interval.high)
            .is_none_or(|(low, high)| low <= high),
        "an interval does not end before it begins"
    );
    for evidence in &article.dates {
        assert!((0.0..=1.0).contains(&evidence.confidence), "{evidence:?}");
    }
}

/// What tells results apart: which roles, rules and places of dates they have.
fn kind(article: &Article) -> u64 {
    let blocks = article
        .blocks
        .iter()
        .map(|block| (block.role.as_str(), block.rule.as_ref()));
    let dates = article
        .dates
        .iter()
        .map(|found| (found.kind.as_str(), found.rule.as_ref()));
    let all: BTreeSet<_> = blocks.chain(dates).collect();
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    (article.byline.len().min(3), article.title.is_some()).hash(&mut hasher);
    hasher.finish()
}

fn seeds() -> Result<Vec<Vec<u8>>, std::io::Error> {
    let mut seeds: Vec<Vec<u8>> = PIECES
        .iter()
        .map(|piece| piece.as_bytes().to_vec())
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pages");
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.is_file()) {
        seeds.push(std::fs::read(path)?);
    }
    Ok(seeds)
}
