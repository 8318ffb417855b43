//! A page, hop by hop.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::address::is_public;
use crate::error::{Error, ErrorKind};
use crate::robots::{self, Robots};
use crate::transport::{Reply, Transport};

/// The name by which robots.txt may call us.
const PRODUCT: &str = "dateline";

/// How often a server may send us on for one page, and for one robots.txt; the standard asks for five there at least.
const MOST_REDIRECTS: usize = 8;

/// A host that wants to be left alone for longer is not waited for.
const MOST_PATIENCE: Duration = Duration::from_secs(60);

/// Addresses longer than this are no addresses, in bytes.
const LONGEST_ADDRESS: usize = 8 << 10;

/// How pages are fetched.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which addresses may be connected to: [`is_public`], or others for who knows what lies there.
    pub may_connect: fn(IpAddr) -> bool,
    /// What we call ourselves.
    pub user_agent: String,
    /// The largest page, in bytes, without its encoding.
    pub limit: usize,
    /// How long looking up a name may take, and connecting.
    pub connect_timeout: Duration,
    /// How long a server may say nothing.
    pub read_timeout: Duration,
    /// How long a page may take in all, with its redirects but without waiting for its turn.
    pub timeout: Duration,
    /// How long a host is left alone between two pages, unless its robots.txt asks for longer.
    pub pause: Duration,
}

impl Settings {
    /// Settings for news pages of at most `limit` bytes. `version` is that of the program.
    #[must_use]
    pub fn new(version: &str, limit: usize) -> Self {
        Self {
            may_connect: is_public,
            user_agent: format!("{PRODUCT}/{version} (fetches single news pages for its user)"),
            limit,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            timeout: Duration::from_secs(60),
            pause: Duration::from_secs(1),
        }
    }
}

/// By which a server knows whether a page has changed since it gave it to us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that gave the page, behind all redirects. Nobody else is told the rest.
    pub url: String,
    /// The entity tag.
    pub etag: Option<String>,
    /// When it last changed, as the server writes it.
    pub last_modified: Option<String>,
}

/// What came of fetching a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The page.
    Page(Fetched),
    /// It has not changed since the time that the validators tell of.
    NotChanged,
}

/// A page as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address that gave it, behind all redirects.
    pub url: String,
    /// Its media type, with the charset if the server tells it.
    pub media_type: Option<String>,
    /// Its bytes, without their encoding.
    pub body: Vec<u8>,
    /// What to ask with the next time; without any tag or date if the server gives none.
    pub validators: Validators,
}

/// Fetches pages, and remembers what hosts allow and when they were last asked.
pub struct Fetcher {
    settings: Settings,
    transport: Transport,
    hosts: BTreeMap<String, Host>,
    n_pages: usize,
}

/// One host under one scheme and port.
struct Host {
    /// Its rules, or why they cannot be had.
    robots: Result<Robots, String>,
    /// The last page that it was asked for, by its number, and when that was.
    last: Option<(usize, Instant)>,
}

