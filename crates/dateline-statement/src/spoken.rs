//! Who a pronoun is by what was said around it or just before: "I" and "we" say the words around them, "you" are told
//! them, "he replied" is told the words before, "it" is the report that spoke.
//!
//! In: decoded statements with their speakers, later with their addressees. Out: the same, with who is meant by a source
//! that is such a pronoun, and by "you" or "him" who is told something. Outside of anybody's words "I" is the page's
//! author. Refuses "you" where nobody is told the words around it and nobody else has just spoken, and "he" or "him" of
//! whom the page says "she".

use dateline_data::Classes;
use dateline_schema::{ActorKind, Reason, Span, Statement};

use crate::decode::Decoded;
use crate::speaker::Speakers;
use crate::view::View;

/// How far back those who talk with each other speak, in units.
const NEAR_UNITS: usize = 2;

/// Gives what "I" and "we" say to whoever says the words around it, else what "I" says to the page's author.
pub(crate) fn speakers(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    for idx in 0..decoded.len() {
        let Some(source) = lone_source(view, &decoded[idx], &["I", "we"]) else {
            continue;
        };
        let first = view.doc.tokens_in(source).start;
        let is_quoted = view.quote(first).is_some();
        let (speaker, rule) = match holder(decoded, idx) {
            Some(holder) => (Some(holder), "speaker-of-the-words-around"),
            None if decoded[idx].statement.within.is_some() => (None, ""),
            // The words around may go on in a quotation without a cue.
            None if is_quoted => {
                let last = before(decoded, idx).and_then(|last| last.speaker);
                (last, "last-speaker")
            }
            None if view.is(first, "I") => (speakers.author(view), "author"),
            None => (None, ""),
        };
        set(speakers, decoded, idx, source, speaker, rule);
    }
}

/// Gives what "you" say, and what you are told, to whom the words around are told.
///
/// "Him" whom nothing resolves is who else has just spoken.
pub(crate) fn hearers(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    for idx in 0..decoded.len() {
        if let Some(other) = told_back(view, speakers, decoded, idx) {
            decoded[idx].statement.addressee = Some(other);
        }
        let Some(outer) = decoded[idx].statement.within else {
            continue;
        };
        let hearer = decoded[outer].statement.addressee;
        let told = decoded[idx].statement.manner.to;
        if told.is_some_and(|told| is_lone(view, told, &["you"])) {
            decoded[idx].statement.addressee = decoded[idx].statement.addressee.or(hearer);
        }
        let Some(source) = lone_source(view, &decoded[idx], &["you"]) else {
            continue;
        };
        let speaker = hearer.or_else(|| other_speaker(decoded, outer));
        set(speakers, decoded, idx, source, speaker, "who-is-spoken-to");
    }
}

/// Who else has just spoken, where a pronoun that nothing resolves is told something.
fn told_back(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    decoded: &[Decoded],
    idx: usize,
) -> Option<usize> {
    let said = &decoded[idx];
    let told = said.candidate.addressee.as_ref()?;
    let is_he = view.is(told.start, "him");
    let is_pronoun = told.len() == 1 && (is_he || view.is(told.start, "her"));
    let is_open = said.statement.addressee.is_none()
        && said.statement.manner.to.is_none()
        && said.statement.within.is_none();
    let other = other_speaker(decoded, idx).filter(|_| is_pronoun && is_open)?;
    can_be(view, speakers, other, is_he).then_some(other)
}

/// Gives what "it" says to the document or body without a name that has just spoken: "A report says … It calls for …".
pub(crate) fn documents(view: &View<'_>, decoded: &mut [Decoded]) {
    for idx in 1..decoded.len() {
        let statement = &decoded[idx].statement;
        let is_open = statement.speaker.is_none() && statement.manner.description.is_none();
        if !is_open || lone_source(view, &decoded[idx], &["it"]).is_none() {
            continue;
        }
        let last = before(decoded, idx).filter(|last| last.speaker.is_none());
        decoded[idx].statement.manner.description = last.and_then(|last| last.manner.description);
    }
}

/// Gives what "he replied" to whom the words before were told, where the pronoun was taken for who said them.
pub(crate) fn replies(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    for idx in 1..decoded.len() {
        let retorts = view.lemma_class(decoded[idx].candidate.head, Classes::RETORT);
        let source = lone_source(view, &decoded[idx], &["he", "she"]);
        let (Some(source), true) = (source, retorts) else {
            continue;
        };
        let Some(last) = before(decoded, idx) else {
            continue;
        };
        let (asker, asked) = (last.speaker, last.addressee);
        let own = decoded[idx].statement.speaker;
        let is_he = view.is(view.doc.tokens_in(source).start, "he");
        let is_alike = asked.is_some_and(|asked| can_be(view, speakers, asked, is_he));
        if is_alike && asked != asker && (own.is_none() || own == asker) {
            set(speakers, decoded, idx, source, asked, "who-was-asked");
        }
    }
}

/// Whether a person can be "he", or "she": nothing on the page calls him otherwise.
fn can_be(view: &View<'_>, speakers: &Speakers<'_>, actor: usize, is_he: bool) -> bool {
    let actor = speakers.actor(actor);
    let mut mentions = actor.mentions.iter();
    let others = if is_he { ["she", "her"] } else { ["he", "him"] };
    actor.kind == ActorKind::Person
        && !mentions.any(|mention| {
            let words = mention.span.of(&view.doc.text);
            others.iter().any(|other| words.eq_ignore_ascii_case(other))
        })
}

fn set(
    speakers: &Speakers<'_>,
    decoded: &mut [Decoded],
    idx: usize,
    source: Span,
    speaker: Option<usize>,
    rule: &'static str,
) {
    let Some(speaker) = speaker else { return };
    let name = speakers.actor(speaker).name.clone();
    let statement = &mut decoded[idx].statement;
    statement.speaker = Some(speaker);
    if speakers.is_named(speaker) {
        statement.manner.description = None;
    }
    statement.basis.push(Reason::at(rule, source, name));
}

/// The source of a statement that is one of some words.
fn lone_source(view: &View<'_>, said: &Decoded, words: &[&str]) -> Option<Span> {
    let source = said.statement.source.first().copied()?;
    is_lone(view, source, words).then_some(source)
}

fn is_lone(view: &View<'_>, phrase: Span, words: &[&str]) -> bool {
    let tokens = view.doc.tokens_in(phrase);
    tokens.len() == 1 && view.is_any(tokens.start, words)
}

/// Who says the words around.
fn holder(decoded: &[Decoded], idx: usize) -> Option<usize> {
    let up = |&idx: &usize| decoded[idx].statement.within;
    let holders = std::iter::successors(decoded[idx].statement.within, up);
    // A statement is held by few others; the bound ends a ring.
    let mut holders = holders.take(decoded.len());
    holders.find_map(|idx| decoded[idx].statement.speaker)
}

/// What was said shortly before.
fn before(decoded: &[Decoded], idx: usize) -> Option<&Statement> {
    let unit = decoded[idx].candidate.unit;
    let near = |said: &&Decoded| unit.saturating_sub(said.candidate.unit) <= NEAR_UNITS;
    let mut earlier = decoded[..idx].iter().rev().take_while(near);
    let last = earlier.find(|said| said.statement.within.is_none())?;
    Some(&last.statement)
}

/// Who else spoke shortly before a statement, as those do who talk with each other.
fn other_speaker(decoded: &[Decoded], idx: usize) -> Option<usize> {
    let own = decoded[idx].statement.speaker?;
    let other = before(decoded, idx)?.speaker?;
    (other != own).then_some(other)
}
