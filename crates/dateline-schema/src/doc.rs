//! The text under analysis: sentences, tokens, quotation marks, names, and who is who.
//!
//! Tokens follow Universal Dependencies (syntactic words); names follow the CoNLL tradition of typed,
//! non-overlapping spans; mentions and chains follow OntoNotes-style coreference.

use std::ops::Range;
use std::sync::Arc;

use crate::names::names;
use crate::{Line, Reason, Span};

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without white space around it.
    pub span: Span,
    /// Its tokens, as indices into [`Doc::tokens`].
    pub tokens: Range<usize>,
    /// The line that holds it, as an index into [`Doc::lines`].
    pub line: usize,
}

/// A UD syntactic word. The words of a contraction ("don't") have spans of their own that join up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
}

/// Universal part-of-speech tags (universaldependencies.org/u/pos).
#[allow(missing_docs)] // The tags are defined there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

names!(Upos {
    Adj = "ADJ",
    Adp = "ADP",
    Adv = "ADV",
    Aux = "AUX",
    Cconj = "CCONJ",
    Det = "DET",
    Intj = "INTJ",
    Noun = "NOUN",
    Num = "NUM",
    Part = "PART",
    Pron = "PRON",
    Propn = "PROPN",
    Punct = "PUNCT",
    Sconj = "SCONJ",
    Sym = "SYM",
    Verb = "VERB",
    X = "X",
});

/// What syntax says of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Part of speech.
    pub upos: Upos,
    /// Part of speech as the Penn Treebank tags it, such as `VBD`. The words of a document share their labels.
    pub xpos: Arc<str>,
    /// The governing token, as an index into [`Doc::tokens`]; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Relation to the head, such as `nsubj` or `nsubj:pass`.
    pub deprel: Arc<str>,
}

/// Text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Whether a closing mark ends it; a quotation that runs on into the next paragraph has none.
    pub closed: bool,
    /// The earlier quotation that this one carries on over a paragraph break, as an index into [`Doc::quotations`].
    pub continues: Option<usize>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person, without title or role.
    Person,
    /// An organisation, agency, outlet, armed group or party.
    Organization,
    /// A place with a location: country, city, region, sea.
    Location,
    /// A building, base, airport, street or other built thing.
    Facility,
    /// A nationality, religion or political affiliation ("Iranian", "Shia", "Republican").
    Norp,
    /// A vessel, vehicle, weapon or other product.
    Product,
    /// A calendar expression; a name only in the sense of annotated corpora, and nothing that can act.
    Date,
    /// A sum of money, likewise.
    Money,
    /// Any other name.
    Misc,
}

impl NameKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Organization,
        Self::Location,
        Self::Facility,
        Self::Norp,
        Self::Product,
        Self::Date,
        Self::Money,
        Self::Misc,
    ];

    /// The kind with this name in output, whatever the case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether it is the name of somebody or something, as against a date or a sum.
    #[must_use]
    pub fn is_proper(self) -> bool {
        !matches!(self, Self::Date | Self::Money)
    }

    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Location => "location",
            Self::Facility => "facility",
            Self::Norp => "norp",
            Self::Product => "product",
            Self::Date => "date",
            Self::Money => "money",
            Self::Misc => "misc",
        }
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its bytes, without article, title or possessive ending.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// What found it.
    pub reason: Reason,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// By name, as an index into [`Doc::names`].
    Name(usize),
    /// By a common noun: "the official", "a senior Iranian official", "the ministry".
    Nominal,
    /// By a pronoun: "he", "their".
    Pronoun,
}

/// A phrase that refers to somebody or something that can act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase, with title and role where they stand at the name, without a following apposition.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// The words that say what the person or group is, where the text says so at this mention:
    /// "Iranian Foreign Minister", "the chief of staff of the President's office".
    pub role: Option<Span>,
}

/// Words that the text gives to a source, as a model reads them: what PolNeAR calls an attribution (Newell et al. 2018).
/// All ranges count tokens of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that introduce the content: "said", "according to", "fears".
    pub cue: Range<usize>,
    /// Whose words they are, where the paragraph tells.
    pub source: Option<Range<usize>>,
    /// What is said, thought or wanted, in pieces where something stands between.
    pub content: Vec<Range<usize>>,
    /// The probability that a cue begins here, from 0 to 1.
    pub cue_probability: f32,
    /// The probability of the source, or of its absence.
    pub source_probability: f32,
    /// The mean probability that the words of the content belong to this cue.
    pub content_probability: f32,
}

/// Mentions of one and the same, in text order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Indices into [`Doc::mentions`].
    pub mentions: Vec<usize>,
}

/// A text with its sentences, tokens, quotations, names and coreference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doc {
    /// The analysed text.
    pub text: String,
    /// Its lines and their roles.
    pub lines: Vec<Line>,
    /// In order; each inside one line.
    pub sentences: Vec<Sentence>,
    /// In order; they do not overlap.
    pub tokens: Vec<Token>,
    /// Part of speech, lemma and dependency, one for each token, where a syntactic model has read the text.
    pub syntax: Option<Vec<Word>>,
    /// In order of their opening mark.
    pub quotations: Vec<Quotation>,
    /// In order; they do not overlap.
    pub names: Vec<Name>,
    /// In order of their cue, where a model has looked for them.
    pub attributions: Option<Vec<Attribution>>,
    /// In order of their start; a name may stand inside the mention that it heads.
    pub mentions: Vec<Mention>,
    /// Every mention is in exactly one, alone if need be. In order of the first mention.
    pub chains: Vec<Chain>,
}

impl Doc {
    /// The words of a token.
    #[must_use]
    pub fn token_text(&self, token_idx: usize) -> &str {
        self.tokens[token_idx].span.of(&self.text)
    }

    /// The sentence that holds the byte at `offset`, as an index into `sentences`.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self
            .sentences
            .partition_point(|sent| sent.span.start <= offset);
        let idx = after.checked_sub(1)?;
        (offset < self.sentences[idx].span.end).then_some(idx)
    }

    /// The line that holds the byte at `offset`, as an index into `lines`.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> Option<usize> {
        let after = self.lines.partition_point(|line| line.span.start <= offset);
        let idx = after.checked_sub(1)?;
        (offset <= self.lines[idx].span.end).then_some(idx)
    }

    /// The tokens that lie inside `span`, as indices into `tokens`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        let last = self
            .tokens
            .partition_point(|token| token.span.end <= span.end);
        first..last.max(first)
    }
}
