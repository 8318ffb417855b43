//! The two pages that the project started from: whether the lines, statements, dates and events that a reader finds
//! there are found.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use dateline::schema::{Content, Page};
use dateline::{Engine, Layers, view};
use regex::Regex;
use serde_json::Value;

use super::{Scored, list, span, spans, text};
use crate::gold::Gold;
use crate::measures::percent;

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\w+").expect("the pattern is well formed"));

/// Characters around an expression within which its words may lie.
const DATE_MARGIN: usize = 12;
const TRIGGER_MARGIN: usize = 40;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let mut scored = Scored::default();
    let (mut found, mut all) = (0, 0);
    for (number, want) in gold.documents.iter().enumerate() {
        let path = gold.path.with_file_name(text(want, "file"));
        let raw = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let page = Page::new(text(want, "file"), Content::Flat(raw.clone()));
        let request = view::Request::new(want["file"].clone(), page);
        let got = view::annotate(engine, &request, Layers::default());
        for (name, outcomes) in checks(want, &got, &raw, &mut scored.cases) {
            let right = outcomes.iter().filter(|right| **right).count();
            found += right;
            all += outcomes.len();
            scored.measures.push((
                format!("page{}_{name}", number + 1),
                percent(right, outcomes.len()),
            ));
        }
        scored.predictions.push(got);
    }
    scored
        .measures
        .insert(0, ("all".to_owned(), percent(found, all)));
    Ok(scored)
}

