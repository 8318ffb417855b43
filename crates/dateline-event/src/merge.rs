//! Puts together what one sentence tells in several words: one act of two verbs, its doer, its order.
//!
//! In: the events of a sentence, in text order. Out: the same, those that tell one act joined, those that lack a
//! doer, a mode or a date filled from the noun that they happen "in", and those told "after" another bound to it.

use dateline_schema::{Event, EventType, Reason, Span};

use crate::sentence::Reading;
use crate::words::Tag;

/// Joins what one sentence tells of one act: verbs joined by "and" with the same parties become one event, and
/// who was killed "in the attack" was killed by who attacked.
pub(crate) fn merge(reading: &Reading<'_>, events: &mut Vec<Event>, first: usize) {
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
    for noun in first..events.len() {
        for verb in first..events.len() {
            let lacks = events[verb].actors.is_empty() && !events[noun].actors.is_empty();
            let harm =
                events[verb].kind == EventType::Assault && events[noun].kind == EventType::Assault;
            let (own, other) = (events[verb].trigger, events[noun].trigger);
            if lacks && harm && (is_in(reading, own, other) || is_meanwhile(reading, own, other)) {
                let reason = Reason::at("actor-of-same-act", other, "done by who did this");
                events[verb].basis.push(reason);
                events[verb].actors = events[noun].actors.clone();
                if events[verb].mode.is_none() {
                    events[verb].mode = events[noun].mode.clone();
                }
            }
        }
    }
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
