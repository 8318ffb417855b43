//! Corpora that give words without the text they stood in: a text that they could have stood in.

use dateline::schema::{Doc, Line, Role, Sentence, Span, Token};

/// Puts a document together from words, a sentence a line.
#[derive(Default)]
pub(crate) struct Builder {
    doc: Doc,
    /// Where the sentence starts, and its first token.
    start: Option<(usize, usize)>,
    glue: bool,
}

impl Builder {
    /// Adds a word, parted from the one before by a space unless one of them is a mark that takes none there.
    pub(crate) fn word(&mut self, word: &str) -> Span {
        let closes = matches!(
            word,
            "." | ","
                | ";"
                | ":"
                | "?"
                | "!"
                | ")"
                | "]"
                | "%"
                | "-"
                | "/"
                | "n't"
                | "n’t"
                | "”"
                | "’"
        ) || word.starts_with(['\'', '’']) && word.len() <= 5;
        let text = &mut self.doc.text;
        if self.start.is_none() {
            if !text.is_empty() {
                text.push('\n');
            }
            self.start = Some((text.len(), self.doc.tokens.len()));
        } else if !closes && !self.glue {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        let span = Span::new(start, text.len());
        self.glue = matches!(word, "-" | "/" | "(" | "[" | "$" | "“" | "‘");
        self.doc.tokens.push(Token { span });
        span
    }

    /// Ends the sentence.
    pub(crate) fn end_sentence(&mut self) {
        if let Some((start, first)) = self.start.take() {
            let span = Span::new(start, self.doc.text.len());
            self.doc.sentences.push(Sentence {
                span,
                tokens: first..self.doc.tokens.len(),
                line: self.doc.lines.len(),
            });
            self.doc.lines.push(Line {
                span,
                role: Role::Body,
            });
        }
    }

    /// The document.
    pub(crate) fn finish(mut self) -> Doc {
        self.end_sentence();
        self.doc
    }
}
