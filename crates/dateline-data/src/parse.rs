//! Abbreviations, contractions, names and role nouns: what sentences, tokens, names and mentions are read with.

mod antecedents;
mod names;
mod roles;
mod words;

use std::collections::{HashMap, HashSet};

use self::antecedents::Weights;
pub use self::antecedents::{AntecedentFeature, AntecedentWeights, PronounUse};
use self::names::Names;
pub use self::names::{Gender, HeadPosition};
use self::roles::Roles;
pub use self::roles::{Role, RoleForm, RoleKind};
use self::words::{column, pairs, set};
use crate::Error;

/// What a full stop after an abbreviation can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Abbreviation {
    /// A title before a name ("Dr", "Gen"): it never ends a sentence.
    Title,
    /// It stands before a number ("No", "pp"): an abbreviation only there.
    Number,
    /// A month or weekday ("Jan", "Sat"), which may be a word that ends a sentence.
    Date,
    /// It stands inside a sentence ("vs", "e.g"), and ends one only before a clear beginning.
    Inner,
    /// It stands at the end of a phrase ("Inc", "a.m"), and so often of a sentence.
    Final,
}

impl Abbreviation {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "number" => Self::Number,
            "date" => Self::Date,
            "inner" => Self::Inner,
            "final" => Self::Final,
            _ => return None,
        })
    }
}

/// What a common word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum WordClass {
    /// A pronoun, article, preposition, conjunction, auxiliary, numeral or sentence adverb.
    Function,
    /// A noun, verb or adjective.
    Content,
}

/// Abbreviations, contractions, names and role nouns: what sentences, tokens, names and mentions are read with.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    abbreviations: HashMap<&'static str, Abbreviation>,
    contractions: HashMap<&'static str, usize>,
    hyphen_prefixes: HashSet<&'static str>,
    reporting_verbs: HashSet<&'static str>,
    past_forms: HashSet<&'static str>,
    writings: HashSet<&'static str>,
    naming: HashSet<&'static str>,
    post_nominals: HashSet<&'static str>,
    /// The words of `reference.tsv`, by class.
    reference: HashMap<&'static str, Vec<&'static str>>,
    common_words: HashMap<&'static str, WordClass>,
    names: Names,
    roles: Roles,
    antecedents: Weights,
}

