//! `dateline events`: who did what to whom, an event as one page tells it at a time.

use std::io::Write;

use anyhow::Result;
use dateline::view;

use crate::Outcome;
use crate::cli::{Common, EventsArgs};
use crate::output::{self, DATE, FAINT, Format, STRONG};
use crate::{record, talk};

pub(crate) fn run(args: &EventsArgs, common: &Common) -> Result<Outcome> {
    let (store, read) = record::open(&args.paths, &args.pages, common)?;
    let sightings = store.sightings(&record::event_filter(&args.filter))?;
    if sightings.is_empty() && !common.quiet {
        talk::note("nothing found");
    }
    let mut out = output::stdout();
    match args.format {
        Format::Text => {
            for sighting in &sightings {
                let days = output::days(sighting.event.date.interval);
                let what =
                    output::happening(sighting, sighting.place.as_ref(), sighting.event.status);
                writeln!(
                    out,
                    "{DATE}{days}{DATE:#}  {STRONG}{what}{STRONG:#}  {FAINT}{}{FAINT:#}",
                    sighting.id
                )?;
                output::told(&mut out, std::slice::from_ref(sighting))?;
            }
        }
        Format::Json => {
            for sighting in &sightings {
                writeln!(out, "{}", view::sighting(sighting))?;
            }
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            // The first column names the story, which only the timeline knows.
            table.write_record(&view::COLUMNS[1..])?;
            for sighting in &sightings {
                table.write_record(&view::row(sighting, None)[1..])?;
            }
            table.flush()?;
        }
    }
    out.flush()?;
    Ok(if sightings.is_empty() {
        read.or(Outcome::NothingFound)
    } else {
        read
    })
}
