//! A name in, its kind out: by its head word, its given and family names, and the words around it.

use dateline_data::HeadPosition;
use dateline_schema::NameKind;

use super::Rule;
use super::words::{Words, is_all_capitals};

/// The words before and after a name.
pub(super) struct Surroundings {
    before: String,
    before_that: String,
    after: String,
    after_that: String,
}

impl Surroundings {
    pub(super) fn of(words: &Words<'_>, start: usize, end: usize, sent_idx: usize) -> Self {
        let sent = &words.doc.sentences[sent_idx].tokens;
        let at = |idx: usize| {
            if sent.contains(&idx) {
                words.lower(idx)
            } else {
                String::new()
            }
        };
        Self {
            before: start.checked_sub(1).map_or_else(String::new, at),
            before_that: start.checked_sub(2).map_or_else(String::new, at),
            after: at(end),
            after_that: at(end + 1),
        }
    }
}

/// The kind that the head of a name of several words tells.
pub(super) fn by_head(words: &Words<'_>, start: usize, end: usize) -> Option<NameKind> {
    let first = words.text(start);
    let last = words.text(end - 1);
    if let Some(kind) = words.lexicon.name_head(last, HeadPosition::Last) {
        // "Tiger Woods", "Winston Church": after a given name a word that is a family name too is one.
        let is_person = end - start == 2
            && words.lexicon.is_given_name(first)
            && words.lexicon.is_surname(last)
            && words.lexicon.known_name(first).is_none();
        return (!is_person).then_some(kind);
    }
    let kind = words.lexicon.name_head(first, HeadPosition::First)?;
    let joined = matches!(words.text(start + 1), "of" | "for" | "on");
    (joined || kind != NameKind::Organization || !words.is_personal(last)).then_some(kind)
}

/// The kind that the words of a name and those around it tell.
pub(super) fn by_words(
    words: &Words<'_>,
    start: usize,
    end: usize,
    titled: bool,
    around: &Surroundings,
) -> (NameKind, Rule) {
    let n_tokens = end - start;
    let first = words.text(start);
    let last = words.text(end - 1);
    if n_tokens == 1 && is_all_capitals(first) && first.len() <= 7 {
        return (NameKind::Organization, Rule::Acronym);
    }
    if titled {
        return (NameKind::Person, Rule::Title);
    }
    let n_personal = (start..end)
        .filter(|idx| words.is_personal(words.text(*idx)))
        .count();
    let n_common = (start..end).filter(|idx| words.is_common(*idx)).count();
    let has_initial = (start..end).any(|idx| is_initial(words.text(idx)));
    let has_of = (start..end).any(|idx| matches!(words.text(idx), "of" | "&" | "and" | "for"));
    if n_tokens >= 2 && !has_of {
        let starts_given = words.lexicon.is_given_name(first);
        let ends_surname = words.lexicon.is_surname(last);
        let is_personal = starts_given || has_initial || n_personal * 2 > n_tokens;
        if is_personal && n_common == 0 {
            return (NameKind::Person, Rule::PersonalName);
        }
        if (starts_given || ends_surname) && n_common * 2 < n_tokens && around.before != "the" {
            return (NameKind::Person, Rule::PersonalName);
        }
    }
    if let Some(kind) = by_context(around) {
        return (kind, Rule::Context);
    }
    if n_tokens == 1 {
        // "the Osei administration" holds a person's name, "the Osei" none.
        let before_noun = around.after.chars().next().is_some_and(char::is_alphabetic)
            && !words.lexicon.is_function_word(&around.after);
        if words.is_personal(first) && (around.before != "the" || before_noun) {
            return (NameKind::Person, Rule::SingleName);
        }
        // "Guineans", "Kemalism", "the Arhuacan chief": a people, by its ending.
        if is_people(first, around) {
            return (NameKind::Norp, Rule::Shape);
        }
        let kind = if around.before == "the" || !speaks(words, around) {
            NameKind::Misc
        } else {
            NameKind::Person
        };
        return (kind, Rule::Shape);
    }
    if has_of || n_common * 2 >= n_tokens {
        let kind = if n_common == n_tokens {
            NameKind::Misc
        } else {
            NameKind::Organization
        };
        return (kind, Rule::Shape);
    }
    if around.before == "the" {
        return (NameKind::Organization, Rule::Shape);
    }
    (NameKind::Person, Rule::Shape)
}

/// The kind that the neighbours tell.
fn by_context(around: &Surroundings) -> Option<NameKind> {
    let Surroundings {
        before,
        before_that,
        after,
        after_that,
    } = around;
    if before == "of" && is_place_noun(before_that) || is_place_noun(after) {
        return Some(NameKind::Location);
    }
    if is_organisation_noun(after) && before != "," {
        return Some(NameKind::Organization);
    }
    if after == "-" && after_that == "based" {
        return Some(NameKind::Location);
    }
    let speaks = matches!(
        after.as_str(),
        "said" | "says" | "told" | "added" | "who" | "whose"
    );
    if matches!(
        before.as_str(),
        "in" | "near"
            | "outside"
            | "inside"
            | "across"
            | "throughout"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "downtown"
    ) && !speaks
    {
        return Some(NameKind::Location);
    }
    if matches!(before.as_str(), "at" | "from" | "to")
        && matches!(after.as_str(), "," | ".")
        && matches!(
            before_that.as_str(),
            "arrived"
                | "returned"
                | "flew"
                | "fled"
                | "travelled"
                | "traveled"
                | "went"
                | "away"
                | "back"
                | "miles"
                | "km"
                | "kilometres"
                | "kilometers"
        )
    {
        return Some(NameKind::Location);
    }
    None
}

/// Whether what stands beside a name speaks, or is spoken of as a person.
fn speaks(words: &Words<'_>, around: &Surroundings) -> bool {
    words.lexicon.is_reporting_verb(&around.after)
        || words.lexicon.is_reporting_verb(&around.before)
        || matches!(
            around.after.as_str(),
            "who" | "whose" | "himself" | "herself"
        )
        || matches!(around.before.as_str(), "mr" | "mr." | "mrs" | "mrs.")
}

/// Whether a name of one word ends as names of peoples and creeds do.
fn is_people(word: &str, around: &Surroundings) -> bool {
    let Surroundings { before, after, .. } = around;
    let before_noun = after.len() > 2 && after.chars().all(char::is_lowercase);
    word.len() > 6
        && (word.ends_with("ians")
            || word.ends_with("ists")
            || word.ends_with("ism")
            || word.ends_with("eans"))
        || word.len() > 5
            && (word.ends_with("ian") || word.ends_with("ese") || word.ends_with("ist"))
            && (before_noun || before == "the")
}

fn is_place_noun(word: &str) -> bool {
    matches!(
        word,
        "city"
            | "town"
            | "village"
            | "province"
            | "district"
            | "region"
            | "state"
            | "county"
            | "island"
            | "islands"
            | "governorate"
            | "prefecture"
            | "suburb"
            | "municipality"
            | "neighbourhood"
            | "neighborhood"
            | "river"
            | "area"
            | "peninsula"
            | "valley"
            | "border"
            | "coast"
            | "capital"
    )
}

fn is_organisation_noun(word: &str) -> bool {
    matches!(
        word,
        "party"
            | "group"
            | "movement"
            | "militia"
            | "company"
            | "corporation"
            | "newspaper"
            | "magazine"
            | "agency"
            | "university"
            | "club"
            | "faction"
            | "network"
            | "foundation"
            | "bank"
            | "airline"
            | "fighters"
            | "militants"
            | "rebels"
    )
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next() == Some('.')
        && chars.next().is_none()
}
