//! What of a sighting is compared, and the keys under which comparable ones meet.

use std::collections::BTreeSet;

use dateline_schema::{ActorKind, Date, EventType, Interval, Party, Place, Sighting};

use crate::relation::{Side, is_dated};

/// A sighting, made ready for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Profile<'a> {
    pub(crate) sighting: &'a Sighting,
    pub(crate) actors: Vec<Side>,
    pub(crate) recipients: Vec<Side>,
    pub(crate) interval: Interval,
    pub(crate) killed: Option<(u64, u64)>,
}

/// Whether a sighting is of something that happened. Only sightings of one class found stories together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Somebody says that it happened.
    Happened,
    /// Somebody says that it did not.
    Denied,
    /// It is planned.
    Planned,
    /// It is threatened.
    Threatened,
    /// It is supposed.
    Hypothetical,
}

/// Where comparable sightings meet: the same class, type, and one more thing in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    class: Class,
    kind: EventType,
    common: Common,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Common {
    /// A day, and a country that takes part or in which it was.
    Day(Date, String),
    /// A day, and a named person or body that takes part, by the consonants of the surname.
    Called(Date, String),
    /// A named person who was attacked or seized, likewise: found without a day, because it happens so seldom to
    /// one person.
    Victim(String),
    /// The page.
    Page(String),
}

impl Key {
    /// Whether it is only the page that they have in common.
    pub(crate) fn is_page(&self) -> bool {
        matches!(self.common, Common::Page(_))
    }
}

impl<'a> Profile<'a> {
    pub(crate) fn of(sighting: &'a Sighting) -> Self {
        let event = &sighting.event;
        let killed = event
            .figures
            .iter()
            .find(|figure| figure.what == "killed")
            .and_then(|figure| figure.low.zip(figure.high));
        Self {
            sighting,
            actors: side(&event.actors, &sighting.actor_names, &sighting.actor_kinds),
            recipients: side(
                &event.recipients,
                &sighting.recipient_names,
                &sighting.recipient_kinds,
            ),
            interval: event.date.interval,
            killed,
        }
    }

    pub(crate) fn class(&self) -> Class {
        use dateline_schema::Status;
        match self.sighting.event.status {
            Status::Asserted | Status::Claimed | Status::Historical => Class::Happened,
            Status::Denied | Status::Negated => Class::Denied,
            Status::Planned => Class::Planned,
            Status::Threatened => Class::Threatened,
            Status::Hypothetical => Class::Hypothetical,
        }
    }

    pub(crate) fn place(&self) -> Option<&'a Place> {
        self.sighting.place.as_ref()
    }

    /// Whether it is something done to somebody that is done to one person once, or seldom.
    pub(crate) fn is_harm(&self) -> bool {
        matches!(
            self.sighting.event.kind,
            EventType::Assault | EventType::Coerce
        )
    }

    pub(crate) fn is_dated(&self) -> bool {
        is_dated(self.interval)
    }

    /// The keys of this sighting among those of `class`. Two sightings that may join share one at least.
    pub(crate) fn keys(&self, class: Class) -> BTreeSet<Key> {
        let mut common = BTreeSet::new();
        common.insert(Common::Page(self.sighting.id.page.to_string()));
        for victim in self.recipients.iter().filter(|side| side.person) {
            if self.is_harm() {
                common.extend(victim.surname().map(Common::Victim));
            }
        }
        if self.is_dated() {
            let parties = || self.actors.iter().chain(&self.recipients);
            let place = self.place().and_then(|place| place.country.as_deref());
            let countries: BTreeSet<&str> =
                parties().flat_map(Side::countries).chain(place).collect();
            let names: BTreeSet<String> = parties()
                .filter(|side| side.named)
                .filter_map(Side::surname)
                .collect();
            for day in days(self.interval) {
                let here = |country: &&str| Common::Day(day, (*country).to_owned());
                common.extend(countries.iter().map(here));
                common.extend(names.iter().map(|name| Common::Called(day, name.clone())));
            }
        }
        let kind = self.sighting.event.kind;
        common
            .into_iter()
            .flat_map(|common| {
                let key = |kind: EventType| Key {
                    class,
                    kind,
                    common: common.clone(),
                };
                // A riot is one page's protest and another's assault.
                let other = is_riot(self.sighting).then_some(match kind {
                    EventType::Protest => EventType::Assault,
                    _ => EventType::Protest,
                });
                [Some(kind), other]
                    .into_iter()
                    .flatten()
                    .map(key)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// How well it tells: the better it does, the earlier it may found a story, and the higher it stands in one.
    pub(crate) fn rank(&self) -> (bool, i64, usize) {
        let event = &self.sighting.event;
        let n_days = self.interval.n_days().unwrap_or(i64::MAX);
        let told = usize::from(self.sighting.place.is_some())
            + usize::from(self.actors.iter().any(|side| !side.codes.is_empty()))
            + usize::from(self.recipients.iter().any(|side| !side.codes.is_empty()))
            + self.recipients.iter().filter(|side| side.named).count()
            + 2 * usize::from(self.recipients.iter().any(|side| side.person))
            + event.figures.len()
            + usize::from(event.mode.is_some());
        (self.class() != Class::Happened, n_days, usize::MAX - told)
    }
}

/// Whether it is a protest that turned violent, or an assault that may be one.
pub(crate) fn is_riot(sighting: &Sighting) -> bool {
    let civil = || {
        let codes = sighting.event.actors.iter().flat_map(|party| &party.codes);
        codes.into_iter().any(|code| code.sector() == Some("CVL"))
    };
    match sighting.event.kind {
        EventType::Protest => sighting.event.mode.as_deref() == Some("riot"),
        EventType::Assault => civil(),
        _ => false,
    }
}

fn side(parties: &[Party], names: &[String], kinds: &[Option<ActorKind>]) -> Vec<Side> {
    parties
        .iter()
        .enumerate()
        .map(|(idx, party)| {
            let name = names.get(idx).map_or("", String::as_str);
            Side::new(name, kinds.get(idx).copied().flatten(), &party.codes)
        })
        .collect()
}

fn days(interval: Interval) -> impl Iterator<Item = Date> {
    let first = interval.low;
    std::iter::successors(first, |day| day.tomorrow().ok())
        .take_while(move |day| interval.high.is_some_and(|high| *day <= high))
}
