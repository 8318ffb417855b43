//! The apposition after a name: "Abena Osei, an advisor to the president, …".

use dateline_data::RoleKind;

use super::named::nominal_head;
use super::{Class, Text};

/// No apposition is longer, in tokens.
const LONGEST: usize = 30;
/// Its head stands within this many tokens.
const HEAD_WITHIN: usize = 8;

/// The tokens of the apposition after a name that ends at `end`, its article left out.
pub(super) fn after(
    text: &Text<'_>,
    end: usize,
    sent_idx: usize,
    class: Class,
) -> Option<(usize, usize)> {
    let limit = text.doc.sentences[sent_idx].tokens.end;
    if end + 1 >= limit || !matches!(text.word(end), "," | "(" | "–" | "—") {
        return None;
    }
    let mut start = end + 1;
    // "Osei, 54, a teacher,"
    if start + 1 < limit
        && text.word(start).bytes().all(|b| b.is_ascii_digit())
        && text.word(start + 1) == ","
    {
        start += 2;
    }
    let has_article = start < limit && matches!(text.lower(start).as_str(), "a" | "an" | "the");
    if has_article {
        start += 1;
    }
    let mut head = None;
    let mut idx = start;
    while idx < limit.min(start + HEAD_WITHIN) {
        if let Some((noun, len)) = nominal_head(text, idx, limit) {
            let is_plural = text
                .lexicon
                .role(&text.lower(idx))
                .is_some_and(|form| form.is_plural);
            if !is_plural && fits(text, &noun, class) {
                head = Some(idx + len);
            }
            idx += len;
            continue;
        }
        let lower = text.lower(idx);
        let goes_on = head.is_none()
            && (has_article
                && lower.chars().all(|c| c.is_alphabetic() || c == '-')
                && !text.lexicon.is_function_word(&lower)
                && !text.lexicon.is_reporting_verb(&lower)
                || text.modifies(idx)
                || matches!(text.word(idx), "'s" | "’s" | "-" | "and"));
        if !goes_on {
            break;
        }
        idx += 1;
    }
    let mut stop = head?;
    // Without an article the next clause may have its own subject: "In Ghana, officials said".
    let rules = stop >= limit
        || matches!(
            text.lower(stop).as_str(),
            "of" | "for" | "to" | "at" | "in" | "from" | "with" | "," | ")" | "." | "and"
        );
    if !rules && (!has_article || text.lexicon.is_reporting_verb(&text.lower(stop))) {
        return None;
    }
    while stop < limit.min(end + LONGEST) {
        let word = text.word(stop);
        let ends = matches!(
            word,
            "," | ";" | "." | "?" | "!" | ")" | "–" | "—" | ":" | "”" | "\""
        ) || matches!(
            word,
            "who" | "which" | "whose" | "that" | "has" | "had" | "was" | "is"
        ) || text.lexicon.is_reporting_verb(word);
        if ends {
            break;
        }
        stop += 1;
    }
    // "In Ghana, officials from …" goes on without a closing mark: no apposition.
    let closed = stop >= limit
        || matches!(
            text.word(stop),
            "," | ";" | "." | ")" | "–" | "—" | "who" | "which" | "whose"
        );
    (closed && (has_article || class == Class::Person)).then_some((start, stop))
}

/// Whether a noun can say what a name of this class stands for.
fn fits(text: &Text<'_>, noun: &str, class: Class) -> bool {
    text.lexicon.role(noun).is_some_and(|form| match class {
        Class::Person => form.role.kind == RoleKind::Person,
        Class::People => false,
        Class::Organization => form.role.kind == RoleKind::Organization,
        Class::Place => matches!(
            form.role.noun,
            "country" | "nation" | "state" | "city" | "town" | "village" | "republic" | "kingdom"
        ),
    })
}
