//! Stories and their sightings as JSON objects and as rows of a table.
//!
//! A sighting's offsets are those of its own page and are left to `annotate`; here are words.

use dateline_schema::{
    Code, Dating, Disagreement, Event, Interval, PageId, Party, Place, Sighting, Story,
};
use serde_json::{Value, json};

use super::SCHEMA;

/// A story with everything that its pages say.
#[must_use]
pub fn story(story: &Story) -> Value {
    let first = &story.sightings[0];
    json!({
        "schema": SCHEMA,
        "id": story.id.to_string(),
        "type": first.event.kind.as_str(),
        "mode": first.event.mode,
        "status": story.status.as_str(),
        "date": dating(&story.date),
        "place": story.place.as_ref().map(place),
        "actors": parties(&first.event.actors, &first.actor_names),
        "recipients": parties(&first.event.recipients, &first.recipient_names),
        "pages": story.n_pages(),
        "independent": story.n_independent(),
        "sightings": story.sightings.iter().map(sighting).collect::<Value>(),
        "disagreements": story.disagreements.iter().map(|about| disagreement(about, story)).collect::<Value>(),
    })
}

/// One event as one page tells it.
#[must_use]
pub fn sighting(sighting: &Sighting) -> Value {
    let Sighting { event, .. } = sighting;
    json!({
        "schema": SCHEMA,
        "id": sighting.id.to_string(),
        "page": sighting.id.page.as_str(),
        "outlet": sighting.outlet,
        "published": interval(sighting.published.interval),
        "type": event.kind.as_str(),
        "mode": event.mode,
        "contexts": event.contexts,
        "quad": event.kind.quad().number(),
        "score": event.score,
        "cameo": event.cameo,
        "status": event.status.as_str(),
        "speaker": sighting.speaker,
        "copy_of": sighting.copy_of.as_ref().map(PageId::as_str),
        "date": event_date(event),
        "place": sighting.place.as_ref().map(place),
        "actors": parties(&event.actors, &sighting.actor_names),
        "recipients": parties(&event.recipients, &sighting.recipient_names),
        "figures": figures(sighting),
        "wording": sighting.wording,
        "sentence": sighting.sentence,
    })
}

/// The columns of [`row`].
pub const COLUMNS: [&str; 26] = [
    "story",
    "id",
    "outlet",
    "date_low",
    "date_high",
    "date_value",
    "type",
    "mode",
    "quad",
    "score",
    "cameo",
    "status",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "place",
    "country",
    "lat",
    "lon",
    "figures",
    "speaker",
    "wording",
    "sentence",
    "copy_of",
    "independent",
];

/// One event as a row, with the story that it is part of, if any, that story's days, and how many independent reports
/// tell it.
#[must_use]
pub fn row(sighting: &Sighting, of: Option<&Story>) -> [String; 26] {
    let Sighting { event, place, .. } = sighting;
    let interval = of.map_or(event.date.interval, |story| story.date.interval);
    let text = |value: Option<String>| value.unwrap_or_default();
    let codes = |parties: &[Party]| {
        let first = parties
            .iter()
            .map(|party| party.codes.first().map_or("", Code::as_str));
        first.collect::<Vec<_>>().join("; ")
    };
    let place = place.as_ref();
    [
        text(of.map(|story| story.id.to_string())),
        sighting.id.to_string(),
        sighting.outlet.clone(),
        text(interval.low.map(|date| date.to_string())),
        text(interval.high.map(|date| date.to_string())),
        text(event.date.value.clone()),
        event.kind.as_str().to_owned(),
        text(event.mode.as_ref().map(ToString::to_string)),
        event.kind.quad().number().to_string(),
        event.score.to_string(),
        event.cameo.to_string(),
        event.status.as_str().to_owned(),
        sighting.actor_names.join("; "),
        codes(&event.actors),
        sighting.recipient_names.join("; "),
        codes(&event.recipients),
        text(place.map(|place| place.full_name.clone())),
        text(place.and_then(|place| place.country.clone())),
        text(place.and_then(|place| place.lat).map(|lat| lat.to_string())),
        text(place.and_then(|place| place.lon).map(|lon| lon.to_string())),
        sighting.figure_texts.join("; "),
        text(sighting.speaker.clone()),
        sighting.wording.clone(),
        sighting.sentence.clone(),
        text(sighting.copy_of.as_ref().map(ToString::to_string)),
        text(of.map(|story| story.n_independent().to_string())),
    ]
}

fn interval(interval: Interval) -> Value {
    json!({
        "value": interval.value().map(|date| date.to_string()),
        "low": interval.low.map(|date| date.to_string()),
        "high": interval.high.map(|date| date.to_string()),
    })
}

fn dating(dating: &Dating) -> Value {
    let mut value = interval(dating.interval);
    value["basis"] = dating
        .basis
        .iter()
        .map(|reason| json!({ "rule": reason.rule, "note": reason.note }))
        .collect();
    value
}

fn event_date(event: &Event) -> Value {
    let mut value = interval(event.date.interval);
    value["value"] = json!(event.date.value);
    value
}

fn place(place: &Place) -> Value {
    json!({
        "name": place.name,
        "full_name": place.full_name,
        "kind": place.kind.as_str(),
        "country": place.country,
        "geonames_id": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
    })
}

fn parties(parties: &[Party], names: &[String]) -> Value {
    let party = |(party, name): (&Party, &String)| json!({ "name": name, "codes": party.codes.iter().map(Code::as_str).collect::<Value>() });
    parties.iter().zip(names).map(party).collect()
}

fn figures(sighting: &Sighting) -> Value {
    let figures = sighting.event.figures.iter().zip(&sighting.figure_texts);
    let figure = |(figure, text): (&dateline_schema::Figure, &String)| json!({ "what": figure.what, "low": figure.low, "high": figure.high, "text": text });
    figures.map(figure).collect()
}

fn disagreement(disagreement: &Disagreement, story: &Story) -> Value {
    let variant = |variant: &dateline_schema::Variant| {
        let by = variant.sightings.iter().map(|idx| {
            let sighting = &story.sightings[*idx];
            json!({ "id": sighting.id.to_string(), "outlet": sighting.outlet })
        });
        json!({ "text": variant.text, "by": by.collect::<Value>() })
    };
    json!({
        "about": disagreement.about,
        "variants": disagreement.variants.iter().map(variant).collect::<Value>(),
    })
}
