//! Pages that carry the same report are marked as they are added, once, and whatever the order of the runs.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use rusqlite::Connection;
use serde_json::Value;
use support::{Desk, numbered_page};

const REPORT: [&str; 6] = [
    "The harbour of Port Example reopened on Monday after the storm, its master said.",
    "Ferries to the outer islands leave again every hour, and the fish market expects its first boats before noon.",
    "Eleven people were treated for bruises in the town's hospital, where the lights had gone out on Saturday night.",
    "The storm had torn the roof from the old customs house and sunk four yachts at their moorings.",
    "Insurers put the damage at three million crowns, and the town council meets on Tuesday to discuss repairs.",
    "A second front is due on Thursday, the weather office warned, with winds of up to eighty knots on the coast.",
];

fn page(outlet: &str, title: &str, paragraphs: &[&str]) -> String {
    let body: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
}

fn write_versions(desk: &Desk) {
    desk.write("1.html", page("Example Post", "Harbour reopens", &REPORT));
    desk.write(
        "2.html",
        page(
            "Harbour Courier",
            "Ships sail again after storm",
            &REPORT[..4],
        ),
    );
    let mut update = REPORT.to_vec();
    update.insert(
        0,
        "One of the eleven injured died in hospital late on Monday, a doctor told the paper.",
    );
    desk.write(
        "3.html",
        page("Example Post", "Man dies after storm", &update),
    );
    desk.write(
        "4.html",
        page("Antilla Monitor", "Harbour reopens", &REPORT),
    );
    desk.write("5.html", numbered_page(5));
}

/// The copies of a record: page, original and kind, by the number in the page's name.
fn copies(desk: &Desk) -> Vec<(String, String, String)> {
    let pages = desk
        .run(&["export", "pages", "--format", "json"])
        .exits(0)
        .objects();
    let name = |page: &Value| {
        let row = pages.iter().find(|row| row["page"] == *page).unwrap();
        row["name"]
            .as_str()
            .unwrap()
            .trim_start_matches("./")
            .to_owned()
    };
    let rows = desk
        .run(&["export", "copies", "--format", "json"])
        .exits(0)
        .objects();
    let mut copies: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                name(&row["page"]),
                name(&row["original"]),
                row["kind"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    copies.sort();
    copies
}

fn wanted() -> Vec<(String, String, String)> {
    [("2.html", "cut"), ("3.html", "update"), ("4.html", "copy")]
        .map(|(page, kind)| (page.to_owned(), "1.html".to_owned(), kind.to_owned()))
        .to_vec()
}

#[test]
fn copies_cut_versions_and_updates_are_marked() {
    let desk = Desk::new();
    write_versions(&desk);
    desk.run(&["add", "."]).exits(0);
    assert_eq!(copies(&desk), wanted());
    // Neither a second run nor reading all of it again changes that.
    desk.run(&["add", "."]).exits(0);
    assert_eq!(copies(&desk), wanted());
    desk.run(&["add", "--again", "."]).exits(0);
    assert_eq!(copies(&desk), wanted());
    desk.run(&["check"]).exits(0);
}

#[test]
fn pages_that_were_never_looked_at_are_marked_by_the_next_run() {
    let desk = Desk::new();
    write_versions(&desk);
    desk.run(&["add", "1.html", "2.html", "3.html"]).exits(0);
    let record = Connection::open(desk.path("dateline.db")).unwrap();
    // As a program leaves it that is killed between a page and its sketch.
    record
        .execute_batch("PRAGMA foreign_keys = ON; DELETE FROM sketches; DELETE FROM copies;")
        .unwrap();
    drop(record);
    desk.run(&["add", "4.html", "5.html"]).exits(0);
    assert_eq!(copies(&desk), wanted());
    desk.run(&["check"]).exits(0);
}

/// A report of one event, long enough that its copies are known by their words.
const SEIZURE: [&str; 4] = [
    "OTTAWA, March 15 (Example Post) &mdash; Canada seized two Spanish trawlers off Newfoundland on Tuesday.",
    "The ships were taken to the harbour of Saint John's, where inspectors counted their catch and measured their nets.",
    "Their owners in Vigo had not been told for hours, a spokesman of the company told the paper by telephone.",
    "Fishermen on the quay cheered as the first of the ships came in, its decks white with ice after the night.",
];

fn dated(page: &str) -> String {
    page.replace(
        "<body>",
        "<meta property=\"article:published_time\" content=\"1995-03-15T08:00:00Z\"><body>",
    )
}

#[test]
fn a_story_counts_copies_once_and_reports_of_their_own_each() {
    let desk = Desk::new();
    let write = |name: &str, outlet: &str, paragraphs: &[&str]| {
        desk.write(
            name,
            dated(&page(outlet, "Canada seizes trawlers", paragraphs)),
        );
    };
    write("1.html", "Example Post", &SEIZURE);
    write("2.html", "Harbour Courier", &SEIZURE);
    write("3.html", "Antilla Monitor", &SEIZURE[..3]);
    // Another report of the same: it shares the event and no sentence.
    let own = [
        "MADRID, March 15 (Vigo Herald) &mdash; Canada seized two Spanish trawlers off Newfoundland on Tuesday, and Vigo is furious.",
        "Captains at home in Galicia spoke of piracy and asked the government for an escort by its navy.",
        "The mayor called a meeting of all guilds for the evening, the first since the strike of the winter.",
    ];
    write("4.html", "Vigo Herald", &own);
    let counts = |ran: &support::Ran| -> Vec<(u64, u64)> {
        let stories = ran.objects();
        let seizures = stories
            .iter()
            .filter(|story| story["pages"].as_u64() > Some(1));
        seizures
            .map(|story| {
                let count = |name: &str| story[name].as_u64().unwrap();
                (count("pages"), count("independent"))
            })
            .collect()
    };
    let on_the_fly = desk.run(&["timeline", ".", "--format", "json"]).exits(0);
    assert_eq!(counts(&on_the_fly), [(4, 2)], "{on_the_fly:?}");
    desk.run(&["add", "."]).exits(0);
    let from_record = desk.run(&["timeline", "--format", "json"]).exits(0);
    assert_eq!(from_record.stdout, on_the_fly.stdout);
    let text = desk.run(&["timeline"]).exits(0).stdout;
    assert!(text.contains("4 pages, 2 independent"), "{text}");
    // What stands in the report and its copies is printed once.
    let words: Vec<&str> = text.split_whitespace().collect();
    let told = words
        .join(" ")
        .matches("seized two Spanish trawlers")
        .count();
    assert_eq!(told, 2, "{text}");
    let alone = desk.run(&["timeline", "1.html", "4.html"]).exits(0).stdout;
    assert!(!alone.contains("independent"), "{alone}");

    let events = desk
        .run(&["export", "events", "--format", "json"])
        .exits(0)
        .objects();
    let copies = events
        .iter()
        .filter(|event| event["copy_of"].is_string())
        .count();
    assert!(copies >= 2, "{events:?}");
}
