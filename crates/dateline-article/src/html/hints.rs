//! What markup says about the text in it: element names, class and id words, and how the page's prose lies
//! in the tree.

use dateline_data::Outlets;
use dateline_schema::Role;

use super::dom::Dom;
use super::tag::Tag;

/// A text shorter than this, in bytes, is no prose: menus and teasers are made of such.
const PROSE_LEN: usize = 80;

/// An element that holds more than this share of the page's prose is no furniture, whatever it is called.
const MOST: f32 = 0.45;

/// Sums over the subtree of every node.
pub(crate) struct Hints {
    text_len: Vec<u32>,
    link_len: Vec<u32>,
    prose_len: Vec<u32>,
}

impl Hints {
    /// Counts characters, in one pass from the leaves to the root.
    pub(crate) fn new(dom: &Dom<'_>) -> Self {
        let n = dom.len();
        let mut text_len = vec![0_u32; n];
        let mut link_len = vec![0_u32; n];
        let mut prose_len = vec![0_u32; n];
        for idx in (1..n).rev() {
            let node = dom.node(idx);
            if node.tag == Tag::Text {
                let text = dom.text(idx);
                let len = u32::try_from(text.trim().len()).unwrap_or(u32::MAX);
                text_len[idx] = len;
                if len as usize >= PROSE_LEN {
                    prose_len[idx] = len;
                }
            }
            if node.tag == Tag::Anchor {
                link_len[idx] = text_len[idx];
                prose_len[idx] = 0;
            }
            if matches!(node.tag, Tag::Script | Tag::Hidden | Tag::Head) {
                continue;
            }
            for sums in [&mut text_len, &mut link_len, &mut prose_len] {
                sums[node.parent] = sums[node.parent].saturating_add(sums[idx]);
            }
        }
        Self {
            text_len,
            link_len,
            prose_len,
        }
    }

    /// The share of the page's prose that lies in a node, 0 to 1.
    pub(crate) fn prose_share(&self, idx: usize) -> f32 {
        self.prose_len[idx] as f32 / self.prose_len[0].max(1) as f32
    }

    /// Whether most of the page's prose lies in a node.
    pub(crate) fn holds_most_prose(&self, idx: usize) -> bool {
        self.prose_len[0] > 0 && self.prose_share(idx) > MOST
    }

    /// The share of a node's text that is links, 0 to 1.
    pub(crate) fn link_density(&self, idx: usize) -> f32 {
        self.link_len[idx] as f32 / self.text_len[idx].max(1) as f32
    }

    pub(crate) fn text_len(&self, idx: usize) -> usize {
        self.text_len[idx] as usize
    }

    /// The role that an element's name, class or id gives to what is in it.
    pub(crate) fn of(&self, dom: &Dom<'_>, idx: usize, outlets: &Outlets) -> Option<Role> {
        let tag = dom.tag(idx);
        let named = match tag {
            Tag::Nav => Some(Role::Navigation),
            Tag::Footer => Some(Role::Footer),
            Tag::Aside => Some(Role::Related),
            Tag::Form | Tag::Button => Some(Role::Navigation),
            Tag::Caption => Some(Role::Caption),
            _ => None,
        };
        let role = class_role(dom, idx, outlets).or(named)?;
        let is_page = matches!(tag, Tag::Body | Tag::Html | Tag::Main);
        (!is_page && !self.holds_most_prose(idx)).then_some(role)
    }
}

/// The role that the words of `class`, `id`, `role` and the like stand for.
fn class_role(dom: &Dom<'_>, idx: usize, outlets: &Outlets) -> Option<Role> {
    let mut found: Option<Role> = None;
    for (name, value) in dom.attrs(idx) {
        let telling = matches!(
            name,
            "class"
                | "id"
                | "role"
                | "itemprop"
                | "data-testid"
                | "data-component"
                | "aria-label"
                | "rel"
        );
        if telling {
            found = found.or_else(|| name_words(value).find_map(|word| outlets.class_role(&word)));
        }
    }
    found
}

/// The words of a class list: split at everything but letters, and where a capital follows a small letter.
pub(crate) fn name_words(value: &str) -> impl Iterator<Item = String> + '_ {
    /// Longer lists are generated style names.
    const MOST_WORDS: usize = 40;
    value
        .split(|c: char| !c.is_ascii_alphabetic())
        .flat_map(|part| {
            let mut words = Vec::new();
            let mut start = 0;
            let bytes = part.as_bytes();
            for at in 1..bytes.len() {
                if bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
                    words.push(part[start..at].to_ascii_lowercase());
                    start = at;
                }
            }
            words.push(part[start..].to_ascii_lowercase());
            words
        })
        .filter(|word| word.len() > 1)
        .take(MOST_WORDS)
}
