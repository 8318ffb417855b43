//! One request, one reply: nothing is followed and nothing repeated here.

use std::fmt;
use std::io::{self, Read};
use std::net::IpAddr;
use std::time::Duration;

use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::fetcher::{Settings, Validators};

/// What is asked for, the best first. Servers that cannot give any of it may give what they have.
const ACCEPT: &str = "text/html, application/xhtml+xml, text/plain;q=0.9, application/atom+xml;q=0.8, \
                      application/rss+xml;q=0.8, application/feed+json;q=0.8, */*;q=0.5";

pub(crate) struct Transport(Agent);

impl Transport {
    pub(crate) fn new(settings: &Settings) -> Self {
        let config = Agent::config_builder()
            .user_agent(&settings.user_agent)
            .accept(ACCEPT)
            // Behind a proxy it could not be known what is connected to.
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_resolve(Some(settings.connect_timeout))
            .timeout_connect(Some(settings.connect_timeout))
            .timeout_recv_response(Some(settings.read_timeout))
            .timeout_per_read(Some(settings.read_timeout))
            .build();
        let resolver = Guard {
            inner: DefaultResolver::default(),
            may_connect: settings.may_connect,
        };
        let connector = DefaultConnector::default();
        Self(Agent::with_parts(config, connector, resolver))
    }

    /// Asks for `url`; if a copy of it is known, only in case it has changed. All of it, with the reading of the body,
    /// takes no longer than `timeout`.
    pub(crate) fn get(
        &self,
        url: &Url,
        known: Option<&Validators>,
        timeout: Duration,
    ) -> Result<Reply, Error> {
        let mut request = self.0.get(url.as_str());
        if let Some(known) = known {
            let conditions = [
                ("if-none-match", &known.etag),
                ("if-modified-since", &known.last_modified),
            ];
            for (field, value) in conditions {
                if let Some(value) = value {
                    request = request.header(field, value);
                }
            }
        }
        let request = request.config().timeout_global(Some(timeout)).build();
        let response = request.call().map_err(of_ureq)?;
        let (parts, body) = response.into_parts();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }
}

/// What a server answered; its body has not been read.
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HeaderMap,
    body: Body,
}

impl Reply {
    /// A header field, as far as it is text.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let value = self.headers.get(name)?;
        let value = String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
        Some(value).filter(|value| !value.is_empty())
    }

    /// The body without its encoding, or as much of it as `limit` bytes, and whether that is all of it.
    pub(crate) fn read(self, limit: usize) -> Result<(Vec<u8>, bool), Error> {
        if let Some(encoding) = self.header("content-encoding")
            && !encoding.eq_ignore_ascii_case("identity")
        {
            let message =
                format!("the server packs the page in a way that was not asked for ({encoding})");
            return Err(Error::new(ErrorKind::Protocol, message)
                .with_hint("save the page with a browser and name the file"));
        }
        let mut bytes = Vec::new();
        self.body
            .into_reader()
            .take(limit as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| of_ureq(error.into()))?;
        let is_whole = bytes.len() <= limit;
        bytes.truncate(limit);
        Ok((bytes, is_whole))
    }
}

/// Looks up names, and keeps only addresses that may be connected to. What it lets through is what is connected to: a
/// name that means another address a moment later gains nothing.
struct Guard {
    inner: DefaultResolver,
    may_connect: fn(IpAddr) -> bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found
            .iter()
            .filter(|address| (self.may_connect)(address.ip()))
        {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ureq::Error::Other(Box::new(NotPublic(host))));
        }
        Ok(allowed)
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").finish_non_exhaustive()
    }
}

/// A host without any address that may be connected to.
#[derive(Debug)]
struct NotPublic(String);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lies in no public network", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// The trouble in words of our own, which say what can be done.
fn of_ureq(error: ureq::Error) -> Error {
    use ureq::Error as Trouble;
    match error {
        Trouble::Other(inner) if inner.is::<NotPublic>() => {
            Error::new(ErrorKind::NotPublic, inner.to_string())
                .with_hint("--allow-private fetches from your own machine and network too")
        }
        Trouble::Timeout(what) => {
            let message = match what {
                ureq::Timeout::Resolve | ureq::Timeout::Connect => {
                    "the server cannot be reached in time"
                }
                ureq::Timeout::Global => "the page did not come within the time for one page",
                _ => "the server stopped answering",
            };
            Error::new(ErrorKind::Timeout, message).with_hint("try again later")
        }
        Trouble::HostNotFound => not_found(),
        Trouble::Io(error) => of_io(&error),
        Trouble::Decompress(..) => Error::new(
            ErrorKind::Protocol,
            "what the server sends is damaged: its gzip cannot be unpacked",
        ),
        Trouble::Rustls(error) => {
            Error::new(ErrorKind::Network, format!("no secure connection: {error}"))
                .with_hint("look at the page with a browser; what it warns of is the reason")
        }
        Trouble::LargeResponseHeader(..) | Trouble::Protocol(_) | Trouble::Http(_) => Error::new(
            ErrorKind::Protocol,
            format!("the server does not follow the standard: {error}"),
        ),
        other => Error::new(ErrorKind::Network, other.to_string()),
    }
}

fn of_io(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => {
            Error::new(ErrorKind::Cut, "the connection ended before the page did")
                .with_hint("try again later")
        }
        io::ErrorKind::ConnectionRefused => {
            Error::new(ErrorKind::Network, "the host refuses the connection")
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
            Error::new(ErrorKind::Timeout, "the server stopped answering")
                .with_hint("try again later")
        }
        // The system's words for a name that nobody knows differ, and their kind has no name yet.
        _ if error.to_string().contains("lookup address") => not_found(),
        _ => Error::new(ErrorKind::Network, format!("no connection: {error}")),
    }
}

fn not_found() -> Error {
    Error::new(ErrorKind::Network, "there is no such host, or no network")
        .with_hint("look at the address, and whether other pages can be reached")
}
