//! Which statements of a record carry the same words: what is added is linked with what it meets, and a statement is
//! told who else carries it, who was first, and who changed it.

use std::collections::BTreeSet;

use dateline_quotations::{Quoted, Said, Wording};
use dateline_schema::{ActorKind, ItemId, PageId, Report, Span};
use dateline_store::{CarrierRow, Error, Link, Linking, Origin, Outcome, SaidRow, Store};

pub use dateline_quotations::{Comparison, Piece, Relation, Speaker, SpeakerMatch};

use crate::LoadError;

/// Compares statements: the word lists, loaded once.
#[derive(Clone, Debug)]
pub struct Quotations {
    wording: Wording,
}

/// What is known of who carried a quotation first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum First {
    /// Every other page was published later.
    Yes,
    /// No page is known to be earlier, but one may be.
    Perhaps,
    /// Another page was published earlier.
    No,
}

impl First {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Perhaps => "perhaps",
            Self::No => "no",
        }
    }
}

/// One statement that carries a quotation, as seen from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// The statement with its page.
    pub row: CarrierRow,
    /// Whether its page was the first.
    pub first: First,
    /// Whether its page counts by itself: it is no copy of a report that is among the carriers.
    pub is_independent: bool,
    /// How its words stand to those that were asked about, and where the two differ (the first of them is the
    /// carrier's); `None` for one that is linked with them only through others.
    pub comparison: Option<Comparison>,
}

impl Carrier {
    /// How it stands to the statement that was asked about.
    #[must_use]
    pub fn relation(&self) -> Option<Relation> {
        let comparison = self.comparison.as_ref()?;
        Some(comparison.relation)
    }

    /// The words of the statement that was asked about, and those that this one has in their place.
    #[must_use]
    pub fn changes<'a>(&'a self, own: &'a CarrierRow) -> Vec<(&'a str, &'a str)> {
        let words = |span: Option<Span>, row: &'a CarrierRow| {
            span.map_or("", |span| span.of(&row.said.content))
        };
        let pieces = self
            .comparison
            .iter()
            .flat_map(|comparison| &comparison.pieces);
        pieces
            .filter_map(|piece| match *piece {
                Piece::Changed(theirs, ours) => Some((words(ours, own), words(theirs, &self.row))),
                _ => None,
            })
            .collect()
    }
}

/// A quotation, as seen from one of the statements that carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The statement that was asked about, with its page.
    pub own: CarrierRow,
    /// Whether its page was the first.
    pub first: First,
    /// Whether its page is no copy of another that carries the quotation too.
    pub is_independent: bool,
    /// The statements of other pages that carry it: the earliest first, those of unknown date last.
    pub elsewhere: Vec<Carrier>,
}

impl Quotation {
    /// How many pages carry it, this one too.
    #[must_use]
    pub fn n_pages(&self) -> usize {
        self.pages(|_| true).len() + 1
    }

    /// How many of them are no copies of another.
    #[must_use]
    pub fn n_independent(&self) -> usize {
        self.pages(|carrier| carrier.is_independent).len() + usize::from(self.is_independent)
    }

    fn pages(&self, counts: impl Fn(&Carrier) -> bool) -> BTreeSet<&PageId> {
        let counted = self.elsewhere.iter().filter(|carrier| counts(carrier));
        counted.map(|carrier| &carrier.row.said.id.page).collect()
    }
}

impl Quotations {
    /// The word lists that come with the source.
    ///
    /// # Errors
    /// If one of them is damaged.
    pub fn builtin() -> Result<Self, LoadError> {
        Ok(Self {
            wording: Wording::builtin()?,
        })
    }

    /// Adds a page to a record, or with `replace` puts it in place of what an earlier run had found on it, and links its
    /// statements with those that carry the same words.
    ///
    /// # Errors
    /// As for [`Store::add`].
    pub fn add(
        &self,
        store: &mut Store,
        report: &Report,
        origin: &Origin<'_>,
        replace: bool,
    ) -> Result<Outcome, Error> {
        store.add_linked(report, origin, replace, self)
    }

