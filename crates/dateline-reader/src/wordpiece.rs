//! Words to wordpieces: BERT's uncased WordPiece (Devlin et al. 2019), each word on its own.
//!
//! A word is cleaned of control characters, its Chinese characters stand alone, it is lower-cased and loses its accents,
//! is split at punctuation, and each part is covered from the left by the longest pieces of the vocabulary. The work is
//! linear in the length of the word, whatever it holds.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::error::{ModelError, ModelErrorKind};
use crate::fnv;

/// The piece for what the vocabulary cannot spell.
pub(crate) const UNKNOWN: u32 = 100;
/// The piece at the start of every window; its state is the root of trees and the "none" of links.
pub(crate) const CLS: u32 = 101;
/// The piece at the end of every window.
pub(crate) const SEP: u32 = 102;
/// So many pieces of a word are kept.
pub(crate) const MOST_PIECES: usize = 16;
/// A part of a word with more characters is unknown.
const MOST_CHARS: usize = 100;

/// A vocabulary of wordpieces, ready for look-up.
pub(crate) struct Vocabulary {
    /// The pieces one after the other, without `##`.
    text: String,
    /// Where each piece ends in `text`, by id.
    ends: Vec<u32>,
    starts: Table,
    continuations: Table,
    /// The length of the longest piece in bytes.
    longest: usize,
}

/// Open addressing over ids: half of the slots stay empty.
struct Table {
    slots: Vec<u32>,
}

const EMPTY: u32 = u32::MAX;

impl Vocabulary {
    /// Reads one piece a line; the id is the number of the line.
    pub(crate) fn parse(lines: &str) -> Result<Self, ModelError> {
        let fault = |message: String| ModelError::new(ModelErrorKind::Value, "vocabulary", message);
        let count = lines.lines().count();
        if count <= SEP as usize || count >= EMPTY as usize {
            return Err(fault(format!("has {count} pieces")));
        }
        let mut vocabulary = Self {
            text: String::with_capacity(lines.len()),
            ends: Vec::with_capacity(count),
            starts: Table::with_room_for(count),
            continuations: Table::with_room_for(count),
            longest: 0,
        };
        for (id, line) in (0u32..).zip(lines.lines()) {
            let (piece, continues) = match line.strip_prefix("##") {
                // A vocabulary has the piece `##` of two hash signs only as a start.
                Some(rest) if !rest.is_empty() => (rest, true),
                _ => (line, false),
            };
            vocabulary.text.push_str(piece);
            vocabulary.ends.push(
                u32::try_from(vocabulary.text.len()).map_err(|_| fault("is too long".into()))?,
            );
            vocabulary.longest = vocabulary.longest.max(piece.len());
            let hash = piece.bytes().fold(fnv::SEED, fnv::step);
            // Special pieces such as `[CLS]` are no text: a word that spells them is split at its brackets anyway.
            let table = if continues {
                &vocabulary.continuations
            } else {
                &vocabulary.starts
            };
            let free = table.free(hash);
            let table = if continues {
                &mut vocabulary.continuations
            } else {
                &mut vocabulary.starts
            };
            table.slots[free] = id;
        }
        Ok(vocabulary)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether a word in small letters is a piece as a whole.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        let hash = word.bytes().fold(fnv::SEED, fnv::step);
        self.find(&self.starts, hash, word.as_bytes()).is_some()
    }

    /// Adds the pieces of `word` to `pieces`: at least one, and [`MOST_PIECES`] at most.
    pub(crate) fn split(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        let full = before + MOST_PIECES;
        let clean = normalise(word);
        let mut rest = clean.as_ref();
        while pieces.len() < full {
            rest = rest.trim_start_matches(' ');
            let Some(first) = rest.chars().next() else {
                break;
            };
            let end = if is_punctuation(first) {
                first.len_utf8()
            } else {
                rest.find(|ch| ch == ' ' || is_punctuation(ch))
                    .unwrap_or(rest.len())
            };
            let (part, after) = rest.split_at(end);
            self.cover(part, pieces);
            rest = after;
        }
        pieces.truncate(full);
        if pieces.len() == before {
            pieces.push(UNKNOWN);
        }
    }

