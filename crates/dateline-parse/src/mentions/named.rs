//! Mentions by name, with the title and role before the name.

use dateline_data::{Gender, RoleKind};
use dateline_schema::{Mention, MentionForm, NameKind};

use super::tree::Tree;
use super::{Class, Determiner, Draft, Text, apposition};
use crate::chars::is_capitalized;

/// No title with what narrows it is longer, in tokens.
const LONGEST_TITLE: usize = 14;
/// What an office is for has no more words without a preposition: "Secretary Food Security Dr Osei".
const OFFICE_FOR: usize = 3;
/// No bracket inside a title has more tokens: "(Independent)", "(acting in-charge)".
const IN_BRACKETS: usize = 4;

/// The names that can act, as mentions.
pub(super) fn find(text: &Text<'_>) -> Vec<Draft> {
    let tree = Tree::of(text);
    let mut drafts = Vec::new();
    for (name_idx, name) in text.doc.names.iter().enumerate() {
        let (first, end) = text.name_tokens[name_idx];
        if first >= end {
            continue;
        }
        let class = match name.kind {
            NameKind::Person => Class::Person,
            NameKind::Organization => Class::Organization,
            NameKind::Location => Class::Place,
            NameKind::Norp if is_people(text, first, end) => Class::People,
            _ => continue,
        };
        let Some(sent_idx) = text.doc.sentence_at(name.span.start) else {
            continue;
        };
        let is_person = class == Class::Person;
        let start = match class {
            Class::Person => title_start(text, first, sent_idx),
            Class::Organization => description_start(text, first, sent_idx),
            _ => first,
        };
        let tree = tree.as_ref().filter(|_| is_person);
        let sent = &text.doc.sentences[sent_idx].tokens;
        let by_tree = tree
            .filter(|_| start == first)
            .and_then(|tree| tree.title_start(&(first..end), sent.start));
        let start = by_tree.unwrap_or(start);
        let start = match tree {
            Some(tree) if start < first => tree.widened(start..end, sent.start),
            _ => start,
        };
        let before = match by_tree {
            Some(_) => Some((start, first)),
            None => role_words(text, start, first),
        };
        let after = apposition::after(text, end, sent_idx, class).or_else(|| {
            let (tree, name) = (tree?, first..end);
            let phrase = tree
                .apposition(&name, sent)
                .or_else(|| tree.predicate(&name, sent))?;
            Some((phrase.start, phrase.end))
        });
        // "Colonel Abel Roe, head of the delegation": what he is says more than how he is addressed.
        let is_address = |tokens: &(usize, usize)| {
            (tokens.0..tokens.1).all(|idx| {
                let word = text.word(idx).trim_end_matches('.');
                let small = word.to_lowercase();
                let is_rank = || {
                    let mut wide = ["soldier", "academic"].into_iter();
                    wide.any(|wide| text.lexicon.is_broader(wide, &small))
                };
                word.is_empty() || text.lexicon.is_honorific(word) || is_rank()
            })
        };
        let told = match after {
            Some(_) => before.filter(|tokens| !is_address(tokens)),
            None => before,
        };
        let (role, role_tokens) = match (told, after) {
            (Some(tokens), _) | (None, Some(tokens)) => {
                (Some(text.span(tokens.0, tokens.1)), Some(tokens))
            }
            (None, None) => (None, None),
        };
        let mut roles = role_tokens
            .map(|tokens| role_nouns(text, tokens))
            .unwrap_or_default();
        for tokens in [before, after].into_iter().flatten() {
            if Some(tokens) != role_tokens {
                roles.extend(role_nouns(text, tokens));
            }
        }
        drafts.push(Draft {
            mention: Mention {
                span: text.span(start, end),
                form: MentionForm::Name(name_idx),
                role,
            },
            class,
            gender: is_person.then(|| gender(text, start, first, end)).flatten(),
            determiner: Determiner::Definite,
            roles,
            tokens: (start, end),
            sent_idx,
            is_subject: false,
            speaks: false,
        });
    }
    drafts
}

/// "Ghanaians", "the French": people, not an adjective.
fn is_people(text: &Text<'_>, first: usize, end: usize) -> bool {
    let word = text.word(end - 1);
    if word.ends_with('s') && !word.ends_with("ss") {
        return true;
    }
    let after_article = first > 0 && text.lower(first - 1) == "the";
    let next = (end < text.doc.tokens.len()).then(|| text.lower(end));
    after_article
        && next.is_some_and(|next| {
            text.lexicon.is_function_word(&next) || !next.starts_with(char::is_alphanumeric)
        })
}

