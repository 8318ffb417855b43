//! The record under kills, rivals, full disks and files that are none.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.
#![allow(clippy::disallowed_methods)] // Kills are timed by the clock.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use rusqlite::Connection;
use support::{ACCUSATION, Desk, Ran, as_nobody, numbered_page};

const N_PAGES: usize = 60;
const N_KILLS: u32 = 24;

fn write_pages(desk: &Desk, folder: &str, numbers: std::ops::Range<usize>) {
    for number in numbers {
        desk.write(&format!("{folder}/{number:03}.html"), numbered_page(number));
    }
}

/// The ids of the pages that a record holds.
fn pages(desk: &Desk, db: &str) -> BTreeSet<String> {
    let rows = desk.run(&["export", "pages", "--format", "json", "--db", db]);
    let id = |row: &serde_json::Value| row["page"].as_str().unwrap().to_owned();
    rows.exits(0).objects().iter().map(id).collect()
}

/// The pages that a run said it had added.
fn said(stdout: &str) -> BTreeSet<String> {
    let id = |line: &str| line.split_whitespace().nth(1).map(str::to_owned);
    // The last line may be cut.
    let lines = stdout
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    lines.filter_map(id).collect()
}

#[test]
fn a_killed_run_loses_no_page_that_it_reported() {
    let desk = Desk::new();
    write_pages(&desk, "pages", 0..N_PAGES);
    let start = Instant::now();
    desk.run(&["add", "pages", "--db", "whole.db", "--jobs", "2"])
        .exits(0);
    let usual = start.elapsed();
    let all = pages(&desk, "whole.db");
    assert_eq!(all.len(), N_PAGES);

    let (mut record, mut noise, mut n_cut) = (0, 7_u32, 0);
    for _ in 0..N_KILLS {
        let db = format!("record{record}.db");
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let mut child = desk.start(&["add", "pages", "--db", &db, "--jobs", "2"]);
        sleep(usual.mul_f64(f64::from(noise >> 16) / f64::from(1_u32 << 16)));
        child.kill().unwrap();
        let ran = Ran::of(child.wait_with_output().unwrap());
        n_cut += usize::from(ran.code.is_none());
        if !desk.path(&db).exists() {
            continue;
        }
        let check = desk.run(&["check", "--db", &db]);
        if check.stderr.contains("not a record") {
            // Killed before the first page, while the tables were being made: there is nothing in it yet.
            assert!(said(&ran.stdout).is_empty(), "{ran:?} {check:?}");
            continue;
        }
        check.exits(0);
        let held = pages(&desk, &db);
        assert!(held.is_superset(&said(&ran.stdout)), "{ran:?}");
        assert!(held.is_subset(&all));
        if held.len() == N_PAGES {
            record += 1;
        }
    }
    assert!(n_cut > 5, "only {n_cut} runs were cut");

    for record in 0..=record {
        let db = format!("record{record}.db");
        desk.run(&["add", "pages", "--db", &db]).exits(0);
        desk.run(&["check", "--db", &db]).exits(0);
        assert_eq!(pages(&desk, &db), all);
        for table in ["events", "statements", "dates"] {
            let export = |db: &str| desk.run(&["export", table, "--db", db]).exits(0).stdout;
            assert_eq!(export(&db), export("whole.db"), "{table}");
        }
    }
}

#[test]
fn two_runs_at_once_make_the_union() {
    let desk = Desk::new();
    write_pages(&desk, "left", 0..40);
    write_pages(&desk, "right", 20..60);
    let left = desk.start(&["add", "left"]);
    let right = desk.start(&["add", "right"]);
    let runs = [left, right].map(|child| Ran::of(child.wait_with_output().unwrap()).exits(0));
    let added = |ran: &Ran| ran.stdout.matches("added ").count();
    assert_eq!(runs.iter().map(added).sum::<usize>(), 60, "{runs:?}");
    assert_eq!(pages(&desk, "dateline.db").len(), 60);
    desk.run(&["check"]).exits(0);
}

#[test]
fn reading_goes_on_while_a_run_writes() {
    let desk = Desk::new();
    write_pages(&desk, "pages", 0..N_PAGES);
    desk.run(&["add", "pages/000.html"]).exits(0);
    let mut writer = desk.start(&["add", "pages"]);
    while writer.try_wait().unwrap().is_none() {
        desk.run(&["check"]).exits(0);
        desk.run(&["timeline", "--all"]).exits(0);
    }
    assert_eq!(pages(&desk, "dateline.db").len(), N_PAGES);
}

#[test]
fn a_newer_record_is_refused_with_both_versions() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    desk.run(&["add", "page.html"]).exits(0);
    let record = Connection::open(desk.path("dateline.db")).unwrap();
    let known: u32 = record
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    record.pragma_update(None, "user_version", 97).unwrap();
    drop(record);
    let known = format!("up to {known}");
    for args in [&["add", "page.html"][..], &["timeline"], &["check"]] {
        desk.run(args)
            .exits(2)
            .says(&["version 97", &known, "dateline.db"]);
    }
}

