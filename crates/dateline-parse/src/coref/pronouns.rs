//! Pronouns and their antecedents: who of those that agree in sex and number fits best.

use dateline_data::{Lexicon, PronounUse};
use dateline_schema::{Doc, MentionForm, Role};

use super::clusters::Clusters;
use super::fit::{Candidate, Features, Fit, Salience, quotation_at};
use crate::mentions::{Class, Determiner, Draft};

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
fn candidates(
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
        // speaks the quoted words says "I" of himself.
        let other_quoted = quotation_at(doc, draft.mention.span.start);
        if draft.mention.span.contains(pronoun.mention.span)
            || !reflexive && share_a_verb(doc, draft, pronoun)
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
    let genders_agree = match (pronoun.gender, clusters.gender(other)) {
        (Some(one), Some(two)) => one == two,
        _ => true,
    };
    let is_epithet = pronoun.mention.form == MentionForm::Nominal;
    classes_agree && genders_agree && (!is_epithet || clusters.is_named(other))
}

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
fn is_epithet(
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

/// A pronoun whose sex tells its antecedent, among candidates of either sex: what the weights are fitted to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// How the pronoun is used.
    pub used: PronounUse,
    /// The features of each candidate.
    pub candidates: Vec<Features>,
    /// Which of them it stands for.
    pub right: usize,
}

/// The choice that a pronoun makes, if its sex leaves one candidate and there are others of the other sex.
///
/// Phrases that tell no sex are left out; with a name that tells none nothing is sure.
pub(super) fn choice(fit: &Fit<'_>, idx: usize) -> Option<Choice> {
    let gender = fit.drafts[idx].gender?;
    let is_person =
        |fit: &Fit<'_>, other: usize, _: usize| fit.clusters.class(other) == Class::Person;
    let mut all = candidates(fit, idx, is_person);
    let is_known = |candidate: &Candidate| fit.clusters.gender(candidate.root).is_some();
    let is_name = |candidate: &Candidate| {
        matches!(
            fit.drafts[candidate.last].mention.form,
            MentionForm::Name(_)
        )
    };
    if all
        .iter()
        .any(|candidate| !is_known(candidate) && is_name(candidate))
    {
        return None;
    }
    all.retain(is_known);
    let fits = |candidate: &Candidate| fit.clusters.gender(candidate.root) == Some(gender);
    let right = all.iter().position(fits)?;
    let is_only = all.iter().filter(|candidate| fits(candidate)).count() == 1;
    (is_only && all.len() > 1).then(|| Choice {
        used: fit.used(idx),
        candidates: all
            .iter()
            .map(|candidate| fit.features(idx, *candidate))
            .collect(),
        right,
    })
}
