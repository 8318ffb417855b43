//! Documents built by hand, and what is found in them.

use dateline_data::Ontology;
use dateline_schema::{
    Chronology, Date, Doc, Event, Interval, Line, Name, NameKind, Reason, Role, Sentence, Span,
    Status, Timex, TimexKind, Token,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::find;

/// A one-line document: tokens at white space and punctuation, names at listed capitals.
fn doc(text: &str) -> Doc {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            tokens.push(Token {
                span: Span::new(start, at),
            });
        }
        if !c.is_whitespace() {
            tokens.push(Token {
                span: Span::new(at, at + c.len_utf8()),
            });
        }
    }
    // "'" and "s" are one word.
    let mut idx = 1;
    while idx < tokens.len() {
        let pair = tokens[idx - 1].span.cover(tokens[idx].span);
        if matches!(pair.of(text), "'s" | "’s") {
            tokens[idx - 1].span = pair;
            tokens.remove(idx);
        }
        idx += 1;
    }
    let names = tokens
        .iter()
        .filter_map(|token| {
            let kind = match token.span.of(text) {
                "France" | "Norway" | "Peru" | "Egypt" | "Oslo" => NameKind::Location,
                "French" | "Norwegian" | "Egyptian" | "Peruvian" => NameKind::Norp,
                "Moreau" | "Hansen" => NameKind::Person,
                _ => return None,
            };
            let reason = Reason::new("test", "");
            Some(Name {
                span: token.span,
                kind,
                reason,
            })
        })
        .collect();
    let span = Span::new(0, text.len());
    let sentences = match tokens.len() {
        0 => Vec::new(),
        n => vec![Sentence {
            span,
            tokens: 0..n,
            line: 0,
        }],
    };
    Doc {
        text: text.to_owned(),
        lines: vec![Line {
            span,
            role: Role::Body,
        }],
        sentences,
        tokens,
        names,
        ..Doc::default()
    }
}

fn events(text: &str, chronology: &Chronology) -> Vec<Event> {
    find(
        &doc(text),
        chronology,
        &[],
        &[],
        &[],
        &Ontology::builtin().unwrap(),
    )
}

fn shown(text: &str, events: &[Event]) -> String {
    let mut lines = String::new();
    for event in events {
        let side = |parties: &[dateline_schema::Party]| {
            let codes: Vec<&str> = parties
                .iter()
                .map(|party| party.codes.first().map_or("?", |code| code.as_str()))
                .collect();
            if codes.is_empty() {
                "-".to_owned()
            } else {
                codes.join("+")
            }
        };
        let figures: Vec<String> = event
            .figures
            .iter()
            .map(|figure| format!(" {}={:?}..{:?}", figure.what, figure.low, figure.high))
            .collect();
        lines += &format!(
            "{} {} {} > {} {} {:?}{}\n",
            event.kind.as_str(),
            event.mode.as_deref().unwrap_or("-"),
            side(&event.actors),
            side(&event.recipients),
            event.status.as_str(),
            event.trigger.of(text),
            figures.concat(),
        );
    }
    lines
}

#[allow(clippy::needless_pass_by_value)] // The idiom of expect-test.
fn check(text: &str, want: Expect) {
    want.assert_eq(&shown(text, &events(text, &Chronology::default())));
}

