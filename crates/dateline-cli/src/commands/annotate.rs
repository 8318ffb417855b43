//! `dateline annotate`: JSON Lines in, JSON Lines or CoNLL-U out, in order, streaming, in bounded memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use dateline::{Engine, view};
use serde_json::{Value, json};

use crate::Outcome;
use crate::cli::{AnnotateArgs, Common};
use crate::output::Notation;
use crate::parallel::map_in_order;
use crate::talk;

/// One line in, with the place to name when it is wrong.
struct Line {
    name: String,
    number: usize,
    bytes: io::Result<Vec<u8>>,
}

pub(crate) fn run(args: &AnnotateArgs, common: &Common) -> Result<Outcome> {
    let mut inputs: Vec<(String, Box<dyn BufRead + Send>)> = Vec::new();
    if args.files.is_empty() {
        inputs.push((
            "standard input".to_owned(),
            Box::new(BufReader::new(io::stdin())),
        ));
    }
    for path in &args.files {
        inputs.push((path.display().to_string(), open(path)?));
    }
    let engine = Engine::new()?;
    let lines = inputs
        .into_iter()
        .flat_map(|(name, input)| lines(name, input));
    let mut outcome = Outcome::Done;
    let mut out = io::stdout().lock();
    map_in_order(
        lines,
        common.n_threads(),
        |line| annotate(&engine, &line, args).map_err(|error| (line, error)),
        |result| -> Result<()> {
            match result {
                Ok(annotation) => out.write_all(annotation.as_bytes())?,
                Err((line, error)) => {
                    outcome = Outcome::SomeFailed;
                    let place = format!("{}:{}", line.name, line.number);
                    talk::item_failed(&place, &error);
                    if args.format == Notation::Conllu {
                        return Ok(());
                    }
                    let id = line
                        .bytes
                        .ok()
                        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
                    let id = id
                        .as_ref()
                        .and_then(|object| object.get("id"))
                        .cloned()
                        .unwrap_or_default();
                    let object = json!({ "id": id, "error": format!("{place}: {error:#}") });
                    writeln!(out, "{object}")?;
                }
            }
            // A line is handed on as soon as it is there: the reader may wait for it before it writes the next.
            out.flush()?;
            Ok(())
        },
    )?;
    Ok(outcome)
}

fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    let file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

/// The lines of an input that are not blank, up to and with the first that cannot be read.
fn lines(name: String, mut input: Box<dyn BufRead + Send>) -> impl Iterator<Item = Line> + Send {
    let mut number = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let mut bytes = Vec::new();
            number += 1;
            let line = |bytes| {
                Some(Line {
                    name: name.clone(),
                    number,
                    bytes,
                })
            };
            match input.read_until(b'\n', &mut bytes) {
                Ok(0) => ended = true,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return line(Ok(bytes)),
                Err(error) => {
                    ended = true;
                    return line(Err(error));
                }
            }
        }
        None
    })
}

fn annotate(engine: &Engine, line: &Line, args: &AnnotateArgs) -> Result<String> {
    let bytes = line
        .bytes
        .as_ref()
        .map_err(|error| anyhow!("cannot be read: {error}"))?;
    let request = view::Request::from_line(bytes)?;
    Ok(match args.format {
        Notation::Json => format!("{}\n", view::annotate(engine, &request, args.layers)),
        Notation::Conllu => view::conllu(engine, &request, args.layers),
    })
}
