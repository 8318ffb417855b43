//! Which way a bare weekday, day or month looks: the tense of the words about it.
//!
//! Where the document has syntax, the clause that governs the expression decides ([`clause`]). Without it, and where the
//! tree names no verb, a window of words does: the verb-like word nearest before the expression in its sentence, else the
//! nearest behind it. Regular past forms are known by their ending, the others by `data/time/tense.tsv`.

use dateline_data::Tense;

use crate::clause;
use crate::lex::{Gap, Kind, Words};

/// How many words before an expression may decide; a clause is rarely longer.
const BEFORE: usize = 30;
/// How many words behind it may decide.
const BEHIND: usize = 15;

/// The tense of the clause about the words from `start` up to `end`, where a word tells it.
pub(crate) fn tense(words: &Words<'_>, start: usize, end: usize) -> Option<Tense> {
    if looks_ahead(words, start) {
        return Some(Tense::Future);
    }
    if let Some(tense) = clause::tense(words.doc, words.calendar, words.span(start, end)) {
        return Some(tense);
    }
    match before(words, start) {
        // "A service planned for Saturday was cancelled": the clause's own verb stands behind.
        Some(Tense::Future) if words.goes_on(end, &["was", "were"]) => Some(Tense::Past),
        Some(tense) => Some(tense),
        None => behind(words, end),
    }
}

/// "as soon as Tuesday", "no later than Friday", "postponed until Monday": the words right before say it. At the head
/// of a sentence "until Thursday" ends what has been.
fn looks_ahead(words: &Words<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|_| words.next(start).is_some()) else {
        return false;
    };
    let follows = |at: usize, any: &[&str]| at >= 1 && words.goes_on(at, any);
    if follows(before, &["as", "than"]) && before >= 2 {
        return words.is(before - 1, &["soon", "early", "late", "later"]);
    }
    follows(before, &["until", "till"]) && !words.is_capital(before)
}

fn before(words: &Words<'_>, start: usize) -> Option<Tense> {
    sentence_before(words, start)
        .take(BEFORE)
        .find_map(|at| of_word(words, at))
}

/// The words of the sentence before `start`, from the nearest on.
pub(crate) fn sentence_before(words: &Words<'_>, start: usize) -> impl Iterator<Item = usize> {
    let begins = |at: usize| {
        let next = words.get(at + 1);
        next.is_some_and(|next| next.gap == Gap::Border) || ends_sentence(words, at)
    };
    (0..start).rev().take_while(move |&at| !begins(at))
}

fn behind(words: &Words<'_>, end: usize) -> Option<Tense> {
    for at in end..end + BEHIND {
        words.next(at)?;
        if ends_sentence(words, at) {
            return None;
        }
        if let Some(tense) = of_word(words, at) {
            return Some(tense);
        }
    }
    None
}

/// A full stop with white space and a capital behind it.
fn ends_sentence(words: &Words<'_>, at: usize) -> bool {
    words.is(at, &[".", "!", "?"]) && !words.is_joined(at + 1) && words.is_capital(at + 1) && {
        at == 0 || words.text(at - 1).len() > 3
    }
}

fn of_word(words: &Words<'_>, at: usize) -> Option<Tense> {
    let word = words.get(at)?;
    if word.kind != Kind::Letters {
        return None;
    }
    if words.text(at) == "ll" && words.is_joined(at) {
        return Some(Tense::Future);
    }
    if words.is(at, &["set", "due", "slated"]) && words.goes_on(at + 1, &["to"]) {
        return participle(words, at, Tense::Future);
    }
    // "is to resume": what is arranged.
    if words.is(at, &["is", "are"]) && words.goes_on(at + 1, &["to"]) {
        return Some(Tense::Future);
    }
    if let Some(tense) = word.meaning.and_then(|word| word.tense) {
        return participle(words, at, tense);
    }
    let text = words.text(at);
    // "Talks to be held", "will be returned": the participle has no tense of its own.
    if at > 0 && words.next(at).is_some() && words.is(at - 1, &["be"]) {
        let is_ahead = at > 1 && words.next(at - 1).is_some() && words.is(at - 2, &["to"]);
        return is_ahead.then_some(Tense::Future);
    }
    let is_past =
        text.len() > 4 && text.ends_with("ed") && !text.ends_with("eed") && !words.is_capital(at);
    is_past.then_some(Tense::Past)
}

/// The tense of a word about plans, in its place: "had been due to expire" and "as previously planned" look back, and
/// "vacation plans" and "due to the strike" say nothing.
fn participle(words: &Words<'_>, at: usize, tense: Tense) -> Option<Tense> {
    if tense != Tense::Future {
        return Some(tense);
    }
    let before = |n: usize, any: &[&str]| {
        at >= n && words.next(at + 1 - n).is_some() && words.is(at - n, any)
    };
    let is_noun =
        words.is(at, &["plans", "plan", "hopes"]) && !words.goes_on(at + 1, &["to", "on", "for"]);
    if is_cause(words, at) || is_noun {
        return None;
    }
    let is_over = before(1, &["previously", "originally", "once"])
        || (before(1, &["been"]) && before(2, &["had"]));
    Some(if is_over { Tense::Past } else { tense })
}

/// "due to its loss", "due to the strike": a cause and no plan.
fn is_cause(words: &Words<'_>, at: usize) -> bool {
    words.is(at, &["due"])
        && words.goes_on(at + 1, &["to"])
        && words.next(at + 2).is_none_or(|next| {
            next.kind != Kind::Letters
                || words.is_capital(at + 2)
                || words.is(
                    at + 2,
                    &[
                        "the", "a", "an", "its", "his", "her", "their", "this", "that",
                    ],
                )
        })
}
