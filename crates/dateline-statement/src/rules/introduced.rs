//! Quotations that the sentence before introduces: "X went further: | “…”", "X agreed. | “…”".
//!
//! Finds a unit that is nothing but a quotation behind a unit that ends with a colon, or with a speech verb in the same
//! paragraph; and a colon before a quotation inside a unit. Who speaks is the subject of the last verb before it.
//! Not this: a quotation behind a sentence in which nobody speaks.

use std::ops::Range;

use dateline_schema::{Upos, Word};

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

pub(crate) const RULE: &str = "introduced-quotation";

/// How reliable an introduced quotation is, by the development corpus.
const SCORE: f32 = 0.7;
/// The least number of tokens of a quotation that a colon introduces; shorter ones are names and terms.
const SPOKEN: usize = 5;
/// How far back the introducing verb is looked for, in tokens.
const REACH: usize = 30;
/// Through how many verbs that share it a subject is looked for: "X rose, bowed and had to add:".
const SHARING: usize = 4;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = &view.units[unit_idx];
    let Some(mark) = mark(view, &unit.tokens) else {
        return;
    };
    let content = if mark + 1 < unit.tokens.end {
        view.quote(mark + 1).map(|quote| view.quote_tokens(quote))
    } else {
        view.units
            .get(unit_idx + 1)
            .filter(|next| view.text(mark) == ":" || next.line == unit.line)
            .filter(|next| {
                let mut tokens = next.tokens.clone();
                tokens.all(|idx| view.quote(idx).is_some() || view.is_punctuation(idx))
            })
            .and_then(|next| trim(view, next.tokens.clone()))
    };
    let spoken =
        |content: &Range<usize>| content.len() >= SPOKEN && view.quote(content.start).is_some();
    if let Some(content) = content.filter(spoken) {
        out.extend(introduced(view, unit_idx, mark, content));
    }
}

/// The colon before a quotation or the end of the unit, or the stop behind a last word.
fn mark(view: &View<'_>, unit: &Range<usize>) -> Option<usize> {
    let last = unit.end.checked_sub(1).filter(|&idx| idx > unit.start)?;
    if view.quote(last).is_none() && matches!(view.text(last), ":" | ".") {
        return Some(last);
    }
    unit.clone()
        .take_while(|&idx| view.quote(idx).is_none())
        .find(|&idx| view.text(idx) == ":" && idx + 1 < unit.end && view.quote(idx + 1).is_some())
}

fn introduced(
    view: &View<'_>,
    unit_idx: usize,
    mark: usize,
    content: Range<usize>,
) -> Option<Candidate> {
    let unit = &view.units[unit_idx].tokens;
    let lowest = unit.start.max(mark.saturating_sub(REACH));
    let is_colon = view.text(mark) == ":";
    let is_verb = |idx: usize| {
        let verbal = view.word(idx).is_some_and(|word| word.upos == Upos::Verb);
        // Without a colon only a verb of speech that ends its sentence says that words follow.
        let speaks = view.verb(idx).is_some_and(|verb| verb.class.is_speech());
        verbal && view.quote(idx).is_none() && (is_colon || speaks && idx + 1 == mark)
    };
    let (verb, subject) = (lowest..mark)
        .rev()
        .filter(|&idx| is_verb(idx))
        .find_map(|idx| Some((idx, subject(view, idx, lowest)?)))?;
    let speaks = view.verb(verb).is_some_and(|verb| verb.class.is_speech());
    let cue = if speaks { verb } else { mark };
    Some(Candidate {
        source: vec![subject],
        head: cue,
        cue: vec![cue..cue + 1],
        content: vec![content],
        unit: unit_idx,
        is_speech: true,
        rule: RULE,
        score: SCORE,
        note: "the sentence before a quotation names who speaks".to_owned(),
        ..Candidate::default()
    })
}

/// The subject of a verb, or the one that it shares with the verb that it is conjoined to or hangs on.
fn subject(view: &View<'_>, verb: usize, lowest: usize) -> Option<Range<usize>> {
    let mut verb = verb;
    for _ in 0..SHARING {
        let is_subject = |idx: &usize| {
            view.word(*idx)
                .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
        };
        if let Some(noun) = (lowest..verb).find(is_subject) {
            return view.noun_phrase(noun);
        }
        let shares = |word: &&Word| matches!(&*word.deprel, "conj" | "xcomp");
        let word = view.word(verb).filter(shares)?;
        verb = word.head.filter(|&head| head >= lowest)?;
    }
    None
}
