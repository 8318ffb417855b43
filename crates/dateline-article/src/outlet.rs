//! Who published it: the page's own word for its site, its address, a tagline, the name behind the headline.

use dateline_data::Outlets;

use crate::block::TextBlock;
use crate::html::HtmlPage;
use crate::words::n_words;

/// The outlet of an HTML page.
pub(crate) fn of_html(page: &HtmlPage, url: Option<&str>, outlets: &Outlets) -> Option<String> {
    let known = |name: &str| outlets.by_name(name).map(|outlet| outlet.name.clone());
    let by_url = url
        .and_then(host)
        .and_then(|host| outlets.by_domain(host))
        .map(|outlet| outlet.name.clone());
    let named = || {
        page.meta
            .first(&["og:site_name"])
            .into_iter()
            .chain(page.structured.publishers.iter().map(String::as_str))
    };
    by_url
        .or_else(|| named().find_map(known))
        .or_else(|| {
            named()
                .map(str::trim)
                .find(|name| !name.is_empty() && n_words(name) < 8)
                .map(str::to_owned)
        })
        .or_else(|| {
            page.meta
                .title
                .as_deref()
                .and_then(|title| behind_headline(title, outlets))
        })
        .or_else(|| page.meta.first(&["application-name"]).map(str::to_owned))
}

/// The outlet of a flattened page: a known one that a line names alone, behind the headline, or behind a caption.
pub(crate) fn of_flat(
    blocks: &[TextBlock],
    url: Option<&str>,
    headline: Option<usize>,
    outlets: &Outlets,
) -> Option<String> {
    /// A masthead stands on the first lines.
    const TOP: usize = 12;
    let alone = || {
        blocks.iter().take(TOP).find_map(|block| {
            let name = block.text.trim_matches(|c: char| !c.is_alphanumeric());
            outlets.by_name(name)
        })
    };
    let behind = || headline.and_then(|idx| behind_name(&blocks[idx].text, outlets));
    let caption = || {
        blocks
            .iter()
            .find_map(|block| behind_name(&block.text, outlets))
    };
    url.and_then(host)
        .and_then(|host| outlets.by_domain(host))
        .or_else(behind)
        .or_else(alone)
        .or_else(caption)
        .map(|outlet| outlet.name.clone())
}

/// The host of an address, without a port or credentials.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?;
    (host.contains('.') && !host.contains(' ')).then_some(host)
}

/// Whether a line ends in a known outlet's name behind a dash: a caption's or a headline's.
pub(crate) fn behind_name<'a>(
    text: &str,
    outlets: &'a Outlets,
) -> Option<&'a dateline_data::Outlet> {
    let at = [" - ", " – ", " — ", " | "]
        .iter()
        .filter_map(|sign| Some(text.rfind(sign)? + sign.len()))
        .max()?;
    outlets.by_name(&text[at..])
}

fn behind_headline(title: &str, outlets: &Outlets) -> Option<String> {
    if let Some(outlet) = behind_name(title, outlets) {
        return Some(outlet.name.clone());
    }
    let (_, tail) = title.rsplit_once(" | ")?;
    (n_words(tail) < 5).then(|| tail.trim().to_owned())
}
