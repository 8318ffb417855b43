//! What to list: filters as plain structs, and the SQL that they stand for.
//!
//! Text of the user is never part of the SQL: it goes in as parameters, and into FTS5 only as quoted words.

use dateline_schema::{Date, EventType, SpeechAct, Status};
use rusqlite::ToSql;
use rusqlite::types::Value;

/// Which events to list. Conditions that are set must all hold; the default lists everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Any of these types; empty for all.
    pub types: Vec<EventType>,
    /// Any of these; empty for all.
    pub statuses: Vec<Status>,
    /// Who did it: words of a name ("Zarif"), or a code (`IRN`, which `IRNGOV` fits too).
    pub actor: Option<String>,
    /// To whom it was done, likewise.
    pub recipient: Option<String>,
    /// Where: words of the place's full name ("Kirkuk"), or the ISO 3166 alpha-3 code of its country.
    pub place: Option<String>,
    /// It may have been on this day or later. An event of which no day is known at all fits no bound.
    pub since: Option<Date>,
    /// It may have been on this day or earlier.
    pub until: Option<Date>,
    /// Part of the outlet's name, or of the page's where the outlet is not known.
    pub outlet: Option<String>,
    /// At most so many, after sorting.
    pub limit: Option<usize>,
}

/// Which statements to list. Conditions that are set must all hold; the default lists everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementFilter {
    /// Who says it: words of the name, or a code (`IRN`, which `IRNGOV` fits too).
    pub speaker: Option<String>,
    /// Any of these; empty for all.
    pub acts: Vec<SpeechAct>,
    /// Words of what is said, found in any inflection; in double quotes, one after the other.
    pub about: Option<String>,
    /// The page may have been published on this day or later. A page of which nothing is known fits no bound.
    pub since: Option<Date>,
    /// The page may have been published on this day or earlier.
    pub until: Option<Date>,
    /// Part of the outlet's name, or of the page's where the outlet is not known.
    pub outlet: Option<String>,
    /// At most so many, after sorting.
    pub limit: Option<usize>,
}

/// A condition in SQL with its parameters.
pub(crate) struct Condition {
    clauses: Vec<String>,
    params: Vec<Value>,
}

impl EventFilter {
    pub(crate) fn condition(&self) -> Condition {
        let mut condition = Condition::new();
        condition.among("e.type", self.types.iter().map(|kind| kind.as_str()));
        condition.among(
            "e.status",
            self.statuses.iter().map(|status| status.as_str()),
        );
        for (side, wanted) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            let Some(wanted) = wanted else { continue };
            let words = fts_query(wanted, Some(&format!("{side}_names")));
            let code = condition.param(code_pattern(wanted));
            let words = condition.matches("events_fts", "e.id", words);
            condition.clauses.push(format!(
                "({words} OR EXISTS (SELECT 1 FROM json_each(e.{side}s) party, json_each(party.value, '$.codes') code \
                 WHERE code.value LIKE {code}))"
            ));
        }
        if let Some(wanted) = &self.place {
            let words =
                condition.matches("events_fts", "e.id", fts_query(wanted, Some("place_name")));
            let country = condition.param(wanted.trim().to_owned());
            condition
                .clauses
                .push(format!("({words} OR l.country = {country})"));
        }
        condition.between("e.date_low", "e.date_high", self.since, self.until);
        condition.outlet(self.outlet.as_deref());
        condition
    }
}

impl StatementFilter {
    pub(crate) fn condition(&self) -> Condition {
        let mut condition = Condition::new();
        if let Some(wanted) = &self.speaker {
            let words = fts_query(wanted, Some("speaker_name"));
            let code = condition.param(code_pattern(wanted));
            let words = condition.matches("statements_fts", "s.id", words);
            condition.clauses.push(format!(
                "({words} OR EXISTS (SELECT 1 FROM json_each(speaker.codes) code WHERE code.value LIKE {code}))"
            ));
        }
        condition.among(
            "json_extract(s.manner, '$.act')",
            self.acts.iter().map(|act| act.as_str()),
        );
        if let Some(about) = &self.about {
            let words = fts_query(about, Some("content_text"));
            let clause = condition.matches("statements_fts", "s.id", words);
            condition.clauses.push(clause);
        }
        condition.between(
            "p.published_low",
            "p.published_high",
            self.since,
            self.until,
        );
        condition.outlet(self.outlet.as_deref());
        condition
    }
}

