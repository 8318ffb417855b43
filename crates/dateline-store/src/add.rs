//! Writing a page: all of it or nothing, once.

use std::io::{Read, Write};

use dateline_schema::{Event, Figure, PageId, Party, Report, Span};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params, params};

use crate::Store;
use crate::error::{Error, ErrorKind, Trouble};
use crate::faults::faults;
use crate::json::{Json, NamedParty, WordedFigure};

/// Stands between the pieces of a broken content in the words that are searched and shown.
const GAP: &str = " … ";

/// Where a report comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The SHA-256 of the page's bytes; the report's id is its beginning.
    pub sha256: [u8; 32],
    /// The page itself, if the record is to keep it. It is stored as gzip.
    pub bytes: Option<&'a [u8]>,
    /// The version of the program that read the page, such as `0.1.0`.
    pub program: &'a str,
}

/// What came of adding a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the record now.
    Added,
    /// It was there before. If it was found under another name or URL this time, that is remembered too.
    AlreadyThere,
    /// What an earlier run had found was replaced.
    Replaced,
}

impl Store {
    /// Adds a page. One that is there already stays as it is, whatever this report says of it.
    ///
    /// When this returns, a killed process loses nothing of it; before, nothing of it can be seen.
    ///
    /// # Errors
    /// If the report is not whole in itself, the disk is full, or the record cannot be written.
    pub fn add(&mut self, report: &Report, origin: &Origin<'_>) -> Result<Outcome, Error> {
        self.write(report, origin, false)
    }

    /// Adds a page, in place of what an earlier run had found on it. Its names are kept, and its bytes if
    /// `origin` brings none.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    pub fn replace(&mut self, report: &Report, origin: &Origin<'_>) -> Result<Outcome, Error> {
        self.write(report, origin, true)
    }

    /// The bytes of a page, if the record keeps them.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn page_bytes(&self, page: &PageId) -> Result<Option<Vec<u8>>, Error> {
        let gzip: Option<Vec<u8>> = self
            .conn
            .prepare_cached(
                "SELECT gzip FROM page_bytes JOIN pages ON pages.id = page_id WHERE page = ?1",
            )
            .and_then(|mut select| {
                select
                    .query_row([page.as_str()], |row| row.get(0))
                    .optional()
            })
            .map_err(|error| self.error(error))?;
        gzip.map(|gzip| {
            let mut bytes = Vec::new();
            GzDecoder::new(gzip.as_slice())
                .read_to_end(&mut bytes)
                .map(|_| bytes)
                .map_err(|error| {
                    self.error(Trouble::damaged(format!(
                        "the bytes of page {page}: {error}"
                    )))
                })
        })
        .transpose()
    }

    fn write(
        &mut self,
        report: &Report,
        origin: &Origin<'_>,
        replace: bool,
    ) -> Result<Outcome, Error> {
        let written = add(&mut self.conn, report, origin, replace);
        written.map_err(|trouble| self.error(trouble))
    }
}

