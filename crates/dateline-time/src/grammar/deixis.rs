//! Fixed phrases: "yesterday", "now", "the near future", "tomorrow morning", and the holidays.

use dateline_data::{Deixis, HolidayRule, PhraseMeaning, Unit};
use dateline_schema::TimexMod;

use super::select::{Selector, select};
use super::{clock, month, year};
use crate::expr::{Anchor, Found, Meaning, Recurring, Shift, Which};
use crate::lex::{Kind, Words};
use crate::point::Point;

/// A fixed phrase or a holiday.
pub(super) fn phrase(words: &Words<'_>, at: usize) -> Option<Found> {
    deictic(words, at).or_else(|| holiday(words, at))
}

/// The modifier that begins at a word, and the word behind it: "at least", "nearly".
pub(super) fn modifier(words: &Words<'_>, at: usize) -> Option<(TimexMod, usize)> {
    matches(words, at, |meaning| match meaning {
        PhraseMeaning::Modifier(modifier) => Some(modifier),
        _ => None,
    })
}

fn deictic(words: &Words<'_>, at: usize) -> Option<Found> {
    let (deixis, end) = matches(words, at, |meaning| match meaning {
        PhraseMeaning::Deixis(deixis) => Some(deixis),
        _ => None,
    })?;
    match deixis {
        Deixis::Day { days, part } => {
            let meaning = Meaning::Shift(Shift {
                anchor: Anchor::Publication,
                n: days,
                unit: Unit::Day,
                whole: true,
            });
            let found = Found::new(at, end, "deictic-day", meaning);
            Some(if part.is_empty() {
                clock::behind_day(words, found)
            } else {
                found.with_clock(part)
            })
        }
        Deixis::Reference(reference) => {
            let is_free = !stands_before_noun(words, at, end) && !is_inside_word(words, end);
            is_free.then(|| Found::new(at, end, "vague-reference", Meaning::Reference(reference)))
        }
    }
}

/// "the past president", "the future king": before a noun the phrase says something else.
fn stands_before_noun(words: &Words<'_>, at: usize, end: usize) -> bool {
    let closed = &[
        "and", "or", "is", "was", "has", "will", "to", "for", "of", "in", "that", "as", "but",
        "with", "it", "we", "he", "they", "she", "the", "on", "have", "when", "if", "by", "at",
    ];
    words.is(at, &["the"])
        && !words.is(end - 1, &["term", "day"])
        && words
            .next(end)
            .is_some_and(|next| next.kind == Kind::Letters)
        && !words.is(end, closed)
}

/// "now-defunct": a hyphen and more letters behind the phrase.
fn is_inside_word(words: &Words<'_>, end: usize) -> bool {
    words.is_joined(end)
        && (words.get(end).is_some_and(|next| next.kind != Kind::Mark)
            || words.is(end, &["_", "@", "/"]))
}

/// "Christmas", "last Thanksgiving", "New Year's Eve 1999", "Easter week".
fn holiday(words: &Words<'_>, at: usize) -> Option<Found> {
    let selected = select(words, at);
    let here = selected.end;
    if here > at {
        words.next(here)?;
    }
    let (idx, end) = matches(words, here, |meaning| match meaning {
        PhraseMeaning::Holiday(idx) => Some(idx),
        _ => None,
    })?;
    let needs_capital = words.calendar.holiday(idx).needs_capital;
    if needs_capital && !words.is_capital(here) {
        return None;
    }
    let rule = "holiday";
    if let HolidayRule::Once(day) = words.calendar.holiday(idx).rule {
        return Some(Found::new(
            here,
            end,
            "named-day",
            Meaning::Point(Point::Day(day)),
        ));
    }
    let comma = end + usize::from(words.goes_on(end, &[",", "of"]));
    if words.next(comma).is_some()
        && let Some((year, end)) = year::plain(words, comma)
    {
        let date = words.calendar.holiday(idx).rule.day(year)?;
        let meaning = Meaning::Point(Point::Day(date));
        return Some(Found::new(here, end, rule, meaning));
    }
    let what = Recurring::Holiday(idx);
    // "Easter week" is the week that the feast ends or begins.
    if words.goes_on(end, &["week"]) {
        let meaning = Meaning::WeekOf(Box::new(Meaning::bare(what)));
        return Some(Found::new(here, end + 1, "week-of-day", meaning));
    }
    if let Some((which, end)) = month::relative_year(words, end) {
        return Some(Found::new(here, end, rule, Meaning::open(what, which)));
    }
    let (which, start) = match selected.selector {
        Selector::Last | Selector::Past => (Which::Last, at),
        Selector::Next | Selector::Coming => (Which::Next, at),
        Selector::This => (Which::This, at),
        Selector::Previous => (Which::Before, at),
        Selector::Following => (Which::After, at),
        _ => (Which::Bare, here),
    };
    let found = Found::new(start, end, rule, Meaning::open(what, which));
    Some(clock::behind_day(words, found))
}

/// "9/11": a day that is named by its digits; not the start of "9/11/2019", and no score.
pub(super) fn named_in_digits(words: &Words<'_>, at: usize) -> Option<Found> {
    let is_slash = |at: usize| words.is_joined(at) && words.is(at, &["/"]);
    if words.get(at)?.kind != Kind::Digits || !is_slash(at + 1) {
        return None;
    }
    let mut phrases = words.calendar.phrases(words.text(at)).iter();
    phrases.find_map(|phrase| {
        let PhraseMeaning::Holiday(idx) = phrase.meaning else {
            return None;
        };
        let HolidayRule::Once(day) = words.calendar.holiday(idx).rule else {
            return None;
        };
        let end = phrase_end(words, at, &phrase.words)?;
        let meaning = Meaning::Point(Point::Day(day));
        (!is_slash(end) && !is_inside_word(words, end))
            .then(|| Found::new(at, end, "named-day", meaning))
    })
}

/// The longest phrase with such a meaning that begins at a word.
fn matches<T>(
    words: &Words<'_>,
    at: usize,
    pick: impl Fn(PhraseMeaning) -> Option<T>,
) -> Option<(T, usize)> {
    if !words.meaning(at)?.begins_phrase {
        return None;
    }
    let first = words.text(at).to_ascii_lowercase();
    words
        .calendar
        .phrases(&first)
        .iter()
        .find_map(|phrase| Some((pick(phrase.meaning)?, phrase_end(words, at, &phrase.words)?)))
}

fn phrase_end(words: &Words<'_>, at: usize, phrase: &[Box<str>]) -> Option<usize> {
    let mut here = at;
    for (n, want) in phrase.iter().enumerate() {
        if n > 0 {
            here = words.after_stop(here);
            words.next(here)?;
        }
        let text = words.text(here);
        let same = text.eq_ignore_ascii_case(want) || (&**want == "'" && matches!(text, "’" | "`"));
        if !same {
            return None;
        }
        here += 1;
    }
    Some(here)
}
