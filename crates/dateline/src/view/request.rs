//! One line of `dateline annotate`'s input.

use std::fmt;

use dateline_schema::{Content, Date, Diagnostic, Page, Severity, Span};
use serde_json::Value;

use dateline_container::mend_surrogates;

/// A page to annotate, under the caller's id, with the pairs whose event types are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Given back as it came.
    pub id: Value,
    /// The page.
    pub page: Page,
    /// Marked (actor, recipient) pairs, in bytes of the page's text.
    pub pairs: Vec<Pair>,
    /// What had to be mended to read it.
    pub diagnostics: Vec<Diagnostic>,
}

/// An actor and a recipient marked in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who acts, if the text says so.
    pub actor: Option<Span>,
    /// To whom, if anybody.
    pub recipient: Option<Span>,
}

/// A line that asks for nothing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest(String);

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidRequest {}

impl Request {
    /// A page to annotate without pairs.
    #[must_use]
    pub fn new(id: Value, page: Page) -> Self {
        Self {
            id,
            page,
            pairs: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads a line: one JSON object with the fields that [`from_json`](Self::from_json) reads. Half of a surrogate
    /// pair, which programs leave that cut strings, stands for no character: it is read as U+FFFD and told.
    ///
    /// # Errors
    /// If the line is no such object.
    pub fn from_line(line: &[u8]) -> Result<Self, InvalidRequest> {
        let (line, n_mended) = mend_surrogates(line);
        let object = serde_json::from_slice(&line)
            .map_err(|error| InvalidRequest(format!("not a JSON object: {error}")))?;
        let mut request = Self::from_json(&object)?;
        if n_mended > 0 {
            let message = format!("halves of surrogate pairs are read as U+FFFD: {n_mended}");
            let diagnostic = Diagnostic::new("unpaired-surrogate", Severity::Warning, message)
                .with_hint("the program that wrote this line has cut a character in two");
            request.diagnostics.push(diagnostic);
        }
        Ok(request)
    }

    /// Reads the fields `id`, one of `text`, `html` and `flat`, and the optional `url`, `title`, `published`,
    /// `crawled` and `pairs`.
    ///
    /// # Errors
    /// If a field is missing or holds something else than the contract says; the message names it.
    ///
    /// ```
    /// use dateline::view::Request;
    /// use serde_json::json;
    ///
    /// let request = Request::from_json(&json!({"id": 7, "text": "It rained.", "published": "2026-03-11"})).unwrap();
    /// assert_eq!(request.page.published.unwrap().day(), 11);
    /// let error = Request::from_json(&json!({"id": 7})).unwrap_err();
    /// assert_eq!(error.to_string(), "one of the fields text, html and flat is needed");
    /// ```
    pub fn from_json(object: &Value) -> Result<Self, InvalidRequest> {
        if !object.is_object() {
            return Err(InvalidRequest("not a JSON object".to_owned()));
        }
        let id = object
            .get("id")
            .cloned()
            .ok_or_else(|| InvalidRequest("the field id is needed".to_owned()))?;
        let forms = [
            string(object, "text")?,
            string(object, "html")?,
            string(object, "flat")?,
        ];
        let content = match forms {
            [Some(text), None, None] => Content::Text(text),
            [None, Some(html), None] => Content::Html(html),
            [None, None, Some(flat)] => Content::Flat(flat),
            [None, None, None] => {
                return Err(InvalidRequest(
                    "one of the fields text, html and flat is needed".to_owned(),
                ));
            }
            _ => {
                return Err(InvalidRequest(
                    "only one of the fields text, html and flat may be given".to_owned(),
                ));
            }
        };
        let pairs = match (object.get("pairs"), &content) {
            (None | Some(Value::Null), _) => Vec::new(),
            (Some(pairs), Content::Text(text)) => read_pairs(pairs, text)?,
            _ => return Err(InvalidRequest("pairs need the field text".to_owned())),
        };
        let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let mut page = Page::new(name, content);
        page.url = string(object, "url")?;
        page.title = string(object, "title")?;
        page.published = date(object, "published")?;
        page.crawled = date(object, "crawled")?;
        Ok(Self {
            id,
            page,
            pairs,
            diagnostics: Vec::new(),
        })
    }
}

fn string(object: &Value, field: &str) -> Result<Option<String>, InvalidRequest> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(InvalidRequest(format!("{field} must be a string"))),
    }
}

