//! Why an event is one, of that type, between those parties, on that day, at that place.

use dateline_schema::{DateCandidate, Event, ItemId, ItemKind, Reason, Report, Span};

use super::{Explanation, Fact, actor_name, excerpt, interval_in_words, party_in_words};

/// A time that an event does not take is worth a line of its own where it is likelier right than not.
const LIKELY: f32 = 0.5;

pub(super) fn explain(report: &Report, event: &Event) -> Explanation {
    let text = &report.article.text;
    let mode = event
        .mode
        .as_ref()
        .map(|mode| format!(" {mode}"))
        .unwrap_or_default();
    let kind = format!("{}{mode}", event.kind.as_str());
    let mut facts = vec![Fact::new("type", &kind).because(&event.basis, text)];
    facts.push(Fact::new("cameo", &*event.cameo));
    for party in &event.actors {
        facts.push(party_fact("actor", report, party));
    }
    for party in &event.recipients {
        facts.push(party_fact("recipient", report, party));
    }
    let value = event
        .date
        .value
        .as_ref()
        .map(|value| format!(" ({value})"))
        .unwrap_or_default();
    let days = format!("{}{value}", interval_in_words(event.date.interval));
    let mut basis = event.date.basis.clone();
    basis.extend(of_expression(report, event).iter().cloned());
    let mut date = Fact::new("date", days).because(&basis, text);
    let (taken, rivals): (Vec<_>, Vec<_>) = event
        .date
        .candidates
        .iter()
        .partition(|candidate| candidate.taken);
    date.rivals = rivals
        .iter()
        .map(|candidate| candidate_in_words(candidate, text))
        .collect();
    facts.push(date);
    if let Some(likely) = rivals
        .first()
        .filter(|likely| taken.is_empty() && likely.score >= LIKELY)
    {
        let days = interval_in_words(likely.interval);
        facts.push(Fact::new(
            "likely",
            format!("{days} ({:.2}: {})", likely.score, likely.note),
        ));
    }
    if let Some(after) = event.date.after {
        facts.push(Fact::new(
            "after",
            ItemId::of(&report.page, ItemKind::Event, after).to_string(),
        ));
    }
    if let Some(place) = event.place.and_then(|idx| report.places.get(idx)) {
        facts.push(Fact::new("place", &place.full_name).because(&place.basis, text));
    }
    for figure in &event.figures {
        let end =
            |count: Option<u64>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
        let range = if figure.low == figure.high {
            end(figure.low)
        } else {
            format!("{} to {}", end(figure.low), end(figure.high))
        };
        facts.push(Fact::new(
            &figure.what,
            format!("{range} [{}]", figure.span.of(text)),
        ));
    }
    facts.push(Fact::new("status", event.status.as_str()));
    if let Some((idx, statement)) = event
        .statement
        .and_then(|idx| Some((idx, report.statements.get(idx)?)))
    {
        let id = ItemId::of(&report.page, ItemKind::Statement, idx);
        facts.push(Fact::new(
            "in the words of",
            format!("{} ({id})", actor_name(report, statement.speaker)),
        ));
    }
    let parties = event
        .actors
        .iter()
        .chain(&event.recipients)
        .map(|party| party.span);
    let marks: Vec<Span> = parties.chain([event.trigger]).collect();
    Explanation {
        title: format!("event {kind}"),
        excerpt: excerpt(report, event.trigger, &marks),
        facts,
    }
}

/// What it stands for, its score, who gives it and how it is tied to the event.
fn candidate_in_words(candidate: &DateCandidate, text: &str) -> String {
    let what = match (&candidate.value, candidate.span) {
        (Some(value), Some(span)) => format!("{value} [{}]", span.of(text)),
        _ => interval_in_words(candidate.interval),
    };
    format!(
        "{what} ({:.2}), {}: {}",
        candidate.score,
        candidate.giver.as_str(),
        candidate.note
    )
}

/// Why the expression that dates the event stands for what it does, without the rule that found it.
fn of_expression<'r>(report: &'r Report, event: &Event) -> &'r [Reason] {
    let span = event.date.basis.iter().find_map(|reason| reason.span);
    let mut timexes = report.chronology.timexes.iter();
    let timex = span.and_then(|span| timexes.find(|timex| timex.span == span));
    timex.map_or(&[], |timex| timex.basis.get(1..).unwrap_or_default())
}

fn party_fact(name: &str, report: &Report, party: &dateline_schema::Party) -> Fact {
    let fact = Fact::new(name, party_in_words(report, party));
    match party.actor.and_then(|idx| report.actors.get(idx)) {
        Some(actor) => fact.because(&actor.basis, &report.article.text),
        None => fact,
    }
}
