//! Dates an undated page: a set of constraints between its days and the day of its publication.
//!
//! A page without a publication day still says much about it. Its days without a year form a **sequence**, and
//! each of its words puts a constraint on the year of that sequence or on the publication day:
//!
//! | constraint | why |
//! |---|---|
//! | `printed-date` | a day printed with its year as past lies before publication |
//! | `weekday-with-date` | "Friday, January 3" is one year in six or so |
//! | `narrative-order` | consecutive days without a year are told in order, each at its nearest to the one before |
//! | `year-left-out` | who leaves the year out speaks of the year before publication |
//! | `weekday-after-date` | a bare weekday that follows a dated day is the first such day after it |
//! | `weekday-of-news` | a bare weekday in the past tense lies in the week of publication or the one before |
//! | `week-of-same-happening` | "last week" and "on Friday" said of the same happening lie in one week |
//! | `in-office` | who is given an office's title on a day held it that day; beside a weekday, in the week of the news |
//! | `dateline` | a report is published on the day of its dateline or the next, and speaks from that day |
//! | `event-dated-elsewhere`, `copy-of-dated-page` and the like | what other pages of a record tell ([`Outside`]) |
//! | `page-bounds` | what the page itself and its deliverer say of publication |
//!
//! Candidate years are enumerated between the bounds and each is propagated to an interval for the publication
//! day; a year that empties it is out. What holds for every year left is the result, so that an open question
//! stays an interval. One preference is stated, with a score, where several years are left behind a printed date:
//! `goes-on-next-day`, that a report which changes from dates to a bare weekday goes on to the very next day.
//! Weeks here begin on Sunday, as papers in English count them.
//!
//! After: interval constraint propagation (Allen 1983; Dechter, Meiri and Pearl 1991), by enumeration.

mod dateline;
mod happening;
mod office;
mod sequence;
mod week;

use dateline_data::{Tense, Unit};
use dateline_schema::{Date, Dating, Doc, Interval, Reason, Role};

use crate::direction;
use crate::expr::{Anchor, Found, Meaning, Shift};
use crate::lex::Words;
use crate::narrative;
use crate::outside::Outside;
use crate::point::{Point, add};
use crate::resolve;

/// What the constraints leave.
pub(crate) struct Solved {
    /// The publication day.
    pub(crate) published: Dating,
    /// The day from which the text speaks, where its dateline tells it and the publication day is not one day.
    pub(crate) speaks: Option<Date>,
    /// What they fix, by expression.
    pub(crate) fixed: Vec<Option<(Point, Reason)>>,
    /// What bounds remain of those that they do not fix, by expression.
    pub(crate) bounds: Vec<Interval>,
}

/// One way to give the sequence its years: what follows from it.
#[derive(Clone)]
struct World {
    /// The stretches that it fixes, by expression, with the reason.
    points: Vec<(usize, Point, Reason)>,
    /// The days on which the page can have been published.
    published: Interval,
    /// Why not earlier or later.
    reasons: Vec<Reason>,
    /// A bare weekday goes on from the last dated day to the very next day.
    goes_on_next_day: bool,
}

/// Dates a page whose publication day is not known; one that has a day is left as it is.
pub(crate) fn solve(
    doc: &Doc,
    words: &Words<'_>,
    found: &[Found],
    given: &Dating,
    outside: &Outside,
) -> Solved {
    let mut published = given.clone();
    if given.interval.value().is_some() {
        return Solved {
            published,
            speaks: None,
            fixed: Vec::new(),
            bounds: Vec::new(),
        };
    }
    let mut fixed = vec![None; found.len()];
    let mut bounds = vec![Interval::UNKNOWN; found.len()];
    let holders = office::holders(words);
    for reason in [printed(doc, words, found), office::latest(words, &holders)]
        .into_iter()
        .flatten()
        .chain(office::in_news(words, &holders, found))
    {
        narrow(&mut published, reason);
    }
    let mut speaks = None;
    assume(words, found, outside, &mut published);
    if let Some(dateline) = dateline::find(words, found)
        && let Some((day, reason)) = dateline.day(words, found, &published)
    {
        fixed[dateline.idx] = Some((Point::Day(day), reason.clone()));
        narrow(&mut published, (dateline::publication(day), reason));
        speaks = Some(day);
    } else if let Some((day, _)) = outside.speaks {
        speaks = Some(day);
    } else if published.interval.value().is_none()
        && !narrative::is_history(found, published.interval.high)
        && let Some(story) = sequence::read(words, found, &holders)
    {
        let years = story.years(published.interval);
        let worlds: Vec<World> = years
            .range
            .clone()
            .filter_map(|year| story.world(words, found, published.interval, year))
            .collect();
        conclude(worlds, &years, &mut published, &mut fixed, &mut bounds);
    }
    Solved {
        published,
        speaks,
        fixed,
        bounds,
    }
}

/// The expression in the dateline of a page, with why it is taken for one.
pub(crate) fn dateline(words: &Words<'_>, found: &[Found]) -> Option<Reason> {
    let span = dateline::find(words, found)?.span;
    Some(Reason::at(
        "in-dateline",
        span,
        "says when the report was filed",
    ))
}

/// Narrows the publication day, unless that contradicts what is known already.
fn narrow(published: &mut Dating, (to, reason): (Interval, Reason)) {
    if let Some(both) = published.interval.intersect(to)
        && both != published.interval
    {
        published.interval = both;
        published.basis.push(reason);
    }
}

