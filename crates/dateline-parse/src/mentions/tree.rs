//! What the dependency tree tells of who somebody is: a title before the name, an apposition on either side of it, and
//! common nouns that no list knows but that speak.
//!
//! Relations are those of Universal Dependencies. A tree is a model's guess, so every phrase must also stand as a phrase
//! does: in one piece, next to the name or set off by marks.

use std::ops::Range;

use dateline_data::RoleKind;
use dateline_schema::{Mention, MentionForm, NameKind, Upos, Word};

use super::named::nominal_head;
use super::{Class, Determiner, Draft, Text};
use crate::quotations::quotation_at;

/// No phrase that is found here has more tokens.
const LONGEST: usize = 30;
/// No word is deeper under the head of its phrase.
const DEEPEST: usize = 12;

/// The words of a document in their trees.
pub(super) struct Tree<'a> {
    text: &'a Text<'a>,
    words: &'a [Word],
}

impl<'a> Tree<'a> {
    /// The tree of a document that has one.
    pub(super) fn of(text: &'a Text<'a>) -> Option<Self> {
        let words = text.doc.syntax.as_deref()?;
        Some(Self { text, words })
    }

    /// Whether a word is a noun here: "cook", "guide" and "host" are verbs too.
    pub(super) fn is_noun(&self, idx: usize) -> bool {
        matches!(self.words[idx].upos, Upos::Noun | Upos::Propn)
    }

    /// Where the nouns before a person's name start that say what he is: "pianist Elena Varga", "zoo boss Carla Winn".
    pub(super) fn title_start(&self, name: &Range<usize>, floor: usize) -> Option<usize> {
        let name_head = self.head_of(name.clone());
        let name_word = &self.words[name_head];
        let mut start = name.start;
        while start > floor {
            let idx = start - 1;
            let word = &self.words[idx];
            let hangs = word
                .head
                .is_some_and(|head| (start..name.end).contains(&head))
                && matches!(relation(word), "compound" | "flat" | "nmod" | "appos");
            let governs =
                name_word.head == Some(idx) && matches!(relation(name_word), "flat" | "appos");
            // Two subjects side by side behind an article are one.
            let shares = idx > floor
                && self.words[idx - 1].upos == Upos::Det
                && word.head.is_some()
                && word.head == name_word.head
                && relation(word) == "nsubj"
                && relation(name_word) == "nsubj";
            let is_title = word.upos == Upos::Noun && self.text.name_at[idx].is_none();
            if !(is_title && (hangs || governs || shares)) {
                break;
            }
            start = idx;
        }
        (start < name.start).then_some(start)
    }

    /// Where a title starts with the words before it that the tree hangs on it and no list knows: "prison service
    /// spokesman Ann Lee", "the fishermen's leader Ann Lee".
    pub(super) fn widened(&self, title: Range<usize>, floor: usize) -> usize {
        let mut start = title.start;
        while start > floor && title.end - start < LONGEST {
            let idx = start - 1;
            let hangs = |idx: usize| {
                (self.words[idx].head).is_some_and(|head| (start..title.end).contains(&head))
            };
            if let Some(name) = self.text.name_at[idx] {
                let (first, end) = self.text.name_tokens[name];
                let is_person = self.text.doc.names[name].kind == NameKind::Person;
                if is_person || first < floor || !(first..end).any(hangs) {
                    break;
                }
                start = first;
                continue;
            }
            let word = &self.words[idx];
            let is_noun = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
            // "They have accused Governor Lee": an adjective that ends so may be a verb.
            let small = self.text.lower(idx);
            let is_verb = word.upos == Upos::Adj
                && self.text.word(idx).starts_with(char::is_lowercase)
                && !self.text.lexicon.is_title_modifier(&small)
                && (small.ends_with("ed") || self.text.lexicon.is_reporting_verb(&small));
            let narrows = is_noun
                && !is_verb
                && hangs(idx)
                && matches!(relation(word), "compound" | "amod" | "nmod" | "nummod");
            // An ending hangs on its owner, who hangs on the title.
            let owns = &*word.xpos == "POS"
                && word.head.is_some_and(|owner| {
                    owner + 1 == idx && owner >= floor && self.is_common_noun(owner) && hangs(owner)
                });
            let joins = word.upos == Upos::Punct
                && self.text.word(idx).chars().all(crate::chars::is_dash)
                && self.text.touches(idx)
                && self.text.touches(start)
                && idx > floor;
            if !(narrows || owns || joins) {
                break;
            }
            start = if narrows { idx } else { idx - 1 };
        }
        start
    }

