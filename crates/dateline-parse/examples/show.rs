//! Prints what is read in a text on standard input, a line a paragraph, the first line a headline: names and chains.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // A tool for people reads and prints.

use std::error::Error;
use std::io::Read;

use dateline_data::Lexicon;
use dateline_parse::{Parser, Wants};
use dateline_schema::{Line, Role, Span};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.lines() {
        let role = if start == 0 {
            Role::Headline
        } else {
            Role::Body
        };
        lines.push(Line {
            span: Span::new(start, start + line.len()),
            role,
        });
        start += line.len() + 1;
    }
    let parser = Parser::new(Lexicon::builtin()?);
    let doc = parser.parse(&text, &lines, Wants::ALL).value;
    for name in &doc.names {
        println!(
            "{}\t{}\t{}",
            name.kind.as_str(),
            name.span.of(&text),
            name.reason.rule
        );
    }
    for chain in &doc.chains {
        let mentions: Vec<String> = chain
            .mentions
            .iter()
            .map(|idx| {
                let mention = &doc.mentions[*idx];
                let role = mention
                    .role
                    .map(|role| format!(" ({})", role.of(&text)))
                    .unwrap_or_default();
                format!("[{}]{role}", mention.span.of(&text))
            })
            .collect();
        println!("{}", mentions.join(" "));
    }
    Ok(())
}
