//! Nouns as cues: "his claim that …", "the senator's call for …", "in her words, “…”".
//!
//! Finds a noun of the lexicon with a frame that it takes, and its owner as source where one stands there.
//! Not this: a noun without owner and without "that", or with a complement it does not take.

use std::ops::Range;

use dateline_data::{Classes, Complement, Voice};

use crate::candidate::Candidate;
use crate::extent;
use crate::phrase;
use crate::view::View;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    let mut idx = unit.start;
    while idx < unit.end {
        if view.quote(idx).is_some() {
            idx = view.past_quote(idx);
            continue;
        }
        out.extend(at_noun(view, idx, &unit, unit_idx));
        idx += 1;
    }
}

fn at_noun(view: &View<'_>, idx: usize, unit: &Range<usize>, unit_idx: usize) -> Option<Candidate> {
    let noun = view.cues.noun(&view.text(idx).to_lowercase())?;
    let next = idx + 1;
    if next + 1 >= unit.end {
        return None;
    }
    let (complement, content) = if view.is(next, "that") {
        (Complement::That, next)
    } else if view.quote(next).is_some()
        || view.text(next) == ":"
        || view.is_comma(next) && view.quote(next + 1).is_some()
    {
        (
            Complement::Quote,
            if view.quote(next).is_some() {
                next
            } else {
                next + 1
            },
        )
    } else if view.is(next, "to")
        && !view.is_capitalized(next + 1)
        && !view.class(
            next + 1,
            Classes::DETERMINER
                .or(Classes::POSSESSIVE)
                .or(Classes::OBJECT),
        )
    {
        (Complement::Infinitive, next)
    } else if view.class(next, Classes::QUESTION) {
        (Complement::Wh, next)
    } else {
        (
            Complement::of_preposition(&view.text(next).to_lowercase())?,
            next + 1,
        )
    };
    let score = noun.frames.weight(Voice::Active, complement)?;
    let mut start = idx;
    // Adjectives between the owner and the noun: "his repeated claim".
    while start > unit.start
        && idx - start < 3
        && view.quote(start - 1).is_none()
        && !view.is_punctuation(start - 1)
        && !view.class(
            start - 1,
            Classes::DETERMINER
                .or(Classes::POSSESSIVE)
                .or(Classes::PREPOSITION)
                .or(Classes::BE)
                .or(Classes::HAVE)
                .or(Classes::DO)
                .or(Classes::COORDINATOR),
        )
    {
        start -= 1;
    }
    let owner = owner(view, start, unit.start)?;
    let cue_end = if matches!(
        complement,
        Complement::That | Complement::Quote | Complement::Infinitive | Complement::Wh
    ) {
        next
    } else {
        content
    };
    let content = extent::after(
        view,
        if complement == Complement::That {
            Complement::Infinitive
        } else {
            complement
        },
        content,
        unit.end,
    )?;
    Some(Candidate {
        source: vec![owner],
        cue: vec![start..cue_end],
        content: vec![content],
        head: idx,
        unit: unit_idx,
        is_speech: matches!(complement, Complement::That | Complement::Quote),
        rule: "noun-cue",
        score,
        note: format!("{:?} with {:?}", noun.lemma, complement.as_str()),
        ..Candidate::default()
    })
}

/// "his", "the senator's": the one whose claim it is, standing just before `end`.
fn owner(view: &View<'_>, end: usize, from: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|&idx| idx >= from)?;
    if view.class(last, Classes::POSSESSIVE) {
        return Some(last..end);
    }
    if view.is_possessive_mark(last) && last > from && !view.is_contraction(last) {
        return phrase::ending_at(view, last, from).map(|owner| owner.start..end);
    }
    None
}
