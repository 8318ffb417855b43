//! Words for days, months, seasons, units and holidays: what the grammar of dates is written over.
//!
//! Goes in: the tables under `data/time/`. Comes out: a [`Calendar`], which gives the meanings of one word
//! ([`Calendar::word`]) and the fixed phrases that begin with it ([`Calendar::phrases`]). Refuses: a row that
//! names an unknown unit, value or rule, with its file and line.

mod holiday;
mod lunar;
mod office;
mod read;
mod word;

use std::collections::HashMap;

use crate::Error;

pub use self::holiday::HolidayRule;
pub use self::office::Office;
pub use self::word::{
    Counted, Deixis, NumberKind, PartOfDay, Phrase, PhraseMeaning, Plan, Season, Tense, TimeWord,
    Unit, UnitForm, UnitNumber,
};

/// Words for days, months, seasons, units and holidays.
///
/// ```
/// use dateline_data::Calendar;
///
/// let calendar = Calendar::builtin()?;
/// assert_eq!(calendar.word("october").unwrap().month, Some(10));
/// assert!(calendar.word("may").unwrap().doubtful);
/// assert!(calendar.word("table").is_none());
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    words: HashMap<Box<str>, TimeWord>,
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    holidays: Vec<Holiday>,
    offices: office::Offices,
    plans: HashMap<Box<str>, Plan>,
}

/// A holiday and the rule that gives its day in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its usual English name.
    pub name: Box<str>,
    /// In lower case its name is another word.
    pub needs_capital: bool,
    /// Its day.
    pub rule: HolidayRule,
}

impl Calendar {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/time/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let mut calendar = Self::default();
        for (file, text, read) in read::FILES {
            read(&mut calendar, file, text)?;
        }
        calendar.offices = office::read(
            "data/actor/tenures.tsv",
            include_str!("../../../data/actor/tenures.tsv"),
        )?;
        // The longest phrase wins, so it is tried first.
        let mut firsts: Vec<Box<str>> = calendar.phrases.keys().cloned().collect();
        firsts.sort_unstable();
        for first in firsts {
            if let Some(phrases) = calendar.phrases.get_mut(&first) {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
        }
        Ok(calendar)
    }

    /// What a word means to the calendar; `lower` is in lower case, without a full stop.
    #[must_use]
    pub fn word(&self, lower: &str) -> Option<&TimeWord> {
        self.words.get(lower)
    }

    /// The fixed phrases that begin with a word, the longest first.
    #[must_use]
    pub fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// The holiday with this number, as [`PhraseMeaning::Holiday`] gives it.
    ///
    /// # Panics
    /// If no phrase gives that number.
    #[must_use]
    pub fn holiday(&self, idx: usize) -> &Holiday {
        &self.holidays[idx]
    }

    /// What the word with this lemma says of a day to come.
    #[must_use]
    pub fn plan(&self, lemma: &str) -> Plan {
        self.plans.get(lemma).copied().unwrap_or_default()
    }

    /// The offices held by people whose name begins with this word, in lower case.
    #[must_use]
    pub fn offices(&self, first: &str) -> &[Office] {
        self.offices.get(first).map_or(&[], Vec::as_slice)
    }

    fn entry(&mut self, word: &str) -> &mut TimeWord {
        self.words.entry(word.into()).or_default()
    }

    fn add_phrase(&mut self, text: &str, meaning: PhraseMeaning) {
        let words = word::split(text);
        let Some(first) = words.first().cloned() else {
            return;
        };
        self.entry(&first).begins_phrase = true;
        let phrase = Phrase { words, meaning };
        self.phrases.entry(first).or_default().push(phrase);
    }
}
