//! Finds who did it and to whom, as words: the participants of a trigger.
//!
//! In: a [`Found`] trigger with one of its entries. Out: [`Arguments`], still phrases; who they are is for
//! `party` to say.

use std::ops::Range;

use dateline_data::{HeadKind, LightRole, Ontology, Slot, Trigger};
use dateline_schema::EventType;

use crate::chunk::{Item, Mood};
use crate::sentence::Reading;
use crate::trigger::{Found, Noun};
use crate::words::Tag;

/// Words that name a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The phrase that holds them.
    pub(crate) phrase: usize,
    /// The words themselves: the whole phrase, or its possessor or modifiers.
    pub(crate) words: Range<usize>,
}

/// The participants of a trigger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) actors: Vec<Argument>,
    pub(crate) recipients: Vec<Argument>,
}

/// The participants that the words around a trigger name, read by one of its entries.
pub(crate) fn find(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    entry: &Trigger,
) -> Arguments {
    match (&found.noun, found.clause) {
        (Some(noun), clause) => of_noun(reading, ontology, found, noun, clause, entry),
        (None, Some(clause)) => of_verb(reading, ontology, clause, entry),
        (None, None) => Arguments::default(),
    }
}

fn of_verb(reading: &Reading<'_>, ontology: &Ontology, idx: usize, entry: &Trigger) -> Arguments {
    let clause = &reading.clauses[idx];
    let mut arguments = Arguments::default();
    let by_object = entry.recipient.contains(&Slot::Object) && entry.objects.is_empty();
    if clause.passive {
        arguments.actors = whole(reading, reading.agents(idx));
        if by_object {
            arguments.recipients = whole(reading, clause.subject.iter().copied());
        }
    } else {
        arguments.actors = whole(reading, clause.subject.iter().copied());
    }
    if arguments.recipients.is_empty() {
        arguments.recipients = slots(reading, ontology, idx, entry);
    }
    // "threatened to attack the base": whom the threat is for stands in what is threatened.
    if arguments.recipients.is_empty()
        && let Some(infinitive) = clause.infinitive.filter(|infinitive| *infinitive != idx)
    {
        arguments.recipients = of_infinitive(reading, infinitive);
    }
    // "demanded that Ruritania withdraw": whom the demand is for stands as subject of what is demanded.
    if arguments.recipients.is_empty() && entry.kind == EventType::Request {
        arguments.recipients = of_demand(reading, idx);
    }
    arguments
        .recipients
        .retain(|argument| !arguments.actors.contains(argument));
    arguments
}

/// The subject of the clause that "that" opens directly behind the verb, or behind a time.
fn of_demand(reading: &Reading<'_>, idx: usize) -> Vec<Argument> {
    let opens =
        |item: &Item| matches!(item, Item::Sub(word) if reading.words.lower[*word] == "that");
    let items = &reading.chunks.items;
    let from = reading.chunks.group_items[idx] + 1;
    let times = items[from..].iter().take_while(|item| match item {
        Item::Phrase(phrase) => reading.phrase(*phrase).time,
        Item::Prep(_) => true,
        _ => false,
    });
    let that = from + times.count();
    if !items.get(that).is_some_and(opens) {
        return Vec::new();
    }
    let Some(next) = reading.clauses.get(idx + 1) else {
        return Vec::new();
    };
    let behind = |phrase: &usize| reading.chunks.phrase_items[*phrase] > that;
    whole(reading, next.subject.iter().copied().filter(behind))
}

