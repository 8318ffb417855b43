//! How long the actors of a generated article take, and the codes of one phrase.

#![allow(missing_docs)] // The macros of criterion make public functions.

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_actor::{codes_of, resolve};
use dateline_data::Registry;
use dateline_schema::{
    Chain, Dating, Doc, Interval, Mention, MentionForm, Name, NameKind, Reason, Span,
};

/// An article with about as many mentions as one of 600 words has.
fn article() -> Doc {
    let people = ["Pedro Quispe", "Andrei Gromyko", "Maria Castro", "Quispe"];
    let nominals = [
        "Peruvian officials",
        "the harbour police",
        "an adviser to the President of Chile",
    ];
    let mut doc = Doc::default();
    for round in 0..40 {
        let name = people[round % people.len()];
        let start = doc.text.len();
        doc.text.push_str(name);
        let span = Span::new(start, doc.text.len());
        let reason = Reason::new("bench", "");
        doc.names.push(Name {
            span,
            kind: NameKind::Person,
            reason,
        });
        let form = MentionForm::Name(doc.names.len() - 1);
        doc.mentions.push(Mention {
            span,
            form,
            role: None,
        });
        doc.text.push_str(" met ");
        let start = doc.text.len();
        doc.text.push_str(nominals[round % nominals.len()]);
        let span = Span::new(start, doc.text.len());
        doc.mentions.push(Mention {
            span,
            form: MentionForm::Nominal,
            role: None,
        });
        doc.text.push_str(". ");
    }
    for idx in 0..doc.mentions.len() / 2 {
        doc.chains.push(Chain {
            mentions: vec![idx * 2, idx * 2 + 1],
        });
    }
    doc
}

fn actors(criterion: &mut Criterion) {
    let registry = Registry::builtin().expect("the data come with the source");
    let doc = article();
    criterion.bench_function("resolve an article", |bencher| {
        bencher.iter(|| resolve(&doc, &[], &Dating::default(), &registry));
    });
    criterion.bench_function("codes of a phrase", |bencher| {
        bencher.iter(|| {
            codes_of(
                "the chief of staff of the Peruvian President",
                &registry,
                Interval::UNKNOWN,
            )
        });
    });
    criterion.bench_function("read the registry", |bencher| {
        bencher.iter(Registry::builtin);
    });
}

criterion_group!(benches, actors);
criterion_main!(benches);
