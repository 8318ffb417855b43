//! A report as rows: one of the page, and one for each thing found on it.
//!
//! What other tools or the search want as plain text stands beside the nested parts. The report's spans and numbers
//! have been looked at before.

use dateline_schema::{Event, Figure, Party, Report, Span};
use rusqlite::{Transaction, named_params, params};

use crate::add::Origin;
use crate::error::Trouble;
use crate::json::{Json, NamedParty, WordedFigure};

/// Stands between the pieces of a broken content in the words that are searched and shown.
const GAP: &str = " … ";

/// Writes the row of a page, under `id` if it had one, and those of everything found on it.
pub(crate) fn insert_page(
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
             n_statements, n_events, diagnostics, dates, text, sentences, lines, blocks, wire, section)
         VALUES (:id, :page, :sha256, :program, :name, :url, :outlet, :title, :byline, :language, :language_confidence,
             :published_low, :published_high, :published_basis, :page_published, :n_timexes, :n_places, :n_actors,
             :n_statements, :n_events, :diagnostics, :dates, :text, :sentences, :lines, :blocks,
             :wire, :section)",
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
        ":wire": Json(&article.wire),
        ":section": Json(&article.section),
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
             venue_end, negated, hypothetical, manner, within, basis, speaker_name, content_text, sentence_start,
             sentence_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
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
            Json(&statement.manner),
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
             killed_low, killed_high, injured_low, injured_high, sentence_start, sentence_end, date_candidates)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)",
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
            Json(&event.date.candidates),
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
