//! Classes of words, and what nouns say of the phrase that they head.

use std::collections::HashMap;

use dateline_schema::Code;

use crate::{Error, Table};

/// Named classes of lemmas.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes(HashMap<Box<str>, Vec<Box<str>>>);

impl Classes {
    pub(super) fn read(file: &str, text: &str) -> Result<Self, Error> {
        let table = Table::read(file, text, &["class", "words"])?;
        let mut classes = HashMap::new();
        for row in table.rows() {
            let mut words: Vec<Box<str>> = row.list(1).map(Into::into).collect();
            words.sort_unstable();
            if classes.insert(row.get(0).into(), words).is_some() {
                return Err(row.error(format!("the class {:?} stands twice", row.get(0))));
            }
        }
        Ok(Self(classes))
    }

    pub(super) fn members(&self, class: &str) -> Option<&[Box<str>]> {
        self.0.get(class).map(Vec::as_slice)
    }

    pub(super) fn contains(&self, class: &str, lemma: &str) -> bool {
        self.members(class)
            .is_some_and(|words| words.binary_search_by(|word| (**word).cmp(lemma)).is_ok())
    }

    /// Every word of every class, in the order of the alphabet.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.0.values().flatten().map(|word| &**word).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// What a noun says of the phrase that it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadKind {
    /// People: they act and suffer themselves.
    Person,
    /// A building, vehicle or place: what is done to it is done to its owner.
    Facility,
    /// A weapon or an attack: what it does is done by who uses it.
    Instrument,
    /// A likeness or flag: what is done to it is meant for whom it shows.
    Effigy,
    /// An act or paper: what is said of it is said to its author.
    Proxy,
}

/// The kind of a noun, and the sector of those it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its kind.
    pub kind: HeadKind,
    /// A bare PLOVER sector, such as `MIL`.
    pub sector: Option<Code>,
}

pub(super) fn read_heads(file: &str, text: &str) -> Result<HashMap<Box<str>, Head>, Error> {
    let table = Table::read(file, text, &["noun", "kind", "sector"])?;
    let mut heads = HashMap::new();
    for row in table.rows() {
        let kind = match row.get(1) {
            "person" => HeadKind::Person,
            "facility" => HeadKind::Facility,
            "instrument" => HeadKind::Instrument,
            "effigy" => HeadKind::Effigy,
            "proxy" => HeadKind::Proxy,
            other => return Err(row.error(format!("no such kind of head: {other:?}"))),
        };
        let sector = match row.get(2) {
            "" => None,
            cell => Some(Code::new(cell).map_err(|error| row.error(error.to_string()))?),
        };
        if heads
            .insert(row.get(0).into(), Head { kind, sector })
            .is_some()
        {
            return Err(row.error(format!("{:?} stands twice", row.get(0))));
        }
    }
    Ok(heads)
}
