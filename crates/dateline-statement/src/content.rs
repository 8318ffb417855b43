//! Contents as a reader would mark them: no stray words, no words on what or when it is said, and the inner words inside
//! the outer.
//!
//! In: candidates whose contents are the words that a model chose one by one. Out: the same with contents mended, after
//! [`crate::owner`] has made their quotations whole.
//! Refuses to move the end of a clause, unless it ends with a word that leads on: the model knows it better than the tree, as
//! measured on the development corpus.

use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::Upos;

use crate::candidate::Candidate;
use crate::owner;
use crate::view::View;

/// Pieces of up to so many words are stray when they stand farther than this from the cue and from longer pieces.
const STRAY: usize = 2;
const NEAR: usize = 4;

/// The most words that the model leaves out of the middle of a content that it has on both sides.
const GAP: usize = 8;

/// How far behind its verb the noun is looked for of which somebody speaks, in tokens.
const TOPIC: usize = 12;

/// How far behind its preposition the noun of an occasion is looked for, in tokens.
const OCCASION: usize = 5;

/// How the first words of a clause or phrase hang on the rest of it.
const FRONT: [&str; 11] = [
    "advmod",
    "amod",
    "aux",
    "case",
    "compound",
    "cop",
    "det",
    "mark",
    "nmod:poss",
    "nsubj",
    "nummod",
];

/// The most tokens of a phrase that is added at the front of a piece.
const PHRASE: usize = 8;

/// How many candidates before and behind are looked through for one that stands inside another.
const NEIGHBOURS: usize = 6;

/// Makes quotations whole and takes stray words away.
pub(crate) fn mend(view: &View<'_>, candidates: &mut [Candidate]) {
    owner::settle(view, candidates);
    for candidate in candidates.iter_mut() {
        introduced(view, candidate);
        topic(view, candidate);
        circumstances(view, candidate);
        sweep(view, candidate);
    }
    let mut taken: Vec<bool> = vec![false; view.doc.tokens.len()];
    for candidate in candidates.iter() {
        let cue_and_content = candidate.cue.iter().chain(&candidate.content);
        for idx in cue_and_content.chain(&candidate.source).cloned().flatten() {
            taken[idx] = true;
        }
    }
    for candidate in candidates {
        for piece in &mut candidate.content {
            complete(view, piece, &taken);
            finish(view, piece, &taken);
        }
        join(&mut candidate.content);
        fill(view, &mut candidate.content, &taken);
    }
}

/// Adds what an inner cue holds to the content that the cue stands in: "A said [B told C [that …]]".
pub(crate) fn nest(candidates: &mut [Candidate]) {
    for idx in 0..candidates.len() {
        let near = idx.saturating_sub(NEIGHBOURS)..(idx + NEIGHBOURS + 1).min(candidates.len());
        let mut more: Vec<Range<usize>> = Vec::new();
        for other in near.filter(|&other| other != idx) {
            let (outer, inner) = (&candidates[idx], &candidates[other]);
            if inner.stands_in(outer) && !outer.stands_in(inner) {
                let lacks = |part: &&Range<usize>| !outer.tells(part);
                more.extend(
                    inner
                        .cue
                        .iter()
                        .chain(&inner.content)
                        .filter(lacks)
                        .cloned(),
                );
            }
        }
        if more.is_empty() {
            continue;
        }
        let outer = &mut candidates[idx];
        outer.content.extend(more);
        let own: Vec<Range<usize>> = outer.cue.iter().chain(&outer.source).cloned().collect();
        for own in own {
            cut(&mut outer.content, &own);
        }
        join(&mut outer.content);
    }
}

/// Takes stops, commas and dashes off both ends; `None` if no word is left.
pub(crate) fn trim(view: &View<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = tokens;
    let loose = |idx: usize| {
        view.quote(idx).is_none()
            && view.is_punctuation(idx)
            && !matches!(view.text(idx), "(" | ")" | "[" | "]" | "$" | "%" | "#")
    };
    while end > start && loose(end - 1) {
        end -= 1;
    }
    while start < end && loose(start) {
        start += 1;
    }
    (start..end)
        .any(|idx| !view.is_punctuation(idx))
        .then_some(start..end)
}

