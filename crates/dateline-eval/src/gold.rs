//! Gold data: JSON Lines, one JSON file, columns (CoNLL-U, CoNLL, words and tags), plain or gzip; or a TOML file a page.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::pages;

/// A development set.
pub(crate) struct Gold {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// SHA-256 of the file.
    pub(crate) digest: String,
    /// Its documents.
    pub(crate) documents: Vec<Value>,
}

impl Gold {
    /// Stands for documents that a task makes itself.
    pub(crate) fn made(name: &str) -> Self {
        Self {
            path: PathBuf::from(name),
            digest: format!("made by the task {name}"),
            documents: Vec::new(),
        }
    }
}

/// Reads every `every`th document of a file, or of all files between whose beginning and end a `*` stands in `name`;
/// nothing if there is none.
pub(crate) fn read(folder: &Path, name: &str, every: usize) -> Result<Option<Gold>> {
    let mut digest = Sha256::new();
    let mut documents = Vec::new();
    for path in files(folder, name) {
        let bytes = fs::read(&path)?;
        digest.update(&bytes);
        let mut text = String::new();
        if name.ends_with(".gz") {
            GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
        } else {
            text = String::from_utf8(bytes)?;
        }
        let place = || path.display().to_string();
        if name.ends_with(".toml") {
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            documents.push(pages::read(&text, &id).with_context(place)?);
            continue;
        }
        documents.extend(documents_of(&text, name.trim_end_matches(".gz")).with_context(place)?);
    }
    if documents.is_empty() {
        return Ok(None);
    }
    Ok(Some(Gold {
        path: folder.join(name),
        digest: digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        documents: documents.into_iter().step_by(every.max(1)).collect(),
    }))
}

fn files(folder: &Path, name: &str) -> Vec<PathBuf> {
    let Some((before, after)) = name.split_once('*') else {
        return [folder.join(name)]
            .into_iter()
            .filter(|path| path.exists())
            .collect();
    };
    let (parent, before) = before.rsplit_once('/').unwrap_or((".", before));
    let fits = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(before) && name.ends_with(after)
    };
    let entries = fs::read_dir(folder.join(parent))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(fits).collect();
    files.sort();
    files
}

/// The documents of a file: JSON objects, or the lines of each as one string where a column format names them.
fn documents_of(text: &str, name: &str) -> Result<Vec<Value>> {
    let opening = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("conllu") => "# newdoc",
        Some("conll") => "# begin document",
        Some("tsv") => "# doc",
        Some("json") => {
            let whole: Value = serde_json::from_str(text)?;
            return Ok(whole["documents"].as_array().cloned().unwrap_or_default());
        }
        _ => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            return Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?);
        }
    };
    let mut documents: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with(opening) || documents.is_empty() {
            documents.push(String::new());
        }
        if let Some(document) = documents.last_mut() {
            document.push_str(line);
            document.push('\n');
        }
    }
    Ok(documents.into_iter().map(Value::from).collect())
}

/// Writes JSON Lines.
pub(crate) fn write(path: &Path, documents: &[Value]) -> Result<()> {
    let lines: String = documents
        .iter()
        .map(|document| format!("{document}\n"))
        .collect();
    fs::write(path, lines).with_context(|| format!("{}: cannot be written", path.display()))
}
