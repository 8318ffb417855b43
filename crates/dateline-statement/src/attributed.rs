//! What the model attributes, as candidates.
//!
//! In: [`Doc::attributions`](dateline_schema::Doc::attributions). Out: a candidate for each, with what the tree says of
//! its cue: the verb that its helping words hang on, who is addressed (by [`crate::hearer`]), whether the saying is denied
//! or unreal, whether it reports words. Refuses only what the model is unsure of where it left that verb out: elsewhere
//! the score, which is the product of the model's probabilities, is weighed later.

use std::ops::Range;

use dateline_data::{Classes, CueClass, VerbCue};
use dateline_schema::{Attribution, Upos, Word};

use crate::candidate::Candidate;
use crate::content::{cut, trim};
use crate::hearer::{addressee, passive, without_hearer};
use crate::hiding;
use crate::quoted;
use crate::reconcile::UNKNOWN;
use crate::view::View;

/// The rule of a candidate that the model gives.
pub(crate) const MODEL: &str = "attribution-head";

/// How far from a cue its auxiliaries, negation and objects are looked for, in tokens.
pub(crate) const NEAR: usize = 12;

/// How many phrases that hang behind a source are added to it: "the head | of the port, | Ann Lee".
const APPOSITIONS: usize = 3;

pub(crate) fn propose(view: &View<'_>) -> Vec<Candidate> {
    let attributions = view.doc.attributions.as_deref().unwrap_or_default();
    attributions
        .iter()
        .filter_map(|attribution| candidate(view, attribution))
        .filter_map(|candidate| quoted::mend(view, candidate))
        .filter(|candidate| !measures(view, candidate) && !hiding::is_hiding(view, candidate))
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
    let score = cue_probability * source_probability * content_probability;
    let governed = to_governor(view, cue, source.as_ref(), content);
    let is_grown = governed != *cue;
    let cue = &to_kept_word(view, governed, content);
    let head = head(view, cue);
    let unit = view.unit_at(head)?;
    let verb = view.verb(head);
    if is_grown && score < least(verb) {
        return None;
    }
    let source: Vec<Range<usize>> = source
        .iter()
        .map(|source| whole_phrase(view, source, cue, content))
        .map(|source| with_apposition(view, source, cue, content))
        .collect();
    let candidate = Candidate {
        source,
        cue: vec![trim(view, cue.clone()).unwrap_or_else(|| cue.clone())],
        content: without_hearer(view, head, &apart_from(view, cue, content)),
        head,
        unit,
        addressee: None,
        carried: Vec::new(),
        is_speech: (head + 1..cue.end)
            .find_map(|particle| view.frame(head, particle))
            .or(verb.map(|verb| verb.class))
            .is_none_or(CueClass::is_speech),
        negated: false,
        hypothetical: false,
        hedged: false,
        overrules: false,
        verbatim: false,
        inside: None,
        same_speaker: false,
        rule: MODEL,
        score,
        note: format!(
            "the model gives the cue {cue_probability:.2}, the source {source_probability:.2}, \
             the content {content_probability:.2}"
        ),
    };
    let mut candidate = with_circumstances(view, candidate);
    if verb.is_some_and(|verb| verb.class == CueClass::Hear) && candidate.source.len() == 1 {
        // Who hears is told; from whom is said behind, or stays open.
        let from = around(view, &candidate)
            .find(|(idx, word)| &*word.deprel == "obl" && view.led_in(*idx, "from"))
            .and_then(|(idx, _)| view.noun_phrase(idx));
        let hearer = (candidate.source[0].end <= candidate.head).then(|| candidate.source.pop());
        let subject = || {
            let found = around(view, &candidate).find(|(_, word)| &*word.deprel == "nsubj");
            found.and_then(|(idx, _)| view.noun_phrase(idx))
        };
        let hearer = hearer.flatten().or_else(subject);
        candidate.addressee = hearer.or(candidate.addressee.take());
        candidate
            .source
            .extend(from.filter(|_| candidate.source.is_empty()));
    }
    passive(view, &mut candidate);
    Some(candidate)
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
        content: without_hearer(view, head, &[content]),
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

/// So many words behind a cue its governor may stand.
const GOVERNOR: usize = 4;
/// How sure the model must be of a cue whose governor it left out, where that is a verb that reports words.
const HELPED: f32 = 0.3;

/// How sure the model must be of a cue whose governor, which may be a verb of the lexicon, it left out.
fn least(governor: Option<&VerbCue>) -> f32 {
    match governor.is_some_and(|verb| verb.class.is_speech()) {
        true => HELPED,
        false => UNKNOWN,
    }
}

/// A cue of words that only help ("also", "was", "to") goes on to the word that they hang on: "also offered", "was clearly
/// glad".
fn to_governor(
    view: &View<'_>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    content: &[Range<usize>],
) -> Range<usize> {
    let helps = |idx: usize| {
        view.verb(idx).is_none()
            && !view.class(idx, Classes::HEARSAY)
            && view.word(idx).is_some_and(|word| {
                matches!(word.upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron)
            })
    };
    let governor = view.word(cue.start).and_then(|word| word.head);
    let Some(governor) = governor.filter(|governor| {
        (cue.end..cue.end + GOVERNOR).contains(governor) && cue.clone().all(helps)
    }) else {
        return cue.clone();
    };
    let claimed = |idx: usize| content.iter().chain(source).any(|part| part.contains(&idx));
    let free = (cue.end..=governor).all(|idx| !claimed(idx) && !view.is_punctuation(idx));
    match free {
        true => cue.start..governor + 1,
        false => cue.clone(),
    }
}

/// What somebody refuses to utter is part of the cue: "refused | to say whether …".
fn to_kept_word(view: &View<'_>, cue: Range<usize>, content: &[Range<usize>]) -> Range<usize> {
    let refuses = |idx: usize| {
        view.verb(idx)
            .is_some_and(|verb| verb.class == CueClass::Deny)
    };
    let last = cue.end - 1;
    let to = last + usize::from(!view.is(last, "to"));
    let verb = to + 1;
    // A piece that holds the verb says that there are such tokens.
    let holds = |piece: &Range<usize>| piece.contains(&verb) && piece.end > verb + 1;
    match cue.clone().any(refuses)
        && content.iter().any(holds)
        && view.is(to, "to")
        && utters(view, verb)
    {
        true => cue.start..verb + 1,
        false => cue,
    }
}

/// Whether a verb utters what stands behind it: not "call off", which is a deed, and not "comment on".
fn utters(view: &View<'_>, idx: usize) -> bool {
    let words = view.doc.syntax.as_deref().unwrap_or_default();
    let leads_on = words.get(idx + 1).is_some_and(|word| {
        word.head == Some(idx) && &*word.deprel == "compound:prt" || word.upos == Upos::Adp
    });
    view.verb(idx)
        .is_some_and(|verb| verb.class == CueClass::Say)
        && !view.class(idx, Classes::SILENT)
        && !leads_on
}

/// The pieces of a content without the words of a cue that ends with a verb of saying, which the model gives to both.
fn apart_from(view: &View<'_>, cue: &Range<usize>, content: &[Range<usize>]) -> Vec<Range<usize>> {
    let shares = |piece: &Range<usize>| piece.start < cue.end && cue.start < piece.end;
    if !utters(view, cue.end - 1) || !content.iter().any(shares) {
        return content.to_vec();
    }
    let mut pieces = content.to_vec();
    cut(&mut pieces, cue);
    let pieces = pieces.into_iter();
    pieces.filter_map(|piece| trim(view, piece)).collect()
}

/// The word of a cue that says what sort of cue it is: its last verb of the lexicon, else the word that the others
/// hang on.
fn head(view: &View<'_>, cue: &Range<usize>) -> usize {
    let top = |idx: &usize| {
        view.word(*idx)
            .is_some_and(|word| word.head.is_none_or(|head| !cue.contains(&head)))
    };
    let framed =
        |idx: &usize| (idx + 1..cue.end.min(idx + 3)).any(|at| view.frame(*idx, at).is_some());
    cue.clone()
        .find(framed)
        .or_else(|| cue.clone().rev().find(|&idx| view.verb(idx).is_some()))
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
            "compound" | "amod" | "det" | "nummod" | "nmod:poss" | "nmod:desc" | "flat"
        );
        modifies.then_some(head)
    });
    let Some(head) = governor.filter(|&head| head >= source.end) else {
        return source.clone();
    };
    let taken = |idx: usize| cue.contains(&idx) || content.iter().any(|part| part.contains(&idx));
    let parts = |idx: usize| {
        view.is_punctuation(idx) && !view.is_dash(idx) && !view.is_possessive_mark(idx)
    };
    if (source.end..=head).any(|idx| taken(idx) || parts(idx)) {
        return source.clone();
    }
    source.start..head + 1
}

