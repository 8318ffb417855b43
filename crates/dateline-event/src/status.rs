//! Says whether the page tells an event as having happened.
//!
//! In: the verb group of a trigger and what governs it. Out: a [`Status`] with its reason. Negation beats
//! everything, then the conditional, the modal verb, the governing verb, and at last the statement that the
//! event stands in.

use std::ops::Range;

use dateline_data::{Control, LightRole, Ontology, StatusPlace};
use dateline_schema::{Reason, Status};

use crate::chunk::Mood;
use crate::clause::is_condition;
use crate::sentence::Reading;
use crate::trigger::Found;

/// The status that the sentence itself gives.
pub(crate) fn of(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
) -> (Status, Option<Reason>) {
    let from_light = match found.light {
        Some(LightRole::Stop) => Some((Status::Negated, "kept-from-happening")),
        Some(LightRole::Plan) => Some((Status::Planned, "announced-event")),
        _ => None,
    };
    let result = match found.clause {
        Some(clause) => of_clause(reading, ontology, clause, 0),
        None => of_noun(reading, ontology, found),
    };
    let (status, rule) = match (from_light, result) {
        (Some(light), (Status::Asserted, _)) => light,
        (_, result) => result,
    };
    let span = reading.span(&found.words);
    let reason = (status != Status::Asserted).then(|| Reason::at(rule, span, status.as_str()));
    (status, reason)
}

fn of_clause(
    reading: &Reading<'_>,
    ontology: &Ontology,
    idx: usize,
    depth: usize,
) -> (Status, &'static str) {
    // Verbs that govern each other in a row: no sentence is read deeper than this.
    const DEEPEST: usize = 4;
    let group = &reading.chunks.groups[idx];
    let clause = &reading.clauses[idx];
    if group.negated {
        return (Status::Negated, "negated-verb");
    }
    if clause
        .opener
        .is_some_and(|word| is_condition(&reading.words.lower[word]))
    {
        return (Status::Hypothetical, "conditional-clause");
    }
    if let Some(modal) = group.modal {
        return match reading.words.lower[modal].as_str() {
            "will" | "shall" | "'ll" | "’ll" | "wo" => (Status::Planned, "future-verb"),
            // "could not be reached" and "would attack": neither tells that it happened.
            _ => (Status::Hypothetical, "modal-verb"),
        };
    }
    let governed =
        matches!(group.mood, Mood::Infinitive) || (group.mood == Mood::Gerund && !clause.outcome);
    let Some(governor) = clause.governor.filter(|_| depth < DEEPEST) else {
        return (Status::Asserted, "");
    };
    if !governed {
        // "will attack and destroy": what is joined shares the modal verb.
        let joined =
            reading.chunks.groups[governor].modal.is_some() && reading.words.verbs[group.main].base;
        return if joined || clause.outcome {
            of_clause(reading, ontology, governor, depth + 1)
        } else {
            (Status::Asserted, "")
        };
    }
    let above = of_clause(reading, ontology, governor, depth + 1);
    let lemma = &reading.words.verbs[reading.chunks.groups[governor].main].lemma;
    let effect = ontology.control(lemma);
    let gerund = group.mood == Mood::Gerund;
    match effect {
        Some(Control::Real) => above,
        Some(Control::Planned) if !gerund => (Status::Planned, "planned-infinitive"),
        Some(Control::Threatened) => (Status::Threatened, "threatened-infinitive"),
        Some(Control::Negated) => (Status::Negated, "refused-infinitive"),
        Some(Control::Hypothetical) if !gerund => (Status::Hypothetical, "wished-infinitive"),
        Some(Control::Claimed) => (Status::Claimed, "alleged-act"),
        Some(Control::Denied) => (Status::Denied, "denied-act"),
        // An infinitive that nothing governs tells a purpose: "to attack the base".
        _ if !gerund => (Status::Planned, "purpose-infinitive"),
        _ => above,
    }
}

/// "a possible attack", "no attack", "threats of an attack", "an attack is imminent".
fn of_noun(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
) -> (Status, &'static str) {
    let Some(noun) = &found.noun else {
        return (Status::Asserted, "");
    };
    let words = &reading.words.lower;
    let says = |place: StatusPlace, range: Range<usize>| {
        range
            .into_iter()
            .find_map(|idx| ontology.status(place, &words[idx]))
    };
    let start = reading.phrase(noun.phrase).words.start;
    // What is feared, demanded or threatened has not happened: "threat of", "calls for an end to".
    const REACH: usize = 3;
    if let Some(status) = says(StatusPlace::Within, start..noun.words.start) {
        return (status, "word-at-noun");
    }
    if let Some(status) = says(StatusPlace::Before, start.saturating_sub(REACH)..start) {
        return (status, "word-before-noun");
    }
    if is_deemed(reading, ontology, start) {
        return (Status::Hypothetical, "taken-as");
    }
    match says(StatusPlace::Predicate, predicate(reading, noun.phrase)) {
        Some(status) => (status, "said-of-noun"),
        None => (Status::Asserted, ""),
    }
}

/// "will regard a launch as an attack": what something is taken for need not have happened.
fn is_deemed(reading: &Reading<'_>, ontology: &Ontology, start: usize) -> bool {
    let words = &reading.words;
    let behind_as = start
        .checked_sub(1)
        .is_some_and(|idx| words.lower[idx] == "as");
    behind_as
        && (0..reading.clauses.len()).any(|idx| {
            let group = &reading.chunks.groups[idx];
            group.main < start && ontology.verb_in("deem", &words.verbs[group.main].lemma)
        })
}

/// The words behind a form of "be" that say something of the phrase.
fn predicate(reading: &Reading<'_>, phrase: usize) -> Range<usize> {
    // "is now very likely": few words stand before the one that counts.
    const REACH: usize = 4;
    let is_said = |idx: &usize| {
        let group = &reading.chunks.groups[*idx];
        reading.clauses[*idx].subject.contains(&phrase)
            && &*reading.words.verbs[group.main].lemma == "be"
    };
    (0..reading.clauses.len())
        .find(is_said)
        .map_or(0..0, |idx| {
            let end = reading.chunks.groups[idx].words.end;
            end..(end + REACH).min(reading.words.len())
        })
}
