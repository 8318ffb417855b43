//! What is seen of a line of a flattened page, as integers: for the decision trees.
//!
//! In go blocks, their features (module `features`) and the weights of words; out come, for every block, the values of all
//! columns, under names that stay the same. Own shape and words, the same of the neighbours up to four lines away, means
//! over windows around it, distances to prose. Shares are in thousandths. Integers only, so that every machine sees the
//! same.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use dateline_data::{LineTrees, PhrasePlace};

use crate::block::TextBlock;
use crate::features::{Feature, NAMES, Values, ends_sentence, is_function_word, prose};

/// What is counted on the line itself.
const OWN: [&str; 13] = [
    "words",
    "word-length",
    "function-share",
    "capital-share",
    "digit-share",
    "comma-share",
    "stops",
    "ends",
    "copies",
    "sign-share",
    "first-person",
    "second-person",
    "odds",
];

/// What is carried over from neighbours, by distance.
const CORE: [&str; 6] = [
    "words",
    "function-share",
    "capital-share",
    "ends",
    "odds",
    "prose",
];
const REACH: [isize; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];

/// Features that are carried over from the two nearest on each side.
const FLAGS: [Feature; 7] = [
    Feature::DateLine,
    Feature::Byline,
    Feature::ColonEnd,
    Feature::Gap,
    Feature::Bulleted,
    Feature::TitleCase,
    Feature::Credit,
];
const FLAG_REACH: [isize; 4] = [-2, -1, 1, 2];

/// Windows over which prose, odds and words are averaged: around, before and behind.
const WINDOWS: [usize; 5] = [3, 6, 12, 25, 50];
const SIDES: [&str; 3] = ["around", "before", "behind"];
const MEANS: [&str; 3] = ["prose", "odds", "words"];

/// Where the line stands on the page.
const PLACE: [&str; 11] = [
    "from-top",
    "from-bottom",
    "place",
    "lines",
    "from-headline",
    "prose-done",
    "page-prose",
    "since-prose",
    "until-prose",
    "since-much-prose",
    "until-much-prose",
];

/// What is far is no farther than this, in lines.
const FAR: i32 = 99;

/// The names of all columns, in the order of the values.
pub(crate) static COLUMNS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    names.extend(OWN.iter().map(|name| format!("n-{name}")));
    for by in REACH {
        names.extend(CORE.iter().map(|name| format!("n-{name}{by:+}")));
    }
    for by in FLAG_REACH {
        names.push(format!("furniture{by:+}"));
        let flags = FLAGS.iter().map(|flag| NAMES[*flag as usize]);
        names.extend(flags.map(|name| format!("{name}{by:+}")));
    }
    for window in WINDOWS {
        for side in SIDES {
            names.extend(MEANS.iter().map(|name| format!("n-{name}-{side}-{window}")));
        }
    }
    names.extend(PLACE.iter().map(|name| format!("n-{name}")));
    names
});

/// Where a column's value stands, by its name.
pub(crate) fn column(name: &str) -> Option<usize> {
    static PLACES: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
        let names = COLUMNS.iter().enumerate();
        names.map(|(idx, name)| (name.as_str(), idx)).collect()
    });
    PLACES.get(name).copied()
}

/// The values of all columns for every block, block after block.
pub(crate) fn numbers(blocks: &[TextBlock], features: &[Values], trees: &LineTrees) -> Vec<i32> {
    let n = blocks.len();
    let own = own(blocks, trees);
    let prose: Vec<i32> = blocks
        .iter()
        .map(|block| thousandths(prose(block)))
        .collect();
    let sums = Sums::new(&own, &prose);
    let (since, until) = distances(&prose, 300);
    let (since_much, until_much) = distances(&prose, 600);
    let headline = headline(features);
    let mut out = Vec::with_capacity(n * COLUMNS.len());
    for idx in 0..n {
        out.extend(features[idx].iter().map(|value| thousandths(*value)));
        out.extend(own[idx]);
        let at = |by: isize| idx.checked_add_signed(by).filter(|at| *at < n);
        for by in REACH {
            out.extend(at(by).map_or([0; CORE.len()], |at| core(&own[at], prose[at])));
        }
        for by in FLAG_REACH {
            let is_furniture = at(by).is_some_and(|at| {
                let phrase = blocks[at].wording.phrase;
                matches!(phrase, Some((PhrasePlace::Whole | PhrasePlace::Start, _)))
            });
            out.push(i32::from(is_furniture));
            out.extend(
                FLAGS
                    .iter()
                    .map(|flag| at(by).map_or(0, |at| thousandths(features[at][*flag as usize]))),
            );
        }
        for window in WINDOWS {
            let (low, high) = (idx.saturating_sub(window), (idx + window + 1).min(n));
            for (from, to) in [(low, high), (low, idx), (idx + 1, high)] {
                out.extend(sums.means(from.min(to), to));
            }
        }
        out.extend([
            capped(idx),
            capped(n - 1 - idx),
            scaled(idx, n),
            capped(n),
            headline.map_or(-1000, |headline| {
                (capped(idx) - capped(headline)).clamp(-60, 200)
            }),
            sums.done(idx),
            sums.total(),
            since[idx],
            until[idx],
            since_much[idx],
            until_much[idx],
        ]);
    }
    out
}

