//! The words around the names of agencies in credits: "with files from", "contributed to this report", "staff".

use std::collections::HashSet;

use crate::{Error, Table};

/// The phrases of each place, in small letters, the longer ones first.
#[derive(Clone, Debug, Default)]
pub struct WirePhrases {
    before: Vec<String>,
    after: Vec<String>,
    roles: HashSet<String>,
}

impl WirePhrases {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let mut phrases = Self::default();
        for row in Table::read("wire-phrases.tsv", text, &["phrase", "place"])?.rows() {
            let phrase = row.get(0).to_owned();
            match row.get(1) {
                "before" => phrases.before.push(phrase),
                "after" => phrases.after.push(phrase),
                "role" => {
                    phrases.roles.insert(phrase);
                }
                _ => return Err(row.error("place must be before, after or role")),
            }
        }
        for list in [&mut phrases.before, &mut phrases.after] {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Ok(phrases)
    }

    /// What follows a phrase that leads agencies, where the text begins with one.
    #[must_use]
    pub fn after_lead<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.before.iter().find_map(|phrase| {
            let front = text.get(..phrase.len())?;
            let rest = text.get(phrase.len()..)?;
            let ends = phrase.ends_with(|c: char| !c.is_alphanumeric());
            (front.to_lowercase() == *phrase && (ends || rest.starts_with([' ', ':'])))
                .then(|| rest.trim_start_matches([' ', ':']))
        })
    }

    /// What stands before a phrase that says that those named before it had a part in the report, where the text ends
    /// in one.
    #[must_use]
    pub fn before_closing<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.after.iter().find_map(|phrase| {
            let at = text.len().checked_sub(phrase.len())?;
            let (rest, end) = (text.get(..at)?, text.get(at..)?);
            (end.to_lowercase() == *phrase && rest.ends_with(' ')).then(|| rest.trim_end())
        })
    }

    /// Whether a word behind an agency's name says who there wrote the report.
    #[must_use]
    pub fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word.to_lowercase().as_str())
    }
}
