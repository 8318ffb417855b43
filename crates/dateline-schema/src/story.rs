//! The cross-source cluster: one happening, and every page that tells of it.

use crate::{Dating, Event, ItemId, Place};

/// One event as one page tells it, with all that is needed to compare it with another page's.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The event's id.
    pub id: ItemId,
    /// Who published the page; its name where the outlet is not known.
    pub outlet: String,
    /// When the page was published, as far as known.
    pub published: Dating,
    /// The event itself.
    pub event: Event,
    /// Its sentence.
    pub sentence: String,
    /// The words that tell it.
    pub wording: String,
    /// Where it was.
    pub place: Option<Place>,
    /// Names of those who did it, in the order of `event.actors`.
    pub actor_names: Vec<String>,
    /// Names of those to whom it was done, in the order of `event.recipients`.
    pub recipient_names: Vec<String>,
    /// The words of each figure, in the order of `event.figures`.
    pub figure_texts: Vec<String>,
    /// Who says so, where the event is only claimed.
    pub speaker: Option<String>,
}

/// One of the ways in which pages tell the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// What is said: "25 fighters", "assassination".
    pub text: String,
    /// Who says it, as indices into [`Story::sightings`].
    pub sightings: Vec<usize>,
}

/// A point on which the pages differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is about: `killed`, `date`, `place`, `wording`, `actor`.
    pub about: String,
    /// At least two, in the order of their first sighting.
    pub variants: Vec<Variant>,
}

/// One happening across the pages that tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The id of its first sighting, with the letter of a story.
    pub id: ItemId,
    /// The sightings, the best told first.
    pub sightings: Vec<Sighting>,
    /// When it was, by all of them together.
    pub date: Dating,
    /// Where it was.
    pub place: Option<Place>,
    /// Where they differ.
    pub disagreements: Vec<Disagreement>,
}
