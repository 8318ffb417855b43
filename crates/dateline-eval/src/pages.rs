//! Pages of the project's own sets: one TOML file a page, with the statements that a reader finds in it.
//!
//! In: the text of a file. Out: the page as JSON, each statement with its place in the text. Refuses what the format in
//! `eval/statements/README.md` does not allow: unknown fields, words that do not stand in the page, a speaker both
//! named and described.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

const PAGE: [&str; 5] = ["outlet", "published", "form", "text", "statements"];
const STATEMENT: [&str; 15] = [
    "content",
    "kind",
    "source",
    "name",
    "role",
    "description",
    "addressee",
    "relay",
    "negated",
    "hypothetical",
    "asked",
    "ordered",
    "promised",
    "denied",
    "within",
];

/// Reads one page; `name` becomes its id.
pub(crate) fn read(toml: &str, name: &str) -> Result<Value> {
    let mut page: Value = toml::from_str(toml)?;
    only(&page, &PAGE)?;
    let form = string(&page, "form")?.to_owned();
    ensure!(
        ["text", "flat", "html"].contains(&form.as_str()),
        "form is {form:?}, not text, flat or html"
    );
    let text = string(&page, "text")?.to_owned();
    ensure!(
        page["published"].is_null() || page["published"].is_string(),
        "published is to be a string"
    );
    let mut statements = match page["statements"].take() {
        Value::Null => Vec::new(),
        Value::Array(statements) => statements,
        _ => bail!("statements is no list"),
    };
    let n_statements = statements.len();
    let mut from = 0;
    for (idx, statement) in statements.iter_mut().enumerate() {
        let place = || format!("statement {idx}: {}", statement["content"]);
        from = check(statement, &text, from, n_statements).with_context(place)?;
        ensure!(
            statement["within"] != json!(idx),
            "statement {idx} stands in itself"
        );
        statement["position"] = json!(from as f64 / text.len().max(1) as f64);
    }
    Ok(json!({
        "id": name,
        "published": page["published"],
        (form): text,
        "statements": statements,
    }))
}

/// Checks one statement; gives the byte at which its content begins.
fn check(statement: &Value, text: &str, from: usize, n_statements: usize) -> Result<usize> {
    only(statement, &STATEMENT)?;
    let kind = string(statement, "kind")?;
    ensure!(
        ["direct", "indirect", "mixed"].contains(&kind),
        "kind is {kind:?}, not direct, indirect or mixed"
    );
    let pieces = strings(statement, "content")?;
    ensure!(!pieces.is_empty(), "there is no content");
    let mut at = from;
    let mut first = None;
    for piece in pieces {
        ensure!(!piece.trim().is_empty(), "a piece of content is empty");
        let found = text[at..].find(piece).map(|offset| at + offset);
        // A statement may stand before the one that is written down before it.
        let found = found.or_else(|| text.find(piece).filter(|_| first.is_none()));
        let start = found.with_context(|| format!("{piece:?} does not stand in the text"))?;
        first.get_or_insert(start);
        at = start + piece.len();
    }
    let source = string(statement, "source")?;
    ensure!(
        text.contains(source),
        "the source {source:?} does not stand in the text"
    );
    for field in ["name", "role", "description", "addressee"] {
        ensure!(
            statement[field].is_null() || !string(statement, field)?.trim().is_empty(),
            "{field} is empty: leave it out"
        );
    }
    ensure!(
        statement["name"].is_null() || statement["description"].is_null(),
        "a speaker has a name or a description"
    );
    strings(statement, "relay")?;
    for flag in &STATEMENT[8..14] {
        ensure!(
            statement[*flag].is_null() || statement[*flag] == true,
            "{flag} is true or left out"
        );
    }
    let within = &statement["within"];
    ensure!(
        within.is_null()
            || within
                .as_u64()
                .is_some_and(|idx| (idx as usize) < n_statements),
        "there is no statement {within}"
    );
    Ok(first.unwrap_or(from))
}

/// Refuses fields that the format does not know.
fn only(object: &Value, fields: &[&str]) -> Result<()> {
    let object = object.as_object().context("not a table")?;
    for key in object.keys() {
        ensure!(fields.contains(&key.as_str()), "there is no field {key:?}");
    }
    Ok(())
}

fn string<'a>(object: &'a Value, field: &str) -> Result<&'a str> {
    object[field]
        .as_str()
        .with_context(|| format!("{field} is to be a string"))
}

fn strings<'a>(object: &'a Value, field: &str) -> Result<Vec<&'a str>> {
    let list = match &object[field] {
        Value::Null => return Ok(Vec::new()),
        Value::Array(list) => list,
        _ => bail!("{field} is no list"),
    };
    let items = list.iter().map(Value::as_str);
    items
        .collect::<Option<_>>()
        .with_context(|| format!("{field} holds something else than strings"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(statement: &str) -> Result<Value> {
        let text = "form = \"text\"\ntext = '''“No,” Ann Lee said. “No, never.”'''\n";
        read(&format!("{text}[[statements]]\n{statement}"), "x")
    }

    #[test]
    fn words_are_found_behind_the_statement_before() {
        let no = "content = [\"No\"]\nkind = \"direct\"\nsource = \"Ann Lee\"\n";
        let page = page(&format!(
            "{no}[[statements]]\ncontent = [\"No, never.\"]\nkind = \"direct\"\nsource = \"\"\n"
        ))
        .unwrap();
        assert_eq!(page["text"], "“No,” Ann Lee said. “No, never.”");
        let at = |idx: usize| page["statements"][idx]["position"].as_f64().unwrap();
        assert!(at(0) < 0.1 && at(1) > 0.5);
    }

    #[test]
    fn what_the_page_does_not_hold_is_refused() {
        let refusal = |statement: &str| format!("{:#}", page(statement).unwrap_err());
        let missing = refusal("content = [\"Yes\"]\nkind = \"direct\"\nsource = \"\"\n");
        assert!(
            missing.ends_with("\"Yes\" does not stand in the text"),
            "{missing}"
        );
        let source = refusal("content = [\"No\"]\nkind = \"direct\"\nsource = \"Bo\"\n");
        assert!(
            source.ends_with("the source \"Bo\" does not stand in the text"),
            "{source}"
        );
        let field = refusal("content = [\"No\"]\nkind = \"direct\"\nsource = \"\"\nnmae = \"x\"\n");
        assert!(field.ends_with("there is no field \"nmae\""), "{field}");
    }
}