/// The source with the name or description that hangs on it behind: "the minister | for harbours, Ann Lee".
fn with_apposition(
    view: &View<'_>,
    source: Range<usize>,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> Range<usize> {
    let taken = |idx: usize| cue.contains(&idx) || content.iter().any(|part| part.contains(&idx));
    let mut source = source;
    for _ in 0..APPOSITIONS {
        let last = view.doc.tokens.len().min(source.end + NEAR);
        let next = (source.end..last)
            .take_while(|&idx| !taken(idx))
            .find(|&idx| {
                view.word(idx).is_some_and(|word| {
                    let hangs = word.head.is_some_and(|head| source.contains(&head));
                    let called = || {
                        let mut clause = view.tree.span(idx).take(NEAR);
                        clause.any(|at| view.class(at, Classes::NAMING))
                    };
                    hangs
                        && match &*word.deprel {
                            "appos" | "nmod" | "flat" => true,
                            // "Who calls himself Pavel Novak".
                            "acl" | "acl:relcl" => called(),
                            _ => false,
                        }
                })
            });
        let Some(more) = next.map(|next| view.tree.span(next)) else {
            break;
        };
        let fits = more.end > source.end
            && more.end < source.end + NEAR
            && !(source.end..more.end).any(|idx| taken(idx) || view.quote(idx).is_some());
        if !fits {
            break;
        }
        source.end = more.end;
    }
    trim(view, source.clone()).unwrap_or(source)
}

/// Reads off the auxiliaries whether the saying is denied or unreal.
fn stand(view: &View<'_>, candidate: &mut Candidate) {
    let refuses = view
        .word(candidate.head)
        .filter(|word| matches!(&*word.deprel, "xcomp" | "ccomp"))
        .and_then(|word| word.head)
        .and_then(|head| view.verb(head))
        .is_some_and(|verb| verb.class == CueClass::Deny);
    let (mut negated, mut unreal, mut hedged) = (refuses, false, false);
    for (idx, word) in around(view, candidate) {
        match &*word.deprel {
            "advmod" => {
                negated |= view.class(idx, Classes::NEGATION);
                hedged |= view.class(idx, Classes::HEARSAY);
            }
            "aux" => unreal |= view.class(idx, Classes::UNREAL),
            "mark" => unreal |= view.is(idx, "if") || view.is(idx, "unless"),
            _ => {}
        }
    }
    // "Nobody told us" is a saying that did not take place.
    let mut sources = candidate.source.iter();
    negated |= sources.any(|source| view.is_nobody(source));
    candidate.negated = negated;
    // Who would not say it was asked and kept silent.
    candidate.hypothetical = unreal && !negated;
    candidate.hedged = hedged;
}

/// The words near a cue that hang on one of its words.
pub(crate) fn around<'a>(
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
