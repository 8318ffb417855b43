//! From byte offsets to Unicode code points.

use dateline_schema::Span;

/// Counts code points of one text. Offsets are asked for in any order; each costs a binary search.
///
/// ```
/// use dateline::view::CodePoints;
///
/// let points = CodePoints::new("“é” x");
/// assert_eq!(points.at("“é” ".len()), 4);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// For each character of more than one byte, the byte after it and how many bytes more than characters there
    /// are up to there. ASCII text needs no entry.
    wide: Vec<(usize, usize)>,
}

impl CodePoints {
    /// Counts the characters of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut surplus = 0;
        let mut wide = Vec::new();
        for (offset, character) in text.char_indices() {
            let len = character.len_utf8();
            if len > 1 {
                surplus += len - 1;
                wide.push((offset + len, surplus));
            }
        }
        Self { wide }
    }

    /// The number of code points before the byte at `offset`, which lies on a character boundary.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let before = self.wide.partition_point(|(end, _)| *end <= offset);
        offset - before.checked_sub(1).map_or(0, |idx| self.wide[idx].1)
    }

    /// Both ends of a span.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "[a-z“é𐍈 ]{0,40}") {
            let points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset), count);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
        }
    }
}
