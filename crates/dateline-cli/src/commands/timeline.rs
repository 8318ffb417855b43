//! `dateline timeline`: what happened, oldest first, with the outlets that say so.

use std::io::Write;

use anyhow::Result;
use dateline::schema::{Disagreement, Story, Variant};
use dateline::view;

use crate::Outcome;
use crate::cli::{Common, TimelineArgs};
use crate::output::{self, DATE, DIFFER, FAINT, Format, STRONG};
use crate::{record, talk};

pub(crate) fn run(args: &TimelineArgs, common: &Common) -> Result<Outcome> {
    let (store, read) = record::open(&args.paths, &args.pages, common)?;
    let mut stories = dateline::timeline(&store, &record::event_filter(&args.filter))?;
    let n_all = stories.len();
    if !args.all && args.filter.status.is_empty() {
        stories.retain(|story| story.status.has_happened());
    }
    if stories.is_empty() && !common.quiet {
        talk::note(&match n_all {
            0 => "nothing found".to_owned(),
            n => format!(
                "nothing that happened; --all shows {n} planned, threatened, supposed or denied"
            ),
        });
    }
    stories.truncate(args.filter.limit.unwrap_or(usize::MAX));
    write(&stories, args.format)?;
    Ok(if stories.is_empty() {
        read.or(Outcome::NothingFound)
    } else {
        read
    })
}

fn write(stories: &[Story], format: Format) -> Result<()> {
    let mut out = output::stdout();
    match format {
        Format::Text => {
            for (idx, story) in stories.iter().enumerate() {
                if idx > 0 {
                    writeln!(out)?;
                }
                text(&mut out, story)?;
            }
        }
        Format::Json => {
            for story in stories {
                writeln!(out, "{}", view::story(story))?;
            }
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(view::COLUMNS)?;
            for story in stories {
                for sighting in &story.sightings {
                    table.write_record(view::row(sighting, Some(story)))?;
                }
            }
            table.flush()?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The date and what happened on one line, then what each page says, then where they differ.
pub(crate) fn text(out: &mut impl Write, story: &Story) -> Result<()> {
    let days = output::days(story.date.interval);
    let what = output::happening(&story.sightings[0], story.place.as_ref(), story.status);
    writeln!(
        out,
        "{DATE}{days}{DATE:#}  {STRONG}{what}{STRONG:#}  {FAINT}{}{}{FAINT:#}",
        story.id,
        witnesses(story)
    )?;
    output::told(out, &story.sightings)?;
    for Disagreement { about, variants } in &story.disagreements {
        let variants: Vec<String> = variants
            .iter()
            .map(|variant| variant_in_words(story, variant))
            .collect();
        let line = format!(
            "{DIFFER}they differ on {about}:{DIFFER:#} {}",
            variants.join(" / ")
        );
        output::wrapped(out, &line, 4, output::width())?;
    }
    Ok(())
}

/// How many of the pages are independent of each other, where not all of them are: copies of one report are one witness.
fn witnesses(story: &Story) -> String {
    let (n_pages, n_independent) = (story.n_pages(), story.n_independent());
    if n_independent == n_pages {
        String::new()
    } else {
        format!("  {n_pages} pages, {n_independent} independent")
    }
}

fn variant_in_words(story: &Story, variant: &Variant) -> String {
    let mut outlets: Vec<&str> = Vec::new();
    for idx in &variant.sightings {
        let outlet = story.sightings[*idx].outlet.as_str();
        if !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    format!("{} ({})", variant.text, outlets.join(", "))
}
