//! Names that are forms of one name: full and last name, acronym and expansion, spellings, a part of a body's name.

use std::collections::HashMap;

use dateline_data::{HeadPosition, Lexicon};
use dateline_schema::{Doc, MentionForm, NameKind};

use super::clusters::Clusters;
use crate::mentions::{Class, Draft};

/// No document names more people of one family than this, and no name is compared with more.
const MOST: usize = 40;

/// A mention of a person by name, with the words of the name.
type Named = (usize, Vec<String>);

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
    let people: Vec<Named> = named
        .iter()
        .filter(|(idx, _)| drafts[*idx].class == Class::Person)
        .map(|(idx, name)| (*idx, parts(doc.names[*name].span.of(&doc.text))))
        .collect();
    let full = FullNames::join(&people, clusters);
    let (shared, own): (Vec<&Named>, Vec<&Named>) = people
        .iter()
        .filter(|(_, parts)| parts.len() == 1)
        .partition(|(_, parts)| full.people(&parts[0], clusters).len() > 1);
    let is_shared = |idx: usize| shared.binary_search_by_key(&idx, |(idx, _)| *idx).is_ok();
    let alike = named.iter().filter(|(idx, _)| !is_shared(*idx));
    same_wording(doc, drafts, lexicon, alike, clusters);
    for (idx, parts) in own {
        if let Some(other) = full.people(&parts[0], clusters).first() {
            clusters.join(*other, *idx);
        }
    }
    shared_names(drafts, &people, &full, &shared, clusters);
    acronyms(doc, &named, clusters);
    parts_of_bodies(doc, &named, lexicon, clusters);
}

/// Joins names with the same words, or with words that the alias list holds to be the same.
fn same_wording<'a>(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    named: impl Iterator<Item = &'a (usize, usize)>,
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

/// The full names of a document's people: the first mention by each wording.
struct FullNames {
    by_last: HashMap<String, Vec<Named>>,
    by_first: HashMap<String, Vec<usize>>,
    /// By the words between the two, the first of two family names among them.
    by_inner: HashMap<String, Vec<usize>>,
}

impl FullNames {
    /// Finds them, and joins full names that differ in spelling or by a middle name.
    fn join(people: &[Named], clusters: &mut Clusters) -> Self {
        let mut by_last: HashMap<String, Vec<Named>> = HashMap::new();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_inner: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, parts) in people.iter().filter(|(_, parts)| parts.len() >= 2) {
            let same_last = by_last.entry(parts[parts.len() - 1].clone()).or_default();
            let recent = &same_last[same_last.len().saturating_sub(MOST)..];
            let mut others = recent.iter();
            if let Some((other, _)) = others.find(|(_, others)| are_one_person(parts, others)) {
                clusters.join(*other, *idx);
            }
            if !recent.iter().any(|(_, others)| others == parts) {
                same_last.push((*idx, parts.clone()));
                by_first.entry(parts[0].clone()).or_default().push(*idx);
                for part in &parts[1..parts.len() - 1] {
                    by_inner.entry(part.clone()).or_default().push(*idx);
                }
            }
        }
        Self {
            by_last,
            by_first,
            by_inner,
        }
    }

    /// The people whose last name a word is, else those whose first name it is, else those who have it in between.
    fn people(&self, word: &str, clusters: &Clusters) -> Vec<usize> {
        let other = || {
            let named = self.by_first.get(word).or_else(|| self.by_inner.get(word));
            named.cloned().unwrap_or_default()
        };
        let mentions = match self.by_last.get(word) {
            Some(same_last) => same_last.iter().map(|(idx, _)| *idx).collect(),
            None => other(),
        };
        let mut people = Vec::new();
        for idx in mentions.into_iter().take(MOST) {
            let root = clusters.root(idx);
            if !people.contains(&root) {
                people.push(root);
            }
        }
        people
    }
}

