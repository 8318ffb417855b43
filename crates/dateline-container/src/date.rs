//! Days as archives, feeds and data sets write them.

use dateline_schema::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Feeds get the day of the week wrong and still mean the date.
const MAIL: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// The day of an ISO 8601 date or date-time, or of one as in mail (RFC 2822), in its own time zone.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).filter(|_| {
        text[10..]
            .chars()
            .next()
            .is_none_or(|next| matches!(next, 'T' | 't' | ' '))
    });
    iso.and_then(|iso| iso.parse().ok())
        .or_else(|| Some(MAIL.parse_zoned(text).ok()?.date()))
        // "Mon, 2 Jan 2006 15:04:05 PDT": zones that nobody knows keep the day.
        .or_else(|| {
            let (rest, _zone) = text.rsplit_once(' ')?;
            Some(MAIL.parse_zoned(format!("{rest} +0000")).ok()?.date())
        })
}

/// The last day that it was anywhere on Earth at a moment: clocks are up to 14 hours ahead of UTC. For moments of
/// fetching: an outlet may have dated its page by its own clock. A day without a time and its zone is
/// taken at its word.
pub(crate) fn latest_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let moment = text.parse().ok();
    moment
        .or_else(|| Some(MAIL.parse_zoned(text).ok()?.timestamp()))
        .and_then(latest_day_of)
        .or_else(|| day(text))
}

fn latest_day_of(moment: Timestamp) -> Option<Date> {
    const MOST_AHEAD: SignedDuration = SignedDuration::from_hours(14);
    let ahead = moment.checked_add(MOST_AHEAD).ok()?;
    Some(ahead.to_zoned(TimeZone::UTC).date())
}

/// The day of so many seconds, or milliseconds, after the beginning of 1970, in UTC.
pub(crate) fn day_of_unix_time(number: f64) -> Option<Date> {
    Some(of_unix_time(number)?.to_zoned(TimeZone::UTC).date())
}

/// The last day that it was anywhere on Earth then.
pub(crate) fn latest_day_of_unix_time(number: f64) -> Option<Date> {
    latest_day_of(of_unix_time(number)?)
}

fn of_unix_time(number: f64) -> Option<Timestamp> {
    /// Seconds reach this in the year 5138, milliseconds reached it in March 1973.
    const MILLISECONDS_FROM: f64 = 1e11;
    let seconds = if number.abs() < MILLISECONDS_FROM {
        number
    } else {
        number / 1000.0
    };
    // A float outside of the range of integers becomes the nearest one, which is no time stamp.
    Timestamp::from_second(seconds.floor() as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = day(text).map(|day| day.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_are_read_in_their_own_zone() {
        check("2020-01-05", Some("2020-01-05"));
        check(" 2020-01-05T23:30:00-08:00 ", Some("2020-01-05"));
        check("2020-01-05 23:30", Some("2020-01-05"));
        check("Sun, 05 Jan 2020 23:30:00 -0800", Some("2020-01-05"));
        check("05 Jan 2020 23:30:00 GMT", Some("2020-01-05"));
        check("Mon, 05 Jan 2020 23:30:00 +0000", Some("2020-01-05"));
        check("Sun, 05 Jan 2020 23:30:00 CEST", Some("2020-01-05"));
    }

    #[test]
    fn a_moment_is_on_the_next_day_already_in_the_east() {
        let check = |text: &str, want: Option<&str>| {
            let found = latest_day(text).map(|day| day.to_string());
            assert_eq!(found.as_deref(), want, "{text}");
        };
        check("2020-01-05T12:00:00Z", Some("2020-01-06"));
        check("2020-01-05T09:59:59.123456Z", Some("2020-01-05"));
        check("Sun, 05 Jan 2020 23:30:00 +1400", Some("2020-01-05"));
        check("Sun, 05 Jan 2020 23:30:00 -0800", Some("2020-01-06"));
        check("2020-01-05", Some("2020-01-05"));
        check("2020-01-05 23:30", Some("2020-01-05"));
        check("9999-12-31T23:00:00Z", Some("9999-12-31"));
        check("yesterday", None);
    }

    #[test]
    fn what_is_no_day_is_none() {
        check("", None);
        check("2020-01-051", None);
        check("2020-13-05", None);
        check("yesterday", None);
        check("ééééééé", None);
    }

    #[test]
    fn unix_time_is_seconds_or_milliseconds() {
        let day = |number| day_of_unix_time(number).map(|day| day.to_string());
        assert_eq!(day(1_578_182_400.0).as_deref(), Some("2020-01-05"));
        assert_eq!(day(1_578_182_400_123.0).as_deref(), Some("2020-01-05"));
        assert_eq!(day(f64::MAX), None);
        let latest = |number| latest_day_of_unix_time(number).map(|day| day.to_string());
        assert_eq!(latest(1_578_225_600.0).as_deref(), Some("2020-01-06"));
        assert_eq!(latest(1_578_182_400.0).as_deref(), Some("2020-01-05"));
    }
}
