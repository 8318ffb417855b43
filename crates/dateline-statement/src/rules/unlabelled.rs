//! Interviews whose turns stand in paragraphs of their own, without letters or names before them.
//!
//! In: the paragraphs of the article. Out: a turn for each question and for each answer, which goes to the next question. A
//! question ends with its mark, or begins with the sign that others begin with ("■ And your brother?").
//! Not this: an explainer or a list of questions, whose questions do not speak to "you" or whose answers are not an "I"'s; a
//! page whose turns bear letters or names.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::Role;

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

pub(crate) const QUESTION: &str = "interview-question";
pub(crate) const ANSWER: &str = "interview-answer";

/// How reliable such a turn is.
const SCORE: f32 = 0.8;
/// So many questions make an interview.
const QUESTIONS: usize = 3;
/// In an interview answers have no more paragraphs on average; a column that asks now and then goes on longer.
const ANSWER_PARAGRAPHS: usize = 3;
/// The longest question, in tokens.
const LONGEST: usize = 80;

/// A question with its answer, as ranges of paragraphs.
struct Exchange {
    question: usize,
    answer: Range<usize>,
}

pub(crate) fn propose(view: &View<'_>, out: &mut Vec<Candidate>) {
    if out.iter().any(|turn| turn.rule == super::TRANSCRIPT) {
        return;
    }
    let paragraphs = paragraphs(view);
    let exchanges = exchanges(view, &paragraphs);
    if !is_interview(view, &paragraphs, &exchanges) {
        return;
    }
    for Exchange { question, answer } in exchanges {
        let asked = paragraphs[question].clone();
        let mark = asked.end - 1;
        let answer = answer.filter_map(|paragraph| trim(view, paragraphs[paragraph].clone()));
        if let (Some(content), Some(before)) =
            (trim(view, asked.clone()), asked.start.checked_sub(1))
        {
            out.push(turn(view, QUESTION, before, vec![content]));
        }
        out.push(turn(view, ANSWER, mark, answer.collect()));
    }
}

fn turn(view: &View<'_>, rule: &'static str, cue: usize, content: Vec<Range<usize>>) -> Candidate {
    Candidate {
        cue: vec![cue..cue + 1],
        head: cue,
        unit: view.unit_at(cue).unwrap_or_default(),
        content,
        is_speech: true,
        verbatim: true,
        overrules: true,
        rule,
        score: SCORE,
        note: "questions to “you” and answers of an “I” by turns".to_owned(),
        ..Candidate::default()
    }
}

/// The tokens of each paragraph of the article, headings among them: questions are often set as such.
fn paragraphs(view: &View<'_>) -> Vec<Range<usize>> {
    let lines = view.doc.lines.iter();
    lines
        .filter(|line| matches!(line.role, Role::Lead | Role::Body | Role::Subheading))
        .map(|line| view.doc.tokens_in(line.span))
        .filter(|tokens| !tokens.is_empty())
        .collect()
}

/// Each question with what stands before the next one; behind the last one only a paragraph is sure to be its answer.
fn exchanges(view: &View<'_>, paragraphs: &[Range<usize>]) -> Vec<Exchange> {
    let ends_asking = |tokens: &Range<usize>| {
        let last = tokens.end - 1;
        view.text(last) == "?" && view.quote(last).is_none() && tokens.len() <= LONGEST
    };
    let mut signs = paragraphs.iter().filter(|tokens| ends_asking(tokens));
    let sign = signs
        .next()
        .map(|tokens| view.text(tokens.start))
        .filter(|sign| is_sign(sign) && signs.all(|tokens| view.text(tokens.start) == *sign));
    let asks = |tokens: &Range<usize>| match sign {
        Some(sign) => view.text(tokens.start) == sign,
        None => ends_asking(tokens),
    };
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut paragraph = 0;
    while paragraph + 1 < paragraphs.len() {
        // What stands right behind a question answers it, even if it asks back.
        if asks(&paragraphs[paragraph]) {
            exchanges.push(Exchange {
                question: paragraph,
                answer: paragraph + 1..paragraph + 2,
            });
            paragraph += 2;
        } else {
            paragraph += 1;
        }
    }
    for next in 1..exchanges.len() {
        exchanges[next - 1].answer.end = exchanges[next].question;
    }
    exchanges
}

/// A sign that a page sets before questions.
fn is_sign(text: &str) -> bool {
    text.chars()
        .all(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation() && !matches!(c, '“' | '‘' | '«'))
}

/// Whether most questions speak to somebody and most answers are of one who speaks of himself.
fn is_interview(view: &View<'_>, paragraphs: &[Range<usize>], exchanges: &[Exchange]) -> bool {
    let says = |tokens: Range<usize>, word: &dyn Fn(usize) -> bool| {
        let mut words = tokens.into_iter();
        words.any(|idx| word(idx) && view.quote(idx).is_none())
    };
    let to_somebody = |exchange: &&Exchange| {
        let you = |idx: usize| view.is(idx, "you") || view.is(idx, "your");
        says(paragraphs[exchange.question].clone(), &you)
    };
    let of_self = |exchange: &&Exchange| {
        let first = |idx: usize| view.class(idx, Classes::FIRST_PERSON) || view.is(idx, "my");
        let mut answer = exchange.answer.clone();
        answer.any(|paragraph| says(paragraphs[paragraph].clone(), &first))
    };
    let count = |holds: &dyn Fn(&&Exchange) -> bool| exchanges.iter().filter(holds).count();
    let n_paragraphs: usize = exchanges.iter().map(|exchange| exchange.answer.len()).sum();
    exchanges.len() >= QUESTIONS
        && n_paragraphs <= ANSWER_PARAGRAPHS * exchanges.len()
        && 3 * count(&to_somebody) >= exchanges.len()
        && 2 * count(&of_self) >= exchanges.len()
}
