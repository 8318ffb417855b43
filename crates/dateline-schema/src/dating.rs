//! When something was, as far as it is known: an interval of days, with reasons.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::Span;

/// What produced a value: the rule or model head, with its words.
///
/// Every noun carries its reasons; the first names what made it, the rest what changed or bounded it.
/// `dateline explain` prints them.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule's or head's name in kebab-case, such as `weekday-with-day-and-month`.
    pub rule: Cow<'static, str>,
    /// How sure it is, 0 to 1, where the rule gives a score.
    pub score: Option<f32>,
    /// In words, for a reader: lower case, no full stop. May be empty where the rule's name says it all.
    pub note: String,
    /// The text that it rests on, if it rests on text.
    pub span: Option<Span>,
}

impl Reason {
    /// A reason that rests on a stretch of text.
    #[must_use]
    pub fn at(rule: &'static str, span: Span, note: impl Into<String>) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            score: None,
            note: note.into(),
            span: Some(span),
        }
    }

    /// A reason that rests on something else than this text: metadata, another page, the command line.
    #[must_use]
    pub fn new(rule: &'static str, note: impl Into<String>) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            score: None,
            note: note.into(),
            span: None,
        }
    }
}

/// Days from `low` to `high`, both included; `None` is open on that side.
///
/// ```
/// use dateline_schema::{Date, Interval};
///
/// let week = Interval::between(Date::constant(1962, 10, 21), Date::constant(1962, 10, 27));
/// assert_eq!(week.intersect(Interval::day(Date::constant(1962, 10, 22))).unwrap().value(),
///            Some(Date::constant(1962, 10, 22)));
/// assert_eq!(week.value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first possible day.
    pub low: Option<Date>,
    /// The last possible day.
    pub high: Option<Date>,
}

impl Interval {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        low: None,
        high: None,
    };

    /// Exactly one day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self {
            low: Some(date),
            high: Some(date),
        }
    }

    /// From `low` to `high`, both included.
    ///
    /// # Panics
    /// If `low > high`.
    #[must_use]
    pub fn between(low: Date, high: Date) -> Self {
        assert!(
            low <= high,
            "an interval ends before it starts: {low}..{high}"
        );
        Self {
            low: Some(low),
            high: Some(high),
        }
    }

    /// The day, when it is one.
    #[must_use]
    pub fn value(self) -> Option<Date> {
        self.low.filter(|_| self.low == self.high)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self == Self::UNKNOWN
    }

    /// Whether `date` is possible.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.low.is_none_or(|low| low <= date) && self.high.is_none_or(|high| date <= high)
    }

    /// The days in both, or `None` where they contradict each other.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let low = self.low.max(other.low);
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        match (low, high) {
            (Some(low), Some(high)) if low > high => None,
            _ => Some(Self { low, high }),
        }
    }

    /// How many days it holds, when both ends are known.
    #[must_use]
    pub fn n_days(self) -> Option<i64> {
        let (low, high) = (self.low?, self.high?);
        Some(i64::from(low.until(high).ok()?.get_days()) + 1)
    }
}

/// A day as far as it is known, with the reasons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The days that are possible.
    pub interval: Interval,
    /// Why: each entry narrows the interval or says what it rests on.
    pub basis: Vec<Reason>,
}

impl Dating {
    /// A known day, for one reason.
    #[must_use]
    pub fn on(date: Date, reason: Reason) -> Self {
        Self {
            interval: Interval::day(date),
            basis: vec![reason],
        }
    }
}
