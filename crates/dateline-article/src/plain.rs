//! Clean article text: every line is the article's own, and the text stays as it is, byte for byte.

use std::borrow::Cow;

use dateline_schema::{Article, Block, Line, Page, Role, Span};

use crate::title::is_like_headline;

/// Reads clean text. Lines are spans of it; blank lines are not among them.
pub(crate) fn read(text: &str, page: &Page) -> Article {
    let mut lines: Vec<Line> = Vec::new();
    let mut blank_after_first = false;
    let mut start = 0;
    // Old Macintosh files end their lines with a carriage return alone.
    let end_of_line = if text.contains('\n') { '\n' } else { '\r' };
    for line in text.split(end_of_line) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank_after_first |= lines.len() == 1;
        } else {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Line {
                span: Span::new(from, from + trimmed.len()),
                role: Role::Body,
            });
        }
        start += line.len() + 1;
    }
    let opens_paragraphs = are_paragraphs(text, &lines[1.min(lines.len())..]);
    let mut rule = "line-of-clean-text";
    if let Some(first) = lines.first_mut() {
        let words = first.span.of(text);
        let given = page.title.as_deref().map(str::trim) == Some(words);
        let clear = page.title.is_none()
            && (blank_after_first || opens_paragraphs)
            && is_like_headline(words)
            && !crate::features::ends_sentence(words);
        if given || clear {
            first.role = Role::Headline;
            rule = if given {
                "title-given"
            } else {
                "first-line-apart"
            };
        }
    }
    let blocks = lines
        .iter()
        .map(|line| Block {
            text: crate::html::fold_space(line.span.of(text)),
            role: line.role,
            rule: Cow::Borrowed(if line.role == Role::Headline {
                rule
            } else {
                "line-of-clean-text"
            }),
            source: Some(line.span),
        })
        .collect();
    let headline = lines.first().filter(|line| line.role == Role::Headline);
    Article {
        title: page
            .title
            .clone()
            .or_else(|| headline.map(|line| line.span.of(text).to_owned())),
        text: text.to_owned(),
        lines,
        blocks,
        ..Article::default()
    }
}

/// Whether lines are paragraphs, each wholly on its own: nearly all end a sentence, as lines that are cut at a width do
/// not.
fn are_paragraphs(text: &str, lines: &[Line]) -> bool {
    /// Fewer tell nothing.
    const FEWEST: usize = 2;
    let ends = |line: &&Line| crate::features::ends_sentence(line.span.of(text));
    lines.len() >= FEWEST && lines.iter().filter(ends).count() * 5 >= lines.len() * 4
}
