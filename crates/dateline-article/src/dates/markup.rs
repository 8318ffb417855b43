//! Dates in the markup of an HTML page: structured data, meta elements, marked times.

use dateline_data::Outlets;
use dateline_schema::{DateEvidence, DateKind};

use super::read::{NumberOrder, first_date};
use super::{Layout, evidence};
use crate::html::HtmlPage;
use crate::html::meta::MarkedTime;

/// Dates in the markup of an HTML page.
pub(crate) fn from_markup(
    page: &HtmlPage,
    layout: &Layout<'_>,
    order: NumberOrder,
    outlets: &Outlets,
) -> Vec<DateEvidence> {
    let mut out = Vec::new();
    let mut add = |rule: &'static str, kind: DateKind, confidence: f32, text: &str| {
        if let Some(date) = first_date(text, order, outlets) {
            out.push(evidence(date, kind, rule, text, confidence, outlets));
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
    for (name, confidence) in PUBLISHED {
        for text in page.meta.all(name) {
            add(meta_rule(name), DateKind::Published, confidence, text);
        }
    }
    for name in MODIFIED {
        for text in page.meta.all(name) {
            add("meta-date-modified", DateKind::Updated, 0.8, text);
        }
    }
    for (nth, time) in page.meta.times.iter().enumerate() {
        let (kind, confidence) = trust(time, nth, layout);
        add("marked-time", kind, confidence, &time.value);
    }
    out
}

const PUBLISHED: [(&str, f32); 28] = [
    ("article:published_time", 0.93),
    ("og:article:published_time", 0.9),
    ("og:published_time", 0.9),
    ("datepublished", 0.9),
    ("publishdate", 0.85),
    ("publish-date", 0.85),
    ("publish_date", 0.85),
    ("pubdate", 0.85),
    ("og:pubdate", 0.85),
    ("publication_date", 0.85),
    ("published_at", 0.85),
    ("citation_publication_date", 0.85),
    ("dc.date.issued", 0.85),
    ("dcterms.issued", 0.85),
    ("dcterms.created", 0.8),
    ("dc.date.created", 0.8),
    ("dc:date.created", 0.8),
    ("sailthru.date", 0.8),
    ("parsely-pub-date", 0.85),
    ("article.published", 0.85),
    ("article_date_original", 0.85),
    ("date", 0.8),
    ("dc.date", 0.75),
    ("dcterms.date", 0.75),
    ("dc:date", 0.75),
    ("created", 0.7),
    ("article.created", 0.7),
    ("datecreated", 0.7),
];

const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "last-modified",
    "datemodified",
    "dateupdate",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
];

/// What a marked time stands for, and how far it is believed: the more the nearer it stands to the headline, and
/// less where markup says that it belongs to a comment or to another article.
fn trust(time: &MarkedTime, nth: usize, layout: &Layout<'_>) -> (DateKind, f32) {
    let marked = |words: &[&str]| words.iter().any(|word| time.marks.contains(word));
    let is_told = marked(&["datepublished"]);
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
        (DateKind::Published, 0.8_f32)
    } else {
        (DateKind::Published, 0.55)
    };
    // A time stands in the last block that begins before it.
    let block = layout
        .blocks
        .partition_point(|block| block.node <= time.node)
        .checked_sub(1);
    let near = block.is_some_and(|block| {
        layout.is_near(block)
            || layout
                .headline
                .is_some_and(|headline| (headline.saturating_sub(4)..=headline).contains(&block))
    });
    let confidence = match block {
        Some(block) if layout.is_apart(block) && !near && !is_told => confidence * 0.5,
        Some(_) if near => f32::max(confidence, 0.75),
        Some(block) if layout.last_own.is_some_and(|last| block > last + 6) => confidence * 0.7,
        _ => confidence,
    };
    // The first marked date is the article's own; those far down are other articles'.
    (
        kind,
        confidence * 0.97_f32.powi(i32::try_from(nth.min(60)).unwrap_or(60)),
    )
}

fn meta_rule(name: &str) -> &'static str {
    match name {
        "article:published_time" => "meta-article-published-time",
        "date" | "dc.date" | "dcterms.date" | "dc:date" => "meta-date",
        _ => "meta-date-published",
    }
}
