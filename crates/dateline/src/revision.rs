//! Dates that other pages of a record tell: a page whose day of publication is not known is held against the rest of the
//! record when it is added, and again whenever a page is added that bears on it.
//!
//! Three things bear on it:
//!
//! | rule | what it says |
//! |---|---|
//! | `same-address` | a version of the page, from the same address and with the same report, tells its day of publication |
//! | `copy-of-dated-page` | a page that carries the same report is dated: the text speaks from that day, and copies follow within days |
//! | `event-dated-elsewhere` | a happening that the page tells as past has its day on another page, so the page is no older; and the expression that dates it there ("on Friday") stands for that day, which bounds publication |
//!
//! Only what a page knows by itself is passed on: a day of publication of its own, or an expression that needs none ("3
//! January 1979"). What was learnt from others is not, so that the order in which pages are added makes no difference. A page
//! whose own day is known is never revised. What it takes to revise a page is to read its article again, with what is
//! known ([`Outside`]); everything that hangs on dates, as office holders do, follows.

use std::collections::{BTreeMap, BTreeSet};

use dateline_schema::{
    ActorKind, Date, Dating, EventType, Interval, ItemId, PageId, Reason, Report, Sighting, Status,
};
use dateline_store::{Error, EventFilter, SharedReport, Store};
use dateline_time::Outside;
use jiff::ToSpan;

use crate::Engine;
use crate::copies;
use crate::quotations::Quotations;

/// The rules by which other pages date one.
const RULES: [&str; 5] = [
    "same-address",
    "copy-of-dated-page",
    "text-of-dated-page",
    "event-dated-elsewhere",
    "day-known-elsewhere",
];

/// Within how many days a copy of a report is published, and how sure that is: a habit of agencies' customers, no law.
const COPY_DAYS: i64 = 3;
const COPY_SCORE: f32 = 0.8;
/// Pages may differ on the day of one happening by so many days; those that differ by more tell no day.
const SLIP_DAYS: i64 = 3;

/// Holds a page that has just been added against the record, and the pages on which it bears against it. Returns what pages
/// of the record say now that say something else than before, by id.
///
/// # Errors
/// If the record is damaged, or cannot be read or written.
pub fn revise(
    store: &mut Store,
    engine: &Engine,
    quotations: &Quotations,
    report: &Report,
) -> Result<Vec<Report>, Error> {
    let mut pages: BTreeSet<PageId> = BTreeSet::from([report.page.clone()]);
    let shared = store.same_report(&report.page)?;
    pages.extend(shared.into_iter().map(|shared| shared.page));
    let told = told_of_same_people(store, report)?;
    pages.extend(told.into_keys().map(|id| id.page));
    let mut revised = Vec::new();
    for page in &pages {
        revised.extend(revise_page(store, engine, quotations, page)?);
    }
    store.keep_comparison(&report.page)?;
    Ok(revised)
}

/// Holds the pages against the record that never were: an older program added them, or one that was killed.
///
/// # Errors
/// If the record is damaged, or cannot be read or written.
pub fn revise_all(
    store: &mut Store,
    engine: &Engine,
    quotations: &Quotations,
) -> Result<(), Error> {
    for page in store.pages_without_comparison()? {
        revise_page(store, engine, quotations, &page)?;
        store.keep_comparison(&page)?;
    }
    Ok(())
}

/// Reads a page again if other pages tell something else of its dates than they did.
fn revise_page(
    store: &mut Store,
    engine: &Engine,
    quotations: &Quotations,
    page: &PageId,
) -> Result<Option<Report>, Error> {
    let row = store.page(page)?;
    if row.is_none_or(|row| is_own(&row.published)) {
        return Ok(None);
    }
    let Some(report) = store.report(page)? else {
        return Ok(None);
    };
    let outside = outside(store, &report)?;
    let key = |reason: &Reason| (reason.rule.to_string(), reason.note.clone());
    let known: BTreeSet<_> = report
        .chronology
        .published
        .basis
        .iter()
        .filter(|reason| is_from_elsewhere(reason))
        .map(key)
        .collect();
    if outside.reasons().map(key).collect::<BTreeSet<_>>() == known {
        return Ok(None);
    }
    let again = engine.read_again(&report, &outside);
    store.revise(&again, quotations)?;
    copies::mark(store, &again)?;
    store.keep_comparison(page)?;
    Ok(Some(again))
}

