//! Which way a bare weekday, day or month looks: the tense of the words about it.
//!
//! There is no syntax here: the verb-like word nearest before the expression in its sentence decides, else the
//! nearest behind it. Regular past forms are known by their ending, the others by `data/time/tense.tsv`.

use dateline_data::Tense;

use crate::lex::{Gap, Kind, Words};

/// How many words before an expression may decide; a clause is rarely longer.
const BEFORE: usize = 30;
/// How many words behind it may decide.
const BEHIND: usize = 15;

/// The tense of the clause about the words from `start` up to `end`, where a word tells it.
pub(crate) fn tense(words: &Words<'_>, start: usize, end: usize) -> Option<Tense> {
    before(words, start).or_else(|| behind(words, end))
}

fn before(words: &Words<'_>, start: usize) -> Option<Tense> {
    for at in (start.saturating_sub(BEFORE)..start).rev() {
        if words
            .get(at + 1)
            .is_some_and(|next| next.gap == Gap::Border)
            || ends_sentence(words, at)
        {
            return None;
        }
        if let Some(tense) = of_word(words, at) {
            return Some(tense);
        }
    }
    None
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
    if let Some(tense) = word.meaning.and_then(|word| word.tense) {
        return Some(tense);
    }
    if words.text(at) == "ll" && words.is_joined(at) {
        return Some(Tense::Future);
    }
    if words.is(at, &["set", "due", "slated"]) && words.goes_on(at + 1, &["to"]) {
        return Some(Tense::Future);
    }
    let text = words.text(at);
    // "must be returned": the participle has no tense of its own.
    if at > 0 && words.next(at).is_some() && words.is(at - 1, &["be"]) {
        return None;
    }
    let is_past =
        text.len() > 4 && text.ends_with("ed") && !text.ends_with("eed") && !words.is_capital(at);
    is_past.then_some(Tense::Past)
}
