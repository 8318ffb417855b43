//! Structured data in `script type="application/ld+json"`: what schema.org articles say of themselves.
//!
//! Broken JSON is mended where pages usually break it (raw line feeds in strings, comment fences); what is still
//! broken is passed over. Values are walked with a list, never by recursion.

use std::collections::HashMap;

use serde_json::Value;

use super::dom::Dom;
use super::tag::Tag;

/// What the page's structured data say of the article.
#[derive(Debug, Default)]
pub(crate) struct Structured {
    pub(crate) headlines: Vec<String>,
    pub(crate) authors: Vec<String>,
    /// Authors that are organisations.
    pub(crate) groups: Vec<String>,
    pub(crate) sections: Vec<String>,
    /// What the breadcrumbs name, the widest first.
    pub(crate) crumbs: Vec<String>,
    pub(crate) publishers: Vec<String>,
    pub(crate) published: Vec<String>,
    pub(crate) modified: Vec<String>,
    pub(crate) created: Vec<String>,
    pub(crate) body: Option<String>,
}

/// Reads every block of structured data.
pub(crate) fn read(dom: &Dom<'_>) -> Structured {
    let mut objects = Vec::new();
    for script in dom.all(Tag::Script) {
        let is_ld = dom.raw_attr(script, "type").is_some_and(|kind| {
            kind.trim()
                .to_ascii_lowercase()
                .starts_with("application/ld+json")
        });
        if is_ld && let Some(value) = parse(&dom.text_of(script)) {
            flatten(value, &mut objects);
        }
    }
    let by_id: HashMap<&str, &Value> = objects
        .iter()
        .filter(|object| object.get("name").is_some())
        .filter_map(|object| Some((object.get("@id")?.as_str()?, object)))
        .collect();
    let mut out = Structured::default();
    // Pages of a site's furniture (its search, its video player) describe themselves too; articles come first.
    for wanted in [is_article as fn(&str) -> bool, is_page] {
        for object in objects.iter().filter(|object| types(object).any(wanted)) {
            take(object, &by_id, &mut out);
        }
        if !out.headlines.is_empty() && !out.published.is_empty() {
            break;
        }
    }
    let trail = objects
        .iter()
        .find(|object| types(object).any(|kind| kind == "BreadcrumbList"));
    out.crumbs = trail.map(crumbs).unwrap_or_default();
    for object in objects
        .iter()
        .filter(|object| types(object).any(|kind| kind == "WebSite"))
    {
        out.publishers.extend(string(object, "name"));
    }
    out
}

/// What breadcrumbs name, in their order.
fn crumbs(list: &Value) -> Vec<String> {
    let items = list.get("itemListElement").and_then(Value::as_array);
    let name = |item: &Value| string(item, "name").or_else(|| string(item.get("item")?, "name"));
    let is_front = |item: &&Value| {
        let address = item
            .get("item")
            .and_then(|to| to.as_str().or_else(|| to.get("@id")?.as_str()));
        address.is_some_and(super::meta::is_front_page)
    };
    let items = items.into_iter().flatten();
    items
        .filter(|item| !is_front(item))
        .filter_map(name)
        .collect()
}

fn is_organization(item: &Value) -> bool {
    types(item).any(|kind| kind.ends_with("Organization"))
}

fn parse(script: &str) -> Option<Value> {
    let text = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text).ok()
}

/// Every object in a value, outer ones first.
fn flatten(value: Value, objects: &mut Vec<Value>) {
    let mut queue = std::collections::VecDeque::from([value]);
    while let Some(value) = queue.pop_front() {
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(fields) => {
                for key in [
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "author",
                    "publisher",
                    "itemListElement",
                    "liveBlogUpdate",
                ] {
                    if let Some(inner @ (Value::Object(_) | Value::Array(_))) = fields.get(key) {
                        queue.push_back(inner.clone());
                    }
                }
                objects.push(Value::Object(fields));
            }
            _ => {}
        }
    }
}

fn types(object: &Value) -> impl Iterator<Item = &str> {
    let kind = object.get("@type");
    let one = kind.and_then(Value::as_str);
    let many = kind
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    one.into_iter().chain(many)
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(
            kind,
            "Report" | "LiveBlogPosting" | "CreativeWork" | "Recipe" | "Review"
        )
}

fn is_page(kind: &str) -> bool {
    matches!(kind, "WebPage" | "ItemPage" | "VideoObject" | "NewsVideo")
}

fn take(object: &Value, by_id: &HashMap<&str, &Value>, out: &mut Structured) {
    out.headlines
        .extend(string(object, "headline").or_else(|| string(object, "name")));
    out.published.extend(string(object, "datePublished"));
    out.modified.extend(string(object, "dateModified"));
    out.created
        .extend(string(object, "dateCreated").or_else(|| string(object, "uploadDate")));
    if out.authors.is_empty() {
        for key in ["author", "creator"] {
            let value = object.get(key);
            (out.authors).extend(names(value, by_id, |item| !is_organization(item)));
            out.groups.extend(names(value, by_id, is_organization));
        }
    }
    out.sections.extend(strings(object, "articleSection"));
    out.publishers
        .extend(names(object.get("publisher"), by_id, |_| true));
    if out.body.is_none() {
        let body = object.get("articleBody").and_then(Value::as_str);
        // Its line feeds are the only marks of its paragraphs.
        out.body = body
            .map(|body| htmlize::unescape(body).into_owned())
            .filter(|body| body.trim().len() > 200);
    }
}

/// The names of people or organisations, given as strings, objects, lists of them, or ids of objects elsewhere.
fn names(
    value: Option<&Value>,
    by_id: &HashMap<&str, &Value>,
    wanted: impl Fn(&Value) -> bool,
) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    items
        .into_iter()
        .filter_map(|item| match item {
            Value::String(name) => Some(name.clone()),
            Value::Object(_) => {
                let id = item.get("@id").and_then(Value::as_str);
                let full = id.and_then(|id| by_id.get(id)).copied().unwrap_or(item);
                if !wanted(item) || !wanted(full) {
                    return None;
                }
                string(item, "name").or_else(|| string(full, "name"))
            }
            _ => None,
        })
        .map(|name| htmlize::unescape(name).into_owned())
        .collect()
}

/// A value that is a text or a list of texts.
fn strings(object: &Value, key: &str) -> Vec<String> {
    match object.get(key) {
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str);
            texts
                .map(|text| super::dom::fold_space(&htmlize::unescape(text)))
                .collect()
        }
        _ => string(object, key).into_iter().collect(),
    }
}

fn string(object: &Value, key: &str) -> Option<String> {
    let value = match object.get(key)? {
        Value::String(text) => text.as_str(),
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let text = super::dom::fold_space(&htmlize::unescape(value));
    (!text.is_empty()).then_some(text)
}
