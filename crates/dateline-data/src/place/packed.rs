//! The packed gazetteer that the build script makes: read in place, byte by byte, nothing is unpacked.
//!
//! A record has 24 bytes, little-endian: GeoNames id u32, offset of its name u32, population u32, latitude and
//! longitude in hundredths of a degree i16, first- and second-order division u16, country two letters, kind, length
//! of its name. A posting is the number of a record; its highest bit marks a name other than the main one.

use fst::Map;

use super::Feature;
use crate::{Error, ErrorKind};

static NAMES_MAP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/place-names.fst"));
static POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/place-postings.bin"));
static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/place-records.bin"));
static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/place-names.bin"));

const RECORD_LEN: usize = 24;
const ALTERNATE: u32 = 1 << 31;
const NO_DIVISION: u16 = u16::MAX;

/// The map from names to records.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    names: Map<&'static [u8]>,
    /// How many first-order divisions there are; they are the first records, the second-order ones follow.
    n_first: u32,
}

/// One record as it stands.
pub(super) struct Record {
    pub(super) geonames: u32,
    pub(super) name: &'static str,
    pub(super) feature: Feature,
    pub(super) country: [u8; 2],
    pub(super) first: Option<u32>,
    pub(super) second: Option<u32>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) population: u32,
}

impl Packed {
    pub(super) fn builtin() -> Result<Self, Error> {
        let names = Map::new(NAMES_MAP).map_err(|error| {
            Error::new(ErrorKind::Damaged, "place-names.fst", 0, error.to_string())
        })?;
        let kinds = RECORDS.chunks_exact(RECORD_LEN).map(|record| record[22]);
        let n_first = kinds.take_while(|&kind| kind == b'1').count();
        Ok(Self {
            names,
            n_first: u32::try_from(n_first).unwrap_or(0),
        })
    }

    /// How many records there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(RECORDS.len() / RECORD_LEN).unwrap_or(0)
    }

    /// How many of them are first-order divisions, which come first.
    pub(super) fn n_first(&self) -> u32 {
        self.n_first
    }

    /// The records with this folded name, and whether it is their main one.
    pub(super) fn lookup(&self, key: &str) -> impl Iterator<Item = (u32, bool)> + use<> {
        let found = self.names.get(key).map(|offset| {
            let list = &POSTINGS[usize::try_from(offset).unwrap_or(0)..];
            let n_ids = u32_at(list, 0) as usize;
            list[4..4 + 4 * n_ids].chunks_exact(4)
        });
        found
            .into_iter()
            .flatten()
            .map(|bytes| u32_at(bytes, 0))
            .map(|posting| (posting & !ALTERNATE, posting & ALTERNATE == 0))
    }

    pub(super) fn record(&self, id: u32) -> Record {
        let at = id as usize * RECORD_LEN;
        let bytes = &RECORDS[at..at + RECORD_LEN];
        let name_at = u32_at(bytes, 4) as usize;
        let name = &NAMES[name_at..name_at + usize::from(bytes[23])];
        let (first, second) = (u16_at(bytes, 16), u16_at(bytes, 18));
        let feature = match bytes[22] {
            b'1' => Feature::FirstOrder,
            b'2' => Feature::SecondOrder,
            b'f' => Feature::Facility,
            _ => Feature::Town,
        };
        let known =
            |number: u16, base: u32| (number != NO_DIVISION).then(|| base + u32::from(number));
        Record {
            geonames: u32_at(bytes, 0),
            name: std::str::from_utf8(name).unwrap_or_default(),
            feature,
            country: [bytes[20], bytes[21]],
            // A division does not lie in itself.
            first: known(first, 0).filter(|_| feature != Feature::FirstOrder),
            second: known(second, self.n_first).filter(|_| feature == Feature::Town),
            lat: degrees(u16_at(bytes, 12)),
            lon: degrees(u16_at(bytes, 14)),
            population: u32_at(bytes, 8),
        }
    }
}

fn degrees(hundredths: u16) -> f64 {
    f64::from(hundredths.cast_signed()) / 100.0
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}
