//! PLOVER's types and modes, and the words that tell them.
//!
//! In: the tables under `data/event/`. Out: an [`Ontology`] that answers which verbs, nouns and classes a word
//! belongs to. A table that names an unknown type, mode, class, need or code is refused.

mod classes;
mod inflect;
mod trigger;
mod wording;

use std::collections::{HashMap, HashSet};

use dateline_schema::{Code, EventType, Status};

use self::classes::Classes;
pub use self::classes::{Head, HeadKind};
pub use self::inflect::VerbForm;
use self::inflect::{Irregular, with_s};
use self::trigger::Triggers;
pub use self::trigger::{Need, Slot, Trigger, TriggerPos};
pub use self::wording::StatusPlace;
use self::wording::Wording;
use crate::{Error, ErrorKind, Table};

/// One reading of a word as a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbReading {
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Which form the word is.
    pub form: VerbForm,
}

/// What a verb does with an event that its object names: "carried out an attack".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LightRole {
    /// Its subject does it.
    Do,
    /// It is done to its subject.
    Suffer,
    /// Its subject keeps it from happening.
    Stop,
    /// Its subject means to do it or wants it done.
    Plan,
}

/// A verb that leaves the telling to its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Light {
    /// The particles behind the verb.
    pub rest: Vec<Box<str>>,
    /// What it does with the event.
    pub role: LightRole,
}

/// How often a time that is tied to an event in one way is the time of the event: `data/event/date-rules.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRule {
    /// How many of those marked by a reader were right.
    pub right: u32,
    /// How many there were.
    pub all: u32,
    /// What ties it, in words.
    pub note: Box<str>,
}

impl DateRule {
    /// The share that is to be expected of others, 0 to 1: one right and one wrong are added to what was counted (Laplace's rule
    /// of succession), so that few cases say little.
    #[must_use]
    pub fn score(&self) -> f32 {
        (self.right as f32 + 1.0) / (self.all as f32 + 2.0)
    }
}

/// Score and code of a type and mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// Conflict–cooperation score, −10 to 10.
    pub score: f32,
    /// CAMEO code.
    pub cameo: Box<str>,
}

/// PLOVER's types and modes, and the words that tell them.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    modes: HashMap<(EventType, Box<str>), Mode>,
    contexts: HashMap<Box<str>, Vec<Box<str>>>,
    triggers: Triggers,
    verbs: HashMap<Box<str>, Vec<VerbReading>>,
    nouns: HashMap<Box<str>, Box<str>>,
    heads: HashMap<Box<str>, Head>,
    classes: Classes,
    light: HashMap<Box<str>, Vec<Light>>,
    reproach: HashSet<Box<str>>,
    control: HashMap<Box<str>, Control>,
    weapons: HashMap<Box<str>, Box<str>>,
    quantities: HashMap<Box<str>, Quantity>,
    figures: HashMap<Box<str>, Box<str>>,
    countries: HashMap<Box<str>, Code>,
    date_rules: HashMap<Box<str>, DateRule>,
    wording: Wording,
}

/// What a verb makes of the infinitive or gerund that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// It happens: "tried to", "began to".
    Real,
    /// It is meant to happen: "plans to".
    Planned,
    /// It is threatened: "threatened to".
    Threatened,
    /// It does not happen: "refused to".
    Negated,
    /// It is wished of somebody or weighed: "urged … to".
    Hypothetical,
    /// Somebody says that it happened: "accused … of".
    Claimed,
    /// Somebody says that it did not: "denied".
    Denied,
}

/// What a word of number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
    /// How it joins with other words of number.
    pub kind: QuantityKind,
}

/// How a word of number joins with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    /// Adds: "twenty five".
    Number,
    /// Multiplies: "two hundred".
    Factor,
    /// Stands alone: "dozens", "several".
    Words,
}

macro_rules! table {
    ($name:literal) => {
        (
            concat!("data/event/", $name),
            include_str!(concat!("../../../data/event/", $name)),
        )
    };
}

