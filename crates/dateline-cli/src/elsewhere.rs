//! Who else carries a statement's words, in words: one line for a list, and every carrier with what differs.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use dateline::quotations::{Carrier, First, Piece, Quotation, Relation, SpeakerMatch};

use crate::output::{self, DATE, DIFFER, FAINT, STRONG};

/// Outlets whose differences a line tells; `show` has them all.
const MOST_TOLD: usize = 4;
/// Changes of one outlet that a line tells.
const MOST_CHANGES: usize = 2;
/// Of words that one outlet has and the other has not so many are printed at either end.
const MOST_WORDS: usize = 8;

/// `also in 3 outlets, first in X on 2020-01-05; Y cuts it; Z changes “many” to “several”`.
pub(crate) fn in_words(quotation: &Quotation) -> String {
    let own = &quotation.own.outlet;
    let outlets: BTreeSet<&str> = quotation
        .elsewhere
        .iter()
        .map(|carrier| carrier.row.outlet.as_str())
        .filter(|outlet| outlet != own)
        .collect();
    let mut line = match outlets.len() {
        0 => "also on another page of this outlet".to_owned(),
        1 => "also in 1 outlet".to_owned(),
        n => format!("also in {n} outlets"),
    };
    let n_copies = quotation.n_pages() - quotation.n_independent();
    match n_copies {
        0 => {}
        1 => line.push_str(" (1 page is a copy)"),
        n => line.push_str(&format!(" ({n} pages are copies)")),
    }
    line.push_str(", ");
    line.push_str(&who_was_first(quotation));
    let mut told: Vec<(&str, String)> = Vec::new();
    for carrier in &quotation.elsewhere {
        let outlet = carrier.row.outlet.as_str();
        let Some(difference) = difference(quotation, carrier) else {
            continue;
        };
        if !told.contains(&(outlet, difference.clone())) {
            told.push((outlet, difference));
        }
    }
    let n_more = told.len().saturating_sub(MOST_TOLD);
    for (outlet, difference) in told.into_iter().take(MOST_TOLD) {
        line.push_str(&format!("; {outlet} {difference}"));
    }
    if n_more > 0 {
        line.push_str(&format!("; {n_more} more differ"));
    }
    line
}

fn who_was_first(quotation: &Quotation) -> String {
    if quotation.first == First::Yes {
        return "first here".to_owned();
    }
    let first = |wanted: First| {
        quotation
            .elsewhere
            .iter()
            .filter(move |carrier| carrier.first == wanted)
    };
    if let Some(carrier) = first(First::Yes).next() {
        let days = output::days(carrier.row.said.published);
        return format!("first in {}, {days}", carrier.row.outlet);
    }
    let mut outlets: Vec<&str> = first(First::Perhaps)
        .map(|carrier| carrier.row.outlet.as_str())
        .collect();
    outlets.dedup();
    outlets.truncate(MOST_TOLD);
    if quotation.first == First::Perhaps {
        outlets.insert(0, "here");
    }
    format!("who was first is not known ({})", outlets.join(" or "))
}

