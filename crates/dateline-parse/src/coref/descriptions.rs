//! Descriptions of somebody named or described before: "the official", "the 52-year-old".
//!
//! In: clusters of what is named and of what stands in apposition. Out: the same, each definite description joined with whom or
//! what before it is told to be so old or that; else with what it stands for as [`epithets`] or [`taken_up`] say. Refuses
//! what a complement, a qualifier or an age tells to be another.

use dateline_data::{Lexicon, RoleKind};
use dateline_schema::{Doc, MentionForm, NameKind, Span, Upos};

use super::clusters::Clusters;
use super::epithets;
use super::taken_up;
use crate::mentions::{Class, Determiner, Draft};

/// How many mentions back a description may reach.
const WINDOW: usize = 60;

/// Joins definite descriptions with what they describe.
pub(super) fn link(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, clusters: &mut Clusters) {
    for (idx, draft) in drafts.iter().enumerate() {
        // Whom an apposition names is nobody else.
        let describes = draft.mention.form == MentionForm::Nominal
            && draft.determiner == Determiner::Definite
            && !clusters.is_named(idx);
        if !describes {
            continue;
        }
        let is_body = draft.class == Class::Organization;
        let found = of_age(drafts, clusters, idx)
            .or_else(|| described_before(doc, drafts, lexicon, clusters, idx))
            .or_else(|| epithets::body(doc, drafts, lexicon, clusters, idx).filter(|_| is_body))
            .or_else(|| taken_up::subject(doc, drafts, lexicon, clusters, idx))
            .or_else(|| taken_up::speaker(drafts, lexicon, clusters, idx));
        if let Some(other) = found {
            clusters.join(other, idx);
        }
    }
}

/// The person before a description who is as old as it says, if there is one alone.
fn of_age(drafts: &[Draft], clusters: &Clusters, idx: usize) -> Option<usize> {
    let age = clusters.age(idx)?;
    let before = (idx.saturating_sub(WINDOW)..idx).rev();
    let mut alike = before
        .filter(|other| clusters.age(*other) == Some(age) && drafts[*other].class == Class::Person);
    let last = alike.next()?;
    let is_one = alike.all(|other| clusters.root(other) == clusters.root(last));
    is_one.then_some(last)
}

