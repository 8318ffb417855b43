//! Wordpieces a second of processor time, with a model and a text.
//!
//!     cargo run --release -p dateline-reader --example throughput -- MODEL.safetensors TEXT [ROUNDS]
//!
//! TEXT has a paragraph a line, words between spaces, and an empty line after each article. Processor time and not the
//! clock, so that what else the machine does matters less; Linux only, where `/proc` tells it.
#![expect(clippy::print_stdout, reason = "an example is a face")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example opens the files that it measures"
)]

use std::error::Error;

use dateline_reader::{Encoded, Reader, Scratch, Window};

/// What is asked of the windows of an article.
type Question = fn(&mut Encoded<'_>, usize) -> usize;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(text)) = (arguments.next(), arguments.next()) else {
        return Err("usage: throughput MODEL.safetensors TEXT [ROUNDS]".into());
    };
    let rounds: u32 = arguments.next().map_or(Ok(3), |rounds| rounds.parse())?;
    let reader = Reader::from_bytes(std::fs::read(model)?)?;
    let text = std::fs::read_to_string(text)?;
    let articles: Vec<Vec<Window>> = text
        .split("\n\n")
        .map(|article| {
            let windows = |line: &str| reader.windows(&line.split(' ').collect::<Vec<_>>());
            article.lines().flat_map(windows).collect()
        })
        .collect();
    let windows = || articles.iter().flatten();
    let pieces: usize = windows().map(Window::n_pieces).sum();
    let words: usize = windows().map(Window::n_words).sum();
    println!(
        "{} articles, {words} words, {pieces} pieces, {} windows",
        articles.len(),
        windows().count()
    );
    let questions: [(&str, Question); 3] = [
        ("encoder", |_, _| 0),
        ("words and trees", words_and_trees),
        ("all heads", |encoded, window| {
            words_and_trees(encoded, window)
                + encoded.names(window).len()
                + encoded.triggers(window).len()
                + encoded.attributions(window).len()
        }),
    ];
    let mut scratch = Scratch::new();
    for (name, question) in questions {
        let start = processor_seconds()?;
        let mut found = 0;
        for _ in 0..rounds {
            for article in &articles {
                let mut encoded = reader.encode(article, &mut scratch);
                for window in 0..encoded.n_windows() {
                    found += question(&mut encoded, window);
                }
            }
        }
        let seconds = (processor_seconds()? - start) / f64::from(rounds);
        println!(
            "{name}: {:.0} pieces/s, {:.1} us a piece, {:.1} articles of 600 words/s ({found} found)",
            pieces as f64 / seconds,
            1e6 * seconds / pieces as f64,
            words as f64 / seconds / 600.0,
        );
    }
    Ok(())
}

fn words_and_trees(encoded: &mut Encoded<'_>, window: usize) -> usize {
    let sentences = encoded.sentences(window);
    encoded.tags(window).upos.len() + encoded.trees(window, &sentences).len()
}

/// User and system time of this process, which the kernel counts in hundredths of a second.
fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may hold spaces; the times are the 12th and 13th fields after it.
    let (_, fields) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    Ok(ticks / 100.0)
}
