//! Proposes statements by rules, one family a file.
//!
//! In: the view of a document. Out: candidates in no particular order; they may overlap and contradict each
//! other, which [`crate::decode`] settles.

mod according;
mod carried;
mod colon;
mod floating;
mod hearsay;
mod introduced;
mod inverted;
mod noun;
mod passive;
mod quoted;
mod verb;

use crate::candidate::Candidate;
use crate::decode::THRESHOLD;
use crate::view::View;

/// Every candidate of the document.
pub(crate) fn propose(view: &View<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for unit_idx in 0..view.units.len() {
        let first = candidates.len();
        verb::propose(view, unit_idx, &mut candidates);
        according::propose(view, unit_idx, &mut candidates);
        noun::propose(view, unit_idx, &mut candidates);
        hearsay::propose(view, unit_idx, &mut candidates);
        let kept = candidates.split_off(first);
        candidates.extend(
            kept.into_iter()
                .filter(|candidate| candidate.score >= THRESHOLD),
        );
        if candidates.len() == first {
            colon::propose(view, unit_idx, &mut candidates);
        }
    }
    introduced::propose(view, &mut candidates);
    carried::extend(view, &mut candidates);
    floating::extend(view, &mut candidates);
    candidates
}
