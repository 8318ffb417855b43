//! Reporting verbs: "X said that …", "“…,” said X", "…, X has warned", ", adding that …".
//!
//! Finds a verb of the lexicon with a frame that it takes, its subject before or behind it, and the content
//! after, before or around it.
//! Not this: a verb form that is a noun or adjective here, a frame the verb does not take, a verb inside a
//! quotation (those words are the speaker's).

use std::ops::Range;

use dateline_data::{Classes, Complement, VerbCue, VerbForms, Voice};

use crate::candidate::Candidate;
use crate::complement::{self, Found};
use crate::extent;
use crate::phrase;
use crate::verb_group::{self, Finiteness, VerbGroup};
use crate::view::View;

/// Where the words that are said stand.
#[derive(Clone, Debug, PartialEq)]
struct Fronted {
    content: Range<usize>,
    /// Whether it holds a quotation that ends where the source or cue begins.
    quoted: bool,
}

/// The least weight of a speech verb in the present tense of a headline.
const HEADLINE: f32 = 0.6;

/// How many clauses and how many tokens of each are looked at for a shared subject.
const MOST_SEGMENTS: usize = 5;
const LONGEST_SEGMENT: usize = 30;

/// What the verbs of a unit have told so far.
#[derive(Default)]
struct Told {
    /// The subject of the last finite reporting verb.
    subject: Option<Range<usize>>,
    /// The end of the last attribution, where a fronted content may begin.
    end: usize,
}

pub(crate) fn propose(view: &View<'_>, unit_idx: usize, out: &mut Vec<Candidate>) {
    let unit = view.units[unit_idx].tokens.clone();
    let mut told = Told {
        subject: None,
        end: unit.start,
    };
    let mut idx = unit.start;
    while idx < unit.end {
        if view.quote(idx).is_some() {
            idx = view.past_quote(idx);
            continue;
        }
        if let Some((verb, _)) = view.verb(idx)
            && let Some(group) = verb_group::read(view, idx, unit.start)
            && let Some(mut candidate) = at_verb(view, verb, &group, &unit, &mut told)
        {
            candidate.unit = unit_idx;
            out.push(candidate);
        }
        idx += 1;
    }
}

fn at_verb(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    unit: &Range<usize>,
    told: &mut Told,
) -> Option<Candidate> {
    let found = complement::read(view, verb, group.voice(), group.head, unit.end);
    let candidate = if group.passive {
        passive(view, verb, group, &found, unit)
    } else {
        match group.finiteness {
            Finiteness::Finite => finite(view, verb, group, &found, unit, told),
            Finiteness::Infinitive | Finiteness::Participle => {
                leaning(view, verb, group, &found, unit, told)
            }
        }
    }?;
    let nested = group.head < told.end;
    if group.finiteness == Finiteness::Finite && !group.passive && !nested && candidate.is_speech {
        told.subject = candidate.source.first().cloned();
        told.end = candidate
            .content
            .iter()
            .chain(&candidate.cue)
            .map(|tokens| tokens.end)
            .max()
            .unwrap_or(told.end);
    }
    Some(candidate)
}

/// The weight of a frame. In a headline a speech verb in the present attributes whatever follows it.
fn weight(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    complement: Complement,
) -> Option<f32> {
    let weight = verb.frames.weight(group.voice(), complement);
    let (_, forms) = view.verb(group.head)?;
    let present = verb.class.is_speech()
        && group.voice() == Voice::Active
        && forms.has(VerbForms::THIRD)
        && view.in_headline(group.head);
    if present {
        return Some(weight.unwrap_or_default().max(HEADLINE));
    }
    weight
}

fn build(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    complement: Complement,
    rule: &'static str,
) -> Option<Candidate> {
    let score = weight(view, verb, group, complement)?;
    Some(Candidate {
        cue: vec![group.start..found.cue_end],
        head: group.head,
        addressee: found.addressee.clone(),
        is_speech: verb.class.is_speech(),
        negated: group.negated,
        hypothetical: group.unreal,
        rule,
        score,
        note: format!("{:?} with {:?}", verb.lemma, complement.as_str()),
        ..Candidate::default()
    })
}

