//! Through whom the words reached the page: outlets, platforms, and persons who pass them on.
//!
//! In: the tokens of a statement's unit that are neither source nor content. Out: links, the nearest to the speaker first,
//! each with the words that make it one: "told Reuters", "quoted by X", "the Courier quoted X as saying", "in an
//! interview with X", "on Twitter". Refuses outlets that merely stand near ("who once worked for Reuters").

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{ActorKind, NameKind, Relay, Span};

use crate::decode::Decoded;
use crate::speaker::Speakers;
use crate::view::View;

/// How far before a verb that quotes its subject is looked for, in tokens.
const REACH: usize = 30;

/// A phrase for who passes words on, and the words that say so.
pub(crate) type Link = (Span, Option<Span>);

/// The links that the words around a cue tell.
pub(crate) fn links(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &Decoded,
    free: &[usize],
    to: usize,
) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let cue = &said.candidate.cue[0];
    if let Some(platform) = platform_of_verb(view, said.candidate.head) {
        links.push((platform, Some(platform)));
    }
    if let Some(quoter) = quoter(view, cue.start) {
        links.push((quoter, view.span(cue)));
    }
    for (outlet, verb) in &said.candidate.carried {
        links.extend(view.span(outlet).map(|span| (span, view.span(verb))));
    }
    for &idx in free {
        if let Some((by, phrase)) = carried_by(view, idx, to) {
            links.extend(view.span(&phrase).map(|span| (span, view.span(&by))));
        }
        links.extend(platform(view, idx).map(|span| (span, None)));
        if idx > said.candidate.head
            && let Some(outlet) = reporter(view, idx)
            && is_outlet(view, speakers, outlet)
        {
            links.push((outlet, view.span(&(idx..idx + 1))));
        }
        if let Some((led, phrase)) = spoken_to(view, idx, to)
            && let Some(outlet) = outlet_told(view, speakers, &phrase)
        {
            links.push((outlet, view.span(&led)));
        }
    }
    links
}

/// Links as they are written down: in text order, each once, with their names and actors.
pub(crate) fn resolve(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    mut links: Vec<Link>,
) -> Vec<Relay> {
    links.sort();
    links.dedup_by(|later, earlier| earlier.0.overlaps(later.0));
    links
        .into_iter()
        .map(|(span, cue)| {
            let inner = named(view, span).unwrap_or(span);
            let actor = speakers
                .by_name(inner)
                .or_else(|| speakers.of_phrase(view, inner))
                .or_else(|| speakers.of_phrase(view, span));
            let name = actor.map_or_else(
                || platform_name(view, inner),
                |actor| speakers.actor(actor).name.clone(),
            );
            Relay {
                span,
                name,
                cue,
                actor,
            }
        })
        .collect()
}

/// The words for an outlet in the phrase for whom something is told to: "Reuters", "a reporter from the Courier".
pub(crate) fn outlet_told(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    told: &Range<usize>,
) -> Option<Span> {
    let span = view.span(told)?;
    if is_outlet(view, speakers, span) {
        return Some(named(view, span).map_or(span, |name| {
            // "The ZNA reporter" is of ZNA; "the newspaper Al-Sahil" is all one phrase.
            if names_reporter(view, told) {
                name
            } else {
                span
            }
        }));
    }
    let name = named(view, span)?;
    let tokens = view.doc.tokens_in(name);
    // "The BBC's Dana Rees", "a reporter from the Courier": a name that is in no data file as anything else.
    let unknown = is_unknown_body(view, speakers, name);
    let belongs = view.doc.tokens.len() > tokens.end
        && told.contains(&tokens.end)
        && view.is_possessive_mark(tokens.end);
    let bare = tokens.start == told.start && tokens.end == told.end;
    let reporter = names_reporter(view, told);
    let outlet = is_outlet(view, speakers, name) && (belongs || reporter || bare);
    (outlet || unknown && (reporter || bare)).then_some(name)
}

/// Whether the phrase names who publishes news.
pub(crate) fn is_outlet(view: &View<'_>, speakers: &Speakers<'_>, span: Span) -> bool {
    let known = speakers
        .of_phrase(view, span)
        .is_some_and(|actor| speakers.actor(actor).kind == ActorKind::Outlet);
    let tokens = view.doc.tokens_in(span);
    let capital = tokens.clone().any(|idx| view.is_capitalized(idx));
    let masthead = tokens.clone().last().is_some_and(|idx| {
        tokens.len() > 1 && view.is_capitalized(idx) && view.class(idx, Classes::MASTHEAD)
    });
    known
        || masthead
        || capital
            && tokens
                .into_iter()
                .any(|idx| view.class(idx, Classes::OUTLET))
}

