//! Pages: body F1 over word 4-grams as in the article-extraction-benchmark; title and author equal after folding;
//! the publication date to the day.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::Result;
use dateline::schema::{Content, Date, Page};
use dateline::{Engine, Layer, Layers, view};
use regex::Regex;
use serde_json::{Value, json};

use super::{Scored, text};
use crate::gold::{self, Gold};
use crate::measures::{harmonic, percent};
use crate::predict;

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\w+").expect("the pattern is well formed"));

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predictions(engine, &gold.documents, |page| {
        Content::Html(text(page, "html").to_owned())
    });
    let mut scored = score_bodies(&gold.documents, &predictions);
    for (field, fits) in [
        ("title", fold as fn(&Value) -> String),
        ("author", fold),
        ("date", day),
    ] {
        let pages = gold
            .documents
            .iter()
            .zip(&predictions)
            .filter(|(page, _)| is_told(&page["gold"][field]));
        let (right, all) = pages.fold((0, 0), |(right, all), (page, got)| {
            let (want, got) = (fits(&page["gold"][field]), fits(&got[field]));
            if want != got {
                scored
                    .cases
                    .push(format!("{}: {field} is {want:?}, not {got:?}", page["id"]));
                scored.kind(
                    field,
                    if field == "date" {
                        date_kind(&want, &got)
                    } else {
                        text_kind(&want, &got)
                    },
                );
            }
            (right + usize::from(want == got), all + 1)
        });
        scored.measure(field, percent(right, all));
    }
    scored.predictions = predictions;
    Ok(scored)
}

pub(super) fn score_flat(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let mut documents = gold.documents.clone();
    if documents.iter().any(|page| page.get("gold").is_none()) {
        // The flattened pages may leave the gold to the HTML pages that they were made from.
        let folder = gold.path.parent().unwrap_or(Path::new(""));
        let html = gold::read(folder, "wcxb-dev-articles.jsonl.gz", 1)?
            .map(|gold| gold.documents)
            .unwrap_or_default();
        let by_id: HashMap<String, &Value> = html
            .iter()
            .map(|page| (page["id"].to_string(), &page["gold"]))
            .collect();
        for page in &mut documents {
            if let Some(gold) = by_id.get(&page["id"].to_string()) {
                page["gold"] = (*gold).clone();
            }
        }
    }
    let predictions = predictions(engine, &documents, |page| {
        Content::Flat(text(page, "flat").to_owned())
    });
    let mut scored = score_bodies(&documents, &predictions);
    scored.predictions = predictions;
    Ok(scored)
}

pub(super) fn score_dates(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predictions(engine, &gold.documents, |page| {
        Content::Html(text(page, "html").to_owned())
    });
    let mut scored = Scored::default();
    let mut right = 0;
    for (page, got) in gold.documents.iter().zip(&predictions) {
        let (want, got) = (day(&page["date"]), day(&got["date"]));
        right += usize::from(want == got);
        if want != got {
            scored
                .cases
                .push(format!("{}: {want}, not {got}", page["url"]));
            scored.kind("date", date_kind(&want, &got));
        }
    }
    scored.measure("date", percent(right, gold.documents.len()));
    scored.predictions = predictions;
    Ok(scored)
}

fn predictions(
    engine: &Engine,
    documents: &[Value],
    content: impl Fn(&Value) -> Content + Sync,
) -> Vec<Value> {
    predict::map(documents, |document| {
        let mut page = Page::new(document["id"].to_string(), content(document));
        page.url = document["url"]
            .as_str()
            .or(document["gold"]["url"].as_str())
            .map(str::to_owned);
        let request = view::Request::new(document["id"].clone(), page);
        let article =
            view::annotate(engine, &request, Layers::of(&[Layer::Article]))["article"].take();
        json!({
            "id": document["id"],
            "body": article["body"],
            "title": article["title"],
            "author": article["byline"],
            "date": article["published"]["value"],
        })
    })
}

/// Precision and recall of a page are left out of the mean where there is nothing to divide by.
fn score_bodies(documents: &[Value], predictions: &[Value]) -> Scored {
    let mut scored = Scored::default();
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    let mut worst = Vec::new();
    for (page, got) in documents.iter().zip(predictions) {
        let (want, got) = (
            shingles(text(&page["gold"], "articleBody")),
            shingles(text(got, "body")),
        );
        let hits: usize = want
            .iter()
            .map(|(shingle, n)| n.min(got.get(shingle).unwrap_or(&0)))
            .sum();
        let (n_want, n_got): (usize, usize) = (want.values().sum(), got.values().sum());
        if n_got > 0 {
            precisions.push(percent(hits, n_got));
        }
        if n_want > 0 {
            recalls.push(percent(hits, n_want));
        }
        let (low_precision, low_recall) = (percent(hits, n_got) < BAD, percent(hits, n_want) < BAD);
        match (low_precision, low_recall) {
            _ if n_got == 0 && n_want > 0 => scored.kind("body", "nothing found"),
            (true, true) => scored.kind("body", "other text"),
            (true, false) => scored.kind("body", "furniture kept"),
            (false, true) => scored.kind("body", "text lost"),
            (false, false) => {}
        }
        let f1 = harmonic(percent(hits, n_got), percent(hits, n_want));
        worst.push((
            f1,
            format!(
                "{}: body P {:.0} R {:.0}",
                page["id"],
                percent(hits, n_got),
                percent(hits, n_want)
            ),
        ));
    }
    worst.sort_by(|a, b| a.0.total_cmp(&b.0));
    scored.cases = worst.into_iter().map(|(_, case)| case).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    scored.measure("body_f1", harmonic(precision, recall));
    scored.measure("body_precision", precision);
    scored.measure("body_recall", recall);
    scored
}

/// Bodies with a precision or recall below this, in per cent, are told apart by kind.
const BAD: f64 = 80.0;

/// How a title or an author, folded, differs from what it should be.
fn text_kind(want: &str, got: &str) -> &'static str {
    match () {
        () if got.is_empty() => "none found",
        () if got.contains(want) => "more than it",
        () if want.contains(got) => "a part of it",
        () => "something else",
    }
}

/// How a day differs from what it should be.
fn date_kind(want: &str, got: &str) -> &'static str {
    let day = |text: &str| text.parse::<Date>().ok();
    match (day(want), day(got)) {
        (_, None) => "none found",
        (None, _) => "the gold is no day",
        (Some(want), Some(got)) => match (got - want).get_days() {
            -1 | 1 => "a day off",
            ..=0 => "earlier",
            _ => "later",
        },
    }
}

/// Word 4-grams and how often each occurs; a text of fewer words is one gram.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = WORD.find_iter(text).map(|word| word.as_str()).collect();
    let mut shingles = HashMap::new();
    for start in 0..words
        .len()
        .saturating_sub(3)
        .max(usize::from(!words.is_empty()))
    {
        *shingles
            .entry(words[start..words.len().min(start + 4)].to_vec())
            .or_insert(0) += 1;
    }
    shingles
}

fn is_told(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// Words in lower case, one space between; a list is joined.
fn fold(value: &Value) -> String {
    let joined = match value {
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let lower = joined.to_lowercase();
    WORD.find_iter(&lower)
        .map(|word| word.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn day(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_default()
        .chars()
        .take(10)
        .collect()
}
