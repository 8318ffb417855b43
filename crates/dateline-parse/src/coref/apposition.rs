//! A description with the name behind it: "the chief of staff of the army, Ann Lee, said".
//!
//! Joins the two, where the tree says so, where commas do, or a word that names ("a man called Josh"). Refuses lists
//! ("the minister, Ann Lee, and Pavel Novak") and names that open a clause of their own ("after talks with the minister,
//! Ann Lee left").

use dateline_schema::{Doc, MentionForm, Word};

use super::clusters::Clusters;
use crate::mentions::{Class, Determiner, Draft};

/// How many mentions may begin inside a description: the names and nouns that say whose it is.
const INSIDE: usize = 8;

/// Joins descriptions of one person with the name that stands behind them.
pub(super) fn link(doc: &Doc, drafts: &[Draft], clusters: &mut Clusters) {
    if let Some(words) = &doc.syntax {
        by_tree(words, drafts, clusters);
    }
    for (idx, draft) in drafts.iter().enumerate() {
        if draft.mention.form != MentionForm::Nominal || draft.class != Class::Person {
            continue;
        }
        if let Some(other) = called(doc, drafts, idx) {
            clusters.join(idx, other);
            continue;
        }
        if draft.determiner == Determiner::Indefinite
            || is_complement(doc, draft)
            || !is(doc, draft.tokens.1, ",")
        {
            continue;
        }
        let first = draft.tokens.1 + 1;
        let named = (idx + 1..drafts.len().min(idx + INSIDE)).find(|&other| {
            let name = &drafts[other];
            name.tokens.0 == first
                && name.sent_idx == draft.sent_idx
                && name.is_named_person()
                && name.roles.is_empty()
        });
        if let Some(other) = named
            && closes(doc, drafts, other)
        {
            clusters.join(idx, other);
        }
    }
}

/// Joins each description with the name of a person that the tree adds to it.
fn by_tree(words: &[Word], drafts: &[Draft], clusters: &mut Clusters) {
    for (idx, name) in drafts.iter().enumerate() {
        let added_to = name
            .head(words)
            .filter(|head| name.is_named_person() && &*words[*head].deprel == "appos")
            .and_then(|head| words[head].head);
        let describes = |other: &usize| {
            let draft = &drafts[*other];
            draft.mention.form == MentionForm::Nominal
                && draft.class == Class::Person
                && draft.head(words) == added_to
        };
        let described = (idx.saturating_sub(INSIDE)..idx).rfind(describes);
        if let Some(other) = described.filter(|_| added_to.is_some()) {
            clusters.join(other, idx);
        }
    }
}

/// Whether the name ends with a comma that no list goes on behind, or with the sentence.
fn closes(doc: &Doc, drafts: &[Draft], name: usize) -> bool {
    let end = drafts[name].tokens.1;
    if end >= doc.sentences[drafts[name].sent_idx].tokens.end || is(doc, end, ".") {
        return true;
    }
    let listed = is(doc, end + 1, "and")
        || is(doc, end + 1, "or")
        || drafts.get(name + 1).is_some_and(|next| {
            next.tokens.0 == end + 1 && matches!(next.mention.form, MentionForm::Name(_))
        });
    is(doc, end, ",") && !listed
}

/// Words that give the name behind them to somebody described before.
const NAMING: [&str; 6] = [
    "named",
    "called",
    "name",
    "identified",
    "known",
    "nicknamed",
];
/// How far behind a description its holder is named so, in tokens.
const NAMED_WITHIN: usize = 12;

/// The name that a description has right behind it or is called by: "opposition leader Ann Lee", "a man named Josh",
/// "a resident, who gave his name only as Hank".
fn called(doc: &Doc, drafts: &[Draft], idx: usize) -> Option<usize> {
    let draft = &drafts[idx];
    let behind = drafts[idx + 1..].iter().take(INSIDE);
    let found = behind
        .enumerate()
        .map(|(offset, other)| (idx + 1 + offset, other))
        .filter(|(_, other)| other.sent_idx == draft.sent_idx)
        .find(|(_, other)| {
            other.tokens.0 >= draft.tokens.1 && other.mention.form != MentionForm::Pronoun
        })
        .filter(|(_, other)| other.is_named_person())?;
    let between = draft.tokens.1..found.1.tokens.0;
    let adjoins = between.is_empty() && draft.determiner != Determiner::Indefinite;
    let is_last = |word: &str| is(doc, between.end - 1, word);
    let is_called = !between.is_empty()
        && between.len() <= NAMED_WITHIN
        && between
            .clone()
            .any(|idx| NAMING.iter().any(|word| is(doc, idx, word)))
        && (is_last("as") || is_last("only") || NAMING.iter().any(|word| is_last(word)));
    (adjoins || is_called).then_some(found.0)
}

/// Whether somebody else is described by the description: "the spokeswoman for the governor, Ann Lee".
fn is_complement(doc: &Doc, draft: &Draft) -> bool {
    match draft.head_word(doc) {
        Some(head) => head.deprel.starts_with("nmod"),
        None => (draft.tokens.0.checked_sub(1))
            .is_some_and(|idx| is(doc, idx, "of") || is(doc, idx, "for")),
    }
}

fn is(doc: &Doc, idx: usize, word: &str) -> bool {
    idx < doc.tokens.len() && doc.token_text(idx) == word
}
