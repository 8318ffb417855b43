//! Evidence to a publication date: votes by reliability, within what the deliverer knows.

use std::collections::BTreeMap;

use dateline_schema::{Date, DateEvidence, DateKind, Dating, Interval, Page, Reason};

/// The least that the votes for a day must come to.
const ENOUGH: f32 = 0.45;

/// Published dates below this give way to a date of change that is told as such.
const SURE: f32 = 0.5;

/// The rule for copies in archives.
const ARCHIVED: &str = "archived-address";

/// Whether a piece of evidence is enough alone.
pub(crate) fn is_enough(evidence: &DateEvidence) -> bool {
    evidence.kind == DateKind::Published && evidence.confidence >= ENOUGH
}

/// When the page was published.
///
/// The deliverer's own date wins. Else the day with the strongest votes, none later than the page was fetched or
/// rendered. Else what bounds it.
pub(crate) fn vote(page: &Page, dates: &[DateEvidence]) -> Dating {
    if let Some(date) = page.published {
        return Dating::on(date, Reason::new("given-date", "given with the page"));
    }
    let mut bounds = Interval::UNKNOWN;
    let mut basis = Vec::new();
    if let Some(day) = page.crawled {
        let latest = page.crawled_latest.unwrap_or(day);
        bounds.high = Some(latest);
        let elsewhere = if latest == day {
            String::new()
        } else {
            format!(", {latest} where days begin first")
        };
        let note = format!("fetched on {day}{elsewhere}, so published no later");
        basis.push(Reason::new("given-crawl-date", note));
    }
    for evidence in dates
        .iter()
        .filter(|evidence| evidence.kind == DateKind::Crawled)
    {
        if bounds.high.is_none_or(|high| evidence.date < high) {
            bounds.high = Some(evidence.date);
            let where_it_stands = if evidence.rule == ARCHIVED {
                "is the address of a copy made that day"
            } else {
                "stands where a page prints the day it is shown"
            };
            basis.push(Reason {
                rule: evidence.rule.clone(),
                score: None,
                note: format!(
                    "{:?} {where_it_stands}, so published no later",
                    evidence.text
                ),
                span: None,
            });
        }
    }
    let published = strongest(dates, DateKind::Published, bounds);
    let strength = published.as_ref().map_or(0.0, |(_, strength, _)| *strength);
    let chosen = if strength < SURE {
        // A page that tells only when it was changed last stood there as it is on that day.
        let changed = strongest(dates, DateKind::Updated, bounds);
        changed
            .filter(|(_, changed, _)| *changed > strength)
            .map(|(date, strength, reasons)| {
                let note =
                    "the page tells its last change only; its text as it stands is of that day";
                let reason = Reason::new("last-change-alone", note);
                (
                    date,
                    strength,
                    std::iter::once(reason).chain(reasons).collect(),
                )
            })
            .or(published)
    } else {
        published
    };
    if let Some((date, strength, reasons)) = chosen
        && strength >= ENOUGH
    {
        let mut chosen = Dating {
            interval: Interval::day(date),
            basis: reasons,
        };
        chosen.basis.extend(basis);
        return chosen;
    }
    let changed = dates
        .iter()
        .filter(|evidence| evidence.kind == DateKind::Updated)
        .map(|evidence| evidence.date)
        .min();
    if let Some(day) = changed
        && bounds.high.is_none_or(|high| day < high)
    {
        bounds.high = Some(day);
        basis.push(Reason::new(
            "bounded-by-change",
            format!("changed on {day}, so published no later"),
        ));
    }
    if basis.is_empty() {
        basis.push(Reason::new(
            "no-date-on-page",
            "the page gives no date that could be relied on",
        ));
    }
    Dating {
        interval: bounds,
        basis,
    }
}

