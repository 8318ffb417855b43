//! Many statements, and which of them each new one carries the words of.

use std::collections::{BTreeSet, HashMap};

use crate::{Comparison, MOST_UNDER_A_KEY, Quoted};

/// Statements in the order in which they came. Adding one takes as long whatever number there is.
#[derive(Clone, Debug, Default)]
pub struct Index {
    statements: Vec<Quoted>,
    under: HashMap<u64, Vec<u32>>,
}

impl Index {
    /// Adds a statement, and returns its number with those before it that carry the same words, in order.
    pub fn add(&mut self, quoted: Quoted) -> (usize, Vec<(usize, Comparison)>) {
        let number = self.statements.len();
        let mut met = BTreeSet::new();
        for key in quoted.keys() {
            let under = self.under.entry(key).or_default();
            met.extend(under.iter().copied());
            if under.len() < MOST_UNDER_A_KEY {
                under.push(number as u32);
            }
        }
        let found = met
            .into_iter()
            .filter_map(|other| {
                let comparison = quoted.compare(&self.statements[other as usize])?;
                Some((other as usize, comparison))
            })
            .collect();
        self.statements.push(quoted);
        (number, found)
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}
