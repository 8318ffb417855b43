//! Syntax: with the treebank's own words, relations with their subtypes, and from its raw text as in the CoNLL 2018
//! shared task ([`conll18`](crate::conll18)).

use anyhow::Result;
use dateline::schema::{Content, Doc, Line, Page, Role, Span, Token};
use dateline::{Engine, Layer, Layers, view};

use super::Scored;
use crate::conll18::Raw;
use crate::conllu::{self, Sentence};
use crate::gold::Gold;
use crate::measures::percent;
use crate::predict;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let documents: Vec<Vec<Sentence>> = gold
        .documents
        .iter()
        .map(|document| conllu::read(document.as_str().unwrap_or_default()))
        .collect::<Result<_>>()?;
    let mut scored = Scored::default();
    let parsed = predict::map(&documents, |sentences| {
        engine.parse_tokens(given(sentences))
    });
    score_given(&documents, &parsed, &mut scored);

    let layers = Layers::of(&[Layer::Tokens]);
    let written = predict::map(&documents, |sentences| {
        let page = Page::new("", Content::Text(conllu::raw_text(sentences)));
        view::conllu(engine, &view::Request::new("".into(), page), layers)
    });
    let mut raw = Raw::default();
    for (gold, written) in documents.iter().zip(&written) {
        raw.add(gold, &conllu::read(written)?, &mut scored.cases);
    }
    for (name, counts) in raw.named() {
        scored.measure(name, counts.f1());
    }
    scored.predictions = written.into_iter().map(Into::into).collect();
    Ok(scored)
}

/// A document of the treebank's own sentences and words. Each sentence is a line, so that the model reads it by itself, as
/// parsers with given sentences do.
fn given(sentences: &[Sentence]) -> Doc {
    let mut doc = Doc::default();
    for sent in sentences {
        if !doc.text.is_empty() {
            doc.text.push('\n');
        }
        let (start, first) = (doc.text.len(), doc.tokens.len());
        for (idx, token) in sent.tokens.iter().enumerate() {
            for word in &sent.words[token.words.clone()] {
                let at = doc.text.len();
                doc.text.push_str(&word.form);
                doc.tokens.push(Token {
                    span: Span::new(at, doc.text.len()),
                });
            }
            if token.space_after && idx + 1 < sent.tokens.len() {
                doc.text.push(' ');
            }
        }
        let span = Span::new(start, doc.text.len());
        doc.lines.push(Line {
            span,
            role: Role::Body,
        });
        doc.sentences.push(dateline::schema::Sentence {
            span,
            tokens: first..doc.tokens.len(),
            line: doc.lines.len() - 1,
        });
    }
    doc
}

fn score_given(documents: &[Vec<Sentence>], parsed: &[Doc], scored: &mut Scored) {
    let (mut n_words, mut right) = (0, [0; 4]);
    for (sentences, doc) in documents.iter().zip(parsed) {
        n_words += sentences.iter().map(|sent| sent.words.len()).sum::<usize>();
        let Some(syntax) = &doc.syntax else {
            continue;
        };
        for (gold, sent) in sentences.iter().zip(&doc.sentences) {
            let first = sent.tokens.start;
            for (want, got) in gold.words.iter().zip(&syntax[sent.tokens.clone()]) {
                let attached = want.head == got.head.map(|head| head - first);
                let hits = [
                    want.upos == got.upos.as_str(),
                    attached,
                    attached && want.deprel == *got.deprel,
                    want.lemma == *got.lemma,
                ];
                for (count, hit) in right.iter_mut().zip(hits) {
                    *count += usize::from(hit);
                }
            }
        }
    }
    for (name, right) in ["gold_upos", "gold_uas", "gold_las", "gold_lemmas"]
        .iter()
        .zip(right)
    {
        scored.measure(*name, percent(right, n_words));
    }
}
