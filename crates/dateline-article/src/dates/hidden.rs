//! Dates that a page gives to its own scripts only: `"publishedAt": "2019-03-04T…"` in the data of an application.
//!
//! Looked for where nothing else dates the page. A key that has several days belongs to a list of articles, and its
//! first is believed less.

use dateline_data::Outlets;
use dateline_schema::{DateEvidence, DateKind};
use memchr::memmem;

use super::evidence;
use super::read::{NumberOrder, first_date};
use crate::words::start_of;

/// Keys and how far they are believed. Dates of making are those of drafts too.
const KEYS: [(&str, f32); 16] = [
    ("datePublished", 0.55),
    ("publishedDate", 0.55),
    ("published_date", 0.55),
    ("publishDate", 0.55),
    ("publish_date", 0.55),
    ("publishedAt", 0.55),
    ("published_at", 0.55),
    ("PublishingDate", 0.5),
    ("publicationDate", 0.5),
    ("publication_date", 0.5),
    ("pubDate", 0.5),
    ("dateCreated", 0.46),
    ("createdAt", 0.46),
    ("created_at", 0.46),
    ("createdDate", 0.46),
    ("creationDate", 0.46),
];

/// The date of the first key that has one.
pub(crate) fn from_hidden(
    page: &str,
    order: NumberOrder,
    outlets: &Outlets,
) -> Option<DateEvidence> {
    /// How many values of one key are compared.
    const MOST: usize = 20;
    /// A list of articles is told from one article by its days.
    const IN_LIST: f32 = 0.9;
    KEYS.iter().find_map(|&(key, confidence)| {
        let mut dates = memmem::find_iter(page.as_bytes(), key)
            .filter_map(|at| value(&page[at + key.len()..]))
            .filter_map(|value| Some((first_date(value, order, outlets)?, value)))
            .take(MOST);
        let (date, text) = dates.next()?;
        let confidence = if dates.all(|(other, _)| other == date) {
            confidence
        } else {
            confidence * IN_LIST
        };
        let kind = DateKind::Published;
        Some(evidence(
            date,
            kind,
            "date-in-script",
            text,
            confidence,
            outlets,
        ))
    })
}

/// The string that follows a key, whatever its quotation marks are escaped as.
fn value(after: &str) -> Option<&str> {
    /// A date and a time, in bytes.
    const LONGEST: usize = 40;
    const QUOTES: [&str; 4] = ["\\\"", "\"", "&quot;", "'"];
    let unquote = |text: &'_ str| -> Option<usize> {
        QUOTES
            .iter()
            .find(|quote| text.starts_with(**quote))
            .map(|quote| quote.len())
    };
    let rest = &after[unquote(after)?..];
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let rest = &rest[unquote(rest)?..];
    let end = start_of(rest, LONGEST).find(['"', '\\', '\'', '&', '<'])?;
    rest[..end]
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, want: Option<&str>) {
        let outlets = Outlets::builtin().unwrap();
        let found = from_hidden(page, NumberOrder::DayFirst, &outlets);
        assert_eq!(
            found.map(|found| found.date.to_string()).as_deref(),
            want,
            "{page}"
        );
    }

    #[test]
    fn keys_of_publication_outrank_keys_of_making() {
        check(
            r#"<script>{"created_at":"2019-03-01","published_at" : "2019-03-04T10:00:00Z"}</script>"#,
            Some("2019-03-04"),
        );
        check(r#"{\"publishedAt\":\"2019-03-04\"}"#, Some("2019-03-04"));
        check(
            "data-props='{&quot;createdAt&quot;:&quot;2019-03-04&quot;}'",
            Some("2019-03-04"),
        );
    }

    #[test]
    fn words_that_look_like_keys_are_not() {
        check("The field publishedAt: 2019-03-04 is a date.", None);
        check(r#"{"published_at":null,"x":"2019-03-04"}"#, None);
        check(
            r#"{"publishedAt":"on the day that the harbour of Port Example opened, 2019-03-04"}"#,
            None,
        );
    }
}
