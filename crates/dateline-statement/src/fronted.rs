//! Contents that stand before their attribution, or around it.
//!
//! In: where a source or cue begins. Out: the words before it up to a comma or the end of a quotation, what goes on
//! behind the attribution, and the clause that "as X reported" speaks for.

use std::ops::Range;

use dateline_data::{Classes, Complement, VerbForms};

use crate::complement::Found;
use crate::extent;
use crate::view::View;

/// Where the words that are said stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fronted {
    pub(crate) content: Range<usize>,
    /// Whether it holds a quotation that ends where the source or cue begins.
    pub(crate) quoted: bool,
}

/// What stands before the source, up to a comma or the end of a quotation.
pub(crate) fn fronted_content(view: &View<'_>, before: usize, from: usize) -> Option<Fronted> {
    if before <= from {
        return None;
    }
    let last = before - 1;
    let quoted = view.quote(last).is_some()
        || view.is_comma(last) && last > from && view.quote(last - 1).is_some()
        || view.is_dash(last) && last > from && view.quote(last - 1).is_some();
    if !quoted && !view.is_comma(last) && !(view.is_dash(last)) {
        return None;
    }
    let mut start = from;
    if quoted {
        // Words of another attribution before the quotation are none of this one's.
        let open = view.quote_start(if view.quote(last).is_some() {
            last
        } else {
            last - 1
        });
        if open > from && (view.is_comma(open - 1) || view.text(open - 1) == ":") {
            start = open;
        }
    }
    while start < before && view.class(start, Classes::COORDINATOR) && view.quote(start).is_none() {
        start += 1;
    }
    let content = extent::trim(view, start..before)?;
    Some(Fronted { content, quoted })
}

/// The clause that "as X reported" speaks for: behind its comma at the front, else what stands before it.
pub(crate) fn as_clause(
    view: &View<'_>,
    found: &Found,
    before: usize,
    unit: &Range<usize>,
) -> Option<Range<usize>> {
    let lead = before.checked_sub(1).filter(|&idx| idx >= unit.start)?;
    if !view.is(lead, "as") || view.quote(lead).is_some() {
        return None;
    }
    if lead == unit.start {
        let comma = found.content;
        let behind = comma + 1 < unit.end && view.is_comma(comma);
        return behind
            .then(|| extent::after(view, Complement::That, comma + 1, unit.end))
            .flatten();
    }
    let set_off = lead > unit.start + 1 && view.is_comma(lead - 1);
    set_off
        .then(|| extent::trim(view, unit.start..lead))
        .flatten()
}

/// What goes on behind "he said" and a comma, or behind a quotation that follows it.
pub(crate) fn resumed(
    view: &View<'_>,
    found: &Found,
    to: usize,
    quoted: bool,
) -> Option<Range<usize>> {
    resumed_at(
        view,
        found
            .addressee
            .as_ref()
            .map_or(found.content, |object| object.end.max(found.content)),
        to,
        quoted,
    )
}

pub(crate) fn resumed_at(
    view: &View<'_>,
    at: usize,
    to: usize,
    quoted: bool,
) -> Option<Range<usize>> {
    // Behind a quotation only another quotation goes on with it.
    if quoted {
        let open = (at..to.min(at + 30)).find(|&idx| view.quote(idx).is_some())?;
        let opens = open > at && matches!(view.text(open - 1), "," | ":" | "—" | "–" | "." | "-");
        let others = (at..open).any(|idx| {
            view.verb(idx)
                .is_some_and(|(verb, _)| verb.class.is_speech())
        });
        return (opens && !others)
            .then(|| extent::after(view, Complement::Quote, open, to))
            .flatten();
    }
    if at >= to || !view.is_comma(at) || at + 1 >= to {
        return None;
    }
    let next = at + 1;
    let leaning = view
        .verb(next)
        .is_some_and(|(_, forms)| forms.has(VerbForms::GERUND))
        || view.text(next).ends_with("ing")
        || view.class(next, Classes::COORDINATOR);
    if leaning {
        return None;
    }
    extent::after(view, Complement::That, next, to)
}
