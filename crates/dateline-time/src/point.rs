//! A stretch of the calendar from a century down to a day: its TIMEX3 value, its days, and steps from it.
//!
//! Weeks are ISO 8601 weeks, as in TIMEX3. Years before Christ are negative, without a year 0 in between; their
//! decades and centuries are counted on below zero, so that steps across stay steps of one. [`Point::days`] counts
//! them as astronomers do, with a year 0; outside they have no days, for no page is dated by them.

use dateline_data::{Season, Unit};
use dateline_schema::{Date, Interval};
use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};

/// A stretch of the calendar with one of the calendar's own borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// A hundred years; 19 is 1900 to 1999.
    Century(i16),
    /// Ten years; 198 is 1980 to 1989.
    Decade(i16),
    /// A year.
    Year(i16),
    /// Half a year, 1 or 2.
    Half(i16, u8),
    /// A quarter, 1 to 4.
    Quarter(i16, u8),
    /// A season.
    Season(i16, Season),
    /// A month, 1 to 12.
    Month(i16, u8),
    /// An ISO week of an ISO year.
    Week(i16, i8),
    /// The Saturday and Sunday of an ISO week.
    Weekend(i16, i8),
    /// A day.
    Day(Date),
}

impl Point {
    /// The stretch of this size that holds a day; hours and less count as the day.
    pub(crate) fn around(date: Date, unit: Unit) -> Self {
        let year = named_year(date.year());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(date),
            Unit::Weekend => {
                let week = date.iso_week_date();
                Self::Weekend(week.year(), week.week())
            }
            Unit::Week | Unit::Fortnight => {
                let week = date.iso_week_date();
                Self::Week(week.year(), week.week())
            }
            Unit::Month => Self::Month(year, date.month().unsigned_abs()),
            Unit::Quarter => Self::Quarter(year, quarter_of(date.month().unsigned_abs())),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(part_of_era(year, 10)),
            Unit::Century | Unit::Millennium => Self::Century(part_of_era(year, 100)),
        }
    }

    /// The TIMEX3 value.
    pub(crate) fn value(self) -> String {
        match self {
            Self::Century(century) if century < 0 => format!("BC{:02}", -1 - i32::from(century)),
            Self::Century(century) => format!("{century:02}"),
            Self::Decade(decade) if decade < 0 => format!("BC{:03}", -1 - i32::from(decade)),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Year(year) => year_value(year),
            Self::Half(year, half) => format!("{}-H{half}", year_value(year)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year_value(year)),
            Self::Season(year, season) => format!("{}-{}", year_value(year), season.value),
            Self::Month(year, month) => format!("{}-{month:02}", year_value(year)),
            Self::Week(year, week) => format!("{}-W{week:02}", year_value(year)),
            Self::Weekend(year, week) => format!("{}-W{week:02}-WE", year_value(year)),
            Self::Day(date) => format!(
                "{}-{:02}-{:02}",
                year_value(named_year(date.year())),
                date.month(),
                date.day()
            ),
        }
    }

    /// Its days; unknown before Christ.
    pub(crate) fn interval(self) -> Interval {
        let days = self.days();
        let is_ours = days.low.is_some_and(|low| low.year() > 0);
        if is_ours { days } else { Interval::UNKNOWN }
    }

    /// Its days, with a year 0 before the year 1.
    pub(crate) fn days(self) -> Interval {
        match self {
            Self::Century(century) if century < 0 => {
                years((i32::from(century) + 1) * 100 - 98, 100)
            }
            Self::Decade(decade) if decade < 0 => years((i32::from(decade) + 1) * 10 - 8, 10),
            Self::Century(century) => years(i32::from(century) * 100, 100),
            Self::Decade(decade) => years(i32::from(decade) * 10, 10),
            Self::Year(year) => years(i32::from(astronomical(year)), 1),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Season(year, season) => months(year, season.first_month, 3),
            Self::Month(year, month) => months(year, month, 1),
            Self::Week(year, week) => week_days(year, week, Weekday::Monday),
            Self::Weekend(year, week) => week_days(year, week, Weekday::Saturday),
            Self::Day(date) => Interval::day(date),
        }
    }

    /// The first day, where it is known.
    pub(crate) fn first_day(self) -> Option<Date> {
        self.days().low
    }

    /// The unit of its own size.
    pub(crate) fn unit(self) -> Unit {
        match self {
            Self::Century(_) => Unit::Century,
            Self::Decade(_) => Unit::Decade,
            Self::Year(_) => Unit::Year,
            Self::Half(..) | Self::Quarter(..) | Self::Season(..) => Unit::Quarter,
            Self::Month(..) => Unit::Month,
            Self::Week(..) => Unit::Week,
            Self::Weekend(..) => Unit::Weekend,
            Self::Day(_) => Unit::Day,
        }
    }

    /// The year, where it is one year's.
    pub(crate) fn year(self) -> Option<i16> {
        match self {
            Self::Century(_) | Self::Decade(_) => None,
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::Week(year, _)
            | Self::Weekend(year, _) => Some(year),
            Self::Day(date) => Some(named_year(date.year())),
        }
    }

    /// The same stretch `n` units on, in the size of the unit or its own, whichever is finer.
    pub(crate) fn step(self, n: i32, unit: Unit) -> Option<Self> {
        if unit == Unit::Year || unit == Unit::Decade || unit == Unit::Century {
            let factor = match unit {
                Unit::Decade => 10,
                Unit::Century => 100,
                _ => 1,
            };
            return self.step_years(n.checked_mul(factor)?);
        }
        if let (Self::Quarter(year, quarter), Unit::Quarter) = (self, unit) {
            let count = i32::from(year) * 4 + i32::from(quarter) - 1 + n;
            let year = i16::try_from(count.div_euclid(4)).ok()?;
            return Some(Self::Quarter(
                year,
                u8::try_from(count.rem_euclid(4)).ok()? + 1,
            ));
        }
        let day = self.first_day()?;
        let moved = add(day, n, unit)?;
        Some(Self::around(moved, self.unit().min(unit)))
    }

    fn step_years(self, n: i32) -> Option<Self> {
        let on = |year: i16| {
            let there = i32::from(astronomical(year)).checked_add(n)?;
            i16::try_from(there).ok().map(named_year)
        };
        Some(match self {
            Self::Century(century) => {
                Self::Century(i16::try_from(i32::from(century) + n / 100).ok()?)
            }
            Self::Decade(decade) => Self::Decade(i16::try_from(i32::from(decade) + n / 10).ok()?),
            Self::Year(year) => Self::Year(on(year)?),
            Self::Half(year, half) => Self::Half(on(year)?, half),
            Self::Quarter(year, quarter) => Self::Quarter(on(year)?, quarter),
            Self::Season(year, season) => Self::Season(on(year)?, season),
            Self::Month(year, month) => Self::Month(on(year)?, month),
            Self::Week(year, week) => Self::Week(on(year)?, week.min(52)),
            Self::Weekend(year, week) => Self::Weekend(on(year)?, week.min(52)),
            Self::Day(date) => Self::Day(add(date, n, Unit::Year)?),
        })
    }
}

