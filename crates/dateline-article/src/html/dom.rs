//! Tokens to a tree: nodes in document order, so that the descendants of a node are the range behind it.
//!
//! A forgiving stack in place of the standard's tree construction: implied end tags, void elements and stray end
//! tags are dealt with as browsers do; foster parenting and the adoption agency, which only move inline markup,
//! are left out. No depth of nesting costs more than linear time: below [`MAX_DEPTH`] open elements, tags are
//! dropped and their text stays.

use std::borrow::Cow;
use std::ops::Range;

use super::lexer::{Attributes, Lexer, Token};
use super::tag::Tag;

/// Deeper elements are read as if their tags were not there. Browsers stop at 512 too.
const MAX_DEPTH: usize = 512;

/// An element or a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    /// What it is; texts have tags of their own.
    pub(crate) tag: Tag,
    /// The attributes of an element as written, or the text with its character references.
    content: &'a str,
    /// The element around it; the root is its own parent.
    pub(crate) parent: usize,
    /// One past its last descendant.
    pub(crate) end: usize,
}

/// A page as a tree.
pub(crate) struct Dom<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Dom<'a> {
    /// Reads a page.
    pub(crate) fn parse(page: &'a str) -> Self {
        let mut builder = Builder::new(page.len());
        for token in Lexer::new(page) {
            match token {
                Token::Text(text) => builder.leaf(Tag::Text, text),
                Token::RawText(text) => builder.leaf(Tag::RawText, text),
                Token::Open { name, attrs } => builder.open(Tag::from_name(name), attrs),
                Token::Close { name } => builder.close(Tag::from_name(name)),
            }
        }
        builder.finish()
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, idx: usize) -> Node<'a> {
        self.nodes[idx]
    }

    pub(crate) fn tag(&self, idx: usize) -> Tag {
        self.nodes[idx].tag
    }

    /// A node's descendants, in document order.
    pub(crate) fn descendants(&self, idx: usize) -> Range<usize> {
        idx + 1..self.nodes[idx].end
    }

    /// Every element with a tag.
    pub(crate) fn all(&self, tag: Tag) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(move |&idx| self.nodes[idx].tag == tag)
    }

    /// The value of an attribute, its character references read.
    pub(crate) fn attr(&self, idx: usize, name: &str) -> Option<Cow<'a, str>> {
        self.raw_attr(idx, name).map(htmlize::unescape_attribute)
    }

    /// The value of an attribute as written.
    pub(crate) fn raw_attr(&self, idx: usize, name: &str) -> Option<&'a str> {
        let node = &self.nodes[idx];
        if node.tag.is_text() {
            return None;
        }
        Attributes::new(node.content)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All attributes of an element as written.
    pub(crate) fn attrs(&self, idx: usize) -> Attributes<'a> {
        let node = &self.nodes[idx];
        Attributes::new(if node.tag.is_text() { "" } else { node.content })
    }

    /// The characters of a text node, character references read; scripts and styles as they are.
    pub(crate) fn text(&self, idx: usize) -> Cow<'a, str> {
        let node = &self.nodes[idx];
        match node.tag {
            Tag::Text => htmlize::unescape(node.content),
            Tag::RawText if matches!(self.tag(node.parent), Tag::Title | Tag::Textarea) => {
                htmlize::unescape(node.content)
            }
            Tag::RawText => Cow::Borrowed(node.content),
            _ => Cow::Borrowed(""),
        }
    }

    /// All the text under a node, white space folded.
    pub(crate) fn text_of(&self, idx: usize) -> String {
        self.joined(idx, " ")
    }

    /// The same with a bar between blocks.
    pub(crate) fn pieces_of(&self, idx: usize) -> String {
        self.joined(idx, " | ")
    }

    fn joined(&self, idx: usize, between: &str) -> String {
        let mut out = String::new();
        for inner in self.descendants(idx) {
            let tag = self.tag(inner);
            let raw_is_text =
                tag == Tag::RawText && matches!(self.tag(idx), Tag::Title | Tag::Script);
            if tag == Tag::Text || raw_is_text {
                out.push_str(&self.text(inner));
            } else if tag == Tag::Br || tag.is_block() {
                out.push_str(between);
            }
        }
        fold_space(&out)
    }
}

/// `text` with every run of white space as one space, none at the ends, and soft hyphens, joiners and other
/// characters that are never seen left out.
pub(crate) fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_onto(&mut out, &mut false, text);
    out
}

