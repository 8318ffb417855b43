//! `Sighting -> Story`: the same event across outlets, agreements and disagreements.
//!
//! In go the events of any number of pages, out come stories: each sighting stands in exactly one. What must agree
//! is said in `join.rs`; what happened, what is denied and what is only planned, threatened or supposed are kept
//! apart, except that a denial is attached to the happening that it denies, as a disagreement about its status.
//!
//! Pages that carry one report, as copies of an agency's or cut versions, are one witness: the story is named after the
//! report rather than a copy of it, and of stories of one day the one with more independent reports comes first.
//!
//! Sightings are taken in a fixed order, the most exactly dated and best told first, so that the result does not
//! depend on the order of the input, and each is compared only with stories that share its page, a named victim, or
//! a day and a country or name. Time grows with the number of sightings and of such meetings. For the same reason a
//! record that grows needs no new run over all of it: new pages can change only stories that meet theirs.

mod disagree;
mod join;
mod name;
mod order;
mod profile;
mod relation;
mod tell;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dateline_schema::{Date, ItemId, Sighting, Story};

use crate::join::Cluster;
use crate::profile::{Class, Key, Profile};

/// How many happenings of one type on a page are compared with what else the page tells. A report tells of a dozen; a
/// page that tells of thousands is some other file, and would keep the pages around it waiting.
const MOST_ON_ONE_PAGE: usize = 200;

/// Puts together the sightings that tell of the same event, oldest first.
///
/// A story is sorted by the first day on which it may have been, or the last where the first is not known; stories
/// of which no day is known come last. Then by the last day, then those that more independent reports tell, then by id.
#[must_use]
pub fn cluster(sightings: &[Sighting]) -> Vec<Story> {
    let mut profiles: Vec<Profile<'_>> = sightings.iter().map(Profile::of).collect();
    profiles.sort_by_cached_key(|profile| (profile.rank(), profile.sighting.id.clone()));

    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    let mut index: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for profile in profiles {
        let class = profile.class();
        let denied = (class == Class::Denied)
            .then(|| best(&clusters, &index, &profile, Class::Happened))
            .flatten();
        let home = denied.or_else(|| best(&clusters, &index, &profile, class));
        let joins = home.unwrap_or(clusters.len());
        // A denial is found by nobody: it must not draw others to the happening.
        if denied.is_none() {
            for key in profile.keys(class) {
                let is_bounded = key.is_page();
                let met = index.entry(key).or_default();
                let has_room = !is_bounded || met.len() < MOST_ON_ONE_PAGE;
                if has_room && met.last() != Some(&joins) && !met.contains(&joins) {
                    met.push(joins);
                }
            }
        }
        match home {
            Some(idx) => clusters[idx].push(profile),
            None => clusters.push(Cluster::new(profile)),
        }
    }

    let mut stories: Vec<Story> = clusters.into_iter().map(tell::story).collect();
    order::bound(&mut stories);
    stories.sort_by_cached_key(sort_key);
    stories
}

/// The cluster of `class` that a sighting fits best. One that is not dated and fits two equally well fits none.
fn best(
    clusters: &[Cluster<'_>],
    index: &BTreeMap<Key, Vec<usize>>,
    profile: &Profile<'_>,
    class: Class,
) -> Option<usize> {
    let met: BTreeSet<usize> = profile
        .keys(class)
        .iter()
        .filter_map(|key| index.get(key))
        .flatten()
        .copied()
        .collect();
    let fits: Vec<(u32, usize)> = met
        .into_iter()
        .filter_map(|idx| Some((clusters[idx].fit(profile)?, idx)))
        .collect();
    let top = fits.iter().map(|(score, _)| *score).max()?;
    let mut tops = fits.iter().filter(|(score, _)| *score == top);
    let (_, idx) = tops.next()?;
    let ambiguous = !profile.is_dated() && tops.next().is_some();
    (!ambiguous).then_some(*idx)
}

type SortKey = (
    bool,
    Option<Date>,
    bool,
    Option<Date>,
    Reverse<usize>,
    ItemId,
);

fn sort_key(story: &Story) -> SortKey {
    let interval = story.date.interval;
    let first = interval.low.or(interval.high);
    (
        first.is_none(),
        first,
        interval.high.is_none(),
        interval.high,
        Reverse(story.n_independent()),
        story.id.clone(),
    )
}

#[cfg(test)]
mod tests;