/// Where the title before a person's name starts; the name's own first token where there is none.
fn title_start(text: &Text<'_>, first: usize, sent_idx: usize) -> usize {
    let floor = text.doc.sentences[sent_idx]
        .tokens
        .start
        .max(first.saturating_sub(LONGEST_TITLE));
    let bracketed = bracketed_office(text, first, floor);
    if bracketed.is_none() && (first == floor || !is_title_word(text, first - 1)) {
        return ruling_title(text, first, floor).unwrap_or(first);
    }
    let mut start = bracketed.unwrap_or(first - 1);
    while start > floor {
        let idx = start - 1;
        if let Some(name_idx) = text.name_at[idx] {
            let kind = text.doc.names[name_idx].kind;
            let (name_first, _) = text.name_tokens[name_idx];
            // "told Abena Osei Minister …" is two people; a person's name narrows only a role noun in small letters.
            if kind == NameKind::Person && is_capitalized(text.word(start)) || name_first < floor {
                break;
            }
            start = name_first;
            continue;
        }
        let office = office_before(text, start, floor);
        if let Some(office) = office.or_else(|| bracketed_office(text, start, floor)) {
            start = office;
            continue;
        }
        let lower = text.lower(idx);
        let possessive = matches!(text.word(idx), "'s" | "’s" | "'" | "’")
            && idx > floor
            && text.name_at[idx - 1].is_some();
        let joins = matches!(lower.as_str(), "-" | "and" | "&")
            && idx > floor
            && is_title_word(text, idx - 1);
        let narrows = || text.lexicon.is_title_modifier(&lower) && !text.is_verb(idx);
        if !(possessive || joins || is_title_word(text, idx) || narrows()) {
            break;
        }
        start = idx;
    }
    // A bare adjective or a possessive ending does not begin a phrase that something before it should begin.
    while start < first
        && matches!(
            text.word(start),
            "'s" | "’s" | "'" | "’" | "-" | "and" | "&"
        )
    {
        start += 1;
    }
    start
}

/// The office before an honorific that what it is for parts from it: "Additional Secretary | Food Dr Osei".
fn office_before(text: &Text<'_>, honorific: usize, floor: usize) -> Option<usize> {
    let is_free = |idx: usize| text.name_at[idx].is_none() && is_capitalized(text.word(idx));
    if !text.lexicon.is_honorific(text.word(honorific)) {
        return None;
    }
    let office = (floor..honorific)
        .rev()
        .take(OFFICE_FOR + 1)
        .take_while(|idx| is_free(*idx))
        .find(|idx| is_title_word(text, *idx))?;
    (office + 1 < honorific).then_some(office)
}

/// The office before a bracket that ends where a name starts: "Commissioner (in-charge) | Osei", "Gen. (retd) | Osei".
fn bracketed_office(text: &Text<'_>, name: usize, floor: usize) -> Option<usize> {
    let close = (name.checked_sub(1)).filter(|close| *close > floor && text.word(*close) == ")")?;
    let mut near = (floor + 1..close).rev().take(IN_BRACKETS + 1);
    let open = near.find(|idx| text.word(*idx) == "(")?;
    is_title_word(text, open - 1).then_some(open - 1)
}

/// Where the description before an organisation's name starts: "Lebanese newspaper", "militant group".
fn description_start(text: &Text<'_>, first: usize, sent_idx: usize) -> usize {
    let floor = text.doc.sentences[sent_idx]
        .tokens
        .start
        .max(first.saturating_sub(LONGEST_TITLE));
    let describes = |idx: usize| {
        text.name_at[idx].is_none()
            && text
                .lexicon
                .role(text.word(idx))
                .is_some_and(|form| form.role.kind == RoleKind::Organization && !form.is_plural)
    };
    if first == floor || !describes(first - 1) {
        return first;
    }
    let mut start = first - 1;
    while start > floor {
        let idx = start - 1;
        match text.name_at[idx] {
            Some(name) if text.doc.names[name].kind != NameKind::Person => {
                start = text.name_tokens[name].0.max(floor);
            }
            None if text.lexicon.is_title_modifier(&text.lower(idx)) => start = idx,
            _ => break,
        }
    }
    start
}

/// "Secretary of State Osei", "Minister for Health Osei": a title with what it rules before the name.
fn ruling_title(text: &Text<'_>, first: usize, floor: usize) -> Option<usize> {
    let capitals = |idx: usize| {
        is_capitalized(text.word(idx))
            || matches!(text.word(idx), "and" | "the" | "&" | "of" | "for")
    };
    // "Chairman of the Union of Milk Producers Osei": the title stands before the first of them.
    let is_office = |idx: usize| {
        idx > floor && is_title_word(text, idx - 1) && is_capitalized(text.word(idx - 1))
    };
    let prep = (floor..first)
        .rev()
        .take(8)
        .find(|idx| matches!(text.word(*idx), "of" | "for") && is_office(*idx))?;
    let is_free = |idx: usize| {
        text.name_at[idx].is_none_or(|name| text.doc.names[name].kind != NameKind::Person)
    };
    let ruled = prep + 1 < first && (prep + 1..first).all(|idx| capitals(idx) && is_free(idx));
    if !ruled {
        return None;
    }
    let mut start = prep - 1;
    while start > floor
        && (text.name_at[start - 1]
            .is_some_and(|name| text.doc.names[name].kind != NameKind::Person)
            || text.lexicon.is_title_modifier(&text.lower(start - 1)))
    {
        start -= 1;
    }
    Some(start)
}

