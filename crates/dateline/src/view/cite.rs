//! Statements as references: CSL-JSON (citationstyles.org, schema 1.0.2) and BibTeX.
//!
//! What is cited is the page on which the statement stands, with its speaker as author and its words as abstract. A key
//! is the statement's id, so that it stays the same as long as the page's bytes do. What is not known is left out: a day
//! that is only bounded is given as the range that it lies in, or in the words "2020-01-05 or earlier".

use dateline_schema::{ActorKind, Date, Interval};
use dateline_store::StatementRow;
use serde_json::{Value, json};

use crate::explain::interval_in_words;

/// The statement as an item of a CSL-JSON list.
#[must_use]
pub fn csl_json(row: &StatementRow) -> Value {
    let mut item = json!({
        "id": key(row),
        "type": "article-newspaper",
        "title": title(row),
        "container-title": row.outlet,
    });
    let mut put = |field: &str, value: Option<Value>| {
        if let Some(value) = value {
            item[field] = value;
        }
    };
    put(
        "author",
        row.speaker
            .as_deref()
            .map(|speaker| json!([csl_name(speaker, row.speaker_kind)])),
    );
    put("issued", csl_date(row.published.interval));
    put(
        "accessed",
        accessed(row).map(|date| json!({"date-parts": [date_parts(date)]})),
    );
    put("URL", row.url.as_deref().map(Value::from));
    put("abstract", Some(Value::from(row.quoted())));
    put("note", Some(Value::from(note(row))));
    item
}

/// The statement as an entry of a BibTeX file.
#[must_use]
pub fn bibtex(row: &StatementRow) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    if let Some(speaker) = &row.speaker {
        let (family, given) = divided(speaker, row.speaker_kind);
        let name = match given {
            Some(given) => format!("{}, {}", escaped(family), escaped(given)),
            // Braces keep a name of several words whole.
            None => format!("{{{}}}", escaped(family)),
        };
        fields.push(("author", name));
    }
    fields.push(("title", format!("{{{}}}", escaped(&title(row)))));
    fields.push(("journal", escaped(&row.outlet)));
    let Interval { low, high } = row.published.interval;
    match row.published.interval.value() {
        Some(day) => {
            fields.push(("year", day.year().to_string()));
            fields.push(("month", day.month().to_string()));
            fields.push(("day", day.day().to_string()));
            fields.push(("date", day.to_string()));
        }
        None => {
            if let Some(year) = low
                .zip(high)
                .filter(|(low, high)| low.year() == high.year())
            {
                fields.push(("year", year.0.year().to_string()));
            }
            if let Some((low, high)) = low.zip(high) {
                fields.push(("date", format!("{low}/{high}")));
            }
        }
    }
    if let Some(url) = &row.url {
        fields.push(("url", url_escaped(url)));
    }
    if let Some(day) = accessed(row) {
        fields.push(("urldate", day.to_string()));
    }
    fields.push(("abstract", escaped(&row.quoted())));
    fields.push(("note", escaped(&note(row))));
    let mut entry = format!("@article{{{}", key(row));
    for (name, value) in fields {
        entry.push_str(&format!(",\n  {name} = {{{value}}}"));
    }
    entry.push_str("\n}\n");
    entry
}

/// `dateline-3f2a9c1d0b12-s4`: letters, digits and hyphens, which every program takes.
fn key(row: &StatementRow) -> String {
    format!("dateline-{}", row.id.to_string().replace('.', "-"))
}

fn title(row: &StatementRow) -> String {
    row.title.clone().unwrap_or_else(|| row.page_name.clone())
}

/// What the speaker is, to whom and through whom it was said, how it is given, and its id.
fn note(row: &StatementRow) -> String {
    let mut parts = Vec::new();
    if let Some(role) = &row.speaker_role {
        parts.push(role.clone());
    }
    if let Some(addressee) = &row.addressee {
        parts.push(format!("to {addressee}"));
    }
    let relays = row.relays();
    if !relays.is_empty() {
        parts.push(format!("via {}", relays.join(", ")));
    }
    if row.statement.negated {
        parts.push("the page says that this was not said".to_owned());
    }
    if row.statement.hypothetical {
        parts.push("the page says that this might be said".to_owned());
    }
    if row.published.interval.value().is_none() && !row.published.interval.is_unknown() {
        parts.push(format!(
            "published {}",
            interval_in_words(row.published.interval)
        ));
    }
    parts.push(format!(
        "{} statement {}",
        row.statement.kind.as_str(),
        row.id
    ));
    parts.join("; ")
}

