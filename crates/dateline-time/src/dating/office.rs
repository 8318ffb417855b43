//! The title of an office as a clock: "US Defence Secretary Mark Esper said on January 2" was said while he held it.

use dateline_data::{Office, Tense, Unit};
use dateline_schema::{Interval, Reason, Span};

use crate::direction;
use crate::expr::{Anchor, Found, Meaning, Open, Recurring, Shift, Which};
use crate::lex::{Gap, Kind, Words};
use crate::point::add;

/// How many words before a name may hold the title.
const TITLE: usize = 7;
/// Letters by which the words of a title are compared: "defence" and "defense".
const STEM: usize = 5;

/// How many words on either side of a date are taken for its sentence at most.
const SENTENCE: usize = 60;

/// Words before a title that take it away.
fn is_not_yet_or_no_more(words: &Words<'_>, at: usize) -> bool {
    words.is(
        at,
        &[
            "former",
            "ex",
            "then",
            "late",
            "future",
            "incoming",
            "outgoing",
            "vice",
            "deputy",
            "elect",
            "candidate",
            "nominee",
            "designate",
        ],
    )
}

/// Where the names of office holders begin behind their titles, in order, each with the office.
pub(super) type Holders<'a> = Vec<(usize, &'a Office)>;

/// The office holders that a text names with their titles.
pub(super) fn holders<'a>(words: &Words<'a>) -> Holders<'a> {
    (0..words.words.len())
        .filter_map(|at| Some((at, holder(words, at)?)))
        .collect()
}

/// The office whose title stands before a holder's name that begins at a word.
fn holder<'a>(words: &Words<'a>, at: usize) -> Option<&'a Office> {
    let word = &words.words[at];
    // Nearly every word ends here: names are capitalised and mean nothing to the calendar.
    if word.kind != Kind::Letters || !words.is_capital(at) {
        return None;
    }
    let first = words.text(at).to_lowercase();
    words.calendar.offices(&first).iter().find(|office| {
        name_end(words, at, office).is_some()
            && has_title(words, at, office)
            && !is_ambiguous(words, at, office)
    })
}

/// The word behind the holder's name that begins at `at`. Initials between the names are passed over.
fn name_end(words: &Words<'_>, at: usize, office: &Office) -> Option<usize> {
    let mut here = at;
    for want in &office.words {
        let is_initial = |at: usize| {
            words.text(at).chars().count() == 1 && words.is_capital(at) && words.is(at + 1, &["."])
        };
        while here > at && is_initial(here) {
            here += 2;
        }
        if words.get(here).is_none() || words.text(here).to_lowercase() != **want {
            return None;
        }
        here += 1;
    }
    Some(here)
}

fn name_span(words: &Words<'_>, at: usize, office: &Office) -> Span {
    words.span(at, name_end(words, at, office).unwrap_or(at + 1))
}

/// Whether each content word of the office stands shortly before the name.
fn has_title(words: &Words<'_>, at: usize, office: &Office) -> bool {
    let start = (at.saturating_sub(TITLE)..at)
        .rev()
        .take_while(|&before| {
            words.words[before + 1].gap != Gap::Border && !words.is(before, &[",", ";", ":"])
        })
        .last();
    let Some(start) = start else {
        return false;
    };
    if (start..at).any(|before| is_not_yet_or_no_more(words, before)) {
        return false;
    }
    office
        .role
        .split(' ')
        .filter(|word| word.len() > 3)
        .all(|want| (start..at).any(|before| begins_alike(words.text(before), want)))
}

/// Somebody who held the same office twice dates nothing by it but the whole.
fn is_ambiguous(words: &Words<'_>, at: usize, office: &Office) -> bool {
    let first = words.text(at).to_lowercase();
    words
        .calendar
        .offices(&first)
        .iter()
        .filter(|other| other.name == office.name && other.role == office.role)
        .count()
        > 1
}

fn begins_alike(one: &str, other: &str) -> bool {
    let mut pairs = one.chars().zip(other.chars()).take(STEM);
    one.len().min(other.len()) >= STEM.min(other.len())
        && pairs.all(|(a, b)| a.eq_ignore_ascii_case(&b))
}

/// The office holder named in the sentence about a word: the days on which it can have been.
pub(super) fn in_sentence(
    words: &Words<'_>,
    holders: &Holders<'_>,
    at: usize,
) -> Option<(Interval, Reason)> {
    let mut start = at;
    while start > 0
        && at - start < SENTENCE
        && words.words[start].gap != Gap::Border
        && !words.is(start - 1, &[";"])
        && !is_stop(words, start - 1)
    {
        start -= 1;
    }
    let mut end = start + 1;
    while end < words.words.len().min(at + SENTENCE)
        && words.words[end].gap != Gap::Border
        && !(end > at && is_stop(words, end - 1))
    {
        end += 1;
    }
    let first = holders.partition_point(|(holder, _)| *holder < start);
    let (holder, office) = *holders.get(first).filter(|(holder, _)| *holder < end)?;
    let span = name_span(words, holder, office);
    Some((office.held, Reason::at("in-office", span, note(office))))
}

/// Who is given an office's title beside a weekday or "yesterday" held it in the week of the news: the page was published
/// in that term, or within the week behind it.
pub(super) fn in_news(
    words: &Words<'_>,
    holders: &Holders<'_>,
    found: &[Found],
) -> Vec<(Interval, Reason)> {
    const WEEK: i32 = 7;
    let mut terms = Vec::new();
    for found in found.iter().filter(|found| is_news(words, found)) {
        let Some((held, reason)) = in_sentence(words, holders, found.start) else {
            continue;
        };
        let high = held.high.and_then(|high| add(high, WEEK, Unit::Day));
        terms.push((Interval { high, ..held }, reason));
    }
    terms
}

/// "On Monday", "yesterday", said of what has been.
fn is_news(words: &Words<'_>, found: &Found) -> bool {
    let is_near = matches!(
        found.meaning,
        Meaning::Open(Open {
            what: Recurring::Weekday(_),
            which: Which::Bare,
            ..
        }) | Meaning::Shift(Shift {
            anchor: Anchor::Publication,
            n: -1..=0,
            unit: Unit::Day,
            whole: true,
        })
    );
    is_near && direction::tense(words, found.start, found.end) == Some(Tense::Past)
}

/// The latest beginning of an office that somebody is given anywhere: the page is no older.
pub(super) fn latest(words: &Words<'_>, holders: &Holders<'_>) -> Option<(Interval, Reason)> {
    let mut latest: Option<(Interval, Reason)> = None;
    for &(at, office) in holders {
        let from = Interval {
            low: office.held.low,
            high: None,
        };
        if latest
            .as_ref()
            .is_none_or(|(other, _)| other.low < from.low)
        {
            let span = name_span(words, at, office);
            latest = Some((from, Reason::at("in-office", span, note(office))));
        }
    }
    latest
}

fn note(office: &Office) -> String {
    let day = |date: Option<dateline_schema::Date>| {
        date.map_or("now".to_owned(), |date| date.to_string())
    };
    format!(
        "{} was {} from {} to {}",
        office.name,
        office.role,
        day(office.held.low),
        day(office.held.high)
    )
}

fn is_stop(words: &Words<'_>, at: usize) -> bool {
    words.is(at, &[".", "!", "?"])
        && words.is_capital(at + 1)
        && !words.is_joined(at + 1)
        && at
            .checked_sub(1)
            .is_some_and(|before| words.text(before).len() > 3)
}
