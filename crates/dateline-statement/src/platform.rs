//! The platforms that posts stand on: "on Twitter", "tweeted", "in a Facebook post", the handle of a signature.
//!
//! In: a token, or a statement with its signature. Out: the words that tell the platform, and its name. Refuses a
//! platform that is only spoken of ("Twitter's shares").

use dateline_data::Classes;
use dateline_schema::Span;

use crate::decode::Decoded;
use crate::relay::Link;
use crate::view::View;

/// "on Twitter", "in a tweet", "in a Facebook post", "on her Instagram account".
pub(crate) fn platform(view: &View<'_>, idx: usize) -> Option<Span> {
    let post = view.is_any(idx, &["tweet", "tweets", "retweet"]);
    if !(post || view.class(idx, Classes::PLATFORM) && view.is_capitalized(idx)) {
        return None;
    }
    if !post && idx + 1 < view.doc.tokens.len() && view.is_possessive_mark(idx + 1) {
        return None;
    }
    let leads = ["on", "via", "to", "over"];
    let led_in = idx > 0 && view.is_any(idx - 1, &leads);
    let modifies = view
        .word(idx)
        .filter(|word| matches!(&*word.deprel, "compound" | "nmod:poss"))
        .and_then(|word| word.head)
        .is_some_and(|head| {
            head > idx
                && leads
                    .iter()
                    .chain(&["in", "with"])
                    .any(|word| view.led_in(head, word))
        });
    // "Instagram Stories" is one of its parts.
    let part = view
        .doc
        .tokens
        .get(idx + 1)
        .filter(|_| !post && view.class(idx + 1, Classes::FEED) && view.is_capitalized(idx + 1))
        .map_or(view.doc.tokens[idx].span.end, |part| part.span.end);
    (post || led_in || modifies).then(|| Span::new(view.doc.tokens[idx].span.start, part))
}

/// The platform that the verb itself names: "tweeted".
pub(crate) fn platform_of_verb(view: &View<'_>, idx: usize) -> Option<Span> {
    let names = view.text(idx).to_lowercase().contains("tweet");
    names.then(|| view.doc.tokens[idx].span)
}

/// The handle in the signature of a post, which Twitter's embedded posts alone bear: "— Ann Lee (@annlee) March 5, 2024".
pub(crate) fn handle(view: &View<'_>, said: &Decoded) -> Option<Link> {
    let signed = said.candidate.rule == crate::rules::SIGNED_POST;
    let after = said.candidate.source.first().filter(|_| signed)?.end;
    let mut near = after..view.doc.tokens.len().min(after + 3);
    let handle = near.find(|&idx| view.text(idx).starts_with('@'))?;
    let plain = !view.text(handle)[1..].contains(['.', '@']);
    plain.then(|| Link::told(view.doc.tokens[handle].span, None))
}

/// A platform by its own name, where no actor has the words.
pub(crate) fn platform_name(view: &View<'_>, span: Span) -> String {
    let text = span.of(&view.doc.text);
    if text.to_lowercase().contains("tweet") || text.starts_with('@') {
        return "Twitter".to_owned();
    }
    let article = [
        "the ", "The ", "a ", "an ", "his ", "her ", "their ", "its ",
    ]
    .iter()
    .find_map(|article| text.strip_prefix(article));
    let name = article.unwrap_or(text);
    // "Channel 9's Breakfast show" is Channel 9's.
    let owner = ["'s", "’s"].iter().find_map(|mark| name.strip_suffix(mark));
    owner.unwrap_or(name).to_owned()
}
