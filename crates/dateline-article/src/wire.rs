//! Wire credit: the agencies whose report an outlet prints, in whole or in part, kept apart from the people of the
//! byline.
//!
//! In: what metadata and marked elements name as authors, and the blocks of the page with their roles. Out: every
//! agency of the outlets file that is credited in a byline, in the dateline, on a line of its own near the headline or
//! behind the text, or at the end of the last paragraph, with the place and the words that credit it. Refuses sentences
//! about agencies, credits of pictures, and the agency that is the page's own outlet.

use std::borrow::Cow;

use dateline_data::{Outlet, OutletKind, Outlets};
use dateline_schema::{Attested, Block, Role};

use crate::dates::{agency as bracketed, front};
use crate::html::HtmlPage;
use crate::words::{n_words, start_of};

/// A credit has fewer words than this.
const CREDIT_WORDS: usize = 16;

/// A sentence that credits has fewer words than this: it may name people and what they are.
const SENTENCE_WORDS: usize = 40;

/// How many marked elements are read; those farther down are other articles' authors.
const NEAR: usize = 4;

/// The agencies that a page credits, in the order in which they are found; `authors` is what its markup names,
/// `outlet` who published it.
pub(crate) fn of(
    authors: Option<&Authors>,
    blocks: &[Block],
    outlet: Option<&str>,
    outlets: &Outlets,
) -> Vec<Attested> {
    let credits = Credits { outlets };
    let mut found = Found {
        own: outlet.and_then(|outlet| outlets.by_name(outlet)),
        credits: Vec::new(),
    };
    for (rule, text) in authors.into_iter().flat_map(|authors| &authors.0) {
        found.add(rule, text, credits.in_byline(text));
    }
    let headline = blocks
        .iter()
        .position(|block| block.role == Role::Headline)
        .unwrap_or(0);
    let own: Vec<usize> = (0..blocks.len())
        .filter(|&idx| blocks[idx].role.is_body())
        .collect();
    let (Some(&first), Some(&last)) = (own.first(), own.last()) else {
        return found.credits;
    };
    /// How far behind the text a credit stands, in blocks.
    const BEHIND: usize = 3;
    for (idx, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        // Under the headline, or above it where the text follows it at once; the models take a credit for the
        // article's own as often as not.
        let near = idx + 1 >= headline && idx <= first.max(headline) + 1
            || idx <= first && idx + 3 > first;
        let behind = idx + 1 >= last && idx <= last + BEHIND;
        if !(near || behind) || !may_credit(block) {
            continue;
        }
        let names = if block.role == Role::Byline {
            credits.in_byline(text)
        } else {
            credits.in_line(text)
        };
        found.add("credit-line", text, names);
    }
    for &idx in own.iter().take(3) {
        let text = blocks[idx].text.as_str();
        found.add(
            "dateline-credit",
            start_of(text, 100),
            credits.in_dateline(text),
        );
    }
    for &idx in own.iter().rev().take(2) {
        let text = blocks[idx].text.as_str();
        if let Some(tail) = last_credit(text) {
            found.add("credit-behind-text", tail, credits.only_agencies(tail));
        }
    }
    found.credits
}

/// What the markup of a page names as authors, with the rule that read it.
pub(crate) struct Authors(Vec<(&'static str, String)>);

impl Authors {
    /// Collects them.
    pub(crate) fn of(page: &HtmlPage) -> Self {
        const META: [&str; 6] = [
            "author",
            "article:author",
            "dc.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
        ];
        let structured = page
            .structured
            .authors
            .iter()
            .chain(&page.structured.groups);
        let mut texts: Vec<_> = structured
            .map(|name| ("json-ld-author", name.clone()))
            .collect();
        for name in META {
            let told = page.meta.all(name);
            texts.extend(told.map(|text| ("meta-author", text.to_owned())));
        }
        let marked = page.meta.authors.iter().take(NEAR);
        texts.extend(marked.map(|author| ("marked-author", author.text.clone())));
        Self(texts)
    }
}

/// Whether a block may hold a wire credit: no picture's credit, and nothing that markup says is something else.
fn may_credit(block: &Block) -> bool {
    let by_markup = block.rule == "markup";
    match block.role {
        Role::Headline | Role::Caption | Role::Credit | Role::Comment | Role::Advertisement => {
            false
        }
        Role::Navigation | Role::Related | Role::Tags | Role::Share | Role::Footer => !by_markup,
        _ => true,
    }
}

struct Found<'a> {
    own: Option<&'a Outlet>,
    credits: Vec<Attested>,
}

impl Found<'_> {
    fn add(&mut self, rule: &'static str, text: &str, agencies: Vec<&Outlet>) {
        for agency in agencies {
            let known = self
                .credits
                .iter()
                .any(|credit| credit.value == agency.name);
            if !known && self.own != Some(agency) {
                self.credits.push(Attested {
                    value: agency.name.clone(),
                    rule: Cow::Borrowed(rule),
                    text: start_of(text.trim(), 200).to_owned(),
                });
            }
        }
    }
}