impl Condition {
    fn new() -> Self {
        Self {
            clauses: Vec::new(),
            params: Vec::new(),
        }
    }

    /// `WHERE …`, or nothing.
    pub(crate) fn sql(&self) -> String {
        if self.clauses.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.clauses.join(" AND "))
        }
    }

    pub(crate) fn params(&self) -> Vec<&dyn ToSql> {
        self.params
            .iter()
            .map(|param| param as &dyn ToSql)
            .collect()
    }

    /// Adds a parameter and returns its name.
    fn param(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("?{}", self.params.len())
    }

    fn among<'a>(&mut self, column: &str, values: impl Iterator<Item = &'a str>) {
        let names: Vec<String> = values.map(|value| self.param(value.to_owned())).collect();
        if !names.is_empty() {
            self.clauses
                .push(format!("{column} IN ({})", names.join(", ")));
        }
    }

    /// A clause that holds where the full-text index finds the words; never, if there are none.
    fn matches(&mut self, table: &str, rowid: &str, query: Option<String>) -> String {
        match query {
            Some(query) => {
                let query = self.param(query);
                format!("{rowid} IN (SELECT rowid FROM {table} WHERE {table} MATCH {query})")
            }
            None => "0".to_owned(),
        }
    }

    fn between(&mut self, low: &str, high: &str, since: Option<Date>, until: Option<Date>) {
        if since.is_some() || until.is_some() {
            self.clauses
                .push(format!("({low} IS NOT NULL OR {high} IS NOT NULL)"));
        }
        if let Some(since) = since {
            let since = self.param(since.to_string());
            self.clauses
                .push(format!("({high} IS NULL OR {high} >= {since})"));
        }
        if let Some(until) = until {
            let until = self.param(until.to_string());
            self.clauses
                .push(format!("({low} IS NULL OR {low} <= {until})"));
        }
    }

    fn outlet(&mut self, outlet: Option<&str>) {
        if let Some(outlet) = outlet {
            let pattern = self.param(format!("%{}%", escape_like(outlet)));
            self.clauses.push(format!(
                "coalesce(p.outlet, p.name) LIKE {pattern} ESCAPE '\\'"
            ));
        }
    }
}

/// The words of a user as an FTS5 query: each must occur; those in double quotes one after the other. `None`
/// if there is no word in them.
pub(crate) fn fts_query(text: &str, column: Option<&str>) -> Option<String> {
    let mut phrases = Vec::new();
    for (idx, part) in text.split('"').enumerate() {
        let quoted = idx % 2 == 1;
        if quoted {
            phrases.push(part);
        } else {
            phrases.extend(part.split_whitespace());
        }
    }
    let phrases: Vec<String> = phrases
        .into_iter()
        .filter(|phrase| phrase.chars().any(char::is_alphanumeric))
        // A NUL would end the query early.
        .map(|phrase| format!("\"{}\"", phrase.replace('\0', " ")))
        .collect();
    if phrases.is_empty() {
        return None;
    }
    let all = phrases.join(" AND ");
    Some(match column {
        Some(column) => format!("{column} : ({all})"),
        None => all,
    })
}

/// A pattern for codes that begin with `text`; one that fits no code, if `text` is none.
fn code_pattern(text: &str) -> String {
    let text = text.trim();
    let is_code =
        matches!(text.len(), 3 | 6 | 9) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code {
        format!("{text}%")
    } else {
        String::new()
    }
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_user_are_no_query_language() {
        let query = |text: &str| fts_query(text, None);
        assert_eq!(
            query("missile attack").as_deref(),
            Some(r#""missile" AND "attack""#)
        );
        assert_eq!(
            query(r#"the "second front" NEAR(x*"#).as_deref(),
            Some(r#""the" AND "second front" AND "NEAR(x*""#)
        );
        assert_eq!(query(r#" - "" * "#), None);
    }

    #[test]
    fn only_codes_are_looked_up_as_codes() {
        assert_eq!(code_pattern(" IRN "), "IRN%");
        assert_eq!(code_pattern("Iran"), "");
        assert_eq!(code_pattern("%%%"), "");
    }
}
