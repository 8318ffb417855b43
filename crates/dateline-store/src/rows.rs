//! Lists of events and statements, each row whole in itself: built without reading whole reports.

use dateline_schema::{
    ActorKind, Code, Dating, ItemId, ItemKind, Sighting, Statement, StatementKind,
};

use crate::Store;
use crate::cells::{self, Cells, EVENT, PLACE, STATEMENT};
use crate::error::Error;
use crate::filter::{Condition, EventFilter, StatementFilter};
use crate::read::rows;

/// Sorts after every day.
const UNKNOWN: &str = "'~'";

/// One event, with its page.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// The event with the words around it.
    pub sighting: Sighting,
    /// The page's headline.
    pub title: Option<String>,
    /// The path or URL under which the page was first found.
    pub page_name: String,
    /// The page's address.
    pub url: Option<String>,
}

/// One statement, with its page.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Its id.
    pub id: ItemId,
    /// The statement itself.
    pub statement: Statement,
    /// Who published the page; its name where the outlet is not known.
    pub outlet: String,
    /// When the page was published, as far as known.
    pub published: Dating,
    /// Its sentence.
    pub sentence: String,
    /// The words that were said, the pieces of a broken content joined by " … ".
    pub content: String,
    /// Who says it: the actor's name, else the words that name the source.
    pub speaker: Option<String>,
    /// What the actor who speaks is; `None` where the speaker is only named by words.
    pub speaker_kind: Option<ActorKind>,
    /// The speaker's office.
    pub speaker_role: Option<String>,
    /// The speaker's codes, the most likely first.
    pub speaker_codes: Vec<Code>,
    /// To whom.
    pub addressee: Option<String>,
    /// Where it was said, in the page's words.
    pub venue: Option<String>,
    /// What carried it, in the page's words: "a statement".
    pub medium: Option<String>,
    /// When it was said, in the page's words: "on Monday".
    pub when: Option<String>,
    /// The page's headline.
    pub title: Option<String>,
    /// The path or URL under which the page was first found.
    pub page_name: String,
    /// The page's address.
    pub url: Option<String>,
}

impl StatementRow {
    /// The names of those through whom the words reached the page, the nearest to the speaker first.
    pub fn relays(&self) -> Vec<&str> {
        let relay = self.statement.relay.iter();
        relay.map(|relay| relay.name.as_str()).collect()
    }

    /// The words, in quotation marks where the page has them wholly in such.
    #[must_use]
    pub fn quoted(&self) -> String {
        match self.statement.kind {
            StatementKind::Direct => format!("“{}”", self.content),
            StatementKind::Indirect | StatementKind::Mixed => self.content.clone(),
        }
    }
}

impl Store {
    /// Events, oldest first, those of unknown date last; then by id.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<EventRow>, Error> {
        let condition = filter.condition();
        let sql = format!(
            "SELECT p.page, e.number, coalesce(p.outlet, p.name), p.published_low, p.published_high, p.published_basis,
                 {sentence}, {wording}, s.speaker_name, original.page, p.title, p.name, p.url, {EVENT}, l.number, {PLACE}
             FROM events e JOIN pages p ON p.id = e.page_id
             LEFT JOIN places l ON l.page_id = e.page_id AND l.number = e.place
             LEFT JOIN statements s ON s.page_id = e.page_id AND s.number = e.statement
             LEFT JOIN copies ON copies.page_id = p.id LEFT JOIN pages original ON original.id = copies.original_id
             {conditions}
             ORDER BY coalesce(e.date_low, e.date_high, {UNKNOWN}), coalesce(e.date_high, {UNKNOWN}), p.page, e.number
             {limit}",
            sentence = words("e.sentence_start", "e.sentence_end"),
            wording = words("e.trigger_start", "e.trigger_end"),
            conditions = condition.sql(),
            limit = limit(filter.limit),
        );
        self.list(&sql, &condition, event_row)
    }

    /// Events as [`dateline_schema::Sighting::of`] makes them from reports, and whose copies their pages are, in the order
    /// of [`events`](Self::events).
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn sightings(&self, filter: &EventFilter) -> Result<Vec<Sighting>, Error> {
        let events = self.events(filter)?;
        Ok(events.into_iter().map(|event| event.sighting).collect())
    }

    /// Statements, those of the oldest page first, pages of unknown date last; then by id.
    ///
    /// # Errors
    /// If the record is damaged or cannot be read.
    pub fn statements(&self, filter: &StatementFilter) -> Result<Vec<StatementRow>, Error> {
        let condition = filter.condition();
        let sql = format!(
            "SELECT p.page, s.number, coalesce(p.outlet, p.name), p.published_low, p.published_high, p.published_basis,
                 {sentence}, s.content_text, s.speaker_name, speaker.kind, speaker.role,
                 coalesce(speaker.codes, '[]'), coalesce(addressee.name, {to}),
                 CASE WHEN s.venue_start IS NOT NULL THEN {venue} END, {medium}, {when}, p.title, p.name, p.url,
                 {STATEMENT}
             FROM statements s JOIN pages p ON p.id = s.page_id
             LEFT JOIN actors speaker ON speaker.page_id = s.page_id AND speaker.number = s.speaker
             LEFT JOIN actors addressee ON addressee.page_id = s.page_id AND addressee.number = s.addressee
             {conditions}
             ORDER BY coalesce(p.published_low, p.published_high, {UNKNOWN}),
                 coalesce(p.published_high, {UNKNOWN}), p.page, s.number
             {limit}",
            sentence = words("s.sentence_start", "s.sentence_end"),
            venue = words("s.venue_start", "s.venue_end"),
            to = manner("to"),
            medium = manner("medium"),
            when = manner("when"),
            conditions = condition.sql(),
            limit = limit(filter.limit),
        );
        self.list(&sql, &condition, statement_row)
    }

    fn list<T>(
        &self,
        sql: &str,
        condition: &Condition,
        read: impl Fn(&mut Cells<'_, '_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        rows(&self.conn, sql, condition.params().as_slice(), read)
            .map_err(|trouble| self.error(trouble))
    }
}