/// The best mention before a definite description that it can stand for.
fn described_before(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
) -> Option<usize> {
    let described = &drafts[idx];
    let mut best: Option<(i32, usize)> = None;
    for other in (idx.saturating_sub(WINDOW)..idx).rev() {
        let draft = &drafts[other];
        let overlaps = draft.mention.span.overlaps(described.mention.span);
        // "Our company" is whose who says so.
        let is_own = draft.determiner == Determiner::Possessive
            && matches!(doc.token_text(draft.tokens.0), "our" | "Our" | "my" | "My");
        if overlaps || is_own || draft.mention.form == MentionForm::Pronoun {
            continue;
        }
        let same_noun = draft.mention.form == MentionForm::Nominal
            && draft.roles == described.roles
            && draft.class == described.class;
        let fits = match described.class {
            Class::Person => {
                clusters.class(other) == Class::Person
                    && (same_noun
                        || role_fits(lexicon, &described.roles, clusters.roles(other))
                            && complement_fits(doc, lexicon, described, draft))
            }
            Class::Organization => {
                clusters.class(other) == Class::Organization
                    && (same_noun
                        || organisation_fits(doc, lexicon, described, draft, clusters.roles(other)))
            }
            Class::People | Class::Place => same_noun,
        };
        let ages_agree = clusters.ages_agree(other, idx);
        if !fits || !ages_agree || !qualifiers_fit(doc, lexicon, described, draft) {
            continue;
        }
        let distance = (described.sent_idx - draft.sent_idx).min(20) as i32;
        let mut score = -2 * distance;
        if draft.speaks && distance <= 2 {
            score += 4;
        } else if draft.is_subject {
            score += 2;
        }
        // Whoever is the object of the same clause is not its subject.
        if distance == 0 && described.is_subject && draft.is_subject {
            score -= 4;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| other)
}

/// Whether one of the nouns can stand for one of the roles.
pub(super) fn role_fits(lexicon: &Lexicon, nouns: &[String], roles: &[String]) -> bool {
    nouns
        .iter()
        .any(|noun| roles.iter().any(|role| lexicon.is_broader(noun, role)))
}

/// Whether what a description is of is a body or told of the mention too: the head of a smuggling ring is no president.
/// Names are left to [`qualifiers_fit`].
pub(super) fn complement_fits(
    doc: &Doc,
    lexicon: &Lexicon,
    described: &Draft,
    draft: &Draft,
) -> bool {
    let is_noun = |idx: &usize| match &doc.syntax {
        Some(words) => words[*idx].upos == Upos::Noun,
        None => doc.token_text(*idx).starts_with(char::is_lowercase),
    };
    let (first, end) = described.tokens;
    let Some(prep) = (first..end).find(|idx| matches!(doc.token_text(*idx), "of" | "for")) else {
        return true;
    };
    if draft
        .roles
        .iter()
        .any(|role| described.roles.contains(role))
    {
        return true;
    }
    let told = |span: Span| {
        doc.tokens_in(span)
            .map(|idx| doc.token_text(idx).to_lowercase())
    };
    let told: Vec<String> = std::iter::once(draft.mention.span)
        .chain(draft.mention.role)
        .flat_map(told)
        .collect();
    // A body may be called by more than one noun.
    let is_body = |noun: &str| {
        (lexicon.role(noun)).is_some_and(|form| form.role.kind == RoleKind::Organization)
    };
    let nouns = (prep + 1..end).filter(is_noun);
    let mut nouns = nouns
        .map(|idx| doc.token_text(idx).to_lowercase())
        .peekable();
    nouns.peek().is_none() || nouns.any(|noun| told.contains(&noun) || is_body(&noun))
}

/// Whether "the militia", "the ministry" can be the organisation of a mention.
fn organisation_fits(
    doc: &Doc,
    lexicon: &Lexicon,
    described: &Draft,
    draft: &Draft,
    roles: &[String],
) -> bool {
    let by_role = described.roles.iter().any(|noun| {
        roles
            .iter()
            .any(|role| lexicon.is_broader(noun, role) || lexicon.is_broader(role, noun))
    });
    let MentionForm::Name(name) = draft.mention.form else {
        return by_role;
    };
    let name = doc.names[name].span.of(&doc.text).to_lowercase();
    by_role
        || described
            .roles
            .iter()
            .any(|noun| name.split(' ').any(|word| word == noun))
}

/// Whether the names and peoples in a description agree with the mention and its role: an Iraqi official is no
/// Iranian minister.
pub(super) fn qualifiers_fit(
    doc: &Doc,
    lexicon: &Lexicon,
    described: &Draft,
    draft: &Draft,
) -> bool {
    let whole = doc_words(doc, draft);
    names_in(doc, described).all(|(wording, kind)| {
        let main = lexicon.main_name(wording);
        let found = whole
            .iter()
            .any(|(other, _)| stem(other) == stem(wording) || lexicon.main_name(other) == main);
        // Silence is no contradiction where the description is definite; another people is.
        let contradicts = whole.iter().any(|(_, other)| {
            *other == kind && matches!(kind, NameKind::Norp | NameKind::Location)
        });
        found || described.determiner == Determiner::Definite && !contradicts
    })
}

/// The names inside a mention.
fn names_in<'a>(doc: &'a Doc, draft: &Draft) -> impl Iterator<Item = (&'a str, NameKind)> {
    let span = draft.mention.span;
    let from = doc
        .names
        .partition_point(|name| name.span.start < span.start);
    doc.names[from..]
        .iter()
        .take_while(move |name| name.span.end <= span.end)
        .map(|name| (name.span.of(&doc.text), name.kind))
}

/// The names inside a mention and its role.
fn doc_words<'a>(doc: &'a Doc, draft: &Draft) -> Vec<(&'a str, NameKind)> {
    let mut names: Vec<(&str, NameKind)> = names_in(doc, draft).collect();
    if let Some(role) = draft.mention.role {
        let from = doc
            .names
            .partition_point(|name| name.span.start < role.start);
        names.extend(
            doc.names[from..]
                .iter()
                .take_while(|name| name.span.end <= role.end)
                .map(|name| (name.span.of(&doc.text), name.kind)),
        );
    }
    names
}

/// What "Iran" and "Iranian", "Ali Khamenei" and "Khamenei" share: the first letters of the last word.
fn stem(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let end = last.char_indices().nth(4).map_or(last.len(), |(at, _)| at);
    &last[..end]
}
