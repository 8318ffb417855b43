//! Quotations in a headline, whose speaker the body names: "‘We sang in the dark’: survivor recalls …".
//!
//! Finds the words in marks of a headline that nobody is given for. Who speaks is whoever says the same words in the body,
//! which [`crate::echo`] looks up; words that nobody says there are dropped.
//! Not this: a term or title of a word or two.

use dateline_schema::{Line, Role};

use crate::candidate::Candidate;
use crate::view::View;

/// How reliable such a quotation is.
const SCORE: f32 = 0.6;
/// The least number of tokens, with marks.
const SPOKEN: usize = 5;

pub(crate) const RULE: &str = "headline-quotation";

pub(crate) fn propose(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (number, quote) in view.doc.quotations.iter().enumerate() {
        let content = view.quote_tokens(number);
        let Some(line) = view.doc.line_at(quote.span.start) else {
            continue;
        };
        if !quote.closed
            || !is_headline(view, line)
            || content.len() < SPOKEN
            || view.quote(content.start) != Some(number)
        {
            continue;
        }
        let Some(unit) = view.unit_at(content.start) else {
            continue;
        };
        let head = content.start;
        out.push(Candidate {
            cue: vec![head..head + 1],
            content: vec![content],
            head,
            unit,
            is_speech: true,
            rule: RULE,
            score: SCORE,
            note: "a quotation in a headline".to_owned(),
            ..Candidate::default()
        });
    }
}

/// Whether a line is a headline: by its role, or the first where it ends like none of a text's sentences.
pub(crate) fn is_headline(view: &View<'_>, line: usize) -> bool {
    let Line { role, span } = &view.doc.lines[line];
    let words = span.of(&view.doc.text).trim_end();
    *role == Role::Headline || line == 0 && words.ends_with(char::is_alphanumeric)
}
