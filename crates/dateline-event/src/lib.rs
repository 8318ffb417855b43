//! `Doc -> Event`: PLOVER events with parties, place, date, figures and status.
//!
//! In: a document with its times, places, actors and statements. Out: one [`Event`] for each mention of an event
//! in the text, in text order; to say which mentions tell the same event is for the story stage. Refused: a
//! trigger without any participant that the page names, and whatever a countries' list or an actor does not code.
//!
//! The steps are files: `words`, `guess`, `chunk` and `clause` read a sentence; `trigger` finds the words that
//! tell events, `argument` and `party` who takes part, `decide` the type, `gate` whether it is worth recording, `status` whether it happened,
//! `when` and `site` date and place, `figure` the numbers; `merge` joins what one sentence tells of one act. `speech` makes events of statements, and `pair` ranks the
//! types of an event whose parties are given. Types follow the PLOVER manual; where a pair is asked for, the
//! crosswalk of 2021.

mod argument;
mod chunk;
mod clause;
mod decide;
mod figure;
mod gate;
mod guess;
mod merge;
mod pair;
mod party;
mod sentence;
mod site;
mod speech;
mod status;
#[cfg(test)]
mod tests;
mod trigger;
mod when;
mod words;

use std::borrow::Cow;

use dateline_data::Ontology;
use dateline_schema::{
    Actor, Chronology, Doc, Event, EventType, Figure, Party, Place, Reason, Sentence, Span,
    Statement, Status,
};

use crate::decide::Decision;
use crate::party::{Cast, Resolved};
use crate::sentence::Reading;
use crate::trigger::Found;

pub use crate::pair::classify_pair;

/// What every sentence of a document is read with.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) doc: &'a Doc,
    pub(crate) chronology: &'a Chronology,
    pub(crate) cast: Cast<'a>,
    pub(crate) statements: &'a [Statement],
    pub(crate) ontology: &'a Ontology,
    /// The content spans of statements in text order, each with its statement.
    pub(crate) contents: Vec<(Span, usize)>,
}

/// Finds the events of a document.
///
/// The events are in the order of their triggers; no two have the same trigger and type.
#[must_use]
pub fn find(
    doc: &Doc,
    chronology: &Chronology,
    places: &[Place],
    actors: &[Actor],
    statements: &[Statement],
    ontology: &Ontology,
) -> Vec<Event> {
    let context = Context {
        doc,
        chronology,
        cast: Cast::new(actors, places),
        statements,
        ontology,
        contents: contents(statements),
    };
    let mut events = Vec::new();
    for (idx, sent) in doc.sentences.iter().enumerate() {
        let reading = Reading::new(doc, sent, &chronology.timexes, ontology);
        let first = events.len();
        for found in trigger::find(&reading, ontology) {
            if let Some(event) = event(&context, &reading, sent, &found) {
                events.push(event);
            }
        }
        speech::find(&context, &reading, idx, &mut events);
        events[first..].sort_by_key(|event| (event.trigger.start, event.trigger.end, event.kind));
        merge::merge(&reading, ontology, &mut events, first);
        merge::sequence(&reading, &mut events, first);
    }
    events
        .dedup_by(|later, earlier| later.kind == earlier.kind && later.trigger == earlier.trigger);
    events
}

fn contents(statements: &[Statement]) -> Vec<(Span, usize)> {
    let mut contents: Vec<(Span, usize)> = statements
        .iter()
        .enumerate()
        .flat_map(|(idx, statement)| statement.content.iter().map(move |span| (*span, idx)))
        .collect();
    contents.sort_unstable();
    contents
}

impl Context<'_> {
    /// The innermost statement whose content holds `span`.
    pub(crate) fn statement_at(&self, span: Span) -> Option<usize> {
        // Contents nest only a few deep, so that the last few that begin before the span are enough.
        const NESTED: usize = 8;
        let to = self
            .contents
            .partition_point(|(content, _)| content.start <= span.start);
        self.contents[to.saturating_sub(NESTED)..to]
            .iter()
            .rev()
            .filter(|(content, _)| content.contains(span))
            .min_by_key(|(content, _)| content.len())
            .map(|(_, idx)| *idx)
    }
}

fn event(
    context: &Context<'_>,
    reading: &Reading<'_>,
    sent: &Sentence,
    found: &Found<'_>,
) -> Option<Event> {
    let ontology = context.ontology;
    let mut decision = decide::decide(reading, ontology, &context.cast, found)?;
    if gate::is_part(reading, found, &decision) {
        return None;
    }
    let (mut status, reason) = status::of(reading, ontology, found);
    decision.refine(reading, ontology, found, status);
    if decision.kind == EventType::Agree && status == Status::Planned {
        // The agreement is there, what was agreed is still to come.
        status = Status::Asserted;
    }
    let rule = reason.as_ref().map_or("", |reason| reason.rule.as_ref());
    if !gate::stands(reading, ontology, found, &decision, rule) {
        return None;
    }
    let trigger = reading.span(&found.words);
    let mut basis = vec![Reason::at("trigger", trigger, note(&decision))];
    basis.extend(reason);
    let statement = context.statement_at(trigger);
    if let Some(idx) = statement {
        status = within_statement(&context.statements[idx], status, &mut basis);
    }
    let mut date = when::of(
        reading,
        ontology,
        sent,
        when::Told {
            trigger,
            clause: clause_of(reading, found),
            is_noun: found.noun.is_some() && found.light.is_none(),
            is_cue: false,
            status,
        },
        context.chronology,
    );
    if status == Status::Asserted && when::is_background(&date, context.chronology) {
        status = Status::Historical;
    }
    when::bound(&mut date, context.chronology, status);
    let figures = figures(reading, ontology, found, &decision);
    let place = site::of(reading, sent, trigger, context.cast.places);
    let rally = participants(reading, ontology, found, &decision);
    decision.actors.extend(rally);
    decision.contexts.extend(contexts(reading, ontology));
    decision.contexts.sort_unstable();
    decision.contexts.dedup();
    Some(finish(
        context,
        Event {
            kind: decision.kind,
            mode: decision.mode.take(),
            contexts: std::mem::take(&mut decision.contexts),
            cameo: "".into(),
            score: 0.0,
            trigger,
            actors: parties(decision.actors),
            recipients: parties(decision.recipients),
            date,
            place,
            figures,
            status,
            statement,
            basis,
        },
    ))
}

