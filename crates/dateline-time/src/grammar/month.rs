//! Months, alone or with a day, a year or both: "January 2", "2 January 2020", "Jan. 2020", "June last year".
//!
//! Not this: "may", "march" and other words that are also months, unless a day, a year or a preposition of
//! time stands beside them and they are capitalised.

use dateline_data::TimeWord;
use dateline_schema::Date;

use super::select::{Selector, select};
use super::{clock, number, weekday, year};
use crate::expr::{Found, Meaning, Open, Recurring, Which};
use crate::lex::{Kind, Words};
use crate::point::{Point, astronomical};
use crate::resolve::pick;

/// A month, with what stands beside it.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    let (weekday, start) = leading_weekday(words, at);
    let found = day_first(words, start)
        .or_else(|| selected(words, start))
        .or_else(|| month_first(words, start))
        .or_else(|| the_day(words, start))?;
    let found = Found { start: at, ..found };
    match weekday {
        None => Some(clock::behind_day(words, found)),
        Some(weekday) => {
            let found = with_weekday(found, weekday)?;
            Some(clock::behind_day(words, found))
        }
    }
}

/// "the 3rd of January", "the third of January 2020".
fn the_day(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.is(at, &["the"]) {
        return None;
    }
    words.next(at + 1)?;
    let (day, end) =
        number::ordinal(words, at + 1).or_else(|| Some((words.digits(at + 1, 1..=2)?, at + 2)))?;
    let of = end + usize::from(words.goes_on(end, &["of"]));
    let (month, end) = month_word(words, of).filter(|_| words.next(of).is_some())?;
    with_year(words, at, u8::try_from(day).ok()?, month, end)
}

fn day_first(words: &Words<'_>, at: usize) -> Option<Found> {
    let (day, mut end) = match number::ordinal(words, at) {
        Some((day, end)) => (day, end + usize::from(words.goes_on(end, &["of"]))),
        None => (words.digits(at, 1..=2)?, at + 1),
    };
    end = words.after_hyphen(end);
    words.next(end)?;
    let (month, month_end) = month_word(words, end)?;
    // "the first of 12 May 5 protesters": a number before a month that has its own day is no day.
    with_year(words, at, u8::try_from(day).ok()?, month, month_end)
}

/// "last December", "this September", "the previous April".
fn selected(words: &Words<'_>, at: usize) -> Option<Found> {
    let selected = select(words, at);
    let (which, rule) = match selected.selector {
        Selector::Last | Selector::Past => (Which::Last, "last-month-of-name"),
        Selector::Next | Selector::Coming => (Which::Next, "next-month-of-name"),
        Selector::This => (Which::This, "this-month-of-name"),
        Selector::Previous => (Which::Before, "previous-month-of-name"),
        Selector::Following | Selector::TheNext => (Which::After, "following-month-of-name"),
        Selector::That => (Which::YearFromThere(0), "that-month-of-name"),
        _ => return None,
    };
    words.next(selected.end)?;
    let (month, end) = month_word(words, selected.end)?;
    let (what, end) = match day_number(words, end) {
        Some((day, end)) => (Recurring::MonthDay(month, day), end),
        None => (Recurring::Month(month), end),
    };
    // "this August 2013" says the year itself.
    if let Some((year, end)) = year_behind(words, end) {
        let point = pick::in_year(what, year, words.calendar)?;
        return Some(Found::new(at, end, rule, Meaning::Point(point)));
    }
    Some(Found::new(at, end, rule, Meaning::open(what, which)))
}

fn month_first(words: &Words<'_>, at: usize) -> Option<Found> {
    let (month, end) = month_word(words, at)?;
    let word = words.meaning(at)?;
    let the = end + usize::from(words.goes_on(end, &["the"]));
    if let Some((day, day_end)) = day_number(words, the)
        && let Some(found) = with_year(words, at, day, month, day_end)
    {
        return Some(found);
    }
    if let Some((year, year_end)) = year_behind(words, end) {
        let point = Point::Month(year, month);
        return Some(Found::new(
            at,
            year_end,
            "month-and-year",
            Meaning::Point(point),
        ));
    }
    if let Some((which, end)) = relative_year(words, end) {
        let meaning = Meaning::open(Recurring::Month(month), which);
        return Some(Found::new(at, end, "month-of-relative-year", meaning));
    }
    stands_for_month(words, at, end, word).then(|| {
        let meaning = Meaning::bare(Recurring::Month(month));
        Found::new(at, end, "bare-month", meaning)
    })
}