type Own = [i32; OWN.len()];

fn own(blocks: &[TextBlock], trees: &LineTrees) -> Vec<Own> {
    let mut copies: HashMap<u64, i32> = HashMap::new();
    for block in blocks {
        *copies.entry(block.wording.fingerprint).or_insert(0) += 1;
    }
    let mut words = Words::default();
    blocks
        .iter()
        .map(|block| {
            let copies = copies.get(&block.wording.fingerprint).copied().unwrap_or(1);
            words.own(&block.text, copies, trees)
        })
        .collect()
}

/// Counts words, one text after another, in the same buffers.
#[derive(Default)]
struct Words {
    /// The words of the text in small letters, one behind the other, and where each is.
    lower: String,
    seen: Vec<Range<usize>>,
    pair: String,
}

impl Words {
    fn own(&mut self, text: &str, copies: i32, trees: &LineTrees) -> Own {
        let (mut words, mut function, mut capital, mut first, mut second, mut stops) =
            (0, 0, 0, 0, 0, 0);
        for word in text.split_whitespace() {
            words += 1;
            function += i32::from(is_function_word(word));
            capital += i32::from(word.starts_with(char::is_uppercase));
            stops += i32::from(word.ends_with(['.', '?', '!']));
            self.lower.clear();
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            self.lower
                .extend(letters.chars().flat_map(char::to_lowercase));
            let lower = self.lower.as_str();
            first += i32::from(matches!(lower, "i" | "we" | "my" | "our" | "me" | "us"));
            second += i32::from(matches!(lower, "you" | "your"));
        }
        let (mut chars, mut digits, mut commas, mut signs) = (0, 0, 0, 0);
        for c in text.chars() {
            chars += 1;
            digits += i32::from(c.is_ascii_digit());
            commas += i32::from(matches!(c, ',' | ';' | ':'));
            signs += i32::from(!c.is_alphanumeric() && !c.is_whitespace());
        }
        let of_words = |count: i32| count * 1000 / words.max(1);
        let of_chars = |count: i32| count * 1000 / chars.max(1);
        [
            words.min(200),
            chars * 10 / words.max(1),
            of_words(function),
            of_words(capital),
            of_chars(digits),
            of_words(commas),
            stops.min(20),
            i32::from(ends_sentence(text)),
            copies.min(20),
            of_chars(signs),
            of_words(first),
            of_words(second),
            self.odds(text, trees),
        ]
    }

    /// What the words of a text speak for, each once, in hundredths.
    fn odds(&mut self, text: &str, trees: &LineTrees) -> i32 {
        let mut sum = trees.word("(bias)");
        self.each(text, |token, is_new| {
            if is_new {
                sum += trees.word(token);
            }
        });
        sum.clamp(-1500, 1500)
    }

    /// Calls `tell` with every word, every pair of neighbours, the first and the last word, and whether it is new.
    fn each(&mut self, text: &str, mut tell: impl FnMut(&str, bool)) {
        /// Words farther behind tell little that the first do not.
        const MOST: usize = 30;
        self.seen.clear();
        self.lower.clear();
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(MOST);
        for word in words {
            let start = self.lower.len();
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
            let own = start..self.lower.len();
            let lower = &self.lower[own.clone()];
            self.pair.clear();
            match self.seen.last() {
                Some(last) => self.pair.extend([&self.lower[last.clone()], " "]),
                None => self.pair.push('^'),
            }
            self.pair.push_str(lower);
            tell(&self.pair, true);
            let mut seen = self.seen.iter();
            tell(lower, seen.all(|other| &self.lower[other.clone()] != lower));
            self.seen.push(own);
        }
        if let Some(last) = self.seen.last() {
            self.pair.clear();
            self.pair.extend([&self.lower[last.clone()], "$"]);
            tell(&self.pair, true);
        }
    }
}

/// The words, pairs of words and ends of a text that are weighed: for fitting the weights.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    Words::default().each(text, |token, is_new| {
        if is_new {
            tokens.push(token.to_owned());
        }
    });
    tokens
}

