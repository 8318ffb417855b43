//! The names that the model found in, candidates out, without what is no part of a name.

use dateline_schema::{NameKind, Span};

use super::agreement::SURE;
use super::runs::is_particle;
use super::words::Words;
use super::{Candidate, Read, Rule, by_rules};
use crate::reading::FoundName;

/// The names of the model as candidates, in order. Where it is unsure and a longer name that a list holds or whose head
/// word tells its kind stands there ("Harbour Courier"), that one is taken.
pub(super) fn candidates(words: &Words<'_>, found: &[FoundName]) -> Vec<Candidate> {
    let by_rules = by_rules(words);
    let mut candidates: Vec<Candidate> = Vec::with_capacity(found.len());
    for name in found.iter().filter_map(|name| candidate(words, name)) {
        // One longer name may hold several of the model's.
        if candidates
            .last()
            .is_some_and(|last| last.span.overlaps(name.span))
        {
            continue;
        }
        if let Some(last) = candidates.last_mut()
            && (are_one_person(words, last, &name) || are_one_body(words, last, &name))
        {
            last.tokens.1 = name.tokens.1;
            last.span = last.span.cover(name.span);
            continue;
        }
        let at = by_rules.partition_point(|other| other.span.end <= name.span.start);
        let longer = by_rules.get(at).filter(|other| {
            matches!(other.rule, Rule::Head | Rule::Known)
                && other.span.start == name.span.start
                && other.span.end > name.span.end
        });
        let is_sure = name.read.is_some_and(|read| read.probability >= SURE);
        candidates.push(*longer.filter(|_| !is_sure).unwrap_or(&name));
    }
    candidates
}

/// Whether small words tie a person's name to the next: "Peter van", "den", "Berg".
fn are_one_person(words: &Words<'_>, one: &Candidate, next: &Candidate) -> bool {
    // "Pedro y Ana" are two.
    let is_particle = |word: &str| is_particle(word) && !matches!(word, "y" | "e" | "wa");
    let tie = one.tokens.1 - 1..next.tokens.0;
    let n_small = tie
        .clone()
        .filter(|idx| is_particle(words.text(*idx)))
        .count();
    [one, next].iter().all(|name| name.kind == NameKind::Person)
        && n_small > 0
        && n_small + 1 >= tie.len()
        && tie.skip(1).all(|idx| is_particle(words.text(idx)))
}

/// Whether a body's name goes on in the next, which the tree makes it a part of: "Regional", "Harbour Office".
fn are_one_body(words: &Words<'_>, one: &Candidate, next: &Candidate) -> bool {
    let is_body = |name: &Candidate| name.kind == NameKind::Organization;
    if !is_body(one)
        || !is_body(next)
        || one.tokens.1 != next.tokens.0
        || words.in_headline(one.span)
    {
        return false;
    }
    let tree = words.doc.syntax.as_deref();
    tree.is_some_and(|tree| {
        let last = &tree[one.tokens.1 - 1];
        let is_inside = last
            .head
            .is_some_and(|head| (next.tokens.0..next.tokens.1).contains(&head));
        is_inside && matches!(&*last.deprel, "amod" | "compound")
    })
}

/// A name without the article, the form of address or the party before it and the possessive ending after it.
fn candidate(words: &Words<'_>, name: &FoundName) -> Option<Candidate> {
    let (mut start, mut end) = (name.tokens.start, name.tokens.end);
    while end > start && matches!(words.text(end - 1), "'s" | "’s" | "'" | "’" | "," | ".") {
        end -= 1;
    }
    while start < end && matches!(words.text(start), "the" | "a" | "an") {
        start += 1;
    }
    // "Atty. Reyes": the model knows the forms of address of few countries.
    let is_address = |idx: usize| {
        let word = words.text(idx);
        words.lexicon.is_mere_honorific(word.trim_end_matches('.')) || word == "."
    };
    while name.kind == NameKind::Person && start < end && is_address(start) {
        start += 1;
    }
    let mut kind = name.kind;
    // "D-Oakland": a party before a constituency.
    let has_party = end - start > 2
        && matches!(words.text(start), "D" | "R" | "I")
        && words.text(start + 1) == "-"
        && words.touch(start);
    if has_party {
        (start, kind) = (start + 2, NameKind::Location);
    }
    let tokens = &words.doc.tokens;
    (start < end).then(|| Candidate {
        span: Span::new(tokens[start].span.start, tokens[end - 1].span.end),
        kind,
        tokens: (start, end),
        rule: Rule::Reader,
        read: Some(Read {
            probability: name.probability,
            fits: name.fits,
        }),
    })
}
