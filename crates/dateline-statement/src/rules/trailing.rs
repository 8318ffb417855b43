//! Who says it behind what is said, where the model has not seen it: "The dam may fail, the water company has warned",
//! "The wall was cracked, an inquiry was told", and in headlines "At least 19 killed in raid - officials".
//!
//! Finds at the end of a sentence a comma, a subject, and a verb of speech that rules no words behind it; whoever hears
//! or is told is the addressee. Of a headline also a dash before nobody but informants.
//! Not this: a clause that only leads in what somebody does ("When the vote was over, the minister spoke"), words behind
//! a verb that says more ("Lee left, and said that …"), and the name of an outlet behind a dash.

use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::Upos;

use crate::attributed;
use crate::candidate::Candidate;
use crate::content::trim;
use crate::rules::headline::is_headline;
use crate::view::View;

pub(crate) const BEHIND_CLAUSE: &str = "cue-behind-clause";

/// How reliable such a cue is.
const SCORE: f32 = 0.6;
/// The most tokens between a subject and its verb: auxiliaries and adverbs.
const BETWEEN: usize = 3;
/// The most tokens behind the verb: to whom, on what day.
const REST: usize = 6;
/// The least words that somebody says.
const SAID: usize = 3;
/// The most tokens for who is credited behind a dash.
const CREDIT: usize = 4;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].clone();
    if is_headline(view, unit.line) {
        out.extend(credited(view, unit_idx).or_else(|| heard(view, unit_idx)));
    }
    for verb in unit.tokens.rev().take(REST + BETWEEN) {
        if let Some(candidate) = behind(view, unit_idx, verb) {
            out.push(candidate);
            break;
        }
    }
}

/// The statement before a subject and its verb.
fn behind(view: &View<'_>, unit_idx: usize, verb: usize) -> Option<Candidate> {
    let words = view.doc.syntax.as_deref()?;
    let unit = view.units[unit_idx].tokens.clone();
    let cue = view.verb(verb).filter(|_| view.quote(verb).is_none())?;
    let finite = matches!(&*words[verb].xpos, "VBD" | "VBZ" | "VBP" | "VBN");
    if !finite || !matches!(cue.class, CueClass::Say | CueClass::Hear) {
        return None;
    }
    let subject = (unit.start..verb).rev().find(|&idx| {
        words[idx].head == Some(verb) && matches!(&*words[idx].deprel, "nsubj" | "nsubj:pass")
    })?;
    let phrase = view.noun_phrase(subject)?;
    if view.class(subject, Classes::RELATIVE) {
        return None;
    }
    let passive = &*words[subject].deprel == "nsubj:pass";
    let between = phrase.end..verb;
    let helps = |idx: usize| matches!(words[idx].upos, Upos::Aux | Upos::Adv | Upos::Part);
    let comma = phrase
        .start
        .checked_sub(1)
        .filter(|&idx| view.is_comma(idx))?;
    if between.start > verb || between.len() > BETWEEN || !between.clone().all(helps) {
        return None;
    }
    let rest = (verb + 1..unit.end).take_while(|&idx| !view.is_comma(idx));
    let rest: Vec<usize> = rest.collect();
    let says_more = |idx: usize| {
        matches!(words[idx].upos, Upos::Verb | Upos::Aux | Upos::Sconj)
            || view.quote(idx).is_some()
            || view.text(idx) == ":"
    };
    // "Was told" by whom is heard; who "told" is told of needs somebody who hears.
    let hears = passive || cue.class == CueClass::Hear;
    if rest.len() > REST || rest.into_iter().any(says_more) || passive && !cue.takes_addressee {
        return None;
    }
    let content = clause(view, unit.start..comma)
        .filter(|clause| !view.class(clause.start, Classes::PREPOSITION))?;
    let first = between.start;
    let source = if hears {
        Vec::new()
    } else {
        vec![phrase.clone()]
    };
    let mut candidate = attributed::by_verb(view, first..verb + 1, source, content);
    if hears {
        candidate.addressee = Some(phrase);
    }
    Some(Candidate {
        rule: BEHIND_CLAUSE,
        score: SCORE,
        note: "a verb of speech and its subject behind a clause".to_owned(),
        ..candidate
    })
}

/// The statement of a headline before a dash and informants.
fn credited(view: &View<'_>, unit_idx: usize) -> Option<Candidate> {
    let unit = view.units[unit_idx].tokens.clone();
    let dash = unit
        .clone()
        .rev()
        .take(CREDIT + 1)
        .find(|&idx| view.is_dash(idx))?;
    let source = trim(view, dash + 1..unit.end)?;
    let informants = view.class(source.end - 1, Classes::INFORMANT)
        && !view.is_capitalized(source.end - 1)
        && source.clone().all(|idx| !view.is_punctuation(idx));
    let spaced =
        dash > unit.start && view.doc.tokens[dash - 1].span.end < view.doc.tokens[dash].span.start;
    if !informants || !spaced {
        return None;
    }
    let content = clause(view, unit.start..dash)?;
    Some(Candidate {
        source: vec![source],
        cue: vec![dash..dash + 1],
        content: vec![content],
        head: dash,
        unit: unit_idx,
        is_speech: true,
        rule: "credit-behind-headline",
        score: SCORE,
        note: "informants behind the dash of a headline".to_owned(),
        ..Candidate::default()
    })
}

/// The statement of a headline that a body hears: "Wall was never inspected, inquiry hears".
fn heard(view: &View<'_>, unit_idx: usize) -> Option<Candidate> {
    let unit = view.units[unit_idx].tokens.clone();
    let verb = trim(view, unit.clone())?.end.checked_sub(1)?;
    let comma = unit
        .clone()
        .rev()
        .take(CREDIT + 1)
        .find(|&idx| view.is_comma(idx))?;
    let hearer = comma + 1..verb;
    let hears = view.is_any(verb, &["hears", "heard", "told"]);
    let body = !hearer.is_empty() && view.class(verb - 1, Classes::BODY);
    let content = clause(view, unit.start..comma).filter(|_| hears && body)?;
    Some(Candidate {
        addressee: Some(hearer),
        rule: "cue-behind-headline",
        score: SCORE,
        note: "a body that hears what a headline tells".to_owned(),
        ..attributed::by_verb(view, verb..verb + 1, Vec::new(), content)
    })
}

/// A main clause without quotations.
fn clause(view: &View<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let words = view.doc.syntax.as_deref()?;
    let clause = trim(view, tokens)?;
    let leads_in = Classes::SUBORDINATOR;
    let participle = matches!(&*words[clause.start].xpos, "VBG" | "VBN");
    let verb = clause
        .clone()
        .any(|idx| matches!(words[idx].upos, Upos::Verb | Upos::Aux));
    let own = clause.clone().all(|idx| view.quote(idx).is_none());
    let lone = clause
        .clone()
        .filter(|&idx| !view.is_punctuation(idx))
        .count();
    (own && verb && lone >= SAID && !participle && !view.class(clause.start, leads_in))
        .then_some(clause)
}
