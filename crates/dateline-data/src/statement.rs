//! Words that make a statement: reporting verbs and nouns with the frames they take, and the closed classes
//! that a source and a content are bounded by.
//!
//! In: the tables under `data/statement/`. Out: [`Cues`], whose lookups take lower-case words. A verb's frame
//! is what follows it ("that", a quotation, "of" …), with the share of its uses in which it attributes. Source,
//! cue and content are understood as PARC 3.0 and PolNeAR draw them. A form that two verbs claim is refused.

use std::collections::HashMap;

use crate::{Error, Row, Table};

/// What a verb's complement begins with, or where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // Each preposition stands for itself.
pub enum Complement {
    /// A quotation.
    Quote,
    /// "that" and a clause.
    That,
    /// An indirect question: "whether", "how", "why" …
    Wh,
    /// "to" and an infinitive.
    Infinitive,
    /// A clause without "that", or an object.
    Bare,
    /// An object or a clause without "that", with words in quotation marks.
    Mixed,
    /// Nothing: what is said stands before the cue, or around it.
    Fronted,
    About,
    Against,
    As,
    At,
    By,
    For,
    From,
    In,
    Into,
    Of,
    On,
    Over,
    To,
    With,
}

impl Complement {
    /// Every complement, in the order of the definition.
    pub const ALL: [Self; 21] = [
        Self::Quote,
        Self::That,
        Self::Wh,
        Self::Infinitive,
        Self::Bare,
        Self::Mixed,
        Self::Fronted,
        Self::About,
        Self::Against,
        Self::As,
        Self::At,
        Self::By,
        Self::For,
        Self::From,
        Self::In,
        Self::Into,
        Self::Of,
        Self::On,
        Self::Over,
        Self::To,
        Self::With,
    ];

    /// Its name in the data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::That => "that",
            Self::Wh => "wh",
            Self::Infinitive => "infinitive",
            Self::Bare => "bare",
            Self::Mixed => "mixed",
            Self::Fronted => "fronted",
            Self::About => "about",
            Self::Against => "against",
            Self::As => "as",
            Self::At => "at",
            Self::By => "by",
            Self::For => "for",
            Self::From => "from",
            Self::In => "in",
            Self::Into => "into",
            Self::Of => "of",
            Self::On => "on",
            Self::Over => "over",
            Self::To => "to",
            Self::With => "with",
        }
    }

    /// The complement with this name in the data files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The complement that this preposition opens.
    #[must_use]
    pub fn of_preposition(word: &str) -> Option<Self> {
        Self::ALL[Self::About as usize..]
            .iter()
            .copied()
            .find(|kind| kind.as_str() == word)
    }
}

/// How a verb is used, as far as its frames differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// With a subject who speaks: "said that".
    Active,
    /// With what is said as subject: "is said to", "was described as".
    Passive,
    /// As a participle that leans on another verb: ", saying that".
    Participle,
}

impl Voice {
    /// Its mark before a complement in the data files.
    fn prefix(self) -> &'static str {
        match self {
            Self::Active => "",
            Self::Passive => "be+",
            Self::Participle => "ing+",
        }
    }
}

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

/// The frames of one cue, each with its weight: the share of such uses that make a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frames(Vec<(Voice, Complement, f32)>);

impl Frames {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, Error> {
        let mut frames = Vec::new();
        for part in row.list(column) {
            let (name, weight) = part
                .rsplit_once(':')
                .ok_or_else(|| row.error(format!("a frame without weight: {part:?}")))?;
            let (voice, name) = [Voice::Passive, Voice::Participle]
                .into_iter()
                .find_map(|voice| Some((voice, name.strip_prefix(voice.prefix())?)))
                .unwrap_or((Voice::Active, name));
            let complement = Complement::from_name(name)
                .ok_or_else(|| row.error(format!("no such frame: {name:?}")))?;
            let weight: f32 = weight
                .parse()
                .ok()
                .filter(|weight| (0.0..=1.0).contains(weight))
                .ok_or_else(|| row.error(format!("no weight from 0 to 1: {weight:?}")))?;
            frames.push((voice, complement, weight));
        }
        Ok(Self(frames))
    }

    /// The weight of a frame, or `None` where the cue does not take it.
    #[must_use]
    pub fn weight(&self, voice: Voice, complement: Complement) -> Option<f32> {
        self.0
            .iter()
            .find(|frame| (frame.0, frame.1) == (voice, complement))
            .map(|frame| frame.2)
    }
}

/// A verb that can be a cue.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbCue {
    /// Its dictionary form.
    pub lemma: String,
    /// What sort of statement it makes.
    pub class: CueClass,
    /// Whether its object is the one who is spoken to: "told X that".
    pub takes_addressee: bool,
    /// What it takes.
    pub frames: Frames,
}

