//! The one serialisation for outsiders: JSON with offsets in Unicode code points, and CoNLL-U.
//!
//! The shape is the contract of `dateline annotate`; a layer that was not asked for is absent, not empty.

mod annotation;
mod cite;
mod code_points;
mod conllu;
mod explanation;
mod quotation;
mod request;
mod statement;
mod story;

pub use annotation::{annotate, annotation, item};
pub use cite::{bibtex, csl_json};
pub use code_points::CodePoints;
pub use conllu::conllu;
pub use explanation::explanation;
pub use quotation::quotation;
pub use request::{InvalidRequest, Pair, Request};
pub use statement::{STATEMENT_COLUMNS, statement, statement_row};
pub use story::{COLUMNS, row, sighting, story};

/// The number of this form of output; it grows when a field changes its meaning or goes.
pub const SCHEMA: u32 = 1;
