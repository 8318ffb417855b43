//! What `show` and `explain` are asked about: a page, an item on a page, or a story.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use dateline::quotations::{Quotation, Quotations};
use dateline::schema::{ItemId, ItemKind, PageId, Report, Story};
use dateline::store::{ErrorKind, EventFilter, Store};

use crate::Outcome;
use crate::cli::{Common, PageArgs};
use crate::{input, record};

/// An entry that was found.
pub(crate) enum Found {
    /// A whole page.
    Page(Box<Report>),
    /// Something on a page; of a statement, who else carries its words.
    Item(Box<Report>, ItemId, Option<Box<Quotation>>),
    /// A story.
    Story(Box<Story>),
}

/// Finds what `what` names: an id, whole or as much of it as tells it from the others, in the record or among the
/// pages that `paths` name; or the path of a page.
pub(crate) fn find(what: &str, paths: &[String], common: &Common) -> Result<(Found, Outcome)> {
    if paths.is_empty() && (Path::new(what).is_file() || input::is_address(what)) {
        let (store, read) = record::open(&[what.to_owned()], &PageArgs::default(), common)?;
        let pages = store.pages()?;
        let page = match pages.as_slice() {
            [] => bail!("{what}: nothing could be read from it"),
            [row] => row.page.clone(),
            [row, ..] => bail!(
                "{what}: it holds {} pages; name one by its id, such as {}, before it",
                pages.len(),
                row.page
            ),
        };
        return Ok((Found::Page(Box::new(report(&store, &page)?)), read));
    }
    let (page, item) = what
        .split_once('.')
        .map_or((what, None), |(page, item)| (page, Some(item)));
    if page.is_empty() || !page.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("{what:?}: neither an id, such as 3f2a9c1d0b12 or 3f2a.e4, nor a file");
    }
    let (store, read) = record::open(paths, &PageArgs::default(), common)?;
    let page = match store.resolve_prefix(page) {
        Ok(page) => page,
        Err(error) if *error.kind() == ErrorKind::UnknownId => {
            bail!("{error}; `dateline timeline` and the other lists print the ids")
        }
        Err(error) => return Err(error.into()),
    };
    let Some(item) = item else {
        return Ok((Found::Page(Box::new(report(&store, &page)?)), read));
    };
    let id: ItemId = format!("{page}.{item}").parse()?;
    if id.kind == ItemKind::Story {
        let stories = dateline::timeline(&store, &EventFilter::default())?;
        // A story is called after its first sighting, and that changes as pages are added: any of them finds it.
        let sighting = ItemId {
            kind: ItemKind::Event,
            ..id.clone()
        };
        let story = stories
            .into_iter()
            .find(|story| story.sightings.iter().any(|own| own.id == sighting));
        let story = story.ok_or_else(|| anyhow!("{id}: no story of the record has this id"))?;
        return Ok((Found::Story(Box::new(story)), read));
    }
    let report = report(&store, &page)?;
    let n_items = n_items(&report, id.kind);
    if id.number > n_items {
        bail!("{id}: the page has {n_items} of these, numbered from 1");
    }
    let quotation = if id.kind == ItemKind::Statement {
        Quotations::builtin()?.of(&store, &id)?.map(Box::new)
    } else {
        None
    };
    Ok((Found::Item(Box::new(report), id, quotation), read))
}

fn report(store: &Store, page: &PageId) -> Result<Report> {
    store
        .report(page)?
        .ok_or_else(|| anyhow!("{page}: the page has just been taken out of the record"))
}

fn n_items(report: &Report, kind: ItemKind) -> usize {
    match kind {
        ItemKind::Statement => report.statements.len(),
        ItemKind::Event | ItemKind::Story => report.events.len(),
        ItemKind::Timex => report.chronology.timexes.len(),
        ItemKind::Place => report.places.len(),
        ItemKind::Actor => report.actors.len(),
    }
}
