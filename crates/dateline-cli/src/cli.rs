//! The command line: help, man page and completions all come from these types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};
use clap_complete::Shell;
use dateline::Layers;
use dateline::container::{Fields, UnknownField};
use dateline::schema::{Date, EventType, SpeechAct, Status};

use crate::output::{Format, Notation, Prose, Saying, Sheet};

/// Reads raw news pages and writes down who said and did what to whom, when, where, and according to whom: every
/// entry tied to the sentence it came from.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    max_term_width = 100,
    propagate_version = true
)]
#[command(after_help = "\
Examples:
  dateline timeline page1.html page2.html    what happened, by these pages
  dateline add pages/ && dateline timeline   the same, kept in ./dateline.db
  dateline statements --speaker Kennedy      who said what, from the record

Exit status: 0 done or found, 1 nothing found, 2 some item failed.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What every command understands.
#[derive(Args, Debug)]
pub(crate) struct Common {
    /// The record: one SQLite file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "dateline.db",
        help_heading = "General"
    )]
    pub(crate) db: PathBuf,
    /// Threads that read pages; by default one for each processor
    #[arg(long, global = true, value_name = "N", value_parser = value_parser!(u16).range(1..=1024), help_heading = "General")]
    pub(crate) jobs: Option<u16>,
    /// Say nothing about single pages
    #[arg(long, short, global = true, help_heading = "General")]
    pub(crate) quiet: bool,
    /// Say of each page of an archive what is otherwise summed up
    #[arg(
        long,
        short,
        global = true,
        conflicts_with = "quiet",
        help_heading = "General"
    )]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) color: colorchoice_clap::Color,
}

impl Common {
    /// How many threads read pages.
    pub(crate) fn n_threads(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(processors, usize::from)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages into the record
    Add(AddArgs),
    /// What happened, oldest first, with the outlets that say so
    Timeline(TimelineArgs),
    /// Who said what, to whom, via whom
    Statements(StatementsArgs),
    /// Who did what to whom
    Events(EventsArgs),
    /// One page, statement, event or story, with its sentence marked
    Show(ShowArgs),
    /// Why: spans, rules, scores, rivals
    Explain(ExplainArgs),
    /// JSON Lines in, JSON Lines out, no record: the batch and pipe face
    Annotate(AnnotateArgs),
    /// Write the record as tables
    Export(ExportArgs),
    /// Look the record over for damage
    Check(CheckArgs),
    /// Write a completion script for a shell
    Completions(CompletionsArgs),
    /// Write the manual pages
    Man(ManArgs),
}

/// What is known of the pages that are read.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct PageArgs {
    /// The day on which the pages were published, where you know better than they
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Pages")]
    pub(crate) published: Option<Date>,
    /// The day on which the pages were fetched: they were published no later
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Pages")]
    pub(crate) crawled: Option<Date>,
    /// Fetch from addresses that are not public too: this machine, your own network
    #[arg(long, help_heading = "Pages")]
    pub(crate) allow_private: bool,
    /// The address of the page, where you read a single file
    #[arg(long, value_name = "URL", help_heading = "Pages")]
    pub(crate) url: Option<String>,
    /// Where JSON Lines hold html, flat, text, url, title, date or crawled, if not under that name; may be given again
    #[arg(long, value_name = "FIELD=NAME", value_parser = field, help_heading = "Pages")]
    pub(crate) field: Vec<String>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
A file is a page in HTML or text, or holds several: a web archive (WARC, WACZ), a feed (RSS, Atom, JSON Feed), JSON Lines,
a page saved with its parts (MHTML); each of them may be compressed (gzip, zstd). What it is its content says. Folders
are searched for files that end in .html, .htm, .xhtml, .txt, .text, .flat, .mhtml, .mht, .warc, .wacz, .jsonl, .ndjson,
.rss, .atom, and .gz or .zst behind these; a file that is named itself is read whatever it is called, and - is standard
input. A page that the record holds already is left as it is.

An address (http, https) is fetched: one page at a time, as its host's robots.txt allows, with a pause between two pages
of one host, up to 64 MB, and never from an address that is not public, unless --allow-private says so. If the record
holds its page, the server is only asked whether it has changed since.

Examples:
  dateline add pages/
  dateline add https://example.org/report https://example.org/feed.xml
  dateline add --db cuba.db 'clippings/*.html'
  dateline add CC-NEWS-20200105.warc.gz
  dateline add --field html=raw_page --field date=first_seen crawl.jsonl.zst
  curl -s … | dateline add - --url https://example.org/report")]
pub(crate) struct AddArgs {
    /// Files, folders, patterns or addresses; - for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) pages: PageArgs,
    /// Read pages again that the record holds already, as after an update of dateline
    #[arg(long)]
    pub(crate) again: bool,
    /// Keep the page's own bytes in the record too
    #[arg(long)]
    pub(crate) keep_pages: bool,
    /// What is printed for each page
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
}

/// Which events.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct EventFilterArgs {
    /// Only of this PLOVER type, such as assault; may be given again
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type, help_heading = "Filters")]
    pub(crate) kinds: Vec<EventType>,
    /// Only done by this one: a name or part of it, or a code such as IRN or IRNGOV
    #[arg(long, value_name = "NAME|CODE", help_heading = "Filters")]
    pub(crate) actor: Option<String>,
    /// Only done to this one: a name or part of it, or a code
    #[arg(long, value_name = "NAME|CODE", help_heading = "Filters")]
    pub(crate) recipient: Option<String>,
    /// Only at this place: a name or part of it, or a country's code
    #[arg(long, value_name = "NAME|CODE", help_heading = "Filters")]
    pub(crate) place: Option<String>,
    /// Only with this status; may be given again
    #[arg(long, value_name = "STATUS", value_parser = status, help_heading = "Filters")]
    pub(crate) status: Vec<Status>,
    #[command(flatten)]
    pub(crate) when: WhenArgs,
    /// Only as told by this outlet: a name or part of it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(crate) outlet: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", help_heading = "Filters")]
    pub(crate) limit: Option<usize>,
}

