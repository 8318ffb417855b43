//! What the line models see of a page: for fitting their weights and for looking into a decision.

use dateline_data::Outlets;
use dateline_schema::{Content, Page};

use crate::features::{NAMES, PageFacts, features};
use crate::{decode, flat, html, title};

/// The blocks of a page with their features.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The names of the features.
    pub names: &'static [&'static str],
    /// Each block's text and the values of its features, in the order of `names`.
    pub blocks: Vec<(String, Vec<f32>)>,
}

/// Describes the blocks of a page as the line models see them. Clean text has none.
#[must_use]
pub fn observe(page: &Page, outlets: &Outlets) -> Observed {
    let given = page.title.as_deref();
    let decoded;
    let (is_html, text) = match &page.content {
        Content::Html(text) => (true, text.as_str()),
        Content::Flat(text) => (false, text.as_str()),
        Content::Text(_) => (false, ""),
        Content::Raw(bytes) => {
            decoded = decode::decode(bytes, &mut Vec::new()).unwrap_or_default();
            (
                decode::form(&decoded) == decode::Form::Html,
                decoded.as_str(),
            )
        }
    };
    let (blocks, settings, title, headline) = if is_html {
        let page = html::read(text, outlets);
        let (title, headline) = title::of_html(&page, given, outlets);
        (page.blocks, page.settings, title, headline)
    } else {
        let blocks = flat::blocks(text, outlets);
        let outlet = crate::outlet::of_flat(&blocks, None, outlets);
        let (title, headline) = title::of_flat(&blocks, given, outlet.as_deref(), outlets);
        (blocks, Vec::new(), title, headline)
    };
    let facts = PageFacts {
        title: title.as_deref(),
        headline,
        settings: &settings,
    };
    let values = features(&blocks, &facts);
    Observed {
        names: NAMES,
        blocks: blocks
            .into_iter()
            .zip(values)
            .map(|(block, values)| (block.text, values.to_vec()))
            .collect(),
    }
}
