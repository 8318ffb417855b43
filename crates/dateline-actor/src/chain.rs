//! One actor of the mentions that refer to it: its name, kind, role and codes.
//!
//! A capital is an actor only where it acts ("Tehran denied"), not where something happens in it; a province, a
//! building or a nationality used as an adjective is none. A chain of pronouns alone names nobody and is left out.

use std::collections::{HashMap, HashSet};

use dateline_data::{Registry, Sense, name_words};
use dateline_schema::{
    Actor, ActorKind, ActorMention, Chain, Doc, Interval, Mention, MentionForm, NameKind, Place,
    Span,
};

use crate::codes::{Evidence, choose, relocate};
use crate::naming;
use crate::phrase;
use crate::role;
use crate::scan::{readable, whole_name};

/// What actors are made from.
pub(crate) struct Context<'a> {
    pub(crate) doc: &'a Doc,
    pub(crate) places: &'a [Place],
    pub(crate) when: Interval,
    pub(crate) registry: &'a Registry,
}

/// The mentions of one actor, and which entity of the registry it is.
pub(crate) struct Group<'a> {
    pub(crate) mentions: Vec<&'a Mention>,
    entity: Option<usize>,
}

impl<'a> Context<'a> {
    /// The chains that can be actors, those of the same entity as one, in the order of their first mention.
    pub(crate) fn groups(&self) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut by_entity: HashMap<usize, usize> = HashMap::new();
        for chain in &self.doc.chains {
            let Some(group) = self.group(chain) else {
                continue;
            };
            match group.entity.and_then(|entity| by_entity.get(&entity)) {
                Some(&held) => groups[held].mentions.extend(group.mentions),
                None => {
                    if let Some(entity) = group.entity {
                        by_entity.insert(entity, groups.len());
                    }
                    groups.push(group);
                }
            }
        }
        for group in &mut groups {
            group
                .mentions
                .sort_by_key(|mention| (mention.span.start, mention.span.end));
        }
        groups
    }

    fn group(&self, chain: &Chain) -> Option<Group<'a>> {
        let all = self.doc.mentions.as_slice();
        let mut mentions: Vec<&Mention> = chain
            .mentions
            .iter()
            .filter_map(|&idx| all.get(idx))
            .collect();
        let names: Vec<(&str, NameKind)> = mentions
            .iter()
            .filter_map(|mention| self.name(mention))
            .map(|(span, kind)| (span.of(&self.doc.text), kind))
            .collect();
        let described = mentions
            .iter()
            .any(|mention| mention.form == MentionForm::Nominal);
        let sense = self.sense(&names);
        let entity = match sense {
            Some(Sense::Named(idx) | Sense::Seat(idx) | Sense::Country(idx)) => Some(idx),
            Some(Sense::Capital(idx)) => {
                mentions.retain(|mention| self.acts(mention.span));
                Some(idx)
            }
            _ => None,
        };
        let can_act = entity.is_some()
            || described
            || names
                .iter()
                .any(|&(name, kind)| self.name_acts(name, kind, sense))
            || mentions.iter().any(|mention| {
                self.name(mention).is_some() && self.describes_body(mention.span.of(&self.doc.text))
            });
        (can_act && !mentions.is_empty()).then_some(Group { mentions, entity })
    }

    /// The entry of the registry for the fullest of some names; a shorter one might be of another person.
    fn sense(&self, names: &[(&str, NameKind)]) -> Option<Sense> {
        let n_words = |name: &str| name_words(name).len();
        let fullest = names.iter().map(|(name, _)| n_words(name)).max()?;
        let fitting = |&(name, kind): &(&str, NameKind)| {
            let sense = whole_name(name, self.registry, self.when)
                .or_else(|| whole_name(&without_initials(name)?, self.registry, self.when))?;
            let person = kind == NameKind::Person;
            let fits = match sense {
                Sense::Named(_) | Sense::Seat(_) => true,
                Sense::Country(_) | Sense::Capital(_) => !person,
                Sense::Adjective { people, .. } => people,
                Sense::Region(_) | Sense::Noun { .. } => false,
            };
            fits.then_some(sense)
        };
        names
            .iter()
            .filter(|(name, _)| n_words(name) == fullest)
            .find_map(fitting)
            .or_else(|| {
                let plain = names.iter().filter(|(_, kind)| *kind != NameKind::Person);
                plain.clone().find_map(fitting)
            })
    }

    fn name_acts(&self, name: &str, kind: NameKind, sense: Option<Sense>) -> bool {
        match kind {
            NameKind::Person | NameKind::Organization => true,
            NameKind::Norp => {
                matches!(sense, Some(Sense::Adjective { people: true, .. }))
                    || (name.ends_with('s') && sense.is_none() && self.describes_body(name))
            }
            NameKind::Location
            | NameKind::Facility
            | NameKind::Product
            | NameKind::Date
            | NameKind::Money
            | NameKind::Misc => false,
        }
    }

    /// Whether words that a place or thing is named by describe people or a body: "the US Embassy".
    fn describes_body(&self, words: &str) -> bool {
        let reading = phrase::read(words, self.registry, self.when);
        reading.described && reading.weight > phrase::COUNTRY
    }

    /// Whether a capital does something here, rather than being where something happens.
    fn acts(&self, span: Span) -> bool {
        let text = &self.doc.text;
        let before = text[..span.start].trim_end_matches(' ');
        let last = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        let located = matches!(
            last.to_lowercase().as_str(),
            "in" | "at"
                | "near"
                | "from"
                | "to"
                | "around"
                | "outside"
                | "across"
                | "over"
                | "into"
                | "of"
                | "through"
                | "via"
                | "within"
                | "inside"
                | "central"
                | "downtown"
                | "greater"
                | "toward"
                | "towards"
                | "for"
                | "visit"
                | "visited"
                | "left"
                | "leaving"
        );
        let after = text[span.end..].trim_start_matches(' ');
        let listed = after
            .strip_prefix(',')
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(char::is_uppercase));
        !located && !listed && !after.starts_with(['(', '—', '–', '-', '/'])
    }

    /// The name that a mention stands for, with its kind.
    pub(crate) fn name(&self, mention: &Mention) -> Option<(Span, NameKind)> {
        match mention.form {
            MentionForm::Name(idx) => self.doc.names.get(idx).map(|name| (name.span, name.kind)),
            MentionForm::Nominal | MentionForm::Pronoun => None,
        }
    }

    /// The actor of a group.
    pub(crate) fn actor(&self, group: &Group<'_>) -> Actor {
        let text = self.doc.text.as_str();
        let entity = group.entity.map(|idx| self.registry.entity(idx));
        let standing = entity.map(|entity| entity.standing(self.when));
        let is_person = entity.map_or_else(
            || {
                group
                    .mentions
                    .iter()
                    .any(|mention| matches!(self.name(mention), Some((_, NameKind::Person))))
            },
            |entity| entity.kind == ActorKind::Person,
        );
        let evidence = self.evidence(group, is_person);
        let mut chosen = choose(&evidence, entity, standing.as_ref(), self.places);
        relocate(&mut chosen, self.places, self.registry, self.when);
        let kind = self.kind(
            group,
            entity.map(|entity| entity.kind),
            is_person,
            &evidence,
        );
        let role = role::told(text, self.registry, &evidence, standing.as_ref(), kind);
        let known = entity.map(|entity| entity.name.as_str());
        let name = naming::name(self, group, known, kind, &evidence);
        let unnamed = group
            .mentions
            .iter()
            .all(|mention| !matches!(mention.form, MentionForm::Name(_)));
        // A description that serves as the name says nothing more as a role; the fuller one serves better.
        let (name, role) = match role {
            Some(role) if role == name => (name, None),
            Some(role) if unnamed && role.to_lowercase().contains(&name.to_lowercase()) => {
                (role, None)
            }
            role => (name, role),
        };
        let mut mentions: Vec<ActorMention> = group
            .mentions
            .iter()
            .map(|mention| ActorMention {
                span: mention.span,
                is_name: matches!(mention.form, MentionForm::Name(_)),
            })
            .collect();
        mentions.dedup_by_key(|mention| mention.span);
        Actor {
            name,
            kind,
            role,
            codes: chosen.codes,
            mentions,
            basis: chosen.basis,
        }
    }

    /// Every stretch of text that can tell who the actor is, read.
    fn evidence(&self, group: &Group<'_>, is_person: bool) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = Vec::new();
        // The same words are read once, however often they stand in the text.
        let mut seen: HashSet<(&str, bool)> = HashSet::new();
        for mention in &group.mentions {
            let behind = self.complement(mention).filter(|_| is_person);
            let title = match (mention.form, self.name(mention)) {
                (MentionForm::Pronoun, _) => None,
                // A personal name is not read for what its words mean: nobody called King is one.
                (_, Some((name, _))) if is_person => (mention.span.start < name.start)
                    .then(|| Span::new(mention.span.start, name.start)),
                _ => Some(mention.span),
            };
            for (span, is_role) in [(mention.role, true), (title, false)] {
                let Some(span) = span.filter(|span| !span.is_empty()) else {
                    continue;
                };
                let words = readable(span.of(&self.doc.text));
                let complement = behind.filter(|_| is_role);
                if !seen.insert((words, complement.is_some())) {
                    continue;
                }
                let reading = phrase::read(words, self.registry, self.when);
                let is_nominal = mention.form == MentionForm::Nominal;
                evidence.push(Evidence {
                    span,
                    reading,
                    is_role,
                    is_nominal,
                    complement,
                });
            }
        }
        evidence
    }

    /// What the title before a name is of, where that stands behind the name: "of the Kado Republic".
    fn complement(&self, mention: &Mention) -> Option<Span> {
        let (name, _) = self.name(mention)?;
        let title = mention.role.filter(|role| role.end <= name.start)?;
        let text = self.doc.text.as_str();
        let is_of = |words: &str| words.split_whitespace().any(|word| word == "of");
        let rest = text[name.end..].strip_prefix(" of ")?;
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        let start = text.len() - rest.len();
        let at = self
            .doc
            .names
            .partition_point(|other| other.span.start < start);
        let whose = self.doc.names.get(at).filter(|other| {
            let first = other.span.of(text).split(' ').next();
            let is_state = matches!(
                first,
                Some(
                    "Republic" | "Kingdom" | "State" | "Emirate" | "Principality" | "Commonwealth"
                )
            );
            other.span.start == start && (is_state || other.kind == NameKind::Location)
        })?;
        (!is_of(title.of(text))).then(|| Span::new(name.end, whose.span.end))
    }

    fn kind(
        &self,
        group: &Group<'_>,
        known: Option<ActorKind>,
        is_person: bool,
        evidence: &[Evidence],
    ) -> ActorKind {
        if let Some(kind) = known {
            return kind;
        }
        if is_person {
            return ActorKind::Person;
        }
        let said = evidence
            .iter()
            .filter(|item| item.reading.described)
            .find_map(|item| item.reading.kind);
        let named = group.mentions.iter().find_map(|mention| self.name(mention));
        match (named, said) {
            (Some((_, NameKind::Organization)), Some(ActorKind::Outlet)) => ActorKind::Outlet,
            (Some((_, NameKind::Norp)), _) => ActorKind::Group,
            (Some(_), _) => ActorKind::Organization,
            (None, said) => {
                let single = group.mentions.iter().any(|mention| {
                    mention.form == MentionForm::Pronoun
                        && matches!(
                            mention.span.of(&self.doc.text).to_lowercase().as_str(),
                            "he" | "him" | "his" | "she" | "her" | "hers" | "himself" | "herself"
                        )
                });
                if single {
                    ActorKind::Person
                } else {
                    said.unwrap_or(ActorKind::Group)
                }
            }
        }
    }
}

/// "John Q. Public" as "John Public"; none for a name without an initial.
fn without_initials(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let is_initial = |word: &str| {
        let letters = word.trim_end_matches('.');
        letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
    };
    let kept: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_initial(word))
        .collect();
    (kept.len() > 1 && kept.len() < words.len()).then(|| kept.join(" "))
}
