//! Every block of a page with its role and the rule that gave it, then the metadata: reads one page (HTML or
//! flattened text, whatever its charset) from stdin.
//!
//!     cargo run --example blocks < page.html

// A program's stdout is its data.
#![allow(clippy::print_stdout)]

use std::io::Read;

use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Content, Page};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let read = extract(
        &Page::new("stdin", Content::Raw(bytes)),
        &Outlets::builtin()?,
    );
    let article = read.value;
    for block in &article.blocks {
        println!("{}\t{}\t{}", block.role.as_str(), block.rule, block.text);
    }
    println!(
        "title\t{:?}\nbyline\t{:?}\noutlet\t{:?}",
        article.title, article.byline, article.outlet
    );
    println!(
        "language\t{:?}\npublished\t{:?}",
        article.language, article.published
    );
    for found in &article.dates {
        println!(
            "date\t{}\t{}\t{}\t{:.2}\t{}",
            found.date,
            found.kind.as_str(),
            found.rule,
            found.confidence,
            found.text
        );
    }
    for diagnostic in read.diagnostics {
        println!("{}\t{diagnostic}", diagnostic.code);
    }
    Ok(())
}
