//! Whether a sighting tells of the happening that others tell of.
//!
//! Precision first: what shares only two countries and no day stays apart, as do two raids on one town on following
//! days. What lets two sightings join, besides no contradiction:
//!
//! - one named person attacked or seized: it happens to a person once, so that a sighting without a date joins one
//!   with a date, and dates that differ by a few days are a disagreement of the pages, not two happenings;
//! - a day in common, and both sides agreeing, or one by name, or one with the same town;
//! - one page that tells of it twice, the second time without a date, with both sides agreeing, or in one sentence
//!   with the same actor and town ("was killed as … struck his car"), or in one land or the same words with one side
//!   harmed and no doer named, as in a headline;
//! - one sentence that tells of two harms of one doer at one time ("shot down a plane and killed its pilot").

use dateline_schema::{EventType, Interval, Place, QuadClass};

use crate::profile::{Class, Profile, is_riot};
use crate::relation::{Relation, Side, gap_days, places, same_person, sides, times};

/// Pages that tell of one killing may differ by so many days: one counts local time, one the day of the news.
const SLIP_DAYS: i64 = 3;

/// Words are dated to the day on which they were said; a longer common stretch proves nothing.
const SAYING_DAYS: i64 = 2;

/// Sightings of one happening, while they are being gathered.
#[derive(Debug)]
pub(crate) struct Cluster<'a> {
    pub(crate) class: Class,
    /// Those that found the story, in the order in which they came.
    pub(crate) members: Vec<Profile<'a>>,
    /// Those that deny it.
    pub(crate) denials: Vec<Profile<'a>>,
    actors: Vec<Side>,
    recipients: Vec<Side>,
    places: Vec<&'a Place>,
    interval: Interval,
}

impl<'a> Cluster<'a> {
    pub(crate) fn new(first: Profile<'a>) -> Self {
        let mut cluster = Self {
            class: first.class(),
            members: Vec::new(),
            denials: Vec::new(),
            actors: Vec::new(),
            recipients: Vec::new(),
            places: Vec::new(),
            interval: Interval::UNKNOWN,
        };
        cluster.push(first);
        cluster
    }

    /// Takes in a sighting. One that denies the happening says nothing of when, where and who.
    pub(crate) fn push(&mut self, profile: Profile<'a>) {
        if profile.class() != self.class {
            self.denials.push(profile);
            return;
        }
        learn(&mut self.actors, &profile.actors);
        learn(&mut self.recipients, &profile.recipients);
        self.places.extend(
            profile
                .place()
                .filter(|place| !self.places.iter().any(|known| same_words(known, place))),
        );
        if let Some(narrower) = self.interval.intersect(profile.interval) {
            self.interval = narrower;
        }
        self.members.push(profile);
    }

    /// How well a sighting fits; `None` if it does not.
    pub(crate) fn fit(&self, new: &Profile<'_>) -> Option<u32> {
        let actors = sides(&self.actors, &new.actors);
        let recipients = sides(&self.recipients, &new.recipients);
        let place = self.place_relation(new);
        let time = times(self.interval, new.interval);
        let one_victim = new.is_harm() && same_person(&self.recipients, &new.recipients);

        let fits = if !self.fits_kind(new, time, place) {
            false
        } else if one_victim {
            self.fits_victim(new, time, actors, place)
        } else {
            let conflict = [actors, recipients, place, time].contains(&Relation::Conflict);
            !conflict
                && !self.told_apart(new)
                && self.fits_day(new, time, [actors, recipients], place)
        };
        fits.then(|| {
            let points = |relation: Relation| match relation {
                Relation::Conflict | Relation::Unknown => 0,
                Relation::Compatible => 1,
                Relation::Same => 3,
            };
            [actors, recipients, place, time]
                .map(points)
                .iter()
                .sum::<u32>()
                + u32::from(self.has_page_of(new))
                + u32::from(self.says_alike(new))
        })
    }

    fn fits_kind(&self, new: &Profile<'_>, time: Relation, place: Relation) -> bool {
        let kind = new.sighting.event.kind;
        let riots = || {
            let both =
                is_riot(new.sighting) && self.members.iter().any(|own| is_riot(own.sighting));
            both && time == Relation::Same && place == Relation::Same
        };
        self.members
            .iter()
            .any(|own| own.sighting.event.kind == kind)
            || riots()
    }

