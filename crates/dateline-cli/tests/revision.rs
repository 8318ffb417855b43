//! What one page of a record tells of another's dates: learnt when either is added, whatever the order.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use rusqlite::Connection;
use serde_json::Value;
use support::Desk;

/// A page of an outlet; without a date where none is given.
fn page(outlet: &str, title: &str, date: Option<&str>, url: Option<&str>, body: &[&str]) -> String {
    let date = date.map_or(String::new(), |date| {
        format!(
            "<script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \
             \"headline\": \"{title}\", \"datePublished\": \"{date}T08:00:00Z\"}}</script>"
        )
    });
    let url = url.map_or(String::new(), |url| {
        format!("<link rel=\"canonical\" href=\"{url}\">")
    });
    let body: String = body.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\">{date}{url}</head>\
         <body><article><h1>{title}</h1>{body}</article></body></html>"
    )
}

const UNDATED: [&str; 3] = [
    "Gunmen killed Governor Ramon Ibarra in Port Example on Friday as he left the cathedral, police said.",
    "His deputy, Lucia Ferrer, met the army command yesterday and promised calm, an aide told reporters.",
    "The port stayed shut, and shops in the old town did not open.",
];

const DATED: [&str; 3] = [
    "Governor Ramon Ibarra was killed by gunmen in Port Example on Friday, the interior ministry said.",
    "Thousands marched through the capital on Sunday to mourn him.",
    "Nobody has claimed the attack.",
];

fn write_killing(desk: &Desk) {
    let title = "Governor shot in Port Example";
    desk.write(
        "undated.html",
        page("Antilla Monitor", title, None, None, &UNDATED),
    );
    let title = "Gunmen kill governor";
    let date = Some("2003-05-12");
    desk.write(
        "dated.html",
        page("Example Post", title, date, None, &DATED),
    );
}

fn rows(desk: &Desk, table: &str, db: &str) -> Vec<Value> {
    let ran = desk.run(&["export", table, "--format", "json", "--db", db]);
    ran.exits(0).objects()
}

/// The row of a page by its name, and its dates as words and value.
fn told(desk: &Desk, name: &str, db: &str) -> (Value, Vec<(String, String)>) {
    let pages = rows(desk, "pages", db);
    let page = pages.into_iter().find(|row| row["name"] == name).unwrap();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    let dates = rows(desk, "dates", db).into_iter();
    let dates = dates
        .filter(|row| row["page"] == page["page"])
        .map(|row| (text(&row, "words"), text(&row, "value")))
        .collect();
    (page, dates)
}

fn published(page: &Value) -> [Option<&str>; 2] {
    ["published_low", "published_high"].map(|field| page[field].as_str())
}

#[test]
fn a_page_that_is_added_later_dates_what_an_earlier_one_tells() {
    let desk = Desk::new();
    write_killing(&desk);
    desk.run(&["add", "undated.html"]).exits(0);
    let (page, dates) = told(&desk, "undated.html", "dateline.db");
    assert_eq!(published(&page), [None, None]);
    assert_eq!(dates[0], ("Friday".to_owned(), "XXXX-WXX-5".to_owned()));

    let ran = desk.run(&["add", "dated.html"]).exits(0);
    assert!(
        ran.stdout.lines().any(|line| line.starts_with("revised")),
        "{ran:?}"
    );
    let (page, dates) = told(&desk, "undated.html", "dateline.db");
    assert_eq!(published(&page), [Some("2003-05-09"), Some("2003-05-15")]);
    assert_eq!(dates[0], ("Friday".to_owned(), "2003-05-09".to_owned()));
    // "Yesterday" may still be any day of a week.
    assert_eq!(dates[1], ("yesterday".to_owned(), "XXXX-XX-XX".to_owned()));
    desk.run(&["check"]).exits(0);

    let id = page["page"].as_str().unwrap();
    let why = desk.run(&["explain", id]).exits(0).stdout;
    for part in [
        "event-dated-elsewhere",
        "day-known-elsewhere",
        "Example Post",
        "2003-05-09",
    ] {
        assert!(why.contains(part), "{part} is not in {why}");
    }
    let timeline = desk
        .run(&["timeline", "--format", "json"])
        .exits(0)
        .objects();
    let killing = timeline.iter().find(|story| {
        story["date"]["low"] == "2003-05-09" && story["date"]["high"] == "2003-05-09"
    });
    let killing = killing.unwrap().to_string();
    assert!(
        killing.contains("Antilla Monitor") && killing.contains("Example Post"),
        "{killing}"
    );
}

#[test]
fn the_order_of_adding_makes_no_difference() {
    let desk = Desk::new();
    write_killing(&desk);
    let orders = [
        ["undated.html", "dated.html"],
        ["dated.html", "undated.html"],
    ];
    for (db, order) in ["there.db", "back.db"].iter().zip(orders) {
        for name in order {
            desk.run(&["add", name, "--db", db]).exits(0);
        }
    }
    for name in ["undated.html", "dated.html"] {
        assert_eq!(told(&desk, name, "there.db"), told(&desk, name, "back.db"));
    }
    // Reading everything again, or the two at once without a record, comes to the same.
    desk.run(&["add", "--again", ".", "--db", "there.db"])
        .exits(0);
    let both = ["timeline", "undated.html", "dated.html"];
    let on_the_fly = desk.run(&both).exits(0).stdout;
    for db in ["there.db", "back.db"] {
        assert_eq!(
            desk.run(&["timeline", "--db", db]).exits(0).stdout,
            on_the_fly
        );
    }
}

