//! Whether a word's capital tells a name: by its place in the sentence, the sentence's own use of capitals, the
//! word lists, and how the rest of the document writes the word.

use std::collections::HashMap;
use std::ops::Range;

use dateline_data::Lexicon;
use dateline_schema::{Doc, Role, Span};

use crate::chars::{is_capitalized, is_opener};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// Names and first words.
    Sentence,
    /// Most words, as headlines do.
    Title,
    /// Every letter.
    Upper,
}

/// How often running text writes a word with a capital and without, first words of sentences left out.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    capital: u32,
    small: u32,
}

/// The tokens of a document as candidates for names.
pub(super) struct Words<'a> {
    pub(super) doc: &'a Doc,
    pub(super) lexicon: &'a Lexicon,
    casing: Vec<Casing>,
    evidence: HashMap<String, Evidence>,
}

impl<'a> Words<'a> {
    pub(super) fn read(doc: &'a Doc, lexicon: &'a Lexicon) -> Self {
        let mut this = Self {
            doc,
            lexicon,
            casing: Vec::with_capacity(doc.sentences.len()),
            evidence: HashMap::new(),
        };
        for sent in &doc.sentences {
            let is_headline = doc.lines[sent.line].role == Role::Headline;
            let casing = this.casing_of(sent.tokens.clone(), is_headline);
            this.casing.push(casing);
            if casing != Casing::Sentence {
                continue;
            }
            for idx in sent.tokens.clone() {
                let word = this.text(idx);
                if this.starts_sentence(idx, &sent.tokens) || !word.starts_with(char::is_alphabetic)
                {
                    continue;
                }
                let seen = this.evidence.entry(word.to_lowercase()).or_default();
                if is_capitalized(word) {
                    seen.capital += 1;
                } else {
                    seen.small += 1;
                }
            }
        }
        this
    }

    /// Whether a span lies in a headline.
    pub(super) fn in_headline(&self, span: Span) -> bool {
        let lines = &self.doc.lines;
        let at = lines.partition_point(|line| line.span.end <= span.start);
        lines
            .get(at)
            .is_some_and(|line| line.role == Role::Headline && line.span.overlaps(span))
    }

