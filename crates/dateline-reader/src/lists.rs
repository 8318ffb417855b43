//! Lists of names: which words stand in a list of given names, of places, of organisations and so on.
//!
//! A model file brings the lists that it was trained with, as 32-bit hashes of their names: a word that is in none of
//! them is taken for a listed one about once in 25,000 times. Names of several words are looked up as a whole, whatever
//! stands between their words, and the longest wins. A name does not make a word one; the encoder weighs it.

use safetensors::Dtype;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::config::{Config, List};
use crate::error::{ModelError, ModelErrorKind};
use crate::file::ModelFile;
use crate::fnv;

/// The most words of a listed name.
const LONGEST: usize = 5;
/// A hash's upper half tells the bucket.
const BUCKETS: usize = 1 << 16;

/// The lists that hold a word, as bits in the order of the configuration's lists.
pub(crate) type ListSet = u16;

/// The names of all lists. Without any, no word is listed.
#[derive(Default)]
pub(crate) struct Lists {
    /// Where each bucket begins in `keys`, and where the last one ends; empty where there are no lists.
    starts: Vec<u32>,
    /// The lower half of each name's hash, sorted in each bucket.
    keys: Vec<u16>,
    /// For each name its place in `sets`.
    set_of: Vec<u8>,
    sets: Vec<ListSet>,
    /// The lists whose names count only where the word has a capital letter.
    capitals: ListSet,
    /// The lists with names of several words.
    phrases: ListSet,
}

impl Lists {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        if config.lists.is_empty() {
            return Ok(Self::default());
        }
        let fault = |tensor: &str, message: &str| {
            ModelError::new(ModelErrorKind::Value, format!("lists.{tensor}"), message)
        };
        let count = *file.shape("lists.keys")?.first().unwrap_or(&0);
        let kinds = *file.shape("lists.sets")?.first().unwrap_or(&0);
        let sizes = file.data("lists.sizes", Dtype::U8, &[BUCKETS])?;
        let keys = file.data("lists.keys", Dtype::U16, &[count])?;
        let set_of = file.data("lists.set_of", Dtype::U8, &[count])?.to_vec();
        let sets = file.data("lists.sets", Dtype::U16, &[kinds])?;
        let words = |bytes: &[u8]| -> Vec<u16> {
            let (pairs, _) = bytes.as_chunks::<2>();
            pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect()
        };
        let mut starts = vec![0];
        starts.extend(sizes.iter().scan(0u32, |sum, size| {
            *sum += u32::from(*size);
            Some(*sum)
        }));
        if starts[BUCKETS] as usize != count {
            return Err(fault("sizes", "do not add up to the number of names"));
        }
        if set_of.iter().any(|set| usize::from(*set) >= kinds) {
            return Err(fault("set_of", "names a set that there is not"));
        }
        let mask = |chosen: fn(&List) -> bool| {
            let bits = config.lists.iter().enumerate();
            bits.filter(|(_, list)| chosen(list))
                .fold(0, |mask, (bit, _)| mask | 1 << bit)
        };
        Ok(Self {
            starts,
            keys: words(keys),
            set_of,
            sets: words(sets),
            capitals: mask(|list| list.needs_capital),
            phrases: mask(|list| list.has_phrases),
        })
    }

    /// The lists that hold each word: by itself, and as part of the longest listed name that begins at it or covers it.
    pub(crate) fn of(&self, words: &[&str]) -> Vec<ListSet> {
        if self.starts.is_empty() {
            return vec![0; words.len()];
        }
        let keys: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let capital: Vec<bool> = words
            .iter()
            .map(|word| word.chars().any(char::is_uppercase))
            .collect();
        let mut found: Vec<ListSet> = keys
            .iter()
            .zip(&capital)
            .map(|(key, capital)| {
                let counted = if *capital {
                    ListSet::MAX
                } else {
                    !self.capitals
                };
                self.get(hash(fnv::SEED, key)) & counted
            })
            .collect();
        let mut start = 0;
        while start < words.len() {
            let phrase = (capital[start] && !keys[start].is_empty())
                .then(|| self.longest_phrase(&keys[start..]))
                .flatten();
            let Some((length, set)) = phrase else {
                start += 1;
                continue;
            };
            for word in &mut found[start..start + length] {
                *word = (*word & !self.phrases) | set;
            }
            start += length;
        }
        found
    }

    /// The longest listed name of two words or more at the beginning of `keys`, and the lists that hold it.
    fn longest_phrase(&self, keys: &[String]) -> Option<(usize, ListSet)> {
        let (mut state, mut longest) = (hash(fnv::SEED, keys.first()?), None);
        for (at, key) in keys.iter().enumerate().take(LONGEST).skip(1) {
            if key.is_empty() {
                continue;
            }
            state = hash(state, key);
            let set = self.get(state) & self.phrases;
            if set != 0 {
                longest = Some((at + 1, set));
            }
        }
        longest
    }

    fn get(&self, hash: u64) -> ListSet {
        let mixed = mix(hash);
        let (bucket, key) = ((mixed >> 48) as usize, (mixed >> 32) as u16);
        let range = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        match self.keys[range.clone()].binary_search(&key) {
            Ok(at) => self.sets[usize::from(self.set_of[range.start + at])],
            Err(_) => 0,
        }
    }
}

