//! The place that a report opens with: "CAIRO, July 18 —", "NEW YORK (Meridian Wire) –".
//!
//! Takes in the candidates of a document and types the first one of a dateline as a place. Capitals before a dash
//! that words in small letters come between are none, and neither is an acronym that a list knows.

use dateline_schema::NameKind;

use super::words::{Words, is_all_capitals, is_calendar_word};
use super::{Candidate, Rule};
use crate::chars::{is_capitalized, is_dash};

/// How many tokens a dateline has at most before its dash: two places, a day, an agency with its brackets.
const LONGEST: usize = 16;

/// Types the places of datelines.
pub(super) fn type_places(words: &Words<'_>, candidates: &mut [Candidate]) {
    let mut line = None;
    for sent in &words.doc.sentences {
        if line.replace(sent.line) == Some(sent.line) {
            continue;
        }
        let first = sent.tokens.start;
        let at = candidates.partition_point(|candidate| candidate.tokens.0 < first);
        let Some(candidate) = candidates.get_mut(at) else {
            break;
        };
        let (start, end) = candidate.tokens;
        let shouts = (start..end).all(|idx| is_all_capitals(words.text(idx)));
        let is_known = candidate.rule == Rule::Known && candidate.kind != NameKind::Person;
        if start == first && shouts && !is_known && dash(words, end, sent.tokens.end) {
            candidate.kind = NameKind::Location;
            candidate.rule = Rule::Context;
        }
    }
}

/// Whether nothing but names, days and figures stand from `first` up to a dash.
fn dash(words: &Words<'_>, first: usize, limit: usize) -> bool {
    for idx in first..limit.min(first + LONGEST) {
        let word = words.text(idx);
        if word.chars().all(is_dash) {
            // A hyphen without spaces joins words: "UN-led".
            let parts = word != "-" || !words.touch(idx - 1) && !words.touch(idx);
            return idx + 1 < limit && parts;
        }
        let fits = is_capitalized(word)
            || is_calendar_word(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            || !word.chars().any(char::is_alphanumeric) && !matches!(word, ":" | "“" | "\"");
        if !fits {
            return false;
        }
    }
    false
}
