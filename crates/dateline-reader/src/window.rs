//! Windows: what the encoder reads at once.
//!
//! A window is a paragraph, or a part of one that is too long. It never depends on its neighbours, so a paragraph seen
//! before need not be read again.

use std::ops::Range;

use crate::lists::{ListSet, Lists};
use crate::surface;
use crate::wordpiece::{CLS, SEP, Vocabulary};

/// The most words of a window.
pub const MOST_WORDS: usize = 160;
/// The most wordpieces of a window, [CLS] and [SEP] aside.
pub const MOST_WINDOW_PIECES: usize = 254;
/// A window is not cut at a sentence's end before it has so many words.
const FEWEST_WORDS: usize = 60;

/// What is looked up for words.
pub(crate) struct Dictionary {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lists: Lists,
}

/// The words of a window as the encoder sees them. Made by [`Reader::windows`](crate::Reader::windows).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    words: Range<usize>,
    pub(crate) ids: Vec<u32>,
    pub(crate) shapes: Vec<u8>,
    pub(crate) quotes: Vec<u8>,
    pub(crate) lists: Vec<ListSet>,
    /// The first piece of slot 0, which is [CLS], and of each word.
    pub(crate) first: Vec<usize>,
    /// Which party each piece belongs to; empty where no pair is marked.
    pub(crate) roles: Vec<u8>,
}

impl Window {
    /// Which words of the paragraph the window holds.
    pub fn words(&self) -> Range<usize> {
        self.words.clone()
    }

    /// The number of words.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// The wordpieces, [CLS] and [SEP] included.
    pub fn pieces(&self) -> &[u32] {
        &self.ids
    }

    /// The shape of each piece's word, from 1 to 7, and 0 for what is no word.
    pub fn shapes(&self) -> &[u8] {
        &self.shapes
    }

    /// Whether each piece's word stands outside (0) or inside (1) a double quotation, or is a mark of one (2).
    pub fn quotes(&self) -> &[u8] {
        &self.quotes
    }

    /// The lists of names that hold each piece's word, as bits in the order of the model's lists.
    pub fn lists(&self) -> &[u16] {
        &self.lists
    }

    /// The number of wordpieces, [CLS] and [SEP] included.
    pub fn n_pieces(&self) -> usize {
        self.ids.len()
    }
}

/// Cuts a paragraph's words into windows.
pub(crate) fn windows(words: &[&str], dictionary: &Dictionary) -> Vec<Window> {
    let (pieces, starts) = split(words, &dictionary.vocabulary);
    let mut windows = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let end = cut(words, &starts, start);
        windows.push(window(
            words,
            start..end,
            &pieces,
            &starts,
            &dictionary.lists,
        ));
        start = end;
    }
    windows
}

/// A window of words that fit one, with a role for each.
pub(crate) fn marked(words: &[&str], roles: &[u8], dictionary: &Dictionary) -> Window {
    let (pieces, starts) = split(words, &dictionary.vocabulary);
    let mut window = window(words, 0..words.len(), &pieces, &starts, &dictionary.lists);
    window.roles.resize(window.ids.len(), 0);
    let ends = window.first[1..].iter().skip(1).copied();
    let ends = ends.chain(std::iter::once(window.ids.len() - 1));
    for ((role, start), end) in roles.iter().zip(&window.first[1..]).zip(ends) {
        window.roles[*start..end].fill(*role);
    }
    window
}

/// The pieces of all words, where each word's begin, and where the last one's end.
fn split(words: &[&str], vocabulary: &Vocabulary) -> (Vec<u32>, Vec<usize>) {
    let mut pieces = Vec::new();
    let mut starts = Vec::with_capacity(words.len() + 1);
    for word in words {
        starts.push(pieces.len());
        vocabulary.split(word, &mut pieces);
    }
    starts.push(pieces.len());
    (pieces, starts)
}

