//! The days without a year that a page tells, in order, and what a year for them entails.

use dateline_data::{Tense, Unit};
use dateline_schema::{Date, Interval, Reason, Span};

use super::{World, counted_from_publication, happening, office, week};
use crate::direction;
use crate::expr::{Found, Meaning, Open, Recurring, Which};
use crate::lex::Words;
use crate::point::{Point, add, days_between, weekday_of};
use crate::resolve::pick;

/// The sequence of a page.
pub(super) struct Story {
    /// Days without a year told as past, in text order: index of the expression.
    days: Vec<usize>,
    /// Days that are printed with their year.
    printed: Vec<Date>,
    /// For each of them, when the office holder of its sentence held the office.
    offices: Vec<Option<(Interval, Reason)>>,
    /// Bare weekdays told as past: index and weekday.
    weekdays: Vec<(usize, u8)>,
    /// Weeks counted from publication that tell of the same happening as a bare weekday: the week's index, how
    /// many weeks from publication, and the weekday's index.
    ties: Vec<(usize, i32, usize)>,
}

/// The longest paragraph, in bytes, within which a weekday is taken to follow a dated day.
const PARAGRAPH: usize = 5000;
/// How many weeks and weekdays are compared for the happening that they tell of.
const COMPARED: usize = 40;
/// After so many years every date falls on the same weekday again: a search over fewer proves nothing about more.
const CYCLE: i16 = 28;
/// Where nothing bounds the search, it ends here; what it finds at this edge is no bound.
const LAST_YEAR: i16 = 2100;

/// The years to try for the first day of a sequence.
pub(super) struct Years {
    pub(super) range: std::ops::RangeInclusive<i16>,
    /// Whether something known begins the range, and not only the search.
    pub(super) is_bounded_below: bool,
    /// Whether something known ends it.
    pub(super) is_bounded_above: bool,
}

/// Reads the sequence of a page, if it tells a day without a year.
pub(super) fn read(
    words: &Words<'_>,
    found: &[Found],
    holders: &office::Holders<'_>,
) -> Option<Story> {
    let mut story = Story {
        days: Vec::new(),
        printed: Vec::new(),
        offices: Vec::new(),
        weekdays: Vec::new(),
        ties: Vec::new(),
    };
    let mut weeks = Vec::new();
    for (idx, expression) in found.iter().enumerate() {
        if let Some(n) = counted_from_publication(expression, Unit::Week) {
            weeks.push((idx, n));
        }
        if let Meaning::Point(Point::Day(day)) = expression.meaning {
            story.printed.push(day);
        }
        let Meaning::Open(Open {
            what,
            which: Which::Bare,
            ..
        }) = &expression.meaning
        else {
            continue;
        };
        let tense = direction::tense(words, expression.start, expression.end);
        if tense == Some(Tense::Future) {
            continue;
        }
        match what {
            Recurring::MonthDay(..) | Recurring::Holiday(_) => {
                story.days.push(idx);
                story
                    .offices
                    .push(office::in_sentence(words, holders, expression.start));
            }
            Recurring::Weekday(weekday) => story.weekdays.push((idx, *weekday)),
            _ => {}
        }
    }
    let content = |idx: usize| happening::content(words, found[idx].start);
    let weekdays: Vec<(usize, happening::Content)> = story
        .weekdays
        .iter()
        .take(if weeks.is_empty() { 0 } else { COMPARED })
        .map(|(idx, _)| (*idx, content(*idx)))
        .collect();
    for (idx, n) in weeks.into_iter().take(COMPARED) {
        let week = content(idx);
        let tied = weekdays
            .iter()
            .find(|(_, weekday)| happening::is_same(&week, weekday));
        story.ties.extend(tied.map(|(other, _)| (idx, n, *other)));
    }
    (!story.days.is_empty()).then_some(story)
}

impl Story {
    /// The years to try, between the bounds of publication and the terms of those who are named with their office.
    pub(super) fn years(&self, published: Interval) -> Years {
        let held = || self.offices.iter().flatten().map(|(held, _)| held);
        let lows = held().filter_map(|held| held.low).map(|day| day.year());
        let highs = held().filter_map(|held| held.high).map(|day| day.year());
        let low = lows.chain(published.low.map(|day| day.year())).max();
        let high = highs.chain(published.high.map(|day| day.year())).min();
        let first = match (low, high) {
            // What is told may lie in the year before publication.
            (Some(low), _) => low - 1,
            (None, high) => high.unwrap_or(LAST_YEAR) - CYCLE,
        };
        Years {
            range: first..=high.unwrap_or(first + CYCLE),
            is_bounded_below: low.is_some(),
            is_bounded_above: high.is_some(),
        }
    }

    /// What a year for the first day entails, or `None` where a constraint excludes it.
    pub(super) fn world(
        &self,
        words: &Words<'_>,
        found: &[Found],
        bounds: Interval,
        year: i16,
    ) -> Option<World> {
        let mut world = World {
            points: Vec::new(),
            published: bounds,
            reasons: Vec::new(),
            goes_on_next_day: false,
        };
        let days = self.days_from(words, found, year)?;
        for ((&idx, &day), office) in self.days.iter().zip(&days).zip(&self.offices) {
            let expression = &found[idx];
            let span = words.span(expression.start, expression.end);
            let reason = day_reason(span, office.as_ref(), day)?;
            world.points.push((idx, Point::Day(day), reason));
            let (from, to) = (day, add(day, 1, Unit::Year)?);
            let note = format!("{day} is told as past and without its year");
            world.narrow(
                Interval::between(from, to),
                Reason::at("year-left-out", span, note),
            )?;
        }
        let news = self.place_weekdays(words, found, &days, &mut world)?;
        for tie in &self.ties {
            tie_week(words, found, *tie, &news, &mut world)?;
        }
        Some(world)
    }

