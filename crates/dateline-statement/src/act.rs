//! What is done by saying something: told, asked, ordered, promised, denied.
//!
//! In: a candidate. Out: the act that its cue names, by the class of its verb, the particle behind it ("called for"), or
//! an infinitive that tells somebody to do something ("told the crowd to wait"). Refuses to read the words that are
//! said: a question mark inside them asks nothing of anybody on the page.

use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::{SpeechAct, Upos};

use crate::attributed::MODEL;
use crate::candidate::Candidate;
use crate::view::View;

/// How far behind a cue its particle and the infinitive that it rules are looked for, in tokens.
const NEAR: usize = 12;

pub(crate) fn of(view: &View<'_>, candidate: &Candidate) -> SpeechAct {
    if candidate.rule == crate::rules::QUESTION || asks_by_label(view, candidate) {
        return SpeechAct::Ask;
    }
    // "Is understood to be ill" tells what is said.
    if candidate.rule == crate::rules::RUMOUR {
        return SpeechAct::Say;
    }
    let verb = view.verb(candidate.head);
    let framed = class_with_particle(view, candidate);
    let Some(class) = framed.or(verb.map(|verb| verb.class)) else {
        return match reports_words(view, candidate) {
            true => SpeechAct::Say,
            false => SpeechAct::Hold,
        };
    };
    let takes_addressee = verb.is_some_and(|verb| verb.takes_addressee);
    match class {
        CueClass::Order => SpeechAct::Order,
        CueClass::Promise => SpeechAct::Promise,
        CueClass::Threaten => SpeechAct::Threaten,
        CueClass::Deny => SpeechAct::Deny,
        CueClass::Accuse => SpeechAct::Accuse,
        CueClass::Ask | CueClass::Say if rules_infinitive(view, candidate) => {
            // "Asked to leave" requests, and so does "told her to leave"; "claimed to know" does not.
            if class == CueClass::Ask || takes_addressee {
                SpeechAct::Order
            } else {
                SpeechAct::Say
            }
        }
        CueClass::Ask => SpeechAct::Ask,
        CueClass::Say if only_speaks(view, candidate) => SpeechAct::Hold,
        CueClass::Say | CueClass::Hear => SpeechAct::Say,
        CueClass::Believe | CueClass::Want | CueClass::Show | CueClass::Express => SpeechAct::Hold,
    }
}

/// Whether nothing is told but that somebody speaks: "talked to reporters about the storm".
fn only_speaks(view: &View<'_>, candidate: &Candidate) -> bool {
    let talks = view.lemma_class(candidate.head, Classes::TALK);
    let mut said = candidate.content.iter().cloned().flatten();
    let words = |idx: usize| {
        let verbal = view
            .word(idx)
            .is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux));
        verbal || view.quote(idx).is_some()
    };
    talks && !said.any(words)
}

/// Whether a cue that is no verb of the lexicon reports words. What only the model takes for one ("heralds", "was keen") does
/// where some stand in quotation marks, and as a verb before a clause ("preaches that").
fn reports_words(view: &View<'_>, candidate: &Candidate) -> bool {
    let head = candidate.head;
    let is_verb = view.word(head).is_some_and(|word| word.upos == Upos::Verb);
    let clause =
        |first: &Range<usize>| is_verb && first.start > head && view.is(first.start, "that");
    let mut said = candidate.content.iter().cloned().flatten();
    candidate.rule != MODEL
        || view.class(head, Classes::HEARSAY.or(Classes::CLAIM))
        || view.is(candidate.cue[0].start, "according")
        || candidate.content.first().is_some_and(clause)
        || said.any(|idx| view.quote(idx).is_some())
}

/// A transcript's "Q:".
fn asks_by_label(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return false;
    };
    view.text(candidate.head) == ":"
        && source.len() == 1
        && matches!(view.text(source.start), "Q" | "Question" | "QUESTION")
}

/// The class of the verb with a particle in the cue or just behind it.
fn class_with_particle(view: &View<'_>, candidate: &Candidate) -> Option<CueClass> {
    let last = (candidate.head + 3).min(view.doc.tokens.len());
    (candidate.head + 1..last).find_map(|idx| view.frame(candidate.head, idx))
}

/// Whether the cue rules an infinitive that is part of what is said.
fn rules_infinitive(view: &View<'_>, candidate: &Candidate) -> bool {
    let said = |idx: usize| candidate.content.iter().any(|part| part.contains(&idx));
    let last = (candidate.head + NEAR).min(view.doc.tokens.len());
    (candidate.head + 1..last).any(|idx| {
        let particle = view.word(idx).filter(|_| view.is(idx, "to") && said(idx));
        let verb = particle.and_then(|word| word.head.filter(|_| word.upos == Upos::Part));
        verb.and_then(|verb| view.word(verb))
            .is_some_and(|word| word.head == Some(candidate.head))
    })
}
