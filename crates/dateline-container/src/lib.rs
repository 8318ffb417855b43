//! `bytes -> Page`: news pages out of the files that hold them, one by one.
//!
//! In goes a file or any other reader, out come its pages: of a web archive (WARC, ISO 28500, and WACZ), a feed (RSS,
//! Atom, JSON Feed), JSON Lines, a page saved with its parts (MHTML, RFC 2557), or a single page, each of them as it is
//! or compressed (gzip, zstd). The content says which of these it is; the name is asked where the content says nothing.
//!
//! Archives are streamed: only the page that is being read is in memory, and no page is larger than [`LARGEST_PAGE`].
//! What is damaged is said with its place in the file ([`Error`]), and whatever is whole is read. Pages are not
//! fetched here, and pictures, scripts, redirects and error pages in an archive are no pages.

mod date;
mod error;
mod feed;
mod headers;
mod http;
mod input;
mod json_lines;
mod kind;
mod mhtml;
mod pages;
mod payload;
mod surrogates;
mod unpack;
mod wacz;
mod warc;
mod zstd;

pub use crate::error::{Error, ErrorKind};
pub use crate::input::{Input, Progress};
pub use crate::json_lines::{Fields, UnknownField};
pub use crate::kind::Kind;
pub use crate::pages::{Container, Pages, open};
pub use crate::surrogates::mend as mend_surrogates;

/// The largest page, in bytes, decompressed. No news page is as large, and what is larger is a mistake better said
/// early than read.
pub const LARGEST_PAGE: usize = 64 << 20;
