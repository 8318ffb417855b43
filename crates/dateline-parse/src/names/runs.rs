//! Candidates side by side, with the small words that names hold between them.

use std::ops::Range;

use dateline_data::HeadPosition;
use dateline_schema::NameKind;

use super::words::{Casing, Words, is_calendar_word};
use crate::chars::is_capitalized;

/// A stretch of tokens that may hold names.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) tokens: Range<usize>,
    pub(super) sent_idx: usize,
}

/// The runs of a sentence, in order.
pub(super) fn of_sentence(words: &Words<'_>, sent_idx: usize) -> Vec<Run> {
    let sent = words.doc.sentences[sent_idx].tokens.clone();
    let mut runs = Vec::new();
    let mut idx = sent.start;
    while idx < sent.end {
        let Some(mut end) = start(words, idx, sent_idx, sent.end) else {
            idx += 1;
            continue;
        };
        while let Some(further) = extend(words, idx, end, sent_idx, sent.end) {
            end = further;
        }
        runs.push(Run {
            tokens: idx..end,
            sent_idx,
        });
        idx = end;
    }
    runs
}

/// The end of the first word of a run that starts at `idx`, if one does.
fn start(words: &Words<'_>, idx: usize, sent_idx: usize, limit: usize) -> Option<usize> {
    // "D-Oakland": a party before a constituency.
    let is_party = matches!(words.text(idx), "D" | "R" | "I")
        && idx + 1 < limit
        && words.text(idx + 1) == "-"
        && words.touch(idx);
    if is_party {
        return None;
    }
    if words.is_candidate(idx, sent_idx) {
        return Some(idx + 1);
    }
    // "al-Sadr" begins with a small letter.
    let is_article = matches!(
        words.text(idx),
        "al" | "el" | "as" | "an" | "ad" | "ar" | "ash" | "at" | "ul" | "bin" | "ibn"
    );
    if !is_article || idx + 1 >= limit {
        return None;
    }
    let hyphenated =
        words.text(idx + 1) == "-" && words.touch(idx) && idx + 2 < limit && words.touch(idx + 1);
    if hyphenated && is_capitalized(words.text(idx + 2)) {
        return Some(idx + 3);
    }
    let spaced =
        matches!(words.text(idx), "al" | "bin" | "ibn") && words.is_candidate(idx + 1, sent_idx);
    spaced.then_some(idx + 2)
}

/// The new end of a run from `first` to `end`, if it goes on.
fn extend(
    words: &Words<'_>,
    first: usize,
    end: usize,
    sent_idx: usize,
    limit: usize,
) -> Option<usize> {
    if end >= limit {
        return None;
    }
    let word = words.text(end);
    if words.is_candidate(end, sent_idx) {
        return Some(end + 1);
    }
    if end + 1 >= limit {
        return None;
    }
    let after_is_candidate = |idx: usize| idx < limit && words.is_candidate(idx, sent_idx);
    match word {
        "-" | "‑" | "–" => {
            let glued = words.touch(end - 1) && words.touch(end);
            let next = words.text(end + 1);
            let goes_on = is_capitalized(next) && !is_calendar_word(next)
                || is_name_syllable(words, first, end, next);
            // "Iran-US" is two names, and so is "US-Israeli".
            let parts = words.lexicon.known_name(words.slice(first, end)).is_some()
                && words.lexicon.known_name(next).is_some();
            let whole = words
                .lexicon
                .known_name(words.slice(first, end + 2))
                .is_some();
            (glued && goes_on && (whole || !parts)).then_some(end + 2)
        }
        "&" => after_is_candidate(end + 1).then_some(end + 2),
        "'s" | "’s" | "'" | "’" => {
            // "People's Party", but not "Ghana's Parliament" or "Osei's Army".
            let whole = words
                .lexicon
                .known_name(words.slice(first, end + 2))
                .is_some();
            if whole {
                return Some(end + 2);
            }
            let owner = words.is_common(end - 1);
            (owner && end - 1 == first && words.touch(end - 1) && after_is_candidate(end + 1))
                .then_some(end + 2)
        }
        "of" | "for" | "on" | "and" | "the" | "to" | "in" => {
            inside_organisation(words, first, end, sent_idx, limit)
        }
        "al" | "el" | "as" | "an" | "ad" | "ar" | "ash" | "at" | "ul" | "ud" => {
            let hyphenated = words.text(end + 1) == "-"
                && words.touch(end)
                && end + 2 < limit
                && words.touch(end + 1);
            if hyphenated && is_capitalized(words.text(end + 2)) {
                Some(end + 3)
            } else {
                (matches!(word, "al" | "el" | "ul") && after_is_candidate(end + 1))
                    .then_some(end + 2)
            }
        }
        word if is_particle(word) => {
            let next =
                (end + 1..limit.min(end + 3)).find(|idx| words.is_candidate(*idx, sent_idx))?;
            let between = (end + 1..next)
                .all(|idx| matches!(words.text(idx), "la" | "las" | "los" | "der" | "den" | "l'"));
            between.then_some(next + 1)
        }
        _ => None,
    }
}

