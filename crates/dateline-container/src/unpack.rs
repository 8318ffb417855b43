//! Compression around a file: gzip (RFC 1952) and zstd, member by member, recognised by their first bytes.
//!
//! Two coats are taken off and no more. What comes out is held against what went in: data that unpacks to more than a
//! thousand times its size is a bomb, and the rest of it is not read.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::error::Fault;
use crate::input::{Counted, Progress, Reader, buffered, peek};
use crate::zstd::{Frames, is_frame};

/// Deflate packs 1032 bytes into one at best, and only where they are all alike; zstd, and gzip within gzip, pack more.
const MOST_EXPANSION: u64 = 1100;

/// So much may come out before it is held against what went in, in bytes.
const FREE: u64 = 64 << 20;

/// Coats of compression that are taken off.
const MOST_COATS: usize = 2;

/// A file without its compression.
pub(crate) struct Unpacked {
    pub(crate) reader: Reader,
    /// The first bytes, at most [`HEAD`] of them.
    pub(crate) head: Vec<u8>,
    /// The byte of the file at which the member begins that is being read, where it is compressed.
    pub(crate) member: Option<Progress>,
}

/// How many first bytes tell what a file is.
pub(crate) const HEAD: usize = 4096;

/// Takes off the compression of what `reader` gives. `progress` counts the bytes that are read of it.
pub(crate) fn unpack(reader: Reader, progress: &Progress) -> io::Result<Unpacked> {
    let (head, reader) = peek(reader, HEAD, is_told);
    let mut unpacked = Unpacked {
        reader: Box::new(Counted::new(reader, progress.clone())),
        head,
        member: None,
    };
    for coat in 0.. {
        let (gzip, zstd) = (is_gzip(&unpacked.head), is_frame(&unpacked.head));
        if !gzip && !zstd {
            break;
        }
        if coat == MOST_COATS {
            let what = "the file is compressed more than twice";
            return Err(Fault::Unsupported(what.to_owned()).into_io());
        }
        // Only of the outer coat it is known where in the file it is.
        let (at, member) = match unpacked.member {
            None => {
                let begun = Progress::default();
                (Some((progress.clone(), begun.clone())), begun)
            }
            Some(outer) => (None, outer),
        };
        let reader = if gzip {
            buffered(Members::new(unpacked.reader, at))
        } else {
            buffered(Frames::new(unpacked.reader, at))
        };
        let guarded = Guarded {
            inner: reader,
            n_out: 0,
            packed: progress.clone(),
        };
        let (head, reader) = peek(Box::new(guarded), HEAD, is_told);
        unpacked = Unpacked {
            reader,
            head,
            member: Some(member),
        };
    }
    Ok(unpacked)
}

/// Whether these first bytes are enough. Whoever writes a line of JSON into a pipe may wait for its answer before
/// writing the next, and of an archive only the first record may be looked at while its place is still to be told.
fn is_told(head: &[u8]) -> bool {
    head.starts_with(b"WARC/")
        || (head.trim_ascii_start().starts_with(b"{") && head.contains(&b'\n'))
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// A reader over the members of a gzip file. A read never runs over the end of a member.
struct Members<R> {
    state: State<R>,
    at: Option<(Progress, Progress)>,
}

enum State<R> {
    Between(R),
    Inside(Box<GzDecoder<R>>),
    Ended,
}

impl<R: BufRead> Members<R> {
    fn new(inner: R, at: Option<(Progress, Progress)>) -> Self {
        Self {
            state: State::Between(inner),
            at,
        }
    }

    /// Begins the next member; `None` at the end of the data.
    fn begin(&self, mut inner: R) -> io::Result<Option<R>> {
        loop {
            let (n_padding, next) = {
                let bytes = inner.fill_buf()?;
                let padding = bytes.iter().take_while(|byte| **byte == 0).count();
                (padding, bytes.get(padding).copied())
            };
            inner.consume(n_padding);
            match next {
                Some(0x1f) => break,
                Some(_) => {
                    let what = "there are other bytes between or after its members";
                    return Err(Fault::Damaged(what.to_owned()).into_io());
                }
                None if n_padding == 0 => return Ok(None),
                None => {}
            }
        }
        if let Some((read, begun)) = &self.at {
            begun.set(read.bytes());
        }
        Ok(Some(inner))
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Between(inner) => match self.begin(inner)? {
                    Some(inner) => self.state = State::Inside(Box::new(GzDecoder::new(inner))),
                    None => return Ok(0),
                },
                State::Inside(mut decoder) => {
                    let n_bytes = decoder.read(buf)?;
                    if n_bytes > 0 {
                        self.state = State::Inside(decoder);
                        return Ok(n_bytes);
                    }
                    self.state = State::Between(decoder.into_inner());
                }
                State::Ended => return Ok(0),
            }
        }
    }
}

/// Stops at a bomb.
struct Guarded {
    inner: Reader,
    n_out: u64,
    packed: Progress,
}

impl Guarded {
    fn check(&self) -> io::Result<()> {
        if self.n_out > FREE && self.n_out / MOST_EXPANSION > self.packed.bytes() {
            return Err(Fault::Bomb.into_io());
        }
        Ok(())
    }
}

impl Read for Guarded {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        let n_bytes = self.inner.read(buf)?;
        self.n_out += n_bytes as u64;
        Ok(n_bytes)
    }
}

impl BufRead for Guarded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.n_out += n_bytes as u64;
        self.inner.consume(n_bytes);
    }
}
