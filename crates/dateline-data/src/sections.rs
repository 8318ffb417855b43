//! The sections of news outlets: "World", "Business", and words that stand where sections do and are none.

use std::collections::HashMap;

use crate::{Error, Table};

/// What a word says that stands where a section does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// A part of the news.
    Section,
    /// Everything or anything: "News", "Articles".
    General,
    /// The front page.
    Home,
}

/// The known sections, by their words in small letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sections(HashMap<String, (String, SectionKind)>);

impl Sections {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let rows = Table::read("sections.tsv", text, &["word", "name", "kind"])?;
        let by_word = rows.rows().map(|row| {
            let kind = match row.get(2) {
                "section" => SectionKind::Section,
                "general" => SectionKind::General,
                "home" => SectionKind::Home,
                _ => return Err(row.error("kind must be section, general or home")),
            };
            Ok((row.get(0).to_owned(), (row.get(1).to_owned(), kind)))
        });
        Ok(Self(by_word.collect::<Result<_, Error>>()?))
    }

    pub(crate) fn find(&self, words: &str) -> Option<(&str, SectionKind)> {
        let words = words.trim().to_lowercase().replace(['-', '_'], " ");
        let (name, kind) = self.0.get(words.as_str())?;
        Some((name, *kind))
    }
}
