//! How far a content reaches: to the end of the clause that the cue governs.
//!
//! In: where a content begins and where its unit ends. Out: its tokens, without the punctuation around it
//! (quotation marks apart, which the decoder takes off). A content ends before another attribution: ", adding
//! that", ", according to", ", but Smith said", "and indicated that".

use std::ops::Range;

use dateline_data::{Classes, Complement, VerbForms};

use crate::phrase;
use crate::view::View;

/// The longest content behind a cue, in tokens outside of quotations: no clause is longer, and a text without
/// sentence ends costs no more for it.
const LONGEST: usize = 400;

/// The content that begins at `start` behind a cue, in a unit that ends at `to`.
pub(crate) fn after(
    view: &View<'_>,
    complement: Complement,
    start: usize,
    to: usize,
) -> Option<Range<usize>> {
    let to = to.min(start.saturating_add(LONGEST));
    let mut idx = start;
    // "supports it, while others do not": a pronoun that nothing follows is the whole object.
    if complement == Complement::Bare
        && start + 1 < to
        && view.class(start, Classes::OBJECT)
        && view.is_comma(start + 1)
    {
        return Some(start..start + 1);
    }
    let clausal = matches!(
        complement,
        Complement::Quote | Complement::That | Complement::Wh | Complement::Bare
    );
    while idx < to {
        if view.quote(idx).is_some() {
            let past = view.past_quote(idx);
            // A quotation that ends its sentence ends the content too.
            let last = view.text(past.saturating_sub(2).max(idx));
            idx = past;
            if idx < to && complement == Complement::Quote && ends_saying(view, idx, last, to) {
                break;
            }
            // American style puts the comma inside the quotation.
            if idx < to && last == "," && breaks(view, idx - 1, to, clausal) {
                break;
            }
            continue;
        }
        if view.text(idx) == ";" && idx > start {
            break;
        }
        if is_break(view, idx, to) && breaks(view, idx, to, clausal) {
            break;
        }
        if view.class(idx, Classes::COORDINATOR)
            && idx > start
            && coordinated_cue(view, idx + 1, to)
        {
            break;
        }
        idx += 1;
    }
    trim(view, start..idx)
}

/// Takes commas, stops and conjunctions off both ends; `None` if no word is left.
pub(crate) fn trim(view: &View<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = tokens;
    let loose = |idx: usize| {
        view.quote(idx).is_none()
            && view.is_punctuation(idx)
            && !matches!(view.text(idx), "(" | ")" | "[" | "]" | "$" | "%" | "#")
    };
    while end > start && loose(end - 1) {
        end -= 1;
    }
    while start < end && loose(start) {
        start += 1;
    }
    (start..end)
        .any(|idx| !view.is_punctuation(idx))
        .then_some(start..end)
}

/// Whether a direct quotation that ended with `last` is followed by something of the page's own.
fn ends_saying(view: &View<'_>, idx: usize, last: &str, to: usize) -> bool {
    let full = matches!(last, "." | "!" | "?" | ",");
    full && !(idx < to && view.is(idx, "and") && idx + 1 < to && view.quote(idx + 1).is_some())
        || view.is_comma(idx)
            && idx + 1 < to
            && view
                .verb(idx + 1)
                .is_some_and(|(_, forms)| forms.has(VerbForms::GERUND))
}

fn is_break(view: &View<'_>, idx: usize, to: usize) -> bool {
    idx + 1 < to && (view.is_comma(idx) || view.is_dash(idx))
}

/// Whether the comma or dash at `idx` ends the content.
fn breaks(view: &View<'_>, idx: usize, to: usize, clausal: bool) -> bool {
    let mut next = idx + 1;
    if view.is(next, "according") {
        return true;
    }
    if view.is(next, "as") && next + 2 < to && cue_soon(view, next + 1, to) {
        return true;
    }
    if view
        .verb(next)
        .is_some_and(|(_, forms)| forms.has(VerbForms::GERUND))
        && !view.class(next, Classes::PREPOSITION)
    {
        return true;
    }
    let coordinated = view.class(next, Classes::COORDINATOR);
    let joined = coordinated
        || matches!(
            view.text(next),
            "while" | "although" | "though" | "as" | "because" | "after"
        );
    if joined {
        next += 1;
        if next < to && (coordinated_cue(view, next, to) || cue_soon(view, next, to)) {
            return true;
        }
    }
    if clausal {
        return false;
    }
    // An object or a phrase ends where a new clause is joined to it.
    joined
        || view.class(idx + 1, Classes::RELATIVE.or(Classes::SUBJECT))
        || view.text(idx + 1).ends_with("ing")
}

/// Whether a reporting verb that lacks a subject stands at `idx`: "and [then] indicated that".
fn coordinated_cue(view: &View<'_>, idx: usize, to: usize) -> bool {
    let mut idx = idx;
    while idx < to && (view.is_adverb(idx) || view.class(idx, Classes::HAVE)) {
        idx += 1;
    }
    idx < to
        && view.quote(idx).is_none()
        && view.verb(idx).is_some_and(|(verb, forms)| {
            verb.class.is_speech()
                && (forms.has(VerbForms::PAST) || forms.has(VerbForms::THIRD))
                && idx + 1 < to
                && !view.class(idx + 1, Classes::PREPOSITION)
        })
}

/// Whether a subject and its own reporting verb come at once: "Smith said".
fn cue_soon(view: &View<'_>, idx: usize, to: usize) -> bool {
    let Some(subject) = phrase::simple_starting_at(view, idx, to) else {
        return false;
    };
    let mut verb = subject.end;
    while verb < to && (view.is_adverb(verb) || view.class(verb, Classes::HAVE)) {
        verb += 1;
    }
    verb < to
        && view.quote(verb).is_none()
        && view.verb(verb).is_some_and(|(cue, forms)| {
            cue.class.is_speech() && (forms.has(VerbForms::PAST) || forms.has(VerbForms::THIRD))
        })
}