#[test]
fn what_is_no_record_is_refused_and_left_alone() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    desk.write("notes.txt", "These are my notes.\n".repeat(100));
    let other = Connection::open(desk.path("other.db")).unwrap();
    other.execute("CREATE TABLE mine (x)", []).unwrap();
    drop(other);
    fs::create_dir(desk.path("folder.db")).unwrap();
    for db in ["notes.txt", "other.db"] {
        let before = fs::read(desk.path(db)).unwrap();
        for args in [&["add", "page.html"][..], &["timeline"], &["check"]] {
            let ran = desk.run(&[args, &["--db", db]].concat()).exits(2);
            ran.says(&[db, "not a record of dateline", "name another file"]);
        }
        assert_eq!(fs::read(desk.path(db)).unwrap(), before);
    }
    desk.run(&["add", "page.html", "--db", "folder.db"])
        .exits(2)
        .says(&["folder.db"]);
    desk.run(&["add", "page.html", "--db", "none/x.db"])
        .exits(2)
        .says(&["none/x.db", "there is no folder none", "make it first"]);
}

#[test]
fn a_record_that_may_not_be_written_is_still_read() {
    let desk = Desk::new();
    desk.write("page.html", ACCUSATION);
    desk.write("other.html", numbered_page(1));
    desk.run(&["add", "page.html"]).exits(0);
    let timeline = desk.run(&["timeline"]).exits(0).stdout;
    let allow = |name: &str, mode| {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    allow("dateline.db", 0o444);
    allow(".", 0o555);
    let read = as_nobody(&desk, &["timeline"]);
    let checked = as_nobody(&desk, &["check"]);
    let added = as_nobody(&desk, &["add", "other.html"]);
    allow(".", 0o755);
    let (Some(read), Some(checked), Some(added)) = (read, checked, added) else {
        return;
    };
    assert_eq!(read.exits(0).stdout, timeline);
    assert!(checked.exits(0).stdout.contains("whole; 1 pages"));
    added.exits(2).says(&["dateline.db", "cannot be written"]);
    assert_eq!(pages(&desk, "dateline.db").len(), 1);
}

/// Checks a run that found no more room: what it reported is there, and it goes on once there is room.
fn check_full(desk: &Desk, db: &str, ran: &Ran) {
    let reported = said(&ran.stdout);
    assert!(!reported.is_empty() && reported.len() < N_PAGES, "{ran:?}");
    assert!(pages(desk, db).is_superset(&reported));
}

#[test]
fn a_file_that_may_not_grow_keeps_what_it_holds() {
    let desk = Desk::new();
    write_pages(&desk, "pages", 0..N_PAGES);
    // The limit is in blocks of 512 or 1024 bytes, and exceeding it ends a program that does not ask otherwise.
    for (trap, code) in [("trap '' XFSZ;", Some(2)), ("", None)] {
        let db = format!("{}.db", trap.len());
        let script = format!("{trap} ulimit -f 1200; exec \"$0\" \"$@\"");
        let args = [
            "-c",
            &script,
            env!("CARGO_BIN_EXE_dateline"),
            "add",
            "pages",
            "--db",
            &db,
        ];
        let ran = Ran::of(desk.program(Path::new("sh"), &args).output().unwrap());
        assert_eq!(ran.code, code, "{ran:?}");
        if code.is_some() {
            assert!(ran.stderr.contains(&db), "{ran:?}");
        }
        check_full(&desk, &db, &ran);
        desk.run(&["check", "--db", &db]).exits(0);
        desk.run(&["add", "pages", "--db", &db]).exits(0);
        assert_eq!(pages(&desk, &db).len(), N_PAGES);
    }
}

#[test]
fn a_full_disk_keeps_what_it_holds_and_is_said() {
    let desk = Desk::new();
    write_pages(&desk, "pages", 0..N_PAGES);
    fs::create_dir(desk.path("disk")).unwrap();
    let mount = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).arg(desk.path("disk"));
        command
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    if !mount("mount", &["-t", "tmpfs", "-o", "size=1500k", "none"]) {
        println!("skipped: a small disk cannot be mounted here");
        return;
    }
    let db = "disk/dateline.db";
    let ran = desk.run(&["add", "pages", "--db", db]);
    let check = desk.run(&["check", "--db", db]);
    let held = pages(&desk, db);
    let grown = mount("mount", &["-o", "remount,size=64m"]);
    let after = desk.run(&["add", "pages", "--db", db]);
    let finally = pages(&desk, db);
    assert!(mount("umount", &[]));

    let ran = ran
        .exits(2)
        .says(&[db, "no room left", "make room and run again"]);
    let reported = said(&ran.stdout);
    assert!(
        !reported.is_empty() && held.is_superset(&reported),
        "{ran:?}"
    );
    check.exits(0);
    assert!(grown);
    after.exits(0);
    assert_eq!(finally.len(), N_PAGES);
}
