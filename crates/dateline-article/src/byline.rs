//! Who wrote it: people only, from structured data, meta elements, marked-up and visible bylines.
//!
//! "By", roles, handles and addresses go; agencies, outlets and desks are no people.

use dateline_data::Outlets;
use dateline_schema::Role;

use crate::block::TextBlock;
use crate::html::HtmlPage;
use crate::words::n_words;

/// How many marked elements are read for a name; those farther down are other articles' authors.
const NEAR: usize = 4;

/// What is no person on one page: its own outlet, and the lists of the data files.
pub(crate) struct Bylines<'a> {
    pub(crate) outlets: &'a Outlets,
    /// What the page calls its site and its publisher.
    pub(crate) sites: Vec<&'a str>,
}

/// The authors that an HTML page names; `headline` is a block.
pub(crate) fn of_html(page: &HtmlPage, headline: Option<usize>, outlets: &Outlets) -> Vec<String> {
    const META: [&str; 11] = [
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
    // The second line of a card says whose the value is: "Written by", but also "Reading time".
    let is_writer = |label: &str| label.ends_with("by") || label == "author";
    let card = page
        .meta
        .first(&["twitter:label1"])
        .is_none_or(|label| is_writer(&label.to_lowercase()));
    for name in META {
        let found = bylines.told(
            page.meta
                .all(name)
                .filter(|_| card || name != "twitter:data1"),
        );
        if !found.is_empty() {
            return found;
        }
    }
    // A container of several elements is marked as often as the name itself; the first that names people tells.
    let marked = |rule: &'static str| {
        page.meta
            .authors
            .iter()
            .filter(move |author| author.rule == rule && !is_in_comments(page, author.node))
            .take(NEAR)
            .map(|author| bylines.names(&author.text))
            .find(|found| !found.is_empty())
    };
    let seen = || {
        let found = bylines.of_lines(&page.blocks, headline);
        (!found.is_empty()).then_some(found)
    };
    marked("itemprop-author")
        .or_else(|| marked("rel-author"))
        .or_else(seen)
        .or_else(|| marked("author-link"))
        .or_else(|| marked("class-byline"))
        .or_else(|| marked("class-author"))
        .or_else(|| {
            let found = bylines.at_the_end(&page.blocks);
            (!found.is_empty()).then_some(found)
        })
        .or_else(|| {
            let texts = page.structured.authors.iter().map(String::as_str);
            bylines.eponym(texts.chain(META[..10].iter().flat_map(|name| page.meta.all(name))))
        })
        .or_else(|| {
            let marked = page.meta.authors.iter().take(NEAR);
            let texts = page.structured.authors.iter().map(String::as_str);
            let texts = texts.chain(marked.map(|author| author.text.as_str()));
            let texts = texts.chain(META[..10].iter().flat_map(|name| page.meta.all(name)));
            bylines.group(texts.chain(after_leads(&page.blocks, headline)))
        })
        .unwrap_or_default()
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
    let found = bylines.of_lines(blocks, headline);
    if !found.is_empty() {
        return found;
    }
    let found = bylines.at_the_end(blocks);
    if !found.is_empty() {
        return found;
    }
    bylines
        .group(after_leads(blocks, headline))
        .unwrap_or_default()
}

/// How far under the headline a byline stands, in lines; a picture and a standfirst may come between.
const REACH: usize = 12;

