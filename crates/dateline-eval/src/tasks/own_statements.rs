//! Statements of the project's own pages: which are found, whose they are, to whom and through whom, and how they are
//! given. A found statement is the partner of a gold one by the words of their contents (Jaccard index of at least one
//! half, the best pairs first). Names, roles, addressees and relays are items whose F1 counts statements without a
//! partner too, so that a name on words that nobody says is an error. Beliefs and findings ("held") are not marked on the
//! pages, and none of them is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use anyhow::Result;
use dateline::{Engine, Layer, Layers, view};
use regex::Regex;
use serde_json::{Value, json};

use super::{Scored, list, span, spans, text};
use crate::gold::Gold;
use crate::measures::{Counts, percent};
use crate::predict;

/// The least Jaccard index of two contents that are the same statement, and of two roles that are the same.
pub(super) const SAME: f64 = 0.5;

/// What a statement does beyond saying, as the gold pages flag it.
const ACTS: [&str; 4] = ["asked", "ordered", "promised", "denied"];

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\w+").expect("the pattern is well formed"));

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predict::map(&gold.documents, |document| {
        let layers = Layers::of(&[Layer::Statements, Layer::Entities, Layer::Names]);
        let request = view::Request::from_json(document).map(|request| {
            let annotation = view::annotate(engine, &request, layers);
            json!({ "id": document["id"], "statements": said(&annotation) })
        });
        request.map_err(|error| anyhow::anyhow!("{}: {error}", document["id"]))
    });
    let predictions: Vec<Value> = predictions.into_iter().collect::<Result<_>>()?;
    let mut tally = Tally::default();
    for (document, predicted) in gold.documents.iter().zip(&predictions) {
        tally.count(document, predicted);
    }
    let mut scored = tally.scored();
    scored.predictions = predictions;
    Ok(scored)
}

/// The statements of an annotation in the form of the gold pages.
fn said(annotation: &Value) -> Value {
    let chars: Vec<char> = text(annotation, "text").chars().collect();
    let words = |(start, end): (usize, usize)| chars[start..end].iter().collect::<String>();
    let named: BTreeSet<&str> = list(annotation, "names")
        .iter()
        .filter_map(|name| name["entity"].as_str())
        .collect();
    let entity = |id: &Value| -> Option<&Value> {
        let mut entities = list(annotation, "entities").iter();
        entities.find(|entity| entity["id"] == *id)
    };
    let statement = |statement: &Value| {
        let content = spans(statement, "content");
        let speaker = entity(&statement["speaker"]);
        let is_named = speaker.is_some_and(|speaker| named.contains(text(speaker, "id")));
        let first = content.first().map_or(0, |(start, _)| *start);
        let words_of = |span: &Value| {
            let end = |idx: usize| Some(span[idx].as_u64()? as usize);
            Some(words((end(0)?, end(1)?)))
        };
        let number = |id: &Value| id.as_str()?.get(1..)?.parse::<usize>().ok();
        json!({
            "content": content.iter().copied().map(words).collect::<Vec<_>>(),
            "position": first as f64 / chars.len().max(1) as f64,
            "kind": statement["kind"],
            "source": spans(statement, "source").into_iter().map(words).collect::<Vec<_>>().join(" "),
            "cue": spans(statement, "cue").into_iter().map(words).collect::<Vec<_>>().join(" "),
            "name": speaker.filter(|_| is_named).map(|speaker| &speaker["name"]),
            "is_country": speaker.is_some_and(|speaker| speaker["kind"] == "country"),
            "role": speaker
                .filter(|speaker| is_named && speaker["kind"] == "person")
                .map(|speaker| &speaker["role"]),
            "description": words_of(&statement["description"]),
            "addressee": entity(&statement["addressee"])
                .and_then(|entity| entity["name"].as_str().map(str::to_owned))
                .or_else(|| words_of(&statement["to"])),
            "relay": list(statement, "relay").iter().map(|relay| {
                if relay["name"].is_null() { json!(words(span(relay))) } else { relay["name"].clone() }
            }).collect::<Value>(),
            "negated": statement["negated"],
            "hypothetical": statement["hypothetical"],
            "act": statement["act"],
            "within": number(&statement["within"]).map(|number| number - 1),
        })
    };
    list(annotation, "statements")
        .iter()
        .map(statement)
        .collect()
}

#[derive(Default)]
struct Tally {
    found: Counts,
    names: Counts,
    roles: Counts,
    circumstances: Counts,
    /// Right and all among the statements that are found, by measure.
    accuracies: BTreeMap<&'static str, (usize, usize)>,
    cases: Vec<String>,
}

