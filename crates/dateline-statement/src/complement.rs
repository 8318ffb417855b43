//! What follows a reporting verb: whom it is said to, circumstances, and what opens the content.
//!
//! In: the token behind the verb. Out: a [`Complement`] with the token that its content begins at and the end
//! of the cue ("called for" takes its preposition in, "pointed out" its particle).

use std::ops::Range;

use dateline_data::{Classes, Complement, CueClass, VerbCue, Voice};

use crate::phrase;
use crate::view::View;

/// How far a circumstance ("in a statement to reporters on Monday that …") is looked through, in tokens.
const CIRCUMSTANCE: usize = 22;

/// The longest apposition behind the one who is accused, in tokens.
const APPOSITION: usize = 30;

/// What was found behind the verb.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) complement: Complement,
    /// Where the content begins; where the sentence goes on, if it is fronted.
    pub(crate) content: usize,
    /// The end of the cue.
    pub(crate) cue_end: usize,
    /// The end of the verb with its particle.
    pub(crate) particle_end: usize,
    pub(crate) addressee: Option<Range<usize>>,
}

/// Reads what follows the verb at `head`, up to `to`.
pub(crate) fn read(view: &View<'_>, verb: &VerbCue, voice: Voice, head: usize, to: usize) -> Found {
    let mut next = head + 1;
    let mut cue_end = next;
    if next < to && matches!(view.text(next), "out" | "up" | "down" | "off" | "back") {
        next += 1;
        cue_end = next;
    }
    let particle_end = cue_end;
    let mut addressee = None;
    if verb.takes_addressee
        && next < to
        && opener(view, next, to).is_none()
        && let Some(object) = addressee_at(view, verb, next, to)
    {
        next = object.end;
        addressee = Some(object);
    }
    let found = |complement, content, cue_end| Found {
        complement,
        content,
        cue_end,
        particle_end,
        addressee: addressee.clone(),
    };
    if next >= to {
        return found(Complement::Fronted, to, cue_end);
    }
    if let Some(complement) = opener(view, next, to) {
        return found(complement, content_of(view, complement, next), cue_end);
    }
    if view.is_punctuation(next) && !matches!(view.text(next), "$" | "#" | "[" | "(") {
        // ", on Monday, that …" and ": …" are seen by `opener`; what is left ends the clause.
        return found(Complement::Fronted, next, cue_end);
    }
    let preposition = Complement::of_preposition(&view.text(next).to_lowercase());
    let circumstance = preposition.is_some()
        || view.class(next, Classes::PREPOSITION.or(Classes::TIME))
        || view.is_adverb(next);
    if circumstance {
        if let Some((complement, at)) = behind_circumstance(view, next, to) {
            return found(complement, content_of(view, complement, at), cue_end);
        }
        if view.is(next, "to") && next + 1 < to && is_infinitive(view, next + 1) {
            return found(Complement::Infinitive, next, cue_end);
        }
        if let Some(complement) = preposition
            && verb.frames.weight(voice, complement).is_some()
            && next + 1 < to
        {
            let takes_verb = complement == Complement::To && is_infinitive(view, next + 1);
            if !takes_verb {
                return found(complement, next + 1, next + 1);
            }
        }
        if view.is_adverb(next)
            && !view.class(next, Classes::PREPOSITION)
            && next + 1 < to
            && !view.is_punctuation(next + 1)
        {
            return found(Complement::Bare, next, cue_end);
        }
        return found(Complement::Fronted, next, cue_end);
    }
    found(Complement::Bare, next, cue_end)
}

/// What a token opens by itself.
fn opener(view: &View<'_>, idx: usize, to: usize) -> Option<Complement> {
    if view.quote(idx).is_some() {
        return Some(Complement::Quote);
    }
    if (view.is_comma(idx) || view.text(idx) == ":") && idx + 1 < to {
        if view.quote(idx + 1).is_some() || view.text(idx) == ":" {
            return Some(Complement::Quote);
        }
        return None;
    }
    if view.is(idx, "that") {
        // "said that's fine", "knows that man": a pronoun or determiner all the same opens the content.
        return Some(Complement::That);
    }
    if view.class(idx, Classes::QUESTION)
        && !view.class(idx, Classes::TIME)
        && !view.is(idx, "when")
        || view.is(idx, "when")
            && idx > 0
            && view
                .verb(idx - 1)
                .is_some_and(|(verb, _)| !verb.takes_addressee)
    {
        return Some(Complement::Wh);
    }
    if view.is(idx, "to") && idx + 1 < to && is_infinitive(view, idx + 1) {
        return Some(Complement::Infinitive);
    }
    None
}

fn content_of(view: &View<'_>, complement: Complement, at: usize) -> usize {
    if complement == Complement::Quote && view.quote(at).is_none() {
        at + 1
    } else {
        at
    }
}

/// Whether the word behind "to" is a verb rather than a name, a determiner or a pronoun.
fn is_infinitive(view: &View<'_>, idx: usize) -> bool {
    let nominal = Classes::DETERMINER
        .or(Classes::POSSESSIVE)
        .or(Classes::OBJECT)
        .or(Classes::SUBJECT)
        .or(Classes::TIME)
        .or(Classes::PREPOSITION)
        .or(Classes::QUESTION);
    !view.is_capitalized(idx)
        && !view.is_punctuation(idx)
        && !view.class(idx, nominal)
        && !view.text(idx).ends_with("ing")
        && (!view.text(idx).ends_with('s') || view.text(idx).ends_with("ss"))
        && !view.text(idx).starts_with(|c: char| c.is_ascii_digit())
}

