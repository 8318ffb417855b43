//! Words, counted and compared.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hasher};

/// How many words a text has, white space between them.
pub(crate) fn n_words(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}

/// A number that is equal for texts that differ in case, punctuation and white space only.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        for c in c.to_lowercase() {
            hasher.write_u32(u32::from(c));
        }
    }
    hasher.finish()
}

/// A number for every run of `n` words, in order; one for the whole text where it is shorter.
pub(crate) fn shingles(text: &str, n: usize) -> Vec<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(fingerprint)
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let hash = BuildHasherDefault::<DefaultHasher>::default();
    words
        .windows(n.min(words.len()))
        .map(|run| hash.hash_one(run))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_ignore_case_and_punctuation() {
        assert_eq!(
            fingerprint("The  Harbour, Reopens!"),
            fingerprint("the harbour reopens")
        );
        assert_ne!(fingerprint("the harbour"), fingerprint("a harbour"));
    }

    #[test]
    fn a_short_text_is_one_shingle() {
        assert_eq!(shingles("one two", 4).len(), 1);
        assert_eq!(shingles("one two three four five", 4).len(), 2);
        assert!(shingles("…", 4).is_empty());
    }
}
