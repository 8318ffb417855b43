//! Reads JSON Lines with `doc_id` and `text`, writes `doc_id` and `attributions` as the attribution scorer takes
//! them: offsets in Unicode code points, `rule` and `note` added for whoever tunes the rules.
//!
//! `cargo run --release -p dateline-statement --example attributions < dev.jsonl > predicted.jsonl`

use std::io::{BufRead, Write};

use dateline_data::{Cues, Gazetteer, Lexicon, Registry};
use dateline_parse::{Parser, Wants};
use dateline_schema::{Dating, Line, Role, Span, Statement};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (cues, parser) = (Cues::builtin()?, Parser::new(Lexicon::builtin()?));
    let (gazetteer, registry) = (Gazetteer::builtin()?, Registry::builtin()?);
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let page: Value = serde_json::from_str(&line?)?;
        let text = page["text"].as_str().unwrap_or_default();
        let doc = parser.parse(text, &lines(text), Wants::ALL).value;
        let places = dateline_place::resolve(&doc, &gazetteer);
        let actors = dateline_actor::resolve(&doc, &places, &Dating::default(), &registry);
        let statements = dateline_statement::find(&doc, &actors, &cues);
        let points = CodePoints::new(text);
        let attributions: Vec<Value> = statements
            .iter()
            .map(|statement| {
                let Statement {
                    source,
                    cue,
                    content,
                    basis,
                    speaker,
                    ..
                } = statement;
                json!({
                    "source": points.spans(source),
                    "cue": points.spans(cue),
                    "content": points.spans(content),
                    "rule": basis[0].rule,
                    "note": basis[0].note,
                    "speaker": speaker.map(|idx| &actors[idx].name),
                })
            })
            .collect();
        writeln!(
            out,
            "{}",
            json!({ "doc_id": page["doc_id"], "attributions": attributions })
        )?;
    }
    Ok(())
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for part in text.split('\n') {
        if !part.trim().is_empty() {
            let role = if lines.is_empty() {
                Role::Headline
            } else {
                Role::Body
            };
            lines.push(Line {
                span: Span::new(start, start + part.len()),
                role,
            });
        }
        start += part.len() + 1;
    }
    lines
}

/// The code points before each byte.
struct CodePoints(Vec<usize>);

impl CodePoints {
    fn new(text: &str) -> Self {
        let mut points = vec![0; text.len() + 1];
        let mut n_points = 0;
        for (at, character) in text.char_indices() {
            points[at..at + character.len_utf8()].fill(n_points);
            n_points += 1;
        }
        points[text.len()] = n_points;
        Self(points)
    }

    fn spans(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans
            .iter()
            .map(|span| [self.0[span.start], self.0[span.end]])
            .collect()
    }
}
