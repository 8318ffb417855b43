//! Words, counted and compared.

/// How many words a text has, white space between them.
pub(crate) fn n_words(text: &str) -> usize {
    let mut words = 0;
    let mut in_space = true;
    for byte in text.bytes() {
        let is_space = byte.is_ascii_whitespace();
        words += usize::from(in_space && !is_space);
        in_space = is_space;
    }
    words
}

/// The first `most` bytes of a text, or a few less where a character ends earlier.
pub(crate) fn start_of(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// A number that is equal for texts that differ in case, punctuation and white space only.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let mut mixer = Mixer::default();
    mixer.letters(text);
    mixer.finish()
}

/// A number for every run of `n` words, in order; one for the whole text where it is shorter.
pub(crate) fn shingles(text: &str, n: usize) -> Vec<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(fingerprint)
        .collect();
    if n == 1 || words.is_empty() {
        return words;
    }
    words
        .windows(n.min(words.len()))
        .map(|run| {
            let mut mixer = Mixer::default();
            run.iter().for_each(|&word| mixer.add(word));
            mixer.finish()
        })
        .collect()
}

/// A hash that is the same everywhere, quick on short texts, and no defence against those who seek collisions: two
/// lines taken for one cost a page no more than a feature.
#[derive(Default)]
struct Mixer(u64);

impl Mixer {
    fn letters(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                self.add(u64::from(u32::from(c.to_ascii_lowercase())));
            } else if !c.is_ascii() && c.is_alphanumeric() {
                c.to_lowercase()
                    .for_each(|c| self.add(u64::from(u32::from(c))));
            }
        }
    }

    fn add(&mut self, value: u64) {
        /// The golden ratio in 64 bits, odd: neighbours end up far apart (Knuth 6.4).
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(FACTOR);
    }

    /// The upper bits are the well-mixed ones.
    fn finish(self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
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
        assert_eq!(fingerprint("ÉTÉ"), fingerprint("été"));
        assert_ne!(fingerprint("the harbour"), fingerprint("a harbour"));
        assert_ne!(fingerprint("ab"), fingerprint("ba"));
    }

    #[test]
    fn a_short_text_is_one_shingle() {
        assert_eq!(shingles("one two", 4).len(), 1);
        assert_eq!(shingles("one two three four five", 4).len(), 2);
        assert!(shingles("…", 4).is_empty());
    }

    #[test]
    fn words_stand_between_white_space() {
        assert_eq!(n_words(" two\twords "), 2);
        assert_eq!(n_words(" "), 0);
    }
}
