//! Mentions taken together, and what is known of each cluster.

use dateline_data::Gender;
use dateline_schema::{Chain, Doc, MentionForm};

use crate::mentions::{Class, Draft};

/// Disjoint sets of mentions with the sex and the roles that their mentions tell.
pub(super) struct Clusters {
    parents: Vec<usize>,
    genders: Vec<Option<Gender>>,
    roles: Vec<Vec<String>>,
    classes: Vec<Class>,
    named: Vec<bool>,
    /// How old a mention says that somebody is.
    ages: Vec<Option<u32>>,
}

impl Clusters {
    pub(super) fn new(doc: &Doc, drafts: &[Draft]) -> Self {
        Self {
            parents: (0..drafts.len()).collect(),
            genders: drafts.iter().map(|draft| draft.gender).collect(),
            roles: drafts.iter().map(|draft| draft.roles.clone()).collect(),
            ages: drafts.iter().map(|draft| age(doc, draft)).collect(),
            classes: drafts.iter().map(|draft| draft.class).collect(),
            named: drafts
                .iter()
                .map(|draft| matches!(draft.mention.form, MentionForm::Name(_)))
                .collect(),
        }
    }

    /// The mention that stands for the cluster of `idx`: its first.
    pub(super) fn root(&self, mut idx: usize) -> usize {
        while self.parents[idx] != idx {
            idx = self.parents[idx];
        }
        idx
    }

    /// Joins two clusters.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.shorten(a), self.shorten(b));
        if a == b {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.parents[second] = first;
        self.named[first] |= self.named[second];
        self.ages[first] = self.ages[first].or(self.ages[second]);
        self.genders[first] = self.genders[first].or(self.genders[second]);
        // A dozen roles say all that a cluster's roles can say; the bound keeps long chains cheap.
        const MOST: usize = 12;
        let more = std::mem::take(&mut self.roles[second]);
        for role in more {
            if self.roles[first].len() < MOST && !self.roles[first].contains(&role) {
                self.roles[first].push(role);
            }
        }
    }

    /// The root of `idx`, with every mention on the way there tied to it directly.
    fn shorten(&mut self, idx: usize) -> usize {
        let root = self.root(idx);
        let mut at = idx;
        while self.parents[at] != root {
            at = std::mem::replace(&mut self.parents[at], root);
        }
        root
    }

    pub(super) fn gender(&self, idx: usize) -> Option<Gender> {
        self.genders[self.root(idx)]
    }

    /// How old the page says that somebody is.
    pub(super) fn age(&self, idx: usize) -> Option<u32> {
        self.ages[self.root(idx)]
    }

    /// Whether two clusters are not told to be of different ages.
    pub(super) fn ages_agree(&self, one: usize, other: usize) -> bool {
        match (self.age(one), self.age(other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    /// Whether a cluster is not known to be of the other sex than a mention tells.
    pub(super) fn gender_fits(&self, idx: usize, told: Option<Gender>) -> bool {
        match (self.gender(idx), told) {
            (Some(known), Some(told)) => known == told,
            _ => true,
        }
    }

    pub(super) fn set_gender(&mut self, idx: usize, gender: Option<Gender>) {
        let root = self.root(idx);
        self.genders[root] = self.genders[root].or(gender);
    }

    pub(super) fn roles(&self, idx: usize) -> &[String] {
        &self.roles[self.root(idx)]
    }

    pub(super) fn class(&self, idx: usize) -> Class {
        self.classes[self.root(idx)]
    }

    /// Whether a mention of the cluster is a name.
    pub(super) fn is_named(&self, idx: usize) -> bool {
        self.named[self.root(idx)]
    }

    pub(super) fn chains(&self) -> Vec<Chain> {
        let mut place = vec![usize::MAX; self.parents.len()];
        let mut chains: Vec<Chain> = Vec::new();
        for idx in 0..self.parents.len() {
            let root = self.root(idx);
            if place[root] == usize::MAX {
                place[root] = chains.len();
                chains.push(Chain {
                    mentions: Vec::new(),
                });
            }
            chains[place[root]].mentions.push(idx);
        }
        chains
    }
}

/// The age that a mention tells: "Ann Lee, 52, ", "the 52-year-old".
fn age(doc: &Doc, draft: &Draft) -> Option<u32> {
    if draft.class != Class::Person {
        return None;
    }
    let words = draft.mention.span.of(&doc.text);
    if let Some((before, _)) = words.split_once("-year-old") {
        return before.rsplit(' ').next()?.parse().ok();
    }
    let behind = draft.tokens.1;
    let is_mark = |idx: usize| matches!(doc.token_text(idx), "," | "(" | ")" | ".");
    let has_age = behind + 2 < doc.tokens.len() && is_mark(behind) && is_mark(behind + 2);
    has_age.then(|| doc.token_text(behind + 1).parse().ok())?
}
