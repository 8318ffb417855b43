//! What is kept of a text to find its copies.

use crate::Overlap;
use crate::words::each_word;

/// Words in a run. Runs of four are rarely shared by chance, and one changed word spoils four of them.
const RUN: usize = 4;

/// Bins of the permutation: the smallest hash in each stands for the text.
const N_BINS: usize = 128;

/// Bins in a band: all must agree, so that texts with little in common rarely meet.
const ROWS: usize = 2;

/// Runs at the beginning of a text that have bins of their own: two paragraphs.
const LEAD: usize = 64;

/// Bins for these.
const N_LEAD_BINS: usize = 16;

/// The most keys that a text has.
pub const N_KEYS: usize = (N_BINS + N_LEAD_BINS) / ROWS;

/// Of a text with more runs than this the smallest are kept: as good a sample as any. No news report has as many.
const MOST_SHINGLES: usize = 4096;

/// Stands for a bin without a hash.
const EMPTY: u64 = u64::MAX;

/// A text as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Of all words in their order: two texts with one digest are the same.
    pub digest: u64,
    /// The hashes of its runs of words, sorted, each once.
    pub shingles: Vec<u32>,
    /// Under these it meets what it has much in common with. No more than [`N_KEYS`].
    pub keys: Vec<u64>,
}

impl Sketch {
    /// The sketch of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut bins = [EMPTY; N_BINS];
        let mut lead = [EMPTY; N_LEAD_BINS];
        let mut shingles: Vec<u32> = Vec::with_capacity(text.len() / 6);
        let mut run = [0_u64; RUN];
        let mut n_words = 0_usize;
        let mut digest = 0_u64;
        each_word(text, |word| {
            digest = mix(digest.rotate_left(5) ^ word);
            run[n_words % RUN] = word;
            n_words += 1;
            if n_words < RUN {
                return;
            }
            let word = |back: usize| run[(n_words + RUN - 1 - back) % RUN];
            let hash = mix(word(3)
                .wrapping_mul(31)
                .wrapping_add(word(2))
                .rotate_left(21)
                .wrapping_add(word(1))
                .wrapping_mul(31)
                .wrapping_add(word(0)));
            // The upper bits choose the bin, the lower ones are compared.
            let bin = &mut bins[(hash >> 57) as usize % N_BINS];
            *bin = (*bin).min(hash);
            if shingles.len() < LEAD {
                let bin = &mut lead[(hash >> 60) as usize % N_LEAD_BINS];
                *bin = (*bin).min(hash);
            }
            shingles.push(hash as u32);
        });
        shingles.sort_unstable();
        shingles.dedup();
        shingles.truncate(MOST_SHINGLES);
        let mut keys = Vec::with_capacity(N_KEYS);
        for (band, rows) in bins
            .chunks_exact(ROWS)
            .chain(lead.chunks_exact(ROWS))
            .enumerate()
        {
            // A bin that is empty in both texts says nothing of what they have in common.
            if !rows.contains(&EMPTY) {
                let key = rows.iter().fold(band as u64, |key, row| mix(key ^ row));
                keys.push(key);
            }
        }
        Self {
            digest: if n_words == 0 { 0 } else { digest },
            shingles,
            keys,
        }
    }

    /// Whether the text has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.digest == 0
    }

    pub(crate) fn n_shingles(&self) -> usize {
        self.shingles.len()
    }

    /// What two texts have in common, run by run.
    pub(crate) fn overlap(&self, other: &Self) -> Overlap {
        let (mut a, mut b) = (self.shingles.as_slice(), other.shingles.as_slice());
        // Of two samples only the stretch is comparable that both cover.
        let last = |shingles: &[u32]| {
            let is_sample = shingles.len() == MOST_SHINGLES;
            shingles.last().copied().filter(|_| is_sample)
        };
        if let Some(end) = [last(a), last(b)].into_iter().flatten().min() {
            a = &a[..a.partition_point(|shingle| *shingle <= end)];
            b = &b[..b.partition_point(|shingle| *shingle <= end)];
        }
        let (mut i, mut j, mut n_common) = (0, 0, 0_u32);
        while i < a.len() && j < b.len() {
            // Without branches: which of the two is smaller is anybody's guess.
            let (x, y) = (a[i], b[j]);
            n_common += u32::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let share = |n_all: usize| n_common as f32 / n_all.max(1) as f32;
        Overlap {
            of_first: share(a.len()),
            of_second: share(b.len()),
        }
    }
}

/// The finaliser of MurmurHash3: every bit of the input changes about half of the bits.
fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