fn csl_name(name: &str, kind: Option<ActorKind>) -> Value {
    match divided(name, kind) {
        (family, Some(given)) => json!({"family": family, "given": given}),
        (whole, None) => json!({"literal": whole}),
    }
}

/// The surname and what stands before it, of a person with both; anybody else is one whole.
fn divided(name: &str, kind: Option<ActorKind>) -> (&str, Option<&str>) {
    let words: Vec<&str> = name.split(' ').collect();
    let is_named = words
        .iter()
        .all(|word| word.starts_with(char::is_uppercase) || is_particle(word));
    if kind != Some(ActorKind::Person) || !is_named {
        return (name, None);
    }
    // Particles belong to the surname: "Ursula von der Leyen", "Julio Le Riverend".
    let last = words.len() - 1;
    let first = (1..last).find(|&at| is_particle(words[at])).unwrap_or(last);
    if first == 0 {
        return (name, None);
    }
    let start: usize = words[..first].iter().map(|word| word.len() + 1).sum();
    (&name[start..], Some(&name[..start - 1]))
}

/// Whether a word begins surnames of several words, in whichever case.
fn is_particle(word: &str) -> bool {
    matches!(
        &*word.to_lowercase(),
        "al" | "bin"
            | "bint"
            | "da"
            | "das"
            | "de"
            | "del"
            | "della"
            | "den"
            | "der"
            | "di"
            | "do"
            | "dos"
            | "du"
            | "el"
            | "ibn"
            | "la"
            | "las"
            | "le"
            | "los"
            | "ten"
            | "ter"
            | "van"
            | "von"
            | "zu"
    )
}

fn csl_date(interval: Interval) -> Option<Value> {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => Some(json!({"date-parts": [date_parts(low)]})),
        (Some(low), Some(high)) => Some(json!({"date-parts": [date_parts(low), date_parts(high)]})),
        (None, None) => None,
        _ => Some(json!({"literal": interval_in_words(interval)})),
    }
}

fn date_parts(date: Date) -> Value {
    json!([date.year(), date.month(), date.day()])
}

/// The day on which the page was fetched, where its deliverer told it.
fn accessed(row: &StatementRow) -> Option<Date> {
    let mut reasons = row.published.basis.iter();
    let told = reasons.find(|reason| reason.rule == "given-crawl-date")?;
    told.note
        .split(|ch: char| !(ch.is_ascii_digit() || ch == '-'))
        .find_map(|word| word.parse().ok())
}

/// Text for TeX: what has a meaning there is written so that it stands for itself. Letters of every script stay as they
/// are, which biber and every BibTeX of this century read as UTF-8.
fn escaped(text: &str) -> String {
    let mut tex = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' => tex.push_str("\\textbackslash{}"),
            '{' => tex.push_str("\\{"),
            '}' => tex.push_str("\\}"),
            '~' => tex.push_str("\\textasciitilde{}"),
            '^' => tex.push_str("\\textasciicircum{}"),
            '"' => tex.push_str("\\textquotedbl{}"),
            '$' | '&' | '#' | '%' | '_' => {
                tex.push('\\');
                tex.push(ch);
            }
            _ if ch.is_control() || ch.is_whitespace() => tex.push(' '),
            _ => tex.push(ch),
        }
    }
    tex
}

/// An address stands for itself, but for what would end the field or hide the rest of the line.
fn url_escaped(url: &str) -> String {
    let mut tex = String::with_capacity(url.len());
    for ch in url.chars() {
        match ch {
            '{' => tex.push_str("%7B"),
            '}' => tex.push_str("%7D"),
            '\\' => tex.push_str("%5C"),
            _ if ch.is_control() || ch.is_whitespace() => tex.push_str("%20"),
            _ => tex.push(ch),
        }
    }
    tex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_belong_to_the_surname() {
        let person = Some(ActorKind::Person);
        let cases = [
            ("Ann Lee", ("Lee", Some("Ann"))),
            ("Ursula von der Leyen", ("von der Leyen", Some("Ursula"))),
            ("Julio Le Riverend", ("Le Riverend", Some("Julio"))),
            ("Rosa dos Santos", ("dos Santos", Some("Rosa"))),
            // A first or last word is none.
            ("Al Gore", ("Gore", Some("Al"))),
            ("Lena La", ("La", Some("Lena"))),
            ("Madonna", ("Madonna", None)),
            ("head of the port", ("head of the port", None)),
        ];
        for (name, expected) in cases {
            assert_eq!(divided(name, person), expected, "{name}");
        }
        assert_eq!(
            divided("Red Cross", Some(ActorKind::Organization)),
            ("Red Cross", None)
        );
    }
}
