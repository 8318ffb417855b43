//! The speaker of a headline's quotation, who says the same words in the body.
//!
//! In: decoded statements with their speakers. Out: the same without those of headlines whose words nobody says below.

use std::collections::BTreeSet;

use dateline_schema::Span;

use crate::decode::Decoded;
use crate::rules::HEADLINE_QUOTATION;
use crate::view::View;

/// The share of a headline's words that stand in a statement of the body.
const SHARED: f32 = 0.7;

/// How many statements of the body are looked through.
const NEAR: usize = 40;

pub(crate) fn resolve(view: &View<'_>, decoded: &mut Vec<Decoded>) {
    let is_echo = |said: &Decoded| said.candidate.rule == HEADLINE_QUOTATION;
    if !decoded.iter().any(is_echo) {
        return;
    }
    let words = |said: &Decoded| -> BTreeSet<String> {
        let spans = said.statement.content.iter();
        spans.flat_map(|span| words(view, *span)).collect()
    };
    let body: Vec<(BTreeSet<String>, Option<usize>, Option<Span>)> = decoded
        .iter()
        .filter(|said| !is_echo(said))
        .take(NEAR)
        .map(|said| {
            let described = said.statement.manner.description;
            (words(said), said.statement.speaker, described)
        })
        .collect();
    let mut gone = Vec::new();
    for (idx, said) in decoded.iter_mut().enumerate() {
        if !is_echo(said) {
            continue;
        }
        let own = words(said);
        let same = body.iter().find(|(words, ..)| {
            let shared = own.intersection(words).count();
            !own.is_empty() && shared as f32 >= SHARED * own.len() as f32
        });
        match same {
            Some((_, speaker, described)) => {
                said.statement.speaker = *speaker;
                said.statement.manner.description = *described;
            }
            None => gone.push(idx),
        }
    }
    for idx in gone.into_iter().rev() {
        decoded.remove(idx);
        for said in decoded.iter_mut() {
            let within = &mut said.statement.within;
            *within = match *within {
                Some(outer) if outer == idx => None,
                Some(outer) if outer > idx => Some(outer - 1),
                other => other,
            };
        }
    }
}

fn words(view: &View<'_>, span: Span) -> impl Iterator<Item = String> {
    view.doc
        .tokens_in(span)
        .filter(|&idx| !view.is_punctuation(idx))
        .map(|idx| view.text(idx).to_lowercase())
}
