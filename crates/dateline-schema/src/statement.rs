//! Statements: source, cue and content, after PARC and PolNeAR, with the speaker resolved.

use crate::names::names;
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

names!(StatementKind {
    Direct = "direct",
    Indirect = "indirect",
    Mixed = "mixed",
});

/// What is done by saying it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeechAct {
    /// Told, and nothing more.
    #[default]
    Say,
    /// Asked as a question.
    Ask,
    /// Ordered or requested.
    Order,
    /// Promised or offered.
    Promise,
    /// Threatened.
    Threaten,
    /// Denied or rejected.
    Deny,
    /// Blamed on somebody.
    Accuse,
    /// Thought, wanted, found or shown: an attribution that reports no words.
    Hold,
}

names!(SpeechAct {
    Say = "said",
    Ask = "asked",
    Order = "ordered",
    Promise = "promised",
    Threaten = "threatened",
    Deny = "denied",
    Accuse = "accused",
    Hold = "held",
});

impl SpeechAct {
    /// Whether words are reported, which beliefs, wishes and findings are without.
    #[must_use]
    pub fn is_uttered(self) -> bool {
        self != Self::Hold
    }
}

/// How, when and in what something was said, as far as the page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// What is done by saying it.
    pub act: SpeechAct,
    /// The page does not vouch for the saying itself: "reportedly said", "is said to have told".
    pub hedged: bool,
    /// The words for a speaker who has no name on the page: "a senior official".
    pub description: Option<Span>,
    /// How the speaker is hidden: "on condition of anonymity".
    pub hidden: Option<Span>,
    /// The words for whom it was told to.
    pub to: Option<Span>,
    /// What carries the words: "a letter to …", "a statement".
    pub medium: Option<Span>,
    /// When it was said: "on Monday".
    pub when: Option<Span>,
}

/// One link of the chain by which the words reached the page: an outlet, a platform, or a person who passes them on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// The words that name it.
    pub span: Span,
    /// The outlet, platform or person.
    pub name: String,
    /// The words that make it a link: "told", "quoted by", "in an interview with".
    pub cue: Option<Span>,
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
    /// By whom it reached this page, the nearest to the speaker first.
    pub relay: Vec<Relay>,
    /// Where it was said, if the page tells: "at a ceremony commemorating …".
    pub venue: Option<Span>,
    /// The saying itself is denied: "did not say that …".
    pub negated: bool,
    /// The saying itself is not real: "would say", "if he says".
    pub hypothetical: bool,
    /// How, when and in what it was said.
    pub manner: Manner,
    /// The statement that this one stands in ("A said B told C …"), as an index into the same list.
    pub within: Option<usize>,
    /// What found it.
    pub basis: Vec<Reason>,
}
