//! The trigger lexicon: which words tell which event, and where their participants stand.

use std::collections::HashMap;

use dateline_schema::EventType;

use super::classes::Classes;
use crate::{Error, Row, Table};

/// Whether a trigger is a verb or a deverbal noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TriggerPos {
    /// A verb, with its particles.
    Verb,
    /// A noun or compound noun.
    Noun,
}

/// Where the recipient stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The direct object of an active verb and the subject of a passive one.
    Object,
    /// The phrase behind this preposition.
    Prep(Box<str>),
}

/// What must be there, besides the word itself, for a trigger to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// An actor or a recipient.
    Either,
    /// An actor.
    Actor,
    /// A recipient.
    Recipient,
    /// Both.
    Both,
    /// An object that is a person or a group of people.
    Human,
    /// An object that is somebody known by name or role, and no mere thing.
    Party,
    /// A weapon in the clause, or an armed actor.
    Weaponish,
    /// A subject or object that belongs to this class of words.
    Class(&'static str),
    /// An infinitive that tells cooperation.
    Infinitive,
    /// A phrase behind "with".
    With,
    /// A direct object, or the subject of a passive.
    Thing,
}

impl Need {
    fn read(row: &Row<'_>, cell: &str) -> Result<Self, Error> {
        Ok(match cell {
            "" | "either" => Self::Either,
            "actor" => Self::Actor,
            "recipient" => Self::Recipient,
            "both" => Self::Both,
            "human" => Self::Human,
            "party" => Self::Party,
            "weaponish" => Self::Weaponish,
            "inf" => Self::Infinitive,
            "thing" => Self::Thing,
            "with" => Self::With,
            "aerial" => Self::Class("aircraft"),
            "attack" => Self::Class("attackish"),
            "bomb" => Self::Class("bombs"),
            "cbrn" => Self::Class("cbrn"),
            "military" => Self::Class("armed"),
            "naval" => Self::Class("naval"),
            "police" => Self::Class("police"),
            "seaborne" => Self::Class("seaborne"),
            "protest" => Self::Class("protest"),
            "weapon" => Self::Class("missile"),
            "worker" => Self::Class("worker"),
            other => return Err(row.error(format!("no such need: {other:?}"))),
        })
    }
}

/// One entry of the lexicon.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The words behind the first: particles of a verb, the rest of a compound noun.
    pub rest: Vec<Box<str>>,
    /// Verb or noun.
    pub pos: TriggerPos,
    /// The object must be headed by one of these lemmas; any object will do where there are none.
    pub objects: Vec<Box<str>>,
    /// Where the recipient stands, the likeliest first.
    pub recipient: Vec<Slot>,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<Box<str>>,
    /// PLOVER contexts.
    pub contexts: Vec<Box<str>>,
    /// What else must be there.
    pub need: Need,
    /// The type by the crosswalk from CAMEO of 2021, where the manual says otherwise.
    pub crosswalk: Option<EventType>,
}

impl Trigger {
    /// Whether a phrase behind "of" names the one to whom it was done: "the killing of".
    #[must_use]
    pub fn is_patient(&self) -> bool {
        self.recipient
            .iter()
            .any(|slot| matches!(slot, Slot::Prep(prep) if &**prep == "of"))
    }

    /// The type, as the manual or as the crosswalk of 2021 has it.
    #[must_use]
    pub fn kind_by(&self, crosswalk: bool) -> EventType {
        self.crosswalk.filter(|_| crosswalk).unwrap_or(self.kind)
    }
}

/// The entries by the lemma of their first word.
#[derive(Clone, Debug, Default)]
pub(super) struct Triggers {
    verbs: HashMap<Box<str>, Vec<Trigger>>,
    nouns: HashMap<Box<str>, Vec<Trigger>>,
}

const COLUMNS: [&str; 9] = [
    "lemma",
    "pos",
    "object",
    "recipient",
    "type",
    "mode",
    "contexts",
    "needs",
    "crosswalk",
];

