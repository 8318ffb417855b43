//! Feasts that follow the moon: their days in the Gregorian calendar.
//!
//! Goes in: a year. Comes out: the day by the rule of the feast's own calendar: the Julian computus (Orthodox
//! Easter), the Hebrew calendar (molad and postponements), the tabular Islamic calendar, and the true new moon
//! (Meeus, *Astronomical Algorithms*, chapter 49) for the Chinese New Year and Diwali. Where a feast begins with the
//! sighting of the moon, its day may differ by one from place to place.

use dateline_schema::Date;
use jiff::ToSpan;

/// The day with a number, where 1 is January 1 of the year 1 (Rata Die).
fn from_fixed(day: i64) -> Option<Date> {
    Date::constant(1, 1, 1)
        .checked_add(0.days().try_days(day - 1).ok()?)
        .ok()
}

/// Easter Sunday of the Orthodox churches (Meeus' Julian algorithm), in the Gregorian calendar.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let (month, day) = (i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?);
    let julian_is_behind = y / 100 - y / 400 - 2;
    Date::new(year, month, day)
        .ok()?
        .checked_add(julian_is_behind.days())
        .ok()
}

/// A day of the tabular Islamic calendar, the first that falls into a Gregorian year.
pub(super) fn islamic(month: i8, day: i8, year: i16) -> Option<Date> {
    /// The day before 1 Muharram of the year 1.
    const EPOCH: i64 = 227_014;
    let (month, day) = (i64::from(month), i64::from(day));
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 1..=about + 2).find_map(|hijri| {
        let fixed = EPOCH
            + (hijri - 1) * 354
            + (3 + 11 * hijri).div_euclid(30)
            + 29 * (month - 1)
            + month / 2
            + day;
        from_fixed(fixed).filter(|date| date.year() == year)
    })
}

/// Rosh Hashanah of the Hebrew year that begins in a Gregorian year.
pub(super) fn rosh_hashanah(year: i16) -> Option<Date> {
    from_fixed(hebrew_new_year(i64::from(year) + 3761))
}

/// The first day of Passover in a Gregorian year: 163 days before the New Year that follows it.
pub(super) fn passover(year: i16) -> Option<Date> {
    from_fixed(hebrew_new_year(i64::from(year) + 3761) - 163)
}

/// The first day of Hanukkah, 25 Kislev, in a Gregorian year; the feast begins the evening before.
pub(super) fn hanukkah(year: i16) -> Option<Date> {
    let hebrew = i64::from(year) + 3761;
    let start = hebrew_new_year(hebrew);
    let length = hebrew_new_year(hebrew + 1) - start;
    // Heshvan has a thirtieth day in long years.
    let heshvan = if length % 10 == 5 { 30 } else { 29 };
    from_fixed(start + 30 + heshvan + 24)
}

fn hebrew_new_year(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let (before, this, after) = (
        hebrew_elapsed(year - 1),
        hebrew_elapsed(year),
        hebrew_elapsed(year + 1),
    );
    // No year may become too long or too short.
    let postponed = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    EPOCH + this + postponed
}

fn hebrew_elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 {
        day + 1
    } else {
        day
    }
}

/// The Chinese New Year: the day, in China, of the new moon between January 21 and February 20.
pub(super) fn chinese_new_year(year: i16) -> Option<Date> {
    const CHINA: f64 = 8.0;
    new_moon(year, (1, 21), (2, 20), CHINA)
}

/// Diwali: the evening, in India, on which the new moon between mid-October and mid-November is near.
pub(super) fn diwali(year: i16) -> Option<Date> {
    // The rite is of the evening before the new moon, unless that comes late in the day.
    const INDIA_LESS_THREE_QUARTERS: f64 = 5.5 - 18.0;
    new_moon(year, (10, 17), (11, 15), INDIA_LESS_THREE_QUARTERS)
}

