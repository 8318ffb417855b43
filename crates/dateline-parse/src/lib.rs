//! `&str -> Doc`: sentences, tokens, quotations, names, mentions and coreference.
//!
//! In comes the analysed text with the roles of its lines; out comes a [`Doc`] whose every span lies inside the
//! text, on character boundaries and in order, whatever the text holds. Tokens follow Universal Dependencies as
//! English-EWT applies them. Nothing is corrected or normalised: the text stays as it is.

mod chars;
mod coref;
mod lines;
mod mentions;
mod names;
mod quotations;
mod remarks;
mod sentences;
mod tokens;

use dateline_data::Lexicon;
use dateline_schema::{Doc, Line, Warned};

/// Reads a text whose lines have these roles.
///
/// Lines that do not fit the text are dropped; without any line, each line of the text counts as body.
///
/// ```
/// use dateline_data::Lexicon;
///
/// let lexicon = Lexicon::builtin()?;
/// let doc = dateline_parse::parse("Dr. Osei arrived. She didn't speak.", &[], &lexicon).value;
/// let sentences: Vec<&str> = doc.sentences.iter().map(|sent| sent.span.of(&doc.text)).collect();
/// assert_eq!(sentences, ["Dr. Osei arrived.", "She didn't speak."]);
/// assert_eq!(doc.token_text(5), "did");
/// assert_eq!(doc.token_text(6), "n't");
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn parse(text: &str, lines: &[Line], lexicon: &Lexicon) -> Warned<Doc> {
    let Warned { value, diagnostics } = tokenize(text, lines, lexicon);
    Warned {
        value: analyse(value, lexicon),
        diagnostics,
    }
}

/// Finds quotations, names, mentions and chains in a document whose lines, sentences and tokens are given.
#[must_use]
pub fn analyse(mut doc: Doc, lexicon: &Lexicon) -> Doc {
    doc.quotations = quotations::pair(&doc.text, &doc.lines);
    doc.names = names::find(&doc, lexicon);
    let drafts = mentions::find(&doc, lexicon);
    doc.chains = coref::chains(&doc, &drafts, lexicon);
    doc.mentions = drafts.into_iter().map(|draft| draft.mention).collect();
    doc
}

/// Divides a text into lines, sentences and tokens.
fn tokenize(text: &str, lines: &[Line], lexicon: &Lexicon) -> Warned<Doc> {
    let lines = lines::fitting(text, lines);
    let mut diagnostics = remarks::on(text, &lines);
    let mut doc = Doc {
        text: text.to_owned(),
        ..Doc::default()
    };
    for (line_idx, line) in lines.iter().enumerate() {
        for span in sentences::split(text, *line, lexicon, &mut diagnostics) {
            let first = doc.tokens.len();
            tokens::split(text, span, lexicon, &mut doc.tokens);
            doc.sentences.push(dateline_schema::Sentence {
                span,
                tokens: first..doc.tokens.len(),
                line: line_idx,
            });
        }
    }
    doc.lines = lines;
    Warned {
        value: doc,
        diagnostics,
    }
}
