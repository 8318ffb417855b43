//! Colons that attribute: a headline's "X: Y" and "Y: X", a transcript's "NAME: …".
//!
//! Finds a colon with a short name on one side and a clause on the other, in a headline or at the head of a
//! paragraph. Where several paragraphs open so, the page is a transcript: each gives a turn as it was spoken, to the end
//! of its paragraph, and a label that comes again is a name even if nothing else knows it.
//! Not this: a list, a time ("10:30"), a label ("UPDATE: …", "Photo: …").

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_data::Classes;
use dateline_schema::{MentionForm, NameKind, Role, Upos};

use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// The longest name before or behind the colon, in tokens.
const LONGEST_NAME: usize = 6;
/// How reliable a colon is, by the development corpus.
const SCORE: f32 = 0.6;
/// The shortest quotation that a name behind it is given for, in tokens with its marks.
const SPOKEN: usize = 5;
/// So many turns make a transcript.
const TURNS: usize = 3;

pub(crate) const TRANSCRIPT: &str = "transcript-name-and-colon";

pub(crate) fn propose(view: &View<'_>, out: &mut Vec<Candidate>) {
    let labels = Labels::new(view);
    for unit_idx in 0..view.units.len() {
        out.extend(at(view, &labels, unit_idx));
    }
}

/// The words before the first colon of paragraphs.
struct Labels<'a> {
    counts: BTreeMap<&'a str, usize>,
}

impl<'a> Labels<'a> {
    fn new(view: &View<'a>) -> Self {
        let mut counts = BTreeMap::new();
        for unit_idx in 0..view.units.len() {
            if let Some((_, words)) = Self::label(view, unit_idx) {
                *counts.entry(words).or_default() += 1;
            }
        }
        Self { counts }
    }

    /// The label of a unit that opens its paragraph.
    fn label(view: &View<'a>, unit_idx: usize) -> Option<(Range<usize>, &'a str)> {
        let unit = &view.units[unit_idx];
        let opens = unit_idx == 0 || view.units[unit_idx - 1].line != unit.line;
        let highest = unit.tokens.end.min(unit.tokens.start + LONGEST_NAME + 1);
        let colon = (unit.tokens.start..highest).find(|&idx| view.text(idx) == ":")?;
        let label = unit.tokens.start..colon;
        let words = view.span(&label)?.of(&view.doc.text);
        (opens && in_capitals(view, &label)).then_some((label, words))
    }

    /// Whether the label of a unit is one of several turns of a transcript.
    fn turns(&self, view: &View<'a>, unit_idx: usize) -> bool {
        let Some((label, words)) = Self::label(view, unit_idx) else {
            return false;
        };
        let n_turns: usize = self.counts.values().sum();
        n_turns >= TURNS && (self.counts[words] > 1 || names_somebody(view, &label))
    }
}

fn at(view: &View<'_>, labels: &Labels<'_>, unit_idx: usize) -> Option<Candidate> {
    let unit = &view.units[unit_idx];
    let tokens = unit.tokens.clone();
    let colon = tokens
        .clone()
        .find(|&idx| view.text(idx) == ":" && view.quote(idx).is_none())?;
    let headline = view.doc.lines[unit.line].role == Role::Headline || tokens.start == 0;
    let first_of_line = unit_idx == 0 || view.units[unit_idx - 1].line != unit.line;
    let turns = labels.turns(view, unit_idx);
    let before = tokens.start..colon;
    let mut after = colon + 1..tokens.end;
    let (source, content, rule) = if !turns && ends_with_speaker(view, headline, &before, &after) {
        (after, before, "trailing-name-and-colon")
    } else if first_of_line && turns {
        let same_line = view.units[unit_idx + 1..].iter();
        let same_line = same_line.take_while(|next| next.line == unit.line);
        after.end = same_line.last().map_or(after.end, |last| last.tokens.end);
        (before, after, TRANSCRIPT)
    } else if first_of_line && after.len() >= 3 && is_speaker(view, &before, &after) {
        (before, after, "leading-name-and-colon")
    } else {
        return None;
    };
    let (source, content) = (trim(view, source)?, trim(view, content)?);
    Some(Candidate {
        source: vec![source],
        cue: vec![colon..colon + 1],
        content: vec![content],
        head: colon,
        unit: unit_idx,
        is_speech: true,
        verbatim: rule == TRANSCRIPT,
        overrules: true,
        rule,
        score: SCORE,
        note: "a colon between a name and a clause".to_owned(),
        ..Candidate::default()
    })
}

