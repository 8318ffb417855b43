//! Times of day: "8:30 p.m. EST", "9am", "1500 GMT", "noon Thursday", "Friday morning", "the morning of April 19".
//!
//! A time alone is of the day last spoken of. Values keep the clock of the text; GMT and UTC are written
//! behind it as TIMEX3's `Z`.
//!
//! Not this: scores ("3:2"), verses ("3:16") and ratios: two numbers about a colon need a preposition of time,
//! a.m. or p.m., or a zone beside them.

use dateline_data::PartOfDay;

use super::{day, select};
use crate::expr::{Anchor, Found, Meaning};
use crate::lex::{Kind, Words};

/// A time of day, with the day where it stands beside it.
pub(super) fn time(words: &Words<'_>, at: usize) -> Option<Found> {
    if let Some((clock, end)) = clock(words, at) {
        return Some(with_day(words, at, end, &clock, "clock-time"));
    }
    part_of_unnamed_day(words, at)
}

/// Adds the part of the day or the clock time that stands behind a day: "Friday morning", "Monday, 8 p.m.".
pub(super) fn behind_day(words: &Words<'_>, found: Found) -> Found {
    let end = found.end;
    if let Some(part) = words.next(end).and_then(|word| word.meaning?.part) {
        let clock = match part {
            PartOfDay::Stretch { value } => value.to_owned(),
            PartOfDay::Clock { hour } => format!("T{hour:02}:00"),
        };
        return Found {
            end: end + 1,
            ..found
        }
        .with_clock(clock);
    }
    let comma = end + usize::from(words.is_joined(end) && words.is(end, &[","]));
    let here = comma + usize::from(words.goes_on(comma, &["at"]));
    match (words.next(here), clock(words, here)) {
        (Some(_), Some((clock, end))) => Found { end, ..found }.with_clock(clock),
        _ => found,
    }
}

/// A time in digits alone, for ISO dates: "10:30", "10:30:15".
pub(super) fn digits(words: &Words<'_>, at: usize) -> Option<(String, usize)> {
    let hour = words.digits(at, 2..=2).filter(|hour| *hour <= 24)?;
    if !words.is(at + 1, &[":"]) {
        return None;
    }
    let minute = words.digits(at + 2, 2..=2).filter(|minute| *minute < 60)?;
    let mut end = at + 3;
    if words.is(end, &[":"]) && words.is_joined(end) && words.digits(end + 1, 2..=2).is_some() {
        end += 2;
    }
    let zulu = words.is_joined(end) && words.text(end) == "Z";
    let clock = format!("T{hour:02}:{minute:02}{}", if zulu { "Z" } else { "" });
    Some((clock, end + usize::from(zulu)))
}

/// A clock time with all that belongs to it but the day.
fn clock(words: &Words<'_>, at: usize) -> Option<(String, usize)> {
    if let Some(PartOfDay::Clock { hour }) = words.meaning(at).and_then(|word| word.part) {
        return Some((format!("T{hour:02}:00"), at + 1));
    }
    let hour = words.digits(at, 1..=4)?;
    // "12 noon", "12 midnight".
    if hour == 12
        && let Some(PartOfDay::Clock { hour }) =
            words.next(at + 1).and_then(|word| word.meaning?.part)
    {
        return Some((format!("T{hour:02}:00"), at + 2));
    }
    if words.is_joined(at) && at > 0 && words.is(at - 1, &[":"]) {
        return None;
    }
    let (hour, minute, end, needs_cue) = if words.text(at).len() >= 3 {
        // "1500 GMT", "1500 hours": four digits need their zone.
        (hour / 100, hour % 100, at + 1, true)
    } else if words.is_joined(at + 1)
        && words.is(at + 1, &[":", "."])
        && words.is_joined(at + 2)
        && words.digits(at + 2, 2..=2).is_some()
    {
        let mut end = at + 3;
        if words.is_joined(end)
            && words.is(end, &[":"])
            && words.is_joined(end + 1)
            && words.digits(end + 1, 2..=2).is_some()
        {
            end += 2;
        }
        let needs_cue = !(words.is(at + 1, &[":"]) && has_preposition(words, at));
        (hour, words.digits(at + 2, 2..=2)?, end, needs_cue)
    } else {
        (hour, 0, at + 1, true)
    };
    if hour > 24 || minute > 59 {
        return None;
    }
    let says_half = half_of_day(words, end).is_some();
    let (hour, end, has_half) = match half_of_day(words, end) {
        Some((is_pm, after)) if (1..=12).contains(&hour) => {
            (hour % 12 + if is_pm { 12 } else { 0 }, after, true)
        }
        Some(_) => return None,
        None if words.goes_on(end, &["o"])
            && words.is(end + 1, &["'", "’"])
            && words.is(end + 2, &["clock"]) =>
        {
            (hour, end + 3, true)
        }
        None => (hour, end, false),
    };
    // "4 in the morning", "5 o'clock in the evening", "11 at night".
    let (hour, end, has_half) = match in_part_of_day(words, end) {
        Some((is_pm, after)) if (1..=12).contains(&hour) && !says_half => {
            (hour % 12 + if is_pm { 12 } else { 0 }, after, true)
        }
        _ => (hour, end, has_half),
    };
    // "1500 GMT" and "1500hrs" are times; "15hrs" is a length.
    let has_minutes = end > at + 1 || words.text(at).len() == 4;
    let zone = zone(words, end).filter(|zone| has_minutes || !zone.counts_hours);
    if needs_cue && !has_half && zone.is_none() {
        return None;
    }
    let zulu = if zone.as_ref().is_some_and(|zone| zone.is_gmt) {
        "Z"
    } else {
        ""
    };
    let end = zone.map_or(end, |zone| zone.end);
    Some((format!("T{hour:02}:{minute:02}{zulu}"), end))
}

