//! Sentences and tokens in, typed names out, in order and without overlap.
//!
//! Where a model has read the text its names are taken ([`found`]). Without one, a word is a candidate when its capital
//! tells something (see [`words`]); candidates side by side make a run ([`runs`]); a run is freed of titles, divided and
//! typed ([`pieces`], [`kinds`]); in the end the names of one document are made to agree with each other
//! ([`agreement`]). What the lists do not know is typed by what stands around it, so that names never seen before are
//! found too; dates are left to the stage that reads them.

mod agreement;
mod bounds;
mod datelines;
mod found;
mod kinds;
mod pieces;
mod runs;
mod titles;
mod words;

use dateline_data::Lexicon;
use dateline_schema::{Doc, Name, NameKind, Reason, Span};

use self::words::Words;
use crate::reading::{Fits, FoundName};

/// A name before the document's names are made to agree.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    span: Span,
    kind: NameKind,
    /// Its first token and the one after its last.
    tokens: (usize, usize),
    rule: Rule,
    /// What the model says, where it found the name.
    read: Option<Read>,
}

/// What the model says of a name.
#[derive(Clone, Copy, Debug)]
struct Read {
    /// The mean probability of its words' tags.
    probability: f32,
    fits: Fits,
}

/// What typed a candidate; the order is that of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    /// Nothing but its shape.
    Shape,
    /// Words around it.
    Context,
    /// A family name or a given name alone.
    SingleName,
    /// All capitals.
    Acronym,
    /// A word that names of a kind begin or end with.
    Head,
    /// A given or family name among several words.
    PersonalName,
    /// A title before it.
    Title,
    /// A list.
    Known,
    /// The model.
    Reader,
    /// A fuller form of it elsewhere in the document.
    FullName,
}

impl Rule {
    fn reason(self, span: Span) -> Reason {
        let (rule, note) = match self {
            Self::Shape => ("name-by-shape", "capitals where a sentence needs none"),
            Self::Context => ("name-by-context", "typed by the words around it"),
            Self::SingleName => ("personal-name", "a given or family name on its own"),
            Self::Acronym => ("acronym", "all capitals"),
            Self::Head => ("name-head", "its head word tells its kind"),
            Self::PersonalName => ("personal-name", "holds a given or family name"),
            Self::Title => ("name-after-title", "a title stands before it"),
            Self::Known => ("known-name", "a list holds it"),
            Self::Reader => ("reader-names", "the model tags it so"),
            Self::FullName => (
                "name-in-full-elsewhere",
                "the document gives it in full elsewhere",
            ),
        };
        Reason::at(rule, span, note)
    }
}

/// The names of a document whose sentences and tokens are known, and those that a model found in it, if one has read it.
pub(crate) fn find(doc: &Doc, found: Option<Vec<FoundName>>, lexicon: &Lexicon) -> Vec<Name> {
    let words = Words::read(doc, lexicon);
    let mut candidates = match found {
        Some(found) => found::candidates(&words, &found),
        None => by_rules(&words),
    };
    bounds::mend(&words, &mut candidates);
    titles::drop(&words, &mut candidates);
    datelines::type_places(&words, &mut candidates);
    agreement::complete(&words, &mut candidates);
    agreement::agree(&words, &mut candidates);
    candidates.into_iter().map(Candidate::into_name).collect()
}

fn by_rules(words: &Words<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (sent_idx, _) in words.doc.sentences.iter().enumerate() {
        for run in runs::of_sentence(words, sent_idx) {
            pieces::name(words, run, &mut candidates);
        }
    }
    candidates
}

impl Candidate {
    fn into_name(self) -> Name {
        let mut reason = self.rule.reason(self.span);
        reason.score = self.read.map(|read| read.probability);
        Name {
            span: self.span,
            kind: self.kind,
            reason,
        }
    }
}
