//! Persons' names in, the same names out with the bounds that the words beside them tell.
//!
//! A model that has seen few names of a country takes the office before a name for a part of it ("Minister of [Jal Shakti
//! K. P. Rao]", "[Hubby Len]") or leaves its last word out ("[Farooq] Sheikh"). What an office is of ends where initials or a
//! given name begin; a noun of the role list is no given name; a word that the tree makes a part of the name belongs to it.

use dateline_schema::{NameKind, Span};

use super::Candidate;
use super::runs::is_particle;
use super::words::{Words, is_calendar_word};
use crate::chars::is_capitalized;

/// How many words a name may lack at its end.
const LACKING: usize = 3;

/// Mends the bounds of persons' names.
pub(super) fn mend(words: &Words<'_>, names: &mut [Candidate]) {
    for idx in 0..names.len() {
        if names[idx].kind != NameKind::Person {
            continue;
        }
        let limit = names.get(idx + 1).map_or(usize::MAX, |next| next.tokens.0);
        let name = &mut names[idx];
        name.tokens.0 = start(words, name.tokens);
        name.tokens.1 = end(words, name.tokens, limit);
        let tokens = &words.doc.tokens;
        name.span = Span::new(
            tokens[name.tokens.0].span.start,
            tokens[name.tokens.1 - 1].span.end,
        );
    }
}

/// Where the name starts behind an office's complement or a noun for somebody.
fn start(words: &Words<'_>, (first, end): (usize, usize)) -> usize {
    let is_noun = |idx: usize| {
        let form = words.lexicon.role(&words.lower(idx));
        form.is_some_and(|form| !form.is_plural)
    };
    let is_complement = first > 1
        && matches!(words.text(first - 1), "of" | "for")
        && is_noun(first - 2)
        && is_capitalized(words.text(first - 2));
    if is_complement {
        let begins = |idx: &usize| {
            let word = words.text(*idx);
            is_initial(word) || words.lexicon.is_given_name(word)
        };
        let given = (first..end).find(begins);
        return given.filter(|given| given + 1 < end).unwrap_or(first);
    }
    // "Hubby Len", "Dane Jens Holm", but "Dean Martin" and "Bishop".
    let is_people = |idx: usize| words.lexicon.known_name(words.text(idx)) == Some(NameKind::Norp);
    let is_title = |idx: usize| {
        let is_first = is_noun(idx) || first + 2 < end && is_people(idx);
        is_first && !words.is_personal(words.text(idx))
    };
    match first + 1 < end && is_title(first) && is_capitalized(words.text(first + 1)) {
        true => first + 1,
        false => first,
    }
}

/// Where the name ends with the words, small ones between them, that the tree makes parts of it.
fn end(words: &Words<'_>, (first, end): (usize, usize), limit: usize) -> usize {
    let Some(tree) = words.doc.syntax.as_deref() else {
        return end;
    };
    let is_part = |idx: usize| {
        tree[idx]
            .head
            .is_some_and(|head| (first..idx).contains(&head))
            && matches!(tree[idx].deprel.split(':').next(), Some("flat" | "appos"))
    };
    let mut last = end;
    for _ in 0..LACKING {
        let behind = last..limit.min(tree.len()).min(last + LACKING);
        let next = behind.clone().find(|idx| !is_particle(words.text(*idx)));
        let Some(next) = next.filter(|next| {
            let word = words.text(*next);
            let lower = word.to_lowercase();
            is_part(*next)
                && is_capitalized(word)
                && word.chars().any(char::is_lowercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
                && !is_calendar_word(word)
                && words.lexicon.role(&lower).is_none()
                && !words.lexicon.is_common_word(&lower)
        }) else {
            break;
        };
        last = next + 1;
    }
    last
}

fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
}
