//! The section of its outlet that an article stands in: "World", "Business".
//!
//! In: metadata, breadcrumbs, the line above the headline, the address. Out: the first of them that names a section,
//! in its usual form. Refuses what names everything ("News", "Articles", the front page), the outlet and the headline;
//! an address and a line above the headline count only where they have a word of the sections file.

use std::borrow::Cow;

use dateline_data::{Outlets, SectionKind};
use dateline_schema::{Attested, Block, Role};

use crate::html::HtmlPage;
use crate::words::{fingerprint, n_words, start_of};

/// What markup says of the section, in the order of trust, with the rule that read it.
pub(crate) struct Told(Vec<(&'static str, String)>);

impl Told {
    /// Collects it.
    pub(crate) fn of(page: &HtmlPage) -> Self {
        const META: [&str; 7] = [
            "article:section",
            "og:article:section",
            "section",
            "parsely-section",
            "article.section",
            "cxenseparse:section",
            "dc.subject.section",
        ];
        let meta = META.iter().flat_map(|name| page.meta.all(name));
        let structured = page.structured.sections.iter();
        let crumbs = page.structured.crumbs.iter();
        let marked = page.meta.crumbs.iter();
        let all = meta
            .map(|text| ("meta-section", text))
            .chain(structured.map(|text| ("json-ld-section", text.as_str())))
            .chain(crumbs.map(|text| ("json-ld-breadcrumbs", text.as_str())))
            .chain(marked.map(|text| ("breadcrumbs", text.as_str())));
        Self(all.map(|(rule, text)| (rule, text.to_owned())).collect())
    }
}

/// The section of a page; `told` is what its markup says, `url` its address.
pub(crate) fn of(
    told: Option<&Told>,
    blocks: &[Block],
    title: Option<&str>,
    outlet: Option<&str>,
    url: Option<&str>,
    outlets: &Outlets,
) -> Option<Attested> {
    let names = Names {
        title: title.map(fingerprint),
        outlet: outlet.map(fingerprint),
        outlets,
    };
    let attested = |value: String, rule: &'static str, text: &str| Attested {
        value,
        rule: Cow::Borrowed(rule),
        text: start_of(text, 200).to_owned(),
    };
    for (rule, text) in told.into_iter().flat_map(|told| &told.0) {
        if let Some(name) = names.first_of(text) {
            return Some(attested(name, rule, text));
        }
    }
    let headline = blocks.iter().position(|block| block.role == Role::Headline);
    let above = &blocks[..headline.unwrap_or(0)];
    let crumbs = above.iter().rev().take(CRUMBS).find_map(|block| {
        let name = names.of_crumbs(&block.text)?;
        Some(attested(name, "breadcrumbs", &block.text))
    });
    crumbs
        .or_else(|| {
            let url = url?;
            Some(attested(names.of_address(url)?, "section-in-url", url))
        })
        .or_else(|| {
            let line = names.kicker(above)?;
            Some(attested(names.known(line)?, "line-above-headline", line))
        })
}

/// How far above the headline breadcrumbs stand, in blocks.
const CRUMBS: usize = 6;

/// What names a section on one page.
struct Names<'a> {
    title: Option<u64>,
    outlet: Option<u64>,
    outlets: &'a Outlets,
}

impl Names<'_> {
    /// The first section that a value of metadata names: it may list several, the wider first.
    fn first_of(&self, text: &str) -> Option<String> {
        /// In bytes; longer values are headlines.
        const LONGEST: usize = 40;
        // "World, Europe, Harbours" is a list, "Arts, Culture" may be one section.
        let lists = text.matches(',').count() > 1;
        let is_sign =
            |c: char| matches!(c, '|' | '>' | '›' | '»' | ';' | '→') || (lists && c == ',');
        text.split(is_sign).map(str::trim).find_map(|name| {
            let known = self.outlets.section(name);
            if let Some((name, kind)) = known {
                return (kind == SectionKind::Section).then(|| name.to_owned());
            }
            let formed = !name.is_empty()
                && name.len() <= LONGEST
                && n_words(name) < 5
                && name.contains(char::is_alphabetic)
                && !name.contains(['/', '{', '<', '_', '@'])
                && (name.contains(' ') || !name.contains('.'))
                && ![self.title, self.outlet].contains(&Some(fingerprint(name)));
            formed.then(|| capitalised(name))
        })
    }

    /// The section of a line of breadcrumbs, which begin with the front page: "Home > World > Europe".
    fn of_crumbs(&self, line: &str) -> Option<String> {
        /// Longer lines hold more than breadcrumbs.
        const WORDS: usize = 24;
        if n_words(line) > WORDS {
            return None;
        }
        let mut crumbs = line
            .split(['>', '›', '»', '/', '|', '→'])
            .map(str::trim)
            .filter(|crumb| !crumb.is_empty());
        let begins = self.outlets.section(crumbs.next()?)?.1 == SectionKind::Home;
        begins.then(|| crumbs.find_map(|crumb| self.first_of(crumb)))?
    }

    /// The section that a folder of an address names.
    fn of_address(&self, url: &str) -> Option<String> {
        let (_, rest) = url.split_once("://")?;
        let path = rest.split(['?', '#']).next()?;
        let mut folders = path.split('/').skip(1).collect::<Vec<_>>();
        // What comes last is the article.
        folders.pop();
        folders.into_iter().find_map(|folder| self.known(folder))
    }

    /// The line right above the headline, where it is short and no line of a menu: those beside it name no sections.
    fn kicker<'b>(&self, above: &'b [Block]) -> Option<&'b str> {
        let (last, rest) = above.split_last()?;
        let is_menu = |block: &Block| n_words(&block.text) < 4 && self.known(&block.text).is_some();
        (!rest.iter().rev().take(2).any(is_menu)).then_some(last.text.as_str())
    }

    fn known(&self, words: &str) -> Option<String> {
        let (name, kind) = self.outlets.section(words)?;
        (kind == SectionKind::Section).then(|| name.to_owned())
    }
}

