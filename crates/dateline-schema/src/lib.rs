//! The nouns of Dateline: plain data that the stages hand to each other, one file each, without algorithms.
//!
//! ```text
//! Page -> Article -> Doc -> Chronology, Place, Actor -> Statement, Event -> Sighting -> Story
//! ```
//!
//! Text never changes: an [`Article`] owns the analysed text, and everything found in it is a [`Span`] of
//! UTF-8 bytes with a [`Reason`]. Nothing here reads a file, a clock or the environment, and nothing is
//! serialisable: the crate `dateline` alone writes these types for outsiders.

mod actor;
mod article;
mod dating;
mod diagnostic;
mod doc;
mod event;
mod id;
mod names;
mod page;
mod place;
mod report;
mod span;
mod statement;
mod story;
mod timex;

pub use jiff::civil::Date;

pub use crate::actor::{Actor, ActorKind, ActorMention, Code, InvalidCode};
pub use crate::article::{Article, Attested, Block, DateEvidence, DateKind, Language, Line, Role};
pub use crate::dating::{Dating, Interval, Reason};
pub use crate::diagnostic::{Diagnostic, Severity, Warned};
pub use crate::doc::{
    Attribution, Chain, Doc, Mention, MentionForm, Name, NameKind, Quotation, Sentence, Token,
    Upos, Word,
};
pub use crate::event::{
    DateCandidate, DateGiver, Event, EventDate, EventType, Figure, Party, QuadClass, Status,
};
pub use crate::id::{InvalidId, ItemId, ItemKind, PageId};
pub use crate::page::{Content, Page};
pub use crate::place::{Place, PlaceKind, Rival};
pub use crate::report::Report;
pub use crate::span::Span;
pub use crate::statement::{Manner, Relay, SpeechAct, Statement, StatementKind};
pub use crate::story::{Disagreement, Sighting, Story, Variant};
pub use crate::timex::{Chronology, Timex, TimexKind, TimexMod};
