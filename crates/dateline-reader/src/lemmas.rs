//! Dictionary forms: rules on the endings of words, learnt from a treebank (ripple-down rules, Juršič et al. 2010), and
//! the words that the rules get wrong.
//!
//! Where the rule of the longest ending makes no word ("declin" of "declined"), the rules of its shorter endings and
//! then the tag's most frequent ones are asked for one.
//!
//! The table is text, an entry a line, fields separated by tabs. `tag ending strip add capital` says of forms with that
//! tag of the Penn Treebank and that ending, in small letters, how many characters fall off, what is added, and whether
//! the lemma has a capital whatever the form has; an ending that begins with `^` is a whole word. `tag =shape` says that
//! forms of that tag and letter case have lemmas in small letters; others keep theirs.

use std::collections::{BTreeMap, HashMap};

use crate::error::{ModelError, ModelErrorKind};
use crate::surface;

/// The longest ending of a rule, in characters.
const LONGEST_ENDING: usize = 6;

/// How many of a tag's most frequent rules are tried on a form.
const TRIED: usize = 6;
/// A shorter lemma that happens to be a word proves nothing.
const SHORTEST_WORD: usize = 3;

/// The rules of a model, by tag.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    tags: Vec<TagRules>,
    /// The tags of past forms of verbs, and that of the third person's, if the model has them.
    past: Vec<usize>,
    third: Option<usize>,
}

#[derive(Debug, Default)]
struct TagRules {
    words: HashMap<Box<str>, Rule>,
    endings: HashMap<Box<str>, Rule>,
    /// Of how many endings each rule is, while the table is read.
    counts: BTreeMap<Rule, usize>,
    /// The most frequent rules, the first of most endings.
    frequent: Vec<Rule>,
    /// Whether lemmas of forms of each shape are in small letters.
    small: [bool; 8],
}

/// How a form becomes its lemma.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rule {
    /// Characters that fall off the end.
    strip: usize,
    add: Box<str>,
    capital: bool,
}

impl Lemmas {
    /// Reads a table; rules of tags that are none of `tags` are never asked for and left out.
    pub(crate) fn parse(table: &str, tags: &[String]) -> Result<Self, ModelError> {
        let mut lemmas = Self {
            tags: tags.iter().map(|_| TagRules::default()).collect(),
            past: (0..tags.len())
                .filter(|&tag| matches!(&*tags[tag], "VBD" | "VBN"))
                .collect(),
            third: tags.iter().position(|tag| tag == "VBZ"),
        };
        for (number, line) in table.lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let rules = tags.iter().position(|tag| *tag == fields[0]);
            let fits = match (rules, &fields[1..]) {
                (None, _) => true,
                (Some(tag), fields) => lemmas.tags[tag].add(fields),
            };
            if !fits {
                let message = format!("line {}: no rule and no letter case", number + 1);
                return Err(ModelError::new(ModelErrorKind::Value, "lemmas", message));
            }
        }
        for rules in &mut lemmas.tags {
            rules.rank();
        }
        Ok(lemmas)
    }

    /// The lemma of a form with a tag, as an index into the tags; the form itself where no rule is known. `is_word`
    /// knows words in small letters.
    pub(crate) fn of(&self, form: &str, tag: usize, is_word: impl Fn(&str) -> bool) -> String {
        let Some(mut rules) = self.tags.get(tag) else {
            return form.to_owned();
        };
        let lower = form.to_lowercase();
        // No regular past ends in "s": "says" that was taken for one is the third person's.
        if self.past.contains(&tag) && lower.ends_with('s') && !rules.words.contains_key(&*lower) {
            rules = self.third.map_or(rules, |third| &self.tags[third]);
        }
        let is_small = rules.small[usize::from(surface::shape(form)) % 8];
        let base = if is_small { &lower } else { form };
        if let Some(rule) = rules.words.get(lower.as_str()) {
            return rule.apply(base).unwrap_or_else(|| form.to_owned());
        }
        let mut known = rules.by_ending(&lower);
        let Some(longest) = known.next() else {
            return base.to_owned();
        };
        // A rule for longer words leaves nothing of a short one.
        let Some(lemma) = longest.apply(base) else {
            return form.to_owned();
        };
        if lemma == base
            || is_word(&lemma.to_lowercase())
            || !lemma.chars().all(char::is_alphabetic)
        {
            return lemma;
        }
        known
            .chain(&rules.frequent)
            .filter_map(|rule| rule.apply(base))
            .find(|other| {
                other != base
                    && other.chars().count() >= SHORTEST_WORD
                    && is_word(&other.to_lowercase())
            })
            .unwrap_or(lemma)
    }
}

impl Rule {
    /// The lemma of a form; none if nothing would be left.
    fn apply(&self, form: &str) -> Option<String> {
        let end = before_last(form, self.strip).unwrap_or(form.len());
        let lemma = format!("{}{}", &form[..end], self.add);
        match self.capital {
            _ if lemma.is_empty() => None,
            true => Some(capitalised(&lemma)),
            false => Some(lemma),
        }
    }
}

