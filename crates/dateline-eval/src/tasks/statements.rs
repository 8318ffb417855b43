//! Attribution: token F1 of source, cue and content, and relation F1, as people's agreement on PolNeAR is measured
//! (Newell et al. 2018). A relation is right if the contents' words have a Jaccard index of at least one half and
//! the sources share a word, or both are empty.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use anyhow::Result;
use dateline::view::CodePoints;
use dateline::{Engine, Layer, Wants};
use regex::Regex;
use serde_json::{Value, json};

use super::{Scored, annotate_text, list, spans, text};
use crate::gold::Gold;
use crate::measures::{Counts, harmonic, percent};
use crate::predict;

const ROLES: [&str; 3] = ["source", "cue", "content"];

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\w+(?:['’]\w+)*").expect("the pattern is well formed"));

/// Cues that make an attribution a statement, as against a belief or intention.
static REPORTING: LazyLock<Regex> = LazyLock::new(|| {
    let verbs = "say|said|sa(?:ys|ying)|tell|told|tells|telling|add|added|adds|adding|state|stated|states|claim|claim(?:ed|s|ing)\
        |argu(?:e|ed|es|ing)|not(?:e|ed|es|ing)|explain(?:ed|s|ing)?|announc(?:e|ed|es|ing)|warn(?:ed|s|ing)?\
        |insist(?:ed|s|ing)?|den(?:y|ied|ies|ying)|report(?:ed|s|ing)?|ask(?:ed|s|ing)?|repl(?:y|ied|ies|ying)\
        |respond(?:ed|s|ing)?|tweet(?:ed|s|ing)?|wr(?:ite|ote|ites|iting|itten)|call(?:ed|s|ing)?|declar(?:e|ed|es|ing)\
        |acknowledg(?:e|ed|es|ing)|suggest(?:ed|s|ing)?|accus(?:e|ed|es|ing)|vow(?:ed|s|ing)?|promis(?:e|ed|es|ing)\
        |urg(?:e|ed|es|ing)|quot(?:e|ed|es|ing)|emphasi[sz](?:e|ed|es|ing)|testif(?:y|ied|ies|ying)|conced(?:e|ed|es|ing)\
        |admit(?:s|ted|ting)?|contend(?:ed|s|ing)?|predict(?:ed|s|ing)?|complain(?:ed|s|ing)?|recall(?:ed|s|ing)?";
    Regex::new(&format!(r"(?i)\b(according to|(?:{verbs}))\b")).expect("the pattern is well formed")
});

type Words = BTreeSet<usize>;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    Ok(score_those(engine, gold, |_| true))
}

/// Without the statements inside of others, of which the corpus marks none.
pub(super) fn score_outer(engine: &Engine, gold: &Gold) -> Result<Scored> {
    Ok(score_those(engine, gold, |statement| {
        statement["within"].is_null()
    }))
}

fn score_those(engine: &Engine, gold: &Gold, counts: impl Fn(&Value) -> bool + Sync) -> Scored {
    let predictions = predict::map(&gold.documents, |document| {
        let annotation = annotate_text(engine, document, "date", Layer::Statements);
        let attribution = |statement: &Value| json!({ "source": statement["source"], "cue": statement["cue"], "content": statement["content"] });
        let statements = list(&annotation, "statements").iter();
        let attributions: Value = statements
            .filter(|statement| counts(statement))
            .map(attribution)
            .collect();
        json!({ "doc_id": document["doc_id"], "attributions": attributions })
    });
    compare(gold, predictions)
}

/// What the model's heads say, without the statement stage.
pub(super) fn score_heads(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let wants = Wants {
        attributions: true,
        ..Wants::default()
    };
    let predictions = predict::map(&gold.documents, |document| {
        let doc = engine.parse(text(document, "text"), wants);
        let points = CodePoints::new(&doc.text);
        let span = |tokens: &Range<usize>| {
            let last = tokens.end.max(tokens.start + 1) - 1;
            let span = doc.tokens[tokens.start].span.cover(doc.tokens[last].span);
            json!([points.at(span.start), points.at(span.end)])
        };
        let attributions = doc.attributions.as_deref().unwrap_or_default().iter();
        let attributions: Value = attributions
            .map(|read| {
                json!({
                    "source": read.source.iter().map(span).collect::<Value>(),
                    "cue": [span(&read.cue)],
                    "content": read.content.iter().map(span).collect::<Value>(),
                })
            })
            .collect();
        json!({ "doc_id": document["doc_id"], "attributions": attributions })
    });
    Ok(compare(gold, predictions))
}

fn compare(gold: &Gold, predictions: Vec<Value>) -> Scored {
    let mut scored = Scored::default();
    let mut tokens = [Counts::default(); 3];
    let mut relations = Counts::default();
    let (mut statements, mut right_statements) = (0, 0);
    let (mut sourced, mut source_right) = (0, 0);
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (document, predicted) in gold.documents.iter().zip(&predictions) {
        let text = Text::new(text(document, "text"));
        let gold = list(document, "attributions");
        let want: Vec<[Words; 3]> = gold.iter().map(|item| text.roles(item)).collect();
        let got: Vec<[Words; 3]> = list(predicted, "attributions")
            .iter()
            .map(|item| text.roles(item))
            .collect();
        for (role, counts) in tokens.iter_mut().enumerate() {
            let union = |all: &[[Words; 3]]| {
                all.iter()
                    .flat_map(|roles| roles[role].iter().copied())
                    .collect::<Words>()
            };
            let (want, got) = (union(&want), union(&got));
            counts.hits += want.intersection(&got).count();
            counts.gold += want.len();
            counts.predicted += got.len();
        }
        relations.gold += want.len();
        relations.predicted += got.len();
        let partners = partners(&want, &got);
        for (i, item) in gold.iter().enumerate() {
            let is_statement = text.is_statement(item);
            statements += usize::from(is_statement);
            let tally = kinds.entry(text.kind(item)).or_default();
            tally.1 += 1;
            let Some(j) = partners.get(&i) else {
                scored
                    .cases
                    .push(format!("missed: {}", text.words(item, "content")));
                continue;
            };
            let (source, guess) = (&want[i][0], &got[*j][0]);
            let shared = !source.is_disjoint(guess);
            let right = if source.is_empty() {
                guess.is_empty()
            } else {
                shared
            };
            relations.hits += usize::from(right);
            right_statements += usize::from(right && is_statement);
            tally.0 += usize::from(right);
            if !source.is_empty() {
                sourced += 1;
                source_right += usize::from(shared);
            }
            if !right {
                scored.cases.push(format!(
                    "source is {}: {}",
                    text.words(item, "source"),
                    text.words(item, "content")
                ));
            }
        }
    }
    for (role, counts) in ROLES.iter().zip(tokens) {
        scored.measure(format!("{role}_tokens"), counts.f1());
    }
    scored.measure("relation", relations.f1());
    scored.measure("relation_precision", relations.precision());
    scored.measure("relation_recall", relations.recall());
    scored.measure(
        "relation_statements",
        harmonic(relations.precision(), percent(right_statements, statements)),
    );
    scored.measure("source_given_content", percent(source_right, sourced));
    for (kind, (right, all)) in kinds {
        scored.measure(format!("recall_{kind}"), percent(right, all));
    }
    scored.predictions = predictions;
    scored
}

/// One-to-one partners by falling Jaccard index of the contents, at least one half.
fn partners(want: &[[Words; 3]], got: &[[Words; 3]]) -> BTreeMap<usize, usize> {
    let mut pairs = Vec::new();
    for (i, want) in want.iter().enumerate() {
        for (j, got) in got.iter().enumerate() {
            let shared = want[2].intersection(&got[2]).count();
            let jaccard = shared as f64 / want[2].union(&got[2]).count().max(1) as f64;
            if shared > 0 && jaccard >= 0.5 {
                pairs.push((jaccard, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut partners = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, i, j) in pairs {
        if !partners.contains_key(&i) && used.insert(j) {
            partners.insert(i, j);
        }
    }
    partners
}

/// A document's characters, and the word that each stands in.
struct Text {
    chars: Vec<char>,
    word_at: Vec<Option<usize>>,
}

impl Text {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut word_at = vec![None; chars.len()];
        let (mut byte, mut point) = (0, 0);
        for (idx, word) in WORD.find_iter(text).enumerate() {
            point += text[byte..word.start()].chars().count();
            let len = word.as_str().chars().count();
            word_at[point..point + len].fill(Some(idx));
            point += len;
            byte = word.end();
        }
        Self { chars, word_at }
    }

    fn roles(&self, item: &Value) -> [Words; 3] {
        ROLES.map(|role| {
            let points = spans(item, role)
                .into_iter()
                .flat_map(|(start, end)| start..end.min(self.word_at.len()));
            points.filter_map(|point| self.word_at[point]).collect()
        })
    }

    fn words(&self, item: &Value, role: &str) -> String {
        let piece = |(start, end): (usize, usize)| {
            self.chars[start.min(self.chars.len())..end.min(self.chars.len())]
                .iter()
                .collect::<String>()
        };
        spans(item, role)
            .into_iter()
            .map(piece)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn is_statement(&self, item: &Value) -> bool {
        self.words(item, "content").contains(['"', '“', '”'])
            || REPORTING.is_match(&self.words(item, "cue"))
    }

    fn kind(&self, item: &Value) -> &'static str {
        let content = self.words(item, "content");
        let n_chars = content.chars().count();
        let mut quoted = 0;
        let mut inside = 0;
        for character in content.chars() {
            match (inside, character) {
                (0, '“' | '"') => inside = 1,
                (0, _) => {}
                (len, '"' | '”') => {
                    quoted += len + 1;
                    inside = 0;
                }
                (len, _) => inside = len + 1,
            }
        }
        quoted += inside;
        match () {
            () if content.is_empty() => "none",
            () if quoted as f64 > 0.85 * n_chars as f64 => "direct",
            () if content.contains(['"', '“', '”']) => "mixed",
            () => "indirect",
        }
    }
}
