//! Statements by the thousand, out of the project's own word lists: quotations, and versions of them as outlets make
//! them. No sentence of any corpus is in them.
//!
//! To be hard as news is hard, statements share stock phrases, and some are by one speaker on one day about one matter,
//! with half of their words in common, and yet are two.

use dateline::schema::{Date, Interval, StatementKind};

use crate::tasks::made::{Noise, Words, rows};

/// One statement.
pub(crate) struct Statement {
    /// What was said.
    pub(crate) words: String,
    /// How it is given.
    pub(crate) kind: StatementKind,
    /// Who said it, as the page names them.
    pub(crate) speaker: Option<String>,
    /// When its page was published.
    pub(crate) published: Interval,
    /// The number of the first statement with these words: its own, or that of which it is a version.
    pub(crate) original: usize,
    /// How it was made.
    pub(crate) how: &'static str,
}

/// A statement, word by word.
struct Original {
    number: usize,
    words: Vec<String>,
    speaker: String,
    day: u16,
}

/// Words that another may put in place of one.
type Others = Vec<(&'static str, Vec<&'static str>)>;

/// Makes `n_statements`.
pub(crate) fn statements(n_statements: usize, seed: u64) -> Vec<Statement> {
    let lists = Words::new();
    let mut noise = Noise(seed);
    let others: Others = rows(include_str!(
        "../../../../../eval/quotations/paraphrases.tsv"
    ))
    .map(|cells| (cells[0], cells[1].split('|').collect()))
    .collect();
    let stock: Vec<Vec<String>> = rows(include_str!(
        "../../../../../data/quotation/stock-phrases.tsv"
    ))
    .map(|cells| cells[0].split(' ').map(str::to_owned).collect())
    .chain((0..200).map(|_| {
        // More of them than the stage knows: words that are common all.
        (0..4 + noise.below(3))
            .map(|_| lists.common(&mut noise).to_owned())
            .collect()
    }))
    .collect();
    let speakers: Vec<String> = (0..400)
        .map(|_| {
            let (given, family) = (
                lists.pick(&lists.given, &mut noise),
                lists.pick(&lists.organizations, &mut noise),
            );
            let family = family.split([' ', '-']).next().unwrap_or(family);
            format!(
                "{given} {family}{}",
                ["son", "ov", "ini", "mann"][noise.below(4)]
            )
        })
        .collect();
    let mut originals: Vec<Original> = Vec::new();
    let mut made = Vec::with_capacity(n_statements);
    for number in 0..n_statements {
        if originals.is_empty() || noise.chance(0.45) {
            let sibling = (!originals.is_empty() && noise.chance(0.25))
                .then(|| &originals[originals.len() - 1 - noise.below(originals.len().min(50))]);
            let original = Original {
                number,
                words: said(
                    &lists,
                    &others,
                    &stock,
                    sibling.map(|sibling| sibling.words.as_slice()),
                    &mut noise,
                ),
                speaker: sibling.map_or_else(
                    || speakers[noise.below(speakers.len())].clone(),
                    |sibling| sibling.speaker.clone(),
                ),
                day: sibling.map_or((number / 40) as u16, |sibling| sibling.day),
            };
            let kind = if noise.chance(0.7) {
                StatementKind::Direct
            } else {
                StatementKind::Indirect
            };
            made.push(Statement {
                words: written(&original.words, &mut noise),
                kind,
                speaker: Some(original.speaker.clone()),
                published: on(original.day),
                original: number,
                how: "original",
            });
            originals.push(original);
        } else {
            let original = &originals[originals.len() - 1 - noise.below(originals.len().min(400))];
            let kind = made[original.number].kind;
            made.push(version(
                original, kind, &speakers, &others, &lists, &mut noise,
            ));
        }
    }
    made
}

/// What an outlet makes of a statement.
fn version(
    original: &Original,
    kind: StatementKind,
    speakers: &[String],
    others: &Others,
    lists: &Words,
    noise: &mut Noise,
) -> Statement {
    let mut words = original.words.clone();
    let (mut kind, mut how) = (kind, "same");
    match noise.below(6) {
        0 => house_style(&mut words),
        1 | 2 => {
            cut(&mut words, noise);
            how = "cut";
        }
        3 => {
            let n_changes = 1 + noise.below(1 + words.len() / 8);
            change(&mut words, n_changes, others, lists, noise);
            how = "changed";
        }
        4 => {
            cut(&mut words, noise);
            change(&mut words, 1, others, lists, noise);
            how = "cut_and_changed";
        }
        _ => {
            reword(&mut words, others, noise);
            kind = StatementKind::Indirect;
            how = "reworded";
        }
    }
    let surname = original
        .speaker
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .to_owned();
    let speaker = match noise.below(20) {
        0..=12 => Some(original.speaker.clone()),
        13..=16 => Some(surname),
        // A paraphrase by nobody in particular is beyond everybody.
        17 | 18 if how != "reworded" => None,
        19 if how == "same" && words.len() > 20 => {
            how = "misattributed";
            Some(speakers[noise.below(speakers.len())].clone())
        }
        _ => Some(original.speaker.clone()),
    };
    let later = if how == "reworded" {
        noise.below(3)
    } else if noise.chance(0.85) {
        noise.below(9)
    } else {
        30 + noise.below(90)
    };
    Statement {
        words: written(&words, noise),
        kind,
        speaker,
        published: on(original.day + later as u16),
        original: original.number,
        how,
    }
}

