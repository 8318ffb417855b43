//! Tagging speed on a generated report whose sentences are already split, in words (runs of letters, digits or marks,
//! as UD counts tokens) a second.
#![allow(missing_docs)] // The macros of criterion make public functions.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Reason, Sentence, Span, Token, Upos, Word};

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

/// The same with a tree over every sentence: each word hangs on the first verb of its sentence, past where it ends so.
fn with_syntax(mut doc: Doc) -> Doc {
    let mut words = Vec::new();
    let mut sentences = std::mem::take(&mut doc.sentences);
    for sent in &mut sentences {
        let (first, text) = (doc.tokens.len(), sent.span.of(&doc.text));
        for word in text.split_whitespace() {
            let start = sent.span.start + (word.as_ptr() as usize - text.as_ptr() as usize);
            let word = word.trim_end_matches(['.', ',']);
            let span = Span::new(start, start + word.len());
            doc.tokens.push(Token { span });
        }
        sent.tokens = first..doc.tokens.len();
        let is_verb = |at: &usize| matches!(doc.token_text(*at), "said" | "had" | "asked");
        let verb = sent.tokens.clone().find(is_verb).unwrap_or(first);
        words.extend(sent.tokens.clone().map(|at| Word {
            lemma: doc.token_text(at).into(),
            upos: if at == verb { Upos::Verb } else { Upos::Noun },
            xpos: if at == verb { "VBD" } else { "NN" }.into(),
            head: (at != verb).then_some(verb),
            deprel: if at == verb { "root" } else { "obl" }.into(),
        }));
    }
    doc.sentences = sentences;
    doc.syntax = Some(words);
    doc
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
    let read = with_syntax(doc.clone());
    group.bench_function("dated page with syntax", |bencher| {
        bencher.iter(|| dateline_time::tag(&read, &dated, &calendar));
    });
    group.bench_function("undated page", |bencher| {
        bencher.iter(|| dateline_time::tag(&doc, &Dating::default(), &calendar));
    });
    group.finish();
}

criterion_group!(benches, tag);
criterion_main!(benches);
