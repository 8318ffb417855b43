//! Time to find the statements of a report of 600 sentences.

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_data::{Cues, Lexicon};
use dateline_parse::{Parser, Wants};

fn find(c: &mut Criterion) {
    let text =
        "“The bridge is safe,” Ann Lee said. She told reporters that ships were waiting, adding \
        that the port, which opened in 1930, would close. According to the mayor, nobody was hurt. "
            .repeat(200);
    let lexicon = Lexicon::builtin().expect("the lexicon is well formed");
    let cues = Cues::builtin().expect("the cues are well formed");
    let doc = Parser::new(lexicon).parse(&text, &[], Wants::ALL).value;
    c.bench_function("statement::find", |b| {
        b.iter(|| dateline_statement::find(&doc, &[], &cues));
    });
}

criterion_group!(benches, find);
criterion_main!(benches);