/// A sentence or two. With a sibling about half of its words are that one's, in another order.
fn said(
    lists: &Words,
    others: &Others,
    stock: &[Vec<String>],
    sibling: Option<&[String]>,
    noise: &mut Noise,
) -> Vec<String> {
    let n_sentences = 1 + noise.below(3);
    let mut words = Vec::new();
    let name = lists.name(noise);
    for sentence in 0..n_sentences {
        // Stock phrases alone are nobody's own, and not looked for.
        if sentence > 0 && noise.chance(0.25) {
            words.extend(stock[noise.below(stock.len())].iter().cloned());
            continue;
        }
        for word in lists.sentence(noise, std::slice::from_ref(&name)) {
            let taken = sibling
                .filter(|_| noise.chance(0.45))
                .map(|sibling| sibling[noise.below(sibling.len())].clone());
            // Half of the words that tell something are such as have synonyms.
            let own = if !lists.function.contains(&word.as_str()) && noise.chance(0.4) {
                others[noise.below(others.len())].0.to_owned()
            } else {
                word
            };
            words.push(taken.unwrap_or(own));
        }
    }
    words
}

/// Spelling and figures as another house writes them.
fn house_style(words: &mut [String]) {
    for (word, stands_for) in rows(include_str!(
        "../../../../../data/quotation/house-style.tsv"
    ))
    .map(|cells| (cells[0], cells[1]))
    {
        for own in words.iter_mut().filter(|own| *own == stands_for) {
            word.clone_into(own);
        }
    }
}

/// The first part, the last part, or both ends with an ellipsis between them; never less than five words.
fn cut(words: &mut Vec<String>, noise: &mut Noise) {
    let least = 5.min(words.len());
    let keep = least.max((words.len() as f64 * (0.4 + 0.5 * noise.share())) as usize);
    match noise.below(3) {
        0 => words.truncate(keep),
        1 => drop(words.drain(..words.len() - keep)),
        _ => {
            let n_gone = words.len() - keep;
            let from = noise.below(keep.max(1));
            words.splice(from..from + n_gone, ["…".to_owned()]);
        }
    }
}

/// Puts some words in place of others, leaves out or adds one.
fn change(
    words: &mut Vec<String>,
    n_changes: usize,
    others: &Others,
    lists: &Words,
    noise: &mut Noise,
) {
    for _ in 0..n_changes {
        let at = noise.below(words.len());
        match noise.below(4) {
            0 if words.len() > 5 => drop(words.remove(at)),
            1 => words.insert(at, lists.common(noise).to_owned()),
            _ => {
                words[at] = other_word(&words[at], others, noise)
                    .unwrap_or_else(|| lists.common(noise).to_owned());
            }
        }
    }
}

/// Tells it indirectly: other persons and tenses, synonyms, and the halves the other way round.
fn reword(words: &mut [String], others: &Others, noise: &mut Noise) {
    for word in words.iter_mut() {
        let shifted = match word.as_str() {
            "i" | "we" | "you" => "they",
            "my" | "our" | "your" => "their",
            "will" | "can" => "would",
            "is" | "are" | "am" => "was",
            "has" | "have" => "had",
            "this" => "that",
            _ => "",
        };
        if !shifted.is_empty() {
            shifted.clone_into(word);
        } else if noise.chance(0.5)
            && let Some(other) = other_word(word, others, noise)
        {
            *word = other;
        }
    }
    let half = words.len() / 2;
    words.rotate_left(half);
}

fn other_word(word: &str, others: &Others, noise: &mut Noise) -> Option<String> {
    let (_, others) = others.iter().find(|(own, _)| *own == word)?;
    Some(others[noise.below(others.len())].to_owned())
}

fn written(words: &[String], noise: &mut Noise) -> String {
    let mut text = words.join(" ");
    if noise.chance(0.5)
        && let Some(first) = text.get(..1)
    {
        let capital = first.to_uppercase();
        text.replace_range(..1, &capital);
        text.push('.');
    }
    text
}

fn on(day: u16) -> Interval {
    let first = Date::constant(1987, 1, 1);
    let mut date = first;
    for _ in 0..day {
        date = date.tomorrow().unwrap_or(first);
    }
    Interval::day(date)
}
