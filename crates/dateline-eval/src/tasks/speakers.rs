//! Who speaks on real news: whether the statements' speakers bear the names and roles that the page gives them.
//!
//! The marks (`eval/speakers/*.tsv`) say who the gold sources of PolNeAR stand for, as spans of the same text; they lie
//! apart from the documents. A gold source is `aligned` if a statement's source shares a character with it. Names are
//! compared as on the project's own pages; a role is right if its words and those of one of the marked roles have a
//! Jaccard index of at least one half.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use dateline::{Engine, Layer};
use serde_json::{Value, json};

use super::own_statements::{SAME, jaccard, role, same_speaker};
use super::{Scored, annotate_text_with, list, spans, text};
use crate::gold::Gold;
use crate::measures::{Counts, percent};
use crate::predict;

/// Marks by which the stages are steered.
const SET: &str = include_str!("../../../../eval/speakers/set.tsv");
/// Marks that only judge.
const CHECK: &str = include_str!("../../../../eval/speakers/check.tsv");

type Span = (usize, usize);

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    score_by(engine, gold, SET)
}

/// The failures of this half are counted and never shown.
pub(super) fn score_check(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let mut scored = score_by(engine, gold, CHECK)?;
    scored.cases.clear();
    Ok(scored)
}

fn score_by(engine: &Engine, gold: &Gold, marks: &str) -> Result<Scored> {
    let marks = read(marks)?;
    let is_marked = |document: &&Value| marks.contains_key(text(document, "doc_id"));
    let documents: Vec<&Value> = gold.documents.iter().filter(is_marked).collect();
    let predictions = predict::map(&documents, |document| {
        let layers = [Layer::Statements, Layer::Entities, Layer::Names];
        let annotation = annotate_text_with(engine, document, "date", &layers);
        json!({ "doc_id": document["doc_id"], "text": document["text"], "speakers": speakers(&annotation) })
    });
    let mut tally = Tally::default();
    for predicted in &predictions {
        let page = Page {
            id: text(predicted, "doc_id"),
            chars: text(predicted, "text").chars().collect(),
        };
        tally.count(&page, &marks[page.id], list(predicted, "speakers"));
    }
    let mut scored = tally.scored();
    scored.predictions = predictions;
    Ok(scored)
}

/// Who the source of each statement stands for.
fn speakers(annotation: &Value) -> Value {
    let chars: Vec<char> = text(annotation, "text").chars().collect();
    let named: BTreeSet<&str> = list(annotation, "names")
        .iter()
        .filter_map(|name| name["entity"].as_str())
        .collect();
    let speaker = |statement: &Value| {
        let source = spans(statement, "source");
        let words: Vec<String> = source
            .iter()
            .map(|(start, end)| chars[*start..*end].iter().collect())
            .collect();
        let entity = list(annotation, "entities").iter().find(|entity| {
            entity["id"] == statement["speaker"] && named.contains(text(entity, "id"))
        });
        let person = entity.filter(|entity| entity["kind"] == "person");
        json!({
            "at": statement["source"],
            "source": words.join(" "),
            "within": statement["within"],
            "name": entity.map(|entity| &entity["name"]),
            "is_country": entity.is_some_and(|entity| entity["kind"] == "country"),
            "role": person.map(|person| &person["role"]),
        })
    };
    list(annotation, "statements")
        .iter()
        .filter(|statement| !list(statement, "source").is_empty())
        .map(speaker)
        .collect()
}

/// A document whose sources are marked.
struct Page<'a> {
    id: &'a str,
    chars: Vec<char>,
}

