//! The data that the stages read with, loaded once.

use std::fmt;

use dateline_data::{Calendar, Cues, Gazetteer, Lexicon, Ontology, Outlets, Registry};
use dateline_parse::Parser;
use dateline_reader::{ModelError, Reader};

/// The model that comes with the source.
static READER: &[u8] = include_bytes!("../../../models/reader/reader.safetensors");

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
    /// If a data file or the model is damaged; its name and the place in it are in the message.
    pub fn builtin() -> Result<Self, LoadError> {
        Ok(Self {
            outlets: Outlets::builtin()?,
            parser: Parser::new(Lexicon::builtin()?).with_reader(Reader::from_bytes(READER)?),
            calendar: Calendar::builtin()?,
            gazetteer: Gazetteer::builtin()?,
            registry: Registry::builtin()?,
            cues: Cues::builtin()?,
            ontology: Ontology::builtin()?,
        })
    }
}

/// Data or a model that cannot be used.
#[derive(Debug)]
pub struct LoadError(Fault);

#[derive(Debug)]
enum Fault {
    Data(dateline_data::Error),
    Model(ModelError),
}

impl From<dateline_data::Error> for LoadError {
    fn from(error: dateline_data::Error) -> Self {
        Self(Fault::Data(error))
    }
}

impl From<ModelError> for LoadError {
    fn from(error: ModelError) -> Self {
        Self(Fault::Model(error))
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Fault::Data(error) => error.fmt(f),
            Fault::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_manifest_tells_the_models() {
        let files: [&[u8]; 3] = [
            READER,
            include_bytes!("../../../models/page/flat-trees.tsv"),
            include_bytes!("../../../models/page/flat-words.tsv"),
        ];
        for file in files {
            let hex = Sha256::digest(file)
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                });
            assert!(include_str!("../../../models/manifest.toml").contains(&hex));
        }
    }
}
