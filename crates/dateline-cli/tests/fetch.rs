//! Pages from addresses: a server on loopback, and the real binary.
#![cfg(feature = "fetch")]
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

#[path = "../../dateline-fetch/tests/server/mod.rs"]
mod server;
mod support;

use std::io::Write;
use std::net::TcpStream;

use server::{Request, Server, redirect, reply};
use support::{ACCUSATION, Desk};

const HTML: &str = "Content-Type: text/html\r\n";

#[test]
fn a_page_is_fetched_once_and_again_when_it_has_changed() {
    let desk = Desk::new();
    let server = Server::start(|request: &Request, stream: &mut TcpStream| {
        let answer = match (request.path.as_str(), request.field("if-none-match")) {
            ("/start", _) => redirect("/report"),
            ("/report", Some("\"1\"")) => {
                b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec()
            }
            ("/report", _) => reply(
                "200 OK",
                "Content-Type: text/html\r\nETag: \"1\"\r\n",
                ACCUSATION.as_bytes(),
            ),
            _ => reply("404 Not Found", "", b""),
        };
        stream.write_all(&answer).unwrap();
    });
    let url = server.url("/start");
    let add = |more: &[&str]| {
        let args = [
            &["add", "--allow-private", "--format", "json", &url][..],
            more,
        ]
        .concat();
        desk.run(&args).exits(0)
    };
    let first = add(&[]).says(&["1 added, 0 already there, 0 failed"]);
    let page = &first.objects()[0];
    assert_eq!(
        (&page["outcome"], &page["name"]),
        (&"added".into(), &url.clone().into())
    );
    let exported = desk.run(&["export", "pages", "--format", "json"]).exits(0);
    assert_eq!(exported.objects()[0]["url"], server.url("/report"));

    let second = add(&[]).says(&["0 added, 1 already there, 0 failed"]);
    assert_eq!(second.objects()[0]["outcome"], "not changed");
    let third = add(&["--again"]);
    assert_eq!(third.objects()[0]["outcome"], "replaced");
    let text = desk.run(&["add", "--allow-private", &url]).exits(0);
    assert_eq!(text.stdout, format!("not changed  {url}\n"));
    desk.run(&["check"]).exits(0);
}

#[test]
fn nothing_private_is_fetched_unless_asked_for() {
    let desk = Desk::new();
    let server = Server::of(vec![("/", reply("200 OK", HTML, ACCUSATION.as_bytes()))]);
    let url = server.url("/");
    desk.run(&["add", &url]).exits(2).says(&[
        "127.0.0.1 lies in no public network",
        "--allow-private",
        "0 added, 0 already there, 1 failed",
    ]);
    assert!(server.paths().is_empty());
    let timeline = desk.run(&["timeline", "--allow-private", &url]).exits(0);
    assert!(timeline.stdout.contains("trawlers"), "{timeline:?}");
}

#[test]
fn what_fails_is_told_and_the_rest_is_read() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let robots = reply("200 OK", "", b"User-agent: *\nDisallow: /closed");
    let server = Server::of(vec![
        ("/robots.txt", robots),
        ("/closed", reply("200 OK", HTML, ACCUSATION.as_bytes())),
        (
            "/picture",
            reply("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        ),
    ]);
    let (closed, picture, missing) = (
        server.url("/closed"),
        server.url("/picture"),
        server.url("/missing"),
    );
    let ran = desk.run(&[
        "add",
        "--allow-private",
        &closed,
        &picture,
        "page.html",
        &missing,
    ]);
    ran.exits(2).says(&[
        &format!("{closed}: 127.0.0.1 does not want programs to fetch this page"),
        &format!("{picture}: no page: its type is \"image/png\""),
        &format!("{missing}: the server answers 404: not found"),
        "1 added, 0 already there, 3 failed",
    ]);
}

#[test]
fn the_server_s_charset_and_the_day_reach_the_reading() {
    let desk = Desk::new();
    let page = "<html><body><article><h1>Wojska opuszczaj\u{105} miasto</h1><p>The army left the town of \u{141}\u{f3}d\u{17a} \
                at dawn, the minister of defence told reporters on the square.</p></article></body></html>";
    let latin2: Vec<u8> = page
        .chars()
        .map(|letter| match letter {
            '\u{105}' => 0xb1,
            '\u{141}' => 0xa3,
            '\u{f3}' => 0xf3,
            '\u{17a}' => 0xbc,
            other => other as u8,
        })
        .collect();
    let header = "Content-Type: text/html; charset=ISO-8859-2\r\n";
    let server = Server::of(vec![("/", reply("200 OK", header, &latin2))]);
    let url = server.url("/");
    desk.run(&["add", "--allow-private", &url]).exits(0);
    let exported = desk.run(&["export", "pages", "--format", "json"]).exits(0);
    let page = &exported.objects()[0];
    assert_eq!(page["title"], "Wojska opuszczaj\u{105} miasto");
    assert!(
        page["published_high"].as_str().unwrap() >= "2026-01-01",
        "{page}"
    );
}

#[test]
fn feeds_and_archives_are_read_as_files_are() {
    let desk = Desk::new();
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Example Post</title>\
        <item><title>Ministers meet in Bern</title><link>https://example.org/1</link><description>The ministers of France and \
        Spain met in Bern on Monday, the Swiss government said.</description></item>\
        <item><title>Rain in Basel</title><link>https://example.org/2</link><description>It rained in Basel all day, and \
        the river rose by a metre, the city said.</description></item></channel></rss>";
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{ACCUSATION}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 1995-03-16T10:00:00Z\r\nWARC-Target-URI: https://example.org/3\r\n\
         Content-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    );
    let server = Server::of(vec![
        (
            "/feed",
            reply(
                "200 OK",
                "Content-Type: application/rss+xml\r\nETag: \"f\"\r\n",
                feed.as_bytes(),
            ),
        ),
        (
            "/news.warc",
            reply(
                "200 OK",
                "Content-Type: application/warc\r\n",
                warc.as_bytes(),
            ),
        ),
    ]);
    let (feed, warc) = (server.url("/feed"), server.url("/news.warc"));
    let ran = desk
        .run(&["add", "--allow-private", "--format", "json", &feed, &warc])
        .exits(0);
    let names: Vec<String> = ran
        .objects()
        .iter()
        .map(|page| page["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            format!("{feed}#1"),
            format!("{feed}#2"),
            format!("{warc}@0")
        ]
    );
}
