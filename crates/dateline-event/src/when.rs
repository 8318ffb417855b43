//! Dates an event by the temporal expressions of its page.
//!
//! In: the trigger's words and the document's [`Chronology`]. Out: an [`EventDate`]: the expression that hangs on the trigger
//! in the tree, else the one in the same clause, else the only one in the sentence, else the bounds that the report itself gives.
//! What else of the sentence could have dated it stands behind the reasons, with why it does not. Durations and sets ("for
//! two days", "every week") date nothing.

use jiff::ToSpan;

use dateline_schema::{
    Chronology, Doc, EventDate, Interval, Reason, Sentence, Span, Status, Timex, TimexKind, Upos,
    Word,
};

use crate::chunk::{Item, Mood};
use crate::sentence::Reading;
use crate::site::borders_between;
use crate::words::Tag;

/// What earlier than this before the report is background: a year, so that anniversaries are.
const BACKGROUND_DAYS: i64 = 365;

/// The date of the event told by the words at `trigger`.
pub(crate) fn of(
    reading: &Reading<'_>,
    sent: &Sentence,
    trigger: Span,
    clause: Option<usize>,
    chronology: &Chronology,
) -> EventDate {
    let mut date = chosen(reading, sent, trigger, clause, chronology);
    let Some(own) = date.basis.first().and_then(|reason| reason.span) else {
        return date;
    };
    let others = in_sentence(sent, &chronology.timexes)
        .iter()
        .filter(|time| dates(time) && time.span != own);
    for time in others {
        let why = if dates_other(reading, time, trigger, clause) {
            "belongs to a noun"
        } else if hangs_on(reading.words.doc, time.span, trigger) {
            "says it less exactly, or stands farther away"
        } else {
            "stands in another clause, or farther away"
        };
        let note = format!("{} {why}", time.value);
        date.basis.push(Reason::at(OTHER, time.span, note));
    }
    date
}

/// The rule under which the other dates of the sentence stand.
const OTHER: &str = "other-date-in-sentence";

fn chosen(
    reading: &Reading<'_>,
    sent: &Sentence,
    trigger: Span,
    clause: Option<usize>,
    chronology: &Chronology,
) -> EventDate {
    let times = in_sentence(sent, &chronology.timexes);
    let usable: Vec<&Timex> = times
        .iter()
        .filter(|time| dates(time) && !dates_other(reading, time, trigger, clause))
        .collect();
    let hanging: Vec<&Timex> = usable
        .iter()
        .copied()
        .filter(|time| hangs_on(reading.words.doc, time.span, trigger))
        .collect();
    if let [time] = hanging[..] {
        return by(reading, time, chronology, "date-of-verb");
    }
    // What is joined by "and" may have a time of its own, which goes before one that it shares.
    if let Some(clause) = clause
        && let Some(joint) = joint(reading, clause)
    {
        let own = Span::new(joint, region(reading, sent, clause).end.max(joint));
        let inside = usable.iter().filter(|time| own.contains(time.span));
        if let Some(time) = inside.min_by_key(|time| distance(time.span, trigger)) {
            return by(reading, time, chronology, "date-in-clause");
        }
    }
    let region = clause.map(|clause| region(reading, sent, clause));
    let near = usable
        .iter()
        .filter(|time| region.is_none_or(|region| region.contains(time.span)))
        .min_by_key(|time| distance(time.span, trigger));
    if let Some(time) = near {
        let time = usable
            .iter()
            .find(|other| says_exactly(other, time))
            .unwrap_or(time);
        return by(reading, time, chronology, "date-in-clause");
    }
    if let [time] = usable[..]
        && borders_between(reading, trigger, time.span) == 0
    {
        return by(reading, time, chronology, "only-date-in-sentence");
    }
    EventDate::default()
}

/// How many heads are climbed from a time to what it hangs on.
const STEPS: usize = 6;

/// Whether a time hangs on the words of the trigger in the tree, at most by way of nouns: "was killed in a raid on Friday".
fn hangs_on(doc: &Doc, time: Span, trigger: Span) -> bool {
    let Some(syntax) = doc.syntax.as_deref() else {
        return false;
    };
    let inside = doc.tokens_in(time);
    let outside = |at: usize| {
        let head = syntax.get(at)?.head?;
        (!inside.contains(&head)).then_some(head)
    };
    let mut at = inside.clone().find_map(outside);
    for _ in 0..STEPS {
        let Some((head, word)) = at.and_then(|head| Some((head, syntax.get(head)?))) else {
            return false;
        };
        if doc.tokens[head].span.overlaps(trigger) {
            return !is_cut_off(syntax, head, inside.start);
        }
        if matches!(word.upos, Upos::Verb | Upos::Aux) {
            return false;
        }
        at = word.head;
    }
    false
}

