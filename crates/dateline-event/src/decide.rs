//! Decides which entry of a trigger holds, and with it type, mode and contexts.
//!
//! In: the entries that fit a trigger's words, its participants and its clause. Out: a [`Decision`], or nothing
//! where no entry has what it needs. This is the place where a model's scores can take over.

use std::borrow::Cow;

use dateline_data::{HeadKind, Need, Ontology, Trigger};
use dateline_schema::{EventType, QuadClass, Status};

use crate::argument::{self, Argument, Arguments};
use crate::party::{Cast, Resolved};
use crate::sentence::Reading;
use crate::trigger::{self, Found};

/// What a trigger tells, with its participants.
#[derive(Clone, Debug)]
pub(crate) struct Decision<'o> {
    pub(crate) entry: &'o Trigger,
    pub(crate) kind: EventType,
    pub(crate) mode: Option<Cow<'static, str>>,
    pub(crate) contexts: Vec<Cow<'static, str>>,
    pub(crate) arguments: Arguments,
    pub(crate) actors: Vec<Resolved>,
    pub(crate) recipients: Vec<Resolved>,
}

/// The first entry that has what it needs.
pub(crate) fn decide<'o>(
    reading: &Reading<'_>,
    ontology: &Ontology,
    cast: &Cast<'_>,
    found: &Found<'o>,
) -> Option<Decision<'o>> {
    found.entries.iter().find_map(|entry| {
        let arguments = argument::find(reading, ontology, found, entry);
        let resolve = |list: &[Argument]| -> Vec<Resolved> {
            list.iter()
                .filter_map(|argument| cast.resolve(reading, ontology, argument))
                .collect()
        };
        let (mut actors, mut recipients) =
            (resolve(&arguments.actors), resolve(&arguments.recipients));
        for actor in &mut actors {
            cast.name_country(reading, actor);
        }
        // "ordered his batteries to fire": what belongs to the actor is no other side.
        let addressed = !recipients.is_empty();
        recipients.retain(|recipient| !is_same(recipient, &actors));
        if addressed && recipients.is_empty() && needs_another(entry.kind) {
            return None;
        }
        let decision = Decision {
            entry,
            kind: entry.kind,
            mode: entry
                .mode
                .as_deref()
                .map(|mode| Cow::Owned(mode.to_owned())),
            contexts: entry
                .contexts
                .iter()
                .map(|context| Cow::Owned(context.to_string()))
                .collect(),
            arguments,
            actors,
            recipients,
        };
        meets_need(reading, ontology, found, &decision).then_some(decision)
    })
}

/// Whether nobody does it to himself.
fn needs_another(kind: EventType) -> bool {
    !matches!(
        kind,
        EventType::Retreat | EventType::Mobilize | EventType::Protest | EventType::Concede
    )
}

fn is_same(resolved: &Resolved, others: &[Resolved]) -> bool {
    let actor = resolved.party.actor;
    actor.is_some() && others.iter().any(|other| other.party.actor == actor)
}

impl Decision<'_> {
    /// Changes type and mode by who acts, with what, and by whether it is still to come.
    pub(crate) fn refine(
        &mut self,
        reading: &Reading<'_>,
        ontology: &Ontology,
        found: &Found<'_>,
        status: Status,
    ) {
        let crowd = self.arguments.actors.iter().any(|argument| {
            let head = reading.head(argument.phrase, ontology);
            ontology.is_in("protest", head) && head.starts_with(['p', 'd', 'r', 'm', 'c'])
        });
        match self.kind {
            EventType::Assault if crowd => {
                self.kind = EventType::Protest;
                self.mode = Some(Cow::Borrowed("riot"));
                self.contexts.clear();
            }
            EventType::Assault => {
                if let Some(mode) = self.weapon(reading, ontology, found) {
                    self.mode = Some(Cow::Owned(mode));
                }
            }
            EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid
                if status == Status::Planned =>
            {
                // The manual: cooperation still to come is an agreement.
                self.kind = EventType::Agree;
                self.mode = None;
            }
            EventType::Retreat if status == Status::Planned => {
                self.kind = EventType::Concede;
                self.mode = None;
            }
            _ => {}
        }
        if self.kind == EventType::Concede || self.kind == EventType::Agree {
            self.mode = None;
        }
    }

    /// The mode that a weapon in the clause tells, if the entry leaves it open.
    fn weapon(
        &self,
        reading: &Reading<'_>,
        ontology: &Ontology,
        found: &Found<'_>,
    ) -> Option<String> {
        if !matches!(self.mode.as_deref(), None | Some("targeted")) {
            return None;
        }
        let mut modes: Vec<&str> = Vec::new();
        let (start, end) = extent(reading, found);
        for idx in start..end.min(reading.words.len()) {
            let word = ontology.noun(&reading.words.lower[idx]);
            modes.extend(ontology.weapon(word));
        }
        let precise = ["drone", "suicide-attack", "unconventional"];
        let best = precise
            .into_iter()
            .find(|mode| modes.contains(mode))
            .or_else(|| modes.first().copied())?;
        let targeted = self.mode.is_some() && best != "drone";
        (!targeted).then(|| best.to_owned())
    }
}

