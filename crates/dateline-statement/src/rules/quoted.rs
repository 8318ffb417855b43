//! One who quotes another: "the Courier quoted Ann Lee as saying …", "…, the Courier said, quoting Ann Lee".
//!
//! Finds the words of the one who is quoted, who is the source.
//! Not this: a bare object, which names who is quoted and holds nothing that anybody said.

use std::ops::Range;

use dateline_data::{Complement, VerbCue, VerbForms, Voice};

use crate::candidate::Candidate;
use crate::complement;
use crate::extent;
use crate::phrase;
use crate::verb_group::VerbGroup;
use crate::view::View;

/// How reliable "quoted X as saying" is.
const SCORE: f32 = 0.9;

/// Whether the verb takes the one who speaks as its object.
pub(super) fn takes_speaker(verb: &VerbCue) -> bool {
    verb.lemma == "quote"
}

/// The statement of the one who is the object of "quoted … as saying".
pub(super) fn quoted_object(
    view: &View<'_>,
    group: &VerbGroup,
    unit: &Range<usize>,
) -> Option<Candidate> {
    let source = phrase::starting_at(view, group.head + 1, unit.end)?;
    let as_at = source.end + usize::from(source.end < unit.end && view.is_comma(source.end));
    let saying = as_at + 1;
    if saying >= unit.end || !view.is(as_at, "as") {
        return None;
    }
    let (said, forms) = view.verb(saying)?;
    if !forms.has(VerbForms::GERUND) || !said.class.is_speech() {
        return None;
    }
    let rest = complement::read(view, said, Voice::Active, saying, unit.end);
    let content = match rest.complement {
        Complement::Fronted => return None,
        other => extent::after(view, other, rest.content, unit.end)?,
    };
    Some(Candidate {
        source: vec![source],
        cue: vec![group.start..group.head + 1, as_at..saying + 1],
        content: vec![content],
        // The verb of saying is a cue on its own but for this.
        head: saying,
        is_speech: true,
        negated: group.negated,
        hypothetical: group.unreal,
        rule: "quoted-as-saying",
        score: SCORE,
        note: "the object of the verb speaks".to_owned(),
        ..Candidate::default()
    })
}
