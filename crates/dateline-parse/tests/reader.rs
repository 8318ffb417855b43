//! What holds whatever a model says: a model with random weights divides and tags text wildly, but the document keeps
//! its laws, and the same words are read the same way.

#[allow(unreachable_pub, dead_code)] // Shared with the tests of another crate.
#[path = "../../dateline-reader/tests/support/random_model.rs"]
mod random_model;

use std::sync::LazyLock;

use dateline_data::Lexicon;
use dateline_parse::{Parser, Wants};
use dateline_reader::Reader;
use dateline_schema::{Doc, Line, Role, Sentence, Span, Token};
use proptest::prelude::*;

static PARSER: LazyLock<Parser> = LazyLock::new(parser);

const TEXT: &str =
    "Abena Osei didn't say why. “We wait,” she said.\nThe river rose on Monday. Nobody was hurt.";

fn parser() -> Parser {
    let model = random_model::random_model(1, 400, 3).to_bytes();
    let reader = Reader::from_bytes(model).expect("the model is whole");
    let lexicon = Lexicon::builtin().expect("the data that comes with the source reads");
    Parser::new(lexicon).with_reader(reader)
}

fn assert_laws(doc: &Doc) {
    let text = &doc.text;
    let fits = |span: Span| text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
    let mut next = 0;
    for sent in &doc.sentences {
        assert_eq!(sent.tokens.start, next, "sentences hold all tokens");
        next = sent.tokens.end;
        let (first, last) = (doc.tokens[sent.tokens.start], doc.tokens[next - 1]);
        assert_eq!(sent.span, first.span.cover(last.span));
        assert!(doc.lines[sent.line].span.contains(sent.span));
    }
    assert_eq!(next, doc.tokens.len());
    assert!(doc.names.is_sorted_by(|a, b| a.span.end <= b.span.start));
    assert!(doc.names.iter().all(|name| fits(name.span)));
    let words = doc.syntax.as_ref().expect("syntax was asked for");
    assert_eq!(words.len(), doc.tokens.len());
    for sent in &doc.sentences {
        let words = &words[sent.tokens.clone()];
        assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), 1);
        let inside = |head| sent.tokens.contains(&head);
        assert!(words.iter().all(|word| word.head.is_none_or(inside)));
        assert!(words.iter().all(|word| !word.lemma.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_keeps_the_laws(text in "(\\PC{0,12}[ .?”\n]{0,2}){0,20}") {
        assert_laws(&PARSER.parse(&text, &[], Wants::ALL).value);
    }
}

#[test]
fn a_text_is_read_the_same_whatever_was_read_before() {
    let first = PARSER.parse(TEXT, &[], Wants::ALL);
    assert_laws(&first.value);
    assert_eq!(PARSER.parse(TEXT, &[], Wants::ALL), first);
    assert_eq!(parser().parse(TEXT, &[], Wants::ALL), first);
    let less = Wants {
        syntax: true,
        ..Wants::default()
    };
    let other = parser();
    assert_eq!(other.parse(TEXT, &[], less).value.names, []);
    assert_eq!(other.parse(TEXT, &[], Wants::ALL), first);
}

#[test]
fn only_what_is_wanted_is_there() {
    let nothing = PARSER.parse(TEXT, &[], Wants::default()).value;
    assert!(nothing.syntax.is_none() && nothing.names.is_empty() && nothing.chains.is_empty());
    let names = Wants {
        names: true,
        ..Wants::default()
    };
    let names = PARSER.parse(TEXT, &[], names).value;
    assert!(names.syntax.is_none() && names.chains.is_empty());
    let chains = Wants {
        chains: true,
        ..Wants::default()
    };
    assert_eq!(PARSER.parse(TEXT, &[], chains).value.names, names.names);
}

#[test]
fn a_long_document_is_its_paragraphs() {
    let (one, other) = TEXT.split_once('\n').expect("two lines");
    let long = [[one, other].join("\n").as_str(); 300].join("\n");
    let doc = PARSER.parse(&long, &[], Wants::ALL).value;
    assert_laws(&doc);
    let short = PARSER.parse(TEXT, &[], Wants::ALL).value;
    let n_tokens = short.tokens.len();
    let tags = |doc: &Doc, from: usize| -> Vec<String> {
        let words = doc.syntax.as_ref().expect("syntax was asked for");
        words[from..from + n_tokens]
            .iter()
            .map(|word| word.xpos.to_string())
            .collect()
    };
    assert_eq!(doc.tokens.len(), 300 * n_tokens);
    assert_eq!(tags(&doc, 299 * n_tokens), tags(&short, 0));
}

#[test]
fn hostile_text_is_read_in_time() {
    for text in [
        "x".repeat(50_000),
        "a.".repeat(5_000),
        "\" ".repeat(5_000),
        "word ".repeat(10_000),
        "\u{0}\u{1}\u{7f}".repeat(1_000),
        "12 – 14 (3)! ".repeat(1_000),
    ] {
        assert_laws(&PARSER.parse(&text, &[], Wants::ALL).value);
    }
}

#[test]
fn given_sentences_and_tokens_stay() {
    let text = "New York's mayor. spoke";
    let spans = [(0, 8), (8, 10), (11, 16), (16, 17), (18, 23)];
    let doc = Doc {
        text: text.to_owned(),
        lines: vec![Line {
            span: Span::new(0, text.len()),
            role: Role::Body,
        }],
        sentences: vec![Sentence {
            span: Span::new(0, text.len()),
            tokens: 0..5,
            line: 0,
        }],
        tokens: spans
            .map(|(start, end)| Token {
                span: Span::new(start, end),
            })
            .to_vec(),
        ..Doc::default()
    };
    let read = PARSER.parse_tokens(doc.clone(), Wants::ALL);
    assert_eq!(
        (&read.sentences, &read.tokens),
        (&doc.sentences, &doc.tokens)
    );
    assert_laws(&read);
}
