//! A run of candidates in, its names out: freed of titles and divided where two names stand side by side.

use std::ops::Range;

use dateline_data::HeadPosition;
use dateline_schema::{NameKind, Span};

use super::kinds::{self, Surroundings};
use super::runs::Run;
use super::words::{Casing, Words, is_calendar_word};
use super::{Candidate, Rule};
use crate::chars::is_capitalized;

/// No well-known name has more tokens.
const LONGEST_KNOWN: usize = 9;

/// Appends the names of a run.
pub(super) fn name(words: &Words<'_>, run: Run, names: &mut Vec<Candidate>) {
    let Run { tokens, sent_idx } = run;
    let mut start = tokens.start;
    let mut after_title = start > 0 && is_title(words, start - 1, false);
    // At the start of a sentence the capital of "Secretary" of State opens no run.
    if let Some(ruled) = after_title_before(words, &tokens, sent_idx) {
        start = ruled;
        after_title = true;
    }
    let mut idx = start;
    while idx < tokens.end {
        let known_end = known_from(words, idx, tokens.end).map(|(end, _)| end);
        if known_end.is_some_and(|end| end > idx + 1) {
            idx = known_end.unwrap_or(idx + 1);
            continue;
        }
        if !is_title(words, idx, true) || heads_from(words, idx, &tokens) {
            idx += 1;
            continue;
        }
        let cut = before_title(words, start, idx);
        piece(words, start..cut, sent_idx, after_title, names);
        idx = after_ruling_of(words, idx, &tokens);
        start = idx;
        after_title = true;
    }
    let end = if after_title && start == tokens.end {
        start
    } else {
        tokens.end
    };
    piece(words, start..end, sent_idx, after_title, names);
}

/// Whether a token is a title or form of address; inside a run only with a capital.
pub(super) fn is_title(words: &Words<'_>, idx: usize, capital: bool) -> bool {
    let word = words.text(idx);
    if capital && !is_capitalized(word) {
        return false;
    }
    let bare = word.trim_end_matches('.');
    words.lexicon.is_honorific(bare)
        || words
            .lexicon
            .role(&bare.to_lowercase())
            .is_some_and(|form| form.role.is_title)
}

/// Whether the run from a title word on is the name of an organisation or place: "Guard Corps", "Prince Street".
fn heads_from(words: &Words<'_>, idx: usize, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    let honorific = words
        .lexicon
        .is_honorific(words.text(idx).trim_end_matches('.'));
    last > idx
        && !honorific
        && words
            .lexicon
            .name_head(words.text(last), HeadPosition::Last)
            .is_some()
        && !(idx + 1..last).any(|at| is_title(words, at, true))
        && !words.is_personal(words.text(idx + 1))
}

/// Where the name before a title ends: modifiers belong to the title.
fn before_title(words: &Words<'_>, start: usize, title: usize) -> usize {
    let mut cut = title;
    while cut > start {
        let word = words.text(cut - 1);
        let joins = matches!(word, "-" | "&" | "and" | "'s" | "’s" | "of");
        let modifies = words.lexicon.is_title_modifier(&word.to_lowercase())
            || matches!(word.trim_end_matches('.'), "Maj" | "Lt" | "Brig")
            || is_title(words, cut - 1, true);
        // "Army Chief" leaves no name, "Fars News Director" leaves one.
        let heads = cut - 1 > start
            && words.lexicon.name_head(word, HeadPosition::Last).is_some()
            && !words.lexicon.is_title_modifier(&words.lower(cut - 2));
        if !joins && (!modifies || heads) {
            break;
        }
        cut -= 1;
    }
    cut
}

/// Where a title with what it rules ("Secretary of State") ends.
fn after_ruling_of(words: &Words<'_>, title: usize, tokens: &Range<usize>) -> usize {
    let mut end = title + 1;
    let rules = end + 1 < tokens.end && matches!(words.text(end), "of" | "for");
    if rules {
        let mut idx = end + 1;
        while idx < tokens.end
            && (words.is_common(idx)
                || words.lexicon.is_title_modifier(&words.lower(idx))
                || matches!(words.text(idx), "and" | "the" | "&"))
        {
            idx += 1;
            end = idx;
        }
    }
    // "Deputy Prime Minister" left its modifiers before; "Secretary-General" hides its second half behind a hyphen.
    while end + 1 < tokens.end && words.text(end) == "-" && is_title(words, end + 1, true) {
        end += 2;
    }
    end
}

/// Where what a title just before a run rules ends: "Secretary of | State".
fn after_title_before(words: &Words<'_>, tokens: &Range<usize>, sent_idx: usize) -> Option<usize> {
    let title = tokens
        .start
        .checked_sub(2)
        .filter(|&idx| idx >= words.doc.sentences[sent_idx].tokens.start)?;
    if !matches!(words.text(title + 1), "of" | "for") || !is_title(words, title, true) {
        return None;
    }
    let end = after_ruling_of(words, title, tokens);
    (end > tokens.start).then_some(end)
}

/// The longest well-known name that starts at `idx`.
fn known_from(words: &Words<'_>, idx: usize, limit: usize) -> Option<(usize, NameKind)> {
    (idx + 1..=limit.min(idx + LONGEST_KNOWN))
        .rev()
        .find_map(|end| {
            let kind = words.lexicon.known_name(words.slice(idx, end))?;
            Some((end, kind))
        })
}

