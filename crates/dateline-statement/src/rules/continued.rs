//! Quotations that belong to the cue of another paragraph or sentence.
//!
//! Finds the paragraphs before a quotation that it carries on ("“First.¶“Second,” she said."), and behind a quotation of
//! somebody the units that are nothing but quotation, in its paragraph, in the next, or where it was left open; adds them
//! to its content. PolNeAR and PARC make one attribution of both.
//! Not this: a paragraph that names its own speaker, a quotation behind a sentence in which nobody is quoted, and one that is
//! left open around others in the same marks (“"He sat down.¶"She said “no”.”).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// The most paragraphs before the one that names the speaker.
const MOST: usize = 12;

pub(crate) fn extend(view: &View<'_>, candidates: &mut [Candidate]) {
    carry_back(view, candidates);
    carry_on(view, candidates);
}

fn carry_back(view: &View<'_>, candidates: &mut [Candidate]) {
    let quotes = &view.doc.quotations;
    if quotes.iter().all(|quote| quote.continues.is_none()) {
        return;
    }
    let mut taken = quoted(view, candidates);
    for candidate in candidates.iter_mut().filter(|found| goes_on(found)) {
        let Some(first) = candidate.content.iter().map(|tokens| tokens.start).min() else {
            continue;
        };
        let mut quote = view.quote(first);
        for _ in 0..MOST {
            let Some(before) = quote.and_then(|idx| quotes[idx].continues) else {
                break;
            };
            if !taken.insert(before) {
                break;
            }
            candidate
                .content
                .extend(trim(view, view.quote_tokens(before)));
            quote = Some(before);
        }
        candidate.content.sort_by_key(|tokens| tokens.start);
    }
}

fn carry_on(view: &View<'_>, candidates: &mut [Candidate]) {
    let mut last_of_unit: BTreeMap<usize, usize> = BTreeMap::new();
    for (idx, candidate) in candidates.iter().enumerate() {
        let mut tokens = candidate.content.iter().cloned().flatten();
        if goes_on(candidate) && tokens.any(|at| view.quote(at).is_some()) {
            last_of_unit.insert(candidate.unit, idx);
        }
    }
    let taken = quoted(view, candidates);
    let attributed: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.unit).collect();
    let mut speaker: Option<usize> = None;
    for (unit_idx, unit) in view.units.iter().enumerate() {
        if let Some(&own) = last_of_unit.get(&unit_idx) {
            speaker = Some(own);
            continue;
        }
        if attributed.contains(&unit_idx) {
            speaker = None;
            continue;
        }
        let Some(of) = speaker else { continue };
        let mut tokens = unit.tokens.clone();
        let whole = tokens.all(|idx| view.quote(idx).is_some() || view.is_punctuation(idx));
        let before = &view.units[unit_idx - 1];
        let own = unit.tokens.clone().filter_map(|idx| view.quote(idx));
        let own: BTreeSet<usize> = own.collect();
        let above = |&quote: &usize| is_above(view, quote, &candidates[of]);
        if !whole || before.line + 1 < unit.line || own.iter().any(above) {
            speaker = None;
            continue;
        }
        if own.is_disjoint(&taken) {
            candidates[of]
                .content
                .extend(trim(view, unit.tokens.clone()));
        }
    }
}

/// Whether a quotation that is left open holds others in the marks of a statement: it is of a level above, as in a page
/// that quotes paragraphs of another's story.
fn is_above(view: &View<'_>, quote: usize, candidate: &Candidate) -> bool {
    let mark = |tokens: &Range<usize>| view.text(tokens.start).chars().next();
    let own = view.quote_tokens(quote);
    let mut pieces = candidate.content.iter();
    let said = pieces
        .find_map(|piece| view.quote(piece.start))
        .map(|said| mark(&view.quote_tokens(said)));
    let mut inside = view.quotes_inside(quote).into_iter();
    !view.doc.quotations[quote].closed
        && said.is_some_and(|said| mark(&own) != said && inside.any(|inner| mark(&inner) == said))
}

/// Whether a quotation may carry on a statement: what stands inside another's words ends there.
fn goes_on(candidate: &Candidate) -> bool {
    candidate.is_speech && candidate.inside.is_none()
}

/// The quotations that contents hold.
fn quoted(view: &View<'_>, candidates: &[Candidate]) -> BTreeSet<usize> {
    let contents = candidates.iter().flat_map(|candidate| &candidate.content);
    contents
        .cloned()
        .flatten()
        .filter_map(|idx| view.quote(idx))
        .collect()
}