/// The day `n` units on.
pub(crate) fn add(date: Date, n: i32, unit: Unit) -> Option<Date> {
    let n = i64::from(n);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day => 0.days().try_days(n),
        Unit::Week | Unit::Weekend => 0.days().try_weeks(n),
        Unit::Fortnight => 0.days().try_weeks(n * 2),
        Unit::Month => 0.days().try_months(n),
        Unit::Quarter => 0.days().try_months(n * 3),
        Unit::Year => 0.days().try_years(n),
        Unit::Decade => 0.days().try_years(n * 10),
        Unit::Century => 0.days().try_years(n * 100),
        Unit::Millennium => 0.days().try_years(n * 1000),
    };
    date.checked_add(span.ok()?).ok()
}

/// Days from `from` to `to`; negative where `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The quarter of a month, 1 to 4.
pub(crate) fn quarter_of(month: u8) -> u8 {
    month.saturating_sub(1) / 3 + 1
}

/// The day of the week, Monday is 1.
pub(crate) fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_one_offset().unsigned_abs()
}

/// The decade or century of a year: 198 of 1980, -49 of 489 to 480 before Christ.
fn part_of_era(year: i16, size: i16) -> i16 {
    if year < 0 {
        -1 - (-year) / size
    } else {
        year / size
    }
}

