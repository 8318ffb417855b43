//! The command `dateline`.

use std::io::{BufRead, Write, stdin, stdout};

use anyhow::{Context, Result};
use dateline::schema::{Content, Page};
use dateline::{Engine, Layers, view};
use serde_json::Value;

fn main() -> Result<()> {
    let engine = Engine::new()?;
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| input[key].as_str().map(str::to_owned);
        let content = text("text")
            .map(Content::Text)
            .or_else(|| text("flat").map(Content::Flat))
            .or_else(|| text("html").map(Content::Html))
            .context("no text")?;
        let id = text("id").unwrap_or_default();
        let mut page = Page::new(id.clone(), content);
        page.url = text("url");
        page.title = text("title");
        page.published = text("published").and_then(|date| date.get(..10)?.parse().ok());
        let reading = engine.read(&page, Layers::ALL);
        writeln!(out, "{}", view::annotation(&id, &reading, Layers::ALL))?;
    }
    Ok(())
}
