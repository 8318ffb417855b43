//! Copies: 20,000 articles made by [`generator`], of which each may be a version of an earlier one. Scored by pairs: of
//! all pairs of articles that are versions of one report, how many are found, and how many of those found are such.

mod generator;

use std::time::Instant;

use anyhow::Result;
use dateline::Engine;
use dateline_copies::{Index, Sketch};

use self::generator::{Article, articles};
use super::Scored;
use crate::gold::Gold;
use crate::measures::percent;

/// How many articles are made.
const N_ARTICLES: usize = 20_000;

/// Whatever is made of it is the same for the same seed.
const SEED: u64 = 1962;

pub(crate) fn score(_: &Engine, _: &Gold) -> Result<Scored> {
    let articles = articles(N_ARTICLES, SEED);
    let start = Instant::now();
    let mut index = Index::default();
    let found: Vec<Vec<usize>> = articles
        .iter()
        .map(|article| {
            let (_, found) = index.add(Sketch::of(&article.text));
            found.into_iter().map(|(number, ..)| number).collect()
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:<14} {:.0} articles a second on one core",
        "",
        articles.len() as f64 / seconds
    );
    Ok(measured(&articles, &found))
}

fn measured(articles: &[Article], found: &[Vec<usize>]) -> Scored {
    let mut scored = Scored::default();
    let is_pair = |a: usize, b: usize| articles[a].report == articles[b].report;
    let n_found: usize = found.iter().map(Vec::len).sum();
    let n_right = found
        .iter()
        .enumerate()
        .flat_map(|(number, others)| others.iter().map(move |other| (number, *other)))
        .filter(|(a, b)| is_pair(*a, *b))
        .count();
    let mut versions: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    for (number, article) in articles.iter().enumerate() {
        versions[article.report].push(number);
    }
    let n_gold: usize = versions
        .iter()
        .map(|versions| versions.len() * versions.len().saturating_sub(1) / 2)
        .sum();
    scored.measure("recall", percent(n_right, n_gold));
    scored.measure("precision", percent(n_right, n_found));
    for (number, article) in articles.iter().enumerate() {
        let missed = versions[article.report]
            .iter()
            .filter(|other| **other < number && !found[number].contains(other));
        scored.cases.extend(missed.map(|other| {
            let first = &articles[*other];
            format!(
                "missed: {} of {}, {} and {} words",
                article.how,
                first.how,
                n_words(article),
                n_words(first)
            )
        }));
    }
    scored
}

fn n_words(article: &Article) -> usize {
    article.text.split_whitespace().count()
}
