//! Reads the numbers of killed, injured, arrested and so on, and ties them to their events.
//!
//! In: a phrase with a number word, and the verb that it stands at. Out: a [`Figure`] with its bounds; words
//! such as "several" give a figure without bounds, and a phrase without any number or article gives none.

use std::borrow::Cow;
use std::ops::Range;

use dateline_data::{Ontology, QuantityKind};
use dateline_schema::Figure;

use crate::sentence::Reading;
use crate::words::{Tag, Words};

/// The figures that the verb of a clause tells: "killing 25 fighters", "12 people were injured".
pub(crate) fn of_clause(reading: &Reading<'_>, ontology: &Ontology, idx: usize) -> Vec<Figure> {
    let clause = &reading.clauses[idx];
    let verb = &reading.words.verbs[reading.chunks.groups[idx].main];
    let Some(what) = ontology.figure(&verb.lemma) else {
        return left_dead(reading, ontology, idx);
    };
    let counted = if clause.passive || clause.objects.is_empty() {
        &clause.subject
    } else {
        &clause.objects
    };
    counted
        .iter()
        .filter_map(|phrase| figure(reading, ontology, *phrase, what))
        .collect()
}

/// "left 12 people dead and 30 wounded".
fn left_dead(reading: &Reading<'_>, ontology: &Ontology, idx: usize) -> Vec<Figure> {
    if &*reading.words.verbs[reading.chunks.groups[idx].main].lemma != "leave" {
        return Vec::new();
    }
    let objects = &reading.clauses[idx].objects;
    objects
        .iter()
        .filter_map(|phrase| {
            let head = &reading.words.lower[reading.phrase(*phrase).head];
            let what = ontology.figure(head)?;
            figure(reading, ontology, *phrase, what)
        })
        .collect()
}

/// How many protesters there were, where the subject says so.
pub(crate) fn of_crowd(
    reading: &Reading<'_>,
    ontology: &Ontology,
    phrase: usize,
) -> Option<Figure> {
    let lower = &reading.words.lower;
    let crowd = |phrase: usize| ontology.is_in("protest", reading.head(phrase, ontology));
    let counted = crowd(phrase) || reading.phrase(phrase).of.is_some_and(crowd);
    let number =
        reading.phrase(phrase).words.clone().any(|idx| {
            is_number(&lower[idx], ontology) && !matches!(lower[idx].as_str(), "a" | "an")
        });
    (counted && number).then(|| figure(reading, ontology, phrase, "protesters"))?
}

/// The number in a phrase and what is counted there.
pub(crate) fn figure(
    reading: &Reading<'_>,
    ontology: &Ontology,
    phrase: usize,
    what: &str,
) -> Option<Figure> {
    let words = reading.phrase(phrase).words.clone();
    let (low, high) = bounds(&reading.words, ontology, &words)?;
    let end = reading
        .phrase(phrase)
        .of
        .map_or(words.end, |of| reading.phrase(of).words.end);
    Some(Figure {
        what: Cow::Owned(what.to_owned()),
        low,
        high,
        span: reading.span(&(words.start..end)),
    })
}

fn is_number(word: &str, ontology: &Ontology) -> bool {
    ontology.quantity(word).is_some() || digits(word).is_some()
}

/// What the words of number in `range` say: at least, at most.
fn bounds(
    words: &Words<'_>,
    ontology: &Ontology,
    range: &Range<usize>,
) -> Option<(Option<u64>, Option<u64>)> {
    let (mut low, mut high): (Option<u64>, Option<u64>) = (None, None);
    let mut found = false;
    for idx in range.clone() {
        // A number behind the first noun belongs to something else, or to a name.
        if found && !matches!(words.tags[idx], Tag::Num | Tag::Det | Tag::Hyphen) {
            break;
        }
        let word = &words.lower[idx];
        if let Some(number) = digits(word) {
            (low, high) = (Some(number), Some(number));
            found = true;
        } else if let Some(quantity) = ontology.quantity(word) {
            match quantity.kind {
                QuantityKind::Words if !found => (low, high) = (quantity.low, quantity.high),
                QuantityKind::Words => {}
                QuantityKind::Number if found => {
                    low = sum(low, quantity.low);
                    high = sum(high, quantity.high);
                }
                QuantityKind::Number => (low, high) = (quantity.low, quantity.high),
                QuantityKind::Factor => {
                    low = product(low.or(Some(1)), quantity.low);
                    high = product(high.or(Some(1)), quantity.high);
                }
            }
            found = true;
        }
    }
    if !found {
        return None;
    }
    Some(approximate(words, range, low, high))
}

/// What "at least", "more than" and "up to" do to an exact number.
fn approximate(
    words: &Words<'_>,
    range: &Range<usize>,
    low: Option<u64>,
    high: Option<u64>,
) -> (Option<u64>, Option<u64>) {
    let before = range.start.saturating_sub(3)..range.end;
    let says = |word: &str| before.clone().any(|idx| words.lower[idx] == word);
    if says("least")
        || says("more")
        || (says("over") && range.start > 0 && words.lower[range.start - 1] == "over")
    {
        (low, None)
    } else if says("up") && range.start >= 2 && words.lower[range.start - 1] == "to"
        || says("most")
        || says("fewer")
        || says("less")
    {
        (None, high)
    } else {
        (low, high)
    }
}

fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a?.checked_add(b?)
}

fn product(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a?.checked_mul(b?)
}

fn digits(word: &str) -> Option<u64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    plain.parse().ok()
}
