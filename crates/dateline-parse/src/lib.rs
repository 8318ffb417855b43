//! `&str -> Doc`: sentences, tokens, quotations, names and coreference.

use dateline_data::Lexicon;
use dateline_schema::{Doc, Line, Warned};

/// Reads a text whose lines have these roles.
#[must_use]
pub fn parse(text: &str, lines: &[Line], _lexicon: &Lexicon) -> Warned<Doc> {
    Warned::clean(Doc {
        text: text.to_owned(),
        lines: lines.to_vec(),
        ..Doc::default()
    })
}
