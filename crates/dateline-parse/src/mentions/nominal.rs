//! Mentions by a common noun: "a senior official", "the ministry's spokesman", "25 fighters".

use std::ops::Range;

use dateline_data::RoleKind;
use dateline_schema::{Mention, MentionForm, Role};

use super::named::nominal_head;
use super::tree::Tree;
use super::{Class, Determiner, Draft, Text};
use crate::chars::is_dash;

/// How far before its head a phrase may start, in tokens.
const REACH: usize = 12;
/// How many words that no list knows may stand between an article and the head.
const UNKNOWN: usize = 3;

/// Appends the nominals of a document to its mentions by name.
pub(super) fn find(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let tree = Tree::of(text);
    // Words that titles and appositions have taken are no mentions of their own.
    let mut taken = vec![false; text.doc.tokens.len()];
    for draft in drafts.iter() {
        let tokens = text.doc.tokens_in(draft.mention.span);
        taken[tokens].fill(true);
        // "Elena Varga is a pianist": what a verb says of somebody is a mention of its own.
        let is_said = (text.doc.tokens.get(draft.tokens.1)).is_some_and(|next| {
            next.span
                .of(&text.doc.text)
                .starts_with(char::is_alphabetic)
        });
        let role = draft.mention.role;
        if let Some(role) = role.filter(|role| !is_said || role.start < draft.mention.span.end) {
            let tokens = text.doc.tokens_in(role);
            let head_end = (tokens.start..tokens.end)
                .find_map(|idx| nominal_head(text, idx, tokens.end).map(|(_, len)| idx + len));
            taken[tokens.start..head_end.unwrap_or(tokens.start)].fill(true);
        }
    }
    for (sent_idx, sent) in text.doc.sentences.iter().enumerate() {
        let mut idx = sent.tokens.start;
        while idx < sent.tokens.end {
            let Some((noun, len)) = nominal_head(text, idx, sent.tokens.end) else {
                idx += 1;
                continue;
            };
            let end = idx + len;
            let is_named = text.name_at[idx..end].iter().any(Option::is_some);
            // The list tells that "director general" is a noun, though its last word may be an adjective.
            let is_noun = tree
                .as_ref()
                .is_none_or(|tree| (idx..end).any(|part| tree.is_noun(part)));
            let is_head = heads(text, &noun, idx, end, sent.tokens.end);
            if !taken[idx] && !is_named && is_noun && is_head {
                let mut draft = draft(text, tree.as_ref(), &noun, idx..end, sent_idx);
                let line = &text.doc.lines[sent.line];
                let is_person = draft.class == Class::Person;
                let in_headline = line.role == Role::Headline && is_person;
                // "Mayor: stay away" in a live blog is the mayor of the page.
                let is_label = draft.is_label(text.doc, end);
                if is_label && is_person && !in_headline {
                    draft.determiner = Determiner::Definite;
                }
                if in_headline || is_label || stands_alone(text, &draft, idx) {
                    drafts.push(draft);
                }
            }
            idx = end;
        }
    }
    if let Some(tree) = tree {
        for draft in &*drafts {
            taken[draft.tokens.0..draft.tokens.1].fill(true);
        }
        drafts.extend(tree.speakers(&taken));
    }
}

/// Whether the noun heads its phrase rather than narrows what follows ("police station", "army base").
fn heads(text: &Text<'_>, noun: &str, first: usize, end: usize, limit: usize) -> bool {
    if end >= limit {
        return true;
    }
    let next = text.word(end);
    if is_dash_token(next)
        && end + 1 < limit
        && text.doc.tokens[end].span.start == text.doc.tokens[end - 1].span.end
    {
        return false;
    }
    if nominal_head(text, end, limit).is_some() && text.name_at[end].is_none() {
        return false;
    }
    let lower = next.to_lowercase();
    let form = text.lexicon.role(&text.lower(first));
    let modifies = text
        .lexicon
        .role(noun)
        .is_none_or(|form| form.role.modifies);
    let is_plural = form.is_some_and(|form| form.is_plural);
    let bounded = !next.starts_with(char::is_alphabetic)
        || text.lexicon.is_function_word(&lower)
        || text.lexicon.is_reporting_verb(&lower)
        || text.lexicon.is_past_form(&lower)
        || text.name_at[end].is_some()
        || matches!(lower.as_str(), "'s" | "’s" | "n't" | "n’t" | "says" | "who")
        || lower.ends_with("ed") && lower.len() > 4
        || lower.ends_with("ly");
    bounded || is_plural || !modifies && !text.lexicon.is_title_modifier(&lower)
}

