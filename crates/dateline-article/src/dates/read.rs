//! Full calendar dates in short texts: ISO 8601, dates in words, dates in numbers.
//!
//! Reads what metadata and date lines hold, in the languages of the data file. A date without a year is refused,
//! and so is a year before newspapers or, where digits alone are the evidence, one outside of the web's.
//! "03/04/2019" is read day first, as most of the world writes it, unless the caller knows better.

use std::ops::RangeInclusive;

use dateline_data::Outlets;
use jiff::civil::Date;

/// The years that a page on the web can have: those believed of digits that nothing sets apart.
pub(super) const WEB_YEARS: RangeInclusive<i16> = 1990..=2049;

/// The years of newspapers, whose archives are on the web too: those believed of what is written as a date.
const YEARS: RangeInclusive<i16> = 1600..=2049;

/// What programs write where they know no date: day zero of Unix (in UTC and west of it), of Excel, of Windows.
const NULL_DATES: [Date; 5] = [
    jiff::civil::date(1970, 1, 1),
    jiff::civil::date(1969, 12, 31),
    jiff::civil::date(1900, 1, 1),
    jiff::civil::date(1899, 12, 30),
    jiff::civil::date(1601, 1, 1),
];

/// Which number of "03/04/2019" is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberOrder {
    DayFirst,
    MonthFirst,
}

/// The first date in a text.
pub(crate) fn first_date(text: &str, order: NumberOrder, outlets: &Outlets) -> Option<Date> {
    /// A date stands at the front of what is read for one; long texts are not searched.
    const LONGEST: usize = 300;
    let pieces = pieces(text.get(..LONGEST).unwrap_or(text));
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..], order, outlets))
}

/// The date in an address: `/2019/03/04/`, `/2019-03-04-`, `20190304`.
pub(crate) fn date_in_url(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let pieces = pieces(path);
    (0..pieces.len())
        .find_map(|at| {
            let [year, month, day] = pieces.get(at..at + 3)? else {
                return None;
            };
            let separated = |piece: &Piece<'_>| matches!(piece.before, "/" | "-" | "_" | ".");
            if !separated(month) || !separated(day) || month.before != day.before {
                return None;
            }
            let (year, day) = match (year.text.len(), day.text.len()) {
                (4, 1..=2) => (year, day),
                // Day first, which only dashes join.
                (1..=2, 4) if month.before == "-" => (day, year),
                _ => return None,
            };
            ymd(number(year)?, number(month)?, number(day)?)
        })
        .or_else(|| pieces.iter().find_map(compact))
}

/// The first day of a month in a text that says no year: "Oct. 23", "23 October".
pub(super) fn first_day(text: &str, outlets: &Outlets) -> Option<(i8, i8)> {
    let pieces = pieces(text);
    pieces.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let (month, day) = match outlets.month(first.text) {
            Some(month) => (month, second),
            None => (outlets.month(second.text)?, first),
        };
        let day = number(day).filter(|_| day.text.len() < 3 && near(&[second]))?;
        // A leap year has every day.
        let date = Date::new(2000, month, i8::try_from(day).ok()?).ok()?;
        Some((date.month(), date.day()))
    })
}

/// The year and month in an address without a day: `/2019/03/`.
pub(super) fn month_in_url(url: &str) -> Option<(i16, i8)> {
    let mut parts = url.split('/');
    parts
        .by_ref()
        .find_map(|part| {
            let year = part
                .parse()
                .ok()
                .filter(|year| part.len() == 4 && YEARS.contains(year))?;
            Some(year)
        })
        .and_then(|year| {
            let month = parts.next()?;
            let value = month
                .parse()
                .ok()
                .filter(|value| (1..=12).contains(value))?;
            (month.len() == 2).then_some((year, value))
        })
}

/// A run of digits or of letters, and what stands before it.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a str,
    before: &'a str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut gap) = (0, 0);
    let mut kind = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() && !matches!(c, '年' | '月' | '日') {
            Some(false)
        } else {
            None
        };
        if next != kind {
            if kind.is_some() {
                pieces.push(Piece {
                    text: &text[start..at],
                    before: &text[gap..start],
                });
                gap = at;
            }
            start = at;
            kind = next;
        }
    }
    pieces
}

