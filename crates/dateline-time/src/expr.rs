//! What an expression says by itself, before anything fixes what it leaves open.

use dateline_data::{Calendar, HolidayRule, Season, Unit};
use dateline_schema::{TimexKind, TimexMod};

use crate::point::Point;

/// An expression in the text, with what it says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Its first word.
    pub(crate) start: usize,
    /// One past its last word.
    pub(crate) end: usize,
    /// The rule that found it.
    pub(crate) rule: &'static str,
    /// What it says.
    pub(crate) meaning: Meaning,
    /// A TIMEX3 modifier.
    pub(crate) modifier: Option<TimexMod>,
    /// How far a length reaches from the publication day, where the words before it tell: "the past two months", "the
    /// next week"; no number where it is vague.
    pub(crate) reach: Option<(Reach, Option<i32>, Unit)>,
    /// `TMO` and the like, or a clock time `T09:30`, behind the day.
    pub(crate) clock: Option<String>,
}

/// To which side of the publication day a length lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// It ends there.
    Back,
    /// It begins there.
    Ahead,
}

/// What an expression says by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A stretch of the calendar, wholly said.
    Point(Point),
    /// A place in the calendar of which something is left open.
    Open(Open),
    /// So many units from an anchor.
    Shift(Shift),
    /// The part of a day that is not named: "the morning", "at noon".
    PartOfDay(Anchor, i32),
    /// The stretch of this kind last spoken of: "the quarter".
    Same(Unit),
    /// The quarter (or period, for the month) last spoken of, in a given year: "the 1988 quarter".
    SameOfYear(Unit, i16),
    /// The same, in the year so many years from the publication year.
    SameOfYearFromNow(Unit, i32),
    /// A weekday of the week so many weeks from the publication week.
    WeekdayOfWeek(u8, i32),
    /// The day so many days from another.
    DayBeside(Box<Meaning>, i32),
    /// The quarter of the calendar that holds the middle of the three months that end on a day.
    QuarterEnding(Box<Meaning>),
    /// The weekend of the week that holds a day.
    WeekendOf(Box<Meaning>),
    /// The week of a month, counted from 1; 0 is the last.
    WeekOfMonth(Box<Meaning>, u8),
    /// A day of a month that does not have it.
    Impossible(Option<i16>, u8),
    /// The week that holds a day.
    WeekOf(Box<Meaning>),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
    /// A stretch that something else than the calendar fixes: "the day after the vote".
    Elsewhere(Unit),
    /// A length, as TIMEX3 writes it.
    Duration(String),
    /// A recurrence, as TIMEX3 writes it.
    Set(String),
}

/// Something recurring in the calendar, and which of its recurrences is meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Open {
    /// What recurs.
    pub(crate) what: Recurring,
    /// Which one.
    pub(crate) which: Which,
    /// The weekday that is named beside a day and month, Monday is 1.
    pub(crate) weekday: Option<u8>,
}

/// What recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recurring {
    /// A weekday, Monday is 1.
    Weekday(u8),
    /// A day of a month: month, day.
    MonthDay(u8, u8),
    /// A day of an unnamed month: "the 15th".
    DayOfMonth(u8),
    /// A month.
    Month(u8),
    /// A season.
    Season(Season),
    /// A quarter.
    Quarter(u8),
    /// Half a year.
    Half(u8),
    /// A holiday, by its number in the calendar.
    Holiday(usize),
}

impl Recurring {
    /// Whether it recurs with the years, as a weekday does not.
    pub(crate) fn is_part_of_year(self) -> bool {
        !matches!(self, Self::Weekday(_) | Self::DayOfMonth(_))
    }

    /// The TIMEX3 value of any of its recurrences.
    pub(crate) fn value(self, calendar: &Calendar) -> String {
        match self {
            Self::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
            Self::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
            Self::Month(month) => format!("XXXX-{month:02}"),
            Self::Season(season) => format!("XXXX-{}", season.value),
            Self::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Self::Half(half) => format!("XXXX-H{half}"),
            Self::Holiday(idx) => match calendar.holiday(idx).rule {
                HolidayRule::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
                HolidayRule::Nth { month, .. } => format!("XXXX-{month:02}-XX"),
                _ => "XXXX-XX-XX".to_owned(),
            },
        }
    }
}

/// Which recurrence is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Not said: the words around it decide.
    Bare,
    /// "last": the latest before the publication day.
    Last,
    /// "next": the first after the publication day.
    Next,
    /// "this": the one nearest ahead in the same week or year.
    This,
    /// "the previous": the latest before the day last spoken of.
    Before,
    /// "the following": the first after the day last spoken of.
    After,
    /// Of the year so many years from the publication year: "last year's third quarter".
    YearFromNow(i32),
    /// Of the year so many years from the year last spoken of.
    YearFromThere(i32),
}

/// From where one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The publication day.
    Publication,
    /// The time last spoken of.
    LastSpoken,
}

/// So many units from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    /// From where.
    pub(crate) anchor: Anchor,
    /// How many, negative for back.
    pub(crate) n: i32,
    /// Of what.
    pub(crate) unit: Unit,
    /// The size of the result is the unit ("last week"), not the finer of unit and anchor ("a year earlier").
    pub(crate) whole: bool,
}

impl Found {
    /// An expression without modifier and clock time.
    pub(crate) fn new(start: usize, end: usize, rule: &'static str, meaning: Meaning) -> Self {
        Self {
            start,
            end,
            rule,
            meaning,
            modifier: None,
            reach: None,
            clock: None,
        }
    }

    /// The same with something behind the day.
    pub(crate) fn with_clock(mut self, clock: impl Into<String>) -> Self {
        self.clock = Some(clock.into());
        self
    }

    /// The same with a modifier.
    pub(crate) fn with_modifier(mut self, modifier: TimexMod) -> Self {
        self.modifier = Some(modifier);
        self
    }

    /// Its TIMEX3 type.
    pub(crate) fn kind(&self) -> TimexKind {
        match self.meaning {
            Meaning::Duration(_) => TimexKind::Duration,
            Meaning::Set(_) => TimexKind::Set,
            Meaning::PartOfDay(..) => TimexKind::Time,
            _ if self.clock.is_some() => TimexKind::Time,
            Meaning::Shift(Shift {
                unit: Unit::Hour | Unit::Minute | Unit::Second,
                ..
            }) => TimexKind::Time,
            _ => TimexKind::Date,
        }
    }
}

impl Meaning {
    /// A recurrence of which it is not said which one.
    pub(crate) fn bare(what: Recurring) -> Self {
        Self::open(what, Which::Bare)
    }

    /// A given recurrence.
    pub(crate) fn open(what: Recurring, which: Which) -> Self {
        Self::Open(Open {
            what,
            which,
            weekday: None,
        })
    }
}