/// Letters and digits, in lower case and without accents.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    word.to_lowercase()
        .nfd()
        .filter(|ch| {
            matches!(
                ch.general_category_group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
            )
        })
        .collect()
}

fn hash(state: u64, key: &str) -> u64 {
    key.bytes().fold(state, fnv::step)
}

/// Spreads all bits of a hash over its upper ones (the finaliser of MurmurHash3, Appleby 2011).
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: ListSet = 1;
    const PLACE: ListSet = 2;
    const COMMON: ListSet = 4;

    /// Lists as a model file would bring them: persons and places need a capital, and places have phrases.
    fn lists(names: &[(&str, ListSet)]) -> Lists {
        let mut hashed: Vec<(u64, ListSet)> = names
            .iter()
            .map(|(name, set)| (mix(hash(fnv::SEED, &fold(name))), *set))
            .collect();
        hashed.sort_unstable();
        let mut sizes = vec![0u32; BUCKETS];
        for (hash, _) in &hashed {
            sizes[(hash >> 48) as usize] += 1;
        }
        let mut lists = Lists {
            starts: vec![0],
            capitals: PERSON | PLACE,
            phrases: PLACE,
            sets: (0..8).collect(),
            ..Lists::default()
        };
        for size in sizes {
            lists
                .starts
                .push(lists.starts[lists.starts.len() - 1] + size);
        }
        for (hash, set) in hashed {
            lists.keys.push((hash >> 32) as u16);
            lists.set_of.push(set as u8);
        }
        lists
    }

    fn check(names: &[(&str, ListSet)], words: &str, expected: &[ListSet]) {
        let words: Vec<&str> = words.split(' ').collect();
        assert_eq!(lists(names).of(&words), expected, "{words:?}");
    }

    #[test]
    fn a_word_is_found_without_its_accents() {
        check(&[("Málaga", PLACE)], "In Malaga", &[0, PLACE]);
        check(&[("Malaga", PLACE)], "MÁLAGA", &[PLACE]);
    }

    #[test]
    fn names_need_a_capital_and_common_words_do_not() {
        let names = [("mark", PERSON | COMMON)];
        check(&names, "Mark the mark", &[PERSON | COMMON, 0, COMMON]);
    }

    #[test]
    fn the_longest_name_covers_its_words() {
        let names = [
            ("South Sudan", PLACE),
            ("Sudan", PLACE | PERSON),
            ("Wales", PLACE),
            ("New South Wales", PLACE),
        ];
        check(&names, "South Sudan", &[PLACE, PLACE | PERSON]);
        check(&names, "New South Wales", &[PLACE; 3]);
        check(&names, "New South", &[0, 0]);
    }

    #[test]
    fn marks_between_the_words_of_a_name_do_not_matter() {
        let names = [("Port-au-Prince", PLACE)];
        check(&names, "Port - au - Prince", &[PLACE; 5]);
        check(&names, "Port-au-Prince", &[PLACE]);
        check(&names, "port au prince", &[0; 3]);
    }

    #[test]
    fn without_lists_nothing_is_listed() {
        assert_eq!(Lists::default().of(&["Paris", ""]), [0, 0]);
        check(&[("Paris", PLACE)], "— London", &[0, 0]);
    }
}
