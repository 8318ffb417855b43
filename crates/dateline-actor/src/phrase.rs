//! Codes of a phrase: segments joined by prepositions make one actor, those joined by "and" several.
//!
//! "chief of staff of the Iranian President's office", "Turkey and the Syrian army", "Alice Wells, a senior US
//! state department official". Nothing after "who", "by" or "against" tells who somebody is: a militia supported
//! by Iran is not Iranian.

use dateline_data::{Registry, Sense};
use dateline_schema::{ActorKind, Code, Interval};

use crate::scan::{Item, Link, Token, scan};
use crate::segment::{self, Who};

// How much a phrase tells, as weights: the fullest of several readings of one actor is the one to take.

/// Country and sector: "Iranian Foreign Minister".
pub(crate) const COUNTRY_AND_SECTOR: u8 = 6;
/// A name of the registry: "Hezbollah leader".
pub(crate) const NAMED: u8 = 5;
/// A country and a noun that gives way to others: "Iranian official".
pub(crate) const COUNTRY_AND_WEAK_SECTOR: u8 = 4;
/// A sector alone: "the minister".
pub(crate) const SECTOR: u8 = 3;
/// A country alone.
pub(crate) const COUNTRY: u8 = 2;
/// A noun that gives way, alone: "the official".
pub(crate) const WEAK_SECTOR: u8 = 1;

/// What a phrase tells of its actor.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// Codes, those of the first actor first.
    pub(crate) codes: Vec<Code>,
    /// What the first actor is.
    pub(crate) kind: Option<ActorKind>,
    /// How much is told, as one of the weights above; 0 for nothing.
    pub(crate) weight: u8,
    /// Whether the phrase has a role noun.
    pub(crate) described: bool,
}

/// Reads a phrase.
pub(crate) fn read(phrase: &str, registry: &Registry, when: Interval) -> Reading {
    let tokens = scan(phrase, registry, when);
    let mut actors: Vec<Who> = Vec::new();
    for (separator, member) in members(&tokens) {
        let who = complete(member, registry, when);
        if who.is_empty() {
            continue;
        }
        let again = matches!(
            member.first().map(|token| token.item),
            Some(Item::Determiner | Item::Former)
        );
        match actors.last_mut() {
            // "The country's prime minister, Imre Nagy": the name tells the country of the office.
            Some(last)
                if separator == Item::Comma
                    && who.person
                    && last.sector.is_some()
                    && last.countries.is_empty()
                    && last.fixed.is_empty() =>
            {
                last.countries
                    .extend(who.fixed.iter().find_map(Code::country).map(str::to_owned));
            }
            // "Top commander X, the general's aide": an apposition to somebody who is told already.
            Some(last) if separator == Item::Comma && last.person && !last.is_empty() => {}
            Some(last) if separator == Item::Comma && again && last.sector.is_some() => {}
            Some(last)
                if separator == Item::Comma
                    && last.sector.is_some() != who.sector.is_some()
                    && (last.countries.is_empty() || who.countries.is_empty())
                    && last.fixed.is_empty()
                    && who.fixed.is_empty() =>
            {
                // "Lima, the mayor": what one lacks the other has.
                fill(last, who);
            }
            Some(last) => {
                let who = share(last, who, member);
                actors.push(who);
            }
            None => actors.push(who),
        }
    }
    let weight = actors.first().map_or(0, weight);
    let kind = actors.first().and_then(|who| who.kind);
    let described = actors.first().is_some_and(|who| who.described);
    let mut codes: Vec<Code> = Vec::new();
    for code in actors.iter().flat_map(codes_of) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    drop_covered(&mut codes);
    Reading {
        codes,
        kind,
        weight,
        described,
    }
}

/// The members of a coordination, each with what stands before it.
fn members(tokens: &[Token]) -> Vec<(Item, &[Token])> {
    let mut members = Vec::new();
    let (mut start, mut separator) = (0, Item::And);
    for (idx, token) in tokens.iter().enumerate() {
        let splits = match token.item {
            Item::Comma => true,
            Item::And => !in_portfolio(&tokens[start..idx], tokens.get(idx + 1)),
            _ => false,
        };
        if splits {
            if idx > start {
                members.push((separator, &tokens[start..idx]));
                separator = token.item;
            } else if token.item == Item::And {
                separator = Item::And;
            }
            start = idx + 1;
        }
    }
    if start < tokens.len() {
        members.push((separator, &tokens[start..]));
    }
    members
}

