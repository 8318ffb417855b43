//! Many texts, and which of them each new one is a copy of.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::{Overlap, Relation, Sketch, compare};

/// Under a key that as many texts share stands what says nothing: a notice, a form letter.
const MOST_UNDER_A_KEY: usize = 64;

/// Stands for no text.
const NONE: u32 = u32::MAX;

/// Texts in the order in which they came. Adding one takes as long whatever number there is.
#[derive(Clone, Debug, Default)]
pub struct Index {
    sketches: Vec<Sketch>,
    /// For each key the text that came last, where in `links` its own entry stands, and how many there are.
    heads: HashMap<u64, (u32, u32), BuildHasherDefault<Passed>>,
    /// A text under a key, and the entry of the one that came before it under the same key.
    links: Vec<(u32, u32)>,
    /// For each text the last one that it was held against, so that it is done once.
    seen: Vec<u32>,
}

impl Index {
    /// Adds a text, and returns its number with those before it that carry the same report, the most like it first.
    pub fn add(&mut self, sketch: Sketch) -> (usize, Vec<(usize, Relation, Overlap)>) {
        let number = self.sketches.len() as u32;
        let mut found = Vec::new();
        // The digest is a key too: a text of three words has no other.
        for key in sketch.keys.iter().chain([&sketch.digest]) {
            let link = self.links.len() as u32;
            let (head, n_texts) = self.heads.entry(*key).or_insert((NONE, 0));
            let (mut at, room) = (*head, (*n_texts as usize) < MOST_UNDER_A_KEY);
            if room {
                self.links.push((number, *head));
                *head = link;
                *n_texts += 1;
            }
            while at != NONE {
                let (text, before) = self.links[at as usize];
                at = before;
                if text == number
                    || std::mem::replace(&mut self.seen[text as usize], number) == number
                {
                    continue;
                }
                if let Some((relation, overlap)) = compare(&sketch, &self.sketches[text as usize]) {
                    found.push((text as usize, relation, overlap));
                }
            }
        }
        let likeness = |overlap: &Overlap| overlap.of_first.max(overlap.of_second);
        found.sort_by(|a, b| {
            likeness(&b.2)
                .total_cmp(&likeness(&a.2))
                .then(a.0.cmp(&b.0))
        });
        self.sketches.push(sketch);
        self.seen.push(NONE);
        (number as usize, found)
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }
}

/// Keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Passed(u64);

impl Hasher for Passed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
