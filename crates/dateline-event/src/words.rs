//! The words of one sentence with a word class each: what chunks and clauses are made of.
//!
//! In: a sentence of a [`Doc`], its times and the [`Ontology`]. Out: a [`Tag`] for every token, and for verbs
//! their lemma and form. A syntactic analysis in the document decides where there is one; without it, closed
//! classes come from the words themselves and the rest from their neighbours. A word that could be a noun or a
//! verb counts as a noun unless its neighbours speak for the verb, because an event too many costs more than one
//! too few.

use std::ops::Range;

use dateline_data::{Ontology, VerbForm};
use dateline_schema::{Doc, NameKind, Sentence, Timex, Upos};

/// The class of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Article, demonstrative, quantifier or possessive pronoun: begins a noun phrase.
    Det,
    /// Pronoun that stands for a noun phrase.
    Pron,
    /// Number.
    Num,
    /// Noun or adjective.
    Noun,
    /// Part of a name.
    Name,
    /// Nationality, religion or party.
    Norp,
    /// Possessive ending.
    Poss,
    /// Main verb.
    Verb,
    /// Form of be, have, do or get before a verb, or be alone.
    Aux,
    /// Modal verb.
    Modal,
    /// Negation.
    Not,
    /// "to".
    To,
    /// Adverb.
    Adv,
    /// Preposition.
    Prep,
    /// Coordinating conjunction.
    Conj,
    /// Subordinating conjunction.
    Sub,
    /// Relative pronoun.
    Rel,
    /// Comma.
    Comma,
    /// Quotation mark or bracket: stands outside the grammar.
    Mark,
    /// Hyphen that joins two words.
    Hyphen,
    /// Any other punctuation: ends a clause.
    Stop,
}

/// The forms that a verb may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) lemma: Box<str>,
    pub(crate) base: bool,
    pub(crate) third: bool,
    pub(crate) past: bool,
    pub(crate) participle: bool,
    pub(crate) gerund: bool,
}

/// The words of one sentence.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    pub(crate) doc: &'a Doc,
    /// Index of the sentence's first token in the document.
    pub(crate) first: usize,
    pub(crate) lower: Vec<String>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) verbs: Vec<Verb>,
    /// Whether the word is part of a temporal expression.
    pub(crate) time: Vec<bool>,
    /// Whether most words have a capital, as in a headline.
    pub(crate) title_case: bool,
}

impl<'a> Words<'a> {
    pub(crate) fn new(doc: &'a Doc, sent: &Sentence, times: &[Timex], ontology: &Ontology) -> Self {
        let range = sent.tokens.start.min(doc.tokens.len())..sent.tokens.end.min(doc.tokens.len());
        let texts: Vec<&str> = range.clone().map(|idx| doc.token_text(idx)).collect();
        let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        let mut words = Self {
            doc,
            first: range.start,
            tags: vec![Tag::Noun; lower.len()],
            verbs: vec![Verb::default(); lower.len()],
            time: marked_times(doc, &range, times),
            title_case: is_title_case(&texts),
            lower,
        };
        words.tag_closed_classes(&texts, ontology);
        words.tag_names(&range);
        words.tag_hyphens();
        for idx in 0..words.len() {
            words.verbs[idx] = forms(&words.lower[idx], ontology);
            if words.tags[idx] == Tag::Aux {
                words.verbs[idx].lemma = auxiliary(&words.lower[idx]).into();
            }
        }
        // Where the model sees no verb at all, as in headlines that leave out the auxiliary, the word lists may.
        match &doc.syntax {
            Some(syntax) if has_verb(&range, syntax) => words.follow_syntax(&range, syntax),
            _ => crate::guess::verbs(&mut words, ontology),
        }
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.lower.len()
    }

    /// The bytes of the words in `range`, which holds at least one.
    pub(crate) fn span(&self, range: &Range<usize>) -> dateline_schema::Span {
        let last = range.end.max(range.start + 1) - 1;
        let first = self.doc.tokens[self.first + range.start].span;
        first.cover(self.doc.tokens[self.first + last].span)
    }

    /// The token that stands before, leaving out adverbs and marks.
    pub(crate) fn before(&self, idx: usize) -> Option<usize> {
        (0..idx)
            .rev()
            .find(|&idx| !matches!(self.tags[idx], Tag::Adv | Tag::Mark))
    }

    /// The token that stands after, leaving out adverbs and marks.
    pub(crate) fn after(&self, idx: usize) -> Option<usize> {
        (idx + 1..self.len()).find(|&idx| !matches!(self.tags[idx], Tag::Adv | Tag::Mark))
    }

