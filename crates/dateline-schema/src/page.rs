//! What goes in: one news page as it was found.

use jiff::civil::Date;

/// The bytes or text of a page, and what is known of their form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes of unknown form and charset, such as a file: HTML, or a page flattened to text.
    Raw(Vec<u8>),
    /// HTML, decoded.
    Html(String),
    /// A page flattened to text, furniture included, a block a line.
    Flat(String),
    /// Clean article text: every line is the article's own.
    Text(String),
}

/// One page, with what its deliverer knows about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The page itself.
    pub content: Content,
    /// Where it was found, for messages and lists: a path, a URL, or the caller's id.
    pub name: String,
    /// Its address, if known.
    pub url: Option<String>,
    /// Its headline, if the deliverer knows better than the page.
    pub title: Option<String>,
    /// The document creation time, if the deliverer knows it.
    pub published: Option<Date>,
    /// The day it was fetched: it was published no later.
    pub crawled: Option<Date>,
    /// The last day that it was anywhere on Earth when it was fetched, where the moment is known: outlets date by their
    /// own clocks, and days begin up to 14 hours before those of UTC.
    pub crawled_latest: Option<Date>,
}

impl Page {
    /// A page about which nothing else is known.
    #[must_use]
    pub fn new(name: impl Into<String>, content: Content) -> Self {
        Self {
            content,
            name: name.into(),
            url: None,
            title: None,
            published: None,
            crawled: None,
            crawled_latest: None,
        }
    }
}
