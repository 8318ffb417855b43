//! How two descriptions of one side, place or time of a happening stand to each other.

use dateline_schema::{ActorKind, Code, Interval, Place, PlaceKind};

use crate::name;

/// From "they cannot be the same" to "they are the same".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// They exclude each other.
    Conflict,
    /// At least one says too little.
    Unknown,
    /// They may well be the same: codes agree, one place holds the other, intervals overlap.
    Compatible,
    /// They are the same: the names agree, the place is the same, the day is the same.
    Same,
}

/// One who takes part, as far as it can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) name: String,
    pub(crate) tokens: Vec<String>,
    pub(crate) codes: Vec<Code>,
    /// A person or body that is named, as against described; never a country.
    pub(crate) named: bool,
    /// A named person: there is only one of each.
    pub(crate) person: bool,
}

impl Side {
    pub(crate) fn new(name: &str, kind: Option<ActorKind>, codes: &[Code]) -> Self {
        let is_name = name::is_name(name);
        let person = is_name && kind == Some(ActorKind::Person);
        let body = matches!(kind, Some(ActorKind::Organization | ActorKind::Outlet));
        Self {
            name: name.to_owned(),
            tokens: name::tokens(name),
            codes: codes.to_vec(),
            named: person || (is_name && body),
            person,
        }
    }

    /// The consonants of the surname.
    pub(crate) fn surname(&self) -> Option<String> {
        self.tokens.last().map(|surname| name::skeleton(surname))
    }

    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().filter_map(Code::country)
    }
}

/// Two sides of many each: as their best pair; but where both name people, one of them must be the same.
pub(crate) fn sides(a: &[Side], b: &[Side]) -> Relation {
    let has_person = |sides: &[Side]| sides.iter().any(|side| side.person);
    if has_person(a) && has_person(b) && !same_person(a, b) {
        return Relation::Conflict;
    }
    a.iter()
        .flat_map(|a| b.iter().map(|b| side(a, b)))
        .max()
        .unwrap_or(Relation::Unknown)
}

/// Whether one named person is on both.
pub(crate) fn same_person(a: &[Side], b: &[Side]) -> bool {
    let people = |sides| <[Side]>::iter(sides).filter(|side| side.person);
    people(a).any(|a| people(b).any(|b| name::agree(&a.tokens, &b.tokens)))
}

fn side(a: &Side, b: &Side) -> Relation {
    if a.named && b.named && name::agree(&a.tokens, &b.tokens) {
        return Relation::Same;
    }
    if a.person && b.person {
        return Relation::Conflict;
    }
    a.codes
        .iter()
        .flat_map(|a| b.codes.iter().map(|b| code(a, b)))
        .max()
        .unwrap_or(Relation::Unknown)
}

fn code(a: &Code, b: &Code) -> Relation {
    match (a.country(), b.country()) {
        (Some(x), Some(y)) if x != y => Relation::Conflict,
        (None, None) if a == b => Relation::Compatible,
        (None, None) => Relation::Unknown,
        (x, y) => {
            let same_country = x.is_some() && x == y;
            match (a.sector(), b.sector()) {
                (Some(x), Some(y)) if akin(x, y) => Relation::Compatible,
                (Some(_), Some(_)) if same_country => Relation::Conflict,
                _ if same_country => Relation::Compatible,
                _ => Relation::Unknown,
            }
        }
    }
}

/// Whether pages may use one PLOVER sector for the other: both of the state, or both under arms. Forces that
/// nobody has identified (UAF) may be either.
fn akin(a: &str, b: &str) -> bool {
    let state = |sector: &str| {
        matches!(
            sector,
            "GOV" | "MIL" | "COP" | "SPY" | "LEG" | "JUD" | "UAF"
        )
    };
    let armed = |sector: &str| matches!(sector, "MIL" | "REB" | "PRM" | "IMG" | "UAF");
    a == b || (state(a) && state(b)) || (armed(a) && armed(b))
}

