//! What goes in comes out again: reports, rows, searches, views.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

mod common;

use common::{add, digest, origin, report};
use dateline_schema::*;
use dateline_store::{ErrorKind, EventFilter, Origin, Outcome, StatementFilter, Store};
use expect_test::expect;
use proptest::prelude::*;

#[test]
fn a_report_comes_back_as_it_was() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(add(&mut store, 1), Outcome::Added);
    let report = report(1);
    assert_eq!(store.report(&report.page).unwrap().unwrap(), report);
    assert_eq!(store.check().unwrap(), []);
    let other = PageId::from_sha256(&digest(2));
    assert_eq!(store.report(&other).unwrap(), None);
}

#[test]
fn the_same_page_changes_nothing_but_its_names() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1);
    let mut again = report(1);
    again.events.clear();
    again.name = "elsewhere.html".to_owned();
    again.article.url = None;
    for _ in 0..2 {
        let outcome = store.add(&again, &origin(1)).unwrap();
        assert_eq!(outcome, Outcome::AlreadyThere);
    }
    assert_eq!(store.report(&again.page).unwrap().unwrap(), report(1));
    let names = store.names(&again.page).unwrap();
    let url = Some("https://example.org/1".to_owned());
    assert_eq!(
        names,
        [
            ("pages/1.html".to_owned(), url),
            ("elsewhere.html".to_owned(), None)
        ]
    );
}

#[test]
fn a_page_is_replaced_on_request() {
    let mut store = Store::in_memory().unwrap();
    let bytes = b"<html>the page</html>".as_slice();
    let kept = Origin {
        bytes: Some(bytes),
        ..origin(1)
    };
    store.add(&report(1), &kept).unwrap();
    add(&mut store, 2);
    let mut newer = report(1);
    newer.events.truncate(1);
    newer.statements[1].negated = false;
    let newer_program = Origin {
        program: "0.2.0",
        ..origin(1)
    };
    let outcome = store.replace(&newer, &newer_program).unwrap();
    assert_eq!(outcome, Outcome::Replaced);
    assert_eq!(store.report(&newer.page).unwrap().unwrap(), newer);
    assert_eq!(store.page(&newer.page).unwrap().unwrap().program, "0.2.0");
    assert_eq!(store.page_bytes(&newer.page).unwrap().unwrap(), bytes);
    assert_eq!(store.names(&newer.page).unwrap().len(), 1);
    assert_eq!(store.check().unwrap(), []);
    let stats = store.stats().unwrap();
    assert_eq!((stats.pages, stats.pages_kept, stats.events), (2, 1, 3));
    assert_eq!(store.page_bytes(&report(2).page).unwrap(), None);
}

#[test]
fn a_report_that_points_outside_itself_is_refused() {
    let mut store = Store::in_memory().unwrap();
    let mut outside = report(1);
    outside.events[0].trigger = Span::new(9_000, 9_001);
    let error = store.add(&outside, &origin(1)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::BadReport);
    expect!["page 000000010707: event 1: bytes 9000..9001 are no part of the text of 247 bytes"]
        .assert_eq(&error.to_string());
    let mut dangling = report(1);
    dangling.events[1].place = Some(5);
    let error = store.add(&dangling, &origin(1)).unwrap_err();
    expect!["page 000000010707: event 2: refers to number 6 of 1"].assert_eq(&error.to_string());
    let error = store.add(&report(1), &origin(2)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::BadReport);
    let twin = Origin {
        sha256: {
            let mut other = digest(1);
            other[31] = 0;
            other
        },
        ..origin(1)
    };
    add(&mut store, 1);
    let error = store.add(&report(1), &twin).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::BadReport);
    assert_eq!(store.stats().unwrap().pages, 1);
}