    fn tag_closed_classes(&mut self, texts: &[&str], ontology: &Ontology) {
        for (idx, text) in texts.iter().enumerate() {
            // An all-capital "US" or "WHO" is a name, not a pronoun.
            let shouted = text.len() > 1 && text.chars().all(|c| c.is_uppercase());
            let next = self.lower.get(idx + 1).map(String::as_str);
            if let Some(tag) = closed_class(&self.lower[idx], next).filter(|_| !shouted) {
                self.tags[idx] = tag;
            } else if ontology.quantity(&self.lower[idx]).is_some() {
                self.tags[idx] = Tag::Num;
            } else if idx > 0 && !self.title_case && text.starts_with(char::is_uppercase) {
                self.tags[idx] = Tag::Name;
            }
            if self.time[idx] && !matches!(self.tags[idx], Tag::Comma) {
                self.tags[idx] = Tag::Noun;
            }
        }
    }

    fn tag_names(&mut self, range: &Range<usize>) {
        let Some(start) = range
            .clone()
            .next()
            .map(|idx| self.doc.tokens[idx].span.start)
        else {
            return;
        };
        let from = self
            .doc
            .names
            .partition_point(|name| name.span.end <= start);
        let end = self.doc.tokens[range.end - 1].span.end;
        for name in self.doc.names[from..]
            .iter()
            .take_while(|name| name.span.start < end)
        {
            let tag = match name.kind {
                NameKind::Date | NameKind::Money => continue,
                NameKind::Norp => Tag::Norp,
                _ => Tag::Name,
            };
            for idx in self.doc.tokens_in(name.span) {
                if range.contains(&idx) {
                    self.tags[idx - range.start] = tag;
                }
            }
        }
    }

    /// A hyphen without space around it makes one word of its neighbours: "US-led", "anti-Israeli".
    fn tag_hyphens(&mut self) {
        for idx in 1..self.len().saturating_sub(1) {
            let joins = matches!(self.lower[idx].as_str(), "-" | "–" | "‑")
                && self.adjacent(idx - 1)
                && self.adjacent(idx);
            if joins {
                self.tags[idx] = Tag::Hyphen;
                for side in [idx - 1, idx + 1] {
                    if !matches!(self.tags[side], Tag::Name | Tag::Norp) {
                        self.tags[side] = Tag::Noun;
                    }
                }
            }
        }
    }

    fn adjacent(&self, idx: usize) -> bool {
        let tokens = &self.doc.tokens;
        tokens[self.first + idx].span.end == tokens[self.first + idx + 1].span.start
    }

    fn follow_syntax(&mut self, range: &Range<usize>, syntax: &[dateline_schema::Word]) {
        for idx in 0..self.len() {
            let Some(word) = syntax.get(range.start + idx) else {
                return;
            };
            match word.upos {
                Upos::Verb => {
                    self.tags[idx] = Tag::Verb;
                    if self.verbs[idx].lemma.is_empty() {
                        self.verbs[idx] = unlisted(&self.lower[idx], &word.lemma);
                    }
                }
                Upos::Noun | Upos::Adj if !matches!(self.tags[idx], Tag::Name | Tag::Norp) => {
                    self.tags[idx] = Tag::Noun;
                }
                Upos::Propn if self.tags[idx] != Tag::Norp => self.tags[idx] = Tag::Name,
                Upos::Adv if self.tags[idx] == Tag::Noun => self.tags[idx] = Tag::Adv,
                _ => {}
            }
        }
    }
}

fn has_verb(range: &Range<usize>, syntax: &[dateline_schema::Word]) -> bool {
    let words = syntax.get(range.clone()).unwrap_or_default();
    words
        .iter()
        .any(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
}

/// The readings of a word as a verb, taken together; the lemma is empty where there is none.
fn forms(word: &str, ontology: &Ontology) -> Verb {
    let mut verb = Verb::default();
    for reading in ontology.verb(word) {
        // "found" is a form of two verbs: the first in the alphabet of lemmas that is inflected wins.
        if verb.lemma.is_empty() || (verb.base && reading.form != VerbForm::Base) {
            verb.lemma = reading.lemma.clone();
        }
        match reading.form {
            VerbForm::Base => verb.base = true,
            VerbForm::Third => verb.third = true,
            VerbForm::Past => verb.past = true,
            VerbForm::Participle => verb.participle = true,
            VerbForm::Gerund => verb.gerund = true,
        }
    }
    verb
}

/// The lemma of an auxiliary, whose forms no rule makes.
fn auxiliary(word: &str) -> &'static str {
    match word {
        "has" | "have" | "had" | "having" | "'ve" | "’ve" => "have",
        "do" | "does" | "did" => "do",
        "got" | "gets" | "getting" => "get",
        _ => "be",
    }
}

/// The form of a verb that no list holds, by its ending.
pub(crate) fn unlisted(word: &str, lemma: &str) -> Verb {
    let (past, gerund) = (word.ends_with("ed"), word.ends_with("ing"));
    let third = !past && !gerund && word.ends_with('s') && word != lemma;
    Verb {
        lemma: lemma.into(),
        base: !past && !gerund && !third,
        third,
        past,
        participle: past,
        gerund,
    }
}