/// What follows "By" on lines near the headline; "By" and the name stand on lines of their own in many dumps.
fn after_leads(blocks: &[TextBlock], headline: Option<usize>) -> impl Iterator<Item = &str> {
    let from = headline.map_or(0, |headline| headline.saturating_sub(3));
    let lines = blocks.iter().enumerate().skip(from).take(REACH + 3);
    lines.filter_map(
        |(idx, block)| match (is_lead(&block.text), blocks.get(idx + 1)) {
            (true, Some(next)) => Some(next.text.as_str()),
            _ => after_by(&block.text),
        },
    )
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
            .map(|text| self.names(text))
            .find(|found| !found.is_empty())
    }

    /// The team, desk or staff that signs where no person does.
    fn group<'b>(&self, mut texts: impl Iterator<Item = &'b str>) -> Option<Vec<String>> {
        /// "The Harbour Gazette Editorial Team".
        const MOST_WORDS: usize = 6;
        let named = texts.find_map(|text| {
            let name = before_date(after_by(text.trim()).unwrap_or(text)).trim();
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

    /// The authors that visible lines near the headline name.
    fn of_lines(&self, blocks: &[TextBlock], headline: Option<usize>) -> Vec<String> {
        let led = after_leads(blocks, headline)
            .map(|rest| self.led(Some(rest)))
            .find(|found| !found.is_empty());
        if let Some(found) = led {
            return found;
        }
        // "Jane Roe | Senior Writer", "Published March 4, 2019 by Jane Roe": a line of pieces.
        let from = headline.map_or(0, |headline| headline.saturating_sub(3));
        blocks
            .iter()
            .skip(from)
            .take(REACH + 3)
            .filter(|block| block.wording.n_words < 14)
            .map(|block| self.in_pieces(&block.text))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The authors of a note behind the article: "Written by Jane Roe", "About the author", and the name.
    fn at_the_end(&self, blocks: &[TextBlock]) -> Vec<String> {
        for (idx, block) in blocks.iter().enumerate() {
            if block.hint == Some(Role::Comment) || block.wording.n_words > 12 {
                continue;
            }
            let text = block.text.as_str();
            let heads = [
                "author",
                "about the author",
                "written by",
                "article by",
                "about author",
            ]
            .iter()
            .any(|lead| text.trim_end_matches([':', ' ']).eq_ignore_ascii_case(lead));
            let rest = if heads {
                blocks.get(idx + 1).map(|next| next.text.as_str())
            } else {
                ["written by ", "article by ", "author: "]
                    .iter()
                    .find_map(|lead| after(text, lead))
            };
            let found = self.led(rest.filter(|rest| n_words(rest) < 10));
            if !found.is_empty() {
                return found;
            }
        }
        // A byline far from the headline is the first that is nothing but one.
        blocks
            .iter()
            .filter(|block| {
                !matches!(block.hint, Some(Role::Comment | Role::Related))
                    && block.wording.n_words < 6
            })
            .map(|block| self.led(after_by(&block.text)))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn led(&self, rest: Option<&str>) -> Vec<String> {
        rest.filter(|rest| n_words(rest) < 25)
            .map(|rest| self.names(rest))
            .unwrap_or_default()
    }

    /// People in a line of pieces, one of which is a role or a date.
    fn in_pieces(&self, text: &str) -> Vec<String> {
        let (mut name, mut telling) = (None, false);
        for piece in text.split([PIECES[0], PIECES[1], PIECES[2]]) {
            let piece = piece.trim();
            let led = piece
                .rfind(" by ")
                .map(|at| &piece[at + 4..])
                .or_else(|| after_by(piece));
            if led.is_some() && name.is_none() {
                name = led
                    .map(|rest| self.names(rest))
                    .filter(|found| !found.is_empty());
                telling |= name.is_some() && piece.bytes().any(|byte| byte.is_ascii_digit());
                continue;
            }
            let is_role = n_words(piece) < 5
                && piece
                    .split(' ')
                    .any(|word| self.outlets.is_byline_role(word));
            let digits = piece.bytes().filter(u8::is_ascii_digit).count();
            telling |= is_role || (digits > 3 && n_words(piece) < 7);
            if name.is_none()
                && !is_role
                && (2..=3).contains(&n_words(piece))
                && self.is_person(piece)
            {
                name = Some(vec![piece.to_owned()]);
            }
        }
        name.filter(|_| telling).unwrap_or_default()
    }
}

/// What separates the pieces of a line.
const PIECES: [char; 3] = ['|', '•', '·'];

/// Whether a line is a byline.
pub(crate) fn is_byline(block: &TextBlock, outlets: &Outlets) -> bool {
    let bylines = Bylines {
        outlets,
        sites: Vec::new(),
    };
    block.wording.n_words < 16
        && after_by(&block.text).is_some_and(|rest| !bylines.names(rest).is_empty())
}

/// Whether a line is only what leads a byline.
fn is_lead(text: &str) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    [
        "by",
        "written by",
        "author",
        "posted by",
        "words by",
        "story by",
    ]
    .iter()
    .any(|lead| text.eq_ignore_ascii_case(lead))
}

/// What follows "By", "Written by", "Author:" at the front of a line.
fn after_by(text: &str) -> Option<&str> {
    const LEADS: [&str; 9] = [
        "by ",
        "by: ",
        "written by ",
        "posted by ",
        "author: ",
        "words by ",
        "story by ",
        "reported by ",
        "reporting by ",
    ];
    let text = text.trim_start_matches(['|', '-', '–', '—', '•', ' ']);
    // Elements that touch: "ByJane Roe".
    let sticks = || {
        text.strip_prefix("By")
            .filter(|rest| rest.starts_with(char::is_uppercase))
    };
    LEADS
        .iter()
        .find_map(|lead| after(text, lead))
        .or_else(sticks)
}

/// What follows `lead` at the front of a text, in whatever case.
fn after<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    text.get(..lead.len())
        .filter(|start| start.eq_ignore_ascii_case(lead))
        .map(|start| &text[start.len()..])
}

impl Bylines<'_> {
    /// The people named in a byline.
    pub(crate) fn names(&self, text: &str) -> Vec<String> {
        let text = after_by(text).unwrap_or(text);
        text.split('|')
            .map(|piece| self.names_in(piece.trim()))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn names_in(&self, text: &str) -> Vec<String> {
        let text = after_by(text).unwrap_or(text);
        // Who reviewed or edited it did not write it.
        let lower = text.to_ascii_lowercase();
        let others = [
            "reviewed by",
            "edited by",
            "checked by",
            "photos by",
            "photographs by",
        ];
        let end = others.iter().filter_map(|other| lower.find(other)).min();
        let text =
            text[..end.unwrap_or(text.len())].trim_end_matches(|c: char| !c.is_alphanumeric());
        let mut found = Vec::new();
        for part in split(before_date(text)) {
            let name = part.trim().trim_matches(|c: char| {
                matches!(c, ',' | '.' | '|' | ':' | ';' | '"' | '-' | '–' | '•' | ' ')
            });
            let name = after_by(name)
                .or_else(|| after(name, "about "))
                .unwrap_or(name);
            let name = self.without_tail(name);
            let again = |other: &String| other.eq_ignore_ascii_case(name);
            if self.is_person(name) && !found.iter().any(again) {
                found.push(name.to_owned());
            }
        }
        found
    }

    /// A name without what sticks to its end: the month of a date, an outlet, the verb of a comment.
    fn without_tail<'b>(&self, name: &'b str) -> &'b str {
        let Some((front, last)) = name.rsplit_once(' ') else {
            return name;
        };
        if self.outlets.month(last).is_some() && n_words(front) > 0 && last.len() > 2 {
            // "April" and "May" are names too, but not behind two others.
            let is_name = matches!(last, "April" | "May" | "June" | "August") && n_words(front) < 2;
            return if is_name { name } else { front };
        }
        // Elements that touch: "Jane RoeDecember".
        let sticks = last
            .char_indices()
            .skip(2)
            .find(|&(at, c)| c.is_uppercase() && self.outlets.month(&last[at..]).is_some());
        if let Some((at, _)) = sticks {
            return &name[..front.len() + 1 + at];
        }
        for (at, _) in name.match_indices(' ').skip(1) {
            if self.outlets.by_name(&name[at + 1..]).is_some() {
                return &name[..at];
            }
        }
        name
    }

    /// Whether a text is one capitalised word that names nobody but a person: no role, no outlet.
    fn is_single_name(&self, name: &str) -> bool {
        let letters = name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        let inner_capital = name.chars().skip(1).any(char::is_uppercase);
        letters
            && !inner_capital
            && name.chars().count() > 2
            && name.starts_with(char::is_uppercase)
            && !self.is_site(name)
            && self.outlets.by_name(name).is_none()
            && self.outlets.furniture(name).is_none()
            && !self.outlets.is_byline_role(name)
    }

    /// Whether a text is a first and a last name that somebody was too idle to capitalise.
    fn is_in_small_letters(&self, name: &str) -> bool {
        let words = || name.split(' ');
        words().count() == 2
            && words().all(|word| word.len() > 2 && word.chars().all(char::is_lowercase))
            && !words()
                .any(|word| self.outlets.is_byline_role(word) || self.outlets.is_byline_group(word))
            && self.outlets.furniture(name).is_none()
    }

    /// Whether a name is the page's own outlet.
    fn is_site(&self, name: &str) -> bool {
        let squeeze = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        let name = squeeze(name);
        self.sites.iter().any(|site| squeeze(site) == name)
    }

    /// Whether a text has the form of a person's name: two to five words with capitals and no digits, and no outlet,
    /// desk or role.
    fn is_person(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let formed = (2..=5).contains(&words.len())
            && words.iter().all(|word| {
                word.chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑'))
            })
            && words
                .iter()
                .filter(|word| word.starts_with(|c: char| !c.is_lowercase()))
                .count()
                * 2
                > words.len()
            && words[0].starts_with(|c: char| !c.is_lowercase());
        formed
            && self.outlets.by_name(name).is_none()
            && self
                .outlets
                .furniture(name)
                .is_none_or(|(_, role)| role == Role::Byline)
            && !words.iter().any(|word| self.outlets.is_byline_role(word))
    }
}

