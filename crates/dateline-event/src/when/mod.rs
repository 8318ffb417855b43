//! Dates an event by what its page says of time.
//!
//! In: the words that tell the event and the document's [`Chronology`]. Out: an [`EventDate`] with every time that the event could be
//! of: the expressions of its sentence ([`candidate`]), the one of the sentence before, the dateline and the day of publication
//! ([`elsewhere`]), each with the share of cases in which such a time is the right one (`data/event/date-rules.tsv`).
//! An event takes the best expression of its sentence if that is likelier right than not. The others only say what is likely:
//! the days that are possible stay as wide as the page leaves them. Durations and sets ("for two days", "every week") date nothing.

mod candidate;
mod elsewhere;
mod region;
mod tree;

use dateline_data::Ontology;
use dateline_schema::{
    Chronology, DateCandidate, DateGiver, EventDate, Interval, Reason, Sentence, Span, Status,
    Timex, TimexKind,
};
use jiff::ToSpan;

use crate::sentence::Reading;

/// What earlier than this before the report is background: a year, so that anniversaries are.
const BACKGROUND_DAYS: i64 = 365;
/// An event takes a time that is its own in three cases of five: a wrong day costs a record more than one left open.
const TAKEN: f32 = 0.6;
/// More candidates than this tell a reader nothing; lists of dates in one sentence are long.
const MOST: usize = 6;

/// An event that is to be dated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    /// The words that tell it.
    pub(crate) trigger: Span,
    /// The clause whose time it shares.
    pub(crate) clause: Option<usize>,
    /// Whether a noun tells it that no light verb carries: "condemned the attack", not "carried out an attack".
    pub(crate) is_noun: bool,
    /// Whether its words are the cue of a statement and stand inside of none.
    pub(crate) is_cue: bool,
    /// Whether the page says that it happened.
    pub(crate) status: Status,
}

/// The date of an event.
pub(crate) fn of(
    reading: &Reading<'_>,
    ontology: &Ontology,
    sent: &Sentence,
    told: Told,
    chronology: &Chronology,
) -> EventDate {
    let mut candidates = candidate::in_sentence(reading, ontology, sent, told, chronology);
    let is_alone = candidates.is_empty();
    candidates.extend(elsewhere::find(
        reading, ontology, sent, told, chronology, is_alone,
    ));
    by_score(&mut candidates);
    let mut date = EventDate::default();
    let best = candidates.iter().position(is_expression_of_sentence);
    if let Some(best) = best.filter(|best| candidates[*best].score >= TAKEN) {
        let mut taken = candidates.remove(best);
        taken.taken = true;
        date.value.clone_from(&taken.value);
        date.interval = taken.interval;
        date.basis.push(Reason {
            rule: taken.rule.clone(),
            score: Some(taken.score),
            note: taken.note.clone(),
            span: taken.span,
        });
        for rival in &mut candidates {
            // What excludes the time that is taken is right at most where that one is wrong.
            if rival.interval.intersect(taken.interval).is_none() {
                rival.score = rival.score.min(1.0 - taken.score);
            }
        }
        by_score(&mut candidates);
        candidates.insert(0, taken);
    }
    candidates.truncate(MOST);
    date.candidates = candidates;
    date
}

