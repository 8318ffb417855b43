//! The codes of an actor, chosen among what the page and the registry tell.
//!
//! A role with country and sector on the page decides. A sector without a country takes the country that the
//! registry, another mention or a toponym in the role tells; without any of them it stays bare.

use dateline_data::{Entity, Registry, Sense, Standing};
use dateline_schema::{ActorKind, Code, Interval, Place, Reason, Span};

use crate::phrase::{COUNTRY, COUNTRY_AND_SECTOR, NAMED, Reading, SECTOR};
use crate::scan::whole_name;

/// A stretch of text that can tell who an actor is, as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    /// Its bytes.
    pub(crate) span: Span,
    /// What it tells.
    pub(crate) reading: Reading,
    /// Whether it is a role beside a mention, as against the mention itself.
    pub(crate) is_role: bool,
    /// Whether the mention is a common noun.
    pub(crate) is_nominal: bool,
    /// What the role before a name is of, where that stands behind the name: "of Kado" in "Governor Lee of Kado".
    pub(crate) complement: Option<Span>,
}

/// Codes with what chose them.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) codes: Vec<Code>,
    pub(crate) basis: Vec<Reason>,
}

/// Chooses the codes of an actor.
pub(crate) fn choose(
    evidence: &[Evidence],
    entity: Option<&Entity>,
    standing: Option<&Standing<'_>>,
    places: &[Place],
) -> Chosen {
    // The first of equals.
    let best = evidence.iter().rev().max_by_key(|item| item.reading.weight);
    let best = best.filter(|item| item.reading.weight > 0);
    let named = entity
        .zip(standing)
        .filter(|(_, standing)| !standing.codes.is_empty());
    if let Some((entity, standing)) = named {
        let role = best.filter(|item| {
            entity.kind == ActorKind::Person
                && matches!(item.reading.weight, SECTOR | COUNTRY_AND_SECTOR)
        });
        let Some(role) = role else {
            return known(entity, standing);
        };
        if role.reading.weight == COUNTRY_AND_SECTOR {
            return told(role);
        }
        let mut chosen = told(role);
        if let Some(country) = standing.codes.iter().find_map(Code::country) {
            chosen.codes = with_country(&chosen.codes, country);
            chosen.basis.push(Reason::new(
                "known-country",
                format!("{} is known to be of {country}", entity.name),
            ));
        } else {
            return known(entity, standing);
        }
        return chosen;
    }
    let Some(best) = best else {
        return Chosen {
            codes: Vec::new(),
            basis: vec![Reason::new(
                "no-code",
                "neither the page nor the data tell a code",
            )],
        };
    };
    let mut chosen = told(best);
    if matches!(best.reading.weight, COUNTRY_AND_SECTOR | NAMED) {
        return chosen;
    }
    if chosen.codes.iter().all(|code| code.country().is_some()) {
        // "the Peruvian" here, "the general" there: what one mention leaves open another may say.
        let sector = evidence
            .iter()
            .find(|item| item.reading.weight == SECTOR && item.reading.codes.len() == 1);
        if let (Some(sector), Some(country)) =
            (sector, chosen.codes.first().and_then(Code::country))
        {
            chosen.codes = with_country(&sector.reading.codes, country);
            chosen.basis.push(at("sector-of-other-mention", sector));
        }
        return chosen;
    }
    let other = evidence
        .iter()
        .filter(|item| item.reading.weight >= COUNTRY)
        .find_map(|item| Some((item, item.reading.codes.iter().find_map(Code::country)?)));
    if let Some((item, country)) = other {
        chosen.codes = with_country(&chosen.codes, country);
        chosen.basis.push(at("country-of-other-mention", item));
    } else if let Some((place, country)) = place_inside(best.span, places) {
        chosen.codes = with_country(&chosen.codes, country);
        chosen.basis.push(country_of(place, country));
    }
    chosen
}

/// Moves codes to the country in which the page's gazetteer finds the province that told it: there is a Punjab in
/// Pakistan too.
pub(crate) fn relocate(chosen: &mut Chosen, places: &[Place], registry: &Registry, when: Interval) {
    let Some(span) = chosen.basis.first().and_then(|reason| reason.span) else {
        return;
    };
    let Some(told) = chosen.codes.first().and_then(Code::country) else {
        return;
    };
    let moved = places_inside(span, places).find_map(|place| {
        let country = place.country.as_deref()?;
        let Some(Sense::Region(idx)) = whole_name(&place.name, registry, when) else {
            return None;
        };
        let of_region = registry.entity(idx).codes.first().and_then(Code::country);
        (of_region == Some(told) && country != told).then_some((place, country))
    });
    let Some((place, country)) = moved else {
        return;
    };
    let told = told.to_owned();
    for code in &mut chosen.codes {
        if code.country() == Some(&told)
            && let Ok(moved) = Code::new(&format!("{country}{}", code.sector().unwrap_or_default()))
        {
            *code = moved;
        }
    }
    chosen.basis.push(country_of(place, country));
}

fn known(entity: &Entity, standing: &Standing<'_>) -> Chosen {
    let note = match standing.tenure {
        Some(tenure) if !tenure.role.is_empty() => {
            let was = if standing.former {
                "was, until"
            } else {
                "is known as"
            };
            let until = if standing.former {
                tenure.to.map_or(String::new(), |to| format!(" {to},"))
            } else {
                String::new()
            };
            format!("{} {was}{until} {}", entity.name, tenure.role)
        }
        _ => format!("{} is in the registry", entity.name),
    };
    Chosen {
        codes: standing.codes.clone(),
        basis: vec![Reason::new("registry", note)],
    }
}

fn told(item: &Evidence) -> Chosen {
    let rule = if item.is_role { "role" } else { "phrase" };
    Chosen {
        codes: item.reading.codes.clone(),
        basis: vec![at(rule, item)],
    }
}

fn at(rule: &'static str, item: &Evidence) -> Reason {
    let codes: Vec<&str> = item.reading.codes.iter().map(Code::as_str).collect();
    Reason::at(
        rule,
        item.span,
        format!("these words are read as {}", codes.join(", ")),
    )
}

/// Codes of a bare sector with a country put before it; others as they are.
fn with_country(codes: &[Code], country: &str) -> Vec<Code> {
    let joined = |code: &Code| {
        let bare = code.country().is_none().then(|| code.sector()).flatten();
        let joined = bare.and_then(|sector| Code::new(&format!("{country}{sector}")).ok());
        joined.unwrap_or_else(|| code.clone())
    };
    codes.iter().map(joined).collect()
}

fn country_of(place: &Place, country: &str) -> Reason {
    let note = format!("{} lies in {country}", place.full_name);
    Reason::at("country-of-toponym", place.span, note)
}

/// The first toponym inside a stretch of text that lies in a country.
fn place_inside(span: Span, places: &[Place]) -> Option<(&Place, &str)> {
    places_inside(span, places).find_map(|place| Some((place, place.country.as_deref()?)))
}

/// The toponyms inside a stretch of text; `places` are in text order.
fn places_inside(span: Span, places: &[Place]) -> impl Iterator<Item = &Place> {
    let first = places.partition_point(|place| place.span.start < span.start);
    places[first..]
        .iter()
        .take_while(move |place| place.span.start < span.end)
        .filter(move |place| span.contains(place.span))
}
