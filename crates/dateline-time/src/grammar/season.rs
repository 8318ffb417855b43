//! Seasons: "last summer", "the summer of 1955", "spring 2014", "this fall".
//!
//! Not this: "spring" and "fall" as verbs and nouns of other things; a season that stands alone needs its year,
//! a word that says which one, or a preposition of time.

use super::select::{Selector, select};
use super::{month, year};
use crate::expr::{Found, Meaning, Recurring, Which};
use crate::lex::Words;
use crate::point::Point;

/// A season.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    if let Some(found) = behind_year(words, at) {
        return Some(found);
    }
    let selected = select(words, at);
    let here = selected.end;
    if here > at {
        words.next(here)?;
    }
    let meaning = words.meaning(here)?;
    let season = meaning.season?;
    let end = here + 1;
    let of = end + usize::from(words.goes_on(end, &["of", ","]));
    if words.next(of).is_some()
        && let Some((year, end)) = year::any(words, of)
    {
        let point = Point::Season(year, season);
        return Some(Found::new(at, end, "season-of-year", Meaning::Point(point)));
    }
    let open = |which, end, rule| {
        let meaning = Meaning::open(Recurring::Season(season), which);
        Some(Found::new(at, end, rule, meaning))
    };
    if let Some((which, end)) = month::relative_year(words, end) {
        return open(which, end, "season-of-relative-year");
    }
    // "the fall of the castle".
    if meaning.doubtful && words.goes_on(end, &["of", "in"]) {
        return None;
    }
    match selected.selector {
        Selector::Last => open(Which::Last, end, "last-season"),
        Selector::Next | Selector::Coming => open(Which::Next, end, "next-season"),
        Selector::This => open(Which::This, end, "this-season"),
        Selector::Previous => open(Which::Before, end, "previous-season"),
        Selector::Following | Selector::TheNext => open(Which::After, end, "following-season"),
        Selector::That => open(Which::YearFromThere(0), end, "that-season"),
        Selector::The if !meaning.doubtful || has_preposition(words, at) => {
            open(Which::Bare, end, "bare-season")
        }
        Selector::None if here == at && has_preposition(words, at) && !words.is_joined(end) => {
            open(Which::Bare, end, "bare-season")
        }
        _ => None,
    }
}

/// "1982 summer", "the 1982 summer".
fn behind_year(words: &Words<'_>, at: usize) -> Option<Found> {
    let year_at = at + usize::from(words.is(at, &["the"]));
    let (year, end) = year::plain(words, year_at)?;
    let season = words.next(end)?.meaning?.season?;
    let point = Point::Season(year, season);
    Some(Found::new(
        at,
        end + 1,
        "season-of-year",
        Meaning::Point(point),
    ))
}

fn has_preposition(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.next(at).is_some()
        && words.is(
            at - 1,
            &[
                "in", "since", "by", "during", "until", "through", "early", "late", "mid",
            ],
        )
}
