//! Paragraphs seen before in a run: agencies send the same ones to many outlets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was read of windows, by their words. Bounded, and shared between threads.
///
/// A reading depends on nothing but its window's words, so it is the same with the cache and without.
///
/// ```
/// let cache = dateline_reader::Cache::new(1000);
/// let read = |words: &[&str]| words.len();
/// assert_eq!(*cache.get_or_read(&["It", "rains", "."], read), 3);
/// assert_eq!(*cache.get_or_read(&["It", "rains", "."], |_| unreachable!("it was read before")), 3);
/// ```
pub struct Cache<T> {
    generations: Mutex<Generations<T>>,
    capacity: usize,
}

/// What was used since the last change of generations, and before. When the younger is full, the older goes: what was
/// used lately stays, without a list to keep in order.
struct Generations<T> {
    young: HashMap<Box<str>, Arc<T>>,
    old: HashMap<Box<str>, Arc<T>>,
}

impl<T> Cache<T> {
    /// A cache of at most `capacity` readings.
    pub fn new(capacity: usize) -> Self {
        Self {
            generations: Mutex::new(Generations {
                young: HashMap::new(),
                old: HashMap::new(),
            }),
            capacity: capacity.div_ceil(2),
        }
    }

    /// What was read of these words before.
    pub fn get(&self, words: &[&str]) -> Option<Arc<T>> {
        let key = key(words);
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = generations.young.get(&key) {
            return Some(Arc::clone(found));
        }
        let (key, found) = generations.old.remove_entry(&key)?;
        self.keep(&mut generations, key, Arc::clone(&found));
        Some(found)
    }

    /// Keeps what was read of these words.
    pub fn insert(&self, words: &[&str], reading: Arc<T>) {
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.keep(&mut generations, key(words), reading);
    }

    /// What was read of these words, now or before. Two threads that meet the same words at once both read them.
    pub fn get_or_read(&self, words: &[&str], read: impl FnOnce(&[&str]) -> T) -> Arc<T> {
        if let Some(found) = self.get(words) {
            return found;
        }
        let reading = Arc::new(read(words));
        self.insert(words, Arc::clone(&reading));
        reading
    }

    fn keep(&self, generations: &mut Generations<T>, key: Box<str>, reading: Arc<T>) {
        if self.capacity == 0 {
            return;
        }
        if generations.young.len() >= self.capacity && !generations.young.contains_key(&key) {
            generations.old = std::mem::take(&mut generations.young);
        }
        generations.young.insert(key, reading);
    }
}

/// The words with their lengths, so that no two lists of words have one key.
fn key(words: &[&str]) -> Box<str> {
    let mut key = String::with_capacity(words.iter().map(|word| word.len() + 3).sum());
    for word in words {
        key.push_str(&word.len().to_string());
        key.push(' ');
        key.push_str(word);
    }
    key.into_boxed_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_lately_stays() {
        let cache = Cache::new(4);
        for number in 0..100 {
            let word = number.to_string();
            cache.insert(&[&word], Arc::new(number));
            assert_eq!(cache.get(&["0"]).as_deref(), Some(&0), "after {number}");
        }
        assert_eq!(cache.get(&["50"]), None);
        let generations = cache.generations.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 4);
    }

    #[test]
    fn words_are_not_confused() {
        let cache = Cache::new(10);
        cache.insert(&["a", "b"], Arc::new(2));
        assert_eq!(cache.get(&["ab"]), None);
        assert_eq!(cache.get(&["a b"]), None);
        assert_eq!(cache.get(&["a", "b"]).as_deref(), Some(&2));
    }

    #[test]
    fn a_cache_without_room_keeps_nothing() {
        let cache = Cache::new(0);
        assert_eq!(*cache.get_or_read(&["a"], |_| 1), 1);
        assert_eq!(*cache.get_or_read(&["a"], |_| 2), 2);
    }
}