/// What tells credits from other lines.
struct Credits<'a> {
    outlets: &'a Outlets,
}

impl<'a> Credits<'a> {
    /// The agencies in the text of a byline, where people may stand beside them.
    fn in_byline(&self, text: &str) -> Vec<&'a Outlet> {
        if n_words(text) >= SENTENCE_WORDS {
            return Vec::new();
        }
        let text = trimmed(text);
        let text = self.outlets.wire_phrases().after_lead(text).unwrap_or(text);
        // Behind a date stand buttons and menus.
        let mut before = "";
        parts(text)
            .take_while(|part| !part.contains(|c: char| c.is_ascii_digit()))
            // "Amateur Astronomers (AA)" are no agency.
            .filter(|part| !is_initials(part, std::mem::replace(&mut before, part)))
            .filter_map(|part| self.agency_of_part(part))
            .collect()
    }

    /// The agencies that a line of its own credits: it names agencies and nothing else, or says what they did for it.
    fn in_line<'b>(&self, text: &'b str) -> Vec<&'a Outlet> {
        let phrases = self.outlets.wire_phrases();
        let words = n_words(text);
        if words >= SENTENCE_WORDS {
            return Vec::new();
        }
        let text = trimmed(text);
        if let Some(named) = phrases.before_closing(text) {
            let named = phrases.after_lead(named).unwrap_or(named);
            return self.in_byline(named);
        }
        if words >= CREDIT_WORDS {
            return Vec::new();
        }
        // "Copyright 2019 The Associated Press. All rights reserved."
        let told = |rest: &'b str| {
            let rest = rest
                .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '©' | ','));
            rest.split(". ").next().unwrap_or(rest)
        };
        match phrases.after_lead(text).map(told) {
            Some(rest) => {
                let named = self.in_byline(rest);
                // A sentence may begin like a credit: "From Reuters we know that …".
                let formed = !named.is_empty()
                    && parts(rest).all(|part| self.agency_of_part(part).is_some() || is_name(part));
                if formed { named } else { Vec::new() }
            }
            None => self.only_agencies(text),
        }
    }

    /// The agencies of a text that names nothing else. A nickname ("Fars") must be set off by signs: alone on a line it
    /// may be any word.
    fn only_agencies(&self, text: &str) -> Vec<&'a Outlet> {
        let mut named = Vec::new();
        let bare = trimmed(text);
        let is_nickname = |agency: &&Outlet| {
            agency.name != bare && bare.contains(char::is_lowercase) && !bare.contains(' ')
        };
        if bare == text && self.agency(bare).as_ref().is_some_and(is_nickname) {
            return named;
        }
        for part in parts(bare) {
            match self.agency_of_part(part) {
                Some(agency) => named.push(agency),
                None => return Vec::new(),
            }
        }
        named
    }

    /// The agencies of a dateline: "PORT EXAMPLE, March 4 (AP) —", "(Reuters) -", "PORT EXAMPLE, March 4, Reuters —".
    fn in_dateline(&self, text: &str) -> Vec<&'a Outlet> {
        let opening = || {
            let (name, rest) = text.strip_prefix('(')?.split_once(')')?;
            rest.trim_start()
                .starts_with(['-', '–', '—'])
                .then_some(name)
        };
        let listed = || front(text)?.rsplit_once(", ").map(|(_, last)| last);
        bracketed(text)
            .or_else(opening)
            .or_else(listed)
            .map(|named| parts(named).filter_map(|part| self.agency(part)).collect())
            .unwrap_or_default()
    }

    /// The agency that a part of a credit names: alone, or before the word for who there wrote it.
    fn agency_of_part(&self, part: &str) -> Option<&'a Outlet> {
        if let Some(agency) = self.agency(part) {
            return Some(agency);
        }
        let phrases = self.outlets.wire_phrases();
        let words: Vec<&str> = part.split(' ').collect();
        let role =
            (1..words.len()).find(|&at| phrases.is_role(words[at].trim_end_matches(['.', ':'])))?;
        // "AP Sports Writer": what stands between is a desk's name.
        (1..=role).rev().find_map(|end| {
            let desk = &words[end..role];
            let agency = self.agency(&words[..end].join(" "))?;
            desk.iter()
                .all(|word| {
                    self.outlets.is_byline_role(word) || self.outlets.section(word).is_some()
                })
                .then_some(agency)
        })
    }

    /// The agency of this name, in its own capitals: "MAP" is one and "Map" is not.
    fn agency(&self, name: &str) -> Option<&'a Outlet> {
        /// Shorter names in capitals are other words.
        const SHOUTED: usize = 5;
        let name = name.trim();
        let agency = self
            .outlets
            .by_name(name)
            .filter(|outlet| outlet.kind == OutletKind::Agency)?;
        let bare = name
            .strip_prefix("The ")
            .or_else(|| name.strip_prefix("the "))
            .unwrap_or(name);
        let written = |form: &str| {
            form == bare
                || form == name
                || (form.len() >= SHOUTED && [bare, name].contains(&form.to_uppercase().as_str()))
        };
        let forms = std::iter::once(&agency.name).chain(&agency.aliases);
        forms
            .into_iter()
            .any(|form| written(form))
            .then_some(agency)
    }
}

