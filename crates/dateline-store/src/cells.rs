//! A row of the record, read from left to right, and the columns that make one noun each.

use dateline_schema::{
    Actor, ActorKind, Date, Dating, Event, EventDate, EventType, Interval, PageId, Party, Place,
    PlaceKind, Span, Statement, StatementKind, Status, Timex, TimexKind, TimexMod,
};
use rusqlite::types::{FromSql, Type};
use rusqlite::{Result, Row};

use crate::json::{Json, NamedParty, Nested, WordedFigure};

/// The cells of a row, each taken once, in order.
pub(crate) struct Cells<'a, 'stmt> {
    row: &'a Row<'stmt>,
    next: usize,
}

impl<'a, 'stmt> Cells<'a, 'stmt> {
    pub(crate) fn of(row: &'a Row<'stmt>) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn take<T: FromSql>(&mut self) -> Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    pub(crate) fn json<T: Nested>(&mut self) -> Result<T> {
        Ok(self.take::<Json<T>>()?.0)
    }

    /// A cell whose text stands for a value.
    pub(crate) fn parsed<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text: String = self.take()?;
        parse(&text).ok_or_else(|| self.unexpected(&text))
    }

    pub(crate) fn parsed_opt<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let text: Option<String> = self.take()?;
        text.map(|text| parse(&text).ok_or_else(|| self.unexpected(&text)))
            .transpose()
    }

    pub(crate) fn page(&mut self) -> Result<PageId> {
        self.parsed(|id| id.parse().ok())
    }

    pub(crate) fn index(&mut self) -> Result<usize> {
        let number: i64 = self.take()?;
        index(number).ok_or_else(|| self.unexpected(&number.to_string()))
    }

    pub(crate) fn reference(&mut self) -> Result<Option<usize>> {
        let number: Option<i64> = self.take()?;
        number
            .map(|number| index(number).ok_or_else(|| self.unexpected(&number.to_string())))
            .transpose()
    }

    pub(crate) fn count(&mut self) -> Result<usize> {
        let number: i64 = self.take()?;
        usize::try_from(number).map_err(|_| self.unexpected(&number.to_string()))
    }

    fn span(&mut self) -> Result<Span> {
        let (start, end) = (self.count()?, self.count()?);
        if start > end {
            return Err(self.unexpected(&format!("{start}..{end}")));
        }
        Ok(Span::new(start, end))
    }

    fn span_opt(&mut self) -> Result<Option<Span>> {
        let (start, end): (Option<i64>, Option<i64>) = (self.take()?, self.take()?);
        let ends = start.zip(end).and_then(|(start, end)| {
            Some((usize::try_from(start).ok()?, usize::try_from(end).ok()?))
        });
        Ok(ends
            .filter(|(start, end)| start <= end)
            .map(|(start, end)| Span::new(start, end)))
    }

    pub(crate) fn interval(&mut self) -> Result<Interval> {
        let day = |text: &str| text.parse::<Date>().ok();
        Ok(Interval {
            low: self.parsed_opt(day)?,
            high: self.parsed_opt(day)?,
        })
    }

    pub(crate) fn dating(&mut self) -> Result<Dating> {
        Ok(Dating {
            interval: self.interval()?,
            basis: self.json()?,
        })
    }

    fn unexpected(&self, value: &str) -> rusqlite::Error {
        let column = self.next - 1;
        let name = self.row.as_ref().column_name(column).unwrap_or_default();
        let message = format!("unexpected {name}: {value:?}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, message.into())
    }
}

fn index(number: i64) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

/// What [`timex`] takes.
pub(crate) const TIMEX: &str =
    "t.start_byte, t.end_byte, t.type, t.value, t.mod, t.low, t.high, t.basis";

pub(crate) fn timex(cells: &mut Cells<'_, '_>) -> Result<Timex> {
    Ok(Timex {
        span: cells.span()?,
        kind: cells.parsed(TimexKind::from_name)?,
        value: cells.take()?,
        modifier: cells.parsed_opt(TimexMod::from_name)?,
        interval: cells.interval()?,
        basis: cells.json()?,
    })
}

/// What [`place`] takes.
pub(crate) const PLACE: &str = "l.start_byte, l.end_byte, l.name, l.full_name, l.kind, l.country, l.geonames_id, \
     l.lat, l.lon, l.basis, l.rivals";

