//! Feeds saved as files: an entry, a page. RSS 0.9 to 2.0 and Atom (RFC 4287) in `xml.rs`, JSON Feed 1.1 in `json.rs`.
//!
//! What a feed knows of an entry is handed on as a page of its own, written in HTML: title, author, outlet, language,
//! and the whole text where the feed has it, else the summary. Entries without any text are left out.

mod json;
mod xml;

use std::borrow::Cow;

use dateline_schema::{Content, Date, Page, Warned};

use crate::error::{Error, ErrorKind};

/// One entry, as far as the feed tells.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// HTML, as are the content, the summary and the author.
    title: String,
    content: String,
    summary: String,
    author: String,
    language: String,
    url: Option<String>,
    published: Option<Date>,
    updated: Option<Date>,
}

/// What is told of the feed as a whole.
#[derive(Clone, Debug, Default)]
struct Feed {
    title: String,
    language: String,
}

/// The pages of a feed. Of one that is damaged, those before the damage, and an error.
pub(crate) fn pages(bytes: &[u8], name: &str) -> Vec<Result<Warned<Page>, Error>> {
    let is_json = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
        .starts_with(b"{");
    let (feed, entries, failure) = if is_json {
        json::read(bytes)
    } else {
        xml::read(bytes)
    };
    let mut pages: Vec<_> = entries
        .into_iter()
        .enumerate()
        .filter(|(_, entry)| {
            let texts = [&entry.title, &entry.content, &entry.summary];
            texts.iter().any(|text| !text.trim().is_empty())
        })
        .map(|(idx, entry)| {
            let name = format!("{name}#{}", idx + 1);
            Ok(Warned::clean(page(name, &feed, entry)))
        })
        .collect();
    match failure {
        Some(error) => pages.push(Err(error.at(name))),
        None if pages.is_empty() => {
            let error = Error::new(ErrorKind::Unsupported, "the feed has no entries");
            pages.push(Err(error.at(name)));
        }
        None => {}
    }
    pages
}

fn page(name: String, feed: &Feed, entry: Entry) -> Page {
    let mut page = Page::new(name, Content::Html(html(feed, &entry)));
    page.url = entry.url;
    page.title = Some(plain(&entry.title)).filter(|title| !title.is_empty());
    page.published = entry.published;
    // An entry that only tells when it last changed was published no later.
    page.crawled = entry.updated.filter(|_| entry.published.is_none());
    page
}

/// The entry as a page.
fn html(feed: &Feed, entry: &Entry) -> String {
    let language = [&entry.language, &feed.language]
        .into_iter()
        .find(|language| !language.is_empty())
        .map(|language| format!(" lang=\"{}\"", escaped(language)))
        .unwrap_or_default();
    let meta = |attribute: &str, value: &str| {
        let value = plain(value);
        if value.is_empty() {
            String::new()
        } else {
            format!("<meta {attribute} content=\"{}\">\n", escaped(&value))
        }
    };
    let title = escaped(&plain(&entry.title));
    let text = if entry.content.trim().is_empty() {
        &entry.summary
    } else {
        &entry.content
    };
    let site = meta("property=\"og:site_name\"", &feed.title);
    let author = meta("name=\"author\"", &entry.author);
    format!(
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{site}{author}</head>\n\
         <body>\n<article>\n<h1>{title}</h1>\n{}\n</article>\n</body>\n</html>\n",
        paragraphs(text)
    )
}

/// Text as HTML, a paragraph for each of its blank lines; what is HTML stays as it is.
fn paragraphs(text: &str) -> String {
    let is_html = text.contains("</") || text.contains("<p") || text.contains("<br");
    if is_html {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    text.split("\n\n")
        .map(|paragraph| format!("<p>{}</p>\n", paragraph.trim()))
        .collect()
}

/// A title or name, which is HTML, as text.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let begins_tag =
            rest[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest[start..].find('>').filter(|_| begins_tag) {
            Some(len) => {
                plain.push_str(&rest[..start]);
                rest = &rest[start + len + 1..];
            }
            None => {
                plain.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
            }
        }
    }
    plain.push_str(rest);
    // A sign that is no reference stands for itself.
    let plain = quick_xml::escape::unescape(&plain).unwrap_or(Cow::Borrowed(&plain));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
