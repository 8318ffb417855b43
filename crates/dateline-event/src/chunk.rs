//! Cuts a sentence into noun phrases, verb groups and the small words between them.
//!
//! In: the tagged [`Words`]. Out: [`Chunks`], after the shallow parsing of Abney (1991): no phrase holds another.

use std::ops::Range;

use crate::words::{Tag, Words};

/// A noun phrase without what follows its head.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Its words, as indices into the sentence.
    pub(crate) words: Range<usize>,
    /// Its last word that is no possessive ending.
    pub(crate) head: usize,
    /// Whether it tells a time.
    pub(crate) time: bool,
    /// The phrase behind an "of" that follows at once.
    pub(crate) of: Option<usize>,
}

/// How a verb group fits into its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// With a subject of its own, or one shared over "and".
    Finite,
    /// "to attack".
    Infinitive,
    /// "attacking".
    Gerund,
    /// "attacked" behind a noun: a passive relative clause without its pronoun.
    Reduced,
}

/// A main verb with its auxiliaries.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its words, as indices into the sentence.
    pub(crate) words: Range<usize>,
    /// The main verb.
    pub(crate) main: usize,
    pub(crate) mood: Mood,
    pub(crate) passive: bool,
    /// The modal verb, if there is one.
    pub(crate) modal: Option<usize>,
    pub(crate) negated: bool,
    /// A bare past form, which could be a passive participle as well.
    pub(crate) bare_past: bool,
}

/// One part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Phrase(usize),
    Group(usize),
    Prep(usize),
    Conj,
    Comma,
    Sub(usize),
    Rel(usize),
    Stop(usize),
}

/// The parts of a sentence in order.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    pub(crate) items: Vec<Item>,
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) groups: Vec<Group>,
    /// The item of each group.
    pub(crate) group_items: Vec<usize>,
    /// The item of each phrase.
    pub(crate) phrase_items: Vec<usize>,
}

impl Chunks {
    pub(crate) fn new(words: &Words<'_>) -> Self {
        let mut chunks = Self::default();
        let mut idx = 0;
        while idx < words.len() {
            idx = chunks.push_at(words, idx);
        }
        chunks.link_of(words);
        chunks
    }

    fn push_at(&mut self, words: &Words<'_>, idx: usize) -> usize {
        let item = match words.tags[idx] {
            Tag::Verb | Tag::Aux | Tag::Modal | Tag::Not => return self.push_group(words, idx),
            Tag::To => {
                let verb = words.after(idx).is_some_and(|next| {
                    matches!(words.tags[next], Tag::Verb)
                        || (words.tags[next] == Tag::Aux
                            && matches!(words.lower[next].as_str(), "be" | "have"))
                });
                if verb {
                    return self.push_group(words, idx);
                }
                Item::Prep(idx)
            }
            Tag::Det | Tag::Pron | Tag::Num | Tag::Noun | Tag::Name | Tag::Norp | Tag::Poss => {
                return self.push_phrase(words, idx);
            }
            Tag::Adv | Tag::Mark | Tag::Hyphen => return idx + 1,
            Tag::Prep => Item::Prep(idx),
            Tag::Conj => Item::Conj,
            Tag::Comma => Item::Comma,
            Tag::Sub => Item::Sub(idx),
            Tag::Rel => Item::Rel(idx),
            Tag::Stop => Item::Stop(idx),
        };
        self.items.push(item);
        idx + 1
    }

