//! Years, decades and centuries: "2015", "post-1979", "fiscal 1990", "the 1990s", "the nineties", "the 19th
//! century", "241 BC".
//!
//! Not this: four digits that count something ("2015 people"), an amount, a version, a phone number, a score.

use dateline_data::{NumberKind, Unit};
use dateline_schema::TimexMod;

use super::number;
use crate::expr::{Found, Meaning};
use crate::lex::{Gap, Kind, Words};
use crate::point::Point;

/// Four digits from here on are taken for a year without a word of time beside them.
const FIRST_PLAIN: u32 = 1900;
/// Four digits from here on are one behind a preposition of time.
const FIRST_IN_TEXT: i16 = 1500;
/// The last that is taken for a year without a word of time.
const LAST_PLAIN: u32 = 2050;

/// A year.
pub(super) fn year(words: &Words<'_>, at: usize) -> Option<Found> {
    prefixed(words, at)
        .or_else(|| before_christ(words, at))
        .or_else(|| fiscal(words, at))
        .or_else(|| bare(words, at))
}

/// Four digits that can be a year, whatever stands around them; not the start of a longer number.
pub(super) fn plain(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let year = words.digits(at, 4..=4)?;
    let runs_on = words.is_joined(at + 1)
        && (words
            .get(at + 1)
            .is_some_and(|word| word.kind == Kind::Letters)
            || words.is(at + 1, &["%", "/", "°"])
            || (words.is(at + 1, &["-"])
                && words.is_joined(at + 2)
                && words.digits(at + 2, 1..=9).is_some()
                && words.digits(at + 2, 2..=2).is_none()
                && words.digits(at + 2, 4..=4).is_none())
            || (words.is(at + 1, &[".", ",", ":"])
                && words.is_joined(at + 2)
                && words.digits(at + 2, 1..=9).is_some()));
    (!runs_on && (1000..=2999).contains(&year))
        .then(|| i16::try_from(year).ok().map(|year| (year, at + 1)))?
}

/// A year in words: "nineteen ninety-six", "two thousand".
pub(super) fn spelled(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let number = words.meaning(at)?.number?;
    if number.kind == NumberKind::Cardinal && (15..=19).contains(&number.value) {
        words.next(at + 1)?;
        let (number::Quantity::Whole(tail), end) = number::quantity(words, at + 1)? else {
            return None;
        };
        let is_tail = (10..100).contains(&tail) && words.get(at + 1)?.kind == Kind::Letters;
        return is_tail.then(|| {
            i16::try_from(number.value * 100 + tail)
                .ok()
                .map(|year| (year, end))
        })?;
    }
    None
}

fn bare(words: &Words<'_>, at: usize) -> Option<Found> {
    let the_year = words.is(at, &["the"]) && words.goes_on(at + 1, &["year"]);
    let is_named = the_year || words.is(at, &["year"]);
    let here = if the_year {
        at + 2
    } else if is_named {
        at + 1
    } else {
        at
    };
    if is_named {
        words.next(here)?;
        if let Some((year, end)) = plain(words, here)
            .or_else(|| spelled(words, here))
            .or_else(|| two_thousand(words, here))
        {
            // "year 2000" without an article begins at the number.
            let start = if the_year { at } else { here };
            return (the_year || words.digits(here, 4..=4).is_some())
                .then(|| found(start, end, "named-year", year));
        }
        return None;
    }
    if let Some((year, end)) = spelled(words, here) {
        return Some(found(at, end, "year-in-words", year));
    }
    let (year, end) = plain(words, here)?;
    is_year(words, at, end, year).then(|| found(at, end, "bare-year", year))
}

/// "two thousand", "two thousand and five", behind "the year".
fn two_thousand(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    match number::quantity(words, at)? {
        (number::Quantity::Whole(n), end) if (1000..=2100).contains(&n) => {
            i16::try_from(n).ok().map(|year| (year, end))
        }
        _ => None,
    }
}

