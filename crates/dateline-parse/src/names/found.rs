//! The names that the model found in, candidates out, without what is no part of a name.

use dateline_schema::Span;

use super::words::Words;
use super::{Candidate, Rule};
use crate::reading::FoundName;

/// The names of the model as candidates, in order.
pub(super) fn candidates(words: &Words<'_>, found: Vec<FoundName>) -> Vec<Candidate> {
    found
        .into_iter()
        .filter_map(|name| candidate(words, name))
        .collect()
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