fn core(own: &Own, prose: i32) -> [i32; CORE.len()] {
    [own[0], own[2], own[3], own[7], own[12], prose]
}

/// Sums of prose, odds and words over all blocks before each.
struct Sums(Vec<[i64; MEANS.len()]>);

impl Sums {
    fn new(own: &[Own], prose: &[i32]) -> Self {
        let mut sums = vec![[0; MEANS.len()]];
        for (own, prose) in own.iter().zip(prose) {
            let [a, b, c] = sums[sums.len() - 1];
            let odds = own[12].clamp(-400, 400);
            sums.push([
                a + i64::from(*prose),
                b + i64::from(odds),
                c + i64::from(own[0]) * 10,
            ]);
        }
        Self(sums)
    }

    fn means(&self, from: usize, to: usize) -> [i32; MEANS.len()] {
        let n = i64::try_from(to - from).unwrap_or(i64::MAX).max(1);
        let mut means = [0; MEANS.len()];
        for (at, mean) in means.iter_mut().enumerate() {
            *mean = i32::try_from((self.0[to][at] - self.0[from][at]).div_euclid(n)).unwrap_or(0);
        }
        means
    }

    /// The share of the page's prose that comes before a block, in thousandths.
    fn done(&self, idx: usize) -> i32 {
        let all = self.0[self.0.len() - 1][0].max(1);
        i32::try_from(self.0[idx][0] * 1000 / all).unwrap_or(0)
    }

    /// The page's prose, in hundredths of a long paragraph.
    fn total(&self) -> i32 {
        i32::try_from(self.0[self.0.len() - 1][0] / 10).unwrap_or(i32::MAX)
    }
}

/// How many lines back the last block with so much prose stands, and how many ahead the next.
fn distances(prose: &[i32], least: i32) -> (Vec<i32>, Vec<i32>) {
    let walk = |distance: &mut i32, value: i32| {
        let own = (*distance).min(FAR);
        *distance = if value >= least { 1 } else { own + 1 };
        own
    };
    let (mut since, mut until) = (FAR, FAR);
    let back = prose.iter().map(|value| walk(&mut since, *value)).collect();
    let mut ahead: Vec<i32> = (prose.iter().rev())
        .map(|value| walk(&mut until, *value))
        .collect();
    ahead.reverse();
    (back, ahead)
}

/// The block of the headline, as the features tell it.
fn headline(features: &[Values]) -> Option<usize> {
    let first = features.first()?;
    (first[Feature::NoTitle as usize] == 0.0).then(|| {
        features
            .iter()
            .take_while(|values| values[Feature::BeforeTitle as usize] > 0.0)
            .count()
    })
}

fn thousandths(value: f32) -> i32 {
    // Values are from 0 to 1; rounding leaves no room for the last bits of a float.
    (value * 1000.0).round() as i32
}

fn capped(count: usize) -> i32 {
    i32::try_from(count.min(5000)).unwrap_or(5000)
}

fn scaled(idx: usize, n: usize) -> i32 {
    i32::try_from(idx * 1000 / n.max(1)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use dateline_data::Outlets;

    use super::*;
    use crate::features::{PageFacts, features};

    #[test]
    fn every_column_has_a_name_and_every_line_all_columns() {
        let outlets = Outlets::builtin().unwrap();
        let blocks = crate::flat::blocks("Home\n\nThe harbour reopened.\nRead more\n", &outlets);
        let facts = PageFacts {
            title: None,
            headline: None,
            settings: &[],
        };
        let values = features(&blocks, &facts);
        let numbers = numbers(&blocks, &values, outlets.flat_trees());
        assert_eq!(numbers.len(), 3 * COLUMNS.len());
        let get = |line: usize, name: &str| numbers[line * COLUMNS.len() + column(name).unwrap()];
        assert_eq!(get(1, "n-words"), 3);
        assert_eq!((get(0, "n-words+1"), get(0, "n-words-1")), (3, 0));
        assert_eq!((get(1, "n-ends"), get(2, "n-ends")), (1, 0));
        assert_eq!(get(2, "n-from-top"), 2);
        assert_eq!(
            NAMES.len() + OWN.len() + 48 + 32 + 45 + PLACE.len(),
            COLUMNS.len()
        );
    }

    #[test]
    fn the_trees_ask_for_known_columns() {
        let outlets = Outlets::builtin().unwrap();
        for name in outlets.flat_trees().features() {
            assert!(column(name).is_some(), "{name}");
        }
    }

    #[test]
    fn tokens_are_words_pairs_and_ends() {
        assert_eq!(
            tokens("Read more"),
            ["^read", "read", "read more", "more", "more$"]
        );
    }
}
