//! What the decision trees for flattened pages see: reads JSON lines with `flat` from stdin; called by
//! `training/page/train.py`.
//!
//!     line_numbers columns                         the names of the columns, a line each
//!     line_numbers tokens < pages.jsonl            JSON lines: for every page `[[text, [token…]]…]`
//!     line_numbers values WORDS.tsv < pages.jsonl  for every page: the number of lines (u32), then the values of all
//!                                                  columns, line after line (i16), little-endian

// A program's stdout is its data, and models come from files.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::io::{BufRead, BufWriter, Write};

use dateline_article::{count, count_columns};
use dateline_data::{LineTrees, Outlets};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();
    if what == "columns" {
        count_columns().iter().for_each(|name| println!("{name}"));
        return Ok(());
    }
    let words = match args.next() {
        Some(path) => std::fs::read_to_string(path)?,
        None => "word\tweight\n".to_owned(),
    };
    let trees = LineTrees::read("row\tnodes\n", &words)?;
    let outlets = Outlets::builtin()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let lines = count(row["flat"].as_str().unwrap_or_default(), &outlets, &trees);
        if what == "tokens" {
            let lines: Vec<Value> = lines
                .iter()
                .map(|line| json!([line.text, line.tokens]))
                .collect();
            writeln!(out, "{}", Value::Array(lines))?;
            continue;
        }
        out.write_all(&u32::try_from(lines.len())?.to_le_bytes())?;
        for value in lines.iter().flat_map(|line| &line.values) {
            let value = i16::try_from((*value).clamp(i16::MIN.into(), i16::MAX.into()))?;
            out.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(())
}
