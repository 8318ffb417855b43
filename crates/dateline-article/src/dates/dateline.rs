//! The dateline of a first paragraph: "WASHINGTON, October 23, 1962 (Meridian Wire) - The council …".
//!
//! In: the article's own first lines, and the dates that the rest of the page shows. Out: the day on which the report
//! was filed, which is the day of its publication or the one before. A day without a year takes the year that puts it
//! shortly before a date of the page, or that of a year and month in the address. Refuses a front that is a sentence:
//! a dateline opens with its place in capitals, or ends in the agency's name in brackets.

use dateline_data::Outlets;
use dateline_schema::{DateEvidence, DateKind};
use jiff::civil::Date;

use super::read::{first_date, first_day, month_in_url};
use super::{NumberOrder, evidence};
use crate::block::TextBlock;

/// How many of the article's own blocks may hold its dateline: a standfirst and a caption come before it.
const REACH: usize = 3;

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
            evidence(date, DateKind::Published, "dateline", front, confidence)
        })
}

/// What stands before the dash of a dateline.
pub(crate) fn front(text: &str) -> Option<&str> {
    /// A place, its country, a date and an agency, in bytes.
    const LONGEST: usize = 90;
    let end = (0..=text.len().min(LONGEST))
        .rev()
        .find(|&end| text.is_char_boundary(end))?;
    let head = &text[..end];
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
    fn the_year_comes_from_dates_that_follow_shortly() {
        let other = |date: &str, kind| [evidence(date.parse().unwrap(), kind, "x", "", 0.5)];
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