impl Tally {
    fn count(&mut self, document: &Value, predicted: &Value) {
        let (want, got) = (list(document, "statements"), list(predicted, "statements"));
        let partners = partners(want, got);
        let utters = |statement: &&Value| statement["act"] != "held";
        self.found += Counts {
            hits: partners.len(),
            predicted: got.iter().filter(utters).count(),
            gold: want.len(),
        };
        for statement in want {
            self.names.gold += usize::from(is_attributed(statement));
            self.roles.gold += usize::from(statement["role"].is_string());
            self.circumstances.gold += items(statement).len();
        }
        for statement in got.iter().filter(utters) {
            self.names.predicted += usize::from(is_attributed(statement));
            self.roles.predicted += usize::from(statement["role"].is_string());
            self.circumstances.predicted += items(statement).len();
        }
        let page = text(document, "id");
        let mut used = BTreeSet::new();
        for (i, gold) in want.iter().enumerate() {
            let Some(&j) = partners.get(&i) else {
                self.cases.push(format!("{page}: missed: {}", brief(gold)));
                continue;
            };
            used.insert(j);
            self.compare(page, gold, &got[j]);
            if let Some(outer) = gold["within"].as_u64() {
                let outer = partners.get(&(outer as usize));
                let right = outer.is_some_and(|outer| got[j]["within"] == json!(outer));
                self.accuracy("within", right);
            }
        }
        for (j, statement) in got.iter().enumerate() {
            if !used.contains(&j) && utters(&statement) {
                let line = format!("{page}: not there: {}", brief(statement));
                self.cases.push(line);
            }
        }
    }

    /// Counts what is right about a statement that is found.
    fn compare(&mut self, page: &str, gold: &Value, got: &Value) {
        let mut wrong = Vec::new();
        let mut note = |field: &str, want: &Value, got: &Value| {
            wrong.push(format!("{field} {got} for {want}"));
        };
        let right = same_speaker(gold, got);
        if right {
            self.names.hits += usize::from(is_attributed(gold));
        } else {
            let who = |statement: &Value| {
                if statement["name"].is_string() {
                    statement["name"].clone()
                } else {
                    statement["description"].clone()
                }
            };
            note("speaker", &who(gold), &who(got));
        }
        self.accuracy("speaker_given_found", right);
        if gold["role"].is_string() || got["role"].is_string() {
            if jaccard(&role(gold), &role(got)) >= SAME {
                self.roles.hits += 1;
            } else {
                note("role", &gold["role"], &got["role"]);
            }
        }
        let (want, have) = (items(gold), items(got));
        self.circumstances.hits += want.intersection(&have).count();
        if want != have {
            note("to and via", &json!(want), &json!(have));
        }
        self.accuracy("kind", gold["kind"] == got["kind"]);
        if gold["kind"] != got["kind"] {
            note("kind", &gold["kind"], &got["kind"]);
        }
        for flag in ["negated", "hypothetical"] {
            let right = (gold[flag] == true) == (got[flag] == true);
            self.accuracy(flag, right);
            if !right {
                note(flag, &gold[flag], &got[flag]);
            }
        }
        let want = ACTS.into_iter().find(|act| gold[*act] == true);
        let have = ACTS.into_iter().find(|act| got["act"] == *act);
        self.accuracy("act", want == have);
        if want != have {
            note("act", &json!(want), &json!(have));
        }
        if !wrong.is_empty() {
            let line = format!("{page}: {}: {}", wrong.join("; "), brief(gold));
            self.cases.push(line);
        }
    }

    fn accuracy(&mut self, measure: &'static str, right: bool) {
        let (hits, all) = self.accuracies.entry(measure).or_default();
        *hits += usize::from(right);
        *all += 1;
    }

    fn scored(self) -> Scored {
        let mut scored = Scored::default();
        scored.measure("found", self.found.f1());
        scored.measure("found_precision", self.found.precision());
        scored.measure("found_recall", self.found.recall());
        scored.measure("name", self.names.f1());
        scored.measure("role", self.roles.f1());
        scored.measure("addressee_and_relay", self.circumstances.f1());
        for (measure, (hits, all)) in self.accuracies {
            scored.measure(measure, percent(hits, all));
        }
        scored.cases = self.cases;
        scored
    }
}

/// One-to-one partners by falling Jaccard index of the contents' words, the nearest of equals.
fn partners(want: &[Value], got: &[Value]) -> BTreeMap<usize, usize> {
    let bags = |statements: &[Value]| -> Vec<BTreeSet<(String, usize)>> {
        statements
            .iter()
            .map(|statement| bag(list(statement, "content")))
            .collect()
    };
    let at = |statement: &Value| statement["position"].as_f64().unwrap_or_default();
    let (wanted, had) = (bags(want), bags(got));
    let mut pairs: Vec<(f64, f64, usize, usize)> = Vec::new();
    for (i, gold) in wanted.iter().enumerate() {
        for (j, found) in had.iter().enumerate() {
            let jaccard = jaccard(gold, found);
            if jaccard >= SAME && got[j]["act"] != "held" {
                pairs.push((jaccard, (at(&want[i]) - at(&got[j])).abs(), i, j));
            }
        }
    }
    pairs.sort_by(|a, b| {
        let best = b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1));
        best.then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    let mut partners = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, _, i, j) in pairs {
        if !partners.contains_key(&i) && used.insert(j) {
            partners.insert(i, j);
        }
    }
    partners
}

