//! The expressions of an event's sentence as candidates for its time.
//!
//! In: a read sentence and the event. Out: a [`DateCandidate`] for each expression, under the rule that says how it is tied
//! to the event: by the tree where there is one, and by the stretch of the sentence that belongs to the event's clause.

use std::cmp::Reverse;

use dateline_data::Ontology;
use dateline_schema::{Chronology, DateCandidate, DateGiver, Interval, Sentence, Span, Timex};

use super::region::{distance, joint, region};
use super::tree::{self, Path};
use super::{Told, lies_ahead, scored, times_near};
use crate::sentence::Reading;
use crate::site::borders_between;
use crate::words::Tag;

/// The candidates of a sentence; of those under one rule the likelier stand first.
pub(super) fn in_sentence(
    reading: &Reading<'_>,
    ontology: &Ontology,
    sent: &Sentence,
    told: Told,
    chronology: &Chronology,
) -> Vec<DateCandidate> {
    let times = times_near(sent.span, told.trigger, chronology);
    let region = told.clause.map(|clause| region(reading, sent, clause));
    // What is joined by "and" may have a time of its own, which goes before one that it shares.
    let joint = told.clause.and_then(|clause| joint(reading, clause));
    let is_own =
        |time: &Timex| joint.is_some_and(|joint| time.span.start >= joint && within(region, time));
    let mut order = times.clone();
    order.sort_by_key(|time| {
        let exact = times.iter().any(|other| says_exactly(time, other));
        (
            Reverse(is_own(time)),
            Reverse(exact),
            distance(time.span, told.trigger),
        )
    });
    order
        .into_iter()
        .filter_map(|time| {
            let (rule, giver) = tie(reading, region, time, told, chronology);
            let relation = relation(reading, time.span);
            let mut candidate = scored(ontology, rule, giver, Some(time), time.interval)?;
            let Interval { low, high } = time.interval;
            let bounds = match relation.filter(|_| rule != WHEN) {
                Some("since" | "after") => Interval {
                    low,
                    high: chronology.published.interval.high,
                },
                Some("before" | "until" | "till") => Interval { low: None, high },
                _ => return Some(candidate),
            };
            candidate.value = None;
            candidate.interval = bounds;
            Some(candidate)
        })
        .collect()
}

/// How an expression is tied to the event, and what gives it.
fn tie(
    reading: &Reading<'_>,
    region: Option<Span>,
    time: &Timex,
    told: Told,
    chronology: &Chronology,
) -> (&'static str, DateGiver) {
    use DateGiver::{Clause, GoverningClause, Sentence};
    let doc = reading.words.doc;
    let near = within(region, time);
    if lies_ahead(time, told, chronology) {
        return ("date-ahead", Sentence);
    }
    if is_lifetime(doc.text.as_str(), time.span) {
        return ("date-of-other-noun", Sentence);
    }
    if is_when(reading, time, told) {
        return (WHEN, Clause);
    }
    if tree::hangs_on_governing_noun(doc, time.span, told.trigger) {
        return ("date-of-noun-told-of", Clause);
    }
    if !told.is_noun && tree::hangs_on_shared_noun(doc, time, told.trigger) {
        return ("date-of-noun-beside", Clause);
    }
    if dates_other(reading, time, told) {
        return ("date-of-other-noun", Sentence);
    }
    if tree::hangs_on(doc, time.span, told.trigger) {
        let rule = if told.is_noun {
            "date-of-noun"
        } else {
            "date-of-verb"
        };
        return (rule, Clause);
    }
    let path = tree::path(doc, time.span, told.trigger);
    match (path, told.is_noun) {
        (Some(Path::Same), true) => ("date-of-verb-of-noun", Clause),
        (Some(_), true) => ("date-away-from-noun", Sentence),
        // Trees take what is joined to a saying for a part of what is said; statements are known better.
        (Some(Path::Up { content: true }), false) if !(near && told.is_cue) => {
            ("date-of-saying", GoverningClause)
        }
        (Some(Path::Up { .. }), false) if near => ("date-of-governor", GoverningClause),
        (Some(Path::Up { .. }), false) => ("date-of-outer-clause", GoverningClause),
        (None, _) if near => ("date-in-clause", Clause),
        (Some(_), false) if near => ("date-in-stretch", Sentence),
        _ => ("date-of-other-clause", Sentence),
    }
}

