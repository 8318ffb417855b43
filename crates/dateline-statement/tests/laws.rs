//! Laws of every result: spans lie inside the text on character boundaries, in order, and indices point at something.

use dateline_data::{Cues, Lexicon};
use dateline_parse::{Parser, Wants};
use dateline_schema::{Actor, ActorKind, ActorMention, Doc, Span, Statement};
use proptest::prelude::*;

fn doc(text: &str) -> Doc {
    let lexicon = Lexicon::builtin().expect("the lexicon is well formed");
    Parser::new(lexicon).parse(text, &[], Wants::ALL).value
}

fn find(doc: &Doc) -> Vec<Statement> {
    let cues = Cues::builtin().expect("the cues are well formed");
    let actors = [Actor {
        name: "Ann Lee".to_owned(),
        kind: ActorKind::Person,
        role: None,
        codes: Vec::new(),
        mentions: doc
            .names
            .iter()
            .map(|name| ActorMention {
                span: name.span,
                is_name: true,
            })
            .collect(),
        basis: Vec::new(),
    }];
    dateline_statement::find(doc, &actors, &cues)
}

fn check(text: &str) {
    let doc = doc(text);
    let statements = find(&doc);
    let fits = |span: &Span| {
        span.end <= doc.text.len()
            && doc.text.is_char_boundary(span.start)
            && doc.text.is_char_boundary(span.end)
            && !span.is_empty()
    };
    for statement in &statements {
        for part in [&statement.source, &statement.cue, &statement.content] {
            assert!(part.iter().all(fits), "{statement:?}");
            assert!(
                part.windows(2).all(|pair| pair[0] < pair[1]),
                "{statement:?}"
            );
        }
        assert!(!statement.cue.is_empty() && !statement.content.is_empty());
        assert!(statement.speaker.is_none_or(|speaker| speaker == 0));
        assert!(
            statement
                .within
                .is_none_or(|within| within < statements.len())
        );
        assert!(statement.relay.iter().all(|relay| fits(&relay.span)));
        assert!(statement.venue.iter().all(fits));
        assert!(!statement.basis.is_empty());
    }
    assert_eq!(
        statements,
        find(&doc),
        "the same input gives the same output"
    );
}

/// Words and marks that reach the rules more often than arbitrary characters do.
const PIECES: [&str; 40] = [
    "said",
    "told",
    "that",
    "“",
    "”",
    "\"",
    ",",
    ".",
    ":",
    ";",
    "—",
    "(",
    ")",
    "’s",
    "he",
    "who",
    "Ann Lee",
    "the minister",
    "according",
    "to",
    "of",
    "accused",
    "adding",
    "has",
    "was",
    "not",
    "would",
    "and",
    "but",
    "reportedly",
    "his",
    "claim",
    "on",
    "Monday",
    "in",
    "a statement",
    "at",
    "a rally",
    "\n",
    "é",
];

proptest! {
    #[test]
    fn any_text_gives_statements_that_fit_it(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_mixture_of_cues_gives_statements_that_fit_it(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..60)
    ) {
        check(&pieces.join(" "));
    }
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    // One sentence of 200,000 words: a scan from every cue to its end would not finish.
    let doc = doc(&"he said that she told them , adding “ no ” ".repeat(20_000));
    assert!(find(&doc).len() > 20_000);
}