/// The same onto the end of `out`; `space` says whether white space stands between, and then whether some follows.
pub(crate) fn fold_onto(out: &mut String, space: &mut bool, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest
            .bytes()
            .position(|byte| !byte.is_ascii_graphic())
            .unwrap_or(rest.len());
        if word > 0 {
            if *space && !out.is_empty() {
                out.push(' ');
            }
            *space = false;
            out.push_str(&rest[..word]);
            rest = &rest[word..];
        }
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() || c.is_control() {
            *space = true;
        } else if !is_invisible(c) {
            if *space && !out.is_empty() {
                out.push(' ');
            }
            *space = false;
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Characters that have no width and no meaning in running text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    /// Open elements, outermost first.
    stack: Vec<usize>,
    /// How many open elements were dropped for being too deep.
    dropped: usize,
    n_open_paragraphs: usize,
}

impl<'a> Builder<'a> {
    fn new(page_len: usize) -> Self {
        let root = Node {
            tag: Tag::Root,
            content: "",
            parent: 0,
            end: 0,
        };
        let mut nodes = Vec::with_capacity(page_len / 40 + 16);
        nodes.push(root);
        Self {
            nodes,
            stack: vec![0],
            dropped: 0,
            n_open_paragraphs: 0,
        }
    }

    fn leaf(&mut self, tag: Tag, content: &'a str) {
        let idx = self.nodes.len();
        let parent = self.stack.last().copied().unwrap_or(0);
        self.nodes.push(Node {
            tag,
            content,
            parent,
            end: idx + 1,
        });
    }

    fn open(&mut self, tag: Tag, attrs: &'a str) {
        if self.dropped > 0 && !tag.is_void() {
            self.dropped += 1;
            return;
        }
        if tag.closes_paragraph() && self.n_open_paragraphs > 0 {
            self.close_within(&[Tag::Paragraph], Tag::is_scope);
        }
        match tag {
            Tag::ListItem => self.close_within(&[Tag::ListItem], Tag::is_list_scope),
            Tag::Term => self.close_within(&[Tag::Term], Tag::is_list_scope),
            Tag::Option => self.close_within(&[Tag::Option], Tag::is_scope),
            Tag::Cell => self.close_within(&[Tag::Cell], |tag| tag == Tag::Table),
            Tag::Row => self.close_within(&[Tag::Row], |tag| tag == Tag::Table),
            Tag::RowGroup => self.close_within(&[Tag::RowGroup], |tag| tag == Tag::Table),
            Tag::Body | Tag::Html if self.stack.iter().any(|&idx| self.nodes[idx].tag == tag) => {
                return;
            }
            Tag::Body => self.close_within(&[Tag::Head], |_| false),
            _ => {}
        }
        if !tag.is_void() && self.stack.len() >= MAX_DEPTH {
            self.dropped += 1;
            return;
        }
        let idx = self.nodes.len();
        self.leaf(tag, attrs);
        if !tag.is_void() {
            self.stack.push(idx);
            self.n_open_paragraphs += usize::from(tag == Tag::Paragraph);
        }
    }

    fn close(&mut self, tag: Tag) {
        if tag.is_void() {
            // Browsers read `</br>` as `<br>`; the others mean nothing.
            if tag == Tag::Br {
                self.leaf(Tag::Br, "");
            }
            return;
        }
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        match tag {
            // What follows the end of the body still belongs to it.
            Tag::Body | Tag::Html => {}
            _ if tag.is_inline() => self.close_within(&[tag], Tag::is_block),
            _ if tag.is_table_part() => {
                self.close_within(&[tag], |other| other == Tag::Table && tag != Tag::Table);
            }
            _ if matches!(tag, Tag::Heading(_)) => self.close_within(&Tag::HEADINGS, Tag::is_scope),
            _ => self.close_within(&[tag], Tag::is_scope),
        }
    }

    /// Closes the innermost open element of `tags`, and all inside it, unless a `barrier` stands between.
    fn close_within(&mut self, tags: &[Tag], barrier: impl Fn(Tag) -> bool) {
        let found = self
            .stack
            .iter()
            .enumerate()
            .skip(1)
            .rev()
            .map(|(depth, &idx)| (depth, self.nodes[idx].tag))
            .find(|&(_, tag)| tags.contains(&tag) || barrier(tag));
        if let Some((depth, tag)) = found
            && tags.contains(&tag)
        {
            self.close_to(depth);
        }
    }

    /// Closes the open elements from `depth` on.
    fn close_to(&mut self, depth: usize) {
        let end = self.nodes.len();
        for idx in self.stack.drain(depth..) {
            self.nodes[idx].end = end;
            self.n_open_paragraphs -= usize::from(self.nodes[idx].tag == Tag::Paragraph);
        }
    }

    fn finish(mut self) -> Dom<'a> {
        self.close_to(0);
        Dom { nodes: self.nodes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, want: &str) {
        let dom = Dom::parse(page);
        let mut out = String::new();
        for idx in 1..dom.len() {
            let depth = std::iter::successors(Some(idx), |&at| Some(dom.node(at).parent))
                .position(|at| at == 0)
                .unwrap()
                - 1;
            let tag = dom.tag(idx);
            let text = if tag.is_text() {
                format!(" {}", dom.text(idx))
            } else {
                String::new()
            };
            out.push_str(&format!("{}{tag:?}{text}|", " ".repeat(depth)));
        }
        assert_eq!(out, want);
    }

    #[test]
    fn blocks_close_open_paragraphs() {
        check(
            "<p>a<p>b<div>c",
            "Paragraph| Text a|Paragraph| Text b|Div| Text c|",
        );
    }

    #[test]
    fn a_list_inside_an_item_does_not_close_it() {
        check(
            "<ul><li>a<ul><li>b</ul><li>c",
            "List| ListItem|  Text a|  List|   ListItem|    Text b| ListItem|  Text c|",
        );
    }

    #[test]
    fn stray_end_tags_change_nothing() {
        check("<td>a</div>b</p>c</td>", "Cell| Text a| Text b| Text c|");
        check("<b><p>a</b>b", "Inline| Paragraph|  Text a|  Text b|");
    }

    #[test]
    fn character_references_are_read_once() {
        check("x &amp;lt; &eacute;", "Text x &lt; é|");
        let dom = Dom::parse("<a href='?a=1&amp;b&copy=2'>");
        assert_eq!(dom.attr(1, "HREF").as_deref(), Some("?a=1&b&copy=2"));
    }

    #[test]
    fn depth_is_bounded_and_text_below_it_kept() {
        let page = format!(
            "{}deep{}after",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let dom = Dom::parse(&page);
        assert!(dom.len() < 600);
        assert_eq!(dom.text_of(0), "deepafter");
    }
}
