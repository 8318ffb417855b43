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
    let mut seen_credit_subject: Option<String> = None;
    let mut out = Vec::with_capacity(blocks.len());
    for (idx, block) in blocks.into_iter().enumerate() {
        let own = known.labels.get(idx).is_some_and(|(own, _)| *own);
        let place = Place {
            own,
            after_headline: known.headline.is_none_or(|headline| idx > headline),
            before_body: idx <= first_own + 1,
            within: idx >= first_own.saturating_sub(8) && idx <= last_own,
        };
        let (role, rule) = if known.headline == Some(idx) {
            (Role::Headline, "headline")
        } else if title == Some(block.wording.fingerprint) {
            (Role::Navigation, "headline-again")
        } else {
            let known_date = date_lines.contains(block.text.as_str());
            role_of(
                &block,
                &place,
                known_date,
                seen_credit_subject.as_deref(),
                &credits,
            )
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

struct Place {
    own: bool,
    after_headline: bool,
    before_body: bool,
    within: bool,
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

fn own_role(block: &TextBlock) -> (Role, &'static str) {
    match block.shape {
        Shape::Heading(_) => (Role::Subheading, "heading-in-the-body"),
        Shape::Quote => (Role::Quote, "quotation-in-the-body"),
        Shape::ListItem => (Role::ListItem, "list-in-the-body"),
        _ => (Role::Body, "line-model"),
    }
}