fn add(
    conn: &mut rusqlite::Connection,
    report: &Report,
    origin: &Origin<'_>,
    replace: bool,
) -> Result<Outcome, Trouble> {
    let bad = |message: String| Err(Trouble::Said(ErrorKind::BadReport, message));
    if PageId::from_sha256(&origin.sha256) != report.page {
        return bad(format!("page {} has another digest", report.page));
    }
    if let Some(fault) = faults(report).first() {
        return bad(format!("page {}: {fault}", report.page));
    }
    let sha256: String = origin
        .sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Compressed before the record is locked.
    let gzip = origin.bytes.map(compress).transpose()?;

    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: Option<(i64, String)> = tx
        .prepare_cached("SELECT id, sha256 FROM pages WHERE page = ?1")?
        .query_row([report.page.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let outcome = match known {
        Some((_, other)) if other != sha256 => {
            return bad(format!(
                "page {} is in the record with other bytes, whose digest begins alike",
                report.page
            ));
        }
        Some((id, _)) if !replace => {
            remember_name(&tx, id, report)?;
            Outcome::AlreadyThere
        }
        Some((id, _)) => {
            rewrite(&tx, id, report, origin, &sha256, gzip)?;
            Outcome::Replaced
        }
        None => {
            let id = insert_page(&tx, None, report, &report.name, origin, &sha256)?;
            remember_name(&tx, id, report)?;
            keep_bytes(&tx, id, gzip)?;
            Outcome::Added
        }
    };
    tx.commit()?;
    Ok(outcome)
}

fn rewrite(
    tx: &Transaction<'_>,
    id: i64,
    report: &Report,
    origin: &Origin<'_>,
    sha256: &str,
    gzip: Option<Vec<u8>>,
) -> Result<(), Trouble> {
    let name: String = tx.query_row("SELECT name FROM pages WHERE id = ?1", [id], |row| {
        row.get(0)
    })?;
    let names: Vec<(String, Option<String>)> = tx
        .prepare("SELECT name, url FROM page_names WHERE page_id = ?1 ORDER BY id")?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let kept: Option<Vec<u8>> = tx
        .query_row(
            "SELECT gzip FROM page_bytes WHERE page_id = ?1",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    // Everything found on the page hangs on this row and goes with it, out of the search index too.
    tx.execute("DELETE FROM pages WHERE id = ?1", [id])?;
    insert_page(tx, Some(id), report, &name, origin, sha256)?;
    for (name, url) in names {
        tx.execute(
            "INSERT INTO page_names (page_id, name, url) VALUES (?1, ?2, ?3)",
            params![id, name, url],
        )?;
    }
    remember_name(tx, id, report)?;
    keep_bytes(tx, id, gzip.or(kept))
}

fn remember_name(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    tx.prepare_cached(
        "INSERT INTO page_names (page_id, name, url)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS
         (SELECT 1 FROM page_names WHERE page_id = ?1 AND name = ?2 AND url IS ?3)",
    )?
    .execute(params![id, report.name, report.article.url])?;
    Ok(())
}

fn keep_bytes(tx: &Transaction<'_>, id: i64, gzip: Option<Vec<u8>>) -> Result<(), Trouble> {
    if let Some(gzip) = gzip {
        tx.prepare_cached("INSERT INTO page_bytes (page_id, gzip) VALUES (?1, ?2)")?
            .execute(params![id, gzip])?;
    }
    Ok(())
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes)
        .and_then(|()| gzip.finish())
        .map_err(|error| Trouble::Said(ErrorKind::Other, error.to_string()))
}

fn insert_page(
    tx: &Transaction<'_>,
    id: Option<i64>,
    report: &Report,
    name: &str,
    origin: &Origin<'_>,
    sha256: &str,
) -> Result<i64, Trouble> {
    let Report {
        article,
        chronology,
        ..
    } = report;
    let published = &chronology.published;
    tx.prepare_cached(
        "INSERT INTO pages (id, page, sha256, program, name, url, outlet, title, byline, language, language_confidence,
             published_low, published_high, published_basis, page_published, n_timexes, n_places, n_actors,
             n_statements, n_events, diagnostics, dates, text, sentences, lines, blocks)
         VALUES (:id, :page, :sha256, :program, :name, :url, :outlet, :title, :byline, :language, :language_confidence,
             :published_low, :published_high, :published_basis, :page_published, :n_timexes, :n_places, :n_actors,
             :n_statements, :n_events, :diagnostics, :dates, :text, :sentences, :lines, :blocks)",
    )?
    .execute(named_params! {
        ":id": id,
        ":page": report.page.as_str(),
        ":sha256": sha256,
        ":program": origin.program,
        ":name": name,
        ":url": article.url,
        ":outlet": article.outlet,
        ":title": article.title,
        ":byline": Json(&article.byline),
        ":language": article.language.as_ref().map(|language| &language.code),
        ":language_confidence": article.language.as_ref().map(|language| language.confidence),
        ":published_low": day(published.interval.low),
        ":published_high": day(published.interval.high),
        ":published_basis": Json(&published.basis),
        ":page_published": Json(&article.published),
        ":n_timexes": count(chronology.timexes.len()),
        ":n_places": count(report.places.len()),
        ":n_actors": count(report.actors.len()),
        ":n_statements": count(report.statements.len()),
        ":n_events": count(report.events.len()),
        ":diagnostics": Json(&report.diagnostics),
        ":dates": Json(&article.dates),
        ":text": article.text,
        ":sentences": Json(&report.sentences),
        ":lines": Json(&article.lines),
        ":blocks": Json(&article.blocks),
    })?;
    let id = tx.last_insert_rowid();
    insert_timexes(tx, id, report)?;
    insert_places(tx, id, report)?;
    insert_actors(tx, id, report)?;
    insert_statements(tx, id, report)?;
    insert_events(tx, id, report)?;
    Ok(id)
}

fn insert_timexes(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO timexes (page_id, number, start_byte, end_byte, type, value, mod, low, high, basis,
             sentence_start, sentence_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (idx, timex) in report.chronology.timexes.iter().enumerate() {
        let sent = sentence(report, timex.span);
        insert.execute(params![
            id,
            number(idx),
            count(timex.span.start),
            count(timex.span.end),
            timex.kind.as_str(),
            timex.value,
            timex.modifier.map(|modifier| modifier.as_str()),
            day(timex.interval.low),
            day(timex.interval.high),
            Json(&timex.basis),
            count(sent.start),
            count(sent.end),
        ])?;
    }
    Ok(())
}

fn insert_places(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO places (page_id, number, start_byte, end_byte, name, full_name, kind, country, geonames_id,
             lat, lon, basis, rivals, sentence_start, sentence_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    for (idx, place) in report.places.iter().enumerate() {
        let sent = sentence(report, place.span);
        insert.execute(params![
            id,
            number(idx),
            count(place.span.start),
            count(place.span.end),
            place.name,
            place.full_name,
            place.kind.as_str(),
            place.country,
            place.geonames_id,
            place.lat,
            place.lon,
            Json(&place.basis),
            Json(&place.rivals),
            count(sent.start),
            count(sent.end),
        ])?;
    }
    Ok(())
}

fn insert_actors(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO actors (page_id, number, name, kind, role, codes, mentions, basis)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (idx, actor) in report.actors.iter().enumerate() {
        insert.execute(params![
            id,
            number(idx),
            actor.name,
            actor.kind.as_str(),
            actor.role,
            Json(&actor.codes),
            Json(&actor.mentions),
            Json(&actor.basis),
        ])?;
    }
    Ok(())
}

fn insert_statements(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO statements (page_id, number, kind, speaker, addressee, source, cue, content, relay, venue_start,
             venue_end, negated, hypothetical, within, basis, speaker_name, content_text, sentence_start, sentence_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    let text = &report.article.text;
    for (idx, statement) in report.statements.iter().enumerate() {
        let anchor = [&statement.content, &statement.cue, &statement.source]
            .into_iter()
            .find_map(|spans| spans.first());
        let sent = anchor.map_or(Span::new(0, 0), |span| sentence(report, *span));
        let speaker_name = statement
            .speaker
            .map(|actor| report.actors[actor].name.as_str())
            .or_else(|| statement.source.first().map(|span| span.of(text)));
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        insert.execute(params![
            id,
            number(idx),
            statement.kind.as_str(),
            statement.speaker.map(number),
            statement.addressee.map(number),
            Json(&statement.source),
            Json(&statement.cue),
            Json(&statement.content),
            Json(&statement.relay),
            statement.venue.map(|venue| count(venue.start)),
            statement.venue.map(|venue| count(venue.end)),
            statement.negated,
            statement.hypothetical,
            statement.within.map(number),
            Json(&statement.basis),
            speaker_name,
            content.join(GAP),
            count(sent.start),
            count(sent.end),
        ])?;
    }
    Ok(())
}

fn insert_events(tx: &Transaction<'_>, id: i64, report: &Report) -> Result<(), Trouble> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO events (page_id, number, type, mode, contexts, quad, cameo, score, trigger_start, trigger_end,
             actors, recipients, date_value, date_low, date_high, date_after, date_basis, place, figures, status,
             statement, basis, actor_names, actor_codes, recipient_names, recipient_codes, place_name,
             killed_low, killed_high, injured_low, injured_high, sentence_start, sentence_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)",
    )?;
    for (idx, event) in report.events.iter().enumerate() {
        let sent = sentence(report, event.trigger);
        let (actors, recipients) = (
            named(report, &event.actors),
            named(report, &event.recipients),
        );
        let figures: Vec<WordedFigure> = event
            .figures
            .iter()
            .map(|figure| WordedFigure {
                text: figure.span.of(&report.article.text).to_owned(),
                figure: figure.clone(),
            })
            .collect();
        let (killed, injured) = (largest(event, "killed"), largest(event, "injured"));
        insert.execute(params![
            id,
            number(idx),
            event.kind.as_str(),
            event.mode,
            Json(&event.contexts),
            event.kind.quad().number(),
            event.cameo,
            finite(event.score),
            count(event.trigger.start),
            count(event.trigger.end),
            Json(&actors),
            Json(&recipients),
            event.date.value,
            day(event.date.interval.low),
            day(event.date.interval.high),
            event.date.after.map(number),
            Json(&event.date.basis),
            event.place.map(number),
            Json(&figures),
            event.status.as_str(),
            event.statement.map(number),
            Json(&event.basis),
            names(&actors),
            codes(&actors),
            names(&recipients),
            codes(&recipients),
            event.place.map(|place| &report.places[place].full_name),
            killed.0,
            killed.1,
            injured.0,
            injured.1,
            count(sent.start),
            count(sent.end),
        ])?;
    }
    Ok(())
}

fn named(report: &Report, parties: &[Party]) -> Vec<NamedParty> {
    let name = |party: &Party| match party.actor {
        Some(actor) => report.actors[actor].name.clone(),
        None => party.span.of(&report.article.text).to_owned(),
    };
    parties
        .iter()
        .map(|party| NamedParty {
            name: name(party),
            kind: party.actor.map(|actor| report.actors[actor].kind),
            party: party.clone(),
        })
        .collect()
}

fn names(parties: &[NamedParty]) -> String {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    names.join("; ")
}

fn codes(parties: &[NamedParty]) -> String {
    let codes: Vec<&str> = parties
        .iter()
        .filter_map(|party| Some(party.party.codes.first()?.as_str()))
        .collect();
    codes.join("; ")
}

/// The largest bounds among the figures that count `what`.
fn largest(event: &Event, what: &str) -> (Option<i64>, Option<i64>) {
    let figures = || event.figures.iter().filter(|figure| figure.what == what);
    let most = |bound: fn(&Figure) -> Option<u64>| {
        let bound = figures().filter_map(bound).max()?;
        Some(i64::try_from(bound).unwrap_or(i64::MAX))
    };
    (most(|figure| figure.low), most(|figure| figure.high))
}

fn sentence(report: &Report, span: Span) -> Span {
    report.sentence_of(span).unwrap_or(span)
}

fn day(date: Option<dateline_schema::Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// SQLite has no NaN.
fn finite(score: f32) -> f64 {
    if score.is_nan() { 0.0 } else { score.into() }
}

/// Numbers of items begin at 1, as in ids.
fn number(idx: usize) -> i64 {
    count(idx) + 1
}

fn count(len: usize) -> i64 {
    i64::try_from(len).expect("no text or list is longer than 2^63")
}
