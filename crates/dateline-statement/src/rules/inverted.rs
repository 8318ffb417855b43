//! Verbs before their subject: "“…,” said X", "…, said X".
//!
//! Finds a speech verb just behind a quotation or a comma, and its subject behind it.
//! Not this: "X, a farmer, said it rained", whose subject stands before the verb.

use std::ops::Range;

use dateline_data::{Classes, Complement, VerbCue, VerbForms};

use super::verb::build;
use crate::candidate::Candidate;
use crate::complement::Found;
use crate::fronted::{fronted_content, resumed_at};
use crate::phrase;
use crate::subject::Told;
use crate::verb_group::VerbGroup;
use crate::view::View;

/// "“…,” said X", "…, said X".
pub(super) fn inverted(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Candidate> {
    if group.start != group.head
        || group.start <= unit.start
        || !verb.class.is_speech() && verb.lemma != "think"
    {
        return None;
    }
    let before = group.start - 1;
    let quoted = view.quote(before).is_some();
    if !quoted && !view.is_comma(before) {
        return None;
    }
    let (_, forms) = view.verb(group.head)?;
    if !forms.has(VerbForms::PAST) && !forms.has(VerbForms::THIRD) || forms.has(VerbForms::GERUND) {
        return None;
    }
    let first = group.head + 1;
    if first >= unit.end
        || view.is(first, "that")
        || view.class(first, Classes::OBJECT)
            && !view.class(first, Classes::POSSESSIVE.or(Classes::SUBJECT))
    {
        return None;
    }
    // Without a quotation only "said" and its like stand before their subject, and only before a name or an
    // article: "…, praised the plan" has its subject elsewhere.
    if !quoted
        && !matches!(
            view.text(group.head),
            "said" | "says" | "warned" | "added" | "wrote"
        )
    {
        return None;
    }
    let source = phrase::starting_at(view, first, unit.end)?;
    if !quoted {
        let ended = source.end >= unit.end || view.is_punctuation(source.end);
        let apposition = phrase::ending_at(view, group.start, unit.start);
        if !ended || apposition.is_some_and(|subject| subject.start == unit.start) {
            return None;
        }
    }
    let front = fronted_content(view, group.start, unit.start.max(told.end.min(group.start)))?;
    let mut candidate = build(
        view,
        verb,
        group,
        found,
        Complement::Fronted,
        "inverted-attribution",
    )?;
    candidate.cue = vec![group.head..group.head + 1];
    candidate.addressee = None;
    candidate.content.push(front.content);
    if let Some(rest) = resumed_at(view, source.end, unit.end, quoted) {
        candidate.content.push(rest);
    }
    candidate.source.push(source);
    Some(candidate)
}
