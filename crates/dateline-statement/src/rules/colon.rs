//! Colons that attribute: a headline's "X: Y" and "Y: X", a transcript's "NAME: …".
//!
//! Finds a colon with a short name on one side and a clause on the other, in a headline or at the head of a
//! paragraph.
//! Not this: a list, a time ("10:30"), a label ("UPDATE: …", "Photo: …").

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{NameKind, Role, Span};

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// The longest name before or behind the colon, in tokens.
const LONGEST_NAME: usize = 6;
/// How reliable a colon is, by the development corpus.
const SCORE: f32 = 0.6;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    let Some(colon) = unit
        .clone()
        .find(|&idx| view.text(idx) == ":" && view.quote(idx).is_none())
    else {
        return;
    };
    let line = &view.doc.lines.get(view.units[unit_idx].line);
    let headline = line.is_some_and(|line| line.role == Role::Headline) || unit.start == 0;
    let first_of_line = unit_idx == 0 || view.units[unit_idx - 1].line != view.units[unit_idx].line;
    let before = unit.start..colon;
    let after = colon + 1..unit.end;
    let (source, content, rule) =
        if headline && names_somebody(view, &after) && after.len() < before.len() {
            (after, before, "trailing-name-and-colon")
        } else if first_of_line && names_somebody(view, &before) && after.len() >= 3 {
            let rule = if headline {
                "headline-name-and-colon"
            } else {
                "transcript-name-and-colon"
            };
            (before, after, rule)
        } else {
            return;
        };
    let (Some(source), Some(content)) = (trim(view, source), trim(view, content)) else {
        return;
    };
    out.push(Candidate {
        source: vec![source],
        cue: vec![colon..colon + 1],
        content: vec![content],
        head: colon,
        unit: unit_idx,
        is_speech: true,
        overrules: true,
        rule,
        score: SCORE,
        note: "a colon between a name and a clause".to_owned(),
        ..Candidate::default()
    });
}

/// Whether the tokens are a short name of somebody who can speak.
pub(super) fn names_somebody(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let n_words = tokens
        .clone()
        .filter(|&idx| !view.is_punctuation(idx))
        .count();
    if n_words == 0 || n_words > LONGEST_NAME {
        return false;
    }
    let Some(first) = tokens.clone().find(|&idx| !view.is_punctuation(idx)) else {
        return false;
    };
    let Some(Span { start, end }) = view.span(tokens) else {
        return false;
    };
    let names = &view.doc.names;
    let named = names[names.partition_point(|name| name.span.end <= start)..]
        .iter()
        .take_while(|name| name.span.start < end)
        .any(|name| {
            matches!(
                name.kind,
                NameKind::Person | NameKind::Organization | NameKind::Location
            )
        });
    let capitals = tokens.clone().all(|idx| {
        view.is_punctuation(idx)
            || view.is_capitalized(idx)
            || view.class(
                idx,
                Classes::PREPOSITION
                    .or(Classes::DETERMINER)
                    .or(Classes::COORDINATOR),
            )
    });
    let plain = !view.class(
        first,
        Classes::QUESTION.or(Classes::PREPOSITION).or(Classes::TIME),
    );
    capitals && plain && (named || names.is_empty())
}
