//! `Page -> Article`: headline, byline, outlet, language, dates with evidence, and a role for every line, from
//! HTML and from pages flattened to text.
//!
//! Bytes are decoded; HTML becomes a tree and then blocks, flattened text becomes blocks line by line; every block
//! is described by its features and gets a role; metadata and dates are read off markup and lines. Nothing is
//! thrown away: furniture stays among the blocks with its role. Extraction cannot fail; what it could not use it
//! says in diagnostics.

mod block;
mod byline;
mod credit;
mod dates;
mod decode;
mod features;
mod flat;
mod html;
mod language;
mod model;
mod numbers;
mod outlet;
mod plain;
mod roles;
mod section;
mod title;
mod training;
mod wire;
mod words;

use dateline_data::Outlets;
use dateline_schema::{Article, Content, Diagnostic, Page, Role, Severity, Warned};

use crate::block::TextBlock;
use crate::dates::{Layout, NumberOrder};
use crate::decode::Form;
use crate::features::PageFacts;
pub use crate::model::best_sequence;
use crate::roles::Known;
pub use crate::training::{Counted, Observed, count, count_columns, observe};

/// Reads a page.
///
/// ```
/// use dateline_article::extract;
/// use dateline_data::Outlets;
/// use dateline_schema::{Content, Page};
///
/// let outlets = Outlets::builtin()?;
/// let html = "<title>Harbour reopens | Example Post</title><h1>Harbour reopens</h1>\
///     <p>The harbour of Port Example reopened on Monday after the storm, its master said.</p>";
/// let article = extract(&Page::new("page", Content::Html(html.to_owned())), &outlets).value;
/// assert_eq!(article.title.as_deref(), Some("Harbour reopens"));
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn extract(page: &Page, outlets: &Outlets) -> Warned<Article> {
    let mut diagnostics = Vec::new();
    let decoded;
    let (form, text) = match &page.content {
        Content::Html(text) => (Some(Form::Html), text.as_str()),
        Content::Flat(text) => (Some(Form::Flat), text.as_str()),
        Content::Text(text) => (None, text.as_str()),
        Content::Raw(bytes) => match decode::decode(bytes, &mut diagnostics) {
            Some(text) => {
                decoded = text;
                (Some(decode::form(&decoded)), decoded.as_str())
            }
            None => {
                return Warned {
                    value: nothing(page),
                    diagnostics,
                };
            }
        },
    };
    if text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new("empty-page", Severity::Error, "the page holds no text")
                .with_hint("was it fetched whole?"),
        );
        let value = Article {
            text: if form.is_none() {
                text.to_owned()
            } else {
                String::new()
            },
            ..nothing(page)
        };
        return Warned { value, diagnostics };
    }
    let mut article = match form {
        Some(Form::Html) => from_html(text, page, outlets),
        Some(Form::Flat) => from_flat(text, page, outlets),
        None => plain::read(text, page),
    };
    if form.is_some() && article.lines.is_empty() {
        diagnostics.push(
            Diagnostic::new(
                "no-article",
                Severity::Warning,
                "no line of the page is an article's own",
            )
            .with_hint(
                "a page that is filled in by scripts holds no text; give it as a browser shows it",
            ),
        );
    }
    article.url = article.url.or_else(|| page.url.clone());
    article.published = dates::vote(page, &article.dates);
    article.language = language::detect(&article.text, outlets.function_words());
    Warned {
        value: article,
        diagnostics,
    }
}

/// An article of which only is known what the deliverer said.
fn nothing(page: &Page) -> Article {
    Article {
        title: page.title.clone(),
        url: page.url.clone(),
        published: dates::vote(page, &[]),
        ..Article::default()
    }
}

