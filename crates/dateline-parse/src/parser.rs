//! The parser: word lists, a model if there is one, and the steps in their order.

use std::ops::Range;
use std::sync::Arc;

use dateline_data::Lexicon;
use dateline_reader::{Pair, Reader};
use dateline_schema::{Doc, Line, Sentence, Span, Warned};

use crate::coref::Choice;
use crate::reading::{Ends, Model};
use crate::{coref, lines, mentions, names, quotations, remarks, sentences, tokens};

/// What is wanted of a text besides lines, sentences, tokens and quotations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Parts of speech, lemmas, dependencies.
    pub syntax: bool,
    /// Names.
    pub names: bool,
    /// Mentions and chains, which need the names.
    pub chains: bool,
    /// Attributions, which only a model finds.
    pub attributions: bool,
}

impl Wants {
    /// Everything.
    pub const ALL: Self = Self {
        syntax: true,
        names: true,
        chains: true,
        attributions: true,
    };

    /// Whether all that `other` wants is wanted of the model.
    pub(crate) fn covers(self, other: Self) -> bool {
        (self.syntax || !other.syntax)
            && (self.names || !other.names)
            && (self.attributions || !other.attributions)
    }
}

/// Reads texts. Made once; reading needs no `&mut` and may be shared between threads. A clone shares the model.
#[derive(Clone, Debug)]
pub struct Parser {
    lexicon: Lexicon,
    model: Option<Arc<Model>>,
}

