//! Reports made by hand: every field is filled somewhere.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each test uses a part.
#![allow(clippy::unwrap_used)] // A test's helper fails as the test does.

use std::borrow::Cow;

use dateline_schema::*;
use dateline_store::{Origin, Outcome, Store};

pub const PROGRAM: &str = "0.1.0-test";

/// A digest that begins with the number, so that ids differ and sort.
pub fn digest(number: u32) -> [u8; 32] {
    let mut digest = [7; 32];
    digest[..4].copy_from_slice(&number.to_be_bytes());
    digest
}

pub fn origin(number: u32) -> Origin<'static> {
    Origin {
        sha256: digest(number),
        bytes: None,
        program: PROGRAM,
    }
}

pub fn add(store: &mut Store, number: u32) -> Outcome {
    store.add(&report(number), &origin(number)).unwrap()
}

/// A page about a made-up raid, whose numbers vary with `number`.
pub fn report(number: u32) -> Report {
    let killed = 3 + number % 7;
    let headline = "Varland envoy denounces raid on Port Ésmé";
    let first = format!("Rebels killed {killed} soldiers in Port Ésmé on 4 March 1987.");
    let second =
        "“It was a cowardly act,” envoy Ina Søby told the Morning Post, adding: “We will answer.”";
    let third = "After the raid, Varland shelled two rebel camps.";
    let text = [headline, &first, second, third].join("\n");
    let span = |words: &str| {
        let start = text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        Span::new(start, start + words.len())
    };
    let score = |rule: &'static str, score: f32| Reason {
        score: Some(score),
        ..Reason::at(rule, span("Port Ésmé"), "weighed")
    };
    let day = Date::constant(1987, 3, 4);
    let lines = [headline, &first, second, third];
    let article = Article {
        title: Some(headline.to_owned()),
        byline: vec!["A. Writer".to_owned(), "B. \"Bo\" Writer".to_owned()],
        wire: vec![Attested {
            value: "Reuters".to_owned(),
            rule: Cow::Borrowed("credit-line"),
            text: "With files from Reuters".to_owned(),
        }],
        section: Some(Attested {
            value: "World".to_owned(),
            rule: Cow::Borrowed("meta-section"),
            text: "world".to_owned(),
        }),
        outlet: Some(format!("Outlet {}", number % 3)),
        url: Some(format!("https://example.org/{number}")),
        language: Some(Language {
            code: "en".to_owned(),
            confidence: 0.1 + 0.2,
        }),
        published: Dating {
            interval: Interval {
                low: None,
                high: Some(Date::constant(1987, 3, 9)),
            },
            basis: vec![Reason::new("deliverer", "")],
        },
        dates: vec![DateEvidence {
            date: Date::constant(1987, 3, 9),
            kind: DateKind::Crawled,
            rule: Cow::Borrowed("page-date"),
            text: "Monday, 9 March".to_owned(),
            confidence: 0.7,
            zone: Some("+01:00".to_owned()),
        }],
        lines: lines
            .iter()
            .enumerate()
            .map(|(idx, line)| Line {
                span: span(line),
                role: if idx == 0 { Role::Headline } else { Role::Body },
            })
            .collect(),
        blocks: vec![
            Block {
                text: "Home | World".to_owned(),
                role: Role::Navigation,
                rule: Cow::Borrowed("menu-words"),
                source: Some(Span::new(0, 12)),
            },
            Block {
                text: headline.to_owned(),
                role: Role::Headline,
                rule: Cow::Borrowed("first-heading"),
                source: None,
            },
        ],
        text: text.clone(),
    };
    let party = |words: &str, actor: Option<usize>, codes: &[&str]| Party {
        span: span(words),
        actor,
        codes: codes.iter().map(|code| Code::new(code).unwrap()).collect(),
    };
    let raid = Event {
        kind: EventType::Assault,
        mode: Some(Cow::Borrowed("firearms")),
        contexts: vec![Cow::Borrowed("military")],
        cameo: Cow::Borrowed("190"),
        score: -9.1,
        trigger: span("killed"),
        actors: vec![party("Rebels", None, &["VARREB", "REB"])],
        recipients: vec![party(&format!("{killed} soldiers"), Some(0), &["VARMIL"])],
        date: EventDate {
            value: Some("1987-03-04".to_owned()),
            interval: Interval::day(day),
            after: None,
            basis: vec![Reason::at(
                "day-month-year",
                span("4 March 1987"),
                "in its clause",
            )],
            candidates: vec![
                DateCandidate {
                    giver: DateGiver::Clause,
                    span: Some(span("4 March 1987")),
                    value: Some("1987-03-04".to_owned()),
                    interval: Interval::day(day),
                    score: 0.92,
                    rule: Cow::Borrowed("date-of-verb"),
                    note: "hangs on its verb".to_owned(),
                    taken: true,
                },
                DateCandidate {
                    giver: DateGiver::Document,
                    span: None,
                    value: None,
                    interval: Interval::day(day),
                    score: 0.25,
                    rule: Cow::Borrowed("news-late"),
                    note: String::new(),
                    taken: false,
                },
            ],
        },
        place: Some(0),
        figures: vec![Figure {
            what: Cow::Borrowed("killed"),
            low: Some(killed.into()),
            high: Some(killed.into()),
            span: span(&format!("{killed} soldiers")),
        }],
        status: Status::Asserted,
        statement: None,
        basis: vec![score("verb-frame", 0.83)],
    };
    let answer = Event {
        kind: EventType::Assault,
        mode: None,
        contexts: Vec::new(),
        cameo: Cow::Borrowed("194"),
        score: -10.0,
        trigger: span("shelled"),
        actors: vec![party("Varland shelled", Some(0), &["VAR"])],
        recipients: vec![party("two rebel camps", None, &[])],
        date: EventDate {
            value: None,
            interval: Interval {
                low: Some(day),
                high: None,
            },
            after: Some(0),
            basis: vec![Reason::at("after-event", span("After the raid"), "")],
            candidates: Vec::new(),
        },
        place: None,
        figures: vec![Figure {
            what: Cow::Borrowed("injured"),
            low: None,
            high: Some(u64::MAX),
            span: span("two"),
        }],
        status: Status::Claimed,
        statement: Some(1),
        basis: Vec::new(),
    };
    Report {
        page: PageId::from_sha256(&digest(number)),
        name: format!("pages/{number}.html"),
        sentences: lines.iter().map(|line| span(line)).collect(),
        chronology: Chronology {
            timexes: vec![Timex {
                span: span("4 March 1987"),
                kind: TimexKind::Date,
                value: "1987-03-04".to_owned(),
                modifier: Some(TimexMod::Approx),
                interval: Interval::day(day),
                basis: vec![Reason::new("day-month-year", "read off")],
            }],
            published: Dating {
                interval: Interval::between(day, Date::constant(1987, 3, 9)),
                basis: vec![Reason::new("after-last-event", "it tells of 4 March")],
            },
        },
        places: vec![Place {
            span: span("Port Ésmé"),
            name: "Port Ésmé".to_owned(),
            full_name: "Port Ésmé, Varland".to_owned(),
            kind: PlaceKind::City,
            country: Some("VAR".to_owned()),
            geonames_id: Some(4_000_000_000),
            lat: Some(-12.345_678_901_234_5),
            lon: Some(0.1),
            basis: vec![score("near-dateline", 1.0)],
            rivals: vec![Rival {
                geonames_id: None,
                name: "Port Ésmé, Elsewhere".to_owned(),
                score: 0.25,
            }],
        }],
        actors: vec![
            Actor {
                name: "Varland".to_owned(),
                kind: ActorKind::Country,
                role: None,
                codes: vec![Code::new("VAR").unwrap()],
                mentions: vec![ActorMention {
                    span: span("Varland"),
                    is_name: true,
                }],
                basis: vec![Reason::new("country-name", "")],
            },
            Actor {
                name: "Ina Søby".to_owned(),
                kind: ActorKind::Person,
                role: Some("envoy".to_owned()),
                codes: vec![Code::new("VARGOV").unwrap(), Code::new("VAR").unwrap()],
                mentions: vec![ActorMention {
                    span: span("envoy Ina Søby"),
                    is_name: true,
                }],
                basis: Vec::new(),
            },
        ],
        statements: vec![
            Statement {
                source: vec![span("envoy Ina Søby")],
                cue: vec![span("told"), span("adding:")],
                content: vec![span("It was a cowardly act,"), span("We will answer.")],
                kind: StatementKind::Direct,
                speaker: Some(1),
                addressee: Some(0),
                relay: vec![Relay {
                    span: span("the Morning Post"),
                    name: "Morning Post".to_owned(),
                    cue: Some(span("told")),
                    actor: None,
                }],
                venue: Some(span("Port Ésmé")),
                negated: false,
                hypothetical: true,
                manner: Manner {
                    act: SpeechAct::Threaten,
                    hedged: true,
                    description: Some(span("envoy")),
                    hidden: None,
                    to: Some(span("the Morning Post")),
                    medium: Some(span("told")),
                    when: Some(span("4 March 1987")),
                },
                within: Some(1),
                basis: vec![Reason::at("quotation", span("told"), "“…”")],
            },
            Statement {
                source: vec![span("Varland envoy")],
                cue: vec![span("denounces")],
                content: vec![span("raid on Port Ésmé")],
                kind: StatementKind::Indirect,
                speaker: None,
                addressee: None,
                relay: Vec::new(),
                venue: None,
                negated: true,
                hypothetical: false,
                manner: Manner::default(),
                within: None,
                basis: Vec::new(),
            },
        ],
        events: vec![raid, answer],
        diagnostics: vec![
            Diagnostic::new("thin-page", Severity::Note, "little text").with_hint("none"),
            Diagnostic {
                span: Some(span("Varland")),
                ..Diagnostic::new("odd", Severity::Warning, "odd")
            },
        ],
        article,
    }
}
