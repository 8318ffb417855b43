//! Whom the words are told to: "told X", "in a letter to X", "speaking to X", "in a meeting with X", "addressing X".
//!
//! In: a decoded statement, the tokens of its unit that are free, and the actors. Out: the phrase for who is told, and
//! whether it stands for an actor. Refuses occasions ("told a press conference"), the speaker himself, what is only
//! heard ("to laughter"), and phrases that hang on another clause.

use std::ops::Range;

use dateline_data::Classes;

use crate::decode::Decoded;
use crate::speaker::Speakers;
use crate::view::View;

/// Through how many heads a phrase may hang on a cue.
const STEPS: usize = 6;

/// How far behind its preposition an occasion is looked for, in tokens.
const OCCASION: usize = 5;

/// The phrase for whom it was told to.
pub(crate) fn phrase(
    view: &View<'_>,
    said: &Decoded,
    free: &[usize],
    to: usize,
) -> Option<Range<usize>> {
    let object = said.candidate.addressee.clone();
    object.or_else(|| {
        let mut circumstances = free.iter().filter(|&&idx| hangs_on_cue(view, said, idx));
        circumstances.find_map(|&idx| circumstance(view, idx, to))
    })
}

/// Sets who is told, unless it is an outlet or the speaker himself. `holder` is who says the statement around.
pub(crate) fn set(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &mut Decoded,
    told: &Range<usize>,
    is_outlet: bool,
    holder: Option<usize>,
) {
    let Some(whole) = view.span(told) else { return };
    let person = speakers.person_in(view, whole);
    if is_outlet && person.is_none() {
        return;
    }
    let first_person = told.len() == 1 && is_first_person(view, told.start);
    let actor = person
        .or_else(|| speakers.of_phrase(view, whole))
        .or_else(|| owner(view, speakers, told))
        .or(holder.filter(|_| first_person && !view.is(told.start, "us")));
    // Nobody is told what he says himself.
    if actor.is_some() && actor == said.statement.speaker {
        return;
    }
    let pronoun = told.len() == 1 && (view.is_third_person(told.start) || first_person);
    let head = |idx: &usize| {
        view.word(*idx)
            .is_some_and(|word| word.head.is_none_or(|head| !told.contains(&head)))
    };
    let occasion = told.clone().filter(head).any(|idx| {
        view.class(idx, Classes::OCCASION) && !view.class(idx, Classes::BODY)
            || view.class(idx, Classes::REACTION)
    });
    if occasion || actor.is_none() && pronoun && !first_person {
        return;
    }
    said.statement.addressee = actor;
    said.statement.manner.to = view.span(&core(view, told));
}

fn is_first_person(view: &View<'_>, idx: usize) -> bool {
    ["me", "us", "I", "we", "myself", "ourselves"]
        .iter()
        .any(|word| view.is(idx, word))
}

/// The phrase without where its bearers are: "reporters | in Brussels".
fn core(view: &View<'_>, told: &Range<usize>) -> Range<usize> {
    let place = |idx: usize| {
        let belongs = ["of", "for", "from"].iter().any(|word| view.is(idx, word));
        view.class(idx, Classes::PREPOSITION) && !view.is_capitalized(idx) && !belongs
    };
    let end = (told.start + 1..told.end).find(|&idx| place(idx));
    told.start..end.unwrap_or(told.end)
}

/// Whether a word belongs to the clause of the cue: it hangs on it, or on what the cue hangs on behind its content.
pub(crate) fn hangs_on_cue(view: &View<'_>, said: &Decoded, idx: usize) -> bool {
    let Some(words) = &view.doc.syntax else {
        return true;
    };
    let cue = &said.candidate.cue;
    let in_cue = |idx: usize| cue.iter().any(|part| part.contains(&idx));
    let above = words[said.candidate.head].head;
    let mut at = idx;
    for _ in 0..STEPS {
        if in_cue(at) || above == Some(at) || words[at].head.is_none() {
            return true;
        }
        match words[at].head {
            Some(head) if head < words.len() => at = head,
            _ => return true,
        }
    }
    false
}

/// "Addressed to X", "in a letter to X", "speaking to X", "addressing X", "in a meeting with X".
fn circumstance(view: &View<'_>, idx: usize, to: usize) -> Option<Range<usize>> {
    if idx + 1 >= to {
        return None;
    }
    let lemma = view.word(idx).map_or("", |word| &*word.lemma);
    let participle = view.word(idx).is_some_and(|word| &*word.xpos == "VBG");
    if participle && lemma == "address" {
        let object = (idx + 1..to).find(|&at| {
            view.word(at)
                .is_some_and(|word| word.head == Some(idx) && &*word.deprel == "obj")
        })?;
        return view.noun_phrase(object);
    }
    let directed = matches!(view.text(idx), "addressed" | "directed" | "aimed" | "sent");
    let speaking = participle && matches!(lemma, "speak" | "talk" | "write" | "respond" | "reply");
    let medium = view.class(idx, Classes::MEDIUM);
    let occasion = view.class(idx, Classes::OCCASION) && is_led_in(view, idx);
    let next = |word: &str| idx + 2 < to && view.is(idx + 1, word);
    if (directed || speaking || medium) && next("to")
        || (speaking || medium || occasion) && next("with")
    {
        return view.phrase_at(idx + 2, to);
    }
    if !speaking || !(next("at") || next("in")) {
        return None;
    }
    let meeting =
        (idx + 2..to.min(idx + 2 + OCCASION)).find(|&at| view.class(at, Classes::OCCASION))?;
    (meeting + 2 < to && view.is(meeting + 1, "with"))
        .then(|| view.phrase_at(meeting + 2, to))
        .flatten()
}

/// "In a meeting", "at talks", "during a call": not "after a meeting", where it was said to others.
fn is_led_in(view: &View<'_>, idx: usize) -> bool {
    ["in", "at", "during"]
        .iter()
        .any(|preposition| view.led_in(idx, preposition))
}

/// The one whose account it is: "to President X's Twitter handle".
fn owner(view: &View<'_>, speakers: &Speakers<'_>, told: &Range<usize>) -> Option<usize> {
    let mark = told.clone().find(|&idx| view.is_possessive_mark(idx))?;
    speakers.of_phrase(view, view.span(&(told.start..mark))?)
}
