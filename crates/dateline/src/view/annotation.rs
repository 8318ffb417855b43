//! One page's findings as the JSON object that `dateline annotate` writes.

use dateline_schema::{
    Actor, Chronology, Code, DateCandidate, Dating, Diagnostic, Doc, Event, EventDate, EventType,
    Interval, ItemId, ItemKind, Party, Place, Reason, Report, Span, Statement, Timex,
};
use serde_json::{Map, Value, json};

use super::{CodePoints, Request};
use crate::{Engine, Layer, Layers};

/// Reads the page of a request and writes what was found, with the layers asked for.
#[must_use]
pub fn annotate(engine: &Engine, request: &Request, layers: Layers) -> Value {
    let reading = engine.read(&request.page, layers);
    let mut object = annotation(&request.id, &reading.report, Some(&reading.doc), layers);
    if let Some(diagnostics) = object["diagnostics"].as_array_mut() {
        let nowhere = View {
            points: CodePoints::new(""),
        };
        let more = request.diagnostics.iter();
        diagnostics.splice(0..0, more.map(|diagnostic| nowhere.diagnostic(diagnostic)));
    }
    if layers.has(Layer::Pairs) && !request.pairs.is_empty() {
        let pairs = request.pairs.iter();
        object["pair_types"] = pairs
            .map(|pair| pair_types(&engine.classify_pair(&reading, pair.actor, pair.recipient)))
            .collect();
    }
    object
}

/// The likeliest type of a pair, null where nothing tells one, and the score of every type that is told.
fn pair_types(ranked: &[(EventType, f32)]) -> Value {
    let scores = ranked
        .iter()
        .map(|(kind, score)| (kind.as_str().to_owned(), json!(score)));
    json!({
        "type": ranked.first().map(|(kind, _)| kind.as_str()),
        "scores": Value::Object(scores.collect()),
    })
}

/// Writes what was found on one page, under the caller's `id`, with the layers asked for. Tokens and names are
/// written only where the document is at hand; a record does not keep it.
#[must_use]
pub fn annotation(id: &Value, report: &Report, doc: Option<&Doc>, layers: Layers) -> Value {
    let view = View {
        points: CodePoints::new(&report.article.text),
    };
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("id", id.clone());
    if layers.has(Layer::Article) {
        put("article", view.article(report));
    }
    put("text", json!(report.article.text));
    if layers.any(&[
        Layer::Tokens,
        Layer::Names,
        Layer::Statements,
        Layer::Events,
    ]) {
        put(
            "sentences",
            report
                .sentences
                .iter()
                .map(|sent| view.pair(*sent))
                .collect(),
        );
    }
    if let Some(doc) = doc.filter(|_| layers.has(Layer::Tokens)) {
        put("tokens", view.tokens(doc));
    }
    if let Some(doc) = doc.filter(|_| layers.has(Layer::Names)) {
        put("names", view.names(doc, &report.actors));
    }
    if layers.has(Layer::Timexes) {
        put(
            "timexes",
            report
                .chronology
                .timexes
                .iter()
                .map(|timex| view.timex(timex))
                .collect(),
        );
    }
    if layers.has(Layer::Toponyms) {
        put(
            "toponyms",
            report
                .places
                .iter()
                .map(|place| view.toponym(place))
                .collect(),
        );
    }
    if layers.has(Layer::Entities) {
        put(
            "entities",
            report
                .actors
                .iter()
                .enumerate()
                .map(|(idx, actor)| view.entity(idx, actor))
                .collect(),
        );
    }
    if layers.has(Layer::Statements) {
        let statements = report.statements.iter().enumerate();
        put(
            "statements",
            statements
                .map(|(idx, statement)| view.statement(idx, statement))
                .collect(),
        );
    }
    if layers.has(Layer::Events) {
        put(
            "events",
            report
                .events
                .iter()
                .enumerate()
                .map(|(idx, event)| view.event(idx, event, report))
                .collect(),
        );
    }
    put(
        "diagnostics",
        report
            .diagnostics
            .iter()
            .map(|diagnostic| view.diagnostic(diagnostic))
            .collect(),
    );
    Value::Object(object)
}