/// Whether a phrase of one bare singular noun is a mention outside of headlines: "police" is, "force" in "into force" is
/// not.
fn stands_alone(text: &Text<'_>, draft: &Draft, first: usize) -> bool {
    let bare = draft.determiner == Determiner::Bare && draft.tokens.0 == first;
    let is_singular = text
        .lexicon
        .role(&text.lower(first))
        .is_none_or(|form| !form.is_plural);
    !(bare && is_singular)
}

fn draft(
    text: &Text<'_>,
    tree: Option<&Tree<'_>>,
    noun: &str,
    head: Range<usize>,
    sent_idx: usize,
) -> Draft {
    let (first, head_end) = (head.start, head.end);
    let sent = &text.doc.sentences[sent_idx].tokens;
    let floor = sent.start.max(first.saturating_sub(REACH));
    let (start, role_start, determiner) = phrase_start(text, first, floor);
    let by_tree = tree.map_or(head_end, |tree| {
        let ends = (first..head_end).map(|word| tree.complement_end(word, sent.end));
        ends.max().unwrap_or(head_end)
    });
    let end = phrase_end(text, head_end, sent.end).max(by_tree);
    let form = text.lexicon.role(noun);
    let is_plural = text
        .lexicon
        .role(&text.span(first, head_end).of(&text.doc.text).to_lowercase())
        .is_some_and(|form| form.is_plural);
    let kind = form.map_or(RoleKind::Person, |form| form.role.kind);
    let class = Class::of_role(kind, is_plural);
    // "One of the suspects" is one.
    let is_one = class == Class::People
        && start >= floor + 2
        && text.word(start - 1) == "of"
        && text.lower(start - 2) == "one";
    let (start, class, determiner) = match is_one {
        true => (start - 2, Class::Person, Determiner::Indefinite),
        false => (start, class, determiner),
    };
    Draft {
        mention: Mention {
            span: text.span(start, end),
            form: MentionForm::Nominal,
            role: Some(text.span(role_start, end)),
        },
        class,
        gender: form.and_then(|form| form.role.gender),
        determiner,
        roles: vec![noun.to_owned()],
        tokens: (start, end),
        sent_idx,
        is_subject: false,
        speaks: false,
    }
}

/// Where the phrase of a head starts, where its role starts (the article left out), and what determines it.
fn phrase_start(text: &Text<'_>, first: usize, floor: usize) -> (usize, usize, Determiner) {
    let mut start = first;
    while start > floor {
        let idx = start - 1;
        if let Some(name_idx) = text.name_at[idx] {
            let (name_first, _) = text.name_tokens[name_idx];
            if name_first < floor || !text.modifies(idx) {
                break;
            }
            start = name_first;
            continue;
        }
        // "an 11-year-old girl": what hyphens tie to a word of the phrase belongs to it.
        if idx > floor && is_dash_token(text.word(idx)) && text.touches(idx) && text.touches(start)
        {
            start = idx - 1;
            continue;
        }
        let lower = text.lower(idx);
        let is_noun = text
            .lexicon
            .role(&lower)
            .is_some_and(|form| form.role.modifies);
        // "killed two farmers": a participle before a number is a verb.
        let is_verb = lower.ends_with("ed") && start < first && counts(text, start);
        if (text.modifies(idx) || is_noun) && !determines(&lower) && !is_verb {
            start = idx;
            continue;
        }
        break;
    }
    while start < first && is_dash_token(text.word(start)) {
        start += 1;
    }
    // An article may stand before words that no list knows: "the embattled minister".
    let mut idx = start;
    let mut unknown = 0;
    while idx > floor {
        let before = text.lower(idx - 1);
        if let Some(determiner) = determiner(&before) {
            let start_of_role = idx;
            return match determiner {
                // "Ghana's minister": the owner belongs to the phrase.
                Determiner::Possessive if before.starts_with(['\'', '’']) => {
                    let owner = owner_start(text, idx - 1, floor);
                    (owner, owner, determiner)
                }
                _ => (idx - 1, start_of_role, determiner),
            };
        }
        let plain = before.chars().all(|c| c.is_alphabetic() || c == '-')
            && !text.lexicon.is_function_word(&before)
            && !text.lexicon.is_reporting_verb(&before)
            && text.name_at[idx - 1].is_none();
        if !plain || unknown == UNKNOWN {
            break;
        }
        unknown += 1;
        idx -= 1;
    }
    let determiner = if start < first && counts(text, start) {
        Determiner::Indefinite
    } else {
        Determiner::Bare
    };
    (start, start, determiner)
}

