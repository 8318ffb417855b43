//! A role for every block, with the rule that gave it.
//!
//! Rules that are sure by form come first (the headline, captions, credits, bylines, date lines); what remains is
//! the article's own or not by the line model; what is not takes the role of its markup, its words or its place.

use std::borrow::Cow;
use std::collections::HashSet;

use dateline_data::{Outlets, PhrasePlace};
use dateline_schema::{Block, DateEvidence, DateKind, Role};

use crate::block::{Shape, TextBlock};
use crate::byline;
use crate::credit::Credits;
use crate::words::fingerprint;

/// What is known when roles are given.
pub(crate) struct Known<'a> {
    pub(crate) headline: Option<usize>,
    pub(crate) title: Option<&'a str>,
    pub(crate) outlet: Option<&'a str>,
    /// By the line model: whether a block is the article's own.
    pub(crate) labels: &'a [(bool, f32)],
    /// The lines that the date rules read, shortened as evidence is.
    pub(crate) dates: &'a [DateEvidence],
}

/// Gives every block its role.
pub(crate) fn assign(blocks: Vec<TextBlock>, known: &Known<'_>, outlets: &Outlets) -> Vec<Block> {
    let title = known.title.map(fingerprint);
    let date_lines: HashSet<&str> = known
        .dates
        .iter()
        .filter(|evidence| evidence.kind != DateKind::Copyright)
        .map(|evidence| evidence.text.as_str())
        .collect();
    let first_own = known
        .labels
        .iter()
        .position(|(own, _)| *own)
        .unwrap_or(blocks.len());
    let last_own = known.labels.iter().rposition(|(own, _)| *own).unwrap_or(0);
    let credits = Credits {
        outlet: known.outlet,
        outlets,
    };
    let lead = lead(&blocks, known, outlets);
    let is_live = {
        let entries = blocks.iter().zip(known.labels);
        let after_headline = known.headline.map_or(0, |headline| headline + 1);
        entries
            .skip(after_headline)
            .filter(|(block, (own, _))| {
                opens_with_time(&block.text) && (*own || is_time_alone(block))
            })
            .count()
            >= LIVE_ENTRIES
    };
    // Whether the line before is the time of an entry.
    let mut behind_time = false;
    // Whether the line before is quoted, as a post is.
    let mut behind_quote = false;
    let mut seen_credit_subject: Option<String> = None;
    let mut out = Vec::with_capacity(blocks.len());
    for (idx, block) in blocks.into_iter().enumerate() {
        let own = known.labels.get(idx).is_some_and(|(own, _)| *own);
        let place = Place {
            own,
            after_headline: known.headline.is_none_or(|headline| idx > headline),
            before_body: idx <= first_own + 1,
            within: idx >= first_own.saturating_sub(8) && idx <= last_own,
            at_end: idx == last_own,
        };
        let (role, rule) = if known.headline == Some(idx) {
            (Role::Headline, "headline")
        } else if title == Some(block.wording.fingerprint) {
            (Role::Navigation, "headline-again")
        } else {
            let known_date = date_lines.contains(block.text.as_str());
            let found = role_of(
                &block,
                &place,
                known_date,
                seen_credit_subject.as_deref(),
                &credits,
            );
            match found.0 {
                Role::Body | Role::Subheading if lead.is_some_and(|(at, _)| at == idx) => {
                    (Role::Lead, lead.map_or("", |(_, rule)| rule))
                }
                Role::Body | Role::ListItem if is_live && opens_with_time(&block.text) => {
                    (Role::LiveEntry, "opens-with-a-time")
                }
                _ if is_live && place.within && is_time_alone(&block) => {
                    (Role::LiveEntry, "time-of-an-entry")
                }
                Role::Body if behind_time => (Role::LiveEntry, "behind-a-time"),
                _ if behind_quote && signs_post(&block) => (Role::Quote, "signature-of-a-post"),
                _ => found,
            }
        };
        behind_quote = role == Role::Quote;
        behind_time = match role {
            Role::LiveEntry => rule == "time-of-an-entry" || is_live && is_time_alone(&block),
            // The entry's heading stands between.
            Role::Subheading => behind_time,
            _ => false,
        };
        seen_credit_subject =
            (role == Role::Caption || role == Role::Credit).then(|| block.text.clone());
        let block = Block {
            text: block.text,
            role,
            rule: Cow::Borrowed(rule),
            source: block.source,
        };
        if role == Role::Caption {
            credits.split_off(block, &mut out);
        } else {
            out.push(block);
        }
    }
    out
}