/// Whether an "and" joins two parts of a portfolio: "Minister of Trade and Industry of Peru".
fn in_portfolio(before: &[Token], after: Option<&Token>) -> bool {
    let link = before
        .iter()
        .rposition(|token| matches!(token.item, Item::Link(_)));
    let unknown = |token: &Token| matches!(token.item, Item::Plain);
    let portfolio = |token: &Token| {
        let noun = matches!(token.item, Item::Known(Sense::Noun { plural: false, .. }));
        noun || unknown(token)
    };
    link.is_some_and(|link| link + 1 < before.len() && before[link + 1..].iter().all(unknown))
        && after.is_some_and(portfolio)
}

/// One member, with its complements.
fn complete(tokens: &[Token], registry: &Registry, when: Interval) -> Who {
    let stop = |token: &Token| matches!(token.item, Item::Stop | Item::By);
    let known = |token: &Token| matches!(token.item, Item::Known(_));
    let end = tokens.iter().position(stop).unwrap_or(tokens.len());
    if tokens.get(end).is_some_and(|token| token.item == Item::By)
        && !tokens[..end].iter().any(known)
    {
        // "An attack by rebels": the rebels are who the phrase is about. The rest is shorter by one word at least.
        return complete_before_stop(&tokens[end + 1..], registry, when);
    }
    complete_before_stop(&tokens[..end], registry, when)
}

/// The words up to the first that turns to somebody else, with their complements.
fn complete_before_stop(tokens: &[Token], registry: &Registry, when: Interval) -> Who {
    let stop = |token: &Token| matches!(token.item, Item::Stop | Item::By);
    let end = tokens.iter().position(stop).unwrap_or(tokens.len());
    let mut whole: Option<Who> = None;
    let (mut start, mut link) = (0, Link::Of);
    for idx in 0..=end {
        let next = tokens
            .get(idx)
            .filter(|_| idx < end)
            .map(|token| token.item);
        let next_link = match next {
            Some(Item::Link(link)) => Some(link),
            None => None,
            Some(_) => continue,
        };
        let who = segment::read(&tokens[start..idx], registry, when);
        match &mut whole {
            None => whole = Some(who),
            Some(head) => complement(head, who, link),
        }
        start = idx + 1;
        link = next_link.unwrap_or(link);
    }
    whole.unwrap_or_default()
}

/// Lets a complement say what its head leaves open.
fn complement(head: &mut Who, who: Who, link: Link) {
    if !head.fixed.is_empty() || who.is_empty() {
        return;
    }
    let open = head.countries.is_empty();
    match link {
        Link::In => {
            // Aid workers and observers in a country are not of it; its police and residents are, and so are
            // soldiers as long as no other country is told.
            let foreign = matches!(head.sector.as_deref(), Some("IGO" | "NGO" | "MNC" | "SPY"));
            if open && !foreign {
                let fixed = who.fixed.iter().find_map(Code::country).map(str::to_owned);
                head.countries = if who.countries.is_empty() {
                    fixed.into_iter().collect()
                } else {
                    who.countries
                };
            }
        }
        Link::To if !(head.weak || head.sector.is_none()) || !open => {}
        Link::To | Link::Of => {
            let gives_way = head.weak || head.sector.is_none();
            if gives_way && open {
                if !who.fixed.is_empty() {
                    head.fixed = who.fixed;
                    head.weak = false;
                } else if who.sector.is_some() {
                    head.sector = who.sector;
                    head.weak = who.weak;
                    head.faint = who.faint;
                }
            } else if open && !who.fixed.is_empty() {
                head.countries
                    .extend(who.fixed.iter().find_map(Code::country).map(str::to_owned));
                if head.countries.is_empty() {
                    head.fixed = who.fixed;
                }
            } else if gives_way && !who.fixed.is_empty() {
                head.sector = member_sector(&who.fixed).or(head.sector.take());
                head.weak = false;
            } else if gives_way && who.sector.is_some() && !who.weak {
                head.sector = who.sector;
            }
            if head.countries.is_empty() {
                head.countries = who.countries;
            }
        }
    }
}

