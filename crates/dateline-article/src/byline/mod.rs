//! Who wrote it: people, from structured data, meta elements, marked-up and visible bylines; a team or the name of an
//! account only where no person signs.
//!
//! "By", roles and addresses go; agencies, outlets and desks are no people.

mod lines;
mod people;
mod phrases;

use dateline_data::Outlets;
use dateline_schema::Role;

use self::phrases::{after_by, before_date};
use crate::block::TextBlock;
use crate::html::HtmlPage;
use crate::words::n_words;

/// How many marked elements are read for a name; those farther down are other articles' authors.
const NEAR: usize = 4;

/// How authors are marked, the more telling first.
const MARKS: [&str; 5] = [
    "itemprop-author",
    "rel-author",
    "author-link",
    "class-byline",
    "class-author",
];

/// What is no person on one page: its own outlet, and the lists of the data files.
pub(crate) struct Bylines<'a> {
    pub(crate) outlets: &'a Outlets,
    /// What the page calls its site and its publisher.
    pub(crate) sites: Vec<&'a str>,
}

/// The authors that an HTML page names; `headline` is a block.
pub(crate) fn of_html(page: &HtmlPage, headline: Option<usize>, outlets: &Outlets) -> Vec<String> {
    const META: [&str; 12] = [
        "author",
        "article:author",
        "dc.creator",
        "dc.author",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "cxenseparse:author",
        "creator",
        "twitter:data1",
        "twitter:data2",
    ];
    let sites = page.meta.first(&["og:site_name", "application-name"]);
    let bylines = Bylines {
        outlets,
        sites: sites
            .into_iter()
            .chain(page.structured.publishers.iter().map(String::as_str))
            .collect(),
    };
    let structured = bylines.told(page.structured.authors.iter().map(String::as_str));
    if !structured.is_empty() {
        return structured;
    }
    // A card says whose its values are: "Written by", but also "Reading time".
    let is_writer = |label: &str| label.ends_with("by") || label == "author";
    let labelled = |label: &str, unlabelled: bool| {
        let label = page.meta.first(&[label]);
        label.map_or(unlabelled, |label| is_writer(&label.to_lowercase()))
    };
    let (first, second) = (
        labelled("twitter:label1", true),
        labelled("twitter:label2", false),
    );
    for name in META {
        let found = bylines.told(page.meta.all(name).filter(|_| match name {
            "twitter:data1" => first,
            "twitter:data2" => second,
            _ => true,
        }));
        if !found.is_empty() {
            return found;
        }
    }
    let of_rule = |rule: &'static str| {
        let marked = page.meta.authors.iter();
        marked.filter(move |author| author.rule == rule && !is_in_comments(page, author.node))
    };
    // A container of several elements is marked as often as the name itself; the first that names people tells.
    let marked = |rule: &'static str| {
        of_rule(rule)
            .take(NEAR)
            .map(|author| bylines.names(&author.text))
            .find(|found| !found.is_empty())
    };
    let seen = || some(bylines.of_lines(&page.blocks, headline));
    let single = |rule: &'static str| {
        let text = of_rule(rule).next()?.text.trim();
        let name = after_by(text, outlets).unwrap_or(text);
        bylines.is_single_name(name).then(|| vec![name.to_owned()])
    };
    let told = || {
        let texts = page.structured.authors.iter().map(String::as_str);
        texts.chain(META[..10].iter().flat_map(|name| page.meta.all(name)))
    };
    marked("itemprop-author")
        .or_else(|| marked("rel-author"))
        .or_else(seen)
        .or_else(|| marked("author-link"))
        .or_else(|| marked("class-byline"))
        .or_else(|| marked("class-author"))
        .or_else(|| some(bylines.alone(&page.blocks, headline)))
        .or_else(|| some(bylines.at_the_end(&page.blocks)))
        .or_else(|| bylines.eponym(told()))
        .or_else(|| bylines.led_single(&page.blocks, headline))
        .or_else(|| MARKS.into_iter().find_map(single))
        .or_else(|| {
            let marked = page.meta.authors.iter().take(NEAR);
            let texts = page.structured.authors.iter().map(String::as_str);
            let texts = texts.chain(marked.map(|author| author.text.as_str()));
            let texts = texts.chain(META[..10].iter().flat_map(|name| page.meta.all(name)));
            bylines.group(texts.chain(bylines.after_leads(&page.blocks, headline)))
        })
        .or_else(|| bylines.signature(told()))
        .unwrap_or_default()
}

/// Names, if there are any.
fn some(found: Vec<String>) -> Option<Vec<String>> {
    (!found.is_empty()).then_some(found)
}

/// The authors that the lines of a flattened page name; `outlet` is who published it.
pub(crate) fn of_flat(
    blocks: &[TextBlock],
    headline: Option<usize>,
    outlet: Option<&str>,
    outlets: &Outlets,
) -> Vec<String> {
    let bylines = Bylines {
        outlets,
        sites: outlet.into_iter().collect(),
    };
    some(bylines.of_lines(blocks, headline))
        .or_else(|| some(bylines.alone(blocks, headline)))
        .or_else(|| some(bylines.at_the_end(blocks)))
        .or_else(|| bylines.led_single(blocks, headline))
        .or_else(|| bylines.group(bylines.after_leads(blocks, headline)))
        .unwrap_or_default()
}

