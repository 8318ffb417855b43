//! The headline: from metadata where the page has them, else by the form and place of its line.
//!
//! The outlet's name behind it goes. A page without a line that is like a headline has none.

use std::collections::HashMap;

use dateline_data::{Outlets, SectionKind};

use crate::block::{Shape, TextBlock};
use crate::features::{ends_sentence, prose};
use crate::html::HtmlPage;
use crate::outlet::host;
use crate::words::{fingerprint, n_words, shingles};

/// The headline of an HTML page, and the block that shows it.
pub(crate) fn of_html(
    page: &HtmlPage,
    given: Option<&str>,
    url: Option<&str>,
    outlets: &Outlets,
) -> (Option<String>, Option<usize>) {
    let site = page.meta.first(&["og:site_name", "application-name"]);
    // Some pages give their own title for their site's name.
    let site = site.filter(|site| page.meta.first(&["og:title"]) != Some(site));
    let host = url.and_then(host);
    let strip = |title: &str| without_outlet(title, site, host, outlets);
    let meta = page.meta.first(&[
        "og:title",
        "twitter:title",
        "dc.title",
        "citation_title",
        "title",
    ]);
    let named: Vec<String> = page
        .structured
        .headlines
        .iter()
        .map(String::as_str)
        .chain(meta)
        .chain(page.meta.title.as_deref())
        .map(strip)
        .collect();
    if let Some(title) = given {
        return (Some(title.to_owned()), shown(&page.blocks, title));
    }
    // The first heading of the first level that says what the metadata say.
    let headings = || {
        page.blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| matches!(block.shape, Shape::Heading(_)))
    };
    // A site may put more behind the headline than its name: a motto, a list of topics.
    let fronts = named
        .iter()
        .filter_map(|title| Some(title.split_once(" | ")?.0))
        .filter(|front| n_words(front) > 2);
    let named_forms: Vec<&str> = named.iter().map(String::as_str).chain(fronts).collect();
    let like_named = |text: &str| {
        named_forms
            .iter()
            .map(|title| likeness(title, text))
            .fold(0.0, f32::max)
    };
    let best = headings()
        .filter(|(_, block)| block.wording.n_words > 1 || block.shape == Shape::Heading(1))
        .filter(|(_, block)| !is_host(&block.text))
        .map(|(idx, block)| {
            let level = match block.shape {
                Shape::Heading(1) => 0.3,
                Shape::Heading(2) => 0.1,
                _ => 0.0,
            };
            (idx, like_named(&block.text) + level, block)
        })
        .fold(None::<(usize, f32, &TextBlock)>, |best, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
    if let Some((idx, score, block)) = best
        && score > 0.6
    {
        let bare = named
            .iter()
            .find(|title| adds_date_or_label(&block.text, title, outlets));
        let title = bare.map_or_else(|| strip(&block.text), Clone::clone);
        return (Some(title), Some(idx));
    }
    match named.into_iter().find(|title| !title.is_empty()) {
        Some(title) => match shown(&page.blocks, &title) {
            Some(block) => (Some(title), Some(block)),
            // Old pages set their headline in large letters and name it in short in their `title` element.
            None => match headline_line(&page.blocks, site, outlets)
                .filter(|_| headings().next().is_none())
                .filter(|&idx| share(&title, &page.blocks[idx].text) >= NAMED)
            {
                Some(idx) => (Some(page.blocks[idx].text.clone()), Some(idx)),
                None => (Some(title), None),
            },
        },
        None => {
            let heading = headings().find(|(_, block)| block.shape == Shape::Heading(1));
            (
                heading.map(|(_, block)| block.text.clone()),
                heading.map(|(idx, _)| idx),
            )
        }
    }
}

/// The least share of a line's words that the page's title must have in common with it.
const NAMED: f32 = 0.4;

/// The headline of a flattened page, and its line; `outlet` is who published it.
pub(crate) fn of_flat(
    blocks: &[TextBlock],
    given: Option<&str>,
    outlet: Option<&str>,
    outlets: &Outlets,
) -> (Option<String>, Option<usize>) {
    if let Some(title) = given {
        return (Some(title.to_owned()), shown(blocks, title));
    }
    let Some(idx) = headline_line(blocks, outlet, outlets) else {
        return (None, None);
    };
    (
        Some(without_outlet(&blocks[idx].text, outlet, None, outlets)),
        Some(idx),
    )
}

/// Whether a first line is clearly a headline: a few words that end in no full stop.
pub(crate) fn is_like_headline(text: &str) -> bool {
    let words = n_words(text);
    let starts = text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    (2..=30).contains(&words) && starts && !text.ends_with(['.', ',', ';', ':']) && text.len() < 250
}