/// The sector of a country's member or branch of an organisation: "the Libyan affiliate of Al-Qaeda".
fn member_sector(codes: &[Code]) -> Option<String> {
    match codes.first()?.sector()? {
        "IMG" => Some("REB".to_owned()),
        "IGO" | "NGO" | "MNC" => None,
        sector => Some(sector.to_owned()),
    }
}

/// "US military and intelligence services", "Syrian and Iraqi armies": shares what one of the two lacks.
fn share(last: &mut Who, mut who: Who, member: &[Token]) -> Who {
    let adjective_first = matches!(
        member.first().map(|token| token.item),
        Some(Item::Known(Sense::Adjective { .. }))
    );
    let determined = member
        .first()
        .is_some_and(|token| token.item == Item::Determiner);
    if who.countries.is_empty() && who.fixed.is_empty() && last.adjectival && !determined {
        who.countries.clone_from(&last.countries);
    }
    if last.sector.is_none() && last.fixed.is_empty() && last.adjectival && adjective_first {
        last.sector.clone_from(&who.sector);
        last.weak = who.weak;
        last.faint = who.faint;
        last.kind = who.kind;
    }
    who
}

fn fill(last: &mut Who, who: Who) {
    if last.countries.is_empty() {
        last.countries = who.countries;
    }
    if last.sector.is_none() {
        last.sector = who.sector;
        last.weak = who.weak;
        last.faint = who.faint;
        last.described |= who.described;
        last.kind = who.kind;
    }
}

/// A former official's sector, after PLOVER.
const ELITE: &str = "ELI";

fn codes_of(who: &Who) -> Vec<Code> {
    let sector = who
        .sector
        .as_deref()
        .map(|sector| former_sector(sector, who.former));
    if !who.fixed.is_empty() {
        let fixed = who.fixed.iter().cloned();
        return fixed
            .map(|code| match (code.country(), code.sector()) {
                (Some(country), Some(sector)) if who.former => {
                    joined(country, former_sector(sector, true)).unwrap_or(code)
                }
                _ => code,
            })
            .collect();
    }
    match sector {
        None => who
            .countries
            .iter()
            .filter_map(|code| Code::new(code).ok())
            .collect(),
        Some(_) if who.countries.is_empty() && who.faint => Vec::new(),
        Some(sector) if who.countries.is_empty() => Code::new(sector).into_iter().collect(),
        Some(sector) => who
            .countries
            .iter()
            .filter_map(|country| joined(country, sector))
            .collect(),
    }
}

fn former_sector(sector: &str, former: bool) -> &str {
    let office = matches!(sector, "GOV" | "MIL" | "LEG" | "SPY" | "JUD" | "COP");
    if former && office { ELITE } else { sector }
}

fn joined(country: &str, sector: &str) -> Option<Code> {
    Code::new(&format!("{country}{sector}")).ok()
}

/// Takes away a bare country where the same country stands with a sector.
fn drop_covered(codes: &mut Vec<Code>) {
    let all = codes.clone();
    codes.retain(|code| {
        let covered = |other: &Code| {
            other != code && other.sector().is_some() && other.country() == Some(code.as_str())
        };
        !all.iter().any(covered)
    });
}

fn weight(who: &Who) -> u8 {
    let told = !who.countries.is_empty();
    match (&who.sector, who.fixed.is_empty()) {
        (Some(_), true) if told && !who.weak => COUNTRY_AND_SECTOR,
        (_, false) => NAMED,
        (Some(_), true) if told => COUNTRY_AND_WEAK_SECTOR,
        (Some(_), true) if !who.weak => SECTOR,
        (None, true) if told => COUNTRY,
        (Some(_), true) if !who.faint => WEAK_SECTOR,
        (Some(_), true) => 0,
        (None, true) => 0,
    }
}
