//! `dateline annotate`: JSON Lines in, JSON Lines or CoNLL-U out, in order, streaming, in bounded memory.

use std::io::{self, BufRead, Write};

use anyhow::{Result, anyhow};
use dateline::container::{Fields, Kind, Progress};
use dateline::{Engine, view};
use serde_json::{Value, json};

use crate::Outcome;
use crate::cli::{AnnotateArgs, Common};
use crate::input::{Source, Unreadable};
use crate::output::Notation;
use crate::parallel::map_in_order;
use crate::talk;
use view::Request;

/// One thing to annotate.
enum Item {
    /// A line, which is looked at when it is its turn.
    Line { place: String, bytes: Vec<u8> },
    /// A page from what holds pages in another form.
    Page(Box<Request>),
    /// What cannot be read.
    Failed(Unreadable),
}

/// Why there is no annotation, and under which id that is told.
struct Failed {
    id: Box<Value>,
    why: Unreadable,
}

type Items = Box<dyn Iterator<Item = Item> + Send>;

pub(crate) fn run(args: &AnnotateArgs, common: &Common) -> Result<Outcome> {
    let sources = if args.files.is_empty() {
        vec![Source::Stdin]
    } else {
        args.files.iter().cloned().map(Source::File).collect()
    };
    let engine = Engine::new()?;
    let mut outcome = Outcome::Done;
    let mut out = io::stdout().lock();
    map_in_order(
        sources.iter().flat_map(items),
        common.n_threads(),
        |item| annotate(&engine, item, args),
        |result| -> Result<()> {
            match result {
                Ok(annotation) => out.write_all(annotation.as_bytes())?,
                Err(Failed { id, why }) => {
                    outcome = Outcome::SomeFailed;
                    talk::item_failed(&why.name, &why.error, why.hint.as_deref());
                    if args.format == Notation::Conllu {
                        return Ok(());
                    }
                    let error = format!("{}: {:#}", why.name, why.error);
                    writeln!(out, "{}", json!({ "id": id, "error": error }))?;
                }
            }
            // A line is handed on as soon as it is there: the reader may wait for it before it writes the next.
            out.flush()?;
            Ok(())
        },
    )?;
    Ok(outcome)
}

/// What a file holds.
fn items(source: &Source) -> Items {
    let container = match source.open(&Progress::default()) {
        Ok(container) => container,
        Err(error) => return Box::new(std::iter::once(Item::Failed(error))),
    };
    // What comes through a pipe and is nothing else was meant to be lines.
    let is_lines = match container.kind() {
        Kind::JsonLines => true,
        Kind::Page => *source == Source::Stdin,
        _ => false,
    };
    if is_lines {
        return Box::new(lines(source.name(), container.into_reader()));
    }
    let pages = container.pages(&Fields::default());
    Box::new(pages.map(|page| match page {
        Ok(page) => {
            let id = Value::from(page.value.name.clone());
            let mut request = Request::new(id, page.value);
            request.diagnostics = page.diagnostics;
            Item::Page(Box::new(request))
        }
        Err(error) => Item::Failed(error.into()),
    }))
}

/// The lines of an input that are not blank, up to the first that cannot be read.
fn lines(name: String, mut input: Box<dyn BufRead + Send>) -> impl Iterator<Item = Item> + Send {
    let mut number = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let mut bytes = Vec::new();
            number += 1;
            let place = || format!("{name}:{number}");
            match input.read_until(b'\n', &mut bytes) {
                Ok(0) => ended = true,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    return Some(Item::Line {
                        place: place(),
                        bytes,
                    });
                }
                Err(error) => {
                    ended = true;
                    return Some(Item::Failed(Unreadable {
                        name: place(),
                        error: anyhow!("cannot be read: {error}"),
                        hint: None,
                    }));
                }
            }
        }
        None
    })
}

fn annotate(engine: &Engine, item: Item, args: &AnnotateArgs) -> Result<String, Failed> {
    let request = match item {
        Item::Page(request) => *request,
        Item::Failed(why) => {
            return Err(Failed {
                id: Box::default(),
                why,
            });
        }
        Item::Line { place, bytes } => Request::from_line(&bytes).map_err(|error| Failed {
            id: serde_json::from_slice::<Value>(&bytes)
                .ok()
                .and_then(|object| Some(Box::new(object.get("id")?.clone())))
                .unwrap_or_default(),
            why: Unreadable {
                name: place,
                error: error.into(),
                hint: None,
            },
        })?,
    };
    Ok(match args.format {
        Notation::Json => format!("{}\n", view::annotate(engine, &request, args.layers)),
        Notation::Conllu => view::conllu(engine, &request, args.layers),
    })
}
