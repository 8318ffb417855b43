//! Events that are acts of speech: a threat, a demand, a reproach told by a statement's cue and content.
//!
//! In: a sentence with the statements whose cue or content stands in it. Out: THREATEN, REQUEST and ACCUSE
//! events with the speaker as actor. Plain reports of fact make no event.

use std::borrow::Cow;

use dateline_data::{Control, TriggerPos};
use dateline_schema::{Event, EventType, Party, Reason, Span, Statement, Status};

use crate::argument::whole;
use crate::sentence::Reading;
use crate::{Context, finish, when};

/// Adds the speech acts of the statements whose content ends in this sentence.
pub(crate) fn find(
    context: &Context<'_>,
    reading: &Reading<'_>,
    sent: usize,
    events: &mut Vec<Event>,
) {
    let span = context.doc.sentences[sent].span;
    let from = context
        .contents
        .partition_point(|(content, _)| content.start < span.start);
    let here = context.contents[from..]
        .iter()
        .take_while(|(content, _)| content.start < span.end);
    for (content, idx) in here {
        let statement = &context.statements[*idx];
        if statement.negated || statement.hypothetical || statement.content.first() != Some(content)
        {
            continue;
        }
        let act = threat(context, reading, statement, *content)
            .or_else(|| demand(context, reading, statement, *content))
            .or_else(|| reproach(context, reading, statement, *content));
        if let Some(act) = act {
            push(context, reading, sent, *idx, act, events);
        }
    }
}

/// A speech act with its trigger and whom it is for.
struct Act {
    kind: EventType,
    mode: Option<&'static str>,
    trigger: Span,
    recipients: Vec<Party>,
    rule: &'static str,
}

fn push(
    context: &Context<'_>,
    reading: &Reading<'_>,
    sent: usize,
    idx: usize,
    act: Act,
    events: &mut Vec<Event>,
) {
    let statement = &context.statements[idx];
    let Some(speaker) = statement
        .speaker
        .and_then(|speaker| context.cast.actors.get(speaker))
    else {
        return;
    };
    // A verb of its own in this sentence has told the same act already, perhaps without saying to whom.
    let told = events.iter_mut().rev().find(|event| {
        event.kind == act.kind
            && (event.trigger.overlaps(act.trigger)
                || statement.cue.iter().any(|cue| cue.overlaps(event.trigger)))
    });
    if let Some(told) = told {
        if told.recipients.is_empty() {
            told.recipients = act.recipients;
            told.basis.push(Reason::at(
                act.rule,
                act.trigger,
                "the recipient stands in what is said",
            ));
        }
        return;
    }
    let span = statement.source.first().copied().unwrap_or(act.trigger);
    let sentence = &context.doc.sentences[sent];
    let clause = context
        .doc
        .tokens_in(act.trigger)
        .start
        .checked_sub(reading.words.first);
    let clause = clause
        .filter(|word| *word < reading.words.len())
        .and_then(|word| reading.clause_at(word));
    let mut date = when::of(
        reading,
        context.ontology,
        sentence,
        when::Told {
            trigger: act.trigger,
            clause,
            is_noun: false,
            is_cue: statement.cue.contains(&act.trigger)
                && context.statement_at(act.trigger).is_none(),
            status: Status::Asserted,
        },
        context.chronology,
    );
    when::bound(&mut date, context.chronology, Status::Asserted);
    let inside = statement
        .content
        .iter()
        .any(|content| content.contains(act.trigger));
    events.push(finish(
        context,
        Event {
            kind: act.kind,
            mode: act.mode.map(Cow::Borrowed),
            contexts: Vec::new(),
            cameo: "".into(),
            score: 0.0,
            trigger: act.trigger,
            actors: vec![Party {
                span,
                actor: statement.speaker,
                codes: speaker.codes.clone(),
            }],
            recipients: act.recipients,
            date,
            place: None,
            figures: Vec::new(),
            status: Status::Asserted,
            statement: inside.then_some(idx),
            basis: vec![Reason::at(
                act.rule,
                act.trigger,
                "what is said does something to somebody",
            )],
        },
    ));
}

