//! `Words -> Vec<Found>`: the expression grammar, one rule family per file.
//!
//! At each word every family that can begin there is asked, and the longest reading wins; of equal ones the
//! earlier family. Readings do not overlap. Every rule looks at a bounded number of words, so that the scan is
//! linear in the text.

mod bare_unit;
mod clock;
mod day;
mod deixis;
mod duration;
mod month;
mod number;
mod numeric;
mod part_of;
mod quarter;
mod range;
mod relative;
mod season;
mod select;
mod set;
mod week;
mod weekday;
mod year;

use crate::expr::Found;
use crate::lex::{Gap, Kind, Words};

/// A rule: the expression that begins at this word, if one does.
type Rule = fn(&Words<'_>, usize) -> Option<Found>;

/// The families whose expressions stand alone or inside others.
const CORE: [Rule; 15] = [
    week::date,
    numeric::date,
    month::date,
    weekday::date,
    clock::time,
    quarter::date,
    season::date,
    day::date,
    deixis::phrase,
    relative::shift,
    set::recurrence,
    duration::length,
    duration::compound,
    year::decade_or_century,
    year::year,
];

/// Finds the expressions of a document, in order, without overlap.
pub(crate) fn scan(words: &Words<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        if !may_begin(words, at) {
            at += 1;
            continue;
        }
        if let Some(between) = week::date(words, at).filter(|found| found.rule.ends_with("-days")) {
            at = between.end;
            found.push(between);
            continue;
        }
        if let Some(ends) = range::pair(words, at) {
            at = ends[1].end;
            found.extend(ends);
            continue;
        }
        let expression = longest(part_of::part(words, at), core(words, at))
            .or_else(|| bare_unit::noun(words, at));
        match expression {
            Some(expression) => {
                at = expression.end;
                found.push(expression);
            }
            None => at += 1,
        }
    }
    range::share_years(words, &mut found);
    set::recur_with_years(words, &mut found);
    found
}

/// The longest reading by one of the core families.
fn core(words: &Words<'_>, at: usize) -> Option<Found> {
    CORE.iter()
        .filter_map(|rule| rule(words, at))
        .fold(None, |best, next| longest(best, Some(next)))
}

/// A day, for the families that add something to one.
fn day(words: &Words<'_>, at: usize) -> Option<Found> {
    let rules: [Rule; 4] = [numeric::date, month::date, weekday::date, deixis::phrase];
    rules
        .iter()
        .filter_map(|rule| rule(words, at))
        .fold(None, |best, next| longest(best, Some(next)))
        .filter(|found| !matches!(found.meaning, crate::expr::Meaning::Reference(_)))
}

fn longest(first: Option<Found>, second: Option<Found>) -> Option<Found> {
    match (first, second) {
        (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Whether an expression may begin here: not inside a word such as "x-2015" or a number such as "3.14".
fn may_begin(words: &Words<'_>, at: usize) -> bool {
    let word = &words.words[at];
    if word.kind == Kind::Mark {
        return words.is(at, &["'", "’"]);
    }
    if word.gap != Gap::Joined || at == 0 {
        return true;
    }
    // Joined to a letter or digit ("Mk2015"), to a currency or number sign, or to the tail of a number.
    match words.words[at - 1].kind {
        Kind::Letters | Kind::Digits => false,
        Kind::Mark
            if words.is(
                at - 1,
                &[
                    "(", "[", "{", "\"", "“", "‘", "'", "’", "`", "—", "–", "…", ":", "/", "*",
                    "|", ">",
                ],
            ) =>
        {
            true
        }
        Kind::Mark if words.is(at - 1, &["-", "‐", "‑"]) => begins_behind_hyphen(words, at),
        Kind::Mark if words.is(at - 1, &[".", ",", ";", "!", "?", ")"]) => {
            word.kind == Kind::Letters
        }
        Kind::Mark => false,
    }
}

/// Behind a hyphen an expression begins only as the end of a range ("1979-1985", "mid-August-September").
fn begins_behind_hyphen(words: &Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(2).and_then(|at| words.get(at)) else {
        return false;
    };
    match before.kind {
        Kind::Digits => {
            before.span.len() == words.words[at].span.len()
                && before.span.len() == 4
                && (at < 3
                    || words.words[at - 2].gap != Gap::Joined
                    || words.words[at - 3].kind == Kind::Mark && !words.is(at - 3, &["-"]))
        }
        Kind::Letters => words
            .meaning(at - 2)
            .is_some_and(|word| word.month.is_some() || word.weekday.is_some()),
        Kind::Mark => true,
    }
}

#[cfg(test)]
mod tests;
