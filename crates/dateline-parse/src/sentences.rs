//! One line in, its sentences out: spans without white space around them, in order, never across lines.
//!
//! A headline is one sentence. A stop ends a sentence unless the word before it is an abbreviation or an initial,
//! or what follows goes on in lower case or attributes the quoted words ("Why?" Abena asked). Nothing here reads
//! more than a few words ahead or back, so that time is linear in the line.

use dateline_data::{Abbreviation, Lexicon};
use dateline_schema::{Diagnostic, Line, Role, Severity, Span};

use crate::chars::{
    first, is_blank, is_capitalized, is_closer, is_closing_quote, is_dash, is_opener, is_stop, last,
};

/// Beyond this length in bytes a sentence is cut between words: no author writes one, so it is a list or a dump
/// without stops, and later stages look at whole sentences.
const MAX_SENTENCE: usize = 4096;

/// The sentences of a line.
pub(crate) fn split(
    text: &str,
    line: Line,
    lexicon: &Lexicon,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Span> {
    let mut sentences = Vec::new();
    let line_text = line.span.of(text);
    let mut start = 0;
    if line.role != Role::Headline {
        let mut at = 0;
        while let Some(offset) = line_text[at..].find(is_stop) {
            let stop = Stop::read(line_text, start, at + offset);
            if stop.ends_sentence(lexicon) {
                push(text, line.span.start, start, stop.end, &mut sentences);
                start = stop.end;
            }
            at = stop.end;
        }
    }
    push(
        text,
        line.span.start,
        start,
        line_text.len(),
        &mut sentences,
    );
    if sentences.iter().any(|sent| sent.len() > MAX_SENTENCE) {
        cut_long(text, line.span, &mut sentences, diagnostics);
    }
    sentences
}

fn push(text: &str, base: usize, start: usize, end: usize, sentences: &mut Vec<Span>) {
    let piece = &text[base + start..base + end];
    let trimmed = piece.trim_matches(is_blank);
    if trimmed.is_empty() {
        return;
    }
    let lead = piece.len() - piece.trim_start_matches(is_blank).len();
    let start = base + start + lead;
    sentences.push(Span::new(start, start + trimmed.len()));
}

fn cut_long(text: &str, line: Span, sentences: &mut Vec<Span>, diagnostics: &mut Vec<Diagnostic>) {
    let whole = std::mem::take(sentences);
    let n_whole = whole.len();
    for sent in whole {
        let mut start = sent.start;
        while sent.end - start > MAX_SENTENCE {
            let mut limit = start + MAX_SENTENCE;
            while !text.is_char_boundary(limit) {
                limit -= 1;
            }
            let cut = text[start..limit].rfind(is_blank).map_or_else(
                || {
                    text[limit..sent.end]
                        .find(is_blank)
                        .map_or(sent.end, |gap| limit + gap)
                },
                |gap| start + gap,
            );
            push(text, start, 0, cut - start, sentences);
            let rest = &text[cut..sent.end];
            start = sent.end - rest.trim_start_matches(is_blank).len();
        }
        if start < sent.end {
            push(text, start, 0, sent.end - start, sentences);
        }
    }
    // One long word leaves nowhere to cut.
    if sentences.len() == n_whole {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        "sentence-too-long",
        Severity::Warning,
        format!("a sentence of more than {MAX_SENTENCE} bytes is cut between words"),
    );
    diagnostic.span = Some(line);
    diagnostics.push(diagnostic);
}

/// A run of stops with the marks that close after it, and what stands around.
struct Stop<'a> {
    /// The sentence so far, without the stops.
    before: &'a str,
    /// The stops themselves.
    run: &'a str,
    /// Closing quotation marks and brackets right after the stops.
    closers: &'a str,
    /// The rest of the line, with the white space that it starts with.
    rest: &'a str,
    /// The end of the closers in the line.
    end: usize,
}

impl<'a> Stop<'a> {
    fn read(line: &'a str, start: usize, at: usize) -> Self {
        let mut run_end = at + prefix(&line[at..], is_stop);
        // A spaced ellipsis (". . .") is one run.
        while line[run_end..].starts_with(" .") && line[at..run_end].ends_with('.') {
            run_end += 1 + prefix(&line[run_end + 1..], is_stop);
        }
        let end = run_end + prefix(&line[run_end..], is_closer);
        Self {
            before: &line[start..at],
            run: &line[at..run_end],
            closers: &line[run_end..end],
            rest: &line[end..],
            end,
        }
    }