impl TagRules {
    /// Whether the fields after the tag make sense.
    fn add(&mut self, fields: &[&str]) -> bool {
        match *fields {
            [shape] => {
                let shape = shape
                    .strip_prefix('=')
                    .and_then(|shape| shape.parse::<usize>().ok());
                let slot = shape.and_then(|shape| self.small.get_mut(shape));
                slot.map(|slot| *slot = true).is_some()
            }
            [ending, strip, add, capital] => {
                let Ok(strip) = strip.parse() else {
                    return false;
                };
                let rule = Rule {
                    strip,
                    add: add.into(),
                    capital: capital == "1",
                };
                match ending.strip_prefix('^') {
                    Some(word) => self.words.insert(word.into(), rule),
                    None => {
                        *self.counts.entry(rule.clone()).or_default() += 1;
                        self.endings.insert(ending.into(), rule)
                    }
                };
                true
            }
            _ => false,
        }
    }

    /// Finds the most frequent rules once all endings are known.
    fn rank(&mut self) {
        let mut counts: Vec<_> = std::mem::take(&mut self.counts).into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let rules = counts.into_iter().map(|(rule, _)| rule);
        self.frequent = rules.take(TRIED).collect();
    }

    /// The rules of a word's endings on record, the longest first.
    fn by_ending<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = &'a Rule> {
        let ends = lower
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .take(LONGEST_ENDING);
        let mut starts: Vec<usize> = std::iter::once(lower.len()).chain(ends).collect();
        starts.reverse();
        starts
            .into_iter()
            .filter_map(|start| self.endings.get(&lower[start..]))
    }
}

/// Where a word ends without its last characters, if it has so many.
fn before_last(word: &str, n_chars: usize) -> Option<usize> {
    match n_chars {
        0 => Some(word.len()),
        _ => word.char_indices().rev().nth(n_chars - 1).map(|(at, _)| at),
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas() -> Lemmas {
        let table = "NN\t\t0\t\t0\nNN\t=2\nNNS\ts\t1\t\t0\nNNS\ties\t3\ty\t0\nNNS\t^geese\t4\toose\t0\nNNS\t=3\n\
                     JJ\t^ghanaian\t0\t\t1\nXX\tno\trule";
        Lemmas::parse(table, &["NN", "NNS", "JJ", "RB"].map(str::to_owned)).unwrap()
    }

    fn check(form: &str, tag: usize, lemma: &str) {
        assert_eq!(lemmas().of(form, tag, |_| true), lemma);
    }

    #[test]
    fn a_lemma_that_is_no_word_gives_way_to_one_that_is() {
        let table = "VBD\ted\t2\t\t0\nVBD\tsed\t1\t\t0\nVBD\tpped\t3\t\t0\nVBD\taned\t2\t\t0\nVBD\trted\t1\t\t0";
        let lemmas = Lemmas::parse(table, &["VBD".to_owned()]).unwrap();
        let words = ["decline", "start", "planed", "focus", "ship"];
        let of = |form| lemmas.of(form, 0, |word| words.contains(&word));
        // By a frequent rule, by a shorter ending.
        assert_eq!(of("declined"), "decline");
        assert_eq!(of("started"), "start");
        assert_eq!(of("focused"), "focus");
        assert_eq!(of("shipped"), "ship");
        // What inflection adds comes off even if no word is known, and the form itself is no candidate.
        assert_eq!(of("zorked"), "zork");
        assert_eq!(of("planed"), "plan");
    }

    #[test]
    fn what_ends_in_s_is_no_past_form() {
        let table = "VBD\tys\t2\t\t0\nVBD\t^was\t3\tbe\t0\nVBZ\ts\t1\t\t0";
        let lemmas = Lemmas::parse(table, &["VBD", "VBZ"].map(str::to_owned)).unwrap();
        assert_eq!(lemmas.of("says", 0, |_| true), "say");
        assert_eq!(lemmas.of("was", 0, |_| true), "be");
    }

    #[test]
    fn the_longest_ending_decides_and_whole_words_before_it() {
        check("boats", 1, "boat");
        check("stories", 1, "story");
        check("geese", 1, "goose");
        check("boat", 0, "boat");
        check("s", 1, "s");
    }

    #[test]
    fn letters_are_small_where_the_table_says_so() {
        check("Boat", 0, "boat");
        check("BOAT", 0, "BOAT");
        check("BOATS", 1, "boat");
        check("Boats", 1, "Boat");
        check("ghanaian", 2, "Ghanaian");
    }

    #[test]
    fn unknown_tags_and_endings_leave_the_form() {
        check("Quickly", 3, "Quickly");
        check("Quickly", 9, "Quickly");
        check("", 1, "");
        check("éà", 1, "éà");
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        let tags = ["NN".to_owned()];
        for table in ["NN", "NN\tx\tmany\t\t0", "NN\t=9", "NN\tx", "NN\ta\t1"] {
            let error = Lemmas::parse(table, &tags).unwrap_err();
            assert_eq!(error.place(), "lemmas", "{table}");
        }
    }
}
