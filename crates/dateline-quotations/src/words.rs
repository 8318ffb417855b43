//! The words of a quotation: compared in small letters, by stem, each with the weight of what it tells.
//!
//! A word is a run of letters and digits with the apostrophes and dots inside it; hyphens part words. What an outlet
//! writes in its own way (`data/quotation/house-style.tsv`, `-ise` and `-our`) is one word. Stems are those of an
//! S-stemmer (Harman 1991) that also takes off `-ed`, `-ing` and `-ly`: they only have to be the same for the forms of
//! one word.

use std::collections::HashMap;

use dateline_data::{Error, Phrasing};
use dateline_schema::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How much a word tells: function words and stock phrases nothing, common words half.
pub(crate) const COMMON: u8 = 1;
/// A word that few quotations share.
pub(crate) const RARE: u8 = 2;

/// Text beyond this is not looked at: nobody is quoted for so long.
const MOST_BYTES: usize = 1 << 16;

/// One word, or a place where words are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its bytes.
    pub(crate) span: Span,
    /// Hash of what it is compared as.
    pub(crate) form: u64,
    /// Hash of its stem.
    pub(crate) stem: u64,
    /// 0, [`COMMON`] or [`RARE`].
    pub(crate) weight: u8,
    /// An ellipsis: it stands for any words or none.
    pub(crate) is_gap: bool,
    /// Whether it stands inside quotation marks.
    pub(crate) is_quoted: bool,
    /// Whether it is written in digits, or could be.
    pub(crate) is_figure: bool,
    /// Whether a capital makes it a part of a name.
    pub(crate) is_name: bool,
    /// Whether it turns what is said into its contrary.
    pub(crate) is_negation: bool,
}

/// The tables by which words are weighed.
#[derive(Clone, Debug)]
pub struct Wording {
    weights: HashMap<u64, u8>,
    house_style: HashMap<String, &'static str>,
    /// Stock phrases under their first words.
    stock: HashMap<u64, Vec<Vec<u64>>>,
}

impl Wording {
    /// The tables that come with the source.
    ///
    /// # Errors
    /// If one of them is damaged.
    pub fn builtin() -> Result<Self, Error> {
        let phrasing = Phrasing::builtin()?;
        let mut wording = Self {
            weights: HashMap::new(),
            house_style: phrasing
                .house_style()
                .map(|(word, stands_for)| (word.to_owned(), stands_for))
                .collect(),
            stock: HashMap::new(),
        };
        for word in phrasing.common_words() {
            wording.weights.insert(hash(&stem(word)), COMMON);
        }
        // Function words are known by their form: "will", but not "wills".
        for word in phrasing.function_words() {
            wording.weights.insert(hash(word), 0);
        }
        for phrase in phrasing.stock_phrases() {
            let forms: Vec<u64> = wording.words(phrase).iter().map(|word| word.form).collect();
            if let Some((first, rest)) = forms.split_first() {
                let under = wording.stock.entry(*first).or_default();
                under.push(rest.to_vec());
            }
        }
        Ok(wording)
    }

    /// The words of a text and the places where it leaves some out.
    pub(crate) fn words(&self, text: &str) -> Vec<Word> {
        let end = (0..=text.len().min(MOST_BYTES))
            .rev()
            .find(|end| text.is_char_boundary(*end));
        let text = &text[..end.unwrap_or(0)];
        let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
        let mut quotes = Quotes::of(text);
        let mut lower = String::new();
        let mut before = String::new();
        for piece in pieces(text) {
            let is_quoted = quotes.at(piece.start);
            if is_gap(piece.of(text)) {
                words.push(Word {
                    span: piece,
                    form: 0,
                    stem: 0,
                    weight: 0,
                    is_gap: true,
                    is_quoted,
                    is_figure: false,
                    is_name: false,
                    is_negation: false,
                });
                before.clear();
                continue;
            }
            fold(piece.of(text), &mut lower);
            // Two words that stand for one: the first has been written already.
            let pair = format!("{before} {lower}");
            let (span, form) = match (words.last(), self.house_style.get(&pair)) {
                (Some(first), Some(form)) if !before.is_empty() => {
                    let span = Span::new(first.span.start, piece.end);
                    words.pop();
                    (span, *form)
                }
                _ => (
                    piece,
                    *self.house_style.get(&lower).unwrap_or(&lower.as_str()),
                ),
            };
            words.push(self.word(span, form, is_quoted));
            before.clone_from(&lower);
        }
        mark_names(&mut words, text);
        self.mute_stock(&mut words);
        words
    }