/// The day of a new moon between two days, with the clock so many hours ahead of Greenwich.
fn new_moon(year: i16, first: (i8, i8), last: (i8, i8), hours: f64) -> Option<Date> {
    // The short series holds for centuries about the present.
    if !(1500..=2500).contains(&year) {
        return None;
    }
    let first = Date::new(year, first.0, first.1).ok()?;
    let last = Date::new(year, last.0, last.1).ok()?;
    let lunation = ((f64::from(year) - 2000.0) * 12.3685).floor();
    (-2..=15).find_map(|n| {
        let julian = new_moon_of(lunation + f64::from(n)) + hours / 24.0;
        // A Julian day begins at noon; 1721424.5 is the beginning of the day before January 1 of the year 1.
        #[allow(clippy::cast_possible_truncation)] // Days of a few thousand years are small.
        let fixed = (julian - 1_721_424.5).floor() as i64;
        from_fixed(fixed).filter(|date| (first..=last).contains(date))
    })
}

/// The new moon of a lunation, counted from January 6, 2000, as a Julian day, to a few minutes.
fn new_moon_of(k: f64) -> f64 {
    let t = k / 1236.85;
    let angle = |start: f64, per_lunation: f64| (start + per_lunation * k).to_radians();
    let sun = angle(2.5534, 29.105_356_7);
    let moon = angle(201.5643, 385.816_935_28);
    let latitude = angle(160.7108, 390.670_502_84);
    let node = angle(124.7746, -1.563_755_88);
    let e = 1.0 - 0.002_516 * t;
    2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t - 0.407_20 * moon.sin()
        + 0.172_41 * e * sun.sin()
        + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * latitude).sin()
        + 0.007_39 * e * (moon - sun).sin()
        - 0.005_14 * e * (moon + sun).sin()
        + 0.002_08 * e * e * (2.0 * sun).sin()
        - 0.001_11 * (moon - 2.0 * latitude).sin()
        - 0.000_57 * (moon + 2.0 * latitude).sin()
        - 0.000_17 * node.sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(feast: fn(i16) -> Option<Date>, days: &[(i16, i8, i8)]) {
        for &(year, month, day) in days {
            assert_eq!(feast(year), Some(Date::constant(year, month, day)));
        }
    }

    #[test]
    fn orthodox_easter_follows_the_almanac() {
        check(
            orthodox_easter,
            &[(2008, 4, 27), (2016, 5, 1), (2022, 4, 24), (2024, 5, 5)],
        );
    }

    #[test]
    fn hebrew_feasts_follow_the_almanac() {
        check(
            rosh_hashanah,
            &[(2020, 9, 19), (2022, 9, 26), (2023, 9, 16)],
        );
        check(passover, &[(2020, 4, 9), (2022, 4, 16), (2024, 4, 23)]);
        check(hanukkah, &[(2020, 12, 11), (2022, 12, 19), (2023, 12, 8)]);
    }

    #[test]
    fn new_years_by_the_moon_follow_the_almanac() {
        check(
            chinese_new_year,
            &[
                (1968, 1, 30),
                (2000, 2, 5),
                (2015, 2, 19),
                (2020, 1, 25),
                (2023, 1, 22),
                (2024, 2, 10),
            ],
        );
        check(
            diwali,
            &[
                (2018, 11, 7),
                (2019, 10, 27),
                (2020, 11, 14),
                (2021, 11, 4),
                (2022, 10, 24),
                (2023, 11, 12),
            ],
        );
    }

    #[test]
    fn islamic_feasts_are_within_a_day_of_the_almanac() {
        for (month, day, year, want) in [
            (10, 1, 2022, Date::constant(2022, 5, 2)),
            (12, 10, 2022, Date::constant(2022, 7, 9)),
            (10, 1, 2020, Date::constant(2020, 5, 24)),
            (12, 10, 1998, Date::constant(1998, 4, 7)),
        ] {
            let got = islamic(month, day, year).unwrap();
            assert!(
                got.until(want).unwrap().get_days().abs() <= 1,
                "{got} {want}"
            );
        }
    }
}
