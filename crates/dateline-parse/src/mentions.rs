//! Names and words in, mentions out: phrases for those who can act or speak, with what coreference asks of them.
//!
//! A mention by name takes in the title and role before it; a nominal is headed by a noun of the role list; pronouns
//! are those of the third person, "it" where it speaks. Phrases are found by word lists and neighbours, and a phrase that
//! they cannot bound is left out rather than guessed. Where there is syntax it adds titles, appositions and speakers that
//! no list knows.

mod apposition;
mod named;
mod nominal;
mod tree;

use dateline_data::{Gender, Lexicon, RoleKind};
use dateline_schema::{Doc, Mention, MentionForm, NameKind, Span, Upos, Word};

/// What a mention can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// One person.
    Person,
    /// Several people.
    People,
    /// An organisation.
    Organization,
    /// A place that can act: a country, a capital.
    Place,
}

impl Class {
    /// What a noun of the role list stands for.
    fn of_role(kind: RoleKind, is_plural: bool) -> Self {
        match kind {
            RoleKind::Person if is_plural => Self::People,
            RoleKind::Person => Self::Person,
            RoleKind::Group => Self::People,
            RoleKind::Organization => Self::Organization,
        }
    }
}

/// How a phrase introduces what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Determiner {
    /// "the", "this", "those".
    Definite,
    /// "a", "another", numerals.
    Indefinite,
    /// "his", "Ghana's".
    Possessive,
    /// None.
    Bare,
}

/// A mention with what coreference asks of it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) mention: Mention,
    pub(crate) class: Class,
    pub(crate) gender: Option<Gender>,
    pub(crate) determiner: Determiner,
    /// The head noun of a nominal, and those of the role at a name, as the role list has them.
    pub(crate) roles: Vec<String>,
    /// Its first token and the one after its last.
    pub(crate) tokens: (usize, usize),
    pub(crate) sent_idx: usize,
    /// Whether it is, or seems to be, the subject of its clause.
    pub(crate) is_subject: bool,
    /// Whether that clause, or a word beside it, is one of saying.
    pub(crate) speaks: bool,
}

impl Draft {
    /// Whether it names one person.
    pub(crate) fn is_named_person(&self) -> bool {
        matches!(self.mention.form, MentionForm::Name(_)) && self.class == Class::Person
    }

    /// Whether it is all on its line that tells whose words follow it or go before it: "Premier: ‘Go home’", "‘Go home’:
    /// premier". `end` is the token behind its noun, or behind all of it.
    pub(crate) fn is_label(&self, doc: &Doc, end: usize) -> bool {
        let line = doc.lines[doc.sentences[self.sent_idx].line].span;
        let (span, first) = (self.mention.span, self.tokens.0);
        let is_colon = |idx: usize| idx < doc.tokens.len() && doc.token_text(idx) == ":";
        span.start == line.start && is_colon(end)
            || span.end == line.end && first > 0 && is_colon(first - 1)
    }

    /// The word that heads the phrase in the tree, where there is one.
    pub(crate) fn head_word<'a>(&self, doc: &'a Doc) -> Option<&'a Word> {
        let words = doc.syntax.as_deref()?;
        Some(&words[self.head(words)?])
    }

    /// The word that heads the phrase: the first that is governed from outside.
    pub(crate) fn head(&self, words: &[Word]) -> Option<usize> {
        let (first, end) = self.tokens;
        (first..end).find(|idx| {
            let head = words[*idx].head;
            head.is_none_or(|head| !(first..end).contains(&head))
        })
    }
}

/// Finds the mentions of a document whose names are known, in order of their start.
pub(crate) fn find(doc: &Doc, lexicon: &Lexicon) -> Vec<Draft> {
    let text = Text::new(doc, lexicon);
    let mut drafts = named::find(&text);
    nominal::find(&text, &mut drafts);
    pronouns(&text, &mut drafts);
    drafts.sort_by_key(|draft| {
        (
            draft.mention.span.start,
            std::cmp::Reverse(draft.mention.span.end),
        )
    });
    drafts.dedup_by_key(|draft| draft.mention.span);
    for draft in &mut drafts {
        (draft.is_subject, draft.speaks) = text.position(draft);
    }
    drafts
}

