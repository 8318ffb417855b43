//! How much the words of a quotation tell: function words and common words, what each outlet writes in its own way, and
//! the phrases that anybody says.
//!
//! In: the tables under `data/quotation/`, and the common words of `data/parse/`. Out: [`Phrasing`], in small letters.

use crate::{Error, Table};

/// Words and phrases by which quotations are compared.
///
/// ```
/// use dateline_data::Phrasing;
///
/// let phrasing = Phrasing::builtin()?;
/// assert!(phrasing.function_words().any(|word| word == "the"));
/// assert!(phrasing.stock_phrases().any(|phrase| phrase == "no comment"));
/// assert!(phrasing.house_style().any(|pair| pair == ("defence", "defense")));
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Phrasing {
    function_words: Vec<&'static str>,
    common_words: Vec<&'static str>,
    stock_phrases: Vec<&'static str>,
    house_style: Vec<(&'static str, &'static str)>,
}

impl Phrasing {
    /// The tables that come with the source.
    ///
    /// # Errors
    /// If one of them is damaged; the message names its file and line.
    pub fn builtin() -> Result<Self, Error> {
        let (mut function_words, mut common_words) = (Vec::new(), Vec::new());
        let text = include_str!("../../../data/parse/common-words.tsv");
        for row in Table::read("common-words.tsv", text, &["word", "class"])?.rows() {
            match row.get(1) {
                "function" => function_words.push(row.get(0)),
                _ => common_words.push(row.get(0)),
            }
        }
        let text = include_str!("../../../data/quotation/stock-phrases.tsv");
        let stock_phrases = Table::read("stock-phrases.tsv", text, &["phrase"])?
            .rows()
            .map(|row| row.get(0))
            .collect();
        let text = include_str!("../../../data/quotation/house-style.tsv");
        Ok(Self {
            function_words,
            common_words,
            stock_phrases,
            house_style: house_style(text)?,
        })
    }

    /// Words that every sentence is joined by.
    pub fn function_words(&self) -> impl Iterator<Item = &'static str> {
        self.function_words.iter().copied()
    }

    /// Words that are common in news, in their dictionary form.
    pub fn common_words(&self) -> impl Iterator<Item = &'static str> {
        self.common_words.iter().copied()
    }

    /// Phrases that anybody says.
    pub fn stock_phrases(&self) -> impl Iterator<Item = &'static str> {
        self.stock_phrases.iter().copied()
    }

    /// One or two words, and the word that stands for them whatever an outlet writes.
    pub fn house_style(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.house_style.iter().copied()
    }
}

fn house_style(text: &'static str) -> Result<Vec<(&'static str, &'static str)>, Error> {
    Table::read("house-style.tsv", text, &["word", "stands_for"])?
        .rows()
        .map(|row| {
            let (word, stands_for) = (row.get(0), row.get(1));
            if word.split(' ').count() > 2 || stands_for.contains(' ') || stands_for.is_empty() {
                return Err(row.error("one or two words stand for one"));
            }
            Ok((word, stands_for))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_three_words_in_house_style() {
        assert!(house_style("word\tstands_for\nper cent\tpercent\n").is_ok());
        assert!(house_style("word\tstands_for\nper hundred units\tpercent\n").is_err());
        assert!(house_style("word\tstands_for\npct\tper cent\n").is_err());
    }
}