fn slots(reading: &Reading<'_>, ontology: &Ontology, idx: usize, entry: &Trigger) -> Vec<Argument> {
    let clause = &reading.clauses[idx];
    let is_listed = |phrase: &usize| {
        let head = reading.head(*phrase, ontology);
        entry
            .objects
            .binary_search_by(|object| (**object).cmp(head))
            .is_ok()
    };
    for slot in &entry.recipient {
        let found: Vec<usize> = match slot {
            // "shot down a plane": what stands behind the particle is the object.
            Slot::Object if clause.objects.is_empty() && !entry.rest.is_empty() => {
                let particle = entry.rest.last().map_or("", |word| word);
                let behind = clause.preps.iter().filter(|(prep, phrase)| {
                    let adjacent = reading.phrase(*phrase).words.start == *prep + 1;
                    reading.words.lower[*prep] == particle && adjacent
                });
                behind.map(|(_, phrase)| *phrase).take(1).collect()
            }
            Slot::Object if entry.objects.is_empty() => clause.objects.clone(),
            Slot::Object => {
                let objects = if clause.passive {
                    &clause.subject
                } else {
                    &clause.objects
                };
                let others: Vec<usize> = objects
                    .iter()
                    .copied()
                    .filter(|phrase| !is_listed(phrase))
                    .collect();
                if others.is_empty() {
                    objects.clone()
                } else {
                    others
                }
            }
            Slot::Prep(word) => {
                let mut found: Vec<usize> = clause
                    .preps
                    .iter()
                    .filter(|(prep, phrase)| {
                        reading.words.lower[*prep] == **word && !is_listed(phrase)
                    })
                    .map(|(_, phrase)| *phrase)
                    .collect();
                if &**word == "of" && found.is_empty() {
                    let objects = if clause.passive {
                        &clause.subject
                    } else {
                        &clause.objects
                    };
                    found.extend(
                        objects
                            .iter()
                            .filter_map(|phrase| reading.phrase(*phrase).of),
                    );
                }
                // "ask Iran for help": a phrase behind the particle of the verb is governed by it.
                found
            }
        };
        if !found.is_empty() {
            return whole(reading, found);
        }
    }
    Vec::new()
}

fn of_infinitive(reading: &Reading<'_>, idx: usize) -> Vec<Argument> {
    let clause = &reading.clauses[idx];
    if !clause.objects.is_empty() {
        return whole(reading, clause.objects.iter().copied());
    }
    let against = clause.preps.iter().filter(|(prep, _)| {
        matches!(
            reading.words.lower[*prep].as_str(),
            "with" | "to" | "from" | "against" | "on" | "for"
        )
    });
    whole(reading, against.map(|(_, phrase)| *phrase).take(1))
}

fn of_noun(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    noun: &Noun,
    clause: Option<usize>,
    entry: &Trigger,
) -> Arguments {
    let mut arguments = Arguments::default();
    let following = reading.following(noun.phrase);
    let behind = |word: &str| -> Vec<usize> {
        following
            .iter()
            .filter(|(prep, _)| reading.words.lower[*prep] == word)
            .map(|(_, phrase)| *phrase)
            .collect()
    };
    for slot in &entry.recipient {
        if let Slot::Prep(word) = slot
            && arguments.recipients.is_empty()
        {
            arguments.recipients = whole(reading, behind(word));
            if &**word == "between" {
                // Both sides of "talks between" act.
                arguments.actors = std::mem::take(&mut arguments.recipients);
            }
        }
    }
    if arguments.actors.is_empty() {
        arguments.actors = whole(reading, behind("by"));
    }
    if let (Some(clause), Some(role)) = (clause, found.light) {
        governed(reading, clause, role, entry, &mut arguments);
    }
    let of = if entry.is_patient() {
        Vec::new()
    } else {
        behind("of")
    };
    let inner = reading.phrase(noun.phrase).words.start..noun.words.start;
    modifiers(reading, ontology, noun, &inner, entry, &mut arguments);
    if arguments.actors.is_empty() {
        arguments.actors = whole(reading, of);
    }
    arguments
}

