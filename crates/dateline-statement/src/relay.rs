//! Through whom the words reached the page: outlets, platforms, and persons who pass them on.
//!
//! In: the tokens of a statement's unit that are neither source nor content. Out: links, the nearest to the speaker first,
//! each with the words that make it one: "told Reuters", "quoted by X", "the Courier quoted X as saying", "in an
//! interview with X", "on Twitter", "through her lawyer"; those that a verb tells come from [`crate::passed_on`], posts from
//! [`crate::platform`]. Refuses outlets that merely stand near ("who once worked for
//! Reuters").

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{Name, NameKind, Relay, Span, Upos};

use crate::addressee::hangs_on_cue;
use crate::decode::Decoded;
use crate::outlet::{self, apposed, is_outlet, named};
use crate::passed_on::{
    agent, asked_by, carried_by, is_medium, passes_on, publisher, quoter, reporter,
};
use crate::platform::{handle, platform, platform_name, platform_of_verb};
use crate::speaker::Speakers;
use crate::view::View;

/// A phrase for who passes words on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// How far from the speaker: he spoke to it, it carried him, it told of who carried him.
    distance: usize,
    span: Span,
    /// The words that make it a link.
    cue: Option<Span>,
}

impl Link {
    /// Who heard the speaker himself.
    pub(crate) fn told(span: Span, cue: Option<Span>) -> Self {
        let distance = 0;
        Self {
            distance,
            span,
            cue,
        }
    }

    pub(crate) fn carried(span: Span, cue: Option<Span>) -> Self {
        let distance = 1;
        Self {
            distance,
            span,
            cue,
        }
    }

    /// One of those who report it, the nearest to the speaker counted first.
    fn reported(span: Span, cue: Option<Span>, number: usize) -> Self {
        let distance = 2 + number;
        Self {
            distance,
            span,
            cue,
        }
    }
}

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
    links.extend(platform_of_verb(view, said.candidate.head).map(|on| Link::told(on, Some(on))));
    links.extend(handle(view, said));
    // Who cites a fact himself passes on nobody's words.
    let own = |quoter: &Span| {
        said.statement
            .source
            .iter()
            .any(|source| source.overlaps(*quoter))
    };
    links.extend(
        quoter(view, cue.start)
            .filter(|quoter| !own(quoter))
            .map(|quoter| Link::carried(quoter, view.span(cue))),
    );
    links.extend(agent(view, said, to));
    for (number, (outlet, verb)) in said.candidate.carried.iter().enumerate() {
        let verb = view.span(verb);
        let phrase = publisher(view, outlet, to).unwrap_or_else(|| outlet.clone());
        links.extend(
            view.span(&phrase)
                .map(|span| Link::reported(span, verb, number)),
        );
    }
    let source = said.candidate.source.iter().cloned().flatten();
    // "An audit published by X" is a document; "a source quoted by X" speaks through it.
    let quoted = |idx: usize| view.is(idx, "quoted") || view.is(idx, "cited");
    let carries = |idx: usize| {
        let governor = view.word(idx).and_then(|word| word.head);
        quoted(idx)
            || governor.is_none_or(|governor| {
                view.class(governor, Classes::MEDIUM) || hangs_on_cue(view, said, governor)
            })
    };
    let source = source.filter(|&idx| quoted(idx) || view.class(idx, Classes::SEEN));
    for idx in source
        .chain(free.iter().copied())
        .filter(|&idx| carries(idx))
    {
        if let Some((by, phrase)) = carried_by(view, idx, to)
            && passes_on(view, speakers, idx, &phrase)
        {
            links.extend(
                view.span(&phrase)
                    .map(|span| Link::carried(span, view.span(&by))),
            );
        }
    }
    for &idx in free {
        links.extend(platform(view, idx).map(|span| Link::told(span, None)));
        if idx > said.candidate.head
            && let Some(outlet) = reporter(view, idx)
            && is_outlet(view, speakers, outlet)
        {
            links.push(Link::reported(
                outlet,
                view.span(&(idx..idx + 1)),
                said.candidate.carried.len(),
            ));
        }
        if let Some((led, phrase)) =
            spoken_to(view, said, idx, to).or_else(|| asked_by(view, said, idx, to))
            && let Some(outlet) = outlet::told(view, speakers, &phrase)
        {
            links.push(Link::told(outlet, view.span(&led)));
        }
    }
    let source = said.candidate.source.iter().cloned().flatten();
    for idx in source.chain(
        free.iter()
            .copied()
            .filter(|&idx| hangs_on_cue(view, said, idx)),
    ) {
        let link = through(view, speakers, said, idx, to);
        links.extend(link.map(|span| Link::told(span, view.span(&(idx..idx + 1)))));
    }
    links
}

