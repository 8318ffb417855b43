//! Weekdays: "Friday", "last Friday", "Friday morning", "the previous Friday", "Friday the 13th".
//!
//! Not this: "sun", "sat", "wed" in lower case; other short forms in lower case unless they are written for nothing
//! else ("tues") or a word before them chooses one ("next fri"); and the doubtful short forms where neither a full
//! stop nor a date nor a clock time stands beside them.

use super::select::{Selector, select};
use super::{clock, number};
use crate::expr::{Found, Meaning, Open, Recurring, Which};
use crate::lex::{Gap, Kind, Words};

/// A weekday, with the words that say which one, and the part of the day.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<Found> {
    let selected = select(words, at);
    let (which, rule) = match selected.selector {
        Selector::None => (Which::Bare, "bare-weekday"),
        Selector::Last | Selector::Past => (Which::Last, "last-weekday"),
        Selector::Next | Selector::Coming => (Which::Next, "next-weekday"),
        Selector::This => (Which::This, "this-weekday"),
        Selector::Previous => (Which::Before, "previous-weekday"),
        Selector::Following | Selector::TheNext => (Which::After, "following-weekday"),
        Selector::That => (Which::Before, "that-weekday"),
        _ => return None,
    };
    let here = selected.end;
    if here > at && words.is(here - 1, &["a", "an"]) {
        return None;
    }
    if here > at {
        words.next(here)?;
    }
    let (weekday, end) = weekday_word(words, here)?;
    if which == Which::Bare && !is_weekday(words, here, end) {
        return None;
    }
    let meaning = Meaning::open(Recurring::Weekday(weekday), which);
    let found = Found::new(at, end, rule, meaning);
    if let Some(found) = with_day(words, &found, weekday) {
        return Some(found);
    }
    Some(clock::behind_day(words, with_week(words, found, weekday)))
}

/// The weekday that a word names, and the word behind it and its full stop.
pub(super) fn weekday_word(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    let meaning = words.meaning(at)?;
    let weekday = meaning.weekday?;
    let is_short = words.text(at).len() <= 5;
    if is_short && !words.is_capital(at) && !is_small_weekday(words, at, meaning.doubtful) {
        return None;
    }
    let end = if is_short {
        let after = words.after_stop(at + 1);
        // The full stop of an abbreviation goes on with a day, a comma or lower case.
        let goes_on = words.next(after).is_some() && !words.is_capital(after);
        if goes_on { after } else { at + 1 }
    } else {
        at + 1
    };
    Some((weekday, end))
}

/// Whether a short form in lower case is a weekday: "tues", "every mon"; not "the sat fat", "this sun".
fn is_small_weekday(words: &Words<'_>, at: usize, doubtful: bool) -> bool {
    let is_chosen = at > 0
        && words.next(at).is_some()
        && words.is(at - 1, &["each", "every", "last", "next", "nxt", "this"]);
    if words.is(at, &["sat", "sun", "wed", "weds"]) {
        // "The run is this sun!", but not "this sun burned" and "every wed couple".
        let ends = words
            .next(at + 1)
            .is_none_or(|next| next.kind == Kind::Mark && next.gap == Gap::Joined);
        return is_chosen && ends && !words.is(at + 1, &["-", "'", "’"]);
    }
    let is_long = words.text(at).len() >= 4 && !doubtful;
    is_long || is_chosen
}

/// Whether a weekday that stands alone is one: the long names always.
fn is_weekday(words: &Words<'_>, at: usize, end: usize) -> bool {
    let doubtful = words.meaning(at).is_some_and(|word| word.doubtful);
    if !doubtful {
        return true;
    }
    let has_stop = end > at + 1;
    let before = at > 0
        && words.next(at).is_some()
        && words.is(at - 1, &["on", "by", "until", "this", "next", "last"]);
    let is_shouted = words.text(at).chars().all(char::is_uppercase);
    let followed = words
        .next(end + usize::from(words.is_joined(end) && words.is(end, &[","])))
        .is_some_and(|next| {
            next.kind == Kind::Digits || next.meaning.is_some_and(|word| word.part.is_some())
        });
    !is_shouted && (has_stop || before || followed)
}

/// "Friday the 13th", "Friday, the 13th".
fn with_day(words: &Words<'_>, found: &Found, weekday: u8) -> Option<Found> {
    let here = found.end + usize::from(words.is_joined(found.end) && words.is(found.end, &[","]));
    if !words.goes_on(here, &["the"]) {
        return None;
    }
    words.next(here + 1)?;
    // "Friday, the fourth decline" counts something else.
    words.digits(here + 1, 1..=2)?;
    let (day, end) = number::ordinal(words, here + 1)?;
    let day = u8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let meaning = Meaning::Open(Open {
        what: Recurring::DayOfMonth(day),
        which: Which::Bare,
        weekday: Some(weekday),
    });
    Some(Found::new(found.start, end, "weekday-with-day", meaning))
}

/// "Friday last week", "Monday of next week".
fn with_week(words: &Words<'_>, found: Found, weekday: u8) -> Found {
    let here = found.end + usize::from(words.goes_on(found.end, &["of"]));
    if words.next(here).is_none() || !words.goes_on(here + 1, &["week"]) {
        return found;
    }
    let weeks = if words.is(here, &["last"]) {
        -1
    } else if words.is(here, &["this"]) {
        0
    } else if words.is(here, &["next"]) {
        1
    } else {
        return found;
    };
    Found {
        end: here + 2,
        rule: "weekday-of-week",
        meaning: Meaning::WeekdayOfWeek(weekday, weeks),
        ..found
    }
}
