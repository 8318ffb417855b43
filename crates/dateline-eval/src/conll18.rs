//! How well raw text is read, by the definitions of the CoNLL 2018 shared task (Zeman et al. 2018, section 5).
//!
//! Tokens and sentences are right if their characters are, blanks not counted. Words are aligned by their characters,
//! or, inside a contraction, by the longest common subsequence of their forms; a word's tag or lemma is right if its
//! partner has the same, its attachment if its head's partner is the partner's head. Relations are compared without
//! their subtypes.

use std::collections::HashSet;
use std::ops::Range;

use crate::conllu::{Sentence, Word};
use crate::measures::Counts;

/// What is right in what was read from raw text, as sums over documents.
#[derive(Default)]
pub(crate) struct Raw {
    tokens: Counts,
    sentences: Counts,
    words: Counts,
    upos: Counts,
    lemmas: Counts,
    uas: Counts,
    las: Counts,
}

impl Raw {
    /// Each measure under its name.
    pub(crate) fn named(&self) -> [(&'static str, Counts); 7] {
        [
            ("tokens", self.tokens),
            ("words", self.words),
            ("sentences", self.sentences),
            ("upos", self.upos),
            ("lemmas", self.lemmas),
            ("uas", self.uas),
            ("las", self.las),
        ]
    }

    /// Adds a document; tokens that were divided otherwise are told in `cases`.
    pub(crate) fn add(&mut self, gold: &[Sentence], system: &[Sentence], cases: &mut Vec<String>) {
        let (gold, system) = (Flat::new(gold), Flat::new(system));
        count(&mut self.tokens, &gold.tokens, &system.tokens);
        count(&mut self.sentences, &gold.sentences, &system.sentences);
        let partners = align(&gold, &system);
        let hits = |right: &dyn Fn(usize, usize) -> bool| Counts {
            hits: (0..gold.words.len())
                .filter(|i| partners[*i].is_some_and(|j| right(*i, j)))
                .count(),
            predicted: system.words.len(),
            gold: gold.words.len(),
        };
        let attached = |i: usize, j: usize| match (gold.heads[i], system.heads[j]) {
            (None, None) => true,
            (Some(want), Some(got)) => partners[want] == Some(got),
            _ => false,
        };
        let universal = |word: &Word| word.deprel.split(':').next().map(str::to_owned);
        let related = |i: usize, j: usize| universal(gold.words[i]) == universal(system.words[j]);
        self.words += hits(&|_, _| true);
        self.upos += hits(&|i, j| gold.words[i].upos == system.words[j].upos);
        self.lemmas += hits(&|i, j| gold.words[i].lemma == system.words[j].lemma);
        // Where there is no tree, every word would be a root.
        let has_trees = system.words.iter().any(|word| word.deprel != "_");
        self.uas += hits(&|i, j| has_trees && attached(i, j));
        self.las += hits(&|i, j| has_trees && attached(i, j) && related(i, j));
        let found: HashSet<&Range<usize>> = system.tokens.iter().collect();
        for (token, form) in gold.tokens.iter().zip(&gold.forms) {
            if !found.contains(token) {
                let over =
                    |other: &&Range<usize>| other.start < token.end && token.start < other.end;
                let at = system
                    .tokens
                    .partition_point(|other| other.end <= token.start);
                let n_over = system.tokens[at..].iter().take_while(over).count();
                let got = system.forms[at..at + n_over].join(" ");
                cases.push(format!("{form} is read as {got}"));
            }
        }
    }
}

fn count(counts: &mut Counts, gold: &[Range<usize>], system: &[Range<usize>]) {
    let wanted: HashSet<&Range<usize>> = gold.iter().collect();
    *counts += Counts {
        hits: system.iter().filter(|range| wanted.contains(range)).count(),
        predicted: system.len(),
        gold: gold.len(),
    };
}

/// The sentences, tokens and words of a document by their characters, blanks not counted.
struct Flat<'a> {
    sentences: Vec<Range<usize>>,
    tokens: Vec<Range<usize>>,
    forms: Vec<&'a str>,
    words: Vec<&'a Word>,
    /// The words of each token.
    token_words: Vec<Range<usize>>,
    /// Each word's head among all words.
    heads: Vec<Option<usize>>,
}

impl<'a> Flat<'a> {
    fn new(sentences: &'a [Sentence]) -> Self {
        let mut flat = Self {
            sentences: Vec::new(),
            tokens: Vec::new(),
            forms: Vec::new(),
            words: Vec::new(),
            token_words: Vec::new(),
            heads: Vec::new(),
        };
        let mut at = 0;
        for sent in sentences {
            let (start, first) = (at, flat.words.len());
            for token in &sent.tokens {
                // Characters that show nothing are no part of a word here, and may be part of one in a treebank.
                let shown = |c: &char| {
                    !c.is_whitespace()
                        && !c.is_control()
                        && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
                };
                let len = token.form.chars().filter(shown).count();
                flat.tokens.push(at..at + len);
                flat.forms.push(&token.form);
                flat.token_words
                    .push(first + token.words.start..first + token.words.end);
                at += len;
            }
            flat.sentences.push(start..at);
            flat.words.extend(&sent.words);
            flat.heads.extend(
                sent.words
                    .iter()
                    .map(|word| word.head.map(|head| first + head)),
            );
        }
        flat
    }
}