/// Links as they are written down: the nearest to the speaker first, each once, with their names and actors.
pub(crate) fn resolve(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &Decoded,
    mut links: Vec<Link>,
) -> Vec<Relay> {
    links.sort_by_key(|link| (link.span, link.distance));
    links.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    links.sort();
    let mut relays: Vec<Relay> = Vec::with_capacity(links.len());
    for Link { span, cue, .. } in links {
        let tokens = view.doc.tokens_in(span);
        if tokens.clone().all(|idx| only_modifies(view, idx)) {
            continue;
        }
        let short = outlet::bare(view, span);
        let inner = apposed(view, &tokens)
            .or_else(|| (short != span).then_some(short))
            .or_else(|| named(view, span))
            .unwrap_or(span);
        let mouthpiece = tokens
            .clone()
            .any(|idx| view.class(idx, Classes::MOUTHPIECE));
        let actor = if mouthpiece {
            let person = speakers.person_in(view, span);
            // "Through her lawyer, Ann Lee said": she is who speaks.
            let speaks = |name: &Name| {
                said.statement
                    .source
                    .iter()
                    .any(|own| own.contains(name.span))
            };
            person.or_else(|| person_behind(view, speakers, tokens.end, speaks))
        } else {
            actor_of(view, speakers, span, inner)
        };
        let own = outlet::is_own(view, &tokens) || view.class(tokens.start, Classes::FIRST_PERSON);
        if own {
            let words = span.of(&view.doc.text);
            let name = view.outlet.unwrap_or(words).to_owned();
            relays.push(Relay {
                span,
                name,
                cue,
                actor: None,
            });
            continue;
        }
        let name = actor
            .map(|actor| speakers.actor(actor).name.clone())
            .filter(|name| !name.is_empty() && (short == span || ends_capitalized(name)))
            .unwrap_or_else(|| platform_name(view, inner));
        if !name.is_empty() && relays.iter().all(|relay| relay.name != name) {
            relays.push(Relay {
                span,
                name,
                cue,
                actor,
            });
        }
    }
    relays
}

/// Whether a word alone names nobody: "the", "more", where the tree cuts a phrase off before its noun.
fn only_modifies(view: &View<'_>, idx: usize) -> bool {
    view.word(idx).is_some_and(|word| match word.upos {
        Upos::Det | Upos::Punct => true,
        Upos::Adj | Upos::Adv => !view.is_capitalized(idx),
        _ => false,
    })
}

/// Whether the last word of a name has a capital: not "RIA news".
fn ends_capitalized(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    !last.starts_with(char::is_lowercase)
}

/// The person whose name stands behind the comma at a token: "his lawyer | , Dana Rees".
fn person_behind(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    comma: usize,
    speaks: impl Fn(&Name) -> bool,
) -> Option<usize> {
    let first = view
        .doc
        .tokens
        .get(comma + 1)
        .filter(|_| view.is_comma(comma))?;
    // "His lawyer, Mr Pavel Novak".
    let behind = Span::new(first.span.start, view.doc.tokens.get(comma + 2)?.span.end);
    let begins = |name: &&Name| name.span.start >= first.span.start;
    let name = view.names_at(behind).find(begins)?;
    speakers
        .by_name(name.span)
        .filter(|_| name.kind == NameKind::Person && !speaks(name))
}

/// The outlet or person that a phrase for a link stands for.
fn actor_of(view: &View<'_>, speakers: &Speakers<'_>, span: Span, inner: Span) -> Option<usize> {
    let found = speakers
        .by_name(inner)
        .or_else(|| speakers.of_phrase(view, inner))
        .or_else(|| speakers.of_phrase(view, span));
    let named = found.filter(|actor| speakers.is_named(*actor));
    named
        .or_else(|| outlet::before(view, speakers, span))
        .or(found)
}

