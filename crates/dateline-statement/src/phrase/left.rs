//! The noun phrase that ends before a cue, read to the left: "[Ann Lee, a pilot from Y,] said".

use std::ops::Range;

use dateline_data::Classes;

use super::{
    LONGEST, MOST_APPOSITIONS, both_common, is_finite_cue, is_parenthesis, relative_before,
};
use crate::view::View;

/// How far before its last verb a relative clause is looked for, in tokens.
const RELATIVE_CLAUSE: usize = 12;

/// The noun phrase whose last token is the one before `end`, not reaching before `from`.
pub(crate) fn ending_at(view: &View<'_>, end: usize, from: usize) -> Option<Range<usize>> {
    if end <= from {
        return None;
    }
    let end = before_day(view, end, from);
    let last = end - 1;
    if view.is_comma(last) || is_closing(view, last) && !is_parenthesis(view, last) {
        return apposition_ending_at(view, last, from);
    }
    let start = simple_start(view, end, from)?;
    Some(start..end)
}

/// The end of the phrase without the day behind it: "The campaign on Monday | doubled down".
fn before_day(view: &View<'_>, end: usize, from: usize) -> usize {
    let mut day = end;
    while day > from && view.class(day - 1, Classes::TIME) {
        day -= 1;
    }
    let led_in = day < end && day > from + 1 && view.is(day - 1, "on");
    if led_in { day - 1 } else { end }
}

fn is_closing(view: &View<'_>, idx: usize) -> bool {
    matches!(view.text(idx), ")" | "]") || view.is_dash(idx)
}

/// Where the phrase that ends before `end` starts, commas being borders.
fn simple_start(view: &View<'_>, end: usize, from: usize) -> Option<usize> {
    let last = end - 1;
    if view.class(last, Classes::SUBJECT) && !view.class(last, Classes::DETERMINER)
        || view.class(last, Classes::RELATIVE)
    {
        return Some(last);
    }
    if view.quote(last).is_some()
        || view.is_punctuation(last) && !is_parenthesis(view, last) && view.text(last) != "."
    {
        return None;
    }
    let lowest = from.max(end.saturating_sub(LONGEST));
    let mut start = end;
    while start > lowest {
        let idx = start - 1;
        if is_parenthesis(view, idx) {
            let open = (lowest..idx).rev().find(|&at| view.text(at) == "(")?;
            start = open;
            continue;
        }
        // "In the town hall on Monday | Ann Lee": the day ends the phrase before.
        let is_day = start < end
            && view.is_capitalized(idx)
            && view.class(idx, Classes::TIME)
            && !view.is_possessive_mark(start)
            && idx > lowest
            && view.is(idx - 1, "on");
        if is_day {
            break;
        }
        if is_border(view, idx, end) {
            // "people who attended the rally", "officials who asked not to be named": the relative clause belongs
            // to the noun before it.
            if let Some(relative) = relative_at(view, idx, lowest)
                && relative + 1 < start
            {
                let noun = relative - usize::from(view.is_comma(relative - 1));
                if let Some(antecedent) = simple_start(view, noun, lowest) {
                    return Some(antecedent);
                }
            }
            break;
        }
        if view.class(idx, Classes::PREPOSITION) {
            // "a spokesman for the campaign": the preposition joins if a noun stands before it.
            if start == end || !joins(view, idx, lowest) {
                break;
            }
        }
        start = idx;
    }
    trim_start(view, start, end)
}

/// The "who" or "which" at `idx` or, with nothing but words between, before a verb there.
fn relative_at(view: &View<'_>, idx: usize, lowest: usize) -> Option<usize> {
    (lowest + 1..=idx)
        .rev()
        .take(RELATIVE_CLAUSE)
        .take_while(|&at| !view.is_punctuation(at) && view.quote(at).is_none())
        .find(|&at| view.is(at, "who") || view.is(at, "which"))
}

/// Whether a noun phrase cannot reach over this token to the left.
fn is_border(view: &View<'_>, idx: usize, end: usize) -> bool {
    if view.quote(idx).is_some() {
        return true;
    }
    if view.is_punctuation(idx) {
        let inner = view.is_possessive_mark(idx)
            || matches!(view.text(idx), "." | "-" | "&" | "/" | "$" | "#" | "%");
        return !inner;
    }
    if view.is_contraction(idx) {
        return true;
    }
    let closed = Classes::SUBORDINATOR
        .or(Classes::BE)
        .or(Classes::HAVE)
        .or(Classes::DO)
        .or(Classes::MODAL)
        .or(Classes::FINITE)
        .or(Classes::NEGATION)
        .or(Classes::RELATIVE);
    if view.is(idx, "that") && idx + 1 < end {
        return true;
    }
    let month = view.is_capitalized(idx) && view.class(idx, Classes::TIME);
    let open = month
        || view.is_possessive_mark(idx)
        || view.class(idx, Classes::DETERMINER.or(Classes::PREPOSITION));
    if view.class(idx, closed) && !open {
        return true;
    }
    if view.class(idx, Classes::COORDINATOR) {
        // "Smith and Jones said" against "he left and Jones said": names join names.
        let joins = idx > 0
            && idx + 1 < end
            && view.is_capitalized(idx + 1)
            && view.is_capitalized(idx - 1)
            || idx > 0 && idx + 1 < end && both_common(view, idx);
        return !joins || view.is(idx, "but");
    }
    // A pronoun is a phrase of its own: "he" never stands inside another.
    if view.class(idx, Classes::SUBJECT.or(Classes::OBJECT))
        && !view.class(idx, Classes::DETERMINER)
        && !view.class(idx, Classes::POSSESSIVE)
        && !matches!(view.text(idx), "US" | "IT")
    {
        return true;
    }
    is_finite_cue(view, idx)
}

