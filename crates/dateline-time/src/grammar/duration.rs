//! Lengths of time: "three days", "nearly two years", "the past two months", "two-year", "decades", "a year".
//!
//! Not this: a person's age ("54-year-old", "54 years old"), which says nothing of when or how long something
//! happened, and which the TimeML corpora leave unmarked.

use dateline_data::{Unit, UnitNumber};
use dateline_schema::TimexMod;

use super::deixis;
use super::number::{Quantity, quantity};
use super::select::{Selector, select};
use crate::expr::{Found, Meaning, Reach};
use crate::lex::Words;

/// A length of time, with the words that place it.
pub(super) fn length(words: &Words<'_>, at: usize) -> Option<Found> {
    let (modifier, here) = match deixis::modifier(words, at) {
        Some((modifier, end)) if words.next(end).is_some() => (Some(modifier), end),
        _ => (None, at),
    };
    // "invested over three years": without "for", "after" or the like before it, it is a preposition.
    if words.is(at, &["over"])
        && !words.is(here, &["a", "an"])
        && !(at > 0
            && words.is(
                at - 1,
                &[
                    "for", "after", "in", "of", "by", "just", "well", "took", "lasted",
                ],
            ))
    {
        return None;
    }
    let selected = select(words, here);
    let has_selector = !matches!(selected.selector, Selector::None);
    // "over the next two weeks": before an article it is a preposition.
    if modifier.is_some() && has_selector {
        return None;
    }
    let mut number_at = if has_selector { selected.end } else { here };
    let (inner, after) = match deixis::modifier(words, number_at) {
        Some((modifier, end)) if has_selector && words.next(end).is_some() => (Some(modifier), end),
        _ => (None, number_at),
    };
    number_at = after;
    if number_at > at {
        words.next(number_at)?;
    }
    if let Some(found) = singular_past(words, at, &selected, modifier) {
        return Some(found);
    }
    let Some((quantity, unit_at)) = quantity(words, number_at) else {
        return indefinite(words, at, here, modifier);
    };
    let (unit, end, or_so) = unit_phrase(words, unit_at, quantity)?;
    // "the two-week strike": the article is the noun's.
    let is_compound = words.after_hyphen(unit_at) > unit_at
        || (words.unit(end - 1).is_some()
            && words
                .meaning(end - 1)
                .and_then(|word| word.unit)
                .is_some_and(|form| form.number == UnitNumber::Singular)
            && quantity != Quantity::Whole(1));
    let start = if is_compound && selected.selector == Selector::The {
        number_at
    } else if is_compound && words.is(at, &["a", "an"]) && quantity == Quantity::Vague {
        at + 1
    } else {
        at
    };
    let mut found = Found::new(
        start,
        end,
        "length",
        Meaning::Duration(value(quantity, unit)),
    );
    found.modifier = modifier.or(inner).or(or_so.then_some(TimexMod::Approx));
    let side = match selected.selector {
        Selector::Past | Selector::Last => Some(Reach::Back),
        Selector::Next | Selector::TheNext | Selector::Coming => Some(Reach::Ahead),
        _ => None,
    };
    found.reach = side.map(|side| (side, quantity.whole(), unit));
    Some(found)
}

/// "the past year", "the last decade": one unit up to now.
fn singular_past(
    words: &Words<'_>,
    at: usize,
    selected: &super::select::Selected,
    modifier: Option<TimexMod>,
) -> Option<Found> {
    if selected.selector != Selector::Past {
        return None;
    }
    let form = words.next(selected.end)?.meaning?.unit?;
    if form.number != UnitNumber::Singular {
        return None;
    }
    let mut end = selected.end + 1;
    let or_so = words.goes_on(end, &["or"]) && words.goes_on(end + 1, &["so"]);
    end += if or_so { 2 } else { 0 };
    let meaning = Meaning::Duration(value(Quantity::Whole(1), form.unit));
    let mut found = Found::new(at, end, "past-unit", meaning);
    found.modifier = modifier;
    found.reach = Some((Reach::Back, Some(1), form.unit));
    Some(found)
}

