//! Tags a corpus: JSON lines `{"doc_id", "text", "dct"}` on stdin, `{"doc_id", "timexes"}` on stdout, offsets in
//! Unicode code points, so that the stage can be scored alone.
//!
//! ```text
//! gzip -dc corpus.jsonl.gz | cargo run --release -p dateline-time --example timexes > predicted.jsonl
//! ```
#![allow(clippy::print_stdout)]

use std::io::{BufRead, Write};

use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Reason, TimexMod};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let calendar = Calendar::builtin()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", predict(&input, &calendar))?;
    }
    Ok(out.flush()?)
}

fn predict(input: &Value, calendar: &Calendar) -> Value {
    let doc = Doc {
        text: input["text"].as_str().unwrap_or("").to_owned(),
        ..Doc::default()
    };
    // A creation time may have a clock behind its day.
    let dct: Option<Date> = input["dct"]
        .as_str()
        .and_then(|dct| dct.get(..10)?.parse().ok());
    let published = dct.map_or_else(Dating::default, |date| {
        Dating::on(date, Reason::new("given", ""))
    });
    let chronology = dateline_time::tag(&doc, &published, calendar);
    let mut points = CodePoints {
        text: &doc.text,
        byte: 0,
        n: 0,
    };
    let timexes: Vec<Value> = chronology
        .timexes
        .iter()
        .map(|timex| {
            json!({
                "start": points.at(timex.span.start),
                "end": points.at(timex.span.end),
                "type": timex.kind.as_str(),
                "value": timex.value,
                "mod": timex.modifier.map(TimexMod::as_str),
                "rule": timex.basis[0].rule,
            })
        })
        .collect();
    json!({"doc_id": input["doc_id"], "timexes": timexes})
}

/// Counts code points up to a byte; asked in order.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    n: usize,
}

impl CodePoints<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.n += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.n
    }
}
