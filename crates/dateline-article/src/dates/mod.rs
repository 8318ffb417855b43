//! When a page was published: every date with what it rests on, then a vote.
//!
//! Places of a date are weighed by how often they are right (after htmldate's order of trust: structured data and
//! meta elements, marked-up times, the address, visible lines). What bounds it (the day it was rendered or
//! fetched, a later change) only bounds. A date that the page does not give stays unknown.

mod dateline;
mod read;
mod vote;

use std::borrow::Cow;

use dateline_data::{Outlets, PhrasePlace};
use dateline_schema::{DateEvidence, DateKind, Role};

pub(crate) use self::dateline::{agency, from_dateline};
pub(crate) use self::read::NumberOrder;
use self::read::{date_in_url, first_date};
pub(crate) use self::vote::vote;
use crate::block::TextBlock;
use crate::html::HtmlPage;

/// Dates in the markup of an HTML page.
pub(crate) fn from_markup(
    page: &HtmlPage,
    order: NumberOrder,
    outlets: &Outlets,
) -> Vec<DateEvidence> {
    let mut out = Vec::new();
    let mut add = |rule: &'static str, kind: DateKind, confidence: f32, text: &str| {
        if let Some(date) = first_date(text, order, outlets) {
            out.push(evidence(date, kind, rule, text, confidence));
        }
    };
    for text in &page.structured.published {
        add("json-ld-date-published", DateKind::Published, 0.93, text);
    }
    for text in &page.structured.created {
        add("json-ld-date-created", DateKind::Published, 0.6, text);
    }
    for text in &page.structured.modified {
        add("json-ld-date-modified", DateKind::Updated, 0.9, text);
    }
    const PUBLISHED: [(&str, f32); 24] = [
        ("article:published_time", 0.93),
        ("og:article:published_time", 0.9),
        ("og:published_time", 0.9),
        ("datepublished", 0.9),
        ("publishdate", 0.85),
        ("publish-date", 0.85),
        ("pubdate", 0.85),
        ("publication_date", 0.85),
        ("published_at", 0.85),
        ("citation_publication_date", 0.85),
        ("dc.date.issued", 0.85),
        ("dcterms.issued", 0.85),
        ("dcterms.created", 0.8),
        ("dc.date.created", 0.8),
        ("sailthru.date", 0.8),
        ("parsely-pub-date", 0.85),
        ("article.published", 0.85),
        ("article_date_original", 0.85),
        ("date", 0.8),
        ("dc.date", 0.75),
        ("dcterms.date", 0.75),
        ("created", 0.7),
        ("article.created", 0.7),
        ("datecreated", 0.7),
    ];
    for (name, confidence) in PUBLISHED {
        for text in page.meta.all(name) {
            add(meta_rule(name), DateKind::Published, confidence, text);
        }
    }
    const MODIFIED: [&str; 8] = [
        "article:modified_time",
        "og:updated_time",
        "og:article:modified_time",
        "last-modified",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "lastmod",
    ];
    for name in MODIFIED {
        for text in page.meta.all(name) {
            add("meta-date-modified", DateKind::Updated, 0.8, text);
        }
    }
    for (nth, time) in page.meta.times.iter().enumerate() {
        let marked = |words: &[&str]| words.iter().any(|word| time.marks.contains(word));
        let (kind, confidence) = if marked(&["modified", "updated", "update"]) {
            (DateKind::Updated, 0.6)
        } else if marked(&[
            "datepublished",
            "published",
            "pubdate",
            "entry-date",
            "post-date",
            "posted",
        ]) {
            (DateKind::Published, 0.8)
        } else {
            (DateKind::Published, 0.55)
        };
        // The first marked date is the article's own; those far down are other articles'.
        let confidence = confidence * 0.97_f32.powi(i32::try_from(nth.min(60)).unwrap_or(60));
        add("marked-time", kind, confidence, &time.value);
    }
    out
}

/// The date in an address.
pub(crate) fn from_url(url: &str) -> Option<DateEvidence> {
    let date = date_in_url(url)?;
    Some(evidence(
        date,
        DateKind::Published,
        "date-in-url",
        url,
        0.94,
    ))
}

