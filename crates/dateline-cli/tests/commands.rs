//! The commands as a user runs them, but `annotate` and `statements`: what they print, where, and how they end.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{ACCUSATION, CRISIS, Desk, Ran, crisis, ids, records};

const TABLES: [&str; 7] = [
    "pages",
    "statements",
    "events",
    "timeline",
    "entities",
    "dates",
    "places",
];

/// A record of one page, and the page's id.
fn one_page() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let added = desk
        .run(&["add", "page.html", "--format", "json"])
        .exits(0)
        .objects();
    assert_eq!(added[0]["outcome"], "added");
    (desk, added[0]["page"].as_str().unwrap().to_owned())
}

/// Every table of a record in one string.
fn everything(desk: &Desk) -> String {
    let export = |table| desk.run(&["export", table]).exits(0).stdout;
    TABLES.map(export).concat()
}

#[test]
fn pages_are_read_on_the_fly_without_a_record() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    let timeline = desk.run(&["timeline", "page.html"]).exits(0);
    assert!(
        timeline.stdout.contains("1995-03-14  ACCUSE"),
        "{timeline:?}"
    );
    assert!(timeline.stdout.contains("Example Post"), "{timeline:?}");
    assert_eq!(timeline.stderr, "");
    assert!(!desk.path("dateline.db").exists());

    let piped = desk
        .pipe(ACCUSATION.as_bytes(), &["timeline", "-"])
        .exits(0);
    assert_eq!(piped.stdout, timeline.stdout);
}

#[test]
fn the_timeline_has_three_forms_of_one_content() {
    let desk = crisis();
    let text = desk.run(&["timeline"]).exits(0).stdout;
    let stories = desk.run(&["timeline", "--format", "json"]).exits(0);
    let rows = records(&desk.run(&["timeline", "--format", "csv"]).exits(0).stdout);
    let in_json = ids(&stories);
    assert!(!in_json.is_empty());
    assert!(in_json.iter().all(|id| text.contains(id.as_str())));
    let mut in_csv: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    in_csv.dedup();
    assert_eq!(in_csv, in_json);
    assert_eq!(rows[0][0], "story");
    for story in stories.objects() {
        assert_eq!(story["schema"], 1);
        assert!(!story["sightings"].as_array().unwrap().is_empty());
    }
}

#[test]
fn the_timeline_is_sorted_and_keeps_to_what_happened() {
    let desk = crisis();
    let stories = desk
        .run(&["timeline", "--all", "--format", "json"])
        .exits(0)
        .objects();
    let first_day = |story: &Value| {
        let date = &story["date"];
        let day = date["low"].as_str().or(date["high"].as_str());
        day.unwrap_or("9999").to_owned()
    };
    assert!(stories.is_sorted_by_key(first_day));

    let happened = ["asserted", "claimed", "historical"];
    let shown = ids(&desk.run(&["timeline", "--format", "json"]).exits(0));
    let expected: Vec<&str> = stories
        .iter()
        .filter(|story| happened.contains(&story["status"].as_str().unwrap()))
        .map(|story| story["id"].as_str().unwrap())
        .collect();
    assert_eq!(shown, expected);
    assert!(shown.len() < stories.len());
}

#[test]
fn filters_keep_what_fits() {
    let desk = crisis();
    let events = |args: &[&str]| {
        let all = [&["events", "--format", "json"], args].concat();
        desk.run(&all).exits(0).objects()
    };
    for event in events(&["--type", "accuse"]) {
        assert_eq!(event["type"], "ACCUSE");
    }
    for event in events(&["--status", "claimed"]) {
        assert_eq!(event["status"], "claimed");
    }
    for event in events(&["--outlet", "ledger"]) {
        assert_eq!(event["outlet"], "The Capitol Ledger");
    }
    let has_code = |party: &Value, code: &str| {
        let codes = party["codes"].as_array().unwrap();
        codes
            .iter()
            .any(|own| own.as_str().unwrap().starts_with(code))
    };
    for event in events(&["--actor", "USA"]) {
        let actors = event["actors"].as_array().unwrap();
        assert!(actors.iter().any(|actor| has_code(actor, "USA")), "{event}");
    }
    for event in events(&["--since", "1962-10-25", "--until", "1962-10-26"]) {
        let date = &event["date"];
        assert!(date["low"].as_str().is_none_or(|low| low <= "1962-10-26"));
        assert!(
            date["high"]
                .as_str()
                .is_none_or(|high| high >= "1962-10-25")
        );
    }
    assert_eq!(events(&["--limit", "2"]).len(), 2);
    let every = events(&[]).len();
    assert!(events(&["--type", "accuse", "--type", "request"]).len() < every);
}

