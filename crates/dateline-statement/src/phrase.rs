//! Noun phrases, read off the tree.
//!
//! In: a token. Out: the phrase that it heads, or that begins with it, up to the first border: a comma, a quotation, a
//! relative clause. Without syntax a phrase is one word. Refuses words that no phrase of somebody can begin with.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::Upos;

use crate::view::View;

/// The longest phrase, in tokens.
const LONGEST: usize = 40;

impl View<'_> {
    /// The phrase that a noun or name heads, without the preposition that leads it in.
    pub(crate) fn noun_phrase(&self, head: usize) -> Option<Range<usize>> {
        let span = self.tree.span(head);
        let lowest = span.start.max(head.saturating_sub(LONGEST));
        let quote = self.quote(head);
        let is_border = |idx: usize| self.is_border(idx, quote);
        let own = |idx: &usize| !self.is_punctuation(*idx) && !self.is_lead(*idx);
        let start = (lowest..=head).find(own)?;
        let start = (start..head)
            .rev()
            .find(|&idx| is_border(idx))
            .map_or(start, |border| border + 1);
        let highest = span.end.min(head + LONGEST);
        let end = (head + 1..highest)
            .find(|&idx| is_border(idx))
            .unwrap_or(highest);
        (start < end).then_some(start..end)
    }

    /// The noun phrase that begins with the token at `start`, not reaching to `to`.
    pub(crate) fn phrase_at(&self, start: usize, to: usize) -> Option<Range<usize>> {
        if start >= to || self.is_punctuation(start) || self.quote(start).is_some() {
            return None;
        }
        let mut top = start;
        for _ in 0..LONGEST {
            let Some(head) = self.word(top).and_then(|word| word.head) else {
                break;
            };
            let first = self.tree.span(head).start;
            let leads = first <= start
                && (first..start).all(|idx| self.is_lead(idx) || self.is_punctuation(idx));
            // "The more cautious of the two" has no noun at its head.
            let article = self.class(top, Classes::DETERMINER);
            let nominal = self.word(head).is_some_and(|word| match word.upos {
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num => true,
                Upos::Adj => article,
                _ => false,
            });
            if !leads || !nominal || head >= to {
                break;
            }
            top = head;
        }
        let phrase = self.noun_phrase(top)?;
        (start < to.min(phrase.end)).then(|| start..to.min(phrase.end))
    }

    /// Whether a preposition stands at the head of the phrase that this token heads.
    pub(crate) fn led_in(&self, head: usize, preposition: &str) -> bool {
        let span = self.tree.span(head);
        (span.start..head).take(LONGEST).any(|idx| {
            self.is(idx, preposition) && self.word(idx).is_some_and(|word| word.head == Some(head))
        })
    }

    fn is_lead(&self, idx: usize) -> bool {
        self.word(idx)
            .is_some_and(|word| matches!(&*word.deprel, "case" | "mark" | "cc"))
    }

    /// Whether a token ends the phrases of those that stand in the same quotation, or in none.
    fn is_border(&self, idx: usize, quote: Option<usize>) -> bool {
        let inner = matches!(
            self.text(idx),
            "-" | "&" | "/" | "$" | "%" | "." | "'" | "’"
        );
        self.is_punctuation(idx) && !inner && !self.is_possessive_mark(idx)
            || self.quote(idx) != quote
            || self.class(idx, Classes::RELATIVE)
    }
}
