//! To whom, through whom and where something was said.
//!
//! In: a decoded statement and its unit. Out: its addressee ("told X", "in a letter to X"), its relays ("told
//! the newspaper X", "quoted by X", "on Twitter") and its venue ("at a ceremony …"), all read outside of
//! the words that were said. Refuses phrases inside the content: they are part of what is said.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{ActorKind, Relay, Span};

use crate::decode::Decoded;
use crate::speaker::Speakers;
use crate::view::View;

/// The longest venue taken, in tokens.
const LONGEST_VENUE: usize = 15;

/// How far from the cue circumstances are looked for, in tokens.
const WINDOW: usize = 80;

/// Sets addressee, relay and venue of every statement.
pub(crate) fn resolve(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    for Decoded {
        statement,
        candidate,
    } in decoded.iter_mut()
    {
        if !candidate.is_speech {
            continue;
        }
        let mut relays: Vec<Span> = Vec::new();
        if let Some(span) = candidate
            .addressee
            .as_ref()
            .and_then(|tokens| view.span(tokens))
        {
            // Nobody is told what he says himself.
            statement.addressee = speakers
                .of_phrase(view, span)
                .filter(|addressee| statement.speaker != Some(*addressee));
            if is_outlet(view, speakers, span) {
                relays.push(span);
            }
        }
        let unit = view.units[candidate.unit].tokens.clone();
        let cue = candidate.head;
        if let Some(platform) = platform_of_verb(view, cue) {
            relays.push(platform);
        }
        let near = unit.start.max(cue.saturating_sub(WINDOW))..unit.end.min(cue + WINDOW);
        for idx in near {
            let taken = candidate
                .content
                .iter()
                .chain(&candidate.source)
                .any(|tokens| tokens.contains(&idx));
            if taken || view.quote(idx).is_some() {
                continue;
            }
            relays.extend(carried_by(view, idx, unit.end));
            relays.extend(platform(view, idx));
            if let Some(outlet) = spoken_to(view, idx, unit.end)
                && is_outlet(view, speakers, outlet)
            {
                relays.push(outlet);
            }
            if statement.addressee.is_none()
                && let Some(span) = addressed_to(view, idx, unit.end)
            {
                statement.addressee = speakers
                    .of_phrase(view, span)
                    .or_else(|| owner(view, speakers, span));
            }
            if statement.venue.is_none() {
                statement.venue = venue(view, idx, unit.end);
            }
        }
        relays.sort();
        relays.dedup_by(|later, earlier| earlier.overlaps(*later));
        statement.relay = relays
            .into_iter()
            .map(|span| {
                let actor = speakers.of_phrase(view, span);
                let name = actor.map_or_else(
                    || platform_name(view, span),
                    |actor| speakers.actor(actor).name.clone(),
                );
                Relay { span, name, actor }
            })
            .collect();
    }
}

/// Whether the phrase names who publishes news.
fn is_outlet(view: &View<'_>, speakers: &Speakers<'_>, span: Span) -> bool {
    let known = speakers
        .of_phrase(view, span)
        .is_some_and(|actor| speakers.actor(actor).kind == ActorKind::Outlet);
    let tokens = view.doc.tokens_in(span);
    let capital = tokens.clone().any(|idx| view.is_capitalized(idx));
    known
        || capital
            && tokens
                .into_iter()
                .any(|idx| view.class(idx, Classes::OUTLET))
}

/// "quoted by X", "according to X".
fn carried_by(view: &View<'_>, idx: usize, to: usize) -> Option<Span> {
    let carried = view.class(idx, Classes::CARRIED) && idx + 2 < to && view.is(idx + 1, "by");
    if !carried {
        return None;
    }
    let by = view.phrase_at(idx + 2, to)?;
    view.span(&by)
}

/// "on Twitter", "in a tweet".
fn platform(view: &View<'_>, idx: usize) -> Option<Span> {
    let led_in = idx > 0
        && ["on", "via", "to"]
            .iter()
            .any(|word| view.is(idx - 1, word));
    let named = view.class(idx, Classes::PLATFORM) && led_in;
    let post = ["tweet", "tweets", "retweet"]
        .iter()
        .any(|word| view.is(idx, word));
    (named || post).then(|| view.doc.tokens[idx].span)
}

/// The platform that the verb itself names: "tweeted".
fn platform_of_verb(view: &View<'_>, idx: usize) -> Option<Span> {
    let names = view.text(idx).to_lowercase().contains("tweet");
    names.then(|| view.doc.tokens[idx].span)
}

/// "in an interview with X", "speaking to X".
fn spoken_to(view: &View<'_>, idx: usize, to: usize) -> Option<Span> {
    let interview = view.class(idx, Classes::MEDIUM)
        && idx + 2 < to
        && (view.is(idx + 1, "with") || view.is(idx + 1, "to") || view.is(idx + 1, "on"));
    let speaking = matches!(view.text(idx), "speaking" | "talking")
        && idx + 2 < to
        && (view.is(idx + 1, "to") || view.is(idx + 1, "with"));
    if !interview && !speaking {
        return None;
    }
    let object = view.phrase_at(idx + 2, to)?;
    view.span(&object)
}

/// "addressed to X", "in a letter to X".
fn addressed_to(view: &View<'_>, idx: usize, to: usize) -> Option<Span> {
    let led_in = matches!(
        view.text(idx),
        "addressed" | "directed" | "aimed" | "speaking"
    ) || view.class(idx, Classes::MEDIUM);
    if !led_in || idx + 2 >= to || !view.is(idx + 1, "to") {
        return None;
    }
    let object = view.phrase_at(idx + 2, to)?;
    view.span(&object)
}

/// The one whose account it is: "to President X's Twitter handle".
fn owner(view: &View<'_>, speakers: &Speakers<'_>, span: Span) -> Option<usize> {
    let tokens = view.doc.tokens_in(span);
    let mark = tokens.clone().find(|&idx| view.is_possessive_mark(idx))?;
    let owner: Range<usize> = tokens.start..mark;
    speakers.of_phrase(view, view.span(&owner)?)
}

/// "at a ceremony …", "during a rally in …".
fn venue(view: &View<'_>, idx: usize, to: usize) -> Option<Span> {
    if !["at", "during"].iter().any(|word| view.is(idx, word)) {
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
    view.span(&(first..end))
}

/// A platform by its own name, where no actor has the words.
fn platform_name(view: &View<'_>, span: Span) -> String {
    let text = span.of(&view.doc.text);
    if text.to_lowercase().contains("tweet") {
        "Twitter".to_owned()
    } else {
        text.to_owned()
    }
}
