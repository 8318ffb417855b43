//! The document as the rules look at it: word classes, verb forms, quotations as blocks, and units.
//!
//! In: a [`Doc`] and the [`Cues`]. Out: for every token its closed classes, the reporting verb that it may be a
//! form of, and the outermost quotation that it stands in; and the *units*: sentences joined where a
//! quotation runs over their border, so that a quotation of three sentences and its "he said" are one.

use std::ops::Range;

use dateline_data::{Classes, Cues, VerbCue, VerbForms};
use dateline_schema::{Doc, Role, Span};

use crate::dateline;

/// Sentences that belong together, as a range of tokens of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) tokens: Range<usize>,
    pub(crate) line: usize,
}

/// What the rules read.
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Doc,
    pub(crate) cues: &'a Cues,
    pub(crate) units: Vec<Unit>,
    classes: Vec<Classes>,
    verbs: Vec<Option<(&'a VerbCue, VerbForms)>>,
    /// The outermost quotation of each token, its marks included.
    quotes: Vec<Option<usize>>,
    /// The tokens of each quotation.
    quote_tokens: Vec<Range<usize>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(doc: &'a Doc, cues: &'a Cues) -> Self {
        let mut classes = Vec::with_capacity(doc.tokens.len());
        let mut verbs = Vec::with_capacity(doc.tokens.len());
        for idx in 0..doc.tokens.len() {
            let lower = doc.token_text(idx).to_lowercase();
            classes.push(cues.classes(&lower));
            verbs.push(cues.verb(&lower));
        }
        let quote_tokens: Vec<Range<usize>> = doc
            .quotations
            .iter()
            .map(|quote| doc.tokens_in(quote.span))
            .collect();
        let mut quotes = vec![None; doc.tokens.len()];
        for (quote_idx, tokens) in quote_tokens.iter().enumerate() {
            // Quotations come in the order of their opening mark, so an inner one finds its tokens taken.
            for quote in &mut quotes[tokens.clone()] {
                quote.get_or_insert(quote_idx);
            }
        }
        let mut view = Self {
            doc,
            cues,
            units: Vec::new(),
            classes,
            verbs,
            quotes,
            quote_tokens,
        };
        view.units = view.units();
        view
    }

    fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for sent in &self.doc.sentences {
            if sent.tokens.is_empty() {
                continue;
            }
            if let Some(last) = units.last_mut() {
                let border = sent.tokens.start;
                let joined = last.line == sent.line
                    && last.tokens.end == border
                    && self.quotes[border].is_some()
                    && self.quotes[border - 1] == self.quotes[border]
                    && self.quotes[border]
                        .is_some_and(|quote| self.quote_tokens[quote].start < border);
                if joined {
                    last.tokens.end = sent.tokens.end;
                    continue;
                }
            }
            let opens_line = units.last().is_none_or(|last| last.line != sent.line);
            let start = if opens_line && self.doc.lines[sent.line].role != Role::Headline {
                dateline::end(self, &sent.tokens)
            } else {
                sent.tokens.start
            };
            units.push(Unit {
                tokens: start..sent.tokens.end,
                line: sent.line,
            });
        }
        units
    }

    pub(crate) fn text(&self, idx: usize) -> &'a str {
        self.doc.token_text(idx)
    }

    pub(crate) fn is(&self, idx: usize, word: &str) -> bool {
        self.text(idx).eq_ignore_ascii_case(word)
    }

    pub(crate) fn class(&self, idx: usize, class: Classes) -> bool {
        self.classes[idx].any(class)
    }

    /// The reporting verb that a token may be a form of.
    pub(crate) fn verb(&self, idx: usize) -> Option<(&'a VerbCue, VerbForms)> {
        self.verbs[idx]
    }

    /// The outermost quotation that a token stands in, marks included.
    pub(crate) fn quote(&self, idx: usize) -> Option<usize> {
        self.quotes[idx]
    }

    /// The first token behind the quotation that holds this one; the token itself outside of quotations.
    pub(crate) fn past_quote(&self, idx: usize) -> usize {
        self.quotes[idx].map_or(idx, |quote| self.quote_tokens[quote].end.max(idx + 1))
    }

    /// The first token of the quotation that holds this one; the token itself outside of quotations.
    pub(crate) fn quote_start(&self, idx: usize) -> usize {
        self.quotes[idx].map_or(idx, |quote| self.quote_tokens[quote].start.min(idx))
    }

    /// Whether a token stands in a headline.
    pub(crate) fn in_headline(&self, idx: usize) -> bool {
        let offset = self.doc.tokens[idx].span.start;
        self.doc
            .line_at(offset)
            .is_some_and(|line| self.doc.lines[line].role == Role::Headline)
    }

    pub(crate) fn is_comma(&self, idx: usize) -> bool {
        self.text(idx) == ","
    }

    pub(crate) fn is_dash(&self, idx: usize) -> bool {
        matches!(self.text(idx), "—" | "–" | "--" | "-")
    }

    /// Whether a token has neither letter nor digit.
    pub(crate) fn is_punctuation(&self, idx: usize) -> bool {
        !self.text(idx).chars().any(char::is_alphanumeric)
    }

    pub(crate) fn is_capitalized(&self, idx: usize) -> bool {
        self.text(idx)
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || first == '@')
    }

    /// An adverb that may stand between a subject and its verb.
    pub(crate) fn is_adverb(&self, idx: usize) -> bool {
        if self.class(
            idx,
            Classes::ADVERB.or(Classes::NEGATION).or(Classes::HEARSAY),
        ) {
            return true;
        }
        let text = self.text(idx);
        text.len() > 4
            && text.ends_with("ly")
            && !self.is_capitalized(idx)
            && self.verbs[idx].is_none()
    }

    pub(crate) fn is_possessive_mark(&self, idx: usize) -> bool {
        matches!(self.text(idx), "'s" | "’s" | "'" | "’")
    }

    /// A contracted "is" or "has", where "'s" follows a pronoun, and not a possessive.
    pub(crate) fn is_contraction(&self, idx: usize) -> bool {
        matches!(self.text(idx), "'s" | "’s")
            && idx > 0
            && self.class(idx - 1, Classes::SUBJECT.or(Classes::RELATIVE))
    }

    /// The bytes from the first to the last of some tokens, without white space around them.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        if tokens.is_empty() {
            return None;
        }
        let start = self.doc.tokens[tokens.start].span.start;
        let end = self.doc.tokens[tokens.end - 1].span.end;
        (start < end).then(|| Span::new(start, end))
    }
}