/// A verb with its own subject, before it, behind it, or shared with the verb before.
fn finite(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Candidate> {
    if let Some(candidate) = inverted(view, verb, group, found, unit, told) {
        return Some(candidate);
    }
    let (source, elided) = subject(view, group, unit, told)?;
    if group.bare_form && !elided && !agrees_with_bare_form(view, &source) {
        return None;
    }
    let before = if elided { group.start } else { source.start };
    let fronted = fronted_content(view, before, unit.start.max(told.end.min(before)));
    let quoted_front = fronted.as_ref().is_some_and(|front| front.quoted);
    let complement = match found.complement {
        Complement::Quote | Complement::That | Complement::Wh => found.complement,
        // “…,” he told reporters in Rome; but: asked about “…,” he said no.
        _ if quoted_front
            && fronted
                .as_ref()
                .is_some_and(|front| view.quote(front.content.start).is_some()) =>
        {
            Complement::Fronted
        }
        other => other,
    };
    if complement == Complement::Fronted
        && let Some(content) = as_clause(view, found, before, unit)
    {
        let mut candidate = build(view, verb, group, found, complement, "as-clause")?;
        candidate.content.push(content);
        candidate.source.push(source);
        return Some(candidate);
    }
    if complement == Complement::Fronted {
        let front = fronted?;
        let mut candidate = build(view, verb, group, found, complement, "trailing-attribution")?;
        candidate.content.push(front.content);
        if let Some(rest) = resumed(view, found, unit.end, quoted_front) {
            candidate.content.push(rest);
            candidate.rule = "parenthetical-attribution";
        }
        candidate.source.push(source);
        return Some(candidate);
    }
    let rule = match complement {
        Complement::Quote => "quotation-after-verb",
        Complement::That | Complement::Wh => "clause-after-verb",
        Complement::Infinitive => "infinitive-after-verb",
        Complement::Bare => "object-or-clause-after-verb",
        _ => "prepositional-object-after-verb",
    };
    let mut candidate = build(view, verb, group, found, complement, rule)?;
    if complement == Complement::Quote && quoted_front {
        candidate.content.extend(fronted.map(|front| front.content));
        candidate.rule = "parenthetical-attribution";
    }
    candidate
        .content
        .push(extent::after(view, complement, found.content, unit.end)?);
    if let (Some(addressee), Complement::Infinitive | Complement::Of) =
        (&found.addressee, complement)
    {
        // "accused X of Y", "urged X to Y": the one it is about is part of what is said.
        let content = candidate.content.last_mut()?;
        content.start = addressee.start;
        candidate.cue = vec![group.start..group.head + 1];
    }
    candidate.source.push(source);
    Some(candidate)
}

/// "“…,” said X", "…, said X".
fn inverted(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Candidate> {
    if group.start != group.head
        || group.start <= unit.start
        || !verb.class.is_speech() && verb.lemma != "think"
    {
        return None;
    }
    let before = group.start - 1;
    let quoted = view.quote(before).is_some();
    if !quoted && !view.is_comma(before) {
        return None;
    }
    let (_, forms) = view.verb(group.head)?;
    if !forms.has(VerbForms::PAST) && !forms.has(VerbForms::THIRD) || forms.has(VerbForms::GERUND) {
        return None;
    }
    let first = group.head + 1;
    if first >= unit.end
        || view.is(first, "that")
        || view.class(first, Classes::OBJECT)
            && !view.class(first, Classes::POSSESSIVE.or(Classes::SUBJECT))
    {
        return None;
    }
    // Without a quotation only "said" and its like stand before their subject, and only before a name or an
    // article: "…, praised the plan" has its subject elsewhere.
    if !quoted
        && !matches!(
            view.text(group.head),
            "said" | "says" | "warned" | "added" | "wrote"
        )
    {
        return None;
    }
    let source = phrase::starting_at(view, first, unit.end)?;
    if !quoted {
        let ended = source.end >= unit.end || view.is_punctuation(source.end);
        let apposition = phrase::ending_at(view, group.start, unit.start);
        if !ended || apposition.is_some_and(|subject| subject.start == unit.start) {
            return None;
        }
    }
    let front = fronted_content(view, group.start, unit.start.max(told.end.min(group.start)))?;
    let mut candidate = build(
        view,
        verb,
        group,
        found,
        Complement::Fronted,
        "inverted-attribution",
    )?;
    candidate.cue = vec![group.head..group.head + 1];
    candidate.addressee = None;
    candidate.content.push(front.content);
    if let Some(rest) = resumed_at(view, source.end, unit.end, quoted) {
        candidate.content.push(rest);
    }
    candidate.source.push(source);
    Some(candidate)
}

/// The subject of a finite verb, and whether it is shared with a verb before.
fn subject(
    view: &View<'_>,
    group: &VerbGroup,
    unit: &Range<usize>,
    told: &Told,
) -> Option<(Range<usize>, bool)> {
    let mut end = group.start;
    if end <= unit.start {
        return None;
    }
    let before = end - 1;
    if view.class(before, Classes::COORDINATOR) {
        return shared(view, group.start, unit, told).map(|source| (source, true));
    }
    if view.is_contraction(before) {
        end = before;
    }
    if let Some(source) = phrase::ending_at(view, end, unit.start) {
        return Some((source, false));
    }
    // "X, meanwhile, said": an adverb between commas.
    if view.is_comma(before) && before > unit.start {
        let adverb = before - 1;
        if adverb > unit.start && view.is_adverb(adverb) && view.is_comma(adverb - 1) {
            return phrase::ending_at(view, adverb - 1, unit.start).map(|source| (source, false));
        }
    }
    None
}

/// The subject that a verb without one of its own shares.
fn shared(
    view: &View<'_>,
    before: usize,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Range<usize>> {
    told.subject
        .clone()
        .filter(|subject| subject.end <= before)
        .or_else(|| first_subject(view, unit.start, before))
}

/// The phrase that a clause in `from..to` begins with and that a verb follows, as the likeliest subject.
fn first_subject(view: &View<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let mut fallback = None;
    let mut start = from;
    for _ in 0..MOST_SEGMENTS {
        while start < to && (view.class(start, Classes::COORDINATOR) || view.quote(start).is_some())
        {
            start = view.past_quote(start).max(start + 1);
        }
        if start >= to {
            break;
        }
        let adverbial = (view.class(
            start,
            Classes::PREPOSITION
                .or(Classes::SUBORDINATOR)
                .or(Classes::TIME),
        ) || view.is_adverb(start))
            && !view.class(start, Classes::SUBJECT.or(Classes::DETERMINER));
        if !adverbial && let Some(phrase) = phrase::starting_at(view, start, to) {
            if is_verbal(view, phrase.end, to) {
                return Some(phrase);
            }
            fallback.get_or_insert(phrase);
        }
        let highest = to.min(start + LONGEST_SEGMENT);
        let Some(comma) = (start..highest).find(|&idx| view.is_comma(idx)) else {
            break;
        };
        start = comma + 1;
    }
    fallback
}

/// Whether a finite verb begins here, as far as its form tells.
fn is_verbal(view: &View<'_>, idx: usize, to: usize) -> bool {
    let mut idx = idx;
    while idx < to && view.is_adverb(idx) {
        idx += 1;
    }
    if idx >= to || view.is_punctuation(idx) {
        return false;
    }
    let closed = Classes::BE
        .or(Classes::HAVE)
        .or(Classes::DO)
        .or(Classes::MODAL)
        .or(Classes::FINITE);
    view.class(idx, closed)
        || view
            .verb(idx)
            .is_some_and(|(_, forms)| !forms.has(VerbForms::GERUND))
        || view.text(idx).ends_with("ed")
}

/// Whether a plural stands before a bare form: "they say", "officials say", but not "the say".
fn agrees_with_bare_form(view: &View<'_>, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    if source.len() == 1 && view.class(last, Classes::SUBJECT.or(Classes::RELATIVE)) {
        return !matches!(
            view.text(last).to_lowercase().as_str(),
            "he" | "she" | "it" | "this" | "one" | "that"
        );
    }
    let plural = (source.clone()).any(|idx| {
        let text = view.text(idx);
        text.len() > 3
            && text.ends_with('s')
            && !text.ends_with("ss")
            && !view.is_possessive_mark(idx)
            || view.is(idx, "and")
            || matches!(
                text,
                "people" | "men" | "women" | "police" | "many" | "some" | "most" | "others"
            )
    });
    plural && view.text(last) != ")" || view.text(last) == ")"
}

/// What stands before the source, up to a comma or the end of a quotation.
fn fronted_content(view: &View<'_>, before: usize, from: usize) -> Option<Fronted> {
    if before <= from {
        return None;
    }
    let last = before - 1;
    let quoted = view.quote(last).is_some()
        || view.is_comma(last) && last > from && view.quote(last - 1).is_some()
        || view.is_dash(last) && last > from && view.quote(last - 1).is_some();
    if !quoted && !view.is_comma(last) && !(view.is_dash(last)) {
        return None;
    }
    let mut start = from;
    if quoted {
        // Words of another attribution before the quotation are none of this one's.
        let open = view.quote_start(if view.quote(last).is_some() {
            last
        } else {
            last - 1
        });
        if open > from && view.is_comma(open - 1) || open == from {
            start = if view.is_punctuation(open.saturating_sub(1)) {
                open
            } else {
                from
            };
        }
    }
    while start < before && view.class(start, Classes::COORDINATOR) && view.quote(start).is_none() {
        start += 1;
    }
    let content = extent::trim(view, start..before)?;
    Some(Fronted { content, quoted })
}

/// The clause that "as X reported" speaks for: behind its comma at the front, else what stands before it.
fn as_clause(
    view: &View<'_>,
    found: &Found,
    before: usize,
    unit: &Range<usize>,
) -> Option<Range<usize>> {
    let lead = before.checked_sub(1).filter(|&idx| idx >= unit.start)?;
    if !view.is(lead, "as") || view.quote(lead).is_some() {
        return None;
    }
    if lead == unit.start {
        let comma = found.content;
        let behind = comma + 1 < unit.end && view.is_comma(comma);
        return behind
            .then(|| extent::after(view, Complement::That, comma + 1, unit.end))
            .flatten();
    }
    let set_off = lead > unit.start + 1 && view.is_comma(lead - 1);
    set_off
        .then(|| extent::trim(view, unit.start..lead))
        .flatten()
}

/// What goes on behind "he said" and a comma, or behind a quotation that follows it.
fn resumed(view: &View<'_>, found: &Found, to: usize, quoted: bool) -> Option<Range<usize>> {
    resumed_at(
        view,
        found
            .addressee
            .as_ref()
            .map_or(found.content, |object| object.end.max(found.content)),
        to,
        quoted,
    )
}

fn resumed_at(view: &View<'_>, at: usize, to: usize, quoted: bool) -> Option<Range<usize>> {
    // Behind a quotation only another quotation goes on with it.
    if quoted {
        let open = (at..to.min(at + 30)).find(|&idx| view.quote(idx).is_some())?;
        let opens = open > at && matches!(view.text(open - 1), "," | ":" | "—" | "–" | "." | "-");
        let others = (at..open).any(|idx| {
            view.verb(idx)
                .is_some_and(|(verb, _)| verb.class.is_speech())
        });
        return (opens && !others)
            .then(|| extent::after(view, Complement::Quote, open, to))
            .flatten();
    }
    if at >= to || !view.is_comma(at) || at + 1 >= to {
        return None;
    }
    let next = at + 1;
    let leaning = view
        .verb(next)
        .is_some_and(|(_, forms)| forms.has(VerbForms::GERUND))
        || view.text(next).ends_with("ing")
        || view.class(next, Classes::COORDINATOR);
    if leaning {
        return None;
    }
    extent::after(view, Complement::That, next, to)
}

/// "to say", "adding that": the subject is another verb's.
fn leaning(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
    told: &Told,
) -> Option<Candidate> {
    let rule = if group.finiteness == Finiteness::Infinitive {
        "infinitive-cue"
    } else {
        "participle-cue"
    };
    let mut candidate = build(view, verb, group, found, found.complement, rule)?;
    candidate.content.push(extent::after(
        view,
        found.complement,
        found.content,
        unit.end,
    )?);
    if let (Some(addressee), Complement::Infinitive | Complement::Of) =
        (&found.addressee, found.complement)
    {
        let content = candidate.content.last_mut()?;
        content.start = addressee.start;
        candidate.cue = vec![group.start..group.head + 1];
    }
    let before = group.start.checked_sub(1).filter(|&idx| idx >= unit.start);
    let attached = before.filter(|&idx| {
        group.finiteness == Finiteness::Participle
            && view.quote(idx).is_none()
            && !view.is_punctuation(idx)
            && !view.class(
                idx,
                Classes::PREPOSITION
                    .or(Classes::SUBORDINATOR)
                    .or(Classes::COORDINATOR),
            )
    });
    let source = match attached {
        // "a letter saying that …": the noun itself.
        Some(idx) => phrase::ending_at(view, idx + 1, unit.start),
        None => shared(view, group.start, unit, told),
    }?;
    candidate.source.push(source);
    Some(candidate)
}

/// "is said to", "was quoted as saying", "has been accused of … by X".
fn passive(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    unit: &Range<usize>,
) -> Option<Candidate> {
    let subject = phrase::ending_at(view, group.start, unit.start)?;
    let mut candidate = build(view, verb, group, found, found.complement, "passive-cue")?;
    debug_assert_eq!(group.voice(), Voice::Passive);
    if subject.len() == 1 && view.is(subject.start, "it") && found.complement != Complement::Fronted
    {
        candidate.content.push(extent::after(
            view,
            found.complement,
            found.content,
            unit.end,
        )?);
        return Some(candidate);
    }
    candidate.content.push(subject);
    if found.complement == Complement::By {
        candidate
            .source
            .push(phrase::starting_at(view, found.content, unit.end)?);
        candidate.cue = vec![group.start..group.head + 1];
        return Some(candidate);
    }
    if found.complement != Complement::Fronted
        && let Some(rest) = extent::after(view, found.complement, found.content, unit.end)
    {
        candidate.content.push(rest);
    }
    Some(candidate)
}