/// The pieces of a credit, each a name.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    const SIGNS: [&str; 14] = [
        ", ", "; ", " and ", " & ", " + ", " with ", " of ", " for ", " und ", " et ", " y ",
        " – ", " — ", " - ",
    ];
    let mut parts: Vec<&str> = text.split(['/', '|', '•', '·', '(', ')']).collect();
    for sign in SIGNS {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(sign))
            .collect();
    }
    parts
        .into_iter()
        .map(trimmed)
        .filter(|part| !part.is_empty())
}

/// A text without the signs around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')'
                    | '['
                    | ']'
                    | '-'
                    | '–'
                    | '—'
                    | '.'
                    | ':'
                    | ','
                    | '/'
                    | '|'
                    | '*'
                    | '"'
                    | '•'
            )
    })
}

/// Whether a part of a credit may be a person or another outlet: every longer word has a capital.
fn is_name(part: &str) -> bool {
    part.split(' ')
        .all(|word| word.chars().count() < 4 || word.starts_with(|c: char| !c.is_lowercase()))
}

/// Whether a text is the first letters of the words before it.
fn is_initials(text: &str, before: &str) -> bool {
    let firsts = before.split(' ').filter_map(|word| word.chars().next());
    text.chars().count() > 1 && text.chars().eq(firsts)
}

/// The credit behind the last sentence of a text: "… said. (Reuters)", "… said. — AFP".
fn last_credit(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let at = match text.strip_suffix([')', ']']) {
        Some(inner) => inner.rfind(['(', '['])?,
        None => ["—", "–", " --", " -", " /"]
            .iter()
            .filter_map(|sign| text.rfind(sign))
            .max()?,
    };
    let before = text[..at].trim_end();
    let tail = &text[at..];
    let ends = before.ends_with(['.', '!', '?', '"', '”', '»', '“', '’', '\'']);
    (ends && n_words(tail) < CREDIT_WORDS).then_some(tail)
}

#[cfg(test)]
mod tests {
    use dateline_schema::{Content, Page};

    use super::*;

    const BODY: &str = "The council of Port Example met on Monday and argued for three hours about the harbour, \
        which the storm had closed.</p><p>Its chair said afterwards that the quay needs a new light, and that the \
        county would have to pay for most of it.";

    fn credits(html: &str) -> Vec<(String, String)> {
        let outlets = Outlets::builtin().unwrap();
        let page = Page::new("page", Content::Html(html.to_owned()));
        let article = crate::extract(&page, &outlets).value;
        article
            .wire
            .iter()
            .map(|credit| (credit.value.clone(), credit.rule.to_string()))
            .collect()
    }

