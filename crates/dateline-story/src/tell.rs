//! A cluster of sightings told as one story: its date, its place, its status, and where the pages differ.

use dateline_schema::{
    Dating, Interval, ItemId, ItemKind, Place, PlaceKind, Reason, Sighting, Status, Story,
};

use crate::disagree::{days, disagreements};
use crate::join::Cluster;
use crate::profile::Profile;

/// Makes the story. Its date may still be bounded by the order of events.
pub(crate) fn story(cluster: Cluster<'_>) -> Story {
    let Cluster {
        mut members,
        mut denials,
        ..
    } = cluster;
    let best_first = |a: &Profile<'_>, b: &Profile<'_>| {
        let key = |profile: &Profile<'_>| (profile.rank(), profile.sighting.copy_of.is_some());
        (key(a), &a.sighting.id).cmp(&(key(b), &b.sighting.id))
    };
    members.sort_by(best_first);
    denials.sort_by(best_first);
    let date = date(&members);
    let status = status(&members);
    let place = place(&members);
    let (sightings, sides): (Vec<Sighting>, Vec<_>) = members
        .into_iter()
        .chain(denials)
        .map(|profile| {
            (
                profile.sighting.clone(),
                (profile.actors, profile.recipients),
            )
        })
        .unzip();
    let first = &sightings[0].id;
    Story {
        id: ItemId {
            kind: ItemKind::Story,
            ..first.clone()
        },
        status,
        date,
        place,
        disagreements: disagreements(&sightings, &sides),
        sightings,
    }
}

/// The days that all sightings leave. One that contradicts better told ones is named but not followed.
fn date(members: &[Profile<'_>]) -> Dating {
    let mut date = Dating::default();
    for profile in members {
        let (sighting, interval) = (profile.sighting, profile.interval);
        let (id, outlet) = (&sighting.id, &sighting.outlet);
        let (rule, note) = match date.interval.intersect(interval) {
            None => (
                "other-date",
                format!("{} by {id} ({outlet})", days(interval)),
            ),
            Some(narrower) if narrower != date.interval => {
                date.interval = narrower;
                (
                    "date-of-sighting",
                    format!("{} by {id} ({outlet})", days(interval)),
                )
            }
            Some(_) if !profile.is_dated() && date.interval != Interval::UNKNOWN => (
                "date-from-other-sighting",
                format!(
                    "{id} ({outlet}) does not date it, {} does",
                    members[0].sighting.id
                ),
            ),
            Some(_) => continue,
        };
        date.basis.push(Reason::new(rule, note));
    }
    date
}

fn status(members: &[Profile<'_>]) -> Status {
    let mut statuses = members.iter().map(|profile| profile.sighting.event.status);
    let first = statuses.next().unwrap_or(Status::Hypothetical);
    if statuses.any(|status| status == Status::Asserted) {
        Status::Asserted
    } else {
        first
    }
}

/// The most exact place that a sighting gives.
fn place(members: &[Profile<'_>]) -> Option<Place> {
    let vagueness = |place: &&Place| match place.kind {
        PlaceKind::Facility => 0,
        PlaceKind::City => 1,
        PlaceKind::Admin => 2,
        PlaceKind::Country => 3,
        PlaceKind::Region => 4,
    };
    members
        .iter()
        .filter_map(Profile::place)
        .min_by_key(vagueness)
        .cloned()
}
