//! One sentence, read as far as events need it: words, chunks and clauses together.

use std::ops::Range;

use dateline_data::{Ontology, Slot, TriggerPos};
use dateline_schema::{Code, Doc, EventType, Sentence, Span, Timex};

use crate::chunk::{Chunks, Item, Phrase};
use crate::clause::{Clause, clauses};
use crate::words::{Tag, Words};

/// A sentence with its words, chunks and clauses.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) words: Words<'a>,
    pub(crate) chunks: Chunks,
    pub(crate) clauses: Vec<Clause>,
}

/// A verb or preposition that governs a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Governor {
    /// Subject of a clause.
    Subject(usize),
    /// Object of a clause.
    Object(usize),
}

impl<'a> Reading<'a> {
    pub(crate) fn new(doc: &'a Doc, sent: &Sentence, times: &[Timex], ontology: &Ontology) -> Self {
        let words = Words::new(doc, sent, times, ontology);
        let mut chunks = Chunks::new(&words);
        let clauses = clauses(&words, &mut chunks);
        let mut reading = Self {
            words,
            chunks,
            clauses,
        };
        reading.read_headline(ontology);
        reading
    }

    /// "Plane shot down over Mora": a headline leaves out the auxiliary, and what has no object suffers.
    fn read_headline(&mut self, ontology: &Ontology) {
        let words = &self.words;
        if words.tags.last() == Some(&Tag::Stop) || self.chunks.groups.len() != 1 {
            return;
        }
        let group = &self.chunks.groups[0];
        let clause = &mut self.clauses[0];
        let suffers = ontology
            .triggers(TriggerPos::Verb, &words.verbs[group.main].lemma)
            .iter()
            .any(|entry| {
                let harm = matches!(entry.kind, EventType::Assault | EventType::Coerce);
                let direct = entry.objects.is_empty() && entry.recipient.contains(&Slot::Object);
                harm && direct
                    && entry.rest.iter().enumerate().all(|(idx, word)| {
                        let next = words.lower.get(group.main + 1 + idx);
                        next.is_some_and(|next| **next == **word)
                    })
            });
        if group.bare_past && clause.objects.is_empty() && !clause.subject.is_empty() && suffers {
            clause.passive = true;
        }
    }

    pub(crate) fn phrase(&self, phrase: usize) -> &Phrase {
        &self.chunks.phrases[phrase]
    }

    /// The singular of the noun that heads a phrase.
    pub(crate) fn head<'b>(&'b self, phrase: usize, ontology: &'b Ontology) -> &'b str {
        ontology.noun(&self.words.lower[self.phrase(phrase).head])
    }

    /// The country that a word names or belongs to: "Ruritania", "Ruritanian", but not the pronoun "us".
    pub(crate) fn country<'b>(&self, word: usize, ontology: &'b Ontology) -> Option<&'b Code> {
        let token = self.words.doc.token_text(self.words.first + word);
        ontology
            .country(&self.words.lower[word])
            .filter(|_| token.starts_with(char::is_uppercase) && self.words.tags[word] != Tag::Pron)
    }

    pub(crate) fn span(&self, words: &Range<usize>) -> Span {
        self.words.span(words)
    }

    /// The prepositional phrases that follow a phrase directly: (preposition, phrase).
    pub(crate) fn following(&self, phrase: usize) -> Vec<(usize, usize)> {
        // More than this many in a row no longer belong to the noun.
        const MOST: usize = 4;
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut at = self.chunks.phrase_items[phrase] + 1;
        while found.len() < MOST {
            match (self.chunks.items.get(at), self.chunks.items.get(at + 1)) {
                (Some(Item::Prep(prep)), Some(Item::Phrase(object))) => {
                    if !self.phrase(*object).time {
                        found.push((*prep, *object));
                    }
                    at += 2;
                }
                (Some(Item::Conj), Some(Item::Phrase(object))) if !found.is_empty() => {
                    let verb_next = matches!(self.chunks.items.get(at + 2), Some(Item::Group(_)));
                    if verb_next || self.phrase(*object).time {
                        break;
                    }
                    let prep = found[found.len() - 1].0;
                    found.push((prep, *object));
                    at += 2;
                }
                (Some(Item::Phrase(time)), _) if self.phrase(*time).time => at += 1,
                _ => break,
            }
        }
        found
    }

    /// Which clauses have each phrase as subject or object.
    pub(crate) fn governors(&self) -> Vec<Option<Governor>> {
        let mut governors = vec![None; self.chunks.phrases.len()];
        for (idx, clause) in self.clauses.iter().enumerate() {
            for phrase in &clause.objects {
                governors[*phrase] = Some(Governor::Object(idx));
            }
            for phrase in &clause.subject {
                governors[*phrase].get_or_insert(Governor::Subject(idx));
            }
        }
        governors
    }

    /// Who does what a passive clause tells: the phrases behind "by".
    pub(crate) fn agents(&self, clause: usize) -> Vec<usize> {
        self.clauses[clause]
            .preps
            .iter()
            .filter(|(prep, _)| self.words.lower[*prep] == "by")
            .map(|(_, phrase)| *phrase)
            .collect()
    }

    /// The clause that a word of the sentence stands in, as the last verb group that begins at or before it.
    pub(crate) fn clause_at(&self, word: usize) -> Option<usize> {
        let after = self
            .chunks
            .groups
            .partition_point(|group| group.words.start <= word);
        after.checked_sub(1)
    }
}
