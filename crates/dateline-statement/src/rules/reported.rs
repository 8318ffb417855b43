//! The outlet that reports a statement behind it: "X said the bridge was safe, the Courier reported".
//!
//! In: settled candidates. Out: the same, the outlet a link of the other statement's chain in place of a statement of its
//! own, to which the model gives a part of the words.
//! Not this: an outlet alone in its sentence; one before the statement, whose words hold the statement ("the Courier
//! reported that X said …").

use std::ops::Range;

use dateline_data::Classes;

use crate::candidate::Candidate;
use crate::content::{cut, join};
use crate::view::View;

/// How many candidates before an outlet's are looked through for the one that it carries.
const NEAR: usize = 3;

pub(crate) fn relay(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates.drain(..) {
        let mut before = kept.iter_mut().rev().take(NEAR);
        let carried = before
            .find(|said| is_carried(said, &candidate))
            .filter(|_| is_outlet_behind(view, &candidate));
        let Some(said) = carried else {
            kept.push(candidate);
            continue;
        };
        said.content.extend(candidate.content);
        let own: Vec<Range<usize>> = said.cue.iter().chain(&said.source).cloned().collect();
        for own in own {
            cut(&mut said.content, &own);
        }
        join(&mut said.content);
        let source = candidate.source.into_iter();
        said.carried
            .extend(source.map(|source| (source, candidate.cue[0].clone())));
    }
    *candidates = kept;
}

/// Whether a statement stands in the same unit before an outlet's source and cue.
fn is_carried(said: &Candidate, outlet: &Candidate) -> bool {
    let before = |end: usize| outlet.source.iter().all(|source| end <= source.start);
    said.unit == outlet.unit
        && said.is_speech
        && !said.source.is_empty()
        && said.source != outlet.source
        && before(said.head)
        && said.source.iter().all(|source| before(source.end))
}

/// Whether an outlet and its verb come behind all that is said.
fn is_outlet_behind(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return false;
    };
    let mut words = source.clone();
    let outlet = words.clone().any(|idx| view.is_capitalized(idx))
        && words.any(|idx| view.class(idx, Classes::OUTLET.or(Classes::MASTHEAD)));
    let behind = candidate
        .content
        .iter()
        .all(|piece| piece.end <= source.start);
    let comma = source
        .start
        .checked_sub(1)
        .is_some_and(|idx| view.is_comma(idx));
    outlet && behind && comma && view.quote(candidate.head).is_none()
}