/// The day behind a month: "2", "2nd", "second"; not the start of a year, a clock time or an amount.
fn day_number(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    words.next(at)?;
    let (day, end) = match number::ordinal(words, at) {
        Some(found) => found,
        None => {
            let day = words.digits(at, 1..=2)?;
            let end = at + 1;
            let runs_on = words.is_joined(end)
                && (words.is(end, &["%"])
                    || (words.is(end, &[".", ",", ":"])
                        && words.is_joined(end + 1)
                        && words.digits(end + 1, 1..=9).is_some())
                    || words
                        .get(end)
                        .is_some_and(|word| word.kind == Kind::Letters));
            if runs_on || words.goes_on(end, &["percent", "am", "pm", "million", "billion"]) {
                return None;
            }
            (day, end)
        }
    };
    (1..=31)
        .contains(&day)
        .then(|| u8::try_from(day).ok().map(|day| (day, end)))?
}

fn with_year(words: &Words<'_>, start: usize, day: u8, month: u8, end: usize) -> Option<Found> {
    let fits = Date::new(2000, month.cast_signed(), day.cast_signed()).is_ok();
    if !fits {
        return None;
    }
    if let Some((year, year_end)) = year_behind(words, end) {
        let date = Date::new(astronomical(year), month.cast_signed(), day.cast_signed()).ok()?;
        let meaning = Meaning::Point(Point::Day(date));
        return Some(Found::new(start, year_end, "full-date", meaning));
    }
    if let Some((which, end)) = relative_year(words, end) {
        let meaning = Meaning::open(Recurring::MonthDay(month, day), which);
        return Some(Found::new(start, end, "day-of-relative-year", meaning));
    }
    let meaning = Meaning::bare(Recurring::MonthDay(month, day));
    Some(Found::new(start, end, "day-and-month", meaning))
}

/// A year behind a day or month: "2020", ", 2020", "of 2020".
pub(super) fn year_behind(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let mut here = at;
    if words.goes_on(here, &["of"]) || words.is_joined(here) && words.is(here, &[","]) {
        here += 1;
    }
    words.next(here)?;
    if words.is_joined(here) && !words.is(here - 1, &[",", "-", "'", "’"]) {
        return None;
    }
    year::any(words, here)
}

/// "last year", "this year", "next year", "of last year", "the following year" behind a month.
pub(super) fn relative_year(words: &Words<'_>, at: usize) -> Option<(Which, usize)> {
    let mut here = at + usize::from(words.goes_on(at, &["of", ","]));
    words.next(here)?;
    let which = if words.is(here, &["last"]) {
        Which::YearFromNow(-1)
    } else if words.is(here, &["this"]) {
        Which::YearFromNow(0)
    } else if words.is(here, &["next"]) {
        Which::YearFromNow(1)
    } else if words.is(here, &["that"]) {
        Which::YearFromThere(0)
    } else if words.is(here, &["the"]) {
        here += 1;
        if words.goes_on(here, &["same"]) {
            Which::YearFromThere(0)
        } else if words.goes_on(here, &["following", "next"]) {
            Which::YearFromThere(1)
        } else if words.goes_on(here, &["previous", "preceding"]) {
            Which::YearFromThere(-1)
        } else {
            return None;
        }
    } else {
        return None;
    };
    words
        .goes_on(here + 1, &["year"])
        .then_some((which, here + 2))
}