impl Lexicon {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/parse/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let mut abbreviations = HashMap::new();
        pairs(
            column!("abbreviations.tsv"),
            ["form", "kind"],
            |form, kind| {
                let kind = Abbreviation::from_name(kind)?;
                abbreviations.insert(form, kind);
                Some(())
            },
        )?;
        let mut contractions = HashMap::new();
        pairs(
            column!("contractions.tsv"),
            ["word", "parts"],
            |word, parts| {
                let (first, second) = parts.split_once('|')?;
                (first.len() + second.len() == word.len()).then_some(())?;
                contractions.insert(word, first.len());
                Some(())
            },
        )?;
        let mut common_words = HashMap::new();
        pairs(
            column!("common-words.tsv"),
            ["word", "class"],
            |word, class| {
                let class = match class {
                    "function" => WordClass::Function,
                    "content" => WordClass::Content,
                    _ => return None,
                };
                common_words.insert(word, class);
                Some(())
            },
        )?;
        let mut reference = HashMap::new();
        pairs(
            column!("reference.tsv"),
            ["class", "words"],
            |class, words| {
                let is_new = reference
                    .insert(class, words.split('|').collect())
                    .is_none();
                is_new.then_some(())
            },
        )?;
        Ok(Self {
            reference,
            naming: set(column!("naming.tsv"), "word")?,
            post_nominals: set(column!("post-nominals.tsv"), "word")?,
            common_words,
            antecedents: Weights::builtin()?,
            names: Names::builtin()?,
            roles: Roles::builtin()?,
            abbreviations,
            contractions,
            hyphen_prefixes: set(column!("hyphen-prefixes.tsv"), "prefix")?,
            reporting_verbs: set(column!("reporting-verbs.tsv"), "word")?,
            past_forms: set(column!("past-forms.tsv"), "word")?,
            writings: set(column!("writings.tsv"), "noun")?,
        })
    }

    /// What a full stop after `word` means, if `word` is an abbreviation; `word` comes without that stop.
    #[must_use]
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Where a word without an apostrophe divides into two words ("cannot" after "can"), in bytes.
    #[must_use]
    pub fn contraction(&self, lower: &str) -> Option<usize> {
        self.contractions.get(lower).copied()
    }

    /// Whether a hyphen after this prefix leaves one word ("co-operate"), where other hyphens part two.
    #[must_use]
    pub fn is_hyphen_prefix(&self, lower: &str) -> bool {
        self.hyphen_prefixes.contains(lower)
    }

    /// Whether it is a noun for something that says without being anybody: "letter", "study", "website".
    #[must_use]
    pub fn is_writing(&self, lower: &str) -> bool {
        self.writings.contains(lower)
    }

    /// Whether it gives the name beside it to somebody described before: "named", "known".
    #[must_use]
    pub fn is_naming(&self, lower: &str) -> bool {
        self.naming.contains(lower)
    }

    /// Whether it stands behind a name without being a part of it: "QC", "MP".
    #[must_use]
    pub fn is_post_nominal(&self, word: &str) -> bool {
        self.post_nominals.contains(word)
    }

    /// Nouns for a body of which a country has many, for which "the company" stands: "company".
    #[must_use]
    pub fn common_bodies(&self) -> &[&'static str] {
        self.reference_words("body")
    }

    /// Nouns whose holder may be introduced by "the", since there is one: "leader".
    #[must_use]
    pub fn offices(&self) -> &[&'static str] {
        self.reference_words("office")
    }

    /// Whether it is a verb with which who has spoken goes on: "added".
    #[must_use]
    pub fn goes_on(&self, lower: &str) -> bool {
        self.reference_words("going-on").contains(&lower)
    }

    /// Nouns for those who speak of others by their trade: "lawyer", "coroner".
    #[must_use]
    pub fn trades_of_others(&self) -> &[&'static str] {
        self.reference_words("of-others")
    }

    /// Whether a noun tells nothing of somebody but that he is one: "woman".
    #[must_use]
    pub fn is_anybody(&self, lower: &str) -> bool {
        self.reference_words("anybody").contains(&lower)
    }

    /// Whether it is an adverb that says when somebody is something, or that he is more than that, and not what to think of
    /// it: "currently", "also".
    #[must_use]
    pub fn is_neutral_adverb(&self, lower: &str) -> bool {
        self.reference_words("neutral").contains(&lower)
    }

    fn reference_words(&self, class: &str) -> &[&'static str] {
        self.reference.get(class).map_or(&[], Vec::as_slice)
    }

    /// How much each [`AntecedentFeature`] counts for a candidate of a pronoun in that use.
    #[must_use]
    pub fn antecedent_weights(&self, used: PronounUse) -> &AntecedentWeights {
        self.antecedents.of(used)
    }

    /// Whether it is a verb that attributes the words before it to a speaker ("said").
    #[must_use]
    pub fn is_reporting_verb(&self, lower: &str) -> bool {
        self.reporting_verbs.contains(lower)
    }

    /// Whether a word in small letters is the past form of an irregular verb: "met", "spoke".
    #[must_use]
    pub fn is_past_form(&self, lower: &str) -> bool {
        self.past_forms.contains(lower)
    }

    /// Whether it is a function word, which a name does not start with but a sentence often does.
    #[must_use]
    pub fn is_function_word(&self, lower: &str) -> bool {
        self.common_words.get(lower) == Some(&WordClass::Function)
    }

    /// Whether it is so common a word that a capital alone does not make it a name.
    #[must_use]
    pub fn is_common_word(&self, lower: &str) -> bool {
        self.common_words.contains_key(lower)
    }
}

#[cfg(test)]
mod tests {
    use dateline_schema::NameKind;

    use super::*;

    #[test]
    fn builtin_data_reads() {
        let lexicon = Lexicon::builtin().unwrap();
        assert_eq!(lexicon.abbreviation("Dr"), Some(Abbreviation::Title));
        assert_eq!(lexicon.abbreviation("dr"), None);
        assert_eq!(lexicon.contraction("cannot"), Some(3));
        assert!(lexicon.is_hyphen_prefix("co"));
        assert!(lexicon.is_reporting_verb("said"));
        assert_eq!(lexicon.known_name("Ghana"), Some(NameKind::Location));
        assert_eq!(lexicon.gender_of_name("Abena"), Some(Gender::Feminine));
        assert!(lexicon.is_broader("official", "spokeswoman"));
        assert!(!lexicon.is_broader("spokeswoman", "official"));
        assert!(lexicon.role("ministers").unwrap().is_plural);
    }
}
