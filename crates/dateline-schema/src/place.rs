//! Toponyms, resolved against a gazetteer.

use crate::names::names;
use crate::{Reason, Span};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A sovereign state or territory with an ISO 3166 code.
    Country,
    /// A first- or second-order division: state, province, county.
    Admin,
    /// A city, town or village.
    City,
    /// Water, land, or a region without borders: "the Gulf of Tonkin", "the Middle East".
    Region,
    /// An airport, base, embassy or other built thing.
    Facility,
}

names!(PlaceKind {
    Country = "country",
    Admin = "admin",
    City = "city",
    Region = "region",
    Facility = "facility",
});

/// Another place that the same words could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Its GeoNames id.
    pub geonames_id: Option<u32>,
    /// Its name and where it is: "Kirkuk, Iraq".
    pub name: String,
    /// Its score, on the same scale as the winner's.
    pub score: f32,
}

/// A toponym and the place that it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its bytes.
    pub span: Span,
    /// The place's usual English name: "Kirkuk".
    pub name: String,
    /// The name with its country, for people: "Kirkuk, Iraq".
    pub full_name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166 alpha-3 of the country that it lies in, where it lies in one.
    pub country: Option<String>,
    /// GeoNames id, where it has one.
    pub geonames_id: Option<u32>,
    /// Degrees north, WGS 84, −90 to 90.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84, −180 to 180.
    pub lon: Option<f64>,
    /// What chose it.
    pub basis: Vec<Reason>,
    /// The others that were weighed, best first.
    pub rivals: Vec<Rival>,
}
