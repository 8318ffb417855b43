//! Pages from addresses. What is known of an earlier run comes from the record, and "today" from the clock: here only.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::Error;
use dateline::container::{self, Input, Kind, LARGEST_PAGE, Progress};
use dateline::schema::Date;
use dateline::store::Fetch;
use dateline_fetch::{Answer, Fetched, Fetcher, Settings, Validators};
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::cli::PageArgs;
use crate::input::{self, Item, Mark, Unreadable, earlier};

/// Fetches the pages of one run.
pub(crate) struct Door {
    fetcher: Fetcher,
    known: BTreeMap<String, Fetch>,
    args: PageArgs,
}

impl Door {
    /// `known` is what the record holds of earlier times that the addresses were fetched.
    pub(crate) fn new(args: &PageArgs, known: BTreeMap<String, Fetch>) -> Self {
        let mut settings = Settings::new(env!("CARGO_PKG_VERSION"), LARGEST_PAGE);
        if args.allow_private {
            settings.may_connect = |_| true;
        }
        Self {
            fetcher: Fetcher::new(settings),
            known,
            args: args.clone(),
        }
    }

    /// What an address gives.
    pub(crate) fn items(
        &mut self,
        url: &str,
        progress: &Progress,
    ) -> Box<dyn Iterator<Item = Item> + Send> {
        let known = self.known.get(url).map(|fetch| Validators {
            url: fetch.answered.clone(),
            etag: fetch.etag.clone(),
            last_modified: fetch.last_modified.clone(),
        });
        match self.fetcher.fetch(url, known.as_ref()) {
            Ok(Answer::NotChanged) => Box::new(std::iter::once(Item::Mark(Mark::NotChanged(
                url.to_owned(),
            )))),
            Ok(Answer::Page(fetched)) => self.pages(url, fetched, progress),
            Err(error) => Box::new(std::iter::once(Item::Page(Err(Unreadable {
                name: url.to_owned(),
                hint: error.hint().map(str::to_owned),
                error: Error::new(error),
            })))),
        }
    }

    fn pages(
        &self,
        url: &str,
        fetched: Fetched,
        progress: &Progress,
    ) -> Box<dyn Iterator<Item = Item> + Send> {
        let mut input = Input::seekable(Cursor::new(fetched.body));
        if let Some(media_type) = &fetched.media_type {
            input = input.with_media_type(media_type);
        }
        let container = match container::open(input, url, progress) {
            Ok(container) => container,
            Err(error) => return Box::new(std::iter::once(Item::Page(Err(error.into())))),
        };
        // The pages of archives and feeds have addresses of their own.
        let address = (container.kind() == Kind::Page).then_some(fetched.url);
        let begins = Mark::Begins(input::several(&container, url));
        let now = Timestamp::now();
        let [today, latest] = [0, MOST_AHEAD].map(|hours| day_at(now, hours));
        let args = self.args.clone();
        let pages = container.pages(&args.fields()).map(move |page| {
            Item::Page(page.map_err(Unreadable::from).map(|mut page| {
                page.value.url = page.value.url.or_else(|| address.clone());
                let own = page.value.crawled_latest.or(page.value.crawled);
                page.value.crawled_latest = earlier(own, Some(latest));
                page.value.crawled = earlier(page.value.crawled, Some(today));
                args.tell(&mut page.value);
                page
            }))
        });
        let fetch = Fetch {
            url: url.to_owned(),
            answered: fetched.validators.url,
            etag: fetched.validators.etag,
            last_modified: fetched.validators.last_modified,
        };
        let first = std::iter::once(Item::Mark(begins));
        Box::new(
            first
                .chain(pages)
                .chain(std::iter::once(Item::Mark(Mark::Ends(Some(fetch))))),
        )
    }
}

/// How far ahead of UTC the day is where it is the farthest on, in hours. Outlets date by their own clocks: what a paper
/// in Auckland publishes this morning bears the date of a day that has not begun elsewhere.
const MOST_AHEAD: i8 = 14;

/// The day it is where clocks are so many hours ahead of UTC.
fn day_at(moment: Timestamp, hours: i8) -> Date {
    moment
        .to_zoned(Offset::constant(hours).to_time_zone())
        .date()
}
