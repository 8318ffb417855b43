//! Units and parts of the day that stand without number or selector: "a long day", "at night", "every busy week
//! ends", "tons per month".
//!
//! TimeML marks the noun wherever it names time. Asked last: whatever else reads the word wins.
//!
//! Not this: ages ("six-year-old"), compounds ("last-minute", "quarter-century"), counted ones ("the third
//! consecutive month"), greetings ("good evening"), programmes ("the morning show") and names ("Justice Day",
//! "Family Day").

use dateline_data::{PartOfDay, Unit, UnitNumber};

use dateline_schema::TimexMod;

use super::duration;
use super::number::Quantity;
use crate::expr::{Anchor, Found, Meaning, Shift};
use crate::lex::{Kind, Words};

/// A unit or part of the day by itself.
pub(super) fn noun(words: &Words<'_>, at: usize) -> Option<Found> {
    end_of_unit(words, at)
        .or_else(|| per_unit(words, at))
        .or_else(|| day_of_event(words, at))
        .or_else(|| unit(words, at))
        .or_else(|| part(words, at))
}

/// "year-end", "year's end", "month's end": of the year or month spoken of.
fn end_of_unit(words: &Words<'_>, at: usize) -> Option<Found> {
    let unit = words
        .unit(at)
        .filter(|unit| matches!(unit, Unit::Month | Unit::Year))?;
    if words.text(at).ends_with('s') {
        return None;
    }
    let here = words.after_hyphen(at + 1);
    let here = if words.is_joined(here) && words.is(here, &["'", "’"]) && words.is(here + 1, &["s"])
    {
        here + 2
    } else {
        here
    };
    let before = |any: &[&str]| at > 0 && words.next(at).is_some() && words.is(at - 1, any);
    let is_free = before(&[
        "by", "at", "before", "since", "until", "around", "of", "to", "from", "near",
    ]);
    (words.goes_on(here, &["end"]) && is_free).then(|| {
        let meaning = Meaning::Shift(Shift {
            anchor: Anchor::LastSpoken,
            n: 0,
            unit,
            whole: true,
        });
        Found::new(at, here + 1, "end-of-unit", meaning).with_modifier(TimexMod::End)
    })
}

/// "per month", "per day".
fn per_unit(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.is(at, &["per"]) {
        return None;
    }
    let form = words.next(at + 1)?.meaning?.unit?;
    let value = duration::value(Quantity::Whole(1), form.unit);
    // "instructions per second" measures a speed.
    (form.number == UnitNumber::Singular && form.unit > Unit::Minute)
        .then(|| Found::new(at, at + 2, "per-unit", Meaning::Set(value)))
}

/// "the day after his death": a day that an event fixes; "the day before last Tuesday": one that a date fixes.
fn day_of_event(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    let fits = words.is(here, &["day"]) && (here == at || words.next(here).is_some());
    let is_after = words.goes_on(here + 1, &["after"]);
    if !fits || !(is_after || words.goes_on(here + 1, &["before"])) {
        return None;
    }
    words.next(here + 2)?;
    if let Some(date) = super::day(words, here + 2).filter(|found| found.clock.is_none()) {
        let meaning = Meaning::DayBeside(Box::new(date.meaning), if is_after { 1 } else { -1 });
        return Some(Found::new(at, date.end, "day-beside-date", meaning));
    }
    // "later in the day before returning": the day is the one spoken of.
    let is_told = at > 0 && words.next(at).is_some() && words.is(at - 1, &["in", "the"]);
    (!is_told).then(|| Found::new(at, here + 1, "day-of-event", Meaning::Elsewhere(Unit::Day)))
}

/// "a long day", "a busy week", "weekend plans".
fn unit(words: &Words<'_>, at: usize) -> Option<Found> {
    let form = words.meaning(at)?.unit?;
    let is_weekend = form.unit == Unit::Weekend;
    let fits = match form.number {
        UnitNumber::Singular => matches!(
            form.unit,
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Year
        ),
        UnitNumber::Plural => is_weekend,
        _ => false,
    };
    if !fits || !stands_free(words, at) || is_counted(words, at) || is_owned(words, at) {
        return None;
    }
    let meaning = match form.number {
        UnitNumber::Plural => Meaning::Set("XXXX-WXX-WE".to_owned()),
        _ if is_weekend => Meaning::Shift(Shift {
            anchor: Anchor::Publication,
            n: 0,
            unit: Unit::Weekend,
            whole: true,
        }),
        _ => Meaning::Duration(duration::value(Quantity::Whole(1), form.unit)),
    };
    Some(Found::new(at, at + 1, "bare-unit", meaning))
}

/// "at night", "morning tea".
fn part(words: &Words<'_>, at: usize) -> Option<Found> {
    let PartOfDay::Stretch { value } = words.meaning(at)?.part? else {
        return None;
    };
    let is_greeting = at > 0 && words.is(at - 1, &["good"]) && words.next(at).is_some();
    let is_programme = words.goes_on(at + 1, &["show", "talk", "news"]);
    // "As dawn broke": more often an event than a part of the day.
    let is_dawn = words.is(at, &["dawn", "daybreak", "dusk"]);
    if is_greeting || is_programme || is_dawn || !stands_free(words, at) || is_counted(words, at) {
        return None;
    }
    let meaning = Meaning::PartOfDay(Anchor::LastSpoken, 0);
    Some(Found::new(at, at + 1, "bare-part-of-day", meaning).with_clock(value))
}

/// Not joined to another word, and no name: in lower case, or shouted with its neighbour.
fn stands_free(words: &Words<'_>, at: usize) -> bool {
    let is_hyphen = |at: usize| words.is(at, &["-", "‐", "‑", "_", "@", "#", "/", "&"]);
    let is_bound = (words.is_joined(at) && at > 0 && is_hyphen(at - 1))
        || (words.is_joined(at + 1) && is_hyphen(at + 1));
    let is_shouted = |at: usize| {
        words.get(at).is_some_and(|word| word.kind == Kind::Letters)
            && words.text(at).len() > 1
            && words.text(at).chars().all(char::is_uppercase)
    };
    let is_name = words.is_capital(at)
        && !(is_shouted(at) && (at > 0 && is_shouted(at - 1) || is_shouted(at + 1)));
    !is_bound && !is_name
}

/// "his day in court", "the company's year", "all day", "April month": no day of the calendar is meant, or another
/// word has told it.
fn is_owned(words: &Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| words.next(at).is_some()) else {
        return false;
    };
    let is_possessive = words.is(
        before,
        &["my", "your", "his", "her", "its", "our", "their", "all"],
    ) || (words.is(before, &["s"])
        && words.is_joined(before)
        && before > 0
        && words.is(before - 1, &["'", "’"]));
    is_possessive
        || words
            .meaning(before)
            .is_some_and(|word| word.month.is_some())
}

/// Behind a number, an ordinal or an adjective of counting another rule decides.
fn is_counted(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.next(at).is_some()
        && (words.words[at - 1].kind == Kind::Digits
            || words.meaning(at - 1).is_some_and(|word| {
                word.number.is_some()
                    || word.precedes_unit && !words.is(at - 1, &["long", "full", "whole"])
            })
            || words.is(at - 1, &["last", "next", "th", "st", "nd", "rd"]))
}