/// What an outlet made of the words, unless it has them as they are here.
fn difference(quotation: &Quotation, carrier: &Carrier) -> Option<String> {
    let Some(comparison) = &carrier.comparison else {
        return Some("carries another part of it".to_owned());
    };
    let mut parts = Vec::new();
    match comparison.relation {
        Relation::Same => {}
        Relation::Cut => parts.push("cuts it".to_owned()),
        Relation::Longer => parts.push("has more of it".to_owned()),
        Relation::Overlapping => parts.push("cuts it elsewhere".to_owned()),
        Relation::Reworded => parts.push("tells it in other words".to_owned()),
        Relation::Changed => {
            let changes = carrier.changes(&quotation.own);
            // Who is known to be later has changed it; else it only differs.
            let said = (&quotation.own.said.published, &carrier.row.said.published);
            let is_later = said
                .0
                .high
                .zip(said.1.low)
                .is_some_and(|(ours, theirs)| ours < theirs);
            for (ours, theirs) in changes.iter().take(MOST_CHANGES) {
                parts.push(change(ours, theirs, is_later));
            }
            match changes.len().saturating_sub(MOST_CHANGES) {
                0 => {}
                1 => parts.push("differs in one more place".to_owned()),
                n => parts.push(format!("differs in {n} more places")),
            }
        }
    }
    if comparison.speaker == SpeakerMatch::Other {
        let speaker = carrier
            .row
            .said
            .speaker
            .as_deref()
            .unwrap_or("somebody else");
        parts.push(format!("gives it to another speaker, {speaker}"));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn change(ours: &str, theirs: &str, is_later: bool) -> String {
    let (ours, theirs) = (shortened(ours), shortened(theirs));
    match (ours.is_empty(), theirs.is_empty(), is_later) {
        (true, _, true) => format!("adds “{theirs}”"),
        (true, _, false) => format!("has also “{theirs}”"),
        (_, true, true) => format!("leaves out “{ours}”"),
        (_, true, false) => format!("has not “{ours}”"),
        (_, _, true) => format!("changes “{ours}” to “{theirs}”"),
        (_, _, false) => format!("has “{theirs}” for “{ours}”"),
    }
}

/// Every page that carries the words, and what differs from them: `[-here-]` and `{+there+}`.
pub(crate) fn text(out: &mut impl Write, quotation: &Quotation) -> Result<()> {
    writeln!(out)?;
    writeln!(
        out,
        "{STRONG}the same words elsewhere{STRONG:#}, {}",
        who_was_first(quotation)
    )?;
    for carrier in &quotation.elsewhere {
        let said = &carrier.row.said;
        let days = output::days(said.published);
        let relation = carrier.relation().map_or("another part", Relation::as_str);
        let speaker = match carrier
            .comparison
            .as_ref()
            .map(|comparison| comparison.speaker)
        {
            Some(SpeakerMatch::Other) => " given to another speaker",
            _ => "",
        };
        let copy = if carrier.is_independent {
            ""
        } else {
            ", a copy of a report above or below"
        };
        let name = said.speaker.as_deref().unwrap_or("somebody unnamed");
        writeln!(
            out,
            "  {DATE}{days}{DATE:#}  {STRONG}{}{STRONG:#}: {name}, {DIFFER}{relation}{speaker}{DIFFER:#}{copy}  {FAINT}{}{FAINT:#}",
            carrier.row.outlet, said.id
        )?;
        output::wrapped(out, &diff(quotation, carrier), 6, output::width())?;
    }
    Ok(())
}

/// The words of a carrier with what it lacks and what it has in their place.
fn diff(quotation: &Quotation, carrier: &Carrier) -> String {
    let theirs = &carrier.row.said.content;
    let pieces = match &carrier.comparison {
        Some(comparison) if !comparison.pieces.is_empty() => &comparison.pieces,
        _ => return theirs.clone(),
    };
    let ours = &quotation.own.said.content;
    let gone = |words: &str| format!("{DIFFER}[-{}-]{DIFFER:#}", shortened(words));
    let new = |words: &str| format!("{DIFFER}{{+{}+}}{DIFFER:#}", shortened(words));
    let mut parts: Vec<String> = Vec::new();
    for piece in pieces {
        match *piece {
            Piece::Same(span, _) => parts.push(span.of(theirs).to_owned()),
            Piece::Changed(there, here) => {
                parts.extend(here.map(|span| gone(span.of(ours))));
                parts.extend(there.map(|span| new(span.of(theirs))));
            }
            Piece::OnlyFirst(span) => parts.push(new(span.of(theirs))),
            Piece::OnlySecond(span) => parts.push(gone(span.of(ours))),
        }
    }
    parts.join(" ")
}

/// A long run of words by its beginning and end.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= 2 * MOST_WORDS + 1 {
        return all.join(" ");
    }
    let n_left = all.len() - 2 * MOST_WORDS;
    format!(
        "{} … {n_left} words … {}",
        all[..MOST_WORDS].join(" "),
        all[all.len() - MOST_WORDS..].join(" ")
    )
}
