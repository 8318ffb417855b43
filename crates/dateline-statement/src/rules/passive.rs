//! Passive cues: "is said to", "was quoted as saying", "was accused of … by X".
//!
//! Finds what is said as the subject and behind the verb, and who says it behind "by", if anybody. Only of "was
//! quoted as saying" is the subject the source.
//! Not this: an active "be", whose verb is a gerund ("is saying").

use std::ops::Range;

use dateline_data::{Complement, VerbCue, VerbForms, Voice};

use super::verb::build;
use crate::candidate::Candidate;
use crate::complement::{self, Found};
use crate::extent;
use crate::fronted::fronted_content;
use crate::phrase;
use crate::verb_group::VerbGroup;
use crate::view::View;

/// "is said to", "was quoted as saying", "has been accused of … by X".
pub(super) fn passive(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
) -> Option<Candidate> {
    let subject = phrase::ending_at(view, group.start, unit.start)?;
    if let Some(candidate) = quoted_as_saying(view, verb, group, found, unit, &subject) {
        return Some(candidate);
    }
    let mut candidate = build(view, verb, group, found, found.complement, "passive-cue")?;
    debug_assert_eq!(group.voice(), Voice::Passive);
    if subject.len() == 1 && view.is(subject.start, "it") && found.complement != Complement::Fronted
    {
        candidate.content.push(extent::after(
            view,
            found.complement,
            found.content,
            unit.end,
        )?);
        return Some(candidate);
    }
    candidate.content.push(subject);
    if found.complement == Complement::By {
        candidate
            .source
            .push(phrase::starting_at(view, found.content, unit.end)?);
        candidate.cue = vec![group.start..group.head + 1];
        return Some(candidate);
    }
    if found.complement != Complement::Fronted
        && let Some(rest) = extent::after(view, found.complement, found.content, unit.end)
    {
        candidate.content.push(rest);
    }
    Some(candidate)
}

/// How reliable "was quoted as saying" is.
const QUOTED: f32 = 0.9;

/// "X was quoted as saying …": X speaks.
fn quoted_as_saying(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
    subject: &Range<usize>,
) -> Option<Candidate> {
    let highest = unit.end.min(group.head + 12);
    let as_at = (group.head + 1..highest)
        .take_while(|&idx| !view.is_punctuation(idx))
        .find(|&idx| view.is(idx, "as"))?;
    let saying = as_at + 1;
    if saying >= unit.end {
        return None;
    }
    let (said, forms) = view.verb(saying)?;
    if !forms.has(VerbForms::GERUND) || !said.class.is_speech() || !verb.class.is_speech() {
        return None;
    }
    let rest = complement::read(view, said, Voice::Active, saying, unit.end);
    let content = match rest.complement {
        Complement::Fronted => fronted_content(view, subject.start, unit.start)?.content,
        other => extent::after(view, other, rest.content, unit.end)?,
    };
    Some(Candidate {
        source: vec![subject.clone()],
        cue: vec![group.start..saying + 1],
        content: vec![content],
        head: group.head,
        is_speech: true,
        negated: group.negated,
        hypothetical: group.unreal,
        rule: "quoted-as-saying",
        score: QUOTED,
        note: format!("{:?} with {:?}", verb.lemma, found.complement.as_str()),
        ..Candidate::default()
    })
}
