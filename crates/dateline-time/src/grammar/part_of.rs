//! Parts of a stretch of the calendar: "early 2015", "late November", "mid-1990", "the end of 1990", "the
//! beginning of the week", "around noon Friday".
//!
//! The value is the whole stretch; the part is the TIMEX3 modifier.

use dateline_schema::TimexMod;

use super::{core, deixis};
use crate::expr::{Found, Meaning};
use crate::lex::Words;

/// A part of another expression.
pub(super) fn part(words: &Words<'_>, at: usize) -> Option<Found> {
    end_of(words, at)
        .or_else(|| early(words, at))
        .or_else(|| about(words, at))
}

/// "the end of X", "the middle of X".
fn end_of(words: &Words<'_>, at: usize) -> Option<Found> {
    let mut here = at + usize::from(words.is(at, &["the"]));
    if here > at {
        words.next(here)?;
    }
    here += usize::from(words.goes_on(here, &["very"]) && here > at);
    let modifier = part_word(words, here)?;
    if !words.goes_on(here + 1, &["of"]) {
        return None;
    }
    words.next(here + 2)?;
    let inner = core(words, here + 2).filter(is_stretch)?;
    Some(
        Found {
            start: at,
            rule: "part-of-stretch",
            ..inner
        }
        .with_modifier(modifier),
    )
}

fn part_word(words: &Words<'_>, at: usize) -> Option<TimexMod> {
    if words.is(at, &["end", "close"]) {
        Some(TimexMod::End)
    } else if words.is(at, &["beginning", "start", "outset"]) {
        Some(TimexMod::Start)
    } else if words.is(at, &["middle", "midst"]) {
        Some(TimexMod::Mid)
    } else {
        None
    }
}

/// "early 2015", "late November", "mid-1990", "early Tuesday", "earlier Sunday", "mid afternoon".
fn early(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    if here > at {
        words.next(here)?;
    }
    let modifier = if words.is(here, &["early", "earlier"]) {
        TimexMod::Start
    } else if words.is(here, &["late", "later"]) {
        TimexMod::End
    } else if words.is(here, &["mid", "middle"]) {
        TimexMod::Mid
    } else {
        return None;
    };
    let inner_at = words.after_hyphen(here + 1);
    // "the late-November trip": the article is the noun's.
    if inner_at > here + 1 && here > at {
        return None;
    }
    let inner_at = inner_at + usize::from(words.goes_on(inner_at, &["in", "on"]));
    words.next(inner_at)?;
    let inner = core(words, inner_at).filter(is_stretch)?;
    Some(Found { start: at, ..inner }.with_modifier(modifier))
}

/// "around 7:15 p.m.", "about noon": a modifier before a time of day.
fn about(words: &Words<'_>, at: usize) -> Option<Found> {
    let (modifier, end) = deixis::modifier(words, at)?;
    words.next(end)?;
    let inner = core(words, end).filter(|found| {
        found
            .clock
            .as_ref()
            .is_some_and(|clock| clock.starts_with('T') && clock.contains(':'))
    })?;
    Some(Found { start: at, ..inner }.with_modifier(modifier))
}

fn is_stretch(found: &Found) -> bool {
    !matches!(
        found.meaning,
        Meaning::Duration(_) | Meaning::Set(_) | Meaning::Reference(_)
    )
}
