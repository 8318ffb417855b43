//! The verb group around a cue: its auxiliaries, its voice, and whether it is negated or unreal.
//!
//! In: the token of a reporting verb. Out: a [`VerbGroup`]. Refuses forms that are nouns or adjectives here
//! ("his claim", "the accused man").

use dateline_data::{Classes, VerbForms, Voice};

use crate::view::View;

/// How the verb leans on the rest of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finiteness {
    /// It has a subject of its own.
    Finite,
    /// "to say": its subject is that of another verb.
    Infinitive,
    /// "saying": its subject is that of another verb or the noun before it.
    Participle,
}

/// A reporting verb with its auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    /// The first auxiliary or adverb.
    pub(crate) start: usize,
    /// The verb itself.
    pub(crate) head: usize,
    pub(crate) finiteness: Finiteness,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    pub(crate) unreal: bool,
    /// Only the bare form, as after a plural subject: it is the likeliest to be a noun.
    pub(crate) bare_form: bool,
}

impl VerbGroup {
    /// The voice that the verb's frames are looked up by.
    pub(crate) fn voice(&self) -> Voice {
        match (self.passive, self.finiteness) {
            (true, _) => Voice::Passive,
            (false, Finiteness::Participle) => Voice::Participle,
            (false, _) => Voice::Active,
        }
    }
}

/// Reads the verb group whose verb is at `head`, not reaching before `from`.
pub(crate) fn read(view: &View<'_>, head: usize, from: usize) -> Option<VerbGroup> {
    let (_, forms) = view.verb(head)?;
    if is_hyphenated(view, head) {
        return None;
    }
    let auxiliary = Classes::BE
        .or(Classes::HAVE)
        .or(Classes::DO)
        .or(Classes::MODAL);
    let mut start = head;
    let (mut be, mut have, mut modal, mut infinitive) = (false, false, false, false);
    let (mut negated, mut unreal) = (false, false);
    while start > from && view.quote(start - 1).is_none() {
        let idx = start - 1;
        if view.is_possessive_mark(idx) && !view.is_contraction(idx) {
            break;
        }
        if view.class(idx, auxiliary) {
            if infinitive || view.class(idx, Classes::TIME) && view.is_capitalized(idx) {
                break;
            }
            be |= view.class(idx, Classes::BE);
            have |= view.class(idx, Classes::HAVE);
            modal |= view.class(idx, Classes::MODAL.or(Classes::DO));
            negated |= view.class(idx, Classes::NEGATION);
            unreal |= view.class(idx, Classes::UNREAL) && view.class(idx, Classes::MODAL);
        } else if view.is(idx, "to") && start == first_content(view, start, head) {
            infinitive = true;
        } else if view.is_adverb(idx) {
            negated |= view.class(idx, Classes::NEGATION);
        } else {
            break;
        }
        start = idx;
    }
    // An adverb before an infinitive or at the front belongs to another phrase.
    let has_auxiliary = be || have || modal || infinitive;
    if !has_auxiliary && is_nominal_use(view, head, start, forms) {
        return None;
    }
    let gerund = forms.has(VerbForms::GERUND);
    let participle = forms.has(VerbForms::PARTICIPLE);
    let passive = be && participle && (have || !gerund);
    let finiteness = if infinitive && !(forms.has(VerbForms::BASE) || be || have) {
        return None;
    } else if infinitive {
        Finiteness::Infinitive
    } else if gerund && !be {
        Finiteness::Participle
    } else if be && !gerund && !participle {
        // "is a claim", "was the report".
        return None;
    } else {
        Finiteness::Finite
    };
    let bare_form = !has_auxiliary && forms.has(VerbForms::BASE) && !forms.has(VerbForms::PAST);
    Some(VerbGroup {
        start,
        head,
        finiteness,
        passive,
        negated,
        unreal,
        bare_form,
    })
}

/// The first token of the verb proper in `start..=head`, behind adverbs.
fn first_content(view: &View<'_>, start: usize, head: usize) -> usize {
    let mut idx = start;
    while idx < head && view.is_adverb(idx) {
        idx += 1;
    }
    if idx == head || view.class(idx, Classes::BE.or(Classes::HAVE)) {
        start
    } else {
        head + 1
    }
}

/// Whether the word is a noun or adjective here: "his claim", "the proposed law", "of support".
fn is_nominal_use(view: &View<'_>, head: usize, start: usize, forms: VerbForms) -> bool {
    if head == 0 || start == 0 {
        return false;
    }
    let before = head - 1;
    if view.quote(before).is_some() {
        return false;
    }
    let determined = view.class(before, Classes::DETERMINER)
        && !view.class(before, Classes::SUBJECT)
        || view.class(before, Classes::POSSESSIVE)
        || view.is_possessive_mark(before) && !view.is_contraction(before)
        || matches!(view.text(before), "the" | "The" | "a" | "an" | "no" | "No");
    let gerund = forms.has(VerbForms::GERUND);
    let prepositional = view.class(before, Classes::PREPOSITION)
        && !gerund
        && !view.class(before, Classes::ADVERB.or(Classes::SUBORDINATOR))
        && !view.is(before, "to");
    determined || prepositional
}

/// Whether the word is a part of a compound: "self-described", "fact-check".
fn is_hyphenated(view: &View<'_>, head: usize) -> bool {
    let tokens = &view.doc.tokens;
    let joined = |first: usize, mark: usize| {
        matches!(view.text(mark), "-" | "‑")
            && tokens[first].span.end == tokens[first + 1].span.start
    };
    head > 0 && joined(head - 1, head - 1) || head + 1 < tokens.len() && joined(head, head + 1)
}