type Checks = Vec<(&'static str, Vec<bool>)>;

fn checks(want: &Value, got: &Value, raw: &str, cases: &mut Vec<String>) -> Checks {
    let analysed: Vec<char> = text(got, "text").chars().collect();
    let mut checks = check_lines(want, got, raw);
    let title = jaccard(
        text(&want["article"], "title"),
        text(&got["article"], "title"),
    ) > 0.9;
    checks.push(("title", vec![title]));
    checks.extend(check_statements(want, got, &analysed, cases));
    if !list(want, "dates").is_empty() {
        checks.push(("dates", check_dates(want, got, &analysed, cases)));
    }
    checks.extend(check_events(want, got, &analysed, cases));
    checks
}

fn check_lines(want: &Value, got: &Value, raw: &str) -> Checks {
    let lines: Vec<&str> = raw.split('\n').collect();
    let kept: BTreeSet<&str> = text(got, "text").split('\n').map(str::trim).collect();
    let flat = words(text(got, "text")).join(" ");
    let is_held = |idx: &Value| {
        let line = lines[idx.as_u64().unwrap_or_default() as usize];
        kept.contains(line.trim()) || flat.contains(&words(line).join(" "))
    };
    let article = &want["article"];
    vec![
        (
            "body",
            list(article, "body_lines").iter().map(is_held).collect(),
        ),
        (
            "furniture",
            list(article, "furniture_lines")
                .iter()
                .map(|idx| !is_held(idx))
                .collect(),
        ),
    ]
}

fn check_statements(
    want: &Value,
    got: &Value,
    analysed: &[char],
    cases: &mut Vec<String>,
) -> Checks {
    let (mut found, mut speakers) = (Vec::new(), Vec::new());
    for statement in list(want, "statements") {
        let content = text(&statement["content"], "text");
        let said = |got: &Value| {
            let pieces = spans(got, "content").into_iter();
            pieces
                .map(|(start, end)| analysed[start..end].iter().collect::<String>())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let scores = list(got, "statements")
            .iter()
            .map(|got| (jaccard(content, &said(got)), got));
        // The first of the best.
        let best = scores.fold(
            None,
            |best: Option<(f64, &Value)>, (score, got)| match best {
                Some((best_score, _)) if best_score >= score => best,
                _ => Some((score, got)),
            },
        );
        let best = best.filter(|(score, _)| *score >= 0.5).map(|(_, got)| got);
        found.push(best.is_some());
        let who = best.and_then(|best| {
            list(got, "entities")
                .iter()
                .find(|entity| !best["speaker"].is_null() && entity["id"] == best["speaker"])
        });
        let who = words(who.map_or("", |entity| text(entity, "name")));
        let keys = ["speaker", "also_acceptable_speaker"]
            .iter()
            .filter_map(|key| statement[*key].as_str());
        let mut names = keys.map(|key| words(text(&want["speakers"][key], "name")));
        let right =
            best.is_some() && names.any(|name| name.last().is_some_and(|last| who.contains(last)));
        speakers.push(right);
        if !right {
            let what = if best.is_some() {
                format!("speaker {who:?}")
            } else {
                "not found".to_owned()
            };
            cases.push(format!("statement {}: {what}: {content}", statement["id"]));
        }
    }
    vec![("statements", found), ("speakers", speakers)]
}

fn check_dates(want: &Value, got: &Value, analysed: &[char], cases: &mut Vec<String>) -> Vec<bool> {
    let holds = |date: &Value| {
        list(got, "timexes").iter().any(|timex| {
            let around = around(span(timex), DATE_MARGIN, analysed);
            around.contains(text(date, "text")) && timex["value"] == date["value"]
        })
    };
    let outcome = |date: &Value| {
        let right = holds(date);
        if !right {
            cases.push(format!("date {}: {}", date["text"], date["value"]));
        }
        right
    };
    list(want, "dates").iter().map(outcome).collect()
}

fn check_events(want: &Value, got: &Value, analysed: &[char], cases: &mut Vec<String>) -> Checks {
    let (mut typed, mut dyads, mut dated) = (Vec::new(), Vec::new(), Vec::new());
    for event in list(want, "events") {
        let trigger: BTreeSet<String> =
            words(text(&event["trigger"], "text")).into_iter().collect();
        let types: Vec<&Value> = [&event["type"]]
            .into_iter()
            .chain(list(event, "also_acceptable_type"))
            .collect();
        let is_near = |got: &&Value| {
            let at = |idx: usize| got["trigger"][idx].as_u64().unwrap_or_default() as usize;
            let around = around((at(0), at(1)), TRIGGER_MARGIN, analysed);
            types.contains(&&got["type"])
                && words(&around).iter().any(|word| trigger.contains(word))
        };
        let near: Vec<&Value> = list(got, "events").iter().filter(is_near).collect();
        let actors = countries_of_codes(list(event, "actor"));
        let recipients = countries_of_codes(list(event, "recipient"));
        let unnamed = actors.iter().all(|code| code == "UAF" || code == "CVL");
        let fits = |got: &&&Value| {
            let actor = actors.is_empty()
                || unnamed
                || !actors.is_disjoint(&countries(list(got, "actors")));
            actor
                && (recipients.is_empty()
                    || !recipients.is_disjoint(&countries(list(got, "recipients"))))
        };
        let both: Vec<&Value> = near.iter().filter(fits).copied().collect();
        typed.push(!near.is_empty());
        dyads.push(!both.is_empty());
        let date = text(event, "date");
        let pool = if both.is_empty() { &near } else { &both };
        let on_day = pool.iter().any(|got| {
            text(&got["date"], "value")
                .chars()
                .take(10)
                .eq(date.chars())
        });
        if !date.is_empty() {
            dated.push(on_day);
        }
        if both.is_empty() || (!date.is_empty() && !on_day) {
            let what = if near.is_empty() {
                "not found"
            } else {
                "found"
            };
            let dyad = if both.is_empty() {
                ""
            } else {
                " with its parties"
            };
            cases.push(format!(
                "event {} {} {}: {what}{dyad}",
                event["id"], event["type"], event["trigger"]["text"]
            ));
        }
    }
    let mut checks = vec![("events", typed), ("dyads", dyads)];
    if !dated.is_empty() {
        checks.push(("event_dates", dated));
    }
    checks
}

fn around((start, end): (usize, usize), margin: usize, analysed: &[char]) -> String {
    analysed[start.saturating_sub(margin)..(end + margin).min(analysed.len())]
        .iter()
        .collect()
}

fn words(text: &str) -> Vec<String> {
    WORD.find_iter(text)
        .map(|word| word.as_str().to_lowercase())
        .collect()
}

fn jaccard(a: &str, b: &str) -> f64 {
    let (a, b): (BTreeSet<String>, BTreeSet<String>) = (
        words(a).into_iter().collect(),
        words(b).into_iter().collect(),
    );
    let union = a.union(&b).count();
    if union == 0 {
        0.0
    } else {
        a.intersection(&b).count() as f64 / union as f64
    }
}

fn countries_of_codes(codes: &[Value]) -> BTreeSet<String> {
    codes
        .iter()
        .filter_map(Value::as_str)
        .map(|code| code.chars().take(3).collect())
        .collect()
}

fn countries(parties: &[Value]) -> BTreeSet<String> {
    parties
        .iter()
        .flat_map(|party| countries_of_codes(list(party, "codes")))
        .collect()
}

#[test]
fn words_are_compared_without_case_and_order() {
    assert!((jaccard("The storm broke", "broke the STORM!") - 1.0).abs() < 1e-9);
    assert_eq!(
        countries_of_codes(&["IRNGOV".into(), "USA".into()]).len(),
        2
    );
}