fn marked_times(doc: &Doc, range: &Range<usize>, times: &[Timex]) -> Vec<bool> {
    let mut from = match range.clone().next() {
        Some(idx) => times.partition_point(|time| time.span.end <= doc.tokens[idx].span.start),
        None => 0,
    };
    range
        .clone()
        .map(|idx| {
            let span = doc.tokens[idx].span;
            while times
                .get(from)
                .is_some_and(|time| time.span.end <= span.start)
            {
                from += 1;
            }
            times.get(from).is_some_and(|time| time.span.overlaps(span))
        })
        .collect()
}

fn is_title_case(texts: &[&str]) -> bool {
    let long = texts
        .iter()
        .filter(|text| text.len() > 3 && text.starts_with(char::is_alphabetic));
    let (mut all, mut capital) = (0, 0);
    for text in long {
        all += 1;
        capital += usize::from(text.starts_with(char::is_uppercase));
    }
    // Three capitals of four: a sentence full of names stays below, a headline above.
    all >= 3 && capital * 4 >= all * 3
}

fn closed_class(word: &str, next: Option<&str>) -> Option<Tag> {
    Some(match word {
        "at" if matches!(next, Some("least" | "most")) => Tag::Det,
        // "about 150", "over two thousand": how exact the number is.
        "about" | "around" | "over" | "under"
            if next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            Tag::Det
        }
        "roughly" | "approximately" => Tag::Det,
        "least" | "most" | "the" | "a" | "an" | "this" | "these" | "those" | "some" | "any"
        | "every" | "each" | "all" | "both" | "several" | "many" | "few" | "no" | "another"
        | "other" | "such" | "my" | "your" | "his" | "its" | "our" | "their" | "more"
        | "scores" | "dozens" | "hundreds" | "thousands" => Tag::Det,
        "her" => Tag::Det,
        "he" | "she" | "it" | "they" | "we" | "i" | "you" | "him" | "them" | "us" | "me"
        | "himself" | "herself" | "themselves" | "itself" | "nobody" | "everyone" => Tag::Pron,
        "'s" | "’s" | "'" | "’" => Tag::Poss,
        "be" | "is" | "are" | "was" | "were" | "been" | "being" | "am" | "has" | "have" | "had"
        | "having" | "do" | "does" | "did" | "'ve" | "’ve" | "'re" | "’re" | "got" | "gets"
        | "getting" => Tag::Aux,
        "will" | "would" | "may" | "might" | "can" | "could" | "shall" | "should" | "must"
        | "'ll" | "’ll" | "wo" | "ca" | "'d" | "’d" => Tag::Modal,
        "not" | "n't" | "n’t" | "never" => Tag::Not,
        "to" => Tag::To,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "against" | "into"
        | "over" | "about" | "under" | "through" | "between" | "among" | "amid" | "during"
        | "near" | "across" | "along" | "around" | "behind" | "toward" | "towards" | "upon"
        | "within" | "without" | "outside" | "inside" | "throughout" | "per" | "via"
        | "despite" | "onto" | "off" | "following" | "out" | "up" | "down" | "back" | "like" => {
            Tag::Prep
        }
        "and" | "or" | "but" | "nor" | "&" => Tag::Conj,
        "that" | "if" | "unless" | "whether" | "when" | "while" | "because" | "although"
        | "though" | "as" | "since" | "after" | "before" | "until" | "where" | "once" | "how"
        | "why" | "than" | "lest" => Tag::Sub,
        "which" | "who" | "whom" | "whose" | "what" => Tag::Rel,
        "," => Tag::Comma,
        "\"" | "“" | "”" | "‘" | "«" | "»" | "(" | ")" | "[" | "]" | "''" | "``" => {
            Tag::Mark
        }
        "also" | "already" | "again" | "just" | "only" | "even" | "still" | "then" | "later"
        | "earlier" | "now" | "soon" | "once-more" | "together" | "abroad" | "instead" | "too"
        | "ever" | "so" | "here" | "there" | "thus" | "further" | "away" | "always" | "often"
        | "nearly" | "almost" | "early" | "late" => Tag::Adv,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Tag::Num,
        _ if word.len() > 4
            && word.ends_with("ly")
            && !matches!(
                word,
                "family"
                    | "assembly"
                    | "rally"
                    | "reply"
                    | "supply"
                    | "italy"
                    | "ally"
                    | "july"
                    | "anomaly"
                    | "monopoly"
            ) =>
        {
            Tag::Adv
        }
        _ if !word.contains(char::is_alphanumeric) => {
            if matches!(word, "$" | "€" | "£" | "%" | "#") {
                Tag::Num
            } else {
                Tag::Stop
            }
        }
        _ => return None,
    })
}
