//! Descriptions that stand for somebody or something named before as a pronoun would: "the Dutchman said", "the company
//! denied it".
//!
//! Joins what nothing else fits. Refuses offices and bodies of which there is one ("the premier", "the ministry"), what is
//! told by whose it is ("the mother of the boy"), and a body that its name tells to be of another sort.

use dateline_data::{Lexicon, RoleKind};
use dateline_schema::{Doc, MentionForm};

use super::clusters::Clusters;
use crate::mentions::{Class, Determiner, Draft};

/// Whether a description that nothing before it fits stands for somebody named, as a pronoun would: "the Dutchman said".
///
/// Not an office, of which there is one ("the premier said"), nor somebody's somebody ("the mother of the boy said").
pub(super) fn is_epithet(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
) -> bool {
    let draft = &drafts[idx];
    // "The 54-year-old teacher", "the father of three" is whoever is told of, whatever he is.
    let words = draft.mention.span.of(&doc.text);
    let has_age = words.contains("-year-old");
    let has_children = (draft.tokens.0..draft.tokens.1)
        .any(|idx| doc.token_text(idx) == "of" && is_number(doc, idx + 1));
    let describes = draft.mention.form == MentionForm::Nominal
        && draft.class == Class::Person
        && draft.determiner == Determiner::Definite
        && (draft.speaks || (has_age || has_children) && draft.is_subject);
    if !describes || clusters.root(idx) != idx || clusters.is_named(idx) {
        return false;
    }
    let is_office = |noun: &String| {
        let offices = lexicon.offices();
        offices
            .iter()
            .any(|office| lexicon.is_broader(office, noun))
    };
    let mut tokens = draft.tokens.0..draft.tokens.1;
    let has_complement = tokens
        .any(|idx| matches!(doc.token_text(idx), "of" | "for" | "to") && !is_number(doc, idx + 1));
    has_age || !draft.roles.iter().any(is_office) && !has_complement
}

/// Whether a token, with a hyphen before it or without, is one of the numbers of children that somebody may have.
fn is_number(doc: &Doc, idx: usize) -> bool {
    let idx = idx + usize::from(idx < doc.tokens.len() && doc.token_text(idx) == "-");
    idx < doc.tokens.len()
        && matches!(
            doc.token_text(idx),
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight"
        )
}

/// How many sentences before "the company" its name may stand.
const NEAR: usize = 2;
/// How many mentions before it are looked at.
const WINDOW: usize = 40;

/// The body named shortly before that "the company" or "the group" stands for where nothing told before fits it: the last
/// subject, else the last of all.
pub(super) fn body(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
) -> Option<usize> {
    let described = &drafts[idx];
    let is_plain = described.tokens.1 - described.tokens.0 == 2;
    // "The London-listed company" takes up whom the sentence before is about.
    let opens = described.tokens.0 == doc.sentences[described.sent_idx].tokens.start
        && (described.tokens.0..described.tokens.1)
            .all(|idx| !matches!(doc.token_text(idx), "of" | "for" | "'s" | "’s"));
    let is_common = |noun: &String| {
        lexicon
            .common_bodies()
            .iter()
            .any(|body| lexicon.is_broader(body, noun))
    };
    if !(is_plain || opens) || !described.is_subject || !described.roles.iter().any(is_common) {
        return None;
    }
    let near = (idx.saturating_sub(WINDOW)..idx)
        .rev()
        .take_while(|other| described.sent_idx - drafts[*other].sent_idx <= NEAR);
    let candidates: Vec<usize> = near
        .filter(|other| {
            let draft = &drafts[*other];
            let is_body = matches!(draft.mention.form, MentionForm::Name(_))
                && draft.class == Class::Organization;
            is_body
                && !draft.mention.span.overlaps(described.mention.span)
                && can_be(doc, lexicon, clusters, described, *other, draft)
        })
        .collect();
    let is_subject = |other: &usize| drafts[*other].is_subject;
    let subject = candidates.iter().copied().find(is_subject);
    subject.or_else(|| candidates.first().copied().filter(|_| is_plain))
}

/// Whether neither a role nor a word of the name says that a body is of another sort.
fn can_be(
    doc: &Doc,
    lexicon: &Lexicon,
    clusters: &Clusters,
    described: &Draft,
    other: usize,
    draft: &Draft,
) -> bool {
    let fits = |noun: &str| {
        let mut own = described.roles.iter();
        own.any(|own| lexicon.is_broader(own, noun) || lexicon.is_broader(noun, own))
    };
    let sorts = draft.mention.span.of(&doc.text).split(' ');
    let sorts = sorts.filter_map(|word| lexicon.role(&word.to_lowercase()));
    let mut sorts = sorts.filter(|form| form.role.kind == RoleKind::Organization);
    let roles = clusters.roles(other);
    sorts.all(|form| fits(form.role.noun))
        && (roles.is_empty() || roles.iter().any(|role| fits(role)))
}
