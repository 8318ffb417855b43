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

/// The address that a dump gives itself: a line of its own at its top.
pub(crate) fn address(blocks: &[TextBlock]) -> Option<&str> {
    /// It is the first line, or stands below the headline.
    const TOP: usize = 2;
    blocks.iter().take(TOP).find_map(|block| {
        // "URL: https://example.org/".
        let address = match block.text.split_once(": ") {
            Some((label, address)) if !label.contains(' ') => address,
            _ => block.text.as_str(),
        };
        let is_address = address.starts_with("https://") || address.starts_with("http://");
        (is_address && !address.contains(' ') && crate::outlet::host(address).is_some())
            .then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_may_begin_with_its_address() {
        let outlets = Outlets::builtin().unwrap();
        let check = |dump: &str, want: Option<&str>| {
            assert_eq!(address(&blocks(dump, &outlets)), want, "{dump}");
        };
        let url = "https://gazette.example/world/2019/03/04/light";
        check(&format!("{url}\n\nThe council met.\n"), Some(url));
        check(
            &format!("Light goes out\nURL: {url}\nThe council met.\n"),
            Some(url),
        );
        check(
            &format!("Light goes out\nThe council met.\nIt voted.\n{url}\n"),
            None,
        );
        check(&format!("Read {url} for more\nThe council met.\n"), None);
        check("https:// is how addresses begin\n", None);
    }
}
