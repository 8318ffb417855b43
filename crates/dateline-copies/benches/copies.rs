//! How fast sketches are made and compared.
#![allow(missing_docs)] // The macros of criterion.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_copies::{Index, Sketch};

/// Text of 400 words, most of them of this number alone.
fn text(number: usize) -> String {
    let mut text = String::new();
    let mut noise = number as u64;
    for _ in 0..400 {
        noise = noise
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let _ = write!(text, "word{} ", noise >> 48);
    }
    text
}

fn bench(c: &mut Criterion) {
    let texts: Vec<String> = (0..2000).map(text).collect();
    let mut group = c.benchmark_group("copies");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.sample_size(10);
    group.bench_function("sketch", |bencher| {
        bencher.iter(|| {
            texts
                .iter()
                .map(|text| Sketch::of(black_box(text)).keys.len())
                .sum::<usize>()
        });
    });
    group.bench_function("sketch and add", |bencher| {
        bencher.iter(|| {
            let mut index = Index::default();
            for text in &texts {
                black_box(index.add(Sketch::of(text)));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
