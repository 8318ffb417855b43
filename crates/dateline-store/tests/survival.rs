//! Killed processes, rival writers, full disks, files that are no record.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod common;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::{add, origin, report};
use dateline_store::{ErrorKind, EventFilter, Store};
use expect_test::expect;

/// Names, to the writer below, the record and the first number that it adds.
const RECORD: &str = "DATELINE_TEST_RECORD";
const FIRST: &str = "DATELINE_TEST_FIRST";
/// How many pages a writer adds unless it is killed before.
const N_PAGES: u32 = 400;

/// The process that the tests below start and kill; alone it does nothing.
#[test]
#[ignore = "started by the tests of this file"]
#[allow(clippy::disallowed_methods)] // The only way to hand a test its orders.
fn writer() {
    let Ok(record) = std::env::var(RECORD) else {
        return;
    };
    let first: u32 = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut store = Store::open(Path::new(&record)).unwrap();
    for number in first..first + N_PAGES {
        add(&mut store, number);
        println!("added {number}");
    }
}

fn start_writer(record: &Path, first: u32, stdout: Stdio) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writer", "--ignored", "--nocapture"])
        .env(RECORD, record)
        .env(FIRST, first.to_string())
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_writer_loses_no_finished_page_and_leaves_no_half_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    let mut n_killed = 0;
    for round in 0..12 {
        let first = round * N_PAGES;
        let mut child = start_writer(&path, first, Stdio::piped());
        sleep(Duration::from_millis(15 + u64::from(round) * 17));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        n_killed += u32::from(!output.status.success());
        let said = String::from_utf8(output.stdout).unwrap();
        // The last line may have been cut; a whole one promises a page.
        let finished: Vec<u32> = said
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'))
            .filter_map(|line| line.split("added ").nth(1)?.trim().parse().ok())
            .collect();

        let store = Store::open(&path).unwrap();
        assert_eq!(store.check().unwrap(), []);
        for number in &finished {
            let report = report(*number);
            assert_eq!(store.report(&report.page).unwrap().unwrap(), report);
        }
        let stats = store.stats().unwrap();
        assert_eq!(
            (stats.events, stats.statements),
            (stats.pages * 2, stats.pages * 2)
        );
    }
    assert!(n_killed > 0, "every writer was done before it was killed");
}

#[test]
fn rival_writers_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    // All make the record at once; the last two add the same pages.
    let firsts = [0, N_PAGES, 2 * N_PAGES, 2 * N_PAGES];
    let children: Vec<Child> = firsts
        .iter()
        .map(|first| start_writer(&path, *first, Stdio::null()))
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.stats().unwrap().pages, u64::from(3 * N_PAGES));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn readers_see_whole_pages_while_another_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    drop(Store::open(&path).unwrap());
    let mut child = start_writer(&path, 0, Stdio::null());
    let store = Store::open_read_only(&path).unwrap();
    while child.try_wait().unwrap().is_none() {
        let n_events = store.events(&EventFilter::default()).unwrap().len();
        assert_eq!(n_events % 2, 0);
    }
    assert_eq!(store.stats().unwrap().pages, u64::from(N_PAGES));
}

#[test]
fn a_full_disk_is_said_and_keeps_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    let mut store = Store::open(&path).unwrap();
    store.limit_size(400 << 10).unwrap();
    let mut n_added = 0;
    let error = loop {
        match store.add(&report(n_added), &origin(n_added)) {
            Ok(_) => n_added += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(*error.kind(), ErrorKind::Full);
    assert_eq!(error.path(), Some(path.as_path()));
    assert!(n_added > 0);
    assert_eq!(store.check().unwrap(), []);
    assert_eq!(store.stats().unwrap().pages, u64::from(n_added));
    // With room again the same value goes on.
    store.limit_size(4 << 20).unwrap();
    add(&mut store, n_added);
    assert_eq!(store.check().unwrap(), []);
}

fn message(error: &dateline_store::Error) -> String {
    let path = error.path().unwrap().parent().unwrap();
    error.to_string().replace(path.to_str().unwrap(), "…")
}

#[test]
fn what_is_no_record_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(
        &file,
        "just some notes, longer than a header of a hundred bytes. ".repeat(9),
    )
    .unwrap();
    let before = std::fs::metadata(&file).unwrap().len();
    for error in [
        Store::open(&file).unwrap_err(),
        Store::open_read_only(&file).unwrap_err(),
    ] {
        assert_eq!(*error.kind(), ErrorKind::NotARecord);
        expect!["…/notes.txt: not a record of dateline; name another file, or remove this one"]
            .assert_eq(&message(&error));
    }
    assert_eq!(std::fs::metadata(&file).unwrap().len(), before);

    // Another program's database.
    let other = folder.path().join("other.db");
    let conn = rusqlite::Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(conn);
    let error = Store::open(&other).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NotARecord);
    let conn = rusqlite::Connection::open(&other).unwrap();
    let mode: String = conn
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "delete");

    let missing = folder.path().join("missing.db");
    let error = Store::open_read_only(&missing).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NotFound);
    expect!["…/missing.db: there is no record here; `dateline add` makes one"]
        .assert_eq(&message(&error));
    assert!(!missing.exists());

    let error = Store::open(&folder.path().join("no/where.db")).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::NotFound);
    let error = Store::open(folder.path()).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Denied);

    // An empty file is an empty record to a writer, and none to a reader.
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert_eq!(
        *Store::open_read_only(&empty).unwrap_err().kind(),
        ErrorKind::NotARecord
    );
    assert_eq!(Store::open(&empty).unwrap().stats().unwrap().pages, 0);
}

#[test]
fn a_reader_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    add(&mut Store::open(&path).unwrap(), 1);
    let mut store = Store::open_read_only(&path).unwrap();
    let error = store.add(&report(2), &origin(2)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::ReadOnly);
    assert_eq!(store.check().unwrap(), []);
    assert_eq!(store.report(&report(1).page).unwrap().unwrap(), report(1));
}

#[test]
fn damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    let mut store = Store::open(&path).unwrap();
    for number in 1..=6 {
        add(&mut store, number);
    }
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = off;
         UPDATE pages SET lines = '[{' WHERE id = 1;
         UPDATE events SET trigger_end = 100000 WHERE page_id = 2 AND number = 1;
         DELETE FROM events WHERE page_id = 3 AND number = 2;
         UPDATE events SET status = 'certain' WHERE page_id = 4 AND number = 1;
         UPDATE events SET place = 7 WHERE page_id = 5 AND number = 1;
         UPDATE statements SET content_text = 'forged' WHERE page_id = 6 AND number = 1;",
    )
    .unwrap();
    let problems = store.check().unwrap();
    let said: Vec<String> = problems
        .iter()
        .map(|problem| match &problem.page {
            Some(page) => format!("{page}: {}", problem.message),
            None => problem.message.clone(),
        })
        .collect();
    expect![[r#"
        row 9 of events refers to a row of places that is missing
        the search index of statements does not fit its rows: database disk image is malformed
        000000010707: the record is damaged: EOF while parsing an object at line 1 column 2
        000000020707: event 1: bytes 51..100000 are no part of the text of 247 bytes
        000000030707: page 000000030707: 1 of 2 events are there; add the page again
        000000040707: the record is damaged: unexpected status: "certain"
        000000050707: event 1: refers to number 7 of 1"#]]
    .assert_eq(&said.join("\n"));
    let error = store.report(&report(1).page).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Damaged);
    // The other pages can still be read.
    assert_eq!(store.report(&report(6).page).unwrap().unwrap(), report(6));
}
