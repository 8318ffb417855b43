//! What the page says somebody is, as words: "Iranian Foreign Minister".

use dateline_data::{Standing, name_words};
use dateline_schema::ActorKind;

use crate::codes::Evidence;

/// The role that the page tells in the fullest way, else the office that the registry knows for the time.
pub(crate) fn told(
    text: &str,
    evidence: &[Evidence],
    standing: Option<&Standing<'_>>,
    kind: ActorKind,
) -> Option<String> {
    // The first of equals.
    let fullest = |roles: bool| {
        evidence
            .iter()
            .filter(|item| item.is_role == roles && (roles || item.reading.described))
            .rev()
            .max_by_key(|item| item.reading.weight)
            .and_then(|item| clean(item.span.of(text)))
    };
    let person = kind == ActorKind::Person;
    let known = || {
        let tenure = standing?.tenure?;
        let former = if standing?.former { "former " } else { "" };
        (!tenure.role.is_empty()).then(|| format!("{former}{}", tenure.role))
    };
    fullest(true)
        .or_else(|| fullest(false).filter(|_| person))
        .or_else(|| known().filter(|_| person))
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
    let rest =
        rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'));
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
