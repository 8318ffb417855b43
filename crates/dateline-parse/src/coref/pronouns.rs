//! Pronouns and their antecedents: the subject or speaker before, who agrees in sex and number.

use dateline_schema::{Doc, MentionForm, Role};

use super::clusters::Clusters;
use crate::mentions::{Class, Draft};

/// How many mentions back a pronoun may reach.
const WINDOW: usize = 40;
/// How many sentences back a pronoun may reach.
const SENTENCES: usize = 4;

/// Joins pronouns with their antecedents.
pub(super) fn link(doc: &Doc, drafts: &[Draft], clusters: &mut Clusters) {
    for idx in 0..drafts.len() {
        if drafts[idx].mention.form != MentionForm::Pronoun {
            continue;
        }
        if let Some(antecedent) = antecedent(doc, drafts, clusters, idx) {
            clusters.join(antecedent, idx);
            clusters.set_gender(antecedent, drafts[idx].gender);
        }
    }
}

fn antecedent(doc: &Doc, drafts: &[Draft], clusters: &Clusters, idx: usize) -> Option<usize> {
    let pronoun = &drafts[idx];
    let word = pronoun.mention.span.of(&doc.text).to_lowercase();
    let possessive = matches!(word.as_str(), "his" | "their" | "her" | "its");
    let reflexive = word.ends_with("self") || word.ends_with("selves");
    let is_object = matches!(word.as_str(), "him" | "them");
    let quoted = quotation_at(doc, pronoun.mention.span.start);
    let in_headline = is_headline(doc, pronoun);
    let mut best: Option<(i32, usize)> = None;
    for other in (idx.saturating_sub(WINDOW)..idx).rev() {
        let draft = &drafts[other];
        let distance = pronoun.sent_idx - draft.sent_idx;
        if distance > SENTENCES {
            break;
        }
        if !agrees(drafts, clusters, other, pronoun)
            || is_headline(doc, draft) != in_headline && distance > 0
        {
            continue;
        }
        // "his" in "his minister" does not stand for the minister.
        if draft.mention.span.contains(pronoun.mention.span) {
            continue;
        }
        if !reflexive && share_a_verb(doc, draft, pronoun) {
            continue;
        }
        let other_quoted = quotation_at(doc, draft.mention.span.start);
        // Who speaks the quoted words says "I" of himself.
        if quoted.is_some() && other_quoted != quoted && draft.speaks && distance <= 1 {
            continue;
        }
        let mut score = -3 * distance as i32;
        score += i32::from(draft.is_subject) * 3 + i32::from(draft.speaks) * 2;
        score += i32::from(other_quoted == quoted) * 2;
        // Two arguments of one verb are two people, unless the pronoun says they are one.
        let near = pronoun.tokens.0 - draft.tokens.1.min(pronoun.tokens.0);
        if distance == 0 && near <= 4 && is_object && !reflexive {
            score -= 6;
        }
        if distance == 0 && (possessive || reflexive) {
            score += if near <= 8 { 4 } else { 1 };
        }
        // Among equals the nearer one, a little.
        score = score * 4 - ((idx - other).min(12) as i32) / 4;
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| other)
}

/// Whether the tree says that two mentions are arguments of one verb, and so two people.
fn share_a_verb(doc: &Doc, one: &Draft, other: &Draft) -> bool {
    let verb = |draft: &Draft| {
        let words = doc.syntax.as_ref()?;
        let head = &words[draft.head(words)?];
        let argues = ["nsubj", "obj", "iobj", "obl"]
            .iter()
            .any(|relation| head.deprel.starts_with(relation));
        head.head.filter(|_| argues)
    };
    verb(one).is_some_and(|governor| verb(other) == Some(governor))
}

fn is_headline(doc: &Doc, draft: &Draft) -> bool {
    matches!(
        doc.lines[doc.sentences[draft.sent_idx].line].role,
        Role::Headline | Role::Caption
    )
}

fn agrees(drafts: &[Draft], clusters: &Clusters, other: usize, pronoun: &Draft) -> bool {
    let class = clusters.class(other);
    let classes_agree = match pronoun.class {
        Class::Person => class == Class::Person,
        Class::People => match class {
            Class::People => true,
            Class::Organization | Class::Place => {
                drafts[other].is_subject || drafts[other].mention.form == MentionForm::Pronoun
            }
            Class::Person => false,
        },
        Class::Organization | Class::Place => false,
    };
    let genders_agree = match (pronoun.gender, clusters.gender(other)) {
        (Some(one), Some(two)) => one == two,
        _ => true,
    };
    classes_agree && genders_agree
}

/// The outermost quotation that holds a byte.
fn quotation_at(doc: &Doc, offset: usize) -> Option<usize> {
    let after = doc
        .quotations
        .partition_point(|quotation| quotation.span.start <= offset);
    // Quotations nest two or three deep, so that the outermost is among the last few.
    (after.saturating_sub(4)..after).find(|idx| doc.quotations[*idx].span.contains_offset(offset))
}
