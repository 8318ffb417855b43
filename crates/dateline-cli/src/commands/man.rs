//! `dateline man`: the manual pages, made from the command line's own definition.

use std::fs;
use std::io::Write;

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::Outcome;
use crate::cli::{Cli, ManArgs};

pub(crate) fn run(args: &ManArgs) -> Result<Outcome> {
    let command = Cli::command();
    if let Some(dir) = &args.dir {
        fs::create_dir_all(dir).with_context(|| format!("{}: cannot be made", dir.display()))?;
        clap_mangen::generate_to(command, dir)
            .with_context(|| format!("{}: cannot be written", dir.display()))?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        std::io::stdout().write_all(&page)?;
    }
    Ok(Outcome::Done)
}
