//! The tasks, one file each: what is predicted for a document, and how it is scored.

mod copies;
mod coref;
mod dates;
mod event_dates;
mod events;
mod made;
mod names;
mod own_statements;
mod pages;
mod places;
mod quotations;
mod seeds;
mod speakers;
mod statements;
mod syntax;
mod undated;

use std::collections::BTreeMap;

use anyhow::Result;
use dateline::schema::{Content, Page};
use dateline::{Engine, Layer, Layers, view};
use serde_json::Value;

use crate::gold::Gold;

/// A development set and the task that it is for.
pub(crate) struct Set {
    /// Its name in the table and in the floors.
    pub(crate) name: &'static str,
    /// The file, from the folder of the development sets; a `*` stands for several.
    pub(crate) file: &'static str,
    /// The folder that the file lies in.
    pub(crate) folder: Folder,
    /// Predicts and scores.
    pub(crate) score: fn(&Engine, &Gold) -> Result<Scored>,
}

/// Where sets lie.
pub(crate) enum Folder {
    /// With the development sets.
    Data,
    /// With the seed pages.
    Seeds,
    /// With the project.
    Own,
}

/// What came of a set.
#[derive(Default)]
pub(crate) struct Scored {
    /// Measure and score, in the order in which they are printed.
    pub(crate) measures: Vec<(String, f64)>,
    /// What was predicted, a document a line.
    pub(crate) predictions: Vec<Value>,
    /// What went wrong, worst first.
    pub(crate) cases: Vec<String>,
    /// How many documents went wrong in which way: field, kind of error, number.
    pub(crate) kinds: BTreeMap<(&'static str, &'static str), usize>,
}

impl Scored {
    /// Counts a document that went wrong so.
    fn kind(&mut self, field: &'static str, kind: &'static str) {
        *self.kinds.entry((field, kind)).or_default() += 1;
    }

    fn measure(&mut self, name: impl Into<String>, score: f64) {
        self.measures.push((name.into(), score));
    }
}

/// Every set, in the order of the stages.
pub(crate) const SETS: [Set; 28] = [
    set("seeds", "expected.json", Folder::Seeds, seeds::score),
    set(
        "wcxb-html",
        "pages/wcxb-dev-articles.jsonl.gz",
        Folder::Data,
        pages::score,
    ),
    set(
        "wcxb-flat",
        "pages/wcxb-dev-flat.jsonl.gz",
        Folder::Data,
        pages::score_flat,
    ),
    set(
        "htmldate",
        "pages/htmldate-default.jsonl.gz",
        Folder::Data,
        pages::score_dates,
    ),
    set(
        "ewt",
        "syntax/ewt-dev.conllu.gz",
        Folder::Data,
        syntax::score,
    ),
    set(
        "worldwide",
        "names/worldwide-dev.tsv.gz",
        Folder::Data,
        names::score,
    ),
    set("gum", "coref/gum-*.conll.gz", Folder::Data, coref::score),
    set(
        "timebank",
        "time/timebank.jsonl.gz",
        Folder::Data,
        dates::score,
    ),
    set(
        "aquaint",
        "time/aquaint.jsonl.gz",
        Folder::Data,
        dates::score,
    ),
    set(
        "wikiwars",
        "time/wikiwars.train.jsonl.gz",
        Folder::Data,
        dates::score,
    ),
    set(
        "tweets",
        "time/tweets.train.jsonl.gz",
        Folder::Data,
        dates::score,
    ),
    set(
        "undated-timebank",
        "time/timebank.jsonl.gz",
        Folder::Data,
        undated::score,
    ),
    set(
        "undated-wikiwars",
        "time/wikiwars.train.jsonl.gz",
        Folder::Data,
        undated::score,
    ),
    set(
        "undated-worldwide",
        "raw/worldwide-articles-*.jsonl.gz",
        Folder::Data,
        undated::score_raw,
    ),
    set(
        "lgl",
        "places/lgl-dev.jsonl.gz",
        Folder::Data,
        places::score,
    ),
    set(
        "trnews",
        "places/trnews-dev.jsonl.gz",
        Folder::Data,
        places::score,
    ),
    set(
        "polnear",
        "statements/polnear-dev.jsonl.gz",
        Folder::Data,
        statements::score,
    ),
    set(
        "polnear-outer",
        "statements/polnear-dev.jsonl.gz",
        Folder::Data,
        statements::score_outer,
    ),
    set(
        "polnear-heads",
        "statements/polnear-dev.jsonl.gz",
        Folder::Data,
        statements::score_heads,
    ),
    set(
        "speakers",
        "statements/polnear-dev.jsonl.gz",
        Folder::Data,
        speakers::score,
    ),
    set(
        "speakers-check",
        "statements/polnear-dev.jsonl.gz",
        Folder::Data,
        speakers::score_check,
    ),
    set(
        "statements-own-dev",
        "statements/dev/*.toml",
        Folder::Own,
        own_statements::score,
    ),
    set(
        "statements-own-heldout",
        "statements/heldout/*.toml",
        Folder::Own,
        own_statements::score,
    ),
    set(
        "plv-seen",
        "events/plv-train.jsonl.gz",
        Folder::Data,
        events::score,
    ),
    set(
        "event-dates",
        "time/*.jsonl.gz",
        Folder::Data,
        event_dates::score,
    ),
    set(
        "event-dates-check",
        "time/*.jsonl.gz",
        Folder::Data,
        event_dates::score_check,
    ),
    set("copies", MADE, Folder::Data, copies::score),
    set("quotations", MADE, Folder::Data, quotations::score),
];

/// In place of a file: the documents are made by the task.
pub(crate) const MADE: &str = "made";

const fn set(
    name: &'static str,
    file: &'static str,
    folder: Folder,
    score: fn(&Engine, &Gold) -> Result<Scored>,
) -> Set {
    Set {
        name,
        file,
        folder,
        score,
    }
}

/// What is found in a document's clean text, published on the day that one of its fields tells, in one layer.
fn annotate_text(engine: &Engine, document: &Value, published: &str, layer: Layer) -> Value {
    annotate_text_with(engine, document, published, &[layer])
}

/// The same with several layers.
fn annotate_text_with(
    engine: &Engine,
    document: &Value,
    published: &str,
    layers: &[Layer],
) -> Value {
    let content = Content::Text(text(document, "text").to_owned());
    let mut page = Page::new(text(document, "doc_id"), content);
    page.title = document["title"].as_str().map(str::to_owned);
    page.published = text(document, published)
        .get(..10)
        .and_then(|date| date.parse().ok());
    let request = view::Request::new(document["doc_id"].clone(), page);
    view::annotate(engine, &request, Layers::of(layers))
}

/// A string field of a document; empty if it is not there.
fn text<'a>(document: &'a Value, field: &str) -> &'a str {
    document[field].as_str().unwrap_or_default()
}

/// The objects of a list field.
fn list<'a>(document: &'a Value, field: &str) -> &'a [Value] {
    document[field]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// A span as two fields.
fn span(object: &Value) -> (usize, usize) {
    let end = |field: &str| object[field].as_u64().unwrap_or_default() as usize;
    (end("start"), end("end"))
}

/// A list of `[start, end]`.
fn spans(object: &Value, field: &str) -> Vec<(usize, usize)> {
    let end = |pair: &Value, idx: usize| pair[idx].as_u64().unwrap_or_default() as usize;
    list(object, field)
        .iter()
        .map(|pair| (end(pair, 0), end(pair, 1)))
        .collect()
}
