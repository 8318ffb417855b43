//! How fast pages are added to a record on disk and sightings read from it.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline_store::{EventFilter, Store};

const N_PAGES: u32 = 200;

fn add(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("store");
    group.throughput(Throughput::Elements(N_PAGES.into()));
    group.sample_size(10);
    group.bench_function("add pages", |bencher| {
        bencher.iter_batched(
            || tempfile::tempdir().unwrap(),
            |folder| {
                let mut store = Store::open(&folder.path().join("dateline.db")).unwrap();
                for number in 0..N_PAGES {
                    common::add(&mut store, number);
                }
                folder
            },
            BatchSize::PerIteration,
        );
    });
    let mut store = Store::in_memory().unwrap();
    for number in 0..N_PAGES {
        common::add(&mut store, number);
    }
    group.bench_function("sightings of pages", |bencher| {
        bencher.iter(|| store.sightings(&EventFilter::default()).unwrap());
    });
    group.finish();
}

criterion_group!(benches, add);
criterion_main!(benches);
