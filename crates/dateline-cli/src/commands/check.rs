//! `dateline check`: whether a record is whole.

use std::io::Write;

use anyhow::Result;
use dateline::store::{Stats, Store};

use crate::Outcome;
use crate::cli::{CheckArgs, Common};
use crate::output;

pub(crate) fn run(_args: &CheckArgs, common: &Common) -> Result<Outcome> {
    let mut store = Store::open_read_only(&common.db)?;
    // The search index can be compared word by word only where the record may be written.
    if let Ok(writable) = Store::open(&common.db) {
        store = writable;
    }
    let problems = store.check()?;
    let mut out = output::stdout();
    let db = common.db.display();
    for problem in &problems {
        let page = problem
            .page
            .as_ref()
            .map(|page| format!("{page}: "))
            .unwrap_or_default();
        writeln!(out, "{db}: {page}{}", problem.message)?;
    }
    let Stats {
        pages,
        statements,
        events,
        entities,
        places,
        dates,
        bytes,
        ..
    } = store.stats()?;
    if problems.is_empty() {
        writeln!(
            out,
            "{db}: whole; {pages} pages, {statements} statements, {events} events, {entities} entities, {places} places, \
             {dates} dates, {bytes} bytes"
        )?;
    }
    out.flush()?;
    Ok(if problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeFailed
    })
}
