//! Whom the words are told to: "told X", "in a letter to X", "speaking to X", "in a meeting with X", "addressing X".
//!
//! In: a decoded statement, the tokens of its unit that are free, and the actors. Out: the phrase for who is told, and
//! whether it stands for an actor. Refuses occasions ("told a press conference"), the speaker himself, what is only
//! heard ("to laughter"), and phrases that hang on another clause.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{ActorKind, NameKind, Span, StatementKind, Upos};

use crate::decode::Decoded;
use crate::passed_on;
use crate::speaker::Speakers;
use crate::view::View;

/// Through how many heads a phrase may hang on a cue.
const STEPS: usize = 6;

/// How far behind its preposition an occasion is looked for, in tokens.
const OCCASION: usize = 5;

/// The phrase for whom it was told to.
pub(crate) fn phrase(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &Decoded,
    free: &[usize],
    to: usize,
) -> Option<Range<usize>> {
    let object = said.candidate.addressee.clone();
    let somebody = |phrase: &Range<usize>| is_somebody(view, speakers, phrase);
    let turned_to = || turned_to(view, said).filter(somebody);
    object.or_else(turned_to).or_else(|| {
        let mut circumstances = free.iter().filter(|&&idx| hangs_on_cue(view, said, idx));
        circumstances.find_map(|&idx| {
            circumstance(view, idx, to).or_else(|| answered(view, idx, to).filter(somebody))
        })
    })
}

/// Whom the verb before turned to: "phoned the mayor and said", "thanked voters, saying".
fn turned_to(view: &View<'_>, said: &Decoded) -> Option<Range<usize>> {
    let cue = view
        .word(said.candidate.head)
        .filter(|cue| matches!(&*cue.deprel, "conj" | "advcl" | "xcomp"))?;
    let verb = cue.head.filter(|&head| head < said.candidate.head)?;
    if !view.lemma_class(verb, Classes::CONTACT) {
        return None;
    }
    let object = (verb + 1..said.candidate.head).find(|&idx| {
        view.word(idx)
            .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "obj")
    })?;
    view.noun_phrase(object)
}

/// Whether a phrase stands for people rather than for what they made or did: "responding to [Lee | the ruling]".
fn is_somebody(view: &View<'_>, speakers: &Speakers<'_>, phrase: &Range<usize>) -> bool {
    let people = Classes::REPORTER
        .or(Classes::INFORMANT)
        .or(Classes::BODY)
        .or(Classes::MOUTHPIECE);
    let Some(span) = view.span(phrase) else {
        return false;
    };
    let pronoun = phrase.len() == 1
        && view.class(phrase.start, Classes::OBJECT)
        && !view.is(phrase.start, "it");
    let actor = speakers
        .of_phrase(view, span)
        .map(|actor| speakers.actor(actor));
    pronoun
        || view.class(phrase.end - 1, people)
        || actor.is_some_and(|actor| matches!(actor.kind, ActorKind::Person | ActorKind::Group))
}

/// Who is answered: "replying to Lee", "in reply to Lee".
fn answered(view: &View<'_>, idx: usize, to: usize) -> Option<Range<usize>> {
    let noun = view.class(idx, Classes::ANSWER) && is_led_in(view, idx);
    let answers = noun || view.class(idx, Classes::ANSWERING);
    if !answers || idx + 2 >= to || !view.is(idx + 1, "to") {
        return None;
    }
    view.phrase_at(idx + 2, to)
}

/// Sets who is told, unless it is an outlet or the speaker himself. `holder` is who says the statement around.
pub(crate) fn set(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &mut Decoded,
    told: &Range<usize>,
    outlet: Option<Span>,
    holder: Option<usize>,
) {
    let Some(whole) = view.span(told) else { return };
    let person = speakers
        .person_in(view, whole)
        .or_else(|| speakers.by_name(whole_name(view, told)?))
        .filter(|&actor| speakers.actor(actor).kind == ActorKind::Person)
        .filter(|_| outlet.is_none_or(|outlet| !outlet.contains(whole)));
    if outlet.is_some() && person.is_none() {
        return;
    }
    let first_person = told.len() == 1 && is_first_person(view, told.start);
    let actor = person
        .or_else(|| speakers.of_phrase(view, whole))
        .or_else(|| owner(view, speakers, told))
        .or_else(|| {
            let own = first_person && view.is_any(told.start, &["I", "me", "myself"]);
            // Outside of anybody's words it is the page's author who says "me".
            let outside = said.statement.within.is_none();
            let author = || speakers.author(view).filter(|_| outside);
            holder.or_else(author).filter(|_| own)
        });
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
    if occasion {
        return;
    }
    said.statement.manner.to = if actor.is_none() && pronoun && !first_person {
        // "Kept asking rescuers where his sister was … I told him".
        view.described(whole)
            .and_then(|words| view.span(&core(view, &unlabelled(view, words))))
    } else {
        view.span(&core(view, told))
    };
    // "Reporters | at the company's storm centre": nobody's name holds where they stand.
    let shorter = said
        .statement
        .manner
        .to
        .is_some_and(|words| words.len() < whole.len());
    said.statement.addressee = actor.filter(|&actor| !shorter || speakers.is_named(actor));
}