/// A headline without the name of its outlet behind or before it, and without its date behind a bar.
pub(crate) fn without_outlet(
    title: &str,
    site: Option<&str>,
    host: Option<&str>,
    outlets: &Outlets,
) -> String {
    let mut rest = title.trim();
    // Old blogs: "example.org » Archive » Harbour reopens today".
    if let Some((first, _)) = rest.split_once(" » ")
        && is_host(first)
        && let Some((_, last)) = rest.rsplit_once(" » ")
    {
        rest = last.trim();
    }
    // A site may put its section and its name there.
    for _ in 0..3 {
        let Some((at, sign)) = last_separator(rest) else {
            break;
        };
        let (head, tail) = (rest[..at].trim(), rest[at + sign.len()..].trim());
        let is_name = site.is_some_and(|site| names_site(tail, site))
            || outlets.by_name(tail).is_some()
            || is_host(tail)
            || (n_words(head) > 1 && host.is_some_and(|host| names_host(tail, host)))
            || (!matches!(sign, " - " | " – " | " — ") && is_date(tail, outlets))
            || (sign == " | " && n_words(tail) < 5 && n_words(head) > 2)
            || (matches!(sign, " » " | " « " | " :: ") && n_words(head) > 2);
        if !is_name || head.is_empty() {
            break;
        }
        rest = head;
    }
    if let (Some(host), Some((first, tail))) = (host, rest.split_once(' '))
        && host.ends_with(first)
        && is_host(first)
        && tail.starts_with(char::is_alphanumeric)
    {
        rest = tail;
    }
    if let (Some(site), Some((head, tail))) = (site, rest.split_once([':', '|']))
        && names_site(head.trim(), site)
        && n_words(tail) > 2
    {
        rest = tail.trim();
    }
    rest.to_owned()
}

/// Whether a line is an outlet's name, or a caption: the name behind a slash, or behind a dash right before the prose.
fn is_of_outlet(text: &str, outlet: &str, lines_to_prose: usize) -> bool {
    text.trim_matches(|c: char| !c.is_alphanumeric()) == outlet
        || crate::outlet::tail(text).is_some_and(|(at, tail)| {
            tail == outlet && (text[at..].starts_with(" / ") || lines_to_prose == 1)
        })
}

fn last_separator(title: &str) -> Option<(usize, &'static str)> {
    [
        " | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ",
    ]
    .into_iter()
    .filter_map(|sign| Some((title.rfind(sign)?, sign)))
    .max()
}

fn names_site(text: &str, site: &str) -> bool {
    let squeeze = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (text, site) = (squeeze(text), squeeze(site));
    !text.is_empty()
        && (text == site
            || (text.len() > 3
                && (site.contains(&text) || text.contains(&site))
                && !site.is_empty()))
}

/// Whether a text is the name that a host bears: "LessWrong" of `www.lesswrong.com`.
fn names_host(text: &str, host: &str) -> bool {
    /// Shorter labels are words, countries and kinds of hosts.
    const LEAST: usize = 5;
    let bare: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    bare.len() >= LEAST && host.split('.').any(|label| label.replace('-', "") == bare)
}

/// Whether a heading is a headline with nothing but its date, or a label and a colon, beside it.
fn adds_date_or_label(heading: &str, headline: &str, outlets: &Outlets) -> bool {
    if n_words(headline) < 3 {
        return false;
    }
    let before = heading.strip_suffix(headline).map(str::trim);
    let behind = heading.strip_prefix(headline).map(str::trim);
    // "Blog:" is a label, "Port Example:" a part of the headline.
    let is_label = |text: &str| {
        let label = text.strip_suffix(':');
        label
            .and_then(|label| outlets.section(label))
            .is_some_and(|(_, kind)| kind == SectionKind::General)
    };
    let is_sign = |c: char| !c.is_alphanumeric();
    before.is_some_and(|text| is_label(text) || is_date(text.trim_end_matches(is_sign), outlets))
        || behind.is_some_and(|text| is_date(text.trim_matches(is_sign), outlets))
}

/// Whether a text is a day or a month of a year and no more.
fn is_date(text: &str, outlets: &Outlets) -> bool {
    /// "Monday, 4 March 2019".
    const WORDS: usize = 4;
    let words = || {
        text.split([' ', ','])
            .map(|word| word.trim_end_matches('.'))
            .filter(|word| !word.is_empty())
    };
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_ordinal =
        |word: &str| word.len() < 5 && word.bytes().filter(u8::is_ascii_alphabetic).count() < 3;
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words().count() <= WORDS
        && words().any(|word| outlets.month(word).is_some())
        && words().any(is_year)
        && words().all(|word| {
            outlets.month(word).is_some()
                || outlets.is_weekday(word)
                || (is_number(word) && is_ordinal(word))
        })
}

fn is_host(text: &str) -> bool {
    !text.contains(' ')
        && text.contains('.')
        && text.rsplit('.').next().is_some_and(|end| {
            (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphabetic())
        })
}

/// The share of words that two texts have in common, 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (shingles(a, 1), shingles(b, 1));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared as f32 / a.len().max(b.len()).max(1) as f32
}

/// The share of a line's words that a title has.
fn share(title: &str, line: &str) -> f32 {
    let (title, line) = (shingles(title, 1), shingles(line, 1));
    let shared = line.iter().filter(|word| title.contains(word)).count();
    shared as f32 / line.len().max(1) as f32
}