/// "warned that they will regret it", "may strike again", said of one's own side.
fn threat(
    context: &Context<'_>,
    reading: &Reading<'_>,
    statement: &Statement,
    content: Span,
) -> Option<Act> {
    let words = &reading.words;
    let cue = *statement.cue.first()?;
    let warns = words_in(reading, cue)
        .any(|idx| context.ontology.control(&words.verbs[idx].lemma) == Some(Control::Threatened));
    for clause in clauses_in(reading, content) {
        let group = &reading.chunks.groups[clause];
        let Some(modal) = group.modal.filter(|_| !group.negated) else {
            continue;
        };
        let modal = words.lower[modal].as_str();
        let lemma = &words.verbs[group.main].lemma;
        let suffers = matches!(modal, "will" | "shall" | "would")
            && context.ontology.verb_in("suffer", lemma);
        if suffers {
            let subject = whole(reading, reading.clauses[clause].subject.iter().copied());
            let recipients = others(context, statement, resolve(context, reading, &subject));
            if !recipients.is_empty() {
                return Some(Act {
                    kind: EventType::Threaten,
                    mode: None,
                    trigger: cue,
                    recipients,
                    rule: "announced-suffering",
                });
            }
        }
        let own = whole(reading, reading.clauses[clause].subject.iter().copied());
        let own = resolve(context, reading, &own);
        let harms = context
            .ontology
            .triggers(TriggerPos::Verb, lemma)
            .iter()
            .any(|entry| is_harm(entry.kind) && entry.objects.is_empty())
            || reading.clauses[clause].objects.iter().any(|phrase| {
                let head = reading.head(*phrase, context.ontology);
                context
                    .ontology
                    .triggers(TriggerPos::Noun, head)
                    .iter()
                    .any(|entry| is_harm(entry.kind))
            });
        if harms
            && matches!(
                modal,
                "will" | "shall" | "may" | "could" | "would" | "might"
            )
            && own.iter().any(|party| same_side(context, statement, party))
        {
            let clause = &reading.clauses[clause];
            let targets = whole(
                reading,
                clause
                    .objects
                    .iter()
                    .copied()
                    .chain(clause.preps.iter().map(|(_, phrase)| *phrase)),
            );
            let mut recipients = others(context, statement, resolve(context, reading, &targets));
            if recipients.is_empty() {
                recipients = anyone_else(
                    context,
                    statement,
                    context.doc.sentences[context.doc.sentence_at(cue.start)?].span,
                );
            }
            return Some(Act {
                kind: EventType::Threaten,
                mode: Some("violence"),
                trigger: cue,
                recipients,
                rule: "announced-harm",
            });
        }
    }
    if warns {
        let recipients = anyone_else(context, statement, content);
        if !recipients.is_empty() {
            return Some(Act {
                kind: EventType::Threaten,
                mode: None,
                trigger: cue,
                recipients,
                rule: "warning",
            });
        }
    }
    None
}

fn is_harm(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Assault | EventType::Coerce | EventType::Sanction
    )
}

/// "they must leave the region".
fn demand(
    context: &Context<'_>,
    reading: &Reading<'_>,
    statement: &Statement,
    content: Span,
) -> Option<Act> {
    let words = &reading.words;
    for clause in clauses_in(reading, content) {
        let group = &reading.chunks.groups[clause];
        let Some(modal) = group.modal else { continue };
        if words.lower[modal] != "must" && words.lower[modal] != "should" {
            continue;
        }
        let subject = whole(reading, reading.clauses[clause].subject.iter().copied());
        let recipients = others(context, statement, resolve(context, reading, &subject));
        if recipients.is_empty() || reading.chunks.groups[clause].passive {
            continue;
        }
        let lemma = &words.verbs[group.main].lemma;
        let yields = context.ontology.verb_in("yield", lemma);
        let objects = reading.clauses[clause]
            .objects
            .iter()
            .map(|phrase| reading.phrase(*phrase).words.end);
        let end = objects
            .max()
            .unwrap_or(group.words.end)
            .max(group.words.end);
        return Some(Act {
            kind: EventType::Request,
            mode: yields.then_some("yield"),
            trigger: reading.span(&(group.words.start..end)),
            recipients,
            rule: "demand-with-must",
        });
    }
    None
}