    fn ends_sentence(&self, lexicon: &Lexicon) -> bool {
        let Some(next_char) = first(self.rest) else {
            return true;
        };
        if !is_blank(next_char) {
            return self.space_is_missing(lexicon);
        }
        let next = self.rest.trim_start_matches(is_blank);
        let Some(mark) = first(next) else {
            return true;
        };
        if is_closer(mark) && !is_opener(mark) || self.before.ends_with(['(', '[']) {
            return false;
        }
        let head = next.trim_start_matches(is_opener);
        if !begins(head) {
            return false;
        }
        let exclaims = self.run.contains(['!', '?', '‽']);
        let quoted = self.closers.contains(is_closing_quote);
        if quoted && is_attribution(next, exclaims, lexicon) {
            return false;
        }
        exclaims || self.run != "." || self.full_stop_ends(head, lexicon)
    }

    /// Whether a single full stop before `head`, which could begin a sentence, does end one.
    fn full_stop_ends(&self, head: &str, lexicon: &Lexicon) -> bool {
        if !self.closers.is_empty() {
            return true;
        }
        let word = last_word(self.before);
        let next_word = first_word(head);
        let starts_clearly =
            lexicon.is_function_word(&next_word.to_lowercase()) && is_capitalized(next_word);
        let before_digit = first(head).is_some_and(|c| c.is_ascii_digit());
        if is_list_marker(self.before) {
            return false;
        }
        match lexicon.abbreviation(word) {
            Some(Abbreviation::Title) => false,
            Some(Abbreviation::Number | Abbreviation::Date) => !before_digit,
            Some(Abbreviation::Inner) => starts_clearly,
            Some(Abbreviation::Final) => starts_clearly || ends_time(word) && !before_zone(head),
            None if is_initial(word) || is_dotted(word) => starts_clearly,
            None => true,
        }
    }

    /// Whether a sentence ends here though the next one follows at once: "the end.The next".
    fn space_is_missing(&self, lexicon: &Lexicon) -> bool {
        let mut back = self.before.chars().rev();
        let in_lower_case = (0..2).all(|_| back.next().is_some_and(char::is_lowercase));
        let next_word = first_word(self.rest);
        let mut chars = next_word.chars();
        let capitalized = chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_none_or(char::is_lowercase);
        let known = lexicon.is_function_word(&next_word.to_lowercase())
            || self.closers.contains(is_closing_quote);
        in_lower_case && capitalized && known
    }
}

/// Length in bytes of the longest prefix of such characters.
fn prefix(text: &str, class: fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(class).len()
}

/// Whether a sentence can begin so: with a capital, a digit, a sign, or a letter that has no case.
fn begins(head: &str) -> bool {
    let Some(c) = first(head) else {
        return true;
    };
    if c.is_lowercase() {
        // "al-Sadr", "iPhone": a capital inside the first word makes up for its small letter.
        return first_word(head).chars().any(char::is_uppercase);
    }
    c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '@' | '#' | '•' | '*')
}

/// Whether the words after a quotation only say whose it is: "Abena Osei asked".
fn is_attribution(next: &str, exclaims: bool, lexicon: &Lexicon) -> bool {
    let mut words = next.split(is_blank).take(6).enumerate();
    let Some((_, opening)) = words.next() else {
        return false;
    };
    // "The minister said" with a capital article is a sentence of its own.
    if lexicon.is_function_word(&opening.to_lowercase()) || !is_capitalized(opening) {
        return false;
    }
    let mut previous = opening;
    for (_, word) in words {
        if previous.ends_with([',', ';', ':']) {
            return false;
        }
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if lexicon.is_reporting_verb(bare) {
            return exclaims || bare.len() < word.len();
        }
        if bare.len() < word.len() && word.ends_with(is_stop) && bare.len() > 2 {
            return false;
        }
        previous = word;
    }
    false
}

/// "1." or "b." alone before its item.
fn is_list_marker(before: &str) -> bool {
    let marker = before.trim_matches(is_blank);
    let digits = !marker.is_empty() && marker.len() <= 2;
    digits && marker.bytes().all(|b| b.is_ascii_digit()) || marker.len() == 1
}

/// "J" or "J.-P": a single capital, but for the pronoun.
fn is_initial(word: &str) -> bool {
    let tail = word.rsplit(is_dash).next().unwrap_or(word);
    let mut chars = tail.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none() && word != "I"
}

/// "U.S", "a.m", "N.A.T.O": single letters parted by full stops.
pub(crate) fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

