//! Pages whose publication day is hidden: whether the days that are given as possible hold the true one.
//!
//! The pages are made when the task runs, from sets whose publication day is known: the field that tells it, or the
//! address in the first line, is taken away, and the text alone must say what it can.
//!
//! `publication_sound` is the share of pages whose interval holds the true day; `publication_bounded` the share with
//! a bound on both sides, and `publication_median_days` the median number of days that it leaves there. `timex_…` are
//! the same for the expressions that the gold gives a stretch of the calendar: sound where the true stretch lies
//! within the interval, or the interval within the true stretch. An unknown interval is sound and not bounded.

use anyhow::Result;
use dateline::schema::{Content, Date, Interval, Page};
use dateline::{Engine, Layer, Layers, view};
use serde_json::{Value, json};

use super::{Scored, list, span, text};
use crate::gold::Gold;
use crate::measures::match_spans;
use crate::predict;

/// Corpora of dates: the publication day is a field of its own.
pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let pages = gold.documents.iter().filter_map(|document| {
        Some(Undated {
            id: text(document, "doc_id").to_owned(),
            text: text(document, "text").to_owned(),
            published: Interval::day(text(document, "dct").get(..10)?.parse().ok()?),
            timexes: list(document, "timexes").to_vec(),
        })
    });
    Ok(measure(engine, &pages.collect::<Vec<_>>()))
}

/// Raw pages under their address, of which those count whose address tells the day or the month.
pub(super) fn score_raw(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let pages = gold.documents.iter().filter_map(|document| {
        let (address, text) = super::text(document, "text").split_once('\n')?;
        Some(Undated {
            id: super::text(document, "id").to_owned(),
            text: text.to_owned(),
            published: in_address(address)?,
            timexes: Vec::new(),
        })
    });
    Ok(measure(engine, &pages.collect::<Vec<_>>()))
}

struct Undated {
    id: String,
    text: String,
    published: Interval,
    timexes: Vec<Value>,
}

fn measure(engine: &Engine, pages: &[Undated]) -> Scored {
    let predictions = predict::map(pages, |page| {
        let request = view::Request::new(
            json!(page.id),
            Page::new(page.id.as_str(), Content::Text(page.text.clone())),
        );
        view::annotate(
            engine,
            &request,
            Layers::of(&[Layer::Article, Layer::Timexes]),
        )
    });
    let mut scored = Scored::default();
    let (mut publication, mut timexes) = (Tally::default(), Tally::default());
    for (page, predicted) in pages.iter().zip(&predictions) {
        let published = &predicted["article"]["published"];
        let got = interval(published, "not_before", "not_after");
        // An address that tells the month alone is held where the interval shares a day with it.
        let is_sound = got.intersect(page.published).is_some();
        publication.count(got, is_sound);
        if !is_sound {
            let want = show(page.published);
            scored.cases.push(format!(
                "{} was published {want}, not {}",
                page.id,
                show(got)
            ));
        }
        let (want, found) = (&page.timexes, list(predicted, "timexes"));
        let spans = |timexes: &[Value]| timexes.iter().map(span).collect::<Vec<_>>();
        for (i, j, _) in match_spans(&spans(want), &spans(found)) {
            let Some(truth) = days(text(&want[i], "value")) else {
                continue;
            };
            let got = interval(&found[j], "low", "high");
            let is_sound = holds(got, truth) || holds(truth, got);
            timexes.count(got, is_sound);
            if !is_sound {
                let (start, end) = span(&want[i]);
                let words: String = page.text.chars().skip(start).take(end - start).collect();
                let (truth, got) = (show(truth), show(got));
                scored
                    .cases
                    .push(format!("{words:?} is {truth}, not {got}"));
            }
        }
    }
    publication.report("publication", &mut scored);
    if timexes.n > 0 {
        timexes.report("timex", &mut scored);
    }
    scored.predictions = predictions;
    scored
}

