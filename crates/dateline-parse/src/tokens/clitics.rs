//! Clitics and elisions: where a word with an apostrophe divides.

use dateline_data::Lexicon;

use crate::chars::{first, is_apostrophe};

/// Where `word` divides into a host and a clitic, in bytes; `None` where it is one word.
pub(super) fn division(word: &str, lexicon: &Lexicon) -> Option<usize> {
    if word.len() > LONGEST {
        // Only the last few bytes can be a clitic; the rest is not worth a look.
        return clitic(word);
    }
    clitic(word).or_else(|| lexicon.contraction(&word.to_lowercase()))
}

/// No contraction without an apostrophe is longer, in bytes.
const LONGEST: usize = 16;

fn clitic(word: &str) -> Option<usize> {
    let (at, apostrophe) = word
        .char_indices()
        .rev()
        .take(3)
        .find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + apostrophe.len_utf8()..];
    let host = &word[..at];
    let host_end = host.chars().next_back()?;
    match tail {
        "t" | "T" => {
            let negated = matches!(host_end, 'n' | 'N') && host.len() > 1;
            negated.then_some(at - 1)
        }
        // "the 60's" is a plural, not a possessive.
        "s" | "S" => host_end.is_alphabetic().then_some(at),
        "re" | "ve" | "ll" | "d" | "m" | "RE" | "VE" | "LL" | "D" | "M" => {
            host_end.is_alphabetic().then_some(at)
        }
        _ => None,
    }
}

/// Whether an apostrophe before `rest` stands for letters left out: "'em", "'90s", "'s".
pub(crate) fn is_elided(rest: &str) -> bool {
    let word = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    if first(word).is_some_and(|c| c.is_ascii_digit()) {
        let digits = word.strip_suffix('s').unwrap_or(word);
        return digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    }
    matches!(
        word,
        "s" | "S"
            | "t"
            | "re"
            | "ve"
            | "ll"
            | "d"
            | "m"
            | "em"
            | "til"
            | "n"
            | "cause"
            | "bout"
            | "tis"
            | "twas"
    )
}