/// The likeliest first; of two that are equally likely the nearer giver stays first.
fn by_score(candidates: &mut [DateCandidate]) {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// Bounds what the report tells as past and nothing dates, or a month or year that is not over: the report was written
/// afterwards.
pub(crate) fn bound(date: &mut EventDate, chronology: &Chronology, status: Status) {
    let Some(published) = chronology.published.interval.high else {
        return;
    };
    let is_later = |day: Option<_>| day.is_none_or(|day| day > published);
    let Interval { low, high } = date.interval;
    let begins_later = low.is_some_and(|low| low > published);
    if !status.has_happened() || begins_later || !is_later(high) {
        return;
    }
    date.interval.high = Some(published);
    date.basis.push(Reason::new(
        "before-publication",
        "told as past, so no later than the report",
    ));
}

/// Whether the date lies so far before the report that the event is background.
pub(crate) fn is_background(date: &EventDate, chronology: &Chronology) -> bool {
    let (Some(high), Some(published)) = (date.interval.high, chronology.published.interval.low)
    else {
        return false;
    };
    published
        .checked_sub(BACKGROUND_DAYS.days())
        .is_ok_and(|border| high < border)
}

fn is_expression_of_sentence(candidate: &DateCandidate) -> bool {
    matches!(
        candidate.giver,
        DateGiver::Clause | DateGiver::GoverningClause | DateGiver::Sentence
    )
}

/// Whether an expression can be the time of an event: no length, set or vague reference, and not the day of the dateline.
fn can_date(time: &Timex) -> bool {
    !is_dateline(time)
        && matches!(time.kind, TimexKind::Date | TimexKind::Time)
        && !matches!(
            time.value.as_str(),
            "PRESENT_REF" | "PAST_REF" | "FUTURE_REF" | "XXXX-XX-XX"
        )
}

/// The expressions of a sentence that can be the time of an event.
fn times_in(sent: Span, chronology: &Chronology) -> impl Iterator<Item = &Timex> + Clone {
    let times = &chronology.timexes;
    let from = times.partition_point(|time| time.span.start < sent.start);
    let to = times.partition_point(|time| time.span.start < sent.end);
    times[from..to.max(from)]
        .iter()
        .filter(|time| can_date(time))
}

/// Those of them that stand near the words of an event: no sentence that people read has more, and lists of dates are long.
fn times_near(sent: Span, trigger: Span, chronology: &Chronology) -> Vec<&Timex> {
    const NEAR: usize = 16;
    let times = &chronology.timexes;
    let at = times.partition_point(|time| time.span.start < trigger.start);
    let near = &times[at.saturating_sub(NEAR)..times.len().min(at + NEAR)];
    near.iter()
        .filter(|time| sent.contains(time.span) && can_date(time))
        .collect()
}

fn is_dateline(time: &Timex) -> bool {
    time.basis.iter().any(|reason| reason.rule == "in-dateline")
}

/// Whether the page tells as past what would lie behind its day of publication.
fn lies_ahead(time: &Timex, told: Told, chronology: &Chronology) -> bool {
    let ends = (time.interval.low, chronology.published.interval.high);
    told.status.has_happened() && matches!(ends, (Some(low), Some(published)) if low > published)
}

/// A candidate with the score of its rule; none where the rule is not in the table.
fn scored(
    ontology: &Ontology,
    rule: &'static str,
    giver: DateGiver,
    time: Option<&Timex>,
    interval: dateline_schema::Interval,
) -> Option<DateCandidate> {
    let entry = ontology.date_rule(rule)?;
    Some(DateCandidate {
        giver,
        span: time.map(|time| time.span),
        value: time.map(|time| time.value.clone()),
        interval,
        score: entry.score(),
        rule: rule.into(),
        note: entry.note.to_string(),
        taken: false,
    })
}

#[cfg(test)]
mod tests {
    use dateline_schema::{Date, Dating, Interval};

    use super::*;

    #[test]
    fn what_is_told_as_past_was_before_the_report() {
        let day = |day| Some(Date::constant(1962, 10, day));
        let chronology = Chronology {
            published: Dating::on(Date::constant(1962, 10, 26), Reason::new("given", "")),
            ..Chronology::default()
        };
        let bounded = |low, high, status| {
            let interval = Interval { low, high };
            let mut date = EventDate {
                interval,
                ..EventDate::default()
            };
            bound(&mut date, &chronology, status);
            (date.interval.low, date.interval.high)
        };
        let told = Status::Asserted;
        assert_eq!(bounded(None, None, told), (None, day(26)));
        // "This month", "on October 23".
        assert_eq!(bounded(day(1), day(31), told), (day(1), day(26)));
        assert_eq!(bounded(day(23), day(23), told), (day(23), day(23)));
        // A date that lies ahead, and a plan.
        assert_eq!(bounded(day(28), day(31), told), (day(28), day(31)));
        assert_eq!(bounded(day(1), day(31), Status::Planned), (day(1), day(31)));
    }
}
