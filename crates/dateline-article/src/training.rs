//! What the line models see of a page: for fitting them and for looking into a decision.

use dateline_data::{LineTrees, Outlets};
use dateline_schema::{Content, Page};

use crate::features::{NAMES, PageFacts, features};
use crate::numbers::{COLUMNS, numbers, tokens};
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
        let (title, headline) = title::of_html(&page, given, page.meta.address(), outlets);
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

/// A line of a flattened page as the trees see it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its text, white space folded.
    pub text: String,
    /// The words, pairs of words and ends that are weighed.
    pub tokens: Vec<String>,
    /// The values of the columns, in the order of [`count_columns`].
    pub values: Vec<i32>,
}

/// The names of the columns that the trees may ask for.
#[must_use]
pub fn count_columns() -> &'static [String] {
    &COLUMNS
}

/// Describes the lines of a flattened page, with the weights of words of these trees.
#[must_use]
pub fn count(dump: &str, outlets: &Outlets, trees: &LineTrees) -> Vec<Counted> {
    let blocks = flat::blocks(dump, outlets);
    let outlet = crate::outlet::of_flat(&blocks, None, outlets);
    let (title, headline) = title::of_flat(&blocks, None, outlet.as_deref(), outlets);
    let facts = PageFacts {
        title: title.as_deref(),
        headline,
        settings: &[],
    };
    let values = numbers(&blocks, &features(&blocks, &facts), trees);
    let lines = values.chunks_exact(COLUMNS.len()).map(<[i32]>::to_vec);
    blocks
        .into_iter()
        .zip(lines)
        .map(|(block, values)| Counted {
            tokens: tokens(&block.text),
            text: block.text,
            values,
        })
        .collect()
}
