//! Chooses among the places that bear a name.
//!
//! A candidate's score adds up how well it is known, what the text says it lies in ("Springfield, Ohio"), and how near
//! it is to what the rest of the document names: the same country, the same division, few kilometres (spatial
//! minimality, Leidner 2007). Mentions of one name share what they learn, and the document is read a few times over,
//! so that sure names help unsure ones.

use std::collections::{BTreeMap, HashMap};

use dateline_data::{Entry, Feature, Gazetteer, Naming, PlaceId};

use crate::mention::Mention;
use crate::words::{Gap, Word};

/// How often the document is read over.
const ROUNDS: usize = 3;
/// Names beyond the most frequent ones lend no support.
const MOST_ANCHORS: usize = 40;
/// Distance in kilometres at which nearness has lost two thirds of its weight.
const NEAR_KM: f64 = 120.0;
/// Weights, chosen on the development documents.
const CONTAINED: f32 = 3.0;
const CONTAINED_ELSEWHERE: f32 = 1.6;
const SAME_COUNTRY: f32 = 0.9;
const SAME_DIVISION: f32 = 0.9;
const NEARNESS: f32 = 0.9;

/// What is left of the support of the document for a place that nobody knows.
const HAMLET_SHARE: f32 = 0.3;

/// A candidate with its score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    pub(crate) id: PlaceId,
    pub(crate) score: f32,
    /// What spoke most for it, beside how well it is known.
    pub(crate) because: &'static str,
}

/// Mentions of one name.
struct Group {
    mentions: Vec<usize>,
    candidates: Vec<Scored>,
    priors: Vec<f32>,
    contained: Vec<bool>,
}

/// For every mention its candidates, best first.
pub(crate) fn rank(
    text: &str,
    words: &[Word],
    mentions: &[Mention],
    adjectives: &[PlaceId],
    gazetteer: &Gazetteer,
) -> Vec<Vec<Scored>> {
    let followers: Vec<Vec<PlaceId>> = mentions
        .iter()
        .map(|mention| followed_by(text, words, mention, gazetteer))
        .collect();
    let mut groups = group(mentions, &followers, gazetteer);
    let countries = country_votes(adjectives);
    for _ in 0..ROUNDS {
        let anchors = anchors(&groups, gazetteer);
        for (idx, group) in groups.iter_mut().enumerate() {
            support(idx, group, &anchors, &countries, gazetteer);
        }
    }
    let mut ranked = vec![Vec::new(); mentions.len()];
    for group in &groups {
        for &mention in &group.mentions {
            let mut own = group.candidates.clone();
            for scored in &mut own {
                if followers[mention].contains(&scored.id) {
                    scored.score += CONTAINED;
                    scored.because = "what it lies in follows";
                }
            }
            own.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
            ranked[mention] = own;
        }
    }
    ranked
}

fn group(mentions: &[Mention], followers: &[Vec<PlaceId>], gazetteer: &Gazetteer) -> Vec<Group> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (idx, mention) in mentions.iter().enumerate() {
        by_key.entry(&mention.key).or_default().push(idx);
    }
    let make = |members: Vec<usize>| {
        let candidates = &mentions[members[0]].candidates;
        let priors: Vec<f32> = candidates
            .iter()
            .map(|&(id, naming)| prior(&gazetteer.entry(id), naming))
            .collect();
        let contained = candidates
            .iter()
            .map(|&(id, _)| {
                members
                    .iter()
                    .any(|&member| followers[member].contains(&id))
            })
            .collect();
        let scored = candidates
            .iter()
            .zip(&priors)
            .map(|(&(id, _), &score)| Scored {
                id,
                score,
                because: "the best known of that name",
            });
        Group {
            candidates: scored.collect(),
            priors,
            contained,
            mentions: members,
        }
    };
    by_key.into_values().map(make).collect()
}

/// How well a place is known, about 0 to 1.3.
fn prior(entry: &Entry<'_>, naming: Naming) -> f32 {
    let people = ((1.0 + entry.population as f32).ln() / 16.0).min(1.1);
    let known = match entry.feature {
        Feature::Country => 1.5,
        Feature::FirstOrder if entry.geonames_id.is_some() => 1.1,
        Feature::FirstOrder => 0.6 + people / 4.0,
        Feature::SecondOrder => 0.5 + people / 4.0,
        Feature::Region => 1.4,
        Feature::Facility => 0.7,
        Feature::Town if entry.is_capital => people.max(0.7) + 0.35,
        Feature::Town => people,
    };
    match naming {
        Naming::Alternate => known - 0.4,
        _ => known,
    }
}

fn country_votes(adjectives: &[PlaceId]) -> HashMap<PlaceId, f32> {
    let mut counts: HashMap<PlaceId, f32> = HashMap::new();
    for &country in adjectives {
        *counts.entry(country).or_default() += 1.0;
    }
    let total = adjectives.len().max(1) as f32;
    counts
        .into_iter()
        .map(|(country, n)| (country, n / total))
        .collect()
}

/// What a name lends to the others: its leading candidate, and how sure that is.
struct Anchor {
    group: usize,
    id: PlaceId,
    weight: f32,
}