/// One item of a report in the form that it has in an annotation, or `None` where the report has no such item.
#[must_use]
pub fn item(report: &Report, id: &ItemId) -> Option<Value> {
    let view = View {
        points: CodePoints::new(&report.article.text),
    };
    let idx = id.idx();
    let mut item = match id.kind {
        ItemKind::Statement => view.statement(idx, report.statements.get(idx)?),
        ItemKind::Event => view.event(idx, report.events.get(idx)?, report),
        ItemKind::Timex => view.timex(report.chronology.timexes.get(idx)?),
        ItemKind::Place => view.toponym(report.places.get(idx)?),
        ItemKind::Actor => view.entity(idx, report.actors.get(idx)?),
        ItemKind::Story => return None,
    };
    item["schema"] = json!(super::SCHEMA);
    item["id"] = json!(id.to_string());
    Some(item)
}

/// Ids within one annotation: the letter of the kind and a number from 1.
fn local_id(letter: char, idx: usize) -> Value {
    json!(format!("{letter}{}", idx + 1))
}

fn actor_id(actor: Option<usize>) -> Value {
    actor.map_or(Value::Null, |idx| local_id('a', idx))
}

fn codes(codes: &[Code]) -> Value {
    codes.iter().map(Code::as_str).collect()
}

/// Writes spans of one text.
struct View {
    points: CodePoints,
}

impl View {
    fn pair(&self, span: Span) -> Value {
        let (start, end) = self.points.span(span);
        json!([start, end])
    }

    fn pairs(&self, spans: &[Span]) -> Value {
        spans.iter().map(|span| self.pair(*span)).collect()
    }

    /// An object that begins with the ends of a span.
    fn object(&self, span: Span, rest: Value) -> Value {
        let (start, end) = self.points.span(span);
        let mut object = Map::from_iter([
            ("start".to_owned(), json!(start)),
            ("end".to_owned(), json!(end)),
        ]);
        if let Value::Object(rest) = rest {
            object.extend(rest);
        }
        Value::Object(object)
    }

    fn article(&self, report: &Report) -> Value {
        let article = &report.article;
        let Chronology { published, .. } = &report.chronology;
        let line = |line: &dateline_schema::Line| {
            self.object(line.span, json!({ "role": line.role.as_str() }))
        };
        json!({
            "title": article.title,
            "byline": article.byline,
            "wire": article.wire.iter().map(|credit| &credit.value).collect::<Vec<_>>(),
            "outlet": article.outlet,
            "section": article.section.as_ref().map(|section| &section.value),
            "language": article.language.as_ref().map(|language| &language.code),
            "published": published_view(published, |basis| self.basis(basis)),
            "body": article.body(),
            "lines": article.lines.iter().map(line).collect::<Value>(),
        })
    }

    fn tokens(&self, doc: &Doc) -> Value {
        let token = |(idx, token): (usize, &dateline_schema::Token)| {
            let word = doc.syntax.as_ref().map(|words| &words[idx]);
            let syntax = word.map_or(json!({}), |word| {
                json!({
                    "lemma": word.lemma,
                    "upos": word.upos.as_str(),
                    "xpos": &*word.xpos,
                    "head": word.head,
                    "deprel": &*word.deprel,
                })
            });
            self.object(token.span, syntax)
        };
        doc.tokens.iter().enumerate().map(token).collect()
    }

    fn names(&self, doc: &Doc, actors: &[Actor]) -> Value {
        let name = |name: &dateline_schema::Name| {
            let entity = actors.iter().position(|actor| {
                actor
                    .mentions
                    .iter()
                    .any(|mention| mention.is_name && mention.span.contains(name.span))
            });
            self.object(
                name.span,
                json!({ "type": name.kind.as_str(), "entity": actor_id(entity) }),
            )
        };
        doc.names.iter().map(name).collect()
    }

    fn timex(&self, timex: &Timex) -> Value {
        let Interval { low, high } = timex.interval;
        let rest = json!({
            "type": timex.kind.as_str(),
            "value": timex.value,
            "mod": timex.modifier.map(|modifier| modifier.as_str()),
            "low": low.map(|date| date.to_string()),
            "high": high.map(|date| date.to_string()),
        });
        self.object(timex.span, rest)
    }

    fn toponym(&self, place: &Place) -> Value {
        let rest = json!({
            "name": place.name,
            "geonames_id": place.geonames_id,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "kind": place.kind.as_str(),
        });
        self.object(place.span, rest)
    }

    fn entity(&self, idx: usize, actor: &Actor) -> Value {
        json!({
            "id": local_id('a', idx),
            "name": actor.name,
            "kind": actor.kind.as_str(),
            "role": actor.role,
            "codes": codes(&actor.codes),
            "mentions": actor.mentions.iter().map(|mention| self.pair(mention.span)).collect::<Value>(),
        })
    }

