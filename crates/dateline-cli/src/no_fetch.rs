//! What stands in for fetching in a program without network code.

use std::collections::BTreeMap;

use anyhow::anyhow;
use dateline::container::Progress;
use dateline::store::Fetch;

use crate::cli::PageArgs;
use crate::input::{Item, Unreadable};

/// Fetches nothing.
pub(crate) struct Door;

impl Door {
    pub(crate) fn new(_: &PageArgs, _: BTreeMap<String, Fetch>) -> Self {
        Self
    }

    /// That nothing is fetched.
    pub(crate) fn items(
        &mut self,
        url: &str,
        _: &Progress,
    ) -> Box<dyn Iterator<Item = Item> + Send> {
        Box::new(std::iter::once(Item::Page(Err(Unreadable {
            name: url.to_owned(),
            error: anyhow!("this dateline was built without the code that fetches pages"),
            hint: Some("save the page and name the file".to_owned()),
        }))))
    }
}
