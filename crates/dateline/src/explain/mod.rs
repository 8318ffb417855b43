//! Why an entry of the record says what it says: the sentence with its words marked, the rule or model that found
//! each part, scores and rivals.
//!
//! In goes a [`Report`] and what is asked about; out comes an [`Explanation`] that a face only has to print.

mod article;
mod event;
mod story;

use dateline_schema::{
    Actor, Interval, ItemId, ItemKind, Party, Place, Reason, Report, Span, SpeechAct, Statement,
    Timex,
};

pub use self::story::story;

/// Everything there is to say about one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What it is, in a few words: `event ASSAULT drone`.
    pub title: String,
    /// The text that it comes from, if it comes from one place.
    pub excerpt: Option<Excerpt>,
    /// Its parts, in the order in which a reader asks for them.
    pub facts: Vec<Fact>,
}

/// A sentence or line, with the words that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The words, in bytes of `text`, in order and without overlap.
    pub marks: Vec<Span>,
}

/// One part of an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// Which: `type`, `actor`, `date`.
    pub name: String,
    /// Its value in words.
    pub value: String,
    /// What it rests on: rules in words, each with the text that it rests on.
    pub reasons: Vec<String>,
    /// What else it could have been, best first.
    pub rivals: Vec<String>,
}

impl Excerpt {
    /// The stretch of `text` around `marks`, which are cut to it.
    #[must_use]
    pub fn new(text: &str, around: Span, marks: &[Span]) -> Self {
        let mut cut: Vec<Span> = marks
            .iter()
            .filter(|mark| mark.overlaps(around))
            .map(|mark| {
                Span::new(
                    mark.start.max(around.start) - around.start,
                    mark.end.min(around.end) - around.start,
                )
            })
            .collect();
        cut.sort_unstable();
        let mut marks: Vec<Span> = Vec::new();
        for mark in cut {
            match marks.last_mut() {
                Some(last) if mark.start <= last.end => *last = last.cover(mark),
                _ => marks.push(mark),
            }
        }
        Self {
            text: around.of(text).to_owned(),
            marks,
        }
    }
}

impl Fact {
    fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
            ..Self::default()
        }
    }

    fn because(mut self, basis: &[Reason], text: &str) -> Self {
        self.reasons = basis
            .iter()
            .map(|reason| reason_in_words(reason, text))
            .collect();
        self
    }
}

/// Explains an entry of a report, or `None` where the report has no such entry. Stories stand in no single report:
/// see [`story`].
#[must_use]
pub fn item(report: &Report, id: &ItemId) -> Option<Explanation> {
    let idx = id.idx();
    Some(match id.kind {
        ItemKind::Event => event::explain(report, report.events.get(idx)?),
        ItemKind::Statement => statement(report, report.statements.get(idx)?),
        ItemKind::Timex => timex(report, report.chronology.timexes.get(idx)?),
        ItemKind::Place => place(report, report.places.get(idx)?),
        ItemKind::Actor => actor(report, report.actors.get(idx)?),
        ItemKind::Story => return None,
    })
}

/// Explains a page: when it was published, what language it is in, and what each of its lines is.
#[must_use]
pub fn page(report: &Report) -> Explanation {
    article::explain(report)
}

/// An interval of days as people write it.
///
/// ```
/// use dateline::explain::interval_in_words;
/// use dateline::schema::{Date, Interval};
///
/// let day = Date::constant(1962, 10, 22);
/// assert_eq!(interval_in_words(Interval::day(day)), "1962-10-22");
/// assert_eq!(interval_in_words(Interval { low: Some(day), high: None }), "1962-10-22 or later");
/// assert_eq!(interval_in_words(Interval::UNKNOWN), "unknown");
/// ```
#[must_use]
pub fn interval_in_words(interval: Interval) -> String {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or later"),
        (None, Some(high)) => format!("{high} or earlier"),
        (None, None) => "unknown".to_owned(),
    }
}

/// Rule, note, words and score of a reason.
fn reason_in_words(reason: &Reason, text: &str) -> String {
    let mut words = reason.rule.to_string();
    if let Some(score) = reason.score {
        words.push_str(&format!(" ({score:.2})"));
    }
    if !reason.note.is_empty() {
        words.push_str(": ");
        words.push_str(&reason.note);
    }
    if let Some(quoted) = reason.span.and_then(|span| text.get(span.range())) {
        words.push_str(&format!(" [{quoted}]"));
    }
    words
}

fn excerpt(report: &Report, at: Span, marks: &[Span]) -> Option<Excerpt> {
    let around = report.sentence_of(at).unwrap_or(at);
    Some(Excerpt::new(&report.article.text, around, marks))
}

fn actor_name(report: &Report, actor: Option<usize>) -> String {
    actor
        .and_then(|idx| report.actors.get(idx))
        .map_or_else(|| "unknown".to_owned(), |actor| actor.name.clone())
}

/// A party: its words, whom they stand for, and its codes.
fn party_in_words(report: &Report, party: &Party) -> String {
    let words = party.span.of(&report.article.text);
    let codes: Vec<&str> = party
        .codes
        .iter()
        .map(dateline_schema::Code::as_str)
        .collect();
    let name = party
        .actor
        .map(|_| actor_name(report, party.actor))
        .filter(|name| name != words);
    let stands_for = name.map(|name| format!(" = {name}")).unwrap_or_default();
    let codes = if codes.is_empty() {
        String::new()
    } else {
        format!(" ({})", codes.join(", "))
    };
    format!("{words}{stands_for}{codes}")
}

