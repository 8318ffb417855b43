//! JSON Feed 1.0 and 1.1 (jsonfeed.org).

use serde_json::Value;

use super::{Entry, Feed};
use crate::date::day;
use crate::error::{Error, ErrorKind};
use crate::surrogates::mend;

pub(super) fn read(bytes: &[u8]) -> (Feed, Vec<Entry>, Option<Error>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (bytes, _) = mend(bytes);
    let feed: Value = match serde_json::from_slice(&bytes) {
        Ok(feed) => feed,
        Err(error) => {
            let error = Error::new(ErrorKind::Damaged, format!("not a JSON feed: {error}"))
                .with_hint("was it saved whole?");
            return (Feed::default(), Vec::new(), Some(error));
        }
    };
    let items = feed["items"].as_array().map_or(&[][..], Vec::as_slice);
    let head = Feed {
        title: super::escaped(&string(&feed, "title")),
        language: string(&feed, "language"),
    };
    (head, items.iter().map(entry).collect(), None)
}

fn entry(item: &Value) -> Entry {
    let content = [string(item, "content_html"), escaped_text(item)]
        .into_iter()
        .find(|content| !content.trim().is_empty())
        .unwrap_or_default();
    let authors: Vec<String> = item["authors"]
        .as_array()
        .map_or(std::slice::from_ref(&item["author"]), Vec::as_slice)
        .iter()
        .map(|author| string(author, "name"))
        .filter(|name| !name.is_empty())
        .collect();
    let date = |field: &str| item[field].as_str().and_then(day);
    let url = ["url", "external_url", "id"]
        .into_iter()
        .map(|field| string(item, field))
        .find(|url| url.starts_with("http"));
    Entry {
        title: super::escaped(&string(item, "title")),
        content,
        summary: super::escaped(&string(item, "summary")),
        author: super::escaped(&authors.join(", ")),
        language: string(item, "language"),
        url,
        published: date("date_published"),
        updated: date("date_modified"),
    }
}

/// Text is no HTML here, and a sign that would begin a tag is just that sign.
fn escaped_text(item: &Value) -> String {
    super::escaped(&string(item, "content_text"))
}

fn string(object: &Value, field: &str) -> String {
    object[field].as_str().unwrap_or_default().to_owned()
}
