//! Quarters and halves of a year: "the third quarter", "third-quarter", "last year's fourth quarter", "the 1988
//! second quarter", "the first half of 1990", "the year-ago quarter", "the 1988 quarter".

use dateline_data::Unit;

use super::select::{Selector, select};
use super::{month, number, year};
use crate::expr::{Anchor, Found, Meaning, Recurring, Shift, Which};
use crate::lex::Words;
use crate::point::Point;

/// A quarter or half.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    of_possessive_year(words, at)
        .or_else(|| year_ago(words, at))
        .or_else(|| ordinal(words, at))
        .or_else(|| latest(words, at))
}

/// "the third quarter", "the 1988 second quarter", "the fiscal first quarter", "this year's third quarter".
fn ordinal(words: &Words<'_>, at: usize) -> Option<Found> {
    let mut here = at + usize::from(words.is(at, &["the", "its", "a"]));
    // "the third quarter", but "the third-quarter loss" and "its third quarter": there the article is another's.
    let is_adjective =
        number::ordinal(words, here).is_some_and(|(_, end)| words.after_hyphen(end) > end);
    let start = if words.is(at, &["its", "a"]) || is_adjective {
        here
    } else {
        at
    };
    let mut before = None;
    if here > at {
        words.next(here)?;
    }
    if words.is(here, &["fiscal"]) {
        here += 1;
        words.next(here)?;
    }
    if let Some((year, end)) = year::plain(words, here) {
        before = Some(year);
        here = end + usize::from(words.goes_on(end, &["fiscal"]));
        words.next(here)?;
        if words.goes_on(here, &["quarter"]) {
            let meaning = Meaning::SameOfYear(Unit::Quarter, year);
            return Some(Found::new(start, here + 1, "quarter-of-year", meaning));
        }
        if words.goes_on(here, &["period"]) {
            let meaning = Meaning::SameOfYear(Unit::Month, year);
            return Some(Found::new(start, here + 1, "period-of-year", meaning));
        }
    }
    let (what, end) = numbered(words, here)?;
    let point = |year: i16| match what {
        Recurring::Half(half) => Meaning::Point(Point::Half(year, half)),
        Recurring::Quarter(quarter) => Meaning::Point(Point::Quarter(year, quarter)),
        _ => Meaning::bare(what),
    };
    if let Some(year) = before {
        return Some(Found::new(start, end, "quarter-of-year", point(year)));
    }
    let of = end + usize::from(words.goes_on(end, &["of", "in"]));
    let of = of + usize::from(words.goes_on(of, &["fiscal"]));
    if of > end
        && words.next(of).is_some()
        && let Some((year, end)) = year::plain(words, of)
    {
        return Some(Found::new(start, end, "quarter-of-year", point(year)));
    }
    if let Some((which, end)) = month::relative_year(words, end) {
        let meaning = Meaning::open(what, which);
        return Some(Found::new(start, end, "quarter-of-relative-year", meaning));
    }
    // "of the year" behind a quarter says no more than the quarter.
    let end = if words.goes_on(end, &["of"])
        && words.goes_on(end + 1, &["the"])
        && words.goes_on(end + 2, &["year"])
    {
        end + 3
    } else {
        end
    };
    Some(Found::new(start, end, "bare-quarter", Meaning::bare(what)))
}

/// "this year's third quarter", "last year's quarter", "year's end" is another rule.
fn of_possessive_year(words: &Words<'_>, at: usize) -> Option<Found> {
    let (years, word) = if words.is(at, &["last"]) {
        (-1, at + 1)
    } else if words.is(at, &["this"]) {
        (0, at + 1)
    } else if words.is(at, &["next"]) {
        (1, at + 1)
    } else {
        return None;
    };
    let is_possessive = words.goes_on(word, &["year"])
        && words.is(word + 1, &["'", "’"])
        && words.is(word + 2, &["s"])
        && words.is_joined(word + 2);
    if !is_possessive {
        return None;
    }
    let here = word + 3;
    words.next(here)?;
    if words.is(here, &["quarter"]) {
        let meaning = Meaning::SameOfYearFromNow(Unit::Quarter, years);
        return Some(Found::new(
            at,
            here + 1,
            "quarter-of-relative-year",
            meaning,
        ));
    }
    let (what, end) = numbered(words, here)?;
    let meaning = Meaning::open(what, Which::YearFromNow(years));
    Some(Found::new(at, end, "quarter-of-relative-year", meaning))
}

/// "the year-ago quarter", "the year-earlier period", "year-earlier".
fn year_ago(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the", "a"]));
    if here > at {
        words.next(here)?;
    }
    let ago = words.after_hyphen(here + 1);
    if !words.is(here, &["year"]) || ago == here + 1 || !words.is(ago, &["ago", "earlier"]) {
        return None;
    }
    if words.next(ago + 1).is_some()
        && let Some((what, end)) = numbered(words, ago + 1)
    {
        let meaning = Meaning::open(what, Which::YearFromNow(-1));
        return Some(Found::new(at, end, "quarter-of-relative-year", meaning));
    }
    let has_noun = words.goes_on(ago + 1, &["quarter", "period"]);
    let end = ago + 1 + usize::from(has_noun && here > at);
    let start = if has_noun { at } else { here };
    let meaning = Meaning::Shift(Shift {
        anchor: Anchor::LastSpoken,
        n: -1,
        unit: Unit::Year,
        whole: false,
    });
    Some(Found::new(start, end, "year-ago", meaning))
}

/// "the latest quarter", "the quarter": the one last spoken of.
fn latest(words: &Words<'_>, at: usize) -> Option<Found> {
    let selected = select(words, at);
    let here = selected.end;
    words.next(here)?;
    let is_quarter = words.is(here, &["quarter"]);
    let fits = match selected.selector {
        Selector::Latest => is_quarter || words.is(here, &["period"]),
        Selector::The | Selector::That => is_quarter && words.after_hyphen(here + 1) == here + 1,
        _ => false,
    };
    // "The quarter ended Sept. 30" says which one.
    let ended = here + 1;
    if fits
        && words.goes_on(ended, &["ended", "ending"])
        && words.next(ended + 1).is_some()
        && let Some(day) = super::day(words, ended + 1).filter(|day| day.clock.is_none())
    {
        let meaning = Meaning::QuarterEnding(Box::new(day.meaning));
        return Some(Found::new(at, here + 1, "quarter-that-ends", meaning));
    }
    fits.then(|| {
        let meaning = Meaning::Same(Unit::Quarter);
        Found::new(at, here + 1, "same-quarter", meaning)
    })
}

/// "third quarter", "third-quarter", "second half", "3rd quarter".
fn numbered(words: &Words<'_>, at: usize) -> Option<(Recurring, usize)> {
    let (n, end) = if words.is(at, &["last"]) && words.goes_on(at + 1, &["half"]) {
        (2, at + 1)
    } else {
        number::ordinal(words, at)?
    };
    let here = words.after_hyphen(end);
    words.next(here)?;
    let n = u8::try_from(n).ok()?;
    if words.is(here, &["quarter"]) && (1..=4).contains(&n) {
        return Some((Recurring::Quarter(n), here + 1));
    }
    let is_half = words.is(here, &["half"]) && (1..=2).contains(&n);
    let of_year = month::relative_year(words, here + 1).is_some()
        || (words.goes_on(here + 1, &["of"])
            && (year::plain(words, here + 2).is_some()
                || (words.goes_on(here + 2, &["the"]) && words.goes_on(here + 3, &["year"]))));
    (is_half && of_year).then_some((Recurring::Half(n), here + 1))
}
