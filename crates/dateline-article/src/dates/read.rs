//! Full calendar dates in short texts: ISO 8601, dates in words, dates in numbers.
//!
//! Reads what metadata and date lines hold, in the languages of the data file. A date without a year is refused,
//! and so is a year before newspapers or, where digits alone are the evidence, one outside of the web's.
//! "03/04/2019" is read day first, as most of the world writes it, unless the caller knows better.

use std::ops::{Range, RangeInclusive};

use dateline_data::Outlets;
use jiff::civil::Date;

use crate::words::start_of;

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
    let pieces = pieces(front(text));
    (0..pieces.len()).find_map(|at| Some(date_at(&pieces[at..], order, outlets)?.0))
}

/// Every date in a text, with its bytes.
pub(super) fn all_dates(
    text: &str,
    order: NumberOrder,
    outlets: &Outlets,
) -> Vec<(Date, Range<usize>)> {
    let pieces = pieces(front(text));
    let mut dates = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if let Some((date, n)) = date_at(&pieces[at..], order, outlets) {
            let last = pieces[at + n - 1];
            dates.push((date, pieces[at].at..last.at + last.text.len()));
            at += n;
        } else {
            at += 1;
        }
    }
    dates
}

/// What is searched for a date: it stands at the front of what is read for one.
fn front(text: &str) -> &str {
    /// In bytes.
    const LONGEST: usize = 300;
    start_of(text, LONGEST)
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
                // Day first, which slashes never join.
                (1..=2, 4) if month.before != "/" => (day, year),
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

/// The year and month in an address without a day: `/2019/03/`, `/2019-03/`.
pub(super) fn month_in_url(url: &str) -> Option<(i16, i8)> {
    let year = |part: &str| {
        let year = part.parse().ok();
        year.filter(|year| part.len() == 4 && YEARS.contains(year))
    };
    let month = |part: &str| {
        let month = part.parse().ok();
        month.filter(|month| part.len() == 2 && (1..=12).contains(month))
    };
    let parts: Vec<&str> = url.split('/').collect();
    parts.iter().enumerate().find_map(|(idx, part)| {
        let (first, second) = match part.split_once('-') {
            Some(pair) => pair,
            None => (*part, *parts.get(idx + 1)?),
        };
        Some((year(first)?, month(second)?))
    })
}

/// A run of digits or of letters, and what stands before it.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a str,
    before: &'a str,
    /// Where it begins, in bytes.
    at: usize,
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
                    at: start,
                });
                gap = at;
            }
            start = at;
            kind = next;
        }
    }
    pieces
}

/// The date that opens the pieces, and how many it takes.
fn date_at(pieces: &[Piece<'_>], order: NumberOrder, outlets: &Outlets) -> Option<(Date, usize)> {
    let first = pieces.first()?;
    if let Some(date) = compact(first) {
        return Some((date, 1));
    }
    let found = if let Some(month) = outlets.month(first.text) {
        month_first(month, &pieces[1..])
    } else if first.text.len() == 4 {
        year_first(pieces, outlets)
    } else if first.text.len() < 3 {
        worded(number(first)?, &pieces[1..], outlets).or_else(|| in_numbers(pieces, order))
    } else {
        None
    };
    let (date, rest) = found?;
    Some((date, pieces.len() - rest.len()))
}

type Found<'a, 'b> = Option<(Date, &'a [Piece<'b>])>;

/// "2019-03-04", "2019年3月4日", "2019 March 4".
fn year_first<'a, 'b>(pieces: &'a [Piece<'b>], outlets: &Outlets) -> Found<'a, 'b> {
    let [year, second, third, rest @ ..] = pieces else {
        return None;
    };
    let joined =
        |piece: &Piece<'_>| matches!(piece.before.trim(), "-" | "/" | "." | "年" | "月" | "_");
    let year = number(year)?;
    let month = match number(second) {
        Some(month) if joined(second) && joined(third) => month,
        _ => i16::from(outlets.month(second.text)?),
    };
    Some((ymd(year, month, number(third)?)?, rest))
}

/// "04.03.2019", "4/3/19", "04-03-2019".
fn in_numbers<'a, 'b>(pieces: &'a [Piece<'b>], order: NumberOrder) -> Found<'a, 'b> {
    let [first, second, third, rest @ ..] = pieces else {
        return None;
    };
    let value = number(first)?;
    let sign = second.before.trim();
    let joined = matches!(sign, "." | "/" | "-" | "|") && third.before.trim() == sign;
    if !joined || second.text.len() > 2 {
        return None;
    }
    let other = number(second)?;
    // Where markup alone stood between a day and a time, the hour sticks to the year: "04.03.1912:44".
    let sticks = third.text.len() == 4 && rest.first().is_some_and(|next| next.before == ":");
    let year = match third.text.len() {
        4 if sticks => 2000 + third.text[..2].parse::<i16>().ok()?,
        4 => number(third)?,
        // Two digits of a year are read behind dots and slashes only: a date in no other form has them.
        2 if matches!(sign, "." | "/") => 2000 + number(third)?,
        _ => return None,
    };
    let month_first = order == NumberOrder::MonthFirst && sign == "/" && value <= 12;
    let date = if month_first || other > 12 {
        ymd(year, value, other)
    } else {
        ymd(year, other, value)
    };
    Some((date?, rest))
}

