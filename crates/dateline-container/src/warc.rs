//! Web archives (WARC 1.0 and 1.1, ISO 28500), record after record: what was answered with, fetched otherwise, or
//! converted to text. Requests, metadata, revisits and whatever is neither HTML nor text hold no page.
//!
//! A record is as long as it says, unless no record follows there: then it goes to where the next one begins. Of an
//! archive that is cut every whole record is read.

use std::io;

use dateline_schema::{Diagnostic, Page, Severity, Warned};

use crate::LARGEST_PAGE;
use crate::date::{day, latest_day};
use crate::error::{Error, ErrorKind};
use crate::headers::{Headers, MediaType, end_of};
use crate::http::response;
use crate::input::{Progress, Reader};
use crate::payload::content;
use crate::unpack::Unpacked;

/// A record's own header is a dozen lines. In bytes.
const LONGEST_HEADER: usize = 64 << 10;

/// The pages of an archive.
pub(crate) struct Records {
    tape: Tape,
    name: String,
    /// Where the compressed member begins that is being read, if the file is compressed.
    member: Option<Progress>,
    n_records: usize,
    /// Whether a page or an error has come out of it.
    is_told: bool,
    ended: bool,
}

/// What a record says of itself.
struct Record {
    place: String,
    headers: Headers,
    block: Vec<u8>,
    /// The length that it tells, where that is wrong.
    told: Option<usize>,
}

impl Records {
    pub(crate) fn new(unpacked: Unpacked, name: String) -> Self {
        Self {
            tape: Tape::new(unpacked.reader),
            name,
            member: unpacked.member,
            n_records: 0,
            is_told: false,
            ended: false,
        }
    }

    fn place(&self) -> String {
        let at = self
            .member
            .as_ref()
            .map_or(self.tape.offset, Progress::bytes);
        format!("{}@{at}", self.name)
    }

    /// The next record; `None` at the end.
    fn record(&mut self) -> Option<Result<Record, Error>> {
        self.tape.skip_blank();
        let is_empty = self.tape.fill(1).is_empty();
        let place = self.place();
        if is_empty {
            self.ended = true;
            let failure = self.tape.failure.take()?;
            return Some(Err(Error::of_io(&failure).at(place)));
        }
        Some(self.record_at(&place).map_err(|error| error.at(place)))
    }

    fn record_at(&mut self, place: &str) -> Result<Record, Error> {
        let damaged = |message: &str| {
            Error::new(ErrorKind::Damaged, message)
                .with_hint("what follows is passed over up to the next record")
        };
        let Some((headers, header_len)) = self.header()? else {
            self.tape.seek_record();
            return Err(damaged("no record begins here"));
        };
        self.n_records += 1;
        self.tape.consume(header_len);
        let told = headers
            .get("content-length")
            .and_then(|len| len.parse::<u64>().ok());
        let Some(told) = told else {
            self.tape.seek_record();
            return Err(damaged("the record does not tell its length"));
        };
        let len = match usize::try_from(told) {
            Ok(told) if told <= LARGEST_PAGE => {
                self.tape.block_len(told).ok_or_else(|| self.cut())?
            }
            _ => {
                if !self.tape.pass(told) {
                    return Err(self.cut());
                }
                if is_wanted(&headers) {
                    let message = format!(
                        "the record has {} MB, more than the {} of the largest page",
                        told >> 20,
                        LARGEST_PAGE >> 20
                    );
                    let error = Error::new(ErrorKind::TooLarge, message);
                    return Err(error.with_hint("it is passed over"));
                }
                0
            }
        };
        let is_read = is_wanted(&headers);
        let block = &self.tape.buffered()[..len];
        let block = if is_read { block.to_vec() } else { Vec::new() };
        self.tape.consume(len);
        Ok(Record {
            place: place.to_owned(),
            headers,
            told: usize::try_from(told)
                .ok()
                .filter(|told| is_read && *told != len),
            block,
        })
    }

    /// The header of the record that begins here and its length, without consuming it.
    fn header(&mut self) -> Result<Option<(Headers, usize)>, Error> {
        // What lies beyond the header is not read yet: the next member of a compressed file must not begin early.
        let mut n_before = 0;
        loop {
            let bytes = self.tape.fill(n_before + 1);
            let n_bytes = bytes.len();
            let is_cut = n_bytes == n_before;
            if !is_record_start(bytes) && (n_bytes >= RECORD_START.len() || !is_cut_start(bytes)) {
                return Ok(None);
            }
            let head = &bytes[..n_bytes.min(LONGEST_HEADER)];
            if let Some((end, block)) = end_of(head) {
                return Ok(Some((Headers::parse(&head[..end]), block)));
            }
            if n_bytes >= LONGEST_HEADER {
                return Ok(None);
            }
            if is_cut {
                return Err(self.cut());
            }
            n_before = n_bytes;
        }
    }

