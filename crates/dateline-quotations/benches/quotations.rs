//! How long it takes to link a statement among many.
#![allow(missing_docs)] // Macros make the functions.

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_quotations::{Index, Quoted, Said, Speaker, Wording};
use dateline_schema::{Date, Interval, StatementKind};

fn link(criterion: &mut Criterion) {
    let wording = Wording::builtin().expect("the tables come with the source");
    let said = |number: usize| {
        format!(
            "We saw vessel {number} leave Port Example with {} crates of salted herring before the storm broke over the outer islands",
            number * 7
        )
    };
    criterion.bench_function("link a statement among 1000", |bencher| {
        bencher.iter(|| {
            let mut index = Index::default();
            for number in 0..1000 {
                let words = said(number);
                let said = Said {
                    words: &words,
                    kind: StatementKind::Direct,
                    speaker: Some(Speaker {
                        name: "Ina Søby",
                        is_person: true,
                    }),
                    published: Interval::day(Date::constant(1987, 3, 4)),
                    holds_another: false,
                };
                index.add(Quoted::of(&said, &wording));
            }
            index.len()
        });
    });
}

criterion_group!(benches, link);
criterion_main!(benches);
