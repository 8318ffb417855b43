//! Who asks and who answers in a transcript: "Q: … A: …", "FERRANT: … DVORAN: …".
//!
//! In: decoded statements with their speakers. Out: the turns of a "Q:" and an "A:", or of questions and answers without letters, with who they are, if the words above
//! tell ("Ann Lee talks to Dana Rees"), and of two who speak in turn each as the one whom the other tells it.
//! Refuses hearings and briefings, where others ask too: in them only somebody called by name is told.

use std::collections::BTreeSet;

use dateline_data::Classes;
use dateline_schema::{ActorKind, NameKind, Reason};

use crate::decode::Decoded;
use crate::rules::{ANSWER, QUESTION, TRANSCRIPT};
use crate::speaker::Speakers;
use crate::view::View;

/// How far from "talks" those who do are looked for, in tokens.
const REACH: usize = 30;

/// The parts of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Asks,
    Answers,
}

/// Who has them, as far as the page tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    host: Option<usize>,
    guest: Option<usize>,
}

/// The parts of an interview whose turns stand behind letters; `None` of all other pages.
pub(crate) fn parts(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    decoded: &[Decoded],
) -> Option<Parts> {
    let first = decoded.iter().find(|said| part(view, said).is_some())?;
    let (host, guest) = pair(view, speakers, first.candidate.head);
    Some(Parts { host, guest })
}

/// Gives the turns behind letters to those whom the page names for them.
pub(crate) fn name(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    parts: Option<Parts>,
    decoded: &mut [Decoded],
) {
    let Some(Parts { host, guest }) = parts else {
        return;
    };
    for said in decoded
        .iter_mut()
        .filter(|said| said.statement.speaker.is_none())
    {
        let (actor, rule) = match part(view, said) {
            Some(Part::Asks) => (host, "interviewer"),
            Some(Part::Answers) => (guest, "interviewee"),
            None => continue,
        };
        let Some(actor) = actor else { continue };
        let name = speakers.actor(actor).name.clone();
        said.statement.speaker = Some(actor);
        let span = said.statement.cue[0];
        said.statement.basis.push(Reason::at(rule, span, name));
    }
}

/// Of two who speak in turn each is the one whom the other tells it.
pub(crate) fn address(view: &View<'_>, parts: Option<Parts>, decoded: &mut [Decoded]) {
    let turns = |said: &&Decoded| matches!(said.candidate.rule, TRANSCRIPT | QUESTION | ANSWER);
    let known: BTreeSet<Option<usize>> = decoded
        .iter()
        .filter(turns)
        .map(|said| said.statement.speaker)
        .collect();
    let mut pair: Vec<usize> = known.iter().copied().flatten().collect();
    if let Some(Parts { host, guest }) = parts {
        pair = host.into_iter().chain(guest).collect();
        // Whom an unknown interviewer asks is known.
        if let (None, Some(guest)) = (host, guest) {
            let asks = |said: &&mut Decoded| part(view, said) == Some(Part::Asks);
            for said in decoded.iter_mut().filter(asks) {
                said.statement.addressee = Some(guest);
            }
        }
    } else if known.contains(&None)
        || decoded
            .iter()
            .filter(turns)
            .any(|said| is_one_of_many(view, said))
    {
        return;
    }
    let [one, other] = pair[..] else { return };
    for said in decoded.iter_mut().filter(|said| turns(&&**said)) {
        let addressee = match said.statement.speaker {
            Some(speaker) if speaker == one => other,
            Some(speaker) if speaker == other => one,
            _ => continue,
        };
        said.statement.addressee = Some(addressee);
    }
}

/// "Question (Ann Lee):" is one of those who ask at a briefing.
fn is_one_of_many(view: &View<'_>, said: &Decoded) -> bool {
    let mut label = said.candidate.source.iter().cloned().flatten();
    let asks = |idx: usize| view.is(idx, "question");
    label.clone().any(asks) && label.any(|idx| !asks(idx))
}

/// The part that a turn's letter tells, or its place.
fn part(view: &View<'_>, said: &Decoded) -> Option<Part> {
    match said.candidate.rule {
        QUESTION => Some(Part::Asks),
        ANSWER => Some(Part::Answers),
        TRANSCRIPT => letter(view, said),
        _ => None,
    }
}

fn letter(view: &View<'_>, said: &Decoded) -> Option<Part> {
    let [source] = &said.candidate.source[..] else {
        return None;
    };
    match view.text(source.start).trim_end_matches('.') {
        _ if source.len() != 1 => None,
        "Q" | "Question" | "QUESTION" => Some(Part::Asks),
        "A" | "Answer" | "ANSWER" => Some(Part::Answers),
        _ => None,
    }
}

/// Who asks and who answers, by the words before the first turn: of two who are told to talk the one of whom the page
/// tells more answers, and so does the person of whom it tells most where only its author is known.
fn pair(view: &View<'_>, speakers: &Speakers<'_>, first: usize) -> (Option<usize>, Option<usize>) {
    let weight = |actor: usize| speakers.actor(actor).mentions.len();
    let talk = (0..first).find_map(|verb| {
        if !view.lemma_class(verb, Classes::TALK) {
            return None;
        }
        let person = |relations: &[&str]| {
            let mut near = verb.saturating_sub(REACH)..first.min(verb + REACH);
            let noun = near.find(|&idx| {
                view.word(idx).is_some_and(|word| {
                    word.head == Some(verb) && relations.contains(&&*word.deprel)
                })
            })?;
            // "The new director of buses, Ann Lee, talks to Dana Rees".
            let words = view.span(&view.tree.span(noun))?;
            let mut names = view
                .names_at(words)
                .filter(|name| name.kind == NameKind::Person);
            let actor = speakers.by_name(names.next()?.span)?;
            (speakers.actor(actor).kind == ActorKind::Person).then_some(actor)
        };
        let one = person(&["nsubj"]);
        let other = person(&["obj", "obl"]).filter(|other| Some(*other) != one);
        one.or(other)
            .map(|first| (first, other.filter(|other| *other != first)))
    });
    let rank = |first: usize, second: usize| match weight(first) > weight(second) {
        true => (Some(second), Some(first)),
        false => (Some(first), Some(second)),
    };
    if let Some((one, Some(other))) = talk {
        return rank(one, other);
    }
    let host = speakers.author(view);
    let named = view
        .doc
        .names
        .iter()
        .take_while(|name| name.span.start < view.doc.tokens[first].span.start);
    let people: BTreeSet<usize> = named
        .filter(|name| name.kind == NameKind::Person)
        .filter_map(|name| speakers.by_name(name.span))
        .filter(|actor| Some(*actor) != host)
        .collect();
    let most_told = |but: Option<usize>| {
        let people = people.iter().copied().filter(|actor| Some(*actor) != but);
        people.max_by_key(|&actor| (weight(actor), std::cmp::Reverse(actor)))
    };
    // "She talks to Dana Rees": of her the page tells more.
    if let (None, Some((one, None))) = (host, talk)
        && let Some(other) = most_told(Some(one))
    {
        return rank(one, other);
    }
    (host, most_told(None))
}
