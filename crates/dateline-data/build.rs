//! Packs `data/place/places.tsv.gz` into what the gazetteer reads in place: a finite-state map from folded names to
//! lists of records, the records, and their names. No unpacking is left for run time.

// A build script gets its folders from the environment and makes files: that is its door to the outside.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;

#[path = "src/place/fold.rs"]
mod fold;

/// An absent division in a record.
const NONE: u16 = u16::MAX;
/// The bit of a posting that says that the name is not the place's main one.
const ALTERNATE: u32 = 1 << 31;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let source = root.join("../../data/place/places.tsv.gz");
    println!("cargo:rerun-if-changed={}", source.display());
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/place/fold.rs");
    let mut rows = String::new();
    GzDecoder::new(fs::read(&source)?.as_slice()).read_to_string(&mut rows)?;

    let (mut records, mut names) = (Vec::new(), Vec::new());
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (idx, row) in rows.lines().enumerate() {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[
            kind,
            geonames,
            name,
            country,
            first,
            second,
            lat,
            lon,
            population,
            others,
        ] = cells.as_slice()
        else {
            return Err(format!(
                "places.tsv:{}: {} cells in place of 10",
                idx + 1,
                cells.len()
            )
            .into());
        };
        let division = |cell: &str| -> Result<u16, Box<dyn Error>> {
            Ok(if cell.is_empty() { NONE } else { cell.parse()? })
        };
        records.extend_from_slice(&geonames.parse::<u32>()?.to_le_bytes());
        records.extend_from_slice(&u32::try_from(names.len())?.to_le_bytes());
        records.extend_from_slice(&population.parse::<u32>()?.to_le_bytes());
        records.extend_from_slice(&lat.parse::<i16>()?.to_le_bytes());
        records.extend_from_slice(&lon.parse::<i16>()?.to_le_bytes());
        records.extend_from_slice(&division(first)?.to_le_bytes());
        records.extend_from_slice(&division(second)?.to_le_bytes());
        records.extend_from_slice(&[country.as_bytes()[0], country.as_bytes()[1]]);
        records.extend_from_slice(&[kind.as_bytes()[0], u8::try_from(name.len())?]);
        names.extend_from_slice(name.as_bytes());

        let id = u32::try_from(idx)?;
        let main = fold::fold(name);
        for other in others.split('|').map(fold::fold) {
            if other != main && other.len() > 2 {
                keys.entry(other).or_default().push(id | ALTERNATE);
            }
        }
        keys.entry(main).or_default().push(id);
    }

    let mut postings = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (key, mut ids) in keys {
        if key.is_empty() {
            continue;
        }
        ids.sort_unstable();
        ids.dedup();
        map.insert(&key, u64::try_from(postings.len())?)?;
        postings.extend_from_slice(&u32::try_from(ids.len())?.to_le_bytes());
        for id in ids {
            postings.extend_from_slice(&id.to_le_bytes());
        }
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("place-names.fst"), map.into_inner()?)?;
    fs::write(out.join("place-postings.bin"), postings)?;
    fs::write(out.join("place-records.bin"), records)?;
    fs::write(out.join("place-names.bin"), names)?;
    Ok(())
}
