//! Pages fetched from a server on loopback, well-behaved and not.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.
#![allow(clippy::disallowed_methods)] // How long it takes is what is tested.

mod server;

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use dateline_fetch::{Answer, ErrorKind, Fetched, Fetcher, Settings, Validators, is_public};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Request, Server, redirect, reply};

const HTML: &str = "Content-Type: text/html; charset=iso-8859-2\r\n";

fn settings() -> Settings {
    Settings {
        may_connect: |_| true,
        connect_timeout: Duration::from_secs(5),
        read_timeout: Duration::from_millis(300),
        timeout: Duration::from_secs(5),
        pause: Duration::ZERO,
        ..Settings::new("0.0.0", 1 << 16)
    }
}

fn fetch(url: &str) -> Result<Answer, dateline_fetch::Error> {
    Fetcher::new(settings()).fetch(url, None)
}

#[track_caller]
fn page(answer: Result<Answer, dateline_fetch::Error>) -> Fetched {
    match answer.unwrap() {
        Answer::Page(page) => page,
        Answer::NotChanged => panic!("the page was not asked for before"),
    }
}

#[track_caller]
fn check_fails(url: &str, kind: ErrorKind, says: &str) {
    let error = fetch(url).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(says), "{error}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn a_page_comes_with_what_its_server_says_of_it() {
    let header = format!("{HTML}ETag: \"1\"\r\nLast-Modified: Sun, 05 Jan 2020 10:00:00 GMT\r\n");
    let server = Server::of(vec![("/a?b=%20c", reply("200 OK", &header, b"<p>\xb1"))]);
    let url = server.url("/a?b= c#part");
    let found = page(fetch(&url));
    let url = server.url("/a?b=%20c");
    let expected = Fetched {
        url: url.clone(),
        media_type: Some("text/html; charset=iso-8859-2".to_owned()),
        body: b"<p>\xb1".to_vec(),
        validators: Validators {
            url,
            etag: Some("\"1\"".to_owned()),
            last_modified: Some("Sun, 05 Jan 2020 10:00:00 GMT".to_owned()),
        },
    };
    assert_eq!(found, expected);
    assert_eq!(server.paths(), ["/robots.txt", "/a?b=%20c"]);
    for request in server.requests() {
        let agent = request.field("user-agent").unwrap();
        assert!(agent.starts_with("dateline/0.0.0 "), "{agent}");
        assert_eq!(request.field("accept-encoding"), Some("gzip"));
        assert_eq!(request.field("cookie").or(request.field("referer")), None);
    }
}

#[test]
fn redirects_are_followed_up_to_a_limit() {
    let target = Server::of(vec![("/b/page", reply("200 OK", HTML, b"there"))]);
    let hops = vec![
        ("/start", redirect("../a/./hop#x")),
        ("/a/hop", redirect(&target.url("/b/page"))),
        ("/circle", redirect("/circle?")),
        ("/circle?", redirect("/circle")),
        ("/nowhere", reply("302 Found", "", b"")),
        ("/file", redirect("file:///etc/passwd")),
        ("/user", redirect("http://user:word@example.org/")),
        ("/broken", redirect("http://[")),
    ];
    let server = Server::of(hops);
    let found = page(fetch(&server.url("/start")));
    assert_eq!(
        (found.url, found.body),
        (target.url("/b/page"), b"there".to_vec())
    );
    assert_eq!(target.paths(), ["/robots.txt", "/b/page"]);
    let check = |path: &str, kind, says: &str| check_fails(&server.url(path), kind, says);
    check("/circle", ErrorKind::Redirects, "in a circle");
    check("/nowhere", ErrorKind::Protocol, "does not say where");
    check("/file", ErrorKind::Redirects, "only http and https");
    check("/user", ErrorKind::Redirects, "a user's name");
    check("/broken", ErrorKind::Redirects, "\"http://[\"");

    let endless = Server::start(|request: &Request, stream: &mut TcpStream| {
        let next = format!("{}x", request.path);
        let answer = match request.path.as_str() {
            "/robots.txt" => reply("404 Not Found", "", b""),
            _ => redirect(&next),
        };
        stream.write_all(&answer).unwrap();
    });
    check_fails(&endless.url("/"), ErrorKind::Redirects, "more than 8 times");
    assert_eq!(endless.paths().len(), 10);
}

#[test]
fn robots_txt_is_asked_once_and_before_every_hop() {
    let rules = b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private";
    let server = Server::of(vec![
        ("/robots.txt", reply("200 OK", "", rules)),
        ("/1", reply("200 OK", HTML, b"1")),
        ("/2", redirect("/private/2")),
    ]);
    let mut fetcher = Fetcher::new(settings());
    assert_eq!(page(fetcher.fetch(&server.url("/1"), None)).body, b"1");
    for path in ["/private/3", "/2"] {
        let error = fetcher.fetch(&server.url(path), None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Robots);
        assert!(
            error.to_string().contains("its robots.txt forbids it"),
            "{error}"
        );
    }
    assert_eq!(server.paths(), ["/robots.txt", "/1", "/2"]);
}

