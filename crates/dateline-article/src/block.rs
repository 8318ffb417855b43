//! Blocks of text before they have a role: what HTML and flat pages have in common.

use dateline_schema::{Role, Span};

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