/// The day of an ISO date or date-time.
fn date(object: &Value, field: &str) -> Result<Option<Date>, InvalidRequest> {
    let Some(text) = string(object, field)? else {
        return Ok(None);
    };
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let date = day.parse().map_err(|_| {
        InvalidRequest(format!(
            "{field} is {text:?}, not an ISO date such as 2026-03-11"
        ))
    })?;
    Ok(Some(date))
}

fn read_pairs(pairs: &Value, text: &str) -> Result<Vec<Pair>, InvalidRequest> {
    let invalid = |what: &str| InvalidRequest(format!("pairs: {what}"));
    // Byte offset of every code point, and of the end.
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(offset, _)| offset)
        .chain([text.len()])
        .collect();
    let span = |ends: &Value| -> Result<Span, InvalidRequest> {
        let [start, end] = ends.as_array().map(Vec::as_slice).unwrap_or_default() else {
            return Err(invalid("a span is [start, end]"));
        };
        let at = |offset: &Value| {
            offset
                .as_u64()
                .and_then(|offset| bytes.get(usize::try_from(offset).ok()?))
                .copied()
        };
        match (at(start), at(end)) {
            (Some(start), Some(end)) if start <= end => Ok(Span::new(start, end)),
            _ => Err(invalid(&format!("[{start}, {end}] is no span of the text"))),
        }
    };
    let list = pairs.as_array().ok_or_else(|| invalid("must be a list"))?;
    list.iter()
        .map(|pair| {
            let actor = pair
                .get("actor")
                .ok_or_else(|| invalid("actor is missing"))?;
            let named = |party: Option<&Value>| {
                let party = party.filter(|party| !party.is_null());
                party.map(span).transpose()
            };
            Ok(Pair {
                actor: named(Some(actor))?,
                recipient: named(pair.get("recipient"))?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use serde_json::json;

    use super::*;

    fn check(object: &Value, want: &Expect) {
        let got = match Request::from_json(object) {
            Ok(request) => format!("{:?}", request.pairs),
            Err(error) => error.to_string(),
        };
        want.assert_eq(&got);
    }

    #[test]
    fn pairs_count_code_points() {
        check(
            &json!({"id": "x", "text": "“é” met B", "pairs": [{"actor": [0, 3], "recipient": [8, 9]}, {"actor": [1, 2]}]}),
            &expect![
                "[Pair { actor: Some(Span { start: 0, end: 8 }), recipient: Some(Span { start: 13, end: 14 }) }, Pair { actor: Some(Span { start: 3, end: 5 }), recipient: None }]"
            ],
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        check(&json!([1]), &expect!["not a JSON object"]);
        check(&json!({"text": "x"}), &expect!["the field id is needed"]);
        check(
            &json!({"id": 1, "text": 5}),
            &expect!["text must be a string"],
        );
        check(
            &json!({"id": 1, "text": "x", "flat": "y"}),
            &expect!["only one of the fields text, html and flat may be given"],
        );
        check(
            &json!({"id": 1, "text": "x", "published": "March"}),
            &expect![[r#"published is "March", not an ISO date such as 2026-03-11"#]],
        );
        check(
            &json!({"id": 1, "html": "x", "pairs": []}),
            &expect!["pairs need the field text"],
        );
        check(
            &json!({"id": 1, "text": "x", "pairs": [{"actor": [0, 2]}]}),
            &expect!["pairs: [0, 2] is no span of the text"],
        );
    }
}
