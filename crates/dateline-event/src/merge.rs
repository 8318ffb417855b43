//! Puts together what one sentence tells in several words: one act of two verbs, its doer, its order.
//!
//! In: the events of a sentence, in text order. Out: the same, those that tell one act joined, those that lack a
//! doer, a mode or a date filled from the noun that they happen "in", and those told "after" another bound to it.

use dateline_data::{Ontology, TriggerPos};
use dateline_schema::{Event, EventType, Reason, Span};

use crate::sentence::Reading;
use crate::words::Tag;

/// Joins what one sentence tells of one act: verbs joined by "and" with the same parties become one event, and
/// who was killed "in the attack" was killed by who attacked.
pub(crate) fn merge(
    reading: &Reading<'_>,
    ontology: &Ontology,
    events: &mut Vec<Event>,
    first: usize,
) {
    join_verbs(reading, events, first);
    for later in first..events.len() {
        for other in first..events.len() {
            if lacks_doer(&events[later], &events[other])
                && is_same_act(reading, ontology, &events[later], &events[other])
            {
                fill(events, later, other);
            }
        }
    }
}

/// "attacked and tried to storm" becomes one event.
fn join_verbs(reading: &Reading<'_>, events: &mut Vec<Event>, first: usize) {
    let mut idx = first + 1;
    while idx < events.len() {
        let (earlier, later) = (&events[idx - 1], &events[idx]);
        let same = earlier.kind == later.kind
            && later.status == earlier.status
            && earlier.actors == later.actors
            && earlier.recipients == later.recipients
            && !earlier.recipients.is_empty()
            && joined(reading, earlier.trigger, later.trigger);
        if same {
            let later = events.remove(idx);
            let earlier = &mut events[idx - 1];
            earlier.trigger = earlier.trigger.cover(later.trigger);
            earlier.figures.extend(later.figures);
            earlier.place = earlier.place.or(later.place);
            if earlier.date.value.is_none() {
                earlier.date = later.date;
            }
        } else {
            idx += 1;
        }
    }
}

fn lacks_doer(event: &Event, other: &Event) -> bool {
    let harm = |event: &Event| event.kind == EventType::Assault;
    event.actors.is_empty() && !other.actors.is_empty() && harm(event) && harm(other)
}

fn is_same_act(reading: &Reading<'_>, ontology: &Ontology, event: &Event, other: &Event) -> bool {
    let (own, other) = (event.trigger, other.trigger);
    is_in(reading, own, other)
        || is_meanwhile(reading, own, other)
        || (other.end <= own.start
            && (is_owned(reading, other, own) || is_in_the(reading, ontology, own)))
}

fn fill(events: &mut [Event], idx: usize, other: usize) {
    let (actors, mode) = (events[other].actors.clone(), events[other].mode.clone());
    let (date, trigger) = (events[other].date.clone(), events[other].trigger);
    let event = &mut events[idx];
    event.basis.push(Reason::at(
        "actor-of-same-act",
        trigger,
        "done by who did this",
    ));
    event.actors = actors;
    if event.mode.is_none() {
        event.mode = mode;
    }
    if event.date.value.is_none() && date.value.is_some() {
        event.date = date;
    }
}

/// "was hit, and its pilot was killed": what belongs to the one is harmed with it.
fn is_owned(reading: &Reading<'_>, first: Span, second: Span) -> bool {
    let words = &reading.words;
    let (Some(start), Some(end)) = (
        words.doc.tokens_in(first).end.checked_sub(words.first),
        words.doc.tokens_in(second).start.checked_sub(words.first),
    ) else {
        return false;
    };
    let mut range = start..end.min(words.len());
    range.any(|idx| {
        words.tags[idx] == Tag::Conj
            && words
                .lower
                .get(idx + 1)
                .is_some_and(|next| matches!(next.as_str(), "its" | "his" | "her" | "their"))
    })
}

/// "was killed in the attack": in that of which the sentence has told.
fn is_in_the(reading: &Reading<'_>, ontology: &Ontology, verb: Span) -> bool {
    let words = &reading.words;
    let Some(start) = words.doc.tokens_in(verb).end.checked_sub(words.first) else {
        return false;
    };
    let Some([prep, article, noun]) = words.lower.get(start..start + 3) else {
        return false;
    };
    matches!(prep.as_str(), "in" | "during" | "by")
        && matches!(article.as_str(), "the" | "that" | "this")
        && ontology
            .triggers(TriggerPos::Noun, ontology.noun(noun))
            .iter()
            .any(|entry| entry.kind == EventType::Assault)
}

