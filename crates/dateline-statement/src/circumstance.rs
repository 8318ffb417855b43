//! To whom, in what, where and when something was said, and how an unnamed speaker is hidden.
//!
//! In: a decoded statement and its unit. Out: its [`addressee`], its medium ("in a statement"), its venue ("at a ceremony
//! …"), its day, and its links of [`relay`], all read outside of the words that were said. Refuses phrases inside the
//! content: they are part of what is said. An outlet that is told something passes it on and is no addressee.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::NameKind;

use crate::addressee;
use crate::decode::Decoded;
use crate::hiding;
use crate::outlet;
use crate::relay::{self, Link};
use crate::speaker::Speakers;
use crate::view::View;

/// The longest venue taken, in tokens.
const LONGEST_VENUE: usize = 15;

/// How far from the cue circumstances are looked for, in tokens.
const WINDOW: usize = 80;

/// Sets addressee, relay, medium, venue, day and hiding of every statement.
pub(crate) fn resolve(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    let holders: Vec<Option<Holder>> = decoded
        .iter()
        .map(|said| {
            let holder = &decoded[said.statement.within?];
            Some(Holder {
                speaker: holder.statement.speaker,
                content: holder.candidate.content.clone(),
            })
        })
        .collect();
    for (said, holder) in decoded.iter_mut().zip(holders) {
        describe(view, speakers, said);
        if !said.candidate.is_speech {
            continue;
        }
        let cue = said.candidate.head;
        // What a colon introduces stands in another paragraph: "Lee wrote on Facebook:".
        let unit = if view.text(cue) == ":" {
            view.unit_at(cue).unwrap_or(said.candidate.unit)
        } else {
            said.candidate.unit
        };
        let unit = view.units[unit].tokens.clone();
        let near = unit.start.max(cue.saturating_sub(WINDOW))..unit.end.min(cue + WINDOW);
        // What is told of the words around is no circumstance of those inside.
        let around = holder.as_ref().map(|holder| &holder.content);
        let inside = |idx: usize| {
            around.is_none_or(|content| content.iter().any(|part| part.contains(&idx)))
        };
        let free: Vec<usize> = near
            .filter(|&idx| inside(idx) && is_free(view, said, idx))
            .collect();
        let told = addressee::phrase(view, speakers, said, &free, unit.end);
        let mut links = relay::links(view, speakers, said, &free, unit.end);
        if let Some(told) = told {
            let outlet = outlet::told(view, speakers, &told)
                .or_else(|| outlet::behind(view, speakers, &told, unit.end));
            let cue = view.span(&said.candidate.cue[0]);
            links.extend(outlet.map(|outlet| Link::told(outlet, cue)));
            let ours = told.len() == 1
                && view.is(told.start, "us")
                && said.statement.within.is_none()
                && view.quote(told.start).is_none();
            if ours {
                // "Three of the banks told us": they told the page's outlet.
                let us = view.span(&told).filter(|_| view.outlet.is_some());
                links.extend(us.map(|us| Link::told(us, cue)));
            } else {
                addressee::set(
                    view,
                    speakers,
                    said,
                    &told,
                    outlet,
                    holder.and_then(|holder| holder.speaker),
                );
            }
        }
        addressee::called(view, speakers, said);
        said.statement.relay = relay::resolve(view, speakers, said, links);
        said.statement.manner.when = when(view, said);
        said.statement.manner.hidden = hiding::of_source(view, said);
        let statement = &mut said.statement;
        for &idx in &free {
            let manner = &mut statement.manner;
            if manner.medium.is_none() {
                manner.medium = medium(view, idx).and_then(|tokens| view.span(&tokens));
            }
            if statement.venue.is_none() {
                statement.venue = venue(view, idx, unit.end).and_then(|tokens| view.span(&tokens));
            }
        }
    }
}

/// The statement that another stands in.
struct Holder {
    speaker: Option<usize>,
    content: Vec<Range<usize>>,
}

/// Whether a token is neither source nor content nor quoted.
fn is_free(view: &View<'_>, said: &Decoded, idx: usize) -> bool {
    let mut taken = said.candidate.content.iter().chain(&said.candidate.source);
    !taken.any(|tokens| tokens.contains(&idx)) && view.quote(idx).is_none()
}

/// Keeps the words for a speaker who has no name.
fn describe(view: &View<'_>, speakers: &Speakers<'_>, said: &mut Decoded) {
    let Some(&source) = said.statement.source.first() else {
        return;
    };
    let actor = said.statement.speaker;
    if actor.is_some_and(|actor| speakers.is_named(actor)) {
        return;
    }
    let tokens = view.doc.tokens_in(source);
    if view.is_nobody(&tokens) {
        return;
    }
    let pronoun = tokens.len() == 1
        && (view.is_third_person(tokens.start) || view.class(tokens.start, Classes::RELATIVE));
    said.statement.manner.description = if pronoun {
        actor.and_then(|actor| speakers.first_mention(actor))
    } else {
        Some(source)
    };
}

/// "in a statement", "in a letter to X", "through an email".
fn medium(view: &View<'_>, idx: usize) -> Option<Range<usize>> {
    let carries = view.class(idx, Classes::MEDIUM);
    let led_in = ["in", "through", "via", "by"]
        .iter()
        .any(|preposition| view.led_in(idx, preposition));
    if carries && led_in {
        view.noun_phrase(idx)
    } else {
        None
    }
}

/// "at a ceremony …", "during a rally in …".
fn venue(view: &View<'_>, idx: usize, to: usize) -> Option<Range<usize>> {
    if !view.is_any(idx, &["at", "during"]) {
        return None;
    }
    let first = idx + 1;
    let border = |at: usize| {
        view.is_comma(at)
            || view.quote(at).is_some()
            || view.is_punctuation(at) && matches!(view.text(at), "." | ";" | ":" | "!" | "?" | "—")
    };
    let highest = to.min(first + LONGEST_VENUE);
    let mut end = (first..highest).find(|&at| border(at)).unwrap_or(highest);
    let occasion = (first..end.min(first + 6)).find(|&at| view.class(at, Classes::OCCASION))?;
    // A day ends the phrase, and so does a clause.
    if let Some(stop) =
        (occasion + 1..end).find(|&at| view.class(at, Classes::TIME.or(Classes::RELATIVE)))
    {
        end = if view.class(stop - 1, Classes::PREPOSITION) {
            stop - 1
        } else {
            stop
        };
    }
    Some(first..end)
}

/// The day or time that hangs on the cue: "said on Monday".
fn when(view: &View<'_>, said: &Decoded) -> Option<dateline_schema::Span> {
    let unit = &view.units[said.candidate.unit].tokens;
    let cue = said.candidate.head;
    let near = unit.start.max(cue.saturating_sub(WINDOW))..unit.end.min(cue + WINDOW);
    let span = view.span(&near)?;
    view.names_at(span)
        .filter(|name| name.kind == NameKind::Date && span.contains(name.span))
        .find(|name| {
            let mut tokens = view.doc.tokens_in(name.span);
            let free = tokens.clone().all(|idx| is_free(view, said, idx));
            free && tokens.any(|idx| view.word(idx).is_some_and(|word| word.head == Some(cue)))
        })
        .map(|name| name.span)
}