/// Whether a token is a title, an honorific or a noun for one person.
fn is_title_word(text: &Text<'_>, idx: usize) -> bool {
    if text.name_at[idx].is_some() {
        return false;
    }
    let word = text.word(idx).trim_end_matches('.');
    text.lexicon.is_honorific(word)
        || text
            .lexicon
            .role(&word.to_lowercase())
            .is_some_and(|form| form.role.kind == RoleKind::Person && !form.is_plural)
}

/// The words before a name that are a role, honorifics at their end left out, as tokens.
fn role_words(text: &Text<'_>, start: usize, first: usize) -> Option<(usize, usize)> {
    let is_role = |idx: usize| {
        let lower = text.lower(idx);
        let bare = lower.trim_end_matches('.');
        text.lexicon.role(bare).is_some() || abbreviated_title(bare).is_some()
    };
    let is_address = |idx: usize| {
        let word = text.word(idx).trim_end_matches('.');
        word.is_empty() || text.lexicon.is_honorific(word) && !is_role(idx)
    };
    let mut end = first;
    while end > start && is_address(end - 1) {
        end -= 1;
    }
    (start..end).any(is_role).then_some((start, end))
}

/// The noun that a title in small letters stands for: "gen" is "general".
fn abbreviated_title(bare: &str) -> Option<&'static str> {
    Some(match bare {
        "adm" => "admiral",
        "brig" => "brigadier",
        "capt" => "captain",
        "cllr" | "cr" => "councillor",
        "cmdr" | "cdr" => "commander",
        "col" => "colonel",
        "cpl" => "corporal",
        "det" => "detective",
        "gen" => "general",
        "gov" => "governor",
        "insp" => "inspector",
        "lt" | "lieut" => "lieutenant",
        "maj" => "major",
        "pres" => "president",
        "prof" => "professor",
        "rep" => "representative",
        "sen" => "senator",
        "sgt" => "sergeant",
        "supt" => "superintendent",
        _ => return None,
    })
}

/// The nouns of the role list in a stretch of tokens, up to the first small word that opens another phrase.
pub(super) fn role_nouns(text: &Text<'_>, tokens: (usize, usize)) -> Vec<String> {
    let mut nouns = Vec::new();
    let mut idx = tokens.0;
    while idx < tokens.1 {
        let lower = text.lower(idx);
        if let Some((noun, len)) = nominal_head(text, idx, tokens.1) {
            nouns.push(noun);
            idx += len;
            continue;
        }
        let abbreviated = abbreviated_title(lower.trim_end_matches('.'));
        nouns.extend(abbreviated.map(str::to_owned));
        // What follows "of" or "to" is somebody else: the advisor's leader, the head's army.
        if !nouns.is_empty()
            && matches!(
                lower.as_str(),
                "of" | "to" | "for" | "at" | "in" | "who" | "from"
            )
        {
            break;
        }
        idx += 1;
    }
    nouns
}

/// A noun of the role list at a token, with how many tokens it has ("chief of staff" has three).
pub(super) fn nominal_head(text: &Text<'_>, idx: usize, limit: usize) -> Option<(String, usize)> {
    if text.name_at[idx].is_some_and(|name| text.doc.names[name].kind == NameKind::Person) {
        return None;
    }
    // Three tokens, as "chief of staff" and "secretary-general" have, before one.
    for len in [3, 2, 1] {
        if idx + len > limit {
            continue;
        }
        let phrase = text.span(idx, idx + len).of(&text.doc.text);
        if phrase.len() > 40 {
            continue;
        }
        if let Some(form) = text.lexicon.role(&phrase.to_lowercase()) {
            return Some((form.role.noun.to_owned(), len));
        }
    }
    None
}

fn gender(text: &Text<'_>, start: usize, first: usize, end: usize) -> Option<Gender> {
    let by_title = (start..first).find_map(|idx| {
        let lower = text.lower(idx);
        match lower.trim_end_matches('.') {
            "mr" | "sir" | "lord" | "father" | "brother" => Some(Gender::Masculine),
            "mrs" | "ms" | "miss" | "lady" | "dame" | "sister" | "madam" | "madame" => {
                Some(Gender::Feminine)
            }
            bare => text.lexicon.role(bare)?.role.gender,
        }
    });
    by_title.or_else(|| {
        (end - first > 1)
            .then(|| text.lexicon.gender_of_name(text.word(first)))
            .flatten()
    })
}