fn event_row(cells: &mut Cells<'_, '_>) -> rusqlite::Result<EventRow> {
    let id = ItemId::of(&cells.page()?, ItemKind::Event, cells.index()?);
    let outlet = cells.take()?;
    let published = cells.dating()?;
    let (sentence, wording, speaker) = (cells.take()?, cells.take()?, cells.take()?);
    let copy_of: Option<String> = cells.take()?;
    let (title, page_name, url) = (cells.take()?, cells.take()?, cells.take()?);
    let named = cells::event(cells)?;
    let place = match cells.reference()? {
        Some(_) => Some(cells::place(cells)?),
        None => None,
    };
    Ok(EventRow {
        sighting: Sighting {
            id,
            outlet,
            published,
            event: named.event,
            sentence,
            wording,
            place,
            actor_names: named.actor_names,
            actor_kinds: named.actor_kinds,
            recipient_names: named.recipient_names,
            recipient_kinds: named.recipient_kinds,
            figure_texts: named.figure_texts,
            speaker,
            copy_of: copy_of.and_then(|page| page.parse().ok()),
        },
        title,
        page_name,
        url,
    })
}

fn statement_row(cells: &mut Cells<'_, '_>) -> rusqlite::Result<StatementRow> {
    Ok(StatementRow {
        id: ItemId::of(&cells.page()?, ItemKind::Statement, cells.index()?),
        outlet: cells.take()?,
        published: cells.dating()?,
        sentence: cells.take()?,
        content: cells.take()?,
        speaker: cells.take()?,
        speaker_kind: cells.parsed_opt(ActorKind::from_name)?,
        speaker_role: cells.take()?,
        speaker_codes: cells.json()?,
        addressee: cells.take()?,
        venue: cells.take()?,
        medium: cells.take()?,
        when: cells.take()?,
        title: cells.take()?,
        page_name: cells.take()?,
        url: cells.take()?,
        statement: cells::statement(cells)?,
    })
}

/// The words between two bytes of the page's text. SQLite finds nothing in an empty text, not even nothing.
fn words(start: &str, end: &str) -> String {
    format!(
        "coalesce(CAST(substr(CAST(p.text AS BLOB), {start} + 1, {end} - {start}) AS TEXT), '')"
    )
}

/// The words of a statement's manner, if it has them.
fn manner(field: &str) -> String {
    let end = |idx: usize| format!("json_extract(s.manner, '$.{field}[{idx}]')");
    let (start, end) = (end(0), end(1));
    format!(
        "CASE WHEN {start} IS NOT NULL THEN {} END",
        words(&start, &end)
    )
}

fn limit(limit: Option<usize>) -> String {
    limit.map_or_else(String::new, |limit| format!("LIMIT {limit}"))
}
