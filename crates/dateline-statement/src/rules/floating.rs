//! Quotations without a cue of their own, behind a quotation of somebody: they go on with that statement.
//!
//! Finds a unit that is nothing but a quotation, in the same paragraph behind an attributed quotation, or in
//! the next where that quotation was left open. PolNeAR and PARC make one attribution of both.
//! Not this: a quotation behind a sentence in which nobody is quoted.

use std::collections::BTreeMap;

use crate::candidate::Candidate;
use crate::extent;
use crate::view::View;

pub(crate) fn extend(view: &View<'_>, candidates: &mut [Candidate]) {
    let mut last_of_unit: BTreeMap<usize, usize> = BTreeMap::new();
    for (idx, candidate) in candidates.iter().enumerate() {
        let quoted = candidate
            .content
            .iter()
            .any(|tokens| tokens.clone().any(|at| view.quote(at).is_some()));
        if candidate.is_speech && quoted && candidate.rule != "noun-cue" {
            last_of_unit.insert(candidate.unit, idx);
        }
    }
    let attributed: std::collections::BTreeSet<usize> =
        candidates.iter().map(|candidate| candidate.unit).collect();
    let mut speaker: Option<usize> = None;
    for (unit_idx, unit) in view.units.iter().enumerate() {
        if let Some(&own) = last_of_unit.get(&unit_idx) {
            speaker = Some(own);
            continue;
        }
        if attributed.contains(&unit_idx) {
            speaker = None;
            continue;
        }
        let Some(of) = speaker else { continue };
        let whole = unit
            .tokens
            .clone()
            .all(|idx| view.quote(idx).is_some() || view.is_punctuation(idx));
        let carries_on = unit_idx > 0
            && (view.units[unit_idx - 1].line == unit.line
                || continues(view, unit.tokens.start)
                || view.units[unit_idx - 1].line + 1 == unit.line);
        if whole && carries_on {
            if let Some(content) = extent::trim(view, unit.tokens.clone()) {
                candidates[of].content.push(content);
            }
        } else {
            speaker = None;
        }
    }
}

/// Whether the quotation at this token carries on one that an earlier paragraph left open.
fn continues(view: &View<'_>, idx: usize) -> bool {
    view.quote(idx)
        .is_some_and(|quote| view.doc.quotations[quote].continues.is_some())
}
