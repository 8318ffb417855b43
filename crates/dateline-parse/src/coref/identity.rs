//! Names that are forms of one name: full and last name, acronym and expansion, spellings.

use std::collections::HashMap;

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm, NameKind};

use super::clusters::Clusters;
use crate::mentions::{Class, Draft};

/// No document names more people of one family than this, and no name is compared with more.
const MOST: usize = 40;

/// Joins the mentions by name that name the same.
pub(super) fn link(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, clusters: &mut Clusters) {
    let named: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(idx, draft)| match draft.mention.form {
            MentionForm::Name(name) => Some((idx, name)),
            _ => None,
        })
        .collect();
    same_wording(doc, drafts, lexicon, &named, clusters);
    people(doc, drafts, &named, clusters);
    acronyms(doc, &named, clusters);
}

/// Joins names with the same words, or with words that the alias list holds to be the same.
fn same_wording(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    named: &[(usize, usize)],
    clusters: &mut Clusters,
) {
    let mut first: HashMap<(String, bool), usize> = HashMap::new();
    for (idx, name) in named {
        let wording = doc.names[*name].span.of(&doc.text);
        let key = normal(lexicon.main_name(wording));
        let is_person = drafts[*idx].class == Class::Person;
        match first.entry((key, is_person)) {
            std::collections::hash_map::Entry::Occupied(entry) => clusters.join(*entry.get(), *idx),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(*idx);
            }
        }
    }
}

/// Joins last names with full names, and full names that differ in spelling or by a middle name.
fn people(doc: &Doc, drafts: &[Draft], named: &[(usize, usize)], clusters: &mut Clusters) {
    // For each last name: the mentions by full name with their words, one for each wording.
    let mut full: HashMap<String, Vec<(usize, Vec<String>)>> = HashMap::new();
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    let people: Vec<(usize, Vec<String>)> = named
        .iter()
        .filter(|(idx, _)| drafts[*idx].class == Class::Person)
        .map(|(idx, name)| (*idx, parts(doc.names[*name].span.of(&doc.text))))
        .collect();
    for (idx, parts) in people.iter().filter(|(_, parts)| parts.len() >= 2) {
        let last = parts[parts.len() - 1].clone();
        let same_last = full.entry(last).or_default();
        let recent = same_last.len().saturating_sub(MOST);
        if let Some((other, _)) = same_last[recent..]
            .iter()
            .find(|(_, others)| are_one_person(parts, others))
        {
            clusters.join(*other, *idx);
        }
        if !same_last[recent..]
            .iter()
            .any(|(_, others)| others == parts)
        {
            same_last.push((*idx, parts.clone()));
            by_first.entry(parts[0].clone()).or_default().push(*idx);
        }
    }
    for (idx, parts) in people.iter().filter(|(_, parts)| parts.len() == 1) {
        let candidates: Vec<usize> = match full.get(&parts[0]) {
            Some(same_last) => same_last
                .iter()
                .take(MOST)
                .map(|(other, _)| *other)
                .collect(),
            None => by_first
                .get(&parts[0])
                .map(|all| all[..all.len().min(MOST)].to_vec())
                .unwrap_or_default(),
        };
        // The last one before it; a headline may name somebody before the text does in full.
        let title = &drafts[*idx].roles;
        let fits = |other: &&usize| {
            title.is_empty()
                || clusters.roles(**other).is_empty()
                || title
                    .iter()
                    .any(|role| clusters.roles(**other).contains(role))
                || candidates.len() == 1
        };
        let before = candidates.iter().filter(|other| *other < idx).rfind(fits);
        if let Some(other) = before.or_else(|| candidates.iter().find(fits)).copied() {
            clusters.join(other, *idx);
        }
    }
}

/// Whether two full names with the same last name can be one person's.
fn are_one_person(a: &[String], b: &[String]) -> bool {
    let (a, b) = (&a[..a.len() - 1], &b[..b.len() - 1]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short
        .iter()
        .all(|part| long.iter().any(|other| are_one_word(part, other)))
}

/// Whether two given names are one: the same, an initial of the other, or spelled a little differently.
fn are_one_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let initial = |short: &str, long: &str| {
        let bare = short.trim_end_matches('.');
        bare.chars().count() == 1 && long.starts_with(bare)
    };
    initial(a, b) || initial(b, a) || are_spellings(a, b)
}

/// Whether two words of five letters and more differ in one letter, or in two if they are longer than seven.
fn are_spellings(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let most = if shorter > 7 { 2 } else { 1 };
    // Names are short; anything longer than this is none, and the table below grows with the square.
    if shorter < 5 || a.len().max(b.len()) > 24 || a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()] <= most
}

/// Joins an acronym with its expansion: side by side, or where the capitals of one wording alone spell it.
fn acronyms(doc: &Doc, named: &[(usize, usize)], clusters: &mut Clusters) {
    let mut spelled: HashMap<String, usize> = HashMap::new();
    for (idx, name) in named {
        let wording = doc.names[*name].span.of(&doc.text);
        if doc.names[*name].kind == NameKind::Person || !wording.contains(' ') {
            continue;
        }
        let capitals: String = wording.chars().filter(|c| c.is_uppercase()).collect();
        if capitals.chars().count() >= 3 {
            spelled.entry(capitals).or_insert(*idx);
        }
    }
    for pair in named.windows(2) {
        let [(a, before), (b, after)] = *pair else {
            continue;
        };
        let (before, after) = (doc.names[before].span, doc.names[after].span);
        let bracketed =
            before.end <= after.start && doc.text[before.end..after.start].trim() == "(";
        if bracketed
            && is_acronym(after.of(&doc.text))
            && shares_initial(before.of(&doc.text), after.of(&doc.text))
        {
            clusters.join(a, b);
        }
    }
    for (idx, name) in named {
        let wording = doc.names[*name].span.of(&doc.text).replace('.', "");
        if is_acronym(&wording)
            && wording.len() >= 3
            && let Some(expansion) = spelled.get(&wording)
        {
            clusters.join(*expansion, *idx);
        }
    }
}

fn is_acronym(word: &str) -> bool {
    word.len() >= 2 && !word.contains(' ') && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

fn shares_initial(long: &str, acronym: &str) -> bool {
    let Some(initial) = acronym.chars().next() else {
        return false;
    };
    long.split([' ', '-']).any(|word| word.starts_with(initial))
}

/// The words of a person's name in small letters, the article "al" left out.
fn parts(name: &str) -> Vec<String> {
    normal(name)
        .split([' ', '-'])
        .filter(|part| !part.is_empty() && !matches!(*part, "al" | "el" | "ul"))
        .map(str::to_owned)
        .collect()
}

/// A wording in small letters with straight apostrophes.
fn normal(wording: &str) -> String {
    wording.to_lowercase().replace(['’', '‘', '`'], "'")
}
