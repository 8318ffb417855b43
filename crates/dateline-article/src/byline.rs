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

/// The authors that an HTML page names; `headline` is a block.
pub(crate) fn of_html(page: &HtmlPage, headline: Option<usize>, outlets: &Outlets) -> Vec<String> {
    let meta = [
        "author",
        "article:author",
        "dc.creator",
        "dc.author",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "twitter:data1",
    ];
    let marked = |rule: &'static str| {
        page.meta
            .authors
            .iter()
            .filter(move |(found, _)| *found == rule)
            .map(|(_, text)| text.as_str())
    };
    let people = |texts: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        let mut found = Vec::new();
        for text in texts {
            for name in names(text, outlets) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    };
    let structured = people(&mut page.structured.authors.iter().map(String::as_str));
    if !structured.is_empty() {
        return structured;
    }
    for name in meta {
        let found = people(&mut page.meta.all(name));
        if !found.is_empty() {
            return found;
        }
    }
    // A container of several elements is marked as often as the name itself; the first that names people tells.
    for rule in [
        "itemprop-author",
        "rel-author",
        "author-link",
        "class-byline",
        "class-author",
    ] {
        let found = marked(rule)
            .take(NEAR)
            .map(|text| people(&mut std::iter::once(text)))
            .find(|found| !found.is_empty());
        if let Some(found) = found {
            return found;
        }
    }
    of_lines(&page.blocks, headline, outlets)
}

/// The authors that visible lines near the headline name.
pub(crate) fn of_lines(
    blocks: &[TextBlock],
    headline: Option<usize>,
    outlets: &Outlets,
) -> Vec<String> {
    /// How far under the headline a byline stands, in lines; a picture and a standfirst may come between.
    const REACH: usize = 12;
    let from = headline.map_or(0, |headline| headline.saturating_sub(3));
    for (idx, block) in blocks.iter().enumerate().skip(from).take(REACH + 3) {
        // "By" and the name stand on lines of their own in many dumps.
        let rest = match (is_lead(&block.text), blocks.get(idx + 1)) {
            (true, Some(next)) => Some(next.text.as_str()),
            _ => after_by(&block.text),
        };
        let Some(rest) = rest.filter(|rest| n_words(rest) < 25) else {
            continue;
        };
        let found = names(rest, outlets);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whether a line is a byline.
pub(crate) fn is_byline(text: &str, outlets: &Outlets) -> bool {
    n_words(text) < 16 && after_by(text).is_some_and(|rest| !names(rest, outlets).is_empty())
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
    LEADS
        .iter()
        .find(|lead| {
            text.get(..lead.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(lead))
        })
        .map(|lead| &text[lead.len()..])
}

/// The people named in a byline.
pub(crate) fn names(text: &str, outlets: &Outlets) -> Vec<String> {
    let text = after_by(text).unwrap_or(text);
    let text = before_date(text);
    let mut found = Vec::new();
    for part in split(text) {
        let name = part.trim().trim_matches(|c: char| {
            matches!(c, ',' | '.' | '|' | ':' | ';' | '"' | '-' | '–' | '•' | ' ')
        });
        let name = after_by(name).unwrap_or(name);
        if is_person(name, outlets)
            && !found
                .iter()
                .any(|other: &String| other.eq_ignore_ascii_case(name))
        {
            found.push(name.to_owned());
        }
    }
    found
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

/// Whether a text has the form of a person's name: two to five words with capitals and no digits, and no outlet,
/// desk or role.
fn is_person(name: &str, outlets: &Outlets) -> bool {
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
        && outlets.by_name(name).is_none()
        && outlets
            .furniture(name)
            .is_none_or(|(_, role)| role == Role::Byline)
        && !words.iter().any(|word| outlets.is_byline_role(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        assert_eq!(names(text, &Outlets::builtin().unwrap()), want, "{text}");
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