#[test]
fn ids_are_found_by_their_beginning() {
    let mut store = Store::in_memory().unwrap();
    for number in [0x3f2a_0001, 0x3f2a_0002, 0x4000_0000] {
        add(&mut store, number);
    }
    let page = store.resolve_prefix("40").unwrap();
    assert_eq!(page.as_str(), "400000000707");
    assert_eq!(store.resolve_prefix(page.as_str()).unwrap(), page);
    let error = store.resolve_prefix("3F2A").unwrap_err();
    let ErrorKind::AmbiguousId { candidates } = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(candidates.len(), 2);
    expect![[
        r#""3F2A" begins the ids of several pages: 3f2a00010707, 3f2a00020707; give more digits"#
    ]]
    .assert_eq(&error.to_string());
    for nothing in ["", "5", "%", "zz", "3f2a000107070"] {
        let error = store.resolve_prefix(nothing).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::UnknownId, "{nothing}");
    }
}

#[test]
fn sightings_are_those_of_the_reports() {
    let mut store = Store::in_memory().unwrap();
    for number in [3, 1, 2] {
        add(&mut store, number);
    }
    let mut wanted: Vec<Sighting> = [1, 2, 3]
        .iter()
        .flat_map(|number| report(*number).sightings().collect::<Vec<_>>())
        .collect();
    let mut got = store.sightings(&EventFilter::default()).unwrap();
    let by_id = |a: &Sighting, b: &Sighting| a.id.cmp(&b.id);
    wanted.sort_by(by_id);
    got.sort_by(by_id);
    assert_eq!(got, wanted);
    assert_eq!(got[1].after(), Some(got[0].id.clone()));
    assert_eq!(got[1].speaker.as_deref(), Some("Varland envoy"));
}

fn events(store: &Store, filter: &EventFilter) -> Vec<String> {
    let events = store.events(filter).unwrap();
    events
        .iter()
        .map(|row| row.sighting.id.to_string())
        .collect()
}