impl Fetcher {
    /// A fetcher that has fetched nothing yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            transport: Transport::new(&settings),
            settings,
            hosts: BTreeMap::new(),
            n_pages: 0,
        }
    }

    /// Fetches a page, unless `known` still holds.
    ///
    /// # Errors
    /// If the address is not public, its host does not want it, or anything else goes wrong; see [`ErrorKind`].
    pub fn fetch(&mut self, address: &str, known: Option<&Validators>) -> Result<Answer, Error> {
        let mut url = parse(address)?;
        self.n_pages += 1;
        let mut time_left = self.settings.timeout;
        let mut seen = vec![url.clone()];
        loop {
            self.ask_permission(&url)?;
            self.wait_for_turn(&url)?;
            let known = known.filter(|known| known.url == url.as_str());
            let started = Instant::now();
            let reply = self.transport.get(&url, known, time_left)?;
            time_left = time_left.saturating_sub(started.elapsed());
            match reply.status {
                200 | 203 => return self.page(url, reply).map(Answer::Page),
                304 if known.is_some() => return Ok(Answer::NotChanged),
                301 | 302 | 303 | 307 | 308 => {
                    url = next_hop(&url, &reply)?;
                    if seen.contains(&url) {
                        let message = format!("the server sends in a circle, back to {url}");
                        return Err(Error::new(ErrorKind::Redirects, message).with_hint(
                            "it may want cookies; save the page with a browser and name the file",
                        ));
                    }
                    if seen.len() > MOST_REDIRECTS {
                        let message = format!(
                            "the server sends on more than {MOST_REDIRECTS} times, lastly to {url}"
                        );
                        return Err(Error::new(ErrorKind::Redirects, message));
                    }
                    seen.push(url.clone());
                }
                _ => return Err(of_status(&reply)),
            }
        }
    }

    fn page(&self, url: Url, reply: Reply) -> Result<Fetched, Error> {
        let limit = self.settings.limit;
        let too_large = || {
            let size = if limit >> 20 > 0 {
                format!("{} MB", limit >> 20)
            } else {
                format!("{limit} bytes")
            };
            Error::new(ErrorKind::TooLarge, format!("larger than {size}"))
                .with_hint("if it is an archive of pages, download it and name the file")
        };
        let told = reply.header("content-length");
        if told.is_some_and(|told| told.parse().is_ok_and(|told: u64| told > limit as u64)) {
            return Err(too_large());
        }
        let media_type = reply.header("content-type");
        let validators = Validators {
            url: url.as_str().to_owned(),
            etag: reply.header("etag"),
            last_modified: reply.header("last-modified"),
        };
        let (body, is_whole) = reply.read(limit)?;
        if !is_whole {
            return Err(too_large());
        }
        Ok(Fetched {
            url: url.into(),
            media_type,
            body,
            validators,
        })
    }

    /// Asks the host's robots.txt, which is fetched once.
    fn ask_permission(&mut self, url: &Url) -> Result<(), Error> {
        let origin = origin(url);
        if !self.hosts.contains_key(&origin) {
            let robots = match self.robots(url) {
                // What cannot be connected to is no matter of robots.txt.
                Err(error) if matches!(error.kind(), ErrorKind::NotPublic | ErrorKind::Network) => {
                    return Err(error);
                }
                robots => robots.map_err(|error| error.to_string()),
            };
            self.hosts
                .insert(origin.clone(), Host { robots, last: None });
        }
        let host = url.host_str().unwrap_or_default();
        match &self.hosts[&origin].robots {
            Err(why) => {
                let message = format!(
                    "whether {host} allows it is not known: its robots.txt cannot be had, {why}"
                );
                Err(Error::new(ErrorKind::Robots, message).with_hint("try again later"))
            }
            Ok(robots)
                if robots.allows(&url[url::Position::BeforePath..url::Position::AfterQuery]) =>
            {
                Ok(())
            }
            Ok(_) => {
                let message = format!(
                    "{host} does not want programs to fetch this page: its robots.txt forbids it"
                );
                Err(Error::new(ErrorKind::Robots, message)
                    .with_hint("save the page with a browser and name the file"))
            }
        }
    }

    /// The rules of a host. A server that has none allows everything; one that fails allows nothing.
    fn robots(&self, page: &Url) -> Result<Robots, Error> {
        let mut url = page
            .join("/robots.txt")
            .expect("a path can be put behind an http address");
        let mut time_left = self.settings.timeout;
        for _ in 0..=MOST_REDIRECTS {
            let started = Instant::now();
            let reply = self.transport.get(&url, None, time_left)?;
            time_left = time_left.saturating_sub(started.elapsed());
            match reply.status {
                200..=299 => {
                    let (file, _) = reply.read(robots::MOST_READ)?;
                    return Ok(Robots::parse(&file, PRODUCT));
                }
                301 | 302 | 303 | 307 | 308 => url = next_hop(&url, &reply)?,
                // A server that has had enough of us has not said what it allows.
                429 => return Err(of_status(&reply)),
                400..=499 => return Ok(Robots::default()),
                _ => return Err(of_status(&reply)),
            }
        }
        // The standard: what cannot be reached in so many hops is as if it were not there.
        Ok(Robots::default())
    }

    /// Waits until the host may be asked for another page. The hops of one page are one page.
    fn wait_for_turn(&mut self, url: &Url) -> Result<(), Error> {
        let host = self
            .hosts
            .get_mut(&origin(url))
            .expect("permission is asked first");
        if let Some((page, at)) = host.last
            && page != self.n_pages
        {
            let delay = host.robots.as_ref().ok().and_then(Robots::crawl_delay);
            let pause = delay.unwrap_or_default().max(self.settings.pause);
            if pause > MOST_PATIENCE {
                let message = format!(
                    "{} asks to be left alone for {} seconds between two pages",
                    url.host_str().unwrap_or_default(),
                    pause.as_secs()
                );
                return Err(Error::new(ErrorKind::Robots, message)
                    .with_hint("add its pages one by one, with that time between them"));
            }
            thread::sleep(pause.saturating_sub(at.elapsed()));
        }
        host.last = Some((self.n_pages, Instant::now()));
        Ok(())
    }
}

/// The address, if it is one that can be fetched. What stands behind `#` is for browsers.
fn parse(address: &str) -> Result<Url, Error> {
    let bad = |why: &str| Err(Error::new(ErrorKind::BadAddress, why));
    if address.len() > LONGEST_ADDRESS {
        return bad("the address is longer than addresses are");
    }
    let mut url = match Url::parse(address) {
        Ok(url) => url,
        Err(error) => return bad(&format!("not an address: {error}")),
    };
    url.set_fragment(None);
    if !matches!(url.scheme(), "http" | "https") {
        return bad("only http and https are fetched");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::new(
            ErrorKind::BadAddress,
            "there is a user's name in the address, which would be kept in the record",
        )
        .with_hint("save the page with a browser and name the file"));
    }
    Ok(url)
}

fn next_hop(from: &Url, reply: &Reply) -> Result<Url, Error> {
    let Some(location) = reply.header("location") else {
        let message = format!(
            "the server sends on (status {}) and does not say where",
            reply.status
        );
        return Err(Error::new(ErrorKind::Protocol, message));
    };
    let target = match from.join(&location) {
        Ok(url) => parse(url.as_str()),
        Err(error) => Err(Error::new(ErrorKind::BadAddress, error.to_string())),
    };
    target.map_err(|error| {
        let message = format!("the server sends on to {location:?}: {error}");
        Error::new(ErrorKind::Redirects, message)
    })
}

fn of_status(reply: &Reply) -> Error {
    let status = reply.status;
    let reason = ureq::http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("no status of the standard");
    let error = Error::new(
        ErrorKind::Status(status),
        format!("the server answers {status}: {}", reason.to_lowercase()),
    );
    match status {
        401 | 402 | 403 | 407 | 451 => {
            error.with_hint("if you may read the page, save it with a browser and name the file")
        }
        404 | 410 => error.with_hint("look at the address"),
        429 | 500..=599 => match reply.header("retry-after") {
            Some(when) if when.bytes().all(|byte| byte.is_ascii_digit()) => {
                error.with_hint(format!("the server asks to come back in {when} seconds"))
            }
            _ => error.with_hint("try again later"),
        },
        _ => error,
    }
}

/// Scheme, host and port: for what one robots.txt speaks.
fn origin(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}