    /// The file ends too early, or cannot be read any further.
    fn cut(&mut self) -> Error {
        self.ended = true;
        match self.tape.failure.take() {
            Some(failure) if failure.kind() != io::ErrorKind::UnexpectedEof => {
                Error::of_io(&failure)
            }
            _ => Error::new(
                ErrorKind::Cut,
                "the archive is cut in the middle of this record",
            )
            .with_hint("the records before it are read; get the archive anew for the rest"),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Warned<Page>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let found = match self.record() {
                None => break,
                Some(Err(error)) => Some(Err(error)),
                Some(Ok(record)) => page(record),
            };
            if found.is_some() {
                self.is_told = true;
                return found;
            }
        }
        if self.is_told {
            return None;
        }
        self.is_told = true;
        let message = format!(
            "no page among the {} records of this archive",
            self.n_records
        );
        let error = Error::new(ErrorKind::Unsupported, message)
            .with_hint("pages are answers and resources that are HTML or text")
            .at(&*self.name);
        Some(Err(error))
    }
}

fn is_wanted(headers: &Headers) -> bool {
    let kind = headers.get("warc-type").unwrap_or_default();
    ["response", "resource", "conversion"]
        .iter()
        .any(|wanted| kind.eq_ignore_ascii_case(wanted))
}