/// Within which days.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct WhenArgs {
    /// Nothing that is known to be earlier
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Filters")]
    pub(crate) since: Option<Date>,
    /// Nothing that is known to be later
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Filters")]
    pub(crate) until: Option<Date>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
With PATHs the pages are read on the fly and no record is needed or made; without, the record is asked.
What is only threatened, planned, supposed or denied did not happen and is left out, unless --all or --status asks.

Examples:
  dateline timeline examples/crisis
  dateline timeline --actor USA --since 1962-10-22")]
pub(crate) struct TimelineArgs {
    /// Pages to read on the fly: files, folders, patterns or addresses; - for standard input
    #[arg(value_name = "PATH|URL")]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) pages: PageArgs,
    #[command(flatten)]
    pub(crate) filter: EventFilterArgs,
    /// Also what is threatened, planned, supposed, denied
    #[arg(long, help_heading = "Filters")]
    pub(crate) all: bool,
    /// How results are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Beliefs, wishes and findings that nobody utters are told of somebody too; they are left out, unless --all or --act asks.

Examples:
  dateline statements --speaker Kennedy --since 1962-10-22
  dateline statements --about missile page.html
  dateline statements --act promised --act denied
  dateline statements --speaker Kennedy --format csl-json > kennedy.json")]
pub(crate) struct StatementsArgs {
    /// Pages to read on the fly; without, the record is asked
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) pages: PageArgs,
    /// Only by this speaker: a name or part of it, or a code
    #[arg(long, value_name = "NAME|CODE", help_heading = "Filters")]
    pub(crate) speaker: Option<String>,
    /// Only what was said, asked, ordered, promised, threatened, denied, accused or held; may be given again
    #[arg(long, value_name = "ACT", value_parser = act, help_heading = "Filters")]
    pub(crate) act: Vec<SpeechAct>,
    /// Only whose words hold these, in any inflection; those in double quotes one after the other
    #[arg(long, value_name = "TEXT", help_heading = "Filters")]
    pub(crate) about: Option<String>,
    #[command(flatten)]
    pub(crate) when: WhenArgs,
    /// Only as told by this outlet: a name or part of it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(crate) outlet: Option<String>,
    /// Also what is held and not uttered: beliefs, wishes, findings
    #[arg(long, help_heading = "Filters")]
    pub(crate) all: bool,
    /// At most so many
    #[arg(long, value_name = "N", help_heading = "Filters")]
    pub(crate) limit: Option<usize>,
    /// How results are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Saying,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  dateline events --type assault --place Iraq
  dateline events --actor USA --recipient CUB --format csv")]
pub(crate) struct EventsArgs {
    /// Pages to read on the fly; without, the record is asked
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) pages: PageArgs,
    #[command(flatten)]
    pub(crate) filter: EventFilterArgs,
    /// How results are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Ids are printed by the other commands: a page is twelve hexadecimal digits, or as many of them as tell it from the
others; a statement, event, date, place, actor or story is a page, a dot, one of the letters s, e, d, l, a, t, and a
number.

Examples:
  dateline show 3f2a9c1d0b12
  dateline show 3f2a.e4
  dateline show page.html")]
pub(crate) struct ShowArgs {
    /// An id, or the path of a page to read on the fly
    #[arg(value_name = "ID|PAGE")]
    pub(crate) what: String,
    /// Pages to look the id up in; without, the record is asked
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Also the lines of the page that are no part of the article, with the role of each
    #[arg(long)]
    pub(crate) roles: bool,
    /// How results are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Prose,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  dateline explain 3f2a.e4    an event: type, parties, date, place, status
  dateline explain 3f2a.d3    a date
  dateline explain 3f2a       when the page was published, and what each of its lines is")]
pub(crate) struct ExplainArgs {
    /// An id, as the other commands print it, or the path of a page to read on the fly
    #[arg(value_name = "ID|PAGE")]
    pub(crate) what: String,
    /// Pages to look the id up in; without, the record is asked
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// How results are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Prose,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Each line in is one object with id and one of text (clean article text), html, flat (text dump of a page, furniture
included); optional are url, title, published, crawled, and with text pairs ([{\"actor\": [s, e], \"recipient\": [s, e]}]).
Offsets are half-open and count Unicode code points. Lines come out in the order in which they went in; a line that is
no such object gives an object with an error, and exit status 2 at the end.

Layers: article, tokens, names, timexes, toponyms, entities, statements, events, pairs; all but tokens by default.
Which way \"on Friday\" looks is told by the tense of its clause. Where a layer is asked for that needs the syntax (tokens,
entities, statements, events, pairs) that clause is read off the tree, as in a record; without one the nearest verbs
tell it, which is many times as fast and another value in one date of a hundred. timexes,tokens reads dates as a record does.
Files that hold pages in another form are read too, each page under its name as its id: web archives (WARC, WACZ), feeds,
saved pages (MHTML), single pages; all of them, and JSON Lines, may be compressed (gzip, zstd).

CoNLL-U holds tokens and names, and both by default; names stand in MISC as NER=B-PERSON, NER=I-PERSON.

Examples:
  dateline annotate --layers article,events < pages.jsonl > events.jsonl
  dateline annotate --format conllu < pages.jsonl > pages.conllu
  dateline annotate --layers article CC-NEWS-20200105.warc.gz > articles.jsonl")]
pub(crate) struct AnnotateArgs {
    /// The layers to compute and write, separated by commas
    #[arg(
        long,
        value_name = "LIST",
        default_value_t,
        default_value_if("format", "conllu", "tokens,names")
    )]
    pub(crate) layers: Layers,
    /// How annotations are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Notation,
    /// Files of JSON Lines, or others that hold pages; standard input without
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// A table of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    /// One row a page.
    Pages,
    /// One row a statement.
    Statements,
    /// One row an event and page.
    Events,
    /// One row a story and page that tells it.
    Timeline,
    /// One row an actor and page.
    Entities,
    /// One row a temporal expression.
    Dates,
    /// One row a toponym.
    Places,
    /// One row a page that carries the report of another: wire copies, cut versions, updates.
    Copies,
    /// One row a statement whose words other pages carry too: the same, cut, changed or reworded.
    Quotations,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  dateline export events > events.csv
  dateline export statements --format json -o statements.jsonl")]
pub(crate) struct ExportArgs {
    /// The table
    #[arg(value_enum)]
    pub(crate) table: Table,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Sheet,
    /// The file to write; standard output without
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  dateline check --db cuba.db")]
pub(crate) struct CheckArgs {}

#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  dateline completions bash > ~/.local/share/bash-completion/completions/dateline"
)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  dateline man | man -l -\n  dateline man --dir ~/.local/share/man/man1"
)]
pub(crate) struct ManArgs {
    /// Write a page for every command into this folder, in place of dateline(1) to standard output
    #[arg(long, value_name = "FOLDER")]
    pub(crate) dir: Option<PathBuf>,
}

fn field(renaming: &str) -> Result<String, UnknownField> {
    Fields::default().rename(renaming)?;
    Ok(renaming.to_owned())
}

fn date(day: &str) -> Result<Date, String> {
    day.parse()
        .map_err(|_| "a day is written as in 1962-10-22".to_owned())
}

fn event_type(name: &str) -> Result<EventType, String> {
    let all = || {
        EventType::ALL
            .map(|kind| kind.as_str().to_lowercase())
            .join(", ")
    };
    EventType::from_name(name).ok_or_else(|| format!("the PLOVER types are {}", all()))
}

fn act(name: &str) -> Result<SpeechAct, String> {
    let all = || SpeechAct::ALL.map(SpeechAct::as_str).join(", ");
    SpeechAct::from_name(&name.to_lowercase()).ok_or_else(|| format!("it is one of {}", all()))
}

fn status(name: &str) -> Result<Status, String> {
    let all = || Status::ALL.map(Status::as_str).join(", ");
    Status::from_name(&name.to_lowercase()).ok_or_else(|| format!("it is one of {}", all()))
}
