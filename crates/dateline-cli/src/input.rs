//! Pages from outside: files, folders, patterns, addresses and standard input, and the pages in what holds several.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use dateline::container::{self, Container, Fields, Input, Kind, Progress};
use dateline::schema::{Date, Page, Warned};
use dateline::store::Fetch;

use crate::cli::PageArgs;
use crate::fetch::Door;

/// What a folder is searched for, compressed or not; a file that is named itself is read whatever it is called.
const EXTENSIONS: [&str; 14] = [
    "html", "htm", "xhtml", "txt", "text", "flat", "mhtml", "mht", "warc", "wacz", "jsonl",
    "ndjson", "rss", "atom",
];

/// Where pages are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// An address, as it was given.
    Url(String),
    /// Standard input.
    Stdin,
}

/// What comes of a source.
pub(crate) enum Item {
    /// A page, with what there is to say of its way here.
    Page(Result<Warned<Page>, Unreadable>),
    /// Something about the pages before or after it.
    Mark(Mark),
}

/// What is known of the pages of a file or an address as a whole.
#[cfg_attr(not(feature = "fetch"), allow(dead_code))] // Only addresses bear some of these marks.
pub(crate) enum Mark {
    /// Its pages follow. It has a name here if it may hold several.
    Begins(Option<String>),
    /// Its pages were these. If those of an address can be used, it need not be fetched again until it changes.
    Ends(Option<Fetch>),
    /// An address has not changed since its pages were read into the record.
    NotChanged(String),
}

/// A page, or what stands in its place, that cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// What messages call it.
    pub(crate) name: String,
    /// Why.
    pub(crate) error: anyhow::Error,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

impl From<container::Error> for Unreadable {
    fn from(error: container::Error) -> Self {
        Self {
            name: error.place().to_owned(),
            error: anyhow!("{}", error.message()),
            hint: error.hint().map(str::to_owned),
        }
    }
}

impl Source {
    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            // Names come from archives and downloads: they must not steer the terminal.
            Self::File(path) => path
                .display()
                .to_string()
                .replace(char::is_control, "\u{fffd}"),
            Self::Url(url) => url.replace(char::is_control, "\u{fffd}"),
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Bytes to read, where that is known.
    pub(crate) fn len(&self) -> Option<u64> {
        match self {
            Self::File(path) => fs::metadata(path)
                .ok()
                .filter(fs::Metadata::is_file)
                .map(|file| file.len()),
            Self::Url(_) | Self::Stdin => None,
        }
    }

    /// Opens it and looks what it holds.
    pub(crate) fn open(&self, progress: &Progress) -> Result<Container, Unreadable> {
        let name = self.name();
        let input = match self {
            Self::File(path) => open_file(path).map_err(|error| Unreadable {
                name: name.clone(),
                error,
                hint: None,
            })?,
            Self::Stdin => Input::stream(io::stdin()),
            Self::Url(_) => {
                return Err(Unreadable {
                    name,
                    error: anyhow!("addresses are not fetched here"),
                    hint: Some("save the page and name the file".to_owned()),
                });
            }
        };
        Ok(container::open(input, &name, progress)?)
    }

    /// Its pages, one by one, with what is known of them.
    pub(crate) fn items(
        &self,
        args: &PageArgs,
        door: &mut Door,
        progress: &Progress,
    ) -> Box<dyn Iterator<Item = Item> + Send> {
        if let Self::Url(url) = self {
            return door.items(url, progress);
        }
        let container = match self.open(progress) {
            Ok(container) => container,
            Err(error) => return Box::new(std::iter::once(Item::Page(Err(error)))),
        };
        let begins = Mark::Begins(several(&container, &self.name()));
        let args = args.clone();
        let pages = container.pages(&args.fields()).map(move |page| {
            Item::Page(page.map_err(Unreadable::from).map(|mut page| {
                args.tell(&mut page.value);
                page
            }))
        });
        let first = std::iter::once(Item::Mark(begins));
        let last = std::iter::once(Item::Mark(Mark::Ends(None)));
        Box::new(first.chain(pages).chain(last))
    }
}

