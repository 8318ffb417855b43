//! Descriptions that stand for somebody named before as a pronoun would: "the Dutchman said".

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm};

use super::clusters::Clusters;
use crate::mentions::{Class, Determiner, Draft};

/// Nouns whose holder may be introduced by "the".
const OFFICES: [&str; 6] = [
    "official",
    "leader",
    "officer",
    "boss",
    "spokesperson",
    "lawyer",
];

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
    let describes = draft.mention.form == MentionForm::Nominal
        && draft.class == Class::Person
        && draft.determiner == Determiner::Definite
        && draft.speaks;
    if !describes || clusters.root(idx) != idx || clusters.is_named(idx) {
        return false;
    }
    let is_office = |noun: &String| {
        OFFICES
            .iter()
            .any(|office| lexicon.is_broader(office, noun))
    };
    let mut tokens = draft.tokens.0..draft.tokens.1;
    let has_complement = tokens.any(|idx| {
        let next = doc
            .tokens
            .get(idx + 1)
            .map_or("", |token| token.span.of(&doc.text));
        matches!(doc.token_text(idx), "of" | "for" | "to")
            && !matches!(next, "one" | "two" | "three" | "four" | "five" | "six")
    });
    !draft.roles.iter().any(is_office) && !has_complement
}