/// Participants that the light verb adds.
fn governed(
    reading: &Reading<'_>,
    idx: usize,
    role: LightRole,
    entry: &Trigger,
    arguments: &mut Arguments,
) {
    let clause = &reading.clauses[idx];
    let subject = || whole(reading, clause.subject.iter().copied());
    match role {
        LightRole::Do | LightRole::Plan => {
            if arguments.actors.is_empty() {
                arguments.actors = if clause.passive {
                    whole(reading, reading.agents(idx))
                } else {
                    subject()
                };
            }
            if arguments.recipients.is_empty() {
                let prep = entry.recipient.iter().find_map(|slot| match slot {
                    Slot::Prep(word) => {
                        let found: Vec<usize> = clause
                            .preps
                            .iter()
                            .filter(|(prep, _)| reading.words.lower[*prep] == **word)
                            .map(|(_, phrase)| *phrase)
                            .collect();
                        (!found.is_empty()).then_some(found)
                    }
                    Slot::Object => None,
                });
                arguments.recipients = whole(reading, prep.unwrap_or_default());
            }
        }
        LightRole::Suffer => {
            if arguments.recipients.is_empty() && !clause.passive {
                arguments.recipients = subject();
            }
            if arguments.actors.is_empty() {
                let from = clause.preps.iter().filter(|(prep, _)| {
                    matches!(reading.words.lower[*prep].as_str(), "by" | "from")
                });
                arguments.actors = whole(reading, from.map(|(_, phrase)| *phrase));
            }
        }
        LightRole::Stop => {}
    }
}

/// Participants inside the noun's own phrase: "Iran's", "the US", "anti-Israeli".
fn modifiers(
    reading: &Reading<'_>,
    ontology: &Ontology,
    noun: &Noun,
    inner: &Range<usize>,
    entry: &Trigger,
    arguments: &mut Arguments,
) {
    let phrase = noun.phrase;
    let words = &reading.words;
    if let Some(anti) = inner.clone().find(|idx| words.lower[*idx] == "anti")
        && arguments.recipients.is_empty()
        && anti + 2 < inner.end
    {
        arguments.recipients = vec![Argument {
            phrase,
            words: anti + 2..inner.end,
        }];
        return;
    }
    let possessor = inner.clone().find(|idx| words.tags[*idx] == Tag::Poss);
    if let Some(end) = possessor
        && end > inner.start
    {
        let owner = Argument {
            phrase,
            words: inner.start..end,
        };
        // "Mora's killing" tells who died, "Ruritania's killing of Mora" who killed; a country kills, it is not killed.
        let suffers = entry.is_patient()
            && arguments.recipients.is_empty()
            && !owner
                .words
                .clone()
                .any(|idx| is_country(reading, ontology, idx));
        let side = if suffers {
            &mut arguments.recipients
        } else {
            &mut arguments.actors
        };
        if side.is_empty() {
            side.push(owner);
        }
    }
    let start = possessor.map_or(inner.start, |idx| idx + 1);
    let plain = start..inner.end;
    if plain.is_empty() {
        return;
    }
    let person = plain.clone().any(|idx| words.tags[idx] == Tag::Name)
        && !plain.clone().any(|idx| is_country(reading, ontology, idx));
    let target = plain.clone().any(|idx| {
        ontology
            .head(ontology.noun(&words.lower[idx]))
            .is_some_and(|head| matches!(head.kind, HeadKind::Facility))
    });
    let modifier = Argument {
        phrase,
        words: plain,
    };
    if (person && entry.is_patient() || target) && arguments.recipients.is_empty() {
        arguments.recipients.push(modifier);
    } else if arguments.actors.is_empty() {
        arguments.actors.push(modifier);
    }
}

fn is_country(reading: &Reading<'_>, ontology: &Ontology, idx: usize) -> bool {
    reading.words.tags[idx] == Tag::Norp || reading.country(idx, ontology).is_some()
}

/// Whole phrases as arguments.
pub(crate) fn whole(
    reading: &Reading<'_>,
    phrases: impl IntoIterator<Item = usize>,
) -> Vec<Argument> {
    phrases
        .into_iter()
        .filter(|phrase| !reading.phrase(*phrase).time)
        .map(|phrase| Argument {
            phrase,
            words: reading.phrase(phrase).words.clone(),
        })
        .collect()
}

/// Who did what a noun stands for, where a passive participle behind it says so: "rockets fired by the rebels".
pub(crate) fn makers(reading: &Reading<'_>, phrase: usize) -> Vec<usize> {
    reading
        .clauses
        .iter()
        .enumerate()
        .filter(|(idx, clause)| {
            clause.passive
                && reading.chunks.groups[*idx].mood == Mood::Reduced
                && clause.subject.contains(&phrase)
        })
        .flat_map(|(idx, _)| reading.agents(idx))
        .collect()
}
