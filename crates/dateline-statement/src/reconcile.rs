//! Where what the model read and what structure tells meet: one list of candidates comes out.
//!
//! In: the candidates of both. Out: those that stand, in text order of their cues. The model is asked first: what it is
//! sure of stays, with whole quotations for pieces of them. Structure adds what the model left unattributed, and gives a
//! quotation behind a colon or a paragraph break to the cue that introduced it; only a name beside a colon, or as a
//! quotation's signature, overrules it.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::Upos;

use crate::candidate::Candidate;
use crate::content;
use crate::rules;
use crate::view::View;

/// How sure the model must be where the lexicon does not know the cue, as measured on the development corpus; of known
/// ones all count that it gives.
pub(crate) const UNKNOWN: f32 = 0.4;

/// So many words behind the first one make more than an object of what a cue that reports no words gives.
const OBJECT: usize = 2;

/// A clause that is so many times longer than what the model saw of it was not read whole.
const BITS: usize = 2;

/// The most of its content that a candidate of structure may share with what is attributed already.
const SHARED: f32 = 0.3;

pub(crate) fn settle(
    view: &View<'_>,
    read: Vec<Candidate>,
    structural: Vec<Candidate>,
) -> Vec<Candidate> {
    let mut settled = read;
    // A belief or finding of nobody is no attribution.
    settled.retain(|candidate| {
        (candidate.score >= UNKNOWN || knows_cue(view, candidate))
            && (candidate.is_speech || !candidate.source.is_empty())
    });
    rules::leading::add(view, &mut settled);
    make_room(view, &mut settled, &structural);
    content::mend(view, &mut settled);
    rules::shared_subject::split(view, &mut settled);
    settled.retain(|candidate| stands(view, candidate));
    for candidate in structural {
        if !stands(view, &candidate) {
            continue;
        }
        if candidate.overrules {
            overrule(&mut settled, candidate);
        } else {
            add(&mut settled, candidate);
        }
    }
    settled.sort_by_key(|candidate| candidate.head);
    settled.dedup_by_key(|candidate| candidate.head);
    add_nested(view, &mut settled);
    rules::reported::relay(view, &mut settled);
    rules::continued::extend(view, &mut settled);
    // What goes on in other paragraphs may tell of others too.
    add_nested(view, &mut settled);
    content::nest(&mut settled);
    settled
}

/// Takes a quotation that a colon leads in from the cues of other sentences.
fn make_room(view: &View<'_>, settled: &mut [Candidate], structural: &[Candidate]) {
    let introduced = structural
        .iter()
        .filter(|candidate| candidate.rule == rules::INTRODUCED);
    for candidate in introduced {
        let [quote] = &candidate.content[..] else {
            continue;
        };
        let inside = view.unit_at(quote.start) == Some(candidate.unit);
        let is_own = |other: &Candidate| {
            other.unit == candidate.unit
                && other.content.iter().any(|part| overlap(part, quote) > 0)
        };
        if view.text(quote.start - 1) != ":" || !inside || settled.iter().any(is_own) {
            continue;
        }
        for other in settled.iter_mut() {
            content::cut(&mut other.content, quote);
        }
    }
}

/// Adds the statements inside of others that have no cue yet.
fn add_nested(view: &View<'_>, settled: &mut Vec<Candidate>) {
    let known: BTreeSet<usize> = settled
        .iter()
        .flat_map(|candidate| candidate.cue.iter().cloned().flatten())
        .collect();
    let mut nested = rules::nested::propose(view, settled);
    nested.extend(rules::claim::propose(view, settled));
    nested.retain(|candidate| !known.contains(&candidate.head));
    settled.extend(nested);
    settled.sort_by_key(|candidate| candidate.head);
    settled.dedup_by_key(|candidate| candidate.head);
}

/// Whether the lexicon knows the cue.
fn knows_cue(view: &View<'_>, candidate: &Candidate) -> bool {
    view.verb(candidate.head).is_some() || view.is(candidate.cue[0].start, "according")
}

/// Whether there is a content that says something, and a source, if any, that can be somebody.
fn stands(view: &View<'_>, candidate: &Candidate) -> bool {
    let mut sources = candidate.source.iter();
    !candidate.content.is_empty()
        && says_something(view, candidate)
        && !sources.any(|source| {
            // "Nobody told us" denies a saying, "surprised nobody" has none.
            let object = !candidate.is_speech || source.start > candidate.head;
            is_no_phrase(view, source) || object && source.len() == 1 && view.is_nobody(source)
        })
}

