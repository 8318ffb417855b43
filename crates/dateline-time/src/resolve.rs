//! `Found -> Timex`: what an expression leaves open is fixed by the publication day, by the time last spoken of,
//! and by the tense of its clause.
//!
//! In a report everything is counted from the publication day. In a history, a text that names years long
//! past throughout, it is counted from the time last spoken of. Where neither is known the value keeps its `X`.

pub(crate) mod pick;
mod unknown;

use dateline_data::{HolidayRule, Tense, Unit};
use dateline_schema::{Date, Interval, Reason, Timex};

use crate::clause;
use crate::direction;
use crate::expr::{Anchor, Found, Meaning, Open, Reach, Recurring, Shift, Which};
use crate::lex::Words;
use crate::narrative;
use crate::point::{Point, add, named_year, weekday_of};

/// What is known of the calendar of the document before its expressions are resolved.
pub(crate) struct Known {
    /// The publication day, where it is one day.
    pub(crate) published: Option<Date>,
    /// The days that it can be.
    pub(crate) bounds: Interval,
    /// What constraints fixed, by expression: the day or stretch and why.
    pub(crate) fixed: Vec<Option<(Point, Reason)>>,
    /// What they leave where they fix nothing, by expression.
    pub(crate) left: Vec<Interval>,
}

/// What has been spoken of so far.
struct State<'a> {
    words: &'a Words<'a>,
    known: &'a Known,
    /// The years that a history gives to what it tells without them, by expression.
    told: Vec<Option<(Point, Reason)>>,
    /// Whether the document is a history.
    tells_history: bool,
    /// Whether the expression at hand belongs to one.
    is_history: bool,
    /// The publication day that is reckoned with.
    published: Option<Date>,
    last: Option<Point>,
    last_day: Option<Point>,
    last_quarter: Option<Point>,
}

/// Resolves the expressions of a document in order.
pub(crate) fn resolve(words: &Words<'_>, found: &[Found], known: &Known) -> Vec<Timex> {
    let tells_history = narrative::is_history(found, known.published.or(known.bounds.high));
    let told = if tells_history {
        narrative::years(words, found)
    } else {
        Vec::new()
    };
    let mut state = State {
        told,
        tells_history,
        ..State::new(words, known, known.published)
    };
    found
        .iter()
        .enumerate()
        .map(|(idx, found)| state.timex(idx, found))
        .collect()
}

/// How many days behind the days for which an expression stands publication is looked for: a year and a month, so that what
/// names a day without its year is within it.
const SEARCH: usize = 400;

/// The days of publication on which an expression would stand for something within `days`; `None` where it says the same on
/// every day, or never that. A side on which only the end of the search bounds it stays open.
pub(crate) fn published_where(
    words: &Words<'_>,
    found: &Found,
    days: Interval,
) -> Option<Interval> {
    let (low, high) = (days.low?, days.high?);
    if !counts_from_publication(&found.meaning) {
        return None;
    }
    let end = add(high, i32::try_from(SEARCH).ok()?, Unit::Day)?;
    let nothing = Known {
        published: None,
        bounds: Interval::UNKNOWN,
        fixed: Vec::new(),
        left: Vec::new(),
    };
    let fits = |day: &Date| {
        let state = State::new(words, &nothing, Some(*day));
        let point = state.point(found, &found.meaning);
        point.is_some_and(|point| point.interval().intersect(days).is_some())
    };
    // What has happened is told on its day or later.
    let on = std::iter::successors(Some(low), |day| {
        day.tomorrow().ok().filter(|day| *day <= end)
    });
    let fitting: Vec<Date> = on.filter(fits).collect();
    let (first, last) = (*fitting.first()?, *fitting.last()?);
    Some(Interval {
        low: Some(first),
        high: Some(last).filter(|last| *last < end),
    })
}

/// Whether what an expression stands for hangs on the day of publication and on nothing else.
fn counts_from_publication(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Open(open) => matches!(
            open.which,
            Which::Bare | Which::Last | Which::This | Which::Next
        ),
        Meaning::Shift(shift) => shift.anchor == Anchor::Publication,
        _ => false,
    }
}