    fn word(&self, span: Span, form: &str, is_quoted: bool) -> Word {
        let stem = hash(&stem(form));
        let form_hash = hash(form);
        let is_figure = form.bytes().all(|byte| byte.is_ascii_digit()) && form.len() <= 2;
        let weight = match (self.weights.get(&form_hash), self.weights.get(&stem)) {
            (Some(0), _) => 0,
            (_, Some(&weight)) if weight > 0 => weight,
            _ if is_figure || form.chars().nth(1).is_none() => COMMON,
            _ => RARE,
        };
        Word {
            span,
            form: form_hash,
            stem,
            weight,
            is_gap: false,
            is_quoted,
            is_figure: form.starts_with(|ch: char| ch.is_ascii_digit()),
            is_name: false,
            is_negation: is_negation(form),
        }
    }

    /// What anybody says tells nothing.
    fn mute_stock(&self, words: &mut [Word]) {
        for at in 0..words.len() {
            let Some(phrases) = self.stock.get(&words[at].form) else {
                continue;
            };
            for phrase in phrases {
                let rest = &mut words[at + 1..];
                let is_there = rest.len() >= phrase.len()
                    && rest
                        .iter()
                        .zip(phrase)
                        .all(|(word, form)| word.form == *form);
                if is_there {
                    words[at].weight = 0;
                    for word in &mut words[at + 1..=at + phrase.len()] {
                        word.weight = 0;
                    }
                }
            }
        }
    }
}

/// A name tells as much as one word, however long it is: of "Foreign Minister Ina Søby" the last word counts.
fn mark_names(words: &mut [Word], text: &str) {
    let is_capital = |word: &Word| word.span.of(text).starts_with(char::is_uppercase);
    let n_telling = words.iter().filter(|word| word.weight > 0).count();
    let n_capital = words
        .iter()
        .filter(|word| word.weight > 0 && is_capital(word))
        .count();
    // Where most words have a capital, it tells nothing: a headline.
    if n_telling > 3 && n_capital * 3 > n_telling * 2 {
        return;
    }
    for at in 0..words.len() {
        let before = text[..words[at].span.start]
            .trim_end_matches(|ch: char| ch.is_whitespace() || "“\"‘'(".contains(ch));
        let begins_sentence = before.is_empty() || before.ends_with(['.', '!', '?', '…', ':']);
        words[at].is_name = words[at].weight > 0 && is_capital(&words[at]) && !begins_sentence;
        if let [first, second] = &mut words[at.saturating_sub(1)..=at]
            && first.is_name
            && second.is_name
            && text[first.span.end..second.span.start].trim().is_empty()
        {
            first.weight = 0;
        }
    }
}

/// The words and ellipses of a text.
fn pieces(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_start = |ch: char| ch.is_alphanumeric() || matches!(ch, '…' | '%' | '.');
        loop {
            let start = at + text[at..].find(is_start)?;
            let first = text[start..].chars().next()?;
            let mut end = start + first.len_utf8();
            at = end;
            match first {
                '…' | '%' => return Some(Span::new(start, end)),
                '.' => {
                    // Three full stops, set close or apart.
                    let dots = text[start..]
                        .char_indices()
                        .take_while(|(_, ch)| matches!(ch, '.' | ' ' | '\u{a0}'));
                    let dots: Vec<usize> = dots
                        .filter(|(_, ch)| *ch == '.')
                        .map(|(idx, _)| idx)
                        .collect();
                    if dots.len() < 3 {
                        continue;
                    }
                    at = start + dots[dots.len() - 1] + 1;
                    return Some(Span::new(start, at));
                }
                _ => {}
            }
            let mut chars = text[start..].char_indices().skip(1).peekable();
            while let Some((idx, ch)) = chars.next() {
                let goes_on = ch.is_alphanumeric()
                    || (matches!(ch, '\'' | '’' | '.' | ',')
                        && chars
                            .peek()
                            .is_some_and(|(_, next)| joins(&text[start..start + idx], ch, *next)));
                if !goes_on {
                    break;
                }
                end = start + idx + ch.len_utf8();
            }
            // The last full stop of "U.S.", which is no end of a sentence to us.
            if text[start..end].contains('.')
                && text[end..].starts_with('.')
                && !text[end..].starts_with("..")
            {
                end += 1;
            }
            at = end;
            return Some(Span::new(start, end));
        }
    })
}

