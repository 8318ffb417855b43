//! Feeds, JSON Lines, saved pages and single pages.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::io::Cursor;

use dateline_container::{Fields, Input};
use expect_test::expect;
use support::{check, gzip, read, read_with, zstd};

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example Post</title><link>https://example.org/</link><language>en-gb</language>
<image><title>The logo</title><url>https://example.org/logo.png</url></image>
<item><title>Harbour &amp; town <![CDATA[reopen]]></title><link>https://example.org/1</link>
<pubDate>Sun, 05 Jan 2020 23:30:00 -0800</pubDate><dc:creator>Maria Example</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The harbour reopened on Monday.</p><p>&ldquo;At last&rdquo;</p>]]></content:encoded></item>
<item><title>Storm nears</title><guid isPermaLink="true">https://example.org/2</guid>
<author>desk@example.org (The Desk)</author>
<description>A storm nears the coast.

Ferries stay in port &lt; all day.</description></item>
<item><guid>nothing</guid></item>
</channel></rss>"#;

#[test]
fn rss_gives_a_page_an_entry() {
    check(
        RSS.as_bytes(),
        &expect![[r#"
        file#1 html "<!DOCTYPE html>\n<html lang=\"en-gb\">\n<head>\n<meta charset=\"utf-8\">\n<title>Harbour &amp; town reopen</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n<meta name=\"author\" content=\"Maria Example\">\n</head>\n<body>\n<article>\n<h1>Harbour &amp; town reopen</h1>\n<p>The harbour reopened on Monday.</p><p>&ldquo;At last&rdquo;</p>\n</article>\n</body>\n</html>\n" <https://example.org/1> title=Harbour & town reopen published=2020-01-05
        file#2 html "<!DOCTYPE html>\n<html lang=\"en-gb\">\n<head>\n<meta charset=\"utf-8\">\n<title>Storm nears</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n<meta name=\"author\" content=\"The Desk\">\n</head>\n<body>\n<article>\n<h1>Storm nears</h1>\n<p>A storm nears the coast.</p>\n<p>Ferries stay in port < all day.</p>\n\n</article>\n</body>\n</html>\n" <https://example.org/2> title=Storm nears
    "#]],
    );
}

#[test]
fn atom_gives_a_page_an_entry() {
    let atom = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Post</title>
<entry><title type="html">Rain &lt;b&gt;stops&lt;/b&gt;</title><link rel="self" href="https://example.org/feed/1"/>
<link href="https://example.org/1?a=b&amp;c=d"/><published>2020-01-05T10:00:00Z</published><updated>2020-01-07T10:00:00Z</updated>
<author><name>Maria Example</name><email>m@example.org</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <i>rained</i>&nbsp;no more.</p></div></content></entry>
<entry><title>Snow</title><id>https://example.org/2</id><updated>2020-01-07T10:00:00Z</updated>
<source><title>Another Post</title></source><summary>It snowed.</summary></entry></feed>"#;
    check(
        atom.as_bytes(),
        &expect![[r#"
        file#1 html "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Rain stops</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n<meta name=\"author\" content=\"Maria Example\">\n</head>\n<body>\n<article>\n<h1>Rain stops</h1>\n<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>It <i>rained</i>&nbsp;no more.</p></div>\n</article>\n</body>\n</html>\n" <https://example.org/1?a=b&c=d> title=Rain stops published=2020-01-05
        file#2 html "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Snow</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n</head>\n<body>\n<article>\n<h1>Snow</h1>\n<p>It snowed.</p>\n\n</article>\n</body>\n</html>\n" <https://example.org/2> title=Snow crawled=2020-01-07
    "#]],
    );
}

#[test]
fn rdf_and_json_feeds_are_feeds() {
    let rdf = r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<channel><title>Example Post</title></channel>
<item rdf:about="https://example.org/1"><title>Rain</title><link>https://example.org/1</link>
<dc:date>2020-01-05T10:00:00+01:00</dc:date><description>It rained.</description></item></rdf:RDF>"#;
    check(
        rdf.as_bytes(),
        &expect![[r#"
        file#1 html "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Rain</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n</head>\n<body>\n<article>\n<h1>Rain</h1>\n<p>It rained.</p>\n\n</article>\n</body>\n</html>\n" <https://example.org/1> title=Rain published=2020-01-05
    "#]],
    );
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Example Post", "items": [
{"id": "1", "url": "https://example.org/1", "title": "Rain < snow", "content_text": "It rained.\n\nA < B.",
 "date_published": "2020-01-05T10:00:00Z", "authors": [{"name": "Maria Example"}, {"name": "John Example"}]},
{"id": "https://example.org/2", "content_html": "<p>It snowed.</p>", "date_modified": "2020-01-06", "language": "en"}]}"#;
    check(
        json.as_bytes(),
        &expect![[r#"
            file#1 html "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Rain &lt; snow</title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n<meta name=\"author\" content=\"Maria Example, John Example\">\n</head>\n<body>\n<article>\n<h1>Rain &lt; snow</h1>\n<p>It rained.</p>\n<p>A &lt; B.</p>\n\n</article>\n</body>\n</html>\n" <https://example.org/1> title=Rain < snow published=2020-01-05
            file#2 html "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title></title>\n<meta property=\"og:site_name\" content=\"Example Post\">\n</head>\n<body>\n<article>\n<h1></h1>\n<p>It snowed.</p>\n</article>\n</body>\n</html>\n" <https://example.org/2> crawled=2020-01-06
        "#]],
    );
}

#[test]
fn a_damaged_feed_is_read_as_far_as_it_goes() {
    let end = RSS.find("<description>A storm").unwrap();
    let text = read(&RSS.as_bytes()[..end]);
    assert!(text.starts_with("file#1 "), "{text}");
    assert!(text.ends_with("Cut: file: the feed is cut in the middle of an entry (the entries before it are read; get it anew for the rest)\n"), "{text}");
    check(
        b"<rss><channel><item><title>Rain & snow &copy; &#x41;</title></item></channel></rss><",
        &expect![[r#"
            file#1 html "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Rain &amp; snow &amp;copy; A</title>\n</head>\n<body>\n<article>\n<h1>Rain &amp; snow &amp;copy; A</h1>\n<p></p>\n\n</article>\n</body>\n</html>\n" title=Rain & snow &copy; A
            Damaged: file: the feed is damaged or cut at byte 83: syntax error: tag not closed: `>` not found before end of input (the entries before it are read)
        "#]],
    );
    check(
        b"<rss></rss>",
        &expect![[r#"
        Unsupported: file: the feed has no entries
    "#]],
    );
    let latin: Vec<u8> = "<?xml version=\"1.0\" encoding='iso-8859-2'?><rss><item><title>Deszcz w Łodzi</title></item></rss>"
        .chars()
        .map(|c| if c == 'Ł' { 0xa3 } else { u8::try_from(c).unwrap() })
        .collect();
    assert!(read(&latin).contains("title=Deszcz w Łodzi"));
    let json = br#"{"version": "https://jsonfeed.org/version/1", "items": [{"#;
    check(
        json,
        &expect![[r#"
        Damaged: file: not a JSON feed: EOF while parsing an object at line 1 column 57 (was it saved whole?)
    "#]],
    );
}

#[test]
fn json_lines_are_pages_under_their_names() {
    let lines = "{\"html\": \"<p>It rained.</p>\", \"text\": \"It rained.\", \"url\": \"https://example.org/1\", \"date\": \"2020-01-05T10:00:00Z\"}\n\
                 \n\
                 {\"text\": \"It snowed.\", \"html\": null, \"title\": \"Snow\", \"published\": 1578182400, \"crawled\": \"2020-01-06\"}\r\n\
                 {\"flat\": \"Menu\\nIt hailed.\", \"date\": \"soon\"}\n\
                 {\"body\": \"It rained.\"}\n\
                 {\"text\": \"It\n\
                 [1]\n\
                 {\"text\": \"half \\ud83d a character\"}";
    check(
        lines.as_bytes(),
        &expect![[r#"
        file:1 html "<p>It rained.</p>" <https://example.org/1> published=2020-01-05
        file:3 text "It snowed." title=Snow published=2020-01-05 crawled=2020-01-06
        file:4 flat "Menu\nIt hailed."
          unknown-date warning: the field date is "soon", which is no date (dates are written as in 2026-03-11, as in mail, or as seconds since 1970)
        Damaged: file:5: the object has no page in a field html, flat, text (name the field that holds it: --field html=NAME, or text=NAME)
        Damaged: file:6: not a JSON object: control character (\u0000-\u001F) found while parsing a string at line 2 column 0 (each line must be one object)
        Damaged: file:7: not a JSON object
        file:8 text "half � a character"
    "#]],
    );
    for packed in [gzip(lines.as_bytes()), zstd(lines.as_bytes())] {
        assert_eq!(read(&packed), read(lines.as_bytes()));
    }
}

#[test]
fn the_fields_of_json_lines_can_be_named() {
    let mut fields = Fields::default();
    for renaming in ["text=body", "date=pub date", "url=link"] {
        fields.rename(renaming).unwrap();
    }
    let line = br#"{"body": "It rained.", "text": "no", "pub date": "Sun, 05 Jan 2020 10:00:00 GMT", "link": "https://example.org/1"}"#;
    expect![[r#"
        file:1 text "It rained." <https://example.org/1> published=2020-01-05
    "#]]
    .assert_eq(&read_with(line, &fields));
    let error = fields.rename("colour=red").unwrap_err().to_string();
    assert_eq!(
        error,
        "\"colour=red\" is no FIELD=NAME with one of the fields html, flat, text, url, title, date, crawled"
    );
}

#[test]
fn a_line_without_end_is_passed_over() {
    let mut lines = b"{\"text\": \"It rained.\"}\n{\"text\": \"".to_vec();
    lines.resize(lines.len() + (70 << 20), b'x');
    lines.extend_from_slice(b"\"}\n{\"text\": \"It snowed.\"}\n");
    check(
        &lines,
        &expect![[r#"
        file:1 text "It rained."
        TooLarge: file:2: the line is longer than 64 MB (no news page is so large; it is passed over)
        file:3 text "It snowed."
    "#]],
    );
}

const SAVED: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/1\r\n\
    Subject: =?utf-8?Q?Rain?=\r\nDate: Sun, 5 Jan 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Parts--1----\"\r\n\r\n\r\n\
    ------Parts--1----\r\nContent-Type: text/css\r\nContent-Location: https://example.org/s.css\r\n\r\np { color: red }\r\n\
    ------Parts--1----\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\
    Content-Location: https://example.org/1\r\n\r\n<!DOCTYPE html><p>It ra=\r\nined, =93at last=94.</p>\r\n\
    ------Parts--1----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
    ------Parts--1------\r\n";

#[test]
fn a_saved_page_is_its_first_part_in_html() {
    check(
        SAVED.as_bytes(),
        &expect![[r#"
        file html "<!DOCTYPE html><p>It rained, “at last”.</p>\r\n" <https://example.org/1> crawled=2020-01-05
    "#]],
    );
    let nested = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\nX: multipart/related\n\n--a\n\
                  Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\
                  Content-Transfer-Encoding: base64\n\nPHA+SXQgcmFp\nbmVkLjwvcD4=\n--b--\n--a--\n";
    check(
        nested.as_bytes(),
        &expect![[r#"
        file raw "<p>It rained.</p>"
    "#]],
    );
    let cut = &SAVED[..SAVED.find("Content-Type: text/html;").unwrap()];
    check(
        cut.as_bytes(),
        &expect![[r#"
        Damaged: file: no part of this saved page is HTML (was it saved whole?)
    "#]],
    );
}

#[test]
fn a_page_stays_as_it_is() {
    for page in ["<!DOCTYPE html><p>It rained.</p>", "It rained.", "", "\0\0"] {
        let text = format!("file raw {page:?}\n");
        assert_eq!(read(page.as_bytes()), text);
        assert_eq!(read(&gzip(page.as_bytes())), text);
        assert_eq!(read(&zstd(page.as_bytes())), text);
    }
    let packed = gzip(
        "It rained all day, and at night too. "
            .repeat(50)
            .as_bytes(),
    );
    check(
        &packed[..packed.len() - 12],
        &expect![[r#"
        Cut: file: the file ends in the middle of its compressed data (it was not copied or fetched whole: get it anew)
    "#]],
    );
    let mut damaged = packed;
    damaged.extend_from_slice(b"more");
    check(
        &damaged,
        &expect![[r#"
        Damaged: file: the compressed data is damaged: there are other bytes between or after its members (get the file anew)
    "#]],
    );
}

#[test]
fn a_deliverer_s_media_type_says_what_a_single_page_is() {
    let read_as = |bytes: &[u8], media_type: &str| {
        let input = Input::seekable(Cursor::new(bytes.to_vec())).with_media_type(media_type);
        support::read_input(input, &Fields::default())
    };
    let page = b"<p>\xb1";
    assert_eq!(
        read_as(page, "text/html; charset=iso-8859-2"),
        "file html \"<p>\u{105}\"\n"
    );
    assert_eq!(read_as(b"It rained.", "text/plain"), read(b"It rained."));
    assert_eq!(
        read_as(b"\x89PNG", "image/png"),
        "Unsupported: file: no page: its type is \"image/png\" (HTML, text, feeds and archives of pages are read)\n"
    );
    // What is recognised by its bytes, or was packed, is what it is.
    let feed = b"<rss><channel><item><title>Rain</title></item></channel></rss>";
    for media_type in ["text/html", "application/octet-stream", "image/png"] {
        assert_eq!(read_as(feed, media_type), read(feed));
        let packed = gzip(b"It rained.");
        assert_eq!(read_as(&packed, media_type), read(b"It rained."));
    }
}