/// Sets who is called by name in words that are given as spoken: "“Thank you, Ruth.”"
pub(crate) fn called(view: &View<'_>, speakers: &Speakers<'_>, said: &mut Decoded) {
    let statement = &mut said.statement;
    if statement.addressee.is_some()
        || statement.manner.to.is_some()
        || statement.kind != StatementKind::Direct
    {
        return;
    }
    let mut spoken = statement
        .content
        .iter()
        .flat_map(|span| view.doc.tokens_in(*span));
    let inner = |idx: usize| {
        let outer = view.quote(idx).filter(|_| said.candidate.inside.is_none());
        outer.is_some_and(|outer| {
            view.quotes_inside(outer)
                .iter()
                .any(|quote| quote.contains(&idx))
        })
    };
    let vocative = |idx: &usize| {
        let word = view.word(*idx).filter(|_| !inner(*idx));
        word.is_some_and(|word| {
            let office = word.upos == Upos::Noun && view.class(*idx, Classes::INFORMANT);
            &*word.deprel == "vocative" && (word.upos == Upos::Propn || office)
        })
    };
    let Some(called) = spoken.find(vocative) else {
        return;
    };
    let first = view.doc.tokens[called].span;
    let name = view
        .names_at(first)
        .find(|name| name.kind == NameKind::Person);
    let Some(name) = name else {
        let noun = view
            .word(called)
            .is_some_and(|word| word.upos == Upos::Noun);
        statement.manner.to = Some(first).filter(|_| noun);
        return;
    };
    let actor = speakers.by_name(name.span);
    if actor.is_some() && actor != statement.speaker {
        statement.addressee = actor;
        statement.manner.to = Some(name.span);
    }
}

/// The name of a person that a phrase begins with and a preposition ends: "Ann Lee | of the Courier".
fn whole_name(view: &View<'_>, told: &Range<usize>) -> Option<Span> {
    let first = view.doc.tokens[told.start].span;
    let name = view
        .names_at(first)
        .find(|name| name.span.start == first.start)?;
    let after = view.doc.tokens_in(name.span).end;
    (name.kind == NameKind::Person
        && told.contains(&after)
        && view.class(after, Classes::PREPOSITION))
    .then_some(name.span)
}

/// The tokens of a phrase without its article.
fn unlabelled(view: &View<'_>, phrase: Span) -> Range<usize> {
    let tokens = view.doc.tokens_in(phrase);
    let article = tokens.len() > 1 && view.is_any(tokens.start, &["a", "an", "the"]);
    tokens.start + usize::from(article)..tokens.end
}

fn is_first_person(view: &View<'_>, idx: usize) -> bool {
    view.class(idx, Classes::FIRST_PERSON)
}

/// The phrase without where its bearers are: "reporters | in Brussels".
fn core(view: &View<'_>, told: &Range<usize>) -> Range<usize> {
    let place = |idx: usize| {
        let belongs = view.is_any(idx, &["of", "for", "from"]);
        // "Those | in court" are nobody without.
        let those = view.class(told.start, Classes::DETERMINER) && idx == told.start + 1;
        view.class(idx, Classes::PREPOSITION) && !view.is_capitalized(idx) && !belongs && !those
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
    let turns = matches!(lemma, "address" | "brief")
        || view.lemma_class(idx, Classes::CONTACT) && view.is_capitalized(idx + 1);
    if participle && turns {
        let object = (idx + 1..to).find(|&at| {
            view.word(at)
                .is_some_and(|word| word.head == Some(idx) && &*word.deprel == "obj")
        })?;
        return view.noun_phrase(object);
    }
    let directed = view.class(idx, Classes::SENT);
    let speaking = view.class(idx, Classes::SPEAKING);
    let medium = passed_on::is_medium(view, idx);
    let occasion = view.class(idx, Classes::OCCASION) && is_led_in(view, idx);
    let next = |word: &str| idx + 2 < to && view.is(idx + 1, word);
    if (directed || speaking || medium) && next("to")
        || (speaking || medium || occasion) && next("with")
    {
        return view.phrase_at(idx + 2, to);
    }
    if speaking && next("before") {
        let body = view.phrase_at(idx + 2, to)?;
        return view.class(body.end - 1, Classes::BODY).then_some(body);
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
