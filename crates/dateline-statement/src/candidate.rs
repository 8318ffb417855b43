//! A statement before it is weighed against others: token ranges, and the rule that found them.
//!
//! Whatever proposes statements, rules or a model, proposes candidates; [`crate::decode`] alone makes
//! statements of them.

use std::ops::Range;

/// A proposed statement. Ranges are tokens, in text order, none of them empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) source: Vec<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// The token that heads the cue.
    pub(crate) head: usize,
    /// The unit that holds the cue.
    pub(crate) unit: usize,
    /// Whom the verb's object names, where the verb takes an addressee.
    pub(crate) addressee: Option<Range<usize>>,
    /// Whether it reports words rather than beliefs, wishes or findings.
    pub(crate) is_speech: bool,
    pub(crate) negated: bool,
    pub(crate) hypothetical: bool,
    /// Whether the form leaves no doubt, so that what the model made of the same words does not count.
    pub(crate) overrules: bool,
    /// The rule's name, in kebab-case.
    pub(crate) rule: &'static str,
    /// How often such a use makes a statement, 0 to 1.
    pub(crate) score: f32,
    /// The cue's dictionary form and frame, for the reader.
    pub(crate) note: String,
}

impl Candidate {
    /// Whether its cue stands in the content of another.
    pub(crate) fn stands_in(&self, other: &Self) -> bool {
        other.content.iter().any(|part| part.contains(&self.head))
    }
}
