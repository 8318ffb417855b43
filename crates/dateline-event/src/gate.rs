//! Says which of the events that words tell are worth recording.
//!
//! In: a [`Decision`] with its status. Refused: what only belongs to another event, what says what somebody is and
//! not what happened, and what too few or only private participants take part in.

use dateline_schema::EventType;

use crate::chunk::Mood;
use crate::decide::Decision;
use crate::sentence::Reading;
use crate::trigger::Found;

/// Whether the words only tell a part or an attribute of something else.
pub(crate) fn is_part(reading: &Reading<'_>, found: &Found<'_>, decision: &Decision<'_>) -> bool {
    is_outcome(reading, found, decision) || is_attribute(reading, found, decision)
}

/// What a participle behind a comma tells of killed and injured belongs to the main event: ", killing five".
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
