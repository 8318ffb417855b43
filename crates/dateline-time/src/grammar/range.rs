//! Ranges and lists that share a month or a century: "6-7 January 1916", "March 5-9, 1918", "the 28 and 29
//! August", "May 4 and 5", "1915-17".
//!
//! Each end is an expression of its own; what only the other end says is taken over.
//!
//! Not this: "10-12" without a month, and seasons of sport ("the 2015-16 season" is two years all the same).

use dateline_schema::Date;

use super::{month, number, year};
use crate::expr::{Found, Meaning, Open, Recurring};
use crate::lex::Words;
use crate::point::{Point, astronomical};
use crate::resolve::pick;

/// The two ends of a range or list that begins at a word.
pub(super) fn pair(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    days_before_month(words, at)
        .or_else(|| days_behind_month(words, at))
        .or_else(|| short_year(words, at))
        .or_else(|| years_before_christ(words, at))
}

/// "490-480 BC", "264 to 241 BC": the era stands behind the second year.
fn years_before_christ(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    let first = words.digits(at, 1..=4)?;
    let second_at = joint(words, at + 1)?;
    let second = words.digits(second_at, 1..=4)?;
    let (true, end) = year::era(words, second_at + 1)? else {
        return None;
    };
    let found = |start, end, year: u32| {
        let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
        let point = Point::Year(-year);
        Some(Found::new(
            start,
            end,
            "range-of-years",
            Meaning::Point(point),
        ))
    };
    Some([found(at, at + 1, first)?, found(second_at, end, second)?])
}

/// "6-7 January 1916", "the 28 and 29 August", "10th to 12th of October".
fn days_before_month(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    let number_at = at + usize::from(words.is(at, &["the"]));
    let (day, end) = day(words, number_at)?;
    let second_at = joint(words, end)?;
    let second = month::date(words, second_at)?;
    words.digits(second_at, 1..=2)?;
    let first = with_day(&second.meaning, day)?;
    let first = Found::new(at, end, "range-of-days", first);
    Some([first, second])
}

/// "March 5-9, 1918", "May 4 and 5".
fn days_behind_month(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    let (_, month_end) = month::month_word(words, at)?;
    words.next(month_end)?;
    let (first_day, first_end) = day(words, month_end)?;
    let second_at = joint(words, first_end)?;
    let (second_day, second_end) = day(words, second_at)?;
    // "May 4 and 5 June": the second number has a month of its own; "May 4 and 5 people": it counts.
    if month::month_word(words, second_end).is_some_and(|_| words.next(second_end).is_some())
        || words.next(second_end).is_some_and(|next| {
            next.kind == crate::lex::Kind::Letters && !is_joint(words, first_end)
        })
    {
        return None;
    }
    let first = month::date(words, at).filter(|found| found.end == first_end)?;
    let (end, year) = match month::year_behind(words, second_end) {
        Some((year, end)) => (end, Some(year)),
        None => (second_end, None),
    };
    let Meaning::Open(Open {
        what: Recurring::MonthDay(month, _),
        ..
    }) = first.meaning
    else {
        return None;
    };
    let meaning = |day: u8| match year {
        Some(year) => Date::new(astronomical(year), month.cast_signed(), day.cast_signed())
            .ok()
            .map(|date| Meaning::Point(Point::Day(date))),
        None => Some(Meaning::bare(Recurring::MonthDay(month, day))),
    };
    let rule = "range-of-days";
    Some([
        Found::new(at, first_end, rule, meaning(first_day)?),
        Found::new(second_at, end, rule, meaning(second_day)?),
    ])
}

/// "1915-17": the second year has the century of the first.
fn short_year(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    let (first, end) = year::plain(words, at)?;
    let is_dash = words.is_joined(end) && words.is(end, DASHES) && words.is_joined(end + 1);
    let tail = words.digits(end + 1, 2..=2).filter(|_| is_dash)?;
    let second = first / 100 * 100 + i16::try_from(tail).ok()?;
    let runs_on = words.is_joined(end + 2)
        && (words.is(end + 2, DASHES)
            || words
                .get(end + 2)
                .is_some_and(|next| next.kind != crate::lex::Kind::Mark));
    let fits = second > first && !runs_on && (1500..=2100).contains(&first);
    let point = |year| Meaning::Point(Point::Year(year));
    let rule = "range-of-years";
    fits.then(|| {
        [
            Found::new(at, end, rule, point(first)),
            Found::new(end + 1, end + 2, rule, point(second)),
        ]
    })
}

