//! Dates of events: which time an event takes, and what the scores of those that it could be of are worth.
//!
//! The marks (`eval/event-dates/*.tsv`) say on which days an event was, as a reader of the whole page would say; they lie apart from the
//! documents, which are those of the corpora of dates. An event is known again by its words. A time is right if the days of the mark
//! lie in its own; where a reader could not say when it was, none is right.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use dateline::{Engine, Layer};
use serde_json::{Value, json};

use super::{Scored, annotate_text, list, text};
use crate::gold::Gold;
use crate::measures::percent;
use crate::predict;

/// Marks by which the scores were set.
const SET: &str = include_str!("../../../../eval/event-dates/set.tsv");
/// Marks that were made for others to judge by.
const CHECK: &str = include_str!("../../../../eval/event-dates/check.tsv");
/// How many equal stretches the scores are cut into, to compare each with what came out.
const BINS: usize = 10;

/// The days of an event as ISO dates; none where a reader cannot say.
type Days<'a> = Option<(&'a str, &'a str)>;
/// The days of a document's events, by their words.
type Marks<'a> = HashMap<(usize, usize), Days<'a>>;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    score_by(engine, gold, SET)
}

pub(super) fn score_check(engine: &Engine, gold: &Gold) -> Result<Scored> {
    score_by(engine, gold, CHECK)
}

fn score_by(engine: &Engine, gold: &Gold, marks: &str) -> Result<Scored> {
    let marks = read(marks)?;
    let is_marked = |document: &&Value| marks.contains_key(text(document, "doc_id"));
    let documents: Vec<&Value> = gold.documents.iter().filter(is_marked).collect();
    let predictions = predict::map(&documents, |document| {
        let annotation = annotate_text(engine, document, "dct", Layer::Events);
        json!({ "doc_id": document["doc_id"], "text": document["text"], "events": annotation["events"] })
    });
    let mut tally = Tally::default();
    for predicted in &predictions {
        let chars: Vec<char> = text(predicted, "text").chars().collect();
        let marks = &marks[text(predicted, "doc_id")];
        tally.n_marks += marks.len();
        for event in list(predicted, "events") {
            let end = |idx: usize| event["trigger"][idx].as_u64().unwrap_or_default() as usize;
            if let Some(days) = marks.get(&(end(0), end(1))) {
                let words: String = chars[end(0)..end(1)].iter().collect();
                tally.count(&words, &event["date"], *days);
            }
        }
    }
    let mut scored = tally.scored();
    scored.predictions = predictions;
    Ok(scored)
}

/// The marks by document and by the words of the event.
fn read(marks: &str) -> Result<HashMap<&str, Marks<'_>>> {
    let mut read: HashMap<&str, Marks<'_>> = HashMap::new();
    for line in marks.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, start, end, low, high] = cells[..] else {
            anyhow::bail!("five cells are wanted: {line:?}");
        };
        let offset = |cell: &str| cell.parse::<usize>().with_context(|| line.to_owned());
        let days = (low != "-").then_some((low, high));
        let document = read.entry(document).or_default();
        document.insert((offset(start)?, offset(end)?), days);
    }
    Ok(read)
}

#[derive(Default)]
struct Tally {
    n_marks: usize,
    n_found: usize,
    n_known: usize,
    n_taken: usize,
    n_right: usize,
    n_sound: usize,
    n_best: usize,
    n_any: usize,
    /// By rule: right and all.
    rules: BTreeMap<String, (usize, usize)>,
    /// Score and whether it was right.
    scores: Vec<(f64, bool)>,
    cases: Vec<String>,
}

impl Tally {
    fn count(&mut self, words: &str, date: &Value, days: Days<'_>) {
        self.n_found += 1;
        self.n_known += usize::from(days.is_some());
        self.n_sound += usize::from(days.is_none_or(|days| holds(date, days)));
        let candidates = list(date, "candidates");
        let taken = candidates
            .iter()
            .find(|candidate| candidate["taken"] == true);
        let mut any = false;
        for candidate in candidates {
            let right = days.is_some_and(|days| is_within(candidate, days));
            any |= right;
            let score = candidate["score"].as_f64().unwrap_or_default();
            self.scores.push((score, right));
            // What excludes the time that is taken has its score from that one, not from its rule.
            if taken.is_none_or(|taken| !excludes(candidate, taken)) {
                let rule = text(candidate, "rule").to_owned();
                let counts = self.rules.entry(rule).or_default();
                counts.0 += usize::from(right);
                counts.1 += 1;
            }
        }
        let first_is_right = |days| {
            candidates
                .first()
                .is_some_and(|first| is_within(first, days))
        };
        let is_best = days.is_some_and(first_is_right);
        self.n_best += usize::from(is_best);
        self.n_any += usize::from(any);
        if let Some(taken) = taken {
            self.n_taken += 1;
            self.n_right += usize::from(is_best);
            if !is_best {
                let (rule, value) = (text(taken, "rule"), text(taken, "value"));
                let case = format!("{words:?} is of {days:?}, not {value} ({rule})");
                self.cases.push(case);
            }
        }
    }

    fn scored(self) -> Scored {
        let mut scored = Scored::default();
        scored.measure("taken_right", percent(self.n_right, self.n_taken));
        scored.measure("dated_right", percent(self.n_right, self.n_known));
        scored.measure("sound", percent(self.n_sound, self.n_found));
        scored.measure("likeliest_right", percent(self.n_best, self.n_known));
        scored.measure("any_right", percent(self.n_any, self.n_known));
        scored.measure("scores_right", calibration(&self.scores));
        scored.measure("marks_found", percent(self.n_found, self.n_marks));
        scored.cases = self
            .rules
            .iter()
            .map(|(rule, (right, all))| format!("{rule}: {right} of {all} right"))
            .chain(self.cases)
            .collect();
        scored
    }
}

/// Whether the days of a mark lie in those of a candidate, and all of those are known.
fn is_within(candidate: &Value, (low, high): (&str, &str)) -> bool {
    let is_known = candidate["low"].is_string() && candidate["high"].is_string();
    // ISO dates are in the order of their text.
    is_known && text(candidate, "low") <= low && high <= text(candidate, "high")
}

/// Whether no day lies in both.
fn excludes(one: &Value, other: &Value) -> bool {
    let ends_before = |one: &Value, other: &Value| {
        let ends = one["high"].as_str().zip(other["low"].as_str());
        ends.is_some_and(|(high, low)| high < low)
    };
    ends_before(one, other) || ends_before(other, one)
}

/// Whether the bounds of an event leave the days of its mark possible.
fn holds(date: &Value, (low, high): (&str, &str)) -> bool {
    date["low"].as_str().is_none_or(|bound| bound <= high)
        && date["high"].as_str().is_none_or(|bound| low <= bound)
}

/// How well scores say what comes out: 100 less the expected calibration error (Naeini et al. 2015) in percent.
fn calibration(scores: &[(f64, bool)]) -> f64 {
    let mut error = 0.0;
    for bin in 0..BINS {
        let inside: Vec<_> = scores
            .iter()
            .filter(|(score, _)| ((score * BINS as f64) as usize).min(BINS - 1) == bin)
            .collect();
        let expected: f64 = inside.iter().map(|(score, _)| score).sum();
        let right = inside.iter().filter(|(_, right)| *right).count() as f64;
        error += (expected - right).abs();
    }
    100.0 - 100.0 * error / scores.len().max(1) as f64
}
