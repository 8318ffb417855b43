//! Who a source is: from its words, through the mention it holds, to an actor.
//!
//! In: source spans in text order and the document's actors. Out: indices of actors. A relative pronoun is its
//! antecedent; a pronoun that no mention resolves is the last speaker, if that one is near. Refuses to guess
//! where a source holds no mention: a speaker that is not known stays unknown.

use dateline_data::Classes;
use dateline_schema::{Actor, ActorKind, Reason, Span};

use crate::decode::Decoded;
use crate::view::View;

/// How far back a speaker goes on speaking for a pronoun, in sentences.
const NEAR_UNITS: usize = 3;
/// How many mentions that begin before a span are looked at, since one of them may hold it.
const NESTING: usize = 6;

/// The mentions of all actors by their place.
pub(crate) struct Speakers<'a> {
    actors: &'a [Actor],
    /// Sorted by span: the phrase, the actor, whether it is a name.
    mentions: Vec<(Span, usize, bool)>,
}

impl<'a> Speakers<'a> {
    pub(crate) fn new(actors: &'a [Actor]) -> Self {
        let mut mentions: Vec<(Span, usize, bool)> = actors
            .iter()
            .enumerate()
            .flat_map(|(idx, actor)| {
                actor
                    .mentions
                    .iter()
                    .map(move |mention| (mention.span, idx, mention.is_name))
            })
            .collect();
        mentions.sort_by_key(|(span, actor, _)| (span.start, span.end, *actor));
        Self { actors, mentions }
    }

    pub(crate) fn actor(&self, idx: usize) -> &'a Actor {
        &self.actors[idx]
    }

    /// The actor that a phrase refers to.
    pub(crate) fn of_phrase(&self, view: &View<'_>, phrase: Span) -> Option<usize> {
        let inside = self.overlapping(phrase);
        let head = head_start(view, phrase);
        let holding = inside
            .iter()
            .filter(|(span, ..)| span.contains(phrase))
            .min_by_key(|(span, ..)| span.len());
        let leading = inside
            .iter()
            .filter(|(span, ..)| phrase.start <= span.start && span.start <= head)
            .max_by_key(|(span, ..)| span.len());
        // A title that no mention holds: "senator | Jane Smith". What a preposition or a possessive leads in
        // is not the one who speaks.
        let named = || {
            inside.iter().find(|(span, _, is_name)| {
                *is_name && phrase.contains(*span) && is_head(view, phrase, *span)
            })
        };
        holding
            .or(leading)
            .or_else(named)
            .map(|(_, actor, _)| *actor)
    }

    fn overlapping(&self, phrase: Span) -> &[(Span, usize, bool)] {
        let first = self
            .mentions
            .partition_point(|(span, ..)| span.start < phrase.start);
        let last = self
            .mentions
            .partition_point(|(span, ..)| span.start < phrase.end);
        let first = first.saturating_sub(NESTING);
        &self.mentions[first..last]
    }
}

/// Sets the speaker of every statement.
pub(crate) fn resolve(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    let mut last: Option<(usize, usize)> = None;
    for Decoded {
        statement,
        candidate,
    } in decoded.iter_mut()
    {
        let Some(&source) = statement.source.first() else {
            continue;
        };
        let tokens = view.doc.tokens_in(source);
        let lone = tokens.len() == 1;
        let direct = speakers.of_phrase(view, source);
        let found = if lone && view.class(tokens.start, Classes::RELATIVE) {
            direct
                .or_else(|| antecedent(view, speakers, tokens.start))
                .map(|actor| (actor, "antecedent"))
        } else if let Some(actor) = direct {
            Some((actor, "mention"))
        } else if lone && is_personal(view, tokens.start) {
            last.filter(|(unit, actor)| {
                candidate.unit.saturating_sub(*unit) <= NEAR_UNITS
                    && matches!(
                        speakers.actor(*actor).kind,
                        ActorKind::Person | ActorKind::Group
                    )
            })
            .map(|(_, actor)| (actor, "last-speaker"))
        } else {
            None
        };
        let Some((actor, rule)) = found else { continue };
        statement.speaker = Some(actor);
        statement
            .basis
            .push(Reason::at(rule, source, speakers.actor(actor).name.clone()));
        if candidate.is_speech {
            last = Some((candidate.unit, actor));
        }
    }
}

fn is_personal(view: &View<'_>, idx: usize) -> bool {
    ["he", "she", "they"].iter().any(|word| view.is(idx, word))
}

/// The actor whose mention ends just before a relative pronoun.
fn antecedent(view: &View<'_>, speakers: &Speakers<'_>, pronoun: usize) -> Option<usize> {
    let mut before = pronoun.checked_sub(1)?;
    if view.is_punctuation(before) {
        before = before.checked_sub(1)?;
    }
    let end = view.doc.tokens[before].span.end;
    let last = Span::new(view.doc.tokens[before].span.start, end);
    speakers
        .overlapping(last)
        .iter()
        .filter(|(span, ..)| span.end == end)
        .max_by_key(|(span, ..)| span.len())
        .map(|(_, actor, _)| *actor)
}

/// Where the phrase begins behind its article.
fn head_start(view: &View<'_>, phrase: Span) -> usize {
    let mut tokens = view.doc.tokens_in(phrase);
    tokens
        .find(|&idx| {
            !view.class(idx, Classes::DETERMINER.or(Classes::PREPOSITION))
                && !view.is_punctuation(idx)
        })
        .map_or(phrase.start, |idx| view.doc.tokens[idx].span.start)
}

/// Whether nothing before the mention makes it a modifier: "a spokesman for X", "X's lawyer".
fn is_head(view: &View<'_>, phrase: Span, mention: Span) -> bool {
    let before = view.doc.tokens_in(Span::new(phrase.start, mention.start));
    let after = view.doc.tokens_in(mention).end;
    let led_in = before.clone().any(|idx| {
        view.class(idx, Classes::PREPOSITION) && idx > before.start
            || view.is_comma(idx)
            || view.is_possessive_mark(idx)
    });
    let owns = after < view.doc.tokens.len()
        && view.doc.tokens[after].span.end <= phrase.end
        && view.is_possessive_mark(after);
    !led_in && !owns
}
