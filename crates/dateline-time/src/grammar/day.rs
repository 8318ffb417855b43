//! Days by their number alone ("on the 15th"), and days that no calendar has ("February 29, 2019", "31 April").
//!
//! A day that no calendar has is one expression all the same: its value keeps what can be (`2019-02-XX`), and its
//! reason says what cannot. It is never split into a month and a year that the text does not speak of.
//!
//! Not this: "the 15th floor", "the 20th anniversary", where the number counts something else.

use dateline_schema::Date;

use super::{month, number};
use crate::expr::{Found, Meaning, Recurring};
use crate::lex::{Kind, Words};

/// A day by its number, or one that no calendar has.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    of_unnamed_month(words, at)
        .or_else(|| impossible_before_month(words, at))
        .or_else(|| impossible_behind_month(words, at))
}

/// "on the 15th", "by the 3rd": of a month that is not named.
fn of_unnamed_month(words: &Words<'_>, at: usize) -> Option<Found> {
    let is_set_up = at > 0
        && words.next(at).is_some()
        && words.is(
            at - 1,
            &["on", "by", "until", "since", "from", "before", "after"],
        );
    if !words.is(at, &["the"]) || !is_set_up {
        return None;
    }
    words.next(at + 1)?;
    words.digits(at + 1, 1..=2)?;
    let (day, end) = number::ordinal(words, at + 1)?;
    let day = u8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let counts = words.next(end).is_some_and(|next| {
        next.kind == Kind::Letters
            && !words.is(
                end,
                &[
                    "and", "or", "to", "of", "in", "at", "the", "was", "were", "is", "he", "she",
                    "it", "they", "we", "when", "that", "which", "but", "with", "by", "for", "as",
                    "had", "has", "this",
                ],
            )
    });
    let is_joined = words.is_joined(end) && words.is(end, &["-", "/", "%"]);
    // "the 3rd of the five": a number of things, as of a month it would be named.
    let is_part =
        words.goes_on(end, &["of"]) && !words.goes_on(end + 1, &["this", "last", "next", "the"]);
    (!counts && !is_joined && !is_part).then(|| {
        let meaning = Meaning::bare(Recurring::DayOfMonth(day));
        Found::new(at, end, "day-of-unnamed-month", meaning)
    })
}

/// "31 April 2020", "the 30th of February".
fn impossible_before_month(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    if here > at {
        words.next(here)?;
    }
    let (day, end) = match number::ordinal(words, here) {
        Some(found) => found,
        None => (words.digits(here, 1..=2)?, here + 1),
    };
    let of = end + usize::from(words.goes_on(end, &["of"]));
    words.next(of)?;
    let (month, month_end) = month::month_word(words, of)?;
    let year = month::year_behind(words, month_end);
    // "45 March protesters" counts; with a year behind it, or as an ordinal, it is meant as a day.
    let is_meant = year.is_some() || of > here + 1;
    impossible(at, day, month, year, month_end).filter(|_| is_meant)
}

/// "February 29, 2019", "Feb. 30".
fn impossible_behind_month(words: &Words<'_>, at: usize) -> Option<Found> {
    let (month, month_end) = month::month_word(words, at)?;
    words.next(month_end)?;
    let (day, end) = match number::ordinal(words, month_end) {
        Some(found) => found,
        None => (words.digits(month_end, 1..=2)?, month_end + 1),
    };
    let runs_on = words.is_joined(end)
        && (words.is(end, &["%", ":"])
            || words.is(end, &[".", ","])
                && words.is_joined(end + 1)
                && words.digits(end + 1, 1..=9).is_some()
            || words
                .get(end)
                .is_some_and(|word| word.kind == Kind::Letters));
    // "May 45 people": a number that counts.
    let year = month::year_behind(words, end).filter(|_| !runs_on);
    let counts = year.is_none()
        && words
            .next(end)
            .is_some_and(|next| next.kind == Kind::Letters)
        && day > 31;
    impossible(at, day, month, year, end)
        .filter(|_| !runs_on && !counts && (day <= 31 || year.is_some()))
}

fn impossible(
    start: usize,
    day: u32,
    month: u8,
    year: Option<(i16, usize)>,
    end: usize,
) -> Option<Found> {
    let day = i8::try_from(day).ok()?;
    // Without a year February 29 may be one of a leap year.
    let within = year.map_or(2000, |(year, _)| year);
    if Date::new(within, month.cast_signed(), day).is_ok() {
        return None;
    }
    let end = year.map_or(end, |(_, end)| end);
    let meaning = Meaning::Impossible(year.map(|(year, _)| year), month);
    Some(Found::new(start, end, "no-such-day", meaning))
}
