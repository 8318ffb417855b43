//! How long the gazetteer takes to be ready, and how long a report of 600 words takes.

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_data::Gazetteer;
use dateline_schema::Doc;

const PARAGRAPH: &str = "Rockets fell on a base near Kirkuk, Iraq, on Friday, officials in Baghdad said. The governor of \
     Nineveh spoke by phone with envoys in Amman and Ankara. Convoys from Springfield, Illinois, and from Georgia's \
     ports will reach the Strait of Hormuz within days, Mr. London told reporters at Dulles Airport.\n";

fn bench(criterion: &mut Criterion) {
    criterion.bench_function("gazetteer", |bencher| bencher.iter(Gazetteer::builtin));
    let gazetteer = Gazetteer::builtin().expect("the data that comes with the source is sound");
    let doc = Doc {
        text: PARAGRAPH.repeat(12),
        ..Doc::default()
    };
    criterion.bench_function("resolve", |bencher| {
        bencher.iter(|| dateline_place::resolve(&doc, &gazetteer));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
