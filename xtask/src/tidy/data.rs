//! Data files: each has a provenance file whose digest fits, and tables are sorted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use toml::Table;

use super::{Complaint, Tree};

const FIELDS: [&str; 6] = ["origin", "url", "licence", "date", "sha256", "made_by"];

pub(super) fn check(tree: &Tree<'_>) -> Result<Vec<Complaint>> {
    let mut complaints = Vec::new();
    for file in tree.below("data").filter(|file| is_data(file)) {
        let name = tree.name(file);
        if let Err(error) = check_provenance(file) {
            complaints.push(Complaint {
                file: name.clone(),
                message: format!("{error:#}"),
            });
        }
        if file.extension().is_some_and(|extension| extension == "tsv") {
            complaints.extend(check_order(&name, &fs::read_to_string(file)?));
        }
    }
    Ok(complaints)
}

/// Sorts the tables and writes the digest of every data file into its provenance file.
pub(crate) fn seal(root: &Path) -> Result<()> {
    let tree = Tree::of(root)?;
    for file in tree.below("data").filter(|file| is_data(file)) {
        if file.extension().is_some_and(|extension| extension == "tsv") {
            let text = fs::read_to_string(file)?;
            let sorted = sorted(&text);
            if sorted != text {
                fs::write(file, sorted)?;
                println!("sorted {}", tree.name(file));
            }
        }
        let path = provenance_of(file);
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let digest = format!("sha256 = \"{}\"", sha256(file)?);
        let lines = text.lines().map(|line| {
            if line.starts_with("sha256") {
                digest.as_str()
            } else {
                line
            }
        });
        let sealed = lines.collect::<Vec<_>>().join("\n") + "\n";
        if sealed != text {
            fs::write(&path, sealed)?;
            println!("sealed {}", tree.name(&path));
        }
    }
    Ok(())
}

/// What is read by the program; `made/` holds what a script makes tables of.
fn is_data(file: &Path) -> bool {
    if file.parent().is_some_and(|folder| folder.ends_with("made")) {
        return false;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    !name.ends_with(".provenance.toml") && !name.ends_with(".py") && !name.ends_with(".md")
}

/// `countries.tsv` has `countries.provenance.toml` beside it, and `cities.tsv.gz` has `cities.provenance.toml`.
fn provenance_of(file: &Path) -> std::path::PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    file.with_file_name(format!("{stem}.provenance.toml"))
}

fn check_provenance(file: &Path) -> Result<()> {
    let path = provenance_of(file);
    let text = fs::read_to_string(&path).context("has no provenance file beside it")?;
    let table: Table = text.parse().context("its provenance file is not TOML")?;
    for field in FIELDS {
        anyhow::ensure!(
            table.contains_key(field),
            "its provenance file lacks the field {field}"
        );
    }
    let told = table["sha256"].as_str().unwrap_or_default();
    anyhow::ensure!(
        told == sha256(file)?,
        "has changed since it was sealed: run cargo xtask seal"
    );
    Ok(())
}

fn sha256(file: &Path) -> Result<String> {
    let digest = Sha256::digest(fs::read(file)?);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Rows are sorted, so that a change shows as one line and nothing stands twice.
fn check_order(name: &str, text: &str) -> Option<Complaint> {
    let mut rows = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .skip(1);
    let (_, mut before) = rows.next()?;
    for (idx, row) in rows {
        if row <= before {
            let what = if row == before {
                "stands twice"
            } else {
                "is out of order"
            };
            let message = format!("line {} {what}: sort the rows by bytes", idx + 1);
            return Some(Complaint {
                file: name.to_owned(),
                message,
            });
        }
        before = row;
    }
    None
}

/// The table with its rows sorted, each comment with the row below it.
fn sorted(text: &str) -> String {
    let mut lines = text.lines();
    let mut head = Vec::new();
    for line in lines.by_ref() {
        head.push(line);
        if !line.is_empty() && !line.starts_with('#') {
            break;
        }
    }
    let mut rows: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut comments = Vec::new();
    for line in lines {
        if line.is_empty() || line.starts_with('#') {
            comments.push(line);
        } else {
            rows.push((line, std::mem::take(&mut comments)));
        }
    }
    rows.sort();
    rows.dedup();
    let rows = rows
        .into_iter()
        .flat_map(|(row, above)| above.into_iter().chain([row]));
    head.into_iter()
        .chain(rows)
        .chain(comments)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn rows_are_sorted_below_the_header_with_their_comments() {
    assert_eq!(
        sorted("# t\nname\nb\n# of a\na\nb\n"),
        "# t\nname\n# of a\na\nb\n"
    );
}