/// For each word of the gold data its partner. Tokens are compared piece by piece, a piece being the least stretch
/// of characters that begins and ends a token on both sides.
fn align(gold: &Flat<'_>, system: &Flat<'_>) -> Vec<Option<usize>> {
    let mut partners = vec![None; gold.words.len()];
    let (mut i, mut j) = (0, 0);
    while i < gold.tokens.len() && j < system.tokens.len() {
        let (from_i, from_j) = (i, j);
        (i, j) = (i + 1, j + 1);
        while gold.tokens[i - 1].end != system.tokens[j - 1].end {
            let behind = gold.tokens[i - 1].end < system.tokens[j - 1].end;
            match behind {
                true if i < gold.tokens.len() => i += 1,
                false if j < system.tokens.len() => j += 1,
                _ => break,
            }
        }
        let words = |flat: &Flat<'_>, tokens: Range<usize>| {
            flat.token_words[tokens.start].start..flat.token_words[tokens.end - 1].end
        };
        let of_gold = words(gold, from_i..i);
        let of_system = words(system, from_j..j);
        let contracted = of_gold.len() > i - from_i || of_system.len() > j - from_j;
        if contracted {
            align_forms(gold, of_gold, system, of_system, &mut partners);
        } else if (i - from_i, j - from_j) == (1, 1) {
            partners[of_gold.start] = Some(of_system.start);
        }
    }
    partners
}

/// Aligns words by the longest common subsequence of their forms, whatever the case.
fn align_forms(
    gold: &Flat<'_>,
    of_gold: Range<usize>,
    system: &Flat<'_>,
    of_system: Range<usize>,
    partners: &mut [Option<usize>],
) {
    let equal = |i: usize, j: usize| {
        gold.words[i].form.to_lowercase() == system.words[j].form.to_lowercase()
    };
    let width = of_system.len() + 1;
    // The length of the longest common subsequence of what follows each pair.
    let mut longest = vec![0_usize; (of_gold.len() + 1) * width];
    for (row, i) in of_gold.clone().enumerate().rev() {
        for (column, j) in of_system.clone().enumerate().rev() {
            longest[row * width + column] = if equal(i, j) {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < of_gold.len() && column < of_system.len() {
        let (i, j) = (of_gold.start + row, of_system.start + column);
        if equal(i, j) {
            partners[i] = Some(j);
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// A sentence of tokens, the words of a contraction joined by "+"; every word but the first hangs on the first.
    fn sentence(tokens: &str) -> Sentence {
        let mut sent = Sentence::default();
        for token in tokens.split(' ') {
            let first = sent.words.len();
            for form in token.split('+') {
                sent.words.push(Word {
                    form: form.to_owned(),
                    lemma: form.to_lowercase(),
                    upos: "X".to_owned(),
                    head: (!sent.words.is_empty()).then_some(0),
                    deprel: "dep".to_owned(),
                });
            }
            sent.tokens.push(conllu::Token {
                form: token.replace('+', ""),
                words: first..sent.words.len(),
                space_after: true,
            });
        }
        sent
    }

    fn raw(gold: &[&str], system: &[&str]) -> Raw {
        let sentences = |list: &[&str]| {
            list.iter()
                .map(|tokens| sentence(tokens))
                .collect::<Vec<_>>()
        };
        let mut raw = Raw::default();
        raw.add(&sentences(gold), &sentences(system), &mut Vec::new());
        raw
    }

    #[test]
    fn the_same_is_right() {
        let raw = raw(&["She did+n't go .", "No"], &["She did+n't go .", "No"]);
        for (name, counts) in raw.named() {
            assert_eq!(counts.hits, counts.gold, "{name}");
            assert_eq!(counts.hits, counts.predicted, "{name}");
        }
        assert_eq!((raw.tokens.gold, raw.words.gold), (5, 6));
    }

    #[test]
    fn a_contraction_that_is_read_whole_loses_its_words_only() {
        let raw = raw(&["She did+n't go ."], &["She didn't go ."]);
        assert_eq!(raw.tokens.hits, 4);
        assert_eq!(raw.words.hits, 3);
        assert_eq!(raw.las.hits, 3);
    }

    #[test]
    fn a_sentence_cut_in_two_loses_heads() {
        let raw = raw(&["Rain fell all day"], &["Rain fell", "all day"]);
        assert_eq!(raw.sentences.hits, 0);
        assert_eq!(raw.words.hits, 4);
        // "all" has become a root, and "day" hangs on it.
        assert_eq!(raw.uas.hits, 2);
    }

    #[test]
    fn tokens_divided_otherwise_are_wrong_until_both_sides_meet_again() {
        let raw = raw(&["ab cd e"], &["a bcd e"]);
        assert_eq!((raw.tokens.hits, raw.words.hits), (1, 1));
    }
}
