//! Lines in, quotations out: marks paired within a line, nested where they nest, carried on over paragraphs.
//!
//! Apostrophes are told from single quotation marks by what stands around them. A double mark that opens a line
//! or follows a comma or colon and is never closed gives a quotation to the end of its line; if the next line
//! reopens with the same mark, that one continues it. Other unbalanced marks give nothing.

use dateline_schema::{Doc, Line, Quotation, Span};

use crate::chars::{first, is_blank, is_dash, is_opener};
use crate::tokens::is_elided;

/// The pairs of marks that quotations stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// “ ”, also „ “ and „ ”.
    Curly,
    /// " ".
    Straight,
    /// Two apostrophes, as typewriters and old news wires write a double mark: '' ''.
    Doubled,
    /// « ».
    Guillemets,
    /// ‘ ’.
    SingleCurly,
    /// ' '.
    SingleStraight,
    /// ‹ ›.
    SingleGuillemets,
}

impl Style {
    fn is_single(self) -> bool {
        matches!(self, Self::SingleCurly | Self::SingleStraight)
    }
}

/// The outermost quotation of a document that holds a byte.
pub(crate) fn quotation_at(doc: &Doc, offset: usize) -> Option<usize> {
    let after = doc
        .quotations
        .partition_point(|quotation| quotation.span.start <= offset);
    // Quotations nest two or three deep, so that the outermost is among the last few.
    (after.saturating_sub(4)..after).find(|idx| doc.quotations[*idx].span.contains_offset(offset))
}

#[derive(Clone, Copy, Debug)]
struct Open {
    style: Style,
    start: usize,
    inner: usize,
    /// Opened by „, which “ closes.
    low: bool,
}

/// The quotations of a text with these lines, in order of their opening marks.
pub(crate) fn pair(text: &str, lines: &[Line]) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    // The quotation that the line before left open.
    let mut unclosed: Option<(usize, Style)> = None;
    for line in lines {
        if line.span.of(text).trim_matches(is_blank).is_empty() {
            continue;
        }
        let first = quotations.len();
        let left_open = pair_line(text, line.span, &mut quotations);
        quotations[first..].sort_by_key(|quotation| quotation.span);
        if let Some((before, style)) = unclosed {
            let start = line.span.of(text).trim_start_matches(is_blank);
            let start = line.span.end - start.len();
            if let Some(quotation) = quotations.get_mut(first) {
                let same = quotation.span.start == start
                    && style_at(text, start).is_some_and(|found| found == style);
                if same {
                    quotation.continues = Some(before);
                }
            }
        }
        unclosed = left_open.and_then(|(start, style)| {
            let idx = quotations[first..]
                .iter()
                .position(|quotation| quotation.span.start == start)?;
            Some((first + idx, style))
        });
    }
    quotations
}

/// Appends the quotations of one line; returns the start and style of the one that its end leaves open.
fn pair_line(text: &str, line: Span, quotations: &mut Vec<Quotation>) -> Option<(usize, Style)> {
    // No style is open twice, so that the list is never longer than there are styles.
    let mut open: Vec<Open> = Vec::new();
    let mut before = None;
    let mut chars = line.of(text).char_indices();
    while let Some((offset, c)) = chars.next() {
        let at = line.start + offset;
        let mut rest = &text[at + c.len_utf8()..line.end];
        if c == '\'' && rest.starts_with('\'') {
            // Both apostrophes are one mark.
            chars.next();
            rest = &rest[1..];
        }
        let width = line.end - at - rest.len();
        match act(&text[at..at + width], before, rest, &open) {
            Act::Nothing => {}
            Act::Open(style) => {
                if let Some(idx) = open.iter().position(|o| o.style == style) {
                    let abandoned = open[idx];
                    open.truncate(idx);
                    if !style.is_single() && style != Style::Straight && style != Style::Doubled {
                        push_unclosed(text, abandoned, at, quotations);
                    }
                }
                open.push(Open {
                    style,
                    start: at,
                    inner: at + width,
                    low: c == '„',
                });
            }
            Act::Close(idx) => {
                let opened = open[idx];
                // Marks opened inside and never closed were apostrophes or slips.
                open.truncate(idx);
                quotations.push(Quotation {
                    span: Span::new(opened.start, at + width),
                    inner: Span::new(opened.inner, at),
                    closed: true,
                    continues: None,
                });
            }
        }
        before = Some(c);
    }
    let left = open.iter().find(|o| !o.style.is_single())?;
    let lead = text[line.start..left.start].trim_end_matches(is_blank);
    let introduced = lead.is_empty() || lead.ends_with([',', ':', '.', '—', '–']);
    let ambiguous = matches!(left.style, Style::Straight | Style::Doubled);
    (introduced || !ambiguous).then(|| {
        push_unclosed(text, *left, line.end, quotations);
        (left.start, left.style)
    })
}