#[test]
fn what_is_not_known_of_robots_txt_forbids_what_is_missing_allows() {
    let page = || ("/page", reply("200 OK", HTML, b"page"));
    let with = |status: &str| {
        vec![
            (
                "/robots.txt",
                reply(status, "", b"User-agent: *\nDisallow: /"),
            ),
            page(),
        ]
    };
    for status in ["404 Not Found", "401 Unauthorized", "410 Gone"] {
        let server = Server::of(with(status));
        assert!(fetch(&server.url("/page")).is_ok(), "{status}");
    }
    for status in ["500 Oh", "503 Service Unavailable", "429 Too Many Requests"] {
        let server = Server::of(with(status));
        check_fails(
            &server.url("/page"),
            ErrorKind::Robots,
            "robots.txt cannot be had",
        );
        assert_eq!(server.paths(), ["/robots.txt"]);
    }
    let elsewhere = Server::of(vec![(
        "/r",
        reply("200 OK", "", b"User-agent: *\nDisallow: /page"),
    )]);
    let server = Server::of(vec![
        ("/robots.txt", redirect(&elsewhere.url("/r"))),
        page(),
    ]);
    check_fails(&server.url("/page"), ErrorKind::Robots, "forbids it");
    // Rules behind the part that is read do not count.
    let mut long = vec![b'#'; 600 << 10];
    long.extend_from_slice(b"\nUser-agent: *\nDisallow: /");
    let server = Server::of(vec![("/robots.txt", reply("200 OK", "", &long)), page()]);
    assert!(fetch(&server.url("/page")).is_ok());
}

#[test]
fn hosts_are_left_alone_between_pages_for_as_long_as_they_ask() {
    let server = Server::of(vec![
        (
            "/robots.txt",
            reply("200 OK", "", b"User-agent: *\nCrawl-delay: 0.4"),
        ),
        ("/1", redirect("/2")),
        ("/2", reply("200 OK", HTML, b"2")),
    ]);
    let mut fetcher = Fetcher::new(settings());
    let started = Instant::now();
    fetcher.fetch(&server.url("/1"), None).unwrap();
    assert!(
        started.elapsed() < Duration::from_millis(400),
        "the hops of one page are one page"
    );
    fetcher.fetch(&server.url("/2"), None).unwrap();
    assert!(started.elapsed() >= Duration::from_millis(400));

    let patient = Server::of(vec![
        (
            "/robots.txt",
            reply("200 OK", "", b"User-agent: *\nCrawl-delay: 3600"),
        ),
        ("/1", reply("200 OK", HTML, b"1")),
    ]);
    fetcher.fetch(&patient.url("/1"), None).unwrap();
    let error = fetcher.fetch(&patient.url("/1"), None).unwrap_err();
    assert!(
        error.to_string().contains("left alone for 3600 seconds"),
        "{error}"
    );
}

#[test]
fn no_page_is_larger_than_the_limit_packed_or_not() {
    let large = vec![b'x'; (1 << 16) + 1];
    let packed = format!("{HTML}Content-Encoding: gzip\r\n");
    let mut endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    endless.extend_from_slice(&large);
    let server = Server::of(vec![
        ("/told", reply("200 OK", HTML, &large)),
        ("/untold", endless),
        (
            "/packed",
            reply("200 OK", &packed, &gzip(&vec![0; 64 << 20])),
        ),
        ("/fits", reply("200 OK", &packed, &gzip(&large[1..]))),
    ]);
    for path in ["/told", "/untold", "/packed"] {
        check_fails(
            &server.url(path),
            ErrorKind::TooLarge,
            "larger than 65536 bytes",
        );
    }
    let found = page(fetch(&server.url("/fits")));
    assert_eq!(found.body, &large[1..]);
}