    /// Covers a part with the longest pieces from the left; what cannot be covered is unknown as a whole.
    fn cover(&self, part: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        if part.chars().nth(MOST_CHARS).is_some() {
            pieces.push(UNKNOWN);
            return;
        }
        let bytes = part.as_bytes();
        let mut hashes = [0u64; MOST_CHARS * 4];
        let mut at = 0;
        while at < bytes.len() {
            let table = if at == 0 {
                &self.starts
            } else {
                &self.continuations
            };
            let reach = &bytes[at..bytes.len().min(at + self.longest)];
            let mut hash = fnv::SEED;
            for (slot, byte) in hashes.iter_mut().zip(reach) {
                hash = fnv::step(hash, *byte);
                *slot = hash;
            }
            let found = (1..=reach.len()).rev().find_map(|length| {
                self.find(table, hashes[length - 1], &reach[..length])
                    .map(|id| (id, length))
            });
            let Some((id, length)) = found else {
                pieces.truncate(before);
                pieces.push(UNKNOWN);
                return;
            };
            pieces.push(id);
            at += length;
        }
    }

    fn find(&self, table: &Table, hash: u64, piece: &[u8]) -> Option<u32> {
        let mut slot = table.home(hash);
        loop {
            let id = table.slots[slot];
            if id == EMPTY {
                return None;
            }
            if self.piece(id) == piece {
                return Some(id);
            }
            slot = (slot + 1) & (table.slots.len() - 1);
        }
    }

    fn piece(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = if id == 0 {
            0
        } else {
            self.ends[id - 1] as usize
        };
        &self.text.as_bytes()[start..self.ends[id] as usize]
    }
}

impl Table {
    fn with_room_for(count: usize) -> Self {
        Self {
            slots: vec![EMPTY; (count * 2).next_power_of_two()],
        }
    }

    fn home(&self, hash: u64) -> usize {
        // The upper bits of the product depend on all of the hash.
        (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (self.slots.len() - 1)
    }

    fn free(&self, hash: u64) -> usize {
        let mut slot = self.home(hash);
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }
}

/// Cleaned, lower-cased, without accents; Chinese characters between spaces.
fn normalise(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase())
        {
            return Cow::Borrowed(word);
        }
        return Cow::Owned(
            word.chars()
                .filter_map(clean)
                .map(|ch| ch.to_ascii_lowercase())
                .collect(),
        );
    }
    let mut spaced = String::with_capacity(word.len() + 8);
    for ch in word.chars().filter_map(clean) {
        if is_chinese(ch) {
            spaced.extend([' ', ch, ' ']);
        } else {
            spaced.push(ch);
        }
    }
    let bare = spaced
        .nfd()
        .filter(|ch| ch.general_category() != GeneralCategory::NonspacingMark);
    Cow::Owned(bare.flat_map(char::to_lowercase).collect())
}

/// White space becomes a space; what cannot be seen goes.
fn clean(ch: char) -> Option<char> {
    match ch {
        '\t' | '\n' | '\r' => Some(' '),
        '\0' | char::REPLACEMENT_CHARACTER => None,
        _ if ch.is_ascii() => (!ch.is_ascii_control()).then_some(ch),
        _ => match ch.general_category() {
            GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse => {
                None
            }
            _ if ch.is_whitespace() => Some(' '),
            _ => Some(ch),
        },
    }
}