fn from_html(text: &str, page: &Page, outlets: &Outlets) -> Article {
    let html = html::read(text, outlets);
    let url = html.meta.address().map(str::to_owned);
    let address = page.url.as_deref().or(url.as_deref());
    let (title, headline) = title::of_html(&html, page.title.as_deref(), address, outlets);
    let facts = PageFacts {
        title: title.as_deref(),
        headline,
        settings: &html.settings,
    };
    let features = features::features(&html.blocks, &facts);
    let labels = model::label(&features, outlets.html_lines());

    let copy = address.and_then(|address| dates::archived(address, outlets));
    let address = copy
        .as_ref()
        .map_or(address, |(original, _)| Some(original));
    let order = number_order(html.meta.lang.as_deref());
    let layout = layout(&html.blocks, title.as_deref(), headline, &labels);
    let mut dates = dates::from_markup(&html, &layout, order, outlets);
    dates.extend(copy.and_then(|(_, copied)| copied));
    dates.extend(address.and_then(|address| dates::from_url(address, outlets)));
    dates.extend(dates::from_lines(&layout, order, outlets));
    let own = |idx: usize| labels[idx].0 && headline != Some(idx);
    let filed = dates::from_dateline(&html.blocks, own, &dates, address, order, outlets);
    dates.extend(filed);
    if !dates.iter().any(dates::is_enough) {
        dates.extend(dates::from_hidden(text, order, outlets));
        if !dates.iter().any(dates::is_enough) {
            dates.extend(dates::from_picture(&html, outlets));
        }
    }
    dates::settle(&mut dates, address);
    let (authors, told) = (wire::Authors::of(&html), section::Told::of(&html));
    let address = address.map(str::to_owned);
    let article = Article {
        byline: byline::of_html(&html, headline, outlets),
        outlet: outlet::of_html(&html, title.as_deref(), address.as_deref(), outlets),
        url: url.clone(),
        dates,
        ..Article::default()
    };
    let known = Known {
        headline,
        title: title.as_deref(),
        outlet: article.outlet.as_deref(),
        labels: &labels,
        dates: &article.dates,
    };
    let mut blocks = roles::assign(html.blocks, &known, outlets);
    let own_len: usize = blocks
        .iter()
        .filter(|block| block.role.is_body())
        .map(|block| block.text.len())
        .sum();
    if let Some(body) = html.structured.body.filter(|body| own_len * 4 < body.len()) {
        // Pages that scripts fill in hold their text in their structured data alone.
        let block = |text: &str, role, rule: &'static str| dateline_schema::Block {
            text: html::fold_space(text),
            role,
            rule: rule.into(),
            source: None,
        };
        if headline.is_none() {
            let title = title.iter().filter(|title| !title.trim().is_empty());
            blocks.extend(title.map(|title| block(title, Role::Headline, "json-ld-headline")));
        }
        let paragraphs = body
            .split(['\n', '\r'])
            .filter(|text| !text.trim().is_empty());
        blocks.extend(paragraphs.map(|text| block(text, Role::Body, "json-ld-article-body")));
    }
    let outlet = article.outlet.as_deref();
    Article {
        wire: wire::of(Some(&authors), &blocks, outlet, outlets),
        section: section::of(
            Some(&told),
            &blocks,
            title.as_deref(),
            outlet,
            address.as_deref(),
            outlets,
        ),
        title,
        ..article
    }
    .with_blocks(blocks)
}

fn from_flat(text: &str, page: &Page, outlets: &Outlets) -> Article {
    let blocks = flat::blocks(text, outlets);
    let url = page
        .url
        .clone()
        .or_else(|| flat::address(&blocks).map(str::to_owned));
    let outlet = outlet::of_flat(&blocks, url.as_deref(), outlets);
    let (title, headline) =
        title::of_flat(&blocks, page.title.as_deref(), outlet.as_deref(), outlets);
    let facts = PageFacts {
        title: title.as_deref(),
        headline,
        settings: &[],
    };
    let features = features::features(&blocks, &facts);
    let labels = model::label_flat(&blocks, &features, outlets.flat_trees());

    let address = url.as_deref();
    let copy = address.and_then(|address| dates::archived(address, outlets));
    let address = copy
        .as_ref()
        .map_or(address, |(original, _)| Some(original));
    let order = number_order(None);
    let layout = layout(&blocks, title.as_deref(), headline, &labels);
    let mut dates: Vec<_> = copy.and_then(|(_, copied)| copied).into_iter().collect();
    dates.extend(address.and_then(|address| dates::from_url(address, outlets)));
    dates.extend(dates::from_lines(&layout, order, outlets));
    let own = |idx: usize| labels[idx].0 && headline != Some(idx);
    let filed = dates::from_dateline(&blocks, own, &dates, address, order, outlets);
    dates.extend(filed);
    dates::settle(&mut dates, address);
    let article = Article {
        byline: byline::of_flat(&blocks, headline, outlet.as_deref(), outlets),
        outlet,
        url: url.clone(),
        dates,
        ..Article::default()
    };
    let known = Known {
        headline,
        title: title.as_deref(),
        outlet: article.outlet.as_deref(),
        labels: &labels,
        dates: &article.dates,
    };
    let blocks = roles::assign(blocks, &known, outlets);
    let outlet = article.outlet.as_deref();
    Article {
        wire: wire::of(None, &blocks, outlet, outlets),
        section: section::of(None, &blocks, title.as_deref(), outlet, address, outlets),
        title,
        ..article
    }
    .with_blocks(blocks)
}

fn layout<'a>(
    blocks: &'a [TextBlock],
    title: Option<&'a str>,
    headline: Option<usize>,
    labels: &[(bool, f32)],
) -> Layout<'a> {
    Layout {
        blocks,
        title,
        headline,
        first_own: labels
            .iter()
            .enumerate()
            .position(|(idx, (own, _))| *own && headline.is_none_or(|headline| idx > headline)),
        last_own: labels.iter().rposition(|(own, _)| *own),
    }
}

/// How a page in this language writes dates in numbers: only American English puts the month first.
fn number_order(lang: Option<&str>) -> NumberOrder {
    match lang.map(|lang| lang.trim().to_ascii_lowercase().replace('_', "-")) {
        Some(lang) if lang == "en-us" => NumberOrder::MonthFirst,
        _ => NumberOrder::DayFirst,
    }
}
