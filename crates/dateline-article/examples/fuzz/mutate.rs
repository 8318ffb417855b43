//! How inputs are damaged, the same way for the same seed.

/// Two or three of the corpus, cut, spliced, doubled and overwritten, with pieces in between.
pub(crate) fn mutated(
    corpus: &[Vec<u8>],
    pieces: &[impl AsRef<[u8]>],
    random: &mut Random,
) -> Vec<u8> {
    /// Beyond this inputs only get slower.
    const LONGEST: usize = 64 * 1024;
    let mut input = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(input.len() + 1);
        match random.below(7) {
            0 => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len() + 1);
                input.splice(at..at, other[from..].iter().copied());
            }
            1 => input.truncate(at),
            2 => {
                let to = at + random.below(input.len() + 1 - at);
                let piece = input[at..to].to_vec();
                for _ in 0..random.below(20) {
                    input.splice(at..at, piece.iter().copied());
                    if input.len() > LONGEST {
                        break;
                    }
                }
            }
            3 => {
                let to = at + random.below(input.len() + 1 - at);
                input.drain(at..to);
            }
            4 if at < input.len() => input[at] = random.below(256) as u8,
            _ => {
                let piece = pieces[random.below(pieces.len())].as_ref();
                input.splice(at..at, piece.iter().copied());
            }
        }
    }
    input.truncate(LONGEST);
    input
}

/// SplitMix64 (Steele et al. 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((value ^ (value >> 31)) % end.max(1) as u64) as usize
    }
}
