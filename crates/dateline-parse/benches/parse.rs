//! How fast an article of some 600 words is read.
#![allow(missing_docs)] // The macros write public items.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_data::Lexicon;
use dateline_parse::{Parser, Wants};

const PARAGRAPH: &str = "Ghanaian Foreign Minister Abena Osei told reporters in Accra on Monday that her government \
would not accept the plan. “We have said so from the beginning,” she added, “and we shall say so again.” Kwame \
Mensah, a spokesman for the Ministry of Trade, said the minister's words didn't change anything. The official \
declined to comment on the U.S. offer of $2.5 million.\n";

fn parse(criterion: &mut Criterion) {
    let parser =
        Parser::new(Lexicon::builtin().expect("the data that comes with the source reads"));
    let text = PARAGRAPH.repeat(10);
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("article", |bencher| {
        bencher.iter(|| parser.parse(&text, &[], Wants::ALL));
    });
    group.finish();
    criterion.bench_function("lexicon", |bencher| bencher.iter(Lexicon::builtin));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = parse
}
criterion_main!(benches);
