//! The rule that gives a holiday's day in a year.

use dateline_schema::Date;
use jiff::ToSpan;
use jiff::civil::Weekday;

use super::lunar;

/// How the day of a holiday is found.
///
/// ```
/// use dateline_data::HolidayRule;
/// use dateline_schema::Date;
///
/// let thanksgiving = HolidayRule::parse("11 4th 4").unwrap();
/// assert_eq!(thanksgiving.day(1999), Some(Date::constant(1999, 11, 25)));
/// let good_friday = HolidayRule::parse("easter-2").unwrap();
/// assert_eq!(good_friday.day(2024), Some(Date::constant(2024, 3, 29)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayRule {
    /// The same day each year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A weekday counted in its month.
    Nth {
        /// 1 to 12.
        month: i8,
        /// 1 is the first, −1 the last.
        nth: i8,
        /// Monday is 1.
        weekday: i8,
        /// Days to go on from there.
        shift: i32,
    },
    /// Days from Easter Sunday, Gregorian.
    Easter {
        /// −2 is Good Friday.
        shift: i32,
    },
    /// Days from Easter Sunday of the Orthodox churches.
    OrthodoxEaster {
        /// −2 is their Good Friday.
        shift: i32,
    },
    /// A day of the tabular Islamic calendar, the first in the year; seen from place to place it may differ by one.
    Islamic {
        /// 1 is Muharram.
        month: i8,
        /// 1 to 30.
        day: i8,
    },
    /// Days from Rosh Hashanah.
    RoshHashanah {
        /// 9 is Yom Kippur.
        shift: i32,
    },
    /// Days from the first day of Passover.
    Passover {
        /// −30 is Purim.
        shift: i32,
    },
    /// The first day of Hanukkah.
    Hanukkah,
    /// The new moon that begins the Chinese year.
    ChineseNewYear,
    /// The festival of lights.
    Diwali,
    /// A day that was but once.
    Once(Date),
    /// The Tuesday after the first Monday of November.
    UsElection,
}

impl HolidayRule {
    /// Reads a rule as `data/time/holidays.tsv` writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "us-election" {
            return Some(Self::UsElection);
        }
        let named = match text {
            "hanukkah" => Some(Self::Hanukkah),
            "chinese-new-year" => Some(Self::ChineseNewYear),
            "diwali" => Some(Self::Diwali),
            _ => None,
        };
        if named.is_some() {
            return named;
        }
        let shifted = |feast: &str| text.strip_prefix(feast)?.parse().ok();
        if let Some(shift) = shifted("easter") {
            return Some(Self::Easter { shift });
        }
        if let Some(shift) = shifted("orthodox-easter") {
            return Some(Self::OrthodoxEaster { shift });
        }
        if let Some(shift) = shifted("rosh-hashanah") {
            return Some(Self::RoshHashanah { shift });
        }
        if let Some(shift) = shifted("passover") {
            return Some(Self::Passover { shift });
        }
        if let Some(day) = text.strip_prefix("islamic ") {
            let (month, day) = day.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            return ((1..=12).contains(&month) && (1..=30).contains(&day))
                .then_some(Self::Islamic { month, day });
        }
        if text.matches('-').count() == 2 {
            return text.parse().ok().map(Self::Once);
        }
        if let Some((month, day)) = text.split_once('-') {
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            return Date::new(2000, month, day)
                .is_ok()
                .then_some(Self::Fixed { month, day });
        }
        let mut parts = text.split(' ');
        let month = parts.next()?.parse().ok()?;
        let nth = match parts.next()? {
            "1st" => 1,
            "2nd" => 2,
            "3rd" => 3,
            "4th" => 4,
            "last" => -1,
            _ => return None,
        };
        let (weekday, shift) = match parts.next()?.split_once('+') {
            Some((weekday, shift)) => (weekday.parse().ok()?, shift.parse().ok()?),
            None => (text.rsplit(' ').next()?.parse().ok()?, 0),
        };
        ((1..=12).contains(&month) && (1..=7).contains(&weekday)).then_some(Self::Nth {
            month,
            nth,
            weekday,
            shift,
        })
    }

    /// Its day in a year, where the year is one of the calendar.
    #[must_use]
    pub fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Nth {
                month,
                nth,
                weekday,
                shift,
            } => Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(nth, Weekday::from_monday_one_offset(weekday).ok()?)
                .ok()?
                .checked_add(shift.days())
                .ok(),
            Self::Easter { shift } => easter(year)?.checked_add(shift.days()).ok(),
            Self::OrthodoxEaster { shift } => {
                lunar::orthodox_easter(year)?.checked_add(shift.days()).ok()
            }
            Self::Islamic { month, day } => lunar::islamic(month, day, year),
            Self::RoshHashanah { shift } => {
                lunar::rosh_hashanah(year)?.checked_add(shift.days()).ok()
            }
            Self::Passover { shift } => lunar::passover(year)?.checked_add(shift.days()).ok(),
            Self::Hanukkah => lunar::hanukkah(year),
            Self::ChineseNewYear => lunar::chinese_new_year(year),
            Self::Diwali => lunar::diwali(year),
            Self::Once(day) => Some(day).filter(|day| day.year() == year),
            Self::UsElection => Date::new(year, 11, 1)
                .ok()?
                .nth_weekday_of_month(1, Weekday::Monday)
                .ok()?
                .checked_add(1.day())
                .ok(),
        }
    }
}

/// Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?);
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_follows_the_almanac() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2019, 4, 21),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), Some(Date::constant(year, month, day)));
        }
    }

    #[test]
    fn counts_weekdays_and_elections() {
        let day = |rule: &str, year| HolidayRule::parse(rule).unwrap().day(year).unwrap();
        assert_eq!(day("05 last 1", 2023), Date::constant(2023, 5, 29));
        assert_eq!(day("11 4th 4+1", 2023), Date::constant(2023, 11, 24));
        assert_eq!(day("us-election", 1998), Date::constant(1998, 11, 3));
        assert_eq!(day("us-election", 2022), Date::constant(2022, 11, 8));
    }

    #[test]
    fn refuses_what_is_no_rule() {
        for text in [
            "",
            "13-01",
            "02-30",
            "11 fifth 4",
            "11 4th 8",
            "easter",
            "islamic 13-01",
            "2001-02-30",
        ] {
            assert_eq!(HolidayRule::parse(text), None, "{text:?}");
        }
    }
}
