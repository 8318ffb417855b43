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
    /// By which outlets in its own sentence the words were carried, each with its verb.
    pub(crate) carried: Vec<(Range<usize>, Range<usize>)>,
    /// Whether it reports words rather than beliefs, wishes or findings.
    pub(crate) is_speech: bool,
    pub(crate) negated: bool,
    pub(crate) hypothetical: bool,
    /// Whether the page does not vouch for the saying itself.
    pub(crate) hedged: bool,
    /// Whether the form leaves no doubt, so that what the model made of the same words does not count.
    pub(crate) overrules: bool,
    /// Whether the words are the speaker's own though they stand without marks: a turn of a transcript, a post.
    pub(crate) verbatim: bool,
    /// The quotation that its cue stands in, where another's words hold it.
    pub(crate) inside: Option<usize>,
    /// Whether the speaker before goes on, where no source says otherwise.
    pub(crate) same_speaker: bool,
    /// The rule's name, in kebab-case.
    pub(crate) rule: &'static str,
    /// How often such a use makes a statement, 0 to 1.
    pub(crate) score: f32,
    /// The cue's dictionary form and frame, for the reader.
    pub(crate) note: String,
}

impl Candidate {
    /// Whether a piece of its content holds the whole range.
    pub(crate) fn tells(&self, part: &Range<usize>) -> bool {
        let mut pieces = self.content.iter();
        pieces.any(|piece| piece.start <= part.start && part.end <= piece.end)
    }

    /// Whether it has a source of its own and all of it is told by another.
    pub(crate) fn is_told_by(&self, outer: &Self) -> bool {
        let mut parts = self.source.iter().chain(&self.cue).chain(&self.content);
        !self.source.is_empty() && parts.all(|part| outer.tells(part))
    }

    /// Whether its cue stands in the content of another.
    pub(crate) fn stands_in(&self, other: &Self) -> bool {
        other.content.iter().any(|part| part.contains(&self.head))
    }
}
