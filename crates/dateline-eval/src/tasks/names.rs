//! Names: entity F1 over all types, by the definition of CoNLL 2003 (Tjong Kim Sang and De Meulder 2003): a name is
//! right if its words and its type are. The words are the corpus's own; where names nest, the outer one counts, which
//! stands in the first column.

use std::collections::BTreeMap;

use anyhow::Result;
use dateline::Engine;
use dateline::schema::{Doc, NameKind, Span};
use serde_json::{Value, json};

use super::Scored;
use crate::corpus::Builder;
use crate::gold::Gold;
use crate::measures::Counts;
use crate::predict;

type Names = Vec<(Span, NameKind)>;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let documents: Vec<(Doc, Names)> = gold
        .documents
        .iter()
        .map(|document| read(document.as_str().unwrap_or_default()))
        .collect();
    let found = predict::map(&documents, |(doc, _)| {
        let names = engine.parse_tokens(doc.clone()).names;
        names
            .into_iter()
            .map(|name| (name.span, name.kind))
            .collect::<Names>()
    });
    let mut scored = Scored::default();
    let mut kinds: BTreeMap<NameKind, Counts> = BTreeMap::new();
    for ((doc, want), got) in documents.iter().zip(&found) {
        for (span, kind) in want {
            let counts = kinds.entry(*kind).or_default();
            counts.gold += 1;
            if got.contains(&(*span, *kind)) {
                counts.hits += 1;
            } else {
                scored.cases.push(missed(doc, *span, *kind, got));
            }
        }
        for (span, kind) in got {
            kinds.entry(*kind).or_default().predicted += 1;
            if !want.iter().any(|(other, _)| other.overlaps(*span)) {
                let words = span.of(&doc.text);
                scored.cases.push(format!(
                    "{words:?} is no name, but read as {}",
                    kind.as_str()
                ));
            }
        }
        scored.predictions.push(names_json(doc, got));
    }
    let mut all = Counts::default();
    for counts in kinds.values() {
        all += *counts;
    }
    scored.measure("names", all.f1());
    scored.measure("names_precision", all.precision());
    scored.measure("names_recall", all.recall());
    for (kind, counts) in kinds {
        scored.measure(kind.as_str(), counts.f1());
    }
    Ok(scored)
}

fn missed(doc: &Doc, span: Span, kind: NameKind, got: &Names) -> String {
    let over = got.iter().filter(|(other, _)| other.overlaps(span));
    let read: Vec<String> = over
        .map(|(other, kind)| format!("{:?} {}", other.of(&doc.text), kind.as_str()))
        .collect();
    let read = if read.is_empty() {
        "missed".to_owned()
    } else {
        format!("read as {}", read.join(", "))
    };
    format!("{:?} {} is {read}", span.of(&doc.text), kind.as_str())
}

fn names_json(doc: &Doc, names: &Names) -> Value {
    let name = |(span, kind): &(Span, NameKind)| json!([span.of(&doc.text), kind.as_str()]);
    names.iter().map(name).collect()
}

/// A document of words and IOB tags, an empty line after each sentence.
fn read(lines: &str) -> (Doc, Names) {
    let mut builder = Builder::default();
    let mut names: Names = Vec::new();
    for line in lines.lines().filter(|line| !line.starts_with("# doc")) {
        let mut columns = line.split('\t');
        let (Some(word), Some(tag)) = (columns.next(), columns.next()) else {
            builder.end_sentence();
            continue;
        };
        let span = builder.word(word.trim());
        match tag.trim().split_once('-') {
            Some(("B", kind)) => names.extend(NameKind::from_name(kind).map(|kind| (span, kind))),
            Some(("I", _)) => {
                if let Some((name, _)) = names.last_mut() {
                    *name = name.cover(span);
                }
            }
            _ => {}
        }
    }
    (builder.finish(), names)
}
