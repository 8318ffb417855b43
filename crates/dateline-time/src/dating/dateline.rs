//! The dateline of a report as a clock: "BEIJING, July 18 (Xinhua) --", "CAIRO – 17 July 2022:".
//!
//! A report is filed on the day of its dateline and published on that day or the next. Its text speaks from the day of
//! the dateline. A dateline without a year takes the first year after the latest printed day in which a weekday of the
//! first paragraph ("officials said Monday") is the dateline's own day, as wire reports write it: a habit, and so a
//! preference with its score.
//!
//! Not this: "On July 18 – a Monday – …" and whatever else is a sentence before the dash.

use dateline_data::{Tense, Unit};
use dateline_schema::{Date, Dating, Interval, Reason, Span};

use crate::direction;
use crate::expr::{Found, Meaning, Open, Recurring, Which};
use crate::lex::{Gap, Kind, Words};
use crate::point::{Point, add, weekday_of};
use crate::resolve::pick;

/// The dateline of a page.
pub(super) struct Dateline {
    /// The expression in it.
    pub(super) idx: usize,
    /// Its words.
    pub(super) span: Span,
    when: When,
}

/// What a dateline says of its day.
enum When {
    Day(Date),
    /// Without the year.
    Open(Recurring),
}

/// How far into the text a dateline may stand, in words: behind a headline and a standfirst.
const REACH: usize = 120;
/// How many words a dateline may have before its day.
const PLACE: usize = 10;
/// How many words a dateline may have behind its day, brackets among them.
const AGENCY: usize = 9;
/// How far from its dateline a first paragraph may go on, in words.
const LEAD: usize = 60;
/// How many years behind the latest printed day the year of a dateline is looked for.
const YEARS: i16 = 3;
/// How sure the year of a dateline is that its weekday gives.
const WEEKDAY_SCORE: f32 = 0.7;

/// The dateline of a page, where it has one.
pub(super) fn find(words: &Words<'_>, found: &[Found]) -> Option<Dateline> {
    found
        .iter()
        .enumerate()
        .take_while(|(_, found)| found.start < REACH)
        .find_map(|(idx, found)| {
            let when = match &found.meaning {
                Meaning::Point(Point::Day(day)) => When::Day(*day),
                Meaning::Open(Open {
                    what: what @ Recurring::MonthDay(..),
                    which: Which::Bare,
                    ..
                }) => When::Open(*what),
                _ => return None,
            };
            (opens_line(words, found.start) && is_set_off(words, found.end)).then(|| Dateline {
                idx,
                span: words.span(found.start, found.end),
                when,
            })
        })
}

/// Whether only a place, its country and an outlet's name stand before the day on its line.
fn opens_line(words: &Words<'_>, start: usize) -> bool {
    let mut first = start;
    while first > 0 && words.words[first].gap != Gap::Border {
        if start - first > PLACE {
            return false;
        }
        first -= 1;
    }
    let is_name = |at: usize| match words.words[at].kind {
        Kind::Letters => words.is_capital(at) || words.is(at, &["and", "of", "the", "de", "al"]),
        Kind::Digits => false,
        Kind::Mark => words.is(at, &[",", "-", "–", "—", "&", "'", "’", "."]),
    };
    let is_sentence = words.is(
        first,
        &[
            "on", "in", "at", "by", "since", "from", "the", "a", "an", "until", "after", "before",
        ],
    );
    let is_parted = first < start && words.is(start - 1, &[",", "-", "–", "—"]);
    is_parted && !is_sentence && (first..start).all(is_name)
}

/// Whether a dash, a colon or a bracket with a dash behind it ends the dateline.
fn is_set_off(words: &Words<'_>, end: usize) -> bool {
    let is_dash = |at: usize| {
        words.next(at).is_some() && words.is(at, &["-", "–", "—", "_"]) && !words.is_joined(at)
    };
    if words.goes_on(end, &[":"]) || is_dash(end) {
        return true;
    }
    if !words.goes_on(end, &["("]) {
        return false;
    }
    (end + 1..end + AGENCY)
        .find(|&at| words.goes_on(at, &[")"]))
        .is_some_and(|close| is_dash(close + 1) || words.goes_on(close + 1, &[":"]))
}

impl Dateline {
    /// The day of the dateline and what it leaves of the publication day, with the reasons.
    pub(super) fn day(
        &self,
        words: &Words<'_>,
        found: &[Found],
        published: &Dating,
    ) -> Option<(Date, Reason)> {
        match self.when {
            When::Day(day) => fits(day, published.interval).then(|| {
                let note = format!("the dateline is of {day}");
                (day, Reason::at("dateline", self.span, note))
            }),
            When::Open(what) => {
                let weekdays = self.weekdays(words, found);
                let first = published.interval.low?.year();
                let day = (first..=first.saturating_add(YEARS)).find_map(|year| {
                    match pick::in_year(what, year, words.calendar)? {
                        Point::Day(day) if fits(day, published.interval) => Some(day),
                        _ => None,
                    }
                    .filter(|day| weekdays.contains(&weekday_of(*day)))
                })?;
                let note = format!(
                    "{day} is the first day of its dateline that is the weekday of its first paragraph"
                );
                let reason = Reason {
                    score: Some(WEEKDAY_SCORE),
                    ..Reason::at("dateline-with-weekday", self.span, note)
                };
                Some((day, reason))
            }
        }
    }

    /// The weekdays that the first paragraph tells as past.
    fn weekdays(&self, words: &Words<'_>, found: &[Found]) -> Vec<u8> {
        let from = found[self.idx].end;
        found[self.idx + 1..]
            .iter()
            .take_while(|found| found.start < from + LEAD)
            .filter_map(|found| match found.meaning {
                Meaning::Open(Open {
                    what: Recurring::Weekday(weekday),
                    which: Which::Bare,
                    ..
                }) => (direction::tense(words, found.start, found.end) != Some(Tense::Future))
                    .then_some(weekday),
                _ => None,
            })
            .collect()
    }
}

/// A report is published on the day of its dateline or the next.
pub(super) fn publication(day: Date) -> Interval {
    match add(day, 1, Unit::Day) {
        Some(next) => Interval::between(day, next),
        None => Interval::day(day),
    }
}

fn fits(day: Date, published: Interval) -> bool {
    publication(day).intersect(published).is_some()
}
