//! Mentions in, chains out: who is who in one document.
//!
//! Three passes, the surest first: names that are forms of one name ([`identity`]), descriptions of somebody named
//! or described before or just after ([`descriptions`]), pronouns ([`pronouns`]). Each mention takes at most one
//! antecedent, looked for within a bounded window, so that time is linear in the text.

mod apposition;
mod clusters;
mod descriptions;
mod identity;
mod pronouns;

use dateline_data::Lexicon;
use dateline_schema::{Chain, Doc};

use self::clusters::Clusters;
use crate::mentions::Draft;

/// The chains of a document's mentions, in order of their first mention.
pub(crate) fn chains(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon) -> Vec<Chain> {
    let mut clusters = Clusters::new(drafts);
    identity::link(doc, drafts, lexicon, &mut clusters);
    apposition::link(doc, drafts, &mut clusters);
    descriptions::link(doc, drafts, lexicon, &mut clusters);
    pronouns::link(doc, drafts, &mut clusters);
    clusters.chains()
}
