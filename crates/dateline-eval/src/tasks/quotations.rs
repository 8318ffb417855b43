//! Quotations: 12,000 statements made by [`generator`], of which each may be a version of an earlier one. Precision: of
//! the links found, how many join versions of one statement. Recall: of the versions, how many are linked with the
//! statement that they were made of, all and by the way they were made.

mod generator;

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::Result;
use dateline::Engine;
use dateline_quotations::{Index, Quoted, Relation, Said, Speaker, Wording};

use self::generator::{Statement, statements};
use super::Scored;
use crate::gold::Gold;
use crate::measures::percent;

/// How many statements are made.
const N_STATEMENTS: usize = 12_000;

/// Whatever is made of it is the same for the same seed.
const SEED: u64 = 1987;

pub(crate) fn score(_: &Engine, _: &Gold) -> Result<Scored> {
    let statements = statements(N_STATEMENTS, SEED);
    let wording = Wording::builtin()?;
    let start = Instant::now();
    let mut index = Index::default();
    let found: Vec<Vec<(usize, Relation)>> = statements
        .iter()
        .map(|statement| {
            let said = Said {
                words: &statement.words,
                kind: statement.kind,
                speaker: statement.speaker.as_deref().map(|name| Speaker {
                    name,
                    is_person: true,
                }),
                published: statement.published,
                holds_another: false,
            };
            let (_, found) = index.add(Quoted::of(&said, &wording));
            let relation = |(other, comparison): (usize, dateline_quotations::Comparison)| {
                (other, comparison.relation)
            };
            found.into_iter().map(relation).collect()
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:<14} {:.0} statements a second on one core",
        "",
        statements.len() as f64 / seconds
    );
    Ok(measured(&statements, &found))
}

fn measured(statements: &[Statement], found: &[Vec<(usize, Relation)>]) -> Scored {
    let mut scored = Scored::default();
    let links = || {
        found.iter().enumerate().flat_map(|(number, others)| {
            others
                .iter()
                .map(move |(other, relation)| (number, *other, *relation))
        })
    };
    let is_right = |a: usize, b: usize| statements[a].original == statements[b].original;
    let n_right = links().filter(|(a, b, _)| is_right(*a, *b)).count();
    // For each way of making: how many there are, and how many are found.
    let mut ways: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (number, statement) in statements.iter().enumerate() {
        if statement.original == number {
            continue;
        }
        let is_found = found[number]
            .iter()
            .any(|(other, _)| *other == statement.original);
        for way in ["", statement.how] {
            let (n_all, n_found) = ways.entry(way).or_default();
            *n_all += 1;
            *n_found += usize::from(is_found);
        }
        if !is_found {
            let original = &statements[statement.original];
            scored.cases.push(format!(
                "missed: {}: {} <- {}",
                statement.how, statement.words, original.words
            ));
        }
    }
    for (way, (n_all, n_found)) in ways {
        let name = if way.is_empty() {
            "recall".to_owned()
        } else {
            format!("recall_{way}")
        };
        scored.measure(name, percent(n_found, n_all));
    }
    scored.measure("precision", percent(n_right, links().count()));
    let wrong = links()
        .filter(|(a, b, _)| !is_right(*a, *b))
        .map(|(a, b, relation)| {
            format!(
                "wrong: {}: {} <- {}",
                relation.as_str(),
                statements[a].words,
                statements[b].words
            )
        });
    let mut cases: Vec<String> = wrong.collect();
    cases.append(&mut scored.cases);
    scored.cases = cases;
    scored
}
