//! What is wrong with a report in itself: spans outside the text, references to nothing.

use dateline_schema::{Report, Span};

/// Every fault of a report, in words; none for a report that a pipeline may hand on.
pub(crate) fn faults(report: &Report) -> Vec<String> {
    let mut faults = Faults {
        text: &report.article.text,
        found: Vec::new(),
    };
    faults.spans("sentences", &report.sentences);
    for line in &report.article.lines {
        faults.span("line", 0, line.span);
    }
    for (idx, timex) in report.chronology.timexes.iter().enumerate() {
        faults.span("date", idx, timex.span);
    }
    for (idx, place) in report.places.iter().enumerate() {
        faults.span("place", idx, place.span);
    }
    for (idx, actor) in report.actors.iter().enumerate() {
        for mention in &actor.mentions {
            faults.span("actor", idx, mention.span);
        }
    }
    let n_actors = report.actors.len();
    for (idx, statement) in report.statements.iter().enumerate() {
        for spans in [&statement.source, &statement.cue, &statement.content] {
            faults.spans("statement", spans);
        }
        for relay in &statement.relay {
            faults.span("statement", idx, relay.span);
            faults.index("statement", idx, relay.actor, n_actors);
        }
        let manner = statement.manner;
        let told = [
            manner.description,
            manner.hidden,
            manner.to,
            manner.medium,
            manner.when,
            statement.venue,
        ];
        for span in told.into_iter().flatten() {
            faults.span("statement", idx, span);
        }
        faults.index("statement", idx, statement.speaker, n_actors);
        faults.index("statement", idx, statement.addressee, n_actors);
        faults.index("statement", idx, statement.within, report.statements.len());
    }
    for (idx, event) in report.events.iter().enumerate() {
        faults.span("event", idx, event.trigger);
        for party in event.actors.iter().chain(&event.recipients) {
            faults.span("event", idx, party.span);
            faults.index("event", idx, party.actor, n_actors);
        }
        for figure in &event.figures {
            faults.span("event", idx, figure.span);
        }
        let candidates = event.date.candidates.iter();
        for span in candidates.filter_map(|candidate| candidate.span) {
            faults.span("event", idx, span);
        }
        faults.index("event", idx, event.place, report.places.len());
        faults.index("event", idx, event.statement, report.statements.len());
        faults.index("event", idx, event.date.after, report.events.len());
    }
    faults.found
}

struct Faults<'a> {
    text: &'a str,
    found: Vec<String>,
}

impl Faults<'_> {
    fn span(&mut self, what: &str, idx: usize, span: Span) {
        if self.text.get(span.range()).is_none() {
            let number = idx + 1;
            self.found.push(format!(
                "{what} {number}: bytes {span} are no part of the text of {} bytes",
                self.text.len()
            ));
        }
    }

    fn spans(&mut self, what: &str, spans: &[Span]) {
        for (idx, span) in spans.iter().enumerate() {
            self.span(what, idx, *span);
        }
    }

    fn index(&mut self, what: &str, idx: usize, reference: Option<usize>, len: usize) {
        if let Some(reference) = reference.filter(|reference| *reference >= len) {
            self.found.push(format!(
                "{what} {}: refers to number {} of {len}",
                idx + 1,
                reference + 1
            ));
        }
    }
}
