//! Who passes the words of others on, as a verb tells it: "quoted by X", "carried live by X", "the Courier reported",
//! "asked by X".
//!
//! In: a token, or the statement around it. Out: the phrase for who passes the words on, with the words that make it a
//! link of [`crate::relay`]. Refuses to tell whether the phrase is an outlet, except of verbs by which any body makes
//! known what is its own.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{NameKind, Span, Upos};

use crate::decode::Decoded;
use crate::outlet::{self, is_outlet};
use crate::relay::Link;
use crate::speaker::Speakers;
use crate::view::View;

/// How far behind "asked" its "by" is looked for, in tokens.
const ASKED: usize = 6;

/// How far before a verb that quotes its subject is looked for, in tokens.
const REACH: usize = 30;

/// "quoted by X", "carried live by X", "seen by X", "read out by her lawyer".
pub(crate) fn carried_by(
    view: &View<'_>,
    idx: usize,
    to: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    // "A statement by her lawyer".
    let medium = is_medium(view, idx);
    if !medium && !view.class(idx, Classes::CARRIED.or(Classes::ISSUED).or(Classes::SEEN)) {
        return None;
    }
    let between = usize::from(!medium && idx + 1 < to && !view.is(idx + 1, "by"));
    let by = idx + 1 + between;
    if by + 1 >= to || !view.is(by, "by") {
        return None;
    }
    let phrase = outlet::whole(view, &view.phrase_at(by + 1, to)?);
    Some((idx..by + 1, phrase))
}

/// The outlet that asked: "asked about it by Sky Sports, she said".
pub(crate) fn asked_by(
    view: &View<'_>,
    said: &Decoded,
    idx: usize,
    to: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let by = (idx + 1..to.min(idx + ASKED)).find(|&at| view.is(at, "by"))?;
    // What the question itself was is its own statement, and a reporter who asks bears a name.
    let own = said.candidate.cue.iter().any(|cue| cue.contains(&idx));
    let phrase = view
        .phrase_at(by + 1, to)
        .filter(|_| view.is(idx, "asked") && !own)?;
    let person = view
        .names_at(view.span(&phrase)?)
        .any(|name| name.kind == NameKind::Person);
    (by + 1 < to && !person).then_some((idx..by + 1, phrase))
}

/// Whether who is named behind "by" passes words on: whoever quotes does, an outlet by every such verb, and a
/// mouthpiece by what it reads out. An audit office publishes what is its own.
pub(crate) fn passes_on(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    verb: usize,
    by: &Range<usize>,
) -> bool {
    let mouthpiece = by.clone().any(|idx| view.class(idx, Classes::MOUTHPIECE));
    let quotes = view.is_any(verb, &["quoted", "cited", "relayed"]);
    let outlet = || {
        outlet::told(view, speakers, by).is_some()
            || view
                .span(by)
                .is_some_and(|span| is_outlet(view, speakers, span))
    };
    if view.class(verb, Classes::CARRIED) {
        return quotes || mouthpiece || outlet();
    }
    let issued = view.class(verb, Classes::ISSUED) || is_medium(view, verb);
    issued && mouthpiece || view.class(verb, Classes::SEEN) && outlet()
}

/// Who published the document that somebody's words are known from: "a transcript published by the Courier".
pub(crate) fn publisher(
    view: &View<'_>,
    document: &Range<usize>,
    to: usize,
) -> Option<Range<usize>> {
    document
        .clone()
        .find_map(|idx| carried_by(view, idx, to))
        .map(|(_, phrase)| phrase)
}

/// Who is quoted by whom, behind: "was quoted as saying by the Courier".
pub(crate) fn agent(view: &View<'_>, said: &Decoded, to: usize) -> Option<Link> {
    let cue = &said.candidate.cue;
    let quotes = cue
        .iter()
        .cloned()
        .flatten()
        .any(|idx| view.lemma_class(idx, Classes::QUOTE));
    let by = cue.last()?.end;
    if !quotes || by + 1 >= to || !view.is(by, "by") {
        return None;
    }
    let phrase = view.phrase_at(by + 1, to)?;
    Some(Link::carried(view.span(&phrase)?, view.span(&(by..by + 1))))
}

/// The subject of a verb by which outlets pass words on: "…, the Courier reported".
pub(crate) fn reporter(view: &View<'_>, verb: usize) -> Option<Span> {
    let carries =
        view.class(verb, Classes::CARRIED) || view.is_any(verb, &["reports", "writes", "wrote"]);
    let reports = carries
        && view
            .word(verb)
            .is_some_and(|word| matches!(&*word.xpos, "VBD" | "VBZ" | "VBP"));
    reports.then(|| subject(view, verb))?
}

/// Who quotes the speaker: "the Courier quoted X as saying".
pub(crate) fn quoter(view: &View<'_>, verb: usize) -> Option<Span> {
    let quotes = view.lemma_class(verb, Classes::QUOTE);
    quotes.then(|| subject(view, verb))?
}

/// A noun for what carries words: not the verb "report".
pub(crate) fn is_medium(view: &View<'_>, idx: usize) -> bool {
    let verb = view.word(idx).is_some_and(|word| word.upos == Upos::Verb);
    view.class(idx, Classes::MEDIUM) && !verb
}

/// The subject before a verb, with all that belongs to an outlet's name.
fn subject(view: &View<'_>, verb: usize) -> Option<Span> {
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        view.word(idx)
            .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
    })?;
    view.span(&outlet::whole(view, &view.noun_phrase(subject)?))
}
