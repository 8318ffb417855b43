//! Block quotes and embedded posts: paragraphs that the page sets off as somebody's words, without marks.
//!
//! Finds lines with the role of a quotation, and lines in front of a post's signature ("— Ann Lee (@annlee)"), or with one
//! at their end. Who signs speaks; without a signature the speaker before goes on.
//! Not this: a paragraph set off that names its own speaker, a line behind a dash without a handle.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::Role;

use super::colon::names_somebody;
use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable a paragraph that is set off is.
const SCORE: f32 = 0.8;

/// The longest signature, in tokens.
const LONGEST: usize = 24;

pub(crate) const SIGNED_POST: &str = "signed-post";

pub(crate) fn propose(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut units = view.units.iter().enumerate().peekable();
    while let Some((first, unit)) = units.next() {
        let line = unit.line;
        let mut tokens = unit.tokens.clone();
        while let Some((_, next)) = units.next_if(|(_, next)| next.line == line) {
            tokens.end = next.tokens.end;
        }
        // A line that only signs says nothing of its own.
        if signature(view, &tokens).is_some() {
            continue;
        }
        let Some(content) = trim(view, tokens) else {
            continue;
        };
        let below = || {
            let (_, next) = units.peek()?;
            signature(view, &next.tokens).map(|(dash, source)| (dash, source, content.clone()))
        };
        let at_end = signed_at_end(view, &content)
            .and_then(|(dash, source)| Some((dash, source, trim(view, content.start..dash)?)));
        let set_off = view.doc.lines[line].role == Role::Quote;
        if let Some((dash, source, content)) = at_end.or_else(below) {
            out.push(Candidate {
                source: vec![source],
                cue: vec![dash..dash + 1],
                head: dash,
                unit: view.unit_at(dash).unwrap_or(first),
                rule: SIGNED_POST,
                note: "a paragraph with a signature and a handle at its end or below it".to_owned(),
                ..block(content)
            });
        } else if set_off && first > 0 && !quoted(view, &content) {
            let stop = view.units[first - 1].tokens.end - 1;
            out.push(Candidate {
                cue: vec![stop..stop + 1],
                head: stop,
                unit: first,
                same_speaker: true,
                rule: "block-quotation",
                note: "a paragraph that the page sets off as a quotation".to_owned(),
                ..block(content)
            });
        }
    }
}

fn block(content: Range<usize>) -> Candidate {
    Candidate {
        content: vec![content],
        is_speech: true,
        verbatim: true,
        overrules: true,
        score: SCORE,
        ..Candidate::default()
    }
}

/// Whether the paragraph has marks of its own, and with them perhaps a speaker of its own.
fn quoted(view: &View<'_>, content: &Range<usize>) -> bool {
    content.clone().any(|idx| view.quote(idx).is_some())
}

/// The dash and the name at the end of a paragraph that holds a post: "… — Ann Lee (@annlee) March 5, 2024".
fn signed_at_end(view: &View<'_>, line: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let last = line.end.saturating_sub(LONGEST).max(line.start + 1)..line.end;
    let handle = last
        .clone()
        .rev()
        .find(|&idx| view.text(idx).starts_with('@'))?;
    let dash = (last.start..handle).rev().find(|&idx| view.is_dash(idx))?;
    let dated = (handle + 1..line.end).all(|idx| {
        view.is_punctuation(idx)
            || view.class(idx, Classes::TIME)
            || view.text(idx).starts_with(|c: char| c.is_ascii_digit())
    });
    signature(view, &(dash..line.end)).filter(|_| dated)
}

/// The dash and the name of a line that signs a post.
fn signature(view: &View<'_>, line: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let dash = line.start;
    if line.len() > LONGEST || !view.is_dash(dash) {
        return None;
    }
    let handle = line.clone().find(|&idx| view.text(idx).starts_with('@'))?;
    let end = (dash + 1..handle).find(|&idx| view.is_punctuation(idx))?;
    let name = dash + 1..end;
    names_somebody(view, &name).then_some((dash, name))
}
