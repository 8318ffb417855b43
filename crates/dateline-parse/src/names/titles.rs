//! Names in, the same names out without nouns that capitals made look like names.
//!
//! A headline may write every noun large ("Deputy Minister: Border Markets to Be Expanded", "Baker put sawdust in
//! bread"), and a tabloid its first words ("A GRAN told …"). Nouns are those of the role list. A noun that somebody in the
//! document is called by stays a name.

use std::collections::HashSet;

use dateline_schema::NameKind;

use super::Candidate;
use super::words::Words;

/// Drops the names that are nouns, and takes one of a people for one: "the Dutchman".
pub(super) fn drop(words: &Words<'_>, names: &mut Vec<Candidate>) {
    for name in names.iter_mut() {
        let (first, end) = name.tokens;
        let has_article = first > 0 && matches!(words.text(first - 1), "the" | "The");
        let is_people = || words.lexicon.known_name(words.text(first)) == Some(NameKind::Norp);
        if name.kind == NameKind::Person && end - first == 1 && has_article && is_people() {
            name.kind = NameKind::Norp;
        }
    }
    let mut surnames: HashSet<&str> = HashSet::new();
    let full = names.iter().filter(|name| name.kind == NameKind::Person);
    let full = full.filter(|name| name.tokens.1 - name.tokens.0 > 1 && !is_title(words, name));
    surnames.extend(full.map(|name| words.text(name.tokens.1 - 1)));
    let alone = names
        .iter()
        .filter(|name| name.tokens.1 - name.tokens.0 == 1);
    let alone: Vec<&Candidate> = alone
        .filter(|name| {
            let lower = words.text(name.tokens.0).to_lowercase();
            words
                .lexicon
                .role(&lower)
                .is_some_and(|form| !form.is_plural)
        })
        .collect();
    // The words of a long document are gone through once, and only where a name may be a noun.
    let mut small: HashSet<&str> = HashSet::new();
    if !alone.is_empty() {
        small.extend((0..words.doc.tokens.len()).map(|idx| words.text(idx)));
    }
    let nouns: HashSet<usize> = alone
        .into_iter()
        .filter(|name| {
            let word = words.text(name.tokens.0);
            let has_article = name
                .tokens
                .0
                .checked_sub(1)
                .is_some_and(|before| matches!(words.text(before), "A" | "a" | "An" | "an"));
            let is_loud = word.len() > 2 && !word.contains(char::is_lowercase);
            !surnames.contains(word)
                && (words.in_headline(name.span) && small.contains(&*word.to_lowercase())
                    || has_article && is_loud)
        })
        .map(|name| name.tokens.0)
        .collect();
    // "Brewer | Hanna Holt": a model may take a title for a name of its own.
    let people = names.iter().filter(|name| name.kind == NameKind::Person);
    let starts: HashSet<usize> = people
        .filter(|name| name.tokens.1 - name.tokens.0 > 1)
        .map(|name| name.tokens.0)
        .collect();
    let leads = |name: &Candidate| {
        let word = words.text(name.tokens.0);
        let form = words.lexicon.role(&word.to_lowercase());
        name.kind == NameKind::Person
            && starts.contains(&name.tokens.1)
            && !surnames.contains(word)
            && form.is_some_and(|form| !form.is_plural)
    };
    let single = names
        .iter()
        .filter(|name| name.tokens.1 - name.tokens.0 == 1);
    let titles: HashSet<usize> = single
        .filter(|name| leads(name))
        .map(|name| name.tokens.0)
        .collect();
    names.retain(|name| {
        let is_alone = name.tokens.1 - name.tokens.0 == 1;
        let is_noun =
            is_alone && (nouns.contains(&name.tokens.0) || titles.contains(&name.tokens.0));
        !is_noun && !is_title(words, name)
    });
}

/// Whether a person's name of several words is a title: "Deputy Minister".
fn is_title(words: &Words<'_>, name: &Candidate) -> bool {
    let (first, end) = name.tokens;
    let is_noun = |idx: usize| {
        let lower = words.text(idx).to_lowercase();
        words.lexicon.role(&lower).is_some() || words.lexicon.is_title_modifier(&lower)
    };
    name.kind == NameKind::Person
        && end - first > 1
        && (first..end).all(is_noun)
        && !words.lexicon.is_surname(words.text(end - 1))
}