/// Whether a small word stands inside of personal names: "Ursula von der Leyen".
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "bin"
            | "bint"
            | "ibn"
            | "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "las"
            | "los"
            | "y"
            | "ben"
            | "ter"
            | "ten"
            | "zu"
            | "des"
            | "wa"
            | "ag"
            | "ould"
            | "e"
    )
}

/// A small second syllable of a given name, as Korean and Chinese names have: "Moon Jae-in".
fn is_name_syllable(words: &Words<'_>, first: usize, end: usize, next: &str) -> bool {
    end - first >= 2
        && next.len() <= 5
        && next.chars().all(char::is_lowercase)
        && (words.is_personal(words.text(first))
            || end - first == 2 && words.text(first).len() <= 4)
        && (matches!(next, "in" | "on") || !words.lexicon.is_common_word(next))
}

/// "Ministry of Health and Sport", "Council on Foreign Relations": small words that an organisation's name holds.
fn inside_organisation(
    words: &Words<'_>,
    first: usize,
    end: usize,
    sent_idx: usize,
    limit: usize,
) -> Option<usize> {
    if words.casing(sent_idx) != Casing::Sentence {
        return None;
    }
    let word = words.text(end);
    let mut next = end + 1;
    if word != "the" && next < limit && words.text(next) == "the" {
        next += 1;
    }
    if next >= limit || !words.is_candidate(next, sent_idx) {
        return None;
    }
    if words
        .lexicon
        .known_name(words.slice(first, next + 1))
        .is_some()
    {
        return Some(next + 1);
    }
    let is_first_head = |idx: usize| {
        words
            .lexicon
            .name_head(words.text(idx), HeadPosition::First)
            == Some(NameKind::Organization)
    };
    let has_head = (first..end).any(is_first_head);
    let after_common = has_head && words.is_common(end - 1);
    let inside = match word {
        "of" => is_first_head(end - 1) || is_ruling_title(words, end - 1) || after_common,
        "for" | "on" => is_first_head(end - 1) || after_common,
        // "Ministry of Health and Sport", but not "the Authority and the Party".
        "and" => {
            let opened = (first..end).any(|idx| {
                is_first_head(idx)
                    && idx + 1 < end
                    && matches!(words.text(idx + 1), "of" | "for" | "on")
            });
            opened && next == end + 1 && words.is_common(end - 1) && words.is_common(next)
        }
        _ => false,
    };
    inside.then_some(next + 1)
}

/// "Secretary of State", "Minister of Health": the words after "of" belong to the title.
fn is_ruling_title(words: &Words<'_>, idx: usize) -> bool {
    matches!(
        words.text(idx),
        "Secretary" | "Minister" | "Secretaries" | "Ministers"
    )
}
