//! The phrases around the names of a byline: in goes a line, out comes what they lead or end; they decide about no name.

use dateline_data::{BylinePhrase, Outlets};

/// Whether a line is only what leads a byline.
pub(super) fn is_lead(text: &str, outlets: &Outlets) -> bool {
    is_only(text, BylinePhrase::Lead, outlets)
}

/// Whether a line heads a note about the author.
pub(super) fn is_note_head(text: &str, outlets: &Outlets) -> bool {
    is_only(text, BylinePhrase::Note, outlets)
}

/// What follows "By", "Written by", "Author:" at the front of a line.
pub(super) fn after_by<'a>(text: &'a str, outlets: &Outlets) -> Option<&'a str> {
    let text = text.trim_start_matches(['|', '-', '–', '—', '•', ' ']);
    // Elements that touch: "ByJane Roe".
    let sticks = || {
        text.strip_prefix("By")
            .filter(|rest| rest.starts_with(char::is_uppercase))
    };
    after_phrase(text, BylinePhrase::Lead, outlets).or_else(sticks)
}

/// What follows "Written by", "Article by" at the front of a note behind the article.
pub(super) fn after_note<'a>(text: &'a str, outlets: &Outlets) -> Option<&'a str> {
    after_phrase(text, BylinePhrase::Note, outlets)
}

/// The front of a text, up to those who did not write it: "Reviewed by", "Photos by".
pub(super) fn before_others<'a>(text: &'a str, outlets: &Outlets) -> &'a str {
    match first_of(text, BylinePhrase::Other, outlets) {
        Some(end) => text[..end].trim_end_matches(|c: char| !c.is_alphanumeric()),
        None => text,
    }
}

/// The front of a text, up to what is no name any more: a date, a bar, a dot between things.
pub(super) fn before_date<'a>(text: &'a str, outlets: &Outlets) -> &'a str {
    const SIGNS: [&str; 16] = [
        " | ", " • ", " · ", " — ", " – ", " - ", " on ", " in ", " for ", " am ", " vom ",
        " under ", " unter ", "(", "@", "http",
    ];
    let end = SIGNS
        .iter()
        .filter_map(|sign| text.find(sign))
        .chain(text.find(|c: char| c.is_ascii_digit()))
        .chain(first_of(text, BylinePhrase::End, outlets))
        .filter(|&at| at > 0)
        .min();
    &text[..end.unwrap_or(text.len())]
}

/// What follows `lead` at the front of a text, in whatever case.
pub(super) fn after<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    text.get(..lead.len())
        .filter(|start| start.eq_ignore_ascii_case(lead))
        .map(|start| &text[start.len()..])
}

fn is_only(text: &str, kind: BylinePhrase, outlets: &Outlets) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    outlets
        .byline_phrases(kind)
        .iter()
        .any(|phrase| text.eq_ignore_ascii_case(phrase.trim_end_matches(':')))
}

fn after_phrase<'a>(text: &'a str, kind: BylinePhrase, outlets: &Outlets) -> Option<&'a str> {
    outlets.byline_phrases(kind).iter().find_map(|phrase| {
        let rest = after(text, phrase)?;
        rest.strip_prefix(':').unwrap_or(rest).strip_prefix(' ')
    })
}

/// Where the first phrase of a kind begins.
fn first_of(text: &str, kind: BylinePhrase, outlets: &Outlets) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    outlets
        .byline_phrases(kind)
        .iter()
        .filter_map(|phrase| lower.find(phrase.as_str()))
        .min()
}
