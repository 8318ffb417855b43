//! "After the killing, … fired rockets": bounds that run from one story to the next.

use std::collections::BTreeMap;

use dateline_schema::{ItemId, Reason, Story};

/// Narrows the dates of stories by what their sightings say of their order. A date is only ever narrowed, and an
/// order that contradicts the dates is left alone.
pub(crate) fn bound(stories: &mut [Story]) {
    let mut place: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for (idx, story) in stories.iter().enumerate() {
        if story.status.has_happened() {
            place.extend(story.sightings.iter().map(|sighting| (&sighting.id, idx)));
        }
    }
    let mut orders: Vec<(usize, usize, ItemId)> = Vec::new();
    for (later, story) in stories.iter().enumerate() {
        for sighting in &story.sightings {
            let earlier = sighting.after().and_then(|id| place.get(&id).copied());
            if let Some(earlier) = earlier.filter(|earlier| *earlier != later) {
                orders.push((earlier, later, sighting.id.clone()));
            }
        }
    }
    // Each round carries a bound one link further. Bounds come from a finite set and only move one way, so that
    // even orders that run in a circle come to rest.
    let mut moved = true;
    while moved {
        moved = false;
        for (earlier, later, by) in &orders {
            moved |= raise(stories, *earlier, *later, by);
            if stories[*later].status.has_happened() {
                moved |= lower(stories, *earlier, *later, by);
            }
        }
    }
}

fn raise(stories: &mut [Story], earlier: usize, later: usize, by: &ItemId) -> bool {
    let Some(low) = stories[earlier].date.interval.low else {
        return false;
    };
    let id = stories[earlier].id.clone();
    let date = &mut stories[later].date;
    let interval = date.interval;
    if interval.low >= Some(low) || interval.high.is_some_and(|high| high < low) {
        return false;
    }
    date.interval.low = Some(low);
    let note = format!("{low} or later, because {by} tells it after {id}");
    date.basis.push(Reason::new("after-event", note));
    true
}

fn lower(stories: &mut [Story], earlier: usize, later: usize, by: &ItemId) -> bool {
    let Some(high) = stories[later].date.interval.high else {
        return false;
    };
    let id = stories[later].id.clone();
    let date = &mut stories[earlier].date;
    let interval = date.interval;
    let is_lower = interval.high.is_none_or(|known| high < known);
    if !is_lower || interval.low.is_some_and(|low| high < low) {
        return false;
    }
    date.interval.high = Some(high);
    let note = format!("{high} or earlier, because {by} tells {id} after it");
    date.basis.push(Reason::new("before-event", note));
    true
}
