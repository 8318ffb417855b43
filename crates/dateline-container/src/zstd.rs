//! Zstandard (RFC 8878), frame after frame, with the dictionary of a `.warc.zst` if the file brings one: a skippable
//! frame at its front, as the IIPC's "WARC compression with zstd" 1.0 lays down.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use crate::error::Fault;
use crate::input::Progress;

/// The first bytes of a frame.
pub(crate) const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The first byte of a skippable frame is one of sixteen, the others are these.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

/// The skippable frame that holds the dictionary of a `.warc.zst`.
const DICTIONARY: u8 = 0x5d;

/// No dictionary is larger than this, in bytes.
const LARGEST_DICTIONARY: u32 = 16 << 20;

/// How much is decoded at once, in bytes.
const STEP: usize = 128 << 10;

/// Whether bytes begin a frame.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
        || matches!(bytes, [first, rest @ ..] if (0x50..0x60).contains(first) && rest.starts_with(&SKIPPABLE))
}

/// A reader of the unpacked bytes.
pub(crate) struct Frames<R> {
    inner: R,
    decoder: FrameDecoder,
    dictionary: Option<u32>,
    in_frame: bool,
    /// Where in the file, and where the frame that is being read begins.
    at: Option<(Progress, Progress)>,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(inner: R, at: Option<(Progress, Progress)>) -> Self {
        Self {
            inner,
            decoder: FrameDecoder::new(),
            dictionary: None,
            in_frame: false,
            at,
        }
    }

    /// Begins the next frame; false at the end of the data.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let start = self.at.as_ref().map(|(read, _)| read.bytes());
            let mut magic = [0; 4];
            match self.inner.read(&mut magic[..1])? {
                0 => return Ok(false),
                _ => self.inner.read_exact(&mut magic[1..])?,
            }
            if magic == MAGIC {
                self.decoder
                    .init(magic.chain(&mut self.inner))
                    .map_err(|error| in_words(&error))?;
                if let Some(id) = self.dictionary {
                    self.decoder
                        .force_dict(id)
                        .map_err(|error| in_words(&error))?;
                }
                if let (Some((_, begun)), Some(start)) = (&self.at, start) {
                    begun.set(start);
                }
                return Ok(true);
            }
            if !is_frame(&magic) {
                let what = "there are other bytes between its frames";
                return Err(Fault::Damaged(what.to_owned()).into_io());
            }
            let mut len = [0; 4];
            self.inner.read_exact(&mut len)?;
            let len = u32::from_le_bytes(len);
            if magic[0] == DICTIONARY && self.dictionary.is_none() {
                self.learn(len)?;
            } else {
                skip(&mut self.inner, u64::from(len))?;
            }
        }
    }

    fn learn(&mut self, len: u32) -> io::Result<()> {
        if len > LARGEST_DICTIONARY {
            let what = format!("its dictionary of {} MB is too large", len >> 20);
            return Err(Fault::Unsupported(what).into_io());
        }
        let mut bytes = vec![0; len as usize];
        self.inner.read_exact(&mut bytes)?;
        if bytes.starts_with(&MAGIC) {
            // The dictionary is compressed itself, without one.
            let mut unpacked = Vec::new();
            Frames::new(bytes.as_slice(), None)
                .take(u64::from(LARGEST_DICTIONARY))
                .read_to_end(&mut unpacked)?;
            bytes = unpacked;
        }
        let damaged = |error: String| Fault::Damaged(format!("its dictionary: {error}")).into_io();
        let dictionary =
            Dictionary::decode_dict(&bytes).map_err(|error| damaged(error.to_string()))?;
        self.dictionary = bytes
            .get(4..8)
            .map(|id| u32::from_le_bytes(id.try_into().expect("four bytes")));
        self.decoder
            .add_dict(dictionary)
            .map_err(|error| damaged(error.to_string()))
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        loop {
            if self.in_frame {
                let n_bytes = self.decoder.read(buf)?;
                if n_bytes > 0 {
                    return Ok(n_bytes);
                }
                if self.decoder.is_finished() {
                    let told = self.decoder.get_checksum_from_data();
                    if told.is_some() && told != self.decoder.get_calculated_checksum() {
                        return Err(Fault::Damaged("a checksum is wrong".to_owned()).into_io());
                    }
                    self.in_frame = false;
                    continue;
                }
                self.decoder
                    .decode_blocks(&mut self.inner, BlockDecodingStrategy::UptoBytes(STEP))
                    .map_err(|error| in_words(&error))?;
            } else if self.begin()? {
                self.in_frame = true;
            } else {
                return Ok(0);
            }
        }
    }
}

fn skip(reader: &mut impl Read, len: u64) -> io::Result<()> {
    let skipped = io::copy(&mut reader.take(len), &mut io::sink())?;
    if skipped < len {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// A cut is told from damage by what lies below.
fn in_words(error: &FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::UnexpectedEof
        {
            return io::ErrorKind::UnexpectedEof.into();
        }
        cause = inner.source();
    }
    Fault::Damaged(error.to_string()).into_io()
}
