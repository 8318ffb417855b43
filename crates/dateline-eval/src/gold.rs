//! Gold data: JSON Lines, plain or gzip, or one JSON file.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A development set.
pub(crate) struct Gold {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// SHA-256 of the file.
    pub(crate) digest: String,
    /// Its documents.
    pub(crate) documents: Vec<Value>,
}

/// Reads every `every`th document of a file, or nothing if the file is not there.
pub(crate) fn read(path: &Path, every: usize) -> Result<Option<Gold>> {
    if !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(path)?;
    let digest = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let place = || path.display().to_string();
    let documents = if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        let whole: Value = serde_json::from_str(&text).with_context(place)?;
        whole["documents"].as_array().cloned().unwrap_or_default()
    } else {
        let lines = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .step_by(every.max(1));
        lines
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()
            .with_context(place)?
    };
    Ok(Some(Gold {
        path: path.to_owned(),
        digest,
        documents,
    }))
}

/// Writes JSON Lines.
pub(crate) fn write(path: &Path, documents: &[Value]) -> Result<()> {
    let lines: String = documents
        .iter()
        .map(|document| format!("{document}\n"))
        .collect();
    fs::write(path, lines).with_context(|| format!("{}: cannot be written", path.display()))
}
