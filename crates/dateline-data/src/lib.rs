//! Typed readers for the reviewable data under `data/`.
//!
//! What somebody who knows the language, but not Rust, could review is data: `data/<kind>/<name>.tsv` with a
//! header row, or `.toml` for rules, each with a `.provenance.toml` beside it; the small models under `models/page` are
//! read here too. The files are compiled into the
//! library, so that a program made of it needs no file at run time; each reader also takes other text of the
//! same form. Every reader says the file and line of what it refuses.

mod actor;
mod article;
mod byline_phrases;
mod date_labels;
mod error;
mod event;
mod function_words;
mod line_model;
mod line_trees;
mod parse;
mod place;
mod quotation;
mod sections;
mod statement;
mod table;
mod time;
mod wire_phrases;

pub use crate::actor::{Entity, NameWord, Noun, Registry, Sense, Standing, Tenure, name_words};
pub use crate::article::{Outlet, OutletFiles, OutletFrame, OutletKind, Outlets, PhrasePlace};
pub use crate::byline_phrases::BylinePhrase;
pub use crate::date_labels::DateLabel;
pub use crate::error::{Error, ErrorKind};
pub use crate::event::{
    Control, DateRule, Head, HeadKind, Light, LightRole, Mode, Need, Ontology, Quantity,
    QuantityKind, Slot, StatusPlace, Trigger, TriggerPos, VerbForm, VerbReading,
};
pub use crate::function_words::FunctionWords;
pub use crate::line_model::LineModel;
pub use crate::line_trees::LineTrees;
pub use crate::parse::{
    Abbreviation, AntecedentFeature, AntecedentWeights, Gender, HeadPosition, Lexicon, PronounUse,
    Role, RoleForm, RoleKind,
};
pub use crate::place::{ContextRole, Entry, Feature, Gazetteer, Naming, PlaceId};
pub use crate::quotation::Phrasing;
pub use crate::sections::SectionKind;
pub use crate::statement::{Classes, CueClass, Cues, VerbCue};
pub use crate::table::{Row, Table};
pub use crate::time::{
    Calendar, Counted, Deixis, Holiday, HolidayRule, NumberKind, Office, PartOfDay, Phrase,
    PhraseMeaning, Plan, Season, Tense, TimeWord, Unit, UnitForm, UnitNumber,
};
pub use crate::wire_phrases::WirePhrases;
