//! WACZ 1.1: the web archives inside of a ZIP archive, one after the other.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use dateline_schema::{Page, Warned};
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::error::{Error, ErrorKind};
use crate::input::{Progress, ReadSeek, buffered};
use crate::unpack::unpack;
use crate::warc::Records;

type Shared = Arc<Mutex<Box<dyn ReadSeek>>>;

/// The pages of every archive in a ZIP archive.
pub(crate) struct Archives {
    file: Shared,
    name: String,
    progress: Progress,
    entries: std::vec::IntoIter<Entry>,
    current: Option<Records>,
}

/// Where a file lies in the archive.
struct Entry {
    name: String,
    start: u64,
    len: u64,
    method: CompressionMethod,
}

impl Archives {
    /// Looks up the archives.
    pub(crate) fn open(
        file: Box<dyn ReadSeek>,
        name: &str,
        progress: Progress,
    ) -> Result<Self, Error> {
        let file = Arc::new(Mutex::new(file));
        let whole = Part {
            file: Arc::clone(&file),
            at: 0,
            end: u64::MAX,
            progress: None,
        };
        let entries = entries(whole).map_err(|error| {
            Error::new(
                ErrorKind::Damaged,
                format!("the ZIP archive is damaged or cut: {error}"),
            )
            .with_hint("its list of files stands at its end; get it anew")
            .at(name)
        })?;
        if entries.is_empty() {
            let error = Error::new(
                ErrorKind::Unsupported,
                "a ZIP archive without a web archive in it",
            )
            .with_hint("unpack it, and name the pages or their folder");
            return Err(error.at(name));
        }
        Ok(Self {
            file,
            name: name.to_owned(),
            progress,
            entries: entries.into_iter(),
            current: None,
        })
    }

    fn open_entry(&self, entry: &Entry) -> Result<Records, Error> {
        let name = format!("{}/{}", self.name, entry.name);
        let part = Part {
            file: Arc::clone(&self.file),
            at: entry.start,
            end: entry.start.saturating_add(entry.len),
            progress: Some(self.progress.clone()),
        };
        let reader = match entry.method {
            CompressionMethod::Stored => buffered(part),
            CompressionMethod::Deflated => buffered(DeflateDecoder::new(part)),
            method => {
                let message = format!("packed by {method:?}, which is not read");
                return Err(Error::new(ErrorKind::Unsupported, message).at(name));
            }
        };
        let unpacked = unpack(reader, &Progress::default())
            .map_err(|error| Error::of_io(&error).at(&*name))?;
        Ok(Records::new(unpacked, name))
    }
}

impl Iterator for Archives {
    type Item = Result<Warned<Page>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.current.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            let entry = self.entries.next()?;
            match self.open_entry(&entry) {
                Ok(records) => self.current = Some(records),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn entries(whole: Part) -> Result<Vec<Entry>, zip::result::ZipError> {
    let mut archive = ZipArchive::new(whole)?;
    let mut entries = Vec::new();
    for idx in 0..archive.len() {
        let file = archive.by_index_raw(idx)?;
        let name = file.name()?.replace(char::is_control, "\u{fffd}");
        let lower = name.to_ascii_lowercase();
        let is_archive = [".warc", ".warc.gz", ".warc.zst"]
            .iter()
            .any(|end| lower.ends_with(end));
        if let Some(start) = file.data_start().filter(|_| is_archive) {
            entries.push(Entry {
                start,
                len: file.compressed_size(),
                method: file.compression(),
                name,
            });
        }
    }
    Ok(entries)
}

/// A stretch of a file. Every read looks for its place first, so that several can share the file.
struct Part {
    file: Shared,
    at: u64,
    end: u64,
    progress: Option<Progress>,
}

impl Read for Part {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.end.saturating_sub(self.at);
        let len = usize::try_from(left).map_or(buf.len(), |left| left.min(buf.len()));
        if len == 0 {
            return Ok(0);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let n_bytes = file.read(&mut buf[..len])?;
        self.at += n_bytes as u64;
        if let Some(progress) = &self.progress {
            progress.add(n_bytes);
        }
        Ok(n_bytes)
    }
}

impl Seek for Part {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        // Only of the whole file, whose list of contents is looked for from its end.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.at = match to {
            SeekFrom::Current(by) => file.seek(SeekFrom::Start(
                self.at
                    .checked_add_signed(by)
                    .ok_or(io::ErrorKind::InvalidInput)?,
            ))?,
            other => file.seek(other)?,
        };
        Ok(self.at)
    }
}