/// Whether a mark inside a word belongs to it: an apostrophe between letters, the stops of "U.S." and of figures.
fn joins(before: &str, mark: char, next: char) -> bool {
    let last = before.chars().next_back().unwrap_or(' ');
    match mark {
        '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
        ',' => last.is_ascii_digit() && next.is_ascii_digit(),
        _ => {
            let is_letter = before
                .chars()
                .rev()
                .take(2)
                .filter(|ch| ch.is_alphanumeric())
                .count()
                == 1
                && last.is_alphabetic();
            (last.is_ascii_digit() && next.is_ascii_digit()) || (is_letter && next.is_uppercase())
        }
    }
}

fn is_gap(piece: &str) -> bool {
    piece == "…" || piece.starts_with('.')
}

/// What a word is compared as: small letters, one kind of apostrophe, figures without commas, one spelling.
fn fold(word: &str, into: &mut String) {
    into.clear();
    if word == "%" {
        into.push_str("percent");
        return;
    }
    let letters = word.chars().filter(|ch| ch.is_alphabetic());
    // "US" and "U.S." are one, and not "us".
    let is_initials = letters.clone().count() == 2
        && letters.clone().all(char::is_uppercase)
        && word.chars().all(|ch| ch.is_alphabetic() || ch == '.');
    if is_initials {
        for letter in letters {
            into.extend(letter.to_lowercase());
            into.push('.');
        }
        return;
    }
    for ch in plain(word) {
        match ch {
            ',' => {}
            '’' => into.push('\''),
            _ => into.extend(ch.to_lowercase()),
        }
    }
    while into.ends_with('.') && into.len() > 1 {
        into.pop();
    }
    spell(into);
}

/// The letters of a word without accents, which some outlets leave out.
pub(crate) fn plain(word: &str) -> impl Iterator<Item = char> {
    word.nfd().filter(|ch| !is_combining_mark(*ch))
}

/// Whether a word in small letters turns what is said into its contrary.
fn is_negation(form: &str) -> bool {
    matches!(
        form,
        "not"
            | "no"
            | "never"
            | "nor"
            | "neither"
            | "none"
            | "nobody"
            | "nothing"
            | "cannot"
            | "without"
    ) || form.ends_with("n't")
}

/// American spelling where British differs by rule. It need not be a word: it is only compared.
fn spell(word: &mut String) {
    if word.len() < 6 || !word.is_ascii() {
        return;
    }
    for (british, american) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ise", "ize"),
        ("ises", "izes"),
        ("yse", "yze"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("ouring", "oring"),
        ("ourable", "orable"),
    ] {
        if word.len() > british.len() + 1 && word.ends_with(british) {
            word.truncate(word.len() - british.len());
            word.push_str(american);
            return;
        }
    }
}

/// What the forms of a word have in common.
fn stem(word: &str) -> String {
    let word = word
        .strip_suffix("'s")
        .unwrap_or(word)
        .trim_end_matches('\'');
    if word.len() < 4 || !word.is_ascii() || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let has_vowel =
        |stem: &str| stem.len() >= 3 && stem.bytes().any(|byte| b"aeiouy".contains(&byte));
    let undouble = |stem: &str| -> String {
        let bytes = stem.as_bytes();
        let n = bytes.len();
        if n > 3 && bytes[n - 1] == bytes[n - 2] && !b"lsaeiou".contains(&bytes[n - 1]) {
            stem[..n - 1].to_owned()
        } else {
            stem.to_owned()
        }
    };
    let mut stem = if let Some(rest) = word
        .strip_suffix("ies")
        .or_else(|| word.strip_suffix("ied"))
    {
        format!("{rest}y")
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word.to_owned()
    } else if let Some(rest) = word
        .strip_suffix("ing")
        .or_else(|| word.strip_suffix("ed"))
        .filter(|rest| has_vowel(rest))
    {
        undouble(rest)
    } else if let Some(rest) = word.strip_suffix("ly").filter(|rest| has_vowel(rest)) {
        rest.to_owned()
    } else {
        let rest = word.strip_suffix('s').unwrap_or(word);
        match rest.strip_suffix('e') {
            Some(root)
                if word.len() > rest.len()
                    && ["ch", "sh", "x", "ss"]
                        .iter()
                        .any(|end| root.ends_with(end)) =>
            {
                root.to_owned()
            }
            _ => rest.to_owned(),
        }
    };
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

/// Where quotation marks are open.
///
/// The marks at the ends of a content are left out, so that one may close what was never opened here.
struct Quotes {
    /// Where being inside changes.
    turns: Vec<usize>,
    next: usize,
    inside: bool,
}

impl Quotes {
    fn of(text: &str) -> Self {
        let mut turns = Vec::new();
        let mut inside = false;
        let mut is_first = true;
        let mut opens_inside = false;
        let mut before = ' ';
        let mut chars = text.char_indices().peekable();
        while let Some((idx, ch)) = chars.next() {
            let after = chars.peek().map_or(' ', |(_, next)| *next);
            let opens = match ch {
                '“' | '„' | '«' => Some(true),
                '”' | '»' => Some(false),
                '"' => Some(
                    !(after.is_whitespace() || matches!(after, ',' | '.' | ';' | ')' | '?' | '!'))
                        || before.is_whitespace() && !inside,
                ),
                _ => None,
            };
            if let Some(opens) = opens {
                if is_first && !opens {
                    opens_inside = true;
                    inside = true;
                }
                is_first = false;
                if opens != inside {
                    turns.push(idx);
                    inside = opens;
                }
            }
            before = ch;
        }
        Self {
            turns,
            next: 0,
            inside: opens_inside,
        }
    }

    /// Whether a place is inside; to be asked from left to right.
    fn at(&mut self, at: usize) -> bool {
        while self.turns.get(self.next).is_some_and(|turn| *turn < at) {
            self.inside = !self.inside;
            self.next += 1;
        }
        self.inside
    }
}

/// FNV-1a of the bytes, then the finaliser of MurmurHash3.
pub(crate) fn hash(text: &str) -> u64 {
    mix(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }))
}