/// What other pages of the record tell of a page's dates.
fn outside(store: &Store, report: &Report) -> Result<Outside, Error> {
    let mut outside = Outside::default();
    carried(store, report, &mut outside)?;
    happened(store, report, &mut outside)?;
    Ok(outside)
}

/// Learns from pages that carry the same report.
fn carried(store: &Store, report: &Report, outside: &mut Outside) -> Result<(), Error> {
    let pages = store.same_report(&report.page)?;
    let Some(own) = pages.iter().find(|shared| shared.page == report.page) else {
        return Ok(());
    };
    let mut dated: Vec<(Date, PageId, String, bool)> = Vec::new();
    for other in pages.iter().filter(|other| other.page != report.page) {
        let is_version = other.urls.iter().any(|url| has_address(own, url));
        if !(is_version || is_whole(own) && is_whole(other)) {
            continue;
        }
        let Some(row) = store.page(&other.page)? else {
            continue;
        };
        if let Some(day) = row
            .published
            .interval
            .value()
            .filter(|_| is_own(&row.published))
        {
            let outlet = row.outlet.unwrap_or(row.name);
            dated.push((day, other.page.clone(), outlet, is_version));
        }
    }
    dated.sort_by_key(|(day, page, ..)| (*day, page.clone()));
    let first = |version: bool| dated.iter().find(|(.., is_version)| *is_version == version);
    if let Some((day, page, outlet, _)) = first(true) {
        let note = format!("{page} ({outlet}), from the same address, was published on {day}");
        let reason = Reason::new("same-address", note);
        outside.published.push((Interval::day(*day), reason));
    } else if let Some((day, page, outlet, _)) = first(false) {
        let note = format!(
            "carries the report of {page} ({outlet}), published on {day}; copies follow within {COPY_DAYS} days"
        );
        let reason = Reason {
            score: Some(COPY_SCORE),
            ..Reason::new("copy-of-dated-page", note)
        };
        outside.published.push((about(*day), reason));
        let note = format!("the report speaks from {day}, as on {page} ({outlet})");
        outside.speaks = Some((*day, Reason::new("text-of-dated-page", note)));
    }
    Ok(())
}

/// Learns from pages that date what this one tells as past.
fn happened(store: &Store, report: &Report, outside: &mut Outside) -> Result<(), Error> {
    let mut sightings = told_of_same_people(store, report)?;
    if sightings.is_empty() {
        return Ok(());
    }
    sightings.extend(report.sightings().map(|own| (own.id.clone(), own)));
    let sightings: Vec<Sighting> = sightings.into_values().collect();
    for story in dateline_story::cluster(&sightings) {
        let (own, others): (Vec<_>, Vec<_>) = story
            .sightings
            .iter()
            .filter(|sighting| sighting.event.status.has_happened())
            .partition(|sighting| sighting.id.page == report.page);
        if own.is_empty() {
            continue;
        }
        let mut dated: Vec<(Date, &Sighting)> = Vec::new();
        for other in others {
            if let Some(day) = day_of(store, other)? {
                dated.push((day, other));
            }
        }
        dated.sort_by_key(|(day, other)| (*day, other.id.clone()));
        let (Some((low, first)), Some((high, _))) = (dated.first(), dated.last()) else {
            continue;
        };
        if low
            .checked_add(SLIP_DAYS.days())
            .is_ok_and(|most| most < *high)
        {
            continue;
        }
        let days = Interval::between(*low, *high);
        let note = format!("{} ({}) dates it {low}", first.id, first.outlet);
        for own in own {
            let trigger = own.event.trigger;
            let from = Interval {
                low: Some(*low),
                high: None,
            };
            let told = format!("tells it as past, and {note}");
            let reason = Reason::at("event-dated-elsewhere", trigger, told);
            outside.published.push((from, reason));
            let expression = own.event.date.basis.iter().find_map(|reason| reason.span);
            if let Some(span) = expression.filter(|span| is_timex(report, *span)) {
                let reason = Reason::at("day-known-elsewhere", span, note.clone());
                outside.days.push((span, days, reason));
            }
        }
    }
    Ok(())
}

