//! What holds for every input: no panic, spans inside and in order, clean text untouched, hostile pages in
//! near-linear time.

use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Article, Content, Page};
use proptest::prelude::*;
use std::sync::LazyLock;

static OUTLETS: LazyLock<Outlets> =
    LazyLock::new(|| Outlets::builtin().expect("the built-in data is well-formed"));

fn read(content: Content) -> Article {
    let article = extract(&Page::new("page", content), &OUTLETS).value;
    let mut end = 0;
    for line in &article.lines {
        assert!(line.span.start >= end && !line.span.is_empty());
        let text = line.span.of(&article.text);
        assert_eq!(text, text.trim());
        end = line.span.end;
    }
    article
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>) {
        read(Content::Raw(bytes));
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[\n\r\t <>])*") {
        read(Content::Html(text.clone()));
        let flat = read(Content::Flat(text.clone()));
        for block in &flat.blocks {
            prop_assert!(block.source.is_some_and(|span| text.get(span.range()).is_some()));
        }
        prop_assert_eq!(read(Content::Text(text.clone())).text, text);
    }

    #[test]
    fn markup_soup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class='", "related'>", "</div>", "<table>", "<td>", "<tr>", "</table>", "<a href=", "</a>",
        "<script type=application/ld+json>", "{\"@type\":\"NewsArticle\",", "\"author\":[{}]", "}", "</script>", "<li>",
        "<h1>", "<time datetime=\"2019-", "<!--", "-->", "&amp", "&#x110000;", "é", " By Jane Roe ", "2019-03-04", "\u{0}",
    ]), 0..60)) {
        read(Content::Html(parts.concat()));
    }
}

#[test]
fn deep_nesting_is_read() {
    for tag in ["div", "table><tr><td", "span", "p><b", "ul><li", "time"] {
        let page = format!(
            "{}deep text{}",
            format!("<{tag}>").repeat(100_000),
            "</div>".repeat(10)
        );
        read(Content::Html(page));
    }
}

#[test]
fn long_lines_and_truncated_files_are_read() {
    let line = "a word, <b>and</b> another. ".repeat(100_000);
    read(Content::Raw(line.clone().into_bytes()));
    read(Content::Flat(line.clone()));
    read(Content::Html(format!("<p title=\"{line}")));
    read(Content::Html("<a>".repeat(200_000)));
    read(Content::Html("<".repeat(500_000)));
    read(Content::Html(format!("<p {}>", "a=b ".repeat(200_000))));
    read(Content::Flat("x\n".repeat(300_000)));
}

#[test]
fn clean_text_stays_as_it_is() {
    let text = "The bridge closes\n\n  The county closed the bridge.\r\n\nIt said so on Friday.\n";
    let article = read(Content::Text(text.to_owned()));
    assert_eq!(article.text, text);
    assert_eq!(article.title.as_deref(), Some("The bridge closes"));
    let lines: Vec<_> = article
        .lines
        .iter()
        .map(|line| (line.role.as_str(), line.span.of(text)))
        .collect();
    assert_eq!(
        lines,
        [
            ("headline", "The bridge closes"),
            ("body", "The county closed the bridge."),
            ("body", "It said so on Friday."),
        ]
    );
    // A first line that ends a sentence, or with no empty line behind it, is no headline.
    for text in [
        "The bridge closes.\n\nIt does.",
        "The bridge closes\nIt does.",
        "The bridge closes",
    ] {
        assert_eq!(read(Content::Text(text.to_owned())).title, None, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let code = |content| {
        let read = extract(&Page::new("page", content), &OUTLETS);
        assert!(read.value.blocks.is_empty());
        read.diagnostics[0].code.to_string()
    };
    assert_eq!(code(Content::Raw(b"%PDF-1.7 x".to_vec())), "not-text");
    assert_eq!(code(Content::Raw(Vec::new())), "empty-page");
    assert_eq!(code(Content::Html(" \n".to_owned())), "empty-page");
}