    /// The tokens of the apposition of a person's name without its article: behind it, or before it where the name is
    /// what is added.
    pub(super) fn apposition(
        &self,
        name: &Range<usize>,
        sent: &Range<usize>,
    ) -> Option<Range<usize>> {
        let name_head = self.head_of(name.clone());
        let behind = (name.end..sent.end.min(name.end + LONGEST))
            .find(|idx| self.words[*idx].head == Some(name_head) && self.describes(*idx));
        let is_comma = |idx: usize| {
            sent.contains(&idx) && matches!(self.text.word(idx), "," | "(" | "–" | "—")
        };
        if let Some(head) = behind {
            let phrase = self.phrase(head, name.end..sent.end);
            let is_whose = self.words[phrase.start].xpos.starts_with('W');
            return (is_comma(name.end) && phrase.start <= name.end + 5 && !is_whose)
                .then(|| self.bare(phrase));
        }
        let name_word = &self.words[name_head];
        // A noun of the role list is a mention of its own, which coreference joins.
        let is_listed = |idx: usize| nominal_head(self.text, idx, idx + 1).is_some();
        let head = name_word.head.filter(|head| {
            relation(name_word) == "appos"
                && *head < name.start
                && self.is_common_noun(*head)
                && !is_listed(*head)
        })?;
        let closes =
            name.end >= sent.end || !self.text.word(name.end).starts_with(char::is_alphanumeric);
        let phrase = self.phrase(head, sent.start..name.start.saturating_sub(1));
        (closes && is_comma(name.start - 1) && phrase.end + 1 == name.start)
            .then(|| self.bare(phrase))
    }

    /// The tokens of what the sentence says that a person is, without the article: "Elena Varga is a pianist".
    ///
    /// Neither what he is not nor what he was, will or might be, nor what somebody calls him in quoted words or with an
    /// adverb that weighs it ("Varga is merely a bystander").
    pub(super) fn predicate(
        &self,
        name: &Range<usize>,
        sent: &Range<usize>,
    ) -> Option<Range<usize>> {
        let name_head = self.head_of(name.clone());
        let name_word = &self.words[name_head];
        let head = name_word.head.filter(|head| {
            &*name_word.deprel == "nsubj" && *head >= name.end && self.is_common_noun(*head)
        })?;
        if quotation_at(self.text.doc, self.text.doc.tokens[name_head].span.start).is_some() {
            return None;
        }
        let words = || name.end..head;
        let hangs_as = |idx: usize, as_what: &str| {
            self.words[idx].head == Some(head) && &*self.words[idx].deprel == as_what
        };
        let is_now = words().any(|idx| {
            hangs_as(idx, "cop") && matches!(self.text.lower(idx).as_str(), "is" | "'s" | "’s")
        });
        let is_qualified = words().any(|idx| {
            hangs_as(idx, "aux")
                || self.words[idx].upos == Upos::Adv
                    && !self.text.lexicon.is_neutral_adverb(&self.text.lower(idx))
                || matches!(self.text.lower(idx).as_str(), "not" | "n't" | "n’t" | "no")
        });
        (is_now && !is_qualified).then(|| self.bare(self.phrase(head, name.end..sent.end)))
    }

    /// Where the phrase of a noun ends with the office, place or body that it is of: "governor of the border district".
    pub(super) fn complement_end(&self, head: usize, limit: usize) -> usize {
        let is_complement = |idx: usize| {
            self.hangs_on(idx, head)
                && self.branch(idx, head).is_some_and(|branch| {
                    relation(&self.words[branch]) == "nmod"
                        && (head..branch).any(|case| {
                            self.words[case].head == Some(branch)
                                && matches!(self.text.word(case), "of" | "for" | "at" | "to")
                        })
                })
        };
        let mut end = head + 1;
        while end < limit && end - head < LONGEST && is_complement(end) {
            end += 1;
        }
        end
    }

    /// The phrases of common nouns of no list that are the subjects of verbs of saying: "a keeper said".
    pub(super) fn speakers(&self, taken: &[bool]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (sent_idx, sent) in self.text.doc.sentences.iter().enumerate() {
            for head in sent.tokens.clone() {
                let word = &self.words[head];
                let says = relation(word) == "nsubj"
                    && word.head.is_some_and(|verb| {
                        self.words[verb].upos == Upos::Verb
                            && self.text.lexicon.is_reporting_verb(&self.text.lower(verb))
                    });
                let is_writing = || self.text.lexicon.is_writing(&word.lemma.to_lowercase());
                if !says || taken[head] || is_writing() {
                    continue;
                }
                let draft = self.speaker(head, sent_idx, &sent.tokens);
                // "the 19-year-old", "the accused": an adjective with an article is a noun.
                let is_noun = self.is_common_noun(head)
                    || draft.determiner == Determiner::Definite
                        && (word.upos == Upos::Adj || self.is_one_of_a_people(head));
                if is_noun {
                    drafts.push(draft);
                }
            }
        }
        drafts
    }

