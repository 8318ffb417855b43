//! Who is who: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean, as CoNLL 2012
//! reports them. A mention is right if its characters are, an article before them counted on neither side; mentions that
//! nothing refers to again are left out.
//!
//! Only people and bodies make mentions here, and only phrases with a known head: recall is low where chains are of
//! things. So the mean over the mentions that both sides have stands beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::Result;
use dateline::schema::{Content, Page, Span};
use dateline::{Engine, Layer, Layers};
use regex::Regex;
use serde_json::{Value, json};

use super::Scored;
use crate::corpus::Builder;
use crate::gold::Gold;
use crate::measures::{Counts, harmonic};
use crate::predict;

/// The chain of each mention.
type Chains = BTreeMap<Span, usize>;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let documents: Vec<(String, Chains)> = gold
        .documents
        .iter()
        .map(|document| read(document.as_str().unwrap_or_default()))
        .collect();
    let found = predict::map(&documents, |(text, _)| {
        let page = Page::new("", Content::Text(text.clone()));
        let doc = engine.read(&page, Layers::of(&[Layer::Entities])).doc;
        let mut chains = Chains::new();
        for (idx, chain) in doc.chains.iter().enumerate() {
            let mentions = chain.mentions.iter();
            chains.extend(mentions.map(|mention| (bare(doc.mentions[*mention].span, text), idx)));
        }
        without_singletons(&chains)
    });
    let mut scored = Scored::default();
    let [mut all, mut shared] = [Sums::default(), Sums::default()];
    for ((text, want), got) in documents.iter().zip(&found) {
        all.add(want, got);
        shared.add(&within(want, got), &within(got, want));
        let chains: Value = groups(got)
            .values()
            .map(|mentions| words(mentions, text))
            .collect();
        scored.predictions.push(json!({ "chains": chains }));
    }
    scored.measure("conll", all.mean());
    scored.measure("muc", all.muc.f1());
    scored.measure("b_cubed", all.b_cubed.f1());
    scored.measure("ceaf_e", all.ceaf.f1());
    scored.measure("mentions", all.mentions.f1());
    scored.measure("conll_shared", shared.mean());
    Ok(scored)
}

/// A mention without the article that it begins with.
fn bare(span: Span, text: &str) -> Span {
    let article = span.of(text).split_inclusive(' ').next();
    let len = article
        .filter(|word| matches!(word.to_lowercase().as_str(), "the " | "a " | "an "))
        .map_or(0, str::len);
    Span::new(span.start + len, span.end)
}

fn words(mentions: &[Span], text: &str) -> Value {
    mentions.iter().map(|span| span.of(text)).collect()
}

/// Parts of a sum over documents.
#[derive(Clone, Copy, Default)]
struct Share {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Share {
    fn f1(self) -> f64 {
        let percent = |(right, of): (f64, f64)| if of > 0.0 { 100.0 * right / of } else { 0.0 };
        harmonic(percent(self.precision), percent(self.recall))
    }
}

#[derive(Default)]
struct Sums {
    mentions: Counts,
    muc: Share,
    b_cubed: Share,
    ceaf: Share,
}

impl Sums {
    fn add(&mut self, gold: &Chains, found: &Chains) {
        self.mentions += Counts {
            hits: gold.keys().filter(|span| found.contains_key(span)).count(),
            predicted: found.len(),
            gold: gold.len(),
        };
        for (of, by, is_recall) in [(found, gold, false), (gold, found, true)] {
            for members in groups(of).values() {
                let mut parts: BTreeMap<usize, f64> = BTreeMap::new();
                let mut n_alone = 0.0;
                for span in members {
                    match by.get(span) {
                        Some(chain) => *parts.entry(*chain).or_default() += 1.0,
                        None => n_alone += 1.0,
                    }
                }
                let size = members.len() as f64;
                let links = (size - parts.len() as f64 - n_alone, size - 1.0);
                let share = (parts.values().map(|n| n * n / size).sum::<f64>(), size);
                for (sums, (right, of)) in [(&mut self.muc, links), (&mut self.b_cubed, share)] {
                    let sum = if is_recall {
                        &mut sums.recall
                    } else {
                        &mut sums.precision
                    };
                    sum.0 += right;
                    sum.1 += of;
                }
            }
        }
        let (gold, found) = (groups(gold), groups(found));
        let alike: Vec<Vec<f64>> = gold
            .values()
            .map(|gold| {
                found
                    .values()
                    .map(|found| similarity(gold, found))
                    .collect()
            })
            .collect();
        let best = best_assignment(&alike);
        for (sum, n_chains) in [
            (&mut self.ceaf.precision, found.len()),
            (&mut self.ceaf.recall, gold.len()),
        ] {
            sum.0 += best;
            sum.1 += n_chains as f64;
        }
    }