/// The page of a record, if it holds one.
fn page(record: Record) -> Option<Result<Warned<Page>, Error>> {
    let Record {
        place,
        headers,
        block,
        told,
    } = record;
    if !is_wanted(&headers) {
        return None;
    }
    let url = headers
        .get("warc-target-uri")
        .map(|url| url.trim_matches(['<', '>']).to_owned());
    if url.as_deref().is_some_and(is_for_crawlers) {
        return None;
    }
    let media = headers
        .get("content-type")
        .map(MediaType::parse)
        .unwrap_or_default();
    let len = block.len();
    let (media, body, mut diagnostics) = if headers
        .get("warc-type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("response"))
    {
        let response = match response(block) {
            Ok(response) => response,
            Err(error) => return Some(Err(error.at(place))),
        };
        if !(200..300).contains(&response.status?) {
            return None;
        }
        (response.media, response.body, response.diagnostics)
    } else {
        (media, block, Vec::new())
    };
    let mut page = Page::new(place, content(body, &media)?);
    page.crawled = headers.get("warc-date").and_then(day);
    page.crawled_latest = headers.get("warc-date").and_then(latest_day);
    page.url = url;
    if let Some(told) = told {
        let message = format!("the record says that it has {told} bytes, and has {len}");
        let diagnostic = Diagnostic::new("wrong-length", Severity::Warning, message)
            .with_hint("it is read up to where the next record begins");
        diagnostics.push(diagnostic);
    }
    if let Some(why) = headers.get("warc-truncated") {
        let message = format!("the page was cut when it was archived ({why})");
        diagnostics.push(Diagnostic::new("page-cut", Severity::Warning, message));
    }
    Some(Ok(Warned {
        value: page,
        diagnostics,
    }))
}

/// Whether an address holds what is written for crawlers and not for readers.
fn is_for_crawlers(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    ["/robots.txt", "/ads.txt", "/security.txt", "/humans.txt"]
        .iter()
        .any(|file| path.ends_with(file))
}

/// How a record begins, with any version.
const RECORD_START: &[u8] = b"WARC/1.";

/// Whether bytes begin as the first line of a record does.
fn is_record_start(bytes: &[u8]) -> bool {
    matches!(bytes, [b'W', b'A', b'R', b'C', b'/', major, b'.', ..] if major.is_ascii_digit())
}

/// Whether bytes are the first few of a record.
fn is_cut_start(bytes: &[u8]) -> bool {
    let len = bytes.len().min(RECORD_START.len() - 2);
    bytes[..len] == RECORD_START[..len]
}

/// Where the next record begins after a blank line, from `from` on: the end of what stands before it, and its start.
fn find_record(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    memchr::memmem::find_iter(&bytes[from..], b"WARC/")
        .map(|at| from + at)
        .find_map(|start| {
            if !is_record_start(&bytes[start..]) {
                return None;
            }
            let before = &bytes[..start];
            let before = before
                .strip_suffix(b"\r\n\r\n")
                .or(before.strip_suffix(b"\n\n"))?;
            Some((before.len(), start))
        })
}

/// A reader with a window that grows as far as is looked ahead. A failure ends it, after what was read before.
struct Tape {
    inner: Reader,
    buffer: Vec<u8>,
    start: usize,
    /// Bytes consumed.
    offset: u64,
    failure: Option<io::Error>,
    ended: bool,
}

impl Tape {
    fn new(inner: Reader) -> Self {
        Self {
            inner,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            failure: None,
            ended: false,
        }
    }

    fn buffered(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// What comes next: at least `len` bytes, or fewer at the end.
    fn fill(&mut self, len: usize) -> &[u8] {
        while self.buffered().len() < len && !self.ended {
            // What is consumed is let go of when it is most of the buffer, so that each byte moves about once.
            if self.start > self.buffer.len() / 2 {
                self.buffer.drain(..self.start);
                self.start = 0;
            }
            match self.inner.fill_buf() {
                Ok([]) => self.ended = true,
                Ok(bytes) => {
                    let n_bytes = bytes.len();
                    self.buffer.extend_from_slice(bytes);
                    self.inner.consume(n_bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.failure = Some(error);
                }
            }
        }
        self.buffered()
    }

    fn consume(&mut self, len: usize) {
        self.start += len;
        self.offset += len as u64;
        if self.start == self.buffer.len() {
            self.start = 0;
            self.buffer.clear();
            // A single large record must not keep its room.
            self.buffer.shrink_to(1 << 20);
        }
    }

    fn skip_blank(&mut self) {
        loop {
            let bytes = self.fill(1).iter();
            let n_blank = bytes
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            if n_blank == 0 {
                return;
            }
            self.consume(n_blank);
        }
    }

    /// Passes over `len` bytes without keeping them; false if there are not so many.
    fn pass(&mut self, len: u64) -> bool {
        let mut left = len;
        while left > 0 {
            let n_bytes = self.fill(1).len();
            if n_bytes == 0 {
                return false;
            }
            let n_bytes = usize::try_from(left).map_or(n_bytes, |left| left.min(n_bytes));
            self.consume(n_bytes);
            left -= n_bytes as u64;
        }
        true
    }

    /// How long the block is that begins here and tells that it has `told` bytes; `None` if the file is cut in it.
    fn block_len(&mut self, told: usize) -> Option<usize> {
        self.fill(told + RECORD_END.len());
        let (block, after) = match self.buffered().split_at_checked(told) {
            Some((block, after)) if after.starts_with(RECORD_END) || after.starts_with(b"\n\n") => {
                return Some(block.len());
            }
            Some(split) => split,
            None => (self.buffered(), &b""[..]),
        };
        // Some writers leave out the blank line, and the last record may end with the file.
        let is_whole = block.len() == told && after.trim_ascii().is_empty() && self.ended;
        let is_followed = !block.ends_with(b"\n") && after.starts_with(b"\r\nWA");
        if is_whole || is_followed {
            return Some(told);
        }
        // Shorter than it says, or longer, or cut.
        let bytes = self.buffered();
        let is_short = bytes.len() < told;
        if let Some((len, _)) = find_record(bytes, 0) {
            return Some(len);
        }
        if is_short {
            return None;
        }
        loop {
            let before = self.buffered().len();
            if before > LARGEST_PAGE {
                return Some(told);
            }
            let after = self.fill(before + 1).len();
            // The first line of a record may stand across the border.
            if let Some((len, _)) = find_record(self.buffered(), before.saturating_sub(BORDER)) {
                return Some(len);
            }
            if after == before {
                let trailing = self.buffered().trim_ascii_end().len();
                return Some(trailing.max(told));
            }
        }
    }

    /// Passes over everything up to the next record.
    fn seek_record(&mut self) {
        loop {
            let bytes = self.buffered();
            if let Some((_, start)) = find_record(bytes, 0) {
                self.consume(start);
                return;
            }
            // The first line of a record, and the blank one before it, may stand across the border.
            let n_kept = bytes.len().min(BORDER);
            let n_passed = bytes.len() - n_kept;
            self.consume(n_passed);
            if self.fill(n_kept + 1).len() == n_kept {
                self.consume(n_kept);
                return;
            }
        }
    }
}

/// What stands behind a record.
const RECORD_END: &[u8] = b"\r\n\r\n";

/// More bytes than a blank line and the beginning of a record have.
const BORDER: usize = 16;