/// The year of a calendar with a year 0, in the one without.
pub(crate) fn named_year(year: i16) -> i16 {
    if year <= 0 {
        year.saturating_sub(1)
    } else {
        year
    }
}

/// The year of a calendar without a year 0, in the one that has it.
pub(crate) fn astronomical(year: i16) -> i16 {
    if year < 0 { year + 1 } else { year }
}

fn year_value(year: i16) -> String {
    if year < 0 {
        format!("BC{:04}", -i32::from(year))
    } else {
        format!("{year:04}")
    }
}

fn years(first: i32, n: i32) -> Interval {
    let bound = |year: i32, month, day| Date::new(i16::try_from(year).ok()?, month, day).ok();
    match bound(first, 1, 1).zip(bound(first + n - 1, 12, 31)) {
        Some((low, high)) => Interval::between(low, high),
        None => Interval::UNKNOWN,
    }
}

fn months(year: i16, first: u8, n: i64) -> Interval {
    let bounds = || {
        let low = Date::new(astronomical(year), i8::try_from(first).ok()?, 1).ok()?;
        let high = low
            .checked_add(n.months())
            .ok()?
            .checked_sub(1.day())
            .ok()?;
        Some(Interval::between(low, high))
    };
    bounds().unwrap_or(Interval::UNKNOWN)
}

fn week_days(year: i16, week: i8, from: Weekday) -> Interval {
    let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(Date::from);
    match (day(from), day(Weekday::Sunday)) {
        (Some(low), Some(high)) => Interval::between(low, high),
        _ => Interval::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn weeks_are_iso_weeks() {
        let week = Point::around(date(2020, 1, 3), Unit::Week);
        assert_eq!(week.value(), "2020-W01");
        assert_eq!(
            week.interval(),
            Interval::between(date(2019, 12, 30), date(2020, 1, 5))
        );
        assert_eq!(week.step(-1, Unit::Week).unwrap().value(), "2019-W52");
    }

    #[test]
    fn steps_keep_the_finer_size() {
        let quarter = Point::Quarter(1989, 3);
        assert_eq!(quarter.step(-1, Unit::Year).unwrap().value(), "1988-Q3");
        assert_eq!(quarter.step(2, Unit::Quarter).unwrap().value(), "1990-Q1");
        let day = Point::Day(date(2024, 2, 29));
        assert_eq!(day.step(-1, Unit::Year).unwrap().value(), "2023-02-28");
        assert_eq!(day.step(3, Unit::Week).unwrap().value(), "2024-03-21");
        assert_eq!(
            Point::Year(1990).step(-2, Unit::Decade).unwrap().value(),
            "1970"
        );
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_panic() {
        let last = Point::Day(date(9999, 12, 31));
        assert_eq!(last.step(1, Unit::Day), None);
        assert_eq!(add(date(9999, 12, 31), i32::MAX, Unit::Century), None);
        assert!(Point::Year(-44).interval().is_unknown());
        assert_eq!(Point::Year(-44).value(), "BC0044");
    }

    #[test]
    fn steps_go_on_over_the_turn_of_the_era() {
        let value = |point: Point, n, unit| point.step(n, unit).unwrap().value();
        assert_eq!(value(Point::Year(-490), 1, Unit::Year), "BC0489");
        assert_eq!(value(Point::Year(-1), 1, Unit::Year), "0001");
        assert_eq!(value(Point::Decade(-49), 1, Unit::Decade), "BC047");
        assert_eq!(value(Point::Century(-1), 1, Unit::Century), "00");
        let day = Point::Year(-480).first_day().unwrap();
        assert_eq!(Point::around(day, Unit::Decade).value(), "BC048");
        assert_eq!(Point::around(day, Unit::Century).value(), "BC04");
    }
}