/// Takes away the words before a colon that only say of what somebody speaks: "said of the bridge: “…”".
fn introduced(view: &View<'_>, candidate: &mut Candidate) {
    let opens = candidate
        .content
        .iter()
        .map(|piece| piece.start)
        .find(|&start| {
            start > candidate.head + 1 && view.quote(start).is_some() && view.text(start - 1) == ":"
        });
    let Some(quote) = opens else { return };
    let (cue, topic) = (candidate.head, quote - 1);
    let has_verb = |piece: &Range<usize>| {
        piece
            .clone()
            .any(|idx| view.word(idx).is_some_and(|word| word.upos == Upos::Verb))
    };
    candidate
        .content
        .retain(|piece| piece.start < cue || piece.end > topic || has_verb(piece));
}

/// Takes away the words around of whom or what somebody speaks behind what he said of it: "“…,” she said of [the vote, in
/// which she had no part]. “…”".
fn topic(view: &View<'_>, candidate: &mut Candidate) {
    let head = candidate.head;
    let last = view.doc.tokens.len().min(head + TOPIC);
    let said = view
        .verb(head)
        .is_some_and(|verb| verb.class == CueClass::Say && view.quote(head).is_none());
    let quoted = |piece: &Range<usize>| view.quote(piece.start).is_some();
    let mut before = candidate.content.iter().filter(|piece| piece.end <= head);
    let spoken_of = |idx: usize| {
        let hangs = view.word(idx).is_some_and(|word| word.head == Some(head));
        hangs && view.led_in(idx, "of")
    };
    if said && before.any(quoted) && (head + 1..last).any(spoken_of) {
        candidate
            .content
            .retain(|piece| quoted(piece) || piece.start < head);
    }
}

/// Takes away on what occasion it is said: "[In response to a question] Lee said […]", "replied, [in a letter, | that …]".
fn circumstances(view: &View<'_>, candidate: &mut Candidate) {
    let leads_in = |piece: &Range<usize>| {
        let preposition = view.is_any(piece.start, &["in", "at", "during"]);
        let carrier = Classes::MEDIUM.or(Classes::OCCASION).or(Classes::ANSWER);
        let mut words = piece.clone().skip(1).take(OCCASION);
        preposition
            && words.any(|idx| view.class(idx, carrier))
            && view.quote(piece.start).is_none()
    };
    let verbal = |idx: usize| {
        view.word(idx)
            .is_some_and(|word| word.upos == Upos::Verb && word.xpos.as_ref() != "VBN")
    };
    let before = |piece: &Range<usize>| {
        piece.end <= candidate.head
            && candidate
                .source
                .iter()
                .all(|source| piece.end <= source.start)
            && leads_in(piece)
            && !piece.clone().any(verbal)
    };
    let more = candidate
        .content
        .iter()
        .any(|piece| piece.start > candidate.head);
    if more {
        let kept: Vec<Range<usize>> = candidate
            .content
            .iter()
            .filter(|piece| !before(piece))
            .cloned()
            .collect();
        candidate.content = kept;
    }
    let head = candidate.head;
    let clause = |piece: &Range<usize>| {
        piece.clone().find(|&idx| {
            let that = view.is(idx, "that") && view.quote(idx).is_none();
            let ruled = view.word(idx).and_then(|word| view.word(word.head?));
            that && ruled.is_some_and(|ruled| ruled.head == Some(head) && &*ruled.deprel == "ccomp")
        })
    };
    for piece in &mut candidate.content {
        if piece.start > head
            && leads_in(piece)
            && let Some(that) = clause(piece)
        {
            piece.start = that;
        }
    }
}

/// Adds the modifiers that a piece lacks at its front: "| the bridge was safe".
fn complete(view: &View<'_>, piece: &mut Range<usize>, taken: &[bool]) {
    while let Some(before) = piece.start.checked_sub(1) {
        let Some(phrase) = modifier(view, piece, before) else {
            break;
        };
        if phrase
            .clone()
            .any(|idx| taken[idx] || view.quote(idx).is_some())
        {
            break;
        }
        piece.start = phrase.start;
    }
}

/// Adds what the last word of a piece leads to: "are likely to | draw fire", "in front of the | harbour".
fn finish(view: &View<'_>, piece: &mut Range<usize>, taken: &[bool]) {
    let Some(unit) = view.unit_at(piece.end - 1) else {
        return;
    };
    let border = view.units[unit].tokens.end;
    loop {
        let led = view.word(piece.end - 1).and_then(|word| {
            let leads = FRONT.contains(&&*word.deprel) || &*word.deprel == "cc";
            word.head.filter(|head| leads && *head >= piece.end)
        });
        let Some(head) = led else { return };
        let end = view.tree.span(head).end.min(border);
        let free =
            |&idx: &usize| !taken[idx] && !view.is_punctuation(idx) && view.quote(idx).is_none();
        let end = piece.end + (piece.end..end).take_while(free).count();
        if end <= head {
            return;
        }
        piece.end = end;
    }
}

