//! The cross-source cluster: one happening, and every page that tells of it.

use std::collections::BTreeSet;

use crate::{
    ActorKind, Dating, Event, ItemId, ItemKind, PageId, Party, Place, Report, Span, Status,
};

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
    /// What they are, in the same order; `None` where no actor of the page is meant.
    pub actor_kinds: Vec<Option<ActorKind>>,
    /// Names of those to whom it was done, in the order of `event.recipients`.
    pub recipient_names: Vec<String>,
    /// What they are, in the same order.
    pub recipient_kinds: Vec<Option<ActorKind>>,
    /// The words of each figure, in the order of `event.figures`.
    pub figure_texts: Vec<String>,
    /// Who says so, where the event stands in somebody's words.
    pub speaker: Option<String>,
    /// The page whose report this page carries, where it is a copy, a cut version or an update of it.
    pub copy_of: Option<PageId>,
}

impl Sighting {
    /// The page that stands for the report in which the event is told: the same for a report and its copies.
    #[must_use]
    pub fn origin(&self) -> &PageId {
        self.copy_of.as_ref().unwrap_or(&self.id.page)
    }

    /// The event at `idx` (from 0) of a report, with the words around it; `None` if there is no such event. Whose copy
    /// the page is one report does not tell.
    #[must_use]
    pub fn of(report: &Report, idx: usize) -> Option<Self> {
        let event = report.events.get(idx)?;
        let text = &report.article.text;
        let words = |span: Span| text.get(span.range()).unwrap_or_default().to_owned();
        let name = |actor: Option<usize>| Some(report.actors.get(actor?)?.name.clone());
        let party = |party: &Party| name(party.actor).unwrap_or_else(|| words(party.span));
        let kind = |party: &Party| Some(report.actors.get(party.actor?)?.kind);
        let speaker = event
            .statement
            .and_then(|statement| report.statements.get(statement))
            .and_then(|statement| {
                name(statement.speaker)
                    .or_else(|| statement.source.first().map(|span| words(*span)))
            });
        Some(Self {
            id: ItemId::of(&report.page, ItemKind::Event, idx),
            outlet: report.outlet().to_owned(),
            published: report.chronology.published.clone(),
            sentence: words(report.sentence_of(event.trigger).unwrap_or(event.trigger)),
            wording: words(event.trigger),
            place: event
                .place
                .and_then(|place| report.places.get(place))
                .cloned(),
            actor_names: event.actors.iter().map(party).collect(),
            actor_kinds: event.actors.iter().map(kind).collect(),
            recipient_names: event.recipients.iter().map(party).collect(),
            recipient_kinds: event.recipients.iter().map(kind).collect(),
            figure_texts: event
                .figures
                .iter()
                .map(|figure| words(figure.span))
                .collect(),
            speaker,
            copy_of: None,
            event: event.clone(),
        })
    }

    /// The event after which the page says that this one was: [`EventDate::after`](crate::EventDate::after) as an id.
    #[must_use]
    pub fn after(&self) -> Option<ItemId> {
        let idx = self.event.date.after?;
        Some(ItemId::of(&self.id.page, ItemKind::Event, idx))
    }
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
    /// What it is about: `wording`, `date`, `place`, `actor`, `recipient`, `status`, or what a figure counts (`killed`).
    pub about: String,
    /// At least two, in the order of their first sighting.
    pub variants: Vec<Variant>,
}

/// One happening across the pages that tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The id of its first sighting, with the letter of a story.
    pub id: ItemId,
    /// The sightings, the best told first; those that deny the happening last.
    pub sightings: Vec<Sighting>,
    /// Whether it happened, by all of them together: asserted if one page says so in its own voice, else what
    /// the first sighting says. Of a story with any other status than asserted, claimed or historical nobody
    /// says that it happened.
    pub status: Status,
    /// When it was, by all of them together.
    pub date: Dating,
    /// Where it was.
    pub place: Option<Place>,
    /// Where they differ.
    pub disagreements: Vec<Disagreement>,
}

impl Story {
    /// How many pages tell it.
    #[must_use]
    pub fn n_pages(&self) -> usize {
        let pages = self.sightings.iter().map(|sighting| &sighting.id.page);
        pages.collect::<BTreeSet<_>>().len()
    }

    /// How many reports tell it that are independent of each other: a report and its copies, cut versions and updates
    /// count once.
    #[must_use]
    pub fn n_independent(&self) -> usize {
        let origins = self.sightings.iter().map(Sighting::origin);
        origins.collect::<BTreeSet<_>>().len()
    }
}