/// The words of the pieces, each with how many of its like stand before it.
fn bag(pieces: &[Value]) -> BTreeSet<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let pieces = pieces.iter().filter_map(Value::as_str);
    pieces
        .flat_map(words)
        .map(|word| {
            let count = counts.entry(word.clone()).or_default();
            *count += 1;
            (word, *count)
        })
        .collect()
}

/// Whether somebody is told to speak, by a name or a description.
fn is_attributed(statement: &Value) -> bool {
    statement["name"].is_string() || statement["description"].is_string()
}

/// A named speaker is right by the name, one without a name by having none. A country that the page calls by its
/// capital may bear that name.
pub(super) fn same_speaker(gold: &Value, got: &Value) -> bool {
    if !gold["name"].is_string() {
        let described = gold["description"].is_string();
        return !got["name"].is_string() && described == got["description"].is_string();
    }
    let want = name(text(gold, "name"));
    let capital = got["is_country"] == true && name(text(got, "source")) == want;
    got["name"].is_string() && (name(text(got, "name")) == want || capital)
}

/// The words of a name without article and form of address.
fn name(name: &str) -> Vec<String> {
    let is_address = |word: &String| {
        matches!(
            word.as_str(),
            "the" | "a" | "an" | "mr" | "mrs" | "ms" | "miss" | "dr" | "prof" | "sir" | "dame"
        )
    };
    words(name).filter(|word| !is_address(word)).collect()
}

/// The words of a role without determiners.
pub(super) fn role(statement: &Value) -> BTreeSet<String> {
    let is_determiner = |word: &String| {
        matches!(
            word.as_str(),
            "the" | "a" | "an" | "its" | "his" | "her" | "their"
        )
    };
    words(text(statement, "role"))
        .filter(|word| !is_determiner(word))
        .collect()
}

/// To whom and through whom, each with its part.
fn items(statement: &Value) -> BTreeSet<(&'static str, String)> {
    let to = statement["addressee"].as_str().map(|to| ("to", to));
    let relay = list(statement, "relay").iter().filter_map(Value::as_str);
    to.into_iter()
        .chain(relay.map(|relay| ("via", relay)))
        .map(|(part, who)| (part, name(who).join(" ")))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    WORD.find_iter(text)
        .map(|word| word.as_str().to_lowercase())
}

pub(super) fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let shared = a.intersection(b).count();
    shared as f64 / a.union(b).count().max(1) as f64
}

/// The source, the cue and the content of a statement, for the reader of a list of errors.
fn brief(statement: &Value) -> String {
    let content: Vec<&str> = list(statement, "content")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    format!(
        "[{}] {} | {}",
        text(statement, "source"),
        text(statement, "cue"),
        content.join(" … ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_compared_without_address_and_the_unnamed_by_having_no_name() {
        let ann = json!({ "name": "Ann Lee" });
        assert!(same_speaker(&ann, &json!({ "name": "Dr. ann Lee" })));
        assert!(!same_speaker(&ann, &json!({ "description": "Ann Lee" })));
        let unnamed = json!({ "description": "an official" });
        assert!(same_speaker(
            &unnamed,
            &json!({ "description": "official" })
        ));
        assert!(!same_speaker(&unnamed, &json!({})));
        let capital = json!({ "name": "Tehran" });
        let country = json!({ "name": "Iran", "source": "Tehran", "is_country": true });
        assert!(same_speaker(&capital, &country));
    }

    #[test]
    fn equal_words_are_told_apart_by_their_place() {
        let no = |position: f64| json!({ "content": ["No comment"], "position": position });
        let found = partners(&[no(0.1), no(0.9)], &[no(0.85), no(0.15)]);
        assert_eq!(found, BTreeMap::from([(0, 1), (1, 0)]));
    }

    #[test]
    fn a_name_on_words_that_nobody_says_is_an_error() {
        let said =
            json!({ "content": ["the port is closed"], "name": "Ann Lee", "kind": "indirect" });
        let stray = json!({ "content": ["two ships wait outside"], "name": "Ann Lee" });
        let mut tally = Tally::default();
        tally.count(
            &json!({ "statements": [said] }),
            &json!({ "statements": [said, stray] }),
        );
        assert!((tally.names.precision() - 50.0).abs() < 1e-9);
        assert!((tally.names.recall() - 100.0).abs() < 1e-9);
    }
}