/// The phrase in front of a piece that ends with a token and hangs on one of the piece's.
fn modifier(view: &View<'_>, piece: &Range<usize>, last: usize) -> Option<Range<usize>> {
    let mut top = last;
    for _ in 0..PHRASE {
        let word = view.word(top)?;
        let head = word.head?;
        if piece.contains(&head) {
            let start = view.tree.span(top).start;
            let whole = last + 1 - start <= PHRASE;
            return (FRONT.contains(&&*word.deprel) && whole).then_some(start..last + 1);
        }
        if head > last {
            return None;
        }
        top = head;
    }
    None
}

/// Joins pieces of one clause between which only a few words lie that are nobody's source, cue or content.
fn fill(view: &View<'_>, pieces: &mut Vec<Range<usize>>, taken: &[bool]) {
    for idx in 1..pieces.len() {
        let gap = pieces[idx - 1].end..pieces[idx].start;
        let free = |at: usize| !taken[at] && view.quote(at).is_none() && !view.is_punctuation(at);
        if gap.len() <= GAP
            && view.unit_at(gap.start) == view.unit_at(gap.end)
            && gap.clone().all(free)
        {
            pieces[idx].start = gap.start;
        }
    }
    join(pieces);
}

/// Trims every piece and drops the stray ones.
fn sweep(view: &View<'_>, candidate: &mut Candidate) {
    let pieces: Vec<Range<usize>> = candidate
        .content
        .iter()
        .flat_map(|piece| by_unit(view, piece))
        .filter(|(unit, piece)| *unit == candidate.unit || fills(view, *unit, piece))
        .filter_map(|(_, piece)| trim(view, piece))
        .collect();
    let longest = pieces.iter().map(Range::len).max().unwrap_or_default();
    let is_stray = |piece: &Range<usize>| {
        let far = |other: &Range<usize>| {
            other.start >= piece.end + NEAR || piece.start >= other.end + NEAR
        };
        let longer = pieces.iter().filter(|other| other.len() > STRAY);
        piece.len() <= STRAY && piece.len() < longest && longer.chain(&candidate.cue).all(far)
    };
    candidate.content = pieces
        .iter()
        .filter(|piece| !is_stray(piece))
        .cloned()
        .collect();
    join(&mut candidate.content);
}

/// The parts of a piece in each unit that it reaches into.
fn by_unit(view: &View<'_>, piece: &Range<usize>) -> Vec<(usize, Range<usize>)> {
    let first = view.unit_at(piece.start).unwrap_or(0);
    let units = view.units[first..].iter().enumerate();
    units
        .take_while(|(_, unit)| unit.tokens.start < piece.end)
        .map(|(idx, unit)| {
            let start = piece.start.max(unit.tokens.start);
            (first + idx, start..piece.end.min(unit.tokens.end))
        })
        .filter(|(_, part)| part.start < part.end)
        .collect()
}

/// Whether a piece in another unit than its cue is what that unit says: a quotation, or the better half of it.
fn fills(view: &View<'_>, unit: usize, piece: &Range<usize>) -> bool {
    let quoted = piece.clone().all(|idx| view.quote(idx).is_some());
    quoted || 2 * piece.len() > view.units[unit].tokens.len()
}

/// Takes the tokens of `hole` out of the pieces.
pub(crate) fn cut(pieces: &mut Vec<Range<usize>>, hole: &Range<usize>) {
    *pieces = pieces
        .iter()
        .flat_map(|piece| {
            let before = piece.start..piece.end.min(hole.start);
            let behind = piece.start.max(hole.end)..piece.end;
            [before, behind]
        })
        .filter(|piece| piece.start < piece.end)
        .collect();
}

/// Puts pieces in text order and joins those that touch.
pub(crate) fn join(pieces: &mut Vec<Range<usize>>) {
    pieces.sort_by_key(|piece| (piece.start, piece.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        match joined.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => joined.push(piece),
        }
    }
    *pieces = joined;
}
