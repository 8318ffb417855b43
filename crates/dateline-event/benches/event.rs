//! How long a report of many sentences takes, and that twice the text takes about twice as long.

#![allow(missing_docs)] // Made by a macro.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline_data::Ontology;
use dateline_schema::{Chronology, Doc, Line, Role, Sentence, Span, Token};

/// Sentences of twelve words each, repeated.
fn doc(n: usize) -> Doc {
    let sentence = "French troops attacked the Norwegian embassy and killed 25 people in Oslo . ";
    let text = sentence.repeat(n);
    let span = Span::new(0, text.len());
    let mut doc = Doc {
        lines: vec![Line {
            span,
            role: Role::Body,
        }],
        text,
        ..Doc::default()
    };
    for idx in 0..n {
        let (start, first) = (idx * sentence.len(), doc.tokens.len());
        let mut at = start;
        for word in sentence.split_whitespace() {
            doc.tokens.push(Token {
                span: Span::new(at, at + word.len()),
            });
            at += word.len() + 1;
        }
        let span = Span::new(start, at - 1);
        doc.sentences.push(Sentence {
            span,
            tokens: first..doc.tokens.len(),
            line: 0,
        });
    }
    doc
}

fn find(criterion: &mut Criterion) {
    let ontology = Ontology::builtin().expect("the data that come with the source are sound");
    let mut group = criterion.benchmark_group("event");
    for n in [100, 200] {
        let doc = doc(n);
        group.bench_with_input(BenchmarkId::new("find", n), &doc, |bencher, doc| {
            bencher.iter(|| {
                dateline_event::find(
                    black_box(doc),
                    &Chronology::default(),
                    &[],
                    &[],
                    &[],
                    &ontology,
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, find);
criterion_main!(benches);
