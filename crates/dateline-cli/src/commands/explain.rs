//! `dateline explain`: why an entry says what it says.

use std::io::Write;

use anyhow::Result;
use dateline::explain::{self, Explanation, Fact};
use dateline::view;

use crate::Outcome;
use crate::cli::{Common, ExplainArgs};
use crate::lookup::{self, Found};
use crate::output::{self, FAINT, MARK, Prose, STRONG};

pub(crate) fn run(args: &ExplainArgs, common: &Common) -> Result<Outcome> {
    let (found, read) = lookup::find(&args.what, &args.paths, common)?;
    let (id, explanation) = match &found {
        Found::Page(report) => (report.page.to_string(), Some(explain::page(report))),
        Found::Item(report, id, _) => (id.to_string(), explain::item(report, id)),
        Found::Story(story) => (story.id.to_string(), Some(explain::story(story))),
    };
    let explanation = explanation.expect("the item was looked up in this report");
    let mut out = output::stdout();
    match args.format {
        Prose::Text => text(&mut out, &id, &explanation)?,
        Prose::Json => writeln!(out, "{}", view::explanation(&id, &explanation))?,
    }
    out.flush()?;
    Ok(read)
}

fn text(out: &mut impl Write, id: &str, explanation: &Explanation) -> Result<()> {
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}  {FAINT}{id}{FAINT:#}",
        explanation.title
    )?;
    if let Some(excerpt) = &explanation.excerpt {
        output::wrapped(out, &output::excerpt(excerpt, MARK), 4, output::width())?;
    }
    for Fact {
        name,
        value,
        reasons,
        rivals,
    } in &explanation.facts
    {
        output::wrapped(
            out,
            &format!("{STRONG}{name}{STRONG:#}: {value}"),
            2,
            output::width(),
        )?;
        for reason in reasons {
            output::wrapped(
                out,
                &format!("{FAINT}{reason}{FAINT:#}"),
                6,
                output::width(),
            )?;
        }
        if !rivals.is_empty() {
            output::wrapped(
                out,
                &format!("{FAINT}rather than: {}{FAINT:#}", rivals.join("; ")),
                6,
                output::width(),
            )?;
        }
    }
    Ok(())
}
