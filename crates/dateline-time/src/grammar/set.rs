//! Recurrences: "daily", "every Monday", "each year", "every two weeks", "twice a week", "Tuesday nights",
//! "Sundays".
//!
//! Not this: "the Daily Star", where the word is part of a name.

use dateline_data::{PartOfDay, Unit, UnitNumber};

use super::number::{Quantity, quantity};
use super::{duration, weekday};
use crate::expr::{Found, Meaning, Which};
use crate::lex::{Kind, Words};

/// A recurrence.
pub(super) fn recurrence(words: &Words<'_>, at: usize) -> Option<Found> {
    rate(words, at)
        .or_else(|| adverb(words, at))
        .or_else(|| every(words, at))
        .or_else(|| times_per(words, at))
        .or_else(|| plural_weekday(words, at))
}

/// "Every year on March 23", "annually in June": the day or month recurs with the years.
pub(super) fn recur_with_years(words: &Words<'_>, found: &mut [Found]) {
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(years), Some(date)) = (before.last(), rest.first_mut()) else {
            continue;
        };
        let yearly = matches!(&years.meaning, Meaning::Set(value) if value == "P1Y");
        let follows = years.end + 1 == date.start && words.goes_on(years.end, &["on", "in"]);
        if let Meaning::Open(open) = &date.meaning
            && open.which == Which::Bare
            && open.what.is_part_of_year()
            && yearly
            && follows
        {
            date.meaning = Meaning::Set(open.what.value(words.calendar));
            date.rule = "recurs-with-years";
        }
    }
}

/// "700 seats a week", "$33 million a year", "24 hours a day": so much in every such unit.
fn rate(words: &Words<'_>, at: usize) -> Option<Found> {
    let form = words
        .next(at + 1)
        .filter(|_| words.is(at, &["a", "an"]))?
        .meaning?
        .unit?;
    let end = at + 2;
    let fits = form.number == UnitNumber::Singular
        && form.unit >= Unit::Hour
        && form.unit != Unit::Quarter
        && at > 0
        && words.next(at).is_some()
        && !words.goes_on(
            end,
            &[
                "ago", "earlier", "later", "after", "before", "from", "or", "-", "old", "prior",
            ],
        );
    if !fits {
        return None;
    }
    if words.goes_on(end, &["and"]) && words.goes_on(end + 1, &["a"]) {
        return None;
    }
    // A number stands right before it, or before the noun that is counted.
    let is_number = |at: usize| {
        words.get(at).is_some_and(|word| {
            word.kind == Kind::Digits || word.meaning.is_some_and(|word| word.number.is_some())
        })
    };
    let is_noun = |at: usize| {
        words.get(at).is_some_and(|word| word.kind == Kind::Letters)
            && words.text(at).ends_with('s')
    };
    let is_rate = is_number(at - 1) || (at > 1 && is_noun(at - 1) && is_number(at - 2));
    let value = duration::value(Quantity::Whole(1), form.unit);
    is_rate.then(|| Found::new(at, end, "rate", Meaning::Set(value)))
}

fn adverb(words: &Words<'_>, at: usize) -> Option<Found> {
    let form = words.meaning(at)?.unit?;
    if form.number != UnitNumber::Adverb {
        return None;
    }
    let in_name = words.is_capital(at)
        && (words
            .next(at + 1)
            .is_some_and(|next| next.kind == Kind::Letters)
            && words.is_capital(at + 1)
            || at > 0 && words.next(at).is_some() && words.is_capital(at - 1));
    let value = duration::value(Quantity::Whole(1), form.unit);
    (!in_name).then(|| Found::new(at, at + 1, "adverb-of-recurrence", Meaning::Set(value)))
}

/// "every day", "each July", "every other week", "every Friday morning".
fn every(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.is(at, &["every", "each"]) {
        return None;
    }
    let is_other = words.goes_on(at + 1, &["other"]);
    let here = at + 1 + usize::from(is_other || words.goes_on(at + 1, &["single"]));
    let next = words.next(here)?;
    let set = |value: String, end, rule| Some(Found::new(at, end, rule, Meaning::Set(value)));
    if let Some((weekday, end)) = weekday::weekday_word(words, here) {
        let part = part_behind(words, end);
        let value = format!("XXXX-WXX-{weekday}{}", part.unwrap_or(""));
        return set(value, end + usize::from(part.is_some()), "every-weekday");
    }
    let meaning = next.meaning;
    if let Some(month) = meaning
        .and_then(|word| word.month)
        .filter(|_| words.is_capital(here))
    {
        return set(format!("XXXX-{month:02}"), here + 1, "every-month-of-name");
    }
    if let Some(season) = meaning.and_then(|word| word.season) {
        return set(format!("XXXX-{}", season.value), here + 1, "every-season");
    }
    if let Some(PartOfDay::Stretch { value }) = meaning.and_then(|word| word.part) {
        return set(format!("XXXX-XX-XX{value}"), here + 1, "every-part-of-day");
    }
    let (n, unit_at) =
        quantity(words, here).unwrap_or((Quantity::Whole(if is_other { 2 } else { 1 }), here));
    if unit_at > here {
        words.next(unit_at)?;
    }
    let form = words.meaning(unit_at)?.unit?;
    // "each second" is an ordinal more often than a unit.
    let fits = form.number != UnitNumber::Adverb && form.unit != Unit::Second;
    fits.then(|| set(duration::value(n, form.unit), unit_at + 1, "every-unit"))?
}

/// "twice a week", "three times a day", "once every two years".
fn times_per(words: &Words<'_>, at: usize) -> Option<Found> {
    let times = if words.is(at, &["once", "twice"]) {
        at + 1
    } else {
        let (_, end) = quantity(words, at)?;
        if !words.goes_on(end, &["times"]) {
            return None;
        }
        end + 1
    };
    words.next(times)?;
    if words.is(times, &["every", "each"]) {
        let inner = every(words, times)?;
        return Some(Found { start: at, ..inner });
    }
    if !words.is(times, &["a", "an", "per"]) {
        return None;
    }
    words.next(times + 1)?;
    let form = words.meaning(times + 1)?.unit?;
    let value = duration::value(Quantity::Whole(1), form.unit);
    (form.number == UnitNumber::Singular)
        .then(|| Found::new(at, times + 2, "times-per-unit", Meaning::Set(value)))
}

/// "Sundays", "Tuesday nights", "weekends".
fn plural_weekday(words: &Words<'_>, at: usize) -> Option<Found> {
    if let Some((weekday, end)) = weekday::weekday_word(words, at) {
        let part = part_behind(words, end).filter(|_| words.text(end).ends_with('s'))?;
        let value = format!("XXXX-WXX-{weekday}{part}");
        return Some(Found::new(
            at,
            end + 1,
            "plural-weekday",
            Meaning::Set(value),
        ));
    }
    let singular = words
        .text(at)
        .strip_suffix('s')
        .filter(|_| words.is_capital(at))?;
    if singular.len() < 6 {
        return None;
    }
    let weekday = words
        .calendar
        .word(&singular.to_ascii_lowercase())?
        .weekday?;
    let value = format!("XXXX-WXX-{weekday}");
    Some(Found::new(
        at,
        at + 1,
        "plural-weekday",
        Meaning::Set(value),
    ))
}

fn part_behind(words: &Words<'_>, at: usize) -> Option<&'static str> {
    match words.next(at)?.meaning?.part? {
        PartOfDay::Stretch { value } => Some(value),
        PartOfDay::Clock { .. } => None,
    }
}
