//! The event type of a pair: a second encoder reads the sentence with the words of actor and recipient marked.
//!
//! In go the words of a sentence and two ranges of them; out come probabilities of event types. Marking by role embeddings
//! follows the entity markers of Baldini Soares et al. (2019). It does not say whether anything happened at all.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::config::{Config, HIDDEN};
use crate::encoder::{Branch, Encoder, EncoderScratch, WordTable};
use crate::error::ModelError;
use crate::file::ModelFile;
use crate::heads::probability::softmax;
use crate::lanes::Instructions;
use crate::linear::{Linear, Rows};
use crate::window::{self, Dictionary, MOST_WINDOW_PIECES, MOST_WORDS, Window};
use crate::wordpiece::Vocabulary;

/// A sentence, and the words in it that name who acts and on whom.
///
/// Of a sentence that is longer than a window the words around the two parties are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The words of the sentence.
    pub words: &'a [&'a str],
    /// The words of the actor. A word of both parties is the actor's.
    pub actor: Range<usize>,
    /// The words of the recipient.
    pub recipient: Range<usize>,
}

/// The roles in which a piece can stand, 0 being neither.
const ACTOR: u8 = 1;
const RECIPIENT: u8 = 2;
/// What the event type is told from: the states of [CLS], all words, the actor and the recipient.
const FEATURES: usize = 4 * HIDDEN;

/// The weights of the branch.
pub(crate) struct PairBranch {
    encoder: Encoder,
    out: Linear,
    n_types: usize,
}

impl Pair<'_> {
    /// What the encoder reads.
    pub(crate) fn window(&self, dictionary: &Dictionary) -> Window {
        let kept = self.kept(&dictionary.vocabulary);
        let words: Vec<&str> = kept.iter().map(|word| self.words[*word]).collect();
        let roles: Vec<u8> = kept.iter().map(|word| self.role(*word)).collect();
        window::marked(&words, &roles, dictionary)
    }

    fn role(&self, word: usize) -> u8 {
        if self.actor.contains(&word) {
            ACTOR
        } else if self.recipient.contains(&word) {
            RECIPIENT
        } else {
            0
        }
    }

    /// The words that are read: from one party to the other and as much on both sides as fits, or, if they are too far
    /// apart, what stands around the beginning of each.
    fn kept(&self, vocabulary: &Vocabulary) -> BTreeSet<usize> {
        let parties = [&self.actor, &self.recipient];
        assert!(
            parties
                .iter()
                .all(|party| party.start <= party.end && party.end <= self.words.len()),
            "a party is part of its sentence"
        );
        let between = self.actor.start.min(self.recipient.start)
            ..self.actor.end.max(self.recipient.end).max(1);
        self.grown(std::slice::from_ref(&between), vocabulary)
            .or_else(|| {
                let beginnings = parties.map(|party| party.start..party.start + 1);
                self.grown(&beginnings, vocabulary)
            })
            .unwrap_or_default()
    }

    /// Some ranges of words, and their neighbours as long as they fit; nothing if the ranges themselves do not fit.
    fn grown(&self, ranges: &[Range<usize>], vocabulary: &Vocabulary) -> Option<BTreeSet<usize>> {
        let (mut kept, mut n_pieces, mut pieces) = (BTreeSet::new(), 0, Vec::new());
        let mut fits = |word: usize| {
            if word >= self.words.len() || kept.contains(&word) {
                return true;
            }
            pieces.clear();
            vocabulary.split(self.words[word], &mut pieces);
            n_pieces += pieces.len();
            let fits = kept.len() < MOST_WORDS && n_pieces <= MOST_WINDOW_PIECES;
            if fits {
                kept.insert(word);
            }
            fits
        };
        if !ranges.iter().cloned().flatten().all(&mut fits) {
            return None;
        }
        for distance in 1..=MOST_WORDS {
            for range in ranges {
                let before = range.start.checked_sub(distance);
                let after = range.end - 1 + distance;
                if !before.into_iter().chain([after]).all(&mut fits) {
                    return Some(kept);
                }
            }
        }
        Some(kept)
    }
}

impl PairBranch {
    pub(crate) fn load(
        file: &ModelFile<'_>,
        config: &Config,
        words: WordTable,
    ) -> Result<Self, ModelError> {
        let n_types = config.labels.events.len();
        Ok(Self {
            encoder: Encoder::load(file, config, Branch::Pair, words)?,
            out: Linear::pack(file.linear("pair.out", FEATURES, n_types)?),
            n_types,
        })
    }

