//! What one word, or a fixed phrase, can mean to the calendar.

use dateline_schema::TimexMod;

/// Every meaning that one word has; most words have one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeWord {
    /// Month of the year, 1 to 12.
    pub month: Option<u8>,
    /// Day of the week, ISO 8601: Monday is 1, Sunday 7.
    pub weekday: Option<u8>,
    /// Season.
    pub season: Option<Season>,
    /// Part of the day or clock time.
    pub part: Option<PartOfDay>,
    /// Number word.
    pub number: Option<Counted>,
    /// Unit of time.
    pub unit: Option<UnitForm>,
    /// Minutes east of Greenwich, for the name of a time zone.
    pub zone: Option<i16>,
    /// What it says about the time of its clause.
    pub tense: Option<Tense>,
    /// The month, weekday or season is more often another word or a name.
    pub doubtful: bool,
    /// Nouns that four digits before them count: "2015 people".
    pub is_counted: bool,
    /// Words that look like a plural and may follow a year: "1990 results".
    pub follows_year: bool,
    /// Nouns that a number behind them numbers: "room 1912".
    pub is_numbered: bool,
    /// Adjectives between a number and its unit: "three consecutive days".
    pub precedes_unit: bool,
    /// A fixed phrase begins with it.
    pub begins_phrase: bool,
}

/// What a word says of a day to come that stands in its clause; of most words nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The day lies ahead: "is due Friday".
    pub day: bool,
    /// It lies ahead behind "for" or "to": "set the vote for Friday".
    pub behind_for: bool,
    /// What follows "to" lies ahead: "agreed to meet on Friday".
    pub infinitive: bool,
}

/// A season, in the words of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// `SP`, `SU`, `FA` or `WI`.
    pub value: &'static str,
    /// The month in which it begins in the north, 1 to 12.
    pub first_month: u8,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// A stretch: `TMO`, `TAF`, `TEV`, `TNI`, `TDT`, `TMI`. Plural where many are meant ("nights").
    Stretch {
        /// What TIMEX3 puts behind the day.
        value: &'static str,
    },
    /// A point: noon, midnight.
    Clock {
        /// Hour, 0 to 24.
        hour: u8,
    },
}

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its value; 0 where it is vague.
    pub value: u32,
    /// How it combines.
    pub kind: NumberKind,
}

/// How a number word combines with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// "seven".
    Cardinal,
    /// "twenty": a cardinal may follow.
    Tens,
    /// "hundred": multiplies what stands before it.
    Scale,
    /// "seventh".
    Ordinal,
    /// "nineties".
    Decade,
    /// "couple": roughly that many.
    About,
    /// "several": an unknown number above one.
    Vague,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// An ISO week.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl Unit {
    /// The unit that the tables write so.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "S" => Self::Second,
            "MI" => Self::Minute,
            "H" => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "FN" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "E" => Self::Decade,
            "C" => Self::Century,
            "L" => Self::Millennium,
            _ => return None,
        })
    }
}

/// A word that names a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitForm {
    /// The unit.
    pub unit: Unit,
    /// How the word counts it.
    pub number: UnitNumber,
}

/// How a word counts its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitNumber {
    /// "week".
    Singular,
    /// "weeks".
    Plural,
    /// "hrs": behind a number only.
    Short,
    /// "weekly".
    Adverb,
}

/// What a word says about the time of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It happens or holds.
    Present,
    /// It has not happened yet.
    Future,
}

/// A fixed phrase of one or more words, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its words; an apostrophe and a hyphen are words of their own, a full stop is left out.
    pub words: Vec<Box<str>>,
    /// What it means.
    pub meaning: PhraseMeaning,
}

/// What a fixed phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseMeaning {
    /// A day counted from the publication day, or a vague reference.
    Deixis(Deixis),
    /// A holiday, for [`Calendar::holiday`](super::Calendar::holiday).
    Holiday(usize),
    /// A modifier of what follows it: "at least".
    Modifier(TimexMod),
}

/// What a deictic phrase points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deixis {
    /// Days from the publication day, and the part of that day.
    Day {
        /// −1 is yesterday.
        days: i32,
        /// `TMO` and the like, or empty.
        part: &'static str,
    },
    /// `PRESENT_REF`, `PAST_REF` or `FUTURE_REF`.
    Reference(&'static str),
}

/// The words of a phrase, split as the lexer of the dates splits text.
pub(super) fn split(text: &str) -> Vec<Box<str>> {
    let mut words = Vec::new();
    for chunk in text.split([' ', '.']) {
        let mut rest = chunk;
        while let Some(at) = rest.find(['\'', '-', '/']) {
            let (before, after) = rest.split_at(at);
            if !before.is_empty() {
                words.push(before.into());
            }
            words.push(after[..1].into());
            rest = &after[1..];
        }
        if !rest.is_empty() {
            words.push(rest.into());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_apostrophes_and_hyphens() {
        let words = split("st. patrick's day-after");
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        assert_eq!(words, ["st", "patrick", "'", "s", "day", "-", "after"]);
    }
}
