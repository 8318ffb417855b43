//! Golden pages: every page under `pages/` against its `.expected.txt`, which gives the metadata and then the role
//! and text of every block. Run with `UPDATE_PAGES=1` to write the files anew, then review the difference.

// A test harness may look at its own files, and stops where it cannot.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::fmt::Write;
use std::path::Path;

use dateline_article::extract;
use dateline_data::Outlets;
use dateline_schema::{Content, Page};

#[test]
fn pages_come_out_as_expected() {
    let outlets = Outlets::builtin().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pages");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".expected.txt"))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "html" || end == "txt")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let got = rendered(std::fs::read(&path).unwrap(), &outlets);
        let expected = path.with_extension("expected.txt");
        if std::env::var_os("UPDATE_PAGES").is_some() {
            std::fs::write(&expected, &got).unwrap();
        }
        let want = std::fs::read_to_string(&expected).unwrap_or_default();
        assert!(got == want, "{}: got\n{got}\nwant\n{want}", path.display());
    }
}

fn rendered(bytes: Vec<u8>, outlets: &Outlets) -> String {
    let read = extract(&Page::new("page", Content::Raw(bytes)), outlets);
    let article = read.value;
    let mut out = String::new();
    let none = || "-".to_owned();
    let day = |date: Option<dateline_schema::Date>| date.map_or_else(none, |date| date.to_string());
    let published = &article.published;
    writeln!(out, "title: {}", article.title.unwrap_or_else(none)).unwrap();
    writeln!(out, "byline: {}", article.byline.join("; ")).unwrap();
    for credit in &article.wire {
        let why = format!("{} [{}]", credit.rule, credit.text);
        writeln!(out, "wire: {}, {why}", credit.value).unwrap();
    }
    if let Some(section) = &article.section {
        let why = format!("{} [{}]", section.rule, section.text);
        writeln!(out, "section: {}, {why}", section.value).unwrap();
    }
    writeln!(out, "outlet: {}", article.outlet.unwrap_or_else(none)).unwrap();
    writeln!(out, "url: {}", article.url.unwrap_or_else(none)).unwrap();
    writeln!(
        out,
        "language: {}",
        article.language.map_or_else(none, |l| l.code)
    )
    .unwrap();
    writeln!(
        out,
        "published: {} to {}",
        day(published.interval.low),
        day(published.interval.high)
    )
    .unwrap();
    for reason in &published.basis {
        writeln!(out, "because: {}: {}", reason.rule, reason.note).unwrap();
    }
    for diagnostic in &read.diagnostics {
        writeln!(out, "diagnostic: {}: {diagnostic}", diagnostic.code).unwrap();
    }
    for block in &article.blocks {
        writeln!(out, "{}\t{}", block.role.as_str(), block.text).unwrap();
    }
    out
}