/// What other pages tell of attacks on the people, and seizures of those, that a page names: only such a happening, because it
/// happens to one person once, is known again where nothing tells its day.
fn told_of_same_people(
    store: &Store,
    report: &Report,
) -> Result<BTreeMap<ItemId, Sighting>, Error> {
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    for sighting in report.sightings().filter(is_harm) {
        let kinds = sighting.recipient_kinds.iter();
        let people = kinds
            .zip(&sighting.recipient_names)
            .filter(|(kind, _)| **kind == Some(ActorKind::Person));
        surnames.extend(
            people
                .filter_map(|(_, name)| name.split_whitespace().last())
                .map(str::to_owned),
        );
    }
    let mut told = BTreeMap::new();
    for surname in surnames {
        let filter = EventFilter {
            types: vec![EventType::Assault, EventType::Coerce],
            statuses: vec![Status::Asserted, Status::Claimed, Status::Historical],
            recipient: Some(surname),
            ..EventFilter::default()
        };
        let sightings = store.sightings(&filter)?.into_iter();
        told.extend(
            sightings
                .filter(|sighting| sighting.id.page != report.page)
                .map(|sighting| (sighting.id.clone(), sighting)),
        );
    }
    Ok(told)
}

fn is_harm(sighting: &Sighting) -> bool {
    let event = &sighting.event;
    matches!(event.kind, EventType::Assault | EventType::Coerce) && event.status.has_happened()
}

/// The day of an event as its page knows it by itself.
fn day_of(store: &Store, sighting: &Sighting) -> Result<Option<Date>, Error> {
    let date = &sighting.event.date;
    let Some(day) = date.interval.value() else {
        return Ok(None);
    };
    if is_own(&sighting.published) {
        return Ok(Some(day));
    }
    // "On 3 January 1979" says it whenever the page was published.
    let Some(span) = date.basis.iter().find_map(|reason| reason.span) else {
        return Ok(None);
    };
    let report = store.report(&sighting.id.page)?;
    let says_all = report.is_some_and(|report| {
        let mut timexes = report.chronology.timexes.iter();
        timexes.any(|timex| timex.span == span && timex.basis.len() == 1)
    });
    Ok(Some(day).filter(|_| says_all))
}

/// Whether a page knows its day by itself.
fn is_own(published: &Dating) -> bool {
    published.interval.value().is_some() && !published.basis.iter().any(is_from_elsewhere)
}

fn is_from_elsewhere(reason: &Reason) -> bool {
    RULES.contains(&reason.rule.as_ref())
}

fn is_timex(report: &Report, span: dateline_schema::Span) -> bool {
    let mut timexes = report.chronology.timexes.iter();
    timexes.any(|timex| timex.span == span)
}

/// Whether a page carries the report as it is, not a part of it or more.
fn is_whole(shared: &SharedReport) -> bool {
    matches!(shared.relation.as_deref(), None | Some("same" | "near"))
}

fn has_address(shared: &SharedReport, url: &str) -> bool {
    shared.urls.iter().any(|own| address(own) == address(url))
}

/// An address without what changes nothing: the scheme, "www.", a fragment, a slash at its end.
fn address(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next().unwrap_or(url);
    url.strip_prefix("www.")
        .unwrap_or(url)
        .trim_end_matches('/')
}

fn about(day: Date) -> Interval {
    let shifted = |days: i64| day.checked_add(days.days()).ok();
    Interval {
        low: shifted(-COPY_DAYS),
        high: shifted(COPY_DAYS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_what_changes_nothing() {
        let same = ["https://www.example.org/a/", "http://example.org/a#top"];
        assert_eq!(address(same[0]), address(same[1]));
        assert_ne!(
            address("https://example.org/a"),
            address("https://example.org/a?page=2")
        );
    }
}
