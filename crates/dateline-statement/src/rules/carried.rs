//! Quotations over paragraphs whose speaker comes at the end: "“First.¶“Second,” she said."
//!
//! Finds the paragraphs before a quotation that it carries on, and adds them to its content.
//! Not this: a paragraph that names its own speaker.

use std::collections::BTreeSet;

use crate::candidate::Candidate;
use crate::extent;
use crate::view::View;

/// The most paragraphs before the one that names the speaker.
const MOST: usize = 12;

pub(crate) fn extend(view: &View<'_>, candidates: &mut [Candidate]) {
    let quotes = &view.doc.quotations;
    if quotes.iter().all(|quote| quote.continues.is_none()) {
        return;
    }
    let mut taken: BTreeSet<usize> = candidates
        .iter()
        .flat_map(|candidate| candidate.content.iter().cloned().flatten())
        .filter_map(|idx| view.quote(idx))
        .collect();
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| candidate.is_speech)
    {
        let Some(first) = candidate.content.iter().map(|tokens| tokens.start).min() else {
            continue;
        };
        let mut quote = view.quote(first);
        for _ in 0..MOST {
            let Some(before) = quote.and_then(|idx| quotes[idx].continues) else {
                break;
            };
            if !taken.insert(before) {
                break;
            }
            let tokens = view.doc.tokens_in(quotes[before].span);
            candidate.content.extend(extent::trim(view, tokens));
            quote = Some(before);
        }
        candidate.content.sort_by_key(|tokens| tokens.start);
    }
}
