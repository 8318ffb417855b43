//! Temporal expressions: TempEval-3 (UzZaman et al. 2013). Strict: the same span; relaxed: any overlap, one to one;
//! type and value: relaxed, and the attribute agrees. The stage runs alone, as for whoever asks for dates only;
//! `value_with_syntax` is the value where the reader's syntax tells the tense.

use anyhow::Result;
use dateline::{Engine, Layer};
use serde_json::{Value, json};

use super::{Scored, annotate_text, annotate_text_with, list, span, text};
use crate::gold::Gold;
use crate::measures::{Counts, match_spans};
use crate::predict;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predict::map(&gold.documents, |document| {
        let annotation = annotate_text(engine, document, "dct", Layer::Timexes);
        json!({ "doc_id": document["doc_id"], "timexes": annotation["timexes"] })
    });
    let mut scored = Scored::default();
    let [mut strict, mut relaxed, mut types, mut values] = [Counts::default(); 4];
    for (document, predicted) in gold.documents.iter().zip(&predictions) {
        let (want, got) = (list(document, "timexes"), list(predicted, "timexes"));
        let chars: Vec<char> = text(document, "text").chars().collect();
        let trimmed = |timexes: &[Value]| {
            timexes
                .iter()
                .map(|timex| trim(span(timex), &chars))
                .collect::<Vec<_>>()
        };
        let (want_spans, got_spans) = (trimmed(want), trimmed(got));
        for counts in [&mut strict, &mut relaxed, &mut types, &mut values] {
            counts.gold += want.len();
            counts.predicted += got.len();
        }
        let words = |(start, end): (usize, usize)| {
            chars[start..end.min(chars.len())]
                .iter()
                .collect::<String>()
        };
        let mut matched = vec![false; got.len()];
        let mut missed = vec![true; want.len()];
        for (i, j, exact) in match_spans(&want_spans, &got_spans) {
            let same = |field: &str| folded(&want[i], field) == folded(&got[j], field);
            relaxed.hits += 1;
            strict.hits += usize::from(exact);
            types.hits += usize::from(same("type"));
            values.hits += usize::from(same("value"));
            matched[j] = true;
            missed[i] = false;
            if !same("value") {
                let (want, got) = (text(&want[i], "value"), text(&got[j], "value"));
                scored
                    .cases
                    .push(format!("{:?} is {want}, not {got}", words(want_spans[i])));
            }
        }
        scored.cases.extend(
            (0..want.len())
                .filter(|i| missed[*i])
                .map(|i| format!("{:?} is missed", words(want_spans[i]))),
        );
        scored.cases.extend(
            (0..got.len())
                .filter(|j| !matched[*j])
                .map(|j| format!("{:?} is none", words(got_spans[j]))),
        );
    }
    for (name, counts) in [
        ("strict", strict),
        ("relaxed", relaxed),
        ("type", types),
        ("value", values),
    ] {
        scored.measure(name, counts.f1());
    }
    scored.predictions = predictions;
    let with_syntax = predict::map(&gold.documents, |document| {
        let layers = [Layer::Timexes, Layer::Tokens];
        let annotation = annotate_text_with(engine, document, "dct", &layers);
        json!({ "timexes": annotation["timexes"] })
    });
    let mut values = Counts::default();
    for (document, predicted) in gold.documents.iter().zip(&with_syntax) {
        let (want, got) = (list(document, "timexes"), list(predicted, "timexes"));
        let chars: Vec<char> = text(document, "text").chars().collect();
        let trimmed = |timexes: &[Value]| -> Vec<(usize, usize)> {
            let spans = timexes.iter().map(span);
            spans.map(|span| trim(span, &chars)).collect()
        };
        values.gold += want.len();
        values.predicted += got.len();
        values.hits += match_spans(&trimmed(want), &trimmed(got))
            .into_iter()
            .filter(|(i, j, _)| folded(&want[*i], "value") == folded(&got[*j], "value"))
            .count();
    }
    scored.measure("value_with_syntax", values.f1());
    Ok(scored)
}

fn trim((mut start, mut end): (usize, usize), chars: &[char]) -> (usize, usize) {
    end = end.min(chars.len());
    while start < end && chars[start].is_whitespace() {
        start += 1;
    }
    while end > start && chars[end - 1].is_whitespace() {
        end -= 1;
    }
    (start, end)
}

fn folded(timex: &Value, field: &str) -> String {
    text(timex, field).trim().to_uppercase()
}
