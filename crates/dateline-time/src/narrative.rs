//! `&[Found] -> years`: in a history, which year each day, month and season without one belongs to.
//!
//! A history, a text that tells of years long past throughout, goes on in time. Its dates form a path: each that
//! leaves its year open has a few candidates, moving on costs the days in between, moving back costs more, and a
//! date that is told in passing may be left out of the path for a price. The cheapest path through the whole text
//! wins (Viterbi 1967), so that one aside ("a plan for 1976") does not drag along all that follows it.

use dateline_data::Calendar;
use dateline_schema::{Date, Reason};

use crate::direction;
use crate::expr::{Anchor, Found, Meaning, Open, Recurring, Shift, Which};
use crate::lex::Words;
use crate::point::{Point, days_between, named_year, weekday_of};
use crate::resolve::pick;

/// How many years a date must lie back to speak for a history.
const LONG_PAST: i16 = 2;
/// How many such dates make one.
const ENOUGH: usize = 5;
/// How many of them outweigh one expression that speaks from the publication day.
const WEIGHT: usize = 4;

/// Whether the text tells of years past throughout, and does not speak from its own day. Where that day is not known
/// at all, the latest year that the text names stands for it.
pub(crate) fn is_history(found: &[Found], published: Option<Date>) -> bool {
    let years = || {
        found.iter().filter_map(|found| match &found.meaning {
            Meaning::Point(point) => point.year(),
            _ => None,
        })
    };
    let Some(now) = published.map(Date::year).or_else(|| years().max()) else {
        return false;
    };
    let past = years()
        .filter(|year| year.saturating_add(LONG_PAST) <= now)
        .count();
    let near = found.iter().filter(|found| speaks_from_now(found)).count();
    past >= ENOUGH && past > near * WEIGHT
}

fn speaks_from_now(found: &Found) -> bool {
    matches!(
        found.meaning,
        Meaning::Shift(Shift {
            anchor: Anchor::Publication,
            ..
        }) | Meaning::Open(Open {
            what: Recurring::Weekday(_) | Recurring::Quarter(_),
            ..
        })
    )
}

/// What a day back costs, in days forward: a history seldom goes back.
const BACK: i32 = 3;
/// No move costs more: a new chapter may begin anywhere.
const FARTHEST: i32 = 1500;
/// What it costs to tell a bare year in passing.
const YEAR_IN_PASSING: i32 = 400;
/// What it costs to tell a full date in passing.
const DATE_IN_PASSING: i32 = 700;
/// What it costs to leave a year that has just been named without naming another.
const LEAVING_A_YEAR: i32 = 200;
/// How many words before a date a "will" is looked for.
const PROMISE: usize = 20;
/// How many places in time are kept at a step.
const KEPT: usize = 12;

/// Where the history may be after an expression.
#[derive(Clone, Copy)]
struct Place {
    at: Point,
    cost: i32,
    /// The last choice on the way here.
    choice: Option<usize>,
}

/// A year that was chosen on some path.
struct Choice {
    idx: usize,
    point: Point,
    before: Option<usize>,
}

/// The points of the expressions whose year is left open, by expression.
pub(crate) fn years(words: &Words<'_>, found: &[Found]) -> Vec<Option<(Point, Reason)>> {
    let mut fixed = vec![None; found.len()];
    let mut places: Vec<Place> = begin(words, found).into_iter().collect();
    let mut choices: Vec<Choice> = Vec::new();
    for (idx, expression) in found.iter().enumerate() {
        places = match &expression.meaning {
            Meaning::Open(open) if open.which == Which::Bare && open.what.is_part_of_year() => {
                if looks_ahead(words, expression) {
                    continue;
                }
                let next = choose(&places, open, words.calendar);
                if next.is_empty() {
                    continue;
                }
                next.into_iter()
                    .map(|place| {
                        choices.push(Choice {
                            idx,
                            point: place.at,
                            before: place.choice,
                        });
                        Place {
                            choice: Some(choices.len() - 1),
                            ..place
                        }
                    })
                    .collect()
            }
            Meaning::Shift(shift) if shift.anchor == Anchor::LastSpoken => {
                places.iter().map(|place| shifted(place, *shift)).collect()
            }
            _ => match anchor(expression) {
                Some(at) => go_to(&places, at),
                None => continue,
            },
        };
    }
    let mut choice = places
        .iter()
        .min_by_key(|place| place.cost)
        .and_then(|place| place.choice);
    while let Some(Choice { idx, point, before }) = choice.map(|choice| &choices[choice]) {
        let span = words.span(found[*idx].start, found[*idx].end);
        let note = format!(
            "{} goes best with the dates before and after it",
            point.value()
        );
        fixed[*idx] = Some((*point, Reason::at("narrative-order", span, note)));
        choice = *before;
    }
    fixed
}

/// Where the history is before its first date with a year: there too if the same paragraph names it ("On June 6 the fleet
/// left. By autumn 1644 …"), else nowhere, since a page may begin with what has just happened and tell its history then.
fn begin(words: &Words<'_>, found: &[Found]) -> Option<Place> {
    let line = |found: &Found| {
        let span = words.span(found.start, found.end);
        words.doc.line_at(span.start)
    };
    let (first, at) = found
        .iter()
        .find_map(|found| Some((found, anchor(found)?)))?;
    (line(found.first()?) == line(first)).then_some(Place {
        at,
        cost: 0,
        choice: None,
    })
}

