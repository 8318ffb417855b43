//! Places of the world with their names and coordinates: the gazetteer.
//!
//! In go the packed towns and divisions (GeoNames) and the reviewable tables under `data/place/`; out come, for a
//! name, the places that bear it. It does not choose among them and reads no text.

mod context;
mod fold;
mod packed;
mod tables;

use std::collections::{HashMap, HashSet};

use dateline_schema::PlaceKind;

use self::context::Context;
pub use self::context::ContextRole;
use self::fold::fold;
use self::packed::Packed;
use self::tables::Tables;
use crate::Error;

/// A place of a [`Gazetteer`]; its number means nothing outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// What a place of the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A state or territory with an ISO 3166 code.
    Country,
    /// State, province, governorate.
    FirstOrder,
    /// County.
    SecondOrder,
    /// City, town, village.
    Town,
    /// Continent, water, mountains, region without borders.
    Region,
    /// Airport, base, seat of government.
    Facility,
}

impl Feature {
    /// The kind of a toponym that stands for such a place.
    #[must_use]
    pub fn kind(self) -> PlaceKind {
        match self {
            Self::Country => PlaceKind::Country,
            Self::FirstOrder | Self::SecondOrder => PlaceKind::Admin,
            Self::Town => PlaceKind::City,
            Self::Region => PlaceKind::Region,
            Self::Facility => PlaceKind::Facility,
        }
    }
}

/// What the gazetteer knows of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// Its usual English name.
    pub name: &'a str,
    /// What it is.
    pub feature: Feature,
    /// The country that it lies in or is.
    pub country: Option<PlaceId>,
    /// The first-order division that it lies in.
    pub first: Option<PlaceId>,
    /// The second-order division that it lies in.
    pub second: Option<PlaceId>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// GeoNames id, where it has one.
    pub geonames_id: Option<u32>,
    /// Whether it is the capital of its country.
    pub is_capital: bool,
}

/// How a name names a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// By its main name.
    Main,
    /// By another name.
    Alternate,
    /// By an abbreviation, which must be written just so: "U.S.", "Calif.".
    Abbreviation,
}

/// Places of the world with their coordinates.
///
/// ```
/// use dateline_data::Gazetteer;
///
/// let gazetteer = Gazetteer::builtin()?;
/// let (kirkuk, _) = gazetteer.lookup("Kirkuk")[0];
/// assert_eq!(gazetteer.full_name(kirkuk), "Kirkuk, Iraq");
/// assert_eq!(gazetteer.iso3(kirkuk), Some("IRQ"));
/// assert_eq!(gazetteer.full_name(gazetteer.lookup("U.S.")[0].0), "United States");
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gazetteer {
    packed: Packed,
    tables: Tables,
    context: Context,
    capitals: HashSet<u32>,
    /// Names of the tables, folded.
    names: HashMap<String, Vec<(PlaceId, Naming)>>,
    /// Abbreviations as they are written.
    abbreviations: HashMap<String, Vec<(PlaceId, Naming)>>,
    /// Adjectives and names of inhabitants, folded.
    adjectives: HashMap<String, PlaceId>,
}

