//! A page saved with its parts as a mail (MHTML, RFC 2557; MIME, RFC 2045): the page itself, without them.

use dateline_schema::{Page, Warned};

use crate::date::{day, latest_day};
use crate::error::{Error, ErrorKind};
use crate::headers::{Headers, MediaType, end_of};
use crate::payload::content;

/// Parts are looked for in parts, but not without end.
const DEEPEST: usize = 8;

/// The page of a file.
pub(crate) fn page(bytes: &[u8], name: &str) -> Result<Warned<Page>, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    let (headers, _) = split(bytes);
    let found = html(bytes, DEEPEST).and_then(|part| {
        let (headers, body) = split(part);
        let media = media_type(&headers);
        let body = decode(body, headers.get("content-transfer-encoding"));
        Some((headers, content(body, &media)?))
    });
    let Some((part, content)) = found else {
        let error = Error::new(ErrorKind::Damaged, "no part of this saved page is HTML")
            .with_hint("was it saved whole?");
        return Err(error.at(name));
    };
    let mut page = Page::new(name, content);
    page.url = [
        headers.get("snapshot-content-location"),
        part.get("content-location"),
        headers.get("content-location"),
    ]
    .into_iter()
    .flatten()
    .find(|url| url.starts_with("http"))
    .map(str::to_owned);
    // A browser writes the day on which the page was saved.
    page.crawled = headers.get("date").and_then(day);
    page.crawled_latest = headers.get("date").and_then(latest_day);
    Ok(Warned::clean(page))
}

/// Header and body of a mail or a part.
fn split(bytes: &[u8]) -> (Headers, &[u8]) {
    // A part may have no header at all.
    let (header_end, body) = match bytes {
        [b'\n', ..] => (0, 1),
        [b'\r', b'\n', ..] => (0, 2),
        _ => end_of(bytes).unwrap_or((bytes.len(), bytes.len())),
    };
    (Headers::parse(&bytes[..header_end]), &bytes[body..])
}

fn media_type(headers: &Headers) -> MediaType {
    MediaType::parse(headers.get("content-type").unwrap_or("text/plain"))
}

/// The first part that is HTML: the parts that a page needs follow it.
fn html(bytes: &[u8], depth: usize) -> Option<&[u8]> {
    let (headers, body) = split(bytes);
    let media = media_type(&headers);
    if matches!(
        media.essence.as_str(),
        "text/html" | "application/xhtml+xml"
    ) {
        return Some(bytes);
    }
    if depth == 0 || !media.essence.starts_with("multipart/") {
        return None;
    }
    let boundary = format!("--{}", media.boundary?);
    parts(body, boundary.as_bytes())
        .into_iter()
        .find_map(|part| html(part, depth - 1))
}

/// What stands between the lines that begin with the boundary.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let starts: Vec<usize> = memchr::memmem::find_iter(body, boundary)
        .filter(|at| *at == 0 || body[at - 1] == b'\n')
        .collect();
    let ends = starts.iter().skip(1).copied().chain([body.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            // The rest of the boundary's line; one that ends the last part has nothing behind it.
            let part = &body[(start + boundary.len()).min(end)..end];
            let line_end = memchr::memchr(b'\n', part).map_or(part.len(), |end| end + 1);
            &part[line_end..]
        })
        .collect()
}

fn decode(body: &[u8], encoding: Option<&str>) -> Vec<u8> {
    match encoding.unwrap_or_default().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    }
}

/// RFC 2045, section 6.7. What is no escape stays as it is.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let hex = |digit: u8| char::from(digit).to_digit(16);
        rest = match rest {
            [_, b'\r', b'\n', after @ ..] | [_, b'\n', after @ ..] => after,
            [_, high, low, after @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                let value = hex(*high).unwrap_or_default() * 16 + hex(*low).unwrap_or_default();
                decoded.push(value as u8);
                after
            }
            [sign, after @ ..] => {
                decoded.push(*sign);
                after
            }
            [] => rest,
        };
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// RFC 2045, section 6.8. Whatever is no digit is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for byte in body {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            decoded.push((bits >> n_bits) as u8);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_are_taken_off() {
        assert_eq!(
            quoted_printable(b"a=3D=E2=80=9Cb=\r\nc=\nd=zz="),
            "a=“bcd=zz=".as_bytes()
        );
        assert_eq!(base64(b"VGhl\r\nIHN0b3Jt"), b"The storm");
        assert_eq!(base64(b"VGhlIQ==trailing"), b"The!");
    }
}
