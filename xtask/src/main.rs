//! Chores of the workspace: `cargo xtask tidy`.

// A chore reads files and prints.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod tidy;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace");
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy::run(root),
        Some("seal") => tidy::data::seal(root),
        _ => bail!(
            "usage: cargo xtask tidy | seal\n\n  tidy  check what no compiler checks\n  seal  sort the tables and write their digests into their provenance files"
        ),
    }
}