/// A noun that can be a cue: "his claim that".
#[derive(Clone, Debug, PartialEq)]
pub struct NounCue {
    /// Its singular.
    pub lemma: String,
    /// What it takes.
    pub frames: Frames,
}

/// Which forms of a verb a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbForms(u8);

#[allow(missing_docs)] // The forms of English grammar.
impl VerbForms {
    pub const BASE: Self = Self(1);
    pub const THIRD: Self = Self(2);
    pub const PAST: Self = Self(4);
    pub const PARTICIPLE: Self = Self(8);
    pub const GERUND: Self = Self(16);

    /// Whether the word can be this form.
    #[must_use]
    pub fn has(self, form: Self) -> bool {
        self.0 & form.0 != 0
    }
}

/// The closed classes that a word belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)*) => {
        impl Classes {
            const NAMES: &[&str] = &[$($name),*];
            classes!(@each 0u32, $($(#[$doc])* $constant,)*);
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
    /// Forms of "be".
    BE = "be",
    /// Forms of "have".
    HAVE = "have",
    /// Forms of "do".
    DO = "do",
    /// Modal verbs.
    MODAL = "modal",
    /// Modal verbs and conjunctions that make what follows unreal: "would", "if".
    UNREAL = "unreal",
    /// "not", "never" and the like.
    NEGATION = "negation",
    /// Adverbs that stand between subject and verb and do not end in "-ly".
    ADVERB = "adverb",
    /// Articles and demonstratives.
    DETERMINER = "determiner",
    /// Possessive pronouns.
    POSSESSIVE = "possessive",
    /// Prepositions.
    PREPOSITION = "preposition",
    /// Conjunctions that open a clause.
    SUBORDINATOR = "subordinator",
    /// "and", "or", "but".
    COORDINATOR = "coordinator",
    /// Pronouns that can be subjects.
    SUBJECT = "subject",
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
    /// Finite verbs that are common and no cues, at which a noun phrase ends.
    FINITE = "finite",
    /// Nouns for what carries words: "interview", "statement".
    MEDIUM = "medium",
    /// Nouns for where things are said: "ceremony", "rally".
    OCCASION = "occasion",
    /// Nouns at which an outlet is known: "newspaper", "agency".
    OUTLET = "outlet",
    /// Platforms on which people speak for themselves.
    PLATFORM = "platform",
    /// Verbs by which one outlet carries the words of another: "quoted", "carried".
    CARRIED = "carried",
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
    verbs: Vec<VerbCue>,
    verb_forms: HashMap<Box<str>, (usize, VerbForms)>,
    nouns: Vec<NounCue>,
    noun_forms: HashMap<Box<str>, usize>,
    classes: HashMap<Box<str>, Classes>,
}

const VERBS: &[&str] = &[
    "lemma",
    "third",
    "past",
    "participle",
    "gerund",
    "class",
    "addressee",
    "frames",
];
const NOUNS: &[&str] = &["lemma", "plural", "frames"];
const WORDS: &[&str] = &["class", "words"];

impl Cues {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/statement/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::read(
            include_str!("../../../data/statement/verbs.tsv"),
            include_str!("../../../data/statement/nouns.tsv"),
            include_str!("../../../data/statement/words.tsv"),
        )
    }

    /// Reads the three tables of the same form as `verbs.tsv`, `nouns.tsv` and `words.tsv`.
    ///
    /// # Errors
    /// If one is malformed, or if two rows claim the same verb form.
    pub fn read(verbs: &str, nouns: &str, words: &str) -> Result<Self, Error> {
        let mut cues = Self::default();
        cues.read_verbs(&Table::read("data/statement/verbs.tsv", verbs, VERBS)?)?;
        cues.read_nouns(&Table::read("data/statement/nouns.tsv", nouns, NOUNS)?)?;
        cues.read_words(&Table::read("data/statement/words.tsv", words, WORDS)?)?;
        Ok(cues)
    }

    /// The verb that a lower-case word is a form of, and which forms it can be.
    #[must_use]
    pub fn verb(&self, word: &str) -> Option<(&VerbCue, VerbForms)> {
        let (verb, forms) = self.verb_forms.get(word)?;
        Some((&self.verbs[*verb], *forms))
    }

    /// The noun that a lower-case word is the singular or plural of.
    #[must_use]
    pub fn noun(&self, word: &str) -> Option<&NounCue> {
        self.noun_forms.get(word).map(|idx| &self.nouns[*idx])
    }

    /// The closed classes of a lower-case word.
    #[must_use]
    pub fn classes(&self, word: &str) -> Classes {
        self.classes.get(word).copied().unwrap_or_default()
    }

    fn read_verbs(&mut self, table: &Table<'_>) -> Result<(), Error> {
        const FORMS: [VerbForms; 5] = [
            VerbForms::BASE,
            VerbForms::THIRD,
            VerbForms::PAST,
            VerbForms::PARTICIPLE,
            VerbForms::GERUND,
        ];
        for row in table.rows() {
            let class = CueClass::from_name(row.get(5))
                .ok_or_else(|| row.error(format!("no such class: {:?}", row.get(5))))?;
            let takes_addressee = match row.get(6) {
                "yes" => true,
                "no" => false,
                other => return Err(row.error(format!("neither yes nor no: {other:?}"))),
            };
            let idx = self.verbs.len();
            self.verbs.push(VerbCue {
                lemma: row.get(0).to_owned(),
                class,
                takes_addressee,
                frames: Frames::read(row, 7)?,
            });
            for (column, form) in FORMS.into_iter().enumerate() {
                for word in row.list(column) {
                    let entry = self
                        .verb_forms
                        .entry(word.into())
                        .or_insert((idx, VerbForms::default()));
                    if entry.0 != idx {
                        let other = &self.verbs[entry.0].lemma;
                        return Err(row.error(format!("{word:?} is already a form of {other:?}")));
                    }
                    entry.1.0 |= form.0;
                }
            }
        }
        Ok(())
    }

    fn read_nouns(&mut self, table: &Table<'_>) -> Result<(), Error> {
        for row in table.rows() {
            for column in 0..2 {
                for word in row.list(column) {
                    self.noun_forms.insert(word.into(), self.nouns.len());
                }
            }
            self.nouns.push(NounCue {
                lemma: row.get(0).to_owned(),
                frames: Frames::read(row, 2)?,
            });
        }
        Ok(())
    }

    fn read_words(&mut self, table: &Table<'_>) -> Result<(), Error> {
        for row in table.rows() {
            let bit = Classes::NAMES
                .iter()
                .position(|name| *name == row.get(0))
                .ok_or_else(|| row.error(format!("no such class: {:?}", row.get(0))))?;
            for word in row.list(1) {
                self.classes.entry(word.into()).or_default().0 |= 1 << bit;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_NOUNS: &str = "lemma\tplural\tframes\n";
    const NO_WORDS: &str = "class\twords\n";

    fn verbs(rows: &str) -> Result<Cues, Error> {
        let text =
            format!("lemma\tthird\tpast\tparticiple\tgerund\tclass\taddressee\tframes\n{rows}");
        Cues::read(&text, NO_NOUNS, NO_WORDS)
    }

    #[test]
    fn the_files_that_come_with_the_source_are_well_formed() {
        let cues = Cues::builtin().unwrap();
        let (tell, forms) = cues.verb("told").unwrap();
        assert_eq!(
            (tell.lemma.as_str(), tell.takes_addressee, tell.class),
            ("tell", true, CueClass::Say)
        );
        assert!(forms.has(VerbForms::PAST) && !forms.has(VerbForms::GERUND));
        assert!(cues.classes("who").any(Classes::RELATIVE));
        assert!(!cues.classes("table").any(Classes::RELATIVE));
    }

    #[test]
    fn a_frame_is_looked_up_by_voice_and_complement() {
        let cues =
            verbs("say\tsays\tsaid\tsaid\tsaying\tsay\tno\tthat:0.9|be+infinitive:0.5\n").unwrap();
        let frames = &cues.verb("said").unwrap().0.frames;
        assert_eq!(frames.weight(Voice::Active, Complement::That), Some(0.9));
        assert_eq!(
            frames.weight(Voice::Passive, Complement::Infinitive),
            Some(0.5)
        );
        assert_eq!(frames.weight(Voice::Passive, Complement::That), None);
    }

    #[test]
    fn refuses_a_form_of_two_verbs_and_an_unknown_frame() {
        let twice = "find\tfinds\tfound\tfound\tfinding\tsay\tno\t\nfound\tfounds\tfounded\tfounded\tfounding\tsay\tno\t\n";
        assert_eq!(
            verbs(twice).unwrap_err().to_string(),
            r#"data/statement/verbs.tsv:3: "found" is already a form of "find""#
        );
        let frame = "say\tsays\tsaid\tsaid\tsaying\tsay\tno\tthot:1\n";
        assert_eq!(
            verbs(frame).unwrap_err().to_string(),
            r#"data/statement/verbs.tsv:2: no such frame: "thot""#
        );
    }
}
