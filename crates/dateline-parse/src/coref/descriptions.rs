//! Descriptions of somebody named or described elsewhere: "the official", "a senior official" in the lead.

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm, NameKind, Role};

use super::clusters::Clusters;
use crate::mentions::{Class, Determiner, Draft};

/// How many mentions back a description may reach.
const WINDOW: usize = 60;
/// Within how many sentences the lead's "a senior official" is named.
const NAMED_WITHIN: usize = 3;
/// Within how many sentences of the body the headline's "top advisor" is named.
const HEADLINE_NAMED_WITHIN: usize = 6;

/// Joins descriptions with what they describe.
pub(super) fn link(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, clusters: &mut Clusters) {
    let first_of_body = doc
        .sentences
        .iter()
        .position(|sent| doc.lines[sent.line].role.is_body())
        .unwrap_or(0);
    for (idx, draft) in drafts.iter().enumerate() {
        // Whom an apposition names is nobody else.
        if draft.mention.form != MentionForm::Nominal || clusters.is_named(idx) {
            continue;
        }
        let in_headline = doc.lines[doc.sentences[draft.sent_idx].line].role == Role::Headline;
        let introduces = in_headline
            || draft.determiner == Determiner::Indefinite && draft.sent_idx < first_of_body + 2;
        let antecedent = if introduces && draft.class == Class::Person {
            let from = if in_headline {
                first_of_body
            } else {
                draft.sent_idx + 1
            };
            named_after(doc, drafts, lexicon, clusters, idx, from)
        } else if draft.determiner == Determiner::Definite {
            described_before(doc, drafts, lexicon, clusters, idx)
        } else {
            None
        };
        if let Some(antecedent) = antecedent {
            clusters.join(antecedent, idx);
        }
    }
}

/// The first person who is named with a fitting role in the sentences from `from` on.
fn named_after(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
    from: usize,
) -> Option<usize> {
    let described = &drafts[idx];
    let within = if described.sent_idx < from && described.determiner == Determiner::Bare {
        HEADLINE_NAMED_WITHIN
    } else {
        NAMED_WITHIN
    };
    let start = drafts.partition_point(|draft| draft.sent_idx < from);
    drafts[start..]
        .iter()
        .enumerate()
        .take_while(|(_, draft)| draft.sent_idx < from + within)
        .map(|(offset, draft)| (start + offset, draft))
        .find(|(other, draft)| {
            let is_named =
                matches!(draft.mention.form, MentionForm::Name(_)) && draft.class == Class::Person;
            is_named
                && *other != idx
                && !draft.roles.is_empty()
                && role_fits(lexicon, &described.roles, &draft.roles)
                && qualifiers_fit(doc, lexicon, described, draft)
                && clusters.root(*other) != clusters.root(idx)
        })
        .map(|(other, _)| other)
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
        if overlaps || draft.mention.form == MentionForm::Pronoun {
            continue;
        }
        let same_noun = draft.mention.form == MentionForm::Nominal
            && draft.roles == described.roles
            && draft.class == described.class;
        let fits = match described.class {
            Class::Person => {
                clusters.class(other) == Class::Person
                    && (same_noun || role_fits(lexicon, &described.roles, clusters.roles(other)))
            }
            Class::Organization => {
                clusters.class(other) == Class::Organization
                    && (same_noun
                        || organisation_fits(doc, lexicon, described, draft, clusters.roles(other)))
            }
            Class::People | Class::Place => same_noun,
        };
        if !fits || !qualifiers_fit(doc, lexicon, described, draft) {
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
fn role_fits(lexicon: &Lexicon, nouns: &[String], roles: &[String]) -> bool {
    nouns
        .iter()
        .any(|noun| roles.iter().any(|role| lexicon.is_broader(noun, role)))
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
fn qualifiers_fit(doc: &Doc, lexicon: &Lexicon, described: &Draft, draft: &Draft) -> bool {
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
