//! `data/parse/antecedents.tsv`: how much speaks for an entity that a pronoun may stand for.

use super::words::column;
use crate::{Error, ErrorKind, Table};

/// What is asked of an entity and the pronoun that may stand for it. "Last" is before the pronoun.
///
/// All are 0 or 1 but [`Mentions`](Self::Mentions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AntecedentFeature {
    /// Its last mention stands in the pronoun's sentence.
    SameSentence,
    /// Its last mention stands in the sentence before.
    SentenceBefore,
    /// Its last mention stands more than two sentences before.
    Further,
    /// Its last mention stands in another paragraph.
    OtherLine,
    /// No other candidate was mentioned after it.
    Nearest,
    /// One other candidate was.
    SecondNearest,
    /// Its last mention is a subject.
    Subject,
    /// Its last mention is a subject of the sentence before.
    SubjectBefore,
    /// A mention in the pronoun's sentence or the one before is a subject.
    SubjectNearby,
    /// Its last mention speaks.
    Speaks,
    /// It spoke last.
    LastSpeaker,
    /// Its last mention is a name.
    Name,
    /// Its last mention is a pronoun.
    Pronoun,
    /// The text does not name it.
    Unnamed,
    /// The binary logarithm of 1 and the number of its mentions before, rounded down.
    Mentions,
    /// None was mentioned more often before.
    MostMentioned,
    /// It is the first person that the text mentions.
    FirstPersonToldOf,
    /// Its last mention is the subject of a clause above the pronoun's.
    SubjectOfGovernor,
    /// Its last mention is the subject of the clause that the pronoun stands in.
    SubjectOfClause,
    /// Its last mention owns something: "her", "Ann's".
    Owner,
    /// Its last mention stands inside of another phrase.
    InPhrase,
    /// Its last mention has the pronoun's place in its clause.
    Parallel,
    /// Both stand in one quotation.
    SameQuotation,
    /// The pronoun stands in a quotation, its last mention in none.
    PronounQuoted,
    /// Its last mention stands in a quotation, the pronoun in none.
    CandidateQuoted,
}

impl AntecedentFeature {
    /// All, in the order of [`Lexicon::antecedent_weights`](super::Lexicon::antecedent_weights).
    pub const ALL: [Self; 25] = [
        Self::SameSentence,
        Self::SentenceBefore,
        Self::Further,
        Self::OtherLine,
        Self::Nearest,
        Self::SecondNearest,
        Self::Subject,
        Self::SubjectBefore,
        Self::SubjectNearby,
        Self::Speaks,
        Self::LastSpeaker,
        Self::Name,
        Self::Pronoun,
        Self::Unnamed,
        Self::Mentions,
        Self::MostMentioned,
        Self::FirstPersonToldOf,
        Self::SubjectOfGovernor,
        Self::SubjectOfClause,
        Self::Owner,
        Self::InPhrase,
        Self::Parallel,
        Self::SameQuotation,
        Self::PronounQuoted,
        Self::CandidateQuoted,
    ];

    /// What the file calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameSentence => "same-sentence",
            Self::SentenceBefore => "sentence-before",
            Self::Further => "further",
            Self::OtherLine => "other-line",
            Self::Nearest => "nearest",
            Self::SecondNearest => "second-nearest",
            Self::Subject => "subject",
            Self::SubjectBefore => "subject-before",
            Self::SubjectNearby => "subject-nearby",
            Self::Speaks => "speaks",
            Self::LastSpeaker => "last-speaker",
            Self::Name => "name",
            Self::Pronoun => "pronoun",
            Self::Unnamed => "unnamed",
            Self::Mentions => "mentions",
            Self::MostMentioned => "most-mentioned",
            Self::FirstPersonToldOf => "first-person-told-of",
            Self::SubjectOfGovernor => "subject-of-governor",
            Self::SubjectOfClause => "subject-of-clause",
            Self::Owner => "owner",
            Self::InPhrase => "in-phrase",
            Self::Parallel => "parallel",
            Self::SameQuotation => "same-quotation",
            Self::PronounQuoted => "pronoun-quoted",
            Self::CandidateQuoted => "candidate-quoted",
        }
    }
}

/// The weight of each feature, in the order of [`AntecedentFeature::ALL`].
pub type AntecedentWeights = [f32; AntecedentFeature::ALL.len()];

/// How a pronoun is used, by which weights differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PronounUse {
    /// The subject of a verb of saying.
    Speaker,
    /// Another subject.
    Subject,
    /// "His" before a noun.
    Owner,
    /// Anything else.
    Other,
}

impl PronounUse {
    /// All, in the order of the file's columns.
    pub const ALL: [Self; 4] = [Self::Speaker, Self::Subject, Self::Owner, Self::Other];

    /// What the file calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Subject => "subject",
            Self::Owner => "owner",
            Self::Other => "other",
        }
    }
}

/// The weights of each use.
#[derive(Clone, Debug)]
pub(super) struct Weights([AntecedentWeights; PronounUse::ALL.len()]);

impl Default for Weights {
    fn default() -> Self {
        Self([[0.0; AntecedentFeature::ALL.len()]; PronounUse::ALL.len()])
    }
}

impl Weights {
    pub(super) fn builtin() -> Result<Self, Error> {
        let (name, text) = column!("antecedents.tsv");
        let header = ["feature", "speaker", "subject", "owner", "other"];
        let table = Table::read(name, text, &header)?;
        let mut weights = Self::default();
        let mut missing = AntecedentFeature::ALL.to_vec();
        for row in table.rows() {
            let feature = row.get(0);
            let mut all = AntecedentFeature::ALL.iter();
            let Some(idx) = all.position(|known| known.as_str() == feature) else {
                return Err(row.error(format!("not a feature: {feature:?}")));
            };
            missing.retain(|known| known.as_str() != feature);
            for used in PronounUse::ALL {
                let cell = row.get(1 + used as usize);
                let weight = cell.parse();
                weights.0[used as usize][idx] =
                    weight.map_err(|_| row.error(format!("not a weight: {cell:?}")))?;
            }
        }
        match missing[..] {
            [] => Ok(weights),
            [first, ..] => {
                let message = format!("no row for {:?}", first.as_str());
                Err(Error::new(ErrorKind::Value, name, 0, message))
            }
        }
    }

    pub(super) fn of(&self, used: PronounUse) -> &AntecedentWeights {
        &self.0[used as usize]
    }
}
