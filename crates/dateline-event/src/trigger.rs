//! Finds the words that tell events.
//!
//! In: a [`Reading`] and the lexicon. Out: [`Found`] triggers with the entries that fit their words and objects,
//! the most specific first; which of them holds is decided when the participants are known.

use std::ops::Range;

use dateline_data::{HeadKind, LightRole, Ontology, Trigger, TriggerPos};

use crate::chunk::Mood;
use crate::sentence::{Governor, Reading};

/// A trigger in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found<'o> {
    /// Entries that fit, the most specific first.
    pub(crate) entries: Vec<&'o Trigger>,
    /// The words that tell the event.
    pub(crate) words: Range<usize>,
    /// Its verb group, or that of the verb which governs its noun.
    pub(crate) clause: Option<usize>,
    /// Its noun phrase, where a noun tells it.
    pub(crate) noun: Option<Noun>,
    /// What the verb that governs its noun does with it.
    pub(crate) light: Option<LightRole>,
}

/// A deverbal noun as trigger.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    /// Its phrase.
    pub(crate) phrase: usize,
    /// The trigger's own words in it.
    pub(crate) words: Range<usize>,
}

/// Every trigger of the sentence, in order.
pub(crate) fn find<'o>(reading: &Reading<'_>, ontology: &'o Ontology) -> Vec<Found<'o>> {
    let mut found = Vec::new();
    let mut used = vec![false; reading.chunks.phrases.len()];
    for clause in 0..reading.clauses.len() {
        if !tells_means(reading, ontology, clause)
            && let Some(verb) = verb(reading, ontology, clause, &mut used)
        {
            found.push(verb);
        }
    }
    let governors = reading.governors();
    for phrase in 0..reading.chunks.phrases.len() {
        if !used[phrase]
            && !reading.phrase(phrase).time
            && let Some(noun) = noun(reading, ontology, phrase, governors[phrase])
        {
            found.push(noun);
        }
    }
    found.sort_by_key(|found| (found.words.start, found.words.end));
    found
}

/// Whether a participle only says who used the weapon that another clause names: "hit by rockets fired by".
fn tells_means(reading: &Reading<'_>, ontology: &Ontology, clause: usize) -> bool {
    if reading.chunks.groups[clause].mood != Mood::Reduced {
        return false;
    }
    let subject = &reading.clauses[clause].subject;
    let weapon = |phrase: &usize| {
        let head = ontology.head(reading.head(*phrase, ontology));
        head.is_some_and(|head| head.kind == HeadKind::Instrument)
    };
    subject.iter().any(weapon)
        && reading.clauses.iter().enumerate().any(|(idx, other)| {
            let named = other
                .preps
                .iter()
                .any(|(_, phrase)| subject.contains(phrase));
            idx != clause && (named || other.subject.iter().any(|phrase| subject.contains(phrase)))
        })
}

/// The entries that fit the verb of a clause, the most specific first.
pub(crate) fn entries<'o>(
    reading: &Reading<'_>,
    ontology: &'o Ontology,
    clause: usize,
) -> Vec<&'o Trigger> {
    let mut used = vec![false; reading.chunks.phrases.len()];
    verb(reading, ontology, clause, &mut used).map_or_else(Vec::new, |found| found.entries)
}

fn verb<'o>(
    reading: &Reading<'_>,
    ontology: &'o Ontology,
    clause: usize,
    used: &mut [bool],
) -> Option<Found<'o>> {
    let group = &reading.chunks.groups[clause];
    let lemma = match &*reading.words.verbs[group.main].lemma {
        "" => return None,
        lemma => lemma,
    };
    let mut entries = Vec::new();
    let mut words = group.words.clone();
    for entry in ontology.triggers(TriggerPos::Verb, lemma) {
        let Some(end) = particles(reading, clause, group.main, &entry.rest) else {
            continue;
        };
        if entry.objects.is_empty() {
            entries.push(entry);
        } else if let Some(phrase) = object(reading, ontology, clause, entry) {
            entries.push(entry);
            used[phrase] = true;
            if entries.len() == 1 && reading.phrase(phrase).head >= words.end {
                words.end = reading.phrase(phrase).head + 1;
            }
        }
        if entries.len() == 1 {
            words.end = words.end.max(end);
        }
    }
    (!entries.is_empty()).then_some(Found {
        entries,
        words,
        clause: Some(clause),
        noun: None,
        light: None,
    })
}

/// The end of the particles, if they stand behind the verb or behind its object.
fn particles(
    reading: &Reading<'_>,
    clause: usize,
    main: usize,
    rest: &[Box<str>],
) -> Option<usize> {
    if rest.is_empty() {
        return Some(main + 1);
    }
    let words = &reading.words;
    let stands_at = |start: usize| {
        rest.iter().enumerate().all(|(idx, word)| {
            words
                .lower
                .get(start + idx)
                .is_some_and(|lower| **lower == **word)
        })
    };
    let next = words.after(main)?;
    if stands_at(next) {
        return Some(next + rest.len());
    }
    let object = reading.clauses[clause].objects.first()?;
    let behind = reading.phrase(*object).words.end;
    stands_at(behind).then_some(main + 1)
}