    /// The days of the sequence when the first lies in a year; each lies at its nearest to the one before.
    fn days_from(&self, words: &Words<'_>, found: &[Found], year: i16) -> Option<Vec<Date>> {
        let mut days: Vec<Date> = Vec::with_capacity(self.days.len());
        for &idx in &self.days {
            let Meaning::Open(open) = &found[idx].meaning else {
                return None;
            };
            let point = match days.last() {
                None => pick::in_year(open.what, year, words.calendar),
                Some(&last) => {
                    let free = Open {
                        weekday: None,
                        ..open.clone()
                    };
                    pick::from(&free, last, words.calendar, pick::Toward::Nearest)
                }
            };
            let Some(Point::Day(day)) = point else {
                return None;
            };
            if open
                .weekday
                .is_some_and(|weekday| weekday != weekday_of(day))
            {
                return None;
            }
            days.push(day);
        }
        Some(days)
    }

    /// Whether the days follow each other closely, or closely behind a printed one, as those of a story that unfolds:
    /// only then it is likely to go on the very next day.
    fn unfolds(&self, days: &[Date]) -> bool {
        /// So many different days
        const DAYS: usize = 3;
        /// within so many days from the first to the last.
        const SPAN: i32 = 14;
        let is_close = |one, other| (0..=SPAN).contains(&days_between(one, other));
        let mut days: Vec<Date> = days.to_vec();
        days.sort_unstable();
        days.dedup();
        let follows_printed =
            |day: &Date| self.printed.iter().any(|&printed| is_close(printed, *day));
        days.windows(DAYS)
            .any(|days| is_close(days[0], days[DAYS - 1]))
            || days.iter().any(follows_printed)
    }

    /// Places each bare weekday: behind the last dated day of its paragraph, the first such day after it; all
    /// mentions of one weekday are the same day.
    fn place_weekdays(
        &self,
        words: &Words<'_>,
        found: &[Found],
        days: &[Date],
        world: &mut World,
    ) -> Option<Vec<(usize, Date)>> {
        let mut news: Vec<(usize, Date)> = Vec::new();
        for weekday in 1..=7 {
            let mentions = || {
                self.weekdays
                    .iter()
                    .filter(move |(_, other)| *other == weekday)
            };
            let placed = mentions().find_map(|&(idx, _)| {
                let before = self.days.partition_point(|day| *day < idx).checked_sub(1)?;
                let day_idx = self.days[before];
                same_paragraph(words, &found[day_idx], &found[idx])
                    .then_some((day_idx, days[before]))
            });
            let Some((day_idx, day)) = placed else {
                continue;
            };
            let ahead = (i32::from(weekday) - i32::from(weekday_of(day)) + 6).rem_euclid(7) + 1;
            let date = add(day, ahead, Unit::Day)?;
            world.goes_on_next_day |= days_between(day, date) == 1 && self.unfolds(days);
            let before = words
                .span(found[day_idx].start, found[day_idx].end)
                .of(words.text);
            for &(idx, _) in mentions() {
                let span = words.span(found[idx].start, found[idx].end);
                let note = format!(
                    "{before} is followed by a {}, told without its date: {date}",
                    span.of(words.text)
                );
                let reason = Reason::at("weekday-after-date", span, note);
                world.points.push((idx, Point::Day(date), reason));
                news.push((idx, date));
            }
            if let Some(&(idx, _)) = mentions().next() {
                let span = words.span(found[idx].start, found[idx].end);
                let note = format!(
                    "a bare weekday, {date}, lies in the week of publication or the one before"
                );
                let until = week::after(date, 1)?.high?;
                world.narrow(
                    Interval::between(date, until),
                    Reason::at("weekday-of-news", span, note),
                )?;
            }
        }
        Some(news)
    }
}

/// Why a day has its year, or `None` where an office holder excludes it.
fn day_reason(span: Span, office: Option<&(Interval, Reason)>, day: Date) -> Option<Reason> {
    if let Some((held, reason)) = office {
        return held.contains(day).then(|| reason.clone());
    }
    let note = format!("{day} by its place among the days that are told");
    Some(Reason::at("narrative-order", span, note))
}

/// Puts "last week" where the weekday lies that tells of the same happening.
fn tie_week(
    words: &Words<'_>,
    found: &[Found],
    (idx, n, other): (usize, i32, usize),
    news: &[(usize, Date)],
    world: &mut World,
) -> Option<()> {
    let Some(&(_, date)) = news.iter().find(|(weekday, _)| *weekday == other) else {
        return Some(());
    };
    let span = words.span(found[idx].start, found[idx].end);
    let named = words
        .span(found[other].start, found[other].end)
        .of(words.text);
    let note = format!(
        "{:?} and {named:?}, {date}, are said of the same happening",
        span.of(words.text)
    );
    let reason = Reason::at("week-of-same-happening", span, note);
    let week = Point::around(date, Unit::Week);
    world.points.push((idx, week, reason.clone()));
    world.narrow(week::after(date, -n)?, reason)
}

impl World {
    /// Narrows the publication day; `None` where nothing is left of it.
    fn narrow(&mut self, to: Interval, reason: Reason) -> Option<()> {
        let both = self.published.intersect(to)?;
        if both != self.published {
            self.published = both;
            // The last of several constraints of one kind is the one that counts.
            self.reasons.retain(|other| other.rule != reason.rule);
            self.reasons.push(reason);
        }
        Some(())
    }
}

fn same_paragraph(words: &Words<'_>, one: &Found, other: &Found) -> bool {
    // Sentences are borders too, so the line feed itself is looked for.
    let span = words.span(one.start, other.end);
    span.len() <= PARAGRAPH && !span.of(words.text).contains('\n')
}
