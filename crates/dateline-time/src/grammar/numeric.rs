//! Dates in digits: "2020-01-05", "2020-01-05T10:30", "1/5/2020", "05.01.2020".
//!
//! Slashes are read month first unless the first number is above 12, points day first, as English and German
//! papers do. Two-digit years are those from 1950 to 2049. A date in which no month fits is none: scores and
//! versions stay numbers.

use dateline_schema::Date;

use super::clock;
use crate::expr::{Found, Meaning};
use crate::lex::Words;
use crate::point::Point;

/// A date in digits.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    iso(words, at)
        .or_else(|| separated(words, at))
        .or_else(|| super::deixis::named_in_digits(words, at))
}

fn iso(words: &Words<'_>, at: usize) -> Option<Found> {
    let year = words.digits(at, 4..=4)?;
    let joined = |at: usize, mark: &str| {
        words.is_joined(at) && words.is(at, &[mark]) && words.is_joined(at + 1)
    };
    if !joined(at + 1, "-") || !joined(at + 3, "-") {
        return None;
    }
    let month = words.digits(at + 2, 2..=2)?;
    let day = words.digits(at + 4, 2..=2)?;
    let found = day_of(year, month, day, at, at + 5)?;
    // An ISO time joined by the letter T.
    if words.is_joined(at + 5)
        && words.is(at + 5, &["T"])
        && let Some((clock, end)) = clock::digits(words, at + 6)
    {
        return Some(Found { end, ..found }.with_clock(clock));
    }
    ends_here(words, at + 5).then_some(found)
}

fn separated(words: &Words<'_>, at: usize) -> Option<Found> {
    let first = words.digits(at, 1..=2)?;
    let mark = words.text(at + 1);
    if !matches!(mark, "/" | ".")
        || !words.is_joined(at + 1)
        || !words.is_joined(at + 2)
        || words.text(at + 3) != mark
        || !words.is_joined(at + 3)
        || !words.is_joined(at + 4)
    {
        return None;
    }
    let second = words.digits(at + 2, 1..=2)?;
    let year = match words.digits(at + 4, 2..=4)? {
        year if words.text(at + 4).len() == 4 => year,
        // Two digits between points are more often a version than a date.
        year if words.text(at + 4).len() == 2 && mark == "/" => {
            year + if year < 50 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    let (month, day) = if mark == "." || first > 12 {
        (second, first)
    } else {
        (first, second)
    };
    ends_here(words, at + 5).then(|| day_of(year, month, day, at, at + 5))?
}

/// Whether the number does not run on: "1.2.2020.4" is an address or a version.
fn ends_here(words: &Words<'_>, at: usize) -> bool {
    !(words.is_joined(at)
        && (words.is(at, &["/", "-", "_"])
            || (words.is(at, &[".", ":"]) && words.is_joined(at + 1))
            || words
                .get(at)
                .is_some_and(|word| word.kind != crate::lex::Kind::Mark)))
}

fn day_of(year: u32, month: u32, day: u32, start: usize, end: usize) -> Option<Found> {
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
    .filter(|_| (1000..=2999).contains(&year))?;
    Some(Found::new(
        start,
        end,
        "date-in-digits",
        Meaning::Point(Point::Day(date)),
    ))
}
