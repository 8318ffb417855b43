//! What the model attributes, as candidates.
//!
//! In: [`Doc::attributions`](dateline_schema::Doc::attributions). Out: a candidate for each, with what the tree says of
//! its cue: who is addressed, whether the saying is denied or unreal, whether it reports words. Refuses nothing: the
//! score, which is the product of the model's probabilities, is weighed later.

use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::{Attribution, Upos, Word};

use crate::candidate::Candidate;
use crate::content::trim;
use crate::quoted;
use crate::view::View;

/// How far from a cue its auxiliaries, negation and objects are looked for, in tokens.
const NEAR: usize = 12;

pub(crate) fn propose(view: &View<'_>) -> Vec<Candidate> {
    let attributions = view.doc.attributions.as_deref().unwrap_or_default();
    attributions
        .iter()
        .filter_map(|attribution| candidate(view, attribution))
        .filter_map(|candidate| quoted::mend(view, candidate))
        .filter(|candidate| !measures(view, candidate) && !hides(view, candidate))
        .collect()
}

fn candidate(view: &View<'_>, attribution: &Attribution) -> Option<Candidate> {
    let Attribution {
        cue,
        source,
        content,
        cue_probability,
        source_probability,
        content_probability,
    } = attribution;
    let head = head(view, cue);
    let unit = view.unit_at(head)?;
    let verb = view.verb(head);
    let source: Vec<Range<usize>> = source
        .iter()
        .map(|source| whole_phrase(view, source, cue, content))
        .collect();
    let candidate = Candidate {
        source,
        cue: vec![trim(view, cue.clone()).unwrap_or_else(|| cue.clone())],
        content: content.clone(),
        head,
        unit,
        addressee: None,
        is_speech: verb.is_none_or(|verb| verb.class.is_speech()),
        negated: false,
        hypothetical: false,
        overrules: false,
        rule: "attribution-head",
        score: cue_probability * source_probability * content_probability,
        note: format!(
            "the model gives the cue {cue_probability:.2}, the source {source_probability:.2}, \
             the content {content_probability:.2}"
        ),
    };
    Some(with_circumstances(view, candidate))
}

/// What structure reads off a verb of speech: its cue, whose head is the last word, its source and what is said.
pub(crate) fn by_verb(
    view: &View<'_>,
    cue: Range<usize>,
    source: Vec<Range<usize>>,
    content: Range<usize>,
) -> Candidate {
    let head = cue.end - 1;
    let candidate = Candidate {
        source,
        cue: vec![cue],
        content: vec![content],
        head,
        unit: view.unit_at(head).unwrap_or_default(),
        is_speech: true,
        ..Candidate::default()
    };
    with_circumstances(view, candidate)
}

/// Reads off the tree who is addressed, and whether the saying is denied or unreal.
fn with_circumstances(view: &View<'_>, mut candidate: Candidate) -> Candidate {
    candidate.addressee = addressee(view, &candidate);
    stand(view, &mut candidate);
    candidate
}

/// The word of a cue that says what sort of cue it is: its last verb of the lexicon, else the word that the others
/// hang on.
fn head(view: &View<'_>, cue: &Range<usize>) -> usize {
    let top = |idx: &usize| {
        view.word(*idx)
            .is_some_and(|word| word.head.is_none_or(|head| !cue.contains(&head)))
    };
    cue.clone()
        .rev()
        .find(|&idx| view.verb(idx).is_some())
        .or_else(|| cue.clone().find(top))
        .unwrap_or(cue.start)
}

/// "According to" with what is a measure rather than somebody: "went according to plan", "sorted according to size".
fn measures(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return view.is(candidate.cue[0].start, "according");
    };
    let bare = source.len() == 1
        && view
            .word(source.start)
            .is_some_and(|word| &*word.xpos == "NN")
        && !view.is_capitalized(source.start)
        && !view.class(source.start, Classes::OUTLET)
        && !view.is(source.start, "police");
    bare && view.is(candidate.cue[0].start, "according")
}

/// What a source asks for itself tells how it is hidden, and nothing else: "who asked not to be named".
fn hides(view: &View<'_>, candidate: &Candidate) -> bool {
    let [content] = &candidate.content[..] else {
        return false;
    };
    let words = ["not", "to", "be"];
    content.len() == words.len() + 1
        && (content.clone().zip(words)).all(|(idx, word)| view.is(idx, word))
}

/// The source as far as the phrase goes whose first words it holds: "Senate Majority | Leader Ann Lee".
fn whole_phrase(
    view: &View<'_>,
    source: &Range<usize>,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> Range<usize> {
    let governor = source.clone().find_map(|idx| {
        let word = view.word(idx)?;
        let head = word.head.filter(|head| !source.contains(head))?;
        let modifies = matches!(
            &*word.deprel,
            "compound" | "amod" | "det" | "nummod" | "nmod:poss" | "flat"
        );
        modifies.then_some(head)
    });
    let Some(head) = governor.filter(|&head| head >= source.end) else {
        return source.clone();
    };
    let taken = |idx: usize| cue.contains(&idx) || content.iter().any(|part| part.contains(&idx));
    if (source.end..=head).any(|idx| taken(idx) || view.is_punctuation(idx)) {
        return source.clone();
    }
    source.start..head + 1
}

/// Whom the object of the verb names: "told X that", "said to X that".
fn addressee(view: &View<'_>, candidate: &Candidate) -> Option<Range<usize>> {
    let verb = view.verb(candidate.head)?;
    // Nobody is told what he is accused of.
    if !verb.class.is_speech() || verb.class == CueClass::Accuse {
        return None;
    }
    let parts = candidate.content.iter().chain(&candidate.source);
    let taken: Vec<Range<usize>> = parts.cloned().collect();
    let (idx, word) = around(view, candidate).find(|(idx, word)| {
        let is_object = match &*word.deprel {
            "obj" | "iobj" => verb.takes_addressee,
            "obl" => view.led_in(*idx, "to"),
            _ => false,
        };
        let nominal = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        is_object && nominal && !taken.iter().any(|part| part.contains(idx))
    })?;
    debug_assert!(word.head.is_some());
    view.noun_phrase(idx)
}

/// Reads off the auxiliaries whether the saying is denied or unreal.
fn stand(view: &View<'_>, candidate: &mut Candidate) {
    let refuses = view
        .word(candidate.head)
        .filter(|word| matches!(&*word.deprel, "xcomp" | "ccomp"))
        .and_then(|word| word.head)
        .and_then(|head| view.verb(head))
        .is_some_and(|verb| verb.class == CueClass::Deny);
    let (mut negated, mut unreal) = (refuses, false);
    for (idx, word) in around(view, candidate) {
        match &*word.deprel {
            "advmod" => negated |= view.class(idx, Classes::NEGATION),
            "aux" => unreal |= view.class(idx, Classes::UNREAL),
            "mark" => unreal |= view.is(idx, "if") || view.is(idx, "unless"),
            _ => {}
        }
    }
    candidate.negated = negated;
    candidate.hypothetical = unreal;
}

/// The words near a cue that hang on one of its words.
fn around<'a>(
    view: &View<'a>,
    candidate: &Candidate,
) -> impl Iterator<Item = (usize, &'a Word)> + use<'a> {
    let cue = candidate.cue[0].clone();
    let words = view.doc.syntax.as_deref().unwrap_or_default();
    let first = cue.start.saturating_sub(NEAR).min(words.len());
    let last = (cue.end + NEAR).min(words.len());
    (first..last).filter_map(move |idx| {
        let word = &words[idx];
        let head = word.head?;
        cue.contains(&head).then_some((idx, word))
    })
}
