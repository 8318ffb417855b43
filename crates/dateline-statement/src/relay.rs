//! Through whom the words reached the page: outlets, platforms, and persons who pass them on.
//!
//! In: the tokens of a statement's unit that are neither source nor content. Out: links, the nearest to the speaker first,
//! each with the words that make it one: "told Reuters", "quoted by X", "the Courier quoted X as saying", "in an
//! interview with X", "on Twitter", "through her lawyer". Refuses outlets that merely stand near ("who once worked for
//! Reuters").

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{Name, NameKind, Relay, Span, Upos};

use crate::addressee::hangs_on_cue;
use crate::decode::Decoded;
use crate::outlet::{self, apposed, is_outlet, named};
use crate::speaker::Speakers;
use crate::view::View;

/// How far behind "asked" its "by" is looked for, in tokens.
const ASKED: usize = 6;

/// How far before a verb that quotes its subject is looked for, in tokens.
const REACH: usize = 30;

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

    fn carried(span: Span, cue: Option<Span>) -> Self {
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

/// "quoted by X", "carried live by X", "seen by X", "read out by her lawyer".
fn carried_by(view: &View<'_>, idx: usize, to: usize) -> Option<(Range<usize>, Range<usize>)> {
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
fn asked_by(
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
fn passes_on(view: &View<'_>, speakers: &Speakers<'_>, verb: usize, by: &Range<usize>) -> bool {
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
fn publisher(view: &View<'_>, document: &Range<usize>, to: usize) -> Option<Range<usize>> {
    document
        .clone()
        .find_map(|idx| carried_by(view, idx, to))
        .map(|(_, phrase)| phrase)
}

/// Who is quoted by whom, behind: "was quoted as saying by the Courier".
fn agent(view: &View<'_>, said: &Decoded, to: usize) -> Option<Link> {
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
fn reporter(view: &View<'_>, verb: usize) -> Option<Span> {
    let carries =
        view.class(verb, Classes::CARRIED) || view.is_any(verb, &["reports", "writes", "wrote"]);
    let reports = carries
        && view
            .word(verb)
            .is_some_and(|word| matches!(&*word.xpos, "VBD" | "VBZ" | "VBP"));
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        let word = view.word(idx).filter(|_| reports);
        word.is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
    })?;
    view.span(&outlet::whole(view, &view.noun_phrase(subject)?))
}

/// Who quotes the speaker: "the Courier quoted X as saying".
fn quoter(view: &View<'_>, verb: usize) -> Option<Span> {
    let quotes = view.lemma_class(verb, Classes::QUOTE);
    if !quotes {
        return None;
    }
    let subject = (verb.saturating_sub(REACH)..verb).find(|&idx| {
        view.word(idx)
            .is_some_and(|word| word.head == Some(verb) && &*word.deprel == "nsubj")
    })?;
    view.span(&outlet::whole(view, &view.noun_phrase(subject)?))
}

/// "on Twitter", "in a tweet", "in a Facebook post", "on her Instagram account".
fn platform(view: &View<'_>, idx: usize) -> Option<Span> {
    let post = view.is_any(idx, &["tweet", "tweets", "retweet"]);
    if !(post || view.class(idx, Classes::PLATFORM) && view.is_capitalized(idx)) {
        return None;
    }
    if !post && idx + 1 < view.doc.tokens.len() && view.is_possessive_mark(idx + 1) {
        return None;
    }
    let leads = ["on", "via", "to", "over"];
    let led_in = idx > 0 && view.is_any(idx - 1, &leads);
    let modifies = view
        .word(idx)
        .filter(|word| matches!(&*word.deprel, "compound" | "nmod:poss"))
        .and_then(|word| word.head)
        .is_some_and(|head| {
            head > idx
                && leads
                    .iter()
                    .chain(&["in", "with"])
                    .any(|word| view.led_in(head, word))
        });
    // "Instagram Stories" is one of its parts.
    let part = view
        .doc
        .tokens
        .get(idx + 1)
        .filter(|_| !post && view.class(idx + 1, Classes::FEED) && view.is_capitalized(idx + 1))
        .map_or(view.doc.tokens[idx].span.end, |part| part.span.end);
    (post || led_in || modifies).then(|| Span::new(view.doc.tokens[idx].span.start, part))
}

/// The platform that the verb itself names: "tweeted".
fn platform_of_verb(view: &View<'_>, idx: usize) -> Option<Span> {
    let names = view.text(idx).to_lowercase().contains("tweet");
    names.then(|| view.doc.tokens[idx].span)
}

/// The handle in the signature of a post, which Twitter's embedded posts alone bear: "— Ann Lee (@annlee) March 5, 2024".
fn handle(view: &View<'_>, said: &Decoded) -> Option<Link> {
    let signed = said.candidate.rule == crate::rules::SIGNED_POST;
    let after = said.candidate.source.first().filter(|_| signed)?.end;
    let mut near = after..view.doc.tokens.len().min(after + 3);
    let handle = near.find(|&idx| view.text(idx).starts_with('@'))?;
    let plain = !view.text(handle)[1..].contains(['.', '@']);
    plain.then(|| Link::told(view.doc.tokens[handle].span, None))
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

/// A noun for what carries words: not the verb "report".
pub(crate) fn is_medium(view: &View<'_>, idx: usize) -> bool {
    let verb = view.word(idx).is_some_and(|word| word.upos == Upos::Verb);
    view.class(idx, Classes::MEDIUM) && !verb
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

/// A platform by its own name, where no actor has the words.
fn platform_name(view: &View<'_>, span: Span) -> String {
    let text = span.of(&view.doc.text);
    if text.to_lowercase().contains("tweet") || text.starts_with('@') {
        return "Twitter".to_owned();
    }
    let article = [
        "the ", "The ", "a ", "an ", "his ", "her ", "their ", "its ",
    ]
    .iter()
    .find_map(|article| text.strip_prefix(article));
    let name = article.unwrap_or(text);
    // "Channel 9's Breakfast show" is Channel 9's.
    let owner = ["'s", "’s"].iter().find_map(|mark| name.strip_suffix(mark));
    owner.unwrap_or(name).to_owned()
}
