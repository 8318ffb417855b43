//! A stretch of a phrase without prepositions or conjunctions: one head with what stands before and after it.
//!
//! "Iranian Foreign Minister Zarif", "UN officials", "the Trump administration", "militant group Hezbollah".
//! The rules are those by which PLOVER's coders read a noun phrase: the head noun gives the sector, the
//! nationality the country, and a known organisation both, unless the noun says another branch of the state.

use dateline_data::{Registry, Sense};
use dateline_schema::{ActorKind, Code, Interval};

use crate::scan::{Item, Token};

/// Who a segment is about, as far as it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Who {
    /// ISO 3166 alpha-3 codes.
    pub(crate) countries: Vec<String>,
    /// A sector that a head noun gives.
    pub(crate) sector: Option<String>,
    /// Whether the sector gives way to another that the phrase tells.
    pub(crate) weak: bool,
    /// Whether the sector holds only beside a country.
    pub(crate) faint: bool,
    /// Codes of a named organisation or person, which stand as they are.
    pub(crate) fixed: Vec<Code>,
    /// What it is.
    pub(crate) kind: Option<ActorKind>,
    /// Whether the office is past.
    pub(crate) former: bool,
    /// Whether any role noun was seen.
    pub(crate) described: bool,
    /// Whether the country is told by a nationality or a possessive, so that it holds for what is joined by "and".
    pub(crate) adjectival: bool,
    /// A person, known by name.
    pub(crate) person: bool,
}

impl Who {
    /// Whether nothing is told.
    pub(crate) fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.sector.is_none() && self.fixed.is_empty()
    }
}

/// A name or noun with its place in the segment.
#[derive(Clone, Copy)]
struct At<T> {
    idx: usize,
    value: T,
}

/// Reads one segment.
pub(crate) fn read(tokens: &[Token], registry: &Registry, when: Interval) -> Who {
    let parts = Parts::new(tokens, registry);
    let mut who = Who {
        former: parts.former,
        described: parts.noun.is_some(),
        person: parts.person.is_some(),
        ..Who::default()
    };
    let (countries, adjectival) = country(tokens, registry);
    who.countries = countries;
    who.adjectival = adjectival;
    match parts.noun {
        Some(noun) => with_noun(&mut who, noun, &parts, registry, when),
        None => without_noun(&mut who, &parts, tokens, registry, when),
    }
    who
}

#[derive(Default)]
struct Parts {
    /// The last noun that has a sector of its own, else the last noun.
    noun: Option<At<(usize, bool)>>,
    /// The last noun of all.
    last_noun: usize,
    organization: Option<At<usize>>,
    person: Option<At<usize>>,
    former: bool,
}

impl Parts {
    fn new(tokens: &[Token], registry: &Registry) -> Self {
        let mut parts = Self::default();
        for (idx, token) in tokens.iter().enumerate() {
            match token.item {
                Item::Known(Sense::Noun { noun, plural }) => {
                    let weaker = parts.noun.is_some_and(|held| {
                        let (held, new) = (registry.noun(held.value.0), registry.noun(noun));
                        new.weak && (!held.weak || new.sector.is_none())
                    });
                    if !weaker {
                        parts.noun = Some(At {
                            idx,
                            value: (noun, plural),
                        });
                    }
                    parts.last_noun = idx;
                }
                Item::Known(Sense::Named(value))
                    if registry.entity(value).kind == ActorKind::Person =>
                {
                    parts.person = Some(At { idx, value });
                }
                Item::Known(Sense::Named(value) | Sense::Seat(value)) => {
                    parts.organization = Some(At { idx, value });
                }
                Item::Former => parts.former = true,
                _ => {}
            }
        }
        parts
    }
}

