//! `&str -> Vec<Word>`: the text in words, digits and marks, each looked up once in the calendar.
//!
//! Finer than the tokens of a parser: "post-1979", "9am" and "1990s" come apart, so that the grammar needs no
//! characters. A line feed is a border that no expression crosses; so is the end of a sentence where the
//! sentences are known.

use dateline_data::{Calendar, TimeWord, Unit};
use dateline_schema::{Doc, Span};

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Letters,
    /// ASCII digits.
    Digits,
    /// One other character.
    Mark,
}

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: it is joined to the word before.
    Joined,
    /// White space.
    Space,
    /// A line feed, the start of the text, or of a sentence.
    Border,
}

/// One word of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// Its bytes.
    pub(crate) span: Span,
    /// What it is made of.
    pub(crate) kind: Kind,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// The value of digits; `None` where they do not fit.
    pub(crate) digits: Option<u32>,
    /// What it means to the calendar.
    pub(crate) meaning: Option<&'a TimeWord>,
}

/// The words of a document, with the text that they stand in.
pub(crate) struct Words<'a> {
    pub(crate) doc: &'a Doc,
    pub(crate) text: &'a str,
    pub(crate) words: Vec<Word<'a>>,
    pub(crate) calendar: &'a Calendar,
}

/// Reads the words of a document.
pub(crate) fn lex<'a>(doc: &'a Doc, calendar: &'a Calendar) -> Words<'a> {
    let text = doc.text.as_str();
    let mut words: Vec<Word<'a>> = Vec::with_capacity(text.len() / 5);
    let mut sentences = doc.sentences.iter().map(|sent| sent.span.start).peekable();
    let mut gap = Gap::Border;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            let is_border = matches!(first, '\n' | '\r') || gap == Gap::Border;
            gap = if is_border { Gap::Border } else { Gap::Space };
            continue;
        }
        let kind = if first.is_alphabetic() {
            Kind::Letters
        } else if first.is_ascii_digit() {
            Kind::Digits
        } else {
            Kind::Mark
        };
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let same = match kind {
                Kind::Letters => next.is_alphabetic(),
                Kind::Digits => next.is_ascii_digit(),
                Kind::Mark => false,
            };
            if !same {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        // A sentence may start inside a run of marks, so every start up to here is used up.
        while sentences.next_if(|&sent| sent <= start).is_some() {
            gap = Gap::Border;
        }
        let span = Span::new(start, end);
        words.push(Word {
            span,
            kind,
            gap,
            digits: (kind == Kind::Digits)
                .then(|| span.of(text).parse().ok())
                .flatten(),
            meaning: (kind == Kind::Letters)
                .then(|| look_up(span.of(text), calendar))
                .flatten(),
        });
        gap = Gap::Joined;
    }
    Words {
        doc,
        text,
        words,
        calendar,
    }
}

/// The longest word that the calendar can know, in bytes.
const LONGEST: usize = 24;

fn look_up<'a>(word: &str, calendar: &'a Calendar) -> Option<&'a TimeWord> {
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    calendar.word(std::str::from_utf8(lower).ok()?)
}

impl<'a> Words<'a> {
    /// The word at `at`, where there is one.
    pub(crate) fn get(&self, at: usize) -> Option<&Word<'a>> {
        self.words.get(at)
    }

    /// The word at `at` if no border stands before it: the way an expression goes on.
    pub(crate) fn next(&self, at: usize) -> Option<&Word<'a>> {
        self.get(at).filter(|word| word.gap != Gap::Border)
    }

    /// Its bytes as text.
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |word| word.span.of(self.text))
    }

    /// Whether the word at `at` is one of these, in any case.
    pub(crate) fn is(&self, at: usize, any: &[&str]) -> bool {
        let text = self.text(at);
        !text.is_empty() && any.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    /// Whether an expression goes on at `at` with one of these.
    pub(crate) fn goes_on(&self, at: usize, any: &[&str]) -> bool {
        self.next(at).is_some() && self.is(at, any)
    }

    /// Whether the word at `at` is joined to the one before.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|word| word.gap == Gap::Joined)
    }

    /// Whether the word at `at` begins with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// What the word at `at` means to the calendar.
    pub(crate) fn meaning(&self, at: usize) -> Option<&'a TimeWord> {
        self.get(at)?.meaning
    }

    /// The unit that the word at `at` names.
    pub(crate) fn unit(&self, at: usize) -> Option<Unit> {
        Some(self.meaning(at)?.unit?.unit)
    }

    /// The value of digits at `at`, `n` of them.
    pub(crate) fn digits(&self, at: usize, n: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let word = self.get(at)?;
        word.digits.filter(|_| n.contains(&word.span.len()))
    }

    /// The index after a full stop that belongs to an abbreviation ending before `at`.
    pub(crate) fn after_stop(&self, at: usize) -> usize {
        at + usize::from(self.is_joined(at) && self.is(at, &["."]))
    }

    /// The index after a hyphen or white space: how "third-quarter" and "third quarter" go on alike.
    pub(crate) fn after_hyphen(&self, at: usize) -> usize {
        at + usize::from(
            self.is_joined(at) && self.is(at, &["-", "‐", "‑", "–"]) && self.is_joined(at + 1),
        )
    }

    /// The bytes of the words from `start` up to `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.words[start].span.start, self.words[end - 1].span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Gap)> {
        let doc = Doc {
            text: text.to_owned(),
            ..Doc::default()
        };
        let calendar = Calendar::builtin().unwrap();
        let words = lex(&doc, &calendar);
        let show = |at: usize| (words.text(at).to_owned(), words.words[at].gap);
        (0..words.words.len()).map(show).collect()
    }

    #[test]
    fn takes_compounds_apart() {
        use Gap::{Border, Joined, Space};
        let expected = [
            ("post", Border),
            ("-", Joined),
            ("1979", Joined),
            ("9", Space),
            ("am", Joined),
            ("x", Border),
        ];
        let got = words("post-1979 9am \n x");
        assert_eq!(got.len(), expected.len());
        for ((text, gap), (want, want_gap)) in got.iter().zip(expected) {
            assert_eq!((text.as_str(), *gap), (want, want_gap));
        }
    }
}
