//! `Doc -> Place`: toponyms, resolved against a gazetteer.
//!
//! Names of places are matched against the gazetteer, told from names of people and organisations and from plain
//! words, and each is given the place that fits best what the document says. Adjectives and names of inhabitants
//! ("Iraqi", "Parisians") are no toponyms; they only tell which countries a text is about.

mod evidence;
mod mention;
mod rank;
mod words;

use dateline_data::{Gazetteer, PlaceId};
use dateline_schema::{Doc, Place, Reason, Rival};

use crate::mention::Mention;
use crate::rank::Scored;

/// Rivals that a place keeps.
const MOST_RIVALS: usize = 4;

/// Finds the toponyms of a document and the places that they stand for, in text order; they do not overlap.
///
/// It needs the text alone; where the document has names, those of people and organisations are left out and those of
/// places are trusted.
///
/// ```
/// use dateline_data::Gazetteer;
/// use dateline_schema::Doc;
///
/// let doc = Doc { text: "Rockets hit a base near Kirkuk, Iraq.".into(), ..Doc::default() };
/// let places = dateline_place::resolve(&doc, &Gazetteer::builtin()?);
/// let names: Vec<&str> = places.iter().map(|place| place.full_name.as_str()).collect();
/// assert_eq!(names, ["Kirkuk, Iraq", "Iraq"]);
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn resolve(doc: &Doc, gazetteer: &Gazetteer) -> Vec<Place> {
    let words = words::scan(&doc.text);
    let mentions = mention::find(&doc.text, &words, gazetteer);
    let mentions = evidence::sift(doc, &words, mentions, gazetteer);
    let adjectives: Vec<PlaceId> = words
        .iter()
        .filter(|word| word.capital)
        .filter_map(|word| gazetteer.adjective(word.span.of(&doc.text)))
        .collect();
    let ranked = rank::rank(&doc.text, &words, &mentions, &adjectives, gazetteer);
    mentions
        .iter()
        .zip(ranked)
        .filter_map(|(mention, candidates)| place(mention, &candidates, gazetteer))
        .collect()
}

fn place(mention: &Mention, candidates: &[Scored], gazetteer: &Gazetteer) -> Option<Place> {
    let (winner, others) = candidates.split_first()?;
    let entry = gazetteer.entry(winner.id);
    let rival = |scored: &Scored| Rival {
        geonames_id: gazetteer.entry(scored.id).geonames_id,
        name: gazetteer.full_name(scored.id),
        score: scored.score,
    };
    let mut chosen = Reason::new("gazetteer-choice", winner.because);
    chosen.score = Some(winner.score);
    Some(Place {
        span: mention.span,
        name: entry.name.to_owned(),
        full_name: gazetteer.full_name(winner.id),
        kind: entry.feature.kind(),
        country: gazetteer.iso3(winner.id).map(str::to_owned),
        geonames_id: entry.geonames_id,
        lat: Some(entry.lat),
        lon: Some(entry.lon),
        basis: vec![
            Reason::at("gazetteer-name", mention.span, mention.because),
            chosen,
        ],
        rivals: others.iter().take(MOST_RIVALS).map(rival).collect(),
    })
}