    pub(super) fn text(&self, idx: usize) -> &'a str {
        self.doc.tokens[idx].span.of(&self.doc.text)
    }

    /// The words from one token up to another, as the text writes them.
    pub(super) fn slice(&self, first: usize, end: usize) -> &'a str {
        let tokens = &self.doc.tokens;
        &self.doc.text[tokens[first].span.start..tokens[end - 1].span.end]
    }

    pub(super) fn lower(&self, idx: usize) -> String {
        self.text(idx).to_lowercase()
    }

    /// Whether two tokens side by side touch.
    pub(super) fn touch(&self, idx: usize) -> bool {
        self.doc.tokens[idx].span.end == self.doc.tokens[idx + 1].span.start
    }

    pub(super) fn casing(&self, sent_idx: usize) -> Casing {
        self.casing[sent_idx]
    }

    pub(super) fn is_common(&self, idx: usize) -> bool {
        let lower = self.lower(idx);
        self.lexicon.is_common_word(&lower) || self.is_derived(&lower)
    }

    /// Whether the capital of a token tells that it is, or belongs to, a name.
    pub(super) fn is_candidate(&self, idx: usize, sent_idx: usize) -> bool {
        let word = self.text(idx);
        if !is_capitalized(word) || is_calendar_word(word) || is_plural_acronym(word) {
            return false;
        }
        let tokens = &self.doc.sentences[sent_idx].tokens;
        let is_known = self.lexicon.known_name(word).is_some();
        let lower = word.to_lowercase();
        let is_function = self.lexicon.is_function_word(&lower);
        match self.casing(sent_idx) {
            Casing::Upper => self.is_candidate_in_capitals(word, &lower),
            Casing::Title if is_function => is_known && is_all_capitals(word),
            Casing::Title => is_known || self.is_candidate_in_title(idx, tokens, &lower),
            Casing::Sentence if is_function => {
                let is_acronym = is_known && is_all_capitals(word);
                let is_given =
                    self.lexicon.is_given_name(word) && !self.starts_sentence(idx, tokens);
                is_acronym || is_given && word != "I"
            }
            Casing::Sentence if self.starts_sentence(idx, tokens) => {
                is_known && !self.is_lower_elsewhere(&lower)
                    || self.is_candidate_at_start(idx, tokens, &lower)
            }
            Casing::Sentence => true,
        }
    }

    fn is_lower_elsewhere(&self, lower: &str) -> bool {
        self.evidence
            .get(lower)
            .is_some_and(|seen| seen.small > seen.capital)
    }

    fn is_capital_elsewhere(&self, lower: &str) -> bool {
        self.evidence
            .get(lower)
            .is_some_and(|seen| seen.capital > 0 && seen.small == 0)
    }

    /// The first word of a sentence: its capital says nothing, other words and the lists do.
    fn is_candidate_at_start(&self, idx: usize, tokens: &Range<usize>, lower: &str) -> bool {
        let word = self.text(idx);
        if self.is_lower_elsewhere(lower) {
            return false;
        }
        let next = idx + 1;
        let next_is_capital = next < tokens.end && is_capitalized(self.text(next));
        if self.lexicon.is_common_word(lower) || self.is_derived(lower) {
            // "Security Council", "Foreign Minister": part of a name or title only with what follows.
            let next_stands_alone = next_is_capital && {
                let following = self.text(next);
                self.lexicon.known_name(following).is_some()
                    || self.lexicon.is_given_name(following)
                    || is_calendar_word(following)
            };
            let titled = self
                .lexicon
                .role(lower)
                .is_some_and(|form| form.role.is_title);
            return next_is_capital && (titled || !next_stands_alone)
                || self.is_capital_elsewhere(lower) && self.is_personal(word);
        }
        // A word that no list knows is a name here if the document says so, or if a name goes on or speaks.
        let next_word = if next < tokens.end {
            self.text(next)
        } else {
            ""
        };
        next_is_capital
            || self.is_capital_elsewhere(lower)
            || self.is_personal(word)
            || is_all_capitals(word)
            || matches!(
                next_word,
                "-" | "'s" | "’s" | "(" | "is" | "was" | "has" | "had"
            )
            || self.lexicon.is_reporting_verb(next_word)
    }

    fn is_candidate_in_title(&self, idx: usize, tokens: &Range<usize>, lower: &str) -> bool {
        if self.is_capital_elsewhere(lower) {
            return true;
        }
        if self.is_lower_elsewhere(lower) {
            return false;
        }
        let plain = self.lexicon.is_common_word(lower) || self.is_derived(lower);
        if !plain {
            return true;
        }
        // In a headline a title stays a title, so that the name after it is seen.
        let titled = self
            .lexicon
            .role(lower)
            .is_some_and(|form| form.role.is_title);
        titled && idx + 1 < tokens.end && self.is_personal(self.text(idx + 1))
    }

    fn is_candidate_in_capitals(&self, word: &str, lower: &str) -> bool {
        if self.lexicon.is_function_word(lower) {
            return false;
        }
        let mut capitalized = String::with_capacity(word.len());
        let mut chars = lower.chars();
        capitalized.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        capitalized.push_str(chars.as_str());
        self.is_capital_elsewhere(lower)
            || !self.lexicon.is_common_word(lower)
                && (self.lexicon.known_name(word).is_some()
                    || self.lexicon.known_name(&capitalized).is_some()
                    || self.is_personal(&capitalized))
    }

    /// Whether it is a given or family name.
    pub(super) fn is_personal(&self, word: &str) -> bool {
        self.lexicon.is_given_name(word) || self.lexicon.is_surname(word)
    }

    /// Whether an inflected or derived form of a common word.
    fn is_derived(&self, lower: &str) -> bool {
        const ENDINGS: [&str; 14] = [
            "s", "es", "ed", "d", "ing", "ly", "er", "ers", "ness", "al", "able", "less", "ment",
            "ity",
        ];
        ENDINGS.iter().any(|ending| {
            lower.strip_suffix(ending).is_some_and(|stem| {
                stem.len() > 2
                    && (self.lexicon.is_common_word(stem)
                        || matches!(*ending, "ed" | "ing" | "er" | "ers" | "able")
                            && self.lexicon.is_common_word(&format!("{stem}e")))
            })
        })
    }

    /// Whether a token is the first word of its sentence, or of a quotation or clause after a colon in it.
    pub(super) fn starts_sentence(&self, idx: usize, tokens: &Range<usize>) -> bool {
        let mut before = idx;
        while before > tokens.start {
            let mark = self.text(before - 1);
            if mark == ":"
                || mark == "•"
                || mark == "*"
                || mark == "?"
                || mark == "!"
                || mark == "..."
                || mark == "."
            {
                return true;
            }
            let opens = mark
                .chars()
                .all(|c| is_opener(c) || c == '”' || c == '’' || c == '—');
            if !opens {
                return false;
            }
            // A quoted word inside a sentence is no beginning; a quotation after a comma is.
            if before - 1 > tokens.start && !matches!(mark, "(" | "[") {
                let lead = self.text(before - 2);
                return matches!(
                    lead,
                    "," | ":" | ";" | "." | "?" | "!" | "—" | "–" | "-" | "..."
                );
            }
            before -= 1;
        }
        true
    }

    fn casing_of(&self, tokens: Range<usize>, is_headline: bool) -> Casing {
        // A line that ends as sentences do is one, however many names it holds.
        let stops = tokens
            .clone()
            .next_back()
            .is_some_and(|last| matches!(self.text(last), "." | "”" | "\"" | "…"));
        let mut n_words = 0_u32;
        let mut n_capital = 0_u32;
        let mut n_upper = 0_u32;
        let mut n_small_content = 0_u32;
        for idx in tokens {
            let word = self.text(idx);
            if !word.starts_with(char::is_alphabetic) {
                continue;
            }
            n_words += 1;
            if is_capitalized(word) {
                n_capital += 1;
                n_upper += u32::from(is_all_capitals(word));
            } else if word.len() > 3 && !self.lexicon.is_function_word(word) {
                n_small_content += 1;
            }
        }
        if n_words >= 3 && n_upper * 5 >= n_words * 4 {
            Casing::Upper
        } else if n_words >= 4 && n_capital >= 3 && n_small_content * 5 <= n_capital && !stops
            || is_headline && n_small_content == 0 && n_words > 1
        {
            Casing::Title
        } else {
            Casing::Sentence
        }
    }
}

pub(super) fn is_all_capitals(word: &str) -> bool {
    word.len() > 1
        && word
            .chars()
            .all(|c| c.is_uppercase() || c == '.' || c.is_ascii_digit())
}

/// "MPs", "NGOs": several of what the capitals stand for, and so no name.
fn is_plural_acronym(word: &str) -> bool {
    word.strip_suffix('s')
        .is_some_and(|stem| stem.len() > 1 && stem.chars().all(char::is_uppercase))
}

/// Months and weekdays, which are capitalised and name nobody.
pub(super) fn is_calendar_word(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "Mondays"
            | "Tuesdays"
            | "Wednesdays"
            | "Thursdays"
            | "Fridays"
            | "Saturdays"
            | "Sundays"
            | "GMT"
            | "AM"
            | "PM"
            | "Mon"
            | "Tue"
            | "Tues"
            | "Wed"
            | "Thu"
            | "Thurs"
            | "Fri"
            | "Sat"
    )
}
