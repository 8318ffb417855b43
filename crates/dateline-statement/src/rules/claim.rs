//! The claim of one inside the words of another: "rejected the army's claim [that his men had fired]", "denied a report by
//! Al-Nahar [that he had resigned]".
//!
//! Finds in what somebody says a noun for saying with a clause of its own and with whose it is, before it or behind "by".
//! Not this: a claim of nobody ("rejected the claim that …"), and a fact or a fear.

use std::ops::Range;

use dateline_data::Classes;

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable such a noun is.
const SCORE: f32 = 0.6;
/// Contents of more tokens than this run over paragraphs.
const LONGEST: usize = 400;
/// How far before its noun an owner stands, in tokens.
const REACH: usize = 12;

pub(crate) fn propose(view: &View<'_>, outer: &[Candidate]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = outer
        .iter()
        .filter(|candidate| candidate.is_speech)
        .filter_map(|candidate| {
            // A model may leave "by X" out of the words around.
            let first = candidate.content.first()?.start;
            Some(first..candidate.content.last()?.end)
        })
        .filter(|content| content.len() <= LONGEST)
        .flat_map(|content| {
            let nouns = content.clone();
            nouns.filter_map(move |noun| claim(view, &content, noun))
        })
        .collect();
    found.sort_by_key(|candidate| candidate.head);
    found.dedup_by_key(|candidate| candidate.head);
    found
}

fn claim(view: &View<'_>, outer: &Range<usize>, noun: usize) -> Option<Candidate> {
    let words = view.doc.syntax.as_deref()?;
    if !view.class(noun, Classes::CLAIM) {
        return None;
    }
    let owner = (noun.saturating_sub(REACH).max(outer.start)..noun)
        .find(|&idx| words[idx].head == Some(noun) && &*words[idx].deprel == "nmod:poss")
        .and_then(|owner| view.noun_phrase(owner));
    let by = noun + 2 < outer.end && view.is(noun + 1, "by");
    let maker = || view.phrase_at(noun + 2, outer.end).filter(|_| by);
    let source = owner.or_else(maker)?;
    let source = source.start..source.end - usize::from(view.is_possessive_mark(source.end - 1));
    // A tree may hang the clause on the verb before.
    let first = source.end.max(noun + 1);
    let that = (first..outer.end.min(first + 2)).find(|&idx| view.is(idx, "that"))?;
    let content = trim(view, that..outer.end)?;
    let same = view.quote(noun) == view.quote(that) && !source.is_empty();
    same.then(|| Candidate {
        source: vec![source],
        cue: vec![noun..noun + 1],
        content: vec![content],
        head: noun,
        unit: view.unit_at(noun).unwrap_or_default(),
        is_speech: true,
        inside: view.quote(noun),
        rule: "claim-of-another",
        score: SCORE,
        note: "a noun for saying, with whose it is and a clause".to_owned(),
        ..Candidate::default()
    })
}
