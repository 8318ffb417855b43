//! Words around a statement: what sort of statement a verb makes, and the closed classes that circumstances are told by.
//!
//! In: the tables under `data/statement/`, and two that other stages read too: the words of naming of `data/parse/` and the
//! outlets of `data/article/`. Out: [`Cues`], whose lookups take lower-case words, of verbs the dictionary
//! form. A verb that stands there twice is refused.

use std::collections::{HashMap, HashSet};

use crate::{Error, Table};

/// What sort of statement a cue makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // Each class is named by its head verb.
pub enum CueClass {
    Say,
    Ask,
    Order,
    Promise,
    Threaten,
    Deny,
    Accuse,
    Believe,
    Want,
    Show,
    /// Learning what others say, so that the subject is the one who is told: "the court heard".
    Hear,
    /// Doing something by words, without reporting them: "endorse", "vote".
    Express,
}

impl CueClass {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "say" => Self::Say,
            "ask" => Self::Ask,
            "order" => Self::Order,
            "promise" => Self::Promise,
            "threaten" => Self::Threaten,
            "deny" => Self::Deny,
            "accuse" => Self::Accuse,
            "believe" => Self::Believe,
            "want" => Self::Want,
            "show" => Self::Show,
            "hear" => Self::Hear,
            "express" => Self::Express,
            _ => return None,
        })
    }

    /// Whether such a cue reports words, as against beliefs, wishes and findings.
    #[must_use]
    pub fn is_speech(self) -> bool {
        !matches!(
            self,
            Self::Believe | Self::Want | Self::Show | Self::Express
        )
    }
}

/// A verb that can be a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbCue {
    /// What sort of statement it makes.
    pub class: CueClass,
    /// Whether its object is the one who is spoken to: "told X that".
    pub takes_addressee: bool,
}

