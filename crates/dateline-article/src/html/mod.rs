//! HTML to blocks and metadata.

mod blocks;
mod dom;
mod hints;
pub(crate) mod json_ld;
mod lexer;
pub(crate) mod meta;
mod settings;
mod tag;

use dateline_data::Outlets;

use self::dom::Dom;
pub(crate) use self::dom::fold_space;
use self::hints::Hints;
use crate::block::TextBlock;
use crate::features::Setting;

/// All that is read off the markup of a page.
pub(crate) struct HtmlPage {
    pub(crate) blocks: Vec<TextBlock>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) meta: meta::Meta,
    pub(crate) structured: json_ld::Structured,
}

/// Reads a page.
pub(crate) fn read(page: &str, outlets: &Outlets) -> HtmlPage {
    let dom = Dom::parse(page);
    let hints = Hints::new(&dom);
    let blocks = blocks::blocks(&dom, &hints, outlets);
    let meta = meta::read(&dom);
    let structured = json_ld::read(&dom);
    let settings = settings::settings(&dom, &hints, &blocks, structured.body.as_deref());
    HtmlPage {
        blocks,
        settings,
        meta,
        structured,
    }
}
