//! Quotations that the sentence before introduces: "X went further: | “…”", "X agreed. | “…”".
//!
//! Finds a unit without cue that is nothing but a quotation, behind a unit that ends with a colon, or with a speech
//! verb in the same paragraph; and a colon before a quotation inside a unit whose verb is no cue.
//! Not this: a quotation behind a sentence in which nobody speaks.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_data::Complement;

use crate::candidate::Candidate;
use crate::extent;
use crate::subject::{Told, first_subject, subject};
use crate::verb_group::{self, Finiteness};
use crate::view::View;

/// How reliable an introduced quotation is, by the development corpus.
const SCORE: f32 = 0.7;
/// The least number of tokens of a quotation that a colon introduces; shorter ones are names and terms.
const SPOKEN: usize = 5;
/// How far back the introducing verb is looked for, in tokens.
const REACH: usize = 30;

pub(crate) fn propose(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let quoting: BTreeSet<usize> = candidates
        .iter()
        .flat_map(|candidate| candidate.content.iter())
        .flat_map(|content| content.clone())
        .filter_map(|idx| view.quote(idx))
        .collect();
    let attributed: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.unit).collect();
    let taken = |tokens: &Range<usize>| {
        tokens
            .clone()
            .filter_map(|idx| view.quote(idx))
            .any(|quote| quoting.contains(&quote))
    };
    let mut found = Vec::new();
    for (unit_idx, unit) in view.units.iter().enumerate() {
        let Some(mark) = mark(view, &unit.tokens) else {
            continue;
        };
        // “…,” she said. “…”: the first quotation is hers, and so the second carries it on.
        if view.text(mark) == "." && attributed.contains(&unit_idx) {
            continue;
        }
        let content = if mark + 1 < unit.tokens.end {
            extent::after(view, Complement::Quote, mark + 1, unit.tokens.end)
        } else {
            view.units
                .get(unit_idx + 1)
                .filter(|next| view.text(mark) == ":" || next.line == unit.line)
                .filter(|next| {
                    next.tokens
                        .clone()
                        .all(|idx| view.quote(idx).is_some() || view.is_punctuation(idx))
                })
                .and_then(|next| extent::trim(view, next.tokens.clone()))
        };
        let Some(content) = content else { continue };
        if content.len() < SPOKEN || view.quote(content.start).is_none() || taken(&content) {
            continue;
        }
        found.extend(introduced(view, unit_idx, mark, content));
    }
    candidates.extend(found);
}

/// The colon before a quotation or the end of the unit, or the stop behind a last word.
fn mark(view: &View<'_>, unit: &Range<usize>) -> Option<usize> {
    let last = unit.end.checked_sub(1).filter(|&idx| idx > unit.start)?;
    if view.quote(last).is_none() && matches!(view.text(last), ":" | ".") {
        return Some(last);
    }
    unit.clone()
        .take_while(|&idx| view.quote(idx).is_none())
        .find(|&idx| view.text(idx) == ":" && idx + 1 < unit.end && view.quote(idx + 1).is_some())
}

fn introduced(
    view: &View<'_>,
    unit_idx: usize,
    mark: usize,
    content: Range<usize>,
) -> Option<Candidate> {
    let unit = view.units[unit_idx].tokens.clone();
    let lowest = unit.start.max(mark.saturating_sub(REACH));
    let is_colon = view.text(mark) == ":";
    let spoken = (lowest..mark).rev().find_map(|idx| {
        let (verb, _) = view.verb(idx).filter(|_| view.quote(idx).is_none())?;
        // Without a colon only a verb that ends its sentence says that words follow.
        if !verb.class.is_speech() || !is_colon && idx + 1 != mark {
            return None;
        }
        let group = verb_group::read(view, idx, unit.start)?;
        if group.passive || group.finiteness != Finiteness::Finite {
            return None;
        }
        let told = Told::default();
        let (source, _) = subject(view, &group, &unit, &told)?;
        Some((source, group.start..idx + 1, group.negated))
    });
    let (source, cue, negated) = match spoken {
        Some(spoken) => spoken,
        None if is_colon => {
            let source = first_subject(view, unit.start, mark)?;
            (source, mark..mark + 1, false)
        }
        None => return None,
    };
    Some(Candidate {
        source: vec![source],
        head: cue.start,
        cue: vec![cue],
        content: vec![content],
        unit: unit_idx,
        is_speech: true,
        negated,
        rule: "introduced-quotation",
        score: SCORE,
        note: "the sentence before a quotation names who speaks".to_owned(),
        ..Candidate::default()
    })
}
