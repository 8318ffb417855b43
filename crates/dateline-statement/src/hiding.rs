//! How a page says that it may not name a speaker: "on condition of anonymity", "who asked not to be identified".
//!
//! In: the list of such phrases, and a statement's unit. Out: where one of them stands near the source. What a source asks
//! for itself in this way is nothing that it tells the page, so that a candidate of such words is none.

use std::ops::Range;

use dateline_schema::Span;

use crate::candidate::Candidate;
use crate::decode::Decoded;
use crate::view::View;

/// How far from the source or the cue such words are looked for, in tokens.
const NEAR: usize = 30;

/// The words by which the source of a statement is hidden.
pub(crate) fn of_source(view: &View<'_>, said: &Decoded) -> Option<Span> {
    said.statement.manner.description?;
    let unit = &view.units[said.candidate.unit].tokens;
    let source = said.candidate.source.first()?;
    let near = unit.start.max(source.start)..unit.end.min(source.end + NEAR);
    let beside = near.into_iter().find_map(|idx| at(view, idx, unit.end));
    // "The adviser spoke on condition of anonymity." stands behind.
    let next = || {
        let next = view.units.get(said.candidate.unit + 1)?;
        let spoke = next.line == view.units[said.candidate.unit].line
            && next
                .tokens
                .clone()
                .take(NEAR)
                .any(|idx| view.is(idx, "spoke"));
        let mut tokens = next.tokens.clone().take(NEAR).filter(|_| spoke);
        tokens.find_map(|idx| at(view, idx, next.tokens.end))
    };
    view.span(&beside.or_else(next)?)
}

/// Whether the words are those by which somebody is hidden.
pub(crate) fn is_hiding(view: &View<'_>, candidate: &Candidate) -> bool {
    let unit = &view.units[candidate.unit].tokens;
    let first = unit.start.max(candidate.head.saturating_sub(NEAR));
    let hiding = (first..=candidate.head + 2)
        .filter(|&idx| idx < unit.end)
        .find_map(|idx| at(view, idx, unit.end).filter(|found| found.end > candidate.head));
    let Some(hiding) = hiding else { return false };
    let outside = candidate.content.iter().cloned().flatten();
    let n_outside = outside
        .filter(|&idx| idx < hiding.start || idx >= hiding.end + 2)
        .count();
    let n_inside = candidate.content.iter().cloned().flatten().count() - n_outside;
    n_inside > 0 && n_outside <= n_inside
}

/// The phrase of the list that begins at a token.
fn at(view: &View<'_>, idx: usize, to: usize) -> Option<Range<usize>> {
    if view.quote(idx).is_some() {
        return None;
    }
    view.hiding_phrases(idx)
        .iter()
        .filter(|words| idx + words.len() <= to)
        .find(|words| words.iter().zip(idx..).all(|(word, at)| view.is(at, word)))
        .map(|words| idx..idx + words.len())
}
