//! Picks one recurrence of something recurring: the nearest before or behind a day.

use dateline_data::{Calendar, Tense, Unit};
use dateline_schema::Date;

use crate::expr::{Open, Recurring, Which};
use crate::point::{Point, add, astronomical, days_between, named_year, weekday_of};

/// To which side of the reference day one looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toward {
    /// The latest that has begun, the reference day included.
    Past,
    /// The same where the verb that the words hang on says so, however near the next one is.
    CertainPast,
    /// The latest that ended before the reference day.
    StrictPast,
    /// The first that has not ended, the reference day included.
    Future,
    /// The first that begins after the reference day.
    StrictFuture,
    /// The nearest on either side.
    Nearest,
}

impl Toward {
    /// The side on which a recurrence lies, by the word before it and by the tense.
    pub(crate) fn of(which: Which, tense: Option<Tense>) -> Self {
        match (which, tense) {
            (Which::Last | Which::Before, _) => Self::StrictPast,
            (Which::Next | Which::After, _) => Self::StrictFuture,
            (Which::This, Some(Tense::Past)) => Self::Past,
            (Which::This, _) => Self::Future,
            (_, Some(Tense::Past)) => Self::Past,
            (_, Some(Tense::Future)) => Self::Future,
            _ => Self::Nearest,
        }
    }
}

/// A recurrence in a given year.
pub(crate) fn in_year(what: Recurring, year: i16, calendar: &Calendar) -> Option<Point> {
    match what {
        Recurring::MonthDay(month, day) => {
            Date::new(astronomical(year), month.cast_signed(), day.cast_signed())
                .ok()
                .map(Point::Day)
        }
        Recurring::Month(month) => Some(Point::Month(year, month)),
        Recurring::Season(season) => Some(Point::Season(year, season)),
        Recurring::Quarter(quarter) => Some(Point::Quarter(year, quarter)),
        Recurring::Half(half) => Some(Point::Half(year, half)),
        Recurring::Holiday(idx) => calendar.holiday(idx).rule.day(year).map(Point::Day),
        Recurring::Weekday(_) | Recurring::DayOfMonth(_) => None,
    }
}

/// The recurrence on that side of a day.
pub(crate) fn from(open: &Open, from: Date, calendar: &Calendar, toward: Toward) -> Option<Point> {
    match open.what {
        Recurring::Weekday(weekday) => weekday_from(weekday, from, toward).map(Point::Day),
        Recurring::DayOfMonth(day) => day_of_month(day, open.weekday, from, toward),
        what => yearly(what, open.weekday, from, calendar, toward),
    }
}

/// How much farther a step back counts than one forward: a history goes on in time.
const BACKWARD: i32 = 3;

/// The recurrence that goes on from a stretch of which a history has just told.
pub(crate) fn onward(open: &Open, last: Point, calendar: &Calendar) -> Option<Point> {
    let days = last.days();
    let (low, high) = (days.low?, days.high?);
    match open.what {
        Recurring::Weekday(_) | Recurring::DayOfMonth(_) => {
            from(open, low, calendar, Toward::Future)
        }
        what => (-1..=1)
            .filter_map(|n| in_year(what, named_year(low.year().checked_add(n)?), calendar))
            .filter_map(|point| {
                let days = point.days();
                let (first, end) = (days.low?, days.high?);
                let cost = if end < low {
                    days_between(end, low) * BACKWARD
                } else if first > high {
                    days_between(high, first)
                } else {
                    0
                };
                Some((cost, point))
            })
            .min_by_key(|(cost, _)| *cost)
            .map(|(_, point)| point),
    }
}

fn weekday_from(weekday: u8, from: Date, toward: Toward) -> Option<Date> {
    let ahead = (i32::from(weekday) - i32::from(weekday_of(from))).rem_euclid(7);
    let days = match toward {
        Toward::Past | Toward::CertainPast | Toward::Nearest if ahead == 0 => 0,
        // A report without a verb about it tells of what has happened.
        Toward::Past | Toward::CertainPast | Toward::Nearest | Toward::StrictPast => ahead - 7,
        Toward::Future => ahead,
        Toward::StrictFuture if ahead == 0 => 7,
        Toward::StrictFuture => ahead,
    };
    add(from, days, Unit::Day)
}

