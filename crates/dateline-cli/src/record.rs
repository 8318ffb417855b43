//! The record that a command asks: the file, or one in memory made of the pages that the command names.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, anyhow, bail};
use dateline::container::Progress;
use dateline::quotations::Quotations;
use dateline::schema::{Content, Page, PageId, Report, Severity, Warned};
use dateline::store::{ErrorKind, EventFilter, Fetch, Origin, Outcome as Added, Store};
use dateline::{Engine, Layers, page_digest};

use crate::Outcome;
use crate::cli::{Common, EventFilterArgs, PageArgs};
use crate::fetch::Door;
use crate::input::{self, Item, Mark, Source, Unreadable};
use crate::parallel::map_in_order;
use crate::remarks::Remarks;
use crate::{progress, talk};

/// What to do with the pages that are added.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AddOptions {
    /// Read pages again that the record holds already.
    pub(crate) again: bool,
    /// Keep the pages' bytes.
    pub(crate) keep_pages: bool,
}

/// How many pages came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) added: usize,
    pub(crate) there: usize,
    pub(crate) failed: usize,
}

/// What became of a page or an address.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry<'a> {
    /// A page is in the record.
    Page(&'a Report, Added),
    /// A page of the record says something else of its dates, because a page that was added tells more.
    Revised(&'a Report),
    /// An address gives what it gave when its pages were read into the record.
    NotChanged(&'a str),
}

impl Tally {
    pub(crate) fn outcome(self) -> Outcome {
        if self.failed > 0 {
            Outcome::SomeFailed
        } else {
            Outcome::Done
        }
    }
}

/// The record on disk, or, where pages are named, one in memory that holds just these.
pub(crate) fn open(
    paths: &[String],
    pages: &PageArgs,
    common: &Common,
) -> Result<(Store, Outcome)> {
    if paths.is_empty() {
        let store = Store::open_read_only(&common.db).map_err(|error| match error.kind() {
            ErrorKind::NotFound => anyhow!(
                "there is no record at {}: add pages with `dateline add PATH…`, or name pages to read them on the fly",
                common.db.display()
            ),
            _ => error.into(),
        })?;
        return Ok((store, Outcome::Done));
    }
    let mut store = Store::in_memory()?;
    let tally = add(
        &mut store,
        find(paths, pages)?,
        pages,
        common,
        AddOptions::default(),
        |_| Ok(()),
    )?;
    Ok((store, tally.outcome()))
}

/// The pages that a command names.
pub(crate) struct Sources {
    pub(crate) found: Vec<Source>,
    n_failed: usize,
}

/// Looks up the pages that `paths` name, and says which cannot be looked at.
pub(crate) fn find(paths: &[String], pages: &PageArgs) -> Result<Sources> {
    let (found, failures) = input::find(paths);
    if pages.url.is_some() && found.len() > 1 {
        bail!(
            "--url is the address of one page, and {} are named",
            found.len()
        );
    }
    for failure in &failures {
        talk::error(failure);
    }
    let n_failed = failures.len();
    Ok(Sources { found, n_failed })
}

/// Reads pages into a record. `each` hears of everything that is in it afterwards, in order.
pub(crate) fn add(
    store: &mut Store,
    sources: Sources,
    pages: &PageArgs,
    common: &Common,
    options: AddOptions,
    mut each: impl FnMut(Entry<'_>) -> Result<()>,
) -> Result<Tally> {
    let mut tally = Tally {
        failed: sources.n_failed,
        ..Tally::default()
    };
    let sources = sources.found;
    if sources.is_empty() {
        return Ok(tally);
    }
    let (engine, quotations) = (Engine::new()?, Quotations::builtin()?);
    // What an older program added, or one that was killed, comes first.
    dateline::copies::mark_all(store)?;
    quotations.link_all(store)?;
    dateline::revision::revise_all(store, &engine, &quotations)?;
    let n_bytes: Option<u64> = sources.iter().map(Source::len).sum();
    let bar = progress::pages(n_bytes, sources.len(), common.quiet);
    let known: BTreeSet<PageId> = if options.again {
        BTreeSet::new()
    } else {
        store.pages()?.into_iter().map(|row| row.page).collect()
    };
    let mut door = Door::new(pages, last_fetches(store, &sources, options)?);
    let progress = Progress::default();
    let mut n_pages = 0;
    let mut n_failed_before = 0;
    let mut remarks = Remarks::new(common);
    map_in_order(
        sources
            .into_iter()
            .flat_map(|source| source.items(pages, &mut door, &progress)),
        common.n_threads(),
        |item| match item {
            Item::Page(page) => Ok(page.and_then(|page| read(&engine, page, &known))),
            Item::Mark(mark) => Err(mark),
        },
        |done| -> Result<()> {
            let read = match done {
                Ok(read) => read,
                Err(Mark::Ends(fetch)) => {
                    bar.suspend(|| remarks.end());
                    // A page that failed is to be had again.
                    if let Some(fetch) = fetch.filter(|_| tally.failed == n_failed_before) {
                        store.keep_fetch(&fetch)?;
                    }
                    return Ok(());
                }
                Err(Mark::NotChanged(url)) => {
                    tally.there += 1;
                    return bar.suspend(|| each(Entry::NotChanged(&url)));
                }
                Err(Mark::Begins(name)) => {
                    n_failed_before = tally.failed;
                    remarks.begin(name);
                    return Ok(());
                }
            };
            n_pages += 1;
            bar.set_position(progress.bytes());
            bar.set_message(format!("{n_pages} pages"));
            match read {
                Err(Unreadable { name, error, hint }) => {
                    tally.failed += 1;
                    bar.suspend(|| talk::item_failed(&name, &error, hint.as_deref()));
                }
                Ok(page) => {
                    bar.suspend(|| remarks.hear(&page.report));
                    if is_unusable(&page.report) {
                        tally.failed += 1;
                        return Ok(());
                    }
                    let bytes = options.keep_pages.then_some(page.bytes.as_slice());
                    let origin = Origin {
                        sha256: page.sha256,
                        bytes,
                        program: env!("CARGO_PKG_VERSION"),
                    };
                    let added = quotations.add(store, &page.report, &origin, options.again)?;
                    let mut revised = Vec::new();
                    if added != Added::AlreadyThere {
                        dateline::copies::mark(store, &page.report)?;
                        revised =
                            dateline::revision::revise(store, &engine, &quotations, &page.report)?;
                    }
                    match added {
                        Added::AlreadyThere => tally.there += 1,
                        Added::Added | Added::Replaced => tally.added += 1,
                    }
                    let is_own = |report: &&Report| report.page == page.report.page;
                    let now = revised.iter().find(is_own).unwrap_or(&page.report);
                    bar.suspend(|| each(Entry::Page(now, added)))?;
                    for report in revised.iter().filter(|report| !is_own(report)) {
                        bar.suspend(|| each(Entry::Revised(report)))?;
                    }
                }
            }
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    Ok(tally)
}

/// What the record knows of the addresses among `sources`, unless they are to be read again in any case.
fn last_fetches(
    store: &Store,
    sources: &[Source],
    options: AddOptions,
) -> Result<BTreeMap<String, Fetch>> {
    let mut fetches = BTreeMap::new();
    for source in sources {
        if let Source::Url(url) = source
            && !options.again
            && let Some(fetch) = store.last_fetch(url)?
        {
            fetches.insert(url.clone(), fetch);
        }
    }
    Ok(fetches)
}

/// One page, read.
struct Read {
    report: Report,
    sha256: [u8; 32],
    bytes: Vec<u8>,
}

/// Reads one page. A page that the record holds is not analysed again: its report is only its name.
fn read(engine: &Engine, page: Warned<Page>, known: &BTreeSet<PageId>) -> Result<Read, Unreadable> {
    let Warned {
        value: page,
        mut diagnostics,
    } = page;
    let sha256 = page_digest(&page);
    let layers = if known.contains(&PageId::from_sha256(&sha256)) {
        Layers::of(&[])
    } else {
        Layers::ALL
    };
    // A mistake of ours on one page must not take the rest of the run with it.
    let reading = catch_unwind(AssertUnwindSafe(|| engine.read(&page, layers)));
    let mut report = match reading {
        Ok(reading) => reading.report,
        Err(_) => {
            return Err(Unreadable {
                name: page.name,
                error: anyhow!("dateline failed on this page, which is a mistake in dateline"),
                hint: Some("please report it".to_owned()),
            });
        }
    };
    // What there is to say about its way here comes before what its reading brought up.
    diagnostics.append(&mut report.diagnostics);
    report.diagnostics = diagnostics;
    let bytes = match page.content {
        Content::Raw(bytes) => bytes,
        Content::Html(text) | Content::Flat(text) | Content::Text(text) => text.into_bytes(),
    };
    Ok(Read {
        report,
        sha256,
        bytes,
    })
}

fn is_unusable(report: &Report) -> bool {
    report
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The store's filter for these arguments.
pub(crate) fn event_filter(args: &EventFilterArgs) -> EventFilter {
    EventFilter {
        types: args.kinds.clone(),
        statuses: args.status.clone(),
        actor: args.actor.clone(),
        recipient: args.recipient.clone(),
        place: args.place.clone(),
        since: args.when.since,
        until: args.when.until,
        outlet: args.outlet.clone(),
        limit: args.limit,
    }
}