/// Whether what governs `at` stands between it and a time that is said to hang on it: trees have no crossing arcs there, and the
/// time is that of the governor, as in "…, police said on Sunday".
fn is_cut_off(syntax: &[Word], at: usize, time: usize) -> bool {
    let between = at.min(time) + 1..at.max(time);
    let governors = std::iter::successors(Some(at), |at| syntax.get(*at)?.head);
    governors
        .take(STEPS)
        .any(|governor| between.contains(&governor))
}

/// Whether a time behind another says the same more exactly: "a week earlier, on October 18".
fn says_exactly(other: &Timex, time: &Timex) -> bool {
    // ", on " and ", " stand between them, and no more.
    const BETWEEN: usize = 6;
    let follows = other.span.start >= time.span.end && other.span.start - time.span.end <= BETWEEN;
    let inside = time.interval.intersect(other.interval) == Some(other.interval);
    follows && inside && other.interval != time.interval && other.interval.value().is_some()
}

/// What a report without a date tells: it was written afterwards.
pub(crate) fn bounded(chronology: &Chronology, status: Status) -> EventDate {
    let published = chronology.published.interval;
    if !status.has_happened() || published.high.is_none() {
        return EventDate::default();
    }
    EventDate {
        interval: Interval {
            low: None,
            high: published.high,
        },
        basis: vec![Reason::new(
            "before-publication",
            "told as past, so no later than the report",
        )],
        ..EventDate::default()
    }
}

/// Whether the date lies so far before the report that the event is background.
pub(crate) fn is_background(date: &EventDate, chronology: &Chronology) -> bool {
    let (Some(high), Some(published)) = (date.interval.high, chronology.published.interval.low)
    else {
        return false;
    };
    published
        .checked_sub(BACKGROUND_DAYS.days())
        .is_ok_and(|border| high < border)
}

fn by(
    reading: &Reading<'_>,
    time: &Timex,
    chronology: &Chronology,
    rule: &'static str,
) -> EventDate {
    let note = format!("dated by an expression that stands for {}", time.value);
    let basis = vec![Reason::at(rule, time.span, note)];
    let published = chronology.published.interval.high;
    let Interval { low, high } = time.interval;
    let interval = match relation(reading, time.span) {
        Some("since" | "after") => Interval {
            low,
            high: published,
        },
        Some("before" | "until" | "till") => Interval { low: None, high },
        _ => {
            return EventDate {
                value: Some(time.value.clone()),
                interval: time.interval,
                basis,
                ..EventDate::default()
            };
        }
    };
    EventDate {
        interval,
        basis,
        ..EventDate::default()
    }
}

/// The word before a time, or before its article.
fn relation<'r>(reading: &'r Reading<'_>, time: Span) -> Option<&'r str> {
    let words = &reading.words;
    let first = words.doc.tokens_in(time).start.checked_sub(words.first)?;
    let mut before = first.checked_sub(1)?;
    if *words.tags.get(before)? == Tag::Det {
        before = before.checked_sub(1)?;
    }
    words.lower.get(before).map(String::as_str)
}

/// Whether a time only belongs to a noun, and to another one than the trigger: "the 2019 unrest", "post-1979",
/// "Monday's vote".
fn dates_other(reading: &Reading<'_>, timex: &Timex, trigger: Span, clause: Option<usize>) -> bool {
    // "killed in Monday's attack": a day or week of one happening is that of the other.
    const SHARED_DAYS: i64 = 7;
    let words = &reading.words;
    let tokens = words.doc.tokens_in(timex.span);
    let (Some(first), Some(end)) = (
        tokens.start.checked_sub(words.first),
        tokens.end.checked_sub(words.first),
    ) else {
        return false;
    };
    let before = first.checked_sub(1).map(|idx| words.tags[idx]);
    if before == Some(Tag::Hyphen) {
        return true;
    }
    let owns = words.tags.get(end) == Some(&Tag::Poss);
    // "on Monday police arrested": only behind an article is a time an attribute.
    let modifies = matches!(before, Some(Tag::Det | Tag::Norp | Tag::Poss));
    let noun = end + usize::from(owns);
    let follows = matches!(
        words.tags.get(noun),
        Some(Tag::Noun | Tag::Name | Tag::Norp)
    );
    if !follows || words.time[noun] || !(owns || modifies) {
        return false;
    }
    let phrases = &reading.chunks.phrases;
    let Some(phrase) = phrases
        .iter()
        .position(|phrase| phrase.words.contains(&noun))
    else {
        return true;
    };
    let head = phrases[phrase].head;
    let days = timex.interval.n_days();
    let short = days.is_some_and(|days| days <= SHARED_DAYS);
    let shares = clause.filter(|_| short).is_some_and(|clause| {
        let clause = &reading.clauses[clause];
        let within = |(prep, object): &(usize, usize)| {
            *object == phrase && matches!(words.lower[*prep].as_str(), "in" | "during")
        };
        clause.subject.contains(&phrase) || clause.preps.iter().any(within)
    });
    !shares && !trigger.overlaps(reading.span(&(head..head + 1)))
}

