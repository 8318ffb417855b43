//! Laws of every result: spans lie inside the text on character boundaries, in order, and indices point at something.

// A content is a list of token ranges, of which most hold one.
#![allow(clippy::single_range_in_vec_init)]

use dateline_data::{Cues, Lexicon};
use dateline_parse::{Parser, Wants};
use dateline_schema::{
    Actor, ActorKind, ActorMention, Attribution, Doc, Span, Statement, Upos, Word,
};
use proptest::prelude::*;

fn doc(text: &str) -> Doc {
    let lexicon = Lexicon::builtin().expect("the lexicon is well formed");
    Parser::new(lexicon).parse(text, &[], Wants::ALL).value
}

/// A document as a model might have read it that chose heads, labels and attributions by these numbers.
fn read(text: &str, choices: &[usize]) -> Doc {
    const LABELS: [&str; 8] = [
        "nsubj", "obj", "obl", "case", "aux", "advmod", "conj", "xcomp",
    ];
    const UPOS: [Upos; 4] = [Upos::Verb, Upos::Noun, Upos::Propn, Upos::Punct];
    let mut doc = doc(text);
    let n_tokens = doc.tokens.len();
    if n_tokens == 0 || choices.is_empty() {
        return doc;
    }
    let choice = |at: usize| choices[at % choices.len()];
    let word = |idx: usize| Word {
        lemma: doc.token_text(idx).to_lowercase().into(),
        upos: UPOS[choice(idx) % UPOS.len()],
        xpos: "NN".into(),
        head: Some(choice(idx + 1) % n_tokens).filter(|head| *head != idx),
        deprel: LABELS[choice(idx + 2) % LABELS.len()].into(),
    };
    doc.syntax = Some((0..n_tokens).map(word).collect());
    let range = |at: usize| {
        let start = choice(at) % n_tokens;
        start..(start + 1 + choice(at + 1) % 9).min(n_tokens)
    };
    let mut attributions: Vec<Attribution> = (0..choices.len() / 6)
        .map(|number| Attribution {
            cue: range(6 * number),
            source: (choice(6 * number) % 3 > 0).then(|| range(6 * number + 1)),
            content: vec![range(6 * number + 3), range(6 * number + 4)],
            cue_probability: 0.9,
            source_probability: 0.9,
            content_probability: 0.9,
        })
        .collect();
    attributions.sort_by_key(|attribution| attribution.cue.start);
    doc.attributions = Some(attributions);
    doc
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
    dateline_statement::find(doc, &actors, None, &cues)
}

fn check(doc: &Doc) {
    let statements = find(doc);
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
        find(doc),
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

#[test]
fn a_quotation_without_a_token_of_its_own_is_none() {
    check(&doc("#ຆ‹\u{11c0a}"));
}

proptest! {
    #[test]
    fn any_text_gives_statements_that_fit_it(
        text in "\\PC{0,200}",
        choices in proptest::collection::vec(0_usize..1000, 0..60)
    ) {
        check(&doc(&text));
        check(&read(&text, &choices));
    }

    #[test]
    fn any_mixture_of_cues_gives_statements_that_fit_it(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..60),
        choices in proptest::collection::vec(0_usize..1000, 0..60)
    ) {
        check(&doc(&pieces.join(" ")));
        check(&read(&pieces.join(" "), &choices));
    }
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    // One sentence of 200,000 words: a scan from every cue to its end would not finish.
    let mut doc = doc(&"he said that she told them , adding “ no ” ".repeat(20_000));
    let n_tokens = doc.tokens.len();
    let word = |idx: usize| Word {
        lemma: doc.token_text(idx).into(),
        upos: Upos::Noun,
        xpos: "NN".into(),
        head: idx.checked_sub(1),
        deprel: "nsubj".into(),
    };
    doc.syntax = Some((0..n_tokens).map(word).collect());
    let cues = (1..n_tokens - 10).filter(|idx| doc.token_text(*idx) == "said");
    let attribution = |cue: usize| Attribution {
        cue: cue..cue + 1,
        source: Some(cue - 1..cue),
        content: vec![cue + 1..cue + 7],
        cue_probability: 0.9,
        source_probability: 0.9,
        content_probability: 0.9,
    };
    doc.attributions = Some(cues.map(attribution).collect());
    assert!(find(&doc).len() > 15_000);
}