/// Whether an element stands in readers' comments.
fn is_in_comments(page: &HtmlPage, node: usize) -> bool {
    page.blocks
        .partition_point(|block| block.node <= node)
        .checked_sub(1)
        .is_some_and(|block| page.blocks[block].hint == Some(Role::Comment))
}

impl Bylines<'_> {
    /// The people that metadata name as authors; there a single name is one too, and so is one in small letters.
    fn told<'b>(&self, texts: impl Iterator<Item = &'b str>) -> Vec<String> {
        let mut found = Vec::new();
        for text in texts.map(str::trim) {
            let mut names = self.names(text);
            if names.is_empty() && (self.is_single_name(text) || self.is_in_small_letters(text)) {
                names.push(text.to_owned());
            }
            for name in names {
                if !found.contains(&name) && !self.is_site(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    /// The person whose name their site bears too.
    fn eponym<'b>(&self, texts: impl Iterator<Item = &'b str>) -> Option<Vec<String>> {
        texts
            .map(|text| match self.names(text) {
                found if found.is_empty() && self.is_in_small_letters(text) => {
                    vec![text.to_owned()]
                }
                found => found,
            })
            .find(|found| !found.is_empty())
    }

    /// The name under which somebody signs who gives no other: an account's, a company's that is not the outlet.
    fn signature<'b>(&self, texts: impl Iterator<Item = &'b str>) -> Option<Vec<String>> {
        /// In bytes; longer values are sentences.
        const LONGEST: usize = 50;
        // "Posted by jane.roe".
        let own = |text: &'b str| {
            let led = text.rsplit_once(" by ").or(text.rsplit_once(" von "));
            led.map_or(text, |(_, name)| name).trim()
        };
        let signed = texts.map(own).find(|text| {
            text.len() <= LONGEST
                && text.chars().filter(|c| c.is_alphabetic()).count() > 2
                && text.chars().all(|c| {
                    c.is_alphanumeric()
                        || matches!(c, ' ' | '&' | '-' | '’' | '\'' | '.' | ',' | '_')
                })
                && !self.is_site(text)
                && self.outlets.by_name(text).is_none()
                && self.outlets.furniture(text).is_none()
                && !text.split(' ').any(is_nobody)
                && !(n_words(text) == 1 && self.outlets.is_byline_role(text))
        })?;
        Some(vec![signed.to_owned()])
    }

    /// The team, desk or staff that signs where no person does.
    fn group<'b>(&self, mut texts: impl Iterator<Item = &'b str>) -> Option<Vec<String>> {
        /// "The Harbour Gazette Editorial Team".
        const MOST_WORDS: usize = 6;
        let named = texts.find_map(|text| {
            let name = after_by(text.trim(), self.outlets).unwrap_or(text);
            let name = before_date(name, self.outlets).trim();
            let groups = name
                .split(' ')
                .any(|word| self.outlets.is_byline_group(word));
            let formed = name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '’' | '\'' | '.'));
            (groups && formed && n_words(name) <= MOST_WORDS).then_some(name)
        })?;
        Some(vec![named.to_owned()])
    }
}

/// Whether a word names an account that is nobody's, or a company: the one that made the site, more often than not.
fn is_nobody(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    word.starts_with("www.")
        || matches!(
            word.as_str(),
            "admin"
                | "administrator"
                | "guest"
                | "root"
                | "undefined"
                | "unknown"
                | "user"
                | "webmaster"
        )
        || matches!(
            word.as_str(),
            "ag" | "bv" | "d.o.o" | "gmbh" | "inc" | "kg" | "llc" | "ltd" | "ohg" | "srl"
        )
}

/// Whether a line is a byline.
pub(crate) fn is_byline(block: &TextBlock, outlets: &Outlets) -> bool {
    let bylines = Bylines {
        outlets,
        sites: Vec::new(),
    };
    block.wording.n_words < 16
        && after_by(&block.text, outlets).is_some_and(|rest| !bylines.names(rest).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_name_counts_in_metadata_only() {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: vec!["Gazette"],
        };
        let told = |text: &'static str| bylines.told(std::iter::once(text));
        assert_eq!(told("Jane"), ["Jane"]);
        for text in [
            "Gazette", "Staff", "admin", "janeroe", "JaneR", "Reuters", "News",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
        assert!(bylines.names("Jane").is_empty());
    }

    #[test]
    fn an_account_signs_where_nobody_else_does() {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: vec!["Harbour Gazette"],
        };
        let signed = |text: &'static str| bylines.signature(std::iter::once(text));
        assert_eq!(signed("jane.roe"), Some(vec!["jane.roe".to_owned()]));
        for text in [
            "HarbourGazette",
            "Reuters",
            "admin",
            "Site Admin",
            "Harbour Web GmbH",
            "Harbour Web - www.example.org",
            "staff",
            "https://example.org/jane",
            "12",
        ] {
            assert_eq!(signed(text), None, "{text}");
        }
    }
}