/// "a cowardly act", "their destructive policies", said of another side.
fn reproach(
    context: &Context<'_>,
    reading: &Reading<'_>,
    statement: &Statement,
    content: Span,
) -> Option<Act> {
    let words = &reading.words;
    let cue = *statement.cue.first()?;
    let word =
        words_in(reading, content).find(|idx| context.ontology.reproaches(&words.lower[*idx]))?;
    let clause = reading.clause_at(word)?;
    let mut about = whole(reading, reading.clauses[clause].subject.iter().copied());
    about.extend(whole(
        reading,
        reading.clauses[clause].objects.iter().copied(),
    ));
    let mut recipients = others(context, statement, resolve(context, reading, &about));
    if recipients.is_empty() {
        recipients = only_other(context, statement, content);
    }
    recipients.truncate(1);
    (!recipients.is_empty()).then_some(Act {
        kind: EventType::Accuse,
        mode: Some("disapprove"),
        trigger: cue,
        recipients,
        rule: "reproach-in-statement",
    })
}

fn words_in<'a>(reading: &'a Reading<'_>, span: Span) -> impl Iterator<Item = usize> + 'a {
    let tokens = reading.words.doc.tokens_in(span);
    let first = reading.words.first;
    let end = first + reading.words.len();
    (tokens.start.max(first)..tokens.end.min(end)).map(move |idx| idx - first)
}

fn clauses_in<'a>(reading: &'a Reading<'_>, span: Span) -> impl Iterator<Item = usize> + 'a {
    (0..reading.clauses.len())
        .filter(move |idx| span.contains(reading.span(&reading.chunks.groups[*idx].words)))
}

fn resolve(
    context: &Context<'_>,
    reading: &Reading<'_>,
    arguments: &[crate::argument::Argument],
) -> Vec<Party> {
    arguments
        .iter()
        .filter_map(|argument| context.cast.resolve(reading, context.ontology, argument))
        .map(|resolved| resolved.party)
        .collect()
}

/// Whether the party is the speaker, or of the speaker's country.
fn same_side(context: &Context<'_>, statement: &Statement, party: &Party) -> bool {
    let speaker = statement
        .speaker
        .and_then(|idx| context.cast.actors.get(idx));
    let country = speaker
        .and_then(|actor| actor.codes.first())
        .and_then(|code| code.country());
    (party.actor.is_some() && party.actor == statement.speaker)
        || (country.is_some() && party.codes.first().and_then(|code| code.country()) == country)
}

/// The parties with a code that are not of the speaker's side.
fn others(context: &Context<'_>, statement: &Statement, parties: Vec<Party>) -> Vec<Party> {
    let is_other = |party: &Party| !party.codes.is_empty() && !same_side(context, statement, party);
    parties.into_iter().filter(is_other).collect()
}

/// The first actor named in `span` that is of another country than the speaker.
fn anyone_else(context: &Context<'_>, statement: &Statement, span: Span) -> Vec<Party> {
    // "in Ruritania" says where, not who.
    let who = context
        .cast
        .overlapping(span)
        .filter(|(mention, _)| !context.doc.text[..mention.start].ends_with("in "));
    let named = who.map(|(mention, idx)| Party {
        span: mention,
        actor: Some(idx),
        codes: context.cast.actors[idx].codes.clone(),
    });
    let foreign = |party: &Party| {
        party
            .codes
            .first()
            .is_some_and(|code| code.country().is_some())
    };
    others(context, statement, named.filter(foreign).collect())
        .into_iter()
        .take(1)
        .collect()
}

/// The actor named in `span` that is of another country than the speaker, if all of them are of one country.
fn only_other(context: &Context<'_>, statement: &Statement, span: Span) -> Vec<Party> {
    let first = anyone_else(context, statement, span);
    let country = |party: &Party| {
        party
            .codes
            .first()
            .and_then(|code| code.country().map(str::to_owned))
    };
    let named = context.cast.overlapping(span).map(|(mention, idx)| Party {
        span: mention,
        actor: Some(idx),
        codes: context.cast.actors[idx].codes.clone(),
    });
    let others = others(context, statement, named.collect());
    let wanted = first.first().and_then(country);
    let alone = others
        .iter()
        .filter_map(country)
        .all(|code| Some(code) == wanted);
    if alone { first } else { Vec::new() }
}
