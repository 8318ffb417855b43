//! Who made a picture: credits, and captions that carry one.
//!
//! Told by the phrases of the data file and by a copyright sign with a name. A page's copyright notice, which names
//! a year or reserves rights, is refused. A credit before or behind a caption's own words is cut off into a block of
//! its own, so that what is analysed says what the picture shows and no more.

use std::borrow::Cow;
use std::ops::Range;

use dateline_data::{Outlets, PhrasePlace};
use dateline_schema::{Block, Role, Span};

use crate::outlet;
use crate::words::n_words;

/// A credit has fewer words than this; more is a caption.
const CREDIT_WORDS: usize = 10;

/// What tells credits on one page.
pub(crate) struct Credits<'a> {
    /// Who published the page.
    pub(crate) outlet: Option<&'a str>,
    pub(crate) outlets: &'a Outlets,
}

impl Credits<'_> {
    /// Where an outlet's name behind a dash, a bar or a slash begins to end a line: the page's own or a known one.
    pub(crate) fn outlet_behind(&self, text: &str) -> Option<usize> {
        let (at, name) = outlet::tail(text)?;
        let name = name.trim_end_matches('.');
        (self.outlet == Some(name) || self.outlets.by_name(name).is_some()).then_some(at)
    }

    /// Adds a caption as up to three blocks: the credit before it, the caption, the credit behind it.
    pub(crate) fn split_off(&self, block: Block, out: &mut Vec<Block>) {
        let own = self.own_words(&block.text);
        if own.is_empty() || own.len() == block.text.len() {
            out.push(block);
            return;
        }
        let pieces = [0..own.start, own.clone(), own.end..block.text.len()];
        for piece in pieces {
            let is_own = piece == own;
            let is_between = |c: char| {
                c.is_whitespace() || (!is_own && matches!(c, '/' | '|' | '-' | '–' | '—'))
            };
            let whole = &block.text[piece.clone()];
            let text = whole.trim_start_matches(is_between);
            let start = piece.start + (whole.len() - text.len());
            let text = text.trim_end_matches(is_between);
            if text.is_empty() {
                continue;
            }
            let source = block.source.map(|span| {
                // Where folding changed the line, its pieces cannot be told apart in the page.
                if span.len() == block.text.len() {
                    Span::new(span.start + start, span.start + start + text.len())
                } else {
                    span
                }
            });
            out.push(Block {
                text: text.to_owned(),
                role: if is_own { Role::Caption } else { Role::Credit },
                rule: if is_own {
                    block.rule.clone()
                } else {
                    Cow::Borrowed("credit-in-caption")
                },
                source,
            });
        }
    }

    /// The part of a caption that says what the picture shows; the whole of it where no credit is told apart.
    fn own_words(&self, text: &str) -> Range<usize> {
        let start = self.end_of_leading(text).unwrap_or(0);
        let end = self
            .start_of_trailing(&text[start..])
            .map_or(text.len(), |at| start + at);
        // What is left must say something.
        if n_words(&text[start..end]) < 3 {
            return 0..text.len();
        }
        start..end
    }

    /// Where a credit that opens a caption ends: "© AP Photo / Jane Roe / ", "Photo: Jane Roe. ".
    fn end_of_leading(&self, text: &str) -> Option<usize> {
        if !leads(text, self.outlets) {
            return None;
        }
        let cut = |sign: &str| {
            text.match_indices(sign)
                .map(|(at, _)| at + sign.len())
                .take_while(|&at| n_words(&text[..at]) < CREDIT_WORDS)
                .last()
        };
        let first = |sign: &str| text.find(sign).map(|at| at + sign.len());
        cut(" / ")
            .or_else(|| first(" | "))
            .or_else(|| first(" — "))
            .or_else(|| first(" – "))
            .or_else(|| sentence_starts(text).next())
            .filter(|&at| n_words(&text[..at]) < CREDIT_WORDS)
    }

    /// Where a credit that ends a caption begins: "(AP Photo/Jane Roe)", " - Example Post", "Photo: Jane Roe".
    fn start_of_trailing(&self, text: &str) -> Option<usize> {
        if let Some(at) = self.outlet_behind(text) {
            return Some(at);
        }
        let is_credit = |tail: &str| {
            n_words(tail) < CREDIT_WORDS
                && is_credit(tail.trim_start_matches(['(', '[']), self.outlets)
        };
        let bracket = text
            .rfind(['(', '['])
            .filter(|_| text.trim_end_matches('.').ends_with([')', ']']));
        bracket
            .filter(|&at| is_credit(&text[at..]))
            .or_else(|| {
                let (at, tail) = outlet::tail(text)?;
                is_credit(tail).then_some(at)
            })
            .or_else(|| {
                sentence_starts(text)
                    .last()
                    .filter(|&at| is_credit(&text[at..]))
            })
    }
}

