//! Whether two sentences tell of the same happening, by the words that they share.
//!
//! Names and content words are compared by their beginnings. It takes three shared words, two of them names:
//! who and what. One name that the whole page is about is not enough.

use std::collections::BTreeSet;

use crate::lex::{Gap, Kind, Words};

/// Shared words that it takes.
const SHARED: usize = 3;
/// Shared names among them.
const NAMES: usize = 2;
/// How many words on either side are taken for the sentence at most.
const SENTENCE: usize = 60;
/// Letters by which content words are compared: "strike" and "strikes", "assassination" and "assassinated".
const STEM: usize = 6;

/// The words of a sentence that say what it tells of.
pub(super) type Content = BTreeSet<String>;

/// Whether two sentences tell of the same happening.
pub(super) fn is_same(one: &Content, other: &Content) -> bool {
    let shared: Vec<&String> = one.intersection(other).collect();
    let is_name = |word: &&&String| word.chars().next().is_some_and(char::is_uppercase);
    shared.len() >= SHARED && shared.iter().filter(is_name).count() >= NAMES
}

/// The content words of the sentence about a word, cut to their beginnings; names keep their capital.
pub(super) fn content(words: &Words<'_>, at: usize) -> Content {
    let mut start = at;
    while start > 0
        && at - start < SENTENCE
        && words.words[start].gap != Gap::Border
        && !ends_sentence(words, start - 1)
    {
        start -= 1;
    }
    let mut end = at;
    while end - at < SENTENCE && words.next(end + 1).is_some() && !ends_sentence(words, end) {
        end += 1;
    }
    (start..=end)
        .filter(|&at| is_content(words, at, start))
        .map(|at| words.text(at).chars().take(STEM).collect())
        .collect()
}

fn is_content(words: &Words<'_>, at: usize, start: usize) -> bool {
    let word = &words.words[at];
    if word.kind != Kind::Letters || word.meaning.is_some() {
        return false;
    }
    // A capital at the head of a sentence may be any word's; a long one is counted all the same.
    let is_name = words.is_capital(at) && at > start && word.span.len() >= 2;
    is_name || word.span.len() >= 5
}

/// A full stop before a capital, but not that of an abbreviation.
fn ends_sentence(words: &Words<'_>, at: usize) -> bool {
    words.is(at, &[".", "!", "?"])
        && words.is_capital(at + 1)
        && !words.is_joined(at + 1)
        && at
            .checked_sub(1)
            .is_some_and(|before| words.text(before).len() > 3)
}