/// The front of a text, up to what is no name any more: a date, a bar, a dot between things.
fn before_date(text: &str) -> &str {
    let end = [
        " | ",
        " • ",
        " · ",
        " — ",
        " – ",
        " - ",
        "Published",
        "Updated",
        "Posted",
        "Last updated",
        " on ",
        " in ",
        " for ",
        "(",
        "@",
        "http",
    ]
    .iter()
    .filter_map(|sign| text.find(sign))
    .chain(text.find(|c: char| c.is_ascii_digit()))
    .filter(|&at| at > 0)
    .min();
    &text[..end.unwrap_or(text.len())]
}

fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for sign in [" and ", " & ", ", ", ";", " with "] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(sign))
            .collect();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: vec!["Harbour Gazette"],
        };
        assert_eq!(bylines.names(text), want, "{text}");
    }

    #[test]
    fn keeps_people_without_what_stands_around_them() {
        check(
            "By Jane Roe and John Q. Public",
            &["Jane Roe", "John Q. Public"],
        );
        check("Jane Roe, Political Editor | 4 March 2019", &["Jane Roe"]);
        check("By JANE ROE Published March 4, 2019", &["JANE ROE"]);
        check("Ludwig van Beethoven", &["Ludwig van Beethoven"]);
        check("Jane RoeDecember 4, 2019", &["Jane Roe"]);
        check("Jane Roe March", &["Jane Roe"]);
        check("Jane Roe USA TODAY", &["Jane Roe"]);
        check("Jane May", &["Jane May"]);
        check("ByJane Roe", &["Jane Roe"]);
        check("Byron Roe", &["Byron Roe"]);
        check("Jane Roe. Reviewed by John Public", &["Jane Roe"]);
    }

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
        check("Jane", &[]);
    }

    #[test]
    fn pieces_of_a_line_name_their_author_beside_a_role_or_a_date() {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: Vec::new(),
        };
        let pieces = |text: &str| bylines.in_pieces(text);
        assert_eq!(pieces("Jane Roe | Senior Writer"), ["Jane Roe"]);
        assert_eq!(pieces("March 4, 2019 · Jane Roe"), ["Jane Roe"]);
        assert_eq!(pieces("Published March 4, 2019 by Jane Roe"), ["Jane Roe"]);
        assert!(pieces("Middle East | Europe").is_empty());
        assert!(pieces("Jane Roe").is_empty());
    }

    #[test]
    fn agencies_desks_and_handles_are_no_people() {
        check("By Reuters", &[]);
        check("By Associated Press", &[]);
        check("News Desk", &[]);
        check("@janeroe", &[]);
        check("admin", &[]);
        check("https://example.org/jane", &[]);
    }
}
