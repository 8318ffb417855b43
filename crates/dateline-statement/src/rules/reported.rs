//! The outlet that reports a statement: "X said the bridge was safe, the Courier reported", "according to Reuters, X said
//! …", "X said …, according to a transcript published by the Courier".
//!
//! In: settled candidates. Out: the same, the outlet a link of the other statement's chain in place of a statement of its
//! own around it.
//! Not this: an outlet alone in its sentence; one before the statement with a verb of its own ("the Courier reported that
//! X said …"), and a person according to whom somebody said something: what he says holds what the other said.

use std::ops::Range;

use dateline_data::Classes;

use crate::candidate::Candidate;
use crate::content::{cut, join};
use crate::view::View;

/// How many candidates around an outlet's are looked through for the one that it carries.
const NEAR: usize = 3;

/// So many words of what an outlet tells may lie outside of the statement that it carries.
const LOOSE: usize = 3;

pub(crate) fn relay(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let mut idx = 0;
    while idx < candidates.len() {
        let near = idx.saturating_sub(NEAR)..(idx + NEAR + 1).min(candidates.len());
        let outlet = &candidates[idx];
        let behind = is_outlet_behind(view, outlet);
        let according = is_according(view, outlet);
        let carried = near.clone().filter(|&other| other != idx).find(|&other| {
            let said = &candidates[other];
            behind && is_before(said, outlet) || according && is_all(view, said, outlet)
        });
        let Some(said) = carried else {
            idx += 1;
            continue;
        };
        let outlet = candidates.remove(idx);
        let said = &mut candidates[if said > idx { said - 1 } else { said }];
        if !is_all(view, said, &outlet) {
            said.content.extend(outlet.content);
            let own: Vec<Range<usize>> = said.cue.iter().chain(&said.source).cloned().collect();
            for own in own {
                cut(&mut said.content, &own);
            }
            join(&mut said.content);
        }
        let cue = outlet.cue[0].clone();
        let links = outlet
            .source
            .into_iter()
            .map(|source| (source, cue.clone()));
        said.carried.extend(links.chain(outlet.carried));
    }
}

/// Whether a statement stands in the same unit before an outlet's source and cue.
fn is_before(said: &Candidate, outlet: &Candidate) -> bool {
    let before = |end: usize| outlet.source.iter().all(|source| end <= source.start);
    said.unit == outlet.unit
        && said.is_speech
        && !said.source.is_empty()
        && said.source != outlet.source
        && before(said.head)
        && said.source.iter().all(|source| before(source.end))
}

/// Whether a statement is all that another tells.
fn is_all(view: &View<'_>, said: &Candidate, outer: &Candidate) -> bool {
    let parts = || said.source.iter().chain(&said.cue).chain(&said.content);
    let inside = |idx: &usize| parts().any(|part| part.contains(idx));
    let words = outer.content.iter().cloned().flatten();
    let n_loose = words
        .filter(|idx| !view.is_punctuation(*idx) && !inside(idx))
        .count();
    let heard = said.addressee.as_ref().map_or(0, Range::len);
    said.is_speech && said.is_told_by(outer) && n_loose <= LOOSE + heard
}

/// Whether an outlet and its verb come behind all that is said.
fn is_outlet_behind(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return false;
    };
    let behind = candidate
        .content
        .iter()
        .all(|piece| piece.end <= source.start);
    let set_off = source.start.checked_sub(1).is_some_and(|idx| {
        view.is_comma(idx) || !candidate.carried.is_empty() && view.word(idx).is_some()
    });
    is_outlet(view, source) && behind && set_off && view.quote(candidate.head).is_none()
}

fn is_outlet(view: &View<'_>, source: &Range<usize>) -> bool {
    let mut words = source.clone();
    let known = words.clone().any(|idx| view.is_outlet(idx));
    known
        || words.clone().any(|idx| view.is_capitalized(idx))
            && words.any(|idx| view.class(idx, Classes::OUTLET.or(Classes::MASTHEAD)))
}

/// "According to Reuters", "according to a transcript of …", "according to her spokesman".
fn is_according(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return false;
    };
    let passes_on = source.clone().any(|idx| {
        view.class(idx, Classes::MEDIUM.or(Classes::MOUTHPIECE))
            && view
                .word(idx)
                .is_some_and(|word| word.head.is_none_or(|head| !source.contains(&head)))
    });
    let known = view
        .span(source)
        .is_some_and(|span| view.doc.names.iter().any(|name| span.contains(name.span)));
    view.is(candidate.cue[0].start, "according")
        && (is_outlet(view, source) || passes_on && (known || source.len() > 1))
}
