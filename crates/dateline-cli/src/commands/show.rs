//! `dateline show`: one page, statement, event or story, with its sentence marked.

use std::io::Write;

use anyhow::Result;
use dateline::explain::{self, Excerpt};
use dateline::schema::{Article, ItemId, ItemKind, Report, Role, Sighting, Span};
use dateline::{Layers, view};
use serde_json::json;

use super::timeline;
use crate::Outcome;
use crate::cli::{Common, ShowArgs};
use crate::elsewhere;
use crate::lookup::{self, Found};
use crate::output::{self, FAINT, MARK, Prose, STRONG};

pub(crate) fn run(args: &ShowArgs, common: &Common) -> Result<Outcome> {
    let (found, read) = lookup::find(&args.what, &args.paths, common)?;
    let mut out = output::stdout();
    match (&found, args.format) {
        (Found::Page(report), Prose::Text) => page(&mut out, report, args.roles)?,
        (Found::Page(report), Prose::Json) => {
            let id = json!(report.page.as_str());
            let mut object = view::annotation(&id, report, None, Layers::ALL);
            object["schema"] = json!(view::SCHEMA);
            writeln!(out, "{object}")?;
        }
        (Found::Item(report, id, quotation), Prose::Text) => {
            item(&mut out, report, id)?;
            if let Some(quotation) = quotation {
                elsewhere::text(&mut out, quotation)?;
            }
        }
        (Found::Item(report, id, quotation), Prose::Json) => {
            let mut object = view::item(report, id).expect("the item was looked up in this report");
            if let Some(quotation) = quotation {
                object["quotation"] = view::quotation(quotation);
            }
            writeln!(out, "{object}")?;
        }
        (Found::Story(story), Prose::Text) => timeline::text(&mut out, story)?,
        (Found::Story(story), Prose::Json) => writeln!(out, "{}", view::story(story))?,
    }
    out.flush()?;
    Ok(read)
}

/// The head of the page, its lines, and what was found in each.
fn page(out: &mut impl Write, report: &Report, roles: bool) -> Result<()> {
    head(out, report)?;
    if roles {
        for block in &report.article.blocks {
            output::wrapped(
                out,
                &format!(
                    "{FAINT}{:>12}{FAINT:#}  {}",
                    block.role.as_str(),
                    block.text
                ),
                0,
                output::width(),
            )?;
        }
        return Ok(());
    }
    let article = &report.article;
    let entries = entries(report);
    for line in article
        .lines
        .iter()
        .filter(|line| line.role != Role::Headline)
    {
        writeln!(out)?;
        let text = match line.role {
            Role::Caption => format!("{FAINT}[caption]{FAINT:#} {}", line.span.of(&article.text)),
            Role::Subheading => format!("{STRONG}{}{STRONG:#}", line.span.of(&article.text)),
            _ => line.span.of(&article.text).to_owned(),
        };
        output::wrapped(out, &text, 2, output::width())?;
        let first = entries.partition_point(|(start, ..)| *start < line.span.start);
        for (_, id, entry) in entries[first..]
            .iter()
            .take_while(|(start, ..)| *start < line.span.end)
        {
            output::wrapped(
                out,
                &format!("{FAINT}{id}{FAINT:#} {entry}"),
                6,
                output::width(),
            )?;
        }
    }
    Ok(())
}

fn head(out: &mut impl Write, report: &Report) -> Result<()> {
    let Article {
        title,
        byline,
        wire,
        section,
        ..
    } = &report.article;
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}  {FAINT}{}{FAINT:#}",
        title.as_deref().unwrap_or("(no title)"),
        report.page
    )?;
    let published = output::published(report.chronology.published.interval);
    let by = if byline.is_empty() {
        String::new()
    } else {
        format!("by {}, ", byline.join(", "))
    };
    let agencies: Vec<&str> = wire.iter().map(|credit| credit.value.as_str()).collect();
    let credited = if agencies.is_empty() {
        String::new()
    } else {
        format!(" (from {})", agencies.join(", "))
    };
    let section = section
        .as_ref()
        .map(|section| format!("{}, ", section.value))
        .unwrap_or_default();
    writeln!(
        out,
        "{by}{}{credited}, {section}{published}",
        report.outlet()
    )?;
    Ok(())
}

/// What was said and done on a page, in the order of the text, each with its first byte.
fn entries(report: &Report) -> Vec<(usize, ItemId, String)> {
    let text = &report.article.text;
    let name = |idx: usize| report.actors[idx].name.clone();
    let mut entries = Vec::new();
    for (idx, statement) in report.statements.iter().enumerate() {
        let Some(at) = statement.content.first() else {
            continue;
        };
        let speaker = statement
            .speaker
            .map_or_else(|| "somebody".to_owned(), name);
        let words: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        entries.push((
            at.start,
            ItemKind::Statement,
            idx,
            format!("{speaker}: {}", words.join(" … ")),
        ));
    }
    for (idx, event) in report.events.iter().enumerate() {
        let Some(sighting) = Sighting::of(report, idx) else {
            continue;
        };
        let what = output::happening(&sighting, sighting.place.as_ref(), event.status);
        let days = output::days(event.date.interval);
        entries.push((
            event.trigger.start,
            ItemKind::Event,
            idx,
            format!("{days}  {what}"),
        ));
    }
    entries.sort_by_key(|(start, kind, idx, _)| (*start, *kind, *idx));
    entries
        .into_iter()
        .map(|(start, kind, idx, entry)| (start, ItemId::of(&report.page, kind, idx), entry))
        .collect()
}

/// What it is, and its whole paragraph with the words marked.
fn item(out: &mut impl Write, report: &Report, id: &ItemId) -> Result<()> {
    let explanation = explain::item(report, id).expect("the item was looked up in this report");
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}  {FAINT}{id}{FAINT:#}",
        explanation.title
    )?;
    let words = words_of(report, id);
    let article = &report.article;
    for line in &article.lines {
        if words.iter().any(|word| word.overlaps(line.span)) {
            let excerpt = Excerpt::new(&article.text, line.span, &words);
            output::wrapped(out, &output::excerpt(&excerpt, MARK), 4, output::width())?;
        }
    }
    for fact in explanation.facts {
        output::wrapped(
            out,
            &format!("{STRONG}{}{STRONG:#}: {}", fact.name, fact.value),
            2,
            output::width(),
        )?;
    }
    write!(out, "{FAINT}from:{FAINT:#} ")?;
    head(out, report)
}

/// The words that an item stands on.
fn words_of(report: &Report, id: &ItemId) -> Vec<Span> {
    let idx = id.idx();
    match id.kind {
        ItemKind::Statement => report.statements[idx].content.clone(),
        ItemKind::Event | ItemKind::Story => vec![report.events[idx].trigger],
        ItemKind::Timex => vec![report.chronology.timexes[idx].span],
        ItemKind::Place => vec![report.places[idx].span],
        ItemKind::Actor => report.actors[idx]
            .mentions
            .iter()
            .map(|mention| mention.span)
            .collect(),
    }
}
