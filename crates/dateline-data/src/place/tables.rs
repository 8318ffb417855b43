//! The reviewable tables under `data/place/`: countries, divisions, regions, facilities, other names of towns.

use std::collections::HashMap;

use super::packed::Packed;
use super::{Entry, Feature, Naming, PlaceId, fold};
use crate::{Error, Row, Table};

const COUNTRIES: &str = include_str!("../../../../data/place/countries.tsv");
const DIVISIONS: &str = include_str!("../../../../data/place/divisions.tsv");
const REGIONS: &str = include_str!("../../../../data/place/regions.tsv");
const FACILITIES: &str = include_str!("../../../../data/place/facilities.tsv");
const ALIASES: &str = include_str!("../../../../data/place/aliases.tsv");

/// Places of the tables are numbered from `base` on, after the packed ones.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    base: u32,
    places: Vec<Listed>,
    iso3: Vec<&'static str>,
    /// Number of a country by its alpha-2 code.
    countries: HashMap<[u8; 2], u32>,
    /// Capital's name, by country.
    capitals: Vec<(u32, &'static str)>,
    adjectives: Vec<(u32, &'static str)>,
    /// Names of packed places and of listed ones.
    names: Vec<(u32, &'static str, Naming)>,
    usual: HashMap<u32, Usual>,
}

/// A place of a table.
#[derive(Clone, Debug)]
struct Listed {
    name: &'static str,
    feature: Feature,
    country: Option<u32>,
    lat: f64,
    lon: f64,
    population: u32,
    geonames: Option<u32>,
}

/// What a table knows better than the packed record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    pub(super) name: Option<&'static str>,
    pub(super) position: Option<(f64, f64)>,
}

impl Tables {
    pub(super) fn builtin(packed: &Packed) -> Result<Self, Error> {
        let mut this = Self {
            base: packed.len(),
            places: Vec::new(),
            iso3: Vec::new(),
            countries: HashMap::new(),
            capitals: Vec::new(),
            adjectives: Vec::new(),
            names: Vec::new(),
            usual: HashMap::new(),
        };
        this.read_countries()?;
        this.read_sites("data/place/regions.tsv", REGIONS, Feature::Region)?;
        this.read_sites("data/place/facilities.tsv", FACILITIES, Feature::Facility)?;
        this.read_divisions(packed)?;
        this.read_aliases(packed)?;
        Ok(this)
    }

    fn read_countries(&mut self) -> Result<(), Error> {
        let columns = [
            "iso2",
            "iso3",
            "name",
            "geonames",
            "lat",
            "lon",
            "population",
            "capital",
            "aliases",
            "adjectives",
        ];
        for row in Table::read("data/place/countries.tsv", COUNTRIES, &columns)?.rows() {
            let id = self.base + length(&self.places);
            self.countries.insert(iso2(row, 0)?, id);
            self.iso3.push(row.get(1));
            self.capitals.push((id, row.get(7)));
            self.adjectives.extend(row.list(9).map(|word| (id, word)));
            let place = Listed {
                name: row.get(2),
                feature: Feature::Country,
                country: Some(id),
                lat: number(row, 4)?,
                lon: number(row, 5)?,
                population: number(row, 6)?,
                geonames: optional(row, 3)?,
            };
            self.push(place, row.list(8));
        }
        Ok(())
    }

    fn read_sites(
        &mut self,
        file: &'static str,
        text: &'static str,
        feature: Feature,
    ) -> Result<(), Error> {
        let columns = ["name", "iso2", "geonames", "lat", "lon", "aliases"];
        for row in Table::read(file, text, &columns)?.rows() {
            let country = match row.get(1) {
                "" => None,
                _ => Some(self.country_of(row, 1)?),
            };
            let place = Listed {
                name: row.get(0),
                feature,
                country,
                lat: number(row, 3)?,
                lon: number(row, 4)?,
                population: 0,
                geonames: optional(row, 2)?,
            };
            self.push(place, row.list(5));
        }
        Ok(())
    }

    fn push(&mut self, place: Listed, aliases: impl Iterator<Item = &'static str>) {
        let id = self.base + length(&self.places);
        self.names.push((id, place.name, Naming::Main));
        self.names
            .extend(aliases.map(|alias| (id, alias, Naming::Main)));
        self.places.push(place);
    }

    fn read_divisions(&mut self, packed: &Packed) -> Result<(), Error> {
        let columns = ["country", "name", "usual", "lat", "lon", "aliases"];
        let by_name: HashMap<([u8; 2], &str), u32> = (0..packed.n_first())
            .map(|id| (id, packed.record(id)))
            .map(|(id, record)| ((record.country, record.name), id))
            .collect();
        for row in Table::read("data/place/divisions.tsv", DIVISIONS, &columns)?.rows() {
            let Some(&id) = by_name.get(&(iso2(row, 0)?, row.get(1))) else {
                return Err(row.error(format!(
                    "no first-order division is called {:?}",
                    row.get(1)
                )));
            };
            let name = Some(row.get(2)).filter(|name| !name.is_empty());
            let position = match optional(row, 3)? {
                Some(lat) => Some((lat, number(row, 4)?)),
                None => None,
            };
            self.usual.insert(id, Usual { name, position });
            let main = name.into_iter().chain(row.list(5));
            self.names.extend(main.map(|name| (id, name, Naming::Main)));
        }
        Ok(())
    }

    fn read_aliases(&mut self, packed: &Packed) -> Result<(), Error> {
        for row in Table::read(
            "data/place/aliases.tsv",
            ALIASES,
            &["alias", "geonames", "name"],
        )?
        .rows()
        {
            let wanted: u32 = number(row, 1)?;
            let town = packed
                .lookup(&fold(row.get(2)))
                .find(|&(id, _)| packed.record(id).geonames == wanted);
            let Some((id, _)) = town else {
                return Err(row.error(format!("no {} has the GeoNames id {wanted}", row.get(2))));
            };
            self.names.push((id, row.get(0), Naming::Main));
        }
        Ok(())
    }

    fn country_of(&self, row: &Row<'_>, column: usize) -> Result<u32, Error> {
        self.country_id(iso2(row, column)?)
            .ok_or_else(|| row.error(format!("no country has the code {:?}", row.get(column))))
    }

    /// The number of the country with an alpha-2 code.
    pub(super) fn country_id(&self, iso2: [u8; 2]) -> Option<u32> {
        self.countries.get(&iso2).copied()
    }

    /// The alpha-3 code of the country with this position in the tables.
    pub(super) fn iso3(&self, idx: u32) -> Option<&str> {
        self.iso3.get(idx as usize).copied()
    }

    /// The place with this position in the tables.
    pub(super) fn entry(&self, idx: u32) -> Entry<'_> {
        let place = &self.places[idx as usize];
        Entry {
            name: place.name,
            feature: place.feature,
            country: place.country.map(PlaceId),
            first: None,
            second: None,
            lat: place.lat,
            lon: place.lon,
            population: place.population,
            geonames_id: place.geonames,
            is_capital: false,
        }
    }

    pub(super) fn usual(&self, id: u32) -> Option<Usual> {
        self.usual.get(&id).copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (u32, &'static str, Naming)> {
        self.names.iter().copied()
    }

    pub(super) fn adjectives(&self) -> impl Iterator<Item = (u32, &'static str)> {
        self.adjectives.iter().copied()
    }

    pub(super) fn capitals(&self) -> impl Iterator<Item = (u32, &'static str)> {
        self.capitals.iter().copied()
    }
}

fn length(places: &[Listed]) -> u32 {
    u32::try_from(places.len()).unwrap_or(u32::MAX)
}

fn iso2(row: &Row<'_>, column: usize) -> Result<[u8; 2], Error> {
    let cell = row.get(column);
    <[u8; 2]>::try_from(cell.as_bytes())
        .map_err(|_| row.error(format!("{cell:?} is no ISO 3166 alpha-2 code")))
}

fn number<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<T, Error> {
    let cell = row.get(column);
    cell.parse()
        .map_err(|_| row.error(format!("{cell:?} is no number that fits")))
}

fn optional<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<Option<T>, Error> {
    if row.get(column).is_empty() {
        return Ok(None);
    }
    number(row, column).map(Some)
}
