//! RSS and Atom. Namespaces are told by their usual prefixes; what is not well formed is read as far as it makes sense.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{Entry, Feed};
use crate::date::day;
use crate::error::{Error, ErrorKind};

/// How far into a feed its charset is looked for, in bytes.
const PRESCAN: usize = 1024;

pub(super) fn read(bytes: &[u8]) -> (Feed, Vec<Entry>, Option<Error>) {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut state = State::default();
    let failure = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break state.entry.is_some().then(cut),
            Ok(Event::Start(start)) => {
                let markup = holds_markup(&start);
                state.open(&start);
                if markup {
                    // The element's inner text is markup as it stands, and not escaped.
                    match reader.read_text(start.to_end().name()) {
                        Ok(inner) => {
                            state.text.push_str(&inner.into_inner());
                            state.close(&start.name().as_ref().to_ascii_lowercase());
                        }
                        Err(_) => break Some(cut()),
                    }
                }
            }
            Ok(Event::Empty(start)) => {
                state.open(&start);
                state.close(&start.name().as_ref().to_ascii_lowercase());
            }
            Ok(Event::End(end)) => state.close(&end.name().as_ref().to_ascii_lowercase()),
            Ok(Event::Text(text)) => state.text.push_str(&text.into_inner()),
            Ok(Event::CData(data)) => state.text.push_str(&data.into_inner()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.borrow().into_inner();
                match (reference.resolve_char_ref(), resolve_xml_entity(&name)) {
                    (Ok(Some(c)), _) => state.text.push(c),
                    (_, Some(entity)) => state.text.push_str(entity),
                    // Entities of HTML, such as &nbsp;, are left to whoever reads the page.
                    _ => {
                        state.text.push('&');
                        state.text.push_str(&name);
                        state.text.push(';');
                    }
                }
            }
            Ok(_) => {}
            Err(error) => {
                let message = format!(
                    "the feed is damaged or cut at byte {}: {error}",
                    reader.error_position()
                );
                let error = Error::new(ErrorKind::Damaged, message)
                    .with_hint("the entries before it are read");
                break Some(error);
            }
        }
    };
    (state.feed, state.entries, failure)
}

fn cut() -> Error {
    Error::new(ErrorKind::Cut, "the feed is cut in the middle of an entry")
        .with_hint("the entries before it are read; get it anew for the rest")
}

/// Whether an element holds markup of its own: XHTML in Atom.
fn holds_markup(start: &BytesStart<'_>) -> bool {
    let name = start.name();
    matches!(name.as_ref(), "content" | "summary" | "title")
        && attribute(start, "type").is_some_and(|kind| kind == "xhtml")
}

#[derive(Default)]
struct State {
    feed: Feed,
    entries: Vec<Entry>,
    entry: Option<Entry>,
    /// The text of the element that was opened last.
    text: String,
    /// Whether an image or the like is open, whose title is not the feed's.
    aside: Option<String>,
}

impl State {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name().as_ref().to_ascii_lowercase();
        let is_author_s = matches!(name.as_str(), "name" | "email" | "uri");
        // The parts of an author are told one by one, and only the name counts.
        if !is_author_s || name == "name" {
            self.text.clear();
        }
        match name.as_str() {
            "item" | "entry" => self.entry = Some(Entry::default()),
            "image" | "source" | "textinput" | "media:group" if self.aside.is_none() => {
                self.aside = Some(name.clone());
            }
            "link" => {
                let is_page = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
                if let (Some(entry), Some(href), true) =
                    (&mut self.entry, attribute(start, "href"), is_page)
                {
                    entry.url.get_or_insert(href);
                }
            }
            _ => {}
        }
        if let Some(language) = attribute(start, "xml:lang") {
            match &mut self.entry {
                Some(entry) if entry.language.is_empty() => entry.language = language,
                None if self.feed.language.is_empty() => self.feed.language = language,
                _ => {}
            }
        }
    }

    fn close(&mut self, name: &str) {
        if self.aside.as_deref() == Some(name) {
            self.aside = None;
            self.text.clear();
            return;
        }
        if self.aside.is_some() {
            return;
        }
        let text = || self.text.trim().to_owned();
        let Some(entry) = &mut self.entry else {
            match name {
                "title" if self.feed.title.is_empty() => self.feed.title = text(),
                "language" | "dc:language" => self.feed.language = text(),
                _ => {}
            }
            self.text.clear();
            return;
        };
        let fill = |slot: &mut String, text: String| {
            if slot.trim().is_empty() {
                *slot = text;
            }
        };
        match name {
            "item" | "entry" => self.entries.extend(self.entry.take()),
            "title" => fill(&mut entry.title, text()),
            // The part that a reader of the feed would be shown.
            "content:encoded" | "content" | "xhtml:body" | "body" => {
                fill(&mut entry.content, text());
            }
            "description" | "summary" | "itunes:summary" => fill(&mut entry.summary, text()),
            "dc:creator" | "name" => fill(&mut entry.author, text()),
            "author" => fill(&mut entry.author, author(&self.text)),
            "dc:language" => fill(&mut entry.language, text()),
            "link" | "guid" | "id" | "feedburner:origlink" => {
                let text = text();
                if text.starts_with("http")
                    && (entry.url.is_none() || name == "feedburner:origlink")
                {
                    entry.url = Some(text);
                }
            }
            "pubdate" | "published" | "dc:date" | "issued" | "dcterms:issued" => {
                entry.published = entry.published.or_else(|| day(&self.text));
            }
            "updated" | "modified" | "dcterms:modified" | "atom:updated" => {
                entry.updated = entry.updated.or_else(|| day(&self.text));
            }
            _ => {}
        }
        self.text.clear();
    }
}

/// RSS wants an address with the name behind it in parentheses, and gets names too.
fn author(text: &str) -> String {
    let text = text.trim();
    match (text.find('('), text.contains('@')) {
        (Some(at), true) => text[at + 1..].trim_end_matches(')').trim().to_owned(),
        (None, true) => String::new(),
        _ => text.to_owned(),
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.html_attributes();
    attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))
        .map(|attribute| attribute.value.trim().replace("&amp;", "&"))
}

/// The text of a feed: by byte order mark, by the charset that it declares, else UTF-8, else windows-1252.
fn decoded(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_some() {
        return UTF_8.decode(bytes).0.into_owned();
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let encoding = declared(bytes).unwrap_or(WINDOWS_1252);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    };
    // XML knows no NUL.
    text.replace('\0', "\u{fffd}")
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let at = memchr::memmem::find(head, b"encoding")? + 8;
    let value = head[at..].trim_ascii_start().strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let quote = value.first()?;
    let len = value[1..].iter().position(|byte| byte == quote)?;
    Encoding::for_label(&value[1..=len])
}
