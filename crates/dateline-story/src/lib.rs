//! `Sighting -> Story`: the same event across outlets, agreements and disagreements.

use dateline_schema::{Sighting, Story};

/// Puts together the sightings that tell of the same event.
#[must_use]
pub fn cluster(sightings: &[Sighting]) -> Vec<Story> {
    let _ = sightings;
    Vec::new()
}
