//! One document's names in, the same names out, alike where they name the same.
//!
//! A family name seen in a full name is a person wherever it stands alone; a name typed with good reason in one
//! place is typed so in all places where there was none. A name of the model takes the kind that fits best to all names of
//! its wording, the others weighing as much as the root of their number. A name that the model is not sure to be a body's, of a
//! given name and a word that stands for a person elsewhere, is that person's.

use std::collections::{HashMap, HashSet};

use dateline_schema::NameKind;

use super::words::Words;
use super::{Candidate, Rule};
use crate::chars::is_capitalized;
use crate::reading::Fits;

/// From this probability on a name of the model stays as it is, whatever a rule makes of its bounds or of a family name.
pub(super) const SURE: f32 = 0.7;

/// Adds the family names of whom the document names in full, where no name was found: the model misses them at the head of a
/// headline. Words that are common ones too are left.
pub(super) fn complete(words: &Words<'_>, names: &mut Vec<Candidate>) {
    let is_full = |name: &&Candidate| {
        name.kind == NameKind::Person
            && name.tokens.1 - name.tokens.0 >= 2
            && name.rule >= Rule::PersonalName
    };
    let full = names.iter().filter(is_full);
    let surnames: HashSet<&str> = full.map(|name| words.text(name.tokens.1 - 1)).collect();
    let mut found = Vec::new();
    for (idx, token) in words.doc.tokens.iter().enumerate() {
        let word = words.text(idx);
        let is_free = || {
            let at = names.partition_point(|name| name.tokens.1 <= idx);
            names.get(at).is_none_or(|name| name.tokens.0 > idx)
        };
        let is_surname = surnames.contains(word)
            && is_capitalized(word)
            && !words.lexicon.is_common_word(&word.to_lowercase());
        if is_surname && is_free() {
            found.push(Candidate {
                span: token.span,
                kind: NameKind::Person,
                tokens: (idx, idx + 1),
                rule: Rule::FullName,
                read: None,
            });
        }
    }
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|name| name.tokens);
    }
}

/// Makes the names of a document agree.
pub(super) fn agree(words: &Words<'_>, names: &mut [Candidate]) {
    let text = &words.doc.text;
    // The last words of the persons' full names, and the best-founded kind of each wording.
    let mut surnames: HashMap<&str, Rule> = HashMap::new();
    let mut kinds: HashMap<&str, (Rule, NameKind)> = HashMap::new();
    // What the model says of each wording: how often it reads it, and the sum of its fits.
    let mut wordings: HashMap<&str, (f32, Fits)> = HashMap::new();
    for name in names.iter() {
        let (first, end) = name.tokens;
        if name.kind == NameKind::Person && end - first >= 2 && name.rule >= Rule::PersonalName {
            let best = surnames.entry(words.text(end - 1)).or_insert(name.rule);
            *best = name.rule.max(*best);
        }
        if let Some(read) = name.read {
            let (count, sums) = wordings.entry(name.span.of(text)).or_default();
            *count += 1.0;
            for (sum, fit) in sums.iter_mut().zip(read.fits) {
                *sum += fit;
            }
        }
        let best = kinds
            .entry(name.span.of(text))
            .or_insert((name.rule, name.kind));
        if name.rule > best.0 {
            *best = (name.rule, name.kind);
        }
    }
    let mut alone: HashSet<&str> = HashSet::new();
    for name in names.iter() {
        let (first, end) = name.tokens;
        if name.kind == NameKind::Person && end - first == 1 {
            alone.insert(words.text(first));
        }
    }
    for name in names.iter_mut() {
        let (first, end) = name.tokens;
        let last = words.text(end - 1);
        // Who is called by the last word of a name that begins as a person's has that name.
        let is_person = end - first == 2
            && name.kind == NameKind::Organization
            && name.read.is_some_and(|read| read.probability < SURE)
            && words.lexicon.is_given_name(words.text(first))
            && alone.contains(last);
        if is_person {
            name.kind = NameKind::Person;
            name.rule = Rule::FullName;
            continue;
        }
        // Where every word has a capital the model takes many a family name for a company.
        let in_headline = || words.in_headline(name.span);
        let is_open = match name.read {
            Some(read) => name.kind == NameKind::Person || read.probability < SURE || in_headline(),
            None => name.rule < Rule::Known,
        };
        if end - first == 1 && is_open && surnames.contains_key(last) {
            name.kind = NameKind::Person;
            name.rule = Rule::FullName;
            continue;
        }
        if let Some(read) = name.read {
            let (count, sums) = wordings[name.span.of(text)];
            if count > 1.0 {
                name.kind = best_kind(&read.fits, &sums, count);
            }
        }
        let (rule, kind) = kinds[name.span.of(text)];
        if rule > name.rule && name.rule < Rule::Head {
            name.kind = kind;
            name.rule = Rule::FullName;
        }
    }
}

/// The kind that fits best to a name and the others of its wording.
fn best_kind(own: &Fits, sums: &Fits, count: f32) -> NameKind {
    let others = (count - 1.0).sqrt();
    let fits = own
        .iter()
        .zip(sums)
        .map(|(own, sum)| own + (sum - own) / others);
    let kinds = NameKind::ALL.into_iter().zip(fits);
    kinds
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(NameKind::Misc, |(kind, _)| kind)
}