fn is_punctuation(ch: char) -> bool {
    ch.is_ascii_punctuation()
        || (!ch.is_ascii() && ch.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// The blocks of Han characters that BERT splits; not Hangul, Hiragana or Katakana.
fn is_chinese(ch: char) -> bool {
    matches!(u32::from(ch),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x2_0000..=0x2_A6DF | 0x2_A700..=0x2_B73F | 0x2_B740..=0x2_B81F
        | 0x2_B820..=0x2_CEAF | 0xF900..=0xFAFF | 0x2_F800..=0x2_FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vocabulary() -> Vocabulary {
        let mut lines: Vec<String> = (0..=SEP).map(|id| format!("[unused{id}]")).collect();
        lines[UNKNOWN as usize] = "[UNK]".into();
        for piece in [
            "un", "##aff", "##able", "##a", "elan", "'", "##s", ".", "$", "u", "s", "中", "文",
            "ß", "²", "a", "##b", "-", "#", "##",
        ] {
            lines.push(piece.into());
        }
        Vocabulary::parse(&lines.join("\n")).unwrap()
    }

    fn spell(word: &str) -> Vec<String> {
        let vocabulary = vocabulary();
        let mut pieces = Vec::new();
        vocabulary.split(word, &mut pieces);
        pieces
            .into_iter()
            .map(|id| String::from_utf8(vocabulary.piece(id).to_vec()).unwrap())
            .collect()
    }

    #[test]
    fn the_longest_piece_comes_first() {
        assert_eq!(spell("unaffable"), ["un", "aff", "able"]);
        assert_eq!(spell("UNAFFABLE"), ["un", "aff", "able"]);
        assert_eq!(spell("unx"), ["[UNK]"]);
    }

    #[test]
    fn a_word_is_split_at_punctuation() {
        assert_eq!(spell("U.S."), ["u", ".", "s", "."]);
        assert_eq!(spell("'s"), ["'", "s"]);
        assert_eq!(spell("un$un"), ["un", "$", "un"]);
        assert_eq!(spell("##a"), ["#", "#", "a"]);
    }

    #[test]
    fn accents_go_and_han_characters_stand_alone() {
        assert_eq!(spell("Élan"), ["elan"]);
        assert_eq!(spell("e\u{301}lan"), ["elan"]);
        assert_eq!(spell("中文"), ["中", "文"]);
        assert_eq!(spell("²"), ["²"]);
    }

    #[test]
    fn what_cannot_be_spelt_is_unknown() {
        for word in [
            "",
            " ",
            "\u{0}",
            "\u{301}\u{302}",
            "\u{200b}",
            "\u{7f}",
            "q",
            "unq",
        ] {
            assert_eq!(spell(word), ["[UNK]"], "{word:?}");
        }
        assert_eq!(spell("u\u{0}n"), ["un"]);
        assert_eq!(spell("un\tun"), ["un", "un"]);
    }

    #[test]
    fn long_words_are_cut_or_unknown() {
        assert_eq!(spell(&"un-".repeat(20_000)).len(), MOST_PIECES);
        assert_eq!(spell(&"a".repeat(50_000)), ["[UNK]"]);
        assert_eq!(spell(&"a".repeat(101)), ["[UNK]"]);
        assert_eq!(spell(&format!("a{}", "b".repeat(99))).len(), MOST_PIECES);
        assert_eq!(spell(&"\u{301}".repeat(50_000)), ["[UNK]"]);
    }

    #[test]
    fn a_vocabulary_without_the_special_pieces_is_refused() {
        assert_eq!(
            Vocabulary::parse("a\nb").err().map(|error| error.kind()),
            Some(ModelErrorKind::Value)
        );
    }

    proptest! {
        #[test]
        fn every_word_has_pieces(word in "\\PC*|.*") {
            let vocabulary = vocabulary();
            let mut pieces = vec![7];
            vocabulary.split(&word, &mut pieces);
            prop_assert!((2..=1 + MOST_PIECES).contains(&pieces.len()));
            prop_assert!(pieces.iter().all(|id| (*id as usize) < vocabulary.len()));
        }
    }
}
