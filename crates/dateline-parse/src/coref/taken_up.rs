//! Descriptions that take up the subject of the sentence before, of whom nothing was told ("Ann Lee ruled out a sale. The
//! Brno head coach was speaking after the match"), or whoever without a name spoke last ("said the woman").
//!
//! In: a definite description of a person that nothing before it fits. Out: the one person whom the sentence before is
//! about, or the speaker. Refuses a bare office that begins to speak ("Ann Lee was arrested. The judge said …"), those who speak of others by
//! their trade, and whom something was done to.

use dateline_data::Lexicon;
use dateline_schema::Doc;

use super::clusters::Clusters;
use crate::mentions::{Class, Draft};

/// How many mentions before the description are looked at.
const WINDOW: usize = 20;

/// The subject of the sentence before that a definite description takes up.
pub(super) fn subject(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
) -> Option<usize> {
    let described = &drafts[idx];
    let sent = &doc.sentences[described.sent_idx];
    let is_told_more = described.tokens.1 - described.tokens.0 > 2;
    let trades = lexicon.trades_of_others();
    let is_of_others = |noun: &String| trades.iter().any(|trade| lexicon.is_broader(trade, noun));
    let opens = described.tokens.0 == sent.tokens.start && is_told_more && !described.speaks;
    let takes_up = described.class == Class::Person
        && described.is_subject
        && (opens || goes_on(doc, lexicon, described))
        && !described.roles.iter().any(is_of_others);
    if !takes_up || described.sent_idx == 0 {
        return None;
    }
    let before = (idx.saturating_sub(WINDOW)..idx).rev();
    let before = before
        .skip_while(|other| drafts[*other].sent_idx == described.sent_idx)
        .take_while(|other| drafts[*other].sent_idx + 1 == described.sent_idx);
    let mut subjects = before.filter(|other| {
        let draft = &drafts[*other];
        draft.is_subject && draft.class == Class::Person && clusters.is_named(*other)
    });
    let subject = subjects.next()?;
    let is_alone = subjects.all(|other| clusters.root(other) == clusters.root(subject));
    let suffers = drafts[subject]
        .head_word(doc)
        .is_some_and(|head| &*head.deprel == "nsubj:pass");
    let genders_agree = clusters.gender_fits(subject, described.gender);
    let is_untold = clusters.roles(subject).is_empty();
    (is_alone && is_untold && !suffers && genders_agree).then_some(subject)
}

/// The last speaker, who has no name, whom "the woman" takes up: "A nurse said … “…,” said the woman".
pub(super) fn speaker(
    drafts: &[Draft],
    lexicon: &Lexicon,
    clusters: &Clusters,
    idx: usize,
) -> Option<usize> {
    let described = &drafts[idx];
    let is_anybody = |noun: &String| lexicon.is_anybody(noun);
    if !described.speaks || !described.roles.iter().all(is_anybody) {
        return None;
    }
    let mut before = (idx.saturating_sub(WINDOW)..idx).rev();
    let last = before.find(|other| drafts[*other].speaks)?;
    let draft = &drafts[last];
    let is_near = draft.sent_idx + 2 >= described.sent_idx;
    let genders_agree = clusters.gender_fits(last, described.gender);
    let is_unnamed = draft.class == Class::Person && !clusters.is_named(last);
    (is_near && is_unnamed && genders_agree && clusters.root(last) != clusters.root(idx))
        .then_some(last)
}

/// Whether the description's verb goes on with what was said: "the minister added".
fn goes_on(doc: &Doc, lexicon: &Lexicon, described: &Draft) -> bool {
    let verb = described.head_word(doc).and_then(|word| word.head);
    verb.is_some_and(|verb| lexicon.goes_on(&doc.token_text(verb).to_lowercase()))
}
