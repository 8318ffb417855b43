//! Toponyms of JSON lines: `{"doc_id", "text"}` in, `{"doc_id", "toponyms": [{"start", "end", …}]}` out, in code points.

use std::io::{self, BufRead, Write};

use dateline_data::{Gazetteer, Lexicon};
use dateline_parse::{Parser, Wants};
use dateline_schema::Doc;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (gazetteer, parser) = (Gazetteer::builtin()?, Parser::new(Lexicon::builtin()?));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let text = input["text"].as_str().unwrap_or_default();
        let doc: Doc = parser.parse(text, &[], Wants::ALL).value;
        let points = |byte: usize| text[..byte].chars().count();
        let toponyms: Vec<Value> = dateline_place::resolve(&doc, &gazetteer)
            .iter()
            .map(|place| {
                json!({
                    "start": points(place.span.start),
                    "end": points(place.span.end),
                    "name": place.full_name,
                    "lat": place.lat,
                    "lon": place.lon,
                    "geonames_id": place.geonames_id,
                    "country": place.country,
                    "kind": place.kind.as_str(),
                })
            })
            .collect();
        writeln!(
            out,
            "{}",
            json!({"doc_id": input["doc_id"], "toponyms": toponyms})
        )?;
    }
    Ok(())
}
