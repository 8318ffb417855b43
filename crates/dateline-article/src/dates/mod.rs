//! When a page was published: every date with what it rests on, then a vote.
//!
//! Places of a date are weighed by how often they are right (after htmldate's order of trust: structured data and
//! meta elements, marked-up times, the address, visible lines). What bounds it (the day it was rendered or
//! fetched, a later change) only bounds. A date that the page does not give stays unknown.

mod address;
mod dateline;
mod hidden;
mod lines;
mod markup;
mod read;
mod settle;
mod vote;

use std::borrow::Cow;

use dateline_data::Outlets;
use dateline_schema::{Date, DateEvidence, DateKind, Role};

pub(crate) use self::address::{archived, from_picture, from_url};
pub(crate) use self::dateline::{agency, from_dateline, front};
pub(crate) use self::hidden::from_hidden;
pub(crate) use self::lines::from_lines;
pub(crate) use self::markup::from_markup;
pub(crate) use self::read::NumberOrder;
pub(crate) use self::settle::settle;
pub(crate) use self::vote::{is_enough, vote};
use crate::block::TextBlock;

/// Where on a page a date can stand.
#[derive(Clone, Copy)]
pub(crate) struct Layout<'a> {
    pub(crate) blocks: &'a [TextBlock],
    /// The block that shows the headline, and the title that it shows.
    pub(crate) headline: Option<usize>,
    pub(crate) title: Option<&'a str>,
    /// The first and the last block of the article's own.
    pub(crate) first_own: Option<usize>,
    pub(crate) last_own: Option<usize>,
}

impl Layout<'_> {
    /// Whether a block stands under the headline and not yet in the text.
    fn is_near(&self, idx: usize) -> bool {
        match self.headline {
            Some(headline) => {
                idx > headline
                    && idx <= headline + 8
                    && self.first_own.is_none_or(|body| idx <= body + 2)
            }
            None => self
                .first_own
                .is_some_and(|body| idx + 6 > body && idx <= body + 2),
        }
    }

    fn is_above(&self, idx: usize) -> bool {
        self.headline.is_some_and(|headline| idx < headline)
    }

    /// Whether markup gives a block to something else than the article: readers' comments, other articles.
    fn is_apart(&self, idx: usize) -> bool {
        let hint = self.blocks.get(idx).and_then(|block| block.hint);
        matches!(
            hint,
            Some(
                Role::Comment
                    | Role::Related
                    | Role::Navigation
                    | Role::Advertisement
                    | Role::Newsletter
            )
        )
    }
}

/// Evidence of a date that stands in `text`.
fn evidence(
    date: Date,
    kind: DateKind,
    rule: &'static str,
    text: &str,
    confidence: f32,
    outlets: &Outlets,
) -> DateEvidence {
    /// What is kept of the text that was read, in characters.
    const KEPT: usize = 160;
    let text: String = text.chars().take(KEPT).collect();
    DateEvidence {
        date,
        kind,
        rule: Cow::Borrowed(rule),
        zone: read::zone(&text, outlets).map(str::to_owned),
        text,
        confidence,
    }
}
