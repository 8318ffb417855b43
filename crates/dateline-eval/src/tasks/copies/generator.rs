//! Articles by the thousand, out of the project's own word lists: reports, and versions of them as agencies' customers
//! make them. No sentence of any corpus is in them.
//!
//! To be hard as news is hard, reports share stock sentences, and some tell of what another tells, with its names and
//! its quotation but in their own words.

use std::fmt::Write as _;

use crate::tasks::made::{Noise, Words};

/// One article.
pub(crate) struct Article {
    /// Its text without a headline.
    pub(crate) text: String,
    /// The number of the first article that carries the same report: its own, or that of which it is a version.
    pub(crate) report: usize,
    /// How it was made.
    pub(crate) how: &'static str,
}

/// Makes `n_articles`.
pub(crate) fn articles(n_articles: usize, seed: u64) -> Vec<Article> {
    let words = Words::new();
    let mut noise = Noise(seed);
    let stock: Vec<Vec<String>> = (0..400).map(|_| words.sentence(&mut noise, &[])).collect();
    let mut reports: Vec<(usize, Report)> = Vec::new();
    let mut articles = Vec::with_capacity(n_articles);
    for number in 0..n_articles {
        let is_new = reports.is_empty() || noise.chance(0.4);
        if is_new {
            let sibling = (!reports.is_empty() && noise.chance(0.15))
                .then(|| &reports[noise.below(reports.len())].1);
            let report = Report::new(&words, &stock, sibling, &mut noise);
            articles.push(Article {
                text: written(&report.sentences, "", &mut noise),
                report: number,
                how: "report",
            });
            reports.push((number, report));
        } else {
            // Versions appear soon after their report, among many others.
            let span = reports.len().min(2000);
            let (first, report) = &reports[reports.len() - 1 - noise.below(span)];
            let (text, how) = version(report, &words, &stock, &mut noise);
            articles.push(Article {
                text,
                report: *first,
                how,
            });
        }
    }
    articles
}

/// What an outlet makes of a report.
fn version(
    report: &Report,
    words: &Words,
    stock: &[Vec<String>],
    noise: &mut Noise,
) -> (String, &'static str) {
    let mut sentences = report.sentences.clone();
    let how = match noise.below(6) {
        0 => "same words in other type",
        1 => {
            edit(&mut sentences, words, 0.01 + 0.09 * noise.share(), noise);
            "edited"
        }
        2 => {
            cut(&mut sentences, noise);
            "cut"
        }
        3 => {
            edit(&mut sentences, words, 0.01 + 0.06 * noise.share(), noise);
            cut(&mut sentences, noise);
            "edited and cut"
        }
        4 => {
            // Sold on under another headline, with the outlet's own lines below.
            for _ in 0..=noise.below(3) {
                sentences.push(stock[noise.below(stock.len())].clone());
            }
            edit(&mut sentences, words, 0.04 * noise.share(), noise);
            "with stock lines"
        }
        _ => {
            let n_new = 1 + noise.below(6);
            for _ in 0..n_new {
                let sentence = words.sentence(noise, &report.names);
                sentences.insert(0, sentence);
            }
            edit(&mut sentences, words, 0.04 * noise.share(), noise);
            "updated"
        }
    };
    let credit = if noise.chance(0.5) {
        format!(
            "{} ({}) — ",
            words.pick(&words.places, noise).to_uppercase(),
            words.pick(&words.organizations, noise)
        )
    } else {
        String::new()
    };
    (written(&sentences, &credit, noise), how)
}

/// Keeps the first part: news is cut from the end.
fn cut(sentences: &mut Vec<Vec<String>>, noise: &mut Noise) {
    let share = 0.2 + 0.65 * noise.share();
    let len = (sentences.len() as f64 * share).ceil() as usize;
    sentences.truncate(len.max(4));
}

/// Changes, drops and adds words, and drops a sentence now and then.
fn edit(sentences: &mut Vec<Vec<String>>, words: &Words, rate: f64, noise: &mut Noise) {
    if sentences.len() > 6 && noise.chance(0.3) {
        sentences.remove(noise.below(sentences.len()));
    }
    for sentence in sentences {
        let mut edited = Vec::with_capacity(sentence.len());
        for word in sentence.drain(..) {
            if !noise.chance(rate) {
                edited.push(word);
                continue;
            }
            match noise.below(3) {
                0 => {}
                1 => edited.push(words.common(noise).to_owned()),
                _ => {
                    edited.push(word);
                    edited.push(words.common(noise).to_owned());
                }
            }
        }
        *sentence = edited;
    }
}

/// The sentences as a text, in the type of one outlet or another.
fn written(sentences: &[Vec<String>], credit: &str, noise: &mut Noise) -> String {
    let (curly, per_paragraph) = (noise.chance(0.5), 1 + noise.below(3));
    let mut text = credit.to_owned();
    for (idx, sentence) in sentences.iter().enumerate() {
        if idx > 0 {
            text.push_str(if idx % per_paragraph == 0 { "\n" } else { " " });
        }
        let sentence = sentence.join(" ");
        let (open, close) = if curly { ("“", "”") } else { ("\"", "\"") };
        let _ = write!(text, "{}.", sentence.replace('<', open).replace('>', close));
    }
    text
}

/// What happened, as its first teller has it.
struct Report {
    sentences: Vec<Vec<String>>,
    names: Vec<String>,
    quotation: Vec<String>,
}

impl Report {
    fn new(
        words: &Words,
        stock: &[Vec<String>],
        sibling: Option<&Self>,
        noise: &mut Noise,
    ) -> Self {
        let names: Vec<String> = match sibling {
            Some(sibling) => sibling.names.clone(),
            None => (0..5).map(|_| words.name(noise)).collect(),
        };
        let mut quotation = words.sentence(noise, &names);
        quotation.insert(0, "<".to_owned());
        quotation.push("> said".to_owned());
        quotation.push(names[0].clone());
        if let Some(sibling) = sibling {
            quotation.clone_from(&sibling.quotation);
        }
        // Most reports have ten to thirty sentences.
        let n_sentences = 8 + noise.below(8) + noise.below(8) + noise.below(10);
        let mut sentences: Vec<Vec<String>> = (0..n_sentences)
            .map(|_| words.sentence(noise, &names))
            .collect();
        sentences.insert(noise.below(n_sentences.min(6)), quotation.clone());
        for _ in 0..noise.below(3) {
            sentences.push(stock[noise.below(stock.len())].clone());
        }
        Self {
            sentences,
            names,
            quotation,
        }
    }
}