/// Behind a number: words that may stand in between, the unit, "or so"; not an age.
fn unit_phrase(words: &Words<'_>, at: usize, quantity: Quantity) -> Option<(Unit, usize, bool)> {
    let mut here = words.after_hyphen(at);
    let is_hyphenated = here > at;
    words.next(here)?;
    // "two to three weeks", "5 or 6 days": the value is the first number's, the unit stands behind the second.
    if words.goes_on(here, &["to", "or", "and", "-", "–"])
        && !is_hyphenated
        && let Some((_, end)) = super::number::quantity(words, here + 1)
    {
        here = end;
        words.next(here)?;
    }
    for _ in 0..2 {
        if words.meaning(here).is_some_and(|word| word.precedes_unit) {
            here += 1;
            words.next(here)?;
        }
    }
    let form = words.meaning(here)?.unit?;
    // "three-quarters", "three quarters of the crop" are a fraction.
    let is_fraction = form.unit == Unit::Quarter
        && form.number == UnitNumber::Plural
        && quantity == Quantity::Whole(3)
        && (is_hyphenated || words.goes_on(here + 1, &["of"]));
    if is_fraction {
        return None;
    }
    let is_one = matches!(quantity, Quantity::Whole(1) | Quantity::Half(0));
    let fits = match form.number {
        UnitNumber::Singular => {
            is_hyphenated || is_one || words.is_joined(here) || is_compound(words, here)
        }
        UnitNumber::Plural => true,
        UnitNumber::Short => matches!(
            quantity,
            Quantity::Whole(_) | Quantity::Half(_) | Quantity::Tenths(..)
        ),
        UnitNumber::Adverb => false,
    };
    // "the first second", "20 second place".
    if !fits || is_age(words, here + 1) {
        return None;
    }
    let mut end = here + 1;
    let old = words.after_hyphen(end);
    if old > end && words.is(old, &["old", "long"]) {
        end = old + 1;
    }
    let or_so = words.goes_on(end, &["or"]) && words.goes_on(end + 1, &["so"]);
    end += if or_so { 2 } else { 0 };
    Some((form.unit, end, or_so))
}

/// "two year term", "30 year mortgage": the singular before a noun, with a number above one.
fn is_compound(words: &Words<'_>, at: usize) -> bool {
    words.unit(at) != Some(Unit::Second)
        && words
            .next(at + 1)
            .is_some_and(|next| next.kind == crate::lex::Kind::Letters && !words.is_capital(at + 1))
}

/// "-year-old", "years old", "years of age": a person's age, where the unit is the year.
fn is_age(words: &Words<'_>, after_unit: usize) -> bool {
    if words.unit(after_unit - 1) != Some(Unit::Year) {
        return false;
    }
    let old = words.after_hyphen(after_unit);
    words.goes_on(old, &["old", "olds"])
        || (words.goes_on(after_unit, &["of"]) && words.goes_on(after_unit + 1, &["age"]))
}

