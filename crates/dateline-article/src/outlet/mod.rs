//! Who published it: the page's own word for its site, its address, a tagline, the name behind the headline.

mod furniture;

use dateline_data::{Outlet, OutletKind, Outlets};

pub(crate) use self::furniture::tail;
use crate::block::TextBlock;
use crate::html::HtmlPage;
use crate::words::n_words;

/// The outlet of an HTML page; `title` is its headline.
pub(crate) fn of_html(
    page: &HtmlPage,
    title: Option<&str>,
    url: Option<&str>,
    outlets: &Outlets,
) -> Option<String> {
    let by_url = url.and_then(host).and_then(|host| outlets.by_domain(host));
    let named = || {
        page.meta
            .first(&["og:site_name"])
            .into_iter()
            .chain(page.structured.publishers.iter().map(String::as_str))
    };
    if let Some(known) = by_url.or_else(|| named().find_map(|name| outlets.by_name(name))) {
        return Some(own_form(known, named(), outlets));
    }
    let page_title = page.meta.title.as_deref();
    named()
        .map(str::trim)
        .find(|name| !name.is_empty() && n_words(name) < 8)
        .map(str::to_owned)
        .or_else(|| page_title.and_then(|title| behind_headline(title, outlets)))
        .or_else(|| {
            let added = page_title
                .zip(title)
                .and_then(|(long, short)| beside(long, short));
            furniture::name(&page.blocks, added, outlets)
        })
        .or_else(|| page.meta.first(&["application-name"]).map(str::to_owned))
}

/// The outlet of a flattened page: a known one that a line names alone or behind a dash, else the one that the
/// furniture names again and again.
pub(crate) fn of_flat(
    blocks: &[TextBlock],
    url: Option<&str>,
    outlets: &Outlets,
) -> Option<String> {
    /// A masthead stands on the first lines.
    const TOP: usize = 12;
    let alone = || {
        blocks
            .iter()
            .take(TOP)
            .map(|block| block.text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let behind = || {
        blocks
            .iter()
            .filter_map(|block| Some(furniture::tail(&block.text)?.1))
    };
    // Agencies are named for what others print too, and platforms in buttons.
    let publisher = |name: &str| {
        outlets
            .by_name(name)
            .filter(|outlet| matches!(outlet.kind, OutletKind::Paper | OutletKind::Broadcaster))
    };
    let agency = |name: &str| {
        outlets
            .by_name(name)
            .filter(|outlet| outlet.kind == OutletKind::Agency)
    };
    let known = url
        .and_then(host)
        .and_then(|host| outlets.by_domain(host))
        .or_else(|| alone().find_map(publisher))
        .or_else(|| behind().find_map(publisher))
        .or_else(|| alone().find_map(agency));
    match known {
        Some(known) => Some(own_form(known, alone().chain(behind()), outlets)),
        None => furniture::name(blocks, None, outlets),
    }
}

/// An outlet's name as its page writes it, if it does; else its usual name.
fn own_form<'a>(
    known: &Outlet,
    mut forms: impl Iterator<Item = &'a str>,
    outlets: &Outlets,
) -> String {
    forms
        .find(|form| {
            let shouted = form.chars().count() > 5 && !form.contains(char::is_lowercase);
            !shouted && outlets.by_name(form) == Some(known)
        })
        .map_or(known.name.as_str(), str::trim)
        .to_owned()
}

/// The host of an address, without a port or credentials.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?;
    (host.contains('.') && !host.contains(' ')).then_some(host)
}

/// What a page's `title` element adds to its headline, before or behind it.
fn beside<'a>(long: &'a str, headline: &str) -> Option<&'a str> {
    let is_sign = |c: char| matches!(c, ':' | '|' | '-' | '–' | '—' | '»' | '·' | '•');
    let (before, behind) = long.split_once(headline)?;
    let (before, behind) = (before.trim(), behind.trim());
    if behind.is_empty() {
        before.strip_suffix(is_sign).map(str::trim)
    } else if before.is_empty() {
        let name = behind.strip_prefix(is_sign)?;
        // A section may stand between the two.
        Some(name.rsplit(is_sign).next()?.trim())
    } else {
        None
    }
}

/// The known outlet whose name a line ends in behind a dash, a bar or a slash: a caption's or a headline's.
fn behind_name<'a>(text: &str, outlets: &'a Outlets) -> Option<&'a Outlet> {
    outlets.by_name(furniture::tail(text)?.1)
}

fn behind_headline(title: &str, outlets: &Outlets) -> Option<String> {
    if let Some(outlet) = behind_name(title, outlets) {
        return Some(outlet.name.clone());
    }
    let (_, tail) = title.rsplit_once(" | ")?;
    (n_words(tail) < 5).then(|| tail.trim().to_owned())
}
