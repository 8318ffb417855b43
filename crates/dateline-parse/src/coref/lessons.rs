//! What the weights of [`fit`](super::fit) are learnt from: pronouns whose sex alone tells whom they stand for.

use dateline_data::PronounUse;
use dateline_schema::MentionForm;

use super::fit::{Candidate, Features, Fit};
use super::pronouns::candidates;
use crate::mentions::Class;

/// A pronoun whose sex tells its antecedent, among candidates of either sex: what the weights are fitted to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// How the pronoun is used.
    pub used: PronounUse,
    /// The features of each candidate.
    pub candidates: Vec<Features>,
    /// Which of them it stands for.
    pub right: usize,
}

/// The choice that a pronoun makes, if its sex leaves one candidate and there are others of the other sex.
///
/// Phrases that tell no sex are left out; with a name that tells none nothing is sure.
pub(super) fn choice(fit: &Fit<'_>, idx: usize) -> Option<Choice> {
    let gender = fit.drafts[idx].gender?;
    let is_person =
        |fit: &Fit<'_>, other: usize, _: usize| fit.clusters.class(other) == Class::Person;
    let mut all = candidates(fit, idx, is_person);
    let is_known = |candidate: &Candidate| fit.clusters.gender(candidate.root).is_some();
    let is_name = |candidate: &Candidate| {
        matches!(
            fit.drafts[candidate.last].mention.form,
            MentionForm::Name(_)
        )
    };
    if all
        .iter()
        .any(|candidate| !is_known(candidate) && is_name(candidate))
    {
        return None;
    }
    all.retain(is_known);
    let fits = |candidate: &Candidate| fit.clusters.gender(candidate.root) == Some(gender);
    let right = all.iter().position(fits)?;
    let is_only = all.iter().filter(|candidate| fits(candidate)).count() == 1;
    (is_only && all.len() > 1).then(|| Choice {
        used: fit.used(idx),
        candidates: all
            .iter()
            .map(|candidate| fit.features(idx, *candidate))
            .collect(),
        right,
    })
}