/// The words that a trigger shares its clause with.
fn extent(reading: &Reading<'_>, found: &Found<'_>) -> (usize, usize) {
    let (mut start, mut end) = (found.words.start, found.words.end);
    if let Some(noun) = &found.noun {
        start = start.min(reading.phrase(noun.phrase).words.start);
    }
    if let Some(clause) = found.clause {
        let clause = &reading.clauses[clause];
        let phrases = clause
            .subject
            .iter()
            .chain(&clause.objects)
            .chain(clause.preps.iter().map(|(_, phrase)| phrase));
        for phrase in phrases {
            let words = &reading.phrase(*phrase).words;
            // A subject shared over a long way is not searched in between.
            const REACH: usize = 25;
            if words.start + REACH > found.words.start {
                start = start.min(words.start);
            }
            end = end.max(words.end);
        }
    }
    (start, end)
}

/// Whether the words that an entry needs are there, whoever takes part.
pub(crate) fn has_words(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    need: Need,
    arguments: &Arguments,
) -> bool {
    let (start, end) = extent(reading, found);
    let around = || (start..end.min(reading.words.len())).filter(|idx| !found.words.contains(idx));
    match need {
        Need::Class(class @ ("cbrn" | "missile" | "aircraft")) => (start
            ..end.min(reading.words.len()))
            .any(|idx| ontology.is_in(class, ontology.noun(&reading.words.lower[idx]))),
        Need::Class(class) => arguments
            .actors
            .iter()
            .map(|argument| argument.phrase)
            .chain(found.noun.as_ref().map(|noun| noun.phrase))
            .any(|phrase| mentions(reading, ontology, phrase, class)),
        Need::Weaponish => around().any(|idx| {
            let word = ontology.noun(&reading.words.lower[idx]);
            ontology.is_in("weapons", word) || ontology.is_in("armed", word)
        }),
        Need::Human => arguments.recipients.iter().any(|argument| {
            let head = ontology.head(reading.head(argument.phrase, ontology));
            !head.is_some_and(|head| matches!(head.kind, HeadKind::Proxy | HeadKind::Facility))
        }),
        _ => true,
    }
}

fn meets_need(
    reading: &Reading<'_>,
    ontology: &Ontology,
    found: &Found<'_>,
    decision: &Decision<'_>,
) -> bool {
    let (actors, recipients) = (&decision.actors, &decision.recipients);
    let someone = !actors.is_empty() || !recipients.is_empty();
    let words = || {
        has_words(
            reading,
            ontology,
            found,
            decision.entry.need,
            &decision.arguments,
        )
    };
    match decision.entry.need {
        Need::Either => someone,
        Need::Actor => !actors.is_empty(),
        Need::Recipient => !recipients.is_empty(),
        Need::Both => !actors.is_empty() && !recipients.is_empty(),
        Need::Human => recipients.iter().any(|resolved| {
            resolved.human && !matches!(resolved.head, Some(HeadKind::Proxy | HeadKind::Facility))
        }),
        Need::Party => recipients.iter().any(|resolved| {
            !resolved.party.codes.is_empty() && !matches!(resolved.head, Some(HeadKind::Proxy))
        }),
        Need::With => {
            clause_preps(reading, found).any(|(prep, _)| reading.words.lower[prep] == "with")
        }
        Need::Thing => found.clause.is_some_and(|clause| {
            let clause = &reading.clauses[clause];
            clause.passive || !clause.objects.is_empty()
        }),
        Need::Weaponish => {
            let facility = !actors.is_empty()
                && recipients
                    .iter()
                    .any(|resolved| matches!(resolved.head, Some(HeadKind::Facility)));
            // A missile that strikes something is told of, though nobody says whose that is.
            let fired = actors
                .iter()
                .any(|resolved| resolved.head == Some(HeadKind::Instrument));
            let hits = found
                .clause
                .is_some_and(|clause| !reading.clauses[clause].objects.is_empty());
            (!recipients.is_empty() && (facility || words())) || (fired && hits)
        }
        Need::Class(_) => words(),
        Need::Infinitive => cooperates(reading, ontology, found),
    }
}

/// Whether a word of the phrase, or the head of what follows its "of", belongs to a class.
fn mentions(reading: &Reading<'_>, ontology: &Ontology, phrase: usize, class: &str) -> bool {
    let inside = reading
        .phrase(phrase)
        .words
        .clone()
        .any(|idx| ontology.is_in(class, ontology.noun(&reading.words.lower[idx])));
    inside
        || reading
            .phrase(phrase)
            .of
            .is_some_and(|of| ontology.is_in(class, reading.head(of, ontology)))
}

fn clause_preps<'a>(
    reading: &'a Reading<'_>,
    found: &Found<'_>,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    found
        .clause
        .into_iter()
        .flat_map(|clause| reading.clauses[clause].preps.iter().copied())
}

/// Whether the infinitive behind the verb tells cooperation.
fn cooperates(reading: &Reading<'_>, ontology: &Ontology, found: &Found<'_>) -> bool {
    let Some(infinitive) = found
        .clause
        .and_then(|clause| reading.clauses[clause].infinitive)
    else {
        return false;
    };
    let told = trigger::entries(reading, ontology, infinitive);
    told.first().is_some_and(|entry| {
        matches!(
            entry.kind.quad(),
            QuadClass::VerbalCooperation | QuadClass::MaterialCooperation
        )
    })
}
