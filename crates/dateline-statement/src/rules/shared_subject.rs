//! A participle that goes on in the speaker's name: "A said the port was closed, adding that ships were waiting".
//!
//! In: candidates. Out: the same, the words behind such a participle a statement of their own by the same source, where
//! the model gave them to the first verb too.
//! Not this: a participle that hangs on the clause and not on the cue, whose subject may be another ("A said B resigned,
//! saying that …"); one inside a quotation; one that brings no clause of its own ("adding three ships").

use std::ops::Range;

use dateline_schema::Upos;

use crate::attributed;
use crate::candidate::Candidate;
use crate::content::{cut, trim};
use crate::view::View;

/// How reliable such a participle is.
const SCORE: f32 = 0.7;

pub(crate) fn split(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| candidate.is_speech)
    {
        beside(view, candidate);
        let pieces = candidate.content.clone();
        for (cue, said) in pieces
            .iter()
            .flat_map(|piece| participles(view, candidate.head, piece))
        {
            cut(&mut candidate.content, &(cue..said.end));
            candidate.content = candidate
                .content
                .iter()
                .filter_map(|piece| trim(view, piece.clone()))
                .collect();
            found.push(Candidate {
                rule: "shared-subject",
                score: SCORE,
                note: "a participle of speech that hangs on the cue".to_owned(),
                ..attributed::by_verb(view, cue..cue + 1, candidate.source.clone(), said)
            });
        }
    }
    candidates.extend(found);
}

/// Takes away what a verb tells that is conjoined to the cue and not to what is said: "denied it, [but had fired first]".
fn beside(view: &View<'_>, candidate: &mut Candidate) {
    let Some(words) = &view.doc.syntax else {
        return;
    };
    let head = candidate.head;
    // The same subject does both: nothing but auxiliaries and adverbs stands between "but" and the verb.
    let opens = |verb: usize| {
        let start = view.tree.span(verb).start;
        let helps = |idx: usize| matches!(words[idx].upos, Upos::Aux | Upos::Adv | Upos::Part);
        view.is(start, "but") && (start + 1..verb).all(helps)
    };
    let conjoined = |piece: &Range<usize>| {
        piece.clone().skip(1).find(|&idx| {
            let word = &words[idx];
            word.head == Some(head)
                && &*word.deprel == "conj"
                && word.xpos == words[head].xpos
                && opens(idx)
                && view.quote(idx).is_none()
                && view.quote(head).is_none()
        })
    };
    for piece in &mut candidate.content {
        if piece.start > head
            && let Some(verb) = conjoined(piece)
        {
            let clause = view.tree.span(verb).start;
            if clause > piece.start {
                piece.end = clause;
            }
        }
    }
    candidate.content = candidate
        .content
        .iter()
        .filter_map(|piece| trim(view, piece.clone()))
        .collect();
}

/// The participles in a piece of content that go on in the name of the source of `head`, with what each says.
fn participles(view: &View<'_>, head: usize, piece: &Range<usize>) -> Vec<(usize, Range<usize>)> {
    let Some(words) = &view.doc.syntax else {
        return Vec::new();
    };
    let goes_on = |&idx: &usize| {
        let word = &words[idx];
        let speaks = view.verb(idx).is_some_and(|verb| verb.class.is_speech());
        word.head == Some(head)
            && &*word.deprel == "advcl"
            && &*word.xpos == "VBG"
            && view.text(idx - 1) == ","
            && view.quote(idx).is_none()
            && speaks
    };
    (piece.start + 1..piece.end)
        .filter(goes_on)
        .filter_map(|cue| {
            let clause = (cue + 1..piece.end)
                .find(|&idx| words[idx].head == Some(cue) && &*words[idx].deprel == "ccomp")?;
            let span = view.tree.span(clause);
            Some((
                cue,
                trim(view, span.start.max(cue + 1)..span.end.min(piece.end))?,
            ))
        })
        .collect()
}