    /// The probabilities of the event types for each window.
    pub(crate) fn types(
        &self,
        bytes: &[u8],
        windows: &[Window],
        instructions: Instructions,
        encoder: &mut EncoderScratch,
        sums: &mut Vec<i32>,
    ) -> Vec<Vec<f32>> {
        self.encoder.run(bytes, windows, instructions, encoder);
        let mut features = Vec::with_capacity(windows.len() * FEATURES);
        let mut states = encoder.states.chunks_exact(HIDDEN);
        for window in windows {
            features.extend(states.next().into_iter().flatten());
            let words: Vec<_> = states.by_ref().take(window.n_words()).collect();
            let roles = window.first[1..].iter().map(|first| window.roles[*first]);
            let words = || words.iter().copied().zip(roles.clone());
            features.extend(mean(words().map(|(state, _)| state)));
            for party in [ACTOR, RECIPIENT] {
                let of_party = words().filter(|(_, role)| *role == party);
                features.extend(mean(of_party.map(|(state, _)| state)));
            }
        }
        let (mut rows, mut scores) = (Rows::default(), Vec::new());
        rows.round(instructions, FEATURES, &features);
        self.out.apply(instructions, &rows, sums, &mut scores);
        scores
            .chunks_exact(self.out.outputs())
            .map(|scores| softmax(&scores[..self.n_types]))
            .collect()
    }
}

/// The mean of some states, added up in their order; of none it is zero.
fn mean<'a>(states: impl Iterator<Item = &'a [f32]>) -> [f32; HIDDEN] {
    let (mut mean, mut count) = ([0.0; HIDDEN], 0u16);
    for state in states {
        count += 1;
        for (sum, value) in mean.iter_mut().zip(state) {
            *sum += value;
        }
    }
    mean.map(|sum| sum / f32::from(count.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Lists;
    use crate::wordpiece::SEP;

    fn dictionary() -> Dictionary {
        let mut lines: Vec<String> = (0..=SEP).map(|id| format!("[unused{id}]")).collect();
        lines.extend(["a", "##a"].map(str::to_owned));
        Dictionary {
            vocabulary: Vocabulary::parse(&lines.join("\n")).unwrap(),
            lists: Lists::default(),
        }
    }

    fn kept(words: &[&str], actor: Range<usize>, recipient: Range<usize>) -> Vec<usize> {
        let pair = Pair {
            words,
            actor,
            recipient,
        };
        pair.kept(&dictionary().vocabulary).into_iter().collect()
    }

    #[test]
    fn all_pieces_of_a_word_get_its_role() {
        let pair = Pair {
            words: &["a", "aaa", "a", "aa"],
            actor: 3..4,
            recipient: 1..2,
        };
        let window = pair.window(&dictionary());
        assert_eq!(window.first, [0, 1, 2, 5, 6]);
        assert_eq!(window.roles, [0, 0, 2, 2, 2, 0, 1, 1, 0]);
    }

    #[test]
    fn a_word_of_both_is_the_actors() {
        let pair = Pair {
            words: &["a", "a"],
            actor: 0..1,
            recipient: 0..2,
        };
        assert_eq!(pair.window(&dictionary()).roles, [0, 1, 2, 0]);
    }

    #[test]
    fn a_sentence_that_fits_is_read_whole() {
        let all: Vec<usize> = (0..160).collect();
        assert_eq!(kept(&["a"; 160], 0..2, 3..4), all);
        assert_eq!(kept(&["a"; 160], 159..160, 80..81), all);
        assert!(kept(&[], 0..0, 0..0).is_empty());
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_parties() {
        let words = ["a"; 400];
        assert_eq!(kept(&words, 250..260, 200..210), Vec::from_iter(150..310));
        // At an end of the sentence the other side gets what is left.
        assert_eq!(kept(&words, 0..10, 20..30), Vec::from_iter(0..160));
        // The window is that of the words that are kept.
        let pair = Pair {
            words: &words,
            actor: 250..260,
            recipient: 200..210,
        };
        let roles = pair.window(&dictionary()).roles;
        assert_eq!(roles[51..61], [RECIPIENT; 10]);
        assert_eq!(roles[101..111], [ACTOR; 10]);
        assert_eq!(roles.iter().filter(|role| **role != 0).count(), 20);
    }

    #[test]
    fn pieces_count_too() {
        let words = ["aaaaaaaaaa"; 100];
        assert_eq!(kept(&words, 50..51, 52..53), Vec::from_iter(39..64));
    }

    #[test]
    fn parties_too_far_apart_keep_their_own_neighbours() {
        let words = vec!["a"; 1_000_000];
        let near = |word: usize| word - 40 + 1..word + 40;
        let kept = kept(&words, 1000..1003, 900_000..900_400);
        assert_eq!(kept.len(), 160);
        for word in near(1000).chain(near(900_000)) {
            assert!(kept.contains(&word), "{word}");
        }
    }
}
