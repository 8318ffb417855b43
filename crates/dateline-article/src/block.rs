//! Blocks of text before they have a role: what HTML and flat pages have in common.

use dateline_data::{Outlets, PhrasePlace};
use dateline_schema::{Role, Span};

use crate::credit;
use crate::words::{fingerprint, n_words};

/// How a block is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph, or a line of flattened text.
    Paragraph,
    /// A heading, 1 to 6.
    Heading(u8),
    ListItem,
    Quote,
    Caption,
    /// A row of a table.
    Row,
    Preformatted,
    /// Text in a `div` or another element that says nothing of it.
    Loose,
}

/// A stretch of text that stands on lines of its own.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    /// White space folded, never empty.
    pub(crate) text: String,
    /// What is seen in the text by itself.
    pub(crate) wording: Wording,
    pub(crate) shape: Shape,
    /// How many bytes of the text are links.
    pub(crate) link_len: usize,
    /// The role that markup around it gives it.
    pub(crate) hint: Option<Role>,
    /// The element that it stands in, for HTML; 0 for flat text.
    pub(crate) node: usize,
    /// Its bytes in the page, for flat text.
    pub(crate) source: Option<Span>,
    /// An empty line stands before it, for flat text.
    pub(crate) after_gap: bool,
}

impl TextBlock {
    /// The share of the text that is links, 0 to 1.
    pub(crate) fn link_density(&self) -> f32 {
        self.link_len as f32 / self.text.len().max(1) as f32
    }
}

/// What every stage asks of a block's words, found once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording {
    pub(crate) n_words: usize,
    /// Equal for texts that differ in case, punctuation and white space only.
    pub(crate) fingerprint: u64,
    /// The furniture phrase, and where in the line it stands.
    pub(crate) phrase: Option<(PhrasePlace, Role)>,
    /// It begins with a picture's credit.
    pub(crate) leads_credit: bool,
    /// It ends in a picture's credit.
    pub(crate) ends_in_credit: bool,
}

impl Wording {
    pub(crate) fn of(text: &str, outlets: &Outlets) -> Self {
        /// Longer texts are no captions.
        const CAPTION_WORDS: usize = 60;
        let n_words = n_words(text);
        let phrase = outlets.furniture(text);
        let short = n_words < CAPTION_WORDS;
        Self {
            n_words,
            fingerprint: fingerprint(text),
            phrase,
            leads_credit: short && credit::leads_by(text, phrase),
            ends_in_credit: short && credit::ends_in_credit(text, outlets),
        }
    }

    /// Whether it begins or ends with a picture's credit.
    pub(crate) fn is_credit(&self) -> bool {
        self.leads_credit || self.ends_in_credit
    }
}