    fn mean(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }
}

/// Twice the shared mentions by all mentions of two chains, the φ4 of CEAF.
fn similarity(a: &[Span], b: &[Span]) -> f64 {
    let shared = a.iter().filter(|span| b.contains(span)).count();
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

/// The largest sum of a one-to-one assignment of rows to columns: the Hungarian method with potentials.
fn best_assignment(gains: &[Vec<f64>]) -> f64 {
    let n_columns = gains.first().map_or(0, Vec::len);
    let size = gains.len().max(n_columns);
    let gain = |row: usize, column: usize| -> f64 {
        gains
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(0.0)
    };
    // Column 0 and row 0 stand for "none yet".
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        let mut slack = vec![f64::INFINITY; size + 1];
        let mut came_from = vec![0; size + 1];
        let mut seen = vec![false; size + 1];
        let mut column = 0;
        row_of[0] = row;
        while row_of[column] != 0 {
            seen[column] = true;
            let current = row_of[column];
            let (mut least, mut next) = (f64::INFINITY, 0);
            for other in (1..=size).filter(|other| !seen[*other]) {
                let cost = -gain(current - 1, other - 1) - of_row[current] - of_column[other];
                if cost < slack[other] {
                    slack[other] = cost;
                    came_from[other] = column;
                }
                if slack[other] < least {
                    (least, next) = (slack[other], other);
                }
            }
            for other in 0..=size {
                if seen[other] {
                    of_row[row_of[other]] += least;
                    of_column[other] -= least;
                } else {
                    slack[other] -= least;
                }
            }
            column = next;
        }
        while column != 0 {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    (1..=size)
        .filter(|column| row_of[*column] != 0)
        .map(|column| gain(row_of[column] - 1, column - 1))
        .sum()
}

fn groups(chains: &Chains) -> BTreeMap<usize, Vec<Span>> {
    let mut groups: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (span, chain) in chains {
        groups.entry(*chain).or_default().push(*span);
    }
    groups
}

fn without_singletons(chains: &Chains) -> Chains {
    let groups = groups(chains);
    let mut kept = chains.clone();
    kept.retain(|_, chain| groups[chain].len() > 1);
    kept
}

/// The mentions of one side that the other has too.
fn within(chains: &Chains, other: &Chains) -> Chains {
    let mut kept = chains.clone();
    kept.retain(|span, _| other.contains_key(span));
    kept
}

static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\()?(\d+)(\))?").expect("the pattern is well formed"));

/// A document of words and brackets: "(1" opens a mention of chain 1, "1)" closes it, "(1)" does both.
fn read(lines: &str) -> (String, Chains) {
    let mut builder = Builder::default();
    let mut mentions: Vec<(Span, usize)> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for line in lines.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, word, marks] = columns.as_slice() else {
            continue;
        };
        let span = builder.word(word);
        for mark in MARK.captures_iter(marks) {
            let Ok(chain) = mark[2].parse::<usize>() else {
                continue;
            };
            if mark.get(1).is_some() {
                open.push((chain, span.start));
            }
            if mark.get(3).is_some()
                && let Some(at) = open.iter().rposition(|(other, _)| *other == chain)
            {
                let (_, start) = open.remove(at);
                mentions.push((Span::new(start, span.end), chain));
            }
        }
    }
    let text = builder.finish().text;
    let bare = mentions
        .into_iter()
        .map(|(span, chain)| (bare(span, &text), chain));
    let chains = without_singletons(&bare.collect());
    (text, chains)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(members: &[&[usize]]) -> Chains {
        let mut chains = Chains::new();
        for (idx, members) in members.iter().enumerate() {
            chains.extend(members.iter().map(|at| (Span::new(*at, at + 1), idx)));
        }
        chains
    }

    #[test]
    fn the_measures_of_the_literature() {
        // The running example of Luo (2005): {1..5}{6,7}{8,9,A,B,C} read as {1..5}{6..C}.
        let gold = chains(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let found = chains(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let mut sums = Sums::default();
        sums.add(&gold, &found);
        assert_eq!(format!("{:.3}", sums.muc.f1()), "94.737");
        assert_eq!(format!("{:.3}", sums.b_cubed.f1()), "86.486");
        // 1 for the first chain and 10/12 for the third.
        assert_eq!(format!("{:.3}", sums.ceaf.f1()), "73.333");
    }

    #[test]
    fn the_best_assignment_is_not_the_greedy_one() {
        assert_eq!(best_assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]), 1.6);
        assert_eq!(best_assignment(&[vec![0.5], vec![0.7], vec![0.6]]), 0.7);
        assert_eq!(best_assignment(&[]), 0.0);
    }

    #[test]
    fn brackets_may_touch() {
        let (text, chains) =
            read("0\tThe\t(1\n1\tking\t_\n2\tof\t_\n3\tGhana\t(2)1)\n4\tHe\t(1)\n5\tIt\t(2)");
        let shown: Vec<&str> = chains.keys().map(|span| span.of(&text)).collect();
        assert_eq!(shown, ["king of Ghana", "Ghana", "He", "It"]);
    }
}
