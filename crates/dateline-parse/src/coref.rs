//! Mentions in, chains out: who is who in one document.
//!
//! The surest first: names that are forms of one name ([`identity`]), names and descriptions side by side
//! ([`apposition`]), descriptions of somebody told of before ([`descriptions`]) or named just after ([`introductions`]),
//! pronouns ([`pronouns`]). Each mention takes at most one antecedent, looked for within a bounded window, so that time is
//! linear in the text.

mod apposition;
mod clusters;
mod descriptions;
mod epithets;
mod fit;
mod identity;
mod introductions;
mod lessons;
mod pronouns;
mod taken_up;

use dateline_data::Lexicon;
use dateline_schema::{Chain, Doc};

use self::clusters::Clusters;
pub use self::fit::Features;
use self::fit::Fit;
pub use self::lessons::Choice;
use crate::mentions::Draft;

/// The chains of a document's mentions, in order of their first mention.
pub(crate) fn chains(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon) -> Vec<Chain> {
    link(doc, drafts, lexicon, |_, _| ()).chains()
}

/// The pronouns of a document from which the weights of [`fit`] can be learnt.
pub(crate) fn choices(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon) -> Vec<Choice> {
    let mut choices = Vec::new();
    link(doc, drafts, lexicon, |fit, idx| {
        choices.extend(lessons::choice(fit, idx));
    });
    choices
}

fn link(
    doc: &Doc,
    drafts: &[Draft],
    lexicon: &Lexicon,
    see: impl FnMut(&Fit<'_>, usize),
) -> Clusters {
    let mut clusters = Clusters::new(doc, drafts);
    identity::link(doc, drafts, lexicon, &mut clusters);
    apposition::link(doc, drafts, lexicon, &mut clusters);
    descriptions::link(doc, drafts, lexicon, &mut clusters);
    introductions::link(doc, drafts, lexicon, &mut clusters);
    pronouns::link(doc, drafts, lexicon, &mut clusters, see);
    clusters
}
