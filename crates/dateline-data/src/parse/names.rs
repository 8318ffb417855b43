//! What names are read with: names of people, places, peoples and organisations, and the words that head them.

use std::collections::{HashMap, HashSet};

use dateline_schema::NameKind;

use super::words::{column, pairs, set};
use crate::{Error, Table};

/// The sex that a given name or a pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Masculine,
    /// She.
    Feminine,
}

/// Where in a name the word stands that tells its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadPosition {
    /// "Ministry of Health".
    First,
    /// "Health Ministry".
    Last,
}

/// Names and the words that make them up.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    given: HashMap<&'static str, Option<Gender>>,
    surnames: HashSet<&'static str>,
    known: HashMap<&'static str, NameKind>,
    heads: HashMap<(&'static str, HeadPosition), NameKind>,
    /// Whether names keep the honorific: "Lady Gaga".
    honorifics: HashMap<&'static str, bool>,
    title_modifiers: HashSet<&'static str>,
    aliases: HashMap<&'static str, &'static str>,
}

impl Names {
    pub(super) fn builtin() -> Result<Self, Error> {
        let mut given = HashMap::new();
        pairs(
            column!("given-names.tsv"),
            ["name", "gender"],
            |name, gender| {
                given.insert(name, gender_of(gender)?);
                Some(())
            },
        )?;
        // Where lists share a name, the one read last decides: a known name before a people, a people before a place.
        let mut known: HashMap<&str, NameKind> = HashMap::new();
        known.extend(
            set(column!("places.tsv"), "name")?
                .into_iter()
                .map(|name| (name, NameKind::Location)),
        );
        known.extend(
            set(column!("peoples.tsv"), "name")?
                .into_iter()
                .map(|name| (name, NameKind::Norp)),
        );
        pairs(
            column!("known-names.tsv"),
            ["name", "kind"],
            |name, kind| {
                known.insert(name, kind_of(kind)?);
                Some(())
            },
        )?;
        let mut aliases = HashMap::new();
        pairs(
            column!("aliases.tsv"),
            ["name", "aliases"],
            |name, others| {
                aliases.extend(others.split('|').map(|alias| (alias, name)));
                Some(())
            },
        )?;
        let mut honorifics = HashMap::new();
        pairs(
            column!("honorifics.tsv"),
            ["word", "of_name"],
            |word, of_name| {
                honorifics.insert(word, of_name == "yes");
                Some(())
            },
        )?;
        Ok(Self {
            aliases,
            given,
            surnames: set(column!("surnames.tsv"), "name")?,
            known,
            heads: heads(column!("name-heads.tsv"))?,
            honorifics,
            title_modifiers: set(column!("title-modifiers.tsv"), "word")?,
        })
    }
}

impl super::Lexicon {
    /// Whether the word is a given name.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.names.given.contains_key(word)
    }

    /// The sex that a given name tells, where it tells one.
    #[must_use]
    pub fn gender_of_name(&self, word: &str) -> Option<Gender> {
        self.names.given.get(word).copied().flatten()
    }

    /// Whether the word is a family name.
    #[must_use]
    pub fn is_surname(&self, word: &str) -> bool {
        self.names.surnames.contains(word)
    }

    /// The kind of a well-known name of a place, a people, an organisation or a thing.
    #[must_use]
    pub fn known_name(&self, name: &str) -> Option<NameKind> {
        self.names.known.get(name).copied()
    }

    /// The kind of the names that this word heads at this position.
    #[must_use]
    pub fn name_head(&self, word: &str, position: HeadPosition) -> Option<NameKind> {
        self.names.heads.get(&(word, position)).copied()
    }

    /// Whether the word, without a full stop, stands before a person's name as a form of address ("Dr").
    #[must_use]
    pub fn is_honorific(&self, word: &str) -> bool {
        self.names.honorifics.contains_key(word)
    }

    /// Whether such a word never belongs to the name: "Dr" does not, "Lady" may.
    #[must_use]
    pub fn is_mere_honorific(&self, word: &str) -> bool {
        self.names.honorifics.get(word) == Some(&false)
    }

    /// The name that stands for all the names of the same: "US" for "United States"; `name` itself where there is none.
    #[must_use]
    pub fn main_name<'n>(&self, name: &'n str) -> &'n str
    where
        'static: 'n,
    {
        self.names.aliases.get(name).copied().unwrap_or(name)
    }

    /// Whether the word narrows a title ("foreign" minister, "deputy" governor).
    #[must_use]
    pub fn is_title_modifier(&self, lower: &str) -> bool {
        self.names.title_modifiers.contains(lower)
    }
}

pub(super) fn gender_of(name: &str) -> Option<Option<Gender>> {
    Some(match name {
        "m" => Some(Gender::Masculine),
        "f" => Some(Gender::Feminine),
        "x" | "" => None,
        _ => return None,
    })
}

fn kind_of(name: &str) -> Option<NameKind> {
    Some(match name {
        "organization" => NameKind::Organization,
        "location" => NameKind::Location,
        "facility" => NameKind::Facility,
        "product" => NameKind::Product,
        "misc" => NameKind::Misc,
        _ => return None,
    })
}

fn heads(
    file: (&'static str, &'static str),
) -> Result<HashMap<(&'static str, HeadPosition), NameKind>, Error> {
    let table = Table::read(file.0, file.1, &["word", "kind", "position"])?;
    let mut heads = HashMap::new();
    for row in table.rows() {
        let position = match row.get(2) {
            "first" => HeadPosition::First,
            "last" => HeadPosition::Last,
            other => {
                return Err(row.error(format!(
                    "a head is first or last in its name, not {other:?}"
                )));
            }
        };
        let kind = kind_of(row.get(1))
            .ok_or_else(|| row.error(format!("not a kind of name: {:?}", row.get(1))))?;
        heads.insert((row.get(0), position), kind);
    }
    Ok(heads)
}
