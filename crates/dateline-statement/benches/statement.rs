//! Time to find the statements of a report of 600 sentences, with what a model would have attributed in it.

// A content is a list of token ranges, of which most hold one.
#![allow(clippy::single_range_in_vec_init)]

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_data::{Cues, Lexicon};
use dateline_parse::{Parser, Wants};
use dateline_schema::Attribution;

fn find(c: &mut Criterion) {
    let text =
        "“The bridge is safe,” Ann Lee said. She told reporters that ships were waiting, adding \
        that the port, which opened in 1930, would close. According to the mayor, nobody was hurt. "
            .repeat(200);
    let lexicon = Lexicon::builtin().expect("the lexicon is well formed");
    let cues = Cues::builtin().expect("the cues are well formed");
    let mut doc = Parser::new(lexicon).parse(&text, &[], Wants::ALL).value;
    let spoken = (2..doc.tokens.len() - 8).filter(|idx| doc.token_text(*idx) == "told");
    let attribution = |cue: usize| Attribution {
        cue: cue..cue + 1,
        source: Some(cue - 1..cue),
        content: vec![cue + 2..cue + 6],
        cue_probability: 0.9,
        source_probability: 0.9,
        content_probability: 0.9,
    };
    doc.attributions = Some(spoken.map(attribution).collect());
    c.bench_function("statement::find", |b| {
        b.iter(|| dateline_statement::find(&doc, &[], None, &cues));
    });
}

criterion_group!(benches, find);
criterion_main!(benches);
