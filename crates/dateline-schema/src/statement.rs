//! Statements: source, cue and content, after PARC and PolNeAR, with the speaker resolved.

use crate::{Reason, Span};

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// In quotation marks, wholly.
    Direct,
    /// In the page's own words.
    Indirect,
    /// In the page's own words with some in quotation marks.
    Mixed,
}

impl StatementKind {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }

    /// The kind with this name in output.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Direct, Self::Indirect, Self::Mixed]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// One link of the chain by which the words reached the page: an outlet or platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// The words that name it.
    pub span: Span,
    /// The outlet or platform.
    pub name: String,
    /// Its actor, as an index into [`Report::actors`](crate::Report::actors).
    pub actor: Option<usize>,
}

/// Who said what, to whom, through whom.
///
/// `source`, `cue` and `content` are lists, because any of them may be broken by another: a content by its
/// own cue, a source standing inside the content. Each list is in text order.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words that name the speaker; empty where the page names none ("reportedly").
    pub source: Vec<Span>,
    /// The words that make it a statement: "said", "according to", the colon of a headline.
    pub cue: Vec<Span>,
    /// What was said, without the quotation marks at its ends.
    pub content: Vec<Span>,
    /// How the words are given.
    pub kind: StatementKind,
    /// Who says it, as an index into [`Report::actors`](crate::Report::actors).
    pub speaker: Option<usize>,
    /// To whom, as an index into [`Report::actors`](crate::Report::actors).
    pub addressee: Option<usize>,
    /// By which outlets it reached this page, the nearest to the speaker first.
    pub relay: Vec<Relay>,
    /// Where it was said, if the page tells: "at a ceremony commemorating …".
    pub venue: Option<Span>,
    /// The saying itself is denied: "did not say that …".
    pub negated: bool,
    /// The saying itself is not real: "would say", "if he says".
    pub hypothetical: bool,
    /// The statement that this one stands in ("A said B told C …"), as an index into the same list.
    pub within: Option<usize>,
    /// What found it.
    pub basis: Vec<Reason>,
}
