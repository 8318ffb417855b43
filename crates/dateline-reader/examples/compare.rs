//! Holds the reader against the reference outputs of its training code.
//!
//!     cargo run --release -p dateline-reader --example compare -- MODEL.safetensors REFERENCE.json
//!
//! The reference is what the unquantised model says of windows; how often the reader agrees is what quantisation costs.
//! What goes into the encoder must be equal.
#![expect(clippy::print_stdout, reason = "an example is a face")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example opens the files that it compares"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::Range;

use dateline_reader::{Encoded, Reader, Scratch};
use serde_json::Value;

/// For each question, how many answers agree, of how many.
#[derive(Default)]
struct Agreement(BTreeMap<&'static str, (usize, usize)>);

impl Agreement {
    fn count<T: PartialEq>(&mut self, question: &'static str, ours: &[T], theirs: &[T]) {
        let entry = self.0.entry(question).or_default();
        entry.0 += ours
            .iter()
            .zip(theirs)
            .filter(|(ours, theirs)| ours == theirs)
            .count();
        entry.1 += ours.len().max(theirs.len());
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(reference)) = (arguments.next(), arguments.next()) else {
        return Err("usage: compare MODEL.safetensors REFERENCE.json".into());
    };
    let reader = Reader::from_bytes(std::fs::read(model)?)?;
    let reference: Vec<Value> = serde_json::from_slice(&std::fs::read(reference)?)?;
    let mut scratch = Scratch::new();
    let mut agreement = Agreement::default();
    let (mut worst_state, mut worst_end) = (0f64, 0f64);
    for row in &reference {
        let words = texts(&row["words"]);
        let windows = reader.windows(&words);
        let input: Vec<u64> = windows
            .iter()
            .flat_map(|window| window.pieces().iter().map(|id| u64::from(*id)))
            .collect();
        agreement.count("pieces", &input, &numbers(&row["pieces"]));
        let [window] = &windows[..] else { continue };
        let bytes = |values: &[u8]| {
            values
                .iter()
                .map(|value| u64::from(*value))
                .collect::<Vec<u64>>()
        };
        agreement.count("shapes", &bytes(window.shapes()), &numbers(&row["shapes"]));
        let lists: Vec<u64> = window.lists().iter().map(|set| u64::from(*set)).collect();
        agreement.count("lists", &lists, &numbers(&row["lists"]));
        agreement.count(
            "quotation states",
            &bytes(window.quotes()),
            &numbers(&row["quotes"]),
        );

        let mut encoded = reader.encode(&windows, &mut scratch);
        let state = encoded.states(0).nth(1).unwrap_or_default();
        worst_state = worst_state.max(distance(state, &row["state"]));
        worst_end = worst_end.max(distance(
            &encoded.sentence_ends(0)[..words.len() - 1],
            &row["sentence"],
        ));
        compare(&reader, &mut encoded, row, &mut agreement);
    }
    println!("{} windows", reference.len());
    println!("first word's state: largest difference {worst_state:.3}");
    println!("probability of a sentence's end: largest difference {worst_end:.3}");
    for (question, (agree, all)) in &agreement.0 {
        println!(
            "{question}: {agree} of {all} agree, {:.2} %",
            100.0 * *agree as f64 / *all as f64
        );
    }
    Ok(())
}

fn compare(reader: &Reader, encoded: &mut Encoded<'_>, row: &Value, agreement: &mut Agreement) {
    let labels = reader.labels();
    let tags = encoded.tags(0);
    agreement.count(
        "upos",
        &named(&tags.upos, &labels.upos),
        &texts(&row["upos"]),
    );
    agreement.count(
        "xpos",
        &named(&tags.xpos, &labels.xpos),
        &texts(&row["xpos"]),
    );

    let mut names = vec!["O".to_owned(); tags.upos.len()];
    for name in encoded.names(0) {
        let kind = &reader.name_kinds()[name.kind];
        for word in name.words.clone() {
            names[word] = format!(
                "{}-{kind}",
                if word == name.words.start { 'B' } else { 'I' }
            );
        }
    }
    agreement.count(
        "name tags",
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
        &texts(&row["names"]),
    );

    if row.get("arcs").is_some() {
        let arcs: Vec<_> = encoded
            .trees(0, &sentences(&numbers(&row["sentence_of"])))
            .concat();
        let heads: Vec<u64> = arcs
            .iter()
            .map(|arc| arc.head.map_or(0, |head| head as u64 + 1))
            .collect();
        agreement.count(
            "heads, against the best of each word",
            &heads,
            &numbers(&row["arcs"]),
        );
        let relations: Vec<usize> = arcs.iter().map(|arc| arc.label).collect();
        agreement.count(
            "relations",
            &named(&relations, &labels.deprel),
            &texts(&row["deprel"]),
        );
    }

    let attributions: Vec<String> = encoded
        .attributions(0)
        .iter()
        .map(|found| {
            let range = |range: &Range<usize>| vec![range.start, range.end];
            let source: Vec<_> = found.source.iter().map(range).collect();
            let content: Vec<_> = found.content.iter().map(range).collect();
            format!("{source:?} {:?} {content:?}", [range(&found.cue)])
        })
        .collect();
    let theirs: Vec<String> = row["attributions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|found| {
            format!(
                "{:?} {:?} {:?}",
                ranges(&found["source"]),
                ranges(&found["cue"]),
                ranges(&found["content"])
            )
        })
        .collect();
    let ours_too: Vec<bool> = theirs
        .iter()
        .map(|found| attributions.contains(found))
        .collect();
    agreement.count(
        "attributions, exactly",
        &ours_too,
        &vec![true; theirs.len().max(attributions.len())],
    );
}

/// Ranges of words with the same number.
fn sentences(of: &[u64]) -> Vec<Range<usize>> {
    let mut start = 0;
    of.chunk_by(|left, right| left == right)
        .map(|words| {
            start += words.len();
            start - words.len()..start
        })
        .collect()
}

fn named<'a>(indices: &[usize], labels: &'a [String]) -> Vec<&'a str> {
    indices
        .iter()
        .map(|index| labels[*index].as_str())
        .collect()
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn numbers(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect()
}

fn ranges(value: &Value) -> Vec<Vec<u64>> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(numbers)
        .collect()
}

fn distance(ours: &[f32], theirs: &Value) -> f64 {
    let theirs = theirs
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64);
    ours.iter()
        .zip(theirs)
        .map(|(ours, theirs)| (f64::from(*ours) - theirs).abs())
        .fold(0.0, f64::max)
}
