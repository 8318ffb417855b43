//! What holds for every text: spans stay inside, in order, on character boundaries, and hold what they must.

use std::sync::LazyLock;

use dateline_data::Lexicon;
use dateline_parse::{Parser, Wants};
use dateline_schema::{Doc, Line, Role, Span};
use proptest::prelude::*;

static PARSER: LazyLock<Parser> = LazyLock::new(|| {
    Parser::new(Lexicon::builtin().expect("the data that comes with the source reads"))
});

fn read(text: &str) -> Doc {
    PARSER.parse(text, &[], Wants::ALL).value
}

fn fits(span: Span, text: &str) -> bool {
    text.is_char_boundary(span.start) && text.is_char_boundary(span.end) && !span.is_empty()
}

fn assert_laws(doc: &Doc) {
    let text = &doc.text;
    for sent in &doc.sentences {
        assert!(fits(sent.span, text));
        assert!(doc.lines[sent.line].span.contains(sent.span));
        assert!(!sent.tokens.is_empty());
        let tokens = &doc.tokens[sent.tokens.clone()];
        assert!(tokens.iter().all(|token| sent.span.contains(token.span)));
        let held: usize = tokens.iter().map(|token| token.span.len()).sum();
        let blank: usize = sent
            .span
            .of(text)
            .chars()
            .filter(|c| {
                c.is_whitespace() || c.is_control() || "\u{feff}\u{200b}\u{2060}".contains(*c)
            })
            .map(char::len_utf8)
            .sum();
        assert_eq!(held + blank, sent.span.len(), "{:?}", sent.span.of(text));
    }
    assert!(
        doc.sentences
            .is_sorted_by(|a, b| a.span.end <= b.span.start)
    );
    assert!(doc.tokens.is_sorted_by(|a, b| a.span.end <= b.span.start));
    assert!(doc.tokens.iter().all(|token| fits(token.span, text)));
    assert!(
        doc.quotations
            .is_sorted_by_key(|quotation| quotation.span.start)
    );
    for (idx, quotation) in doc.quotations.iter().enumerate() {
        assert!(fits(quotation.span, text));
        assert!(quotation.span.contains(quotation.inner));
        assert!(quotation.continues.is_none_or(|before| before < idx));
    }
    assert!(doc.names.is_sorted_by(|a, b| a.span.end <= b.span.start));
    assert!(doc.names.iter().all(|name| fits(name.span, text)));
    assert!(doc.mentions.is_sorted_by_key(|mention| mention.span.start));
    assert!(doc.mentions.iter().all(|mention| fits(mention.span, text)));
    let mut in_chains: Vec<usize> = doc
        .chains
        .iter()
        .flat_map(|chain| chain.mentions.clone())
        .collect();
    in_chains.sort_unstable();
    assert!(in_chains.into_iter().eq(0..doc.mentions.len()));
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(text in any::<String>()) {
        assert_laws(&read(&text));
    }

    #[test]
    fn text_like_news_keeps_the_laws(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "The", "the", "minister", "Minister", "Abena", "Osei", "said", "he", "of", "al-Sadr", "Gen.", "U.S.",
                "“", "”", "‘", "’", "'", "\"", "'s", "’s", ".", "?", "...", ",", "-", "(", ")", "Army", "Accra", "a",
                "official", "senior", "IRGC", "\n", "n't", "5pm", "$5", "\u{301}", "Ünal", "İ", "é", "والی", "and", "President",
            ]),
            0..60,
        ),
        gaps in prop::collection::vec(any::<bool>(), 60),
    ) {
        let text: String = words
            .iter()
            .zip(&gaps)
            .map(|(word, gap)| if *gap { format!("{word} ") } else { (*word).to_owned() })
            .collect();
        assert_laws(&read(&text));
    }

    #[test]
    fn lines_that_do_not_fit_are_dropped(
        text in any::<String>(),
        ends in prop::collection::vec((0_usize..200, 0_usize..200), 1..5),
    ) {
        let lines: Vec<Line> = ends
            .iter()
            .map(|(a, b)| Line { span: Span::new(*a.min(b), *a.max(b)), role: Role::Body })
            .collect();
        assert_laws(&PARSER.parse(&text, &lines, Wants::ALL).value);
    }
}

#[test]
fn hostile_text_is_read_in_time() {
    for text in [
        "x".repeat(50_000),
        "a.".repeat(50_000),
        "‘".repeat(50_000),
        "\" ".repeat(50_000),
        "A ".repeat(200_000),
        "Abena Osei ".repeat(100_000),
        "He said the minister told them. ".repeat(20_000),
        "((((-".repeat(20_000),
        "\u{0}\u{1}\u{7f}".repeat(1_000),
        "s' ‘".repeat(50_000),
    ] {
        assert_laws(&read(&text));
    }
}