impl Triggers {
    pub(super) fn read(file: &str, text: &str, classes: &Classes) -> Result<Self, Error> {
        let table = Table::read(file, text, &COLUMNS)?;
        let mut triggers = Self::default();
        for row in table.rows() {
            let mut words = row.get(0).split(' ').map(Box::<str>::from);
            let first = words
                .next()
                .filter(|word| !word.is_empty())
                .ok_or_else(|| row.error("a trigger without a word"))?;
            let trigger = entry(row, words.collect(), classes)?;
            let map = match trigger.pos {
                TriggerPos::Verb => &mut triggers.verbs,
                TriggerPos::Noun => &mut triggers.nouns,
            };
            map.entry(first).or_default().push(trigger);
        }
        // More words, then a narrower object, then a stricter need: the most specific entry is tried first.
        let specific_first = |list: &mut Vec<Trigger>| {
            list.sort_by_key(|entry| {
                std::cmp::Reverse((
                    entry.rest.len(),
                    !entry.objects.is_empty(),
                    entry.need != Need::Either,
                ))
            });
        };
        triggers.verbs.values_mut().for_each(specific_first);
        triggers.nouns.values_mut().for_each(specific_first);
        Ok(triggers)
    }

    pub(super) fn starting_with(&self, pos: TriggerPos, lemma: &str) -> &[Trigger] {
        let map = match pos {
            TriggerPos::Verb => &self.verbs,
            TriggerPos::Noun => &self.nouns,
        };
        map.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The first words of all entries, in the order of the alphabet.
    pub(super) fn first_words(&self, pos: TriggerPos) -> Vec<&str> {
        let map = match pos {
            TriggerPos::Verb => &self.verbs,
            TriggerPos::Noun => &self.nouns,
        };
        let mut words: Vec<&str> = map.keys().map(|word| &**word).collect();
        words.sort_unstable();
        words
    }

    /// The last words of compound nouns, in the order of the alphabet.
    pub(super) fn compound_words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self
            .nouns
            .values()
            .flatten()
            .flat_map(|entry| entry.rest.iter().map(|word| &**word))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Every pair of type and mode that the entries name, with the words they stand at.
    pub(super) fn modes(&self) -> Vec<(EventType, Option<&str>)> {
        let mut modes: Vec<_> = self
            .verbs
            .values()
            .chain(self.nouns.values())
            .flatten()
            .map(|entry| (entry.kind, entry.mode.as_deref()))
            .collect();
        modes.sort_unstable();
        modes.dedup();
        modes
    }
}

fn entry(row: &Row<'_>, rest: Vec<Box<str>>, classes: &Classes) -> Result<Trigger, Error> {
    let pos = match row.get(1) {
        "verb" => TriggerPos::Verb,
        "noun" => TriggerPos::Noun,
        other => return Err(row.error(format!("a trigger is a verb or a noun, not {other:?}"))),
    };
    let mut objects = Vec::new();
    for word in row.list(2) {
        match word.strip_prefix('@') {
            None => objects.push(word.into()),
            Some(class) => {
                let members = classes
                    .members(class)
                    .ok_or_else(|| row.error(format!("no such class: {class:?}")))?;
                objects.extend(members.iter().cloned());
            }
        }
    }
    objects.sort_unstable();
    let recipient = row
        .list(3)
        .filter(|slot| *slot != "-")
        .map(|slot| match slot {
            "obj" => Slot::Object,
            prep => Slot::Prep(prep.into()),
        })
        .collect();
    let kind = |cell: &str| {
        EventType::from_name(cell).ok_or_else(|| row.error(format!("no such type: {cell:?}")))
    };
    Ok(Trigger {
        rest,
        pos,
        objects,
        recipient,
        kind: kind(row.get(4))?,
        mode: Some(row.get(5))
            .filter(|mode| !mode.is_empty())
            .map(Into::into),
        contexts: row.list(6).map(Into::into).collect(),
        need: Need::read(row, row.get(7))?,
        crosswalk: match row.get(8) {
            "" => None,
            cell => Some(kind(cell)?),
        },
    })
}
