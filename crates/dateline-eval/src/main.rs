//! `dateline-eval`: every score on the development sets beside its floor, from one command.
//!
//! The sets are read from folders that are named; one that is not there is said and left out. Scores follow
//! the definitions of the fields' own evaluations, named in each module of [`tasks`].

// The evaluation reads files and prints.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod conll18;
mod conllu;
mod corpus;
mod floors;
mod gold;
mod measures;
mod pages;
mod predict;
mod tasks;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use dateline::{Engine, Kit, Reader};

use crate::floors::{Change, Floors};
use crate::gold::Gold;
use crate::tasks::{Folder, MADE, SETS, Set};

/// Scores Dateline on development sets and holds the scores against the floors in eval/floors.toml.
#[derive(Debug, Parser)]
#[command(name = "dateline-eval", max_term_width = 100)]
struct Args {
    /// Folder of the development sets
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// Folder of the two seed pages and what must come out of them
    #[arg(long, value_name = "FOLDER")]
    seeds: Option<PathBuf>,
    /// Folder of the project's own sets
    #[arg(long, value_name = "FOLDER", default_value = "eval")]
    own: PathBuf,
    /// Read with this model in place of the one that comes with the source
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Only sets whose name holds this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Only every Nth document; floors are not held then
    #[arg(long, value_name = "N", default_value_t = 1)]
    every: usize,
    /// Print how many documents went wrong in which way, as a Markdown table
    #[arg(long)]
    kinds: bool,
    /// Print what went wrong, at most so many cases a set
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write what was predicted as JSON Lines, a file a set, for other scorers
    #[arg(long, value_name = "FOLDER")]
    predictions: Option<PathBuf>,
    /// Raise the floors to the scores reached
    #[arg(long)]
    raise: bool,
    /// Set the floors of the sets that run to the scores reached, lower too; needs a reason
    #[arg(long, value_name = "REASON")]
    lower: Option<String>,
    /// File of the floors
    #[arg(long, value_name = "FILE", default_value = "eval/floors.toml")]
    floors: PathBuf,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every floor holds.
fn run(args: &Args) -> Result<bool> {
    let mut kit = Kit::builtin()?;
    if let Some(path) = &args.model {
        let reader = Reader::from_bytes(fs::read(path)?)
            .with_context(|| format!("{}: not a model that can be used", path.display()))?;
        kit.parser = kit.parser.with_reader(reader);
    }
    let engine = Engine::with_kit(kit);
    let mut floors = Floors::read(&args.floors)?;
    let mut held = true;
    println!(
        "{:<23} {:<26} {:>7} {:>7} {:>7}",
        "set", "measure", "score", "floor", "change"
    );
    for set in SETS.iter().filter(|set| set.name.contains(&args.only)) {
        let folder = match set.folder {
            Folder::Data => Some(&args.data),
            Folder::Seeds => args.seeds.as_ref(),
            Folder::Own => Some(&args.own),
        };
        let gold = if set.file == MADE {
            Some(Gold::made(set.name))
        } else {
            folder
                .map(|folder| gold::read(folder, set.file, args.every))
                .transpose()?
                .flatten()
        };
        let Some(gold) = gold else {
            println!("{:<23} {} is not there: left out", set.name, set.file);
            continue;
        };
        let start = Instant::now();
        let mut scored = (set.score)(&engine, &gold)?;
        let seconds = start.elapsed().as_secs_f64();
        if let Some(folder) = &args.predictions {
            gold::write(
                &folder.join(format!("{}.jsonl", set.name)),
                &scored.predictions,
            )?;
        }
        held &= report(
            set,
            &scored.measures,
            &floors,
            args.every == 1 && !floors.is_for_other_gold(set.name, &gold.digest),
        );
        if floors.is_for_other_gold(set.name, &gold.digest) && args.every == 1 {
            println!(
                "{:<23} the gold data changed: its floors are for another file",
                ""
            );
            held &= args.lower.is_some();
        }
        println!(
            "{:<23} {} documents, {seconds:.1} s",
            "",
            gold.documents.len()
        );
        if args.kinds && !scored.kinds.is_empty() {
            println!("\n| set | field | error | documents |\n|---|---|---|---|");
            for ((field, kind), n) in &scored.kinds {
                println!("| {} | {field} | {kind} | {n} |", set.name);
            }
            println!();
        }
        scored.cases.truncate(args.worst);
        for case in &scored.cases {
            println!("    {case}");
        }
        if args.every == 1 {
            let change = match (&args.lower, args.raise) {
                (Some(reason), _) => Some(Change::Set { reason }),
                (None, true) => Some(Change::Raise),
                (None, false) => None,
            };
            if let Some(change) = change {
                floors.change(set.name, &gold.digest, &scored.measures, &change);
            }
        }
    }
    if args.raise || args.lower.is_some() {
        floors.write(&args.floors)?;
        return Ok(true);
    }
    if !held {
        eprintln!("error: a score is below its floor");
    }
    Ok(held)
}

/// Prints the scores of a set beside their floors; whether every floor holds.
fn report(set: &Set, measures: &[(String, f64)], floors: &Floors, hold: bool) -> bool {
    let mut held = true;
    for (idx, (measure, score)) in measures.iter().enumerate() {
        let name = if idx == 0 { set.name } else { "" };
        match floors.floor(set.name, measure).filter(|_| hold) {
            Some(floor) => {
                // Scores are printed with two places, and floors are written so.
                let below = score + 0.005 < floor;
                held &= !below;
                let mark = if below { "  BELOW ITS FLOOR" } else { "" };
                println!(
                    "{name:<23} {measure:<26} {score:>7.2} {floor:>7.2} {:>+7.2}{mark}",
                    score - floor
                );
            }
            None => println!("{name:<23} {measure:<26} {score:>7.2}"),
        }
    }
    held
}
