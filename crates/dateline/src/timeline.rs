//! The timeline of a record: every event clustered into stories, then those that were asked for.

use std::collections::BTreeSet;

use dateline_schema::{Interval, ItemId, Sighting, Story};
use dateline_store::{Error, EventFilter, Store};

/// The stories of a record in which some sighting fits the filter, oldest first.
///
/// Stories are made of every sighting that there is, and filtered afterwards: a page that is filtered out may be the
/// one that knows the date, and a story is shown with all the pages that tell it. `since` and `until` are held
/// against the story's date, and one of which no day is known at all fits no bound; `limit` is left to the caller.
///
/// # Errors
/// If the record cannot be read.
pub fn timeline(store: &Store, filter: &EventFilter) -> Result<Vec<Story>, Error> {
    let sightings: Vec<Sighting> = store.sightings(&EventFilter::default())?;
    let undated = EventFilter {
        since: None,
        until: None,
        limit: None,
        ..filter.clone()
    };
    let fits_all = undated == EventFilter::default();
    let fitting: BTreeSet<ItemId> = if fits_all {
        BTreeSet::new()
    } else {
        store
            .sightings(&undated)?
            .into_iter()
            .map(|sighting| sighting.id)
            .collect()
    };
    let mut stories = dateline_story::cluster(&sightings);
    stories.retain(|story| {
        let fits = fits_all
            || story
                .sightings
                .iter()
                .any(|sighting| fitting.contains(&sighting.id));
        fits && within(story.date.interval, filter)
    });
    Ok(stories)
}

fn within(date: Interval, filter: &EventFilter) -> bool {
    let bounds = Interval {
        low: filter.since,
        high: filter.until,
    };
    bounds.is_unknown() || (!date.is_unknown() && date.intersect(bounds).is_some())
}
