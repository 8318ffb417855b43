//! Documents: links lead somewhere, every crate and command is described.

use std::fs;

use anyhow::Result;

use super::{Complaint, Tree};

pub(super) fn check(tree: &Tree<'_>) -> Result<Vec<Complaint>> {
    let mut complaints = Vec::new();
    for (file, text) in tree.texts("", "md")? {
        let folder = tree.root().join(&file);
        let folder = folder.parent().unwrap_or(tree.root());
        for link in links(&text) {
            let path = link.split('#').next().unwrap_or_default();
            if !path.is_empty() && !folder.join(path).exists() {
                complaints.push(Complaint {
                    file: file.clone(),
                    message: format!("links to {path}, which is not there"),
                });
            }
        }
    }
    complaints.extend(check_crates(tree)?);
    complaints.extend(check_commands(tree)?);
    Ok(complaints)
}

/// Targets of `[text](target)` that are no addresses and no marks of a specification.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    let prose = text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence && !line.starts_with("    ")
    });
    prose.flat_map(|line| {
        let targets = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target);
        targets.filter(|target| {
            !target.contains(':')
                && !target.contains(' ')
                && !line.contains(&format!("`[words]({target}"))
        })
    })
}

/// `ARCHITECTURE.md` names every crate, and no crate that is not there.
fn check_crates(tree: &Tree<'_>) -> Result<Vec<Complaint>> {
    let file = "ARCHITECTURE.md";
    let text = fs::read_to_string(tree.root().join(file))?;
    let mut complaints = Vec::new();
    for entry in fs::read_dir(tree.root().join("crates"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !text.contains(&format!("`{name}`")) {
            complaints.push(Complaint {
                file: file.to_owned(),
                message: format!("does not name the crate `{name}`"),
            });
        }
    }
    for name in text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| name.starts_with("dateline-") && !name.contains(' '))
    {
        if !tree.root().join("crates").join(name).is_dir() {
            complaints.push(Complaint {
                file: file.to_owned(),
                message: format!("names a crate `{name}`, which is not there"),
            });
        }
    }
    Ok(complaints)
}

/// `docs/commands.md` has a section for every command of the command line.
fn check_commands(tree: &Tree<'_>) -> Result<Vec<Complaint>> {
    let file = "docs/commands.md";
    let text = fs::read_to_string(tree.root().join(file))?;
    let folder = tree.root().join("crates/dateline-cli/src/commands");
    let mut complaints = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().replace(".rs", "");
        if name != "mod" && !text.contains(&format!("## dateline {name}")) {
            complaints.push(Complaint {
                file: file.to_owned(),
                message: format!("has no section \"dateline {name}\""),
            });
        }
    }
    Ok(complaints)
}
