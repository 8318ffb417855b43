//! The inside of a piece, its outer marks gone: divided at hyphens, slashes, brackets, clitics and units.

use dateline_data::Lexicon;
use dateline_schema::{Span, Token};

use super::clitics::division;
use super::token;
use super::whole::is_whole;
use crate::chars::{first, is_dash, is_stop, last};

/// Appends the tokens of the piece at `span`.
pub(super) fn split(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let piece = span.of(text);
    if is_whole(piece) {
        tokens.push(token(span.start, span.end));
        return;
    }
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = first(&piece[at..]) {
        let len = separator(piece, start, at, c, lexicon);
        if len == 0 {
            at += c.len_utf8();
            continue;
        }
        word(text, span.start + start, span.start + at, lexicon, tokens);
        tokens.push(token(span.start + at, span.start + at + len));
        at += len;
        start = at;
    }
    word(text, span.start + start, span.end, lexicon, tokens);
}

/// Bytes of the token of its own that `c` begins at `at`; 0 where it belongs to the word from `start` on.
fn separator(piece: &str, start: usize, at: usize, c: char, lexicon: &Lexicon) -> usize {
    if c.is_alphanumeric() {
        return 0;
    }
    let before = last(&piece[..at]);
    let after = first(&piece[at + c.len_utf8()..]);
    let digits =
        before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    let run = |class: fn(char) -> bool| {
        let rest = &piece[at..];
        rest.len() - rest.trim_start_matches(class).len()
    };
    match c {
        '-' if piece[at..].starts_with("--") => run(|c| c == '-'),
        '-' | '‐' | '‑' => {
            if start == at && at == 0 || joins(&piece[start..at], after, lexicon) {
                0
            } else {
                c.len_utf8()
            }
        }
        c if is_dash(c) => c.len_utf8(),
        '/' => {
            let single = at - start == 1 && piece.len() - at == 2;
            if digits || single { 0 } else { 1 }
        }
        '.' if piece[at..].starts_with("..") => run(|c| c == '.'),
        '.' => 0,
        '…' => c.len_utf8(),
        c if is_stop(c) => run(is_stop),
        ',' | ':' => usize::from(!digits),
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | ';' | '<' | '>' | '|' => 1,
        '“' | '”' | '«' | '»' | '„' => c.len_utf8(),
        _ => 0,
    }
}

/// Whether a hyphen after `head` joins: after a prefix, and in "e-mail".
fn joins(head: &str, after: Option<char>, lexicon: &Lexicon) -> bool {
    const LONGEST_PREFIX: usize = 12;
    head.len() <= LONGEST_PREFIX
        && after.is_some_and(char::is_alphanumeric)
        && lexicon.is_hyphen_prefix(&head.to_lowercase())
}

/// Appends the tokens of a stretch without separators.
fn word(text: &str, start: usize, mut end: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut start = start;
    if start == end {
        return;
    }
    if let Some(cut) = currency(&text[start..end]) {
        tokens.push(token(start, start + cut));
        start += cut;
    }
    // At most two clitics hang on a word: "wouldn't've".
    let mut clitics = [None; 2];
    for clitic in &mut clitics {
        let Some(cut) = division(&text[start..end], lexicon).filter(|cut| *cut > 0) else {
            break;
        };
        *clitic = Some(token(start + cut, end));
        end = start + cut;
    }
    let unit = unit(&text[start..end]);
    tokens.push(token(start, unit.map_or(end, |cut| start + cut)));
    if let Some(cut) = unit {
        tokens.push(token(start + cut, end));
    }
    tokens.extend(clitics.into_iter().rev().flatten());
}

/// The end of a currency sign before a figure: "$100", "US$5".
fn currency(word: &str) -> Option<usize> {
    let (at, sign) = word
        .char_indices()
        .take(4)
        .find(|(_, c)| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '#'))?;
    let cut = at + sign.len_utf8();
    let figure = first(&word[cut..]).is_some_and(|c| c.is_ascii_digit() || c == '.');
    figure.then_some(cut)
}

/// Where the unit of a figure starts: "5pm", "35mm", "3bn".
fn unit(word: &str) -> Option<usize> {
    let cut = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))?;
    if cut == 0 {
        return None;
    }
    matches!(
        &word[cut..],
        "am" | "pm"
            | "AM"
            | "PM"
            | "a.m."
            | "p.m."
            | "k"
            | "K"
            | "m"
            | "bn"
            | "tn"
            | "mm"
            | "cm"
            | "km"
            | "kg"
            | "ft"
            | "mph"
            | "kph"
            | "km/h"
            | "MW"
            | "GW"
            | "gb"
            | "GB"
            | "MB"
            | "%"
            | "hrs"
            | "min"
            | "yrs"
            | "lbs"
    )
    .then_some(cut)
}
