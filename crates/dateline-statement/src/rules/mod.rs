//! What the structure of a text attributes, one family a file.
//!
//! In: the view of a document. Out: candidates; they may overlap what the model found, which
//! [`crate::reconcile`] settles. A verb and what follows it is the model's: of rules for them none was right more often.

mod block;
pub(crate) mod claim;
mod colon;
pub(crate) mod continued;
mod headline;
mod hearsay;
mod introduced;
pub(crate) mod leading;
pub(crate) mod nested;
pub(crate) mod reported;
mod rumour;
pub(crate) mod shared_subject;
mod signed;
mod trailing;
mod unlabelled;

pub(crate) use self::block::SIGNED_POST;
pub(crate) use self::colon::TRANSCRIPT;
pub(crate) use self::headline::RULE as HEADLINE_QUOTATION;
pub(crate) use self::introduced::RULE as INTRODUCED;
pub(crate) use self::rumour::RULE as RUMOUR;
pub(crate) use self::trailing::BEHIND_CLAUSE;
pub(crate) use self::unlabelled::{ANSWER, QUESTION};
use crate::candidate::Candidate;
use crate::view::View;

/// Every candidate of the document.
pub(crate) fn propose(view: &View<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for unit_idx in 0..view.units.len() {
        hearsay::propose(view, unit_idx, &mut candidates);
        introduced::propose(view, unit_idx, &mut candidates);
        rumour::propose(view, unit_idx, &mut candidates);
        trailing::propose(view, unit_idx, &mut candidates);
    }
    colon::propose(view, &mut candidates);
    unlabelled::propose(view, &mut candidates);
    block::propose(view, &mut candidates);
    signed::propose(view, &mut candidates);
    headline::propose(view, &mut candidates);
    candidates
}
