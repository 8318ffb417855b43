//! What outside of an event's sentence says when it was: the sentence before, the dateline, the day of publication.
//!
//! In: the sentence and the event. Out: candidates that are likely, and never certain: none of them becomes an event's date. News
//! is of the day of its dateline or publication, or of the day before.

use dateline_data::Ontology;
use dateline_schema::{Chronology, Date, DateCandidate, DateGiver, Interval, Sentence, Timex};
use jiff::ToSpan;

use super::{Told, is_dateline, lies_ahead, scored, times_in, tree};
use crate::sentence::Reading;

/// How many sentences of a text tell its news; what stands behind them is mostly what led to it.
const NEWS: usize = 8;
/// Among how many expressions of a text its dateline is.
const HEAD: usize = 32;
/// A day of publication that is known no better than to a week says nothing of what is news.
const KNOWN_DAYS: i64 = 7;

/// The candidates from outside of the sentence.
pub(super) fn find(
    reading: &Reading<'_>,
    ontology: &Ontology,
    sent: &Sentence,
    told: Told,
    chronology: &Chronology,
    is_alone: bool,
) -> Vec<DateCandidate> {
    if !told.status.has_happened() {
        return Vec::new();
    }
    let doc = reading.words.doc;
    let number = doc
        .sentences
        .partition_point(|other| other.span.start < sent.span.start);
    let before = number
        .checked_sub(1)
        .and_then(|before| of_sentence_before(reading, &doc.sentences[before], told, chronology));
    let before = before.and_then(|time| {
        let rule = match (told.is_noun, is_alone) {
            (true, _) => "noun-behind-date",
            (false, true) => "date-of-sentence-before",
            (false, false) => "date-before-own-date",
        };
        let giver = DateGiver::SentenceBefore;
        scored(ontology, rule, giver, Some(time), time.interval)
    });
    let news = news_rule(reading, told, number, is_alone);
    // A dateline stands at the head of a report.
    let mut head = chronology.timexes.iter().take(HEAD);
    let dateline = head.find(|time| is_dateline(time));
    let dateline = dateline.filter(|time| time.span.start < sent.span.end);
    let filed = dateline.and_then(|time| Some((time, time.interval.value()?)));
    let filed = filed.and_then(|(time, day)| {
        let days = news_of(day, day);
        scored(ontology, news, DateGiver::Dateline, Some(time), days)
    });
    let published = chronology.published.interval;
    let published = published
        .n_days()
        .filter(|days| *days <= KNOWN_DAYS)
        .and(published.low.zip(published.high))
        .map(|(low, high)| news_of(low, high))
        .filter(|days| filed.as_ref().is_none_or(|filed| filed.interval != *days))
        .and_then(|days| scored(ontology, news, DateGiver::Document, None, days));
    before.into_iter().chain(filed).chain(published).collect()
}

/// The time of the sentence before: the only one, or the only one that hangs on its main verb.
fn of_sentence_before<'c>(
    reading: &Reading<'_>,
    before: &Sentence,
    told: Told,
    chronology: &'c Chronology,
) -> Option<&'c Timex> {
    let doc = reading.words.doc;
    let past = |time: &&Timex| !lies_ahead(time, told, chronology);
    let times: Vec<&Timex> = times_in(before.span, chronology).filter(past).collect();
    if let [time] = times[..] {
        return Some(time);
    }
    let syntax = doc.syntax.as_deref()?;
    let mut tokens = before.tokens.clone();
    let root = tokens.find(|token| syntax.get(*token).is_some_and(|word| word.head.is_none()))?;
    let root = doc.tokens[root].span;
    let mut main = times
        .into_iter()
        .filter(|time| tree::hangs_on(doc, time.span, root));
    main.next().filter(|_| main.next().is_none())
}

/// How likely it is news of the day: by what tells it, and how far down the report.
fn news_rule(reading: &Reading<'_>, told: Told, number: usize, is_alone: bool) -> &'static str {
    let has = |aux: &[&str]| {
        let group = told.clause.map(|clause| &reading.chunks.groups[clause]);
        group.is_some_and(|group| {
            let words = &reading.words.lower[group.words.clone()];
            words.iter().any(|word| aux.contains(&word.as_str()))
        })
    };
    if told.is_noun {
        "news-by-noun"
    } else if has(&["had", "'d", "’d"]) {
        "news-in-pluperfect"
    } else if has(&["has", "have", "'ve", "’ve"]) {
        "news-in-perfect"
    } else if !is_alone {
        "news-beside-date"
    } else if number < NEWS {
        "news-early"
    } else {
        "news-late"
    }
}

/// From the day before to the last of the days.
fn news_of(low: Date, high: Date) -> Interval {
    Interval {
        low: Some(low.checked_sub(1.day()).unwrap_or(low)),
        high: Some(high),
    }
}