/// Whether four digits are a year, by the words beside them.
fn is_year(words: &Words<'_>, at: usize, end: usize, year: i16) -> bool {
    let before = |any: &[&str]| at > 0 && words.next(at).is_some() && words.is(at - 1, any);
    let is_counted = counts(words, end);
    let is_recent = (FIRST_PLAIN..=LAST_PLAIN).contains(&u32::from(year.unsigned_abs()));
    if before(&[
        "$", "£", "€", "¥", "#", "no", "number", "@", "~", "+", "least", "some",
    ]) {
        return false;
    }
    let is_numbered = |before: usize| words.meaning(before).is_some_and(|word| word.is_numbered);
    if at > 0 && words.next(at).is_some() && is_numbered(at - 1) {
        return false;
    }
    // "about 2000 tons", but "about 1990".
    if before(&["about", "around", "than", "over", "nearly", "almost"]) {
        return is_recent && !is_counted;
    }
    if before(&["since", "until", "till", "during", "circa"]) {
        return true;
    }
    if before(&["in", "by", "from"]) {
        // "In 2015 researchers found": at the head of a sentence the year is set off without a comma.
        return (is_recent || year >= FIRST_IN_TEXT) && (!is_counted || words.is_capital(at - 1));
    }
    if before(&["the", "early", "late"]) {
        return is_recent || year >= FIRST_IN_TEXT && !is_counted;
    }
    if before(&[
        "before", "after", "between", "and", "to", "of", "through", "(", "-", "–",
    ]) {
        return (is_recent || year >= FIRST_IN_TEXT) && !is_counted;
    }
    // Set off by marks on both sides, as in a heading, an older year needs no preposition.
    let is_set_off =
        words.next(at).is_none() || before(&[",", "("]) || words.words[at].gap == Gap::Joined;
    let is_closed = words
        .next(end)
        .is_none_or(|next| next.kind == Kind::Mark && !words.is(end, &["%", "°", "+"]));
    (is_recent || (year >= FIRST_IN_TEXT && is_closed && is_set_off || is_range(words, end)))
        && !is_counted
}

/// "1861-1863": a dash and another four digits.
fn is_range(words: &Words<'_>, end: usize) -> bool {
    words.is(end, &["-", "–", "—"]) && words.digits(end + 1, 4..=4).is_some()
}

/// Whether the next word is something that is counted: a plural in lower case, or a unit of measure.
fn counts(words: &Words<'_>, at: usize) -> bool {
    let Some(next) = words.next(at).filter(|next| next.kind == Kind::Letters) else {
        return words.goes_on(at, &["%", "°"]);
    };
    if words.unit(at).is_some() && !words.is(at, &["quarter"]) {
        return true;
    }
    if let Some(meaning) = next
        .meaning
        .filter(|meaning| meaning.is_counted || meaning.follows_year)
    {
        return meaning.is_counted;
    }
    let text = next.span.of(words.text);
    text.len() > 3 && text.ends_with('s') && !text.ends_with("ss") && !words.is_capital(at)
}

/// "post-1979", "pre-1914": the year with a modifier, the prefix being part of the expression.
fn prefixed(words: &Words<'_>, at: usize) -> Option<Found> {
    let modifier = if words.is(at, &["post"]) {
        TimexMod::After
    } else if words.is(at, &["pre"]) {
        TimexMod::Before
    } else {
        return None;
    };
    let here = words.after_hyphen(at + 1);
    if here == at + 1 {
        return None;
    }
    let (year, end) = plain(words, here)?;
    Some(found(at, end, "year-with-prefix", year).with_modifier(modifier))
}

fn fiscal(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = if words.is(at, &["fiscal"]) {
        at + 1 + usize::from(words.goes_on(at + 1, &["year"]))
    } else if words.text(at) == "FY" {
        at + 1
    } else {
        return None;
    };
    words.next(here)?;
    let (year, end) = plain(words, here)?;
    Some(found(at, end, "fiscal-year", year))
}

fn before_christ(words: &Words<'_>, at: usize) -> Option<Found> {
    let (year, end) = with_era(words, at)?;
    Some(found(at, end, "year-with-era", year))
}

/// "241 BC", "79 AD".
fn with_era(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    let n = words.digits(at, 1..=4)?;
    let (is_bc, end) = era(words, at + 1)?;
    let n = i16::try_from(n).ok().filter(|n| *n > 0)?;
    Some((if is_bc { -n } else { n }, end))
}