fn push_unclosed(text: &str, opened: Open, end: usize, quotations: &mut Vec<Quotation>) {
    let inner = text[opened.inner..end].trim_end_matches(is_blank);
    if inner.is_empty() {
        return;
    }
    let end = opened.inner + inner.len();
    quotations.push(Quotation {
        span: Span::new(opened.start, end),
        inner: Span::new(opened.inner, end),
        closed: false,
        continues: None,
    });
}

enum Act {
    Nothing,
    Open(Style),
    Close(usize),
}

/// What a mark or another character does, given its neighbours and the marks that are open.
fn act(mark: &str, before: Option<char>, rest: &str, open: &[Open]) -> Act {
    let Some(c) = first(mark) else {
        return Act::Nothing;
    };
    let after = first(rest);
    let close = |style: Style| {
        open.iter()
            .rposition(|o| o.style == style)
            .map_or(Act::Nothing, Act::Close)
    };
    let can_open = before.is_none_or(|c| is_blank(c) || is_dash(c) || is_opener(c) || c == '/')
        && after.is_some_and(|c| !is_blank(c));
    let can_close = before.is_some_and(|c| !is_blank(c));
    let is_open = |style: Style| open.iter().any(|o| o.style == style);
    match c {
        '\'' if mark.len() > 1 && is_open(Style::Doubled) && can_close => close(Style::Doubled),
        '\'' if mark.len() > 1 && can_open => Act::Open(Style::Doubled),
        '\'' if mark.len() > 1 => Act::Nothing,
        '“' if open.iter().any(|o| o.low) && !can_open => close(Style::Curly),
        // Marks the wrong way round: ”we agree“.
        '“' if is_open(Style::Curly) && can_close && !after.is_some_and(char::is_alphanumeric) => {
            close(Style::Curly)
        }
        '“' | '„' => Act::Open(Style::Curly),
        // A quotation that a curly mark closes may have been opened by a straight one, and the other way round.
        '”' if is_open(Style::Curly) => close(Style::Curly),
        // Swedish and Finnish keyboards open with it too: ”we agree”.
        '”' if can_open && !is_open(Style::Straight) => Act::Open(Style::Curly),
        '”' => close(Style::Straight),
        '«' => Act::Open(Style::Guillemets),
        '»' => close(Style::Guillemets),
        '‹' => Act::Open(Style::SingleGuillemets),
        '›' => close(Style::SingleGuillemets),
        '"' if is_open(Style::Straight) && (can_close || !can_open) => close(Style::Straight),
        '"' if can_open && !is_open(Style::Straight) => Act::Open(Style::Straight),
        '"' if is_open(Style::Curly) && can_close => close(Style::Curly),
        '‘' if can_open && !after.is_some_and(|c| c.is_ascii_digit()) => {
            Act::Open(Style::SingleCurly)
        }
        '’' | '\'' => single(c, before, rest, can_open, open),
        _ => Act::Nothing,
    }
}

