//! Pages a second, beside `dom_smoothie` on the same pages in the same run: reads JSON lines with `html` (and `url`,
//! if known) from stdin, every `EVERY`th of them where an argument says so.
//!
//!     zcat pages.jsonl.gz | cargo run --release --example speed -- 4
//!
//! Both read every page in turn, three rounds; the fastest round of each counts.

// A program's stdout is its data; measuring is what the clock is here for.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::hint::black_box;
use std::io::BufRead;
use std::time::{Duration, Instant};

use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Content, Page};
use serde_json::Value;

const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let every: usize = std::env::args()
        .nth(1)
        .map_or(Ok(1), |every| every.parse())?;
    let only_ours = std::env::args().nth(2).is_some();
    let outlets = Outlets::builtin()?;
    let mut pages = Vec::new();
    for line in std::io::stdin().lock().lines().step_by(every.max(1)) {
        let row: Value = serde_json::from_str(&line?)?;
        let html = row["html"].as_str().unwrap_or_default().to_owned();
        let mut page = Page::new("page", Content::Html(html));
        page.url = row["url"].as_str().map(str::to_owned);
        pages.push(page);
    }
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for page in &pages {
            black_box(extract(page, &outlets));
        }
        best[0] = best[0].min(start.elapsed());
        if only_ours {
            continue;
        }
        let start = Instant::now();
        for page in &pages {
            let Content::Html(html) = &page.content else {
                continue;
            };
            if let Ok(mut reader) = dom_smoothie::Readability::new(html.as_str(), None, None) {
                black_box(reader.parse().ok());
            }
        }
        best[1] = best[1].min(start.elapsed());
    }
    let [ours, theirs] = best.map(|time| pages.len() as f64 / time.as_secs_f64());
    println!(
        "{} pages; dateline {ours:.0} pages/s, dom_smoothie {theirs:.0} pages/s, {:.2} times",
        pages.len(),
        ours / theirs
    );
    Ok(())
}
