//! Fits the weights of the line model of HTML pages: reads JSON lines with `html` and `gold.articleBody` from stdin, writes
//! the table that `data/article/html-lines.tsv` holds to stdout, and how well it does to stderr.
//!
//!     cargo run --release --example fit_lines < pages.jsonl > data/article/html-lines.tsv
//!
//! Logistic regression with Adam, the same weights for the same input. A block counts by its words, a page like
//! any other page. The score is over words of blocks, on pages left out of the fit, five times a fifth. What tells the
//! lines of flattened pages apart is fitted by `training/page/train.py`.

// A program's stdout is its data, and its stderr its talk.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::HashSet;
use std::io::BufRead;

use dateline_article::observe;
use dateline_data::{LineModel, Outlets};
use dateline_schema::{Content, Page};
use serde_json::Value;

const WINDOW: usize = LineModel::WINDOW;
const FOLDS: usize = 5;
const EPOCHS: usize = 40;
const RATE: f32 = 0.01;
/// Small enough to leave frequent features alone; set by hand, not searched for.
const DECAY: f32 = 1e-5;

struct Line {
    /// Features that are not zero.
    values: Vec<(usize, f32)>,
    /// The share of its words that are the article's.
    own: f32,
    words: f32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let outlets = Outlets::builtin()?;
    let mut names: &[&str] = &[];
    let mut pages = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let field = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
        let content = Content::Html(field("html").unwrap_or_default());
        let gold = row["gold"]["articleBody"].as_str().unwrap_or_default();
        let observed = observe(&Page::new("page", content), &outlets);
        names = observed.names;
        pages.push(lines(gold, observed.blocks));
    }
    let n = names.len();
    let mut held_out = Vec::new();
    for fold in 0..FOLDS {
        let is_left_out = |at: &usize| at % FOLDS == fold;
        let rest: Vec<&Vec<Line>> = pages
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_left_out(at))
            .map(|(_, page)| page)
            .collect();
        let weights = fit(&rest, n);
        let left_out = pages.iter().enumerate().filter(|(at, _)| is_left_out(at));
        held_out.extend(left_out.map(|(_, page)| (page, odds(page, &weights))));
    }
    let mut best = (0.0, 0.0);
    for cost in [0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0] {
        let score = score(&held_out, cost);
        eprintln!("switch cost {cost}: {score:.2}");
        if score > best.0 {
            best = (score, cost);
        }
    }
    let all: Vec<&Vec<Line>> = pages.iter().collect();
    let weights = fit(&all, n);
    println!(
        "# Weights of a linear model that tells a page's own lines from its furniture; written by the example fit_lines."
    );
    println!("{}", LineModel::COLUMNS.join("\t"));
    let mut rows: Vec<(&str, [f32; WINDOW])> = names.iter().copied().zip(weights).collect();
    rows.push(("switch", [0.0, 0.0, best.1, 0.0, 0.0]));
    rows.sort_by_key(|(name, _)| *name);
    for (name, row) in rows {
        let cells: Vec<String> = row.iter().map(|weight| format!("{weight:.3}")).collect();
        println!("{name}\t{}", cells.join("\t"));
    }
    Ok(())
}

fn lines(gold: &str, blocks: Vec<(String, Vec<f32>)>) -> Vec<Line> {
    let words: Vec<&str> = words(gold);
    let runs =
        |n: usize| -> HashSet<Vec<&str>> { words.windows(n).map(<[&str]>::to_vec).collect() };
    let triples = runs(3);
    let whole: HashSet<Vec<&str>> = gold.lines().map(self::words).collect();
    blocks
        .into_iter()
        .map(|(text, values)| {
            let own = self::words(&text);
            let share = if own.len() < 4 {
                f32::from(u8::from(whole.contains(&own)))
            } else {
                let hits = own.windows(3).filter(|run| triples.contains(*run)).count();
                hits as f32 / (own.len() - 2) as f32
            };
            Line {
                words: own.len() as f32,
                own: share,
                values: values
                    .into_iter()
                    .enumerate()
                    .filter(|(_, value)| *value != 0.0)
                    .collect(),
            }
        })
        .collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

fn fit(pages: &[&Vec<Line>], n: usize) -> Vec<[f32; WINDOW]> {
    let mut weights = vec![[0.0_f32; WINDOW]; n];
    let (mut first, mut second) = (weights.clone(), weights.clone());
    let mut step = 0;
    for epoch in 0..EPOCHS {
        // Pages in an order that differs by epoch and is always the same.
        for at in 0..pages.len() {
            let page = pages[(at * 7919 + epoch * 104_729) % pages.len()];
            let odds = odds(page, &weights);
            let total: f32 = page.iter().map(weight).sum();
            let mut slope = vec![[0.0_f32; WINDOW]; n];
            for (at, line) in page.iter().enumerate() {
                let error =
                    (1.0 / (1.0 + (-odds[at]).exp()) - line.own) * weight(line) / total.max(1.0);
                for (column, neighbour) in neighbours(page.len(), at) {
                    for &(feature, value) in &page[neighbour].values {
                        slope[feature][column] += error * value;
                    }
                }
            }
            step += 1;
            let (warm1, warm2) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.999_f32.powi(step));
            let rate = RATE * (1.0 - epoch as f32 / EPOCHS as f32);
            for feature in 0..n {
                for column in 0..WINDOW {
                    let slope = slope[feature][column] + DECAY * weights[feature][column];
                    let (first, second) =
                        (&mut first[feature][column], &mut second[feature][column]);
                    *first = 0.9 * *first + 0.1 * slope;
                    *second = 0.999 * *second + 0.001 * slope * slope;
                    weights[feature][column] -=
                        rate * (*first / warm1) / ((*second / warm2).sqrt() + 1e-8);
                }
            }
        }
    }
    weights
}

/// Long lines count for more, but not as much as they are longer: short ones are where errors hide.
fn weight(line: &Line) -> f32 {
    line.words.powf(0.75).max(0.5)
}

fn neighbours(len: usize, at: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..WINDOW).filter_map(move |column| {
        let neighbour = (at + column).checked_sub(WINDOW / 2)?;
        (neighbour < len).then_some((column, neighbour))
    })
}

fn odds(page: &[Line], weights: &[[f32; WINDOW]]) -> Vec<f32> {
    (0..page.len())
        .map(|at| {
            neighbours(page.len(), at)
                .flat_map(|(column, neighbour)| {
                    page[neighbour]
                        .values
                        .iter()
                        .map(move |&(feature, value)| weights[feature][column] * value)
                })
                .sum()
        })
        .collect()
}

/// F1 of mean precision and mean recall over words, in per cent.
fn score(pages: &[(&Vec<Line>, Vec<f32>)], cost: f32) -> f32 {
    let (mut precision, mut recall, mut n) = (0.0, 0.0, 0.0);
    for (page, odds) in pages {
        let labels = dateline_article::best_sequence(odds, cost);
        let sum = |keep: &dyn Fn(usize) -> f32| -> f32 { (0..page.len()).map(keep).sum() };
        let hits = sum(&|at| {
            if labels[at] {
                page[at].own * page[at].words
            } else {
                0.0
            }
        });
        let kept = sum(&|at| if labels[at] { page[at].words } else { 0.0 });
        let gold = sum(&|at| page[at].own * page[at].words);
        precision += hits / f32::max(kept, 1.0);
        recall += hits / f32::max(gold, 1.0);
        n += 1.0;
    }
    let (precision, recall) = (precision / n, recall / n);
    200.0 * precision * recall / (precision + recall)
}
