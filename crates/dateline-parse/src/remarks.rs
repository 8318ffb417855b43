//! A text and its lines in, what there is to say about them out: no letters, words that are none, control characters.
//!
//! Nothing is refused and nothing is cut for it; who reads the result shall know why there is so little in it.

use dateline_schema::{Diagnostic, Line, Severity, Span};

use crate::chars::is_blank;

/// The longest run of characters without a blank that may be a word or an address, in bytes.
const LONGEST_WORD: usize = 4096;

/// What there is to say about the lines of a text.
pub(crate) fn on(text: &str, lines: &[Line]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut has_letters = false;
    let mut shown = false;
    let mut n_controls = 0;
    let mut longest = Span::new(0, 0);
    for line in lines {
        let mut start = line.span.start;
        for (offset, c) in line.span.of(text).char_indices() {
            let at = line.span.start + offset;
            if is_blank(c) {
                start = at + c.len_utf8();
                n_controls += usize::from(c.is_control() && !c.is_whitespace());
                continue;
            }
            shown = true;
            has_letters |= c.is_alphabetic();
            if at + c.len_utf8() - start > longest.len() {
                longest = Span::new(start, at + c.len_utf8());
            }
        }
    }
    if shown && !has_letters {
        let message = "the text holds no letter, so that no words are found in it";
        diagnostics.push(Diagnostic::new("no-letters", Severity::Note, message));
    }
    if longest.len() > LONGEST_WORD {
        let message = format!(
            "no word has {} bytes: it is kept whole, but only its beginning is looked at",
            longest.len()
        );
        let mut diagnostic = Diagnostic::new("word-too-long", Severity::Warning, message);
        diagnostic.span = Some(longest);
        diagnostics.push(diagnostic);
    }
    if n_controls > 0 {
        let message = format!("control characters are read as blanks: {n_controls}");
        diagnostics.push(Diagnostic::new(
            "control-characters",
            Severity::Note,
            message,
        ));
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::lines;

    fn check(text: &str, expected: &Expect) {
        let shown: Vec<String> = on(text, &lines::fitting(text, &[]))
            .iter()
            .map(|diagnostic| format!("{}: {diagnostic}", diagnostic.code))
            .collect();
        expected.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn usual_text_needs_no_remark() {
        check("The river rose.\n\tNo. 5 — “Éa”\r\n", &expect![""]);
        check("", &expect![""]);
        check(" \n ", &expect![""]);
    }

    #[test]
    fn text_without_words_is_told() {
        check(
            "12 – 14 (3)!",
            &expect![
                "no-letters: note: the text holds no letter, so that no words are found in it"
            ],
        );
        check("第 5", &expect![""]);
    }

    #[test]
    fn a_word_too_long_is_told_once() {
        let text = format!("{} and {}", "x".repeat(5_000), "y".repeat(50_000));
        check(
            &text,
            &expect![
                "word-too-long: warning: no word has 50000 bytes: it is kept whole, but only its beginning is looked at"
            ],
        );
    }

    #[test]
    fn control_characters_are_counted() {
        check(
            "The\u{0} river\u{7f} rose\u{9b}.",
            &expect!["control-characters: note: control characters are read as blanks: 3"],
        );
    }
}