/// Years that are tried about the reference day where a weekday must fit: the calendar repeats after 28 at most.
const WEEKDAY_YEARS: i16 = 11;

/// Days within which a day without a year is the nearest one.
const NEAR: i32 = 120;

/// The same for a quarter or half that something to come is said of.
const NEAR_QUARTER: i32 = 90;

/// The same for a month: its clause more often tells on which side it lies.
const NEAR_MONTH: i32 = 100;

fn yearly(
    what: Recurring,
    weekday: Option<u8>,
    from: Date,
    calendar: &Calendar,
    toward: Toward,
) -> Option<Point> {
    let reach = match what {
        Recurring::MonthDay(2, 29) => 8,
        _ => 1,
    };
    let candidates = |reach: i16| {
        (-reach..=reach).filter_map(move |n| {
            let point = in_year(what, named_year(from.year().checked_add(n)?), calendar)?;
            Some((point, distance(point, from)?))
        })
    };
    if let Some(weekday) = weekday {
        let fits = |point: Point| matches!(point, Point::Day(date) if weekday_of(date) == weekday);
        return candidates(WEEKDAY_YEARS)
            .filter(|(point, _)| fits(*point))
            .min_by_key(|(_, days)| days.abs())
            .map(|(point, _)| point);
    }
    let past = |limit: i32| {
        candidates(reach)
            .filter(|(_, days)| *days <= limit)
            .max_by_key(|(_, days)| *days)
    };
    let future = |limit: i32| {
        candidates(reach)
            .filter(|(_, days)| *days >= limit)
            .min_by_key(|(_, days)| *days)
    };
    // A day that is near on one side and far on the other is the near one, whatever the verbs about it say.
    let near = match what {
        Recurring::MonthDay(..) | Recurring::Holiday(_) => NEAR,
        Recurring::Month(_) => NEAR_MONTH,
        // "It expects to release third-quarter results" speaks of the quarter that is just over.
        Recurring::Quarter(_) | Recurring::Half(_) if toward == Toward::Future => NEAR_QUARTER,
        _ => -1,
    };
    if matches!(toward, Toward::Past | Toward::Future)
        && let Some(near) = candidates(reach)
            .filter(|(_, days)| days.abs() <= near)
            .min_by_key(|(_, days)| days.abs())
    {
        return Some(near.0);
    }
    let picked = match toward {
        Toward::Past | Toward::CertainPast => past(0),
        Toward::StrictPast => past(-1),
        Toward::Future => future(0),
        Toward::StrictFuture => future(1),
        Toward::Nearest if matches!(what, Recurring::Quarter(_) | Recurring::Half(_)) => past(0),
        Toward::Nearest => candidates(reach).min_by_key(|(_, days)| days.abs()),
    };
    picked.map(|(point, _)| point)
}

/// Days from the reference day to a stretch; 0 inside it.
fn distance(point: Point, from: Date) -> Option<i32> {
    let interval = point.days();
    let (low, high) = (interval.low?, interval.high?);
    Some(if from < low {
        days_between(from, low)
    } else if from > high {
        days_between(from, high)
    } else {
        0
    })
}

/// Months that are tried about the reference day.
const MONTHS: i32 = 14;

fn day_of_month(day: u8, weekday: Option<u8>, from: Date, toward: Toward) -> Option<Point> {
    let first = from.first_of_month();
    let candidates = (-MONTHS..=MONTHS).filter_map(|n| {
        let month = add(first, n, Unit::Month)?;
        let date = Date::new(month.year(), month.month(), day.cast_signed()).ok()?;
        let fits = weekday.is_none_or(|weekday| weekday_of(date) == weekday);
        fits.then(|| (date, days_between(from, date)))
    });
    candidates
        .filter(|(_, days)| match toward {
            Toward::Past | Toward::CertainPast => *days <= 0,
            Toward::StrictPast => *days < 0,
            Toward::Future => *days >= 0,
            Toward::StrictFuture => *days > 0,
            Toward::Nearest => true,
        })
        .min_by_key(|(_, days)| days.abs())
        .map(|(date, _)| Point::Day(date))
}