/// Appends the names of a stretch without titles.
fn piece(
    words: &Words<'_>,
    tokens: Range<usize>,
    sent_idx: usize,
    after_title: bool,
    names: &mut Vec<Candidate>,
) {
    let Range { mut start, mut end } = tokens;
    while start < end && is_joint(words.text(start)) {
        start += 1;
    }
    while start < end
        && (ends_in_joint(words, start, end)
            || is_calendar_word(words.text(end - 1)) && end - 1 > start)
    {
        end -= 1;
    }
    let mut titled = after_title;
    while start < end {
        let (cut, kind, rule) = next(words, start, end, sent_idx, titled);
        push(words, start, cut, kind, rule, names);
        start = cut;
        titled = false;
        while start < end && is_joint(words.text(start)) {
            start += 1;
        }
    }
}

/// The first name of a stretch: its end, its kind, and what told it.
fn next(
    words: &Words<'_>,
    start: usize,
    end: usize,
    sent_idx: usize,
    titled: bool,
) -> (usize, NameKind, Rule) {
    let known = known_from(words, start, end);
    if let Some((cut, kind)) = known.filter(|(cut, _)| *cut == end) {
        // A title makes "President Jordan" a person, but leaves "Minister, UAE" alone.
        let is_person = titled
            && kind == NameKind::Location
            && cut == start + 1
            && words.is_personal(words.text(start));
        return if is_person {
            (cut, NameKind::Person, Rule::Title)
        } else {
            (cut, kind, Rule::Known)
        };
    }
    if end - start >= 2
        && let Some(kind) = kinds::by_head(words, start, end)
    {
        return (end, kind, Rule::Head);
    }
    if let Some((cut, kind)) = known {
        let rest_is_personal = words.is_personal(words.text(cut.min(end - 1)));
        let is_person = cut == start + 1
            && kind == NameKind::Location
            && words.is_personal(words.text(start))
            && rest_is_personal;
        if !is_person
            && (cut > start + 1
                || kind == NameKind::Norp
                || kind == NameKind::Location
                || kind == NameKind::Organization)
        {
            return (cut, kind, Rule::Known);
        }
    }
    // A well-known name further on ends this one: "Osei Ghana".
    let cut = (start + 1..end)
        .find(|idx| {
            let divides = known_from(words, *idx, end).is_some_and(|(cut, kind)| {
                cut > idx + 1
                    || kind == NameKind::Norp
                    || kind == NameKind::Location && !words.is_personal(words.text(*idx))
            });
            divides && !is_joint(words.text(idx - 1))
        })
        .unwrap_or(end);
    let around = Surroundings::of(words, start, cut, sent_idx);
    let (kind, rule) = kinds::by_words(words, start, cut, titled, &around);
    let kind = if words.casing(sent_idx) != Casing::Sentence && rule == Rule::Shape {
        NameKind::Misc
    } else {
        kind
    };
    (cut, kind, rule)
}

/// Marks and small words that a name neither starts nor ends with.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "-" | "‑"
            | "–"
            | "&"
            | "and"
            | "of"
            | "for"
            | "the"
            | "'s"
            | "’s"
            | "'"
            | "’"
            | "."
            | "on"
            | "in"
            | "to"
    )
}

/// Whether the last word of a stretch is no word of a name; the "in" of "Moon Jae-in" is one.
fn ends_in_joint(words: &Words<'_>, start: usize, end: usize) -> bool {
    let last = words.text(end - 1);
    let is_syllable = end >= start + 3 && last != "-" && words.text(end - 2) == "-";
    is_joint(last) && !is_syllable
}

/// "No. 5", "BND 500": what stands before a figure counts or pays.
fn is_number_sign(words: &Words<'_>, start: usize, end: usize) -> bool {
    let before_figure =
        words.doc.tokens.len() > end && words.text(end).starts_with(|c: char| c.is_ascii_digit());
    end == start + 1 && before_figure && words.text(start).len() <= 4
}

/// "US $5": the sign makes it money.
fn is_currency(words: &Words<'_>, end: usize) -> bool {
    words.doc.tokens.len() > end && matches!(words.text(end), "$" | "€" | "£")
}

fn push(
    words: &Words<'_>,
    start: usize,
    end: usize,
    kind: NameKind,
    rule: Rule,
    names: &mut Vec<Candidate>,
) {
    let mut end = end;
    while end > start + 1 && ends_in_joint(words, start, end) {
        end -= 1;
    }
    // "16 °C", "Group A": a letter names nobody.
    if words.slice(start, end).chars().nth(1).is_none() {
        return;
    }
    let common_alone = end == start + 1
        && (rule <= Rule::Context || rule == Rule::Title)
        && words.is_common(start)
        && !words.is_personal(words.text(start));
    if common_alone
        || rule != Rule::Known && is_number_sign(words, start, end)
        || is_currency(words, end)
    {
        return;
    }
    let tokens = &words.doc.tokens;
    names.push(Candidate {
        span: Span::new(tokens[start].span.start, tokens[end - 1].span.end),
        kind,
        tokens: (start, end),
        rule,
        read: None,
    });
}