/// The object of the clause that the entry asks for.
fn object(
    reading: &Reading<'_>,
    ontology: &Ontology,
    clause: usize,
    entry: &Trigger,
) -> Option<usize> {
    let parts = &reading.clauses[clause];
    let wanted = |phrase: &usize| {
        let of = reading.phrase(*phrase).of;
        std::iter::once(*phrase)
            .chain(of)
            .find(|phrase| is_object(reading, ontology, *phrase, entry))
    };
    let direct = if parts.passive {
        &parts.subject
    } else {
        &parts.objects
    };
    direct
        .iter()
        .find_map(wanted)
        .or_else(|| {
            let idioms = parts.preps.iter().filter(|(prep, phrase)| {
                let word = reading.words.lower[*prep].as_str();
                // "call up reserves": what stands behind the particle is the object.
                if entry
                    .rest
                    .last()
                    .is_some_and(|particle| **particle == *word)
                {
                    return true;
                }
                // "under arrest", "into custody": without an article the noun belongs to the verb.
                matches!(
                    reading.words.lower[*prep].as_str(),
                    "under" | "into" | "on" | "in" | "with" | "of"
                ) && reading.phrase(*phrase).words.len() <= 2
            });
            idioms.map(|(_, phrase)| phrase).find_map(wanted)
        })
        .filter(|phrase| parts.passive || !parts.subject.contains(phrase))
}

fn is_object(reading: &Reading<'_>, ontology: &Ontology, phrase: usize, entry: &Trigger) -> bool {
    // "a ceasefire effective from Sunday": an adjective behind the noun is no head.
    let words = reading.phrase(phrase).words.start..=reading.phrase(phrase).head;
    let known = words.rev().map(|idx| reading.words.lower[idx].as_str());
    let head = known
        .take(2)
        .find(|word| ontology.is_noun(word))
        .map_or_else(
            || reading.head(phrase, ontology),
            |word| ontology.noun(word),
        );
    let listed = |word: &str| {
        entry
            .objects
            .binary_search_by(|object| (**object).cmp(word))
            .is_ok()
    };
    // "economic sanctions on": the listed noun may be a plural that no table knows.
    listed(head) || head.strip_suffix('s').is_some_and(listed)
}

fn noun<'o>(
    reading: &Reading<'_>,
    ontology: &'o Ontology,
    phrase: usize,
    governor: Option<Governor>,
) -> Option<Found<'o>> {
    let range = reading.phrase(phrase).words.clone();
    let head = reading.phrase(phrase).head;
    let (words, entries) = compound(reading, ontology, range.start, head)?;
    let mut found = Found {
        entries,
        words: words.clone(),
        clause: None,
        noun: Some(Noun { phrase, words }),
        light: None,
    };
    match governor {
        Some(Governor::Object(clause)) if !reading.clauses[clause].passive => {
            govern(reading, ontology, clause, &mut found);
        }
        Some(Governor::Subject(clause)) if reading.clauses[clause].passive => {
            govern(reading, ontology, clause, &mut found);
        }
        _ => {}
    }
    Some(found)
}

/// The longest compound that ends at the head: "drone strike" rather than "strike".
fn compound<'o>(
    reading: &Reading<'_>,
    ontology: &'o Ontology,
    start: usize,
    head: usize,
) -> Option<(Range<usize>, Vec<&'o Trigger>)> {
    // No entry has more words than this.
    const LONGEST: usize = 4;
    let lower = &reading.words.lower;
    for first in head.saturating_sub(LONGEST).max(start)..=head {
        let entries: Vec<&Trigger> = ontology
            .triggers(TriggerPos::Noun, ontology.noun(&lower[first]))
            .iter()
            .filter(|entry| {
                first + entry.rest.len() == head
                    && entry.rest.iter().enumerate().all(|(idx, word)| {
                        let text = &lower[first + 1 + idx];
                        **word == **text || &**word == ontology.noun(text)
                    })
            })
            .collect();
        if !entries.is_empty() {
            return Some((first..head + 1, entries));
        }
    }
    None
}

fn govern(reading: &Reading<'_>, ontology: &Ontology, clause: usize, found: &mut Found<'_>) {
    let group = &reading.chunks.groups[clause];
    let lights = ontology.light(&reading.words.verbs[group.main].lemma);
    let light = lights
        .iter()
        .find(|light| particles(reading, clause, group.main, &light.rest).is_some());
    if let Some(light) = light {
        found.light = Some(light.role);
        found.clause = Some(clause);
        let verb = group.words.clone();
        found.words = verb.start.min(found.words.start)..verb.end.max(found.words.end);
    }
}