/// Whether a name behind the colon says what stands before it: in a headline, or where that is quoted and all.
fn ends_with_speaker(
    view: &View<'_>,
    headline: bool,
    before: &Range<usize>,
    after: &Range<usize>,
) -> bool {
    let quoted = before.len() >= SPOKEN
        && before.clone().all(|idx| view.quote(idx).is_some())
        && view.quote(before.start) == view.quote(before.end - 1);
    let unclosed = after
        .clone()
        .last()
        .is_some_and(|idx| !matches!(view.text(idx), "." | "?" | "!"));
    let somebody = names_somebody(view, after) || quoted && is_title(view, after);
    somebody && after.len() < before.len() && (headline || quoted && unclosed)
}

/// A word or two for somebody by the office: "Mayor", "Police", "Union boss".
fn is_title(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.clone().last();
    tokens.len() <= 2
        && tokens
            .clone()
            .next()
            .is_some_and(|idx| view.is_capitalized(idx))
        && last.is_some_and(|idx| view.class(idx, Classes::INFORMANT))
}

/// Whether a name, or a title that stands for one, says what follows: "Mayor: stay away from the river".
fn is_speaker(view: &View<'_>, before: &Range<usize>, after: &Range<usize>) -> bool {
    if names_somebody(view, before) {
        return true;
    }
    // "Coach: Pavel Novak" tells who it is.
    let clause = after.clone().any(|idx| {
        view.word(idx)
            .is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    });
    if clause && is_title(view, before) {
        return true;
    }
    let asks = view.class(after.start, Classes::QUESTION);
    let Some(span) = view.span(before).filter(|_| !asks) else {
        return false;
    };
    let mentions = &view.doc.mentions;
    let at = mentions.partition_point(|mention| mention.span.start < span.start);
    let titled = mentions[at..]
        .iter()
        .take_while(|mention| mention.span.start == span.start)
        .any(|mention| mention.span == span && mention.form == MentionForm::Nominal);
    titled && before.len() <= LONGEST_NAME && view.is_capitalized(before.start)
}

/// Whether the tokens are a short name of somebody who can speak.
pub(super) fn names_somebody(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let n_words = tokens
        .clone()
        .filter(|&idx| !view.is_punctuation(idx))
        .count();
    if n_words == 0 || n_words > LONGEST_NAME {
        return false;
    }
    let Some(first) = tokens.clone().find(|&idx| !view.is_punctuation(idx)) else {
        return false;
    };
    let Some(span) = view.span(tokens) else {
        return false;
    };
    let named = view.names_at(span).any(|name| {
        matches!(
            name.kind,
            NameKind::Person | NameKind::Organization | NameKind::Location
        )
    });
    let plain = !view.class(
        first,
        Classes::QUESTION.or(Classes::PREPOSITION).or(Classes::TIME),
    );
    in_capitals(view, tokens) && plain && (named || view.doc.names.is_empty())
}

/// Whether every word but the smallest begins with a capital.
fn in_capitals(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let in_name = |idx: usize| {
        let mut names = view.names_at(view.doc.tokens[idx].span);
        names.any(|name| name.kind == NameKind::Person)
    };
    tokens.clone().all(|idx| {
        view.is_punctuation(idx)
            || view.is_capitalized(idx)
            || in_name(idx)
            || view.class(
                idx,
                Classes::PREPOSITION
                    .or(Classes::DETERMINER)
                    .or(Classes::COORDINATOR),
            )
    })
}