    fn push_group(&mut self, words: &Words<'_>, start: usize) -> usize {
        let mut group = Group {
            words: start..start + 1,
            main: start,
            mood: Mood::Finite,
            passive: false,
            modal: None,
            negated: false,
            bare_past: false,
        };
        let (mut be, mut aux, mut to) = (false, false, false);
        let mut idx = start;
        while idx < words.len() {
            match words.tags[idx] {
                Tag::Modal => group.modal = Some(idx),
                Tag::Not => group.negated = true,
                Tag::To if idx == start || aux => to |= idx == start,
                Tag::Aux => {
                    aux = true;
                    be |= is_passive_aux(&words.lower[idx]);
                }
                Tag::Adv | Tag::Mark if idx > start => {
                    idx += 1;
                    continue;
                }
                Tag::Verb => {
                    group.main = idx;
                    group.words.end = idx + 1;
                    break;
                }
                _ => break,
            }
            group.main = idx;
            group.words.end = idx + 1;
            idx += 1;
        }
        let verb = &words.verbs[group.main];
        let has_verb = words.tags[group.main] == Tag::Verb;
        group.passive = be && has_verb && verb.participle;
        group.bare_past = has_verb && !aux && !to && group.modal.is_none() && verb.participle;
        if to {
            group.mood = Mood::Infinitive;
        } else if has_verb && verb.gerund && !aux {
            group.mood = Mood::Gerund;
        }
        let end = group.words.end.max(start + 1);
        self.group_items.push(self.items.len());
        self.items.push(Item::Group(self.groups.len()));
        self.groups.push(group);
        end
    }

    fn push_phrase(&mut self, words: &Words<'_>, start: usize) -> usize {
        let time = words.time[start];
        let mut end = start + 1;
        if words.tags[start] != Tag::Pron {
            while end < words.len() && continues(words, start, end, time) {
                end += 1;
            }
        }
        // Marks and adverbs at the end stand outside.
        while end > start + 1 && matches!(words.tags[end - 1], Tag::Mark | Tag::Adv | Tag::Hyphen) {
            end -= 1;
        }
        let head = (start..end)
            .rev()
            .find(|&idx| !matches!(words.tags[idx], Tag::Poss | Tag::Mark | Tag::Adv))
            .unwrap_or(start);
        self.phrase_items.push(self.items.len());
        self.items.push(Item::Phrase(self.phrases.len()));
        self.phrases.push(Phrase {
            words: start..end,
            head,
            time,
            of: None,
        });
        end
    }

    fn link_of(&mut self, words: &Words<'_>) {
        for window in self.items.windows(3) {
            if let [Item::Phrase(head), Item::Prep(prep), Item::Phrase(of)] = *window
                && words.lower[prep] == "of"
            {
                self.phrases[head].of = Some(of);
            }
        }
    }
}

fn is_passive_aux(word: &str) -> bool {
    matches!(
        word,
        "be" | "is"
            | "are"
            | "was"
            | "were"
            | "been"
            | "being"
            | "got"
            | "gets"
            | "getting"
            | "'re"
            | "’re"
            | "am"
    )
}

/// Whether the word at `idx` still belongs to the phrase that begins at `start`.
fn continues(words: &Words<'_>, start: usize, idx: usize, time: bool) -> bool {
    if words.time[idx] != time {
        return false;
    }
    match words.tags[idx] {
        Tag::Num | Tag::Noun | Tag::Name | Tag::Norp | Tag::Poss | Tag::Hyphen => true,
        // "all the", "more than 20", "at least 20": a determiner may follow another.
        Tag::Det => words.tags[start..idx].iter().all(|tag| *tag == Tag::Det),
        // "the “deadly” attack": marks and adverbs inside a phrase, but not brackets that open an aside.
        Tag::Mark => {
            !matches!(words.lower[idx].as_str(), "(" | "[" | ")" | "]")
                && idx + 1 < words.len()
                && matches!(words.tags[idx + 1], Tag::Noun | Tag::Name | Tag::Norp)
        }
        Tag::Adv => {
            words.tags[idx - 1] == Tag::Det
                && idx + 1 < words.len()
                && matches!(words.tags[idx + 1], Tag::Noun | Tag::Num)
        }
        Tag::Sub => words.lower[idx] == "than" && words.lower[idx - 1] == "more",
        _ => false,
    }
}
