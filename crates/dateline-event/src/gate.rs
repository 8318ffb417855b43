//! Says which of the events that words tell are worth recording.
//!
//! In: a [`Decision`] with its status. Refused: what only belongs to another event, what says what somebody is and
//! not what happened, and what too few or only private participants take part in.

use dateline_data::{HeadKind, Ontology};
use dateline_schema::EventType;

use crate::chunk::Mood;
use crate::decide::Decision;
use crate::party::Resolved;
use crate::sentence::Reading;
use crate::trigger::Found;

/// Whether the words only tell a part or an attribute of something else.
pub(crate) fn is_part(reading: &Reading<'_>, found: &Found<'_>, decision: &Decision<'_>) -> bool {
    is_outcome(reading, found, decision) || is_attribute(reading, found, decision)
}

/// What a participle behind a comma tells of killed and injured belongs to the main event: ", killing five".
/// Whether enough take part, and in something that is theirs to do. `rule` says what made the status.
pub(crate) fn stands(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    decision: &Decision<'_>,
    rule: &str,
) -> bool {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
        Reject, Request, Retreat, Sanction, Support, Threaten,
    };
    let acts = !decision.actors.is_empty();
    let both = acts && !decision.recipients.is_empty();
    let enough = match decision.kind {
        Agree | Concede | Retreat | Request | Reject | Threaten => acts,
        Consult | Support | Cooperate | Aid => both,
        Accuse | Assault | Coerce | Mobilize | Protest | Sanction => true,
    };
    let purpose = rule == "purpose-infinitive";
    let conflict = matches!(decision.kind, Assault | Coerce | Mobilize | Sanction);
    let harm = matches!(decision.kind, Assault | Coerce | Protest);
    enough
        && (!purpose || (conflict && both))
        && (harm || is_public(decision))
        && !is_figurative(decision)
        && !is_silence(reading, ontology, found, decision)
}

/// Whether somebody takes part who acts for a country, a power or an organisation, and not for himself alone.
fn is_public(decision: &Decision<'_>) -> bool {
    let codes = decision.actors.iter().chain(&decision.recipients);
    let mut codes = codes.flat_map(|resolved| &resolved.party.codes);
    codes.any(|code| code.country().is_some() || code.sector() != Some("CVL"))
}

/// "his death destroyed their hopes": an act destroys nothing that belongs to nobody.
fn is_figurative(decision: &Decision<'_>) -> bool {
    let act = |resolved: &Resolved| resolved.head == Some(HeadKind::Proxy);
    let destroys = decision.mode.as_deref() == Some("destroy");
    decision.kind == EventType::Assault
        && decision.recipients.is_empty()
        && (destroys || decision.actors.iter().any(act))
}

/// "declined to comment": keeping silent rejects nothing.
fn is_silence(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    decision: &Decision<'_>,
) -> bool {
    let infinitive = found
        .clause
        .and_then(|clause| reading.clauses[clause].infinitive);
    decision.kind == EventType::Reject
        && infinitive.is_some_and(|clause| {
            let main = reading.chunks.groups[clause].main;
            ontology.verb_in("say", &reading.words.verbs[main].lemma)
        })
}

fn is_outcome(reading: &Reading<'_>, found: &Found<'_>, decision: &Decision<'_>) -> bool {
    let Some(clause) = found.clause.filter(|_| found.noun.is_none()) else {
        return false;
    };
    let harm = matches!(decision.kind, EventType::Assault);
    let outcome = &reading.clauses[clause];
    harm && outcome.outcome && outcome.governor.is_some()
}

/// "a group supported by Ruritania" says what the group is, not what happened.
fn is_attribute(reading: &Reading<'_>, found: &Found<'_>, decision: &Decision<'_>) -> bool {
    let reduced = found
        .clause
        .is_some_and(|clause| reading.chunks.groups[clause].mood == Mood::Reduced);
    reduced && matches!(decision.kind, EventType::Support | EventType::Aid)
}