/// Whether a year is an end of two in brackets, which tell how long somebody lived or ruled: "King Ivar (1882–1951)".
fn is_lifetime(text: &str, time: Span) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    let (before, behind) = (text[..time.start].trim_end(), text[time.end..].trim_start());
    before.ends_with('(') && behind.starts_with(is_dash)
        || before.ends_with(is_dash) && behind.starts_with(')')
}

/// The rule of a date of which a clause tells more: "since 1990, when rebels seized the town".
const WHEN: &str = "date-when";

/// Whether "when" joins the event to the time before it.
fn is_when(reading: &Reading<'_>, time: &Timex, told: Told) -> bool {
    let words = &reading.words;
    let behind = words.doc.tokens_in(time.span).end.checked_sub(words.first);
    let Some(behind) = behind.filter(|_| time.span.end <= told.trigger.start) else {
        return false;
    };
    let comma = usize::from(words.tags.get(behind) == Some(&Tag::Comma));
    let joins = words.lower.get(behind + comma);
    joins.is_some_and(|word| word == "when")
        && borders_between(reading, told.trigger, time.span) == 0
}

fn within(region: Option<Span>, time: &Timex) -> bool {
    region.is_none_or(|region| region.contains(time.span))
}

/// Whether a time behind another says the same more exactly: "a week earlier, on October 18".
fn says_exactly(other: &Timex, time: &Timex) -> bool {
    // ", on " and ", " stand between them, and no more.
    const BETWEEN: usize = 6;
    let follows = other.span.start >= time.span.end && other.span.start - time.span.end <= BETWEEN;
    let inside = time.interval.intersect(other.interval) == Some(other.interval);
    follows && inside && other.interval != time.interval && other.interval.value().is_some()
}

/// The word before a time, or before its article.
fn relation<'r>(reading: &'r Reading<'_>, time: Span) -> Option<&'r str> {
    let words = &reading.words;
    let first = words.doc.tokens_in(time).start.checked_sub(words.first)?;
    let mut before = first.checked_sub(1)?;
    if *words.tags.get(before)? == Tag::Det {
        before = before.checked_sub(1)?;
    }
    words.lower.get(before).map(String::as_str)
}

/// Whether a time only belongs to a noun, and to another one than the trigger: "the 2019 unrest", "post-1979",
/// "Monday's vote".
fn dates_other(reading: &Reading<'_>, timex: &Timex, told: Told) -> bool {
    // "killed in Monday's attack": a day or week of one happening is that of the other.
    const SHARED_DAYS: i64 = 7;
    let words = &reading.words;
    let tokens = words.doc.tokens_in(timex.span);
    let (Some(first), Some(end)) = (
        tokens.start.checked_sub(words.first),
        tokens.end.checked_sub(words.first),
    ) else {
        return false;
    };
    let before = first.checked_sub(1).map(|idx| words.tags[idx]);
    if before == Some(Tag::Hyphen) {
        return true;
    }
    let owns = words.tags.get(end) == Some(&Tag::Poss);
    // "on Monday police arrested": only behind an article is a time an attribute.
    let modifies = matches!(before, Some(Tag::Det | Tag::Norp | Tag::Poss));
    let noun = end + usize::from(owns);
    let follows = matches!(
        words.tags.get(noun),
        Some(Tag::Noun | Tag::Name | Tag::Norp)
    );
    if !follows || words.time[noun] || !(owns || modifies) {
        return false;
    }
    let phrases = &reading.chunks.phrases;
    let Some(phrase) = phrases
        .iter()
        .position(|phrase| phrase.words.contains(&noun))
    else {
        return true;
    };
    let head = phrases[phrase].head;
    let days = timex.interval.n_days();
    let short = days.is_some_and(|days| days <= SHARED_DAYS);
    let shares = told.clause.filter(|_| short).is_some_and(|clause| {
        let clause = &reading.clauses[clause];
        let within = |(prep, object): &(usize, usize)| {
            *object == phrase && matches!(words.lower[*prep].as_str(), "in" | "during")
        };
        clause.subject.contains(&phrase) || clause.preps.iter().any(within)
    });
    !shares && !told.trigger.overlaps(reading.span(&(head..head + 1)))
}