impl Page<'_> {
    fn words(&self, pieces: &[Span]) -> String {
        let pieces = pieces.iter();
        let words = pieces.map(|(start, end)| self.chars[*start..*end].iter().collect::<String>());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whom a source stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Who {
    /// Somebody whose name is on the page.
    Named,
    /// Somebody who bears none.
    Unnamed,
    /// A body that can be taken as named or as described.
    Either,
    /// Several at once, or no one whom a source could mean: not counted.
    Apart,
}

/// A gold source, with the fullest name and the role of whom it stands for, each as one of several in pieces.
struct Mark {
    source: Vec<Span>,
    who: Who,
    names: Vec<Vec<Span>>,
    roles: Vec<Vec<Span>>,
    /// Whether it is also right to give no role.
    is_role_optional: bool,
}

fn read(marks: &str) -> Result<HashMap<&str, Vec<Mark>>> {
    let mut read: HashMap<&str, Vec<Mark>> = HashMap::new();
    for line in marks.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, source, who, names, roles] = cells[..] else {
            anyhow::bail!("five cells are wanted: {line:?}");
        };
        let who = match who {
            "named" => Who::Named,
            "unnamed" => Who::Unnamed,
            "either" => Who::Either,
            "apart" => Who::Apart,
            _ => anyhow::bail!("named, unnamed, either or apart is wanted: {line:?}"),
        };
        let mark = || {
            Some(Mark {
                source: pieces(source)?,
                who,
                names: alternatives(names)?,
                roles: alternatives(roles)?,
                is_role_optional: roles.split('|').any(|role| role == "~"),
            })
        };
        let mark = mark().with_context(|| format!("spans are wanted: {line:?}"))?;
        read.entry(document).or_default().push(mark);
    }
    Ok(read)
}

fn alternatives(cell: &str) -> Option<Vec<Vec<Span>>> {
    let given = |cell: &&str| !matches!(*cell, "-" | "~");
    cell.split('|').filter(given).map(pieces).collect()
}