/// The month that a word names, and the word behind it and its full stop.
pub(super) fn month_word(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    let meaning = words.meaning(at)?;
    let month = meaning.month?;
    let text = words.text(at);
    // Abbreviations and the doubtful ones count only with a capital: "Dec", not "dec".
    if (meaning.doubtful || text.len() <= 4) && !words.is_capital(at) {
        return None;
    }
    let is_abbreviation = text.len() <= 4 && !matches!(month, 5..=7);
    let end = if is_abbreviation || text.len() == 3 {
        abbreviation_end(words, at + 1)
    } else {
        at + 1
    };
    Some((month, end))
}

/// Takes the full stop of an abbreviation, unless it ends the sentence.
fn abbreviation_end(words: &Words<'_>, at: usize) -> usize {
    let after = words.after_stop(at);
    let goes_on = words
        .next(after)
        .is_some_and(|word| word.kind == Kind::Digits || !words.is_capital(after));
    if after > at && goes_on { after } else { at }
}

/// Whether a month word that stands alone is the month: always, but for the doubtful ones.
fn stands_for_month(words: &Words<'_>, at: usize, end: usize, word: &TimeWord) -> bool {
    let text = words.text(at);
    if text.len() <= 4 && text.chars().skip(1).any(char::is_uppercase) && text.len() != 4 {
        return false;
    }
    if at > 0
        && words.next(at).is_some()
        && words.is(
            at - 1,
            &[
                "in", "since", "until", "till", "last", "next", "this", "by", "of", "early",
                "late", "during", "before", "after", "through", "from", "between", "mid", "each",
                "every",
            ],
        )
    {
        return true;
    }
    if is_listed(words, at, end) {
        return true;
    }
    if word.doubtful {
        return false;
    }
    // "June Carter", "April Glaspie": a month before a capitalised word is a first name, but not a full
    // month's name after which the sentence goes on in capitals.
    let is_name = matches!(word.month, Some(4 | 6)) && {
        words
            .next(end)
            .is_some_and(|next| next.kind == Kind::Letters)
            && words.is_capital(end)
            && words.meaning(end).is_none()
    };
    !is_name && (text.len() > 3 || end > at + 1)
}

/// "(August-September 1950)", "June, July and August": another month beside it; not "Theresa May and August Wilson".
fn is_listed(words: &Words<'_>, at: usize, end: usize) -> bool {
    let is_joint = |at: usize| words.goes_on(at, &["and", "or", "to", "-", "–", "/", "through"]);
    let is_name = |at: usize| {
        words.get(at).is_some_and(|word| word.kind == Kind::Letters)
            && words.is_capital(at)
            && words.meaning(at).is_none()
    };
    let joint = end + usize::from(words.goes_on(end, &[","]));
    if is_joint(joint) && words.next(joint + 1).is_some() && month_word(words, joint + 1).is_some()
    {
        return !(at > 0 && is_name(at - 1));
    }
    at > 1
        && words.next(at).is_some()
        && is_joint(at - 1)
        && words.is_capital(at - 2)
        && words
            .meaning(at - 2)
            .is_some_and(|word| word.month.is_some())
        && !(words.next(end).is_some() && is_name(end))
}

/// A weekday before the date: "Friday, June 8", "on Friday June 8".
fn leading_weekday(words: &Words<'_>, at: usize) -> (Option<u8>, usize) {
    match weekday::weekday_word(words, at) {
        Some((weekday, end)) => {
            let after = end + usize::from(words.is_joined(end) && words.is(end, &[","]));
            let after = after + usize::from(words.goes_on(after, &["the"]));
            if words.next(after).is_some() {
                (Some(weekday), after)
            } else {
                (None, at)
            }
        }
        None => (None, at),
    }
}

fn with_weekday(found: Found, weekday: u8) -> Option<Found> {
    let rule = "weekday-with-date";
    match &found.meaning {
        Meaning::Point(Point::Day(_)) => Some(Found { rule, ..found }),
        Meaning::Open(
            open @ Open {
                what: Recurring::MonthDay(..),
                ..
            },
        ) => {
            let meaning = Meaning::Open(Open {
                weekday: Some(weekday),
                ..open.clone()
            });
            Some(Found {
                rule,
                meaning,
                ..found
            })
        }
        _ => None,
    }
}
