//! Scores names against a file of tokens and IOB tags in two columns, documents parted by `# doc` lines.
//!
//! Usage: `score_names FILE.tsv [KIND]`. The text is put together from the tokens, a sentence a piece; a name counts
//! as found if its span and kind are right. Prints how often each rule is right and F1 by kind; with a kind, also its worst cases.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // A scorer reads a file and prints.

use std::collections::BTreeMap;
use std::error::Error;

use dateline_data::Lexicon;
use dateline_schema::{NameKind, Span};

const KINDS: [&str; 5] = ["person", "location", "norp", "organization", "facility"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: score_names FILE.tsv [KIND]")?;
    let shown = args.next();
    let lexicon = Lexicon::builtin()?;
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    let mut rules: BTreeMap<(String, &str), [usize; 2]> = BTreeMap::new();
    for (text, gold) in documents(&std::fs::read_to_string(path)?) {
        let doc = dateline_parse::parse(&text, &[], &lexicon).value;
        for name in &doc.names {
            let right = gold.contains(&(name.span, name.kind.as_str()));
            let count = rules
                .entry((name.reason.rule.to_string(), name.kind.as_str()))
                .or_default();
            count[0] += usize::from(right);
            count[1] += 1;
        }
        let found: Vec<(Span, &str)> = doc
            .names
            .iter()
            .filter(|name| name.kind != NameKind::Misc && name.kind != NameKind::Product)
            .map(|name| (name.span, name.kind.as_str()))
            .collect();
        for (_, kind) in &gold {
            counts.entry(kind).or_default()[0] += 1;
        }
        for name in &found {
            let count = counts.entry(name.1).or_default();
            count[1] += 1;
            count[2] += usize::from(gold.contains(name));
        }
        let Some(shown) = shown.as_deref() else {
            continue;
        };
        let context = |span: Span| {
            let mut from = span.start.saturating_sub(25);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            let mut to = (span.end + 15).min(text.len());
            while !text.is_char_boundary(to) {
                to += 1;
            }
            text[from..to].replace('\n', " / ")
        };
        for (span, kind) in gold
            .iter()
            .filter(|name| name.1 == shown && !found.contains(name))
        {
            let got: Vec<String> = found
                .iter()
                .filter(|name| name.0.overlaps(*span))
                .map(|name| format!("{}:{}", name.0.of(&text), name.1))
                .collect();
            let line = format!(
                "MISS {kind} [{}] got {got:?} in {}",
                span.of(&text),
                context(*span)
            );
            *errors.entry(line).or_default() += 1;
        }
        for (span, kind) in found
            .iter()
            .filter(|name| name.1 == shown && !gold.contains(name))
        {
            if gold.iter().all(|name| !name.0.overlaps(*span)) {
                let line = format!("FALSE {kind} [{}] in {}", span.of(&text), context(*span));
                *errors.entry(line).or_default() += 1;
            }
        }
    }
    for (line, count) in errors {
        println!("{count}\t{line}");
    }
    for ((rule, kind), [right, found]) in rules {
        println!("{rule} {kind}: {right} of {found} right");
    }
    let mut total = [0; 3];
    for (kind, count) in &counts {
        if KINDS.contains(kind) {
            print(kind, count);
            for (sum, part) in total.iter_mut().zip(count) {
                *sum += part;
            }
        }
    }
    print("all", &total);
    Ok(())
}

fn print(kind: &str, [gold, found, right]: &[usize; 3]) {
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "{kind}: precision {:.1} recall {:.1} F1 {:.1} ({gold} gold)",
        percent(*right, *found),
        percent(*right, *gold),
        percent(2 * right, gold + found)
    );
}

/// The text of each document and its names.
fn documents(tsv: &str) -> Vec<(String, Vec<(Span, &'static str)>)> {
    let mut documents: Vec<(String, Vec<(Span, &'static str)>)> = vec![Default::default()];
    let mut glue = true;
    for line in tsv.lines() {
        let Some((text, names)) = documents.last_mut() else {
            continue;
        };
        if line.starts_with("# doc") {
            documents.push(Default::default());
            continue;
        }
        if line.trim().is_empty() {
            text.push('\n');
            glue = true;
            continue;
        }
        let mut cells = line.split('\t');
        let (Some(word), Some(tag)) = (cells.next(), cells.next()) else {
            continue;
        };
        let closes = matches!(
            word,
            "." | ","
                | ";"
                | ":"
                | "?"
                | "!"
                | ")"
                | "]"
                | "%"
                | "'s"
                | "’s"
                | "n't"
                | "n’t"
                | "”"
                | "’"
        ) || word.starts_with(['\'', '’']) && word.len() <= 5;
        let hyphen = matches!(word, "-" | "/");
        if !(glue || closes || hyphen || text.is_empty() || text.ends_with('\n')) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        glue = hyphen || matches!(word, "(" | "[" | "$" | "“" | "‘");
        if let Some(kind) = tag.strip_prefix("B-").and_then(kind) {
            names.push((Span::new(start, text.len()), kind));
        } else if tag.starts_with("I-")
            && let Some(last) = names.last_mut()
            && tag[2..].eq_ignore_ascii_case(last.1)
        {
            last.0.end = text.len();
        }
    }
    documents
}

fn kind(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "Person" | "PER" => "person",
        "Location" | "LOC" => "location",
        "NORP" => "norp",
        "Organization" | "ORG" => "organization",
        "Facility" => "facility",
        "Product" => "product",
        "Misc" => "misc",
        _ => return None,
    })
}
