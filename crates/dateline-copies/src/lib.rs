//! `text -> Sketch`, and two sketches to what the texts have in common: which pages carry the same report.
//!
//! In goes the text of an article without its headline, out comes a [`Sketch`]: a hash of its words, the hashes of its
//! runs of four words (shingles), and keys under which texts that have much in common meet (MinHash with one
//! permutation and banding: Broder 1997; Li, Owen and Zhang 2012; Leskovec, Rajaraman and Ullman 2014, chapter 3).
//! What meets is then held against each other in truth ([`compare`]). Keys are taken of the whole text and of its
//! beginning too, because articles are cut from their end. Case, punctuation, white space and typographic marks do not
//! count.
//!
//! Sketches are plain numbers, the same on every machine, so that a record can keep them: what is new is compared with
//! what it meets, and nothing is read again. What the pages' headlines say, and which came first, is not looked at.

mod index;
mod sketch;
mod words;

pub use crate::index::Index;
pub use crate::sketch::{N_KEYS, Sketch};

/// What two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// How much of the first stands in the second, from 0 to 1.
    pub of_first: f32,
    /// How much of the second stands in the first.
    pub of_second: f32,
}

/// How one page's text stands to the one that carries the same report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Word for word the same.
    Same,
    /// Nearly the same: some words differ, or a sentence.
    Near,
    /// A part of the other: it was cut.
    Cut,
    /// The other with more: it was extended, or updated.
    Extended,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::Same, Self::Near, Self::Cut, Self::Extended];

    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Near => "near",
            Self::Cut => "cut",
            Self::Extended => "extended",
        }
    }

    /// The relation with this name in output.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.as_str() == name)
    }
}

/// So much of the shorter text must stand in the other. Reports that share what somebody said, or the background
/// paragraphs of their agency, have less in common; versions with a word in twelve changed have more. Chosen on the set
/// `copies` of the evaluation.
const ENOUGH: f32 = 0.45;

/// A text with less than this share of the other's runs of words was cut.
const CUT: f32 = 0.8;

/// Fewer runs of words than this may agree by chance, as two lines of one ticker do: such texts must be the same.
const FEWEST_SHINGLES: usize = 16;

/// How the first text stands to the second, if both carry one report, and how much they have in common.
///
/// ```
/// use dateline_copies::{Relation, Sketch, compare};
///
/// let text = "The harbour of Port Example reopened on Monday after the storm, its master said. Ferries to the islands \
///     leave again every hour, and the fish market expects its first boats before noon on Tuesday.";
/// let (long, short) = (Sketch::of(text), Sketch::of(&text[..130]));
/// assert_eq!(compare(&short, &long).unwrap().0, Relation::Cut);
/// assert_eq!(compare(&long, &short).unwrap().0, Relation::Extended);
/// assert_eq!(compare(&Sketch::of("Snow fell all day in the northern valleys."), &long), None);
/// ```
#[must_use]
pub fn compare(first: &Sketch, second: &Sketch) -> Option<(Relation, Overlap)> {
    if first.digest == second.digest {
        let all = Overlap {
            of_first: 1.0,
            of_second: 1.0,
        };
        return (!first.is_empty()).then_some((Relation::Same, all));
    }
    let (n_first, n_second) = (first.n_shingles(), second.n_shingles());
    if n_first.min(n_second) < FEWEST_SHINGLES {
        return None;
    }
    let overlap = first.overlap(second);
    if overlap.of_first.max(overlap.of_second) < ENOUGH {
        return None;
    }
    let (short, long) = (n_first.min(n_second) as f32, n_first.max(n_second) as f32);
    let relation = if short >= CUT * long {
        Relation::Near
    } else if n_first < n_second {
        Relation::Cut
    } else {
        Relation::Extended
    };
    Some((relation, overlap))
}

#[cfg(test)]
mod tests;