/// Whether an organisation has no place among those that the data files and the page's own words know.
fn is_unknown_body(view: &View<'_>, speakers: &Speakers<'_>, name: Span) -> bool {
    let at = view
        .doc
        .names
        .partition_point(|other| other.span.start < name.start);
    let organization = view
        .doc
        .names
        .get(at)
        .is_some_and(|found| found.span == name && found.kind == NameKind::Organization);
    let coded = speakers
        .of_phrase(view, name)
        .is_some_and(|actor| !speakers.actor(actor).codes.is_empty());
    organization && !coded
}

fn names_reporter(view: &View<'_>, phrase: &Range<usize>) -> bool {
    phrase.clone().any(|idx| view.class(idx, Classes::REPORTER))
}

/// The first name in a phrase that is no person's and no day.
fn named(view: &View<'_>, phrase: Span) -> Option<Span> {
    let names = &view.doc.names;
    let from = names.partition_point(|name| name.span.start < phrase.start);
    names[from..]
        .iter()
        .take_while(|name| name.span.end <= phrase.end)
        .find(|name| {
            !matches!(
                name.kind,
                NameKind::Person | NameKind::Date | NameKind::Money | NameKind::Norp
            )
        })
        .map(|name| name.span)
}

/// "quoted by X", "carried by X".
fn carried_by(view: &View<'_>, idx: usize, to: usize) -> Option<(Range<usize>, Range<usize>)> {
    let carried = view.class(idx, Classes::CARRIED) && idx + 2 < to && view.is(idx + 1, "by");
    if !carried {
        return None;
    }
    Some((idx..idx + 2, view.phrase_at(idx + 2, to)?))
}

/// The subject of a verb by which outlets pass words on: "…, the Courier reported".
fn reporter(view: &View<'_>, verb: usize) -> Option<Span> {
    let reports = view.class(verb, Classes::CARRIED)
        && view.word(verb).is_some_and(|word| &*word.xpos == "VBD");
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        let word = view.word(idx).filter(|_| reports);
        word.is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
    })?;
    view.span(&view.noun_phrase(subject)?)
}

/// Who quotes the speaker: "the Courier quoted X as saying".
fn quoter(view: &View<'_>, verb: usize) -> Option<Span> {
    let quotes = view
        .word(verb)
        .is_some_and(|word| matches!(&*word.lemma, "quote" | "cite"));
    if !quotes {
        return None;
    }
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        view.word(idx)
            .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
    })?;
    view.span(&view.noun_phrase(subject)?)
}

/// "on Twitter", "in a tweet".
fn platform(view: &View<'_>, idx: usize) -> Option<Span> {
    let led_in = idx > 0
        && ["on", "via", "to"]
            .iter()
            .any(|word| view.is(idx - 1, word));
    let named = view.class(idx, Classes::PLATFORM) && view.is_capitalized(idx) && led_in;
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
fn spoken_to(view: &View<'_>, idx: usize, to: usize) -> Option<(Range<usize>, Range<usize>)> {
    let interview = view.class(idx, Classes::MEDIUM)
        && idx + 2 < to
        && (view.is(idx + 1, "with") || view.is(idx + 1, "to") || view.is(idx + 1, "on"));
    let speaking = matches!(view.text(idx), "speaking" | "Speaking" | "talking")
        && idx + 2 < to
        && ["to", "with", "on"]
            .iter()
            .any(|word| view.is(idx + 1, word));
    if !interview && !speaking {
        return None;
    }
    Some((idx..idx + 2, view.phrase_at(idx + 2, to)?))
}

/// A platform by its own name, where no actor has the words.
fn platform_name(view: &View<'_>, span: Span) -> String {
    let text = span.of(&view.doc.text);
    if text.to_lowercase().contains("tweet") {
        return "Twitter".to_owned();
    }
    let article = ["the ", "The ", "a ", "an "]
        .iter()
        .find_map(|article| text.strip_prefix(article));
    article.unwrap_or(text).to_owned()
}