    fn speaker(&self, head: usize, sent_idx: usize, sent: &Range<usize>) -> Draft {
        let text = self.text;
        let phrase = self.phrase(head, sent.clone());
        let role = self.bare(phrase.clone());
        let first = text.lower(phrase.start);
        let determiner = match super::nominal::determiner(&first) {
            Some(determiner) => determiner,
            None if self.words[phrase.start].upos == Upos::Num => Determiner::Indefinite,
            None => Determiner::Bare,
        };
        let is_plural = &*self.words[head].xpos == "NNS";
        let form = text.lexicon.role(&text.lower(head));
        let kind = form.map_or(RoleKind::Person, |form| form.role.kind);
        Draft {
            mention: Mention {
                span: text.span(phrase.start, phrase.end),
                form: MentionForm::Nominal,
                role: Some(text.span(role.start, role.end)),
            },
            class: Class::of_role(kind, is_plural),
            gender: None,
            determiner,
            roles: vec![self.words[head].lemma.to_lowercase()],
            tokens: (phrase.start, phrase.end),
            sent_idx,
            is_subject: false,
            speaks: false,
        }
    }

    /// Whether a word is an apposition that can say what a person is.
    fn describes(&self, idx: usize) -> bool {
        relation(&self.words[idx]) == "appos" && self.is_common_noun(idx)
    }

    /// A common noun, or one in capitals that is no name of a person or place: "Minister for Infrastructure".
    fn is_common_noun(&self, idx: usize) -> bool {
        let kind = self.text.name_at[idx].map(|name| self.text.doc.names[name].kind);
        match self.words[idx].upos {
            Upos::Noun => kind.is_none(),
            Upos::Propn => {
                kind.is_none_or(|kind| kind == NameKind::Misc)
                    && nominal_head(self.text, idx, idx + 1).is_some()
            }
            _ => false,
        }
    }

    /// "Dutchman", "Briton": a people's name in the singular that is no adjective.
    fn is_one_of_a_people(&self, idx: usize) -> bool {
        let is_people = self.text.name_at[idx]
            .is_some_and(|name| self.text.doc.names[name].kind == NameKind::Norp);
        let word = self.text.lower(idx);
        is_people
            && !["s", "sh", "ch", "ese"]
                .iter()
                .any(|ending| word.ends_with(ending))
    }

    /// The word of a stretch that is governed from outside.
    fn head_of(&self, tokens: Range<usize>) -> usize {
        let outside = |idx: &usize| {
            let head = self.words[*idx].head;
            head.is_none_or(|head| !tokens.contains(&head))
        };
        tokens.clone().find(outside).unwrap_or(tokens.start)
    }

    /// The words around a noun that hang on it, in one piece inside `within`, up to a clause, a list or a further
    /// apposition.
    fn phrase(&self, head: usize, within: Range<usize>) -> Range<usize> {
        let belongs = |idx: usize| self.hangs_on(idx, head);
        let mut start = head;
        while start > within.start && head - start < LONGEST && belongs(start - 1) {
            start -= 1;
        }
        let mut end = head + 1;
        while end < within.end && end - head < LONGEST && belongs(end) {
            end += 1;
        }
        while end > head + 1 && self.words[end - 1].upos == Upos::Punct {
            end -= 1;
        }
        while start < head && self.words[start].upos == Upos::Punct {
            start += 1;
        }
        start..end
    }

    /// Whether a word hangs on the head of its phrase by relations inside the phrase.
    fn hangs_on(&self, idx: usize, head: usize) -> bool {
        let mut at = idx;
        for _ in 0..DEEPEST {
            if at == head {
                return true;
            }
            // A measure before an adjective, as in "19-year-old", is one piece with it too.
            let inside = &*self.words[at].deprel == "obl:unmarked"
                || matches!(
                    relation(&self.words[at]),
                    "det"
                        | "amod"
                        | "advmod"
                        | "compound"
                        | "nummod"
                        | "nmod"
                        | "case"
                        | "flat"
                        | "goeswith"
                        | "punct"
                        | "fixed"
                );
            // "Head of the search and rescue agency": only what is joined to the head itself is another phrase.
            let joined = matches!(relation(&self.words[at]), "cc" | "conj");
            // Commas end a phrase, hyphens and apostrophes do not.
            let parts = self.words[at].upos == Upos::Punct
                && !matches!(self.text.word(at), "'" | "’")
                && !self.text.word(at).chars().all(crate::chars::is_dash);
            match self.words[at].head {
                Some(next) if !parts && (inside || joined && next != head) => at = next,
                _ => return false,
            }
        }
        false
    }

    /// The dependent of `head` that a word hangs on.
    fn branch(&self, idx: usize, head: usize) -> Option<usize> {
        let up = |idx: &usize| self.words[*idx].head;
        let mut chain = std::iter::successors(Some(idx), up).take(DEEPEST);
        chain.find(|idx| self.words[*idx].head == Some(head))
    }

    /// A phrase without its article.
    fn bare(&self, phrase: Range<usize>) -> Range<usize> {
        match self.words[phrase.start].upos == Upos::Det && phrase.len() > 1 {
            true => phrase.start + 1..phrase.end,
            false => phrase,
        }
    }
}

/// The relation of a word without its subtype.
fn relation(word: &Word) -> &str {
    word.deprel.split(':').next().unwrap_or_default()
}
