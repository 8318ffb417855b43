//! `Doc -> Event`: PLOVER events with parties, place, date, figures and status.

use dateline_data::Ontology;
use dateline_schema::{Actor, Chronology, Doc, Event, Place, Statement};

/// Finds the events of a document.
#[must_use]
pub fn find(
    _doc: &Doc,
    _chronology: &Chronology,
    _places: &[Place],
    _actors: &[Actor],
    _statements: &[Statement],
    _ontology: &Ontology,
) -> Vec<Event> {
    Vec::new()
}
