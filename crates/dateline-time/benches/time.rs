//! Tagging speed on a generated report, in bytes a second.
#![allow(missing_docs)] // The macros of criterion make public functions.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Reason};

/// A paragraph with as many dates as a report has, about one in twenty words.
const PARAGRAPH: &str = "The harbour master said on Friday morning that the dredging of the northern basin, \
which began on March 3 and was to have ended last week, would go on for two more months. In 1987 a storm had \
silted up the channel within three days, and the port stayed shut until the end of April. Fishermen who have \
moored there since the early 1990s asked the council to pay for berths elsewhere until the work is done.\n";

fn tag(criterion: &mut Criterion) {
    let calendar = Calendar::builtin().expect("the built-in tables are checked by tests");
    let doc = Doc {
        text: PARAGRAPH.repeat(40),
        ..Doc::default()
    };
    let dated = Dating::on(Date::constant(2024, 4, 9), Reason::new("given", ""));
    let mut group = criterion.benchmark_group("time");
    group.throughput(Throughput::Bytes(doc.text.len() as u64));
    group.bench_function("dated page", |bencher| {
        bencher.iter(|| dateline_time::tag(&doc, &dated, &calendar));
    });
    group.bench_function("undated page", |bencher| {
        bencher.iter(|| dateline_time::tag(&doc, &Dating::default(), &calendar));
    });
    group.finish();
}

criterion_group!(benches, tag);
criterion_main!(benches);
