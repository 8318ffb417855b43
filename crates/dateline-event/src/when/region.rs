//! Which stretch of a sentence belongs to a clause, by the chunks: what has no tree, or a wrong one, is read so.
//!
//! In: a read sentence and one of its clauses. Out: the bytes in which a time is the clause's own.

use dateline_schema::{Sentence, Span};

use crate::chunk::{Item, Mood};
use crate::sentence::Reading;

/// The stretch of the sentence in which a time belongs to this clause: from the verb before to the verb behind,
/// leaving out infinitives and participles, which share the time of their governor.
pub(crate) fn region(reading: &Reading<'_>, sent: &Sentence, clause: usize) -> Span {
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
pub(crate) fn joint(reading: &Reading<'_>, clause: usize) -> Option<usize> {
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

pub(crate) fn distance(a: Span, b: Span) -> usize {
    a.start
        .saturating_sub(b.end)
        .max(b.start.saturating_sub(a.end))
}
