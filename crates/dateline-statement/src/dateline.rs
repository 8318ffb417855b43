//! The place and day that a report opens with: "CAIRO, July 18 —", "DUBAI:", "(Meridian Wire) –".
//!
//! In: the first sentence of a line. Out: where the report itself begins, so that its first statement holds neither
//! the place as source nor the day as content. Refuses a dash behind any word of the sentence proper.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{Line, NameKind};

use crate::view::View;

/// How many tokens a dateline has at most before its dash: two places, a day, an agency with its brackets.
const LONGEST: usize = 16;

/// The first token of a sentence behind its dateline; its own first token where it has none.
pub(crate) fn end(view: &View<'_>, sent: &Range<usize>) -> usize {
    let mark = (sent.start..sent.end.min(sent.start + LONGEST)).find(|&idx| is_mark(view, idx));
    let Some(mark) = mark.filter(|&mark| mark > sent.start && mark + 1 < sent.end) else {
        return sent.start;
    };
    let fits = (sent.start..mark).all(|idx| {
        view.is_punctuation(idx) && view.quote(idx).is_none()
            || view.is_capitalized(idx)
            || view.class(idx, Classes::TIME)
            || view.text(idx).starts_with(|c: char| c.is_ascii_digit())
    });
    let bracketed = view.text(sent.start) == "(" && view.text(mark - 1) == ")";
    if fits && (bracketed || opens_with_place(view, sent.start, mark)) {
        mark + 1
    } else {
        sent.start
    }
}

/// A dash that joins no words, or the colon that some papers put in its place.
fn is_mark(view: &View<'_>, idx: usize) -> bool {
    let tokens = &view.doc.tokens;
    let apart = |a: usize, b: usize| tokens[a].span.end < tokens[b].span.start;
    match view.text(idx) {
        "-" => idx > 0 && idx + 1 < tokens.len() && (apart(idx - 1, idx) || apart(idx, idx + 1)),
        "—" | "–" | "--" | ":" => true,
        _ => false,
    }
}

/// Whether a place stands first, and, before a colon, alone: in capitals, or where the report's text opens.
fn opens_with_place(view: &View<'_>, first: usize, mark: usize) -> bool {
    let start = view.doc.tokens[first].span.start;
    let names = &view.doc.names;
    let at = names.partition_point(|name| name.span.start < start);
    let Some(name) = names
        .get(at)
        .filter(|name| name.span.start == start && name.kind == NameKind::Location)
    else {
        return false;
    };
    let shouts = !name.span.of(&view.doc.text).contains(char::is_lowercase);
    let alone = view.doc.tokens_in(name.span).end == mark;
    let dated = (first..mark).any(|idx| view.class(idx, Classes::TIME) || view.text(idx) == ")");
    if view.text(mark) == ":" {
        alone && (shouts || opens_report(view, start))
    } else {
        shouts || dated || alone
    }
}

/// Whether no sentence of the report stands before: "Doha: The ministry said …" below the headline.
fn opens_report(view: &View<'_>, start: usize) -> bool {
    let lines = &view.doc.lines;
    let here = lines.partition_point(|line| line.span.end <= start);
    let is_sentence = |line: &Line| {
        let words = line.span.of(&view.doc.text).trim_end();
        line.role.is_body() && words.ends_with(['.', '!', '?', '”', '"'])
    };
    let opens = |line: &Line| line.role.is_body() && line.span.start == start;
    !lines[..here].iter().any(is_sentence) && lines.get(here).is_some_and(opens)
}