fn dates(time: &Timex) -> bool {
    matches!(time.kind, TimexKind::Date | TimexKind::Time)
        && !matches!(
            time.value.as_str(),
            "PRESENT_REF" | "PAST_REF" | "FUTURE_REF"
        )
}

fn in_sentence<'a>(sent: &Sentence, times: &'a [Timex]) -> &'a [Timex] {
    let from = times.partition_point(|time| time.span.start < sent.span.start);
    let to = times.partition_point(|time| time.span.start < sent.span.end);
    &times[from..to.max(from)]
}

/// The stretch of the sentence in which a time belongs to this clause: from the verb before to the verb behind,
/// leaving out infinitives and participles, which share the time of their governor.
fn region(reading: &Reading<'_>, sent: &Sentence, clause: usize) -> Span {
    let items = &reading.chunks.items;
    let own = reading.chunks.group_items[clause];
    let finite = |item: &Item| matches!(item, Item::Group(group) if reading.chunks.groups[*group].mood == Mood::Finite);
    let is_border = |item: &Item| finite(item) || matches!(item, Item::Stop(_));
    // A time that opens the sentence belongs to every clause joined to the first.
    let shares = reading.clauses[clause].governor.is_some() || own == 0;
    let before = items[..own].iter().rposition(is_border);
    let after = items[own + 1..]
        .iter()
        .position(is_border)
        .map(|idx| idx + own + 1);
    let start = match before {
        Some(_)
            if shares
                && !items[..own]
                    .iter()
                    .any(|item| matches!(item, Item::Stop(_)))
                && !dated_before(reading, before, own) =>
        {
            sent.span.start
        }
        Some(idx) => end_of(reading, idx, sent),
        None => sent.span.start,
    };
    let end = match after {
        // Between the two verbs, what stands before the last conjunction or comma is the first's.
        Some(idx) => {
            let cut = (own + 1..idx).rev().find(|at| {
                matches!(
                    items[*at],
                    Item::Conj | Item::Comma | Item::Sub(_) | Item::Rel(_)
                )
            });
            start_of(reading, cut.unwrap_or(idx), sent)
        }
        None => sent.span.end,
    };
    Span::new(start, end.max(start))
}

/// Where the conjunction ends that joins the clause to the one before.
fn joint(reading: &Reading<'_>, clause: usize) -> Option<usize> {
    let own = reading.chunks.group_items[clause];
    let joined = own > 0 && reading.chunks.items[own - 1] == Item::Conj;
    joined.then(|| reading.span(&reading.chunks.groups[clause].words).start)
}

/// Whether the clause has a time of its own behind the border before it.
fn dated_before(reading: &Reading<'_>, border: Option<usize>, own: usize) -> bool {
    let from = border.map_or(0, |idx| idx + 1);
    let until = reading.chunks.items[own + 1..]
        .iter()
        .position(|item| matches!(item, Item::Group(_) | Item::Conj | Item::Stop(_)))
        .map_or(reading.chunks.items.len(), |idx| idx + own + 1);
    reading.chunks.items[from..until]
        .iter()
        .any(|item| matches!(item, Item::Phrase(phrase) if reading.phrase(*phrase).time))
}

fn end_of(reading: &Reading<'_>, item: usize, sent: &Sentence) -> usize {
    match reading.chunks.items[item] {
        Item::Group(group) => reading.span(&reading.chunks.groups[group].words).end,
        Item::Stop(word) => reading.span(&(word..word + 1)).end,
        _ => sent.span.start,
    }
}

fn start_of(reading: &Reading<'_>, item: usize, sent: &Sentence) -> usize {
    match reading.chunks.items[item] {
        Item::Group(group) => reading.span(&reading.chunks.groups[group].words).start,
        Item::Stop(word) | Item::Sub(word) | Item::Rel(word) => {
            reading.span(&(word..word + 1)).start
        }
        Item::Conj | Item::Comma => match reading.chunks.items.get(item + 1) {
            Some(Item::Phrase(phrase)) => reading.span(&reading.phrase(*phrase).words).start,
            Some(Item::Group(group)) => reading.span(&reading.chunks.groups[*group].words).start,
            Some(Item::Prep(word) | Item::Sub(word) | Item::Rel(word)) => {
                reading.span(&(*word..*word + 1)).start
            }
            _ => sent.span.end,
        },
        _ => sent.span.end,
    }
}

fn distance(a: Span, b: Span) -> usize {
    a.start
        .saturating_sub(b.end)
        .max(b.start.saturating_sub(a.end))
}
