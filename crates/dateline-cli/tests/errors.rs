//! What goes wrong on the command line: each message names what is wrong and what to do.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod support;

use std::io::Read;

use support::{ACCUSATION, Desk};

#[test]
fn a_mistyped_command_is_guessed() {
    Desk::new()
        .run(&["timelin"])
        .exits(2)
        .says(&["'timelin'", "'timeline'"]);
}

#[test]
fn paths_without_pages_name_themselves() {
    let desk = Desk::new();
    desk.write("empty/readme.md", "no page");
    for (path, reason) in [
        ("nosuch.html", "nosuch.html: no such file"),
        ("empty", "empty: no page in this folder"),
        ("pages/*.html", "pages/*.html: nothing matches this pattern"),
        ("[", "[: "),
        ("http://", "http://: "),
    ] {
        for command in ["add", "timeline", "statements", "events"] {
            let ran = desk.run(&[command, path]).exits(2).says(&[reason]);
            assert_eq!(ran.stdout, "");
        }
    }
}

#[test]
fn a_mistyped_folder_leaves_no_record_behind() {
    let desk = Desk::new();
    desk.write("empty/readme.md", "no page");
    desk.run(&["add", "empty"]).exits(2);
    assert!(!desk.path("dateline.db").exists());
}

#[test]
fn a_missing_record_says_how_to_make_one() {
    let desk = Desk::new();
    for command in ["timeline", "statements", "events"] {
        desk.run(&[command])
            .exits(2)
            .says(&["dateline.db", "dateline add"]);
    }
    for args in [&["show", "3f2a"][..], &["export", "events"], &["check"]] {
        desk.run(args)
            .exits(2)
            .says(&["dateline.db", "dateline add"]);
    }
    assert!(!desk.path("dateline.db").exists(), "asking makes no record");
}

#[test]
fn values_that_are_none_are_told_what_they_could_be() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    for args in [
        &["events", "--since", "yesterday"][..],
        &["timeline", "--until", "1962-13-40"],
        &["add", "page.html", "--published", "March 3"],
    ] {
        desk.run(args)
            .exits(2)
            .says(&["1962-10-22", args[args.len() - 2]]);
    }
    desk.run(&["events", "--type", "murder"])
        .exits(2)
        .says(&["'murder'", "assault", "protest", "agree"]);
    desk.run(&["events", "--status", "maybe"])
        .exits(2)
        .says(&["asserted", "hypothetical"]);
    desk.run(&["export", "verbs"])
        .exits(2)
        .says(&["statements"]);
    desk.run(&["timeline", "--jobs", "0"])
        .exits(2)
        .says(&["--jobs"]);
    desk.write("other.html", ACCUSATION);
    desk.run(&[
        "add",
        "page.html",
        "other.html",
        "--url",
        "https://example.org",
    ])
    .exits(2)
    .says(&["--url", "one page"]);
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let desk = Desk::new();
    // Lines that are all alike would be taken for furniture.
    let sentence = |n: usize| {
        format!(
            "Canada accused Spain on Tuesday of seizing {n} trawlers off Newfoundland, a minister said.\n"
        )
    };
    desk.write("long.txt", (2..802).map(sentence).collect::<String>());
    for args in [
        &["events", "long.txt"][..],
        &["events", "long.txt", "--format", "json"],
        &["events", "long.txt", "--format", "csv"],
        &["show", "long.txt"],
    ] {
        let mut child = desk.start(args);
        let mut first = [0; 64];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""));
    }
}

#[test]
fn annotate_ends_when_its_reader_does() {
    let desk = Desk::new();
    let line = serde_json::json!({"id": 1, "text": "It rained on Monday. ".repeat(500)})
        .to_string()
        + "\n";
    desk.write("lines.jsonl", line.repeat(400));
    let mut child = desk.start(&["annotate", "--jobs", "2", "lines.jsonl"]);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""));
}
