//! Where bytes come from, and how many have been read.

use std::io::{self, BufRead, BufReader, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::headers::MediaType;

/// A reader that a container can be read from.
pub struct Input {
    pub(crate) source: Source,
    pub(crate) media: Option<MediaType>,
}

pub(crate) enum Source {
    Stream(Box<dyn Read + Send>),
    Seekable(Box<dyn ReadSeek>),
}

pub(crate) trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl Input {
    /// Bytes that come once, from front to back, such as standard input. WACZ needs more.
    #[must_use]
    pub fn stream(reader: impl Read + Send + 'static) -> Self {
        Self::of(Source::Stream(Box::new(reader)))
    }

    /// Bytes that can be read anywhere, such as a file.
    #[must_use]
    pub fn seekable(reader: impl Read + Seek + Send + 'static) -> Self {
        Self::of(Source::Seekable(Box::new(reader)))
    }

    /// The same, with the media type under which it was delivered, such as `text/html; charset=iso-8859-1`. What is a
    /// single page has to be of a type that pages have, and its charset is believed as a server's is.
    #[must_use]
    pub fn with_media_type(mut self, media_type: &str) -> Self {
        self.media = Some(MediaType::parse(media_type));
        self
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            media: None,
        }
    }
}

/// How many bytes of an input have been read, for whoever shows it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// Bytes read so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, n_bytes: usize) {
        self.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

/// Counts what is consumed of a reader, exactly: what only lies in its buffer is not counted.
pub(crate) struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: BufRead> Counted<R> {
    pub(crate) fn new(inner: R, progress: Progress) -> Self {
        Self { inner, progress }
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buf)?;
        self.progress.add(n_bytes);
        Ok(n_bytes)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.progress.add(n_bytes);
        self.inner.consume(n_bytes);
    }
}

/// Bytes that are read but not consumed.
pub(crate) type Reader = Box<dyn BufRead + Send>;

/// A buffer of the size in which disks and decompressors hand out, in bytes.
const BUFFER: usize = 64 << 10;

pub(crate) fn buffered(reader: impl Read + Send + 'static) -> Reader {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// Looks at the first bytes: as many as `len`, or fewer where the data ends or `enough` says so. The reader that comes
/// back begins with them again; a failure comes behind them.
pub(crate) fn peek(
    mut reader: Reader,
    len: usize,
    enough: impl Fn(&[u8]) -> bool,
) -> (Vec<u8>, Reader) {
    let mut head = Vec::new();
    let failure = loop {
        if head.len() >= len || enough(&head) {
            break None;
        }
        match reader.fill_buf() {
            Ok([]) => break None,
            Ok(bytes) => {
                let n_bytes = bytes.len().min(len - head.len());
                head.extend_from_slice(&bytes[..n_bytes]);
                reader.consume(n_bytes);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Some(error),
        }
    };
    let again = io::Cursor::new(head.clone());
    let rest: Reader = match failure {
        Some(failure) => Box::new(again.chain(BufReader::new(Failing(Some(failure))))),
        None => Box::new(again.chain(reader)),
    };
    (head, rest)
}

/// Fails, and then has ended.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
