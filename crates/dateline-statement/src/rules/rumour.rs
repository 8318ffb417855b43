//! What is said by nobody who is told: "It was gathered that …", "The mayor is understood to be ill", "…, it is understood, …".
//!
//! Finds a passive verb of hearsay without an agent, and takes the clause behind "that", or the subject and the infinitive
//! around it, or the clause that it interrupts. The source stays empty.
//! Not this: a passive that names who says so ("it was reported by Reuters that …"), and what is only believed.

use std::ops::Range;

use dateline_data::Classes;

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

pub(crate) const RULE: &str = "hearsay-passive";

/// How reliable such a passive is.
const SCORE: f32 = 0.6;
/// How far from its verb a subject or a clause is looked for, in tokens.
const REACH: usize = 40;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    for verb in unit.clone() {
        let Some(content) = told(view, &unit, verb) else {
            continue;
        };
        out.push(Candidate {
            cue: vec![verb..verb + 1],
            content,
            head: verb,
            unit: unit_idx,
            is_speech: true,
            rule: RULE,
            score: SCORE,
            note: "said by somebody who is not named".to_owned(),
            ..Candidate::default()
        });
    }
}

fn told(view: &View<'_>, unit: &Range<usize>, verb: usize) -> Option<Vec<Range<usize>>> {
    let words = view.doc.syntax.as_deref()?;
    let word = &words[verb];
    let hearsay = &*word.xpos == "VBN" && view.lemma_class(verb, Classes::RUMOUR);
    if !hearsay || view.quote(verb).is_some() {
        return None;
    }
    let near = unit.start.max(verb.saturating_sub(REACH))..unit.end.min(verb + REACH);
    let child = |range: Range<usize>, relations: &[&str]| {
        let mut range = range;
        range.find(|&idx| words[idx].head == Some(verb) && relations.contains(&&*words[idx].deprel))
    };
    let passive = child(near.start..verb, &["aux:pass", "aux", "cop"]);
    let agent =
        child(verb + 1..near.end, &["obl:agent", "obl"]).filter(|&idx| view.led_in(idx, "by"));
    let first = passive.filter(|_| agent.is_none())?;
    let it = (near.start..first)
        .rev()
        .take(3)
        .find(|&idx| view.is(idx, "it"));
    if it.is_some() {
        if verb + 1 < unit.end && view.is(verb + 1, "that") {
            return Some(vec![trim(view, verb + 1..unit.end)?]);
        }
        let inserted = it
            .and_then(|it| it.checked_sub(1))
            .filter(|&comma| comma > unit.start && view.is_comma(comma))
            .filter(|_| verb + 1 < unit.end && view.is_comma(verb + 1))?;
        let before = trim(view, unit.start..inserted)?;
        return Some(vec![before, trim(view, verb + 2..unit.end)?]);
    }
    let infinitive = child(verb + 1..near.end, &["xcomp"])?;
    let clause = view.tree.span(infinitive);
    let clause = clause.start.max(verb + 1)..clause.end.min(unit.end);
    let subject = child(near.start..verb, &["nsubj:pass", "nsubj"])?;
    let start = view.tree.span(subject).start.max(unit.start);
    let leads = view.is(clause.start, "to") && clause.start == verb + 1;
    let before = trim(view, start..verb).filter(|_| leads)?;
    Some(vec![before, trim(view, clause)?])
}
