//! The noun phrase that begins behind a cue, read to the right: "said [Ann Lee, a pilot from Y]".

use std::ops::Range;

use dateline_data::Classes;

use super::{
    LONGEST, MOST_APPOSITIONS, both_common, is_finite_cue, is_parenthesis, relative_before,
};
use crate::view::View;

/// How many mentions back the one that ends at a token is looked for.
const MENTIONS: usize = 6;

/// The noun phrase that begins at `start`, not reaching to `to`, with its appositions.
pub(crate) fn starting_at(view: &View<'_>, start: usize, to: usize) -> Option<Range<usize>> {
    let end = simple_end(view, start, to)?;
    let mut whole = end;
    for _ in 0..MOST_APPOSITIONS {
        let Some(next) = apposition_after(view, whole, to) else {
            break;
        };
        whole = next;
    }
    Some(start..whole)
}

/// A noun phrase that begins at `start`, without what a comma sets off.
pub(crate) fn simple_starting_at(view: &View<'_>, start: usize, to: usize) -> Option<Range<usize>> {
    simple_end(view, start, to).map(|end| start..end)
}

/// Where the phrase that begins at `start` ends, commas being borders.
fn simple_end(view: &View<'_>, start: usize, to: usize) -> Option<usize> {
    if start >= to || view.quote(start).is_some() {
        return None;
    }
    if view.class(start, Classes::SUBJECT.or(Classes::OBJECT))
        && !view.class(start, Classes::DETERMINER.or(Classes::POSSESSIVE))
        && !view.is_capitalized(start)
    {
        return Some(start + 1);
    }
    if view.is_punctuation(start) || view.class(start, Classes::PREPOSITION.or(Classes::BE)) {
        return None;
    }
    let highest = to.min(start + LONGEST);
    let mut end = start;
    while end < highest {
        if view.quote(end).is_some() {
            break;
        }
        if view.text(end) == "(" {
            match (end..highest).find(|&at| is_parenthesis(view, at)) {
                Some(close) => {
                    end = close + 1;
                    continue;
                }
                None => break,
            }
        }
        let inner =
            view.is_possessive_mark(end) || matches!(view.text(end), "-" | "&" | "/" | "$" | "%");
        let abbreviation = view.text(end) == "."
            && end + 1 < highest
            && end > start
            && view.text(end - 1).len() < 5;
        if view.is_punctuation(end) && !inner && !abbreviation {
            break;
        }
        let verb = Classes::BE
            .or(Classes::HAVE)
            .or(Classes::DO)
            .or(Classes::MODAL)
            .or(Classes::FINITE)
            .or(Classes::NEGATION);
        let stop =
            view.class(end, verb) && !view.is_possessive_mark(end) && !view.is_capitalized(end)
                || view.class(end, Classes::RELATIVE) && end > start
                || view.class(end, Classes::TIME) && end > start
                || view.is_adverb(end) && end > start && !view.class(end, Classes::DETERMINER)
                || view.class(end, Classes::SUBORDINATOR) && end > start
                || view.class(end, Classes::SUBJECT)
                    && end > start
                    && !view.class(end, Classes::DETERMINER)
                || end > start && is_past_tense(view, end, highest)
                || is_finite_cue(view, end);
        if stop {
            break;
        }
        if view.class(end, Classes::PREPOSITION)
            && !matches!(view.text(end), "of" | "for" | "from" | "with")
            // "a report by the ministry"
            && !(view.is(end, "by") && end > start && view.class(end - 1, Classes::MEDIUM))
        {
            break;
        }
        if view.class(end, Classes::COORDINATOR)
            && !(end + 1 < highest && (view.is_capitalized(end + 1) || both_common(view, end)))
        {
            break;
        }
        end += 1;
    }
    while end > start
        && (view.class(end - 1, Classes::PREPOSITION.or(Classes::COORDINATOR))
            || view.text(end - 1) == ".")
    {
        end -= 1;
    }
    (end > start).then_some(end)
}

/// Whether a word in "-ed" has an object behind it, as a verb has and an adjective has not: "officials justified
/// the strike".
fn is_past_tense(view: &View<'_>, idx: usize, to: usize) -> bool {
    let object = Classes::DETERMINER
        .or(Classes::POSSESSIVE)
        .or(Classes::OBJECT)
        .or(Classes::PREPOSITION);
    view.text(idx).ends_with("ed")
        && !view.is_capitalized(idx)
        && idx + 1 < to
        && view.class(idx + 1, object)
}

/// The end of the apposition that a comma at `end` opens: ", a farmer from Y" up to the next border.
fn apposition_after(view: &View<'_>, end: usize, to: usize) -> Option<usize> {
    if end + 1 >= to || !view.is_comma(end) {
        return None;
    }
    let first = end + 1;
    let number = view.text(first).chars().all(|c| c.is_ascii_digit());
    let article = matches!(
        view.text(first),
        "a" | "an" | "the" | "one" | "his" | "her" | "its" | "their"
    ) || matches!(
        view.text(first),
        "D" | "R" | "president" | "director" | "chairman" | "chief"
    );
    if !number && !article && view.quote(first).is_some() {
        return None;
    }
    if number {
        return Some(first + 1);
    }
    if !article && !is_role(view, end, first) {
        return None;
    }
    let mut idx = first;
    while idx < to && idx - first < LONGEST {
        if view.is_comma(idx)
            || view.quote(idx).is_some()
            || matches!(view.text(idx), "." | ";" | ":" | "!" | "?")
                && (idx + 1 >= to
                    || view.text(idx).len() == 1
                        && !(view.text(idx) == "." && view.text(idx - 1).len() < 4))
        {
            break;
        }
        if view.class(idx, Classes::SUBORDINATOR)
            && idx > first
            && !view.class(idx, Classes::PREPOSITION)
        {
            break;
        }
        idx += 1;
    }
    // "According to Lee, the bridge is safe": a clause of its own, and not closed as an apposition is.
    let closed = idx < to && view.is_comma(idx);
    let is_clause = (first..idx).any(|at| {
        view.quote(at).is_none()
            && view.class(at, Classes::BE.or(Classes::MODAL).or(Classes::HAVE))
            && !view.is_possessive_mark(at)
            && !relative_before(view, at, first)
    });
    (idx > first && (closed || !is_clause)).then_some(idx)
}
/// Whether the parser holds what begins at `first` to be the role of who is named just before `end`.
fn is_role(view: &View<'_>, end: usize, first: usize) -> bool {
    let (tokens, mentions) = (&view.doc.tokens, &view.doc.mentions);
    let last = tokens[end - 1].span;
    let at = mentions.partition_point(|mention| mention.span.start <= last.start);
    mentions[at.saturating_sub(MENTIONS)..at]
        .iter()
        .any(|mention| {
            mention.span.end == last.end
                && mention
                    .role
                    .is_some_and(|role| role.start == tokens[first].span.start)
        })
}
