//! Countries, groups, organisations and people in office, with their PLOVER codes.
//!
//! What goes in are the tables of `data/actor/`; what comes out is one [`Registry`] from folded words to
//! [`Sense`]s. It says what words may mean and what somebody was when; it decides nothing about a text.
//! Sectors follow the PLOVER manual 0.8, countries ISO 3166-1 alpha-3.

mod entity;
mod noun;
mod read;
mod words;

use std::collections::{HashMap, HashSet};

pub use self::entity::{Entity, Standing, Tenure};
pub use self::noun::Noun;
use self::read::Tables;
pub use self::words::{NameWord, name_words};
use crate::Error;

/// Countries, groups, organisations and people in office, with their PLOVER codes.
///
/// ```
/// use dateline_data::{Registry, Sense, name_words};
///
/// let registry = Registry::builtin()?;
/// let words = name_words("Iranian officials");
/// let (sense, n_words) = registry.longest(&words).unwrap();
/// let Sense::Adjective { country, .. } = sense else { panic!() };
/// assert_eq!((registry.entity(country).name.as_str(), n_words), ("Iran", 1));
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Registry {
    entities: Vec<Entity>,
    nouns: Vec<Noun>,
    senses: HashMap<Box<str>, Vec<Entry>>,
    /// The most words of any entry that starts with a word.
    reach: HashMap<Box<str>, usize>,
    passing_roles: HashSet<Box<str>>,
}

/// What words may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// The name of an organisation or person, as an index for [`Registry::entity`].
    Named(usize),
    /// A building or street that stands for those who work there: "the Kremlin".
    Seat(usize),
    /// The name of a country.
    Country(usize),
    /// A nationality: "Iranian"; `people` for a word that can only mean people: "Iranians", "Spaniard".
    Adjective {
        /// The country, as an index for [`Registry::entity`].
        country: usize,
        /// Whether the word names several people.
        people: bool,
    },
    /// A capital that can stand for its country: "Tehran".
    Capital(usize),
    /// A province or city, with its country.
    Region(usize),
    /// A common noun for people or bodies of a sector, as an index for [`Registry::noun`].
    Noun {
        /// The noun.
        noun: usize,
        /// Whether it stands in the plural.
        plural: bool,
    },
}

/// How an entry must be written in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// All in capitals: "IS" is a name, "is" is not.
    Upper,
    /// The first letter is a capital.
    Capital,
    /// As it comes.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    sense: Sense,
    case: Case,
}

impl Registry {
    /// Whether a word, in small letters and without a full stop, is a rank or a part that somebody plays for a day:
    /// "colonel", "witness". What else a page tells that somebody is says more.
    #[must_use]
    pub fn is_passing_role(&self, word: &str) -> bool {
        self.passing_roles.contains(word)
    }

    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/actor/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        read::registry(&Tables::BUILTIN)
    }

    /// A country, organisation or person.
    ///
    /// # Panics
    /// If the index does not come from a [`Sense`] of this registry.
    #[must_use]
    pub fn entity(&self, idx: usize) -> &Entity {
        &self.entities[idx]
    }

    /// A noun for people or bodies of a sector.
    ///
    /// # Panics
    /// If the index does not come from a [`Sense`] of this registry.
    #[must_use]
    pub fn noun(&self, idx: usize) -> &Noun {
        &self.nouns[idx]
    }

    /// The entry with the most words that `words` begin with, and how many words it takes.
    #[must_use]
    pub fn longest(&self, words: &[NameWord]) -> Option<(Sense, usize)> {
        let reach = *self.reach.get(words.first()?.key.as_str())?;
        (1..=reach.min(words.len())).rev().find_map(|n_words| {
            let sense = self.senses_of(&words[..n_words]).next()?;
            Some((sense, n_words))
        })
    }

    /// Everything that exactly these words may mean, names before common nouns.
    pub fn senses_of(&self, words: &[NameWord]) -> impl Iterator<Item = Sense> {
        let reach = words
            .first()
            .and_then(|word| self.reach.get(word.key.as_str()));
        let entries = match reach {
            Some(&reach) if words.len() <= reach => self.senses.get(&*key_of(words)),
            _ => None,
        };
        let (upper, capital) = (
            words.iter().all(|word| word.upper),
            words.first().is_some_and(|word| word.capital),
        );
        entries
            .into_iter()
            .flatten()
            .filter(move |entry| match entry.case {
                Case::Upper => upper,
                Case::Capital => capital,
                Case::Any => true,
            })
            .map(|entry| entry.sense)
    }

    fn add(&mut self, name: &str, sense: Sense) {
        let words = name_words(name.strip_prefix("the ").unwrap_or(name));
        let Some(first) = words.first() else { return };
        let reach = self.reach.entry(first.key.as_str().into()).or_default();
        *reach = words.len().max(*reach);
        let entry = Entry {
            sense,
            case: case_of(name, &words),
        };
        let entries = self.senses.entry(key_of(&words).into()).or_default();
        if let Err(place) = entries.binary_search(&entry) {
            entries.insert(place, entry);
        }
    }
}

/// An abbreviation this short is only itself in capitals.
const SHORT_ABBREVIATION: usize = 5;

/// So many words are a name in lower case too: "the international criminal court".
const UNMISTAKABLE_WORDS: usize = 3;

fn case_of(name: &str, words: &[NameWord]) -> Case {
    let short = words.len() == 1 && words[0].key.len() <= SHORT_ABBREVIATION;
    if short && words[0].upper {
        Case::Upper
    } else if words.len() >= UNMISTAKABLE_WORDS {
        Case::Any
    } else if name.chars().any(char::is_uppercase) {
        Case::Capital
    } else {
        Case::Any
    }
}

fn key_of(words: &[NameWord]) -> String {
    let mut key = String::with_capacity(words.len() * 8);
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.key);
    }
    key
}

#[cfg(test)]
mod tests;