#[test]
fn active_and_passive() {
    check(
        "French troops attacked the Norwegian embassy.",
        expect![[r#"
            ASSAULT - FRAMIL > NORGOV asserted "attacked"
        "#]],
    );
    check(
        "The Norwegian embassy was attacked by French troops.",
        expect![[r#"
            ASSAULT - FRAMIL > NORGOV asserted "was attacked"
        "#]],
    );
}

#[test]
fn nouns_with_participants() {
    check(
        "The French attack on Norway surprised many.",
        expect![[r#"
            ASSAULT - FRA > NOR asserted "attack"
        "#]],
    );
    check(
        "Norway's condemnation of the Egyptian government followed.",
        expect![[r#"
            ACCUSE disapprove NOR > EGYGOV asserted "condemnation"
        "#]],
    );
    check(
        "Hansen's assassination was remembered.",
        expect![[r#"
        ASSAULT targeted - > ? asserted "assassination"
    "#]],
    );
}

#[test]
fn a_noun_without_participants_tells_nothing() {
    check("The attack surprised many.", expect![[""]]);
    check("Protests are rare there.", expect![[""]]);
}

#[test]
fn light_verbs() {
    check(
        "France launched a missile attack on a Norwegian base.",
        expect![[r#"
            ASSAULT heavy-weapons FRA > NORMIL asserted "launched a missile attack"
        "#]],
    );
    check(
        "A missile attack was carried out by France on Norway.",
        expect![[r#"
            ASSAULT heavy-weapons FRA > NOR asserted "missile attack was carried"
        "#]],
    );
}

#[test]
fn rockets_stand_for_who_fired_them() {
    check(
        "A Norwegian military base was hit by rockets launched by Egyptian forces, killing two soldiers and injuring several civilians.",
        expect![[r#"
            ASSAULT heavy-weapons EGYMIL > NORMIL asserted "was hit" killed=Some(2)..Some(2) injured=None..None
        "#]],
    );
}

#[test]
fn coordination_shares_the_subject() {
    check(
        "France accused Norway of fraud, and attacked five Norwegian positions, killing 25 fighters.",
        expect![[r#"
            ACCUSE allege FRA > NOR asserted "accused"
            ASSAULT - FRA > NOR asserted "attacked" killed=Some(25)..Some(25)
        "#]],
    );
}

#[test]
fn protesters_riot() {
    check(
        "Protesters attacked and tried to storm the French embassy in Oslo.",
        expect![[r#"
            PROTEST riot CVL > FRAGOV asserted "attacked and tried to storm"
        "#]],
    );
}

#[test]
fn what_has_not_happened() {
    check(
        "France may attack Norway.",
        expect![[r#"
            ASSAULT - FRA > NOR hypothetical "may attack"
        "#]],
    );
    check(
        "France did not attack Norway.",
        expect![[r#"
            ASSAULT - FRA > NOR negated "did not attack"
        "#]],
    );
    check(
        "If France attacks Norway, Peru will protest.",
        expect![[r#"
            ASSAULT - FRA > NOR hypothetical "attacks"
            PROTEST demo PER > - planned "will protest"
        "#]],
    );
    check(
        "France threatened to attack Norway.",
        expect![[r#"
            THREATEN - FRA > NOR asserted "threatened"
            ASSAULT - FRA > NOR threatened "to attack"
        "#]],
    );
    check(
        "France refused to meet Norway.",
        expect![[r#"
            REJECT - FRA > NOR asserted "refused"
            CONSULT - FRA > NOR negated "to meet"
        "#]],
    );
}

#[test]
fn cooperation_to_come_is_an_agreement() {
    check(
        "France will visit Norway.",
        expect![[r#"
            AGREE - FRA > NOR asserted "will visit"
        "#]],
    );
    check(
        "French officials visited Norway.",
        expect![[r#"
            CONSULT visit FRAGOV > NOR asserted "visited"
        "#]],
    );
}

#[test]
fn burning_a_poster_is_a_protest() {
    check(
        "A poster of the Norwegian king is set on fire during a rally.",
        expect![[r#"
            PROTEST demo CVL > NORGOV asserted "is set on fire"
        "#]],
    );
    check(
        "A house of the Norwegian king is set on fire.",
        expect![[r#"
            ASSAULT destroy - > NORGOV asserted "is set on fire"
        "#]],
    );
}

#[test]
fn numbers_in_words() {
    check(
        "At least twenty five people were killed in the French attack on Norway.",
        expect![[r#"
            ASSAULT - FRA > CVL asserted "were killed" killed=Some(25)..None
            ASSAULT - FRA > NOR asserted "attack"
        "#]],
    );
    check(
        "Egyptian police arrested dozens of demonstrators.",
        expect![[r#"
            COERCE arrest EGYCOP > CVL asserted "arrested" arrested=Some(24)..None
        "#]],
    );
}

#[test]
fn background_is_historical() {
    let text = "France attacked Norway in 1810.";
    let day = Date::constant(2020, 5, 4);
    let year = Interval::between(Date::constant(1810, 1, 1), Date::constant(1810, 12, 31));
    let chronology = Chronology {
        timexes: vec![Timex {
            span: Span::new(26, 30),
            kind: TimexKind::Date,
            value: "1810".to_owned(),
            modifier: None,
            interval: year,
            basis: Vec::new(),
        }],
        published: dateline_schema::Dating::on(day, Reason::new("test", "")),
    };
    let found = events(text, &chronology);
    assert_eq!(found[0].status, Status::Historical);
    assert_eq!(found[0].date.interval, year);
}

#[test]
fn pairs_are_ranked() {
    let text = "France agreed to meet Norway after it rejected Peru's offer.";
    let ontology = Ontology::builtin().unwrap();
    let ranked = crate::classify_pair(
        &doc(text),
        Some(Span::new(0, 6)),
        Some(Span::new(22, 28)),
        &ontology,
    );
    assert_eq!(ranked[0].0, dateline_schema::EventType::Agree);
    let sum: f32 = ranked.iter().map(|(_, score)| score).sum();
    assert!((sum - 1.0).abs() < 1e-3);
}

/// Words and marks that the rules look at, in any order.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "France",
        "Norwegian",
        "troops",
        "attacked",
        "killing",
        "of",
        "by",
        "the",
        ",",
        "and",
        "to",
        "will",
        "not",
        "which",
        "was",
        "attack",
        "25",
        "launched",
        "on",
        "'s",
        "“",
        "if",
        "après",
        "-",
        "anti",
        "after",
        "protesters",
        "at",
        "least",
        "must",
        "leave",
        "against",
        ".",
        "strikes",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn spans_stay_inside(text in prop_oneof![any::<String>(), words()]) {
        let ontology = Ontology::builtin().unwrap();
        let doc = doc(&text);
        let events = find(&doc, &Chronology::default(), &[], &[], &[], &ontology);
        let mut last = 0;
        for event in &events {
            let parties = event.actors.iter().chain(&event.recipients).map(|party| party.span);
            for span in parties.chain([event.trigger]).chain(event.figures.iter().map(|figure| figure.span)) {
                prop_assert!(span.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
            prop_assert!(last <= event.trigger.start);
            last = event.trigger.start;
        }
        prop_assert_eq!(&events, &find(&doc, &Chronology::default(), &[], &[], &[], &ontology));
    }
}