/// Kilometres within which two points are taken for one place: an airport and its city.
const NEAR_KM: f64 = 60.0;

/// Two places.
pub(crate) fn places(a: Option<&Place>, b: Option<&Place>) -> Relation {
    let (Some(a), Some(b)) = (a, b) else {
        return Relation::Unknown;
    };
    let same_id = a.geonames_id.is_some() && a.geonames_id == b.geonames_id;
    if same_id || (a.full_name == b.full_name && a.kind == b.kind) {
        return if is_point(a) {
            Relation::Same
        } else {
            Relation::Compatible
        };
    }
    if let (Some(x), Some(y)) = (&a.country, &b.country)
        && x != y
    {
        return Relation::Conflict;
    }
    if !is_point(a) || !is_point(b) {
        // Whether a division or region holds the other place is not known from the two alone.
        return if a.country.is_some() && a.country == b.country {
            Relation::Compatible
        } else {
            Relation::Unknown
        };
    }
    match distance_km(a, b) {
        Some(km) if km <= NEAR_KM => Relation::Same,
        Some(_) => Relation::Conflict,
        None if name::agree(&name::tokens(&a.name), &name::tokens(&b.name)) => Relation::Same,
        None => Relation::Unknown,
    }
}

fn is_point(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::City | PlaceKind::Facility)
}

/// Along the great circle, by the haversine formula on a sphere of 6371 km.
fn distance_km(a: &Place, b: &Place) -> Option<f64> {
    let [lat1, lon1, lat2, lon2] = [a.lat?, a.lon?, b.lat?, b.lon?].map(f64::to_radians);
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let square = half(lat1, lat2) + lat1.cos() * lat2.cos() * half(lon1, lon2);
    Some(2.0 * 6371.0 * square.clamp(0.0, 1.0).sqrt().asin())
}

/// An interval of at most so many days dates a happening; a longer one only bounds it. A week is what "last week"
/// gives.
const DATED_DAYS: i64 = 7;

pub(crate) fn is_dated(interval: Interval) -> bool {
    interval.n_days().is_some_and(|days| days <= DATED_DAYS)
}

/// Two times.
pub(crate) fn times(a: Interval, b: Interval) -> Relation {
    match a.intersect(b) {
        None => Relation::Conflict,
        Some(_) if a == b && a.value().is_some() => Relation::Same,
        Some(_) if is_dated(a) && is_dated(b) => Relation::Compatible,
        Some(_) => Relation::Unknown,
    }
}

/// Days between two intervals that do not meet.
pub(crate) fn gap_days(a: Interval, b: Interval) -> Option<i64> {
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| {
        from.until(to).ok().map(|span| i64::from(span.get_days()))
    };
    match (a.high, b.low) {
        (Some(high), Some(low)) if high < low => days(high, low),
        _ => days(b.high?, a.low?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, relation: Relation) {
        let (a, b) = (Code::new(a).unwrap(), Code::new(b).unwrap());
        assert_eq!(code(&a, &b), relation, "{a} {b}");
        assert_eq!(code(&b, &a), relation, "{b} {a}");
    }

    #[test]
    fn codes_agree_by_country_and_kind_of_sector() {
        check("IRN", "IRNGOV", Relation::Compatible);
        check("IRNMIL", "IRNGOV", Relation::Compatible);
        check("IRQPRM", "IRQREB", Relation::Compatible);
        check("IRNCVL", "CVL", Relation::Compatible);
        check("IRQUAF", "IRQREB", Relation::Compatible);
        check("IRQUAF", "IRQCVL", Relation::Conflict);
        check("IRNCVL", "IRNMIL", Relation::Conflict);
        check("IRN", "USA", Relation::Conflict);
        check("IRN", "UAF", Relation::Unknown);
        check("IRN", "CVL", Relation::Unknown);
        check("UNO", "UNO", Relation::Compatible);
        check("UNO", "NAT", Relation::Unknown);
    }
}