#[test]
fn events_are_filtered() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1);
    let raid = "000000010707.e1";
    let answer = "000000010707.e2";
    let check = |filter: EventFilter, wanted: &[&str]| {
        assert_eq!(events(&store, &filter), wanted, "{filter:?}");
    };
    let all = EventFilter::default;
    let text = |text: &str| Some(text.to_owned());
    check(all(), &[raid, answer]);
    check(
        EventFilter {
            types: vec![EventType::Aid],
            ..all()
        },
        &[],
    );
    check(
        EventFilter {
            types: vec![EventType::Aid, EventType::Assault],
            ..all()
        },
        &[raid, answer],
    );
    check(
        EventFilter {
            statuses: vec![Status::Claimed],
            ..all()
        },
        &[answer],
    );
    check(
        EventFilter {
            actor: text("rebel"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            actor: text("REB"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            actor: text("VAR"),
            ..all()
        },
        &[raid, answer],
    );
    check(
        EventFilter {
            actor: text("VARREB"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            actor: text("nobody' OR 1=1 --"),
            ..all()
        },
        &[],
    );
    check(
        EventFilter {
            actor: text("\""),
            ..all()
        },
        &[],
    );
    check(
        EventFilter {
            recipient: text("camps"),
            ..all()
        },
        &[answer],
    );
    check(
        EventFilter {
            recipient: text("VARMIL"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            place: text("port esme"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            place: text("VAR"),
            ..all()
        },
        &[raid],
    );
    check(
        EventFilter {
            outlet: text("outlet 1"),
            ..all()
        },
        &[raid, answer],
    );
    check(
        EventFilter {
            outlet: text("%2"),
            ..all()
        },
        &[],
    );
    let day = |day| Some(Date::constant(1987, 3, day));
    check(
        EventFilter {
            since: day(5),
            ..all()
        },
        &[answer],
    );
    check(
        EventFilter {
            since: day(4),
            until: day(4),
            ..all()
        },
        &[raid, answer],
    );
    check(
        EventFilter {
            until: day(3),
            ..all()
        },
        &[],
    );
    check(
        EventFilter {
            limit: Some(1),
            ..all()
        },
        &[raid],
    );
}

#[test]
fn statements_are_filtered() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1);
    let check = |filter: StatementFilter, wanted: &[usize]| {
        let rows = store.statements(&filter).unwrap();
        let numbers: Vec<usize> = rows.iter().map(|row| row.id.number).collect();
        assert_eq!(numbers, wanted, "{filter:?}");
    };
    let all = StatementFilter::default;
    let text = |text: &str| Some(text.to_owned());
    check(all(), &[1, 2]);
    check(
        StatementFilter {
            speaker: text("VARGOV"),
            ..all()
        },
        &[1],
    );
    check(
        StatementFilter {
            speaker: text("envoy"),
            ..all()
        },
        &[2],
    );
    check(
        StatementFilter {
            acts: vec![SpeechAct::Threaten, SpeechAct::Deny],
            ..all()
        },
        &[1],
    );
    check(
        StatementFilter {
            about: text("acts"),
            ..all()
        },
        &[1],
    );
    check(
        StatementFilter {
            about: text("\"act cowardly\""),
            ..all()
        },
        &[],
    );
    check(
        StatementFilter {
            about: text("NOT AND *"),
            ..all()
        },
        &[],
    );
    check(
        StatementFilter {
            until: Some(Date::constant(1987, 3, 3)),
            ..all()
        },
        &[],
    );
    check(
        StatementFilter {
            since: Some(Date::constant(1987, 3, 9)),
            ..all()
        },
        &[1, 2],
    );
    let row = store.statements(&all()).unwrap().remove(0);
    assert_eq!(row.statement, report(1).statements[0]);
    assert_eq!(row.content, "It was a cowardly act, … We will answer.");
    assert_eq!(row.speaker.as_deref(), Some("Ina Søby"));
    assert_eq!(row.speaker_role.as_deref(), Some("envoy"));
    assert_eq!(row.addressee.as_deref(), Some("Varland"));
    assert!(row.sentence.starts_with("“It was") && row.sentence.ends_with('”'));
}

#[test]
fn searches_find_pages_and_statements() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1);
    let hits = store.search("cowardly", 10).unwrap();
    let found: Vec<String> = hits
        .iter()
        .map(|hit| match &hit.statement {
            Some(id) => format!("{id}: {}", hit.snippet),
            None => format!("{}: {}", hit.page, hit.snippet),
        })
        .collect();
    expect![[r#"
        000000010707: Varland envoy denounces raid on Port Ésmé
        Rebels killed 4 soldiers in Port Ésmé on 4 March 1987.
        “It was a cowardly act,” envoy…
        000000010707.s1: It was a cowardly act, … We will answer."#]]
    .assert_eq(&found.join("\n"));
    assert_eq!(store.search("port esme", 10).unwrap().len(), 2);
    assert_eq!(store.search("(", 10).unwrap(), []);
}

#[test]
fn every_view_has_a_row_for_every_thing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline.db");
    let mut store = Store::open(&path).unwrap();
    add(&mut store, 1);
    store
        .add(
            &Report {
                name: "copy".to_owned(),
                ..report(1)
            },
            &origin(1),
        )
        .unwrap();
    drop(store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    let dump = |sql: &str| -> String {
        let mut select = conn.prepare(sql).unwrap();
        let n_columns = select.column_count();
        let rows = select
            .query_map([], |row| {
                let cells: Vec<String> = (0..n_columns)
                    .map(|column| match row.get_ref(column).unwrap() {
                        rusqlite::types::ValueRef::Null => "-".to_owned(),
                        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                        rusqlite::types::ValueRef::Real(number) => format!("{number:.2}"),
                        other => other.as_str().unwrap().to_owned(),
                    })
                    .collect();
                Ok(cells.join(" | "))
            })
            .unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
    };
    let mut views = String::new();
    for view in [
        "v_pages",
        "v_dates",
        "v_places",
        "v_entities",
        "v_statements",
        "v_events",
        "v_event_sources",
    ] {
        views.push_str(&format!(
            "{view}\n{}\n",
            dump(&format!("SELECT * FROM {view} ORDER BY 1"))
        ));
    }
    expect![[r#"
        v_pages
        000000010707 | pages/1.html | https://example.org/1 | Outlet 1 | Varland envoy denounces raid on Port Ésmé | A. Writer; B. "Bo" Writer | en | 1987-03-04 | 1987-03-09 | 1 | 1 | 2 | 2 | 2 | 0000000107070707070707070707070707070707070707070707070707070707 | 0.1.0-test | Reuters | World
        v_dates
        000000010707.d1 | 000000010707 | Outlet 1 | 4 March 1987 | DATE | 1987-03-04 | APPROX | 1987-03-04 | 1987-03-04 | Rebels killed 4 soldiers in Port Ésmé on 4 March 1987.
        v_places
        000000010707.l1 | 000000010707 | Outlet 1 | Port Ésmé | Port Ésmé | Port Ésmé, Varland | city | VAR | 4000000000 | -12.35 | 0.10 | Varland envoy denounces raid on Port Ésmé
        v_entities
        000000010707.a1 | 000000010707 | Outlet 1 | Varland | country | - | VAR | VAR | 1
        000000010707.a2 | 000000010707 | Outlet 1 | Ina Søby | person | envoy | VARGOV | VARGOV VAR | 1
        v_statements
        000000010707.s1 | 000000010707 | Outlet 1 | 1987-03-04 | 1987-03-09 | Ina Søby | envoy | VARGOV | Varland | Morning Post | direct | 0 | 1 | It was a cowardly act, … We will answer. | “It was a cowardly act,” envoy Ina Søby told the Morning Post, adding: “We will answer.” | Varland envoy denounces raid on Port Ésmé | pages/1.html | https://example.org/1 | threatened | 1
        000000010707.s2 | 000000010707 | Outlet 1 | 1987-03-04 | 1987-03-09 | Varland envoy | - | - | - | - | indirect | 1 | 0 | raid on Port Ésmé | Varland envoy denounces raid on Port Ésmé | Varland envoy denounces raid on Port Ésmé | pages/1.html | https://example.org/1 | said | 0
        v_events
        000000010707.e1 | 000000010707 | Outlet 1 | 1987-03-04 | 1987-03-09 | 1987-03-04 | 1987-03-04 | 1987-03-04 | - | ASSAULT | firearms | 4 | 190 | -9.10 | asserted | Rebels | VARREB | Varland | VARMIL | Port Ésmé, Varland | VAR | -12.35 | 0.10 | 4 | 4 | - | - | - | - | killed | Rebels killed 4 soldiers in Port Ésmé on 4 March 1987. | Varland envoy denounces raid on Port Ésmé | pages/1.html | https://example.org/1 | -
        000000010707.e2 | 000000010707 | Outlet 1 | 1987-03-04 | 1987-03-09 | 1987-03-04 | - | - | 000000010707.e1 | ASSAULT | - | 4 | 194 | -10.00 | claimed | Varland | VAR | two rebel camps |  | - | - | - | - | - | - | - | 9223372036854775807 | 000000010707.s2 | Varland envoy | shelled | After the raid, Varland shelled two rebel camps. | Varland envoy denounces raid on Port Ésmé | pages/1.html | https://example.org/1 | -
        v_event_sources
        000000010707.e1 | ASSAULT | 1987-03-04 | 1987-03-04 | asserted | Outlet 1 | - | 000000010707 | pages/1.html | https://example.org/1 | Varland envoy denounces raid on Port Ésmé | 1987-03-04 | 1987-03-09 | -
        000000010707.e1 | ASSAULT | 1987-03-04 | 1987-03-04 | asserted | Outlet 1 | - | 000000010707 | copy | https://example.org/1 | Varland envoy denounces raid on Port Ésmé | 1987-03-04 | 1987-03-09 | -
        000000010707.e2 | ASSAULT | 1987-03-04 | - | claimed | Outlet 1 | Varland envoy | 000000010707 | pages/1.html | https://example.org/1 | Varland envoy denounces raid on Port Ésmé | 1987-03-04 | 1987-03-09 | -
        000000010707.e2 | ASSAULT | 1987-03-04 | - | claimed | Outlet 1 | Varland envoy | 000000010707 | copy | https://example.org/1 | Varland envoy denounces raid on Port Ésmé | 1987-03-04 | 1987-03-09 | -
    "#]].assert_eq(&views);
}

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,20}|[\\x00-\\x7f]{0,20}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the text and wherever the spans, what was added is read back, listed and found whole.
    #[test]
    fn any_report_round_trips(
        words in prop::collection::vec(text(), 1..8),
        name in text(),
        role in text(),
        score in -10.0f32..10.0,
        low in prop::option::of(any::<u64>()),
        days in (0i64..3_000_000, 0i64..4000),
        query in text(),
    ) {
        let text = words.concat();
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let spans: Vec<Span> = bounds.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let all = Span::new(0, text.len());
        let date = |days: i64| {
            let first = jiff::civil::date(-4000, 1, 1);
            first.checked_add(jiff::Span::new().days(days)).unwrap()
        };
        let mut report = report(1);
        let party = Party { span: all, actor: Some(1), codes: Vec::new() };
        report.name = name.clone();
        report.article.text = text.clone();
        report.article.title = Some(text);
        report.article.lines = vec![Line { span: all, role: Role::Caption }];
        report.sentences = spans.clone();
        report.chronology.timexes[0].span = all;
        report.chronology.timexes[0].interval = Interval::between(date(days.0), date(days.0 + days.1));
        report.places[0].span = all;
        report.places[0].name = name;
        report.places[0].rivals[0].score = score;
        for actor in &mut report.actors {
            actor.name = words[0].clone();
            actor.role = Some(role.clone());
            actor.mentions = spans.iter().map(|span| ActorMention { span: *span, is_name: false }).collect();
        }
        for statement in &mut report.statements {
            statement.source = spans.clone();
            statement.cue = vec![all];
            statement.content = spans.clone();
            statement.relay.clear();
            statement.venue = Some(all);
            statement.manner = dateline_schema::Manner { to: Some(all), when: Some(all), ..Default::default() };
        }
        for event in &mut report.events {
            event.trigger = *spans.last().unwrap_or(&all);
            for candidate in &mut event.date.candidates {
                candidate.span = Some(all);
                candidate.note.clone_from(&role);
            }
            event.actors = vec![party.clone()];
            event.recipients = vec![Party { actor: None, ..party.clone() }];
            event.score = score;
            event.basis = vec![Reason { score: Some(score), ..Reason::at("any", all, words[0].clone()) }];
            event.date.interval = Interval { low: None, high: Some(date(days.0)) };
            event.figures = vec![Figure { what: "killed".into(), low, high: None, span: all }];
        }
        let mut store = Store::in_memory().unwrap();
        store.add(&report, &origin(1)).unwrap();
        prop_assert_eq!(&store.report(&report.page).unwrap().unwrap(), &report);
        let mut sightings = store.sightings(&EventFilter::default()).unwrap();
        sightings.sort_by(|a, b| a.id.cmp(&b.id));
        prop_assert_eq!(sightings, report.sightings().collect::<Vec<_>>());
        prop_assert_eq!(store.statements(&StatementFilter::default()).unwrap().len(), 2);
        prop_assert_eq!(store.check().unwrap(), []);
        // No text of a user breaks a query.
        store.search(&query, 5).unwrap();
        let some = Some(query);
        store.events(&EventFilter {
            actor: some.clone(), recipient: some.clone(), place: some.clone(), outlet: some.clone(), ..Default::default()
        }).unwrap();
        store.statements(&StatementFilter {
            speaker: some.clone(), about: some.clone(), outlet: some, ..Default::default()
        }).unwrap();
    }
}
