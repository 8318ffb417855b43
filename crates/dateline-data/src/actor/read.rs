//! Reads the tables of `data/actor/` into a registry and refuses what does not fit together.

use std::collections::HashMap;

use dateline_schema::{ActorKind, Code, Date};

use super::noun::{people, plural};
use super::{Entity, Noun, Registry, Sense, Tenure};
use crate::{Error, Row, Table};

/// The text of each table.
pub(super) struct Tables<'a> {
    pub(super) countries: &'a str,
    pub(super) seats: &'a str,
    pub(super) sectors: &'a str,
    pub(super) organizations: &'a str,
    pub(super) people: &'a str,
    pub(super) tenures: &'a str,
    pub(super) regions: &'a str,
    pub(super) passing_roles: &'a str,
}

impl Tables<'static> {
    pub(super) const BUILTIN: Self = Self {
        countries: include_str!("../../../../data/actor/countries.tsv"),
        seats: include_str!("../../../../data/actor/seats.tsv"),
        sectors: include_str!("../../../../data/actor/sectors.tsv"),
        organizations: include_str!("../../../../data/actor/organizations.tsv"),
        people: include_str!("../../../../data/actor/people.tsv"),
        tenures: include_str!("../../../../data/actor/tenures.tsv"),
        regions: include_str!("../../../../data/actor/regions.tsv"),
        passing_roles: include_str!("../../../../data/actor/passing-roles.tsv"),
    };
}

pub(super) fn registry(tables: &Tables<'_>) -> Result<Registry, Error> {
    let mut registry = Registry::default();
    let by_code = countries(&mut registry, tables.countries)?;
    regions(&mut registry, tables.regions, &by_code)?;
    seats(&mut registry, tables.seats)?;
    sectors(&mut registry, tables.sectors)?;
    let mut by_name = organizations(&mut registry, tables.organizations)?;
    persons(&mut registry, tables.people, &mut by_name)?;
    tenures(&mut registry, tables.tenures, &by_name)?;
    let passing = Table::read(
        "data/actor/passing-roles.tsv",
        tables.passing_roles,
        &["word"],
    )?;
    registry.passing_roles = passing.rows().map(|row| row.get(0).into()).collect();
    Ok(registry)
}

fn countries<'a>(registry: &mut Registry, text: &'a str) -> Result<HashMap<&'a str, usize>, Error> {
    let columns = ["code", "name", "aliases", "adjectives", "capitals"];
    let mut by_code = HashMap::new();
    for row in Table::read("data/actor/countries.tsv", text, &columns)?.rows() {
        let country = entity(
            registry,
            row.get(1),
            ActorKind::Country,
            vec![code(row, row.get(0))?],
        );
        by_code.insert(row.get(0), country);
        for name in [row.get(1)].into_iter().chain(row.list(2)) {
            registry.add(name, Sense::Country(country));
        }
        for adjective in row.list(3) {
            registry.add(
                adjective,
                Sense::Adjective {
                    country,
                    people: false,
                },
            );
            if let Some(word) = people(adjective) {
                registry.add(
                    &word,
                    Sense::Adjective {
                        country,
                        people: true,
                    },
                );
            }
        }
        for capital in row.list(4) {
            registry.add(capital, Sense::Capital(country));
        }
    }
    Ok(by_code)
}

fn regions(
    registry: &mut Registry,
    text: &str,
    by_code: &HashMap<&str, usize>,
) -> Result<(), Error> {
    for row in Table::read("data/actor/regions.tsv", text, &["name", "country"])?.rows() {
        let Some(&country) = by_code.get(row.get(1)) else {
            return Err(row.error(format!("no country has the code {:?}", row.get(1))));
        };
        registry.add(row.get(0), Sense::Region(country));
    }
    Ok(())
}

fn seats(registry: &mut Registry, text: &str) -> Result<(), Error> {
    for row in Table::read("data/actor/seats.tsv", text, &["name", "codes"])?.rows() {
        let seat = entity(
            registry,
            row.get(0),
            ActorKind::Organization,
            codes(row, 1)?,
        );
        registry.add(row.get(0), Sense::Seat(seat));
    }
    Ok(())
}

