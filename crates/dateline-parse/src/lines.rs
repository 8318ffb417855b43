//! Lines in, lines that fit the text out: inside it, in order, on character boundaries, without overlap.

use dateline_schema::{Line, Role, Span};

/// The lines that fit `text`; where none is given, the lines of `text` itself, as body.
pub(crate) fn fitting(text: &str, lines: &[Line]) -> Vec<Line> {
    if lines.is_empty() {
        return own(text);
    }
    let mut end = 0;
    let mut fit = Vec::with_capacity(lines.len());
    for line in lines {
        let inside = line.span.start >= end
            && text.is_char_boundary(line.span.start)
            && text.is_char_boundary(line.span.end);
        if inside {
            end = line.span.end;
            fit.push(*line);
        }
    }
    fit
}

fn own(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for piece in text.split('\n') {
        let end = start + piece.len();
        lines.push(Line {
            span: Span::new(start, end),
            role: Role::Body,
        });
        start = end + 1;
    }
    lines
}
