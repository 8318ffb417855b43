//! Dictionary forms: rules on the endings of words, learnt from a treebank (ripple-down rules, Juršič et al. 2010), and
//! the words that the rules get wrong.
//!
//! The table is text, an entry a line, fields separated by tabs. `tag ending strip add capital` says of forms with that
//! tag of the Penn Treebank and that ending, in small letters, how many characters fall off, what is added, and whether
//! the lemma has a capital whatever the form has; an ending that begins with `^` is a whole word. `tag =shape` says that
//! forms of that tag and letter case have lemmas in small letters; others keep theirs.

use std::collections::HashMap;

use crate::error::{ModelError, ModelErrorKind};
use crate::surface;

/// The longest ending of a rule, in characters.
const LONGEST_ENDING: usize = 6;

/// The rules of a model, by tag.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    tags: Vec<TagRules>,
}

#[derive(Debug, Default)]
struct TagRules {
    words: HashMap<Box<str>, Rule>,
    endings: HashMap<Box<str>, Rule>,
    /// Whether lemmas of forms of each shape are in small letters.
    small: [bool; 8],
}

/// How a form becomes its lemma.
#[derive(Clone, Debug, Default)]
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
        Ok(lemmas)
    }

    /// The lemma of a form with a tag, as an index into the tags; the form itself where no rule is known.
    pub(crate) fn of(&self, form: &str, tag: usize) -> String {
        let Some(rules) = self.tags.get(tag) else {
            return form.to_owned();
        };
        let lower = form.to_lowercase();
        let rule = rules.rule(&lower);
        let is_small = rules.small[usize::from(surface::shape(form)) % 8];
        let mut lemma = if is_small { lower } else { form.to_owned() };
        if let Some(rule) = rule {
            if let Some(end) = before_last(&lemma, rule.strip) {
                lemma.truncate(end);
            }
            lemma.push_str(&rule.add);
            // A rule for longer words leaves nothing of a short one.
            if lemma.is_empty() {
                return form.to_owned();
            }
            if rule.capital {
                lemma = capitalised(&lemma);
            }
        }
        lemma
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
                    None => self.endings.insert(ending.into(), rule),
                };
                true
            }
            _ => false,
        }
    }

    /// The rule of the whole word, else of its longest ending on record.
    fn rule(&self, lower: &str) -> Option<&Rule> {
        if let Some(rule) = self.words.get(lower) {
            return Some(rule);
        }
        let ends = lower
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .take(LONGEST_ENDING);
        let mut starts: Vec<usize> = std::iter::once(lower.len()).chain(ends).collect();
        starts.reverse();
        starts
            .into_iter()
            .find_map(|start| self.endings.get(&lower[start..]))
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
        assert_eq!(lemmas().of(form, tag), lemma);
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
