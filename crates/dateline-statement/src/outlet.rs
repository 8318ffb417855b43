//! Who publishes news: by the registry, by a masthead, by the noun beside the name.
//!
//! In: a phrase and the actors. Out: whether it names an outlet, and which words of it do. Refuses ministries, councils
//! and other bodies that are told things and publish none of them.

use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{ActorKind, NameKind, Span};

use crate::speaker::Speakers;
use crate::view::View;

/// The most tokens of a phrase that stands for an outlet without its name.
const COMMON: usize = 3;

/// The most tokens of a name behind such a noun.
const NAME: usize = 4;

/// The most tokens between a name and the noun that tells what bears it.
const APPOSITION: usize = 6;

/// How many names back the outlet is looked for that such a phrase stands for.
const NAMES: usize = 40;

/// The words for an outlet in the phrase for whom something is told to: "Reuters", "a reporter from the Courier".
pub(crate) fn told(view: &View<'_>, speakers: &Speakers<'_>, told: &Range<usize>) -> Option<Span> {
    let told = &whole(view, told);
    let span = view.span(told)?;
    if is_own(view, told) {
        return Some(span);
    }
    if let Some(bearer) = apposed(view, told) {
        return Some(bearer);
    }
    if is_described(view, told) {
        return Some(span);
    }
    let reporter = told.clone().any(|idx| view.class(idx, Classes::REPORTER));
    if is_outlet(view, speakers, span) {
        // "The ZNA reporter" is of ZNA; "state radio" is all one phrase.
        let name = named(view, span).filter(|_| reporter);
        return Some(name.unwrap_or(span));
    }
    if view.is_capitalized(told.end - 1) && is_strange(view, speakers, told) {
        return Some(span);
    }
    if let Some(title) = title(view, told) {
        return Some(title);
    }
    let name = named(view, span)?;
    let tokens = view.doc.tokens_in(name);
    let unknown = is_unknown_body(view, speakers, name);
    // "The BBC's Dana Rees", "the Courier's morning show".
    let belongs = told.contains(&tokens.end) && view.is_possessive_mark(tokens.end);
    let of_outlet = belongs
        && (speakers.person_in(view, span).is_some()
            || view.class(told.end - 1, Classes::BROADCAST));
    let article = view.is(told.start, "the");
    let first = told.start + usize::from(article);
    let last = told.end - usize::from(view.is_possessive_mark(told.end - 1));
    let bare = tokens.start <= first && tokens.end == last;
    let lead = (told.start + 1..tokens.start)
        .rev()
        .find(|&idx| !view.class(idx, Classes::DETERMINER));
    let led_by = |words: &[&str]| lead.is_some_and(|idx| view.is_any(idx, words));
    let from = led_by(&["of", "from", "at", "with"])
        && view
            .names_at(span)
            .any(|other| other.kind == NameKind::Person && other.span.end <= name.start);
    // "The ZNA reporter", "a reporter for ZNA", but "reporters outside the ZNA office".
    let before = || (tokens.end..told.end).any(|idx| view.class(idx, Classes::REPORTER));
    let reports = reporter && (before() || led_by(&["of", "from", "for", "with"]));
    let outlet = is_outlet(view, speakers, name) && (belongs || reporter || bare || from);
    // A name that is in no data file as anything else.
    (outlet || unknown && (reports || bare || of_outlet)).then_some(name)
}

/// Whether an apposition tells that a name is an outlet's: "Die Furche | , an Austrian weekly".
fn is_described(view: &View<'_>, phrase: &Range<usize>) -> bool {
    let n_tokens = view.doc.tokens.len();
    let first = phrase.end + 1;
    let opens = first < n_tokens
        && view.is_comma(phrase.end)
        && view.is_capitalized(phrase.end - 1)
        && view.is_any(first, &["a", "an", "the"]);
    let mut words = (first + 1..n_tokens.min(first + APPOSITION))
        .take_while(|&idx| !view.is_punctuation(idx) && !view.class(idx, Classes::RELATIVE));
    let noun = Classes::OUTLET.or(Classes::BROADCAST);
    opens && words.any(|idx| view.class(idx, noun) && !view.is_capitalized(idx))
}

/// "This newspaper", "our correspondent": the one that the page stands in.
pub(crate) fn is_own(view: &View<'_>, phrase: &Range<usize>) -> bool {
    let publishes = Classes::OUTLET.or(Classes::BROADCAST).or(Classes::REPORTER);
    let own = view.is_any(phrase.start, &["this", "our"]);
    own && phrase.len() > 1 && phrase.len() <= COMMON && view.class(phrase.end - 1, publishes)
}