/// Whether a line signs the post above it: "— Jane Roe (@janeroe) March 3, 2024".
fn signs_post(block: &TextBlock) -> bool {
    /// Name, handle and day.
    const MOST_WORDS: usize = 14;
    block.text.starts_with(['—', '–', '-'])
        && block.text.contains("(@")
        && block.wording.n_words <= MOST_WORDS
}

struct Place {
    own: bool,
    after_headline: bool,
    before_body: bool,
    within: bool,
    /// It is the last block of the article's own.
    at_end: bool,
}

fn role_of(
    block: &TextBlock,
    place: &Place,
    known_date: bool,
    credit_above: Option<&str>,
    credits: &Credits<'_>,
) -> (Role, &'static str) {
    let outlets = credits.outlets;
    let words = block.wording.n_words;
    let furniture = block.wording.phrase;
    if place.after_headline && place.before_body && is_dateline(&block.text, words, outlets) {
        return (Role::Dateline, "place-and-day-alone");
    }
    if words < 10 && known_date {
        return (Role::PageDate, "date-line");
    }
    if place.within || place.own {
        if let Some(found) = picture(block, credit_above, credits) {
            return found;
        }
        if place.after_headline && place.before_body && byline::is_byline(block, outlets) {
            return (Role::Byline, "line-led-by-by");
        }
        if let (Some((PhrasePlace::Start, Role::PageDate)), true) = (furniture, words < 14) {
            return (Role::PageDate, "date-line");
        }
        if let (Some((PhrasePlace::Start, Role::Correction)), true) = (furniture, words > 4) {
            return (Role::Correction, "correction-phrase");
        }
    }
    if let (Some((PhrasePlace::Start | PhrasePlace::Whole, Role::Footer)), true) = (
        furniture,
        place.own && place.at_end && block.text.contains(|c: char| c.is_ascii_digit()),
    ) {
        return (Role::Footer, "furniture-phrase");
    }
    if place.own {
        return own_role(block);
    }
    if let Some(role) = block.hint.filter(|role| !role.is_analysed()) {
        return (role, "markup");
    }
    if let Some((_, role)) = furniture {
        return (role, "furniture-phrase");
    }
    match () {
        () if block.link_density() > 0.5 && words > 4 => (Role::Related, "link-outside-the-body"),
        () if !place.after_headline => (Role::Navigation, "above-the-headline"),
        () if words > 4 => (Role::Related, "outside-the-body"),
        () => (Role::Navigation, "short-line-outside-the-body"),
    }
}

/// Captions and credits.
fn picture(
    block: &TextBlock,
    credit_above: Option<&str>,
    credits: &Credits<'_>,
) -> Option<(Role, &'static str)> {
    /// A credit that says more than names says what the picture shows.
    const CREDIT_WORDS: usize = 9;
    let text = block.text.as_str();
    let words = block.wording.n_words;
    if block.hint == Some(Role::Credit) && words < CREDIT_WORDS {
        return Some((Role::Credit, "markup"));
    }
    if block.shape == Shape::Caption || block.hint == Some(Role::Caption) {
        return Some((Role::Caption, "markup"));
    }
    if block.wording.leads_credit {
        return Some(if words < CREDIT_WORDS {
            (Role::Credit, "credit-line")
        } else {
            (Role::Caption, "caption-behind-credit")
        });
    }
    if let Some(above) = credit_above {
        // Dumps print a caption once with the credit before it and once with the outlet behind it.
        let same = above.contains(text) || credits.outlet_behind(text).is_some();
        if same && words > 3 {
            return Some((Role::Caption, "caption-again"));
        }
    }
    let ends = words < 60
        && (block.wording.ends_in_credit
            || (!crate::features::ends_sentence(text) && credits.outlet_behind(text).is_some()));
    if ends {
        return Some(if words < 6 {
            (Role::Credit, "credit-line")
        } else {
            (Role::Caption, "caption-before-credit")
        });
    }
    None
}

