//! What a reading found, in the form of marks: a span, a value, and fields by name.

use std::collections::{BTreeMap, BTreeSet};

use dateline::Reading;
use dateline::schema::{Actor, Date, DateGiver, EventDate, Interval, Party, Report, Span};

use crate::marks::Mark;

/// One thing found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its pieces; all but contents of statements have one.
    pub spans: Vec<Span>,
    pub value: String,
    /// Every value that the field may be checked against.
    pub fields: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Finding {
    fn new(span: Span, value: impl Into<String>) -> Self {
        Self {
            spans: vec![span],
            value: value.into(),
            fields: BTreeMap::new(),
        }
    }

    fn with(mut self, field: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        self.fields.entry(field).or_default().extend(values);
        self
    }

    /// What of a mark does not hold, or nothing.
    pub fn lacks(&self, mark: &Mark) -> Vec<String> {
        let mut lacks = Vec::new();
        if self.value != mark.value {
            lacks.push(format!("{:?} is {:?}", mark.value, self.value));
        }
        for (field, want) in mark.fields.iter().filter(|(field, _)| *field != "part") {
            let got = self.fields.get(field.as_str());
            let holds = match want.as_str() {
                "-" => got.is_none_or(BTreeSet::is_empty),
                want => got.is_some_and(|got| got.contains(want)),
            };
            if !holds {
                lacks.push(format!(
                    "{field}={want} is {:?}",
                    got.cloned().unwrap_or_default()
                ));
            }
        }
        lacks
    }
}

/// Everything of a kind that was found.
pub fn of_kind(kind: &str, reading: &Reading) -> Vec<Finding> {
    let Reading { doc, report } = reading;
    match kind {
        "sentence" => doc
            .sentences
            .iter()
            .map(|sent| Finding::new(sent.span, ""))
            .collect(),
        "name" => doc
            .names
            .iter()
            .filter(|name| name.kind.is_proper())
            .map(|name| Finding::new(name.span, name.kind.as_str()))
            .collect(),
        "timex" => timexes(report),
        "place" => places(report),
        "entity" => entities(report),
        "says" => statements(report),
        "event" => events(report),
        other => panic!("no kind {other}"),
    }
}

fn timexes(report: &Report) -> Vec<Finding> {
    let timexes = report.chronology.timexes.iter();
    timexes
        .map(|timex| {
            Finding::new(timex.span, &timex.value)
                .with("type", [timex.kind.as_str().to_owned()])
                .with(
                    "mod",
                    timex.modifier.map(|modifier| modifier.as_str().to_owned()),
                )
                .with("low", timex.interval.low.map(|date| date.to_string()))
                .with("high", timex.interval.high.map(|date| date.to_string()))
        })
        .collect()
}

fn places(report: &Report) -> Vec<Finding> {
    let places = report.places.iter();
    places
        .map(|place| {
            Finding::new(place.span, &place.name)
                .with("country", place.country.clone())
                .with("kind", [place.kind.as_str().to_owned()])
        })
        .collect()
}

fn entities(report: &Report) -> Vec<Finding> {
    let mentions = report
        .actors
        .iter()
        .flat_map(|actor| actor.mentions.iter().map(move |mention| (actor, mention)));
    mentions
        .map(|(actor, mention)| {
            Finding::new(mention.span, &actor.name)
                .with("code", actor.codes.iter().map(ToString::to_string))
                .with("kind", [actor.kind.as_str().to_owned()])
                .with("role", actor.role.clone())
        })
        .collect()
}

fn statements(report: &Report) -> Vec<Finding> {
    let text = &report.article.text;
    let name = |actor: Option<usize>| actor.map(|idx| report.actors[idx].name.clone());
    let statements = report.statements.iter();
    let words = |span: Option<Span>| span.map(|span| span.of(text).to_owned());
    statements
        .map(|statement| {
            let manner = statement.manner;
            let mut finding = Finding {
                spans: statement.content.clone(),
                value: name(statement.speaker).unwrap_or_else(|| "?".to_owned()),
                fields: BTreeMap::new(),
            }
            .with("kind", [statement.kind.as_str().to_owned()])
            .with(
                "cue",
                statement.cue.iter().map(|span| span.of(text).to_owned()),
            )
            .with("to", name(statement.addressee).or_else(|| words(manner.to)))
            .with("act", [manner.act.as_str().to_owned()])
            .with("described", words(manner.description))
            .with("hidden", words(manner.hidden))
            .with("in", words(manner.medium))
            .with("at", words(statement.venue))
            .with("when", words(manner.when))
            .with(
                "via",
                statement.relay.iter().map(|relay| relay.name.clone()),
            );
            if statement.negated {
                finding = finding.with("negated", [String::new()]);
            }
            if manner.hedged {
                finding = finding.with("hedged", [String::new()]);
            }
            if statement.hypothetical {
                finding = finding.with("hypothetical", [String::new()]);
            }
            finding
        })
        .collect()
}

fn events(report: &Report) -> Vec<Finding> {
    let codes = |parties: &[Party]| -> Vec<String> {
        let own = parties
            .iter()
            .flat_map(|party| party.codes.iter().map(ToString::to_string));
        let actors = parties
            .iter()
            .filter_map(|party| party.actor)
            .map(|idx: usize| &report.actors[idx]);
        own.chain(actors.map(|actor: &Actor| actor.name.clone()))
            .collect()
    };
    let events = report.events.iter();
    events
        .map(|event| {
            let mut finding = Finding::new(event.trigger, event.kind.as_str())
                .with("mode", event.mode.as_ref().map(ToString::to_string))
                .with("status", [event.status.as_str().to_owned()])
                .with("actor", codes(&event.actors))
                .with("recipient", codes(&event.recipients))
                .with("date", event.date.value.clone())
                .with("giver", taken(&event.date))
                .with("rival", rivals(&event.date))
                .with(
                    "place",
                    event.place.map(|idx| report.places[idx].name.clone()),
                );
            for figure in &event.figures {
                let what = FIGURES.iter().find(|what| **what == figure.what);
                let end =
                    |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
                let range = format!("{}..{}", end(figure.low), end(figure.high));
                let exact = figure
                    .low
                    .filter(|_| figure.low == figure.high)
                    .map(|count| count.to_string());
                finding = finding.with(
                    what.copied().unwrap_or("figure"),
                    [range].into_iter().chain(exact),
                );
            }
            finding
        })
        .collect()
}

/// What gives the date that the event takes.
fn taken(date: &EventDate) -> Option<String> {
    let mut candidates = date.candidates.iter();
    let taken = candidates.find(|candidate| candidate.taken)?;
    Some(taken.giver.as_str().to_owned())
}

/// The times that it could be of and does not take: what gives each, and its value, or its days where it has none.
fn rivals(date: &EventDate) -> Vec<String> {
    let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let candidates = date.candidates.iter().filter(|candidate| !candidate.taken);
    candidates
        .map(|candidate| {
            let Interval { low, high } = candidate.interval;
            let days = || format!("{}..{}", end(low), end(high));
            let value = match candidate.giver {
                DateGiver::Dateline => None,
                _ => candidate.value.clone(),
            };
            format!(
                "{} {}",
                candidate.giver.as_str(),
                value.unwrap_or_else(days)
            )
        })
        .collect()
}

/// Figures that a mark can check by name.
const FIGURES: [&str; 6] = [
    "killed",
    "injured",
    "missing",
    "arrested",
    "displaced",
    "protesters",
];
