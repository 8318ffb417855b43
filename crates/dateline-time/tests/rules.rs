//! Every rule of the grammar keeps to `data/time/rules.toml`: its examples are found by it with their values, and its
//! twins are not found by it.
//!
//! In an example the expressions stand in square brackets, and their values follow it in order.

use std::collections::BTreeSet;

use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Reason, Span, Timex};
use toml::{Table, Value};

const RULES: &str = include_str!("../../../data/time/rules.toml");

struct Rule {
    name: String,
    /// Text with brackets, then the value of each expression in them.
    matches: Vec<Vec<String>>,
    not: Vec<String>,
}

fn rules() -> Vec<Rule> {
    let table: Table = RULES.parse().expect("the rules are TOML");
    let rules = table["rule"].as_array().expect("rules are a list");
    rules
        .iter()
        .map(|rule| {
            let texts = |value: &Value| -> Vec<String> {
                let list = value.as_array().expect("a list of texts");
                list.iter()
                    .map(|text| text.as_str().expect("a text").to_owned())
                    .collect()
            };
            for field in ["reads", "value"] {
                assert!(rule[field].as_str().is_some_and(|text| !text.is_empty()));
            }
            Rule {
                name: rule["name"].as_str().expect("a name").to_owned(),
                matches: rule["matches"]
                    .as_array()
                    .expect("a list of examples")
                    .iter()
                    .map(texts)
                    .collect(),
                not: texts(&rule["not"]),
            }
        })
        .collect()
}

/// The text without its brackets, and what stood in them.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => start = text.len(),
            ']' => spans.push(Span::new(start, text.len())),
            c => text.push(c),
        }
    }
    (text, spans)
}

fn read(text: &str) -> Vec<Timex> {
    let doc = Doc {
        text: text.to_owned(),
        ..Doc::default()
    };
    let published = Dating::on(Date::constant(2020, 1, 8), Reason::new("given", ""));
    let calendar = Calendar::builtin().expect("the built-in tables are well-formed");
    dateline_time::tag(&doc, &published, &calendar).timexes
}

fn is_of(timex: &Timex, rule: &str) -> bool {
    timex
        .basis
        .first()
        .is_some_and(|reason| reason.rule == rule)
}

#[test]
fn examples_are_found_by_their_rule() {
    let mut wrong = Vec::new();
    for rule in rules() {
        for example in &rule.matches {
            let (marked, values) = example.split_first().expect("an example has a text");
            let (text, spans) = unmark(marked);
            assert_eq!(
                spans.len(),
                values.len(),
                "{marked:?}: a value for each expression"
            );
            let timexes = read(&text);
            for (span, value) in spans.iter().zip(values) {
                let is_found = timexes.iter().any(|timex| {
                    timex.span == *span && timex.value == *value && is_of(timex, &rule.name)
                });
                if !is_found {
                    wrong.push(format!("{}: {marked:?} is not {value}", rule.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn twins_are_not_found_by_the_rule() {
    for rule in rules() {
        assert!(!rule.not.is_empty(), "{} has no twin", rule.name);
        for text in &rule.not {
            let found = read(text).iter().any(|timex| is_of(timex, &rule.name));
            assert!(!found, "{} matches {text:?}", rule.name);
        }
    }
}

#[test]
fn every_rule_that_fires_is_described() {
    let rules = rules();
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names.len(), rules.len(), "a rule is described twice");
    for rule in &rules {
        for example in &rule.matches {
            let (text, _) = unmark(&example[0]);
            for timex in read(&text) {
                let found = timex.basis[0].rule.as_ref();
                assert!(names.contains(found), "{found} is not described");
            }
        }
    }
}
