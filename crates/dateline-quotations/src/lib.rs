//! `Said -> Quoted`, and two of them to what they have in common: which statements carry the same words.
//!
//! In go the words of a statement with its speaker and the days on which its page may have been published, out comes a
//! [`Quoted`]: its words, and keys under which quotations meet that may be one. What meets is compared in truth
//! ([`Quoted::compare`]): word for word by local alignment, which gives the [`Relation`] and the differences
//! ([`Piece`]); and, for one named speaker within a few days, by the words that tell something, which finds
//! paraphrases. Quotations in which only case, marks and house style differ are the same.
//!
//! Keys are plain numbers, the same on every machine, so that a record can keep them: what is new is compared with what
//! it meets, and nothing is read again. Whether words were said, and who said them first, is not decided here.

mod align;
mod compare;
mod index;
mod keys;
mod pieces;
mod speaker;
#[cfg(test)]
mod tests;
mod words;

use dateline_schema::{Interval, StatementKind};

pub use crate::compare::{Comparison, Relation};
pub use crate::index::Index;
pub use crate::pieces::Piece;
pub use crate::speaker::{Speaker, SpeakerMatch};
pub use crate::words::Wording;

use crate::speaker::Named;
use crate::words::{Word, mix};

/// Under a key that as many statements share stands what says nothing.
pub const MOST_UNDER_A_KEY: usize = 32;

/// Of a text that is quoted in part, fewer words than this in quotation marks are no quotation of their own.
const FEWEST_QUOTED: usize = 4;

/// One statement, as far as it is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said<'a> {
    /// The words that were said, the pieces of a broken content joined by an ellipsis.
    pub words: &'a str,
    /// How the words are given.
    pub kind: StatementKind,
    /// Who says them, where the page tells.
    pub speaker: Option<Speaker<'a>>,
    /// When the page was published.
    pub published: Interval,
    /// Whether another statement stands in it: then some of its words are another speaker's.
    pub holds_another: bool,
}

/// A statement, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// The words that are compared one after the other: of a text quoted in part those in quotation marks.
    words: Vec<Word>,
    /// The stems of all words that tell something, each once, sorted, with their weights and whether they are names.
    stems: Vec<(u64, u8, bool)>,
    /// The figures among the words, sorted.
    figures: Vec<u64>,
    /// Whether something is denied in it.
    is_negative: bool,
    digest: u64,
    speaker: Option<Named>,
    is_quoted: bool,
    published: Interval,
    holds_another: bool,
}

impl Quoted {
    /// What a statement is compared by.
    #[must_use]
    pub fn of(said: &Said<'_>, wording: &Wording) -> Self {
        let all = wording.words(said.words);
        let mut stems: Vec<(u64, u8, bool)> = all
            .iter()
            .filter(|word| word.weight > 0)
            .map(|word| (word.stem, word.weight, word.is_name))
            .collect();
        stems.sort_unstable();
        stems.dedup_by_key(|(stem, ..)| *stem);
        let mut figures: Vec<u64> = all
            .iter()
            .filter(|word| word.is_figure)
            .map(|word| word.form)
            .collect();
        figures.sort_unstable();
        figures.dedup();
        let is_negative = all.iter().any(|word| word.is_negation);
        let n_quoted = all
            .iter()
            .filter(|word| word.is_quoted && !word.is_gap)
            .count();
        let (words, is_quoted) = match said.kind {
            StatementKind::Direct => (all, true),
            StatementKind::Mixed if n_quoted >= FEWEST_QUOTED => (in_marks(&all), true),
            StatementKind::Mixed | StatementKind::Indirect => (all, false),
        };
        let digest = words
            .iter()
            .filter(|word| !word.is_gap)
            .fold(
                0,
                |digest: u64, word| mix(digest.rotate_left(5) ^ word.form),
            );
        Self {
            words,
            stems,
            figures,
            is_negative,
            digest,
            speaker: said.speaker.and_then(Named::of),
            is_quoted,
            published: said.published,
            holds_another: said.holds_another,
        }
    }

    /// Numbers of which it shares at least one with whatever it may be the same as. None if it says too little.
    #[must_use]
    pub fn keys(&self) -> Vec<u64> {
        keys::keys(
            &self.words,
            &self.stems,
            self.speaker.as_ref().map(Named::key),
        )
    }

    /// How it stands to another statement, if they carry the same words.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Comparison> {
        compare::compare(self, other)
    }

    fn n_words(&self) -> usize {
        self.words.iter().filter(|word| !word.is_gap).count()
    }
}

/// The words in quotation marks, with an ellipsis where others stand between them.
fn in_marks(all: &[Word]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut left_out = None;
    for word in all {
        if !word.is_quoted {
            left_out.get_or_insert(*word);
            continue;
        }
        if let Some(gap) = left_out.take().filter(|_| !words.is_empty()) {
            words.push(Word {
                form: 0,
                stem: 0,
                weight: 0,
                is_gap: true,
                ..gap
            });
        }
        words.push(*word);
    }
    words
}
