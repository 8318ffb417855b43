//! Floors: what each score has reached and must not fall below, with the digest of the gold data it was reached on.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

const HEAD: &str = "\
# What each score has reached on its development set and must not fall below. Written by `cargo scores … --raise`;
# a floor is lowered only by `--lower REASON`, which keeps the reason here. `gold` is the SHA-256 of the gold data.
";

/// The floors of every set.
pub(crate) struct Floors {
    table: Table,
}

/// How floors change.
pub(crate) enum Change<'a> {
    /// Upwards only.
    Raise,
    /// To the scores reached, for a reason.
    Set { reason: &'a str },
}

impl Floors {
    /// Reads the file; one that is not there holds no floors.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = if path.exists() {
            fs::read_to_string(path)?
        } else {
            String::new()
        };
        let table = text
            .parse()
            .with_context(|| format!("{}: not a table of floors", path.display()))?;
        Ok(Self { table })
    }

    /// The floor of a measure.
    pub(crate) fn floor(&self, set: &str, measure: &str) -> Option<f64> {
        self.table.get(set)?.get(measure)?.as_float()
    }

    /// Whether the floors of a set were reached on other gold data.
    pub(crate) fn is_for_other_gold(&self, set: &str, digest: &str) -> bool {
        let gold = self
            .table
            .get(set)
            .and_then(|set| set.get("gold"))
            .and_then(Value::as_str);
        gold.is_some_and(|gold| gold != digest)
    }

    /// Changes the floors of a set.
    pub(crate) fn change(
        &mut self,
        set: &str,
        digest: &str,
        measures: &[(String, f64)],
        change: &Change<'_>,
    ) {
        let entry = self
            .table
            .entry(set)
            .or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(floors) = entry else { return };
        floors.insert("gold".to_owned(), Value::from(digest));
        if let Change::Set { reason } = change {
            floors.insert("lowered".to_owned(), Value::from(*reason));
        }
        // Days are fewer where they are better, and their number means nothing without the share that is sound.
        let is_share = |(measure, _): &&(String, f64)| !measure.ends_with("_days");
        for (measure, score) in measures.iter().filter(is_share) {
            let score = (score * 100.0).round() / 100.0;
            let old = floors
                .get(measure)
                .and_then(Value::as_float)
                .filter(|_| matches!(change, Change::Raise));
            floors.insert(
                measure.clone(),
                Value::from(old.map_or(score, |old| old.max(score))),
            );
        }
    }

    /// Writes the file, sets and measures sorted.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut text = HEAD.to_owned();
        for (set, floors) in &self.table {
            write!(text, "\n[{set}]\n")?;
            for (measure, floor) in floors.as_table().into_iter().flatten() {
                match floor {
                    Value::Float(floor) => writeln!(text, "{measure} = {floor:.2}")?,
                    other => writeln!(text, "{measure} = {other}")?,
                }
            }
        }
        fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
    }
}