fn date_at(pieces: &[Piece<'_>], order: NumberOrder, outlets: &Outlets) -> Option<Date> {
    let first = pieces.first()?;
    if let Some(date) = compact(first) {
        return Some(date);
    }
    if let Some(month) = outlets.month(first.text) {
        return month_first(month, &pieces[1..]);
    }
    let value = number(first)?;
    let second = pieces.get(1)?;
    if first.text.len() == 4 {
        let third = pieces.get(2)?;
        let joined =
            |piece: &Piece<'_>| matches!(piece.before.trim(), "-" | "/" | "." | "年" | "月" | "_");
        if let (true, true, Some(month), Some(day)) =
            (joined(second), joined(third), number(second), number(third))
        {
            return ymd(value, month, day);
        }
        let month = outlets.month(second.text)?;
        return ymd(value, i16::from(month), number(third)?);
    }
    if first.text.len() > 2 {
        return None;
    }
    if let Some(day) = worded(value, &pieces[1..], outlets) {
        return Some(day);
    }
    let third = pieces.get(2)?;
    let sign = second.before.trim();
    let joined = matches!(sign, "." | "/" | "-") && third.before.trim() == sign;
    if !joined || second.text.len() > 2 {
        return None;
    }
    let other = number(second)?;
    let year = match third.text.len() {
        4 => number(third)?,
        // Two digits of a year are read behind dots and slashes only: a date in no other form has them.
        2 if sign != "-" => 2000 + number(third)?,
        _ => return None,
    };
    let month_first = order == NumberOrder::MonthFirst && sign == "/" && value <= 12;
    if month_first || other > 12 {
        ymd(year, value, other)
    } else {
        ymd(year, other, value)
    }
}

/// "January 3, 2020", "Jan. 3rd 2020".
fn month_first(month: i8, rest: &[Piece<'_>]) -> Option<Date> {
    let day = rest.first()?;
    if day.text.len() > 2 {
        return None;
    }
    let rest = after_ordinal(&rest[1..]);
    let year = rest.first().filter(|year| year.text.len() == 4)?;
    near(&[day, year]).then(|| ymd(number(year)?, i16::from(month), number(day)?))?
}

/// "3 January 2020", "3rd of January, 2020", "3. Januar 2020", "3 de enero de 2020".
fn worded(day: i16, rest: &[Piece<'_>], outlets: &Outlets) -> Option<Date> {
    let rest = skip_of(after_ordinal(rest));
    let month = rest.first()?;
    let value = outlets.month(month.text)?;
    let rest = skip_of(&rest[1..]);
    let year = rest.first().filter(|year| year.text.len() == 4)?;
    near(&[month, year]).then(|| ymd(number(year)?, i16::from(value), day))?
}

fn after_ordinal<'a, 'b>(rest: &'a [Piece<'b>]) -> &'a [Piece<'b>] {
    match rest.first() {
        Some(piece)
            if piece.before.is_empty()
                && matches!(piece.text, "st" | "nd" | "rd" | "th" | "er" | "º") =>
        {
            &rest[1..]
        }
        _ => rest,
    }
}

fn skip_of<'a, 'b>(rest: &'a [Piece<'b>]) -> &'a [Piece<'b>] {
    match rest.first() {
        Some(piece) if matches!(piece.text, "of" | "de" | "del") => &rest[1..],
        _ => rest,
    }
}

/// The parts of one date stand close together.
fn near(pieces: &[&Piece<'_>]) -> bool {
    pieces
        .iter()
        .all(|piece| piece.before.len() <= 3 && !piece.before.contains([':', ';', '|']))
}

/// `20190304`.
fn compact(piece: &Piece<'_>) -> Option<Date> {
    if piece.text.len() != 8 || !piece.text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| piece.text[range].parse().ok();
    ymd(part(0..4)?, part(4..6)?, part(6..8)?).filter(|date| WEB_YEARS.contains(&date.year()))
}

fn number(piece: &Piece<'_>) -> Option<i16> {
    (piece.text.len() <= 4).then(|| piece.text.parse().ok())?
}

fn ymd(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (!NULL_DATES.contains(&date)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<&str>) {
        let outlets = Outlets::builtin().unwrap();
        let got = first_date(text, NumberOrder::DayFirst, &outlets).map(|date| date.to_string());
        assert_eq!(got.as_deref(), want, "{text}");
    }

    #[test]
    fn reads_dates_in_words() {
        check("Monday, March 4, 2019 at 10:31", Some("2019-03-04"));
        check("Published 4th of March 2019", Some("2019-03-04"));
        check("4. März 2019", Some("2019-03-04"));
        check("4 de marzo de 2019", Some("2019-03-04"));
        check("Mon, 04 Mar 2019 08:00:00 GMT", Some("2019-03-04"));
    }

    #[test]
    fn reads_dates_in_numbers() {
        check("2019-03-04T23:30:00-05:00", Some("2019-03-04"));
        check("04.03.2019", Some("2019-03-04"));
        check("03/25/2019", Some("2019-03-25"));
        check("20190304", Some("2019-03-04"));
        check("2019年3月4日", Some("2019-03-04"));
    }

    #[test]
    fn reads_dates_of_old_newspapers() {
        check("25 October 1962", Some("1962-10-25"));
        check("1865-04-15", Some("1865-04-15"));
        check("Numb. 1, 7 November 1665", Some("1665-11-07"));
    }

    #[test]
    fn refuses_what_is_no_full_date() {
        check("4 March", None);
        check("in March 2019", None);
        check("2019-13-40", None);
        check("call 555 0192 2019", None);
        check("March 4, 1066", None);
        check("version 10.4.2", None);
        check("1970-01-01T00:00:00Z", None);
        check("order 19621025", None);
    }

    #[test]
    fn reads_dates_in_addresses() {
        let check = |url: &str, want: Option<&str>| {
            assert_eq!(
                date_in_url(url).map(|date| date.to_string()).as_deref(),
                want,
                "{url}"
            );
        };
        check(
            "https://example.org/news/2019/03/04/harbour",
            Some("2019-03-04"),
        );
        check(
            "https://example.org/2019-03-04-harbour.html",
            Some("2019-03-04"),
        );
        check(
            "https://example.org/story-20190304.html",
            Some("2019-03-04"),
        );
        check(
            "https://example.org/news/04-03-2019-harbour",
            Some("2019-03-04"),
        );
        check("https://example.org/1962/10/27/harbour", Some("1962-10-27"));
        check("https://example.org/2019/03/harbour-5", None);
        check("https://example.org/?from=2019-03-04", None);
    }
}
