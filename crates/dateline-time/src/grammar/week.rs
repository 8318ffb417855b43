//! Weeks by number or place: "week 34 of 2015", "2015-W34", "the first week of May 1999", "the last week of December";
//! and what lies between two days: "the night of 3–4 January", "the weekend of July 6-7".
//!
//! Weeks are ISO 8601 weeks; the first of a month is the one that holds its fourth day.

use dateline_data::{PartOfDay, Unit};

use super::{month, number, range, year};
use crate::expr::{Found, Meaning, Recurring};
use crate::lex::{Kind, Words};
use crate::point::Point;

/// A week by number or place, or a night or weekend between two days.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    numbered(words, at)
        .or_else(|| iso(words, at))
        .or_else(|| of_month(words, at))
        .or_else(|| between_days(words, at))
}

/// "week 34 of 2015", "week 34, 2015".
fn numbered(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.is(at, &["week"]) {
        return None;
    }
    words.next(at + 1)?;
    let week = words.digits(at + 1, 1..=2)?;
    let of = at + 2 + usize::from(words.goes_on(at + 2, &["of", ","]));
    words.next(of).filter(|_| of > at + 2)?;
    let (year, end) = year::plain(words, of)?;
    found(at, end, year, week)
}

/// "2015-W34", "2015W34".
fn iso(words: &Words<'_>, at: usize) -> Option<Found> {
    let year = i16::try_from(words.digits(at, 4..=4)?).ok()?;
    let here = words.after_hyphen(at + 1);
    let is_week = words.is_joined(here) && words.text(here) == "W" && words.is_joined(here + 1);
    let week = words.digits(here + 1, 2..=2).filter(|_| is_week)?;
    found(at, here + 2, year, week)
}

fn found(start: usize, end: usize, year: i16, week: u32) -> Option<Found> {
    let point = Point::Week(year, i8::try_from(week).ok()?);
    // A year has 52 or 53 weeks.
    point.days().low?;
    Some(Found::new(
        start,
        end,
        "numbered-week",
        Meaning::Point(point),
    ))
}

/// "the first week of May 1999", "the last week of December", "the second week in June".
fn of_month(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    if here > at {
        words.next(here)?;
    }
    let (nth, week_at) = if words.is(here, &["last", "final"]) {
        (0, here + 1)
    } else if words.is(here, &["opening"]) {
        (1, here + 1)
    } else {
        let (nth, end) = number::ordinal(words, here)?;
        (
            u8::try_from(nth).ok().filter(|nth| (1..=5).contains(nth))?,
            end,
        )
    };
    let fits = words.next(week_at).is_some()
        && words.unit(week_at) == Some(Unit::Week)
        && words.goes_on(week_at + 1, &["of", "in"])
        && words.next(week_at + 2).is_some();
    if !fits {
        return None;
    }
    let month = month::date(words, week_at + 2).filter(|found| {
        found.clock.is_none()
            && matches!(
                &found.meaning,
                Meaning::Point(Point::Month(..))
                    | Meaning::Open(crate::expr::Open {
                        what: Recurring::Month(_),
                        ..
                    })
            )
    })?;
    let meaning = Meaning::WeekOfMonth(Box::new(month.meaning), nth);
    Some(Found::new(at, month.end, "week-of-month", meaning))
}

/// "the night of 3–4 January": the night that begins on the first; "the weekend of July 6-7": the one that holds it.
fn between_days(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    if here > at {
        words.next(here)?;
    }
    let word = words.get(here).filter(|word| word.kind == Kind::Letters)?;
    let night = match word.meaning?.part {
        Some(PartOfDay::Stretch { value: "TNI" }) => true,
        _ if words.unit(here) == Some(Unit::Weekend) => false,
        _ => return None,
    };
    if !words.goes_on(here + 1, &["of"]) {
        return None;
    }
    words.next(here + 2)?;
    if let Some([first, second]) = range::pair(words, here + 2) {
        let meaning = first.meaning;
        return Some(if night {
            Found::new(at, second.end, "night-between-days", meaning).with_clock("TNI")
        } else {
            Found::new(
                at,
                second.end,
                "weekend-of-days",
                Meaning::WeekendOf(Box::new(meaning)),
            )
        });
    }
    let day = super::day(words, here + 2).filter(|day| !night && day.clock.is_none())?;
    let meaning = Meaning::WeekendOf(Box::new(day.meaning));
    Some(Found::new(at, day.end, "weekend-of-days", meaning))
}
