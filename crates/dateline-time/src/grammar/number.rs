//! How many: "three", "2 1/2", "twenty-five", "a couple of", "several".

use dateline_data::NumberKind;

use crate::lex::{Kind, Words};

/// A number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// A whole number.
    Whole(u32),
    /// A whole number and a half.
    Half(u32),
    /// A decimal fraction: whole part and tenths.
    Tenths(u32, u32),
    /// More than one.
    Vague,
}

impl Quantity {
    /// The number as TIMEX3 writes it.
    pub(super) fn value(self, times: u32) -> String {
        match self {
            Self::Whole(n) => n.saturating_mul(times).to_string(),
            Self::Half(n) if times.is_multiple_of(2) => {
                (n.saturating_mul(times).saturating_add(times / 2)).to_string()
            }
            Self::Half(n) => format!("{n}.5"),
            Self::Tenths(n, tenths) => format!("{n}.{tenths}"),
            Self::Vague => "X".to_owned(),
        }
    }

    /// The whole number, where it is one.
    pub(super) fn whole(self) -> Option<i32> {
        match self {
            Self::Whole(n) => i32::try_from(n).ok(),
            _ => None,
        }
    }
}

/// Reads a number that begins at a word; gives the word behind it.
pub(super) fn quantity(words: &Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    match words.get(at)?.kind {
        Kind::Digits => digits(words, at),
        Kind::Letters => spelled(words, at),
        Kind::Mark => None,
    }
}

fn digits(words: &Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    let n = words.get(at)?.digits?;
    let mut end = at + 1;
    let mut whole = n;
    // "1,200": groups of three behind a joined comma.
    while words.is_joined(end)
        && words.is(end, &[","])
        && words.is_joined(end + 1)
        && words.digits(end + 1, 3..=3).is_some()
    {
        whole = whole
            .checked_mul(1000)?
            .checked_add(words.digits(end + 1, 3..=3)?)?;
        end += 2;
    }
    if words.is_joined(end) && words.is(end, &["."]) && words.is_joined(end + 1) {
        let tenths = words.digits(end + 1, 1..=1)?;
        let quantity = if tenths == 5 {
            Quantity::Half(whole)
        } else {
            Quantity::Tenths(whole, tenths)
        };
        return Some((quantity, end + 2));
    }
    // "1/2", "2 1/2" and "2½".
    if n == 1
        && words.is_joined(end)
        && words.is(end, &["/"])
        && words.is_joined(end + 1)
        && words.digits(end + 1, 1..=1) == Some(2)
    {
        return Some((Quantity::Half(0), end + 2));
    }
    if words.is(end, &["½"]) {
        return Some((Quantity::Half(whole), end + 1));
    }
    let slash = |at: usize| words.is_joined(at) && words.is(at, &["/"]);
    let end_of_fraction = end + 1 + usize::from(words.is(end, &["-"]));
    if words.digits(end_of_fraction - 1, 1..=1) == Some(1)
        && slash(end_of_fraction)
        && words.digits(end_of_fraction + 1, 1..=1) == Some(2)
    {
        return Some((Quantity::Half(whole), end_of_fraction + 2));
    }
    if let Some(scale) = words
        .next(end)
        .and_then(|word| word.meaning?.number)
        .filter(|number| number.kind == NumberKind::Scale)
    {
        return Some((Quantity::Whole(whole.checked_mul(scale.value)?), end + 1));
    }
    Some((Quantity::Whole(whole), end))
}

fn spelled(words: &Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    if words.is(at, &["a", "an"]) {
        return after_article(words, at + 1);
    }
    if words.is(at, &["half"]) && words.goes_on(at + 1, &["a", "an"]) {
        return Some((Quantity::Half(0), at + 2));
    }
    let number = words.meaning(at)?.number?;
    match number.kind {
        NumberKind::Vague => Some((Quantity::Vague, skip_of(words, at + 1))),
        NumberKind::About => None,
        NumberKind::Scale => Some((Quantity::Whole(number.value), at + 1)),
        NumberKind::Ordinal | NumberKind::Decade => None,
        NumberKind::Cardinal | NumberKind::Tens => {
            let (mut n, mut end) = small(words, at)?;
            while let Some(scale) = words
                .next(end)
                .and_then(|word| word.meaning?.number)
                .filter(|number| number.kind == NumberKind::Scale)
            {
                n = n.checked_mul(scale.value)?;
                end += 1;
                let rest = end + usize::from(words.goes_on(end, &["and"]));
                if let Some((tail, tail_end)) =
                    small(words, rest).filter(|_| words.next(rest).is_some())
                {
                    n = n.checked_add(tail)?;
                    end = tail_end;
                }
            }
            if words.goes_on(end, &["and"])
                && words.goes_on(end + 1, &["a"])
                && words.goes_on(end + 2, &["half"])
            {
                return Some((Quantity::Half(n), end + 3));
            }
            Some((Quantity::Whole(n), end))
        }
    }
}

/// A number below a hundred.
fn small(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let number = words.meaning(at)?.number?;
    match number.kind {
        NumberKind::Cardinal => Some((number.value, at + 1)),
        NumberKind::Tens => {
            let unit = words.after_hyphen(at + 1);
            let tail = words
                .next(unit)
                .and_then(|word| word.meaning?.number)
                .filter(|tail| tail.kind == NumberKind::Cardinal && (1..10).contains(&tail.value));
            Some(match tail {
                Some(tail) => (number.value + tail.value, unit + 1),
                None => (number.value, at + 1),
            })
        }
        _ => None,
    }
}

/// Behind "a": "a couple of", "a few", "a hundred", "a dozen".
fn after_article(words: &Words<'_>, at: usize) -> Option<(Quantity, usize)> {
    let number = words.next(at)?.meaning?.number?;
    match number.kind {
        NumberKind::About => Some((Quantity::Whole(number.value), skip_of(words, at + 1))),
        NumberKind::Scale => Some((Quantity::Whole(number.value), at + 1)),
        NumberKind::Vague => Some((Quantity::Vague, at + 1)),
        NumberKind::Cardinal if number.value == 12 => Some((Quantity::Whole(12), at + 1)),
        _ => None,
    }
}

fn skip_of(words: &Words<'_>, at: usize) -> usize {
    at + usize::from(words.goes_on(at, &["of"]))
}

/// An ordinal as a number: "third", "3rd", "twenty-first"; gives the word behind it.
pub(super) fn ordinal(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some(n) = words.digits(at, 1..=3) {
        let suffix = words.is_joined(at + 1) && words.is(at + 1, &["st", "nd", "rd", "th"]);
        return suffix.then_some((n, at + 2));
    }
    let number = words.meaning(at)?.number?;
    match number.kind {
        NumberKind::Ordinal => Some((number.value, at + 1)),
        NumberKind::Tens => {
            let unit = words.after_hyphen(at + 1);
            let tail = words.next(unit)?.meaning?.number?;
            (tail.kind == NumberKind::Ordinal && tail.value < 10)
                .then_some((number.value + tail.value, unit + 1))
        }
        _ => None,
    }
}
