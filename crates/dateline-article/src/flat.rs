//! Flattened pages: one block a line, as far as the dump keeps them apart.

use dateline_data::Outlets;
use dateline_schema::Span;

use crate::block::{Shape, TextBlock, Wording};
use crate::html::fold_space;

/// The lines of a dump that hold text, each with its bytes in the dump.
pub(crate) fn blocks(dump: &str, outlets: &Outlets) -> Vec<TextBlock> {
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut after_gap = false;
    // Old Macintosh files end their lines with a carriage return alone.
    let end_of_line = if dump.contains('\n') { '\n' } else { '\r' };
    for line in dump.split(end_of_line) {
        let trimmed = line.trim();
        let text = fold_space(trimmed);
        if text.is_empty() {
            after_gap = true;
        } else {
            let from = start + (line.len() - line.trim_start().len());
            blocks.push(TextBlock {
                shape: shape(&text),
                wording: Wording::of(&text, outlets),
                text,
                link_len: 0,
                hint: None,
                node: 0,
                source: Some(Span::new(from, from + trimmed.len())),
                after_gap,
            });
            after_gap = false;
        }
        start += line.len() + 1;
    }
    blocks
}

fn shape(text: &str) -> Shape {
    let bulleted = ["• ", "- ", "* ", "– ", "▪ ", "● ", "· "]
        .iter()
        .any(|mark| text.starts_with(mark));
    if bulleted {
        Shape::ListItem
    } else {
        Shape::Paragraph
    }
}