/// The PLOVER contexts that words of the sentence tell: "oil", "court".
fn contexts(reading: &Reading<'_>, ontology: &Ontology) -> Vec<Cow<'static, str>> {
    let nouns = (0..reading.words.len()).filter(|idx| reading.words.tags[*idx] == words::Tag::Noun);
    nouns
        .flat_map(|idx| ontology.contexts(ontology.noun(&reading.words.lower[idx])))
        .map(|context| Cow::Owned(context.to_string()))
        .collect()
}

/// Who protests where nobody is named: those at the rally "during" which it happens.
fn participants(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    decision: &Decision<'_>,
) -> Option<Resolved> {
    let clause = found
        .clause
        .filter(|_| decision.kind == EventType::Protest && decision.actors.is_empty())?;
    let is_rally = |phrase: &usize| ontology.is_in("rally", reading.head(*phrase, ontology));
    let places = reading.clauses[clause]
        .preps
        .iter()
        .map(|(_, phrase)| *phrase);
    // "during the annual, much watched rally": a comma may cut the noun off from its preposition.
    const REACH: usize = 4;
    let last = reading.chunks.phrases.len();
    let rally = places
        .flat_map(|phrase| phrase..last.min(phrase + REACH))
        .find(is_rally)?;
    let code = ontology
        .head("protester")
        .and_then(|head| head.sector.clone())?;
    let party = Party {
        span: reading.span(&reading.phrase(rally).words),
        actor: None,
        codes: vec![code],
    };
    Some(Resolved {
        party,
        head: None,
        human: true,
    })
}

/// The clause whose time a trigger shares: its own, that before a noun, or that of which the noun is the subject.
fn clause_of(reading: &Reading<'_>, found: &Found<'_>) -> Option<usize> {
    found
        .clause
        .or_else(|| reading.clause_at(found.words.start))
        .or((!reading.clauses.is_empty()).then_some(0))
}

/// Sets code and score by type and mode.
pub(crate) fn finish(context: &Context<'_>, mut event: Event) -> Event {
    if let Some(mode) = context.ontology.mode(event.kind, event.mode.as_deref()) {
        event.score = mode.score;
        event.cameo = mode.cameo.to_string().into();
    }
    event
}

fn note(decision: &Decision<'_>) -> String {
    match &decision.mode {
        Some(mode) => format!("tells {} ({mode})", decision.kind.as_str()),
        None => format!("tells {}", decision.kind.as_str()),
    }
}

fn within_statement(statement: &Statement, status: Status, basis: &mut Vec<Reason>) -> Status {
    if status != Status::Asserted {
        return status;
    }
    let span = statement.cue.first().copied();
    let (status, rule, note) = if statement.negated {
        (
            Status::Denied,
            "in-denial",
            "somebody says that it did not happen",
        )
    } else if statement.hypothetical {
        (
            Status::Hypothetical,
            "in-hypothetical-statement",
            "nobody has said so",
        )
    } else {
        (Status::Claimed, "in-statement", "told in somebody's words")
    };
    basis.push(Reason {
        span,
        ..Reason::new(rule, note)
    });
    status
}

/// Figures of the event's own verb and of the outcomes that hang on it.
fn figures(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    decision: &Decision<'_>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(main) = found.clause {
        figures.extend(figure::of_clause(reading, ontology, main));
        for (idx, clause) in reading.clauses.iter().enumerate().skip(main + 1) {
            let hangs = clause.outcome && outcome_of(reading, idx) == Some(main);
            if hangs {
                figures.extend(figure::of_clause(reading, ontology, idx));
            }
        }
    }
    if decision.kind == EventType::Protest {
        let crowd = decision.arguments.actors.iter();
        figures.extend(
            crowd.filter_map(|argument| figure::of_crowd(reading, ontology, argument.phrase)),
        );
    }
    figures.sort_by_key(|figure| figure.span);
    figures.dedup();
    figures
}

/// The clause that is not itself an outcome and that this outcome hangs on.
fn outcome_of(reading: &Reading<'_>, idx: usize) -> Option<usize> {
    let mut at = reading.clauses[idx].governor?;
    // Governors stand before what they govern, so that this ends.
    while reading.clauses[at].outcome || reading.chunks.groups[at].mood == chunk::Mood::Reduced {
        match reading.clauses[at]
            .governor
            .or(at.checked_sub(1))
            .filter(|next| *next < at)
        {
            Some(next) => at = next,
            None => return None,
        }
    }
    Some(at)
}

pub(crate) fn parties(resolved: Vec<Resolved>) -> Vec<Party> {
    let mut parties: Vec<Party> = resolved
        .into_iter()
        .map(|resolved| resolved.party)
        .collect();
    parties.dedup_by(|later, earlier| later.actor.is_some() && later.actor == earlier.actor);
    parties
}