/// "January 3, 2020", "Jan. 3rd 2020".
fn month_first<'a, 'b>(month: i8, rest: &'a [Piece<'b>]) -> Found<'a, 'b> {
    let day = rest.first().filter(|day| day.text.len() < 3)?;
    let (year, rest) = after_ordinal(&rest[1..]).split_first()?;
    let close = year.text.len() == 4 && near(&[day, year]);
    let date = ymd(number(year)?, i16::from(month), number(day)?)?;
    close.then_some((date, rest))
}

/// "3 January 2020", "3rd of January, 2020", "3. Januar 2020", "3 de enero de 2020".
fn worded<'a, 'b>(day: i16, rest: &'a [Piece<'b>], outlets: &Outlets) -> Found<'a, 'b> {
    let (month, rest) = skip_of(after_ordinal(rest)).split_first()?;
    let value = outlets.month(month.text)?;
    let (year, rest) = skip_of(rest).split_first()?;
    let close = year.text.len() == 4 && near(&[month, year]);
    let date = ymd(number(year)?, i16::from(value), day)?;
    close.then_some((date, rest))
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

/// The time zone behind a time of day: "+02:00", "Z", "GMT", "CEST".
pub(super) fn zone<'a>(text: &'a str, outlets: &Outlets) -> Option<&'a str> {
    let bytes = text.as_bytes();
    let digits =
        |at: usize, n: usize| (at..at + n).all(|at| bytes.get(at).is_some_and(u8::is_ascii_digit));
    let colon = (1..bytes.len())
        .find(|&at| bytes[at] == b':' && bytes[at - 1].is_ascii_digit() && digits(at + 1, 2))?;
    // Seconds and their fraction.
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
    let rest = text[colon..].trim_start_matches(is_time).trim_start();
    let rest = ["AM", "PM", "am", "pm", "a.m.", "p.m."]
        .iter()
        .find_map(|half| rest.strip_prefix(half))
        .unwrap_or(rest)
        .trim_start_matches([' ', '(']);
    let is_sign = rest.starts_with(['+', '-', '−']);
    let end = rest
        .char_indices()
        .find(|&(at, c)| {
            if is_sign {
                at > 0 && !c.is_ascii_digit() && c != ':'
            } else {
                !c.is_ascii_uppercase()
            }
        })
        .map_or(rest.len(), |(at, _)| at);
    let zone = &rest[..end];
    let n_digits = zone.bytes().filter(u8::is_ascii_digit).count();
    let known = outlets.is_time_zone(zone);
    (known || (is_sign && matches!(n_digits, 2 | 4))).then_some(zone)
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
    fn an_hour_that_sticks_to_a_year_is_cut_off() {
        check("04.03.1912:44", Some("2019-03-04"));
        check("04.03.2019 12:44", Some("2019-03-04"));
    }

    #[test]
    fn finds_every_date_with_its_bytes() {
        let outlets = Outlets::builtin().unwrap();
        let text = "Published 4 March 2019, updated March 5th, 2019 at 9";
        let found: Vec<_> = all_dates(text, NumberOrder::DayFirst, &outlets)
            .into_iter()
            .map(|(date, range)| (date.to_string(), &text[range]))
            .collect();
        assert_eq!(
            found,
            [
                ("2019-03-04".to_owned(), "4 March 2019"),
                ("2019-03-05".to_owned(), "March 5th, 2019"),
            ]
        );
    }

    #[test]
    fn reads_time_zones_behind_a_time_only() {
        let outlets = Outlets::builtin().unwrap();
        let check = |text: &str, want| assert_eq!(zone(text, &outlets), want, "{text}");
        check("2019-03-04T23:30:00-05:00", Some("-05:00"));
        check("2019-03-04T23:30:00.123Z", Some("Z"));
        check("March 4, 2019 11:30 p.m. EST", Some("EST"));
        check("Mon, 04 Mar 2019 08:00:00 GMT", Some("GMT"));
        check("2019-03-04", None);
        check("11:30 MONDAY", None);
        check("GMT 2019", None);
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
    fn reads_months_in_addresses() {
        let check = |url: &str, want| assert_eq!(month_in_url(url), want, "{url}");
        check("https://example.org/2019/03/harbour", Some((2019, 3)));
        check("https://example.org/news/2019-03/harbour", Some((2019, 3)));
        check("https://example.org/2019/harbour", None);
        check("https://example.org/2019-2020/harbour", None);
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
        check(
            "https://example.org/report_of_04.03.2019_harbour",
            Some("2019-03-04"),
        );
        check("https://example.org/1962/10/27/harbour", Some("1962-10-27"));
        check("https://example.org/2019/03/harbour-5", None);
        check("https://example.org/?from=2019-03-04", None);
    }
}
