//! Events after PLOVER: who did what to whom, when, where, and how certain it is that it happened.

use std::borrow::Cow;

use crate::names::names;
use crate::{Code, Interval, Reason, Span};

/// PLOVER's event types.
#[allow(missing_docs)] // Defined by the PLOVER manual, version 0.8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// PLOVER's four quadrants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuadClass {
    /// 1: agree, consult, support, concede.
    VerbalCooperation,
    /// 2: cooperate, aid, retreat.
    MaterialCooperation,
    /// 3: request, accuse, reject, threaten.
    VerbalConflict,
    /// 4: protest, sanction, mobilize, coerce, assault.
    MaterialConflict,
}

impl QuadClass {
    /// 1 to 4, as PLOVER numbers them.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

impl EventType {
    /// Every type, in the manual's order.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// As PLOVER writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// The type that PLOVER writes so, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }

    /// Its quadrant.
    #[must_use]
    pub fn quad(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => {
                QuadClass::VerbalCooperation
            }
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => {
                QuadClass::VerbalConflict
            }
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                QuadClass::MaterialConflict
            }
        }
    }
}

/// Whether the page says that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// In the page's own voice.
    Asserted,
    /// Only inside somebody's words.
    Claimed,
    /// Announced or intended by its actor.
    Planned,
    /// Threatened by its actor.
    Threatened,
    /// Possible, conditional or supposed.
    Hypothetical,
    /// Somebody says that it did not happen.
    Denied,
    /// The page says that it did not happen.
    Negated,
    /// Background from long before the report.
    Historical,
}

names!(Status {
    Asserted = "asserted",
    Claimed = "claimed",
    Planned = "planned",
    Threatened = "threatened",
    Hypothetical = "hypothetical",
    Denied = "denied",
    Negated = "negated",
    Historical = "historical",
});

impl Status {
    /// Whether somebody says that it did happen: the only kinds that a timeline counts.
    #[must_use]
    pub fn has_happened(self) -> bool {
        matches!(self, Self::Asserted | Self::Claimed | Self::Historical)
    }
}

/// One who takes part in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words that name it in the event's sentence.
    pub span: Span,
    /// Who that is, as an index into [`Report::actors`](crate::Report::actors).
    pub actor: Option<usize>,
    /// Its codes, the most likely first.
    pub codes: Vec<Code>,
}

/// A number that belongs to an event: killed, injured, arrested and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted: `killed`, `injured`, `missing`, `arrested`, `displaced`, `protesters`.
    pub what: Cow<'static, str>,
    /// At least so many; `None` where the text gives only words ("several").
    pub low: Option<u64>,
    /// At most so many; equal to `low` for an exact number, `None` where open.
    pub high: Option<u64>,
    /// The words: "25 fighters", "several US troops".
    pub span: Span,
}

/// Where in a page an event gets its time from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateGiver {
    /// An expression of its own clause: "was killed on Friday".
    Clause,
    /// One of a clause that governs its own: "left on Friday to attack the town".
    GoverningClause,
    /// One elsewhere in its sentence.
    Sentence,
    /// One of the sentence before.
    SentenceBefore,
    /// The dateline: "PORT EXAMPLE, May 12 –".
    Dateline,
    /// The document: its day of publication.
    Document,
}

names!(DateGiver {
    Clause = "clause",
    GoverningClause = "governing-clause",
    Sentence = "sentence",
    SentenceBefore = "sentence-before",
    Dateline = "dateline",
    Document = "document",
});

/// A time that an event could be of.
#[derive(Clone, Debug, PartialEq)]
pub struct DateCandidate {
    /// Where it comes from.
    pub giver: DateGiver,
    /// The expression, as its bytes; `None` for the document's own day.
    pub span: Option<Span>,
    /// TIMEX3 value of the expression.
    pub value: Option<String>,
    /// The days in which the event lies if this is its time.
    pub interval: Interval,
    /// The share of events for which a candidate found like this holds the day of the event, 0 to 1. Two candidates may
    /// both hold it ("in May", "on Friday"), so that scores of one event need not add up to 1.
    pub score: f32,
    /// What ties it to the event, in kebab-case: `date-of-verb`.
    pub rule: Cow<'static, str>,
    /// The same in words, for the reader of `dateline explain`.
    pub note: String,
    /// Whether the event takes it.
    pub taken: bool,
}

/// When an event was, as its page tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventDate {
    /// TIMEX3 value of the expression that dates it, such as `2020-01-03TMO`.
    pub value: Option<String>,
    /// The days that are possible.
    pub interval: Interval,
    /// The event after which the page says that it was ("after the killing, … fired rockets"), as an index into
    /// [`Report::events`](crate::Report::events): whatever is learnt of that event's date, also from another
    /// page, bounds this one's from below. Nothing when the page does not say so in so many words.
    pub after: Option<usize>,
    /// Why, beginning with the expression or event that it hangs on.
    pub basis: Vec<Reason>,
    /// The times that it could be of, the most likely first; at most the first is taken. Where none is, the likely days
    /// are here, and the days that are possible in `interval`.
    pub candidates: Vec<DateCandidate>,
}

/// Who did what to whom, when and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode, where told: `drone`, `riot`.
    pub mode: Option<Cow<'static, str>>,
    /// PLOVER contexts: `military`, `diplomatic`.
    pub contexts: Vec<Cow<'static, str>>,
    /// CAMEO code by the PLOVER crosswalk, such as `190`.
    pub cameo: Cow<'static, str>,
    /// Conflict–cooperation score of the type and mode, −10 to 10 (PLOVER manual).
    pub score: f32,
    /// The words that tell it: "was killed".
    pub trigger: Span,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom it was done.
    pub recipients: Vec<Party>,
    /// When.
    pub date: EventDate,
    /// Where, as an index into [`Report::places`](crate::Report::places).
    pub place: Option<usize>,
    /// Numbers that belong to it.
    pub figures: Vec<Figure>,
    /// Whether the page says that it happened.
    pub status: Status,
    /// The statement that it stands in, as an index into [`Report::statements`](crate::Report::statements).
    pub statement: Option<usize>,
    /// What found it.
    pub basis: Vec<Reason>,
}
