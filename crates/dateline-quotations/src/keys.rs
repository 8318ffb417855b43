//! Keys under which quotations meet that may carry the same words.
//!
//! Two kinds: runs of three words that tell something, whoever says them; and, for a named speaker, pairs of the words
//! that tell most, so that a paraphrase meets what it is one of. Of the words those are taken whose hashes are smallest,
//! which in two texts with the same words are mostly the same (Broder 1997).

use crate::words::{COMMON, RARE, Word, mix};

/// Runs beyond this are thinned by winnowing (Schleimer, Wilkerson and Aiken 2003): of so many in a row one is kept.
const MOST_RUNS: usize = 64;
const WINNOWED: usize = 4;
/// A text has no more keys than this.
const MOST_KEYS: usize = 256;
/// Words that are paired.
const PAIRED: usize = 6;

/// The keys of a quotation, sorted.
pub(crate) fn keys(quoted: &[Word], all: &[(u64, u8, bool)], speaker: Option<u64>) -> Vec<u64> {
    let telling: Vec<&Word> = quoted.iter().filter(|word| word.weight > 0).collect();
    let mut keys: Vec<u64> = telling
        .windows(3)
        // Three common words in a row are nobody's own.
        .filter(|three| three.iter().any(|word| word.weight > COMMON))
        .map(|three| three.iter().fold(3, |key, word| mix(key ^ word.stem)))
        .collect();
    if keys.len() > MOST_RUNS {
        keys = keys
            .windows(WINNOWED)
            .filter_map(|runs| runs.iter().min().copied())
            .collect();
    }
    if let Some(speaker) = speaker {
        let mut words: Vec<(u8, u64)> = all
            .iter()
            .map(|(stem, weight, _)| (RARE - weight.min(&RARE), mix(*stem)))
            .collect();
        words.sort_unstable();
        words.truncate(PAIRED);
        for (idx, (_, first)) in words.iter().enumerate() {
            for (_, second) in &words[idx + 1..] {
                keys.push(mix(mix(speaker ^ first.min(second)) ^ first.max(second)));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST_KEYS);
    keys
}
