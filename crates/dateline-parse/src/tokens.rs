//! One sentence in, its UD syntactic words out, as English-EWT divides them.
//!
//! The text is parted at white space; each piece loses the marks at its ends, and what is left is divided at
//! hyphens, slashes and clitics. Every character that is not blank belongs to exactly one token.

mod clitics;
mod core;
mod whole;

use dateline_data::{Abbreviation, Lexicon};
use dateline_schema::{Span, Token};

pub(crate) use self::clitics::is_elided;
use self::whole::{is_emoticon, is_whole};
use crate::chars::{first, is_apostrophe, is_blank, is_dash, is_stop, last};
use crate::sentences::is_dotted;

/// Appends the tokens of the sentence at `span`.
pub(crate) fn split(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let start = at + (rest.len() - rest.trim_start_matches(is_blank).len());
        let end = text[start..span.end]
            .find(is_blank)
            .map_or(span.end, |gap| start + gap);
        if start < end {
            let after = text[end..span.end].trim_start_matches(is_blank);
            let piece = Piece {
                text,
                lexicon,
                next: first(after),
            };
            piece.split(start, end, tokens);
        }
        at = end;
    }
}

/// What dividing one piece between blanks needs to know.
struct Piece<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    /// The first character of the next piece of the sentence, if there is one.
    next: Option<char>,
}

impl Piece<'_> {
    fn split(&self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        if is_emoticon(&self.text[start..end]) {
            tokens.push(token(start, end));
            return;
        }
        let start = self.leading(start, end, tokens);
        let mut trailing = Vec::new();
        let end = self.trailing(start, end, &mut trailing);
        if start < end {
            core::split(self.text, Span::new(start, end), self.lexicon, tokens);
        }
        tokens.extend(trailing.into_iter().rev());
    }

    /// Emits the marks that the piece starts with and returns where they end.
    fn leading(&self, mut start: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
        while start < end {
            let piece = &self.text[start..end];
            let len = leading_mark(piece);
            if len == 0 {
                break;
            }
            tokens.push(token(start, start + len));
            start += len;
        }
        start
    }

    /// Collects the marks that the piece ends with, the last first, and returns where they start.
    fn trailing(&self, start: usize, mut end: usize, marks: &mut Vec<Token>) -> usize {
        if is_whole(self.text[start..end].trim_end_matches(ends_sentence_or_clause)) {
            let whole = self.text[start..end].trim_end_matches(ends_sentence_or_clause);
            let cut = start + whole.len();
            while end > cut {
                let len = trailing_mark(&self.text[cut..end]);
                marks.push(token(end - len, end));
                end -= len;
            }
            return cut;
        }
        while start < end {
            let piece = &self.text[start..end];
            let len = trailing_mark(piece);
            if len == 0 || self.keeps_stop(piece, len, marks.is_empty()) {
                break;
            }
            marks.push(token(end - len, end));
            end -= len;
        }
        end
    }

    /// Whether the full stop at the end of `piece` belongs to an abbreviation or an initial.
    fn keeps_stop(&self, piece: &str, len: usize, at_end: bool) -> bool {
        let Some(word) = piece.strip_suffix('.').filter(|_| len == 1) else {
            return false;
        };
        let word = word
            .rsplit(|c: char| is_dash(c) || c == '/' || c == '(')
            .next()
            .unwrap_or(word);
        let goes_on = self.next.is_some_and(|c| c.is_alphanumeric()) || !at_end;
        match self.lexicon.abbreviation(word) {
            Some(Abbreviation::Number) => at_end && self.next.is_some_and(|c| c.is_ascii_digit()),
            Some(Abbreviation::Date) => goes_on || word.len() != 3,
            Some(Abbreviation::Inner | Abbreviation::Final | Abbreviation::Title) => true,
            None => is_dotted(word) || goes_on && is_single_capital(word),
        }
    }
}

fn token(start: usize, end: usize) -> Token {
    Token {
        span: Span::new(start, end),
    }
}

