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
            found = found.or_else(|| find_word(value, |word| outlets.class_role(word)));
        }
    }
    found
}

/// What `wanted` makes of the first word of a class list that it knows. Words are in small letters, split at everything
/// but letters, and where a capital follows a small letter.
pub(crate) fn find_word<T>(value: &str, mut wanted: impl FnMut(&str) -> Option<T>) -> Option<T> {
    /// Longer lists are generated style names.
    const MOST_WORDS: usize = 40;
    /// Longer than every word that tells something.
    const LONGEST: usize = 24;
    let bytes = value.as_bytes();
    let (mut start, mut n) = (0, 0);
    let mut lower = [0; LONGEST];
    for at in 0..=bytes.len() {
        let ends = bytes.get(at).is_none_or(|byte| !byte.is_ascii_alphabetic());
        let turns = !ends
            && at > start
            && bytes[at].is_ascii_uppercase()
            && bytes[at - 1].is_ascii_lowercase();
        if !ends && !turns {
            continue;
        }
        let word = &bytes[start..at];
        start = at + usize::from(ends);
        if word.len() < 2 {
            continue;
        }
        n += 1;
        if n > MOST_WORDS {
            return None;
        }
        let Some(lower) = lower.get_mut(..word.len()) else {
            continue;
        };
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        let found = std::str::from_utf8(lower).ok().and_then(&mut wanted);
        if found.is_some() {
            return found;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_lists_are_split_into_words() {
        let mut words = Vec::new();
        let all = find_word("c-storyBody a2z  Related_links x", |word| {
            words.push(word.to_owned());
            None::<()>
        });
        assert_eq!(all, None);
        assert_eq!(words, ["story", "body", "related", "links"]);
    }
}