    fn statement(&self, idx: usize, statement: &Statement) -> Value {
        let relay = |relay: &dateline_schema::Relay| {
            self.object(
                relay.span,
                json!({ "name": relay.name, "cue": relay.cue.map(|cue| self.pair(cue)), "entity": actor_id(relay.actor) }),
            )
        };
        let manner = statement.manner;
        let pair = |span: Option<Span>| span.map(|span| self.pair(span));
        json!({
            "id": local_id('s', idx),
            "source": self.pairs(&statement.source),
            "cue": self.pairs(&statement.cue),
            "content": self.pairs(&statement.content),
            "kind": statement.kind.as_str(),
            "act": manner.act.as_str(),
            "speaker": actor_id(statement.speaker),
            "description": pair(manner.description),
            "hidden": pair(manner.hidden),
            "addressee": actor_id(statement.addressee),
            "to": pair(manner.to),
            "relay": statement.relay.iter().map(relay).collect::<Value>(),
            "medium": pair(manner.medium),
            "venue": pair(statement.venue),
            "when": pair(manner.when),
            "negated": statement.negated,
            "hypothetical": statement.hypothetical,
            "hedged": manner.hedged,
            "within": statement.within.map(|idx| local_id('s', idx)),
        })
    }

    fn event(&self, idx: usize, event: &Event, report: &Report) -> Value {
        let party = |party: &Party| {
            self.object(
                party.span,
                json!({ "entity": actor_id(party.actor), "codes": codes(&party.codes) }),
            )
        };
        let figure = |figure: &dateline_schema::Figure| {
            json!({
                "what": figure.what,
                "low": figure.low,
                "high": figure.high,
                "text": figure.span.of(&report.article.text),
            })
        };
        json!({
            "id": local_id('e', idx),
            "type": event.kind.as_str(),
            "mode": event.mode,
            "contexts": event.contexts,
            "quad": event.kind.quad().number(),
            "score": event.score,
            "cameo": event.cameo,
            "trigger": self.pair(event.trigger),
            "actors": event.actors.iter().map(party).collect::<Value>(),
            "recipients": event.recipients.iter().map(party).collect::<Value>(),
            "date": self.event_date(&event.date),
            "place": event.place.map(|idx| self.toponym(&report.places[idx])),
            "figures": event.figures.iter().map(figure).collect::<Value>(),
            "status": event.status.as_str(),
            "statement": event.statement.map(|idx| local_id('s', idx)),
        })
    }

    /// `value` is the TIMEX3 value that dates the event, or the day where other evidence leaves one; it is absent
    /// where nothing tells it.
    fn event_date(&self, date: &EventDate) -> Value {
        let Interval { low, high } = date.interval;
        let day = date.interval.value().map(|day| day.to_string());
        let mut object = Map::new();
        if let Some(value) = date.value.clone().or(day) {
            object.insert("value".to_owned(), json!(value));
        }
        object.insert("low".to_owned(), json!(low.map(|day| day.to_string())));
        object.insert("high".to_owned(), json!(high.map(|day| day.to_string())));
        object.insert("basis".to_owned(), self.basis(&date.basis));
        let candidates = date.candidates.iter();
        object.insert(
            "candidates".to_owned(),
            candidates
                .map(|candidate| self.date_candidate(candidate))
                .collect(),
        );
        Value::Object(object)
    }

    fn date_candidate(&self, candidate: &DateCandidate) -> Value {
        let Interval { low, high } = candidate.interval;
        json!({
            "giver": candidate.giver.as_str(),
            "span": candidate.span.map(|span| self.pair(span)),
            "value": candidate.value,
            "low": low.map(|day| day.to_string()),
            "high": high.map(|day| day.to_string()),
            "score": candidate.score,
            "rule": candidate.rule,
            "note": candidate.note,
            "taken": candidate.taken,
        })
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> Value {
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.as_str(),
            "span": diagnostic.span.map(|span| self.pair(span)),
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        })
    }

    fn basis(&self, basis: &[Reason]) -> Value {
        let reason = |reason: &Reason| {
            json!({
                "rule": reason.rule,
                "score": reason.score,
                "note": reason.note,
                "span": reason.span.map(|span| self.pair(span)),
            })
        };
        basis.iter().map(reason).collect()
    }
}

fn published_view(published: &Dating, basis: impl Fn(&[Reason]) -> Value) -> Value {
    let Interval { low, high } = published.interval;
    json!({
        "value": published.interval.value().map(|date| date.to_string()),
        "not_before": low.map(|date| date.to_string()),
        "not_after": high.map(|date| date.to_string()),
        "basis": basis(&published.basis),
    })
}