/// How many years a history goes on at a step.
const AHEAD: i16 = 5;

/// Days from the end of a quarter back to its middle.
const HALF_A_QUARTER: i32 = 45;

impl<'a> State<'a> {
    /// Before anything has been spoken of, in a report.
    fn new(words: &'a Words<'a>, known: &'a Known, published: Option<Date>) -> Self {
        Self {
            words,
            known,
            told: Vec::new(),
            tells_history: false,
            is_history: false,
            published,
            last: None,
            last_day: None,
            last_quarter: None,
        }
    }
}

impl State<'_> {
    fn timex(&mut self, idx: usize, found: &Found) -> Timex {
        self.is_history = self.tells_history && !narrative::looks_ahead(self.words, found);
        let span = self.words.span(found.start, found.end);
        let mut basis = vec![Reason::at(found.rule, span, "")];
        let kind = found.kind();
        let done = |value: String, interval, basis| Timex {
            span,
            kind,
            value,
            modifier: found.modifier,
            interval,
            basis,
        };
        let clock = found.clock.as_deref().unwrap_or("");
        match &found.meaning {
            Meaning::Duration(value) | Meaning::Set(value) => {
                let interval = self.reached(found);
                if !interval.is_unknown() {
                    basis.push(Reason::new(
                        "length-from-publication",
                        "it reaches to or from the publication day",
                    ));
                }
                return done(value.clone(), interval, basis);
            }
            Meaning::Reference(value) => {
                return done((*value).to_owned(), self.reference_days(value), basis);
            }
            _ => {}
        }
        let mut ends = [None; 2];
        let fixed = self.known.fixed.get(idx).and_then(Option::as_ref);
        let fixed = fixed.or_else(|| self.told.get(idx).and_then(Option::as_ref));
        let point = match fixed {
            Some((point, reason)) => {
                basis.push(reason.clone());
                Some(*point)
            }
            None => self
                .point(found, &found.meaning)
                .or_else(|| {
                    ends = self.at_bounds(found);
                    ends[0].filter(|_| ends[0] == ends[1])
                })
                .inspect(|_| basis.extend(self.anchor_reason(&found.meaning))),
        };
        let Some(point) = point else {
            let value = format!("{}{clock}", unknown::value(&found.meaning, self.words));
            let left = self.known.left.get(idx).copied().unwrap_or_default();
            // The later the page, the later what it says.
            let is_later = !self.is_history && counts_from_publication(&found.meaning);
            let [first, last] = ends.map(|end| end.filter(|_| is_later).map(Point::interval));
            let within = Interval {
                low: first.and_then(|first| first.low),
                high: last.and_then(|last| last.high),
            };
            let interval = within.intersect(left).unwrap_or(left);
            basis.push(match &found.meaning {
                Meaning::Impossible(..) => Reason::new(
                    "invalid-date",
                    format!("the calendar has no {}", span.of(self.words.text)),
                ),
                _ => Reason::new(
                    "year-unknown",
                    "neither the publication day nor an earlier date fixes it",
                ),
            });
            return done(value, interval, basis);
        };
        self.remember(point, found);
        let days = self.sighted(found, point).unwrap_or(point.interval());
        done(format!("{}{clock}", point.value()), days, basis)
    }

    /// What an expression means on the first and on the last day on which the page can have been published.
    fn at_bounds(&mut self, found: &Found) -> [Option<Point>; 2] {
        let Interval { low, high } = self.known.bounds;
        let ends = [low, high].map(|day| {
            self.published = Some(day?);
            self.point(found, &found.meaning)
        });
        self.published = None;
        ends
    }

    fn remember(&mut self, point: Point, found: &Found) {
        // "The same day" speaks of the day again; a year in passing does not move the story's day.
        if matches!(point, Point::Day(_)) {
            self.last_day = Some(point);
        }
        // What a quarter is compared with is told in passing.
        let is_compared = matches!(point, Point::Quarter(..))
            && matches!(found.rule, "year-ago" | "distance" | "period-of-year");
        if is_compared {
            return;
        }
        if matches!(point, Point::Quarter(..)) {
            self.last_quarter = Some(point);
        }
        if !self.is_aside(point) {
            self.last = Some(point);
        }
    }

    /// A bare year that lies back from what a history has just told is mentioned in passing.
    fn is_aside(&self, point: Point) -> bool {
        let (Point::Year(year), Some(told)) = (point, self.last.and_then(Point::year)) else {
            return false;
        };
        self.is_history && !(told..=told + AHEAD).contains(&year)
    }

    /// What the resolution rests on, for the reader.
    fn anchor_reason(&self, meaning: &Meaning) -> Option<Reason> {
        let on_last = match meaning {
            Meaning::Point(_) => return None,
            Meaning::Shift(shift) => shift.anchor == Anchor::LastSpoken && self.last.is_some(),
            Meaning::PartOfDay(anchor, _) => {
                *anchor == Anchor::LastSpoken && self.last_day.is_some()
            }
            Meaning::Open(open) => matches!(
                open.which,
                Which::Before | Which::After | Which::YearFromThere(_)
            ),
            _ => false,
        };
        if on_last || self.is_history {
            let last = self.last?;
            let note = format!("counted from {}, last spoken of", last.value());
            return Some(Reason::new("counted-from-last-spoken", note));
        }
        let Some(published) = self.known.published else {
            let note = "the same on every day on which the page can have been published";
            return Some(Reason::new("counted-from-publication", note));
        };
        let note = if self.known.bounds.value() == Some(published) {
            format!("counted from the publication day {published}")
        } else {
            format!("counted from {published}, the day from which the text speaks")
        };
        Some(Reason::new("counted-from-publication", note))
    }

    /// The day from which everything is counted that names no other.
    fn now(&self) -> Option<Date> {
        if self.is_history
            && let Some(day) = self.last.and_then(Point::first_day)
        {
            return Some(day);
        }
        self.published
    }

    /// The year of that day.
    fn this_year(&self) -> Option<i16> {
        Some(named_year(self.now()?.year()))
    }

    fn point(&self, found: &Found, meaning: &Meaning) -> Option<Point> {
        match meaning {
            Meaning::Point(point) => Some(*point),
            Meaning::Open(open) => self.open(found, open),
            Meaning::Shift(shift) => self.shift(*shift, found),
            // At some night or other: only a page that names no day speaks of its own.
            Meaning::PartOfDay(..)
                if found.rule == "bare-part-of-day"
                    && (self.is_history || self.last_day.is_some()) =>
            {
                None
            }
            Meaning::PartOfDay(anchor, days) => {
                let day = match anchor {
                    Anchor::Publication => self.now()?,
                    Anchor::LastSpoken => match self.last_day {
                        Some(Point::Day(date)) => date,
                        _ => self.now()?,
                    },
                };
                Point::Day(day).step(*days, Unit::Day)
            }
            Meaning::Same(unit) => self.same(*unit),
            Meaning::SameOfYear(unit, year) => Some(self.same_of_year(*unit, *year)),
            Meaning::SameOfYearFromNow(unit, years) => {
                let year = self.this_year()?.checked_add(i16::try_from(*years).ok()?)?;
                Some(self.same_of_year(*unit, year))
            }
            Meaning::WeekdayOfWeek(weekday, weeks) => {
                let week = Point::around(self.now()?, Unit::Week).step(*weeks, Unit::Week)?;
                Point::Day(week.first_day()?).step(i32::from(*weekday) - 1, Unit::Day)
            }
            Meaning::DayBeside(inner, days) => match self.point(found, inner)? {
                day @ Point::Day(_) => day.step(*days, Unit::Day),
                _ => None,
            },
            Meaning::QuarterEnding(inner) => {
                let end = self.point(found, inner)?.first_day()?;
                let middle = add(end, -HALF_A_QUARTER, Unit::Day)?;
                Some(Point::around(middle, Unit::Quarter))
            }
            Meaning::WeekendOf(inner) => {
                let day = self.point(found, inner)?.first_day()?;
                Some(Point::around(day, Unit::Weekend))
            }
            Meaning::WeekOfMonth(inner, nth) => {
                let days = self.point(found, inner)?.days();
                // The first week of a month is the one that holds its fourth day, as with years in ISO 8601.
                let day = match nth {
                    0 => add(days.high?, -3, Unit::Day)?,
                    nth => add(days.low?, 3 + 7 * (i32::from(*nth) - 1), Unit::Day)?,
                };
                Some(Point::around(day, Unit::Week))
            }
            Meaning::WeekOf(inner) => {
                let day = self.point(found, inner)?.first_day()?;
                Some(Point::around(day, Unit::Week))
            }
            Meaning::Elsewhere(_)
            | Meaning::Impossible(..)
            | Meaning::Reference(_)
            | Meaning::Duration(_)
            | Meaning::Set(_) => None,
        }
    }

    fn shift(&self, shift: Shift, found: &Found) -> Option<Point> {
        let anchor = match shift.anchor {
            Anchor::Publication if self.is_history => self.last.or_else(|| self.published()),
            Anchor::Publication => self.published(),
            Anchor::LastSpoken => match (shift.unit, shift.whole) {
                (Unit::Day, true) => self.last_day.or(self.last),
                // Figures are compared with the same quarter a year back.
                (Unit::Year, false) if self.compares_quarter(found) => self.same(Unit::Quarter),
                (Unit::Year, false) if found.rule == "year-ago" => self.last_quarter.or(self.last),
                _ => self.last,
            }
            .or_else(|| self.published()),
        }?;
        let unit = shift.unit;
        // Days and weeks are counted from a day, not from the beginning of the month told last.
        let counts_days = matches!(unit, Unit::Day | Unit::Week | Unit::Weekend);
        let is_coarse = !matches!(anchor.unit(), Unit::Day | Unit::Week | Unit::Weekend);
        let anchor = match self.last_day {
            Some(day) if counts_days && is_coarse && shift.anchor == Anchor::LastSpoken => day,
            _ => anchor,
        };
        if shift.whole {
            let around = Point::around(anchor.first_day()?, unit);
            return around.step(shift.n + self.weekend_back(shift, found), unit);
        }
        // Behind a quarter "a year ago" and "a year earlier" compare it with the same quarter.
        let compared = if self.compares_quarter(found) {
            Some(anchor)
        } else {
            self.last
        }
        .filter(|point| matches!(point, Point::Quarter(..)));
        if let (Unit::Year, Some(quarter), false) = (unit, compared, self.is_history) {
            return quarter.step(shift.n, unit);
        }
        let size = match unit {
            Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
            unit => unit,
        };
        Point::around(anchor.first_day()?, size).step(shift.n, unit)
    }

    /// "The year-ago quarter".
    fn compares_quarter(&self, found: &Found) -> bool {
        found.rule == "year-ago" && self.words.is(found.end - 1, &["quarter"])
    }

    /// "Over the weekend", said from Monday to Thursday of what has happened, is the weekend before.
    fn weekend_back(&self, shift: Shift, found: &Found) -> i32 {
        let is_open = shift.unit == Unit::Weekend && shift.n == 0 && found.rule == "definite-unit";
        let is_early = self.now().is_some_and(|day| weekday_of(day) <= 4);
        let tense = direction::tense(self.words, found.start, found.end);
        if is_open && is_early && tense != Some(Tense::Future) {
            -1
        } else {
            0
        }
    }

    fn published(&self) -> Option<Point> {
        self.published.map(Point::Day)
    }

    fn same(&self, unit: Unit) -> Option<Point> {
        if unit == Unit::Quarter {
            if let Some(quarter) = self.last_quarter {
                return Some(quarter);
            }
            // The quarter that results are of is the last one that is over.
            return Point::around(self.now()?, Unit::Quarter).step(-1, Unit::Quarter);
        }
        Some(Point::around(self.last?.first_day()?, unit))
    }

    fn same_of_year(&self, unit: Unit, year: i16) -> Point {
        match (self.last_quarter, unit) {
            (Some(Point::Quarter(_, quarter)), Unit::Quarter | Unit::Month) => {
                Point::Quarter(year, quarter)
            }
            _ => Point::Year(year),
        }
    }

    fn open(&self, found: &Found, open: &Open) -> Option<Point> {
        let what = open.what;
        let calendar = self.words.calendar;
        match open.which {
            Which::YearFromNow(years) => {
                let year = self.this_year()?.checked_add(i16::try_from(years).ok()?)?;
                pick::in_year(what, year, calendar)
            }
            Which::YearFromThere(years) => {
                let there = self.last.and_then(Point::year);
                let year = match there {
                    Some(year) => year,
                    None => self.this_year()?,
                };
                pick::in_year(
                    what,
                    year.checked_add(i16::try_from(years).ok()?)?,
                    calendar,
                )
            }
            Which::This
                if !matches!(what, Recurring::Weekday(_) | Recurring::DayOfMonth(_))
                    && !self.is_history =>
            {
                pick::in_year(what, self.this_year()?, calendar)
            }
            Which::Before | Which::After => {
                let there = self.last_day.or(self.last).and_then(Point::first_day);
                let from = match there {
                    Some(day) => day,
                    None => self.now()?,
                };
                pick::from(open, from, calendar, pick::Toward::of(open.which, None))
            }
            _ if self.is_history
                && self.last.is_some()
                && !matches!(open.which, Which::Last | Which::Next) =>
            {
                pick::onward(open, self.last?, calendar)
            }
            _ => {
                let tense = direction::tense(self.words, found.start, found.end);
                let toward = if self.follows_end(found.start) {
                    pick::Toward::StrictPast
                } else if open.which == Which::Bare
                    && clause::has_happened(
                        self.words.doc,
                        calendar,
                        self.words.span(found.start, found.end),
                    )
                {
                    pick::Toward::CertainPast
                } else {
                    pick::Toward::of(open.which, tense)
                };
                pick::from(open, self.now()?, calendar, toward)
            }
        }
    }

    /// A feast that begins where the moon is seen may be a day off the calendar.
    fn sighted(&self, found: &Found, point: Point) -> Option<Interval> {
        let Meaning::Open(Open {
            what: Recurring::Holiday(idx),
            ..
        }) = found.meaning
        else {
            return None;
        };
        let is_sighted = matches!(
            self.words.calendar.holiday(idx).rule,
            HolidayRule::Islamic { .. }
        );
        let day = point.first_day().filter(|_| is_sighted)?;
        Some(Interval::between(
            add(day, -1, Unit::Day)?,
            add(day, 1, Unit::Day)?,
        ))
    }

    /// "The quarter ended Sept. 30": over, however near the next such day may be.
    fn follows_end(&self, start: usize) -> bool {
        let words = self.words;
        start > 0 && words.next(start).is_some() && words.is(start - 1, &["ended"])
    }

    /// The days of a length that ends or begins on the publication day: "the past two months", "the next week".
    fn reached(&self, found: &Found) -> Interval {
        let Some(((side, n, unit), now)) =
            found.reach.zip(self.published.filter(|_| !self.is_history))
        else {
            return Interval::UNKNOWN;
        };
        match side {
            Reach::Back => Interval {
                low: n.and_then(|n| add(now, -n, unit)),
                high: Some(now),
            },
            Reach::Ahead => Interval {
                low: Some(now),
                high: n.and_then(|n| add(now, n, unit)),
            },
        }
    }

    fn reference_days(&self, value: &str) -> Interval {
        match (value, self.published) {
            ("PRESENT_REF", Some(day)) => Interval::day(day),
            ("PAST_REF", Some(day)) => Interval {
                low: None,
                high: Some(day),
            },
            ("FUTURE_REF", Some(day)) => Interval {
                low: Some(day),
                high: None,
            },
            _ => Interval::UNKNOWN,
        }
    }
}
