//! `dateline export`: the record as tables.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result};
use dateline::store::{Cell, EventFilter, Store, View};
use dateline::view;
use serde_json::{Map, Value};

use crate::Outcome;
use crate::cli::{Common, ExportArgs, Table};
use crate::output::{self, Sheet};

pub(crate) fn run(args: &ExportArgs, common: &Common) -> Result<Outcome> {
    let store = Store::open_read_only(&common.db)?;
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("{}: cannot be written", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(output::stdout()),
    };
    let view = match args.table {
        Table::Pages => View::Pages,
        Table::Statements => View::Statements,
        Table::Events => View::Events,
        Table::Entities => View::Entities,
        Table::Dates => View::Dates,
        Table::Places => View::Places,
        Table::Copies => View::Copies,
        Table::Quotations => View::Quotations,
        Table::Timeline => {
            timeline(&store, args.format, &mut out)?;
            out.flush()?;
            return Ok(Outcome::Done);
        }
    };
    match args.format {
        Sheet::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            let columns = store.columns(view)?;
            table.write_record(&columns)?;
            store.each_row(view, |cells| -> Result<()> {
                table.write_record(cells.iter().map(Cell::to_string))?;
                Ok(())
            })??;
            table.flush()?;
        }
        Sheet::Json => {
            let columns = store.columns(view)?;
            store.each_row(view, |cells| -> Result<()> {
                let named = columns.iter().cloned().zip(cells.iter().map(json));
                serde_json::to_writer(&mut out, &Value::Object(Map::from_iter(named)))?;
                Ok(out.write_all(b"\n")?)
            })??;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn json(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => Value::from(*number),
        Cell::Real(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_str()),
    }
}

/// One row a story and page that tells it, or one object a story.
fn timeline(store: &Store, format: Sheet, out: &mut impl Write) -> Result<()> {
    let stories = dateline::timeline(store, &EventFilter::default())?;
    match format {
        Sheet::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(view::COLUMNS)?;
            for story in &stories {
                for sighting in &story.sightings {
                    table.write_record(view::row(sighting, Some(story)))?;
                }
            }
            table.flush()?;
        }
        Sheet::Json => {
            for story in &stories {
                writeln!(out, "{}", view::story(story))?;
            }
        }
    }
    Ok(())
}
