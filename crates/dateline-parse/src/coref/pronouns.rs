//! Pronouns and their antecedents: who of those that agree in sex and number fits best.

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm, Role};

use super::clusters::Clusters;
use super::epithets::is_epithet;
use super::fit::{Candidate, Fit, Salience};
use crate::mentions::{Class, Draft};
use crate::quotations::quotation_at;

/// How many mentions back a pronoun may reach.
const WINDOW: usize = 40;
/// How many sentences back a pronoun may reach.
const SENTENCES: usize = 4;

/// How much it counts that an entity is known to be of a pronoun's sex, beside one of which nothing tells it. The weights
/// cannot say, since they are fitted on what the sex alone decides.
const SAME_SEX: f32 = 1.0;

/// Joins pronouns with their antecedents; each is shown to `see` before, with all that is known there.
pub(super) fn link(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &mut Clusters,
    mut see: impl FnMut(&Fit<'_>, usize),
) {
    let mut salience = Salience::new(drafts.len());
    for idx in 0..drafts.len() {
        let is_pronoun = drafts[idx].mention.form == MentionForm::Pronoun;
        if is_pronoun || is_epithet(doc, drafts, lexicon, clusters, idx) {
            let fit = Fit {
                doc,
                drafts,
                clusters,
                salience: &salience,
            };
            if is_pronoun {
                see(&fit, idx);
            }
            let best = best(&fit, lexicon, idx);
            if let Some(antecedent) = best {
                clusters.join(antecedent, idx);
                clusters.set_gender(antecedent, drafts[idx].gender);
            }
        }
        salience.hear(drafts, clusters, idx);
    }
}

/// The last mention of the entity that fits best, the nearest of equals.
fn best(fit: &Fit<'_>, lexicon: &Lexicon, idx: usize) -> Option<usize> {
    let weights = lexicon.antecedent_weights(fit.used(idx));
    let mut best: Option<(f32, usize)> = None;
    for candidate in candidates(fit, idx, agree) {
        let features = fit.features(idx, candidate);
        let sum: f32 = features
            .iter()
            .zip(weights)
            .map(|(value, weight)| value * weight)
            .sum();
        let gender = fit.drafts[idx].gender;
        let tells = gender.is_some() && fit.clusters.gender(candidate.root) == gender;
        let score = sum + if tells { SAME_SEX } else { 0.0 };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, candidate.last));
        }
    }
    best.map(|(_, last)| last)
}

/// The entities that the pronoun at `idx` may stand for, the nearest first, by the rule that says who agrees with it.
pub(super) fn candidates(
    fit: &Fit<'_>,
    idx: usize,
    agrees: impl Fn(&Fit<'_>, usize, usize) -> bool,
) -> Vec<Candidate> {
    let (doc, drafts) = (fit.doc, fit.drafts);
    let pronoun = &drafts[idx];
    let word = pronoun.mention.span.of(&doc.text).to_lowercase();
    let reflexive = word.ends_with("self") || word.ends_with("selves");
    let quoted = quotation_at(doc, pronoun.mention.span.start);
    let in_headline = is_headline(doc, pronoun);
    let mut found: Vec<Candidate> = Vec::new();
    let mut barred: Vec<usize> = Vec::new();
    // Who speaks the quoted words says "I" of himself.
    let end = quoted.map(|quotation| doc.quotations[quotation].span.end);
    barred.extend(end.and_then(|end| speaker_behind(fit, idx, end)));
    for other in (idx.saturating_sub(WINDOW)..idx).rev() {
        let draft = &drafts[other];
        let distance = pronoun.sent_idx - draft.sent_idx;
        if distance > SENTENCES {
            break;
        }
        let root = fit.clusters.root(other);
        if !agrees(fit, other, idx) || is_headline(doc, draft) != in_headline && distance > 0 {
            continue;
        }
        let is_subject_nearby = draft.is_subject && distance <= 1;
        if let Some(candidate) = found.iter_mut().find(|candidate| candidate.root == root) {
            candidate.is_subject_nearby |= is_subject_nearby;
            continue;
        }
        // "his" in "his minister" does not stand for the minister; two arguments of one verb are two people; who
        // speaks the quoted words says "I" of himself; no description stands for the subject of the clause around it
        // ("Ann Lee said the mother of three was sorry").
        let is_described = pronoun.mention.form == MentionForm::Nominal;
        let other_quoted = quotation_at(doc, draft.mention.span.start);
        if draft.mention.span.contains(pronoun.mention.span)
            || !reflexive && share_a_verb(doc, draft, pronoun)
            || is_described && other_quoted == quoted && governs(doc, draft, pronoun)
            || quoted.is_some() && other_quoted != quoted && draft.speaks && distance <= 1
        {
            barred.push(root);
        }
        if !barred.contains(&root) {
            found.push(Candidate {
                root,
                last: other,
                rank: found.len(),
                is_subject_nearby,
            });
        }
    }
    found
}

/// The entity that speaks the words of a quotation that ends at a byte: "“…,” Ann Lee said".
fn speaker_behind(fit: &Fit<'_>, idx: usize, end: usize) -> Option<usize> {
    let behind = fit.drafts[idx + 1..].iter().enumerate();
    let (offset, draft) = behind
        .take(WINDOW)
        .find(|(_, draft)| draft.mention.span.start >= end)?;
    // No further from the mark than an adverb and a verb are long.
    let is_near = draft.mention.span.start < end + 30;
    (is_near && draft.speaks).then(|| fit.clusters.root(idx + 1 + offset))
}

/// How many heads above a description the subject's verb is looked for.
const ABOVE: usize = 8;

/// Whether a subject's verb rules the clause of another mention, which is not only joined to it.
fn governs(doc: &Doc, subject: &Draft, other: &Draft) -> bool {
    let (Some(words), true) = (doc.syntax.as_deref(), subject.is_subject) else {
        return false;
    };
    if subject.sent_idx != other.sent_idx {
        return false;
    }
    let verb = subject.head_word(doc).and_then(|word| word.head);
    let up = |idx: &usize| words[*idx].head.filter(|_| &*words[*idx].deprel != "conj");
    let above = std::iter::successors(other.head(words), up).skip(1);
    verb.is_some_and(|verb| above.take(ABOVE).any(|idx| idx == verb))
}

/// Whether the tree says that two mentions are arguments of one verb, and so two people.
fn share_a_verb(doc: &Doc, one: &Draft, other: &Draft) -> bool {
    let verb = |draft: &Draft| {
        let head = draft.head_word(doc)?;
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

/// Whether what a mention stands for can be what a pronoun stands for.
fn agree(fit: &Fit<'_>, other: usize, idx: usize) -> bool {
    let (drafts, clusters) = (fit.drafts, fit.clusters);
    let pronoun = &drafts[idx];
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
        Class::Organization => {
            matches!(class, Class::Organization | Class::Place)
                && (drafts[other].is_subject || drafts[other].mention.form == MentionForm::Pronoun)
        }
        Class::Place => false,
    };
    let genders_agree = clusters.gender_fits(other, pronoun.gender);
    let is_epithet = pronoun.mention.form == MentionForm::Nominal;
    // Whom the page goes on to call "the 52-year-old" it is about: he does something, speaks or is introduced.
    let is_topic = || {
        let draft = &drafts[other];
        let is_introduced = !draft.roles.is_empty() || draft.tokens.1 - draft.tokens.0 > 1;
        clusters.is_named(other) && (draft.is_subject || draft.speaks || is_introduced)
    };
    classes_agree && genders_agree && clusters.ages_agree(other, idx) && (!is_epithet || is_topic())
}
