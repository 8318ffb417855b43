//! Who the subject of a reporting verb is.
//!
//! In: a verb group and its unit. Out: the noun phrase before it, or the subject it shares with a verb before
//! ("X said … and indicated …", "X tried …, adding that"). Refuses clauses and bare adverbials.

use std::ops::Range;

use dateline_data::{Classes, VerbForms};

use crate::phrase;
use crate::verb_group::VerbGroup;
use crate::view::View;

/// How many clauses and how many tokens of each are looked at for a shared subject.
const MOST_SEGMENTS: usize = 5;
const LONGEST_SEGMENT: usize = 30;

/// What the verbs of a unit have told so far.
#[derive(Default)]
pub(crate) struct Told {
    /// The subject of the last finite reporting verb.
    pub(crate) subject: Option<Range<usize>>,
    /// The end of the last attribution, where a fronted content may begin.
    pub(crate) end: usize,
}

/// The subject of a finite verb, and whether it is shared with a verb before.
pub(crate) fn subject(
    view: &View<'_>,
    group: &VerbGroup,
    unit: &Range<usize>,
    told: &Told,
) -> Option<(Range<usize>, bool)> {
    let mut end = group.start;
    if end <= unit.start {
        return None;
    }
    let before = end - 1;
    if view.class(before, Classes::COORDINATOR) {
        return shared(view, group.start, unit, told).map(|source| (source, true));
    }
    if view.is_contraction(before) {
        end = before;
    }
    if let Some(source) = phrase::ending_at(view, end, unit.start) {
        return Some((source, false));
    }
    // "X, meanwhile, said": an adverb between commas.
    if view.is_comma(before) && before > unit.start {
        let adverb = before - 1;
        if adverb > unit.start && view.is_adverb(adverb) && view.is_comma(adverb - 1) {
            return phrase::ending_at(view, adverb - 1, unit.start).map(|source| (source, false));
        }
    }
    None
}

/// The subject that a verb without one of its own shares.
pub(crate) fn shared(
    view: &View<'_>,
    before: usize,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Range<usize>> {
    told.subject
        .clone()
        .filter(|subject| subject.end <= before)
        .or_else(|| first_subject(view, unit.start, before))
}

/// The phrase that a clause in `from..to` begins with and that a verb follows, as the likeliest subject.
pub(crate) fn first_subject(view: &View<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let mut fallback = None;
    let mut start = from;
    for _ in 0..MOST_SEGMENTS {
        while start < to && (view.class(start, Classes::COORDINATOR) || view.quote(start).is_some())
        {
            start = view.past_quote(start).max(start + 1);
        }
        if start >= to {
            break;
        }
        let adverbial = (view.class(
            start,
            Classes::PREPOSITION
                .or(Classes::SUBORDINATOR)
                .or(Classes::TIME),
        ) || view.is_adverb(start))
            && !view.class(start, Classes::SUBJECT.or(Classes::DETERMINER));
        if !adverbial && let Some(phrase) = phrase::starting_at(view, start, to) {
            if is_verbal(view, phrase.end, to) {
                return Some(phrase);
            }
            fallback.get_or_insert(phrase);
        }
        let highest = to.min(start + LONGEST_SEGMENT);
        let Some(comma) = (start..highest).find(|&idx| view.is_comma(idx)) else {
            break;
        };
        start = comma + 1;
    }
    fallback
}

/// Whether a finite verb begins here, as far as its form tells.
pub(crate) fn is_verbal(view: &View<'_>, idx: usize, to: usize) -> bool {
    let mut idx = idx;
    while idx < to && view.is_adverb(idx) {
        idx += 1;
    }
    if idx >= to || view.is_punctuation(idx) {
        return false;
    }
    let closed = Classes::BE
        .or(Classes::HAVE)
        .or(Classes::DO)
        .or(Classes::MODAL)
        .or(Classes::FINITE);
    view.class(idx, closed)
        || view
            .verb(idx)
            .is_some_and(|(_, forms)| !forms.has(VerbForms::GERUND))
        || view.text(idx).ends_with("ed")
}

/// Whether a plural stands before a bare form: "they say", "officials say", but not "the say".
pub(crate) fn agrees_with_bare_form(view: &View<'_>, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    if source.len() == 1 && view.class(last, Classes::SUBJECT.or(Classes::RELATIVE)) {
        return !matches!(
            view.text(last).to_lowercase().as_str(),
            "he" | "she" | "it" | "this" | "one" | "that"
        );
    }
    let plural = (source.clone()).any(|idx| {
        let text = view.text(idx);
        text.len() > 3
            && text.ends_with('s')
            && !text.ends_with("ss")
            && !view.is_possessive_mark(idx)
            || view.is(idx, "and")
            || matches!(
                text,
                "people" | "men" | "women" | "police" | "many" | "some" | "most" | "others"
            )
    });
    plural && view.text(last) != ")" || view.text(last) == ")"
}
