//! Words around toponyms, from `data/place/context.tsv`.

use std::collections::HashMap;

use crate::{Error, Table};

const FILE: &str = include_str!("../../../../data/place/context.tsv");

/// What a word tells about a name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContextRole {
    /// An English word that is also the name of a place: "nice", "reading".
    Common,
    /// A given name, also where it is the name of a place: "jordan".
    GivenName,
    /// Stands before names of people: "mr", "judge".
    Honorific,
    /// A part of a country or town: "northern", "downtown".
    Direction,
    /// Stands before places: "in", "near".
    Locative,
    /// Makes a road of the name before it: "street".
    Road,
    /// Makes a named site of the name before it: "airport", "park".
    Site,
    /// An institution of the place before it: "police", "council".
    Institution,
    /// Stands after places: "area", "residents".
    Follower,
}

impl ContextRole {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Common, "common"),
        (Self::GivenName, "given-name"),
        (Self::Honorific, "honorific"),
        (Self::Direction, "direction"),
        (Self::Locative, "locative"),
        (Self::Road, "road"),
        (Self::Site, "site"),
        (Self::Institution, "institution"),
        (Self::Follower, "follower"),
    ];

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The words with their roles, a bit each.
#[derive(Clone, Debug)]
pub(super) struct Context(HashMap<&'static str, u16>);

impl Context {
    pub(super) fn builtin() -> Result<Self, Error> {
        let table = Table::read("data/place/context.tsv", FILE, &["word", "roles"])?;
        let mut words = HashMap::new();
        for row in table.rows() {
            let mut bits = 0;
            for name in row.list(1) {
                let role = ContextRole::ALL.iter().find(|(_, known)| *known == name);
                let Some((role, _)) = role else {
                    return Err(row.error(format!("{name:?} is no role of a word around toponyms")));
                };
                bits |= role.bit();
            }
            words.insert(row.get(0), bits);
        }
        Ok(Self(words))
    }

    pub(super) fn has(&self, word: &str, role: ContextRole) -> bool {
        let small = word.to_lowercase();
        let bits = self.0.get(small.as_str()).copied().unwrap_or(0);
        bits & role.bit() != 0
    }
}
