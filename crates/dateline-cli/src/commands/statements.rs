//! `dateline statements`: who said what, to whom, via whom, and who else carries it.

use std::io::Write;

use anyhow::Result;
use dateline::quotations::Quotations;
use dateline::schema::SpeechAct;
use dateline::store::{StatementFilter, StatementRow};
use dateline::view;
use serde_json::Value;

use crate::Outcome;
use crate::cli::{Common, StatementsArgs};
use crate::output::{self, FAINT, STRONG, Saying};
use crate::{elsewhere, record, talk};

pub(crate) fn run(args: &StatementsArgs, common: &Common) -> Result<Outcome> {
    let (store, read) = record::open(&args.paths, &args.pages, common)?;
    let rows = store.statements(&StatementFilter {
        speaker: args.speaker.clone(),
        acts: acts(args),
        about: args.about.clone(),
        since: args.when.since,
        until: args.when.until,
        outlet: args.outlet.clone(),
        limit: args.limit,
    })?;
    if rows.is_empty() && !common.quiet {
        talk::note("nothing found");
    }
    let mut out = output::stdout();
    match args.format {
        Saying::Text => {
            let quotations = Quotations::builtin()?;
            for (idx, row) in rows.iter().enumerate() {
                if idx > 0 {
                    writeln!(out)?;
                }
                text(&mut out, row)?;
                if let Some(quotation) = quotations.of(&store, &row.id)? {
                    let line = elsewhere::in_words(&quotation);
                    output::wrapped(
                        &mut out,
                        &format!("{FAINT}{line}{FAINT:#}"),
                        4,
                        output::width(),
                    )?;
                }
            }
        }
        Saying::Json => {
            let quotations = Quotations::builtin()?;
            for row in &rows {
                let quotation = quotations.of(&store, &row.id)?;
                writeln!(out, "{}", view::statement(row, quotation.as_ref()))?;
            }
        }
        Saying::CslJson => {
            let items: Vec<Value> = rows.iter().map(view::csl_json).collect();
            writeln!(out, "{:#}", Value::from(items))?;
        }
        Saying::Bibtex => {
            for row in &rows {
                writeln!(out, "{}", view::bibtex(row))?;
            }
        }
        Saying::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(view::STATEMENT_COLUMNS)?;
            for row in &rows {
                table.write_record(view::statement_row(row))?;
            }
            table.flush()?;
        }
    }
    out.flush()?;
    Ok(if rows.is_empty() {
        read.or(Outcome::NothingFound)
    } else {
        read
    })
}

/// Which acts are asked for; none for all.
fn acts(args: &StatementsArgs) -> Vec<SpeechAct> {
    if args.all || !args.act.is_empty() {
        return args.act.clone();
    }
    let mut acts = SpeechAct::ALL.to_vec();
    acts.retain(|act| act.is_uttered());
    acts
}

/// The speaker with role, addressee and relays on one line, the words below, then who tells it.
pub(crate) fn text(out: &mut impl Write, row: &StatementRow) -> Result<()> {
    let speaker = row.speaker.as_deref().unwrap_or("somebody unnamed");
    let role = row
        .speaker_role
        .as_ref()
        .map(|role| format!(", {role}"))
        .unwrap_or_default();
    let statement = &row.statement;
    let mut around = String::new();
    if let Some(addressee) = &row.addressee {
        around.push_str(&format!(" to {addressee}"));
    }
    let relays = row.relays();
    if !relays.is_empty() {
        around.push_str(&format!(" via {}", relays.join(", ")));
    }
    if let Some(venue) = &row.venue {
        around.push_str(&format!(", {venue}"));
    }
    let act = statement.manner.act;
    for (holds, what) in [
        (act != SpeechAct::Say, act.as_str()),
        (statement.manner.hedged, "hedged"),
        (statement.negated, "did not say"),
        (statement.hypothetical, "hypothetical"),
    ] {
        if holds {
            around.push_str(&format!(" ({what})"));
        }
    }
    writeln!(
        out,
        "{STRONG}{speaker}{STRONG:#}{role}{around}  {FAINT}{} {}{FAINT:#}",
        statement.kind.as_str(),
        row.id
    )?;
    output::wrapped(out, &row.quoted(), 4, output::width())?;
    let published = output::published(row.published.interval);
    writeln!(out, "    {FAINT}{}, {FAINT:#}{published}", row.outlet)?;
    Ok(())
}