fn is_single_capital(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

fn ends_sentence_or_clause(c: char) -> bool {
    is_stop(c)
        || matches!(
            c,
            ',' | ';' | ':' | ')' | ']' | '>' | '"' | '”' | '’' | '\''
        )
}

/// Bytes of the mark that `piece` starts with; 0 where it starts with a word.
fn leading_mark(piece: &str) -> usize {
    let Some(c) = first(piece) else {
        return 0;
    };
    if c.is_alphanumeric() {
        return 0;
    }
    let rest = &piece[c.len_utf8()..];
    let before_digit = first(rest).is_some_and(|d| d.is_ascii_digit());
    let before_letter = first(rest).is_some_and(char::is_alphabetic);
    if is_apostrophe(c) {
        return if is_elided(rest) { 0 } else { run(piece, c, 2) };
    }
    match c {
        '@' | '#' if before_letter || rest.starts_with('_') => 0,
        '.' | '+' | '-' if before_digit => 0,
        '.' if before_letter => 0,
        '_' if before_letter => 0,
        '.' | '-' | '—' | '*' | '=' | '_' | '~' | '!' | '?' | '<' | '>' | '|' | '+' => {
            run(piece, c, usize::MAX)
        }
        _ => mark_len(piece, c),
    }
}

/// Bytes of the mark that `piece` ends with; 0 where it ends with a word.
fn trailing_mark(piece: &str) -> usize {
    let Some(c) = last(piece) else {
        return 0;
    };
    if c.is_alphanumeric() || matches!(c, '_' | '$' | '€' | '£') && piece.len() > c.len_utf8() {
        return 0;
    }
    let run_of = |class: fn(char) -> bool| piece.len() - piece.trim_end_matches(class).len();
    match c {
        '!' | '?' => run_of(|c| matches!(c, '!' | '?')),
        '.' => run_of(|c| c == '.'),
        '-' => run_of(|c| c == '-'),
        '*' => run_of(|c| c == '*'),
        '=' => run_of(|c| c == '='),
        '>' => run_of(|c| c == '>'),
        '~' => run_of(|c| c == '~'),
        c if is_combining(c) => 0,
        c if is_apostrophe(c) && piece[..piece.len() - c.len_utf8()].ends_with(c) => {
            2 * c.len_utf8()
        }
        c => c.len_utf8(),
    }
}

/// Bytes of the run of `c` that `piece` starts with, at most `most` characters of it.
fn run(piece: &str, c: char, most: usize) -> usize {
    piece.chars().take_while(|d| *d == c).take(most).count() * c.len_utf8()
}

/// Bytes of a mark with the combining marks and joiners that hang on it.
fn mark_len(piece: &str, c: char) -> usize {
    let rest = &piece[c.len_utf8()..];
    c.len_utf8() + (rest.len() - rest.trim_start_matches(is_combining).len())
}

/// Combining accents, variation selectors and joiners, which never stand alone.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let lexicon = Lexicon::builtin().unwrap();
        let mut tokens = Vec::new();
        split(text, Span::new(0, text.len()), &lexicon, &mut tokens);
        let shown: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        expected.assert_eq(&shown.join(" "));
    }

    #[test]
    fn contractions_divide() {
        check(
            "They don't, can't and won’t; it's Abena's. I'd've gonna cannot dont",
            &expect![
                "They do n't , ca n't and wo n’t ; it 's Abena 's . I 'd 've gon na can not do nt"
            ],
        );
    }

    #[test]
    fn apostrophes_inside_names_do_not_divide() {
        check(
            "O'Brien of Kata’ib and the Shi'ite ’90s, 60's, rock 'n' roll, five o'clock",
            &expect![
                "O'Brien of Kata’ib and the Shi'ite ’90s , 60's , rock 'n ' roll , five o'clock"
            ],
        );
    }

    #[test]
    fn hyphens_divide_but_for_prefixes_and_numbers() {
        check(
            "anti-US, well-known co-workers; al-Sadr 2010-2012 call 555-010-0199 and/or 9/11 – yes—no",
            &expect![
                "anti-US , well - known co-workers ; al - Sadr 2010 - 2012 call 555-010-0199 and / or 9/11 – yes — no"
            ],
        );
    }

    #[test]
    fn numbers_money_and_units() {
        check(
            "$100, US$5m, 50%, 1,200.5 at 5pm; 10:30 #1 #tag @handle 3rd £3bn",
            &expect![
                "$ 100 , US$ 5 m , 50 % , 1,200.5 at 5 pm ; 10:30 # 1 #tag @handle 3rd £ 3 bn"
            ],
        );
    }

    #[test]
    fn quotes_brackets_and_stops() {
        check(
            "“base [in Iraq],” he said (twice)... \"Why?!\" U.S. Inc. Plan B. http://example.org/a-b. a@example.org :-)",
            &expect![
                "“ base [ in Iraq ] , ” he said ( twice ) ... \" Why ?! \" U.S. Inc. Plan B. http://example.org/a-b . a@example.org :-)"
            ],
        );
    }
}
