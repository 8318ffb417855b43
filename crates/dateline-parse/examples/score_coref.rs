//! Scores chains against a CoNLL file of tokens and bracketed chains: MUC (Vilain et al. 1995) and B³ (Bagga and
//! Baldwin 1998).
//!
//! Usage: `score_coref FILE.conll`. The text is put together from the tokens, one space between them. Only people and
//! bodies make mentions here, and only phrases with a known head; so recall is low where chains are of things, and
//! precision is counted on the mentions that both sides have as well.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // A scorer reads a file and prints.

use std::collections::BTreeMap;
use std::error::Error;

use dateline_data::Lexicon;
use dateline_schema::Span;

/// A chain for each mention, by its span.
type Chains = BTreeMap<Span, usize>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: score_coref FILE.conll")?;
    let lexicon = Lexicon::builtin()?;
    let (mut all, mut shared) = (Counts::default(), Counts::default());
    for (text, gold) in documents(&std::fs::read_to_string(path)?) {
        let doc = dateline_parse::parse(&text, &[], &lexicon).value;
        let mut found = Chains::new();
        for (idx, chain) in doc.chains.iter().enumerate() {
            for &mention in &chain.mentions {
                found.insert(doc.mentions[mention].span, idx);
            }
        }
        let found = without_singletons(&found);
        all.add(&gold, &found);
        let both = |of: &Chains, other: &Chains| -> Chains {
            of.iter()
                .filter(|(span, _)| other.contains_key(span))
                .map(|(span, chain)| (*span, *chain))
                .collect()
        };
        shared.add(&both(&gold, &found), &both(&found, &gold));
    }
    all.print("all mentions");
    shared.print("mentions of both");
    Ok(())
}

/// Shares of links and mentions that are right, as sums over documents.
#[derive(Default)]
struct Counts {
    muc: [[f64; 2]; 2],
    b_cubed: [[f64; 2]; 2],
}

impl Counts {
    fn add(&mut self, gold: &Chains, found: &Chains) {
        for (at, (of, by)) in [(found, gold), (gold, found)].into_iter().enumerate() {
            for members in groups(of).values() {
                let mut parts: BTreeMap<usize, f64> = BTreeMap::new();
                let mut alone = 0.0;
                for span in members {
                    match by.get(span) {
                        Some(chain) => *parts.entry(*chain).or_default() += 1.0,
                        None => alone += 1.0,
                    }
                }
                let size = members.len() as f64;
                self.muc[at][0] += size - (parts.len() as f64 + alone);
                self.muc[at][1] += size - 1.0;
                self.b_cubed[at][0] += parts.values().map(|n| n * n / size).sum::<f64>();
                self.b_cubed[at][1] += size;
            }
        }
    }

    fn print(&self, what: &str) {
        for (name, [precision, recall]) in [("MUC", self.muc), ("B³", self.b_cubed)] {
            let share = |[right, of]: [f64; 2]| 100.0 * right / of.max(1.0);
            let (precision, recall) = (share(precision), share(recall));
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            println!(
                "{what:18} {name:4} precision {precision:5.1} recall {recall:5.1} F1 {f1:5.1}"
            );
        }
    }
}

fn groups(chains: &Chains) -> BTreeMap<usize, Vec<Span>> {
    let mut groups: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (span, chain) in chains {
        groups.entry(*chain).or_default().push(*span);
    }
    groups
}

fn without_singletons(chains: &Chains) -> Chains {
    let mut found = chains.clone();
    let groups = groups(chains);
    found.retain(|_, chain| groups[chain].len() > 1);
    found
}

/// The texts of a file with their chains; the last column has "(1", "1)" or "(1)", several joined by "|".
fn documents(file: &str) -> Vec<(String, Chains)> {
    let mut documents = Vec::new();
    let (mut text, mut chains) = (String::new(), Chains::new());
    let mut open: Vec<(usize, usize)> = Vec::new();
    for line in file.lines() {
        if line.starts_with("# end document") {
            let chains = without_singletons(&std::mem::take(&mut chains));
            documents.push((std::mem::take(&mut text), chains));
            open.clear();
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, token, marks] = columns.as_slice() else {
            continue;
        };
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        for mark in marks.split('|').filter(|mark| *mark != "_") {
            let Ok(chain) = mark.trim_matches(['(', ')']).parse::<usize>() else {
                continue;
            };
            if mark.starts_with('(') {
                open.push((chain, start));
            }
            if mark.ends_with(')')
                && let Some(at) = open.iter().rposition(|(other, _)| *other == chain)
            {
                let (_, from) = open.remove(at);
                chains.insert(Span::new(from, text.len()), chain);
            }
        }
    }
    documents
}
