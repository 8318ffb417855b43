//! Wordpieces a second: cutting words, the encoder, and each head on top of it.
//!
//! The weights are random, which changes nothing in the speed of the encoder; the number of cues, and so the time for
//! attributions, is told only by the trained model, which is measured too where its file is there.
#![allow(missing_docs)] // The macros write public items.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_reader::{Encoded, Pair, Reader, Scratch, Window};

#[path = "../tests/support/random_model.rs"]
mod random_model;

/// As many pieces as the vocabulary of BERT has.
const VOCABULARY: usize = 30_522;
const TRAINED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../models/reader/reader.safetensors"
);

/// Fourteen paragraphs, 600 words, 1.4 pieces a word.
fn article() -> Vec<Vec<&'static str>> {
    let words = [
        "the", "minister", "said", "on", "abc", "monday", "the", "would", "resign", "x-y",
    ];
    [43, 21, 60, 35, 80, 12, 50, 44, 61, 38, 27, 72, 30, 27]
        .into_iter()
        .map(|length| words.into_iter().cycle().take(length).collect())
        .collect()
}

fn measure(criterion: &mut Criterion, name: &str, reader: &Reader) {
    let article = article();
    let windows: Vec<Window> = article
        .iter()
        .flat_map(|words| reader.windows(words))
        .collect();
    let pieces: usize = windows.iter().map(Window::n_pieces).sum();
    let mut scratch = Scratch::new();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(pieces as u64));
    group.bench_function("windows", |bencher| {
        bencher.iter(|| {
            article
                .iter()
                .map(|words| reader.windows(words).len())
                .sum::<usize>()
        });
    });
    group.bench_function("encoder", |bencher| {
        bencher.iter(|| reader.encode(&windows, &mut scratch).n_windows());
    });
    let mut with = |head: &str, ask: &dyn Fn(&mut Encoded<'_>, usize) -> usize| {
        group.bench_function(format!("encoder and {head}"), |bencher| {
            bencher.iter(|| {
                let mut encoded = reader.encode(&windows, &mut scratch);
                (0..encoded.n_windows())
                    .map(|window| ask(&mut encoded, window))
                    .sum::<usize>()
            });
        });
    };
    let trees = |encoded: &mut Encoded<'_>, window: usize| {
        let sentences = encoded.sentences(window);
        encoded.trees(window, &sentences).len()
    };
    with("tags", &|encoded, window| encoded.tags(window).upos.len());
    with("names", &|encoded, window| encoded.names(window).len());
    with("trees", &trees);
    with("attributions", &|encoded, window| {
        encoded.attributions(window).len()
    });
    with("all heads", &|encoded, window| {
        encoded.tags(window).upos.len()
            + encoded.names(window).len()
            + encoded.triggers(window).len()
            + trees(encoded, window)
            + encoded.attributions(window).len()
    });
    group.finish();
}

/// Event types of the pairs of 16 sentences.
fn measure_pairs(criterion: &mut Criterion) {
    let mut model = random_model::random_model(1, VOCABULARY, 1);
    model.add_pair_branch(6, 2);
    model.add_lists(11, &[], 3);
    let reader = Reader::from_bytes(model.to_bytes()).expect("the model was made for this reader");
    let article = article();
    let sentence: Vec<&str> = article.iter().flatten().copied().take(30).collect();
    let pair = |at: usize| Pair {
        words: &sentence,
        actor: at..at + 2,
        recipient: 25..27,
    };
    let pairs: Vec<Pair<'_>> = (0..16).map(pair).collect();
    let mut scratch = Scratch::new();
    criterion.bench_function("16 pairs, 6 layers", |bencher| {
        bencher.iter(|| reader.pair_types(&pairs, &mut scratch).len());
    });
}

fn reader(criterion: &mut Criterion) {
    measure_pairs(criterion);
    for layers in [3, 4] {
        let bytes: &'static [u8] = random_model::random_model(layers, VOCABULARY, 1)
            .to_bytes()
            .leak();
        criterion.bench_function(&format!("load {layers} layers"), |bencher| {
            bencher.iter(|| Reader::from_bytes(bytes).is_ok());
        });
        let random = Reader::from_bytes(bytes).expect("the model was made for this reader");
        measure(
            criterion,
            &format!("random weights, {layers} layers"),
            &random,
        );
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench opens the model file that it measures"
    )]
    if let Ok(bytes) = std::fs::read(TRAINED) {
        let trained = Reader::from_bytes(bytes).expect("the model file of this project is read");
        measure(criterion, "trained", &trained);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = reader
}
criterion_main!(benches);