    fn fits_victim(
        &self,
        new: &Profile<'_>,
        time: Relation,
        actors: Relation,
        place: Relation,
    ) -> bool {
        let slipped =
            || gap_days(self.interval, new.interval).is_some_and(|days| days <= SLIP_DAYS);
        let conflicts = [actors, place, time]
            .iter()
            .filter(|relation| **relation == Relation::Conflict)
            .count();
        match time {
            Relation::Conflict => conflicts == 1 && new.is_dated() && slipped(),
            // Who did it and where exactly may be in dispute on a day that is not.
            Relation::Compatible | Relation::Same => conflicts <= 1,
            Relation::Unknown => conflicts == 0,
        }
    }

    fn fits_day(
        &self,
        new: &Profile<'_>,
        time: Relation,
        parties: [Relation; 2],
        place: Relation,
    ) -> bool {
        let both = parties.iter().all(|side| *side >= Relation::Compatible);
        let any = parties.contains(&Relation::Compatible) || parties.contains(&Relation::Same);
        // "shot down a plane and killed its pilot": one sentence, one doer, one day.
        let one_deed = new.is_harm()
            && parties[0] >= Relation::Compatible
            && self.has_sentence_of(new)
            && self.interval == new.interval;
        if one_deed {
            return true;
        }
        if time < Relation::Compatible {
            let there = parties[0] >= Relation::Compatible && place == Relation::Same;
            // A headline leaves out who did it: the same page tells of one harm to one side in one land.
            let anonymous = self.actors.is_empty() || new.actors.is_empty();
            let again = new.is_harm()
                && anonymous
                && parties[1] >= Relation::Compatible
                && (place >= Relation::Compatible || self.has_words_of(new));
            return ((both || again) && self.has_page_of(new))
                || (there && self.has_sentence_of(new));
        }
        let quad = new.sighting.event.kind.quad();
        let is_saying = matches!(
            quad,
            QuadClass::VerbalCooperation | QuadClass::VerbalConflict
        );
        if is_saying {
            let common = self.interval.intersect(new.interval);
            let days = common.and_then(Interval::n_days);
            both && days.is_some_and(|days| days <= SAYING_DAYS)
        } else {
            let gathering = new.sighting.event.kind == EventType::Protest;
            both || parties.contains(&Relation::Same)
                || (place == Relation::Same && (any || gathering))
        }
    }

    /// Whether one page tells of both with other means or other losses: then it means two.
    fn told_apart(&self, new: &Profile<'_>) -> bool {
        let differ = |own: &Profile<'_>| {
            let modes = (&own.sighting.event.mode, &new.sighting.event.mode);
            let other_mode = matches!(modes, (Some(a), Some(b)) if a != b);
            let losses = (own.killed, new.killed);
            let other_losses = matches!(losses, (Some(a), Some(b)) if a != b);
            other_mode || other_losses
        };
        let page = &new.sighting.id.page;
        self.members
            .iter()
            .any(|own| own.sighting.id.page == *page && differ(own))
    }

    fn has_page_of(&self, new: &Profile<'_>) -> bool {
        let page = &new.sighting.id.page;
        self.members.iter().any(|own| own.sighting.id.page == *page)
    }

    fn has_sentence_of(&self, new: &Profile<'_>) -> bool {
        let (page, sentence) = (&new.sighting.id.page, &new.sighting.sentence);
        let is_same =
            |own: &Profile<'_>| own.sighting.id.page == *page && own.sighting.sentence == *sentence;
        !sentence.is_empty() && self.members.iter().any(is_same)
    }

    /// Whether one tells it in the last words of the other: "shot down", "was shot down".
    fn has_words_of(&self, new: &Profile<'_>) -> bool {
        let wording = new.sighting.wording.to_lowercase();
        self.members.iter().any(|own| {
            let own = own.sighting.wording.to_lowercase();
            own.ends_with(&wording) || wording.ends_with(&own)
        })
    }

    fn says_alike(&self, new: &Profile<'_>) -> bool {
        let wording = &new.sighting.wording;
        self.members
            .iter()
            .any(|own| own.sighting.wording.eq_ignore_ascii_case(wording))
    }

    fn place_relation(&self, new: &Profile<'_>) -> Relation {
        let relations = || self.places.iter().map(|own| places(Some(own), new.place()));
        if relations().any(|relation| relation == Relation::Conflict) {
            Relation::Conflict
        } else {
            relations().max().unwrap_or(Relation::Unknown)
        }
    }
}

fn learn(known: &mut Vec<Side>, more: &[Side]) {
    for side in more {
        if !known.contains(side) {
            known.push(side.clone());
        }
    }
}

fn same_words(a: &Place, b: &Place) -> bool {
    (a.geonames_id, &a.full_name, a.kind) == (b.geonames_id, &b.full_name, b.kind)
}