#[test]
fn adding_twice_changes_nothing() {
    let desk = Desk::new();
    let first = desk.run(&["add", CRISIS]).exits(0);
    assert_eq!(first.stdout.matches("added").count(), 12, "{first:?}");
    let before = everything(&desk);
    let second = desk.run(&["add", CRISIS]).exits(0);
    let outcomes: BTreeSet<&str> = second
        .stdout
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(outcomes, BTreeSet::from(["there"]));
    assert!(
        second
            .stderr
            .contains("0 added, 12 already there, 0 failed")
    );
    assert_eq!(everything(&desk), before);

    let again = desk.run(&["add", "--again", CRISIS]).exits(0);
    assert_eq!(again.stdout.matches("replaced").count(), 12, "{again:?}");
    assert_eq!(everything(&desk), before);
    desk.run(&["check"]).exits(0);
}

#[test]
fn the_same_bytes_come_out_whatever_the_threads() {
    let mut seen = BTreeSet::new();
    for jobs in ["1", "4", "4"] {
        let desk = Desk::new();
        let added = desk.run(&["add", CRISIS, "--jobs", jobs]).exits(0).stdout;
        let timeline = desk
            .run(&["timeline", CRISIS, "--jobs", jobs, "--format", "json"])
            .exits(0)
            .stdout;
        seen.insert((added, timeline, everything(&desk)));
    }
    assert_eq!(seen.len(), 1);
}

#[test]
fn show_takes_pages_items_stories_and_short_ids() {
    let (desk, page) = one_page();
    let short = &page[..6];
    let shown = desk.run(&["show", short]).exits(0).stdout;
    assert!(shown.contains("Canada accused Spain"), "{shown}");
    assert!(!shown.contains("Sport"), "furniture is no article: {shown}");
    assert_eq!(desk.run(&["show", "page.html"]).exits(0).stdout, shown);

    let roles = desk.run(&["show", short, "--roles"]).exits(0).stdout;
    assert!(roles.contains("Home"), "{roles}");

    let object = &desk
        .run(&["show", &page, "--format", "json"])
        .exits(0)
        .objects()[0];
    assert_eq!(object["schema"], 1);
    assert_eq!(object["id"], page.as_str());
    assert_eq!(object["article"]["outlet"], "Example Post");

    for (letter, words) in [("e1", "Spain"), ("s1", "Canada"), ("d1", "1995-03")] {
        let id = format!("{page}.{letter}");
        let text = desk.run(&["show", &id]).exits(0).stdout;
        assert!(text.contains(words), "{id}: {text}");
        let object = &desk
            .run(&["show", &id, "--format", "json"])
            .exits(0)
            .objects()[0];
        assert_eq!(object["schema"], 1, "{id}: {object}");
        assert_eq!(object["id"], id.as_str());
    }
}

#[test]
fn a_story_is_found_by_any_of_its_sightings() {
    let (desk, _) = one_page();
    let stories = desk
        .run(&["timeline", "--all", "--format", "json"])
        .exits(0)
        .objects();
    for story in &stories {
        for sighting in story["sightings"].as_array().unwrap() {
            let id = sighting["id"].as_str().unwrap().replace(".e", ".t");
            let ran = desk.run(&["show", &id, "--format", "json"]).exits(0);
            assert_eq!(ran.objects(), std::slice::from_ref(story));
            let shown = desk.run(&["show", &id]).exits(0).stdout;
            assert!(shown.contains(story["id"].as_str().unwrap()), "{shown}");
        }
    }
}

#[test]
fn ids_that_name_nothing_are_told_so() {
    let (desk, page) = one_page();
    let refused = |what: &str| desk.run(&["show", what]).exits(2).stderr;
    assert!(refused("nosuch.html").contains("neither an id"));
    assert!(refused(&format!("{page}.e99")).contains("e99"));
    assert!(refused(&format!("{page}.x1")).contains("not an id"));
    let other = if page.starts_with('0') { "1" } else { "0" };
    assert!(refused(other).contains("no page"));

    // Seventeen pages cannot have sixteen different first digits.
    for number in 0..17 {
        desk.write(
            &format!("many/{number}.html"),
            support::numbered_page(number),
        );
    }
    desk.run(&["add", "--quiet", "many"]).exits(0);
    let pages = desk.run(&["export", "pages", "--format", "json"]).exits(0);
    let digits: Vec<String> = pages
        .objects()
        .iter()
        .map(|row| row["page"].as_str().unwrap()[..1].to_owned())
        .collect();
    let twice = digits.windows(2).find(|pair| pair[0] == pair[1]).unwrap();
    let message = refused(&twice[0]);
    assert!(message.contains("several pages"), "{message}");
    assert!(message.contains("more digits"), "{message}");
}

