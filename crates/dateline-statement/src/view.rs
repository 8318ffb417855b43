//! The document as candidates are read in it: word classes, verbs, phrases, quotations as blocks, and units.
//!
//! In: a [`Doc`] and the [`Cues`]. Out: for every token its closed classes, the reporting verb that it may be a form
//! of, its phrase in the tree, and the outermost quotation that it stands in; and the *units*: sentences joined where a
//! quotation runs over their border, so that a quotation of three sentences and its "he said" are one.

use std::ops::Range;

use dateline_data::{Classes, CueClass, Cues, VerbCue};
use dateline_schema::{Actor, ActorKind, Doc, MentionForm, Name, Role, Span, Word};

use crate::dateline;
use crate::tree::Tree;

/// Sentences that belong together, as a range of tokens of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) tokens: Range<usize>,
    pub(crate) line: usize,
}

/// What the rules read.
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Doc,
    /// Who publishes the page.
    pub(crate) outlet: Option<&'a str>,
    pub(crate) tree: Tree,
    pub(crate) units: Vec<Unit>,
    classes: Vec<Classes>,
    verbs: Vec<Option<&'a VerbCue>>,
    cues: &'a Cues,
    /// The outermost quotation of each token, its marks included.
    quotes: Vec<Option<usize>>,
    /// The tokens of each quotation.
    quote_tokens: Vec<Range<usize>>,
    /// Whether a token stands in a mention of an outlet.
    outlets: Vec<bool>,
    /// The chain of each mention.
    chains: Vec<usize>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        doc: &'a Doc,
        actors: &[Actor],
        outlet: Option<&'a str>,
        cues: &'a Cues,
    ) -> Self {
        let mut classes = Vec::with_capacity(doc.tokens.len());
        let mut verbs = Vec::with_capacity(doc.tokens.len());
        for idx in 0..doc.tokens.len() {
            let lower = doc.token_text(idx).to_lowercase();
            classes.push(cues.classes(&lower));
            let lemma = doc.syntax.as_ref().map(|words| &*words[idx].lemma);
            let verb = cues.verb(lemma.unwrap_or(&lower));
            // Lemmas are guessed from endings, and a final "e" is easily lost: "declined" is no form of "declin".
            verbs.push(verb.or_else(|| cues.verb(&format!("{}e", lemma?))));
        }
        let quote_tokens: Vec<Range<usize>> = doc
            .quotations
            .iter()
            .map(|quote| doc.tokens_in(quote.span))
            .collect();
        let mut quotes = vec![None; doc.tokens.len()];
        for (quote_idx, tokens) in quote_tokens.iter().enumerate() {
            // Quotations come in the order of their opening mark, so an inner one finds its tokens taken.
            for quote in &mut quotes[tokens.clone()] {
                quote.get_or_insert(quote_idx);
            }
        }
        let mut outlets = vec![false; doc.tokens.len()];
        let papers = actors
            .iter()
            .filter(|actor| actor.kind == ActorKind::Outlet);
        for mention in papers.flat_map(|actor| &actor.mentions) {
            outlets[doc.tokens_in(mention.span)].fill(true);
        }
        let mut chains = vec![0; doc.mentions.len()];
        for (number, chain) in doc.chains.iter().enumerate() {
            for &mention in &chain.mentions {
                chains[mention] = number;
            }
        }
        let mut view = Self {
            doc,
            outlet,
            tree: Tree::new(doc.syntax.as_deref().unwrap_or_default()),
            units: Vec::new(),
            classes,
            verbs,
            cues,
            quotes,
            quote_tokens,
            outlets,
            chains,
        };
        view.units = view.units();
        view
    }

    fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for sent in &self.doc.sentences {
            if sent.tokens.is_empty() {
                continue;
            }
            if let Some(last) = units.last_mut() {
                let border = sent.tokens.start;
                let joined = last.line == sent.line
                    && last.tokens.end == border
                    && self.quotes[border].is_some()
                    && self.quotes[border - 1] == self.quotes[border]
                    && self.quotes[border]
                        .is_some_and(|quote| self.quote_tokens[quote].start < border);
                if joined {
                    last.tokens.end = sent.tokens.end;
                    continue;
                }
            }
            let opens_line = units.last().is_none_or(|last| last.line != sent.line);
            let start = if opens_line && self.doc.lines[sent.line].role != Role::Headline {
                dateline::end(self, &sent.tokens)
            } else {
                sent.tokens.start
            };
            units.push(Unit {
                tokens: start..sent.tokens.end,
                line: sent.line,
            });
        }
        units
    }

    pub(crate) fn text(&self, idx: usize) -> &'a str {
        self.doc.token_text(idx)
    }

    pub(crate) fn is(&self, idx: usize, word: &str) -> bool {
        self.text(idx).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of some words, in whichever case.
    pub(crate) fn is_any(&self, idx: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(idx, word))
    }

    pub(crate) fn class(&self, idx: usize, class: Classes) -> bool {
        self.classes[idx].any(class)
    }

    /// Whether a token's dictionary form belongs to any of some classes; without syntax none is known.
    pub(crate) fn lemma_class(&self, idx: usize, class: Classes) -> bool {
        self.word(idx)
            .is_some_and(|word| self.cues.classes(&word.lemma).any(class))
    }

    /// The reporting verb that a token may be a form of.
    pub(crate) fn verb(&self, idx: usize) -> Option<&'a VerbCue> {
        self.verbs[idx]
    }

    /// The phrases by which a source is hidden that begin with a token.
    pub(crate) fn hiding_phrases(&self, idx: usize) -> &'a [Vec<Box<str>>] {
        self.cues.hiding(&self.text(idx).to_lowercase())
    }

    /// Whether a phrase is the name of an outlet, with its article or without.
    pub(crate) fn names_outlet(&self, phrase: Span) -> bool {
        let words = phrase.of(&self.doc.text);
        let bare = words
            .strip_prefix("the ")
            .or_else(|| words.strip_prefix("The "));
        self.cues.is_outlet(words) || bare.is_some_and(|bare| self.cues.is_outlet(bare))
    }

    /// Whether a token is a pronoun for somebody who was spoken of.
    pub(crate) fn is_third_person(&self, idx: usize) -> bool {
        matches!(
            &*self.text(idx).to_lowercase(),
            "he" | "she" | "it" | "they" | "him" | "her" | "them"
        )
    }

    /// The first words by which the page tells, without a name, for whom a pronoun stands.
    pub(crate) fn described(&self, pronoun: Span) -> Option<Span> {
        let mentions = &self.doc.mentions;
        let from = mentions.partition_point(|mention| mention.span.start < pronoun.start);
        let near = mentions[from..]
            .iter()
            .take_while(|mention| mention.span.start == pronoun.start);
        let at = from
            + near
                .enumerate()
                .find(|(_, mention)| mention.span == pronoun)?
                .0;
        let chain = self.doc.chains.get(self.chains[at])?;
        let mut bearers = chain.mentions.iter().map(|&mention| &mentions[mention]);
        bearers
            .find(|mention| mention.form == MentionForm::Nominal)
            .map(|mention| mention.span)
    }

    /// Whether a phrase says that there is no one.
    pub(crate) fn is_nobody(&self, phrase: &Range<usize>) -> bool {
        let no_one =
            phrase.len() == 2 && self.is(phrase.start, "no") && self.is(phrase.start + 1, "one");
        let word = |word: &str| self.is(phrase.start, word);
        no_one || phrase.len() == 1 && (word("nobody") || word("none"))
    }

    /// What sort of statement a verb makes with a particle.
    pub(crate) fn frame(&self, verb: usize, particle: usize) -> Option<CueClass> {
        let lemma = &*self.word(verb)?.lemma;
        self.cues.frame(lemma, &self.text(particle).to_lowercase())
    }

    /// What syntax says of a token.
    pub(crate) fn word(&self, idx: usize) -> Option<&'a Word> {
        self.doc.syntax.as_ref().map(|words| &words[idx])
    }

    /// The unit that holds a token.
    pub(crate) fn unit_at(&self, idx: usize) -> Option<usize> {
        self.units
            .partition_point(|unit| unit.tokens.start <= idx)
            .checked_sub(1)
    }

    /// The outermost quotation that a token stands in, marks included.
    pub(crate) fn quote(&self, idx: usize) -> Option<usize> {
        self.quotes[idx]
    }

    /// The tokens of a quotation, its marks among them.
    pub(crate) fn quote_tokens(&self, quote: usize) -> Range<usize> {
        self.quote_tokens[quote].clone()
    }

    /// Whether a token stands in a mention of an outlet that is known as one.
    pub(crate) fn is_outlet(&self, idx: usize) -> bool {
        self.outlets[idx]
    }

    /// The tokens of the quotations inside another.
    pub(crate) fn quotes_inside(&self, outer: usize) -> Vec<Range<usize>> {
        let tokens = &self.quote_tokens[outer];
        self.quote_tokens[outer + 1..]
            .iter()
            .take_while(|inner| inner.start < tokens.end)
            .cloned()
            .collect()
    }

    pub(crate) fn is_comma(&self, idx: usize) -> bool {
        self.text(idx) == ","
    }

    pub(crate) fn is_dash(&self, idx: usize) -> bool {
        matches!(self.text(idx), "—" | "–" | "―" | "--" | "-")
    }

    /// Whether a token has neither letter nor digit.
    pub(crate) fn is_punctuation(&self, idx: usize) -> bool {
        !self.text(idx).chars().any(char::is_alphanumeric)
    }

    pub(crate) fn is_capitalized(&self, idx: usize) -> bool {
        self.text(idx)
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || first == '@')
    }

    pub(crate) fn is_possessive_mark(&self, idx: usize) -> bool {
        matches!(self.text(idx), "'s" | "’s" | "'" | "’")
    }

    /// The bytes from the first to the last of some tokens, without white space around them.
    /// The names that share a byte with a span, in order.
    pub(crate) fn names_at(&self, span: Span) -> impl Iterator<Item = &'a Name> + use<'a> {
        let names = &self.doc.names;
        let from = names.partition_point(|name| name.span.end <= span.start);
        names[from..]
            .iter()
            .take_while(move |name| name.span.start < span.end)
    }

    pub(crate) fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        if tokens.is_empty() {
            return None;
        }
        let start = self.doc.tokens[tokens.start].span.start;
        let end = self.doc.tokens[tokens.end - 1].span.end;
        (start < end).then(|| Span::new(start, end))
    }
}