fn sectors(registry: &mut Registry, text: &str) -> Result<(), Error> {
    let columns = ["noun", "sector", "kind", "use"];
    for row in Table::read("data/actor/sectors.tsv", text, &columns)?.rows() {
        let sector = match row.get(1) {
            "" => None,
            sector => Some(code(row, sector)?.as_str().to_owned()),
        };
        let (weak, faint) = match row.get(3) {
            "own" => (false, false),
            "weak" => (true, false),
            "faint" => (true, true),
            other => return Err(row.error(format!("the use is own, weak or faint, not {other:?}"))),
        };
        let noun = registry.nouns.len();
        let kind = kind(row, row.get(2))?;
        registry.nouns.push(Noun {
            name: row.get(0).to_owned(),
            sector,
            kind,
            weak,
            faint,
        });
        let many = plural(row.get(0));
        registry.add(
            row.get(0),
            Sense::Noun {
                noun,
                plural: kind == ActorKind::Group,
            },
        );
        registry.add(&many, Sense::Noun { noun, plural: true });
    }
    Ok(())
}

fn organizations<'a>(
    registry: &mut Registry,
    text: &'a str,
) -> Result<HashMap<&'a str, usize>, Error> {
    let columns = ["name", "aliases", "kind", "codes"];
    let mut by_name = HashMap::new();
    for row in Table::read("data/actor/organizations.tsv", text, &columns)?.rows() {
        let idx = entity(registry, row.get(0), kind(row, row.get(2))?, codes(row, 3)?);
        by_name.insert(row.get(0), idx);
        for name in [row.get(0)].into_iter().chain(row.list(1)) {
            registry.add(name, Sense::Named(idx));
        }
    }
    Ok(by_name)
}

fn persons<'a>(
    registry: &mut Registry,
    text: &'a str,
    by_name: &mut HashMap<&'a str, usize>,
) -> Result<(), Error> {
    for row in Table::read("data/actor/people.tsv", text, &["name", "aliases"])?.rows() {
        let person = entity(registry, row.get(0), ActorKind::Person, Vec::new());
        if by_name.insert(row.get(0), person).is_some() {
            return Err(row.error(format!("{:?} is listed twice", row.get(0))));
        }
        for name in [row.get(0)].into_iter().chain(row.list(1)) {
            registry.add(name, Sense::Named(person));
        }
    }
    Ok(())
}

fn tenures(
    registry: &mut Registry,
    text: &str,
    by_name: &HashMap<&str, usize>,
) -> Result<(), Error> {
    let columns = ["name", "from", "to", "died", "role", "codes"];
    for row in Table::read("data/actor/tenures.tsv", text, &columns)?.rows() {
        let Some(&idx) = by_name.get(row.get(0)) else {
            return Err(row.error(format!("nobody is called {:?}", row.get(0))));
        };
        let (from, _) = days(row, row.get(1))?;
        let to = match row.get(2) {
            "" => None,
            date => Some(days(row, date)?.1),
        };
        if to.is_some_and(|to| to < from) {
            return Err(row.error("the tenure ends before it begins"));
        }
        registry.entities[idx].tenures.push(Tenure {
            role: row.get(4).to_owned(),
            codes: codes(row, 5)?,
            from,
            to,
            died: row.get(3) == "yes",
        });
    }
    for entity in &mut registry.entities {
        entity.tenures.sort_by_key(|tenure| tenure.from);
    }
    Ok(())
}

fn entity(registry: &mut Registry, name: &str, kind: ActorKind, codes: Vec<Code>) -> usize {
    let name = name.to_owned();
    registry.entities.push(Entity {
        name,
        kind,
        codes,
        tenures: Vec::new(),
    });
    registry.entities.len() - 1
}

fn code(row: &Row<'_>, written: &str) -> Result<Code, Error> {
    Code::new(written).map_err(|error| row.error(error.to_string()))
}

fn codes(row: &Row<'_>, column: usize) -> Result<Vec<Code>, Error> {
    row.list(column).map(|written| code(row, written)).collect()
}

fn kind(row: &Row<'_>, written: &str) -> Result<ActorKind, Error> {
    let message = || row.error(format!("no kind of actor: {written:?}"));
    ActorKind::from_name(written).ok_or_else(message)
}

/// The first and last day of a year, month or day in ISO form.
fn days(row: &Row<'_>, written: &str) -> Result<(Date, Date), Error> {
    let parse = |date: &str| {
        date.parse::<Date>()
            .map_err(|_| row.error(format!("no date: {written:?}")))
    };
    match written.len() {
        4 => Ok((
            parse(&format!("{written}-01-01"))?,
            parse(&format!("{written}-12-31"))?,
        )),
        7 => {
            let first = parse(&format!("{written}-01"))?;
            Ok((first, first.last_of_month()))
        }
        _ => parse(written).map(|date| (date, date)),
    }
}
