//! What the rules find in short texts, each with its twin in which they must find nothing.

use std::sync::LazyLock;

use dateline_data::{Cues, Lexicon};
use dateline_schema::{Line, Role, Span, Statement};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().expect("well formed"));
static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::builtin().expect("well formed"));

fn find(text: &str, role: Role) -> Vec<Statement> {
    let lines = [Line {
        span: Span::new(0, text.len()),
        role,
    }];
    let doc = dateline_parse::parse(text, &lines, &LEXICON).value;
    dateline_statement::find(&doc, &[], &CUES)
}

/// Each statement as "source | cue | content".
fn check(text: &str, expected: &[&str]) {
    check_in(Role::Body, text, expected);
}

fn check_in(role: Role, text: &str, expected: &[&str]) {
    let words = |spans: &[Span]| -> String {
        let parts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        parts.join(" … ")
    };
    let found: Vec<String> = find(text, role)
        .iter()
        .map(|statement| {
            let Statement {
                source,
                cue,
                content,
                ..
            } = statement;
            format!("{} | {} | {}", words(source), words(cue), words(content))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_clause_behind_its_verb() {
    check(
        "The mayor of Ostrava said that the bridge was safe.",
        &["The mayor of Ostrava | said | that the bridge was safe"],
    );
    check("The bridge of Ostrava collapsed on Monday.", &[]);
}

#[test]
fn a_quotation_before_and_around_its_verb() {
    check(
        "“The bridge is safe,” Ann Lee said.",
        &["Ann Lee | said | The bridge is safe"],
    );
    check(
        "“The bridge is safe,” said Ann Lee. “We checked it twice.”",
        &["Ann Lee | said | The bridge is safe … We checked it twice."],
    );
}

#[test]
fn words_in_quotation_marks_without_a_speaker_are_no_statement() {
    check("The film “A Quiet Harbour” opened on Friday.", &[]);
    check("He drove through the so-called “green zone” at night.", &[]);
}

#[test]
fn a_subject_with_an_apposition() {
    check(
        "Ann Lee, a spokeswoman for the port, told reporters that ships were waiting.",
        &["Ann Lee, a spokeswoman for the port | told | that ships were waiting"],
    );
}

#[test]
fn verbs_that_share_a_subject() {
    check(
        "Ann Lee said the port was closed, adding that ships were waiting.",
        &[
            "Ann Lee | said | the port was closed",
            "Ann Lee | adding | that ships were waiting",
        ],
    );
}

#[test]
fn headlines_attribute_with_a_colon() {
    check_in(
        Role::Headline,
        "Port Will Close in Winter: Mayor",
        &["Mayor | : | Port Will Close in Winter"],
    );
    check("The port has three docks: north, south and west.", &[]);
}

#[test]
fn a_denied_saying_is_negated() {
    let said = |text| {
        find(text, Role::Body)
            .iter()
            .map(|statement| statement.negated)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        said("Ann Lee did not say that the port was closed."),
        [true]
    );
    assert_eq!(said("Ann Lee said that the port was not closed."), [false]);
}