fn pronouns(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    for (sent_idx, sent) in text.doc.sentences.iter().enumerate() {
        for idx in sent.tokens.clone() {
            let word = text.word(idx);
            if text.name_at[idx].is_some() || word.len() > 10 {
                continue;
            }
            let (class, gender) = match word.to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" => (Class::Person, Some(Gender::Masculine)),
                "she" | "her" | "hers" | "herself" => (Class::Person, Some(Gender::Feminine)),
                "they" | "them" | "their" | "theirs" | "themselves" => (Class::People, None),
                "it" => (Class::Organization, None),
                _ => continue,
            };
            let draft = Draft {
                mention: Mention {
                    span: text.doc.tokens[idx].span,
                    form: MentionForm::Pronoun,
                    role: None,
                },
                class,
                gender,
                determiner: Determiner::Bare,
                roles: Vec::new(),
                tokens: (idx, idx + 1),
                sent_idx,
                is_subject: false,
                speaks: false,
            };
            // "It" stands for anything but where it speaks.
            if class != Class::Organization || text.position(&draft).1 {
                drafts.push(draft);
            }
        }
    }
}

/// A document with what finding phrases asks of its tokens.
struct Text<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    /// For each token, the name that it belongs to.
    name_at: Vec<Option<usize>>,
    /// The tokens of each name; none of a date or a sum.
    name_tokens: Vec<(usize, usize)>,
}

impl<'a> Text<'a> {
    fn new(doc: &'a Doc, lexicon: &'a Lexicon) -> Self {
        let mut name_at = vec![None; doc.tokens.len()];
        let mut name_tokens = Vec::with_capacity(doc.names.len());
        for (name_idx, name) in doc.names.iter().enumerate() {
            // Dates and sums are words like others here.
            if !name.kind.is_proper() {
                name_tokens.push((0, 0));
                continue;
            }
            let tokens = doc.tokens_in(name.span);
            name_at[tokens.clone()].fill(Some(name_idx));
            name_tokens.push((tokens.start, tokens.end));
        }
        Self {
            doc,
            lexicon,
            name_at,
            name_tokens,
        }
    }