/// The paragraph under the headline that sums the article up: marked as such, set as a heading that is a sentence, or
/// parted from the text by the byline or the date line.
fn lead(
    blocks: &[TextBlock],
    known: &Known<'_>,
    outlets: &Outlets,
) -> Option<(usize, &'static str)> {
    /// More is a first paragraph.
    const MOST_WORDS: usize = 60;
    /// A picture, its caption and a share bar may stand between.
    const REACH: usize = 6;
    let headline = known.headline?;
    let own = |idx: &usize| known.labels.get(*idx).is_some_and(|(own, _)| *own);
    let first = (headline + 1..blocks.len().min(headline + REACH)).find(own)?;
    let block = &blocks[first];
    let is_paragraph = matches!(
        block.shape,
        Shape::Paragraph | Shape::Loose | Shape::Heading(2..)
    );
    if !is_paragraph || !(6..=MOST_WORDS).contains(&block.wording.n_words) {
        return None;
    }
    let is_sentence = crate::features::ends_sentence(&block.text);
    // The models take a byline for the article's own as often as not.
    let mut short = blocks[first + 1..]
        .iter()
        .take(REACH)
        .take_while(|between| between.wording.n_words < 14);
    match () {
        () if block.hint == Some(Role::Lead) => Some((first, "markup")),
        () if matches!(block.shape, Shape::Heading(_)) && is_sentence => {
            Some((first, "sentence-set-as-heading"))
        }
        () if short.any(|between| {
            byline::is_byline(between, outlets)
                || known.dates.iter().any(|date| date.text == between.text)
        }) =>
        {
            Some((first, "above-the-byline"))
        }
        () => None,
    }
}

/// As many paragraphs that open with a time make a live blog.
const LIVE_ENTRIES: usize = 3;

/// Whether a line is a time of day and no more, but for its zone.
fn is_time_alone(block: &TextBlock) -> bool {
    block.wording.n_words < 4 && opens_with_time(&block.text)
}

/// Whether a text opens with a time of day: "10:31", "9.05 am", "14h20".
fn opens_with_time(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (hour, rest) = text.split_at(end);
    let Some(rest) = rest.strip_prefix([':', '.', 'h']) else {
        return false;
    };
    let minutes = rest.get(..2).and_then(|minutes| minutes.parse::<u8>().ok());
    let after = rest.get(2..).unwrap_or("");
    // "4:12.5" and "10.31%" are amounts.
    let is_apart = !after
        .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%'))
        || after.starts_with("am")
        || after.starts_with("pm");
    let in_day = hour.parse::<u8>().is_ok_and(|hour| hour < 24);
    in_day && minutes.is_some_and(|minutes| minutes < 60) && is_apart
}

/// Whether a line is a dateline and no more: a place in capitals, and a day.
fn is_dateline(text: &str, words: usize, outlets: &Outlets) -> bool {
    let Some((place, rest)) = text.split_once(',') else {
        return false;
    };
    let shouts = place.chars().filter(|c| c.is_alphabetic()).count() > 2
        && place
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '.'));
    let names = || rest.split(|c: char| !c.is_alphanumeric());
    words < 9
        && shouts
        && !place.split(' ').any(|word| outlets.month(word).is_some())
        && names().any(|word| outlets.month(word).is_some())
        && names().any(|word| word.len() < 3 && word.bytes().any(|byte| byte.is_ascii_digit()))
}

fn own_role(block: &TextBlock) -> (Role, &'static str) {
    match block.shape {
        Shape::Heading(_) => (Role::Subheading, "heading-in-the-body"),
        Shape::Quote => (Role::Quote, "quotation-in-the-body"),
        Shape::ListItem => (Role::ListItem, "list-in-the-body"),
        _ => (Role::Body, "line-model"),
    }
}

#[cfg(test)]
mod tests {
    use dateline_schema::{Content, Page};

    use super::*;

    fn check(page: &str, want: &[(&str, &str)]) {
        let outlets = Outlets::builtin().unwrap();
        let content = if page.starts_with('<') {
            Content::Html(page.to_owned())
        } else {
            Content::Flat(page.to_owned())
        };
        let article = crate::extract(&Page::new("page", content), &outlets).value;
        for (role, start) in want {
            let block = article
                .blocks
                .iter()
                .find(|block| block.text.starts_with(start));
            assert_eq!(
                block.map(|block| block.role.as_str()),
                Some(*role),
                "{start}"
            );
        }
    }

    const BODY: &str = "<p>The council of Port Example met on Monday and argued for three hours about the harbour, \
        which the storm had closed.</p><p>Its chair said afterwards that the quay needs a new light, and that the \
        county would have to pay for most of it.</p>";