fn with_noun(
    who: &mut Who,
    noun: At<(usize, bool)>,
    parts: &Parts,
    registry: &Registry,
    when: Interval,
) {
    let (noun_idx, plural) = noun.value;
    let said = registry.noun(noun_idx);
    let mut kind = said.kind;
    if plural && kind == ActorKind::Person {
        kind = ActorKind::Group;
    }
    who.kind = Some(kind);
    who.sector.clone_from(&said.sector);
    who.weak = said.weak;
    who.faint = said.faint;
    if let Some(organization) = parts.organization {
        let entity = registry.entity(organization.value);
        let codes = entity.standing(when).codes;
        let apposed = organization.idx > parts.last_noun;
        // "Philippine Senate": the nationality that is told overrules the country that the seat stands for.
        let elsewhere = codes
            .first()
            .and_then(Code::country)
            .is_some_and(|own| who.countries.first().is_some_and(|told| told != own));
        if apposed {
            who.kind = Some(entity.kind);
        }
        if apposed || (!elsewhere && keeps_codes(&codes, said)) {
            who.fixed.clone_from(&codes);
            who.weak = false;
        } else if who.countries.is_empty() {
            who.countries.extend(first_country(&codes));
        }
        if said.weak && elsewhere && who.fixed.is_empty() {
            who.sector = codes.first().and_then(Code::sector).map(str::to_owned);
        }
        return;
    }
    if let Some(person) = parts.person {
        let standing = registry.entity(person.value).standing(when);
        let bearer = person.idx > noun.idx;
        if bearer {
            who.kind = Some(ActorKind::Person);
        }
        if said.weak && !standing.codes.is_empty() {
            let same = first_country(&standing.codes)
                .is_none_or(|own| who.countries.first().is_none_or(|told| *told == own));
            if same {
                who.fixed = standing.codes;
                who.weak = false;
                return;
            }
        }
        if who.countries.is_empty() {
            who.countries.extend(first_country(&standing.codes));
            if bearer && who.countries.is_empty() && !standing.codes.is_empty() {
                who.fixed = standing.codes;
            }
        }
    }
}

fn without_noun(
    who: &mut Who,
    parts: &Parts,
    tokens: &[Token],
    registry: &Registry,
    when: Interval,
) {
    let named = match (parts.organization, parts.person) {
        (Some(organization), Some(person)) if organization.idx > person.idx => Some(organization),
        (Some(organization), None) => Some(organization),
        (_, person) => person,
    };
    if let Some(named) = named {
        let entity = registry.entity(named.value);
        let codes = entity.standing(when).codes;
        let told = who.countries.first().cloned();
        who.kind = Some(entity.kind);
        let seat = matches!(tokens[named.idx].item, Item::Known(Sense::Seat(_)));
        match (told, codes.first()) {
            (Some(told), Some(code)) if seat && code.country() != Some(&told) => {
                who.sector = code.sector().map(str::to_owned);
            }
            _ => who.fixed = codes,
        }
        return;
    }
    let people = tokens.iter().any(|token| {
        matches!(
            token.item,
            Item::Known(Sense::Adjective { people: true, .. })
        )
    });
    if !who.countries.is_empty() {
        who.kind = Some(if people {
            ActorKind::Group
        } else {
            ActorKind::Country
        });
    }
}

/// Whether people described by `noun` at an organisation are coded as the organisation itself.
fn keeps_codes(codes: &[Code], noun: &dateline_data::Noun) -> bool {
    let Some(first) = codes.first() else {
        return false;
    };
    let party = first.sector() == Some("PTY");
    let branch = matches!(
        noun.sector.as_deref(),
        Some("LEG" | "JUD" | "JRN" | "OPP" | "REF" | "ELI" | "GOV" | "MIL")
    );
    noun.weak || first.country().is_none() || !(party || (branch && first.sector() == Some("GOV")))
}

fn first_country(codes: &[Code]) -> Option<String> {
    codes.iter().find_map(Code::country).map(str::to_owned)
}

/// The countries of a segment, and whether a nationality or possessive tells them.
///
/// A possessive comes first ("Russia's Syria envoy"), then nationalities, the nearest to the head; two joined by
/// a hyphen count both. Provinces and capitals count only where nothing else tells.
fn country(tokens: &[Token], registry: &Registry) -> (Vec<String>, bool) {
    let code = |idx: usize| {
        registry
            .entity(idx)
            .codes
            .first()
            .map(|code| code.as_str().to_owned())
    };
    let mut possessive = None;
    let mut nationality = None;
    let mut name = None;
    let mut region = None;
    for token in tokens {
        let Item::Known(sense) = token.item else {
            continue;
        };
        match sense {
            Sense::Country(idx) | Sense::Capital(idx) | Sense::Region(idx) if token.possessive => {
                possessive = possessive.or(Some(idx));
            }
            Sense::Adjective { country, .. } => nationality = Some(country),
            Sense::Country(idx) if token.adjective => nationality = nationality.or(Some(idx)),
            Sense::Country(idx) => name = name.or(Some(idx)),
            Sense::Capital(idx) | Sense::Region(idx) => region = region.or(Some(idx)),
            _ => {}
        }
    }
    let adjectival = possessive.is_some() || nationality.is_some();
    let told = possessive.or(nationality).or(name).or(region);
    (told.and_then(code).into_iter().collect(), adjectival)
}
