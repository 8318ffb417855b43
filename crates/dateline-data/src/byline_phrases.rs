//! The words that lead the names of a byline, and those that end them: "Written by", "About the author", "Edited by".

use crate::{Error, Table};

/// What a phrase in or before a byline says of the names beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BylinePhrase {
    /// The authors follow, in the same line or alone on the next: "by", "words by".
    Lead,
    /// The authors follow in a note that may stand far from the headline: "about the author".
    Note,
    /// Somebody follows who did not write it: "edited by".
    Other,
    /// The names end here; it is no part of a name: "published".
    End,
}

/// The phrases of each kind, the longer ones first, in small letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct BylinePhrases {
    leads: Vec<String>,
    notes: Vec<String>,
    others: Vec<String>,
    ends: Vec<String>,
}

impl BylinePhrases {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let mut phrases = Self::default();
        for row in Table::read("byline-phrases.tsv", text, &["phrase", "kinds"])?.rows() {
            for kind in row.get(1).split('|') {
                let kind = match kind {
                    "lead" => &mut phrases.leads,
                    "note" => &mut phrases.notes,
                    "other" => &mut phrases.others,
                    "end" => &mut phrases.ends,
                    _ => return Err(row.error("kinds are lead, note, other and end")),
                };
                kind.push(row.get(0).to_owned());
            }
        }
        for kind in [
            &mut phrases.leads,
            &mut phrases.notes,
            &mut phrases.others,
            &mut phrases.ends,
        ] {
            kind.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Ok(phrases)
    }

    pub(crate) fn of(&self, kind: BylinePhrase) -> &[String] {
        match kind {
            BylinePhrase::Lead => &self.leads,
            BylinePhrase::Note => &self.notes,
            BylinePhrase::Other => &self.others,
            BylinePhrase::End => &self.ends,
        }
    }
}