/// Whether a word tells how many.
fn counts(text: &Text<'_>, idx: usize) -> bool {
    text.word(idx).starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            text.lower(idx).as_str(),
            "several" | "two" | "three" | "four" | "five" | "some" | "many" | "dozens"
        )
}

/// The start of the owner before a possessive ending.
fn owner_start(text: &Text<'_>, ending: usize, floor: usize) -> usize {
    if ending <= floor {
        return ending;
    }
    let mut start = text.name_at[ending - 1].map_or(ending - 1, |name| text.name_tokens[name].0);
    while start > floor && (text.modifies(start - 1) || determines(&text.lower(start - 1))) {
        start -= 1;
    }
    start.max(floor)
}

/// Where the phrase ends: with the "of" or "for" that says whose minister or which group it is.
fn phrase_end(text: &Text<'_>, head_end: usize, limit: usize) -> usize {
    let mut end = head_end;
    // "the spokesman for the head of the army": a phrase in a phrase in a phrase is the deepest that news writes.
    for _ in 0..3 {
        if end + 1 >= limit || !matches!(text.word(end), "of" | "for" | "to") {
            break;
        }
        let mut idx = end + 1;
        if determines(&text.lower(idx)) {
            idx += 1;
        }
        while idx < limit
            && text.name_at[idx].is_none()
            && text.modifies(idx)
            && nominal_head(text, idx, limit).is_none()
        {
            idx += 1;
        }
        let Some(further) = (idx < limit).then(|| ruled_end(text, idx, limit)).flatten() else {
            break;
        };
        end = further;
    }
    end
}

/// The end of the name or noun that a preposition rules.
fn ruled_end(text: &Text<'_>, idx: usize, limit: usize) -> Option<usize> {
    let mut end = idx;
    while end < limit {
        if let Some(name_idx) = text.name_at[end] {
            end = text.name_tokens[name_idx].1.max(end + 1);
        } else if matches!(text.word(end), "'s" | "’s") && end > idx {
            end += 1;
        } else if let Some((_, len)) = nominal_head(text, end, limit) {
            end += len;
        } else {
            break;
        }
    }
    while end > idx && matches!(text.word(end - 1), "'s" | "’s") {
        end -= 1;
    }
    (end > idx && end <= limit).then_some(end)
}

fn is_dash_token(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_dash)
}

fn determines(lower: &str) -> bool {
    determiner(lower).is_some()
}

pub(super) fn determiner(lower: &str) -> Option<Determiner> {
    Some(match lower {
        "the" | "this" | "that" | "these" | "those" | "both" => Determiner::Definite,
        "a" | "an" | "another" | "one" | "any" | "no" | "every" | "each" => Determiner::Indefinite,
        "his" | "her" | "their" | "its" | "my" | "our" | "your" | "'s" | "’s" => {
            Determiner::Possessive
        }
        _ => return None,
    })
}
