//! "According to X, …", "…, according to X", "in the words of X, …".
//!
//! Finds the phrase, the one it names, and the clause beside it.
//! Not this: "according to plan", "according to the rules" without a clause.

use std::ops::Range;

use dateline_data::{Classes, Complement};

use crate::candidate::Candidate;
use crate::extent;
use crate::phrase;
use crate::view::View;

/// How reliable the phrase is: its share of true attributions in the development corpus.
const SCORE: f32 = 0.9;

/// How far back the clause is looked for, in tokens.
const LONGEST: usize = 400;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    let mut idx = unit.start;
    while idx < unit.end {
        if view.quote(idx).is_some() {
            idx = view.past_quote(idx);
            continue;
        }
        let Some(cue_end) = cue_end(view, idx, unit.end) else {
            idx += 1;
            continue;
        };
        if let Some(source) =
            phrase::starting_at(view, cue_end, unit.end).filter(|source| speaks(view, idx, source))
        {
            let fronted = idx == unit.start
                || idx == unit.start + 1 && view.is_punctuation(unit.start)
                || source.end < unit.end && view.is_comma(source.end) && idx < unit.start + 3;
            let content = if fronted {
                let after = source.end.min(unit.end);
                extent::after(view, Complement::That, after, unit.end)
            } else {
                extent::trim(view, clause_start(view, unit.start, idx)..idx)
            };
            if let Some(content) = content {
                out.push(Candidate {
                    source: vec![source],
                    cue: vec![idx..cue_end],
                    content: vec![content],
                    head: idx,
                    unit: unit_idx,
                    is_speech: true,
                    rule: "according-to",
                    score: SCORE,
                    note: "a phrase that names the source".to_owned(),
                    ..Candidate::default()
                });
            }
        }
        idx = cue_end;
    }
}

fn cue_end(view: &View<'_>, idx: usize, to: usize) -> Option<usize> {
    let words = |words: &[&str]| {
        idx + words.len() < to
            && words
                .iter()
                .enumerate()
                .all(|(at, word)| view.is(idx + at, word))
    };
    [
        &["according", "to"][..],
        &["in", "the", "words", "of"],
        &["in", "the", "view", "of"],
        &["in", "the", "opinion", "of"],
    ]
    .into_iter()
    .find(|phrase| words(phrase))
    .map(<[&str]>::len)
    .map(|n_tokens| idx + n_tokens)
}

/// Whether a phrase can be who says it: "according to plan" and "according to size" name a measure.
fn speaks(view: &View<'_>, idx: usize, source: &Range<usize>) -> bool {
    let bare = source.len() == 1
        && !view.is_capitalized(source.start)
        && !view.class(source.start, Classes::OBJECT.or(Classes::SUBJECT))
        && !view.text(source.start).ends_with('s');
    let set_off = idx == 0 || view.is_punctuation(idx - 1) || view.is_capitalized(idx);
    !bare || set_off || view.class(source.start, Classes::OUTLET) || view.is(source.start, "police")
}

/// A trailing phrase speaks for its own sentence, or for what follows the last semicolon.
fn clause_start(view: &View<'_>, from: usize, to: usize) -> usize {
    (from.max(to.saturating_sub(LONGEST))..to)
        .rev()
        .find(|&idx| view.text(idx) == ";" && view.quote(idx).is_none())
        .map_or(from, |idx| idx + 1)
}
