//! What one date says of another: the order of numbers, and the day at the outlet's place.
//!
//! In: all the dates of a page. Out: the same, some of them moved to the day that another one shows. "11/01/2023" is the
//! first of November where the page says so elsewhere, and what was published at 23 o'clock UTC was published the next
//! day where readers see the next day, and a day of publication that every change overwrites gives way to an earlier
//! one. Refuses to move a date that nothing else on the page speaks for.

use dateline_schema::{Date, DateEvidence, DateKind};

use super::read::month_in_url;

/// Moves the dates that others explain.
pub(crate) fn settle(dates: &mut [DateEvidence], address: Option<&str>) {
    /// What an overwritten day is still believed.
    const OVERWRITTEN: f32 = 0.4;
    let month = address.and_then(month_in_url);
    for idx in 0..dates.len() {
        let moved = other_order(&dates[idx], dates).or_else(|| local_day(&dates[idx], dates));
        if let Some(date) = moved {
            dates[idx].date = date;
        }
    }
    let overwritten: Vec<usize> = (0..dates.len())
        .filter(|&idx| {
            let date = dates[idx].date;
            month != Some((date.year(), date.month())) && is_overwritten(&dates[idx], dates)
        })
        .collect();
    for idx in overwritten {
        dates[idx].confidence = dates[idx].confidence.min(OVERWRITTEN);
    }
}

/// The other reading of a date in numbers, if another date of the page that is clearer is that day and none is this.
fn other_order(one: &DateEvidence, dates: &[DateEvidence]) -> Option<Date> {
    let clarity = clarity(one);
    if clarity == Clarity::Words {
        return None;
    }
    let (day, month) = (one.date.day(), one.date.month());
    let other = Date::new(one.date.year(), day, month).ok()?;
    let mut clearer = dates.iter().filter(|date| self::clarity(date) < clarity);
    let speaks = clearer.clone().any(|date| date.date == other);
    (speaks && clearer.all(|date| date.date != one.date)).then_some(other)
}

/// How clear it is which number of a date is the month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Clarity {
    /// Written out, or the year first.
    Words,
    /// "04.03.2019": nearly everywhere the day comes first.
    Dots,
    /// "04/03/2019".
    Slashes,
}

fn clarity(one: &DateEvidence) -> Clarity {
    let (day, month, year) = (one.date.day(), one.date.month(), one.date.year());
    let written = |sign: char| {
        [(day, month), (month, day)].iter().any(|(first, second)| {
            one.text
                .contains(&format!("{first:02}{sign}{second:02}{sign}{year}"))
                || one
                    .text
                    .contains(&format!("{first}{sign}{second}{sign}{year}"))
        })
    };
    if day == month {
        Clarity::Words
    } else if written('/') {
        Clarity::Slashes
    } else if written('.') || written('-') {
        Clarity::Dots
    } else {
        Clarity::Words
    }
}

/// Whether a day of publication in metadata was overwritten: it is the day of the last change too, and the page shows an
/// earlier one.
fn is_overwritten(one: &DateEvidence, dates: &[DateEvidence]) -> bool {
    /// How far the line must be believed.
    const VISIBLE: f32 = 0.7;
    let apart = |date: &DateEvidence| (one.date - date.date).get_days();
    one.kind == DateKind::Published
        && is_metadata(one)
        && dates.iter().any(|other| {
            other.kind == DateKind::Updated && is_metadata(other) && (0..2).contains(&apart(other))
        })
        && dates.iter().any(|other| {
            other.kind == DateKind::Published
                && is_local(other)
                && !is_metadata(other)
                && other.confidence >= VISIBLE
                && apart(other) > 1
        })
}

fn is_metadata(date: &DateEvidence) -> bool {
    date.rule.starts_with("meta") || date.rule.starts_with("json-ld")
}

/// The day that readers see, for a time in UTC that may fall on it somewhere.
fn local_day(one: &DateEvidence, dates: &[DateEvidence]) -> Option<Date> {
    /// Local time is at most so far ahead of UTC and behind it, in hours.
    const AHEAD: u8 = 14;
    const BEHIND: u8 = 12;
    if one.kind != DateKind::Published || !is_utc(one.zone.as_deref()?) {
        return None;
    }
    let hour = hour(&one.text)?;
    let seen = |date: Option<Date>| {
        date.filter(|date| {
            dates.iter().any(|other| {
                other.kind == DateKind::Published && other.date == *date && is_local(other)
            })
        })
    };
    // The page may show the day of UTC, too.
    if dates
        .iter()
        .any(|other| other.date == one.date && is_local(other))
    {
        return None;
    }
    seen(one.date.tomorrow().ok().filter(|_| hour + AHEAD >= 24))
        .or_else(|| seen(one.date.yesterday().ok().filter(|_| hour < BEHIND)))
}