impl Parser {
    /// A parser of rules and word lists, without a model.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        Self {
            lexicon,
            model: None,
        }
    }

    /// The same with a model.
    #[must_use]
    pub fn with_reader(mut self, reader: Reader) -> Self {
        self.model = Some(Arc::new(Model::new(reader)));
        self
    }

    /// Reads a text whose lines have these roles.
    ///
    /// Lines that do not fit the text are dropped; without any line, each line of the text counts as body.
    ///
    /// ```
    /// use dateline_data::Lexicon;
    /// use dateline_parse::{Parser, Wants};
    ///
    /// let parser = Parser::new(Lexicon::builtin()?);
    /// let doc = parser.parse("Dr. Osei arrived. She didn't speak.", &[], Wants::ALL).value;
    /// let sentences: Vec<&str> = doc.sentences.iter().map(|sent| sent.span.of(&doc.text)).collect();
    /// assert_eq!(sentences, ["Dr. Osei arrived.", "She didn't speak."]);
    /// assert_eq!(doc.token_text(5), "did");
    /// assert_eq!(doc.token_text(6), "n't");
    /// assert_eq!(doc.chains.len(), 1);
    /// # Ok::<(), dateline_data::Error>(())
    /// ```
    #[must_use]
    pub fn parse(&self, text: &str, lines: &[Line], wants: Wants) -> Warned<Doc> {
        let Warned { value, diagnostics } = self.tokenize(text, lines);
        Warned {
            value: self.read(value, wants, Ends::Proposed),
            diagnostics,
        }
    }

    /// Reads a document whose lines, sentences and tokens are given, as a corpus gives them, and stay as they are.
    #[must_use]
    pub fn parse_tokens(&self, doc: Doc, wants: Wants) -> Doc {
        self.read(doc, wants, Ends::Given)
    }

    /// How probable the model finds each event type for what `actor` does to `recipient`, under the model's names of
    /// the types; the probabilities sum to 1. It reads the sentences from one to the other. One of the two may
    /// be missing.
    ///
    /// Empty without a model that tells them, or where neither party holds a token.
    #[must_use]
    pub fn pair_types(
        &self,
        doc: &Doc,
        actor: Option<Span>,
        recipient: Option<Span>,
    ) -> Vec<(&str, f32)> {
        let parties = [actor, recipient].into_iter().flatten();
        let sentences = parties.filter_map(|party| doc.sentence_at(party.start));
        let (Some(model), Some(first), Some(last)) =
            (&self.model, sentences.clone().min(), sentences.max())
        else {
            return Vec::new();
        };
        let tokens = doc.sentences[first].tokens.start..doc.sentences[last].tokens.end;
        let words: Vec<&str> = tokens.clone().map(|idx| doc.token_text(idx)).collect();
        // A party may end inside a token, as in "US-led".
        let words_of = |party: Option<Span>| {
            let party = party.unwrap_or(Span::new(0, 0));
            let all = &doc.tokens[tokens.clone()];
            let first = all.partition_point(|token| token.span.end <= party.start);
            first..all.partition_point(|token| token.span.start < party.end)
        };
        let (actor, recipient) = (words_of(actor), words_of(recipient));
        // What is not named is read at the place of what is.
        let or = |party: Range<usize>, other: &Range<usize>| match party.is_empty() {
            true => other.start..other.start,
            false => party,
        };
        let pair = Pair {
            words: &words,
            recipient: or(recipient.clone(), &actor),
            actor: or(actor, &recipient),
        };
        match pair.actor.is_empty() && pair.recipient.is_empty() {
            true => Vec::new(),
            false => model.pair_types(&pair),
        }
    }

    /// The pronouns of a document that show by their sex alone whom they stand for, from which the weights in
    /// `data/parse/antecedents.tsv` are learnt. The document is one that [`Wants::chains`] and [`Wants::syntax`] were
    /// read of.
    ///
    /// ```
    /// use dateline_data::Lexicon;
    /// use dateline_parse::{Parser, Wants};
    ///
    /// let parser = Parser::new(Lexicon::builtin()?);
    /// let doc = parser.parse("Peter Lund met Anna Holt. He smiled.", &[], Wants::ALL).value;
    /// let choices = parser.pronoun_choices(&doc);
    /// assert_eq!(choices.len(), 1);
    /// // The nearest candidate comes first.
    /// assert_eq!((choices[0].candidates.len(), choices[0].right), (2, 1));
    /// # Ok::<(), dateline_data::Error>(())
    /// ```
    #[must_use]
    pub fn pronoun_choices(&self, doc: &Doc) -> Vec<Choice> {
        coref::choices(doc, &mentions::find(doc, &self.lexicon), &self.lexicon)
    }

    /// Divides a text into lines, sentences and tokens.
    fn tokenize(&self, text: &str, lines: &[Line]) -> Warned<Doc> {
        let lines = lines::fitting(text, lines);
        let mut diagnostics = remarks::on(text, &lines);
        let mut doc = Doc {
            text: text.to_owned(),
            ..Doc::default()
        };
        for (line_idx, line) in lines.iter().enumerate() {
            for span in sentences::split(text, *line, &self.lexicon, &mut diagnostics) {
                let first = doc.tokens.len();
                tokens::split(text, span, &self.lexicon, &mut doc.tokens);
                doc.sentences.push(Sentence {
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

    fn read(&self, mut doc: Doc, wants: Wants, whose: Ends) -> Doc {
        let wants = Wants {
            names: wants.names || wants.chains,
            ..wants
        };
        doc.quotations = quotations::pair(&doc.text, &doc.lines);
        let model = self.model.as_ref().filter(|_| wants != Wants::default());
        let found = model.map(|model| model.read(&doc, wants, whose));
        let mut found_names = None;
        if let Some(found) = found {
            if whose == Ends::Proposed {
                doc.sentences = sentences_of(&doc, found.sentences);
            }
            // A given document may hold tokens outside its sentences, which no window holds.
            let is_whole = found.words.len() == doc.tokens.len();
            doc.syntax = (wants.syntax && is_whole).then_some(found.words);
            doc.attributions = wants.attributions.then_some(found.attributions);
            found_names = Some(found.names);
        }
        if wants.names {
            doc.names = names::find(&doc, found_names, &self.lexicon);
        }
        if wants.chains {
            let drafts = mentions::find(&doc, &self.lexicon);
            doc.chains = coref::chains(&doc, &drafts, &self.lexicon);
            doc.mentions = drafts.into_iter().map(|draft| draft.mention).collect();
        }
        doc
    }
}

fn sentences_of(doc: &Doc, sentences: Vec<(std::ops::Range<usize>, usize)>) -> Vec<Sentence> {
    let sentence = |(tokens, line): (std::ops::Range<usize>, usize)| Sentence {
        span: doc.tokens[tokens.start]
            .span
            .cover(doc.tokens[tokens.end - 1].span),
        tokens,
        line,
    };
    sentences.into_iter().map(sentence).collect()
}
