//! An HTTP response as an archive keeps it (RFC 9112): status, header, and the body without its chunks and encodings.
//!
//! Many archives keep the header of the wire beside a body that is unpacked already. A body is therefore only unpacked
//! where it looks packed, and a length that does not fit is a remark and no error.

use std::io::Read;

use dateline_schema::{Diagnostic, Severity};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::LARGEST_PAGE;
use crate::error::{Error, ErrorKind};
use crate::headers::{Headers, MediaType, end_of};
use crate::zstd;

/// A response with its body unpacked.
#[derive(Debug)]
pub(crate) struct Response {
    /// The status code; `None` where there is no status line and the bytes are the body alone.
    pub(crate) status: Option<u16>,
    pub(crate) media: MediaType,
    pub(crate) body: Vec<u8>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a response.
pub(crate) fn response(bytes: Vec<u8>) -> Result<Response, Error> {
    if !bytes.starts_with(b"HTTP/") {
        return Ok(Response {
            status: None,
            media: MediaType::default(),
            body: bytes,
            diagnostics: Vec::new(),
        });
    }
    let (header_end, body_start) = end_of(&bytes).unwrap_or((bytes.len(), bytes.len()));
    let header = &bytes[..header_end];
    let line_end = memchr::memchr(b'\n', header).map_or(header.len(), |end| end + 1);
    let status = String::from_utf8_lossy(&header[..line_end])
        .split_ascii_whitespace()
        .nth(1)
        .and_then(|code| code.parse().ok());
    let headers = Headers::parse(&header[line_end..]);
    let media = headers
        .get("content-type")
        .map(MediaType::parse)
        .unwrap_or_default();
    let mut diagnostics = Vec::new();
    let mut body = bytes;
    body.drain(..body_start);
    // What is no page is not worth unpacking.
    if status.is_some_and(|status| (200..300).contains(&status)) {
        body = unpack(body, &headers, &mut diagnostics)?;
    }
    Ok(Response {
        status,
        media,
        body,
        diagnostics,
    })
}

fn unpack(
    mut body: Vec<u8>,
    headers: &Headers,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Error> {
    let transfer = headers.get("transfer-encoding").unwrap_or_default();
    let encodings = headers.get("content-encoding").unwrap_or_default();
    let told = headers
        .get("content-length")
        .and_then(|len| len.parse::<usize>().ok());
    if transfer.is_empty()
        && encodings.is_empty()
        && let Some(told) = told.filter(|told| *told > body.len())
    {
        let message = format!(
            "the page is cut: its header tells of {told} bytes, and {} are there",
            body.len()
        );
        diagnostics.push(Diagnostic::new("page-cut", Severity::Warning, message));
    }
    if transfer.to_ascii_lowercase().contains("chunked")
        && let Some((joined, is_whole)) = join_chunks(&body)
    {
        body = joined;
        if !is_whole {
            diagnostics.push(cut());
        }
    }
    for encoding in encodings.rsplit(',') {
        body = decode(body, encoding.trim(), diagnostics)?;
    }
    Ok(body)
}

fn cut() -> Diagnostic {
    let message = "the page is cut, or was damaged on its way: it is read as far as it goes";
    Diagnostic::new("page-cut", Severity::Warning, message)
}

/// A body without its chunks, and whether all of it is there; `None` if it does not stand in chunks.
fn join_chunks(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut n_chunks = 0;
    loop {
        let line_end = memchr::memchr(b'\n', &rest[..rest.len().min(1024)]);
        let len = line_end.and_then(|end| chunk_len(&rest[..end]));
        let (Some(end), Some(len)) = (line_end, len) else {
            return (n_chunks > 0).then_some((joined, false));
        };
        rest = &rest[end + 1..];
        if len == 0 {
            return Some((joined, true));
        }
        let Some(chunk) = rest.get(..len) else {
            joined.extend_from_slice(rest);
            return (n_chunks > 0 || rest.len() * 2 > len).then_some((joined, false));
        };
        rest = &rest[len..];
        let Some(after) = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")) else {
            // Text that begins with a number is no chunk.
            if n_chunks == 0 && !rest.is_empty() {
                return None;
            }
            joined.extend_from_slice(chunk);
            return Some((joined, false));
        };
        joined.extend_from_slice(chunk);
        rest = after;
        n_chunks += 1;
    }
}

/// The length on a chunk's first line, which may have extensions behind it.
fn chunk_len(line: &[u8]) -> Option<usize> {
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let digits = std::str::from_utf8(digits).ok()?;
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| usize::from_str_radix(digits, 16).ok())?
}

/// Takes off one content coding (RFC 9110, section 8.4.1).
fn decode(
    body: Vec<u8>,
    encoding: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Error> {
    let (unpacked, end) = match encoding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            read(MultiGzDecoder::new(body.as_slice()))
        }
        "deflate" => {
            // The standard means zlib; some servers send bare deflate.
            let (zlib, end) = read(ZlibDecoder::new(body.as_slice()));
            if zlib.is_empty() {
                read(DeflateDecoder::new(body.as_slice()))
            } else {
                (zlib, end)
            }
        }
        "br" => read(brotli_decompressor::Decompressor::new(
            body.as_slice(),
            BROTLI_BUFFER,
        )),
        "zstd" if zstd::is_frame(&body) => read(zstd::Frames::new(body.as_slice(), None)),
        _ => return Ok(body),
    };
    match end {
        End::TooLarge => {
            let message = format!("the page unpacks to more than {} MB", LARGEST_PAGE >> 20);
            Err(Error::new(ErrorKind::TooLarge, message)
                .with_hint("no news page is so large; it is left out"))
        }
        End::Whole => Ok(unpacked),
        // It was unpacked when it was archived, and only its header tells of the packing.
        End::Damaged if unpacked.is_empty() => Ok(body),
        End::Damaged => {
            diagnostics.push(cut());
            Ok(unpacked)
        }
    }
}

const BROTLI_BUFFER: usize = 16 << 10;

enum End {
    Whole,
    Damaged,
    TooLarge,
}

/// Reads until the end, damage, or the largest page.
fn read(reader: impl Read) -> (Vec<u8>, End) {
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST_PAGE as u64 + 1).read_to_end(&mut bytes);
    let end = match read {
        _ if bytes.len() > LARGEST_PAGE => End::TooLarge,
        Ok(_) => End::Whole,
        Err(_) => End::Damaged,
    };
    (bytes, end)
}