/// The opener behind "in a statement to reporters on Monday", if one comes soon and before another clause.
fn behind_circumstance(view: &View<'_>, from: usize, to: usize) -> Option<(Complement, usize)> {
    let highest = to.min(from + CIRCUMSTANCE);
    for idx in from..highest {
        if view.quote(idx).is_some() {
            // A quoted name inside the circumstance is rare; a quotation behind it is the rule.
            return Some((Complement::Quote, idx));
        }
        if view.text(idx) == ":" {
            return (idx + 1 < to).then_some((Complement::Quote, idx));
        }
        if view.is_comma(idx) {
            if idx + 1 < to && view.quote(idx + 1).is_some() {
                return Some((Complement::Quote, idx + 1));
            }
            return None;
        }
        if view.is_punctuation(idx) && matches!(view.text(idx), "." | ";" | "!" | "?")
            || view.is_dash(idx)
        {
            return None;
        }
        if idx > from && view.is(idx, "that") && !view.class(idx - 1, Classes::PREPOSITION) {
            return Some((Complement::That, idx));
        }
        if idx > from
            && view.class(idx, Classes::BE.or(Classes::MODAL).or(Classes::RELATIVE))
            && !view.is_possessive_mark(idx)
            && !view.class(idx, Classes::TIME)
        {
            // A clause without "that" behind a dated verb: "said Monday she would …".
            return bare_behind_time(view, from, idx);
        }
    }
    bare_behind_time(view, from, highest)
}

/// "said Monday | he would go": a clause behind nothing but words of time.
fn bare_behind_time(view: &View<'_>, from: usize, to: usize) -> Option<(Complement, usize)> {
    let mut idx = from;
    if idx < to && (view.is(idx, "on") || view.is(idx, "late") || view.is(idx, "early")) {
        idx += 1;
    }
    let first = idx;
    while idx < to && view.class(idx, Classes::TIME) {
        idx += 1;
    }
    let clause = idx > first
        && idx < to
        && !view.is_punctuation(idx)
        && !view.class(
            idx,
            Classes::PREPOSITION
                .or(Classes::COORDINATOR)
                .or(Classes::SUBORDINATOR),
        );
    clause.then_some((Complement::Bare, idx))
}

/// The one who is spoken to: a pronoun, a name, or a phrase up to the opener of the content.
fn addressee_at(view: &View<'_>, verb: &VerbCue, idx: usize, to: usize) -> Option<Range<usize>> {
    if view.class(idx, Classes::OBJECT)
        && !(view.class(idx, Classes::POSSESSIVE) && idx + 1 < to && !is_end(view, idx + 1, to))
    {
        return Some(idx..idx + 1);
    }
    if view.is_punctuation(idx) || view.class(idx, Classes::PREPOSITION.or(Classes::TIME)) {
        return None;
    }
    let mut phrase = phrase::simple_starting_at(view, idx, to)?;
    if verb.class == CueClass::Accuse
        && let Some(close) = closed_apposition(view, phrase.end, to)
    {
        return Some(idx..close + 1);
    }
    if verb.class == CueClass::Accuse
        && let Some(of) = phrase
            .clone()
            .find(|&at| at > idx && matches!(view.text(at), "of" | "for"))
    {
        // "accused X | of Y": what the verb says of X is no part of X.
        phrase.end = of;
    }
    if phrase.end < to && is_end(view, phrase.end, to) {
        return Some(phrase);
    }
    // "told CNN she would": the name alone, for the pronoun opens the content.
    let mut end = idx;
    while end < phrase.end && view.is_capitalized(end) {
        end += 1;
    }
    if end > idx {
        return Some(idx..end);
    }
    (phrase.end == to || phrase.len() == 1).then_some(phrase)
}

/// The comma that closes an apposition opened by one at `idx`, if what the verb says of its object follows:
/// "accused X, a former mayor, | of fraud".
fn closed_apposition(view: &View<'_>, idx: usize, to: usize) -> Option<usize> {
    if idx >= to || !view.is_comma(idx) {
        return None;
    }
    let border = |at: usize| {
        view.is_comma(at) || view.quote(at).is_some() || matches!(view.text(at), "." | ";" | ":")
    };
    let close = (idx + 1..to.min(idx + APPOSITION)).find(|&at| border(at))?;
    let follows = view.is_comma(close)
        && close + 1 < to
        && (view.is(close + 1, "of") || view.is(close + 1, "for"));
    follows.then_some(close)
}

/// Whether a phrase that was told something can end before this token.
fn is_end(view: &View<'_>, idx: usize, to: usize) -> bool {
    opener(view, idx, to).is_some()
        || view.is_punctuation(idx)
        || view.class(
            idx,
            Classes::PREPOSITION
                .or(Classes::TIME)
                .or(Classes::SUBJECT)
                .or(Classes::COORDINATOR),
        )
}
