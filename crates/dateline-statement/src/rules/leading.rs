//! A verb of speech right before a quotation that the model gave to other words: "the film ends with a shot of Ann Lee
//! saying, “…”".
//!
//! Finds a quotation behind a verb of speech of the same sentence, with a subject of its own, that is no cue yet, and
//! adds them. What holds them as its content without being a cue that the lexicon knows ("the film ends with a shot of")
//! loses them.
//! Not this: a verb inside another's words, which [`super::nested`] reads, or in what somebody only hopes, and a quotation
//! with a cue behind it too.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_schema::Upos;

use crate::attributed;
use crate::candidate::Candidate;
use crate::content::cut;
use crate::owner;
use crate::view::View;

/// How reliable such a verb is.
const SCORE: f32 = 0.6;
/// The least number of tokens of a quotation, with marks; shorter ones are names and terms.
const SPOKEN: usize = 5;
/// The most tokens between the verb and the quotation: to whom, on what day.
const BETWEEN: usize = 8;
/// How far before its verb a subject is looked for, in tokens.
const REACH: usize = 12;

pub(crate) fn add(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let cues = candidates.iter().flat_map(|candidate| &candidate.cue);
    let known: BTreeSet<usize> = cues.cloned().flatten().collect();
    for quote in 0..view.doc.quotations.len() {
        let content = view.quote_tokens(quote);
        if content.len() < SPOKEN || view.quote(content.start) != Some(quote) {
            continue;
        }
        let Some((verb, source)) = led_in(view, &content) else {
            continue;
        };
        if known.contains(&verb) || owner::goes_on(view, &content, verb) {
            continue;
        }
        let own = source.start.min(verb)..content.end;
        let has_cue_behind = |candidate: &Candidate| {
            let mut cue = candidate.cue.iter();
            cue.any(|cue| cue.start > verb) && candidate.tells(&content)
        };
        // What is told or hoped is another's words or none; "footage of X saying" only shows who speaks.
        let holds = |candidate: &Candidate| {
            let told = candidate.content.iter().any(|piece| piece.contains(&verb));
            told && view.verb(candidate.head).is_some() && !shows(view, candidate, verb)
        };
        if candidates
            .iter()
            .any(|candidate| has_cue_behind(candidate) || holds(candidate))
        {
            continue;
        }
        for candidate in candidates.iter_mut() {
            cut(&mut candidate.content, &own);
        }
        candidates.push(Candidate {
            rule: "verb-before-quotation",
            score: SCORE,
            note: "a verb of speech and its subject right before a quotation".to_owned(),
            ..attributed::by_verb(view, verb..verb + 1, vec![source], content)
        });
    }
}

/// The verb of speech before a quotation, and its subject.
fn led_in(view: &View<'_>, quote: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let words = view.doc.syntax.as_deref()?;
    let unit = &view.units[view.unit_at(quote.start)?].tokens;
    let comma = quote.start.checked_sub(1)?;
    let lowest = unit.start.max(comma.saturating_sub(BETWEEN));
    let verb = (lowest..=comma)
        .rev()
        .take_while(|&idx| view.quote(idx).is_none() && (idx == comma || view.text(idx) != ":"))
        .find(|&idx| words[idx].upos == Upos::Verb)?;
    if !view.verb(verb).is_some_and(|cue| cue.class.is_speech()) {
        return None;
    }
    let marked = view.is_comma(comma) || view.text(comma) == ":";
    let hangs = |idx: usize| view.tree.span(verb).contains(&idx);
    if !marked || !(verb + 1..comma).all(hangs) {
        return None;
    }
    let subject = (lowest.saturating_sub(REACH).max(unit.start)..verb)
        .find(|&idx| words[idx].head == Some(verb) && &*words[idx].deprel == "nsubj");
    // The tree may hang "saying" on the name; a sign that says so is nobody.
    let named = || {
        let participle = &*words[verb].xpos == "VBG" && &*words[verb].deprel == "acl";
        let name = words[verb].head.filter(|_| participle)?;
        (name < verb && words[name].upos == Upos::Propn).then_some(name)
    };
    Some((verb, view.noun_phrase(subject.or_else(named)?)?))
}

/// Whether a participle hangs on a noun of the cue: "ends with footage of Lee saying".
fn shows(view: &View<'_>, candidate: &Candidate, verb: usize) -> bool {
    let noun = view
        .word(verb)
        .filter(|word| &*word.xpos == "VBG" && &*word.deprel == "acl")
        .and_then(|word| word.head);
    noun.is_some_and(|noun| candidate.cue.iter().any(|cue| cue.contains(&noun)))
}
