//! Places an event: the toponym behind a preposition in its clause, the narrowest first.

use dateline_schema::{Place, PlaceKind, Sentence, Span};

use crate::chunk::Mood;
use crate::sentence::Reading;
use crate::words::Tag;

/// The place of an event whose words are `trigger`, as an index into `places`.
pub(crate) fn of(
    reading: &Reading<'_>,
    sent: &Sentence,
    trigger: Span,
    places: &[Place],
) -> Option<usize> {
    let from = places.partition_point(|place| place.span.start < sent.span.start);
    let to = places.partition_point(|place| place.span.start < sent.span.end);
    (from..to)
        .filter(|idx| is_locative(reading, &places[*idx]))
        .filter(|idx| borders_between(reading, trigger, places[*idx].span) == 0)
        .min_by_key(|idx| {
            let place = &places[*idx];
            let behind = place.span.start >= trigger.end;
            let distance = place.span.start.abs_diff(trigger.end);
            (!behind, rank(place.kind), distance)
        })
}

/// Whether a preposition of place governs the toponym, over its article and modifiers.
fn is_locative(reading: &Reading<'_>, place: &Place) -> bool {
    let words = &reading.words;
    let tokens = words.doc.tokens_in(place.span);
    let Some(first) = tokens.start.checked_sub(words.first) else {
        return false;
    };
    // "in the northern town of Mora" has five words before the name.
    const REACH: usize = 6;
    for idx in (first.saturating_sub(REACH)..first.min(words.len())).rev() {
        match words.lower[idx].as_str() {
            "in" | "at" | "near" | "outside" | "inside" | "across" | "around" | "throughout"
            | "off" => return true,
            // "shot down over Mora": a place below, where a dispute over it would be a matter.
            "over" => return idx > 0 && words.lower[idx - 1] == "down",
            "to" | "from" | "by" | "against" | "with" | "for" | "that" | "and" | "between" => {
                return false;
            }
            // "in Mora, Ruritania": the second name belongs to the first, whose preposition decides.
            "," if idx + 1 == first && idx > 0 && words.tags[idx - 1] == Tag::Name => {}
            "," => return false,
            _ => {}
        }
    }
    false
}

/// A narrower place tells more.
fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Facility | PlaceKind::City => 0,
        PlaceKind::Admin => 1,
        PlaceKind::Country => 2,
        PlaceKind::Region => 3,
    }
}

/// How many finite verbs stand between the two.
pub(crate) fn borders_between(reading: &Reading<'_>, trigger: Span, place: Span) -> usize {
    let (low, high) = if trigger.end <= place.start {
        (trigger.end, place.start)
    } else {
        (place.end, trigger.start)
    };
    reading
        .chunks
        .groups
        .iter()
        .filter(|group| group.mood == Mood::Finite)
        .filter(|group| {
            let span = reading.span(&group.words);
            low <= span.start && span.end <= high
        })
        .count()
}