/// Whether a date is that of the outlet's place: one with another zone, or a visible one near the headline.
fn is_local(date: &DateEvidence) -> bool {
    match date.zone.as_deref() {
        Some(zone) => !is_utc(zone),
        None => matches!(
            date.rule.as_ref(),
            "date-under-headline" | "date-above-headline" | "line-published"
        ),
    }
}

fn is_utc(zone: &str) -> bool {
    matches!(zone, "Z" | "UTC" | "GMT")
        || (zone.starts_with(['+', '-'])
            && zone
                .bytes()
                .filter(u8::is_ascii_digit)
                .all(|digit| digit == b'0'))
}

/// The hour of the first time of day in a text.
fn hour(text: &str) -> Option<u8> {
    let (before, _) = text.split_once(':')?;
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    before[rest.len()..].parse().ok().filter(|hour| *hour < 24)
}

#[cfg(test)]
mod tests {
    use dateline_data::Outlets;

    use super::*;
    use crate::dates::evidence;
    use crate::dates::read::{NumberOrder, first_date};

    fn check(found: &[(&str, &'static str)], want: &str) {
        let outlets = Outlets::builtin().unwrap();
        let mut dates: Vec<_> = found
            .iter()
            .map(|(text, rule)| {
                let date = first_date(text, NumberOrder::DayFirst, &outlets).unwrap();
                evidence(date, DateKind::Published, rule, text, 0.9, &outlets)
            })
            .collect();
        settle(&mut dates, None);
        assert_eq!(dates[0].date.to_string(), want, "{found:?}");
    }

    #[test]
    fn the_hour_stands_before_the_first_colon() {
        let hours = [
            "2019-03-04T23:59",
            "at 7:30",
            "Zeit\u{fffd}9:10",
            "ум:10",
            "99:10",
            "7.30",
        ]
        .map(hour);
        assert_eq!(hours, [Some(23), Some(7), Some(9), None, None, None]);
    }

    #[test]
    fn another_date_tells_the_order_of_numbers() {
        check(
            &[
                ("11/01/2023 12:43", "meta-date"),
                ("1 November 2023", "date-line"),
            ],
            "2023-11-01",
        );
        check(
            &[
                ("11/01/2023 12:43", "meta-date"),
                ("1 December 2023", "date-line"),
            ],
            "2023-01-11",
        );
        check(
            &[
                ("11/01/2023", "meta-date"),
                ("1 November 2023", "date-line"),
                ("11 January 2023", "date-line"),
            ],
            "2023-01-11",
        );
    }

    #[test]
    fn the_day_that_readers_see_outranks_the_day_of_utc() {
        check(
            &[
                ("2023-11-09T02:11:03Z", "meta-date"),
                ("2023-11-08T21:11:03-05:00", "marked-time"),
            ],
            "2023-11-08",
        );
        check(
            &[
                ("2023-11-09T23:11:03Z", "meta-date"),
                ("10 November 2023", "date-under-headline"),
            ],
            "2023-11-10",
        );
        // Too early for the next day, or not near the headline, or in no zone at all.
        check(
            &[
                ("2023-11-09T08:11:03Z", "meta-date"),
                ("10 November 2023", "date-under-headline"),
            ],
            "2023-11-09",
        );
        check(
            &[
                ("2023-11-09T23:11:03Z", "meta-date"),
                ("10 November 2023", "date-line"),
            ],
            "2023-11-09",
        );
        check(
            &[
                ("2023-11-09T23:11:03", "meta-date"),
                ("10 November 2023", "date-under-headline"),
            ],
            "2023-11-09",
        );
    }

    #[test]
    fn a_day_that_changes_overwrite_gives_way_to_an_earlier_one() {
        let outlets = Outlets::builtin().unwrap();
        let believed = |published: &str, modified: &str, seen: &str| {
            let read = |text, kind, rule, confidence| {
                let date = first_date(text, NumberOrder::DayFirst, &outlets).unwrap();
                evidence(date, kind, rule, text, confidence, &outlets)
            };
            let mut dates = [
                read(
                    published,
                    DateKind::Published,
                    "json-ld-date-published",
                    0.93,
                ),
                read(modified, DateKind::Updated, "json-ld-date-modified", 0.9),
                read(seen, DateKind::Published, "date-under-headline", 0.7),
            ];
            settle(&mut dates, None);
            dates[0].confidence > 0.5
        };
        assert!(!believed("2025-08-21", "2025-08-21", "26 April 2023"));
        assert!(believed("2025-08-21", "2025-09-30", "26 April 2023"));
        assert!(believed("2025-08-21", "2025-08-21", "20 August 2025"));
    }
}
