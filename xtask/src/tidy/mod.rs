//! Checks what no compiler checks: sizes and headers of files, provenance of data, links and lists in documents.

mod code;
pub(crate) mod data;
mod documents;

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, bail};

/// One thing that is not as it should be.
pub(crate) struct Complaint {
    /// The file, from the root.
    pub(crate) file: String,
    /// What is the matter with it.
    pub(crate) message: String,
}

/// The files of the workspace that are read by more than one check.
pub(crate) struct Tree<'a> {
    root: &'a Path,
    files: Vec<PathBuf>,
}

impl<'a> Tree<'a> {
    /// Every file below `root` but what is built or hidden.
    fn of(root: &'a Path) -> Result<Self> {
        let mut files = Vec::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
            for entry in entries.collect::<io::Result<Vec<_>>>()? {
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.file_type()?.is_dir() {
                    if name != "target" && !name.starts_with('.') && name != "__pycache__" {
                        folders.push(entry.path());
                    }
                } else {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        Ok(Self { root, files })
    }

    /// Path from the root and text of every file with this extension below `folder`.
    pub(crate) fn texts(&self, folder: &str, extension: &str) -> Result<Vec<(String, String)>> {
        let folder = self.root.join(folder);
        let files = self.files.iter().filter(|file| file.starts_with(&folder));
        files
            .filter(|file| file.extension().is_some_and(|found| found == extension))
            .map(|file| {
                let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
                Ok((self.name(file), text))
            })
            .collect()
    }

    /// Files below `folder`.
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = &Path> {
        let folder = self.root.join(folder);
        self.files
            .iter()
            .map(PathBuf::as_path)
            .filter(move |file| file.starts_with(&folder))
    }

    /// The path from the root.
    pub(crate) fn name(&self, file: &Path) -> String {
        file.strip_prefix(self.root)
            .unwrap_or(file)
            .display()
            .to_string()
    }

    /// The root of the workspace.
    pub(crate) fn root(&self) -> &Path {
        self.root
    }
}

/// Runs every check and fails if one has something to say.
pub(crate) fn run(root: &Path) -> Result<()> {
    let tree = Tree::of(root)?;
    let mut complaints = code::check(&tree)?;
    complaints.extend(data::check(&tree)?);
    complaints.extend(documents::check(&tree)?);
    for Complaint { file, message } in &complaints {
        eprintln!("{file}: {message}");
    }
    if complaints.is_empty() {
        println!("tidy: {} files in order", tree.files.len());
        Ok(())
    } else {
        bail!("{} thing(s) to tidy", complaints.len())
    }
}