impl Ontology {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/event/` is malformed, or names a type, mode, class or code that there is not.
    pub fn builtin() -> Result<Self, Error> {
        let (file, text) = table!("classes.tsv");
        let classes = Classes::read(file, text)?;
        let (file, text) = table!("triggers.tsv");
        let triggers = Triggers::read(file, text, &classes)?;
        let (file, text) = table!("heads.tsv");
        let mut ontology = Self {
            triggers,
            classes,
            heads: classes::read_heads(file, text)?,
            ..Self::default()
        };
        ontology.read_modes(table!("modes.tsv"))?;
        ontology.read_contexts(table!("contexts.tsv"))?;
        ontology.check_triggers()?;
        ontology.read_light(table!("light.tsv"))?;
        let (file, text) = table!("reproach.tsv");
        ontology.reproach = words(file, text, "word")?.into_iter().collect();
        let (file, text) = table!("irregular.tsv");
        let irregular = Irregular::read(file, text)?;
        let (file, text) = table!("verbs.tsv");
        ontology.list_verbs(&words(file, text, "lemma")?, &irregular);
        ontology.list_nouns();
        ontology.read_control(table!("control.tsv"))?;
        let (file, text) = table!("weapons.tsv");
        ontology.weapons = pairs(file, text, ["word", "mode"])?;
        let (file, text) = table!("figures.tsv");
        ontology.figures = pairs(file, text, ["word", "what"])?;
        ontology.read_quantities(table!("quantities.tsv"))?;
        ontology.read_date_rules(table!("date-rules.tsv"))?;
        ontology.wording.read_statuses(table!("status.tsv"))?;
        ontology.wording.read_verbs(table!("verb-classes.tsv"))?;
        ontology.read_countries(
            "data/actor/countries.tsv",
            include_str!("../../../data/actor/countries.tsv"),
        )?;
        Ok(ontology)
    }

    /// Score and CAMEO code of a type and mode; the type's own where the mode has none.
    #[must_use]
    pub fn mode(&self, kind: EventType, mode: Option<&str>) -> Option<&Mode> {
        self.modes
            .get(&(kind, mode.unwrap_or("").into()))
            .or_else(|| self.modes.get(&(kind, "".into())))
    }

    /// The readings of a word, in lower case, as a verb.
    #[must_use]
    pub fn verb(&self, word: &str) -> &[VerbReading] {
        self.verbs.get(word).map_or(&[], Vec::as_slice)
    }

    /// The singular of a listed noun; other words are their own.
    #[must_use]
    pub fn noun<'a>(&'a self, word: &'a str) -> &'a str {
        self.nouns.get(word).map_or(word, |lemma| lemma)
    }

    /// Whether the word, in lower case, is a listed noun in the singular or plural.
    #[must_use]
    pub fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains_key(word)
    }

    /// The entries that begin with this lemma, the most specific first.
    #[must_use]
    pub fn triggers(&self, pos: TriggerPos, lemma: &str) -> &[Trigger] {
        self.triggers.starting_with(pos, lemma)
    }

    /// What a noun, in the singular, says of the phrase that it heads.
    #[must_use]
    pub fn head(&self, noun: &str) -> Option<&Head> {
        self.heads.get(noun)
    }

    /// Whether a lemma belongs to a class of `classes.tsv`.
    #[must_use]
    pub fn is_in(&self, class: &str, lemma: &str) -> bool {
        self.classes.contains(class, lemma)
    }

    /// The light verbs that begin with this lemma, those with particles first.
    #[must_use]
    pub fn light(&self, lemma: &str) -> &[Light] {
        self.light.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether the word, in lower case, reproaches somebody: "cowardly", "illegal".
    #[must_use]
    pub fn reproaches(&self, word: &str) -> bool {
        self.reproach.contains(word)
    }

    /// The contexts that a lemma tells of its sentence.
    #[must_use]
    pub fn contexts(&self, lemma: &str) -> &[Box<str>] {
        self.contexts.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// What a verb makes of the infinitive or gerund behind it.
    #[must_use]
    pub fn control(&self, lemma: &str) -> Option<Control> {
        self.control.get(lemma).copied()
    }

    /// What a word, in lower case, says of the happening at whose noun it stands.
    #[must_use]
    pub fn status(&self, place: StatusPlace, word: &str) -> Option<Status> {
        self.wording.status(place, word)
    }

    /// Whether a verb belongs to a class of `verb-classes.tsv`.
    #[must_use]
    pub fn verb_in(&self, class: &str, lemma: &str) -> bool {
        self.wording.verb_in(class, lemma)
    }

    /// The mode of an assault that a weapon tells.
    #[must_use]
    pub fn weapon(&self, noun: &str) -> Option<&str> {
        self.weapons.get(noun).map(|mode| &**mode)
    }

    /// What a word, in lower case, says of a number.
    #[must_use]
    pub fn quantity(&self, word: &str) -> Option<Quantity> {
        self.quantities.get(word).copied()
    }

    /// What is counted where this lemma stands: `killed` for "kill".
    #[must_use]
    pub fn figure(&self, lemma: &str) -> Option<&str> {
        self.figures.get(lemma).map(|what| &**what)
    }

    /// The code of the country that a word, in lower case, names or belongs to: "iran", "iranian".
    #[must_use]
    pub fn country(&self, word: &str) -> Option<&Code> {
        self.countries.get(word)
    }

    /// How often a time that is tied to an event by this rule is its own.
    #[must_use]
    pub fn date_rule(&self, rule: &str) -> Option<&DateRule> {
        self.date_rules.get(rule)
    }

    fn read_date_rules(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["rule", "right", "all", "note"])?;
        for row in table.rows() {
            let count = |column: usize| {
                let cell = row.get(column);
                cell.parse::<u32>()
                    .map_err(|_| row.error(format!("not a count: {cell:?}")))
            };
            let rule = DateRule {
                right: count(1)?,
                all: count(2)?,
                note: row.get(3).into(),
            };
            if rule.right > rule.all {
                return Err(row.error("more are right than there are"));
            }
            self.date_rules.insert(row.get(0).into(), rule);
        }
        Ok(())
    }

    fn read_control(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["verb", "effect"])?;
        for row in table.rows() {
            let effect = match row.get(1) {
                "real" => Control::Real,
                "planned" => Control::Planned,
                "threatened" => Control::Threatened,
                "negated" => Control::Negated,
                "hypothetical" => Control::Hypothetical,
                "claimed" => Control::Claimed,
                "denied" => Control::Denied,
                other => return Err(row.error(format!("no such effect: {other:?}"))),
            };
            self.control.insert(row.get(0).into(), effect);
        }
        Ok(())
    }

    fn read_quantities(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["word", "low", "high", "kind"])?;
        for row in table.rows() {
            let bound = |column: usize| match row.get(column) {
                "" => Ok(None),
                cell => cell
                    .parse()
                    .map(Some)
                    .map_err(|_| row.error(format!("not a number: {cell:?}"))),
            };
            let kind = match row.get(3) {
                "number" => QuantityKind::Number,
                "factor" => QuantityKind::Factor,
                "words" => QuantityKind::Words,
                other => return Err(row.error(format!("no such kind: {other:?}"))),
            };
            let quantity = Quantity {
                low: bound(1)?,
                high: bound(2)?,
                kind,
            };
            self.quantities.insert(row.get(0).into(), quantity);
        }
        Ok(())
    }

    /// Takes single words only: longer names are the business of whoever finds actors and places.
    fn read_countries(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let columns = ["code", "name", "aliases", "adjectives", "capitals"];
        let table = Table::read(file, text, &columns)?;
        for row in table.rows() {
            let code = Code::new(row.get(0)).map_err(|error| row.error(error.to_string()))?;
            let names = row.list(1).chain(row.list(2)).chain(row.list(3));
            for word in names.filter(|name| !name.contains(' ')) {
                self.countries
                    .entry(word.to_lowercase().into())
                    .or_insert_with(|| code.clone());
            }
        }
        Ok(())
    }

    fn read_modes(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["type", "mode", "score", "cameo"])?;
        for row in table.rows() {
            let kind = EventType::from_name(row.get(0))
                .ok_or_else(|| row.error(format!("no such type: {:?}", row.get(0))))?;
            let score = row
                .get(2)
                .parse::<f32>()
                .ok()
                .filter(|score| (-10.0..=10.0).contains(score))
                .ok_or_else(|| row.error("a score is a number from -10 to 10"))?;
            let cameo = row.get(3);
            if !(3..=4).contains(&cameo.len()) || !cameo.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(row.error(format!("not a CAMEO code: {cameo:?}")));
            }
            let mode = Mode {
                score,
                cameo: cameo.into(),
            };
            if self.modes.insert((kind, row.get(1).into()), mode).is_some() {
                return Err(row.error("this type and mode stand twice"));
            }
        }
        let missing = EventType::ALL
            .into_iter()
            .find(|kind| !self.modes.contains_key(&(*kind, "".into())));
        match missing {
            Some(kind) => {
                let message = format!("{} has no row without a mode", kind.as_str());
                Err(Error::new(ErrorKind::Value, file, 0, message))
            }
            None => Ok(()),
        }
    }

    fn read_contexts(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["context", "words"])?;
        for row in table.rows() {
            // The context itself is listed without words, so that entries may name it.
            self.contexts
                .entry(format!("={}", row.get(0)).into())
                .or_default();
            for word in row.list(1) {
                self.contexts
                    .entry(word.into())
                    .or_default()
                    .push(row.get(0).into());
            }
        }
        Ok(())
    }

    fn check_triggers(&self) -> Result<(), Error> {
        let file = "data/event/triggers.tsv";
        for (kind, mode) in self.triggers.modes() {
            if !self.modes.contains_key(&(kind, mode.unwrap_or("").into())) {
                let message = format!("{} has no mode {mode:?}", kind.as_str());
                return Err(Error::new(ErrorKind::Value, file, 0, message));
            }
        }
        for pos in [TriggerPos::Verb, TriggerPos::Noun] {
            for word in self.triggers.first_words(pos) {
                for entry in self.triggers(pos, word) {
                    let unknown = entry
                        .contexts
                        .iter()
                        .find(|context| !self.contexts.contains_key(&*format!("={context}")));
                    if let Some(context) = unknown {
                        let message = format!("{word:?} names no context: {context:?}");
                        return Err(Error::new(ErrorKind::Value, file, 0, message));
                    }
                }
            }
        }
        Ok(())
    }

    fn read_light(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["verb", "role"])?;
        for row in table.rows() {
            let role = match row.get(1) {
                "do" => LightRole::Do,
                "suffer" => LightRole::Suffer,
                "stop" => LightRole::Stop,
                "plan" => LightRole::Plan,
                other => return Err(row.error(format!("no such role: {other:?}"))),
            };
            let mut parts = row.get(0).split(' ').map(Box::<str>::from);
            if let Some(first) = parts.next() {
                let rest = parts.collect();
                self.light
                    .entry(first)
                    .or_default()
                    .push(Light { rest, role });
            }
        }
        self.light
            .values_mut()
            .for_each(|list| list.sort_by_key(|light| std::cmp::Reverse(light.rest.len())));
        Ok(())
    }

    fn list_verbs(&mut self, others: &[Box<str>], irregular: &Irregular) {
        let mut lemmas: Vec<Box<str>> = self
            .triggers
            .first_words(TriggerPos::Verb)
            .into_iter()
            .map(Into::into)
            .chain(others.iter().cloned())
            .collect();
        lemmas.extend(self.light.keys().cloned());
        lemmas.sort_unstable();
        lemmas.dedup();
        for lemma in lemmas {
            for (form, word) in irregular.verb(&lemma) {
                let readings = self.verbs.entry(word.into()).or_default();
                readings.push(VerbReading {
                    lemma: lemma.clone(),
                    form,
                });
            }
        }
    }

    fn list_nouns(&mut self) {
        let mut nouns: Vec<Box<str>> = self
            .triggers
            .first_words(TriggerPos::Noun)
            .into_iter()
            .chain(self.triggers.compound_words())
            .chain(self.classes.words())
            .map(Into::into)
            .collect();
        nouns.extend(self.heads.keys().cloned());
        nouns.sort_unstable();
        nouns.dedup();
        for noun in nouns {
            self.nouns.insert(with_s(&noun).into(), noun.clone());
        }
        // A word that is itself listed keeps its own form, though it looks like the plural of another.
        let singular: Vec<Box<str>> = self
            .nouns
            .values()
            .filter(|noun| !self.nouns.contains_key(*noun))
            .cloned()
            .collect();
        for noun in singular {
            self.nouns.insert(noun.clone(), noun);
        }
    }
}

fn words(file: &str, text: &str, column: &str) -> Result<Vec<Box<str>>, Error> {
    let table = Table::read(file, text, &[column])?;
    Ok(table.rows().map(|row| row.get(0).into()).collect())
}

fn pairs(file: &str, text: &str, columns: [&str; 2]) -> Result<HashMap<Box<str>, Box<str>>, Error> {
    let table = Table::read(file, text, &columns)?;
    Ok(table
        .rows()
        .map(|row| (row.get(0).into(), row.get(1).into()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_is_sound() {
        let ontology = Ontology::builtin().unwrap();
        assert_eq!(
            ontology
                .mode(EventType::Assault, Some("drone"))
                .unwrap()
                .score,
            -9.5
        );
        assert_eq!(
            &*ontology
                .mode(EventType::Assault, Some("drone"))
                .unwrap()
                .cameo,
            "195"
        );
        assert_eq!(ontology.noun("protesters"), "protester");
        assert!(ontology.is_in("protest", "protester"));
        assert!(
            ontology
                .verb("kidnapped")
                .iter()
                .any(|verb| &*verb.lemma == "kidnap")
        );
    }

    #[test]
    fn the_most_specific_entry_comes_first() {
        let ontology = Ontology::builtin().unwrap();
        let fire = ontology.triggers(TriggerPos::Verb, "fire");
        assert!(!fire[0].objects.is_empty());
        let carry = ontology.triggers(TriggerPos::Noun, "drone");
        assert_eq!(carry[0].mode.as_deref(), Some("drone"));
    }

    #[test]
    fn a_score_out_of_range_is_refused() {
        let mut ontology = Ontology::default();
        let error = ontology
            .read_modes(("modes.tsv", "type\tmode\tscore\tcameo\nAID\t\t11\t070\n"))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "modes.tsv:2: a score is a number from -10 to 10"
        );
    }
}
