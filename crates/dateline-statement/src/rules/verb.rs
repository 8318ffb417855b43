//! Reporting verbs: "X said that …", "“…,” said X", "…, X has warned", ", adding that …".
//!
//! Finds a verb of the lexicon with a frame that it takes, its subject before or behind it, and the content
//! after, before or around it.
//! Not this: a verb form that is a noun or adjective here, a frame the verb does not take, a verb inside a
//! quotation (those words are the speaker's).

use std::ops::Range;

use dateline_data::{Classes, Complement, CueClass, VerbCue, VerbForms, Voice};
use dateline_schema::NameKind;

use super::inverted::inverted;
use super::passive::passive;
use super::quoted::{quoted_object, takes_speaker};
use crate::candidate::Candidate;
use crate::complement::{self, Found};
use crate::extent;
use crate::fronted::{as_clause, fronted_content, resumed};
use crate::phrase;
use crate::subject::{Told, agrees_with_bare_form, shared, subject};
use crate::verb_group::{self, Finiteness, VerbGroup};
use crate::view::View;

/// The least number of words of a quotation that is speech whatever verb of the lexicon stands behind it.
const SPOKEN: usize = 5;
/// The least weight of a verb that stands behind such a quotation.
const SURE: f32 = 0.6;

/// Within how many tokens "called the plan | a mistake" says what it calls it.
const PREDICATE: usize = 12;

/// The least weight of a speech verb in the present tense of a headline.
const HEADLINE: f32 = 0.6;

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
        let quoted = takes_speaker(verb)
            .then(|| quoted_object(view, group, unit))
            .flatten();
        match group.finiteness {
            _ if quoted.is_some() => quoted,
            Finiteness::Finite => finite(view, verb, group, &found, unit, told),
            Finiteness::Infinitive | Finiteness::Participle => {
                leaning(view, verb, group, &found, unit, told)
            }
        }
    }?;
    let nested = group.head < told.end || candidate.score < crate::decode::THRESHOLD;
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