/// The outlet of a person, where the tree cuts it off: "told Ann Lee | of the Courier".
pub(crate) fn behind(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    told: &Range<usize>,
    to: usize,
) -> Option<Span> {
    let from = ["of", "from"]
        .iter()
        .any(|word| told.end < to && view.is(told.end, word));
    speakers.person_in(view, view.span(told).filter(|_| from)?)?;
    let outlet = view.span(&view.phrase_at(told.end + 1, to)?)?;
    is_outlet(view, speakers, outlet).then_some(outlet)
}

/// A show by its title in quotation marks: "told “Good Morning Westport”".
fn title(view: &View<'_>, told: &Range<usize>) -> Option<Span> {
    let quote = view.quote(told.start)?;
    let whole = view.quote_tokens(quote);
    let marks = whole.start + 1 == told.start && told.end + 1 >= whole.end;
    let capitals = told.clone().all(|idx| {
        view.is_capitalized(idx) || view.class(idx, Classes::PREPOSITION.or(Classes::DETERMINER))
    });
    (marks && capitals).then(|| view.span(told)).flatten()
}

/// Whether the phrase names who publishes news.
pub(crate) fn is_outlet(view: &View<'_>, speakers: &Speakers<'_>, span: Span) -> bool {
    let known = view.names_outlet(span)
        || speakers
            .of_phrase(view, span)
            .is_some_and(|actor| speakers.actor(actor).kind == ActorKind::Outlet);
    let tokens = view.doc.tokens_in(span);
    let Some(last) = tokens.clone().last() else {
        return false;
    };
    // "A news conference in Berlin" is told by nobody.
    if tokens
        .clone()
        .any(|idx| view.class(idx, Classes::OCCASION) && !view.is_capitalized(idx))
    {
        return known;
    }
    let capital = tokens.clone().any(|idx| view.is_capitalized(idx));
    let article = usize::from(tokens.len() > 2 && view.class(tokens.start, Classes::DETERMINER));
    let first = tokens.start + article;
    let masthead = tokens.len() > 1
        && view.is_capitalized(last)
        && (view.class(last, Classes::MASTHEAD)
            || view.is_capitalized(first) && view.class(first, Classes::MASTHEAD_FIRST));
    let common = !view.is_capitalized(last) && view.class(last, Classes::BROADCAST);
    known
        || masthead
        || common
        || capital
            && tokens
                .into_iter()
                .any(|idx| view.class(idx, Classes::OUTLET))
}

/// The phrase with the name or the noun behind it that the tree cuts off: "the daily | O Correio", "the Hamrah | daily".
pub(crate) fn whole(view: &View<'_>, phrase: &Range<usize>) -> Range<usize> {
    let n_tokens = view.doc.tokens.len();
    let noun = |idx: usize| {
        view.class(idx, Classes::OUTLET.or(Classes::BROADCAST)) && !view.is_capitalized(idx)
    };
    let mut end = phrase.end;
    // "The | daily O Correio": a tree may begin another clause behind the article.
    if phrase
        .clone()
        .all(|idx| view.class(idx, Classes::DETERMINER))
        && end < n_tokens
        && noun(end)
    {
        end += 1;
    }
    let Some(last) = (phrase.start..end).last() else {
        return phrase.clone();
    };
    if view.is_capitalized(last) && end < n_tokens && noun(end) {
        end += 1;
    } else if noun(last) {
        while end < n_tokens && view.is_capitalized(end) && end <= last + NAME {
            end += 1;
        }
    }
    phrase.start..end
}

/// The name behind the noun that says what it is: "the daily | O Correio", "the newspaper | Al-Sahil".
pub(crate) fn apposed(view: &View<'_>, phrase: &Range<usize>) -> Option<Span> {
    let noun = phrase.clone().find(|&idx| {
        view.class(idx, Classes::OUTLET.or(Classes::BROADCAST)) && !view.is_capitalized(idx)
    })?;
    let name = noun + 1..phrase.end;
    let capitals = !name.is_empty() && name.clone().all(|idx| view.is_capitalized(idx));
    capitals.then(|| view.span(&name)).flatten()
}

