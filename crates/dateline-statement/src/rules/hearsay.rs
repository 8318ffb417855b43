//! Adverbs that attribute a clause without naming anybody: "reportedly", "allegedly".
//!
//! Finds the adverb and takes the clause around it as content. The source stays empty.

use dateline_data::Classes;

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable such an adverb is, by the development corpus.
const SCORE: f32 = 0.5;

/// How far the clause is looked for on either side, in tokens.
const LONGEST: usize = 100;

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    for idx in unit.clone() {
        // "Reportedly said" has somebody who says it.
        let says = view
            .word(idx)
            .and_then(|word| view.verb(word.head?))
            .is_some_and(|verb| verb.class.is_speech());
        if !view.class(idx, Classes::HEARSAY) || view.quote(idx).is_some() || says {
            continue;
        }
        let border = |at: usize| {
            view.quote(at).is_none()
                && (view.is_comma(at) || view.is_dash(at) || view.text(at) == ";")
                || view.class(at, Classes::SUBORDINATOR)
        };
        let highest = unit.end.min(idx + LONGEST);
        let start = (unit.start.max(idx.saturating_sub(LONGEST))..idx)
            .rev()
            .find(|&at| border(at))
            .map_or(unit.start.max(idx.saturating_sub(LONGEST)), |at| at + 1);
        let end = (idx + 1..highest).find(|&at| border(at)).unwrap_or(highest);
        let content: Vec<_> = [start..idx, idx + 1..end]
            .into_iter()
            .filter_map(|part| trim(view, part))
            .collect();
        if content.is_empty() {
            continue;
        }
        out.push(Candidate {
            cue: vec![idx..idx + 1],
            content,
            head: idx,
            unit: unit_idx,
            is_speech: true,
            rule: "hearsay-adverb",
            score: SCORE,
            note: "said by somebody who is not named".to_owned(),
            ..Candidate::default()
        });
    }
}