    #[test]
    fn a_lead_stands_above_the_byline_or_is_marked() {
        let standfirst =
            "<p>The town wants the county to pay for the light that it lost in the storm.</p>";
        let page = |between: &str| {
            format!(
                "<article><h1>Council wants a new light</h1>{standfirst}{between}{BODY}</article>"
            )
        };
        check(
            &page("<p>By Jane Roe</p>"),
            &[("lead", "The town"), ("body", "The council")],
        );
        check(&page(""), &[("body", "The town"), ("body", "The council")]);
        let marked = page("").replace("<p>The town", "<p class='standfirst'>The town");
        check(&marked, &[("lead", "The town"), ("body", "The council")]);
    }

    #[test]
    fn columns_of_a_template_stand_apart_and_cells_of_data_together() {
        let columns = format!(
            "<table><tr><td>Home News Sports</td><td><h1>Council wants a new light</h1>{BODY}</td><td>Old fish market\
            <p>More</p></td></tr></table>"
        );
        check(
            &columns,
            &[
                ("navigation", "Home News Sports"),
                ("headline", "Council wants"),
            ],
        );
        let data = format!(
            "<article><h1>Council wants a new light</h1>{BODY}<table><tr><td>Lights</td><td>four</td></tr></table>{BODY}</article>"
        );
        let outlets = Outlets::builtin().unwrap();
        let page = Page::new("page", Content::Html(data));
        let blocks = crate::extract(&page, &outlets).value.blocks;
        assert!(blocks.iter().any(|block| block.text == "Lights four"));
    }

    #[test]
    fn a_dateline_alone_on_its_line_is_one() {
        let page = |line: &str| {
            format!("<article><h1>Council wants a new light</h1><p>{line}</p>{BODY}</article>")
        };
        check(
            &page("PORT EXAMPLE, March 4"),
            &[("dateline", "PORT EXAMPLE")],
        );
        check(&page("MARCH 4, 2019"), &[("page-date", "MARCH")]);
    }

    #[test]
    fn the_signature_of_an_embedded_post_goes_with_it() {
        let page = |below: &str| {
            format!(
                "<article><h1>Council wants a new light</h1>{BODY}<blockquote><p>The light is back, and it will shine on \
                the harbour for another hundred years.</p>{below}</blockquote>{BODY}</article>"
            )
        };
        let signed =
            "&mdash; Jane Roe (@janeroe) <a href='https://example.com/1'>March 3, 2024</a>";
        check(
            &page(signed),
            &[("quote", "The light is back"), ("quote", "— Jane Roe")],
        );
        let outlets = Outlets::builtin().unwrap();
        let unsigned = page("<p>Share this: (@examplepost)</p>");
        let page = Page::new("page", Content::Html(unsigned));
        let blocks = crate::extract(&page, &outlets).value.blocks;
        let share = |block: &Block| block.rule == "signature-of-a-post";
        assert!(!blocks.iter().any(share));
    }

    #[test]
    fn times_open_the_entries_of_live_blogs() {
        for text in [
            "10:31 The council meets.",
            "9.05am The ship sails.",
            "14h20 – The vote begins",
        ] {
            assert!(opens_with_time(text), "{text}");
        }
        for text in [
            "25:10 x",
            "3.5 metres",
            "4:12.5 minutes",
            "2019 was",
            "10:3 x",
            ":30 x",
        ] {
            assert!(!opens_with_time(text), "{text}");
        }
        let entries: String = ["10:31", "11:05", "12:40"]
            .map(|time| format!("<p>{time} The council met again, and its chair said that it would vote on the light at noon.</p>"))
            .concat();
        let page = format!("<article><h1>Council votes on the light</h1>{entries}</article>");
        check(&page, &[("live-entry", "10:31"), ("live-entry", "12:40")]);
        let apart: String = ["22.05 BST", "14.30 BST", "08.12 BST"]
            .map(|time| format!("<div><time>{time}</time><p>The council met again at the hour of {time}, and its chair said that it would vote on the light at noon.</p></div>"))
            .concat();
        let page = format!("<article><h1>Council votes on the light</h1>{apart}</article>");
        check(
            &page,
            &[
                ("live-entry", "22.05"),
                ("live-entry", "The council met again at the hour of 14.30"),
            ],
        );
        let once = format!(
            "<article><h1>Council votes on the light</h1><p>10:31 was the hour at which the council met, \
            and its chair said that it would vote.</p>{BODY}</article>"
        );
        check(&once, &[("body", "10:31")]);
    }
}
