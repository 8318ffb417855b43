//! Records of every version open; newer ones are refused.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod common;

use std::path::Path;

use common::{add, report};
use dateline_schema::{Manner, PageId};
use dateline_store::{ErrorKind, EventFilter, Store};
use expect_test::expect;

/// Makes a record from the dump of an old one.
fn restore(dump: &str, path: &Path) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch(dump).unwrap();
}

#[test]
fn a_record_of_version_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v1.db");
    restore(include_str!("records/v1.sql"), &path);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.check().unwrap(), []);
    for number in 1..=2 {
        let mut wanted = report(number);
        for evidence in &mut wanted.article.dates {
            // That version knew no time zones.
            evidence.zone = None;
        }
        // Nor credits of agencies and sections.
        wanted.article.wire.clear();
        wanted.article.section = None;
        for statement in &mut wanted.statements {
            // Nor how things are said, and how words are passed on.
            statement.manner = Manner::default();
            for relay in &mut statement.relay {
                relay.cue = None;
            }
        }
        for event in &mut wanted.events {
            // Nor what else could date an event.
            event.date.candidates.clear();
        }
        assert_eq!(store.report(&wanted.page).unwrap().unwrap(), wanted);
    }
    let filter = EventFilter {
        place: Some("esme".to_owned()),
        ..EventFilter::default()
    };
    assert_eq!(store.events(&filter).unwrap().len(), 2);
    let page: PageId = report(1).page;
    assert_eq!(store.page_bytes(&page).unwrap().unwrap(), b"the page");
    add(&mut store, 3);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_newer_record_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    drop(Store::open(&path).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let before = std::fs::metadata(&path).unwrap().len();
    for opened in [Store::open(&path), Store::open_read_only(&path)] {
        let error = opened.unwrap_err();
        let known = Store::VERSION;
        assert_eq!(*error.kind(), ErrorKind::NewerVersion { found: 99, known });
        let said = error.to_string();
        let said = said.split(": ").skip(1).collect::<Vec<_>>().join(": ");
        expect!["a record of version 99, made by a newer program; this one knows versions up to 9: update it"]
            .assert_eq(&said);
    }
    assert_eq!(std::fs::metadata(&path).unwrap().len(), before);
}
