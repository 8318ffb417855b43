//! Makes statements of candidates: takes quotation marks off, says how the words are given.
//!
//! In: candidates of whatever origin, settled. Out: statements in text order, without speakers. A statement whose cue
//! stands in another's content is `within` it.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{Manner, Reason, Span, Statement, StatementKind};

use crate::act;
use crate::candidate::Candidate;
use crate::view::View;

/// A statement with the candidate that it was made of.
pub(crate) struct Decoded {
    pub(crate) statement: Statement,
    pub(crate) candidate: Candidate,
}

pub(crate) fn decode(view: &View<'_>, candidates: Vec<Candidate>) -> Vec<Decoded> {
    let mut kept = candidates;
    kept.sort_by_key(|candidate| (first(candidate), candidate.head));
    let mut decoded: Vec<Decoded> = kept
        .into_iter()
        .filter_map(|candidate| {
            let statement = statement(view, &candidate)?;
            Some(Decoded {
                statement,
                candidate,
            })
        })
        .collect();
    nest(&mut decoded);
    decoded
}

fn first(candidate: &Candidate) -> usize {
    [&candidate.source, &candidate.cue, &candidate.content]
        .into_iter()
        .flatten()
        .map(|tokens| tokens.start)
        .min()
        .unwrap_or(0)
}

fn statement(view: &View<'_>, candidate: &Candidate) -> Option<Statement> {
    let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
        let mut spans: Vec<Span> = ranges
            .iter()
            .filter_map(|tokens| view.span(tokens))
            .collect();
        spans.sort();
        spans.dedup();
        spans
    };
    let cue = spans(&candidate.cue);
    let whole = spans(&candidate.content);
    let content: Vec<Span> = whole
        .iter()
        .filter_map(|span| unmarked(view, *span))
        .collect();
    if content.is_empty() || cue.is_empty() {
        return None;
    }
    let reason = Reason::at(candidate.rule, cue[0], candidate.note.clone());
    Some(Statement {
        source: spans(&candidate.source),
        cue,
        kind: if candidate.verbatim {
            StatementKind::Direct
        } else {
            kind(view, candidate)
        },
        content,
        speaker: None,
        addressee: None,
        relay: Vec::new(),
        venue: None,
        negated: candidate.negated,
        hypothetical: candidate.hypothetical,
        manner: Manner {
            act: act::of(view, candidate),
            hedged: candidate.hedged,
            ..Manner::default()
        },
        within: None,
        basis: vec![Reason {
            score: Some(candidate.score),
            ..reason
        }],
    })
}

/// The span without the marks of a quotation that it wholly is, and without a "that" before it.
fn unmarked(view: &View<'_>, span: Span) -> Option<Span> {
    let quotes = &view.doc.quotations;
    let whole = |span: Span| {
        let at = quotes.partition_point(|quote| quote.span.start < span.start);
        let mut here = quotes[at..]
            .iter()
            .take_while(|quote| quote.span.start == span.start);
        here.find(|quote| quote.span == span)
            .map(|quote| quote.inner)
    };
    let behind_that = || {
        let rest = span.of(&view.doc.text).strip_prefix("that")?.trim_start();
        whole(Span::new(span.end - rest.len(), span.end))
    };
    let inner = whole(span).or_else(behind_that).unwrap_or(span);
    // The comma of “…,” he said belongs to the page.
    let words = inner.of(&view.doc.text);
    let inner = Span::new(
        inner.start,
        inner.end - (words.len() - words.trim_end_matches([',', ' ']).len()),
    );
    (!inner.is_empty()).then_some(inner)
}

fn kind(view: &View<'_>, candidate: &Candidate) -> StatementKind {
    let (mut quoted, mut plain) = (false, false);
    let inner: Vec<Range<usize>> = candidate
        .inside
        .map(|outer| view.quotes_inside(outer))
        .unwrap_or_default();
    for idx in candidate.content.iter().cloned().flatten() {
        if view.is_punctuation(idx) {
            continue;
        }
        let marked = if candidate.inside.is_some() {
            inner.iter().any(|tokens| tokens.contains(&idx))
        } else {
            view.quote(idx).is_some()
        };
        if marked {
            quoted = true;
        } else if !view.is(idx, "that") && !leads_to_that(view, idx) {
            plain = true;
        }
    }
    match (quoted, plain) {
        (true, false) => StatementKind::Direct,
        (true, true) => StatementKind::Mixed,
        _ => StatementKind::Indirect,
    }
}

/// "Only" in "said only that".
fn leads_to_that(view: &View<'_>, idx: usize) -> bool {
    idx + 1 < view.doc.tokens.len() && view.is(idx + 1, "that") && view.class(idx, Classes::ADVERB)
}

/// How many statements back the one that holds another is looked for.
const NEAR: usize = 8;

/// Says for each statement which one's content it stands in.
fn nest(decoded: &mut [Decoded]) {
    for idx in 0..decoded.len() {
        let cue = decoded[idx].statement.cue[0];
        let near = idx.saturating_sub(NEAR)..(idx + NEAR + 1).min(decoded.len());
        let holder = near
            .filter(|&other| other != idx)
            .filter_map(|other| {
                let holds = decoded[other]
                    .statement
                    .content
                    .iter()
                    .find(|content| content.contains(cue))?;
                Some((holds.len(), other))
            })
            .min();
        decoded[idx].statement.within = holder.map(|(_, other)| other);
    }
    // Two contents that hold each other's cue would make a ring.
    for idx in 0..decoded.len() {
        if let Some(other) = decoded[idx].statement.within
            && decoded[other].statement.within == Some(idx)
        {
            decoded[idx.max(other)].statement.within = None;
        }
    }
}
