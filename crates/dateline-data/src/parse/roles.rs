//! Nouns for those who act and speak: "minister", "protesters", "militia".

use std::collections::HashMap;

use super::Gender;
use super::names::gender_of;
use super::words::column;
use crate::{Error, Table};

/// What a role noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleKind {
    /// One person; more in the plural.
    Person,
    /// People taken together, a plural without a singular of its own: "police", "troops".
    Group,
    /// An organisation: "ministry", "militia".
    Organization,
}

/// A noun for somebody or something that can act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The singular, in lower case.
    pub noun: &'static str,
    /// What it stands for.
    pub kind: RoleKind,
    /// Whether it stands before a name as a title: "President".
    pub is_title: bool,
    /// The sex that the noun tells: "spokeswoman".
    pub gender: Option<Gender>,
    /// Nouns that say the same less exactly: a minister is an official.
    pub broader: Vec<&'static str>,
    /// Whether it often narrows the noun after it ("police station", "criminal court").
    pub modifies: bool,
}

/// A form of a [`Role`]'s noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleForm<'a> {
    /// The role.
    pub role: &'a Role,
    /// Whether the form is a plural.
    pub is_plural: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    roles: Vec<Role>,
    /// Singular and plural forms, with the index of the role and whether it is the plural.
    forms: HashMap<&'static str, (usize, bool)>,
}

impl Roles {
    pub(super) fn builtin() -> Result<Self, Error> {
        let (file, text) = column!("roles.tsv");
        let columns = [
            "noun", "plural", "kind", "title", "gender", "broader", "modifies",
        ];
        let table = Table::read(file, text, &columns)?;
        let mut this = Self::default();
        for row in table.rows() {
            let kind = match row.get(2) {
                "person" => RoleKind::Person,
                "group" => RoleKind::Group,
                "organization" => RoleKind::Organization,
                other => return Err(row.error(format!("not a kind of role: {other:?}"))),
            };
            let gender = gender_of(row.get(4))
                .ok_or_else(|| row.error(format!("not a gender: {:?}", row.get(4))))?;
            let idx = this.roles.len();
            this.roles.push(Role {
                noun: row.get(0),
                kind,
                is_title: row.get(3) == "yes",
                gender,
                broader: row.list(5).collect(),
                modifies: row.get(6) == "yes",
            });
            let plural = row.get(1);
            if !plural.is_empty() && plural != row.get(0) {
                this.forms.insert(plural, (idx, true));
            }
            this.forms
                .entry(row.get(0))
                .or_insert((idx, plural.is_empty()));
        }
        Ok(this)
    }
}

impl super::Lexicon {
    /// The role that a noun in lower case stands for, singular or plural.
    #[must_use]
    pub fn role(&self, lower: &str) -> Option<RoleForm<'_>> {
        let (idx, is_plural) = *self.roles.forms.get(lower)?;
        let role = &self.roles.roles[idx];
        Some(RoleForm {
            role,
            is_plural: is_plural || role.kind == RoleKind::Group,
        })
    }

    /// Whether the noun `wide` can stand for somebody whose role is `narrow`: "official" for "minister".
    #[must_use]
    pub fn is_broader(&self, wide: &str, narrow: &str) -> bool {
        // The table is a few steps deep; the bound keeps a circle in it from being walked for ever.
        const DEPTH: usize = 4;
        let mut level = vec![narrow];
        for _ in 0..DEPTH {
            if level.contains(&wide) {
                return true;
            }
            level = level
                .iter()
                .filter_map(|noun| self.roles.forms.get(noun))
                .flat_map(|(idx, _)| self.roles.roles[*idx].broader.iter().copied())
                .collect();
        }
        false
    }
}