/// Whether the content is more than an adverb, a pronoun or the mere object of a deed: "supports it", "Later, she
/// agreed", "praised the pilots".
fn says_something(view: &View<'_>, candidate: &Candidate) -> bool {
    let mut words = candidate
        .content
        .iter()
        .cloned()
        .flatten()
        .filter(|&idx| !view.is_punctuation(idx));
    let Some(first) = words.next() else {
        return false;
    };
    if is_silence(view, candidate) {
        return false;
    }
    if view.quote(first).is_some() {
        return true;
    }
    let rest: Vec<usize> = words.collect();
    // "Asked about the bridge" tells no question.
    let asks = view
        .verb(candidate.head)
        .is_some_and(|verb| verb.class == CueClass::Ask);
    let verbal = |idx: &usize| {
        view.word(*idx)
            .is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    };
    if asks && view.is(first, "about") && !rest.iter().any(verbal) {
        return false;
    }
    let more = rest.len();
    // "Said the same", "confirmed that".
    let points = more == 0 && view.class(first, Classes::DETERMINER)
        || more == 1 && view.class(first, Classes::DETERMINER) && view.is(rest[0], "same");
    if points {
        return false;
    }
    let word = view.text(first);
    let empty = view.class(first, Classes::OBJECT.or(Classes::ADVERB))
        || word.len() > 4 && word.to_lowercase().ends_with("ly");
    more >= OBJECT || candidate.is_speech && (more > 0 || !empty)
}

/// Whether nothing is said: "declined to comment", "refused to answer questions".
fn is_silence(view: &View<'_>, candidate: &Candidate) -> bool {
    let keeps_silent = |idx: usize| {
        view.verb(idx)
            .is_some_and(|verb| verb.class == CueClass::Deny)
            || view.class(idx, Classes::NEGATION)
    };
    let mut said = candidate.content.iter().cloned().flatten();
    let cue = candidate.cue.iter().cloned().flatten();
    cue.clone().any(keeps_silent)
        && (said.find(|&idx| !view.is(idx, "to")))
            .is_some_and(|idx| view.class(idx, Classes::SILENT) && view.quote(idx).is_none())
}

/// Whether a source is one word that can be no one: "rejected", "further".
fn is_no_phrase(view: &View<'_>, source: &Range<usize>) -> bool {
    let word = view.text(source.start);
    let participle = word.ends_with("ed") && view.verb(source.start).is_some();
    source.len() == 1 && (participle || view.class(source.start, Classes::ADVERB))
}

/// Takes away what the model made of the words that a candidate is sure of.
fn overrule(settled: &mut Vec<Candidate>, candidate: Candidate) {
    let own = |idx: usize| {
        holds(&candidate.cue, idx) || candidate.source.iter().any(|source| source.contains(&idx))
    };
    settled.retain(|other| {
        // What a speaker tells of others stays, if all of it is told by him.
        if candidate.verbatim && other.is_speech && other.is_told_by(&candidate) {
            return true;
        }
        let inside = holds(&candidate.content, other.head);
        !own(other.head) && (inside || shared(&candidate, other) == 0)
    });
    settled.push(candidate);
}

/// Adds what is not attributed yet, to the cue that is known or as a statement of its own.
fn add(settled: &mut Vec<Candidate>, candidate: Candidate) {
    let is_known = |other: &Candidate| {
        let mut cue = other.cue.iter().cloned().flatten();
        cue.any(|idx| holds(&candidate.cue, idx))
    };
    let known = settled.iter().position(is_known);
    let others = settled
        .iter()
        .enumerate()
        .filter(|(idx, other)| Some(*idx) != known && !other.is_told_by(&candidate));
    let taken: usize = others.map(|(_, other)| shared(&candidate, other)).sum();
    let size: usize = candidate.content.iter().map(Range::len).sum();
    if taken as f32 > SHARED * size as f32 {
        return;
    }
    match known {
        Some(known) => {
            let known = &mut settled[known];
            // The model knows better where the words end that stand before their cue, unless it saw only bits of them.
            let n_known: usize = known.content.iter().map(Range::len).sum();
            let bits = size >= BITS * n_known;
            if candidate.rule == rules::BEHIND_CLAUSE && shared(known, &candidate) > 0 && !bits {
                return;
            }
            // The form leaves no doubt of what such a passive tells.
            if candidate.rule == rules::RUMOUR {
                *known = candidate;
                return;
            }
            if let Some(hearer) = &candidate.addressee {
                content::cut(&mut known.content, hearer);
            }
            known.addressee = known.addressee.take().or(candidate.addressee);
            known.content.extend(candidate.content);
            content::join(&mut known.content);
        }
        None => settled.push(candidate),
    }
}

fn holds(parts: &[Range<usize>], idx: usize) -> bool {
    parts.iter().any(|part| part.contains(&idx))
}

/// How many tokens two contents share.
fn shared(one: &Candidate, other: &Candidate) -> usize {
    let pairs = one
        .content
        .iter()
        .flat_map(|a| other.content.iter().map(move |b| overlap(a, b)));
    pairs.sum()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> usize {
    let end = one.end.min(other.end);
    end.saturating_sub(one.start.max(other.start))
}
