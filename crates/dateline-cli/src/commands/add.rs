//! `dateline add`: pages into the record.

use std::io::Write;

use anyhow::Result;
use dateline::schema::{Diagnostic, Report};
use dateline::store::{Outcome as Added, Store};
use serde_json::{Value, json};

use crate::Outcome;
use crate::cli::{AddArgs, Common};
use crate::output::{self, FAINT, Format, STRONG};
use crate::record::{self, AddOptions, Entry, Tally};
use crate::talk;

const COLUMNS: [&str; 6] = ["page", "outcome", "name", "title", "statements", "events"];

pub(crate) fn run(args: &AddArgs, common: &Common) -> Result<Outcome> {
    let sources = record::find(&args.paths, &args.pages)?;
    // A mistyped path must not leave an empty record behind.
    if sources.found.is_empty() {
        return Ok(Outcome::SomeFailed);
    }
    let mut store = Store::open(&common.db)?;
    let options = AddOptions {
        again: args.again,
        keep_pages: args.keep_pages,
    };
    let mut out = output::stdout();
    if args.format == Format::Csv {
        writeln!(out, "{}", COLUMNS.join(","))?;
    }
    let tally = record::add(&mut store, sources, &args.pages, common, options, |entry| {
        write(&mut out, entry, args.format)?;
        // Whoever watches sees each page as it is done.
        Ok(out.flush()?)
    })?;
    if !common.quiet {
        let Tally {
            added,
            there,
            failed,
        } = tally;
        let db = common.db.display();
        talk::note(&format!(
            "{db}: {added} added, {there} already there, {failed} failed"
        ));
    }
    Ok(tally.outcome())
}

fn write(out: &mut impl Write, entry: Entry<'_>, format: Format) -> Result<()> {
    let (report, added, outcome) = match entry {
        Entry::Page(report, added @ Added::Added) => (report, added, "added"),
        Entry::Page(report, added @ Added::AlreadyThere) => (report, added, "there"),
        Entry::Page(report, added @ Added::Replaced) => (report, added, "replaced"),
        // What it says now stands in the record as after any other run.
        Entry::Revised(report) => (report, Added::Replaced, "revised"),
        Entry::NotChanged(url) => return write_not_changed(out, url, format),
    };
    let title = report.article.title.as_deref().unwrap_or_default();
    let (n_statements, n_events) = (report.statements.len(), report.events.len());
    match format {
        Format::Text if added == Added::AlreadyThere => {
            writeln!(
                out,
                "{outcome:8} {FAINT}{}{FAINT:#}  {}",
                report.page, report.name
            )?;
        }
        Format::Text => writeln!(
            out,
            "{outcome:8} {FAINT}{}{FAINT:#}  {STRONG}{title}{STRONG:#}  {n_statements} statements, {n_events} events",
            report.page
        )?,
        Format::Json => {
            let object = json!({
                "schema": dateline::view::SCHEMA,
                "page": report.page.as_str(),
                "outcome": outcome,
                "name": report.name,
                "title": report.article.title,
                "statements": n_statements,
                "events": n_events,
                "diagnostics": diagnostics(report),
            });
            writeln!(out, "{object}")?;
        }
        Format::Csv => {
            let mut row = csv::Writer::from_writer(Vec::new());
            let counts = [n_statements.to_string(), n_events.to_string()];
            row.write_record([
                report.page.as_str(),
                outcome,
                &report.name,
                title,
                &counts[0],
                &counts[1],
            ])?;
            out.write_all(&row.into_inner().map_err(|error| error.into_error())?)?;
        }
    }
    Ok(())
}

/// What there is to say about a page, all of it.
fn diagnostics(report: &Report) -> Vec<Value> {
    let object = |diagnostic: &Diagnostic| {
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.as_str(),
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        })
    };
    report.diagnostics.iter().map(object).collect()
}

/// A line for an address; which pages it had given, another run has said.
fn write_not_changed(out: &mut impl Write, url: &str, format: Format) -> Result<()> {
    let outcome = "not changed";
    match format {
        Format::Text => writeln!(out, "{outcome}  {url}")?,
        Format::Json => {
            let object =
                json!({ "schema": dateline::view::SCHEMA, "outcome": outcome, "name": url });
            writeln!(out, "{object}")?;
        }
        Format::Csv => {
            let mut row = csv::Writer::from_writer(Vec::new());
            row.write_record(["", outcome, url, "", "", ""])?;
            out.write_all(&row.into_inner().map_err(|error| error.into_error())?)?;
        }
    }
    Ok(())
}