/// Whether a preposition has a noun before it that it belongs to.
fn joins(view: &View<'_>, idx: usize, lowest: usize) -> bool {
    if idx <= lowest {
        return false;
    }
    let before = idx - 1;
    if view.is_punctuation(before)
        || view.quote(before).is_some()
        || view.class(
            before,
            Classes::PREPOSITION
                .or(Classes::SUBORDINATOR)
                .or(Classes::COORDINATOR)
                .or(Classes::BE)
                .or(Classes::HAVE)
                .or(Classes::DO)
                .or(Classes::MODAL)
                .or(Classes::FINITE),
        )
        || view.is_adverb(before)
    {
        return view.class(before, Classes::DETERMINER) && !view.class(before, Classes::RELATIVE);
    }
    true
}

/// Drops adverbs, conjunctions and an adverbial from the front: "On Tuesday Smith" is "Smith".
fn trim_start(view: &View<'_>, mut start: usize, end: usize) -> Option<usize> {
    loop {
        if start >= end {
            return None;
        }
        let dated = view.class(start, Classes::TIME)
            && view.is_capitalized(start)
            && start + 1 < end
            && !view.is_possessive_mark(start + 1);
        let drop = dated
            || view.class(start, Classes::COORDINATOR)
            || view.is_adverb(start) && !view.class(start, Classes::DETERMINER)
            || view.is_punctuation(start) && !matches!(view.text(start), "(" | "#" | "$");
        if !drop {
            break;
        }
        start += 1;
    }
    if start > 0
        && view.class(start - 1, Classes::PREPOSITION)
        && !view.is(start - 1, "to")
        && let Some(split) = name_tail(view, start, end)
    {
        return Some(split);
    }
    let only_time = (start..end).all(|idx| {
        view.class(idx, Classes::TIME.or(Classes::DETERMINER)) || view.is_punctuation(idx)
    });
    (!only_time || view.class(end - 1, Classes::SUBJECT)).then_some(start)
}

/// Where a name begins behind a common noun: "After the debate | Mary Smith".
fn name_tail(view: &View<'_>, start: usize, end: usize) -> Option<usize> {
    let mut split = end;
    while split > start && view.is_capitalized(split - 1) {
        split -= 1;
    }
    let common = split > start
        && split < end
        && !view.is_capitalized(split - 1)
        && !view.class(
            split - 1,
            Classes::DETERMINER
                .or(Classes::PREPOSITION)
                .or(Classes::POSSESSIVE),
        )
        && !view.is_possessive_mark(split - 1)
        && !view.is_punctuation(split - 1);
    common.then_some(split)
}

/// "NAME, APPOSITION, [APPOSITION,]" that closes with the comma or dash at `close`.
fn apposition_ending_at(view: &View<'_>, close: usize, from: usize) -> Option<Range<usize>> {
    let lowest = from.max(close.saturating_sub(2 * LONGEST));
    let is_dash = view.is_dash(close);
    let mut idx = close;
    let mut best = None;
    let mut taken = 0;
    while idx > lowest && taken < MOST_APPOSITIONS {
        idx = view.quote_start(idx - 1);
        let opens = if is_dash {
            view.is_dash(idx)
        } else {
            view.is_comma(idx)
        };
        if !opens {
            if is_finite_cue(view, idx) && !relative_before(view, idx, lowest) {
                break;
            }
            continue;
        }
        taken += 1;
        if idx + 1 >= close || !looks_like_apposition(view, idx + 1, close) {
            continue;
        }
        let Some(start) = (idx > lowest)
            .then(|| simple_start(view, idx, lowest))
            .flatten()
        else {
            continue;
        };
        if view.class(idx - 1, Classes::RELATIVE.or(Classes::TIME)) {
            continue;
        }
        best = Some(start..close);
        // Go on to the left only if what was found is itself set off: "X, 67, a farmer,".
        let set_off = start > lowest && view.is_comma(start - 1) && !view.is_capitalized(start);
        if !set_off {
            break;
        }
    }
    best
}

fn looks_like_apposition(view: &View<'_>, idx: usize, close: usize) -> bool {
    if view.class(idx, Classes::RELATIVE) && !view.is(idx, "that") {
        return true;
    }
    if view.class(
        idx,
        Classes::SUBORDINATOR
            .or(Classes::BE)
            .or(Classes::HAVE)
            .or(Classes::MODAL)
            .or(Classes::SUBJECT),
    ) && !view.class(idx, Classes::DETERMINER)
    {
        return false;
    }
    if view.class(idx, Classes::COORDINATOR) {
        return false;
    }
    // A clause of its own is no apposition.
    !(idx..close).any(|at| {
        view.quote(at).is_none()
            && view.class(at, Classes::BE.or(Classes::MODAL).or(Classes::HAVE))
            && !view.is_possessive_mark(at)
            && !relative_before(view, at, idx)
    })
}
