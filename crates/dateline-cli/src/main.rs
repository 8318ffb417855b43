//! The command `dateline`: news pages in, a sourced timeline out.
//!
//! stdout is data, stderr is talk. Exit status: 0 done or found, 1 nothing found, 2 some item failed or the command
//! was not understood.

// This is the face: it opens the files, looks at the environment and prints.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod cli;
mod commands;
mod elsewhere;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(not(feature = "fetch"))]
#[path = "no_fetch.rs"]
mod fetch;
mod input;
mod lookup;
mod output;
mod parallel;
mod progress;
mod record;
mod remarks;
mod talk;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::output::is_broken_pipe;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what it was asked, or found something.
    Done,
    /// There was nothing to find.
    NothingFound,
    /// Some item could not be used; the rest was.
    SomeFailed,
}

impl Outcome {
    /// This one, unless it was `Done`: a failed item outweighs an empty result.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Done { other } else { self }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.common.color.write_global();
    let outcome = match &cli.command {
        Command::Add(args) => commands::add::run(args, &cli.common),
        Command::Timeline(args) => commands::timeline::run(args, &cli.common),
        Command::Statements(args) => commands::statements::run(args, &cli.common),
        Command::Events(args) => commands::events::run(args, &cli.common),
        Command::Show(args) => commands::show::run(args, &cli.common),
        Command::Explain(args) => commands::explain::run(args, &cli.common),
        Command::Annotate(args) => commands::annotate::run(args, &cli.common),
        Command::Export(args) => commands::export::run(args, &cli.common),
        Command::Check(args) => commands::check::run(args, &cli.common),
        Command::Completions(args) => commands::completions::run(args),
        Command::Man(args) => commands::man::run(args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::SomeFailed) => ExitCode::from(2),
        // Whoever reads our output has had enough ("dateline timeline | head"): that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            talk::error(&error);
            ExitCode::from(2)
        }
    }
}