/// An apostrophe, or a single quotation mark.
fn single(c: char, before: Option<char>, rest: &str, can_open: bool, open: &[Open]) -> Act {
    let style = if c == '’' {
        Style::SingleCurly
    } else {
        Style::SingleStraight
    };
    let before_word = first(rest).is_some_and(char::is_alphanumeric);
    if before_word {
        let opens = c == '\'' && can_open && !is_elided(rest);
        return if opens {
            Act::Open(style)
        } else {
            Act::Nothing
        };
    }
    if before.is_none_or(is_blank) {
        return Act::Nothing;
    }
    match open.iter().rposition(|o| o.style == style) {
        Some(_) if before == Some('s') && is_possessive(c, rest) => Act::Nothing,
        Some(idx) => Act::Close(idx),
        None => Act::Nothing,
    }
}

/// Whether the mark `c` after an "s" is a possessive: a word in small letters follows, and a better closing mark
/// comes before the next opening one.
fn is_possessive(c: char, rest: &str) -> bool {
    // Beyond this many characters a closing mark is as likely one of the next quotation.
    const REACH: usize = 200;
    let mut chars = rest.chars();
    if !(chars.next() == Some(' ') && chars.next().is_some_and(char::is_lowercase)) {
        return false;
    }
    let mut before = ' ';
    let mut ahead = rest.chars().take(REACH).peekable();
    while let Some(mark) = ahead.next() {
        let after = ahead.peek().copied().unwrap_or(' ');
        let opens = mark == '‘' || mark == c && is_blank(before);
        if opens {
            return false;
        }
        if mark == c && !after.is_alphanumeric() {
            return true;
        }
        before = mark;
    }
    false
}

/// The style of the mark at a byte.
fn style_at(text: &str, at: usize) -> Option<Style> {
    Some(match text[at..].chars().next()? {
        '“' | '„' | '”' => Style::Curly,
        '"' => Style::Straight,
        '\'' if text[at..].starts_with("''") => Style::Doubled,
        '«' => Style::Guillemets,
        '‹' => Style::SingleGuillemets,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use dateline_schema::Role;
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(Line {
                span: Span::new(start, start + line.len()),
                role: Role::Body,
            });
            start += line.len() + 1;
        }
        let shown: Vec<String> = pair(text, &lines)
            .iter()
            .map(|quotation| {
                let open = if quotation.closed { "" } else { " open" };
                let on = quotation
                    .continues
                    .map(|idx| format!(" continues {idx}"))
                    .unwrap_or_default();
                format!("{}{open}{on}", quotation.inner.of(text))
            })
            .collect();
        expected.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn pairs_and_nests() {
        check(
            "“He called it ‘a trap’ and left,” she said. \"No.\" «Oui» „ja“ 'a \"b\" c' it's the officials’ own ‘rebels’ camp here’",
            &expect![[r#"
                He called it ‘a trap’ and left,
                a trap
                No.
                Oui
                ja
                a "b" c
                b
                rebels’ camp here"#]],
        );
    }

    #[test]
    fn two_apostrophes_are_a_double_mark() {
        check(
            "''We won't go,'' said the miners' leader. The officials'' slip quotes nothing.\n''It is late.",
            &expect![[r#"
                We won't go,
                It is late. open"#]],
        );
    }

    #[test]
    fn apostrophes_quote_nothing() {
        check(
            "It’s Kata’ib’s, the ’90s, rock 'n' roll, the officials' and 5' tall O'Brien",
            &expect![""],
        );
    }

    #[test]
    fn a_reopened_paragraph_continues() {
        check(
            "“We wait.\n“We hope,” he said.\n“We go",
            &expect![[r#"
                We wait. open
                We hope, continues 0
                We go open"#]],
        );
    }

    #[test]
    fn unbalanced_marks_survive() {
        check(
            "a \" b ” c » d “ e “f” 12\" g",
            &expect![[r#"
                 e open
                f"#]],
        );
    }
}