fn statement(report: &Report, statement: &Statement) -> Explanation {
    let text = &report.article.text;
    let words = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| span.of(text))
            .collect::<Vec<_>>()
            .join(" … ")
    };
    let mut facts = vec![
        Fact::new("content", words(&statement.content)).because(&statement.basis, text),
        Fact::new("speaker", actor_name(report, statement.speaker)),
        Fact::new(
            "source",
            if statement.source.is_empty() {
                "none".to_owned()
            } else {
                words(&statement.source)
            },
        ),
        Fact::new("cue", words(&statement.cue)),
        Fact::new("kind", statement.kind.as_str()),
    ];
    if let Some(speaker) = statement.speaker.and_then(|idx| report.actors.get(idx)) {
        facts[1].reasons = speaker
            .basis
            .iter()
            .map(|reason| reason_in_words(reason, text))
            .collect();
    }
    if statement.addressee.is_some() {
        facts.push(Fact::new(
            "said to",
            actor_name(report, statement.addressee),
        ));
    }
    for relay in &statement.relay {
        facts.push(Fact::new("reached the page by", &relay.name));
    }
    let manner = statement.manner;
    let told = [
        ("described as", manner.description),
        ("hidden by", manner.hidden),
        ("in", manner.medium),
        ("where", statement.venue),
        ("when", manner.when),
    ];
    for (name, span) in told {
        if let Some(span) = span {
            facts.push(Fact::new(name, span.of(text)));
        }
    }
    if manner.act != SpeechAct::Say {
        facts.push(Fact::new("act", manner.act.as_str()));
    }
    for (holds, what) in [
        (statement.negated, "negated"),
        (statement.hypothetical, "hypothetical"),
        (manner.hedged, "hedged"),
    ] {
        if holds {
            facts.push(Fact::new("so said", what));
        }
    }
    let marks: Vec<Span> = [&statement.source, &statement.cue]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let at = statement.cue.first().or(statement.content.first()).copied();
    let title = format!("statement by {}", actor_name(report, statement.speaker));
    Explanation {
        title,
        excerpt: at.and_then(|at| excerpt(report, at, &marks)),
        facts,
    }
}

fn timex(report: &Report, timex: &Timex) -> Explanation {
    let text = &report.article.text;
    let mut facts = vec![
        Fact::new("value", &timex.value).because(&timex.basis, text),
        Fact::new("type", timex.kind.as_str()),
        Fact::new("days", interval_in_words(timex.interval)),
    ];
    if let Some(modifier) = timex.modifier {
        facts.push(Fact::new("modifier", modifier.as_str()));
    }
    let published = &report.chronology.published;
    facts.push(
        Fact::new("page published", interval_in_words(published.interval))
            .because(&published.basis, text),
    );
    let title = format!("date {}", timex.span.of(text));
    Explanation {
        title,
        excerpt: excerpt(report, timex.span, &[timex.span]),
        facts,
    }
}

fn place(report: &Report, place: &Place) -> Explanation {
    let text = &report.article.text;
    let mut chosen = Fact::new("place", &place.full_name).because(&place.basis, text);
    chosen.rivals = place
        .rivals
        .iter()
        .map(|rival| format!("{} ({:.2})", rival.name, rival.score))
        .collect();
    let mut facts = vec![chosen, Fact::new("kind", place.kind.as_str())];
    if let Some(country) = &place.country {
        facts.push(Fact::new("country", country));
    }
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        facts.push(Fact::new(
            "latitude, longitude",
            format!("{lat:.4}, {lon:.4}"),
        ));
    }
    if let Some(id) = place.geonames_id {
        facts.push(Fact::new("geonames id", id.to_string()));
    }
    let title = format!("place {}", place.span.of(text));
    Explanation {
        title,
        excerpt: excerpt(report, place.span, &[place.span]),
        facts,
    }
}

fn actor(report: &Report, actor: &Actor) -> Explanation {
    let text = &report.article.text;
    let codes: Vec<&str> = actor
        .codes
        .iter()
        .map(dateline_schema::Code::as_str)
        .collect();
    let codes = if codes.is_empty() {
        "none".to_owned()
    } else {
        codes.join(", ")
    };
    let mut facts = vec![
        Fact::new("codes", codes).because(&actor.basis, text),
        Fact::new("kind", actor.kind.as_str()),
    ];
    if let Some(role) = &actor.role {
        facts.push(Fact::new("role", role));
    }
    let mentions: Vec<&str> = actor
        .mentions
        .iter()
        .map(|mention| mention.span.of(text))
        .collect();
    facts.push(Fact::new("mentions", mentions.join(" | ")));
    let marks: Vec<Span> = actor.mentions.iter().map(|mention| mention.span).collect();
    let excerpt = marks
        .first()
        .and_then(|first| excerpt(report, *first, &marks));
    Explanation {
        title: format!("actor {}", actor.name),
        excerpt,
        facts,
    }
}
