//! Statements of a record as JSON objects and as rows of a table.

use dateline_schema::{Code, Interval};
use dateline_store::StatementRow;
use serde_json::{Value, json};

use super::{SCHEMA, quotation};
use crate::quotations::Quotation;

/// The columns of [`statement_row`].
pub const STATEMENT_COLUMNS: [&str; 18] = [
    "id",
    "outlet",
    "published_low",
    "published_high",
    "speaker",
    "speaker_role",
    "speaker_codes",
    "addressee",
    "relay",
    "kind",
    "negated",
    "hypothetical",
    "content",
    "sentence",
    "act",
    "hedged",
    "medium",
    "when",
];

/// One statement with its page, and who else carries its words.
#[must_use]
pub fn statement(row: &StatementRow, elsewhere: Option<&Quotation>) -> Value {
    let Interval { low, high } = row.published.interval;
    let statement = &row.statement;
    json!({
        "schema": SCHEMA,
        "id": row.id.to_string(),
        "page": row.id.page.as_str(),
        "outlet": row.outlet,
        "published": {
            "value": row.published.interval.value().map(|date| date.to_string()),
            "low": low.map(|date| date.to_string()),
            "high": high.map(|date| date.to_string()),
        },
        "speaker": row.speaker.as_ref().map(|name| json!({
            "name": name,
            "role": row.speaker_role,
            "codes": row.speaker_codes.iter().map(Code::as_str).collect::<Value>(),
        })),
        "addressee": row.addressee,
        "venue": row.venue,
        "medium": row.medium,
        "when": row.when,
        "relay": row.relays(),
        "kind": statement.kind.as_str(),
        "act": statement.manner.act.as_str(),
        "negated": statement.negated,
        "hypothetical": statement.hypothetical,
        "hedged": statement.manner.hedged,
        "content": row.content,
        "sentence": row.sentence,
        "title": row.title,
        "name": row.page_name,
        "url": row.url,
        "quotation": elsewhere.map(quotation),
    })
}

/// One statement as a row.
#[must_use]
pub fn statement_row(row: &StatementRow) -> [String; 18] {
    let Interval { low, high } = row.published.interval;
    let statement = &row.statement;
    let codes: Vec<&str> = row.speaker_codes.iter().map(Code::as_str).collect();
    [
        row.id.to_string(),
        row.outlet.clone(),
        low.map(|date| date.to_string()).unwrap_or_default(),
        high.map(|date| date.to_string()).unwrap_or_default(),
        row.speaker.clone().unwrap_or_default(),
        row.speaker_role.clone().unwrap_or_default(),
        codes.join("; "),
        row.addressee.clone().unwrap_or_default(),
        row.relays().join("; "),
        statement.kind.as_str().to_owned(),
        statement.negated.to_string(),
        statement.hypothetical.to_string(),
        row.content.clone(),
        row.sentence.clone(),
        statement.manner.act.as_str().to_owned(),
        statement.manner.hedged.to_string(),
        row.medium.clone().unwrap_or_default(),
        row.when.clone().unwrap_or_default(),
    ]
}