/// Dates on visible lines; `headline` and `first_body` are blocks.
pub(crate) fn from_lines(
    blocks: &[TextBlock],
    headline: Option<usize>,
    first_body: Option<usize>,
    order: NumberOrder,
    outlets: &Outlets,
) -> Vec<DateEvidence> {
    let mut out = Vec::new();
    for (idx, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let words = block.wording.n_words;
        if let Some(year) = copyright_year(text) {
            out.push(evidence(
                year,
                DateKind::Copyright,
                "copyright-line",
                text,
                0.2,
            ));
            continue;
        }
        if words > 25 {
            continue;
        }
        let phrase = block.wording.phrase;
        let led = matches!(
            phrase,
            Some((PhrasePlace::Start | PhrasePlace::Whole, Role::PageDate))
        );
        let byline = matches!(phrase, Some((PhrasePlace::Start, Role::Byline)));
        let Some(date) = first_date(text, order, outlets) else {
            continue;
        };
        let above = headline.is_some_and(|headline| idx < headline);
        let near = match headline {
            Some(headline) => {
                idx > headline
                    && idx <= headline + 8
                    && first_body.is_none_or(|body| idx <= body + 2)
            }
            None => first_body.is_some_and(|body| idx + 6 > body && idx <= body + 2),
        };
        let lower = text.to_lowercase();
        let bare = words < 8 || (words < 14 && lower.contains(" | ")) || byline;
        let (kind, rule, confidence) = if led
            && (lower.starts_with("updated")
                || lower.starts_with("last ")
                || lower.starts_with("modified"))
        {
            (DateKind::Updated, "line-updated", 0.6)
        } else if led {
            (DateKind::Published, "line-published", 0.75)
        } else if is_render_date(block, idx, above) {
            (DateKind::Crawled, "page-date-above-headline", 0.7)
        } else if near && bare {
            (DateKind::Published, "date-under-headline", 0.7)
        } else if above && bare && headline.is_some_and(|headline| idx + 6 > headline) {
            (DateKind::Published, "date-above-headline", 0.5)
        } else if bare && read::WEB_YEARS.contains(&date.year()) {
            // An old day far from the headline is one that the article tells of: a birth, a founding.
            (DateKind::Published, "date-line", 0.3)
        } else if near && words < 18 {
            (DateKind::Published, "date-in-line-under-headline", 0.5)
        } else {
            continue;
        };
        out.push(evidence(date, kind, rule, text, confidence));
    }
    // Where a page shows one day only, that day is its own, wherever it stands.
    let mut days = out
        .iter()
        .filter(|evidence| evidence.rule == "date-line")
        .map(|evidence| evidence.date);
    let first = days.next();
    if days.all(|day| Some(day) == first) {
        for evidence in out
            .iter_mut()
            .filter(|evidence| evidence.rule == "date-line")
        {
            evidence.rule = Cow::Borrowed("only-date-on-page");
            evidence.confidence = 0.5;
        }
    }
    out
}

/// A date with its weekday on the first lines of a page, above the headline, is the day it was rendered: a
/// masthead's date.
fn is_render_date(block: &TextBlock, idx: usize, above: bool) -> bool {
    const TOP: usize = 3;
    let weekday = block
        .text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let is_weekday = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
    .contains(&weekday.as_str());
    above && idx < TOP && is_weekday && block.wording.n_words < 7
}

/// New Year's Day of the year in a copyright line.
fn copyright_year(text: &str) -> Option<jiff::civil::Date> {
    let lower = text.to_lowercase();
    if !(lower.contains('©') || lower.contains("copyright") || lower.contains("(c)")) {
        return None;
    }
    let year = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse::<i16>().ok())
        .filter(|year| read::WEB_YEARS.contains(year))
        .max()?;
    jiff::civil::Date::new(year, 1, 1).ok()
}

fn meta_rule(name: &str) -> &'static str {
    match name {
        "article:published_time" => "meta-article-published-time",
        "date" | "dc.date" | "dcterms.date" => "meta-date",
        _ => "meta-date-published",
    }
}

fn evidence(
    date: jiff::civil::Date,
    kind: DateKind,
    rule: &'static str,
    text: &str,
    confidence: f32,
) -> DateEvidence {
    /// What is kept of the text that was read, in characters.
    const KEPT: usize = 160;
    DateEvidence {
        date,
        kind,
        rule: Cow::Borrowed(rule),
        text: text.chars().take(KEPT).collect(),
        confidence,
    }
}