fn pieces(cell: &str) -> Option<Vec<Span>> {
    let piece = |piece: &str| {
        let (start, end) = piece.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    cell.split(',').map(piece).collect()
}

#[derive(Default)]
struct Tally {
    aligned: (usize, usize),
    named: (usize, usize),
    unnamed: (usize, usize),
    roles: Counts,
    all: Counts,
    cases: Vec<String>,
}

impl Tally {
    fn count(&mut self, page: &Page<'_>, marks: &[Mark], got: &[Value]) {
        let outer = got.iter().filter(|speaker| speaker["within"].is_null());
        let mut sources: BTreeSet<Vec<Span>> = outer.map(|speaker| spans(speaker, "at")).collect();
        for mark in marks.iter().filter(|mark| mark.who == Who::Apart) {
            // What is found there is neither right nor wrong.
            if let Some(idx) = partner(&mark.source, got) {
                sources.remove(&spans(&got[idx], "at"));
            }
        }
        for mark in marks.iter().filter(|mark| mark.who != Who::Apart) {
            let partner = partner(&mark.source, got);
            self.aligned.0 += usize::from(partner.is_some());
            self.aligned.1 += 1;
            self.all.gold += 1;
            if let Some(idx) = partner {
                sources.insert(spans(&got[idx], "at"));
                self.compare(page, mark, &got[idx]);
            }
        }
        self.all.predicted += sources.len();
    }

    fn compare(&mut self, page: &Page<'_>, mark: &Mark, got: &Value) {
        let is_named = mark.names.iter().any(|name| {
            let gold = json!({ "name": page.words(name) });
            same_speaker(&gold, got)
        });
        let is_bare = !got["name"].is_string();
        let right = match mark.who {
            Who::Named => is_named,
            Who::Unnamed => is_bare,
            Who::Either | Who::Apart => is_named || is_bare,
        };
        let counts = match mark.who {
            Who::Named => Some(&mut self.named),
            Who::Unnamed => Some(&mut self.unnamed),
            Who::Either | Who::Apart => None,
        };
        if let Some((hits, all)) = counts {
            *hits += usize::from(right);
            *all += 1;
        }
        self.all.hits += usize::from(right);
        let source = page.words(&mark.source);
        if !right {
            let wanted = mark.names.first().map(|name| page.words(name));
            let case = format!("{}: {source:?} is {wanted:?}, not {}", page.id, got["name"]);
            self.cases.push(case);
        }
        let roles: Vec<String> = mark.roles.iter().map(|role| page.words(role)).collect();
        if !self.compare_roles(&roles, mark.is_role_optional, got) {
            let case = format!(
                "{}: role of {source:?} is {roles:?}, not {}",
                page.id, got["role"]
            );
            self.cases.push(case);
        }
    }

    /// Counts a role, and says whether it is right.
    fn compare_roles(&mut self, roles: &[String], is_optional: bool, got: &Value) -> bool {
        let has = got["role"].is_string();
        let wants = !roles.is_empty() && (has || !is_optional);
        let is_right = has
            && roles.iter().any(|wanted| {
                let wanted = role(&json!({ "role": wanted }));
                jaccard(&wanted, &role(got)) >= SAME
            });
        self.roles += Counts {
            hits: usize::from(is_right),
            predicted: usize::from(has),
            gold: usize::from(wants),
        };
        is_right || (!has && !wants)
    }

    fn scored(self) -> Scored {
        let mut scored = Scored::default();
        scored.measure("aligned", percent(self.aligned.0, self.aligned.1));
        scored.measure("name", percent(self.named.0, self.named.1));
        scored.measure("unnamed", percent(self.unnamed.0, self.unnamed.1));
        scored.measure("role", self.roles.f1());
        scored.measure("role_precision", self.roles.precision());
        scored.measure("name_f1", self.all.f1());
        scored.cases = self.cases;
        scored
    }
}

/// The statement whose source shares most with a gold source, the first of equals.
fn partner(source: &[Span], got: &[Value]) -> Option<usize> {
    let shared = |other: &[Span]| -> usize {
        let pairs = source
            .iter()
            .flat_map(|a| other.iter().map(move |b| (a, b)));
        pairs
            .map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0)))
            .sum()
    };
    let shares = got.iter().map(|speaker| shared(&spans(speaker, "at")));
    let best = shares
        .enumerate()
        .max_by_key(|(idx, shared)| (*shared, std::cmp::Reverse(*idx)));
    best.filter(|(_, shared)| *shared > 0).map(|(idx, _)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(rows: &str) -> Vec<Mark> {
        let table = format!("doc_id\tsource\twho\tname\trole\n{rows}");
        let mut read = read(&table).expect("the marks are well formed");
        read.remove("a").expect("there are marks of it")
    }

    fn tally(rows: &str, got: &[Value]) -> Tally {
        let page = Page {
            id: "a",
            chars: "Mayor Ann Lee spoke. She said no. A clerk agreed."
                .chars()
                .collect(),
        };
        let mut tally = Tally::default();
        tally.count(&page, &marks(rows), got);
        tally
    }

    #[test]
    fn a_pronoun_is_right_by_the_name_and_the_role_elsewhere_on_the_page() {
        let she = json!({ "at": [[21, 24]], "name": "Ann Lee", "role": "mayor" });
        let right = tally("a\t21-24\tnamed\t6-13\t0-5", &[she]);
        assert_eq!((right.named, right.roles.hits), ((1, 1), 1));
        let bare = json!({ "at": [[21, 24]] });
        let wrong = tally("a\t21-24\tnamed\t6-13\t0-5", &[bare]);
        assert_eq!((wrong.named, wrong.cases.len()), ((0, 1), 2));
    }

    #[test]
    fn a_name_for_somebody_without_one_is_wrong() {
        let clerk = json!({ "at": [[34, 41]], "name": "Ann Lee" });
        assert_eq!(tally("a\t34-41\tunnamed\t-\t-", &[clerk]).unnamed, (0, 1));
    }

    #[test]
    fn what_is_set_apart_counts_neither_way_and_what_is_not_found_is_missed() {
        let clerk = json!({ "at": [[34, 41]] });
        let rows = "a\t34-41\tapart\t-\t-\na\t21-24\tnamed\t6-13\t0-5";
        let tally = tally(rows, &[clerk]);
        assert_eq!((tally.aligned, tally.all.predicted), ((0, 1), 0));
    }
}