impl Gazetteer {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/place/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        let packed = Packed::builtin()?;
        let tables = Tables::builtin(&packed)?;
        let mut this = Self {
            packed,
            tables,
            context: Context::builtin()?,
            capitals: HashSet::new(),
            names: HashMap::new(),
            abbreviations: HashMap::new(),
            adjectives: HashMap::new(),
        };
        this.index_tables();
        this.capitals = this.find_capitals();
        Ok(this)
    }

    fn index_tables(&mut self) {
        for (id, name, naming) in self.tables.names() {
            let id = PlaceId(id);
            if is_abbreviation(name) {
                let list = self.abbreviations.entry(name.to_owned()).or_default();
                list.push((id, Naming::Abbreviation));
            } else {
                self.names.entry(fold(name)).or_default().push((id, naming));
            }
        }
        for (id, adjective) in self.tables.adjectives() {
            self.adjectives
                .entry(fold(adjective))
                .or_insert(PlaceId(id));
        }
    }

    fn find_capitals(&self) -> HashSet<u32> {
        let of_country = |(id, capital): (u32, &str)| {
            let lies_there = |town: &(u32, bool)| {
                let record = self.packed.record(town.0);
                record.feature == Feature::Town
                    && self.tables.country_id(record.country) == Some(id)
            };
            self.packed
                .lookup(&fold(capital))
                .filter(lies_there)
                .max_by_key(|&(town, _)| self.packed.record(town).population)
                .map(|(town, _)| town)
        };
        self.tables.capitals().filter_map(of_country).collect()
    }

    /// The places that bear a name, the tables' ones first.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<(PlaceId, Naming)> {
        if let Some(found) = self.abbreviations.get(name) {
            return found.clone();
        }
        let key = fold(name);
        if key.is_empty() {
            return Vec::new();
        }
        let mut found = self.names.get(&key).cloned().unwrap_or_default();
        for (id, is_main) in self.packed.lookup(&key) {
            let naming = if is_main {
                Naming::Main
            } else {
                Naming::Alternate
            };
            if found.iter().all(|&(known, _)| known != PlaceId(id)) {
                found.push((PlaceId(id), naming));
            }
        }
        found
    }

    /// The key under which all spellings of a name meet: "St.-Étienne", "Saint Etienne".
    #[must_use]
    pub fn key(name: &str) -> String {
        fold(name)
    }

    /// The country that an adjective or a name of inhabitants tells of: "Iraqi", "Iranians".
    #[must_use]
    pub fn adjective(&self, word: &str) -> Option<PlaceId> {
        let key = fold(word);
        let singular = || {
            key.strip_suffix('s')
                .and_then(|key| self.adjectives.get(key))
        };
        self.adjectives.get(&key).or_else(singular).copied()
    }

    /// What it knows of a place.
    #[must_use]
    pub fn entry(&self, id: PlaceId) -> Entry<'_> {
        let n_packed = self.packed.len();
        if id.0 >= n_packed {
            return self.tables.entry(id.0 - n_packed);
        }
        let record = self.packed.record(id.0);
        let usual = self.tables.usual(id.0);
        Entry {
            name: usual.and_then(|usual| usual.name).unwrap_or(record.name),
            feature: record.feature,
            country: self.tables.country_id(record.country).map(PlaceId),
            first: record.first.map(PlaceId),
            second: record.second.map(PlaceId),
            lat: usual
                .and_then(|usual| usual.position)
                .map_or(record.lat, |at| at.0),
            lon: usual
                .and_then(|usual| usual.position)
                .map_or(record.lon, |at| at.1),
            population: record.population,
            geonames_id: Some(record.geonames).filter(|&id| id != 0),
            is_capital: self.capitals.contains(&id.0),
        }
    }

    /// ISO 3166 alpha-3 of the country that a place is or lies in.
    #[must_use]
    pub fn iso3(&self, id: PlaceId) -> Option<&str> {
        self.tables
            .iso3(self.entry(id).country?.0 - self.packed.len())
    }

    /// The name with what it lies in: "Kirkuk, Iraq", "Springfield, Illinois, United States".
    #[must_use]
    pub fn full_name(&self, id: PlaceId) -> String {
        let entry = self.entry(id);
        let mut name = entry.name.to_owned();
        // Towns of one name are many only in the countries whose divisions English names.
        let division = entry.first.filter(|_| {
            matches!(self.iso3(id), Some("USA" | "CAN" | "AUS"))
                && entry.feature != Feature::Facility
        });
        for outer in [division, entry.country].into_iter().flatten() {
            let outer_name = self.entry(outer).name;
            if outer != id && outer_name != entry.name {
                name.push_str(", ");
                name.push_str(outer_name);
            }
        }
        name
    }

    /// Whether a word, in any case, plays a role around toponyms.
    #[must_use]
    pub fn has_role(&self, word: &str, role: ContextRole) -> bool {
        self.context.has(word, role)
    }
}

/// Whether a name is an abbreviation: "U.S.", "Calif.", "DRC", "N.Y.".
fn is_abbreviation(name: &str) -> bool {
    let dotted = name.ends_with('.') || name.contains('.') && !name.contains(' ');
    let short = name.len() <= 5 && name.is_ascii() && !name.contains(' ');
    let capitals = short && name.bytes().all(|byte| !byte.is_ascii_lowercase());
    dotted || capitals
}