/// Where the window that begins at word `start` ends.
fn cut(words: &[&str], starts: &[usize], start: usize) -> usize {
    let mut end = start;
    while end < words.len()
        && end - start < MOST_WORDS
        && starts[end + 1] - starts[start] <= MOST_WINDOW_PIECES
    {
        end += 1;
    }
    if end == words.len() {
        return end;
    }
    for at in (start + FEWEST_WORDS..end).rev() {
        let whole =
            surface::is_sentence_end(words[at]) && !surface::follows_sentence_end(words[at + 1]);
        let closed =
            surface::follows_sentence_end(words[at]) && surface::is_sentence_end(words[at - 1]);
        if whole || closed {
            return at + 1;
        }
    }
    end
}

fn window(
    words: &[&str],
    range: Range<usize>,
    pieces: &[u32],
    starts: &[usize],
    lists: &Lists,
) -> Window {
    let count = starts[range.end] - starts[range.start] + 2;
    let mut window = Window {
        words: range.clone(),
        ids: Vec::with_capacity(count),
        shapes: Vec::with_capacity(count),
        quotes: Vec::with_capacity(count),
        lists: Vec::with_capacity(count),
        first: Vec::with_capacity(range.len() + 1),
        roles: Vec::new(),
    };
    let mut push = |ids: &[u32], shape: u8, quote: u8, lists: ListSet| {
        window.first.push(window.ids.len());
        window.ids.extend_from_slice(ids);
        window.shapes.resize(window.ids.len(), shape);
        window.quotes.resize(window.ids.len(), quote);
        window.lists.resize(window.ids.len(), lists);
    };
    push(&[CLS], 0, 0, 0);
    let quotes = surface::quotation_states(&words[range.clone()]);
    let lists = lists.of(&words[range.clone()]);
    for ((word, quote), lists) in range.zip(quotes).zip(lists) {
        push(
            &pieces[starts[word]..starts[word + 1]],
            surface::shape(words[word]),
            quote,
            lists,
        );
    }
    push(&[SEP], 0, 0, 0);
    window.first.pop();
    window
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let mut lines: Vec<String> = (0..=SEP).map(|id| format!("[unused{id}]")).collect();
        lines.extend(["a", "##a", ".", "”", "b"].map(str::to_owned));
        Dictionary {
            vocabulary: Vocabulary::parse(&lines.join("\n")).unwrap(),
            lists: Lists::default(),
        }
    }

    fn cuts(words: &[&str]) -> Vec<Range<usize>> {
        windows(words, &dictionary())
            .into_iter()
            .map(|window| window.words())
            .collect()
    }

    #[test]
    fn a_window_holds_pieces_shapes_and_quotation_states() {
        let windows = windows(&["aa", "”", "B"], &dictionary());
        let [window] = &windows[..] else {
            panic!("{windows:?}")
        };
        assert_eq!(window.ids, [CLS, 103, 104, 106, 107, SEP]);
        assert_eq!(window.shapes, [0, 1, 1, 6, 7, 0]);
        assert_eq!(window.quotes, [0, 1, 1, 2, 0, 0]);
        assert_eq!(window.first, [0, 1, 3, 4]);
        assert_eq!((window.n_words(), window.n_pieces()), (3, 6));
    }

    #[test]
    fn no_words_are_no_window() {
        assert!(cuts(&[]).is_empty());
    }

    #[test]
    fn a_long_paragraph_is_cut_after_a_sentence() {
        let mut words = vec!["a"; 200];
        words[99] = ".";
        words[120] = ".";
        assert_eq!(cuts(&words), [0..121, 121..200]);
        // A mark that closes the quotation goes with the sentence.
        words[121] = "”";
        assert_eq!(cuts(&words), [0..122, 122..200]);
    }

    #[test]
    fn a_sentence_that_ends_early_is_no_place_to_cut() {
        let mut words = vec!["a"; 200];
        words[59] = ".";
        assert_eq!(cuts(&words), [0..160, 160..200]);
        words[60] = ".";
        assert_eq!(cuts(&words), [0..61, 61..200]);
    }

    #[test]
    fn pieces_count_too() {
        let long = "a".repeat(10);
        let words = vec![long.as_str(); 60];
        assert_eq!(cuts(&words), [0..25, 25..50, 50..60]);
    }
}
