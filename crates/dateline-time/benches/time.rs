//! Tagging speed on a generated report whose sentences are already split, in words (runs of letters, digits or marks,
//! as UD counts tokens) a second.
#![allow(missing_docs)] // The macros of criterion make public functions.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Reason, Sentence, Span};

/// A paragraph with as many dates as a report has, about one in twenty words.
const PARAGRAPH: &str = "The harbour master said on Friday morning that the dredging of the northern basin, \
which began on March 3 and was to have ended last week, would go on for two more months. In 1987 a storm had \
silted up the channel within three days, and the port stayed shut until the end of April. Fishermen who have \
moored there since the early 1990s asked the council to pay for berths elsewhere until the work is done.\n";

/// A report of forty such paragraphs, split into sentences, and how many words it has.
fn report() -> (Doc, u64) {
    let text = PARAGRAPH.repeat(40);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '\n']) {
        if at > start {
            sentences.push(Sentence {
                span: Span::new(start, at + 1),
                tokens: 0..0,
                line: 0,
            });
        }
        start = at + 1 + text[at + 1..].chars().take_while(|c| *c == ' ').count();
    }
    let n_words = text
        .split_whitespace()
        .map(|word| 1 + word.matches(['.', ',']).count() as u64)
        .sum();
    let doc = Doc {
        text,
        sentences,
        ..Doc::default()
    };
    (doc, n_words)
}

fn tag(criterion: &mut Criterion) {
    let calendar = Calendar::builtin().expect("the built-in tables are checked by tests");
    let (doc, n_words) = report();
    let dated = Dating::on(Date::constant(2024, 4, 9), Reason::new("given", ""));
    let mut group = criterion.benchmark_group("time");
    group.throughput(Throughput::Elements(n_words));
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