#[test]
fn a_server_that_is_slow_is_not_waited_for() {
    let server = Server::start(|request: &Request, stream: &mut TcpStream| {
        let _ = match request.path.as_str() {
            "/robots.txt" => stream.write_all(&reply("404 Not Found", "", b"")),
            "/silent" => {
                thread::sleep(Duration::from_millis(800));
                Ok(())
            }
            "/stops" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                thread::sleep(Duration::from_millis(800));
                Ok(())
            }
            // Never silent for long, and never done.
            _ => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                while stream.write_all(b"x").is_ok() {
                    thread::sleep(Duration::from_millis(50));
                }
                Ok(())
            }
        };
    });
    for path in ["/silent", "/stops"] {
        check_fails(&server.url(path), ErrorKind::Timeout, "stopped answering");
    }
    let mut fetcher = Fetcher::new(Settings {
        timeout: Duration::from_millis(600),
        ..settings()
    });
    let error = fetcher.fetch(&server.url("/drips"), None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        error.to_string().contains("within the time for one page"),
        "{error}"
    );
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let server = Server::start(|request: &Request, stream: &mut TcpStream| {
        let is_known = request.field("if-none-match") == Some("w/\"7\"")
            && request.field("if-modified-since") == Some("sun, 05 jan 2020 10:00:00 gmt");
        let tag = "ETag: W/\"7\"\r\nLast-Modified: Sun, 05 Jan 2020 10:00:00 GMT\r\n";
        let answer = match request.path.as_str() {
            "/start" => redirect("/page"),
            "/page" if is_known => {
                b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec()
            }
            "/page" => reply("200 OK", tag, b"page"),
            "/always" => b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec(),
            _ => reply("404 Not Found", "", b""),
        };
        stream.write_all(&answer).unwrap();
    });
    let known = page(fetch(&server.url("/start"))).validators;
    let again = Fetcher::new(settings()).fetch(&server.url("/start"), Some(&known));
    assert_eq!(again.unwrap(), Answer::NotChanged);
    // The tag belongs to the page that gave it: nobody else hears of it.
    let asked = server.requests();
    let hops = asked.iter().filter(|request| request.path == "/start");
    assert!(
        hops.clone().count() == 2 && hops.clone().all(|hop| hop.field("if-none-match").is_none())
    );
    let elsewhere = Validators {
        url: server.url("/other"),
        ..known
    };
    let again = Fetcher::new(settings()).fetch(&server.url("/page"), Some(&elsewhere));
    assert_eq!(page(again).body, b"page");
    check_fails(&server.url("/always"), ErrorKind::Status(304), "304");
}

#[test]
fn nothing_that_is_not_public_is_connected_to() {
    let server = Server::of(vec![("/", reply("200 OK", HTML, b"secret"))]);
    let port = server.address.port();
    let mut fetcher = Fetcher::new(Settings {
        may_connect: is_public,
        ..settings()
    });
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[64:ff9b::7f00:1]",
    ] {
        let error = fetcher
            .fetch(&format!("http://{host}:{port}/"), None)
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotPublic, "{host}: {error}");
        assert!(error.hint().unwrap().contains("--allow-private"));
    }
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn no_redirect_leads_where_nothing_may_be_connected_to() {
    let inner = Server::of(vec![("/", reply("200 OK", HTML, b"secret"))]);
    let port = inner.address.port();
    let to_inner = format!("http://127.0.0.2:{port}/");
    let outer = Server::of(vec![
        ("/page", redirect(&to_inner)),
        (
            "/name",
            redirect(&format!("http://[::ffff:127.0.0.2]:{port}/")),
        ),
    ]);
    let only_outer = || {
        Fetcher::new(Settings {
            may_connect: |address| address == std::net::Ipv4Addr::LOCALHOST,
            ..settings()
        })
    };
    for path in ["/page", "/name"] {
        let error = only_outer().fetch(&outer.url(path), None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotPublic, "{error}");
    }
    let outer = Server::of(vec![("/robots.txt", redirect(&to_inner))]);
    let error = only_outer().fetch(&outer.url("/"), None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotPublic, "{error}");
    assert_eq!(inner.paths(), [""; 0]);
}

#[test]
fn broken_answers_are_told_apart() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nhalf".to_vec();
    let packed = |how: &str| format!("{HTML}Content-Encoding: {how}\r\n");
    let mut damaged = gzip(&[b'x'; 1000]);
    damaged.truncate(20);
    let server = Server::of(vec![
        ("/cut", cut),
        ("/noise", b"no protocol at all\r\n\r\n".to_vec()),
        ("/brotli", reply("200 OK", &packed("br"), b"\x8b\x02")),
        ("/damaged", reply("200 OK", &packed("gzip"), b"no gzip")),
        ("/half", reply("200 OK", &packed("gzip"), &damaged)),
        (
            "/busy",
            reply("503 Service Unavailable", "Retry-After: 120\r\n", b""),
        ),
    ]);
    let check = |path: &str, kind, says: &str| check_fails(&server.url(path), kind, says);
    check("/cut", ErrorKind::Cut, "ended before the page did");
    check(
        "/noise",
        ErrorKind::Protocol,
        "does not follow the standard",
    );
    check("/brotli", ErrorKind::Protocol, "(br)");
    check("/damaged", ErrorKind::Protocol, "gzip");
    assert!(fetch(&server.url("/half")).is_err());
    check("/missing", ErrorKind::Status(404), "404: not found");
    let error = fetch(&server.url("/busy")).unwrap_err();
    assert!(error.hint().unwrap().contains("120 seconds"));
}

#[test]
fn what_is_no_address_is_refused() {
    for (address, says) in [
        ("ftp://example.org/a", "only http and https"),
        ("http://", "not an address"),
        ("https://user@example.org/", "a user's name"),
        ("http://example.org:99999/", "not an address"),
    ] {
        check_fails(address, ErrorKind::BadAddress, says);
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    check_fails(
        &format!("http://{free}/"),
        ErrorKind::Network,
        "refuses the connection",
    );
    check_fails(
        "http://no-such-host.invalid/",
        ErrorKind::Network,
        "no such host",
    );
}