/// The block that shows a title: the same words, a heading first, else the first that is nearly the same.
fn shown(blocks: &[TextBlock], title: &str) -> Option<usize> {
    let wanted = fingerprint(title);
    let same = |block: &TextBlock| block.wording.fingerprint == wanted;
    let near_prose = last_before_prose(blocks);
    blocks
        .iter()
        .position(|block| matches!(block.shape, Shape::Heading(_)) && same(block))
        .or_else(|| blocks.iter().take(near_prose).rposition(same))
        .or_else(|| blocks.iter().position(same))
        .or_else(|| {
            let limit = n_words(title) * 2 + 4;
            blocks.iter().position(|block| {
                block.wording.n_words <= limit && likeness(&block.text, title) > 0.7
            })
        })
}

/// The index of the first paragraph of the first run of prose.
fn last_before_prose(blocks: &[TextBlock]) -> usize {
    let weights: Vec<f32> = blocks.iter().map(prose).collect();
    let is_start = |idx: usize| {
        weights[idx] >= 0.3
            && weights[idx + 1..]
                .iter()
                .take(4)
                .any(|&weight| weight >= 0.2)
    };
    (0..blocks.len())
        .find(|&idx| is_start(idx))
        .or_else(|| weights.iter().position(|&weight| weight > 0.0))
        .unwrap_or(blocks.len())
}

/// The line of a flattened page that is its headline: of those before the first prose the one most like one.
fn headline_line(blocks: &[TextBlock], outlet: Option<&str>, outlets: &Outlets) -> Option<usize> {
    let prose_at = last_before_prose(blocks);
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for block in blocks {
        *counts.entry(block.wording.fingerprint).or_default() += 1;
    }
    let mut best: Option<(f32, usize)> = None;
    for (idx, block) in blocks.iter().enumerate().take(prose_at) {
        let words = block.wording.n_words;
        let named = outlets
            .by_name(block.text.trim_start_matches(['-', ' ']))
            .is_some();
        if !is_like_headline(&block.text)
            || named
            || block.wording.phrase.is_some()
            || block.wording.is_credit()
            || outlet.is_some_and(|outlet| is_of_outlet(&block.text, outlet, prose_at - idx))
        {
            continue;
        }
        let length = match words {
            0..=2 => -1.0,
            3 => 0.0,
            4 => 0.6,
            5..=7 => 1.3,
            8..=16 => 1.8,
            17..=22 => 1.0,
            _ => 0.2,
        };
        let behind = (prose_at - idx) as f32;
        let nearness = -0.09 * behind.min(25.0);
        let twice = if counts
            .get(&block.wording.fingerprint)
            .is_some_and(|&n| n > 1)
        {
            0.3
        } else {
            0.0
        };
        let sentence = if ends_sentence(&block.text) && !block.text.ends_with(['?', '!']) {
            -1.5
        } else {
            0.0
        };
        let alone = if block.after_gap { 0.2 } else { 0.0 };
        let score = length + nearness + twice + sentence + alone;
        if best.is_none_or(|(top, _)| score >= top + 0.001) {
            best = Some((score, idx));
        }
    }
    best.filter(|(score, _)| *score > 0.0).map(|(_, idx)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_and_a_date_behind_a_bar_are_no_part_of_the_headline() {
        let outlets = Outlets::builtin().unwrap();
        let check = |title: &str, want: &str| {
            let got = without_outlet(
                title,
                Some("Gazette"),
                Some("www.port-courier.org"),
                &outlets,
            );
            assert_eq!(got, want, "{title}");
        };
        check("Harbour reopens today | Gazette", "Harbour reopens today");
        check(
            "Harbour reopens today — PortCourier",
            "Harbour reopens today",
        );
        check(
            "Harbour reopens today | March 5, 2024",
            "Harbour reopens today",
        );
        check(
            "Harbour reopens today · Tuesday, 5 March 2024",
            "Harbour reopens today",
        );
        check("Harbour reopens today / Dec 2025", "Harbour reopens today");
        check(
            "Daily briefing – March 5, 2024",
            "Daily briefing – March 5, 2024",
        );
        check("port-courier.org Harbour reopens", "Harbour reopens");
        check("other.org harbour reopens", "other.org harbour reopens");
        check("port.org » Archive » Harbour reopens", "Harbour reopens");
        check("News — PortCourier", "News — PortCourier");
        check("Ferries and buses / trams", "Ferries and buses / trams");
        check("Harbour reopens - March", "Harbour reopens - March");
        check("Ships at work — Port", "Ships at work — Port");
    }

    #[test]
    fn a_heading_may_show_a_date_or_a_label_beside_the_headline() {
        let outlets = Outlets::builtin().unwrap();
        let adds = |heading: &str| adds_date_or_label(heading, "Harbour reopens today", &outlets);
        assert!(adds("Dec 18 2025 Harbour reopens today"));
        assert!(adds("Blog: Harbour reopens today"));
        assert!(adds("Harbour reopens today (March 5, 2024)"));
        assert!(!adds("Port Example: Harbour reopens today"));
        assert!(!adds("Old Harbour reopens today"));
        assert!(!adds("Harbour reopens today at noon"));
        assert!(!adds("Harbour reopens today"));
    }
}
