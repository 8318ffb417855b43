//! `Doc -> Statement`: who said what, to whom, through whom.

use dateline_data::Cues;
use dateline_schema::{Actor, Doc, Statement};

/// Finds the statements of a document.
#[must_use]
pub fn find(_doc: &Doc, _actors: &[Actor], _cues: &Cues) -> Vec<Statement> {
    Vec::new()
}