/// Gives a month, day or season without a year the year of the one that it is listed with: "in August and September
/// 1914", "from October to March 1945", "the summer and autumn of 1863".
pub(super) fn share_years(words: &Words<'_>, found: &mut [Found]) {
    for idx in (1..found.len()).rev() {
        let Meaning::Point(point) = found[idx].meaning else {
            continue;
        };
        let Meaning::Open(Open {
            what,
            which: crate::expr::Which::Bare,
            weekday: None,
        }) = found[idx - 1].meaning
        else {
            continue;
        };
        let is_of_its_kind = matches!(
            (what, point),
            (Recurring::Month(_), Point::Month(..) | Point::Day(_))
                | (Recurring::MonthDay(..), Point::Day(_))
                | (Recurring::Season(_), Point::Season(..))
        );
        let Some(year) = point.year().filter(|_| is_of_its_kind) else {
            continue;
        };
        let Some(is_range) = list_joint(words, found[idx - 1].end, found[idx].start) else {
            continue;
        };
        let shared = |year| pick::in_year(what, year, words.calendar);
        let starts = |point: Point| point.days().low;
        // "From October to March 1945" begins in the year before.
        let shared = match shared(year) {
            Some(first) if is_range && starts(first) > starts(point) => shared(year - 1),
            first => first,
        };
        if let Some(shared) = shared {
            found[idx - 1].meaning = Meaning::Point(shared);
        }
    }
}

/// Whether the words between two dates join them, and then whether they make a range of them.
fn list_joint(words: &Words<'_>, from: usize, to: usize) -> Option<bool> {
    const LONGEST: usize = 4;
    if to < from || to - from > LONGEST || from == to {
        return None;
    }
    let mut is_range = None;
    for at in from..to {
        words.next(at)?;
        if words.is(at, &["to", "until", "till", "through", "-", "–", "—", "‑"]) {
            is_range = Some(true);
        } else if words.is(at, &["and", "or", "&", ",", "/"]) {
            is_range = is_range.or(Some(false));
        } else if !words.is(at, &["early", "late", "mid", "the", "in", "from"]) {
            return None;
        }
    }
    words.next(to)?;
    is_range
}

const DASHES: &[&str] = &["-", "–", "—", "‑", "/"];

/// A day's number that stands alone: "5", "5th".
fn day(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    let (day, end) = match number::ordinal(words, at) {
        Some(found) => found,
        None => (words.digits(at, 1..=2)?, at + 1),
    };
    (1..=31)
        .contains(&day)
        .then(|| u8::try_from(day).ok().map(|day| (day, end)))?
}

/// The word behind what joins two days: a dash, "to", "and", "or", "through".
fn joint(words: &Words<'_>, at: usize) -> Option<usize> {
    words.next(at)?;
    let is_word = words.is(at, &["to", "and", "or", "through", "until", "&"]);
    (is_joint(words, at) || is_word)
        .then_some(at + 1)
        .filter(|&next| words.next(next).is_some())
}

fn is_joint(words: &Words<'_>, at: usize) -> bool {
    words.is(at, &["-", "–", "—", "‑"])
}

/// The same month and year with another day.
fn with_day(meaning: &Meaning, day: u8) -> Option<Meaning> {
    match meaning {
        Meaning::Point(Point::Day(date)) => Date::new(date.year(), date.month(), day.cast_signed())
            .ok()
            .map(|date| Meaning::Point(Point::Day(date))),
        Meaning::Open(Open {
            what: Recurring::MonthDay(month, _),
            ..
        }) => Some(Meaning::bare(Recurring::MonthDay(*month, day))),
        _ => None,
    }
}