    fn page(head: &str, before: &str, body: &str, behind: &str) -> String {
        format!(
            "<head>{head}</head><article><h1>Council wants a new light for its harbour</h1>{before}<p>{body}</p>{behind}</article>"
        )
    }

    fn check(html: &str, want: &[(&str, &str)]) {
        let got = credits(html);
        let got: Vec<_> = got
            .iter()
            .map(|(agency, rule)| (agency.as_str(), rule.as_str()))
            .collect();
        assert_eq!(got, want, "{html}");
    }

    #[test]
    fn bylines_credit_agencies_beside_people() {
        let outlets = Outlets::builtin().unwrap();
        let credits = Credits { outlets: &outlets };
        let check = |text: &str, want: &[&str]| {
            let got: Vec<_> = credits
                .in_byline(text)
                .iter()
                .map(|agency| agency.name.as_str())
                .collect();
            assert_eq!(got, want, "{text}");
        };
        check("Jane Roe, Associated Press", &["Associated Press"]);
        check("By The Associated Press", &["Associated Press"]);
        check("JANE ROE, AP Sports Writer", &["Associated Press"]);
        check("Reuters staff", &["Reuters"]);
        check("Staff and AFP", &["Agence France-Presse"]);
        check("AFP / Reuters", &["Agence France-Presse", "Reuters"]);
        check("Jane Roe of The Canadian Press", &["Canadian Press"]);
        check("Jane Roe", &[]);
        check("Jane Roe / 4 March 2019 | Share | AA", &[]);
        check("Amateur Astronomers (AA)", &[]);
        check("Jane Roe (AP)", &["Associated Press"]);
        check("Trend Micro staff", &[]);
        check("Map of the harbour", &[]);
        check("Jane Reuters", &[]);
    }

    #[test]
    fn lines_near_the_headline_and_behind_the_text_credit_agencies() {
        check(
            &page("", "<p>By Reuters</p>", BODY, ""),
            &[("Reuters", "credit-line")],
        );
        check(
            &page(
                "",
                "",
                BODY,
                "<p>With files from The Canadian Press and Jane Roe</p>",
            ),
            &[("Canadian Press", "credit-line")],
        );
        check(
            &page(
                "",
                "",
                BODY,
                "<p>Copyright 2019 The Associated Press. All rights reserved.</p>",
            ),
            &[("Associated Press", "credit-line")],
        );
        check(
            &page(
                "",
                "",
                BODY,
                "<p>Associated Press writer Jane Roe in Port Example contributed to this report.</p>",
            ),
            &[("Associated Press", "credit-line")],
        );
        check(
            &page("", "", BODY, "<p>— Reuters</p>"),
            &[("Reuters", "credit-line")],
        );
        check(
            &page("", "", &format!("{BODY} (Reuters)"), ""),
            &[("Reuters", "credit-behind-text")],
        );
        check(
            &page("", "", &format!("PORT EXAMPLE (AP) — {BODY}"), ""),
            &[("Associated Press", "dateline-credit")],
        );
    }

    #[test]
    fn metadata_credit_agencies() {
        let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Jane Roe"},
            {"@type":"Organization","name":"Agence France-Presse"}]}</script>"#;
        check(
            &page(head, "", BODY, ""),
            &[("Agence France-Presse", "json-ld-author")],
        );
    }

    #[test]
    fn sentences_pictures_and_the_outlet_itself_are_no_credits() {
        for behind in [
            "<p>Reuters reported on Monday that the harbour had closed again after the storm.</p>",
            "<p>A clerk told Reuters.</p>",
            "<p>From Reuters to the mayor, everybody had an opinion.</p>",
            "<figure><figcaption>Photo: Reuters</figcaption></figure>",
            "<p>The mayor contributed to this report.</p>",
            "<p>Map</p>",
            "<p>Trend</p>",
            "<p>© 2019 AP</p>",
        ] {
            check(&page("", "", BODY, behind), &[]);
        }
        check(&page("", "", &format!("{BODY} (the mayor)"), ""), &[]);
        let own = r#"<meta property="og:site_name" content="AP News">"#;
        check(&page(own, "<p>By The Associated Press</p>", BODY, ""), &[]);
    }
}
