//! A description with the name behind it: "the chief of staff of the army, Ann Lee, said".
//!
//! Joins the two, where the tree says so, where commas do, or a word that names ("a man called Josh"). Refuses lists
//! ("the minister, Ann Lee, and Pavel Novak") and names that open a clause of their own ("after talks with the minister,
//! Ann Lee left").

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm, Word};

use super::clusters::Clusters;
use crate::mentions::{Class, Determiner, Draft};

/// How many mentions may begin inside a description: the names and nouns that say whose it is.
const INSIDE: usize = 8;

/// Joins descriptions of one person or body with the name that stands behind them.
pub(super) fn link(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, clusters: &mut Clusters) {
    if let Some(words) = &doc.syntax {
        by_tree(doc, words, drafts, lexicon, clusters);
    }
    for (idx, draft) in drafts.iter().enumerate() {
        if draft.mention.form != MentionForm::Nominal || !is_one(draft) {
            continue;
        }
        if let Some(other) = called(doc, drafts, lexicon, idx) {
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
                && names_one(name, draft.class)
                && name.roles.is_empty()
        });
        if let Some(other) = named
            && closes(doc, drafts, other)
        {
            clusters.join(idx, other);
        }
    }
}

/// Whether a description is one of a person or of a body.
fn is_one(draft: &Draft) -> bool {
    matches!(draft.class, Class::Person | Class::Organization)
}

/// Whether a mention names somebody, or something, of a class.
fn names_one(draft: &Draft, class: Class) -> bool {
    matches!(draft.mention.form, MentionForm::Name(_)) && draft.class == class
}

/// Joins each description with the name that the tree adds to it.
fn by_tree(
    doc: &Doc,
    words: &[Word],
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &mut Clusters,
) {
    for (idx, name) in drafts.iter().enumerate() {
        let Some(head) = name.head(words).filter(|_| names_one(name, name.class)) else {
            continue;
        };
        let name_word = &words[head];
        let added_to = name_word.head.filter(|_| &*name_word.deprel == "appos");
        let behind_comma = name.tokens.0 > 0 && is(doc, name.tokens.0 - 1, ",");
        let describes = |other: &usize| {
            let draft = &drafts[*other];
            let Some(own) = draft.head(words) else {
                return false;
            };
            // The tree may take what a comma parts from the name for its title, or make both subjects of one verb.
            let word = &words[own];
            let shares = word.head.is_some()
                && word.head == name_word.head
                && word.deprel == name_word.deprel
                && &*word.deprel == "nsubj";
            let is_listed = || {
                let mut nouns = draft.roles.iter();
                nouns.any(|noun| lexicon.role(noun).is_some_and(|form| !form.is_plural))
            };
            let leads = behind_comma
                && draft.class == Class::Person
                && is_listed()
                && draft.tokens.1 < name.tokens.0
                && draft.determiner != Determiner::Indefinite
                && (shares || hangs_on(words, own, head));
            draft.mention.form == MentionForm::Nominal
                && is_one(draft)
                && draft.class == name.class
                && draft.sent_idx == name.sent_idx
                && (added_to == Some(own) || leads)
        };
        if let Some(other) = (idx.saturating_sub(INSIDE)..idx).rfind(describes) {
            clusters.join(other, idx);
        }
    }
}

/// How far above a title its name stands: "the lawmaker representing the north, Ann Lee".
const ABOVE: usize = 2;

/// Whether a word hangs on another as its title, or on what leads it in.
fn hangs_on(words: &[Word], idx: usize, head: usize) -> bool {
    let up = |idx: &usize| {
        let word = &words[*idx];
        let is_title = word.deprel.starts_with("nmod")
            || matches!(&*word.deprel, "compound" | "case" | "nsubj" | "appos");
        word.head.filter(|_| is_title)
    };
    let above = std::iter::successors(Some(idx), up).skip(1).take(ABOVE);
    let mut above = above.take_while(|at| *at <= head);
    above.any(|at| at == head)
}

/// Whether the name ends with a comma that no list goes on behind, or with the sentence.
fn closes(doc: &Doc, drafts: &[Draft], name: usize) -> bool {
    let end = affiliation_end(doc, drafts, name);
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

/// Where a name ends with the body or place that it is of: "Ann Lee of Tumba Builders".
fn affiliation_end(doc: &Doc, drafts: &[Draft], name: usize) -> usize {
    let end = drafts[name].tokens.1;
    let whose = (drafts.get(name + 1)).filter(|next| {
        next.tokens.0 == end + 1 && matches!(next.class, Class::Organization | Class::Place)
    });
    match whose.filter(|_| is(doc, end, "of") || is(doc, end, "from")) {
        Some(whose) => whose.tokens.1,
        None => end,
    }
}

/// How far behind a description its holder is named so, in tokens.
const NAMED_WITHIN: usize = 12;

/// The name that a description has right behind it or is called by: "opposition leader Ann Lee", "a man named Josh",
/// "a resident, who gave his name only as Hank".
fn called(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, idx: usize) -> Option<usize> {
    let draft = &drafts[idx];
    let behind = drafts[idx + 1..].iter().take(INSIDE);
    let found = behind
        .enumerate()
        .map(|(offset, other)| (idx + 1 + offset, other))
        .filter(|(_, other)| other.sent_idx == draft.sent_idx)
        .find(|(_, other)| {
            other.tokens.0 >= draft.tokens.1 && other.mention.form != MentionForm::Pronoun
        })
        .filter(|(_, other)| names_one(other, draft.class))?;
    let between = draft.tokens.1..found.1.tokens.0;
    let adjoins = between.is_empty() && draft.determiner != Determiner::Indefinite;
    let is_last = |word: &str| is(doc, between.end - 1, word);
    let names = |idx: usize| lexicon.is_naming(doc.token_text(idx));
    let is_called = draft.class == Class::Person
        && !between.is_empty()
        && between.len() <= NAMED_WITHIN
        && between.clone().any(names)
        && (is_last("as") || is_last("only") || names(between.end - 1));
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