/// Narrows the publication day by what is known from outside, and says so even where it narrows nothing: the reader is to
/// see what the page was held against.
fn assume(words: &Words<'_>, found: &[Found], outside: &Outside, published: &mut Dating) {
    let both = |published: &Dating, to| published.interval.intersect(to);
    for (days, _) in &outside.published {
        published.interval = both(published, *days).unwrap_or(published.interval);
    }
    for (span, days, _) in &outside.days {
        let expression = found
            .iter()
            .find(|found| words.span(found.start, found.end) == *span);
        let on = expression.and_then(|found| resolve::published_where(words, found, *days));
        if let Some(narrower) = on.and_then(|on| both(published, on)) {
            published.interval = narrower;
        }
    }
    published.basis.extend(outside.reasons().cloned());
}

/// The latest day that is printed with its year and told as past.
fn printed(doc: &Doc, words: &Words<'_>, found: &[Found]) -> Option<(Interval, Reason)> {
    let mut latest: Option<(Date, Reason)> = None;
    for found in found {
        let Meaning::Point(point) = &found.meaning else {
            continue;
        };
        let span = words.span(found.start, found.end);
        let in_caption = doc
            .line_at(span.start)
            .is_some_and(|line| doc.lines[line].role == Role::Caption);
        let tense = direction::tense(words, found.start, found.end);
        let is_told = match point {
            Point::Day(_) => {
                in_caption
                    || tense == Some(Tense::Past)
                    || tense.is_none() && !begins_or_ends(words, found.start)
            }
            // A year may name a plan or a programme; it is a time that was only where a preposition makes it one.
            _ => tense == Some(Tense::Past) && follows_preposition(words, found.start),
        };
        let Some(day) = point.first_day().filter(|_| is_told) else {
            continue;
        };
        if latest.as_ref().is_none_or(|(date, _)| *date < day) {
            let note = format!("{day} is printed as past, so the page is no older");
            latest = Some((day, Reason::at("printed-date", span, note)));
        }
    }
    let (low, reason) = latest?;
    let from = Interval {
        low: Some(low),
        high: None,
    };
    Some((from, reason))
}

/// "from August 1, 2022", "until June 30, 2025", "due Nov. 1, 2004": where no verb tells that it was, it may be to come.
fn begins_or_ends(words: &Words<'_>, start: usize) -> bool {
    const BORDERS: &[&str] = &[
        "from",
        "until",
        "till",
        "to",
        "by",
        "after",
        "before",
        "effective",
        "starting",
        "beginning",
        "commencing",
        "ending",
        "due",
        "through",
    ];
    start > 0 && words.next(start).is_some() && words.is(start - 1, BORDERS)
}

/// "in 2015", "since last spring's end": not "by 2030", "Vision 2030".
fn follows_preposition(words: &Words<'_>, start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n);
    let is = |n: usize| before(n).is_some_and(|at| words.is(at, &["in", "since", "during"]));
    // An article or an adverb may stand between: "in the 1930s", "in early 2015".
    is(1) || is(2)
}

/// What holds in every world that is left. Where only the end of the search bounds the years, there are more worlds
/// behind it, and that side stays open.
fn conclude(
    worlds: Vec<World>,
    years: &sequence::Years,
    published: &mut Dating,
    fixed: &mut [Option<(Point, Reason)>],
    bounds: &mut [Interval],
) {
    let (worlds, preference) = prefer(worlds, published.interval);
    match worlds.as_slice() {
        [] => {}
        [world] if years.is_bounded_below => {
            for (idx, point, reason) in &world.points {
                fixed[*idx] = Some((*point, reason.clone()));
            }
            published.interval = world.published;
            published.basis.extend(world.reasons.iter().cloned());
            published.basis.extend(preference);
        }
        [first, ..] => {
            let last = worlds.last().unwrap_or(first);
            let hull = |low: Interval, high: Interval| Interval {
                low: low.low.filter(|_| years.is_bounded_below),
                high: high.high.filter(|_| years.is_bounded_above),
            };
            // Every world places the same expressions in the same order.
            for ((idx, early, _), (_, late, _)) in first.points.iter().zip(&last.points) {
                bounds[*idx] = hull(early.interval(), late.interval());
            }
            let note = format!("{} years fit the days that are told", worlds.len());
            let reason = Reason::new("years-that-fit", note);
            narrow(published, (hull(first.published, last.published), reason));
        }
    }
}

/// How many years behind the latest printed date the preference for the next day may look.
const PREFERENCE_YEARS: i32 = 3;
/// How sure the preference is; it is a habit of reports and no law.
const PREFERENCE_SCORE: f32 = 0.6;

/// Where several years are left behind a bound, the first in which the bare weekday is the very next day.
fn prefer(worlds: Vec<World>, published: Interval) -> (Vec<World>, Option<Reason>) {
    if worlds.len() < 2 {
        return (worlds, None);
    }
    let limit = published
        .low
        .and_then(|low| add(low, PREFERENCE_YEARS, Unit::Year));
    let first = worlds.iter().position(|world| {
        world.goes_on_next_day
            && matches!((world.published.low, limit), (Some(low), Some(limit)) if low <= limit)
    });
    let Some(first) = first else {
        return (worlds, None);
    };
    let note = format!(
        "of {} years that fit, the first after the latest printed day in which the weekday is the very next day",
        worlds.len()
    );
    let reason = Reason {
        score: Some(PREFERENCE_SCORE),
        ..Reason::new("goes-on-next-day", note)
    };
    let world = worlds.into_iter().nth(first);
    (world.into_iter().collect(), Some(reason))
}

/// Whether an expression counts units from the publication day: "last week", "yesterday".
fn counted_from_publication(found: &Found, of: Unit) -> Option<i32> {
    match found.meaning {
        Meaning::Shift(Shift {
            anchor: Anchor::Publication,
            n,
            unit,
            whole: true,
        }) if unit == of => Some(n),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
