//! Persons' names in, the same names out with the bounds that the words beside them tell.
//!
//! A model that has seen few names of a country takes the office before a name for a part of it ("Minister of [Jal Shakti
//! K. P. Rao]", "[Hubby Len]") or leaves its last word out ("[Farooq] Sheikh"). What an office is of ends where initials or a
//! given name begin; a noun of the role list is no given name; a word that the tree makes a part of the name belongs to it.

use dateline_data::RoleKind;
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
            if let Some(end) = end_before_office(words, names, idx) {
                names[idx].tokens.1 = end;
                names[idx].span.end = words.doc.tokens[end - 1].span.end;
            }
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

/// Where the name of a body ends that a model has taken together with the office of whom is named next: "[Brno MP] Ann
/// Lee", "[UN Secretary-General] Ann Lee".
fn end_before_office(words: &Words<'_>, names: &[Candidate], idx: usize) -> Option<usize> {
    let (first, end) = names[idx].tokens;
    let next = names.get(idx + 1)?;
    let is_person = next.kind == NameKind::Person && next.tokens.0 == end;
    let is_body = matches!(names[idx].kind, NameKind::Organization | NameKind::Location);
    // "Secretary-General" is three tokens.
    let office = (first + 1..end).find(|office| {
        let from = words.doc.tokens[*office].span.start;
        let phrase = Span::new(from, names[idx].span.end).of(&words.doc.text);
        let form = words.lexicon.role(&phrase.to_lowercase());
        form.is_some_and(|form| form.role.kind == RoleKind::Person && !form.is_plural)
    });
    office.filter(|_| is_person && is_body)
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
    // "Additional Secretary Food Dr Ann Lee": an honorific behind an office opens the name.
    let is_honorific = |idx: usize| {
        let word = words.text(idx).trim_end_matches('.');
        words.lexicon.is_mere_honorific(word)
    };
    let opened = (first + 1..end - 1).rev().find(|idx| is_honorific(*idx));
    if let Some(honorific) = opened.filter(|honorific| (first..*honorific).any(is_noun)) {
        let is_dot = |idx: &usize| words.text(*idx) == ".";
        let name = (honorific + 1..end).find(|idx| !is_dot(idx));
        return name.unwrap_or(first);
    }
    // "Nyando MCA Nixon Rono": so does a noun for somebody inside that is nobody's name.
    let inner = (first + 1..end.saturating_sub(2)).rev();
    // A nickname stands between marks: "Rogelio “Boy” Reyes".
    let opens_name = |idx: usize| is_capitalized(words.text(idx + 1));
    let mut inner = inner
        .filter(|idx| is_noun(*idx) && opens_name(*idx) && !words.is_personal(words.text(*idx)));
    if let Some(office) = inner.next() {
        return office + 1;
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
    // "Fiona Holt QC"; of "Major MD" nobody knows.
    let letters = (first + 2..end).rev();
    let letters = letters.take_while(|idx| words.lexicon.is_post_nominal(words.text(*idx)));
    let letters = letters.count();
    if letters > 0 {
        return end - letters;
    }
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
