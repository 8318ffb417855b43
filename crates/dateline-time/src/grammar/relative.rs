//! Units of time that are placed by a word: "last week", "this year", "three days ago", "a year earlier", "the
//! next day", "the same day", "recent years", "the end of the month".

use dateline_data::{Unit, UnitNumber};
use dateline_schema::TimexMod;

use super::deixis;
use super::number::{Quantity, quantity};
use super::select::{Selector, select};
use crate::expr::{Anchor, Found, Meaning, Shift};
use crate::lex::Words;

/// A unit that is placed in the calendar by the words about it.
pub(super) fn shift(words: &Words<'_>, at: usize) -> Option<Found> {
    counted(words, at)
        .or_else(|| selected(words, at))
        .or_else(|| week_of(words, at))
}

/// "three days ago", "about two weeks later", "a year earlier", "years ago", "the day before".
fn counted(words: &Words<'_>, at: usize) -> Option<Found> {
    let (modifier, here) = match deixis::modifier(words, at) {
        Some((modifier, end)) if words.next(end).is_some() => (Some(modifier), end),
        _ => (None, at),
    };
    let (quantity, unit_at) = if let Some((quantity, end)) = quantity(words, here) {
        (quantity, end)
    } else if words.is(here, &["a", "an", "one", "the"]) {
        (Quantity::Whole(1), here + 1)
    } else {
        (Quantity::Vague, here)
    };
    if unit_at > here {
        words.next(unit_at)?;
    }
    let form = words.meaning(unit_at)?.unit?;
    let is_vague = quantity == Quantity::Vague;
    if form.number == UnitNumber::Adverb
        || (unit_at == here && form.number != UnitNumber::Plural)
        || words.is(here, &["the"])
            && form.unit != Unit::Day
            && form.unit != Unit::Week
            && form.unit != Unit::Month
            && form.unit != Unit::Year
    {
        return None;
    }
    let mut end = unit_at + 1;
    let or_so = words.goes_on(end, &["or"]) && words.goes_on(end + 1, &["so"]);
    if or_so {
        end += 2;
    }
    let (anchor, sign, end) = direction(words, end, words.is(here, &["the"]))?;
    let modifier = modifier.or(or_so.then_some(TimexMod::Approx));
    let done = |meaning, rule| {
        let mut found = Found::new(at, end, rule, meaning);
        found.modifier = modifier;
        Some(found)
    };
    if is_vague {
        let reference = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return done(Meaning::Reference(reference), "vague-distance");
    }
    let unit = form.unit;
    let (n, unit) = match (quantity, unit) {
        (Quantity::Half(n), Unit::Year) => (
            i32::try_from(n.checked_mul(12)?.checked_add(6)?).ok()?,
            Unit::Month,
        ),
        (Quantity::Half(n), Unit::Decade) => (
            i32::try_from(n.checked_mul(10)?.checked_add(5)?).ok()?,
            Unit::Year,
        ),
        _ => (quantity.whole()?, unit),
    };
    let meaning = Meaning::Shift(Shift {
        anchor,
        n: sign * n,
        unit,
        whole: false,
    });
    done(meaning, "distance")
}

/// "ago", "earlier", "later", "from now", "before", "after": the anchor, the sign and the word behind.
fn direction(words: &Words<'_>, at: usize, is_the: bool) -> Option<(Anchor, i32, usize)> {
    let at = words.after_hyphen(at);
    words.next(at)?;
    if is_the {
        // "the day before": only with nothing that it could be before.
        return if words.is(at, &["before"]) && !goes_on_with_noun(words, at + 1) {
            Some((Anchor::LastSpoken, -1, at + 1))
        } else if words.is(at, &["after"]) && !goes_on_with_noun(words, at + 1) {
            Some((Anchor::LastSpoken, 1, at + 1))
        } else {
            None
        };
    }
    if words.is(at, &["ago"]) {
        return Some((Anchor::Publication, -1, at + 1));
    }
    if words.is(at, &["earlier", "previously", "beforehand"]) {
        return Some((Anchor::LastSpoken, -1, at + 1));
    }
    if words.is(at, &["later", "afterward", "afterwards", "hence"]) {
        return Some((Anchor::LastSpoken, 1, at + 1));
    }
    if words.is(at, &["from"]) && words.goes_on(at + 1, &["now", "today"]) {
        return Some((Anchor::Publication, 1, at + 2));
    }
    if words.is(at, &["before"]) && !goes_on_with_noun(words, at + 1) {
        return Some((Anchor::LastSpoken, -1, at + 1));
    }
    if words.is(at, &["after"]) && !goes_on_with_noun(words, at + 1) {
        return Some((Anchor::LastSpoken, 1, at + 1));
    }
    None
}

fn goes_on_with_noun(words: &Words<'_>, at: usize) -> bool {
    words
        .next(at)
        .is_some_and(|next| next.kind != crate::lex::Kind::Mark)
}