/// The outlet that "the paper" stands for: the last one that was named before.
pub(crate) fn before(view: &View<'_>, speakers: &Speakers<'_>, phrase: Span) -> Option<usize> {
    let tokens = view.doc.tokens_in(phrase);
    let last = tokens.clone().last()?;
    let common = view.class(last, Classes::BROADCAST.or(Classes::OUTLET))
        && !tokens
            .clone()
            .any(|idx| view.is_capitalized(idx) && idx > tokens.start);
    if !common || tokens.len() > COMMON || !view.is(tokens.start, "the") {
        return None;
    }
    let names = &view.doc.names;
    let end = names.partition_point(|name| name.span.end <= phrase.start);
    names[end.saturating_sub(NAMES)..end]
        .iter()
        .rev()
        .filter(|name| {
            let tokens = view.doc.tokens_in(name.span);
            let noun = tokens.start.checked_sub(1);
            let called = noun.is_some_and(|noun| {
                view.class(noun, Classes::OUTLET.or(Classes::BROADCAST))
                    && !view.is_capitalized(noun)
            });
            called || is_outlet(view, speakers, name.span)
        })
        .find_map(|name| speakers.by_name(name.span))
}

/// The first name in a phrase that is no person's and no day.
pub(crate) fn named(view: &View<'_>, phrase: Span) -> Option<Span> {
    view.names_at(phrase)
        .find(|name| {
            phrase.contains(name.span)
                && !matches!(
                    name.kind,
                    NameKind::Person | NameKind::Date | NameKind::Money | NameKind::Norp
                )
        })
        .map(|name| name.span)
}

/// "The Champion": capitals behind an article that name neither a person nor a place nor a known body.
fn is_strange(view: &View<'_>, speakers: &Speakers<'_>, phrase: &Range<usize>) -> bool {
    let Some(span) = view.span(phrase) else {
        return false;
    };
    let article = view.is(phrase.start, "the") && phrase.len() > 1;
    let titled = article && view.text(phrase.start) == "The";
    let words = phrase.start + 1..phrase.end;
    let plain = words.clone().all(|idx| {
        view.is_capitalized(idx)
            && !view.class(idx, Classes::BODY.or(Classes::OCCASION))
            && view
                .word(idx)
                .is_some_and(|word| &*word.xpos != "NNPS" && &*word.xpos != "NNS")
    });
    let known = speakers.of_phrase(view, span).is_some_and(|actor| {
        let actor = speakers.actor(actor);
        !actor.codes.is_empty() || matches!(actor.kind, ActorKind::Person | ActorKind::Country)
    });
    let other = view.names_at(span).any(|name| {
        matches!(
            name.kind,
            NameKind::Person | NameKind::Location | NameKind::Norp | NameKind::Organization
        )
    });
    article && plain && (titled || !known && !other) && words.len() <= 2
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
    let body = view
        .doc
        .tokens_in(name)
        .any(|idx| view.class(idx, Classes::BODY));
    let institution = view
        .doc
        .tokens_in(name)
        .last()
        .is_some_and(|idx| view.class(idx, Classes::INSTITUTION));
    organization && !coded && !body && !institution
}

/// The name without the nouns behind it that say what it is: "Xinhua | news agency", "Velvet | magazine".
pub(crate) fn bare(view: &View<'_>, span: Span) -> Span {
    let tokens = view.doc.tokens_in(span);
    let noun = |idx: usize| {
        view.class(idx, Classes::OUTLET.or(Classes::BROADCAST)) && !view.is_capitalized(idx)
    };
    let behind = tokens.clone().rev().take_while(|&idx| noun(idx)).count();
    let name = tokens.start..tokens.end - behind;
    let own = name.clone().rev().take_while(|&idx| {
        view.is_capitalized(idx) || view.is_punctuation(idx) && !view.is_possessive_mark(idx)
    });
    let first = name.end - own.count();
    // "Hamrah daily" and "Mehrab agency" are names, "Velvet magazine" and "Xinhua news agency" tell what bears them.
    let part = behind == 1 && view.class(name.end, Classes::MASTHEAD.or(Classes::AGENCY));
    let Some(rest) = view
        .span(&(first..name.end))
        .filter(|_| behind > 0 && !part)
    else {
        return span;
    };
    // "Greek media", "Moscow radio".
    let of_place = view
        .names_at(rest)
        .any(|name| rest == name.span && matches!(name.kind, NameKind::Norp | NameKind::Location));
    // "State television" is no name.
    let is_name = view.names_at(rest).next().is_some() && !view.class(first, Classes::INFORMANT);
    // "The Courier's Morning Hour programme" is the Courier's.
    let owned = first > tokens.start && view.is_possessive_mark(first - 1);
    if of_place || owned || !is_name {
        span
    } else {
        rest
    }
}
