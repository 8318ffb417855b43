//! Ranks the types of an event whose parties are given.
//!
//! In: a document and two spans of one sentence. Out: every type that a trigger of the sentence tells, best
//! first, with scores that sum to one. A trigger counts the more the nearer its participants are to the given
//! spans. Types follow the crosswalk of 2021, because the pairs that people have labelled do.

use dateline_data::{LightRole, Ontology};
use dateline_schema::{Doc, EventType, QuadClass, Span};

use crate::argument;
use crate::chunk::Mood;
use crate::decide;
use crate::sentence::Reading;
use crate::trigger::{self, Found};

/// Ranks the types of what the actor does to the recipient, the likeliest first; the scores sum to 1.
///
/// Empty where no word near the two tells any event.
#[must_use]
pub fn classify_pair(
    doc: &Doc,
    actor: Option<Span>,
    recipient: Option<Span>,
    ontology: &Ontology,
) -> Vec<(EventType, f32)> {
    let party = actor.or(recipient);
    let Some(sent) = party.and_then(|party| doc.sentence_at(party.start)) else {
        return Vec::new();
    };
    let reading = Reading::new(doc, &doc.sentences[sent], &[], ontology);
    let mut scores = [0.0_f32; EventType::ALL.len()];
    for found in trigger::find(&reading, ontology) {
        let (kind, score) = score(&reading, ontology, &found, actor, recipient);
        scores[kind as usize] += score;
    }
    let total: f32 = scores.iter().sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut ranked: Vec<(EventType, f32)> = EventType::ALL
        .into_iter()
        .map(|kind| (kind, scores[kind as usize] / total))
        .filter(|(_, score)| *score > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

fn score(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    actor: Option<Span>,
    recipient: Option<Span>,
) -> (EventType, f32) {
    let mut best = (found.entries[0].kind_by(true), 0.0_f32);
    for (rank, entry) in found.entries.iter().enumerate() {
        let arguments = argument::find(reading, ontology, found, entry);
        if !decide::has_words(reading, ontology, found, entry.need, &arguments) {
            continue;
        }
        let touches = |list: &[argument::Argument], span: Span| {
            list.iter().any(|argument| {
                let phrase = reading.phrase(argument.phrase);
                let end = phrase
                    .of
                    .map_or(phrase.words.end, |of| reading.phrase(of).words.end);
                reading
                    .span(&(argument.words.start..end.max(argument.words.end)))
                    .overlaps(span)
            })
        };
        let acts = actor.is_some_and(|actor| touches(&arguments.actors, actor));
        let suffers = recipient.is_some_and(|recipient| touches(&arguments.recipients, recipient));
        let mut score = match (acts, suffers) {
            (true, true) => 8.0,
            (true, false) => 4.0,
            (false, true) => 2.0,
            (false, false) => 0.5,
        };
        if !entry.objects.is_empty() || !entry.rest.is_empty() {
            score *= 1.5;
        }
        if found.noun.is_some() && found.light.is_none() {
            score *= 0.5;
        }
        // Entries are sorted by how specific they are.
        score *= 0.9_f32.powi(i32::try_from(rank).unwrap_or(i32::MAX));
        if score > best.1 {
            best = (kind(reading, found, entry.kind_by(true)), score);
        }
    }
    // What stands in the words for the recipient is what the pair's event is about: "condemned the bombing of".
    if recipient.is_some_and(|recipient| recipient.contains(reading.span(&found.words))) {
        best.1 *= 0.2;
    }
    if is_governed(reading, found) {
        best.1 *= 0.3;
    }
    best
}

/// Whether another verb governs the trigger and tells more of the pair: "refused to meet".
fn is_governed(reading: &Reading<'_>, found: &Found<'_>) -> bool {
    found.clause.is_some_and(|clause| {
        matches!(
            reading.chunks.groups[clause].mood,
            Mood::Infinitive | Mood::Gerund
        ) && reading.clauses[clause].governor.is_some()
    })
}

/// The type of what is still to come or does not come about.
fn kind(reading: &Reading<'_>, found: &Found<'_>, kind: EventType) -> EventType {
    let Some(group) = found.clause.map(|clause| &reading.chunks.groups[clause]) else {
        return kind;
    };
    let future = group.modal.is_some_and(|modal| {
        matches!(
            reading.words.lower[modal].as_str(),
            "will" | "'ll" | "would" | "wo" | "shall"
        )
    });
    let cooperates = matches!(
        kind.quad(),
        QuadClass::VerbalCooperation | QuadClass::MaterialCooperation
    );
    let stops = found.light == Some(LightRole::Stop);
    match (future, group.negated, cooperates) {
        (_, true, true) => EventType::Reject,
        (true, false, true) => EventType::Agree,
        (true, false, false)
            if matches!(
                kind,
                EventType::Assault | EventType::Coerce | EventType::Sanction
            ) =>
        {
            EventType::Threaten
        }
        _ if stops && kind == EventType::Assault => EventType::Retreat,
        _ => kind,
    }
}