/// Every bit of the input changes about half of the bits.
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let wording = Wording::builtin().unwrap();
        let shown: Vec<String> = wording
            .words(text)
            .iter()
            .map(|word| {
                let quoted = if word.is_quoted { "^" } else { "" };
                let weight = if word.is_gap {
                    "gap".to_owned()
                } else {
                    word.weight.to_string()
                };
                format!("{}{quoted}/{weight}", word.span.of(text))
            })
            .collect();
        expected.assert_eq(&shown.join(" "));
    }

    #[test]
    fn words_tell_more_or_less() {
        check(
            "The U.S. didn’t sink 1,200 trawlers... It paid 4.5% [of] it.",
            &expect![
                "The/0 U.S./2 didn’t/0 sink/2 1,200/2 trawlers/2 .../gap It/0 paid/1 4.5/2 %/1 of/0 it/0"
            ],
        );
    }

    #[test]
    fn stock_phrases_tell_nothing() {
        check(
            "We will leave no stone unturned in Varland",
            &expect!["We/0 will/0 leave/0 no/0 stone/0 unturned/0 in/0 Varland/2"],
        );
        check("He turned a stone", &expect!["He/0 turned/1 a/0 stone/1"]);
    }

    #[test]
    fn marks_are_open_or_closed() {
        check(
            "the raid was “a cowardly act” of rebels",
            &expect!["the/0 raid/1 was/0 a^/0 cowardly^/2 act^/1 of/0 rebels/1"],
        );
        check(
            "a cowardly act\" by rebels, who \"must",
            &expect!["a^/0 cowardly^/2 act^/1 by/0 rebels/1 who/0 must^/0"],
        );
    }

    #[test]
    fn one_word_in_every_house() {
        let wording = Wording::builtin().unwrap();
        let forms =
            |text: &str| -> Vec<u64> { wording.words(text).iter().map(|word| word.form).collect() };
        for (one, other) in [
            ("five per cent", "5%"),
            ("US defence", "U.S. defense"),
            ("the United States organised", "the U.S. organized"),
            ("favourable 1,000", "favorable 1000"),
            ("it’s", "It's"),
            ("Chrétien’s", "Chretien's"),
        ] {
            assert_eq!(forms(one), forms(other), "{one} {other}");
        }
        assert_ne!(forms("US"), forms("us"));
        assert_ne!(forms("45"), forms("4.5"));
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in [
            ["attack", "attacks", "attacked", "attacking"],
            ["stop", "stops", "stopped", "stopping"],
            ["make", "makes", "make", "making"],
            ["party", "parties", "party's", "party"],
            ["march", "marches", "marched", "marching"],
        ] {
            let stems = forms.map(stem);
            assert!(stems.iter().all(|other| *other == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("police"), stem("policy"));
    }
}