/// The day with the strongest votes: places that err independently, `1 − ∏(1 − confidence)`, each place once.
/// Meta elements and structured data are one place: the same program writes both, in UTC or in local time.
fn strongest(
    dates: &[DateEvidence],
    kind: DateKind,
    bounds: Interval,
) -> Option<(Date, f32, Vec<Reason>)> {
    let mut days: BTreeMap<Date, BTreeMap<&str, &DateEvidence>> = BTreeMap::new();
    for evidence in dates
        .iter()
        .filter(|evidence| evidence.kind == kind && bounds.contains(evidence.date))
    {
        let best = days
            .entry(evidence.date)
            .or_default()
            .entry(place(&evidence.rule))
            .or_insert(evidence);
        if best.confidence < evidence.confidence {
            *best = evidence;
        }
    }
    let mut winner: Option<(Date, f32, Vec<Reason>)> = None;
    for (day, votes) in days {
        let doubt: f32 = votes
            .values()
            .map(|evidence| 1.0 - evidence.confidence)
            .product();
        let strength = 1.0 - doubt;
        // Of equals the earlier wins: a page is published before it is changed.
        if winner
            .as_ref()
            .is_none_or(|(_, best, _)| strength > *best + 1e-4)
        {
            let mut votes: Vec<&&DateEvidence> = votes.values().collect();
            votes.sort_by(|a, b| {
                b.confidence
                    .total_cmp(&a.confidence)
                    .then_with(|| a.rule.cmp(&b.rule))
            });
            let reasons = votes.into_iter().map(|evidence| Reason {
                rule: evidence.rule.clone(),
                score: Some(evidence.confidence),
                note: format!("read from {:?}", evidence.text),
                span: None,
            });
            winner = Some((day, strength, reasons.collect()));
        }
    }
    winner
}

/// The place of a rule: rules of one place err together.
fn place(rule: &str) -> &str {
    if rule.starts_with("json-ld") || rule.starts_with("meta") {
        "metadata"
    } else if rule.contains("line") || rule.contains("on-page") {
        "line"
    } else {
        rule
    }
}

#[cfg(test)]
mod tests {
    use dateline_schema::Content;

    use super::*;

    fn evidence(date: &str, kind: DateKind, rule: &'static str, confidence: f32) -> DateEvidence {
        DateEvidence {
            date: date.parse().unwrap(),
            kind,
            rule: rule.into(),
            text: date.to_owned(),
            confidence,
            zone: None,
        }
    }

    fn page() -> Page {
        Page::new("p", Content::Flat(String::new()))
    }

    #[test]
    fn two_weaker_places_that_agree_outvote_one() {
        let dates = [
            evidence("2019-03-04", DateKind::Published, "a", 0.7),
            evidence("2019-03-05", DateKind::Published, "b", 0.6),
            evidence("2019-03-05", DateKind::Published, "c", 0.6),
        ];
        assert_eq!(
            vote(&page(), &dates).interval.value(),
            Some("2019-03-05".parse().unwrap())
        );
    }

    #[test]
    fn nothing_is_published_after_it_was_fetched() {
        let mut page = page();
        page.crawled = Some("2019-03-04".parse().unwrap());
        let dates = [evidence("2019-03-05", DateKind::Published, "a", 0.9)];
        let dating = vote(&page, &dates);
        assert_eq!(
            dating.interval,
            Interval {
                low: None,
                high: page.crawled
            }
        );
    }

    #[test]
    fn a_page_may_bear_the_day_of_the_east() {
        let mut page = page();
        page.crawled = Some("2019-03-04".parse().unwrap());
        page.crawled_latest = Some("2019-03-05".parse().unwrap());
        let read = |date: &str| {
            let dates = [evidence(date, DateKind::Published, "a", 0.9)];
            vote(&page, &dates)
                .interval
                .value()
                .map(|date| date.to_string())
        };
        assert_eq!(read("2019-03-05").as_deref(), Some("2019-03-05"));
        assert_eq!(read("2019-03-06"), None);
        let undated = vote(&page, &[]);
        assert_eq!(undated.interval.high, page.crawled_latest);
        assert_eq!(
            undated.basis[0].note,
            "fetched on 2019-03-04, 2019-03-05 where days begin first, so published no later"
        );
    }

    #[test]
    fn a_render_date_bounds_and_does_not_date() {
        let dates = [evidence(
            "2023-12-02",
            DateKind::Crawled,
            "page-date-above-headline",
            0.7,
        )];
        let dating = vote(&page(), &dates);
        assert_eq!(dating.interval.value(), None);
        assert_eq!(dating.interval.high, Some("2023-12-02".parse().unwrap()));
    }

    #[test]
    fn the_deliverer_wins() {
        let mut page = page();
        page.published = Some("2001-01-01".parse().unwrap());
        let dates = [evidence("2019-03-05", DateKind::Published, "a", 0.9)];
        assert_eq!(vote(&page, &dates).interval.value(), page.published);
    }
}
