//! Signed quotations: "“…” — Ann Lee", "“…”¶— Ann Lee, mayor of Ostrava".
//!
//! Finds a dash behind the closing mark of a quotation, and a name from there to the end of the line. Where the line opens
//! with a quotation too, whoever signs says all of it.
//! Not this: "“…” — Ann Lee said it twice", a dash inside a sentence.

use std::ops::Range;

use dateline_data::CueClass;
use dateline_schema::{Span, Upos};

use super::colon::names_somebody;
use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable a signature is, by the development corpus.
const SCORE: f32 = 0.9;
/// The shortest quotation that somebody signs, in tokens with its marks.
const SPOKEN: usize = 5;
/// The longest signature, in tokens.
const LONGEST: usize = 16;

pub(crate) fn propose(view: &View<'_>, out: &mut Vec<Candidate>) {
    for quote in 0..view.doc.quotations.len() {
        out.extend(signed(view, quote));
    }
}

fn signed(view: &View<'_>, quote: usize) -> Option<Candidate> {
    let mut content = view.quote_tokens(quote);
    let dash = content.end;
    if content.len() < SPOKEN || dash + 1 >= view.doc.tokens.len() {
        return None;
    }
    let outermost = view.quote(content.start) == Some(quote);
    if !outermost || !view.is_dash(dash) || view.quote(dash).is_some() {
        return None;
    }
    let unit = view.unit_at(dash)?;
    let line = view.doc.lines[view.units[unit].line].span;
    let highest = view.doc.tokens.len().min(dash + 1 + LONGEST);
    let end = (dash + 1..highest)
        .find(|&idx| view.doc.tokens[idx].span.start >= line.end)
        .unwrap_or(highest);
    let ended = end == view.doc.tokens.len() || view.doc.tokens[end].span.start >= line.end;
    let source = trim(view, dash + 1..end).filter(|_| ended)?;
    let comma = source.clone().find(|&idx| view.is_comma(idx));
    let name = source.start..comma.unwrap_or(source.end);
    let is_clause = source.clone().any(|idx| {
        view.quote(idx).is_some() || view.word(idx).is_some_and(|word| word.upos == Upos::Verb)
    });
    if is_clause || !names_somebody(view, &name) {
        return None;
    }
    if let Some(first) = all_spoken(view, line, &content) {
        content.start = first;
    }
    Some(Candidate {
        source: vec![source],
        cue: vec![dash..dash + 1],
        content: vec![content],
        head: dash,
        unit,
        is_speech: true,
        overrules: true,
        rule: "signed-quotation",
        score: SCORE,
        note: "a dash between a quotation and a name".to_owned(),
        ..Candidate::default()
    })
}

/// The first token of a line that a quotation opens and the signed one ends, if nobody else speaks between them.
fn all_spoken(view: &View<'_>, line: Span, signed: &Range<usize>) -> Option<usize> {
    let first = view.doc.tokens_in(line).start;
    let opens = first < signed.start && view.quote(first).is_some();
    let mut between = (first..signed.start).filter(|&idx| view.quote(idx).is_none());
    let speaks = |idx: usize| {
        view.verb(idx)
            .is_some_and(|verb| verb.class == CueClass::Say)
    };
    (opens && !between.any(speaks)).then_some(first)
}
