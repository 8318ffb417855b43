//! Temporal expressions, after TimeML's TIMEX3, and the document's calendar as a whole.

use crate::names::names;
use crate::{Dating, Interval, Reason, Span};

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexKind {
    /// A calendar day or something longer: "Friday", "last week", "1979".
    Date,
    /// A point or part of a day: "at 1500 GMT", "Friday morning".
    Time,
    /// A length of time: "three days".
    Duration,
    /// A recurring time: "every Monday".
    Set,
}

names!(TimexKind {
    Date = "DATE",
    Time = "TIME",
    Duration = "DURATION",
    Set = "SET",
});

/// TIMEX3 modifiers.
#[allow(missing_docs)] // Defined by TIMEX3 (TimeML 1.2.1 annotation guidelines).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

names!(TimexMod {
    Before = "BEFORE",
    After = "AFTER",
    OnOrBefore = "ON_OR_BEFORE",
    OnOrAfter = "ON_OR_AFTER",
    LessThan = "LESS_THAN",
    MoreThan = "MORE_THAN",
    EqualOrLess = "EQUAL_OR_LESS",
    EqualOrMore = "EQUAL_OR_MORE",
    Start = "START",
    Mid = "MID",
    End = "END",
    Approx = "APPROX",
});

/// A temporal expression with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// Its bytes.
    pub span: Span,
    /// Its type.
    pub kind: TimexKind,
    /// TIMEX3 value, such as `2020-01-03TMO`, `2020-W01`, `P3D`, `PRESENT_REF`; `XXXX-12-27` where the year
    /// cannot be known.
    pub value: String,
    /// TIMEX3 modifier.
    pub modifier: Option<TimexMod>,
    /// The days that it stands for; unknown for sets and for durations that nothing anchors.
    pub interval: Interval,
    /// The rule that found it, then what fixed its value.
    pub basis: Vec<Reason>,
}

/// A document's calendar: its temporal expressions, and when it was published as far as they tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chronology {
    /// In order; they do not overlap.
    pub timexes: Vec<Timex>,
    /// The article's publication date, narrowed by what the text itself says.
    pub published: Dating,
}
