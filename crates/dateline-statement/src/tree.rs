//! The phrases of a document as its dependency trees draw them.
//!
//! In: the heads of its tokens. Out: for every token the tokens from the first to the last that hang on it. Heads that
//! form a ring are cut.

use std::ops::Range;

use dateline_schema::Word;

/// The tokens below each token.
pub(crate) struct Tree {
    spans: Vec<Range<usize>>,
}

impl Tree {
    pub(crate) fn new(words: &[Word]) -> Self {
        let mut spans: Vec<Range<usize>> = (0..words.len()).map(|idx| idx..idx + 1).collect();
        let head = |word: &Word| word.head.filter(|&head| head < words.len());
        let mut n_waiting = vec![0_u32; words.len()];
        for head in words.iter().filter_map(head) {
            n_waiting[head] += 1;
        }
        let mut ready: Vec<usize> = (0..words.len())
            .filter(|&idx| n_waiting[idx] == 0)
            .collect();
        while let Some(idx) = ready.pop() {
            let Some(head) = head(&words[idx]) else {
                continue;
            };
            let (low, high) = (spans[idx].start, spans[idx].end);
            let span = &mut spans[head];
            *span = span.start.min(low)..span.end.max(high);
            n_waiting[head] -= 1;
            if n_waiting[head] == 0 {
                ready.push(head);
            }
        }
        Self { spans }
    }

    /// The tokens from the first to the last that hang on this one; without syntax the token alone.
    pub(crate) fn span(&self, idx: usize) -> Range<usize> {
        self.spans.get(idx).cloned().unwrap_or(idx..idx + 1)
    }
}
