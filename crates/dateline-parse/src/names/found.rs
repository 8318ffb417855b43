//! The names that the model found in, candidates out.

use dateline_schema::Span;

use super::words::Words;
use super::{Candidate, Rule};
use crate::reading::FoundName;

/// The names of the model as candidates.
pub(super) fn candidates(words: &Words<'_>, found: Vec<FoundName>) -> Vec<Candidate> {
    let tokens = &words.doc.tokens;
    let candidate = |name: FoundName| Candidate {
        span: Span::new(
            tokens[name.tokens.start].span.start,
            tokens[name.tokens.end - 1].span.end,
        ),
        kind: name.kind,
        tokens: (name.tokens.start, name.tokens.end),
        rule: Rule::Reader,
        score: Some(name.probability),
    };
    found.into_iter().map(candidate).collect()
}
