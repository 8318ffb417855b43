//! Fits the weights of antecedents, `data/parse/antecedents.tsv`, on texts that are not annotated.
//!
//! ```sh
//! cargo run --release -p dateline-parse --example antecedents -- models/reader/reader.safetensors < texts.jsonl
//! ```
//!
//! A text a line, as JSON with a field `text`; its first line is the headline. Where a man and a woman have been spoken of, "she"
//! tells by its sex whom it stands for. What else speaks for her, how near, how often and as what she was mentioned, is fitted so that
//! it tells the same without the sex: a log-linear choice among the candidates (McFadden 1973), by gradient ascent with a
//! quadratic penalty. The table goes to standard output; to standard error, for each use, the share of choices that are right in
//! five folds of the texts, beside that of taking the nearest candidate.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)] // A tool for people reads and prints.

use std::error::Error;
use std::io::BufRead;

use dateline_data::{AntecedentFeature, Lexicon, PronounUse};
use dateline_parse::{Choice, Features, Parser, Wants};
use dateline_reader::Reader;
use dateline_schema::{Line, Role, Span};
use serde_json::Value;

/// Steps of gradient ascent.
const STEPS: usize = 600;
const RATE: f32 = 2.0;
/// How strongly weights are drawn to nothing, for each choice.
const PENALTY: f32 = 2e-3;
const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name the model file")?;
    let model = std::fs::read(path)?;
    let parser = Parser::new(Lexicon::builtin()?).with_reader(Reader::from_bytes(model)?);
    let mut by_text: Vec<Vec<Choice>> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a line without \"text\"")?;
        let doc = parser.parse(text, &lines(text), Wants::ALL).value;
        by_text.push(parser.pronoun_choices(&doc));
    }
    let mut columns = Vec::new();
    for used in PronounUse::ALL {
        let chosen = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<&Choice> {
            let texts = by_text
                .iter()
                .enumerate()
                .filter(|(idx, _)| is_wanted(*idx));
            texts
                .flat_map(|(_, choices)| choices)
                .filter(|choice| choice.used == used)
                .collect()
        };
        let all = chosen(&|_| true);
        let (mut right, mut nearest) = (0, 0);
        for fold in 0..FOLDS {
            let weights = fit(&chosen(&|idx| idx % FOLDS != fold));
            for choice in chosen(&|idx| idx % FOLDS == fold) {
                right += usize::from(best(&weights, choice) == choice.right);
                nearest += usize::from(choice.right == 0);
            }
        }
        let share = |count: usize| 100.0 * count as f32 / all.len() as f32;
        eprintln!(
            "{}: {} choices, {:.1} % right, {:.1} % by the nearest",
            used.as_str(),
            all.len(),
            share(right),
            share(nearest)
        );
        columns.push(fit(&all));
    }
    let mut rows: Vec<String> = AntecedentFeature::ALL
        .iter()
        .enumerate()
        .map(|(idx, feature)| {
            let cells: Vec<String> = columns
                .iter()
                .map(|weights| format!("{:.2}", weights[idx]))
                .collect();
            format!("{}\t{}", feature.as_str(), cells.join("\t"))
        })
        .collect();
    rows.sort();
    let uses = PronounUse::ALL.map(PronounUse::as_str).join("\t");
    println!("feature\t{uses}\n{}", rows.join("\n"));
    Ok(())
}

/// Each line of a text, the first a headline.
fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let role = match start {
            0 => Role::Headline,
            _ => Role::Body,
        };
        let span = Span::new(start, start + line.trim_end().len());
        if !span.is_empty() {
            lines.push(Line { span, role });
        }
        start += line.len();
    }
    lines
}

fn fit(choices: &[&Choice]) -> Features {
    let mut weights = [0.0; AntecedentFeature::ALL.len()];
    for _ in 0..STEPS {
        let mut gradient = weights.map(|weight: f32| -PENALTY * weight * choices.len() as f32);
        for choice in choices {
            let scores: Vec<f32> = choice
                .candidates
                .iter()
                .map(|one| score(&weights, one).exp())
                .collect();
            let total: f32 = scores.iter().sum();
            for (idx, (features, score)) in choice.candidates.iter().zip(&scores).enumerate() {
                let error = f32::from(u8::from(idx == choice.right)) - score / total;
                for (sum, value) in gradient.iter_mut().zip(features) {
                    *sum += error * value;
                }
            }
        }
        for (weight, sum) in weights.iter_mut().zip(gradient) {
            *weight += RATE * sum / choices.len().max(1) as f32;
        }
    }
    weights
}

fn best(weights: &Features, choice: &Choice) -> usize {
    let mut best = 0;
    for idx in 1..choice.candidates.len() {
        if score(weights, &choice.candidates[idx]) > score(weights, &choice.candidates[best]) {
            best = idx;
        }
    }
    best
}

fn score(weights: &Features, features: &Features) -> f32 {
    weights
        .iter()
        .zip(features)
        .map(|(weight, value)| weight * value)
        .sum()
}
