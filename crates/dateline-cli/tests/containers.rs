//! Files that hold several pages: archives, feeds and JSON Lines, read by every command.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use support::{ACCUSATION, Desk, numbered_page};

/// An archive with these pages, fetched on a day.
fn archive(pages: &[String], day: &str) -> String {
    let record = |(number, page): (usize, &String)| {
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {day}T10:00:00Z\r\n\
             WARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    pages.iter().enumerate().map(record).collect()
}

#[test]
fn the_pages_of_an_archive_are_read_as_if_they_were_files() {
    let desk = Desk::new();
    let pages: Vec<String> = (0..5).map(numbered_page).collect();
    for (number, page) in pages.iter().enumerate() {
        desk.write(&format!("pages/{number}.html"), page);
    }
    desk.write("archive/news.warc", archive(&pages, "1995-12-31"));
    let from_files = desk
        .run(&["timeline", "pages", "--format", "json"])
        .exits(0);
    let from_archive = desk
        .run(&["timeline", "archive", "--format", "json"])
        .exits(0);
    let events = |ran: &support::Ran| ran.objects().len();
    assert_eq!(events(&from_archive), events(&from_files));

    let added = desk.run(&["add", "archive", "pages"]).exits(0);
    added.says(&["5 added, 5 already there, 0 failed"]);
    let exported = desk.run(&["export", "pages", "--format", "json"]).exits(0);
    let urls: Vec<String> = exported
        .objects()
        .iter()
        .map(|page| page["url"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(urls.len(), 5);
    assert!(
        urls.contains(&"https://example.org/3".to_owned()),
        "{urls:?}"
    );
    desk.run(&["check"]).exits(0);
}

#[test]
fn of_a_cut_archive_the_rest_is_told_with_its_place() {
    let desk = Desk::new();
    let pages: Vec<String> = (0..3).map(numbered_page).collect();
    let whole = archive(&pages, "1995-12-31");
    let last = whole.rfind("WARC/1.0").unwrap();
    desk.write("news.warc", &whole[..whole.len() - 100]);
    let place = format!("news.warc@{last}: the archive is cut in the middle of this record");
    desk.run(&["add", "news.warc"]).exits(2).says(&[
        &place,
        "hint: the records before it are read",
        "2 added, 0 already there, 1 failed",
    ]);
}

#[test]
fn the_day_of_the_crawl_bounds_the_date() {
    let desk = Desk::new();
    let page = "<!DOCTYPE html><html><body><article><h1>Soldiers leave the town of Bar</h1>\
                <p>The army of Canada left the town of Bar at dawn, the minister of defence told reporters.</p>\
                <p>Residents said that the last lorries had gone before the market opened.</p></article></body></html>";
    desk.write("news.warc", archive(&[page.to_owned()], "2020-01-05"));
    for (args, high) in [
        (&["show", "news.warc", "--format", "json"][..], "2020-01-05"),
        (
            &["annotate", "--layers", "article", "news.warc"],
            "2020-01-05",
        ),
    ] {
        let ran = desk.run(args).exits(0);
        assert!(ran.stdout.contains(high), "{ran:?}");
    }
    let bounded = desk
        .run(&["add", "news.warc", "--crawled", "2019-12-31"])
        .exits(0);
    assert!(bounded.stdout.contains("added"));
    let pages = desk
        .run(&["export", "pages", "--format", "json"])
        .exits(0)
        .objects();
    assert_eq!(pages[0]["published_high"], "2019-12-31");
}

#[test]
fn json_lines_are_read_under_any_names() {
    let desk = Desk::new();
    let line = |page: &str| {
        serde_json::json!({"raw": page, "link": "https://example.org/a", "day": "1995-03-15"})
            .to_string()
    };
    desk.write(
        "crawl.jsonl",
        format!("{}\n{{\"raw\": 1}}\n", line(ACCUSATION)),
    );
    let fields = [
        "--field", "html=raw", "--field", "url=link", "--field", "date=day",
    ];
    let ran = desk
        .run(&[&["add", "crawl.jsonl"][..], &fields].concat())
        .exits(2);
    ran.says(&[
        "crawl.jsonl:2: the object has no page in a field raw, flat, text",
        "1 added",
    ]);
    let pages = desk
        .run(&["export", "pages", "--format", "json"])
        .exits(0)
        .objects();
    assert_eq!(pages[0]["url"], "https://example.org/a");
    assert_eq!(pages[0]["name"], "crawl.jsonl:1");
    desk.run(&["add", "crawl.jsonl", "--field", "colour=red"])
        .exits(2)
        .says(&["colour=red", "html, flat, text"]);
}

#[test]
fn the_entries_of_a_feed_are_pages() {
    let desk = Desk::new();
    desk.write(
        "news.rss",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Example Post</title><item>\
         <title>Canada accuses Spain of seizing trawlers</title><link>https://example.org/a</link>\
         <pubDate>Wed, 15 Mar 1995 08:00:00 GMT</pubDate><description>&lt;p&gt;Canada accused Spain on Tuesday of \
         seizing two trawlers off Newfoundland.&lt;/p&gt;</description></item></channel></rss>",
    );
    let events = desk.run(&["events", ".", "--format", "json"]).exits(0);
    assert!(
        events.stdout.contains("Canada accused Spain on Tuesday"),
        "{events:?}"
    );
    assert!(events.stdout.contains("Example Post"), "{events:?}");
}

#[test]
fn warnings_about_the_pages_of_an_archive_are_summed_up() {
    let desk = Desk::new();
    let menu = "<!DOCTYPE html><html><body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/s\">Sport</a></li></ul></nav>\
                </body></html>";
    let with = |number: usize| menu.replace("Sport", &format!("Sport {number}"));
    let pages = [with(1), ACCUSATION.to_owned(), with(2), with(3)];
    desk.write("news.warc", archive(&pages, "1995-12-31"));
    let summed = desk.run(&["add", "news.warc", "--format", "json"]).exits(0);
    let line = "news.warc: 3 of 4 pages: no line of the page is an article's own";
    assert_eq!(
        summed.stderr.matches("no line of the page").count(),
        1,
        "{summed:?}"
    );
    assert!(summed.stderr.contains(line), "{summed:?}");
    assert!(
        summed.stderr.contains("hint: --verbose names them"),
        "{summed:?}"
    );
    let told = summed.objects();
    let codes: Vec<&str> = told
        .iter()
        .filter_map(|page| page["diagnostics"][0]["code"].as_str())
        .filter(|code| *code == "no-article")
        .collect();
    assert_eq!(codes.len(), 3, "{told:?}");
    let each = desk
        .run(&["add", "--again", "--verbose", "news.warc"])
        .exits(0);
    assert_eq!(
        each.stderr.matches("no line of the page").count(),
        3,
        "{each:?}"
    );
    let quiet = desk
        .run(&["add", "--again", "--quiet", "news.warc"])
        .exits(0);
    assert_eq!(quiet.stderr, "");
    // Of a single file it is said as ever.
    desk.write("menu.html", with(1));
    desk.run(&["add", "--again", "menu.html"])
        .exits(0)
        .says(&["menu.html: no line of the page"]);
}
