//! The data that the stages read with, loaded once.

use dateline_data::{Calendar, Cues, Error, Gazetteer, Lexicon, Ontology, Outlets, Registry};
use dateline_parse::Parser;

/// Every table that a stage asks for.
#[derive(Clone, Debug)]
pub struct Kit {
    /// For `dateline_article`.
    pub outlets: Outlets,
    /// `dateline_parse`, with its word lists and its model.
    pub parser: Parser,
    /// For `dateline_time`.
    pub calendar: Calendar,
    /// For `dateline_place`.
    pub gazetteer: Gazetteer,
    /// For `dateline_actor`.
    pub registry: Registry,
    /// For `dateline_statement`.
    pub cues: Cues,
    /// For `dateline_event`.
    pub ontology: Ontology,
}

impl Kit {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a data file is malformed; its name and line are in the message.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self {
            outlets: Outlets::builtin()?,
            parser: Parser::new(Lexicon::builtin()?),
            calendar: Calendar::builtin()?,
            gazetteer: Gazetteer::builtin()?,
            registry: Registry::builtin()?,
            cues: Cues::builtin()?,
            ontology: Ontology::builtin()?,
        })
    }
}