pub(crate) fn place(cells: &mut Cells<'_, '_>) -> Result<Place> {
    Ok(Place {
        span: cells.span()?,
        name: cells.take()?,
        full_name: cells.take()?,
        kind: cells.parsed(PlaceKind::from_name)?,
        country: cells.take()?,
        geonames_id: cells.take()?,
        lat: cells.take()?,
        lon: cells.take()?,
        basis: cells.json()?,
        rivals: cells.json()?,
    })
}

/// What [`actor`] takes.
pub(crate) const ACTOR: &str = "a.name, a.kind, a.role, a.codes, a.mentions, a.basis";

pub(crate) fn actor(cells: &mut Cells<'_, '_>) -> Result<Actor> {
    Ok(Actor {
        name: cells.take()?,
        kind: cells.parsed(ActorKind::from_name)?,
        role: cells.take()?,
        codes: cells.json()?,
        mentions: cells.json()?,
        basis: cells.json()?,
    })
}

/// What [`statement`] takes.
pub(crate) const STATEMENT: &str = "s.source, s.cue, s.content, s.kind, s.speaker, s.addressee, s.relay, s.venue_start, \
     s.venue_end, s.negated, s.hypothetical, s.manner, s.within, s.basis";

pub(crate) fn statement(cells: &mut Cells<'_, '_>) -> Result<Statement> {
    Ok(Statement {
        source: cells.json()?,
        cue: cells.json()?,
        content: cells.json()?,
        kind: cells.parsed(StatementKind::from_name)?,
        speaker: cells.reference()?,
        addressee: cells.reference()?,
        relay: cells.json()?,
        venue: cells.span_opt()?,
        negated: cells.take()?,
        hypothetical: cells.take()?,
        manner: cells.json()?,
        within: cells.reference()?,
        basis: cells.json()?,
    })
}

/// What [`event`] takes.
pub(crate) const EVENT: &str = "e.type, e.mode, e.contexts, e.cameo, e.score, e.trigger_start, e.trigger_end, \
     e.actors, e.recipients, e.date_value, e.date_low, e.date_high, e.date_after, e.date_basis, e.date_candidates, \
     e.place, e.figures, e.status, e.statement, e.basis";

/// An event with the names and words that its row keeps beside it.
pub(crate) struct NamedEvent {
    pub(crate) event: Event,
    pub(crate) actor_names: Vec<String>,
    pub(crate) actor_kinds: Vec<Option<ActorKind>>,
    pub(crate) recipient_names: Vec<String>,
    pub(crate) recipient_kinds: Vec<Option<ActorKind>>,
    pub(crate) figure_texts: Vec<String>,
}

pub(crate) fn event(cells: &mut Cells<'_, '_>) -> Result<NamedEvent> {
    let kind = cells.parsed(EventType::from_name)?;
    let mode: Option<String> = cells.take()?;
    let contexts = cells.json()?;
    let cameo: String = cells.take()?;
    let score: f64 = cells.take()?;
    let trigger = cells.span()?;
    let (actors, actor_names, actor_kinds) = parties(cells.json()?);
    let (recipients, recipient_names, recipient_kinds) = parties(cells.json()?);
    let date = EventDate {
        value: cells.take()?,
        interval: cells.interval()?,
        after: cells.reference()?,
        basis: cells.json()?,
        candidates: cells.json()?,
    };
    let place = cells.reference()?;
    let (figures, figure_texts) = cells
        .json::<Vec<WordedFigure>>()?
        .into_iter()
        .map(|worded| (worded.figure, worded.text))
        .unzip();
    let event = Event {
        kind,
        mode: mode.map(Into::into),
        contexts,
        cameo: cameo.into(),
        // It was widened from an f32.
        score: score as f32,
        trigger,
        actors,
        recipients,
        date,
        place,
        figures,
        status: cells.parsed(Status::from_name)?,
        statement: cells.reference()?,
        basis: cells.json()?,
    };
    Ok(NamedEvent {
        event,
        actor_names,
        actor_kinds,
        recipient_names,
        recipient_kinds,
        figure_texts,
    })
}

fn parties(named: Vec<NamedParty>) -> (Vec<Party>, Vec<String>, Vec<Option<ActorKind>>) {
    let (names, rest): (Vec<_>, Vec<_>) = named
        .into_iter()
        .map(|named| (named.name, (named.party, named.kind)))
        .unzip();
    let (parties, kinds) = rest.into_iter().unzip();
    (parties, names, kinds)
}