/// Whether only "and" and verbs such as "tried to" stand between two triggers.
fn joined(reading: &Reading<'_>, earlier: Span, later: Span) -> bool {
    let words = &reading.words;
    if later.start < earlier.end {
        return false;
    }
    let between = words.doc.tokens_in(Span::new(earlier.end, later.start));
    // "and then tried to": no more words than these.
    const MOST: usize = 4;
    let between = between.start.max(words.first) - words.first
        ..between.end.saturating_sub(words.first).min(words.len());
    between.len() <= MOST
        && between.clone().any(|idx| words.tags[idx] == Tag::Conj)
        && between
            .into_iter()
            .all(|idx| matches!(words.tags[idx], Tag::Conj | Tag::Verb | Tag::Adv | Tag::To))
}

/// Whether "in", "during" or "by" joins the noun to the verb before it: "killed in the attack".
fn is_in(reading: &Reading<'_>, verb: Span, noun: Span) -> bool {
    let words = &reading.words;
    if noun.start < verb.end {
        return false;
    }
    let between = words.doc.tokens_in(Span::new(verb.end, noun.start));
    let start = between.start.max(words.first) - words.first;
    let end = between.end.saturating_sub(words.first).min(words.len());
    start < end
        && matches!(words.lower[start].as_str(), "in" | "during" | "by" | "when")
        && (start..end).all(|idx| {
            matches!(
                words.tags[idx],
                Tag::Prep | Tag::Det | Tag::Noun | Tag::Norp | Tag::Name | Tag::Num
            )
        })
}

/// "was killed as his car was struck": the two clauses tell one act.
fn is_meanwhile(reading: &Reading<'_>, first: Span, second: Span) -> bool {
    let words = &reading.words;
    let (Some(start), Some(end)) = (
        words.doc.tokens_in(first).end.checked_sub(words.first),
        words.doc.tokens_in(second).start.checked_sub(words.first),
    ) else {
        return false;
    };
    let mut tags = (start..end.min(words.len())).map(|idx| (idx, words.tags[idx]));
    let border = tags.find(|(_, tag)| {
        matches!(
            tag,
            Tag::Sub | Tag::Conj | Tag::Stop | Tag::Comma | Tag::Verb | Tag::Rel
        )
    });
    border.is_some_and(|(idx, _)| matches!(words.lower[idx].as_str(), "as" | "when"))
        && tags.all(|(_, tag)| !matches!(tag, Tag::Sub | Tag::Conj | Tag::Stop))
}

/// "after the killing of A, B fired rockets": the second was after the first.
pub(crate) fn sequence(reading: &Reading<'_>, events: &mut [Event], first: usize) {
    let count = events.len();
    for earlier in first..count {
        let trigger = events[earlier].trigger;
        let Some(border) = after_border(reading, trigger) else {
            continue;
        };
        for later in (first..count).filter(|later| *later != earlier) {
            let follows =
                events[later].trigger.start > border || events[later].trigger.end <= trigger.start;
            if follows && events[later].date.after.is_none() && events[later].date.value.is_none() {
                events[later].date.after = Some(earlier);
                let reason = Reason::at("after-event", trigger, "told as later than this");
                events[later].date.basis.insert(0, reason);
            }
        }
    }
}

/// The end of the phrase behind "after" or "following" in which the trigger stands.
fn after_border(reading: &Reading<'_>, trigger: Span) -> Option<usize> {
    let words = &reading.words;
    let first = words
        .doc
        .tokens_in(trigger)
        .start
        .checked_sub(words.first)?;
    // "after the brutal killing": few words stand between.
    const REACH: usize = 5;
    let opens = (first.saturating_sub(REACH)..first.min(words.len()))
        .rev()
        .take_while(|idx| !matches!(words.tags[*idx], Tag::Verb | Tag::Comma | Tag::Stop))
        .any(|idx| matches!(words.lower[idx].as_str(), "after" | "following"));
    if !opens {
        return None;
    }
    let comma = (first..words.len()).find(|idx| words.tags[*idx] == Tag::Comma);
    Some(comma.map_or(usize::MAX, |idx| words.span(&(idx..idx + 1)).start))
}
