//! JSON Lines: a page a line, under names that can be chosen.

use std::fmt;
use std::io::{self, BufRead, Read};

use dateline_schema::{Content, Date, Diagnostic, Page, Severity, Warned};
use serde_json::{Map, Value};

use crate::LARGEST_PAGE;
use crate::date::{day, day_of_unix_time, latest_day, latest_day_of_unix_time};
use crate::error::{Error, ErrorKind};
use crate::input::Reader;
use crate::surrogates::mend;

/// Under which names the fields of an object are looked for. The first that is there and holds something is taken.
///
/// ```
/// use dateline_container::Fields;
///
/// let mut fields = Fields::default();
/// fields.rename("html=raw_page").unwrap();
/// assert!(fields.rename("colour=red").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    html: Vec<String>,
    flat: Vec<String>,
    text: Vec<String>,
    url: Vec<String>,
    title: Vec<String>,
    date: Vec<String>,
    crawled: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            html: names(&["html"]),
            flat: names(&["flat"]),
            text: names(&["text"]),
            url: names(&["url"]),
            title: names(&["title"]),
            date: names(&["published", "date"]),
            crawled: names(&["crawled"]),
        }
    }
}

/// A field that pages do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(String);

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no FIELD=NAME with one of the fields html, flat, text, url, title, date, crawled",
            self.0
        )
    }
}

impl std::error::Error for UnknownField {}

impl Fields {
    /// Looks for a field under another name: `html=raw_page`.
    ///
    /// # Errors
    /// If there is no such field.
    pub fn rename(&mut self, renaming: &str) -> Result<(), UnknownField> {
        let unknown = || UnknownField(renaming.to_owned());
        let (field, name) = renaming.split_once('=').ok_or_else(unknown)?;
        let names = match field.trim() {
            "html" => &mut self.html,
            "flat" => &mut self.flat,
            "text" => &mut self.text,
            "url" => &mut self.url,
            "title" => &mut self.title,
            "date" | "published" => &mut self.date,
            "crawled" => &mut self.crawled,
            _ => return Err(unknown()),
        };
        *names = vec![name.to_owned()];
        Ok(())
    }

    fn page(&self, name: String, mut object: Map<String, Value>) -> Result<Warned<Page>, Error> {
        let mut string = |names: &[String]| {
            names.iter().find_map(|name| match object.get_mut(name) {
                Some(Value::String(text)) if !text.trim().is_empty() => Some(std::mem::take(text)),
                _ => None,
            })
        };
        let content = string(&self.html)
            .map(Content::Html)
            .or_else(|| string(&self.flat).map(Content::Flat))
            .or_else(|| string(&self.text).map(Content::Text));
        let Some(content) = content else {
            let names: Vec<&str> = [&self.html, &self.flat, &self.text]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            let message = format!("the object has no page in a field {}", names.join(", "));
            return Err(Error::new(ErrorKind::Damaged, message)
                .with_hint("name the field that holds it: --field html=NAME, or text=NAME")
                .at(name));
        };
        let mut page = Page::new(name, content);
        page.url = string(&self.url);
        page.title = string(&self.title);
        let mut diagnostics = Vec::new();
        page.published = date(&object, &self.date, DAY, &mut diagnostics);
        page.crawled = date(&object, &self.crawled, DAY, &mut diagnostics);
        page.crawled_latest = date(&object, &self.crawled, LATEST, &mut Vec::new());
        Ok(Warned {
            value: page,
            diagnostics,
        })
    }
}

/// How a date is read that is written as text, and one that is written as a number.
type Reading = (fn(&str) -> Option<Date>, fn(f64) -> Option<Date>);

const DAY: Reading = (day, day_of_unix_time);
const LATEST: Reading = (latest_day, latest_day_of_unix_time);

fn date(
    object: &Map<String, Value>,
    names: &[String],
    (of_text, of_number): Reading,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Date> {
    let (name, value) = names.iter().find_map(|name| {
        let value = object.get(name)?;
        (!value.is_null()).then_some((name, value))
    })?;
    let found = match value {
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => of_text(text),
        Value::Number(number) => number.as_f64().and_then(of_number),
        _ => None,
    };
    if found.is_none() {
        let message = format!("the field {name} is {value}, which is no date");
        let diagnostic = Diagnostic::new("unknown-date", Severity::Warning, message)
            .with_hint("dates are written as in 2026-03-11, as in mail, or as seconds since 1970");
        diagnostics.push(diagnostic);
    }
    found
}

/// The pages of a file.
pub(crate) struct Lines {
    reader: Reader,
    name: String,
    fields: Fields,
    number: usize,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(reader: Reader, name: String, fields: Fields) -> Self {
        Self {
            reader,
            name,
            fields,
            number: 0,
            ended: false,
        }
    }

    /// The next line; `None` at the end of the file.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let limit = LARGEST_PAGE as u64 + 1;
        (&mut self.reader)
            .take(limit)
            .read_until(b'\n', &mut line)?;
        if line.len() > LARGEST_PAGE && line.last() != Some(&b'\n') {
            while !self.reader.fill_buf()?.is_empty() {
                let bytes = self.reader.fill_buf()?;
                let end = memchr::memchr(b'\n', bytes);
                let n_bytes = end.map_or(bytes.len(), |end| end + 1);
                self.reader.consume(n_bytes);
                if end.is_some() {
                    break;
                }
            }
        }
        Ok((!line.is_empty()).then_some(line))
    }

    fn page(&self, line: &[u8]) -> Result<Warned<Page>, Error> {
        let place = format!("{}:{}", self.name, self.number);
        if line.len() > LARGEST_PAGE {
            let message = format!("the line is longer than {} MB", LARGEST_PAGE >> 20);
            return Err(Error::new(ErrorKind::TooLarge, message)
                .with_hint("no news page is so large; it is passed over")
                .at(place));
        }
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let (line, _) = mend(line);
        match serde_json::from_slice(&line) {
            Ok(Value::Object(object)) => self.fields.page(place, object),
            Ok(_) => Err(Error::new(ErrorKind::Damaged, "not a JSON object").at(place)),
            Err(error) => {
                let message = format!("not a JSON object: {error}");
                Err(Error::new(ErrorKind::Damaged, message)
                    .with_hint("each line must be one object")
                    .at(place))
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Warned<Page>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            match self.line() {
                Ok(None) => self.ended = true,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => return Some(self.page(&line)),
                Err(error) => {
                    self.ended = true;
                    let place = format!("{}:{}", self.name, self.number);
                    return Some(Err(Error::of_io(&error).at(place)));
                }
            }
        }
        None
    }
}
