//! Pages from outside: files, folders, patterns and standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use dateline::schema::{Content, Page};

use crate::cli::PageArgs;

/// What a folder is searched for; a file that is named itself is read whatever it is called.
const EXTENSIONS: [&str; 6] = ["html", "htm", "xhtml", "txt", "text", "flat"];

/// A news page is never as large as this, and what is larger is a mistake better said early than read.
const LARGEST_BYTES: u64 = 64 << 20;

/// Where one page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
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
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Reads the page.
    pub(crate) fn read(&self, args: &PageArgs) -> Result<Page> {
        let bytes = match self {
            Self::File(path) => read_file(path)?,
            Self::Stdin => read_limited(io::stdin().lock())?,
        };
        let mut page = Page::new(self.name(), Content::Raw(bytes));
        page.published = args.published;
        page.crawled = args.crawled;
        page.url.clone_from(&args.url);
        Ok(page)
    }
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
    } else if path.starts_with("http://") || path.starts_with("https://") {
        bail!("{path}: pages are not fetched; save the page and name the file");
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
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    let file = fs::File::open(path).map_err(|error| anyhow!("{}", describe(&error)))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        bail!("this is a folder");
    }
    read_limited(file)
}

fn read_limited(reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .take(LARGEST_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("cannot be read")?;
    if bytes.len() as u64 > LARGEST_BYTES {
        bail!(
            "larger than {} MB, which no news page is",
            LARGEST_BYTES >> 20
        );
    }
    Ok(bytes)
}

/// The usual reasons in words of our own: the system's vary from one to the next.
fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
