//! One who is quoted by another: "the Courier quoted Ann Lee as saying …", "Ann Lee was quoted by the Courier as saying".
//!
//! In: a candidate around such a verb. Out: the same with the one who is quoted as its source, and with the outlet that
//! cites him ("the Courier reported, quoting a naval officer") as a link of its chain. Refuses reasons that are no words
//! of anybody ("the firm reported a loss, citing weak demand").

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::Upos;

use crate::candidate::Candidate;
use crate::content::{cut, trim};
use crate::view::View;

/// The most tokens between the verb and "as saying".
const REACH: usize = 30;

/// How far from the cue a participle that cites is looked for, in tokens.
const CITING: usize = 40;

/// Makes the one who is quoted the source; `None` if nothing is said.
pub(crate) fn mend(view: &View<'_>, candidate: Candidate) -> Option<Candidate> {
    as_saying(view, candidate).map(|candidate| citing(view, candidate))
}

/// Makes whom an outlet cites the source, and the outlet the one who carries it: "the Courier reported, citing a pilot".
fn citing(view: &View<'_>, mut candidate: Candidate) -> Candidate {
    let [outlet] = &candidate.source[..] else {
        return candidate;
    };
    let publishes = view
        .word(candidate.head)
        .is_some_and(|word| &*word.lemma == "report")
        || outlet.clone().any(|idx| {
            view.is_outlet(idx)
                || view.class(idx, Classes::BROADCAST)
                || view.is_capitalized(idx)
                    && view.class(idx, Classes::OUTLET.or(Classes::MASTHEAD))
        });
    let unit = &view.units[candidate.unit].tokens;
    let near = unit.start.max(candidate.head.saturating_sub(CITING))
        ..unit.end.min(candidate.head + CITING);
    let informant = near
        .filter(|&idx| is_participle(view, idx))
        .find_map(|verb| {
            let hangs = |noun: usize| {
                view.word(noun)
                    .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "obj")
            };
            let noun = (verb + 1..unit.end.min(verb + CITING)).find(|&noun| hangs(noun))?;
            let speaks = view.class(noun, Classes::INFORMANT) || view.is_capitalized(noun);
            view.noun_phrase(noun).filter(|_| speaks)
        });
    let Some(informant) = informant.filter(|_| publishes) else {
        return candidate;
    };
    let said = candidate.content.clone();
    for hole in [
        informant.start.saturating_sub(1)..informant.end,
        outlet.clone(),
    ] {
        cut(&mut candidate.content, &hole);
    }
    if candidate.content.is_empty() {
        candidate.content = said;
        return candidate;
    }
    let outlet = std::mem::replace(&mut candidate.source[0], informant);
    candidate.carried.push((outlet, candidate.cue[0].clone()));
    candidate
}

/// "Citing", "quoting", outside of any quotation.
fn is_participle(view: &View<'_>, idx: usize) -> bool {
    view.word(idx).is_some_and(|word| &*word.xpos == "VBG")
        && quotes(view, idx)
        && view.quote(idx).is_none()
}

/// "Quoted X as saying": makes X the source; `None` if nothing is said.
fn as_saying(view: &View<'_>, mut candidate: Candidate) -> Option<Candidate> {
    let near = candidate.cue[0].start.saturating_sub(REACH)..candidate.cue[0].end;
    let Some(verb) = near.rev().find(|&idx| quotes(view, idx)) else {
        return Some(candidate);
    };
    let Some(saying) = saying(view, verb) else {
        let mut content = candidate.content.iter().cloned().flatten();
        let says = content.any(|idx| {
            view.quote(idx).is_some() || view.word(idx).is_some_and(|word| word.upos == Upos::Verb)
        });
        let is_cue = candidate.cue[0].contains(&verb);
        return (!is_cue || says).then_some(candidate);
    };
    if candidate.head > saying {
        return Some(candidate);
    }
    let object = trim(view, verb + 1..saying - 1);
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        view.word(idx)
            .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj:pass")
    });
    let source = match subject {
        Some(noun) => view.noun_phrase(noun),
        None => object,
    }?;
    let own: Vec<Range<usize>> = vec![verb..verb + 1, saying - 1..saying + 1];
    for hole in own.iter().chain([&source, &(verb..saying + 1)]) {
        cut(&mut candidate.content, hole);
    }
    candidate.source = vec![source];
    candidate.cue = own;
    candidate.head = saying;
    (!candidate.content.is_empty()).then_some(candidate)
}

fn quotes(view: &View<'_>, idx: usize) -> bool {
    let is_verb = view.word(idx).is_some_and(|word| word.upos == Upos::Verb);
    is_verb && view.lemma_class(idx, Classes::QUOTE)
}

/// The verb of "as saying" behind the verb that quotes.
fn saying(view: &View<'_>, verb: usize) -> Option<usize> {
    let last = view.doc.tokens.len().min(verb + REACH);
    (verb + 2..last).find(|&idx| {
        let is_gerund = view.word(idx).is_some_and(|word| &*word.xpos == "VBG");
        let speaks = view.verb(idx).is_some_and(|verb| verb.class.is_speech());
        is_gerund && speaks && view.is(idx - 1, "as") && view.quote(idx).is_none()
    })
}