/// "BC", "B.C.", "AD": whether it is before Christ, and the word behind it.
pub(super) fn era(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    words.next(at)?;
    if !words.is_capital(at) {
        return None;
    }
    if words.is(at, &["BC", "BCE"]) {
        return Some((true, at + 1));
    }
    if words.is(at, &["AD", "CE"]) {
        return Some((false, at + 1));
    }
    let is_bc = words.is(at, &["B"])
        && words.is(at + 1, &["."])
        && words.is(at + 2, &["C"])
        && words.is_joined(at + 2);
    is_bc.then(|| (true, words.after_stop(at + 3)))
}

/// A year in any of its forms, behind a month, day or season.
pub(super) fn any(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    with_era(words, at)
        .or_else(|| plain(words, at))
        .or_else(|| spelled(words, at))
}

/// "the 1990s", "1990s", "the nineties", "the '90s", "the 19th century".
pub(super) fn decade_or_century(words: &Words<'_>, at: usize) -> Option<Found> {
    let has_article = words.is(at, &["the"]);
    let mut here = at + usize::from(has_article);
    if has_article {
        words.next(here)?;
    }
    let mut modifier = None;
    for (word, value) in [
        ("early", TimexMod::Start),
        ("late", TimexMod::End),
        ("mid", TimexMod::Mid),
    ] {
        if words.is(here, &[word]) {
            modifier = Some(value);
            here = words.after_hyphen(here + 1);
            words.next(here)?;
            break;
        }
    }
    let (point, end) =
        decade(words, here, has_article || modifier.is_some()).or_else(|| century(words, here))?;
    let (point, end) = match (point, era(words, end)) {
        (Point::Century(n), Some((true, end))) => (Point::Century(-1 - n), end),
        (Point::Decade(n), Some((true, end))) => (Point::Decade(-1 - n), end),
        (point, Some((false, end))) => (point, end),
        (point, _) => (point, end),
    };
    let rule = match point {
        Point::Century(_) => "century",
        _ => "decade",
    };
    let mut found = Found::new(at, end, rule, Meaning::Point(point));
    found.modifier = modifier;
    Some(found)
}

fn decade(words: &Words<'_>, at: usize, is_set_up: bool) -> Option<(Point, usize)> {
    let plural = |at: usize| {
        let at = at + usize::from(words.is_joined(at) && words.is(at, &["'", "’"]));
        (words.is_joined(at) && words.text(at) == "s").then_some(at + 1)
    };
    if let Some(year) = words.digits(at, 4..=4) {
        let end = plural(at + 1)?;
        let fits = year % 10 == 0 && (1000..=2990).contains(&year);
        return fits.then(|| {
            i16::try_from(year / 10)
                .ok()
                .map(|n| (Point::Decade(n), end))
        })?;
    }
    // "the 470s BC".
    if let Some(year) = words.digits(at, 3..=3) {
        let end = plural(at + 1)?;
        let fits = year % 10 == 0 && era(words, end).is_some();
        return fits.then(|| {
            i16::try_from(year / 10)
                .ok()
                .map(|n| (Point::Decade(n), end))
        })?;
    }
    // "'90s", "the 90s".
    let quote = usize::from(words.is(at, &["'", "’", "‘"]) && words.is_joined(at + 1));
    if let Some(year) = words.digits(at + quote, 2..=2) {
        let end = plural(at + quote + 1)?;
        let fits = year % 10 == 0 && (is_set_up || quote == 1) && year >= 20;
        return fits.then(|| {
            i16::try_from(190 + year / 10)
                .ok()
                .map(|n| (Point::Decade(n), end))
        })?;
    }
    let number = words.meaning(at)?.number?;
    let fits = number.kind == NumberKind::Decade && is_set_up;
    fits.then(|| {
        i16::try_from(190 + number.value / 10)
            .ok()
            .map(|n| (Point::Decade(n), at + 1))
    })?
}

fn century(words: &Words<'_>, at: usize) -> Option<(Point, usize)> {
    let (n, end) = number::ordinal(words, at)?;
    let end = words.after_hyphen(end);
    words.next(end)?;
    let fits = words.unit(end) == Some(Unit::Century) && (1..=30).contains(&n);
    fits.then(|| {
        i16::try_from(n - 1)
            .ok()
            .map(|n| (Point::Century(n), end + 1))
    })?
}

fn found(start: usize, end: usize, rule: &'static str, year: i16) -> Found {
    Found::new(start, end, rule, Meaning::Point(Point::Year(year)))
}