#[derive(Default)]
struct Tally {
    n: usize,
    sound: usize,
    widths: Vec<i64>,
}

impl Tally {
    fn count(&mut self, got: Interval, is_sound: bool) {
        self.n += 1;
        self.sound += usize::from(is_sound);
        self.widths.extend(got.n_days());
    }

    fn report(mut self, name: &str, scored: &mut Scored) {
        let share = |part: usize| 100.0 * part as f64 / self.n.max(1) as f64;
        scored.measure(format!("{name}_sound"), share(self.sound));
        scored.measure(format!("{name}_bounded"), share(self.widths.len()));
        self.widths.sort_unstable();
        if let Some(median) = self.widths.get(self.widths.len() / 2) {
            scored.measure(format!("{name}_median_days"), *median as f64);
        }
    }
}

fn interval(object: &Value, low: &str, high: &str) -> Interval {
    let day = |field: &str| text(object, field).parse::<Date>().ok();
    Interval {
        low: day(low),
        high: day(high),
    }
}

fn holds(outer: Interval, inner: Interval) -> bool {
    let low = outer
        .low
        .is_none_or(|low| inner.low.is_some_and(|inner| low <= inner));
    let high = outer
        .high
        .is_none_or(|high| inner.high.is_some_and(|inner| inner <= high));
    low && high
}

fn show(interval: Interval) -> String {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    format!("{}..{}", day(interval.low), day(interval.high))
}

/// The days of a TIMEX3 value that names a year, a month or a day; a time of day is its day.
fn days(value: &str) -> Option<Interval> {
    let value = value.split('T').next()?;
    let mut parts = value.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (Some(_), Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        _ => Date::new(year, 12, 31).ok()?,
    };
    Some(Interval::between(first, last))
}

/// The day or month that an address tells: "/2022/07/26/", "/2022/07/", "/202207260637".
fn in_address(address: &str) -> Option<Interval> {
    let digits: Vec<&str> = address
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let year = |run: &str| (run.len() == 4 && run.starts_with("20")).then(|| run.to_owned());
    for (idx, run) in digits.iter().enumerate() {
        if run.len() >= 8 && run.starts_with("20") {
            let value = format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..8]);
            if let Some(day) = days(&value) {
                return Some(day);
            }
        }
        let Some(year) = year(run) else { continue };
        let two = |at: usize| digits.get(at).filter(|run| run.len() <= 2);
        let Some(month) = two(idx + 1) else { continue };
        let value = match two(idx + 2) {
            Some(day) => format!("{year}-{month}-{day}"),
            None => format!("{year}-{month}"),
        };
        if let Some(days) = days(&value) {
            return Some(days);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(interval: Option<Interval>) -> Option<String> {
        interval.map(show)
    }

    #[test]
    fn reads_days_out_of_addresses() {
        let day = |address| shown(in_address(address));
        let want = Some("2022-07-26..2022-07-26".to_owned());
        assert_eq!(day("https://news.example/2022/07/26/dam"), want);
        assert_eq!(day("https://news.example/stories/202207260637.html"), want);
        assert_eq!(
            day("https://news.example/2022/02/dam"),
            Some("2022-02-01..2022-02-28".to_owned())
        );
        assert_eq!(day("https://news.example/articles/37145"), None);
    }

    #[test]
    fn reads_the_days_of_values() {
        let of = |value| shown(days(value));
        assert_eq!(of("1998"), Some("1998-01-01..1998-12-31".to_owned()));
        assert_eq!(
            of("1998-02-13TNI"),
            Some("1998-02-13..1998-02-13".to_owned())
        );
        assert_eq!(of("1998-Q3"), None);
        assert_eq!(of("PXD"), None);
    }

    #[test]
    fn an_unknown_interval_holds_everything() {
        let year = days("1998").unwrap();
        assert!(holds(Interval::UNKNOWN, year));
        assert!(!holds(year, Interval::UNKNOWN));
        assert!(holds(year, days("1998-02").unwrap()));
    }
}
