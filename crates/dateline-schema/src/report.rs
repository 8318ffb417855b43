//! Everything that one page was found to say.

use crate::{
    Actor, Article, Chronology, Diagnostic, Event, PageId, Place, Sighting, Span, Statement,
};

/// One page, read: its article and all that was found in it.
///
/// Indices in one list point into the lists of the same report. A report stands on its own: `show` and
/// `explain` need nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The page.
    pub page: PageId,
    /// Where the page was found: a path or URL.
    pub name: String,
    /// What it says, by line.
    pub article: Article,
    /// The sentences of `article.text`, in order.
    pub sentences: Vec<Span>,
    /// Dates in the text, and the publication date that they leave.
    pub chronology: Chronology,
    /// Toponyms.
    pub places: Vec<Place>,
    /// People, groups, organisations, countries.
    pub actors: Vec<Actor>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What there was to say about the page.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Who published the page; its name where the outlet is not known.
    #[must_use]
    pub fn outlet(&self) -> &str {
        self.article.outlet.as_deref().unwrap_or(&self.name)
    }

    /// Its events as sightings, in order.
    pub fn sightings(&self) -> impl Iterator<Item = Sighting> {
        (0..self.events.len()).filter_map(|idx| Sighting::of(self, idx))
    }

    /// The sentence that holds the first byte of `span`.
    #[must_use]
    pub fn sentence_of(&self, span: Span) -> Option<Span> {
        let after = self
            .sentences
            .partition_point(|sent| sent.start <= span.start);
        self.sentences
            .get(after.checked_sub(1)?)
            .copied()
            .filter(|sent| sent.contains_offset(span.start))
    }
}