/// "a.m.", "pm", "P.M." behind a number; whether it is after noon, and the word behind it.
fn half_of_day(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    words.next(at)?;
    if words.is(at, &["am", "pm"]) {
        return Some((words.is(at, &["pm"]), at + 1));
    }
    let is_half = words.is(at, &["a", "p"])
        && words.is_joined(at + 1)
        && words.is(at + 1, &["."])
        && words.is_joined(at + 2)
        && words.is(at + 2, &["m"]);
    is_half.then(|| (words.is(at, &["p"]), words.after_stop(at + 3)))
}

/// "In the morning", "at night" behind a number; whether it is after noon, and the word behind it.
fn in_part_of_day(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    if words.goes_on(at, &["in"]) && words.goes_on(at + 1, &["the"]) {
        let is_am = words.goes_on(at + 2, &["morning"]);
        let is_pm = words.goes_on(at + 2, &["afternoon", "evening"]);
        return (is_am || is_pm).then_some((is_pm, at + 3));
    }
    (words.goes_on(at, &["at"]) && words.goes_on(at + 1, &["night"])).then_some((true, at + 2))
}

/// What is behind a time and makes it one.
struct Zone {
    is_gmt: bool,
    /// Whether it is "hrs", which stands behind lengths too.
    counts_hours: bool,
    end: usize,
}

/// The zone behind a time: "GMT", "EST", "local time", "hrs".
fn zone(words: &Words<'_>, at: usize) -> Option<Zone> {
    let word = words.next(at)?;
    let text = word.span.of(words.text);
    if let Some(minutes) = word.meaning.and_then(|word| word.zone)
        && text.chars().all(char::is_uppercase)
    {
        return Some(Zone {
            is_gmt: minutes == 0,
            counts_hours: false,
            end: at + 1,
        });
    }
    let plain = |counts_hours, end| Zone {
        is_gmt: false,
        counts_hours,
        end,
    };
    if words.is(at, &["local"]) && words.goes_on(at + 1, &["time"]) {
        return Some(plain(false, at + 2));
    }
    (words.is_joined(at) && words.is(at, &["hrs", "h"]))
        .then(|| plain(words.is(at, &["hrs"]), at + 1))
}

fn has_preposition(words: &Words<'_>, at: usize) -> bool {
    at > 0
        && words.next(at).is_some()
        && words.is(
            at - 1,
            &[
                "at", "by", "until", "till", "around", "before", "after", "from",
            ],
        )
}

/// A time with the day that stands behind it: "10 p.m. Wednesday", "8:30 a.m. on Nov. 6".
fn with_day(words: &Words<'_>, start: usize, end: usize, clock: &str, rule: &'static str) -> Found {
    let here = end + usize::from(words.is_joined(end) && words.is(end, &[","]));
    let on = here + usize::from(words.goes_on(here, &["on", "of"]));
    if words.next(on).is_some()
        && let Some(found) = day(words, on).filter(|found| found.clock.is_none())
    {
        return Found { start, ..found }.with_clock(clock);
    }
    let meaning = Meaning::PartOfDay(Anchor::LastSpoken, 0);
    Found::new(start, end, rule, meaning).with_clock(clock)
}

/// "the morning", "that night", "the next morning", "the night of April 18", "early morning".
fn part_of_unnamed_day(words: &Words<'_>, at: usize) -> Option<Found> {
    use select::Selector;
    let selected = select::select(words, at);
    let mut here = selected.end;
    while words.goes_on(here, &["early", "late", "mid", "same"])
        || (here == at && words.is(here, &["early", "late", "mid"]))
    {
        here = words.after_hyphen(here + 1);
    }
    if here > at {
        words.next(here)?;
    }
    let PartOfDay::Stretch { value } = words.meaning(here)?.part? else {
        return None;
    };
    let is_plural = words.text(here).ends_with('s');
    let end = here + 1;
    // "The morning show" names a programme.
    if words.goes_on(end, &["show", "news"]) {
        return None;
    }
    if words.goes_on(end, &["of"])
        && words.next(end + 1).is_some()
        && let Some(found) = day(words, end + 1).filter(|found| found.clock.is_none())
    {
        let found = Found {
            start: at,
            rule: "part-of-named-day",
            ..found
        };
        return Some(found.with_clock(value));
    }
    let (anchor, days) = match selected.selector {
        _ if is_plural => return None,
        Selector::The | Selector::That => (Anchor::LastSpoken, 0),
        Selector::This => (Anchor::Publication, 0),
        Selector::Last => (Anchor::Publication, -1),
        Selector::Next | Selector::TheNext | Selector::Following => (Anchor::LastSpoken, 1),
        Selector::Previous => (Anchor::LastSpoken, -1),
        Selector::None if here > selected.end || words.is(here, &["overnight"]) => {
            (Anchor::LastSpoken, 0)
        }
        _ => return None,
    };
    let found = Found::new(at, end, "part-of-day", Meaning::PartOfDay(anchor, days));
    Some(found.with_clock(value)).filter(|_| {
        words
            .get(here)
            .is_some_and(|word| word.kind == Kind::Letters)
    })
}