fn ends_time(word: &str) -> bool {
    matches!(word, "a.m" | "p.m" | "A.M" | "P.M")
}

fn before_zone(head: &str) -> bool {
    let word = first_word(head);
    word.len() <= 4 && word.chars().all(char::is_uppercase)
        || matches!(word, "Eastern" | "Pacific" | "Central" | "Mountain")
}

/// The last word of `text`, without marks that open before it.
fn last_word(text: &str) -> &str {
    // No abbreviation is longer than this, and a line without a space must not be read again at each stop.
    const REACH: usize = 24;
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let word = tail
        .rfind(|c| is_blank(c) || c == '—' || c == '/')
        .map_or(tail, |gap| {
            &tail[gap + tail[gap..].chars().next().map_or(1, char::len_utf8)..]
        });
    word.trim_start_matches(is_opener)
}

fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(40)
        .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
        .map_or_else(
            || text.char_indices().nth(40).map_or(text.len(), |(at, _)| at),
            |(at, _)| at,
        );
    let word = &text[..end];
    // A full stop after it makes it an initial or an abbreviation, not a plain word.
    if text[end..].starts_with('.') && last(word).is_some_and(char::is_uppercase) {
        return "";
    }
    word
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let lexicon = Lexicon::builtin().unwrap();
        let line = Line {
            span: Span::new(0, text.len()),
            role: Role::Body,
        };
        let sentences = split(text, line, &lexicon, &mut Vec::new());
        let shown: Vec<&str> = sentences.iter().map(|sent| sent.of(text)).collect();
        expected.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check(
            "Dr. Osei met Gen. K. B. Mensah. They talked. Plan B. The end.",
            &expect![[r#"
                Dr. Osei met Gen. K. B. Mensah.
                They talked.
                Plan B.
                The end."#]],
        );
    }

    #[test]
    fn abbreviations_end_one_only_before_a_clear_beginning() {
        check(
            "He left the U.S. Embassy at 5 p.m. on Jan. 6. She stayed in the U.S. The rest left. Acme Inc. The rest. Acme Corp. Chairman Lee spoke at 9 a.m. Police came at 6 p.m. EST. See No. 5. No. He paid 3.5 euros.",
            &expect![[r#"
                He left the U.S. Embassy at 5 p.m. on Jan. 6.
                She stayed in the U.S.
                The rest left.
                Acme Inc.
                The rest.
                Acme Corp. Chairman Lee spoke at 9 a.m.
                Police came at 6 p.m. EST.
                See No. 5.
                No.
                He paid 3.5 euros."#]],
        );
    }

    #[test]
    fn quotations_keep_their_closing_marks_and_attributions() {
        check(
            "“Why now? Why here?” Osei asked. “We wait.” The crowd left. \"Go!\" he said. (It rained.) «Non.» Then he left… Nobody spoke. She paused ... and left.",
            &expect![[r#"
                “Why now?
                Why here?” Osei asked.
                “We wait.”
                The crowd left.
                "Go!" he said.
                (It rained.)
                «Non.»
                Then he left…
                Nobody spoke.
                She paused ... and left."#]],
        );
    }

    #[test]
    fn datelines_lists_and_missing_spaces() {
        check(
            "ACCRA, Jan. 6 — Rain fell. 1. Roads closed.The river rose. See example.Com or lib.rs. al-Sadr spoke",
            &expect![[r#"
                ACCRA, Jan. 6 — Rain fell.
                1. Roads closed.
                The river rose.
                See example.Com or lib.rs.
                al-Sadr spoke"#]],
        );
    }

    #[test]
    fn a_headline_is_one_sentence() {
        let text = "Rain. Wind. And snow";
        let line = Line {
            span: Span::new(0, text.len()),
            role: Role::Headline,
        };
        let lexicon = Lexicon::builtin().unwrap();
        assert_eq!(split(text, line, &lexicon, &mut Vec::new()), [line.span]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = "word ".repeat(2000);
        let line = Line {
            span: Span::new(0, text.len()),
            role: Role::Body,
        };
        let lexicon = Lexicon::builtin().unwrap();
        let mut diagnostics = Vec::new();
        let sentences = split(&text, line, &lexicon, &mut diagnostics);
        assert_eq!(sentences.len(), 3);
        assert!(
            sentences
                .iter()
                .all(|sent| sent.of(&text).ends_with("word"))
        );
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].code, "sentence-too-long");
    }
}
