//! What goes to stdout: formats, colours, wrapped text.

use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use dateline::explain::{Excerpt, interval_in_words};
use dateline::schema::{Figure, Interval, PageId, Place, Sighting, Span, Status};

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// JSON Lines: one object a line.
    Json,
    /// Comma-separated values with a header row.
    Csv,
}

/// How statements are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Saying {
    /// For people.
    #[default]
    Text,
    /// JSON Lines: one object a line.
    Json,
    /// Comma-separated values with a header row.
    Csv,
    /// CSL-JSON, for reference managers: one list.
    CslJson,
    /// BibTeX.
    Bibtex,
}

/// How a single entry is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Prose {
    /// For people.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Sheet {
    /// Comma-separated values with a header row.
    #[default]
    Csv,
    /// JSON Lines: one object a line.
    Json,
}

/// How annotations are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Notation {
    /// JSON Lines: one object a line.
    #[default]
    Json,
    /// The words of each sentence, a line each, as Universal Dependencies writes them.
    Conllu,
}

/// Ids and other things of less weight.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Headings.
pub(crate) const STRONG: Style = Style::new().bold();
/// Dates.
pub(crate) const DATE: Style = AnsiColor::Cyan.on_default().bold();
/// The words that an entry rests on.
pub(crate) const MARK: Style = Style::new().bold().underline();
/// Points on which pages differ.
pub(crate) const DIFFER: Style = AnsiColor::Yellow.on_default();

/// Standard output, buffered, with colours only on a terminal and never under `NO_COLOR`.
pub(crate) fn stdout() -> impl Write {
    let raw = io::stdout();
    let choice = AutoStream::choice(&raw);
    // Colours are decided once, here: behind a buffer the stream itself can no longer tell.
    let colour = if choice == ColorChoice::Never {
        ColorChoice::Never
    } else {
        ColorChoice::AlwaysAnsi
    };
    BufWriter::new(AutoStream::new(raw, colour))
}

/// Whether the reader of our output went away.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        let csv = cause
            .downcast_ref::<csv::Error>()
            .and_then(|error| match error.kind() {
                csv::ErrorKind::Io(error) => Some(error.kind()),
                _ => None,
            });
        io.or(json).or(csv) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Columns of text, from the terminal where there is one.
pub(crate) fn width() -> usize {
    const NARROWEST: usize = 40;
    const USUAL: usize = 100;
    let columns =
        terminal_size::terminal_size().map_or(USUAL, |(columns, _)| usize::from(columns.0));
    columns.clamp(NARROWEST, 2 * USUAL)
}

/// Writes `text` in lines of at most `width` columns, `indent` spaces before each.
pub(crate) fn wrapped(
    out: &mut impl Write,
    text: &str,
    indent: usize,
    width: usize,
) -> io::Result<()> {
    let pad = " ".repeat(indent);
    let options = textwrap::Options::new(width)
        .initial_indent(&pad)
        .subsequent_indent(&pad);
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// An interval of days in the first column of a list.
pub(crate) fn days(interval: Interval) -> String {
    if interval.is_unknown() {
        "undated".to_owned()
    } else {
        interval_in_words(interval)
    }
}

/// When a page was published, in words.
pub(crate) fn published(interval: Interval) -> String {
    match interval.is_unknown() {
        true => days(interval),
        false => format!("published {DATE}{}{DATE:#}", days(interval)),
    }
}

/// What pages say: for each sentence the outlet, and the sentence with the words that tell it marked. A sentence that
/// tells it twice ("was killed when … was struck") is printed once, and so is one that stands in copies of one report,
/// with all their outlets.
pub(crate) fn told(out: &mut impl Write, sightings: &[Sighting]) -> io::Result<()> {
    let mut sentences: Vec<Told<'_>> = Vec::new();
    for sighting in sightings {
        let (outlet, wording) = (sighting.outlet.as_str(), sighting.wording.as_str());
        let same = |told: &&mut Told<'_>| {
            told.origin == sighting.origin() && told.sentence == sighting.sentence
        };
        match sentences.iter_mut().find(same) {
            Some(told) => {
                told.outlets
                    .extend((!told.outlets.contains(&outlet)).then_some(outlet));
                told.wordings
                    .extend((!told.wordings.contains(&wording)).then_some(wording));
            }
            None => sentences.push(Told {
                origin: sighting.origin(),
                sentence: &sighting.sentence,
                outlets: vec![outlet],
                wordings: vec![wording],
            }),
        }
    }
    for told in sentences {
        let text = told.sentence;
        let marks = told.wordings.iter().filter_map(|wording| {
            let start = text.find(wording)?;
            Some(Span::new(start, start + wording.len()))
        });
        let marks: Vec<Span> = marks.collect();
        let sentence = Excerpt::new(text, Span::new(0, text.len()), &marks);
        let line = format!(
            "{STRONG}{}{STRONG:#}: {}",
            told.outlets.join(", "),
            excerpt(&sentence, MARK)
        );
        wrapped(out, &line, 4, width())?;
    }
    Ok(())
}

/// A sentence of a report and of its copies.
struct Told<'a> {
    origin: &'a PageId,
    sentence: &'a str,
    outlets: Vec<&'a str>,
    wordings: Vec<&'a str>,
}

/// Type, parties, place, figures and how sure, on one line:
/// `ASSAULT drone: United States → Qasem Soleimani, Baghdad, Iraq, 2 killed (claimed by US officials)`.
pub(crate) fn happening(sighting: &Sighting, place: Option<&Place>, status: Status) -> String {
    let event = &sighting.event;
    let mut line = event.kind.as_str().to_owned();
    if let Some(mode) = &event.mode {
        line.push(' ');
        line.push_str(mode);
    }
    let actors = sighting.actor_names.join(", ");
    let recipients = sighting.recipient_names.join(", ");
    match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => line.push_str(&format!(": {actors} → {recipients}")),
        (false, true) => line.push_str(&format!(": {actors}")),
        (true, false) => line.push_str(&format!(": → {recipients}")),
        (true, true) => {}
    }
    if let Some(place) = place {
        line.push_str(&format!(", {}", place.full_name));
    }
    for figure in &event.figures {
        line.push_str(&format!(", {}", figure_in_words(figure)));
    }
    match (status, &sighting.speaker) {
        (Status::Asserted, _) => {}
        (Status::Claimed, Some(speaker)) => line.push_str(&format!(" (claimed by {speaker})")),
        (status, _) => line.push_str(&format!(" ({})", status.as_str())),
    }
    line
}

/// `25 killed`, `3 to 5 injured`, `at least 12 arrested`.
fn figure_in_words(figure: &Figure) -> String {
    let what = &figure.what;
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => format!("{low} {what}"),
        (Some(low), Some(high)) => format!("{low} to {high} {what}"),
        (Some(low), None) => format!("at least {low} {what}"),
        (None, Some(high)) => format!("at most {high} {what}"),
        (None, None) => format!("some {what}"),
    }
}

/// The text of an excerpt with its marks in a style.
pub(crate) fn excerpt(excerpt: &Excerpt, style: Style) -> String {
    let mut styled = String::new();
    let mut done = 0;
    for mark in &excerpt.marks {
        styled.push_str(&excerpt.text[done..mark.start]);
        styled.push_str(&format!("{style}{}{style:#}", mark.of(&excerpt.text)));
        done = mark.end;
    }
    styled.push_str(&excerpt.text[done..]);
    styled
}
