//! Seasons: "last summer", "the summer of 1955", "spring 2014", "this fall".
//!
//! Not this: "spring" and "fall" as verbs and nouns of other things; a season that stands alone needs its year,
//! a word that says which one, or a preposition of time.

use super::select::{Selector, select};
use super::{month, year};
use crate::expr::{Found, Meaning, Recurring, Which};
use crate::lex::{Gap, Kind, Words};
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
        Selector::The
            if !meaning.doubtful
                || has_preposition(words, at)
                || is_named(words, here)
                || is_listed(words, here) =>
        {
            // "the summer offensive": the article is the noun's.
            let start = if goes_on_with_noun(words, end) {
                here
            } else {
                at
            };
            let meaning = Meaning::bare(Recurring::Season(season));
            Some(Found::new(start, end, "bare-season", meaning))
        }
        Selector::None
            if here == at
                && !words.is_joined(at + 1)
                && (!meaning.doubtful
                    || has_preposition(words, at)
                    || is_named(words, at)
                    || is_listed(words, at)) =>
        {
            open(Which::Bare, end, "bare-season")
        }
        _ => None,
    }
}

/// "the German Spring Offensive", "in Spring colours": a capital in the middle of a sentence, but not "Prague Spring,"
/// and not "in Fall River".
fn is_named(words: &Words<'_>, at: usize) -> bool {
    let follows = at > 0 && words.next(at).is_some() && words.words[at - 1].kind == Kind::Letters;
    let goes_on = words
        .next(at + 1)
        .is_some_and(|next| next.kind == Kind::Letters);
    let is_capital = |at: usize| words.is_capital(at);
    let is_fall = words.is(at, &["fall"]);
    follows
        && is_capital(at)
        && if is_capital(at - 1) {
            goes_on && is_capital(at + 1) && !is_fall
        } else {
            !(is_fall && goes_on && is_capital(at + 1))
        }
}

/// "the spring and summer": another season beside it.
fn is_listed(words: &Words<'_>, at: usize) -> bool {
    let is_season = |at: usize| {
        words
            .next(at)
            .is_some_and(|word| word.meaning.is_some_and(|word| word.season.is_some()))
    };
    let joint = &["and", "or", "to", "-", "–", "/"];
    let early = usize::from(words.is(at + 2, &["early", "late"]));
    words.goes_on(at + 1, joint) && is_season(at + 2 + early)
        || at > 1 && words.next(at).is_some() && words.is(at - 1, joint) && is_season(at - 2)
}

fn goes_on_with_noun(words: &Words<'_>, at: usize) -> bool {
    words.next(at).is_some_and(|next| {
        next.kind == Kind::Letters
            && next.gap != Gap::Joined
            && next.meaning.is_none_or(|word| word.tense.is_none())
            && !next.span.of(words.text).ends_with("ed")
            && !words.is(
                at,
                &[
                    "and", "or", "of", "in", "to", "by", "from", "when", "that", "for", "with",
                    "on", "at", "after", "before", "as", "but", "the", "he", "she", "it", "they",
                    "we", "I", "there", "while", "which", "who", "until", "where", "so", "than",
                ],
            )
    })
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
