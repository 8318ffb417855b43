//! The words that join sentences, by language: what tells the language of a text that is too short for trigrams.

use std::collections::HashSet;

use crate::{Error, Table};

/// Function words of English, and of the languages that are written with the same letters.
///
/// ```
/// use dateline_data::Outlets;
///
/// let outlets = Outlets::builtin()?;
/// let words = outlets.function_words();
/// assert!(words.is_english("The") && words.is_foreign("och"));
/// assert!(!words.is_english("minister") && !words.is_foreign("minister"));
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FunctionWords {
    english: HashSet<String>,
    foreign: HashSet<String>,
}

impl FunctionWords {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let (mut english, mut foreign) = (HashSet::new(), HashSet::new());
        let table = Table::read("function-words.tsv", text, &["language", "words"])?;
        for row in table.rows() {
            let words = row.list(1).map(str::to_owned);
            match row.get(0) {
                "en" => english.extend(words),
                code if code.len() == 2 => foreign.extend(words),
                _ => return Err(row.error("a language is a code of two letters, after ISO 639-1")),
            }
        }
        match table
            .rows()
            .find(|row| row.get(0) != "en" && row.list(1).any(|word| english.contains(word)))
        {
            Some(row) => Err(row.error("a word of English tells no other language")),
            None => Ok(Self { english, foreign }),
        }
    }

    /// Whether English sentences are joined by this word, in whatever case.
    #[must_use]
    pub fn is_english(&self, word: &str) -> bool {
        self.english.contains(word.to_lowercase().as_str())
    }

    /// Whether sentences of another language are joined by this word, in whatever case, and English ones are not.
    #[must_use]
    pub fn is_foreign(&self, word: &str) -> bool {
        self.foreign.contains(word.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_word_that_tells_two_languages() {
        assert!(FunctionWords::read("language\twords\nen\tthe|was\nde\tund|was\n").is_err());
        assert!(FunctionWords::read("language\twords\nen\tthe|was\nde\tund|ist\n").is_ok());
    }

    #[test]
    fn refuses_what_is_no_language() {
        assert!(FunctionWords::read("language\twords\ngerman\tund\n").is_err());
    }
}