impl PageArgs {
    /// Adds to a page what the command line knows of it.
    pub(crate) fn tell(&self, page: &mut Page) {
        page.published = self.published.or(page.published);
        // It was published before any day on which it was fetched.
        let own = page.crawled_latest.or(page.crawled);
        page.crawled_latest = earlier(self.crawled, own);
        page.crawled = earlier(self.crawled, page.crawled);
        if page.url.is_none() {
            page.url.clone_from(&self.url);
        }
    }

    /// Under which names JSON Lines hold what.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        for renaming in &self.field {
            fields
                .rename(renaming)
                .expect("looked at when the command line was read");
        }
        fields
    }
}

/// The earlier of two days, as far as they are known.
pub(crate) fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.into_iter().chain(other).min()
}

/// The name of what may hold several pages.
pub(crate) fn several(container: &Container, name: &str) -> Option<String> {
    let holds_one = matches!(container.kind(), Kind::Page | Kind::Mhtml);
    (!holds_one).then(|| name.to_owned())
}

/// Every page that the arguments name, in order, and what could not be looked at.
pub(crate) fn find(paths: &[String]) -> (Vec<Source>, Vec<anyhow::Error>) {
    let mut sources = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        if let Err(error) = find_one(path, &mut sources, &mut failures) {
            failures.push(error);
        }
    }
    (sources, failures)
}

fn find_one(
    path: &str,
    sources: &mut Vec<Source>,
    failures: &mut Vec<anyhow::Error>,
) -> Result<()> {
    if path == "-" {
        sources.push(Source::Stdin);
    } else if is_address(path) {
        sources.push(Source::Url(path.to_owned()));
    } else if Path::new(path).is_dir() {
        let before = sources.len();
        walk(Path::new(path), sources, failures);
        if sources.len() == before && failures.is_empty() {
            bail!(
                "{path}: no page in this folder (files that end in {})",
                EXTENSIONS.join(", ")
            );
        }
    } else if Path::new(path).exists() || !path.contains(['*', '?', '[']) {
        sources.push(Source::File(path.into()));
    } else {
        // The shell has left the pattern alone, because it was quoted or matches nothing.
        let matches =
            glob::glob(path).map_err(|error| anyhow!("{path}: not a pattern: {}", error.msg))?;
        let before = sources.len();
        for entry in matches {
            match entry {
                Ok(path) if path.is_dir() => walk(&path, sources, failures),
                Ok(path) => sources.push(Source::File(path)),
                Err(error) => {
                    failures.push(anyhow!("{}: {}", error.path().display(), error.error()));
                }
            }
        }
        if sources.len() == before {
            bail!("{path}: nothing matches this pattern");
        }
    }
    Ok(())
}

/// Whether this is an address that may be fetched.
pub(crate) fn is_address(path: &str) -> bool {
    let begins = |scheme: &str| {
        path.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    begins("http://") || begins("https://")
}

/// Adds the pages below a folder in the order of their paths. Hidden files are left out, links to folders are not
/// followed.
fn walk(folder: &Path, sources: &mut Vec<Source>, failures: &mut Vec<anyhow::Error>) {
    let mut folders = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                failures.push(anyhow!("{}: {}", folder.display(), describe(&error)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if has_page_extension(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    sources.extend(files.into_iter().map(Source::File));
}

fn has_page_extension(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or(name.strip_suffix(".zst"))
        .unwrap_or(&name);
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

fn open_file(path: &Path) -> Result<Input> {
    let file = fs::File::open(path).map_err(|error| anyhow!("{}", describe(&error)))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        bail!("this is a folder");
    }
    Ok(Input::seekable(file))
}

/// The usual reasons in words of our own: the system's vary from one to the next.
fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
