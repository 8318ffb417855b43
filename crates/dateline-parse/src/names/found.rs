//! The names that the model found in, candidates out: those names without what is no part of a name, and names that
//! only the lists know.

use dateline_schema::Span;

use super::words::Words;
use super::{Candidate, Rule, by_rules};
use crate::reading::FoundName;

/// The names of the model, and between them those of the lists, in order.
pub(super) fn candidates(words: &Words<'_>, found: Vec<FoundName>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = found
        .into_iter()
        .filter_map(|name| candidate(words, name))
        .collect();
    let mut known = by_rules(words);
    known.retain(|name| {
        let after = candidates.partition_point(|other| other.span.end <= name.span.start);
        let is_free = candidates
            .get(after)
            .is_none_or(|other| !other.span.overlaps(name.span));
        name.rule >= Rule::Known && is_free
    });
    candidates.append(&mut known);
    candidates.sort_by_key(|name| name.span.start);
    candidates
}

/// A name without the article before it and the possessive ending after it.
fn candidate(words: &Words<'_>, name: FoundName) -> Option<Candidate> {
    let (mut start, mut end) = (name.tokens.start, name.tokens.end);
    while end > start && matches!(words.text(end - 1), "'s" | "’s" | "'" | "’" | "," | ".") {
        end -= 1;
    }
    while start < end && matches!(words.text(start), "the" | "a" | "an") {
        start += 1;
    }
    let tokens = &words.doc.tokens;
    (start < end).then(|| Candidate {
        span: Span::new(tokens[start].span.start, tokens[end - 1].span.end),
        kind: name.kind,
        tokens: (start, end),
        rule: Rule::Reader,
        score: Some(name.probability),
    })
}