/// "a year", "an additional year", "weeks", "some time", "half a year".
fn indefinite(
    words: &Words<'_>,
    at: usize,
    here: usize,
    modifier: Option<TimexMod>,
) -> Option<Found> {
    let done = |end, value: String, rule| {
        let mut found = Found::new(at, end, rule, Meaning::Duration(value));
        found.modifier = modifier;
        Some(found)
    };
    if words.is(here, &["a", "an", "another"]) {
        let mut unit_at = here + 1;
        if words
            .next(unit_at)
            .is_some_and(|next| next.meaning.is_some_and(|word| word.precedes_unit))
        {
            unit_at += 1;
        }
        words.next(unit_at)?;
        let form = words.meaning(unit_at)?.unit?;
        let fits = form.number == UnitNumber::Singular
            && !matches!(form.unit, Unit::Second | Unit::Weekend | Unit::Quarter | Unit::Minute if unit_at == here + 1 && form.unit == Unit::Second || form.unit == Unit::Quarter)
            && !is_age(words, unit_at + 1)
            && !words.is(unit_at + 1, &["-"]);
        if !fits {
            return None;
        }
        let end = unit_at + 1;
        let and_a_half = words.goes_on(end, &["and"])
            && words.goes_on(end + 1, &["a"])
            && words.goes_on(end + 2, &["half"]);
        if and_a_half {
            return done(
                end + 3,
                value(Quantity::Half(1), form.unit),
                "indefinite-length",
            );
        }
        return done(
            end,
            value(Quantity::Whole(1), form.unit),
            "indefinite-length",
        );
    }
    if words.is(here, &["the"]) {
        let form = words.next(here + 1)?.meaning?.unit?;
        return (form.number == UnitNumber::Plural && form.unit >= Unit::Day && modifier.is_none())
            .then(|| done(here + 2, value(Quantity::Vague, form.unit), "plural-unit"))?;
    }
    let form = words.meaning(here)?.unit?;
    let fits = form.number == UnitNumber::Plural
        && form.unit >= Unit::Hour
        && form.unit != Unit::Quarter
        && form.unit != Unit::Weekend
        && !is_age(words, here + 1)
        && !words.is_capital(here);
    let long = words.after_hyphen(here + 1);
    let end = if long > here + 1 && words.is(long, &["long", "old"]) {
        long + 1
    } else {
        here + 1
    };
    fits.then(|| done(end, value(Quantity::Vague, form.unit), "plural-unit"))?
}

/// "all day": reserved for lengths that are written without a number or article.
pub(super) fn compound(words: &Words<'_>, at: usize) -> Option<Found> {
    // "months-long", "decade-old", "year-long", "day-long".
    let form = words.meaning(at)?.unit?;
    let long = words.after_hyphen(at + 1);
    let fits = form.number == UnitNumber::Singular
        && form.unit >= Unit::Hour
        && long > at + 1
        && words.is(long, &["long"]);
    fits.then(|| {
        let meaning = Meaning::Duration(value(Quantity::Whole(1), form.unit));
        Found::new(at, long + 1, "unit-long", meaning)
    })
}

/// A length as TIMEX3 writes it: decades and centuries in years, quarters in months, fortnights in weeks.
pub(super) fn value(quantity: Quantity, unit: Unit) -> String {
    let vague = quantity == Quantity::Vague;
    let (prefix, times, code) = match unit {
        Unit::Second => ("PT", 1, "S"),
        Unit::Minute => ("PT", 1, "M"),
        Unit::Hour => ("PT", 1, "H"),
        Unit::Day => ("P", 1, "D"),
        Unit::Weekend => ("P", 1, "WE"),
        Unit::Week => ("P", 1, "W"),
        Unit::Fortnight => ("P", 2, "W"),
        Unit::Month => ("P", 1, "M"),
        Unit::Quarter if vague || quantity == Quantity::Whole(1) => ("P", 1, "Q"),
        Unit::Quarter => ("P", 3, "M"),
        Unit::Year => ("P", 1, "Y"),
        Unit::Decade if vague => ("P", 1, "E"),
        Unit::Decade => ("P", 10, "Y"),
        Unit::Century if vague => ("P", 1, "C"),
        Unit::Century => ("P", 100, "Y"),
        Unit::Millennium if vague => ("P", 1, "L"),
        Unit::Millennium => ("P", 1000, "Y"),
    };
    // TIMEX3 writes a half in the next smaller unit where it has one.
    match (quantity, unit) {
        (Quantity::Half(n), Unit::Year) => mixed("P", n, "Y", "6M"),
        (Quantity::Half(n), Unit::Hour) => mixed("PT", n, "H", "30M"),
        (Quantity::Half(n), Unit::Minute) => mixed("PT", n, "M", "30S"),
        _ => format!("{prefix}{}{code}", quantity.value(times)),
    }
}

fn mixed(prefix: &str, n: u32, code: &str, half: &str) -> String {
    if n == 0 {
        format!("{prefix}{half}")
    } else {
        format!("{prefix}{n}{code}{half}")
    }
}