fn anchors(groups: &[Group], gazetteer: &Gazetteer) -> Vec<Anchor> {
    let mut anchors: Vec<(usize, Anchor)> = Vec::new();
    for (idx, group) in groups.iter().enumerate() {
        let mut sorted = group.candidates.clone();
        sorted.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        let margin = sorted
            .get(1)
            .map_or(1.0, |second| (sorted[0].score - second.score).min(1.0));
        let feature = gazetteer.entry(sorted[0].id).feature;
        let kind = if feature == Feature::Region { 0.3 } else { 1.0 };
        let weight = (0.2 + margin) * kind * (1.0 + (group.mentions.len() as f32).ln());
        anchors.push((
            group.mentions.len(),
            Anchor {
                group: idx,
                id: sorted[0].id,
                weight,
            },
        ));
    }
    anchors.sort_by_key(|(n_mentions, anchor)| (std::cmp::Reverse(*n_mentions), anchor.group));
    anchors.truncate(MOST_ANCHORS);
    anchors.into_iter().map(|(_, anchor)| anchor).collect()
}

fn support(
    idx: usize,
    group: &mut Group,
    anchors: &[Anchor],
    countries: &HashMap<PlaceId, f32>,
    gazetteer: &Gazetteer,
) {
    let total: f32 = anchors
        .iter()
        .filter(|anchor| anchor.group != idx)
        .map(|anchor| anchor.weight)
        .sum();
    for (pos, scored) in group.candidates.iter_mut().enumerate() {
        let entry = gazetteer.entry(scored.id);
        let (mut same_country, mut same_division, mut nearness) = (0.0, 0.0, 0.0_f32);
        for anchor in anchors.iter().filter(|anchor| anchor.group != idx) {
            let other = gazetteer.entry(anchor.id);
            if entry.country.is_some() && entry.country == other.country {
                same_country += anchor.weight;
            }
            let own_division = entry
                .first
                .or((entry.feature == Feature::FirstOrder).then_some(scored.id));
            let other_division = other
                .first
                .or((other.feature == Feature::FirstOrder).then_some(anchor.id));
            if own_division.is_some() && own_division == other_division {
                same_division += anchor.weight;
            }
            if !matches!(
                other.feature,
                Feature::Country | Feature::Region | Feature::FirstOrder
            ) {
                let near = (-distance_km(&entry, &other) / NEAR_KM).exp() as f32;
                nearness = nearness.max(near * anchor.weight.min(1.0));
            }
        }
        let share = |weight: f32| {
            if total > 0.0 {
                weight / total.max(1.0)
            } else {
                0.0
            }
        };
        let spoken = entry
            .country
            .and_then(|country| countries.get(&country))
            .copied()
            .unwrap_or(0.0);
        let mut score = group.priors[pos];
        let mut because = "the best known of that name";
        let context = SAME_COUNTRY * (share(same_country) + spoken)
            + 2.0 * SAME_DIVISION * share(same_division).min(0.7)
            + NEARNESS * nearness;
        // A hamlet needs more than its neighbours' names to be meant.
        let context =
            context * (HAMLET_SHARE + (1.0 - HAMLET_SHARE) * group.priors[pos].clamp(0.0, 1.0));
        if context > 0.4 {
            because = "near what else the text names";
        }
        score += context;
        if group.contained[pos] {
            score += CONTAINED_ELSEWHERE;
            because = "what it lies in follows elsewhere in the text";
        }
        scored.score = score;
        scored.because = because;
    }
}

/// Candidates of a mention that lie in what stands behind it: "Kirkuk, Iraq", "Canton (Ohio)".
pub(crate) fn followed_by(
    text: &str,
    words: &[Word],
    mention: &Mention,
    gazetteer: &Gazetteer,
) -> Vec<PlaceId> {
    let next = mention.words.1;
    let Some(word) = words.get(next) else {
        return Vec::new();
    };
    if !matches!(word.gap, Gap::Comma | Gap::Bracket) || !word.capital {
        return Vec::new();
    }
    let mut containers = Vec::new();
    for n_words in (1..=3).rev() {
        let Some(last) = words.get(next + n_words - 1) else {
            continue;
        };
        let bare = &text[word.span.start..last.span.end];
        let dotted = last.stop.then(|| &text[word.span.start..=last.span.end]);
        for name in dotted.into_iter().chain([bare]) {
            containers.extend(gazetteer.lookup(name).into_iter().filter(|&(id, _)| {
                matches!(
                    gazetteer.entry(id).feature,
                    Feature::Country | Feature::FirstOrder | Feature::SecondOrder
                )
            }));
        }
        if !containers.is_empty() {
            break;
        }
    }
    let lies_in = |id: PlaceId| {
        let entry = gazetteer.entry(id);
        containers.iter().any(|&(outer, _)| {
            outer != id && [entry.country, entry.first, entry.second].contains(&Some(outer))
        })
    };
    mention
        .candidates
        .iter()
        .map(|&(id, _)| id)
        .filter(|&id| lies_in(id))
        .collect()
}

/// Great-circle distance.
fn distance_km(a: &Entry<'_>, b: &Entry<'_>) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let h = half(b.lat - a.lat) + lat_a.cos() * lat_b.cos() * half(b.lon - a.lon);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