/// Whether a promise of the text's own day holds the expression, history or not: "the city will host a fair in August".
pub(crate) fn looks_ahead(words: &Words<'_>, found: &Found) -> bool {
    direction::sentence_before(words, found.start)
        .take(PROMISE)
        .any(|at| words.is(at, &["will", "shall"]) || words.is(at, &["ll"]) && words.is_joined(at))
}

/// A date that says its year.
fn anchor(found: &Found) -> Option<Point> {
    match found.meaning {
        Meaning::Point(Point::Century(_) | Point::Decade(_)) => None,
        Meaning::Point(point) => point.days().low.map(|_| point),
        _ => None,
    }
}

/// To a date that says its year, or past it.
fn go_to(places: &[Place], at: Point) -> Vec<Place> {
    let price = if matches!(at, Point::Year(_)) {
        YEAR_IN_PASSING
    } else {
        DATE_IN_PASSING
    };
    let there = places
        .iter()
        .map(|place| Place {
            at,
            cost: place.cost.saturating_add(cost(place.at, at)),
            ..*place
        })
        .min_by_key(|place| place.cost);
    let past = places.iter().map(|place| Place {
        cost: place.cost.saturating_add(price),
        ..*place
    });
    let first = places.is_empty().then_some(Place {
        at,
        cost: 0,
        choice: None,
    });
    best(there.into_iter().chain(past).chain(first).collect())
}

/// To a date that leaves its year open, in each year about where the history is.
fn choose(places: &[Place], open: &Open, calendar: &Calendar) -> Vec<Place> {
    let mut next = Vec::new();
    for place in places {
        let Some(low) = place.at.days().low else {
            continue;
        };
        let candidates: Vec<Point> = (-1..=1)
            .filter_map(|n| {
                let year = named_year(low.year().checked_add(n)?);
                pick::in_year(open.what, year, calendar)
            })
            .collect();
        let fits = |point: &Point| match (open.weekday, point) {
            (Some(weekday), Point::Day(day)) => weekday_of(*day) == weekday,
            _ => true,
        };
        let any_fits = candidates.iter().any(fits);
        for at in candidates {
            if fits(&at) || !any_fits {
                let cost = place
                    .cost
                    .saturating_add(cost(place.at, at))
                    .saturating_add(leaving(place.at, at));
                next.push(Place { at, cost, ..*place });
            }
        }
    }
    best(next)
}

/// "The following year", "three days later": the history goes along.
fn shifted(place: &Place, shift: Shift) -> Place {
    // "Two decades earlier" looks back in passing.
    if shift.n < 0 || shift.unit < place.at.unit() {
        return *place;
    }
    let there = place
        .at
        .first_day()
        .and_then(|day| Point::around(day, shift.unit).step(shift.n, shift.unit));
    Place {
        at: there.unwrap_or(place.at),
        ..*place
    }
}

/// The cheapest way to each place, and the cheapest places.
fn best(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|place| (place.cost, place.at.days().low));
    let mut kept: Vec<Place> = Vec::with_capacity(KEPT);
    for place in places {
        if kept.len() < KEPT && !kept.iter().any(|other| other.at == place.at) {
            kept.push(place);
        }
    }
    kept
}

/// What it costs to leave a year that has just been named without naming another.
fn leaving(year: Point, to: Point) -> i32 {
    let is_outside = matches!(year, Point::Year(_)) && year.year() != to.year();
    if is_outside { LEAVING_A_YEAR } else { 0 }
}

fn cost(from: Point, to: Point) -> i32 {
    let (from, to) = (from.days(), to.days());
    let gap = |early: Option<Date>, late: Option<Date>| match (early, late) {
        (Some(early), Some(late)) if early < late => days_between(early, late),
        _ => 0,
    };
    let ahead = gap(from.high, to.low);
    let back = gap(to.high, from.low).saturating_mul(BACK);
    ahead.max(back).min(FARTHEST)
}

#[cfg(test)]
mod tests {
    use dateline_data::Calendar;
    use dateline_schema::{Dating, Doc};

    fn values(text: &str) -> Vec<String> {
        let doc = Doc {
            text: text.to_owned(),
            ..Doc::default()
        };
        let published = Dating::on(
            dateline_schema::Date::constant(2010, 1, 1),
            dateline_schema::Reason::new("given", ""),
        );
        let calendar = Calendar::builtin().unwrap();
        let chronology = crate::tag(&doc, &published, &calendar);
        let timexes = chronology.timexes.into_iter();
        timexes.map(|timex| timex.value).collect()
    }

    const HISTORY: &str = "The league was founded in 1641. In 1642 it armed. In 1643 it marched. ";

    #[test]
    fn a_plan_for_later_drags_nothing_along() {
        let text = format!(
            "{HISTORY}In January 1644 the dyke broke, and a new one was to stand by 1646. On 3 March the \
             town fell. On 9 March the fleet left. In May 1644 peace came."
        );
        let want = [
            "1641",
            "1642",
            "1643",
            "1644-01",
            "1646",
            "1644-03-03",
            "1644-03-09",
            "1644-05",
        ];
        assert_eq!(values(&text), want);
    }

    #[test]
    fn a_year_that_begins_a_chapter_is_followed() {
        let text = format!(
            "{HISTORY}In January 1644 the dyke broke. In 1646 war came again. On 3 March the town fell. \
             On 9 April the fleet left. In May 1646 peace came."
        );
        let want = [
            "1641",
            "1642",
            "1643",
            "1644-01",
            "1646",
            "1646-03-03",
            "1646-04-09",
            "1646-05",
        ];
        assert_eq!(values(&text), want);
    }
}
