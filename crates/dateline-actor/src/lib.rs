//! `Doc -> Actor`: who can act and speak in a document, with name, role and codes.

use dateline_data::Registry;
use dateline_schema::{Actor, Dating, Doc, Place};

/// Finds the actors of a document published as `published` says.
#[must_use]
pub fn resolve(
    _doc: &Doc,
    _places: &[Place],
    _published: &Dating,
    _registry: &Registry,
) -> Vec<Actor> {
    Vec::new()
}
