//! Scores sentences and tokens against a CoNLL-U file with `# newpar` and `# text` comments.
//!
//! Usage: `score_tokens FILE.conllu [--errors]`. Each paragraph is read as one line; a sentence or token counts as
//! found if its span is right. Prints F1 of both; with `--errors` also the pieces divided otherwise.
#![allow(clippy::print_stdout, clippy::disallowed_methods)] // A scorer reads a file and prints.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;

use dateline_data::Lexicon;
use dateline_schema::Span;

#[derive(Default)]
struct Paragraph {
    text: String,
    sentences: Vec<Span>,
    tokens: Vec<Span>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .ok_or("usage: score_tokens FILE.conllu [--errors]")?;
    let show = args.next().is_some();
    let lexicon = Lexicon::builtin()?;
    let mut sentence_score = Score::default();
    let mut token_score = Score::default();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in read(&std::fs::read_to_string(path)?) {
        let doc = dateline_parse::parse(&paragraph.text, &[], &lexicon).value;
        let sentences: Vec<Span> = doc.sentences.iter().map(|sent| sent.span).collect();
        let tokens: Vec<Span> = doc.tokens.iter().map(|token| token.span).collect();
        sentence_score.add(&paragraph.sentences, &sentences);
        token_score.add(&paragraph.tokens, &tokens);
        let found: HashSet<Span> = tokens.iter().copied().collect();
        for span in paragraph.tokens.iter().filter(|span| !found.contains(span)) {
            let got: Vec<&str> = tokens
                .iter()
                .filter(|token| token.overlaps(*span))
                .map(|token| token.of(&paragraph.text))
                .collect();
            let line = format!("{} <- {}", span.of(&paragraph.text), got.join(" "));
            *errors.entry(line).or_default() += 1;
        }
        if show {
            for span in sentences
                .iter()
                .filter(|span| !paragraph.sentences.contains(span))
            {
                println!("SENT {}", span.of(&paragraph.text));
            }
        }
    }
    if show {
        for (line, count) in &errors {
            println!("{count}\t{line}");
        }
    }
    println!("sentences F1 {:.2}", sentence_score.f1());
    println!("tokens F1 {:.2}", token_score.f1());
    Ok(())
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, gold: &[Span], found: &[Span]) {
        let set: HashSet<&Span> = gold.iter().collect();
        self.gold += gold.len();
        self.found += found.len();
        self.right += found.iter().filter(|span| set.contains(span)).count();
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found) as f64
    }
}

/// The paragraphs of a CoNLL-U file, their sentences joined by spaces.
fn read(conllu: &str) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::default()];
    let mut at = 0;
    for line in conllu.lines() {
        if line.starts_with("# newpar") {
            paragraphs.push(Paragraph::default());
        }
        let Some(paragraph) = paragraphs.last_mut() else {
            continue;
        };
        if let Some(text) = line.strip_prefix("# text = ") {
            if !paragraph.text.is_empty() {
                paragraph.text.push(' ');
            }
            at = paragraph.text.len();
            paragraph.text.push_str(text);
            paragraph
                .sentences
                .push(Span::new(at, paragraph.text.len()));
        } else if !line.starts_with('#') && !line.is_empty() {
            let cells: Vec<&str> = line.split('\t').collect();
            let is_word = cells.len() > 1 && cells[0].bytes().all(|b| b.is_ascii_digit());
            if !is_word {
                continue;
            }
            if let Some(found) = paragraph.text[at..].find(cells[1]) {
                let start = at + found;
                at = start + cells[1].len();
                paragraph.tokens.push(Span::new(start, at));
            }
        }
    }
    paragraphs
}