/// "in an interview with X", "speaking to X", "writing in X".
fn spoken_to(
    view: &View<'_>,
    said: &Decoded,
    idx: usize,
    to: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    if idx + 2 >= to {
        return None;
    }
    // "Speaking exclusively to".
    let manner = view.class(idx, Classes::SPEAKING) && view.text(idx + 1).ends_with("ly");
    let lead = idx + 1 + usize::from(manner);
    if lead + 1 >= to {
        return None;
    }
    let led = |words: &[&str]| view.is_any(lead, words);
    let medium = is_medium(view, idx) && led(&["with", "to", "on", "for", "in", "over"]);
    let speaking = view.class(idx, Classes::SPEAKING) && led(&["to", "with", "on"])
        || describes_source(view, said, idx) && led(&["to", "with"]);
    let sent = view.class(idx, Classes::SENT) && led(&["to"]);
    if !medium && !speaking && !sent {
        return None;
    }
    Some((idx..lead + 1, view.phrase_at(lead + 1, to)?))
}

/// "Spoke" in "a pilot, who spoke to Reuters, said".
fn describes_source(view: &View<'_>, said: &Decoded, idx: usize) -> bool {
    let verb = view.word(idx).filter(|word| &*word.deprel == "acl:relcl");
    let speaks = verb.filter(|verb| matches!(&*verb.lemma, "speak" | "talk"));
    let noun = speaks.and_then(|verb| verb.head);
    noun.is_some_and(|noun| {
        said.candidate
            .source
            .iter()
            .any(|source| source.contains(&noun))
    })
}

/// "said on Radio Ostrava", "wrote in the Courier", "said through her lawyer": a preposition that hangs on the cue.
fn through(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    said: &Decoded,
    idx: usize,
    to: usize,
) -> Option<Span> {
    let noun = view
        .word(idx)
        .filter(|word| &*word.deprel == "case")?
        .head?;
    let governor = view.word(noun)?.head?;
    let cue = &said.candidate.cue;
    let on_cue = cue.iter().any(|part| part.contains(&governor))
        || view.word(governor).is_some_and(|word| &*word.xpos == "VBG");
    if idx + 1 >= to || noun < idx {
        return None;
    }
    let phrase = view.phrase_at(idx + 1, to)?;
    let span = view.span(&phrase)?;
    let by_mouth = view.is_any(idx, &["through", "via"])
        && phrase.clone().any(|at| view.class(at, Classes::MOUTHPIECE));
    let of_source = said
        .candidate
        .source
        .iter()
        .any(|source| source.contains(&governor));
    if by_mouth && (on_cue || of_source || view.class(governor, Classes::ISSUED)) {
        return Some(span);
    }
    if !on_cue {
        return None;
    }
    let writes = [said.candidate.head, governor]
        .into_iter()
        .any(|verb| view.lemma_class(verb, Classes::WRITE));
    let owned = view
        .word(phrase.start)
        .is_some_and(|word| &*word.xpos == "PRP$");
    let appears =
        view.is(idx, "on") && !owned || (view.is(idx, "in") || view.is(idx, "for")) && writes;
    if !appears || !view.is_capitalized(noun) && !view.class(noun, Classes::BROADCAST) {
        return None;
    }
    if writes && (view.is(idx, "in") || view.is(idx, "for")) {
        return outlet::told(view, speakers, &phrase).or_else(|| {
            let place = speakers.of_phrase(view, span).is_some();
            (!place && is_title(view, span)).then_some(span)
        });
    }
    outlet::told(view, speakers, &phrase)
}

/// Whether a phrase is all name, and no place's or day's.
fn is_title(view: &View<'_>, span: Span) -> bool {
    let tokens = view.doc.tokens_in(span);
    let other = view.names_at(span).any(|name| {
        matches!(
            name.kind,
            NameKind::Date | NameKind::Location | NameKind::Norp | NameKind::Person
        )
    });
    !other
        && tokens
            .clone()
            .all(|idx| view.is_capitalized(idx) || view.is(idx, "the"))
        && !tokens.into_iter().any(|idx| view.class(idx, Classes::TIME))
}
