//! The dateline of a first paragraph: "WASHINGTON, October 23, 1962 (Meridian Wire) - The council …".
//!
//! In: the article's own first lines, and the dates that the rest of the page shows. Out: the day on which the report
//! was filed, which is the day of its publication or the one before. A day without a year takes the year that puts it
//! shortly before a date of the page, or that of a year and month in the address. Refuses a front that is a sentence:
//! a dateline opens with its place in capitals, or ends in the agency's name in brackets.

use dateline_data::Outlets;
use dateline_schema::{DateEvidence, DateKind};
use jiff::civil::Date;

use super::read::{all_dates, first_date, first_day, month_in_url};
use super::{NumberOrder, evidence};
use crate::block::TextBlock;
use crate::words::start_of;

/// How many of the article's own blocks may hold its dateline: a standfirst and a caption come before it.
const REACH: usize = 5;

/// The date of the dateline, if the page has one that can be read; `own` says which blocks are the article's.
pub(crate) fn from_dateline(
    blocks: &[TextBlock],
    own: impl Fn(usize) -> bool,
    others: &[DateEvidence],
    url: Option<&str>,
    order: NumberOrder,
    outlets: &Outlets,
) -> Option<DateEvidence> {
    blocks
        .iter()
        .enumerate()
        .filter(|(idx, _)| own(*idx))
        .take(REACH)
        .find_map(|(_, block)| {
            if let Some((front, date)) = opening_date(&block.text, order, outlets) {
                return Some((front, date, 0.5));
            }
            let front = front(&block.text)?;
            if let Some(date) = first_date(front, order, outlets) {
                return Some((front, date, 0.6));
            }
            let (month, day) = first_day(front, outlets)?;
            let date = in_year_of_page(month, day, others).or_else(|| {
                let (year, of_url) = month_in_url(url?)?;
                (of_url == month).then(|| Date::new(year, month, day).ok())?
            })?;
            Some((front, date, 0.5))
        })
        .map(|(front, date, confidence)| {
            let kind = DateKind::Published;
            evidence(date, kind, "dateline", front, confidence, outlets)
        })
}

/// A date in numbers that opens a text and is no part of its first sentence, or one in brackets behind its place:
/// "04.03.2019 – The harbour…", "04.03.2019 The harbour…", "Port Example, (04.03.2019). The harbour…".
fn opening_date<'a>(
    text: &'a str,
    order: NumberOrder,
    outlets: &Outlets,
) -> Option<(&'a str, Date)> {
    /// A place before the bracket, in bytes.
    const PLACE: usize = 40;
    let front = start_of(text, 100);
    let dates = all_dates(front, order, outlets);
    let (date, range) = dates.first()?;
    let (before, after) = (&front[..range.start], after_time(&front[range.end..]));
    let in_numbers = !front[range.clone()].contains(char::is_alphabetic);
    let apart = match before.trim_end_matches([' ', ',']) {
        "" => after.trim_start().starts_with(|c: char| {
            c.is_uppercase() || matches!(c, '-' | '–' | '—' | '|' | '•' | '"' | '„' | '“')
        }),
        place => {
            let bracket = place.trim_end_matches('(').trim_end_matches([' ', ',']);
            place.ends_with('(')
                && after.starts_with(')')
                && bracket.len() <= PLACE
                && bracket.starts_with(char::is_uppercase)
                && bracket.split(' ').count() < 4
        }
    };
    (in_numbers && apart).then_some((&text[..range.end], *date))
}

/// What follows the time of day that may stand behind a date: "10:16 Uhr", "10.16 h".
fn after_time(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', ',']);
    let clock = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(rest.len());
    let is_clock =
        (4..=8).contains(&clock) && rest[..clock].trim_end_matches('.').contains([':', '.']);
    if !is_clock {
        return text;
    }
    let rest = &rest[clock..];
    let unit = rest.trim_start();
    ["Uhr", "h "]
        .iter()
        .find_map(|sign| unit.strip_prefix(sign))
        .unwrap_or(rest)
}

