//! Finds the stretches of a text that the gazetteer could name, and where they stand.

use dateline_data::{ContextRole, Gazetteer, Naming, PlaceId};
use dateline_schema::Span;

use crate::words::{Gap, Word};

/// The longest name in words.
const MOST_WORDS: usize = 6;
/// More bearers of one name than this are not weighed: the biggest are kept.
const MOST_CANDIDATES: usize = 60;

/// A stretch of text that names a place, perhaps.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    /// Its words, half-open.
    pub(crate) words: (usize, usize),
    /// Under which it meets other mentions of the same name.
    pub(crate) key: String,
    pub(crate) candidates: Vec<(PlaceId, Naming)>,
    /// What the line of reasoning about it added up to, see `evidence`.
    pub(crate) evidence: f32,
    /// What spoke for it, in words.
    pub(crate) because: &'static str,
}

/// Finds them, the longest first at each word, none overlapping.
pub(crate) fn find(text: &str, words: &[Word], gazetteer: &Gazetteer) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_at(text, words, at, gazetteer) {
            Some(mention) => {
                at = mention.words.1;
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
    mentions
}

fn longest_at(text: &str, words: &[Word], at: usize, gazetteer: &Gazetteer) -> Option<Mention> {
    let first = words[at];
    let letters = first.span.of(text);
    if !first.capital && !matches!(letters, "sub" | "al") {
        return None;
    }
    let mut end = at + 1;
    while end < words.len() && end - at < MOST_WORDS && joins(text, &words[end - 1], &words[end]) {
        end += 1;
    }
    while end > at {
        let last = words[end - 1];
        let tight =
            last.gap == Gap::Hyphen && words.get(end).is_none_or(|next| next.gap != Gap::Hyphen);
        if last.capital || end - at == 1 || tight || is_small_end(last.span.of(text)) {
            let bare = Span::new(first.span.start, last.span.end);
            // With its full stop first: "Ky." is an abbreviation, "Kentucky." the end of a sentence.
            let dotted = (last.stop && !last.possessive)
                .then(|| Span::new(bare.start, bare.end + 1))
                .filter(|dotted| dotted.of(text).is_char_boundary(dotted.len()));
            for span in dotted.into_iter().chain([bare]) {
                let is_dotted = span != bare;
                let candidates = candidates(span.of(text), is_dotted, gazetteer);
                if !candidates.is_empty() {
                    return Some(Mention {
                        span,
                        words: (at, end),
                        key: key_of(&candidates, span.of(text)),
                        candidates,
                        evidence: 0.0,
                        because: "",
                    });
                }
            }
        }
        end -= 1;
    }
    None
}

/// Abbreviations meet under their place, other names under their folded form.
fn key_of(candidates: &[(PlaceId, Naming)], name: &str) -> String {
    if candidates
        .iter()
        .all(|&(_, naming)| naming == Naming::Abbreviation)
    {
        format!("{:?}", candidates[0].0)
    } else {
        Gazetteer::key(name)
    }
}

fn candidates(name: &str, is_dotted: bool, gazetteer: &Gazetteer) -> Vec<(PlaceId, Naming)> {
    let mut found = gazetteer.lookup(name);
    if is_dotted {
        found.retain(|&(_, naming)| naming == Naming::Abbreviation);
    }
    if found.len() > MOST_CANDIDATES {
        found.sort_by_key(|&(id, naming)| {
            (
                naming,
                std::cmp::Reverse(gazetteer.entry(id).population),
                id,
            )
        });
        found.truncate(MOST_CANDIDATES);
    }
    found
}

/// Whether a name may run on from one word to the next.
fn joins(text: &str, word: &Word, next: &Word) -> bool {
    let letters = next.span.of(text);
    match next.gap {
        _ if word.possessive => false,
        Gap::Hyphen => true,
        Gap::Space => next.capital || is_inner(letters) || is_small_end(letters),
        Gap::Comma => matches!(letters, "D.C" | "DC"),
        // "St. Petersburg", "W. Va."
        _ => word.stop && word.span.len() <= 3 && &text[word.span.end..next.span.start] == ". ",
    }
}

/// Small words inside names.
fn is_inner(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "de"
            | "del"
            | "la"
            | "al"
            | "el"
            | "es"
            | "du"
            | "upon"
            | "on"
            | "en"
            | "sur"
    )
}

/// Small words that end a name.
fn is_small_end(word: &str) -> bool {
    matches!(
        word,
        "crossing"
            | "border"
            | "steel"
            | "nuclear"
            | "plant"
            | "base"
            | "territories"
            | "peninsula"
            | "rainforest"
            | "states"
    )
}

/// Whether the word plays a role around toponyms.
pub(crate) fn role(text: &str, word: &Word, role: ContextRole, gazetteer: &Gazetteer) -> bool {
    gazetteer.has_role(word.span.of(text), role)
}
