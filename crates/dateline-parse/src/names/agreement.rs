//! One document's names in, the same names out, alike where they name the same.
//!
//! A family name seen in a full name is a person wherever it stands alone; a name typed with good reason in one
//! place is typed so in all places where there was none. Where the model is not sure of a name, all that it says of
//! names of the same wording decides.

use std::collections::{BTreeMap, HashMap};

use dateline_schema::{NameKind, Role, Span};

use super::words::Words;
use super::{Candidate, Rule};

/// From this probability on a name of the model keeps its kind. Chosen on the development set of worldwide newswire,
/// where names F1 is 83.6 so, and 82.7 if all keep theirs.
pub(super) const SURE: f32 = 0.7;

/// Makes the names of a document agree.
pub(super) fn agree(words: &Words<'_>, names: &mut [Candidate]) {
    let text = &words.doc.text;
    // The last words of the persons' full names, and the best-founded kind of each wording.
    let mut surnames: HashMap<&str, Rule> = HashMap::new();
    let mut kinds: HashMap<&str, (Rule, NameKind)> = HashMap::new();
    // What the model says of each wording: the sum of its probabilities for each kind.
    let mut votes: HashMap<&str, BTreeMap<NameKind, f32>> = HashMap::new();
    for name in names.iter() {
        let (first, end) = name.tokens;
        if name.kind == NameKind::Person && end - first >= 2 && name.rule >= Rule::PersonalName {
            let best = surnames.entry(words.text(end - 1)).or_insert(name.rule);
            *best = name.rule.max(*best);
        }
        if let Some(score) = name.score {
            let votes = votes.entry(name.span.of(text)).or_default();
            *votes.entry(name.kind).or_default() += score;
        }
        let best = kinds
            .entry(name.span.of(text))
            .or_insert((name.rule, name.kind));
        if name.rule > best.0 {
            *best = (name.rule, name.kind);
        }
    }
    let headlines: Vec<Span> = words
        .doc
        .lines
        .iter()
        .filter(|line| line.role == Role::Headline)
        .map(|line| line.span)
        .collect();
    for name in names.iter_mut() {
        let (first, end) = name.tokens;
        let last = words.text(end - 1);
        // Where every word has a capital the model takes many a family name for a company.
        let in_headline = || headlines.iter().any(|line| line.overlaps(name.span));
        let is_open = match name.score {
            Some(score) => name.kind == NameKind::Person || score < SURE || in_headline(),
            None => name.rule < Rule::Known,
        };
        if end - first == 1 && is_open && surnames.contains_key(last) {
            name.kind = NameKind::Person;
            name.rule = Rule::FullName;
            continue;
        }
        if name.score.is_some_and(|score| score < SURE) {
            let votes = &votes[name.span.of(text)];
            let best = votes.iter().max_by(|a, b| a.1.total_cmp(b.1));
            name.kind = best.map_or(name.kind, |(kind, _)| *kind);
            continue;
        }
        let (rule, kind) = kinds[name.span.of(text)];
        if rule > name.rule && name.rule < Rule::Head {
            name.kind = kind;
            name.rule = Rule::FullName;
        }
    }
}