/// A name as people write it: metadata hold "middle-east" and "world" too.
fn capitalised(name: &str) -> String {
    if name.contains(char::is_uppercase) {
        return name.to_owned();
    }
    let words = name.replace('-', " ");
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use dateline_schema::{Content, Page};

    use super::*;

    fn check(content: Content, url: Option<&str>, want: Option<(&str, &str)>) {
        let outlets = Outlets::builtin().unwrap();
        let mut page = Page::new("page", content);
        page.url = url.map(str::to_owned);
        let section = crate::extract(&page, &outlets).value.section;
        let got = section
            .as_ref()
            .map(|found| (found.value.as_str(), found.rule.as_ref()));
        assert_eq!(got, want, "{page:?}");
    }

    const BODY: &str = "<h1>Council wants a new light for its harbour</h1><p>The council of Port Example met on Monday and \
        argued for three hours about the harbour, which the storm had closed.</p>";

    fn html(front: &str, url: Option<&str>, want: Option<(&str, &str)>) {
        check(Content::Html(format!("{front}{BODY}")), url, want);
    }

    fn flat(above: &str, want: Option<(&str, &str)>) {
        let dump = format!(
            "{above}\nCouncil wants a new light for its harbour\nThe council of Port Example met on Monday and argued \
            for three hours about the harbour, which the storm had closed.\nIts chair said afterwards that the quay needs a new \
            light, and that the county would have to pay for most of it.\n"
        );
        check(Content::Flat(dump), None, want);
    }

    #[test]
    fn metadata_name_sections() {
        let meta = |section: &str| format!("<meta property='article:section' content='{section}'>");
        html(
            &meta("World, Europe, Harbours"),
            None,
            Some(("World", "meta-section")),
        );
        html(
            &meta("middle-east"),
            None,
            Some(("Middle East", "meta-section")),
        );
        html(
            &meta("Harbour life"),
            None,
            Some(("Harbour life", "meta-section")),
        );
        html(&meta("News"), None, None);
        html(&meta("Uncategorized"), None, None);
        html(
            &meta("Council wants a new light for its harbour"),
            None,
            None,
        );
        let structured = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","articleSection":["Business"]}</script>"#;
        html(structured, None, Some(("Business", "json-ld-section")));
    }

    #[test]
    fn breadcrumbs_name_sections() {
        let crumbs = "<div class='breadcrumb'><a href='/'>Home</a> <a href='/world'>World</a> <a href='/e'>Europe</a></div>";
        html(crumbs, None, Some(("World", "breadcrumbs")));
        let structured = r#"<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[
            {"@type":"ListItem","position":1,"name":"Home"},{"@type":"ListItem","position":2,"item":{"name":"Harbours"}}]}</script>"#;
        html(structured, None, Some(("Harbours", "json-ld-breadcrumbs")));
        let front = crumbs.replace("Home", "Gazette Online");
        html(&front, None, Some(("World", "breadcrumbs")));
        flat("Home > Business > Ships", Some(("Business", "breadcrumbs")));
        flat("Ships > Boats", None);
    }

    #[test]
    fn addresses_name_known_sections() {
        let url = |path: &str| format!("https://example.org/{path}");
        html(
            "",
            Some(&url("2019/03/04/world/new-light")),
            Some(("World", "section-in-url")),
        );
        html("", Some(&url("news/new-light")), None);
        html("", Some(&url("harbours/new-light")), None);
        html("", Some(&url("world")), None);
    }

    #[test]
    fn a_line_above_the_headline_names_a_known_section_and_a_menu_none() {
        flat(
            "Harbour Gazette\nPolitics",
            Some(("Politics", "line-above-headline")),
        );
        flat("World\nPolitics\nBusiness", None);
        flat("Harbours", None);
    }
}