/// Joins each single name that several people share with one of them.
///
/// The role that stands with it decides, else who was named last; before anybody is named, as in a headline, the first
/// who is.
fn shared_names(
    drafts: &[Draft],
    people: &[Named],
    full: &FullNames,
    shared: &[&Named],
    clusters: &mut Clusters,
) {
    // A mention of each person, that of whom was named last at the end.
    let mut named: Vec<usize> = Vec::new();
    let mut by_wording: HashMap<&str, usize> = HashMap::new();
    let mut shared = shared.iter().peekable();
    for (idx, _) in people {
        if let Some((_, parts)) = shared.next_if(|(other, _)| other == idx) {
            let draft = &drafts[*idx];
            let fits = |person: &usize| match (draft.gender, clusters.gender(*person)) {
                (Some(own), Some(other)) => own == other,
                _ => true,
            };
            let candidates: Vec<usize> = full.people(&parts[0], clusters);
            let candidates: Vec<usize> = candidates.into_iter().filter(fits).collect();
            let has_role = |person: &&usize| {
                let roles = clusters.roles(**person);
                draft.roles.iter().any(|role| roles.contains(role))
            };
            let last = |person: &&usize| {
                named
                    .iter()
                    .rposition(|idx| clusters.root(*idx) == **person)
            };
            let by_role = candidates.iter().filter(has_role).max_by_key(last);
            let before = candidates.iter().filter(|person| last(person).is_some());
            let called_so = by_wording.get(parts[0].as_str());
            let called_so = called_so.map(|idx| clusters.root(*idx));
            let chosen = by_role
                .or_else(|| candidates.iter().find(|person| called_so == Some(**person)))
                .or_else(|| before.max_by_key(last))
                .or_else(|| candidates.first());
            if let Some(person) = chosen.copied() {
                clusters.join(person, *idx);
                by_wording.insert(&parts[0], person);
            }
        }
        let root = clusters.root(*idx);
        named.retain(|other| clusters.root(*other) != root);
        named.push(root);
        if named.len() > MOST {
            named.remove(0);
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

/// Joins the name of a body with a fuller one by its last words behind "the" ("The Post" for "the Sandby Post") or by its
/// first, where what is left tells a body ("Sandby State" for "Sandby State University").
///
/// The fuller name that was used last is meant, else the first to come. A short name that is a known one is whole.
fn parts_of_bodies(
    doc: &Doc,
    named: &[(usize, usize)],
    lexicon: &Lexicon,
    clusters: &mut Clusters,
) {
    let mut fuller: HashMap<String, Vec<usize>> = HashMap::new();
    let words_of = |name: usize| -> Vec<&str> {
        let wording = doc.names[name].span.of(&doc.text);
        let words = wording
            .split_whitespace()
            .skip_while(|word| is_article(word));
        words.collect()
    };
    let bodies = || {
        named
            .iter()
            .filter(|(_, name)| doc.names[*name].kind == NameKind::Organization)
    };
    for &(idx, name) in bodies() {
        let words = words_of(name);
        let heads = |word: &str| {
            lexicon.name_head(word, HeadPosition::Last) == Some(NameKind::Organization)
        };
        let ends_as_body = words.last().is_some_and(|last| heads(last));
        for cut in 1..words.len().min(LONGEST) {
            let tail = words[words.len() - cut..].join(" ");
            fuller.entry(format!("the {tail}")).or_default().push(idx);
            let head = words[..words.len() - cut].join(" ");
            if ends_as_body && !is_joined(&words, words.len() - cut) {
                fuller.entry(head).or_default().push(idx);
            }
        }
    }
    for &(idx, name) in bodies() {
        let words = words_of(name).join(" ");
        if lexicon.known_name(&words).is_some() {
            continue;
        }
        let has_article = is_article(doc.names[name].span.of(&doc.text))
            || doc.text[..doc.names[name].span.start]
                .trim_end()
                .rsplit(char::is_whitespace)
                .next()
                .is_some_and(is_article);
        let tail = fuller.get(&format!("the {words}")).filter(|_| has_article);
        let Some(all) = tail.or_else(|| fuller.get(&words)) else {
            continue;
        };
        let before = all.partition_point(|other| *other < idx);
        if let Some(other) = before
            .checked_sub(1)
            .or(Some(before))
            .and_then(|at| all.get(at))
        {
            clusters.join(*other, idx);
        }
    }
}

/// No fuller name has more words than this that are looked at.
const LONGEST: usize = 12;

/// Whether a small word stands on either side of a cut, which parts no name: "Bank | of Kado".
fn is_joined(words: &[&str], cut: usize) -> bool {
    let is_small = |word: &str| !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    is_small(words[cut - 1]) || is_small(words[cut])
}

fn is_article(words: &str) -> bool {
    words
        .split_whitespace()
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"))
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
