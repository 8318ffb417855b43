//! A tree to blocks of text: what a reader sees as one paragraph is one block.
//!
//! Inline markup neither splits nor glues words; two line breaks in a row end a paragraph; what is never shown
//! is left out, unless nothing else is there.

use dateline_data::Outlets;
use dateline_schema::Role;

use super::dom::{Dom, fold_onto};
use super::hints::Hints;
use super::tag::Tag;
use crate::block::{Shape, TextBlock, Wording};

/// The blocks of a page, in document order.
pub(crate) fn blocks(dom: &Dom<'_>, hints: &Hints, outlets: &Outlets) -> Vec<TextBlock> {
    let mut walk = Walk {
        outlets,
        open: Vec::new(),
        anchors: 0,
        text: String::new(),
        link_len: 0,
        space: false,
        n_breaks: 0,
        after_anchor: false,
        blocks: Vec::new(),
    };
    let mut idx = 1;
    while idx < dom.len() {
        walk.close_before(idx);
        let node = dom.node(idx);
        match node.tag {
            Tag::Text => walk.push(&dom.text(idx)),
            Tag::RawText => {}
            Tag::Br => walk.line_break(),
            Tag::Rule => walk.flush(),
            tag if tag.is_void() => {}
            Tag::Head | Tag::Title | Tag::Script | Tag::Hidden | Tag::Textarea | Tag::Option => {
                idx = node.end;
                continue;
            }
            _ if is_hidden(dom, idx) && !hints.holds_most_prose(idx) => {
                idx = node.end;
                continue;
            }
            tag => walk.enter(dom, idx, tag, hints.of(dom, idx, outlets)),
        }
        idx += 1;
    }
    walk.close_before(dom.len());
    walk.flush();
    walk.blocks
}

/// Whether an element says itself that it is not shown.
fn is_hidden(dom: &Dom<'_>, idx: usize) -> bool {
    dom.attrs(idx).any(|(name, value)| match name {
        "hidden" => value != "until-found",
        "style" => {
            let squeezed: String = value
                .chars()
                .filter(|c| !c.is_whitespace())
                .take(200)
                .collect();
            squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
        }
        _ => false,
    })
}

struct Open {
    end: usize,
    node: usize,
    is_block: bool,
    is_anchor: bool,
    shape: Shape,
    hint: Option<Role>,
}

struct Walk<'a> {
    outlets: &'a Outlets,
    open: Vec<Open>,
    anchors: usize,
    text: String,
    link_len: usize,
    space: bool,
    n_breaks: usize,
    /// The last thing read was the end of a link.
    after_anchor: bool,
    blocks: Vec<TextBlock>,
}

impl Walk<'_> {
    fn enter(&mut self, dom: &Dom<'_>, idx: usize, tag: Tag, hint: Option<Role>) {
        // Cells of one row stand on one line, but not those that a template lays its columns out with.
        let in_row = tag == Tag::Cell && !is_column(dom, idx);
        let is_block = tag.is_block() && !in_row;
        if in_row {
            self.space = true;
        } else if is_block {
            self.flush();
        } else if tag == Tag::Button {
            self.space = true;
        }
        let is_anchor = tag == Tag::Anchor;
        // Two links that touch are two items of a menu.
        self.space |= is_anchor && self.after_anchor;
        self.anchors += usize::from(is_anchor);
        let outer = self.open.last();
        let around = outer.map_or(Shape::Loose, |open| open.shape);
        let shape = if tag == Tag::Cell && !in_row {
            Shape::Loose
        } else {
            shape_of(tag, around)
        };
        let hint = hint.or(outer.and_then(|open| open.hint));
        let node = if is_block {
            idx
        } else {
            outer.map_or(0, |open| open.node)
        };
        self.open.push(Open {
            end: dom.node(idx).end,
            node,
            is_block,
            is_anchor,
            shape,
            hint,
        });
    }

    fn close_before(&mut self, idx: usize) {
        while self.open.last().is_some_and(|open| open.end <= idx) {
            if self.open.last().is_some_and(|open| open.is_block) {
                self.flush();
            }
            if let Some(open) = self.open.pop() {
                self.anchors -= usize::from(open.is_anchor);
                self.after_anchor |= open.is_anchor;
            }
        }
    }

    fn push(&mut self, text: &str) {
        let before = self.text.len();
        fold_onto(&mut self.text, &mut self.space, text);
        if self.text.len() > before {
            self.n_breaks = 0;
            self.after_anchor = false;
            if self.anchors > 0 {
                self.link_len += self.text.len() - before;
            }
        }
    }

    fn line_break(&mut self) {
        self.n_breaks += 1;
        self.space = true;
        if self.n_breaks > 1 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.space = false;
        self.n_breaks = 0;
        self.after_anchor = false;
        let link_len = std::mem::take(&mut self.link_len);
        if self.text.is_empty() {
            return;
        }
        let outer = self.open.last();
        // What comes next is seldom shorter than a few words.
        let text = std::mem::replace(&mut self.text, String::with_capacity(64));
        self.blocks.push(TextBlock {
            wording: Wording::of(&text, self.outlets),
            text,
            shape: outer.map_or(Shape::Loose, |open| open.shape),
            link_len,
            hint: outer.and_then(|open| open.hint),
            node: outer.map_or(0, |open| open.node),
            source: None,
            after_gap: false,
        });
    }
}

/// Whether a cell is a column of the page: it opens with paragraphs, headings, lists or a table of its own.
fn is_column(dom: &Dom<'_>, cell: usize) -> bool {
    /// Nodes that are looked at; tables in tables would be read again and again.
    const FIRST: usize = 64;
    dom.descendants(cell).take(FIRST).any(|idx| {
        matches!(
            dom.tag(idx),
            Tag::Paragraph | Tag::Heading(_) | Tag::List | Tag::Table
        )
    })
}

fn shape_of(tag: Tag, around: Shape) -> Shape {
    match tag {
        Tag::Heading(level) => Shape::Heading(level),
        Tag::Quote => Shape::Quote,
        Tag::Caption => Shape::Caption,
        Tag::Pre => Shape::Preformatted,
        Tag::ListItem | Tag::Term => Shape::ListItem,
        Tag::Row | Tag::Cell => Shape::Row,
        Tag::Paragraph if matches!(around, Shape::Quote | Shape::Caption | Shape::ListItem) => {
            around
        }
        Tag::Paragraph => Shape::Paragraph,
        Tag::Div | Tag::Inline | Tag::Anchor | Tag::Time | Tag::Unknown | Tag::Button => around,
        _ => Shape::Loose,
    }
}
