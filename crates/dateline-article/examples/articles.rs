//! Pages in, articles out: reads JSON lines with `id` and `html` or `flat` (and `url`, if known) from stdin, writes
//! JSON lines with `id`, `title`, `author`, `wire`, `outlet`, `section`, `date`, `body` to stdout.
//!
//!     cargo run --release --example articles < pages.jsonl > articles.jsonl
//!
//! With two arguments, files of trees and of words, flattened pages are read with that model: for cross-validation.

// A program's stdout is its data, and models come from files.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::io::BufRead;

use dateline_article::extract;
use dateline_data::{OutletFiles, Outlets};
use dateline_schema::{Content, Page};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let outlets = match (args.next(), args.next()) {
        (Some(trees), Some(words)) => Outlets::read(OutletFiles {
            flat_trees: &std::fs::read_to_string(trees)?,
            flat_words: &std::fs::read_to_string(words)?,
            ..OutletFiles::BUILTIN
        })?,
        _ => Outlets::builtin()?,
    };
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let field = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
        let content = match (field("html"), field("flat")) {
            (Some(html), _) => Content::Html(html),
            (_, Some(flat)) => Content::Flat(flat),
            _ => Content::Text(field("text").unwrap_or_default()),
        };
        let mut page = Page::new(field("id").unwrap_or_default(), content);
        page.url = field("url");
        let article = extract(&page, &outlets).value;
        let date = article
            .published
            .interval
            .value()
            .map(|date| date.to_string());
        let out = json!({
            "id": row.get("id"),
            "title": article.title,
            "author": article.byline.join(", "),
            "wire": article.wire.iter().map(|credit| [&credit.value, &*credit.rule, &credit.text]).collect::<Vec<_>>(),
            "outlet": article.outlet,
            "section": article.section.as_ref().map(|section| [&section.value, &*section.rule, &section.text]),
            "date": date,
            "body": article.body(),
        });
        println!("{out}");
    }
    Ok(())
}
