//! Whose a quotation is, where the model gave its words to several cues.
//!
//! In: candidates whose contents are the words that a model chose one by one. Out: the same, each quotation whole in
//! the content of one of them: of the cue that leads it in ("and says, “…”", "she said. “…”"), else of the one whose
//! words run on into it ("complaining that the firm had “…”"), else of the one that has most of its words.
//! Refuses to divide terms of a word or two.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::candidate::Candidate;
use crate::content::{cut, join};
use crate::view::View;

/// The shortest quotation that is one person's for being a quotation, in tokens with its marks: shorter ones are terms.
const QUOTATION: usize = 5;

/// The most tokens between a cue and the quotation that it leads in: "said: “…”", "said that, “…”".
const LEAD: usize = 2;

/// Makes quotations whole in the contents of whose they are.
pub(crate) fn settle(view: &View<'_>, candidates: &mut [Candidate]) {
    // For each quotation how many of its tokens belong to which candidate.
    let mut held: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for (idx, candidate) in candidates.iter().enumerate() {
        let cue = view.quote(candidate.head);
        let quotes = candidate.content.iter().cloned().flatten();
        for quote in quotes.filter_map(|at| view.quote(at)) {
            if cue != Some(quote) {
                *held.entry(quote).or_default().entry(idx).or_default() += 1;
            }
        }
    }
    for (quote, holders) in held {
        let tokens = view.quote_tokens(quote);
        if tokens.len() < QUOTATION {
            continue;
        }
        let owner = owner(view, candidates, &tokens, &holders);
        for &idx in holders.keys() {
            let content = &mut candidates[idx].content;
            cut(content, &tokens);
            if Some(idx) == owner {
                content.push(tokens.clone());
            }
            join(content);
        }
    }
}

/// Which of the candidates that hold words of a quotation has it whole.
fn owner(
    view: &View<'_>,
    candidates: &[Candidate],
    quote: &Range<usize>,
    holders: &BTreeMap<usize, usize>,
) -> Option<usize> {
    let nearest = |holds: &dyn Fn(&Candidate) -> bool| {
        let those = holders.keys().copied();
        those
            .filter(|&idx| candidates[idx].is_speech && holds(&candidates[idx]))
            .max_by_key(|&idx| candidates[idx].head)
    };
    let most = || {
        let most = holders
            .iter()
            .max_by_key(|(idx, n_tokens)| (**n_tokens, std::cmp::Reverse(**idx)));
        most.map(|(&idx, _)| idx)
    };
    nearest(&|candidate| leads_in(view, candidate, quote))
        .or_else(|| nearest(&|candidate| runs_into(view, candidate, quote)))
        .or_else(most)
}

/// Whether only a comma, a colon or a stop stands between a cue and a quotation.
fn leads_in(view: &View<'_>, candidate: &Candidate, quote: &Range<usize>) -> bool {
    let Some(cue) = candidate.cue.last().filter(|cue| cue.end <= quote.start) else {
        return false;
    };
    let mut between = cue.end..quote.start;
    let mark = |idx: usize| matches!(view.text(idx), "," | ":" | ".") || view.is(idx, "that");
    between.len() <= LEAD && between.all(mark) && !goes_on(view, quote, cue.start)
}

/// Whether a quotation in small letters behind a comma goes on with one before the cue: "“The dam,” she said, speaking in
/// Brno, “is safe.”".
pub(crate) fn goes_on(view: &View<'_>, quote: &Range<usize>, cue: usize) -> bool {
    let unit = view.unit_at(cue).map(|unit| &view.units[unit].tokens);
    let first = quote.clone().find(|&idx| !view.is_punctuation(idx));
    quote.start > cue
        && view.is_comma(quote.start - 1)
        && first.is_some_and(|first| !view.is_capitalized(first))
        && unit.is_some_and(|unit| (unit.start..cue).any(|idx| view.quote(idx).is_some()))
}

/// Whether the words that a cue gives run on into a quotation without a stop.
fn runs_into(view: &View<'_>, candidate: &Candidate, quote: &Range<usize>) -> bool {
    let mut pieces = candidate.content.iter();
    candidate.head < quote.start
        && pieces.any(|piece| {
            piece.start < quote.start
                && piece.end >= quote.start
                && !view.is_punctuation(quote.start - 1)
                && piece.start > candidate.head
        })
}
