//! `address -> bytes`: fetches one page at a time, politely.
//!
//! In goes an address (`http`, `https`), out come the bytes that its server gives for it, without their encoding, with
//! what the server calls them and by which a later run knows whether they have changed ([`Validators`], RFC 9110,
//! section 13). Robots.txt is asked first (RFC 9309), redirects are followed by hand and every hop is looked at again,
//! everything has a time limit and a size limit, and hosts are left alone for a while between two pages.
//!
//! No address is connected to that is not public, whatever name it hides behind, unless [`Settings::may_connect`]
//! says so: the address that was looked at is the one that is connected to. For the same reason no proxy is used.
//! Nothing is sent but the request: no cookies, no referrer, no passwords. Scripts are not run.

// Waiting and time limits are what this crate is for; it is part of the face, and no stage may import it.
#![allow(clippy::disallowed_methods)]

mod address;
mod error;
mod fetcher;
mod robots;
mod transport;

pub use crate::address::is_public;
pub use crate::error::{Error, ErrorKind};
pub use crate::fetcher::{Answer, Fetched, Fetcher, Settings, Validators};
pub use crate::robots::Robots;