/// What stands before the dash of a dateline.
pub(crate) fn front(text: &str) -> Option<&str> {
    /// A place, its country, a date and an agency, in bytes.
    const LONGEST: usize = 90;
    let head = start_of(text, LONGEST);
    let at = [" — ", " – ", " - ", " -- ", "— ", "): "]
        .iter()
        .filter_map(|sign| head.find(sign))
        .min()?;
    let front = head[..at].trim_end_matches(['—', '–', '-', ' ']);
    let place = front.split([',', ' ', '(']).next()?;
    let in_capitals = place.chars().count() > 2
        && place
            .chars()
            .all(|c| c.is_uppercase() || c == '-' || c == '.');
    let names_agency = agency(text).is_some() && front.starts_with(char::is_uppercase);
    (in_capitals || names_agency).then_some(front)
}

/// The agency that a dateline names in brackets.
pub(crate) fn agency(text: &str) -> Option<&str> {
    /// Where the bracket ends at the latest, in bytes.
    const LONGEST: usize = 100;
    let (before, rest) = text.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let is_front =
        before.len() + name.len() < LONGEST && !before.is_empty() && !before.contains(". ");
    let after = after.trim_start();
    (is_front && after.starts_with(['-', '–', '—', ':']) && !name.trim().is_empty())
        .then(|| name.trim())
}

/// The day in the year of the first date of the page that follows it shortly.
fn in_year_of_page(month: i8, day: i8, others: &[DateEvidence]) -> Option<Date> {
    /// A page changed or rendered so many days later may still be the report's own.
    const DAYS: i32 = 45;
    others.iter().find_map(|other| {
        if other.kind == DateKind::Copyright {
            return None;
        }
        [other.date.year(), other.date.year() - 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|date| (0..=DAYS).contains(&(other.date - *date).get_days()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_a_place_in_capitals_or_names_an_agency() {
        let check = |text: &str, want: Option<&str>| assert_eq!(front(text), want, "{text}");
        check(
            "PORT EXAMPLE, March 4 — The harbour reopened.",
            Some("PORT EXAMPLE, March 4"),
        );
        check(
            "Port Example, March 4 (Meridian Wire) - It reopened.",
            Some("Port Example, March 4 (Meridian Wire)"),
        );
        check(
            "On Monday, March 4 — the day it reopened — ships came.",
            None,
        );
        check("A ship — the first — came on March 4.", None);
    }

    #[test]
    fn a_date_in_numbers_may_open_the_text() {
        let outlets = Outlets::builtin().unwrap();
        let check = |text: &str, want: Option<&str>| {
            let found = opening_date(text, NumberOrder::DayFirst, &outlets);
            assert_eq!(
                found.map(|(_, date)| date.to_string()).as_deref(),
                want,
                "{text}"
            );
        };
        check("04.03.2019 – The harbour reopened.", Some("2019-03-04"));
        check("04.03.2019 The harbour reopened.", Some("2019-03-04"));
        check(
            "Port Example, (04.03.2019). The harbour reopened.",
            Some("2019-03-04"),
        );
        check(
            "04.03.2019 10:16 Uhr - The harbour reopened.",
            Some("2019-03-04"),
        );
        check("04.03.2019 was the day on which it reopened.", None);
        check("4 March 2019 The harbour reopened.", None);
        check(
            "The harbour that the town had lost (04.03.2019) reopened.",
            None,
        );
    }

    #[test]
    fn the_year_comes_from_dates_that_follow_shortly() {
        let outlets = Outlets::builtin().unwrap();
        let other = |date: &str, kind| {
            [evidence(
                date.parse().unwrap(),
                kind,
                "x",
                "",
                0.5,
                &outlets,
            )]
        };
        let read =
            |others: &[DateEvidence]| in_year_of_page(12, 30, others).map(|date| date.to_string());
        assert_eq!(
            read(&other("2020-01-02", DateKind::Updated)).as_deref(),
            Some("2019-12-30")
        );
        assert_eq!(read(&other("2020-06-02", DateKind::Updated)), None);
        assert_eq!(read(&other("2020-01-01", DateKind::Copyright)), None);
    }
}
