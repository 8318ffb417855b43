//! Runs the pages under `spec/`: the specification of what Dateline understands is its test.
//!
//! `spec/README.md` says how a page is written. `DATELINE_SPEC=events/status` runs the pages whose path holds
//! these words.

// The test reads the pages and one setting from outside, and is one crate.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, unreachable_pub)]

mod findings;
mod marks;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::schema::{Content, Date, Page, Span};
use dateline::{Engine, Layers, Reading};

use crate::findings::Finding;
use crate::marks::Mark;

const KINDS: [&str; 7] = [
    "sentence", "name", "timex", "place", "entity", "says", "event",
];

/// A fenced block of a page.
struct Block {
    line: usize,
    heading: String,
    settings: Vec<String>,
    marked: String,
}

#[test]
fn every_block_of_every_page_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let only = std::env::var("DATELINE_SPEC").unwrap_or_default();
    let engine = Engine::new().unwrap();
    let mut failures = Vec::new();
    let mut n_blocks = 0;
    for path in pages(&root) {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        if name == "README.md" || !name.contains(&only) {
            continue;
        }
        let blocks = blocks(&fs::read_to_string(&path).unwrap());
        assert!(
            !blocks.is_empty(),
            "spec/{name} has no block fenced as `dateline`"
        );
        for block in blocks {
            n_blocks += 1;
            let complaints = check(&engine, &block);
            if !complaints.is_empty() {
                let head = format!("spec/{name}:{} {}", block.line, block.heading);
                failures.push(format!("{head}\n    {}", complaints.join("\n    ")));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {n_blocks} blocks do not hold\n\n{}\n",
        failures.len(),
        failures.join("\n\n")
    );
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    let mut pages = Vec::new();
    for path in entries {
        if path.is_dir() {
            pages.extend(self::pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    pages
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = String::new();
    let mut inside = false;
    for (idx, line) in page.lines().enumerate() {
        if inside {
            if line == "```" {
                inside = false;
            } else if let Some(block) = blocks.last_mut() {
                block
                    .marked
                    .push_str(if block.marked.is_empty() { "" } else { "\n" });
                block.marked.push_str(line);
            }
        } else if let Some(settings) = line.strip_prefix("```dateline") {
            let settings = settings.split_whitespace().map(str::to_owned).collect();
            blocks.push(Block {
                line: idx + 1,
                heading: heading.clone(),
                settings,
                marked: String::new(),
            });
            inside = true;
        } else if let Some(text) = line.strip_prefix('#') {
            heading = text.trim_start_matches('#').trim().to_owned();
        }
    }
    blocks
}

/// What does not hold in a block.
fn check(engine: &Engine, block: &Block) -> Vec<String> {
    let (text, marks) = match marks::read(&block.marked, &KINDS) {
        Ok(read) => read,
        Err(error) => return vec![error],
    };
    let mut page = Page::new("spec", Content::Text(text.clone()));
    let mut checked: Vec<&str> = marks.iter().map(|mark| mark.kind.as_str()).collect();
    for setting in &block.settings {
        match setting.split_once('=') {
            Some(("dct", date)) => {
                page.published = Some(date.parse::<Date>().expect("dct is an ISO date"));
            }
            Some(("no", kinds)) => checked.extend(kinds.split(',')),
            None if setting == "headline" => page.title = text.lines().next().map(str::to_owned),
            _ => return vec![format!("unknown setting {setting:?}")],
        }
    }
    checked.sort_unstable();
    checked.dedup();
    if checked.is_empty() {
        return vec!["the block marks nothing and says no=… of nothing".to_owned()];
    }
    let reading = engine.read(&page, Layers::ALL);
    if reading.report.article.text != text {
        return vec![format!(
            "the analysed text is another: {:?}",
            reading.report.article.text
        )];
    }
    checked
        .into_iter()
        .flat_map(|kind| compare(kind, &marks, &reading))
        .collect()
}

fn compare(kind: &str, marks: &[Mark], reading: &Reading) -> Vec<String> {
    let text = &reading.report.article.text;
    let quote = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| format!("{:?}", span.of(text)))
            .collect::<Vec<_>>()
            .join(" … ")
    };
    let mut findings: Vec<Option<Finding>> = findings::of_kind(kind, reading)
        .into_iter()
        .map(Some)
        .collect();
    let mut complaints = Vec::new();
    for (spans, mark) in wanted(kind, marks) {
        let at = |finding: &Option<Finding>| {
            finding
                .as_ref()
                .is_some_and(|finding| finding.spans == spans)
        };
        // Two findings may have the same words (a speaker of two statements): the one that fits best is meant.
        let best = (0..findings.len())
            .filter(|idx| at(&findings[*idx]))
            .min_by_key(|idx| {
                findings[*idx]
                    .as_ref()
                    .map_or(0, |finding| finding.lacks(mark).len())
            });
        match best.and_then(|idx| findings[idx].take()) {
            Some(finding) => {
                complaints.extend(
                    finding
                        .lacks(mark)
                        .iter()
                        .map(|lack| format!("{kind} {}: {lack}", quote(&spans))),
                );
            }
            None => complaints.push(format!("{kind} {} is not found", quote(&spans))),
        }
    }
    if kind != "entity" {
        let unexpected = findings.iter().flatten();
        complaints.extend(unexpected.map(|finding| {
            format!(
                "{kind} {} = {:?} is found",
                quote(&finding.spans),
                finding.value
            )
        }));
    }
    complaints
}

/// The marks of a kind, with the pieces that share a `part` put together.
fn wanted<'a>(kind: &str, marks: &'a [Mark]) -> Vec<(Vec<Span>, &'a Mark)> {
    let mut wanted: Vec<(Vec<Span>, &Mark)> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.kind == kind) {
        let same = |other: &Mark| {
            mark.fields.contains_key("part") && other.fields.get("part") == mark.fields.get("part")
        };
        match wanted.iter_mut().find(|(_, other)| same(other)) {
            Some((spans, _)) => spans.push(mark.span),
            None => wanted.push((vec![mark.span], mark)),
        }
    }
    wanted
}