    /// Links the statements of pages that were never looked at: an older program added them.
    ///
    /// # Errors
    /// If the record is damaged, or cannot be read or written.
    pub fn link_all(&self, store: &mut Store) -> Result<(), Error> {
        let mut pages = store.pages_without_links()?.into_iter();
        pages.try_for_each(|page| store.link(&page, self))
    }

    /// The quotation that a statement carries; `None` if no other page carries it.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn of(&self, store: &Store, statement: &ItemId) -> Result<Option<Quotation>, Error> {
        let rows = store.carriers(statement)?;
        let (firsts, independent) = (firsts(&rows), independent(&rows));
        let Some(own_idx) = rows.iter().position(|row| row.said.id == *statement) else {
            return Ok(None);
        };
        let own = rows[own_idx].clone();
        let quoted = self.quoted(&own.said);
        let mut elsewhere: Vec<Carrier> = rows
            .into_iter()
            .enumerate()
            .filter(|(_, row)| row.said.id.page != statement.page)
            .map(|(idx, row)| Carrier {
                comparison: self.quoted(&row.said).compare(&quoted),
                first: firsts[idx],
                is_independent: independent[idx],
                row,
            })
            .collect();
        elsewhere.sort_by_key(|carrier| {
            let said = &carrier.row.said;
            let days = said.published;
            let day = days.low.or(days.high);
            (
                carrier.first == First::No,
                day.is_none(),
                day,
                days.high.is_none(),
                days.high,
                said.id.clone(),
            )
        });
        let (first, is_independent) = (firsts[own_idx], independent[own_idx]);
        Ok((!elsewhere.is_empty()).then_some(Quotation {
            own,
            first,
            is_independent,
            elsewhere,
        }))
    }
}

impl Linking for Quotations {
    type Quoted = Quoted;

    const MOST_UNDER_A_KEY: usize = dateline_quotations::MOST_UNDER_A_KEY;

    fn quoted(&self, said: &SaidRow) -> Quoted {
        let speaker = said.speaker.as_deref().zip(said.speaker_kind);
        // A group is nobody in particular: "officials", "residents".
        let speaker = speaker
            .filter(|(_, kind)| *kind != ActorKind::Group)
            .map(|(name, kind)| Speaker {
                name,
                is_person: kind == ActorKind::Person,
            });
        let said = Said {
            words: &said.content,
            kind: said.kind,
            speaker,
            published: said.published,
            holds_another: said.holds_another,
        };
        Quoted::of(&said, &self.wording)
    }

    fn keys(&self, quoted: &Quoted) -> Vec<u64> {
        quoted.keys()
    }

    fn compare(&self, quoted: &Quoted, other: &SaidRow) -> Option<Link> {
        let Comparison {
            relation,
            speaker,
            score,
            ..
        } = quoted.compare(&self.quoted(other))?;
        Some(Link {
            relation: relation.as_str().to_owned(),
            flipped: relation.flipped().as_str().to_owned(),
            speaker: speaker.as_str().to_owned(),
            score: f64::from(score),
        })
    }
}

/// What is known of who was first, by the days on which the pages may have been published.
fn firsts(rows: &[CarrierRow]) -> Vec<First> {
    let earliest = rows.iter().filter_map(|row| row.said.published.high).min();
    let is_later = |row: &CarrierRow| {
        row.said
            .published
            .low
            .zip(earliest)
            .is_some_and(|(low, earliest)| earliest < low)
    };
    let mut may_be: Vec<&PageId> = rows
        .iter()
        .filter(|row| !is_later(row))
        .map(|row| &row.said.id.page)
        .collect();
    may_be.dedup();
    rows.iter()
        .map(|row| match (is_later(row), may_be.len()) {
            (true, _) => First::No,
            (false, 1) => First::Yes,
            (false, _) => First::Perhaps,
        })
        .collect()
}

/// Of the pages that carry one report only the first counts.
fn independent(rows: &[CarrierRow]) -> Vec<bool> {
    rows.iter()
        .map(|row| {
            // The report's own page counts where it is among the carriers, else the one that was added first.
            let counted = rows
                .iter()
                .filter(|other| other.report == row.report)
                .min_by_key(|other| other.said.id.page != other.report);
            counted.is_some_and(|counted| counted.said.id.page == row.said.id.page)
        })
        .collect()
}
