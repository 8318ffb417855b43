//! What the head of a page, and marked elements in it, say of the article: title, author, site, address, dates.
//!
//! Open Graph, Dublin Core, schema.org microdata and the plain `meta` names. Only collects; what is believed is
//! decided elsewhere.

use std::collections::HashMap;

use super::dom::Dom;
use super::tag::Tag;

/// Values of `meta` elements by name in small letters, and other marked text.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    named: HashMap<String, Vec<String>>,
    /// The `title` element.
    pub(crate) title: Option<String>,
    /// `link rel="canonical"`.
    pub(crate) canonical: Option<String>,
    /// Elements marked as author.
    pub(crate) authors: Vec<MarkedAuthor>,
    /// `time` elements and others with a machine-readable date.
    pub(crate) times: Vec<MarkedTime>,
    /// The links of the breadcrumbs, the widest first.
    pub(crate) crumbs: Vec<String>,
    /// The `lang` attribute of the page.
    pub(crate) lang: Option<String>,
}

/// An author in markup.
#[derive(Debug)]
pub(crate) struct MarkedAuthor {
    /// How the element is marked.
    pub(crate) rule: &'static str,
    /// Its text, a bar between blocks.
    pub(crate) text: String,
    /// The element.
    pub(crate) node: usize,
}

/// A date in markup.
#[derive(Debug)]
pub(crate) struct MarkedTime {
    /// The machine-readable value, or the text where there is none.
    pub(crate) value: String,
    /// The words of `class`, `itemprop` and the like.
    pub(crate) marks: String,
    /// The element that has it.
    pub(crate) node: usize,
}

/// Collects from a page.
pub(crate) fn read(dom: &Dom<'_>) -> Meta {
    let mut meta = Meta::default();
    for idx in 1..dom.len() {
        match dom.tag(idx) {
            Tag::Meta => take_meta(dom, idx, &mut meta),
            Tag::Title if meta.title.is_none() => {
                meta.title = Some(dom.text_of(idx)).filter(|title| !title.is_empty());
            }
            Tag::Link => {
                let is_canonical = dom
                    .raw_attr(idx, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if is_canonical && meta.canonical.is_none() {
                    meta.canonical = dom.attr(idx, "href").map(|href| href.into_owned());
                }
            }
            Tag::Html => meta.lang = dom.attr(idx, "lang").map(|lang| lang.into_owned()),
            tag if tag.is_text() || tag.is_void() => {}
            tag => take_element(dom, idx, tag, &mut meta),
        }
    }
    meta
}

impl Meta {
    /// The first value of the first of these names that has one.
    pub(crate) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The address that the page gives itself.
    pub(crate) fn address(&self) -> Option<&str> {
        let canonical = self.canonical.as_deref();
        canonical
            .filter(|url| url.starts_with("http"))
            .or_else(|| self.first(&["og:url"]))
    }

    /// Every value of a name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.named
            .get(name)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

fn take_meta(dom: &Dom<'_>, idx: usize, meta: &mut Meta) {
    let name = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|key| dom.raw_attr(idx, key));
    let (Some(name), Some(content)) = (name, dom.attr(idx, "content")) else {
        return;
    };
    let content = super::dom::fold_space(&content);
    if !content.is_empty() {
        meta.named
            .entry(name.trim().to_ascii_lowercase())
            .or_default()
            .push(content);
    }
}

/// Breadcrumbs have fewer nodes than this.
const CRUMBS: usize = 120;

/// The links in an element that holds breadcrumbs.
fn crumbs(dom: &Dom<'_>, idx: usize) -> Vec<String> {
    let links = dom
        .descendants(idx)
        .filter(|&at| dom.tag(at) == Tag::Anchor);
    links
        .filter(|&at| !dom.raw_attr(at, "href").is_some_and(is_front_page))
        .map(|at| dom.text_of(at))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Whether an address is that of a site's front page, or of its front page in a language.
pub(super) fn is_front_page(href: &str) -> bool {
    let rest = href.split_once("://").map(|(_, rest)| rest);
    let path = rest.map_or(href, |rest| rest.find('/').map_or("", |at| &rest[at..]));
    let path = path.trim().trim_matches('/');
    href.starts_with(['/', 'h'])
        && (path.is_empty() || path.len() == 2 || path.starts_with("index."))
}

fn take_element(dom: &Dom<'_>, idx: usize, tag: Tag, meta: &mut Meta) {
    /// A marked author or date is short; longer text is a biography or the article itself.
    const LONGEST: usize = 200;
    let (mut marks, mut datetime, mut rel_author, mut prop) = (String::new(), None, false, "");
    let mut href = "";
    for (name, value) in dom.attrs(idx) {
        match name {
            "class" | "id" | "data-testid" | "aria-label" | "itemtype" => {
                marks.push(' ');
                marks.push_str(value);
            }
            "href" => href = value,
            "itemprop" => prop = value,
            "property" if prop.is_empty() => prop = value,
            "datetime" => datetime = Some(value),
            "content" if datetime.is_none() => datetime = Some(value),
            "rel" => {
                rel_author = value
                    .split_ascii_whitespace()
                    .any(|rel| rel.eq_ignore_ascii_case("author"));
            }
            "title" if datetime.is_none() && value.len() < 40 && value.contains("20") => {
                datetime = Some(value);
            }
            _ => {}
        }
    }
    let marks = marks.to_ascii_lowercase();
    if meta.crumbs.is_empty() && marks.contains("breadcrumb") && dom.node(idx).end - idx < CRUMBS {
        meta.crumbs = crumbs(dom, idx);
    }
    let prop = prop.to_ascii_lowercase();
    let is_date = tag == Tag::Time && dom.node(idx).end - idx < 60
        || prop.starts_with("date")
        || prop == "article:published_time"
        || (marks.contains("date") && !marks.contains("update-")) && dom.node(idx).end - idx < 12
        || (marks.contains("published")
            || marks.contains("timestamp")
            || marks.contains("entry-time"))
            && dom.node(idx).end - idx < 12;
    if is_date {
        let value = match datetime {
            Some(value) if value.len() > 5 => value.to_owned(),
            _ => dom.text_of(idx),
        };
        if !value.is_empty() && value.len() < LONGEST {
            let marks = format!("{marks} {prop}");
            meta.times.push(MarkedTime {
                value,
                marks,
                node: idx,
            });
        }
        return;
    }
    let rule = if prop == "author" || prop.ends_with(" author") {
        "itemprop-author"
    } else if rel_author {
        "rel-author"
    } else if ["/author/", "/authors/", "/contributor/", "/contributors/"]
        .iter()
        .any(|path| href.contains(path))
    {
        "author-link"
    } else if marks.contains("byline")
        || marks.contains("author-name")
        || marks.contains("author__name")
        || marks.contains("authorname")
    {
        "class-byline"
    } else if super::hints::find_word(&marks, |word| {
        matches!(word, "author" | "authors" | "writer" | "writers").then_some(())
    })
    .is_some()
    {
        "class-author"
    } else {
        return;
    };
    if dom.node(idx).end - idx < 60 {
        let text = dom.pieces_of(idx);
        if !text.is_empty() && text.len() < LONGEST {
            meta.authors.push(MarkedAuthor {
                rule,
                text,
                node: idx,
            });
        }
    }
}