#[test]
fn another_happening_dates_nothing() {
    let desk = Desk::new();
    let title = "Governor shot in Port Example";
    desk.write(
        "undated.html",
        page("Antilla Monitor", title, None, None, &UNDATED),
    );
    // Another man of the same name; and one that was only threatened.
    let brother =
        ["Rebels killed Captain Esteban Ibarra near the border on Friday, the army said."];
    let threat = ["A cartel threatened on Friday to kill Governor Ramon Ibarra, his office said."];
    for (name, title, body) in [
        ("1.html", "Captain dies", brother),
        ("2.html", "Cartel warns", threat),
    ] {
        desk.write(
            name,
            page("Example Post", title, Some("2003-05-12"), None, &body),
        );
    }
    let ran = desk
        .run(&["add", "undated.html", "1.html", "2.html"])
        .exits(0);
    assert!(!ran.stdout.contains("revised"), "{ran:?}");
    let (page, _) = told(&desk, "undated.html", "dateline.db");
    assert_eq!(published(&page), [None, None]);
}

const REPORT: [&str; 5] = [
    "The harbour of Port Example reopened on Monday after the storm, its master said.",
    "Ferries to the outer islands leave again every hour, and the fish market expects its first boats before noon.",
    "Eleven people were treated for bruises in the town's hospital, where the lights had gone out on Saturday night.",
    "The storm had torn the roof from the old customs house and sunk four yachts at their moorings.",
    "Insurers put the damage at three million crowns, and the town council meets tomorrow to discuss repairs.",
];

#[test]
fn a_copy_speaks_from_the_day_of_the_report() {
    let desk = Desk::new();
    let title = "Harbour reopens";
    desk.write(
        "copy.html",
        page("Harbour Courier", title, None, None, &REPORT),
    );
    let date = Some("2003-05-13");
    desk.write(
        "report.html",
        page("Example Post", title, date, None, &REPORT),
    );
    desk.run(&["add", "copy.html"]).exits(0);
    desk.run(&["add", "report.html"]).exits(0);
    let (page, dates) = told(&desk, "copy.html", "dateline.db");
    assert_eq!(published(&page), [Some("2003-05-10"), Some("2003-05-16")]);
    let values: Vec<&str> = dates.iter().map(|(_, value)| value.as_str()).collect();
    assert!(values.contains(&"2003-05-12"), "{values:?}");
    assert!(values.contains(&"2003-05-14"), "{values:?}");
    // The copy was there first, so that it is the one after which the report is named; it is still the one that learns.
    let id = page["page"].as_str().unwrap();
    let why = desk.run(&["explain", id]).exits(0).stdout;
    assert!(why.contains("copy-of-dated-page"), "{why}");
}

#[test]
fn a_version_from_the_same_address_tells_the_day_itself() {
    let desk = Desk::new();
    let (title, url) = ("Harbour reopens", Some("https://post.example/harbour"));
    desk.write(
        "early.html",
        page("Example Post", title, None, url, &REPORT[..4]),
    );
    let date = Some("2003-05-13");
    desk.write("late.html", page("Example Post", title, date, url, &REPORT));
    desk.run(&["add", "early.html", "late.html"]).exits(0);
    let (page, _) = told(&desk, "early.html", "dateline.db");
    assert_eq!(published(&page), [Some("2003-05-13"), Some("2003-05-13")]);
}

#[test]
fn what_a_killed_run_left_is_done_by_the_next() {
    let desk = Desk::new();
    write_killing(&desk);
    desk.run(&["add", "undated.html"]).exits(0);
    desk.run(&["add", "dated.html"]).exits(0);
    let whole = told(&desk, "undated.html", "dateline.db");
    desk.run(&["add", "dated.html", "--db", "cut.db"]).exits(0);
    desk.run(&["add", "undated.html", "--db", "cut.db"])
        .exits(0);
    // As a program leaves it that is killed between a page and its comparison.
    let record = Connection::open(desk.path("cut.db")).unwrap();
    record
        .execute_batch(
            "UPDATE pages SET published_low = NULL, published_high = NULL, published_basis = page_published ->> '$.basis'
                 WHERE name = 'undated.html';
             DELETE FROM compared_dates;",
        )
        .unwrap();
    drop(record);
    assert_eq!(
        published(&told(&desk, "undated.html", "cut.db").0),
        [None, None]
    );
    desk.write(
        "other.html",
        page(
            "Example Post",
            "Quiet day",
            Some("2003-06-01"),
            None,
            &["Nothing happened."],
        ),
    );
    desk.run(&["add", "other.html", "--db", "cut.db"]).exits(0);
    assert_eq!(told(&desk, "undated.html", "cut.db"), whole);
}
