//! Event types of marked pairs: macro F1 over PLOVER's types, its four quadrants, and cooperation against conflict,
//! on PLV (Hu et al. 2024), which merges CONCEDE and RETREAT into YIELD and counts it as material cooperation.
//!
//! The model has learnt from these very sentences: a score here says that the program reads as its training did, and not
//! how good it is. That is what the five folds of `training/reader/events.py` tell.

use anyhow::Result;
use dateline::schema::{Content, Page, Span};
use dateline::{Engine, Layer, Layers, view};
use serde_json::json;

use super::{Scored, text};
use crate::gold::Gold;
use crate::measures::macro_f1;
use crate::predict;

/// The quadrant of a type in PLV.
fn quad(kind: &str) -> Option<u64> {
    match kind {
        "AGREE" | "CONSULT" | "SUPPORT" => Some(1),
        "COOPERATE" | "AID" | "YIELD" => Some(2),
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => Some(3),
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => Some(4),
        _ => None,
    }
}

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predict::map(&gold.documents, |document| {
        let (sentence, actor, recipient) = unmark(text(document, "marked"));
        let page = Page::new(document["id"].to_string(), Content::Text(sentence));
        let pair = view::Pair { actor, recipient };
        let mut request = view::Request::new(document["id"].clone(), page);
        request.pairs.push(pair);
        let annotation = view::annotate(engine, &request, Layers::of(&[Layer::Pairs]));
        let kind = annotation["pair_types"][0]["type"]
            .as_str()
            .unwrap_or_default();
        let kind = if matches!(kind, "CONCEDE" | "RETREAT") {
            "YIELD"
        } else {
            kind
        };
        json!({ "id": document["id"], "type": kind })
    });
    let want: Vec<String> = gold
        .documents
        .iter()
        .map(|document| text(document, "root").to_owned())
        .collect();
    let got: Vec<Option<String>> = predictions
        .iter()
        .map(|got| Some(text(got, "type").to_owned()))
        .collect();
    let want_quads: Vec<u64> = gold
        .documents
        .iter()
        .filter_map(|document| document["quad"].as_u64())
        .collect();
    let got_quads: Vec<Option<u64>> = predictions
        .iter()
        .map(|got| quad(text(got, "type")))
        .collect();
    let is_conflict = |quad: u64| quad >= 3;
    let want_sides: Vec<bool> = want_quads.iter().map(|quad| is_conflict(*quad)).collect();
    let got_sides: Vec<Option<bool>> = got_quads.iter().map(|quad| quad.map(is_conflict)).collect();
    let mut scored = Scored::default();
    scored.measure("root", macro_f1(&want, &got));
    scored.measure("quad", macro_f1(&want_quads, &got_quads));
    scored.measure("binary", macro_f1(&want_sides, &got_sides));
    for ((document, want), got) in gold.documents.iter().zip(&want).zip(&got) {
        let got = got.as_deref().unwrap_or_default();
        if got != want {
            scored
                .cases
                .push(format!("{want}, not {got}: {}", text(document, "marked")));
        }
    }
    scored.predictions = predictions;
    Ok(scored)
}

/// Takes `<s>…</s>` (actor) and `<t>…</t>` (recipient) out of a sentence.
fn unmark(marked: &str) -> (String, Option<Span>, Option<Span>) {
    let mut text = String::new();
    let mut starts = [None; 2];
    let mut spans = [None; 2];
    let mut rest = marked;
    while !rest.is_empty() {
        let tag = ["<s>", "</s>", "<t>", "</t>"]
            .iter()
            .position(|tag| rest.starts_with(tag));
        match tag {
            Some(tag) => {
                let role = tag / 2;
                match starts[role].take() {
                    None => starts[role] = Some(text.len()),
                    Some(start) => spans[role] = Some(Span::new(start, text.len())),
                }
                rest = &rest[3 + tag % 2..];
            }
            None => {
                let character = rest.chars().next().expect("the rest is not empty");
                text.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    (text, spans[0], spans[1])
}

#[test]
fn marks_become_spans() {
    let (text, actor, recipient) = unmark("<s>A b</s> met <t>é</t>.");
    assert_eq!(text, "A b met é.");
    assert_eq!(
        (actor.unwrap().of(&text), recipient.unwrap().of(&text)),
        ("A b", "é")
    );
}

/// The type and quadrant that PLV gives, to keep the two in step.
#[test]
fn every_type_has_a_quadrant() {
    for kind in dateline::schema::EventType::ALL {
        let merged = matches!(kind.as_str(), "CONCEDE" | "RETREAT");
        let found: Option<u64> = quad(if merged { "YIELD" } else { kind.as_str() });
        assert!(found.is_some(), "{}", kind.as_str());
    }
    assert_eq!(quad(""), None);
}