/// "last week", "this year", "the next day", "recent months", "earlier this month", "the month".
fn selected(words: &Words<'_>, at: usize) -> Option<Found> {
    let (modifier, here) = leading_part(words, at);
    let selected = select(words, here);
    let mut unit_at = selected.end;
    if unit_at == here {
        return None;
    }
    let is_fiscal = words
        .next(unit_at)
        .is_some_and(|next| next.meaning.is_some_and(|word| word.precedes_unit));
    unit_at += usize::from(is_fiscal);
    words.next(unit_at)?;
    let form = words.meaning(unit_at)?.unit?;
    let end = unit_at + 1;
    let is_plural = form.number == UnitNumber::Plural;
    let unit = form.unit;
    // "the Year III", "This Week With", "the Day": a capital makes it a name.
    let is_name = words.is_capital(unit_at) && !words.is_capital(here);
    if is_name || matches!(form.number, UnitNumber::Adverb | UnitNumber::Short) {
        return None;
    }
    let or_so = words.goes_on(end, &["or"]) && words.goes_on(end + 1, &["so"]);
    let end = end + if or_so { 2 } else { 0 };
    let modifier = modifier.or(or_so.then_some(TimexMod::Approx));
    let done = |meaning, rule| {
        let mut found = Found::new(at, end, rule, meaning);
        found.modifier = modifier;
        Some(found)
    };
    let shift = |anchor, n| {
        Meaning::Shift(Shift {
            anchor,
            n,
            unit,
            whole: true,
        })
    };
    if is_plural {
        return match selected.selector {
            Selector::Recent | Selector::Past if unit >= Unit::Day => {
                done(Meaning::Reference("PAST_REF"), "recent-units")
            }
            Selector::Coming | Selector::Next => {
                done(Meaning::Reference("FUTURE_REF"), "coming-units")
            }
            Selector::Following | Selector::Previous if unit >= Unit::Day => {
                let value = super::duration::value(Quantity::Vague, unit);
                done(Meaning::Duration(value), "following-units")
            }
            _ => None,
        };
    }
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    match selected.selector {
        Selector::Last => done(shift(Anchor::Publication, -1), "last-unit"),
        Selector::Next => done(shift(Anchor::Publication, 1), "next-unit"),
        Selector::TheNext => done(shift(Anchor::LastSpoken, 1), "following-unit"),
        Selector::This => done(shift(Anchor::Publication, 0), "this-unit"),
        Selector::That => done(shift(Anchor::LastSpoken, 0), "that-unit"),
        Selector::Previous => done(shift(Anchor::LastSpoken, -1), "previous-unit"),
        Selector::Following => done(shift(Anchor::LastSpoken, 1), "following-unit"),
        // A business year has its own borders: "the year ended March 31" is a length that ends there.
        Selector::The if unit == Unit::Year && ends_on_date(words, end) => {
            let value = super::duration::value(Quantity::Whole(1), unit);
            done(Meaning::Duration(value), "year-that-ends")
        }
        Selector::The if unit >= Unit::Day && unit <= Unit::Year => {
            definite(words, unit, unit_at).and_then(|meaning| done(meaning, "definite-unit"))
        }
        _ => None,
    }
}

/// "ended March 31", "ending tomorrow", "to Sept. 30".
fn ends_on_date(words: &Words<'_>, at: usize) -> bool {
    if !words.goes_on(at, &["ended", "ending", "ends", "to"]) {
        return false;
    }
    let on = at + 1 + usize::from(words.goes_on(at + 1, &["on"]));
    words.next(on).is_some() && super::day(words, on).is_some()
}

/// "the week", "the year": of the publication day; "the day": the one last spoken of. Not "the year of", "the day
/// care", "the week that".
fn definite(words: &Words<'_>, unit: Unit, at: usize) -> Option<Meaning> {
    let is_named = words.goes_on(
        at + 1,
        &[
            "-", "care", "when", "that", "of", "to", "in", "before", "after", "laborers", "trip",
        ],
    );
    if is_named && (unit == Unit::Day || words.is(at + 1, &["-", "of"])) {
        return None;
    }
    let anchor = if unit == Unit::Day {
        Anchor::LastSpoken
    } else {
        Anchor::Publication
    };
    Some(Meaning::Shift(Shift {
        anchor,
        n: 0,
        unit,
        whole: true,
    }))
}

/// "earlier this year", "late last week", "early next month", "later that day".
fn leading_part(words: &Words<'_>, at: usize) -> (Option<TimexMod>, usize) {
    let modifier = if words.is(at, &["early", "earlier"]) {
        TimexMod::Start
    } else if words.is(at, &["late", "later"]) {
        TimexMod::End
    } else if words.is(at, &["mid"]) {
        TimexMod::Mid
    } else {
        return (None, at);
    };
    let here = words.after_hyphen(at + 1);
    let here =
        here + usize::from(words.goes_on(here, &["in", "on"]) && words.goes_on(here + 1, &["the"]));
    if words.next(here).is_some() {
        (Some(modifier), here)
    } else {
        (None, at)
    }
}

/// "the week of March 6".
fn week_of(words: &Words<'_>, at: usize) -> Option<Found> {
    let here = at + usize::from(words.is(at, &["the"]));
    let is_week = words.is(here, &["week"])
        && words.goes_on(here + 1, &["of", "ending", "ended", "beginning"]);
    if !is_week || words.next(here + 2).is_none() {
        return None;
    }
    let day = super::month::date(words, here + 2)?;
    let meaning = Meaning::WeekOf(Box::new(day.meaning));
    Some(Found::new(at, day.end, "week-of-day", meaning))
}