    fn word(&self, idx: usize) -> &'a str {
        self.doc.tokens[idx].span.of(&self.doc.text)
    }

    /// Whether nothing stands between a word and the one before it.
    fn touches(&self, idx: usize) -> bool {
        let tokens = &self.doc.tokens;
        idx > 0 && tokens[idx - 1].span.end == tokens[idx].span.start
    }

    fn lower(&self, idx: usize) -> String {
        self.word(idx).to_lowercase()
    }

    fn span(&self, first: usize, end: usize) -> Span {
        Span::new(
            self.doc.tokens[first].span.start,
            self.doc.tokens[end - 1].span.end,
        )
    }

    /// Whether the tree says that a word is a verb and narrows nothing: "have accused Governor Lee".
    fn is_verb(&self, idx: usize) -> bool {
        let word = self.doc.syntax.as_ref().map(|words| &words[idx]);
        word.is_some_and(|word| word.upos == Upos::Verb && &*word.deprel != "amod")
    }

    /// Whether a word narrows a role noun: an adjective or noun of the list, a number, a people or an organisation.
    fn modifies(&self, idx: usize) -> bool {
        if let Some(name) = self.name_at[idx] {
            return self.doc.names[name].kind != NameKind::Misc;
        }
        let lower = self.lower(idx);
        self.lexicon.is_title_modifier(&lower)
            || lower.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                lower.as_str(),
                "-" | "several"
                    | "two"
                    | "three"
                    | "four"
                    | "five"
                    | "six"
                    | "seven"
                    | "eight"
                    | "nine"
                    | "ten"
                    | "dozen"
                    | "many"
                    | "some"
                    | "more"
                    | "most"
                    | "few"
                    | "other"
                    | "1st"
                    | "2nd"
            )
    }

    /// Whether a mention is a subject, and whether it is one of a verb of saying.
    fn position(&self, draft: &Draft) -> (bool, bool) {
        match &self.doc.syntax {
            Some(words) => self.position_in_tree(draft, words),
            None => self.position_by_neighbours(draft),
        }
    }

    fn position_in_tree(&self, draft: &Draft, words: &[Word]) -> (bool, bool) {
        let Some(idx) = draft.head(words) else {
            return (false, false);
        };
        let is_subject = words[idx].deprel.starts_with("nsubj");
        let first = draft.tokens.0;
        let is_cited =
            first >= 2 && self.word(first - 1) == "to" && self.lower(first - 2) == "according";
        let speaks = is_cited
            || is_subject
                && words[idx].head.is_some_and(|verb| {
                    self.lexicon.is_reporting_verb(&self.lower(verb))
                        || self.follows_quotation(draft.tokens.0.min(verb))
                });
        (is_subject, speaks)
    }

    /// Whether a quotation ends right before a word: "“It yawned,” the teacher laughed".
    fn follows_quotation(&self, idx: usize) -> bool {
        let start = self.doc.tokens[idx].span.start;
        let quotations = &self.doc.quotations;
        let after = quotations.partition_point(|quotation| quotation.span.start < start);
        // A quotation inside another ends before it.
        quotations[after.saturating_sub(3)..after]
            .iter()
            .any(|quotation| {
                let gap = self.doc.text.get(quotation.span.end..start);
                gap.is_some_and(|gap| !gap.contains('\n') && gap.trim().is_empty())
            })
    }

    /// Whether a mention seems to be a subject, and whether a verb of saying stands beside it.
    fn position_by_neighbours(&self, draft: &Draft) -> (bool, bool) {
        let sent = &self.doc.sentences[draft.sent_idx].tokens;
        let (first, end) = draft.tokens;
        let is_saying = |idx: usize| self.lexicon.is_reporting_verb(&self.lower(idx));
        let mut after = end;
        // An apposition between commas parts a subject from its verb.
        if after < sent.end
            && self.word(after) == ","
            && let Some(close) =
                (after + 1..sent.end.min(after + 30)).find(|idx| self.word(*idx) == ",")
            && (is_saying(close + 1 - usize::from(close + 1 >= sent.end))
                || draft
                    .mention
                    .role
                    .is_some_and(|role| role.start > draft.mention.span.start))
        {
            after = (close + 1).min(sent.end);
        }
        let before = first.checked_sub(1).filter(|idx| *idx >= sent.start);
        let has_verb_after = after < sent.end && {
            let verb = self.lower(after);
            self.lexicon.is_reporting_verb(&verb)
                || matches!(
                    verb.as_str(),
                    "is" | "was"
                        | "are"
                        | "were"
                        | "has"
                        | "have"
                        | "had"
                        | "will"
                        | "would"
                        | "could"
                        | "can"
                        | "may"
                        | "might"
                        | "must"
                        | "should"
                        | "did"
                        | "does"
                        | "do"
                        | "also"
                        | "then"
                        | "later"
                        | "who"
                )
        };
        let inverted = before.is_some_and(is_saying)
            && (end >= sent.end || matches!(self.word(end), "." | "," | ";") || after > end);
        let speaks = after < sent.end
            && is_saying(after)
            && !matches!(self.word(first), "him" | "them" | "his" | "their")
            || inverted;
        let ruled = before.is_some_and(|idx| {
            matches!(
                self.lower(idx).as_str(),
                "of" | "in"
                    | "to"
                    | "for"
                    | "by"
                    | "with"
                    | "on"
                    | "at"
                    | "from"
                    | "against"
                    | "about"
                    | "after"
                    | "before"
            )
        });
        let opens = before.is_none_or(|idx| matches!(self.word(idx), "“" | "\"" | "‘"));
        (speaks || (has_verb_after || opens) && !ruled, speaks)
    }
}
