//! Where the sightings of one happening differ: wording, figures, date, place, who, whether at all.

use std::collections::BTreeSet;

use dateline_schema::{Disagreement, Interval, Sighting, Variant};

use crate::name::fold;
use crate::relation::{Relation, Side, is_dated, places, sides};

/// Every point on which they differ, in a fixed order. Indices are those of `sightings`; `sides_of` are their
/// actors and recipients.
pub(crate) fn disagreements(
    sightings: &[Sighting],
    sides_of: &[(Vec<Side>, Vec<Side>)],
) -> Vec<Disagreement> {
    let happened = |sighting: &&Sighting| sighting.event.status.has_happened();
    let mut found = vec![status(sightings)];
    // One who denies it denies it as others tell it.
    let tellers: Vec<usize> = if sightings.iter().any(|sighting| happened(&sighting)) {
        (0..sightings.len())
            .filter(|idx| happened(&&sightings[*idx]))
            .collect()
    } else {
        (0..sightings.len()).collect()
    };
    let of = |idx: &usize| &sightings[*idx];

    found.push(group(
        "date",
        tellers
            .iter()
            .filter(|idx| is_dated(of(idx).event.date.interval))
            .map(|idx| (*idx, of(idx).event.date.interval)),
        |a, b| a.intersect(*b).is_some(),
        |interval| days(*interval),
    ));
    found.push(group(
        "place",
        tellers
            .iter()
            .filter_map(|idx| Some((*idx, of(idx).place.as_ref()?))),
        |a, b| places(Some(a), Some(b)) != Relation::Conflict,
        |place| place.full_name.clone(),
    ));
    for (about, pick) in [("actor", 0), ("recipient", 1)] {
        let parties = |idx: &usize| {
            let (actors, recipients) = &sides_of[*idx];
            if pick == 0 { actors } else { recipients }
        };
        found.push(group(
            about,
            tellers
                .iter()
                .map(|idx| (*idx, parties(idx)))
                .filter(|(_, parties)| !parties.is_empty()),
            |a, b| sides(a, b) != Relation::Conflict,
            |parties| names(parties),
        ));
    }
    let counted: BTreeSet<&str> = tellers
        .iter()
        .flat_map(|idx| &of(idx).event.figures)
        .map(|figure| figure.what.as_ref())
        .collect();
    for what in counted {
        found.push(group(
            what,
            tellers
                .iter()
                .filter_map(|idx| Some((*idx, figures(of(idx), what)?))),
            |a, b| a.bounds == b.bounds,
            |figures| figures.text.clone(),
        ));
    }
    found.push(wording(sightings, &tellers));
    found.into_iter().flatten().collect()
}

/// Puts values that are alike into one variant each, in order of their first sighting; nothing if there is but one.
fn group<T>(
    about: &str,
    values: impl Iterator<Item = (usize, T)>,
    alike: impl Fn(&T, &T) -> bool,
    text: impl Fn(&T) -> String,
) -> Option<Disagreement> {
    let mut variants: Vec<(T, Vec<usize>)> = Vec::new();
    for (idx, value) in values {
        match variants.iter_mut().find(|(first, _)| alike(first, &value)) {
            Some((_, sightings)) => sightings.push(idx),
            None => variants.push((value, vec![idx])),
        }
    }
    (variants.len() > 1).then(|| Disagreement {
        about: about.to_owned(),
        variants: variants
            .into_iter()
            .map(|(value, sightings)| Variant {
                text: text(&value),
                sightings,
            })
            .collect(),
    })
}

/// Whether it happened: only where somebody says so and somebody denies it.
fn status(sightings: &[Sighting]) -> Option<Disagreement> {
    let by_status = sightings
        .iter()
        .map(|sighting| sighting.event.status)
        .enumerate();
    let disputed = group(
        "status",
        by_status.clone(),
        |a, b| a.has_happened() == b.has_happened(),
        |status| status.as_str().to_owned(),
    );
    disputed.and_then(|_| {
        group(
            "status",
            by_status,
            |a, b| a == b,
            |status| status.as_str().to_owned(),
        )
    })
}

/// The words that tell it, where outlets choose different ones.
fn wording(sightings: &[Sighting], tellers: &[usize]) -> Option<Disagreement> {
    let words = tellers
        .iter()
        .map(|idx| (*idx, sightings[*idx].wording.trim()))
        .filter(|(_, wording)| !wording.is_empty());
    let disagreement = group(
        "wording",
        words,
        |a, b| fold(a) == fold(b),
        |wording| (*wording).to_owned(),
    )?;
    let outlets = |variant: &Variant| -> BTreeSet<&str> {
        variant
            .sightings
            .iter()
            .map(|idx| sightings[*idx].outlet.as_str())
            .collect()
    };
    // An outlet that varies its own words disagrees with nobody.
    let sets: BTreeSet<BTreeSet<&str>> = disagreement.variants.iter().map(outlets).collect();
    (sets.len() > 1).then_some(disagreement)
}

struct Figures {
    bounds: Vec<(Option<u64>, Option<u64>)>,
    text: String,
}

/// What a sighting counts; `None` if it gives no number ("several").
fn figures(sighting: &Sighting, what: &str) -> Option<Figures> {
    let of_kind = || {
        let figures = sighting.event.figures.iter().zip(&sighting.figure_texts);
        figures.filter(|(figure, _)| figure.what == what)
    };
    let mut bounds: Vec<_> = of_kind()
        .map(|(figure, _)| (figure.low, figure.high))
        .filter(|bounds| *bounds != (None, None))
        .collect();
    bounds.sort_unstable();
    let texts: Vec<&str> = of_kind().map(|(_, text)| text.as_str()).collect();
    (!bounds.is_empty()).then(|| Figures {
        bounds,
        text: texts.join(", "),
    })
}

fn names(sides: &[Side]) -> String {
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    names.join("; ")
}

/// An interval in words: `2020-01-03`, `2020-01-03..2020-01-05`.
pub(crate) fn days(interval: Interval) -> String {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(low), None) => format!("{low} or later"),
        (None, Some(high)) => format!("{high} or earlier"),
        (None, None) => "unknown".to_owned(),
    }
}