pub(super) fn build(
    view: &View<'_>,
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    complement: Complement,
    rule: &'static str,
) -> Option<Candidate> {
    let score = weight(view, verb, group, complement)?;
    Some(Candidate {
        cue: vec![
            group.start..if found.addressee.is_some() {
                found.particle_end
            } else {
                found.cue_end
            },
        ],
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
    // “…,” he told reporters in Rome; but: asked about “…,” he said no.
    let whole_front = quoted_front
        && fronted
            .as_ref()
            .is_some_and(|front| view.quote(front.content.start).is_some());
    let adjacent = found.content == group.head + 1;
    let complement = match found.complement {
        // “…,” he told “Morning Report”: the name of a programme.
        Complement::Quote if whole_front && adjacent && verb.takes_addressee => Complement::Fronted,
        // “…,” she said of a plan that failed; “…,” she said when she left.
        Complement::That if whole_front && !adjacent => Complement::Fronted,
        Complement::Wh if whole_front && view.is(found.content, "when") => Complement::Fronted,
        Complement::Quote | Complement::That | Complement::Wh => found.complement,
        _ if whole_front => Complement::Fronted,
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
        let front = fronted.filter(|front| !is_circumstance(view, &front.content))?;
        let mut candidate = build(view, verb, group, found, complement, "trailing-attribution")?;
        if whole_front && front.content.len() >= SPOKEN {
            candidate.score = candidate.score.max(SURE);
        }
        candidate.cue = vec![group.start..candidate.cue[0].end.min(found.particle_end)];
        candidate.content.push(front.content);
        if let Some(rest) = resumed(view, found, unit.end, quoted_front) {
            candidate.content.push(rest);
            candidate.rule = "parenthetical-attribution";
        }
        candidate.source.push(source);
        return Some(candidate);
    }
    let content = extent::after(view, complement, found.content, unit.end)?;
    if takes_speaker(verb) && complement == Complement::Bare && !holds_quotation(view, &content) {
        return None;
    }
    // A poll shows that something is so; a person who shows something says nothing.
    if verb.class == CueClass::Show && complement == Complement::Bare && is_person(view, &source) {
        return None;
    }
    let rule = match complement {
        Complement::Quote => "quotation-after-verb",
        Complement::That | Complement::Wh => "clause-after-verb",
        Complement::Infinitive => "infinitive-after-verb",
        Complement::Bare => "object-or-clause-after-verb",
        _ => "prepositional-object-after-verb",
    };
    let complement = with_quotation(view, complement, &content);
    let complement = with_predicate(view, verb, complement, &content);
    let mut candidate = build(view, verb, group, found, complement, rule)?;
    if complement == Complement::Quote && quoted_front {
        candidate.content.extend(fronted.map(|front| front.content));
        candidate.rule = "parenthetical-attribution";
    }
    candidate.content.push(content);
    take_object_in(verb, group, found, complement, &mut candidate);
    candidate.source.push(source);
    Some(candidate)
}

fn holds_quotation(view: &View<'_>, content: &Range<usize>) -> bool {
    content.clone().any(|idx| view.quote(idx).is_some())
}

/// "During their recent meeting, she agreed": a phrase that a preposition opens and no verb stands in.
fn is_circumstance(view: &View<'_>, content: &Range<usize>) -> bool {
    let verb = Classes::BE
        .or(Classes::HAVE)
        .or(Classes::DO)
        .or(Classes::MODAL)
        .or(Classes::FINITE);
    ["during", "after", "before", "amid", "despite", "at"]
        .iter()
        .any(|word| view.is(content.start, word))
        && !content.clone().any(|idx| {
            view.quote(idx).is_some()
                || view.class(idx, verb) && !view.is_possessive_mark(idx)
                || view.verb(idx).is_some()
                || view.text(idx).ends_with("ed")
                || view.class(idx, Classes::SUBJECT) && !view.class(idx, Classes::DETERMINER)
        })
}

/// "called the plan a mistake" says something of the plan, as words in quotation marks would; "called the police" not.
fn with_predicate(
    view: &View<'_>,
    verb: &VerbCue,
    complement: Complement,
    content: &Range<usize>,
) -> Complement {
    let predicate = |idx: usize| {
        matches!(view.text(idx), "a" | "an")
            && !view.is_punctuation(idx - 1)
            && !view.class(
                idx - 1,
                Classes::PREPOSITION
                    .or(Classes::COORDINATOR)
                    .or(Classes::SUBORDINATOR)
                    .or(Classes::TIME),
            )
    };
    let near = content.start + 1..content.end.min(content.start + PREDICATE);
    if complement == Complement::Bare && verb.lemma == "call" && near.into_iter().any(predicate) {
        Complement::Mixed
    } else {
        complement
    }
}

/// Whether the phrase is a personal pronoun or ends in a person's name, appositions aside.
fn is_person(view: &View<'_>, source: &Range<usize>) -> bool {
    if source.len() == 1 && view.class(source.start, Classes::SUBJECT) {
        return ["he", "she", "we", "i", "they"]
            .iter()
            .any(|word| view.is(source.start, word));
    }
    let head_end = source
        .clone()
        .find(|&idx| view.is_comma(idx))
        .unwrap_or(source.end);
    let end = view.doc.tokens[head_end.saturating_sub(1)].span.end;
    let names = &view.doc.names;
    let at = names.partition_point(|name| name.span.end < end);
    names
        .get(at)
        .is_some_and(|name| name.span.end == end && name.kind == NameKind::Person)
}

/// "accused X of Y", "blamed X for Y", "urged X to Y": the one it is about is part of what is said.
fn take_object_in(
    verb: &VerbCue,
    group: &VerbGroup,
    found: &Found,
    complement: Complement,
    candidate: &mut Candidate,
) {
    let about = matches!(complement, Complement::Infinitive | Complement::Of)
        || complement == Complement::For && verb.class == CueClass::Accuse;
    if let (true, Some(addressee), Some(content)) =
        (about, &found.addressee, candidate.content.last_mut())
    {
        content.start = addressee.start;
        candidate.cue = vec![group.start..group.head + 1];
    }
}

/// An object or clause with words in quotation marks is more often a statement than one without.
fn with_quotation(view: &View<'_>, complement: Complement, content: &Range<usize>) -> Complement {
    if complement == Complement::Bare && holds_quotation(view, content) {
        Complement::Mixed
    } else {
        complement
    }
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
    let content = extent::after(view, found.complement, found.content, unit.end)?;
    if takes_speaker(verb)
        && found.complement == Complement::Bare
        && !holds_quotation(view, &content)
    {
        return None;
    }
    candidate.content.push(content);
    take_object_in(verb, group, found, found.complement, &mut candidate);
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
