//! What the page says somebody is, as words: "Iranian Foreign Minister".

use dateline_data::{Registry, Standing, name_words};
use dateline_schema::ActorKind;

use crate::codes::Evidence;
use crate::phrase::COUNTRY;

/// The role that the page tells in the fullest way, else the office that the registry knows for the time: one that
/// he holds, or held and the page speaks of.
pub(crate) fn told(
    text: &str,
    registry: &Registry,
    evidence: &[Evidence],
    standing: Option<&Standing<'_>>,
    kind: ActorKind,
) -> Option<String> {
    let person = kind == ActorKind::Person;
    let known = || {
        let standing = standing?;
        let role = &*standing.tenure?.role;
        let former = if standing.former { "former " } else { "" };
        // What somebody was before is told only where the page speaks of that office.
        let is_told = || text.to_lowercase().contains(&role.to_lowercase());
        (!role.is_empty() && (!standing.former || is_told())).then(|| format!("{former}{role}"))
    };
    fullest(text, registry, evidence, true)
        .or_else(|| fullest(text, registry, evidence, false).filter(|_| person))
        .or_else(|| known().filter(|_| person))
}

/// What tells most: an office or occupation before what anybody may be, a role beside the name before a description that
/// comes alone; the first of equals, in the longest wording that the page has for it.
fn fullest(text: &str, registry: &Registry, evidence: &[Evidence], roles: bool) -> Option<String> {
    let tells = |item: &&Evidence| item.is_role == roles && (roles || item.reading.described);
    let told: Vec<(&Evidence, String)> = evidence
        .iter()
        .filter(tells)
        .filter_map(|item| Some((item, wording(text, item)?)))
        .collect();
    let rank = |(item, words): &&(&Evidence, String)| {
        let passes = is_one_of_many(words) || is_passing(registry, words);
        (!passes, item.reading.weight, !item.is_nominal)
    };
    let (_, best) = told.iter().rev().max_by_key(rank)?;
    let small = best.to_lowercase();
    let longer = told.iter().map(|(_, words)| words).filter(|words| {
        let words = words.to_lowercase();
        let rest = words
            .strip_prefix(&*small)
            .or_else(|| words.strip_suffix(&*small));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.ends_with(' '))
    });
    // Of "Baker" in a headline and "baker" in the text the text has the wording that is the role's own.
    let n_small = |words: &str| words.chars().filter(|c| c.is_lowercase()).count();
    longer
        .max_by_key(|words| (words.split(' ').count(), n_small(words)))
        .cloned()
}

/// The role that a stretch of text tells, with what it is of where that stands behind the name ("Governor Lee of Kado"); none
/// where it says only how old somebody is, from where or of which sex.
fn wording(text: &str, item: &Evidence) -> Option<String> {
    let words = clean(item.span.of(text))?;
    // "The 30-year-old baker" is a baker.
    let words = match words.split_once("-year-old") {
        Some((age, rest)) if !age.contains(' ') => clean(rest)?,
        _ => words,
    };
    let of = item.complement.map(|of| of.of(text).split_whitespace());
    let is_nationality =
        !item.reading.described && item.reading.weight == COUNTRY && !words.contains(' ');
    (!is_anybody(&words) && !is_nationality).then(|| match of {
        Some(of) => format!("{words} {}", of.collect::<Vec<_>>().join(" ")),
        None => words,
    })
}

/// Whether words say only that somebody is one of many or what he has become: "only woman in the race", "now a witness".
fn is_one_of_many(words: &str) -> bool {
    let first = words.split([' ', '-']).next().unwrap_or_default();
    matches!(first, "now" | "then" | "once" | "one" | "only" | "among")
}

/// Whether words are all of a rank, or of a part that somebody plays for a day: "Police Maj.", "complainant".
fn is_passing(registry: &Registry, words: &str) -> bool {
    words
        .to_lowercase()
        .split(' ')
        .all(|word| registry.is_passing_role(word.trim_end_matches('.')))
}

/// Whether the noun of a phrase is what anybody is: "young man", "woman from the coast".
fn is_anybody(words: &str) -> bool {
    let head = words
        .split([' ', '-'])
        .take_while(|word| !matches!(*word, "of" | "in" | "from" | "for" | "at" | "who" | "with"));
    head.last().is_some_and(|head| {
        matches!(
            head,
            "man" | "woman" | "boy" | "girl" | "person" | "native" | "old"
        )
    })
}

/// The words without leading articles and possessive pronouns, white space folded; none if no word is left.
pub(crate) fn clean(words: &str) -> Option<String> {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = folded.as_str();
    while let Some((first, after)) = rest.split_once(' ') {
        if !is_article(first) {
            break;
        }
        rest = after;
    }
    // A bracket that the phrase does not close is no part of it.
    let rest = match rest.rsplit_once('(') {
        Some((before, inside)) if !inside.contains(')') => before,
        _ => rest,
    };
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(');
    let rest = rest.trim_matches(is_mark);
    let rest = if rest.contains('(') {
        rest
    } else {
        rest.trim_end_matches(')')
    };
    (!name_words(rest).is_empty() && !is_article(rest)).then(|| rest.to_owned())
}

fn is_article(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "this"
            | "that"
            | "these"
            | "those"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_and_words_stay() {
        assert_eq!(
            clean("the  Harbour Minister").as_deref(),
            Some("Harbour Minister")
        );
        assert_eq!(
            clean("a senior official,").as_deref(),
            Some("senior official")
        );
        assert_eq!(clean("Another clerk").as_deref(), Some("Another clerk"));
        assert_eq!(clean("the"), None);
        assert_eq!(clean(" – "), None);
    }
}
