//! What an actor is called.
//!
//! A person by the fullest name that the page gives, or the data files where the page gives only a surname;
//! anything else by the name that the page uses most, written out where an acronym stands beside it. A country is never called by its capital. Without a name
//! the words that tell most stand in for it: "US officials", "unidentified gunmen".

use std::collections::HashMap;

use dateline_data::{Sense, name_words};
use dateline_schema::{ActorKind, MentionForm};

use crate::chain::{Context, Group};
use crate::codes::Evidence;
use crate::role::clean;
use crate::scan::whole_name;

/// The name of an actor; `known` is that of its entry in the registry.
pub(crate) fn name(
    context: &Context<'_>,
    group: &Group<'_>,
    known: Option<&str>,
    kind: ActorKind,
    evidence: &[Evidence],
) -> String {
    let used = most_used(context, group, kind);
    match (used, known) {
        (Some(name), Some(known))
            if kind == ActorKind::Person && n_words(known) > n_words(name) =>
        {
            known.to_owned()
        }
        (Some(name), _) => clean(name).unwrap_or_else(|| name.to_owned()),
        (None, Some(known)) => known.to_owned(),
        (None, None) => described(context, group, evidence),
    }
}

/// The fullest name of a person, the most used of anything else; the first of equals.
fn most_used<'a>(context: &Context<'a>, group: &Group<'_>, kind: ActorKind) -> Option<&'a str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut place: HashMap<&str, usize> = HashMap::new();
    for (span, _) in group
        .mentions
        .iter()
        .filter_map(|mention| context.name(mention))
    {
        let name = span.of(&context.doc.text);
        let idx = *place.entry(name).or_insert_with(|| {
            counts.push((name, 0));
            counts.len() - 1
        });
        counts[idx].1 += 1;
    }
    if kind == ActorKind::Country {
        let is_capital = |name: &str| {
            let sense = whole_name(name, context.registry, context.when);
            matches!(sense, Some(Sense::Capital(_)))
        };
        counts.retain(|(name, _)| !is_capital(name));
    }
    // An acronym says less than what it stands for, however often it is used.
    if counts.iter().any(|(name, _)| !is_acronym(name)) {
        counts.retain(|(name, _)| !is_acronym(name));
    }
    let rank = |&(name, count): &(&str, usize)| match kind {
        ActorKind::Person => (n_words(name), name.len()),
        _ => (count, 0),
    };
    let &(best, _) = counts.iter().rev().max_by_key(|entry| rank(entry))?;
    // A body that is called by a part of its name has the whole one.
    let mut wholes = counts.iter().map(|&(name, _)| name);
    let whole = wholes.find(|name| kind != ActorKind::Country && is_part(best, name));
    Some(whole.unwrap_or(best))
}

/// The words of the description that tells most; the first of equals.
fn described(context: &Context<'_>, group: &Group<'_>, evidence: &[Evidence]) -> String {
    let nominal = |mention: &&&dateline_schema::Mention| mention.form == MentionForm::Nominal;
    let fullest = evidence
        .iter()
        .filter(|item| item.is_nominal && !item.is_role)
        .rev()
        .max_by_key(|item| item.reading.weight)
        .map(|item| item.span);
    let span = fullest.or_else(|| {
        group
            .mentions
            .iter()
            .find(nominal)
            .map(|mention| mention.span)
    });
    let words = span.map_or("", |span| span.of(&context.doc.text));
    clean(words).unwrap_or_else(|| words.to_owned())
}

/// Whether a name begins or ends with all the words of a shorter one.
fn is_part(short: &str, long: &str) -> bool {
    let (short, long) = (name_words(short), name_words(long));
    short.len() < long.len() && (long.starts_with(&short) || long.ends_with(&short))
}

fn is_acronym(name: &str) -> bool {
    !name.contains([' ', '-']) && !name.contains(char::is_lowercase)
}

fn n_words(name: &str) -> usize {
    name_words(name).len()
}