/// The closed classes that a word belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)*) => {
        impl Classes {
            const NAMES: &[&str] = &[$($name),*];
            classes!(@each 0u64, $($(#[$doc])* $constant,)*);
        }
    };
    (@each $bit:expr, $(#[$doc:meta])* $constant:ident, $($rest:tt)*) => {
        $(#[$doc])*
        pub const $constant: Self = Self(1 << ($bit));
        classes!(@each $bit + 1, $($rest)*);
    };
    (@each $bit:expr,) => {};
}

classes! {
    /// Modal verbs and conjunctions that make what follows unreal: "would", "if".
    UNREAL = "unreal",
    /// "not", "never" and the like.
    NEGATION = "negation",
    /// Adverbs that do not end in "-ly".
    ADVERB = "adverb",
    /// Articles and demonstratives.
    DETERMINER = "determiner",
    /// Prepositions.
    PREPOSITION = "preposition",
    /// Conjunctions that open a clause.
    SUBORDINATOR = "subordinator",
    /// "and", "or", "but".
    COORDINATOR = "coordinator",
    /// Pronouns that can only be objects.
    OBJECT = "object",
    /// Relative pronouns.
    RELATIVE = "relative",
    /// Words that open an indirect question.
    QUESTION = "question",
    /// Days, months and other words that date a saying.
    TIME = "time",
    /// Adverbs that attribute without naming anybody: "reportedly".
    HEARSAY = "hearsay",
    /// Nouns for what carries words: "interview", "statement".
    MEDIUM = "medium",
    /// Nouns for where things are said: "ceremony", "rally".
    OCCASION = "occasion",
    /// Nouns at which an outlet is known: "newspaper", "agency".
    OUTLET = "outlet",
    /// Platforms on which people speak for themselves.
    PLATFORM = "platform",
    /// Words with which the names of newspapers end: "Courier", "Times".
    MASTHEAD = "masthead",
    /// Words with which the names of newspapers and stations begin: "Diario", "Radio".
    MASTHEAD_FIRST = "masthead-first",
    /// Nouns for who asks and writes for an outlet.
    REPORTER = "reporter",
    /// Words before the name that somebody without one is told to have: "a man named X", "who calls himself X".
    NAMING = "naming",
    /// What one declines to do who says nothing: "comment".
    SILENT = "silent",
    /// Nouns for a body that hears: "parliament", "court".
    BODY = "body",
    /// Verbs by which one outlet carries the words of another: "quoted", "carried".
    CARRIED = "carried",
    /// Nouns for outlets that are known as such without a name: "the radio", "a newspaper".
    BROADCAST = "broadcast",
    /// Nouns for who or what an outlet cites: "diplomat", "document".
    INFORMANT = "informant",
    /// Nouns for who speaks for another: "lawyer", "interpreter".
    MOUTHPIECE = "mouthpiece",
    /// What is heard or seen behind "to" and is nobody who is told: "to laughter".
    REACTION = "reaction",
    /// Verbs of turning to somebody, which come before what is said to him: "greet", "phone".
    CONTACT = "contact",
    /// Verbs of speech whose hearer stands behind "at": "shout".
    SHOUT = "shout",
    /// Verbs of speech whose hearer stands behind "with": "joke".
    SHARE = "share",
    /// Participles of speaking to somebody: "speaking", "writing".
    SPEAKING = "speaking",
    /// Participles of answering somebody: "replying".
    ANSWERING = "answering",
    /// Verbs with which somebody answers another, in the dictionary form: "reply".
    RETORT = "retort",
    /// Nouns for an answer: "reply".
    ANSWER = "answer",
    /// Participles of words that are sent to somebody: "addressed", "emailed".
    SENT = "sent",
    /// Participles by which somebody hands on the words of another: "issued", "read".
    ISSUED = "issued",
    /// Participles of a document that an outlet has before it: "seen", "obtained".
    SEEN = "seen",
    /// Nouns with which the names of bodies end that are told things and publish none: "Union", "Trust".
    INSTITUTION = "institution",
    /// Nouns for who sends news to others, which stand in its name: "agency".
    AGENCY = "agency",
    /// Verbs of writing for a paper, in the dictionary form.
    WRITE = "write",
    /// Verbs of giving the words of another, in the dictionary form.
    QUOTE = "quote",
    /// Nouns for what somebody says of others: "claim".
    CLAIM = "claim",
    /// Verbs whose passive tells what is said by nobody in particular, in the dictionary form: "understand".
    RUMOUR = "rumour",
    /// Parts of platforms: "Stories".
    FEED = "feed",
    /// Verbs for two who talk to each other, in the dictionary form: "interview".
    TALK = "talk",
    /// Pronouns for who speaks himself.
    FIRST_PERSON = "first-person",
}

impl Classes {
    /// Whether the word belongs to any of these.
    #[must_use]
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Words that make a statement.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: HashMap<Box<str>, VerbCue>,
    /// What a verb makes with a particle.
    frames: HashMap<Box<str>, Vec<(Box<str>, CueClass)>>,
    classes: HashMap<Box<str>, Classes>,
    /// The phrases by which a source is hidden, by their first word.
    hiding: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
    /// The names of outlets of which the article stage knows.
    outlets: HashSet<Box<str>>,
}

const VERBS: &[&str] = &["lemma", "class", "addressee"];
const FRAMES: &[&str] = &["lemma", "particle", "class"];
const HIDING: &[&str] = &["phrase"];
const WORDS: &[&str] = &["class", "words"];
const OUTLETS: &[&str] = &["name", "aliases", "domains", "country", "kind"];

impl Cues {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/statement/`, `data/parse/naming.tsv` or `data/article/outlets.tsv` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let mut cues = Self::read(
            include_str!("../../../data/statement/verbs.tsv"),
            include_str!("../../../data/statement/frames.tsv"),
            include_str!("../../../data/statement/hiding.tsv"),
            include_str!("../../../data/statement/words.tsv"),
        )?;
        // Coreference reads by the same list.
        let (file, text) = (
            "data/parse/naming.tsv",
            include_str!("../../../data/parse/naming.tsv"),
        );
        for row in Table::read(file, text, &["word"])?.rows() {
            cues.classes.entry(row.get(0).into()).or_default().0 |= Classes::NAMING.0;
        }
        let (file, text) = (
            "data/article/outlets.tsv",
            include_str!("../../../data/article/outlets.tsv"),
        );
        for row in Table::read(file, text, OUTLETS)?.rows() {
            let names = std::iter::once(row.get(0)).chain(row.list(1));
            cues.outlets.extend(names.map(Into::into));
        }
        Ok(cues)
    }

    /// Reads tables of the same form as `verbs.tsv`, `frames.tsv`, `hiding.tsv` and `words.tsv`.
    ///
    /// # Errors
    /// If one is malformed, or if two rows claim the same verb.
    pub fn read(verbs: &str, frames: &str, hiding: &str, words: &str) -> Result<Self, Error> {
        let mut cues = Self::default();
        cues.read_verbs(&Table::read("data/statement/verbs.tsv", verbs, VERBS)?)?;
        cues.read_frames(&Table::read("data/statement/frames.tsv", frames, FRAMES)?)?;
        cues.read_hiding(&Table::read("data/statement/hiding.tsv", hiding, HIDING)?);
        cues.read_words(&Table::read("data/statement/words.tsv", words, WORDS)?)?;
        Ok(cues)
    }

    /// The verb with this dictionary form.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<&VerbCue> {
        self.verbs.get(lemma)
    }

    /// What sort of statement the verb makes with a particle: "call" with "for" is an order.
    #[must_use]
    pub fn frame(&self, lemma: &str, particle: &str) -> Option<CueClass> {
        let frames = self.frames.get(lemma)?;
        let (_, class) = frames.iter().find(|(word, _)| **word == *particle)?;
        Some(*class)
    }

    /// The phrases by which a source is hidden that begin with a lower-case word, the longest first.
    #[must_use]
    pub fn hiding(&self, first: &str) -> &[Vec<Box<str>>] {
        self.hiding.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whether just these words name an outlet: "PTI".
    #[must_use]
    pub fn is_outlet(&self, name: &str) -> bool {
        self.outlets.contains(name)
    }

    /// The closed classes of a lower-case word.
    #[must_use]
    pub fn classes(&self, word: &str) -> Classes {
        self.classes.get(word).copied().unwrap_or_default()
    }

    fn read_verbs(&mut self, table: &Table<'_>) -> Result<(), Error> {
        for row in table.rows() {
            let class = CueClass::from_name(row.get(1))
                .ok_or_else(|| row.error(format!("no such class: {:?}", row.get(1))))?;
            let takes_addressee = match row.get(2) {
                "yes" => true,
                "no" => false,
                other => return Err(row.error(format!("neither yes nor no: {other:?}"))),
            };
            let verb = VerbCue {
                class,
                takes_addressee,
            };
            if self.verbs.insert(row.get(0).into(), verb).is_some() {
                return Err(row.error(format!("{:?} stands there twice", row.get(0))));
            }
        }
        Ok(())
    }

    fn read_frames(&mut self, table: &Table<'_>) -> Result<(), Error> {
        for row in table.rows() {
            let class = CueClass::from_name(row.get(2))
                .ok_or_else(|| row.error(format!("no such class: {:?}", row.get(2))))?;
            let frames = self.frames.entry(row.get(0).into()).or_default();
            if frames.iter().any(|(particle, _)| **particle == *row.get(1)) {
                return Err(row.error(format!("{:?} stands there twice", row.get(0))));
            }
            frames.push((row.get(1).into(), class));
        }
        Ok(())
    }

    fn read_hiding(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let words: Vec<Box<str>> = row.get(0).split(' ').map(Into::into).collect();
            let phrases = self.hiding.entry(words[0].clone()).or_default();
            phrases.push(words);
            phrases.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
    }

    fn read_words(&mut self, table: &Table<'_>) -> Result<(), Error> {
        for row in table.rows() {
            let bit = Classes::NAMES
                .iter()
                .position(|name| *name == row.get(0))
                .ok_or_else(|| row.error(format!("no such class: {:?}", row.get(0))))?;
            for word in row.list(1) {
                self.classes.entry(word.into()).or_default().0 |= 1u64 << bit;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_FRAMES: &str = "lemma\tparticle\tclass\n";
    const NO_WORDS: &str = "class\twords\n";

    fn verbs(rows: &str) -> Result<Cues, Error> {
        Cues::read(
            &format!("lemma\tclass\taddressee\n{rows}"),
            NO_FRAMES,
            "phrase\n",
            NO_WORDS,
        )
    }

    #[test]
    fn the_files_that_come_with_the_source_are_well_formed() {
        let cues = Cues::builtin().unwrap();
        let tell = cues.verb("tell").unwrap();
        assert!(tell.takes_addressee && tell.class == CueClass::Say);
        assert!(cues.classes("who").any(Classes::RELATIVE));
        assert_eq!(cues.frame("call", "for"), Some(CueClass::Order));
        assert_eq!(cues.frame("call", "about"), None);
        assert!(!cues.classes("table").any(Classes::RELATIVE));
    }

    #[test]
    fn refuses_a_verb_twice_and_an_unknown_class() {
        let twice = "say\tsay\tno\nsay\task\tno\n";
        assert_eq!(
            verbs(twice).unwrap_err().to_string(),
            r#"data/statement/verbs.tsv:3: "say" stands there twice"#
        );
        assert_eq!(
            verbs("say\tsey\tno\n").unwrap_err().to_string(),
            r#"data/statement/verbs.tsv:2: no such class: "sey""#
        );
    }
}