/// Where sentences begin behind a full stop, roughly: initials before it do not end one.
fn sentence_starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(". ").filter_map(|(at, sign)| {
        let word = text[..at].rsplit(' ').next().unwrap_or("");
        (word.chars().count() > 2).then_some(at + sign.len())
    })
}

/// Whether a line is a picture's credit, or a caption that begins or ends with one.
fn is_credit(text: &str, outlets: &Outlets) -> bool {
    leads(text, outlets) || ends_in_credit(text, outlets)
}

/// Whether a line begins with a credit: "Photo: …", "© AP Photo / …".
fn leads(text: &str, outlets: &Outlets) -> bool {
    leads_by(text, outlets.furniture(text))
}

/// The same, for a line whose furniture phrase is known.
pub(crate) fn leads_by(text: &str, phrase: Option<(PhrasePlace, Role)>) -> bool {
    matches!(
        phrase,
        Some((PhrasePlace::Start | PhrasePlace::Whole, Role::Credit))
    ) || has_sign(text)
}

/// Whether a line ends in a credit: "(AP Photo/Jane Roe)", "Getty Images".
pub(crate) fn ends_in_credit(text: &str, outlets: &Outlets) -> bool {
    /// A credit's length in bytes.
    const TAIL: usize = 60;
    let from = text.len().saturating_sub(TAIL);
    let from = (from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    let phrase = outlets.furniture(&text[from..]);
    matches!(phrase, Some((PhrasePlace::Inside, Role::Credit)))
}

/// Whether a copyright sign opens the line, and a name and no year follows.
fn has_sign(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('©').or_else(|| text.strip_prefix("(c) ")) else {
        return false;
    };
    let rest = rest.trim_start();
    let is_notice = rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.to_lowercase().contains("rights reserved");
    !is_notice && !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[(&str, &str)]) {
        let outlets = Outlets::builtin().unwrap();
        let credits = Credits {
            outlet: Some("Harbour Gazette"),
            outlets: &outlets,
        };
        let block = Block {
            text: text.to_owned(),
            role: Role::Caption,
            rule: "markup".into(),
            source: Some(Span::new(0, text.len())),
        };
        let mut blocks = Vec::new();
        credits.split_off(block, &mut blocks);
        for block in &blocks {
            assert_eq!(block.source.unwrap().of(text), block.text);
        }
        let got: Vec<_> = blocks
            .iter()
            .map(|block| (block.role.as_str(), block.text.as_str()))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn credits_in_captions_stand_apart() {
        let shown = "Ships wait at the quay of Port Example on Friday";
        let caption = ("caption", shown);
        check(
            &format!("© AP Photo / Jane Roe / {shown}"),
            &[("credit", "© AP Photo / Jane Roe"), caption],
        );
        check(
            &format!("{shown} - Harbour Gazette"),
            &[caption, ("credit", "Harbour Gazette")],
        );
        check(
            &format!("{shown} (AP Photo/Jane Roe)"),
            &[caption, ("credit", "(AP Photo/Jane Roe)")],
        );
        let stopped = format!("{shown}.");
        check(
            &format!("{stopped} Photo: Jane Q. Roe"),
            &[("caption", &stopped), ("credit", "Photo: Jane Q. Roe")],
        );
        check(
            &format!("Photo: Jane Q. Roe. {stopped}"),
            &[("credit", "Photo: Jane Q. Roe."), ("caption", &stopped)],
        );
    }

    #[test]
    fn captions_without_a_credit_stay_whole() {
        for text in [
            "The light of Port Example - seen from the sea",
            "The mayor (left) greets the fleet.",
            "The photo was taken at dawn. A ship passes.",
        ] {
            check(text, &[("caption", text)]);
        }
    }

    #[test]
    fn credits_are_told_from_notices_and_sentences() {
        let outlets = Outlets::builtin().unwrap();
        assert!(is_credit("© AP Photo / Jane Roe", &outlets));
        assert!(is_credit("Photo: Jane Roe", &outlets));
        assert!(is_credit(
            "The harbour at dawn. (AP Photo/Jane Roe)",
            &outlets
        ));
        assert!(!is_credit("© 2019 Example Post", &outlets));
        assert!(!is_credit(
            "The photo was taken at dawn by a passer-by.",
            &outlets
        ));
    }
}