#[test]
fn explain_gives_reasons_for_every_kind_of_item() {
    let (desk, page) = one_page();
    for item in ["", ".e1", ".s1", ".d1", ".l1", ".a1", ".t1"] {
        let id = format!("{page}{item}");
        let text = desk.run(&["explain", &id]).exits(0).stdout;
        assert!(text.contains(&page), "{text}");
        let ran = desk.run(&["explain", &id, "--format", "json"]).exits(0);
        let object = &ran.objects()[0];
        assert_eq!(object["schema"], 1);
        let facts = object["facts"].as_array().unwrap();
        let with_reasons = facts
            .iter()
            .any(|fact| !fact["reasons"].as_array().unwrap().is_empty());
        assert!(with_reasons, "{id}: {object}");
        // The same from the page itself, without the record.
        let on_the_fly = desk.run(&["explain", &id, "page.html"]).exits(0).stdout;
        assert_eq!(on_the_fly, text);
    }
}

#[test]
fn every_table_is_exported_in_both_forms() {
    let desk = crisis();
    for table in TABLES {
        let rows = records(&desk.run(&["export", table]).exits(0).stdout);
        let objects = desk
            .run(&["export", table, "--format", "json"])
            .exits(0)
            .objects();
        assert!(rows.len() > 1, "{table} is empty");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        if table != "timeline" {
            assert_eq!(objects.len() + 1, rows.len(), "{table}");
            let names: Vec<&String> = objects[0].as_object().unwrap().keys().collect();
            assert_eq!(names, rows[0].iter().collect::<Vec<_>>());
        }
    }
    desk.run(&["export", "events", "-o", "events.csv"]).exits(0);
    let printed = desk.run(&["export", "events"]).exits(0).stdout;
    assert_eq!(desk.read("events.csv"), printed);
}

#[test]
fn check_finds_a_search_index_that_does_not_fit() {
    let (desk, _) = one_page();
    let whole = desk.run(&["check"]).exits(0);
    assert!(whole.stdout.contains("whole; 1 pages"), "{whole:?}");
    let record = rusqlite::Connection::open(desk.path("dateline.db")).unwrap();
    record
        .execute("UPDATE pages SET title = 'something else'", [])
        .unwrap();
    drop(record);
    let damaged = desk.run(&["check"]).exits(2);
    assert!(
        damaged.stdout.contains("search index of pages"),
        "{damaged:?}"
    );
}

#[test]
fn nothing_found_ends_with_one() {
    let (desk, _) = one_page();
    for args in [
        &["timeline", "--actor", "Atlantis"][..],
        &["events", "--since", "2001-01-01"],
        &["statements", "--about", "zebras"],
    ] {
        let ran = desk.run(args).exits(1).says(&["nothing found"]);
        assert_eq!(ran.stdout, "");
        let quiet = desk.run(&[args, &["--quiet"]].concat()).exits(1);
        assert_eq!(quiet.stderr, "");
    }
}

#[test]
fn colours_are_for_terminals_and_who_asks() {
    let (desk, page) = one_page();
    for args in [
        &["timeline"][..],
        &["statements"],
        &["events"],
        &["show", &page],
        &["explain", &page],
        &["add", "page.html"],
    ] {
        let piped = desk.run(args).exits(0);
        assert!(!piped.stdout.contains('\x1b') && !piped.stderr.contains('\x1b'));
        let coloured = desk.run(&[args, &["--color", "always"]].concat()).exits(0);
        assert!(coloured.stdout.contains("\x1b["), "{args:?}");
        let plain = desk.command(args).env("NO_COLOR", "1").output().unwrap();
        assert_eq!(Ran::of(plain).stdout, piped.stdout);
    }
    let json = desk.run(&["timeline", "--format", "json", "--color", "always"]);
    assert!(!json.exits(0).stdout.contains('\x1b'));
}

#[test]
fn every_command_is_documented_with_an_example() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).exits(0).stdout;
    let listed = help.split("Commands:").nth(1).unwrap();
    let commands: Vec<&str> = listed
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 11, "{commands:?}");
    let book = include_str!("../../../docs/commands.md");
    let man = desk.run(&["man"]).exits(0).stdout;
    desk.run(&["man", "--dir", "pages"]).exits(0);
    for command in commands {
        let ran = desk.run(&[command, "--help"]).exits(0);
        assert!(ran.stdout.contains("Example"), "{command}");
        assert!(ran.stdout.contains(&format!("dateline {command}")));
        assert!(
            book.contains(&format!("## dateline {command}\n")),
            "{command}"
        );
        assert!(man.contains(command), "{command}");
        let page = desk.read(&format!("pages/dateline-{command}.1"));
        assert!(page.contains(".TH"));
    }
}

#[test]
fn completions_are_written_for_every_shell() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.run(&["completions", shell]).exits(0);
        assert!(script.stdout.contains("timeline"), "{shell}");
        assert!(script.stdout.contains("annotate"), "{shell}");
        assert_eq!(script.stderr, "");
    }
    desk.run(&["completions", "tcl"]).exits(2).says(&["bash"]);
}
