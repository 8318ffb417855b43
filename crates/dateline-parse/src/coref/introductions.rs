//! Descriptions of somebody who is named only later, as headlines and leads do: "A baker has denied fraud. Rodney Pike, 52, …".
//!
//! Joins the description with the first person who is named with a fitting role, a headline's or a label's with the only
//! one of the page; else, where the description is what the story opens with, with the first person who is named without
//! any. Refuses a witness who is quoted on what happened to somebody else.

use std::ops::Range;

use dateline_data::Lexicon;
use dateline_schema::{Doc, MentionForm, Role};

use super::clusters::Clusters;
use super::descriptions::{complement_fits, qualifiers_fit, role_fits};
use crate::mentions::{Class, Determiner, Draft};

/// How many sentences of the body make its lead.
const LEAD: usize = 2;
/// Within how many sentences the lead's "a senior official" is named.
const NAMED_WITHIN: usize = 3;
/// Within how many sentences of the body the headline's "top advisor" is named.
const HEADLINE_NAMED_WITHIN: usize = 6;

/// How many mentions on either side of a label the only bearer of its office is looked for, which keeps pages of many
/// labels cheap.
const BEARERS: usize = 300;

/// Joins descriptions in headline and lead with the name that follows.
pub(super) fn link(doc: &Doc, drafts: &[Draft], lexicon: &Lexicon, clusters: &mut Clusters) {
    let first_of_body = doc
        .sentences
        .iter()
        .position(|sent| doc.lines[sent.line].role.is_body())
        .unwrap_or(0);
    let page = Page {
        doc,
        drafts,
        lexicon,
    };
    for (idx, draft) in drafts.iter().enumerate() {
        let is_label = draft.is_label(doc, draft.tokens.1);
        // A headline and a label stand apart from the story and are told of in it.
        let is_apart = is_label || page.in_headline(draft);
        let root = clusters.root(idx);
        let describes = draft.mention.form == MentionForm::Nominal
            && draft.class == Class::Person
            && (root == idx || page.in_headline(&drafts[root]))
            && !clusters.is_named(idx);
        if !describes || !is_apart && draft.sent_idx >= first_of_body + LEAD {
            continue;
        }
        let from = match is_apart && !is_label {
            true => first_of_body,
            false => draft.sent_idx + 1,
        };
        let within = match is_apart && draft.determiner == Determiner::Bare {
            true => HEADLINE_NAMED_WITHIN,
            false => NAMED_WITHIN,
        };
        let found = page
            .named_with_role(clusters, idx, from..from + within)
            .or_else(|| page.only_bearer(clusters, idx).filter(|_| is_apart))
            .or_else(|| {
                page.told_again(idx, first_of_body)
                    .filter(|_| is_apart && !is_label)
            })
            .or_else(|| page.named_first(clusters, idx, from..from + NAMED_WITHIN));
        if let Some(other) = found {
            clusters.join(idx, other);
        }
    }
}

struct Page<'a> {
    doc: &'a Doc,
    drafts: &'a [Draft],
    lexicon: &'a Lexicon,
}

impl<'a> Page<'a> {
    fn in_headline(&self, draft: &Draft) -> bool {
        let line = self.doc.sentences[draft.sent_idx].line;
        self.doc.lines[line].role == Role::Headline
    }

    /// The only person of the page who is named with the very noun.
    fn only_bearer(&self, clusters: &Clusters, idx: usize) -> Option<usize> {
        let described = &self.drafts[idx];
        let bears = |(other, draft): &(usize, &Draft)| {
            let roles = clusters.roles(*other);
            draft.is_named_person()
                && described.roles.iter().any(|noun| roles.contains(noun))
                && complement_fits(self.doc, self.lexicon, described, draft)
                && qualifiers_fit(self.doc, self.lexicon, described, draft)
        };
        let near = self.drafts.iter().enumerate();
        let near = near.skip(idx.saturating_sub(BEARERS)).take(2 * BEARERS);
        let mut bearers = near.filter(bears);
        let (first, _) = bearers.next()?;
        let is_only = bearers.all(|(other, _)| clusters.root(other) == clusters.root(first));
        (is_only && clusters.root(first) != clusters.root(idx)).then_some(first)
    }

    /// The mentions of some sentences.
    fn mentions(&self, sentences: Range<usize>) -> impl Iterator<Item = (usize, &'a Draft)> {
        let start = (self.drafts).partition_point(|draft| draft.sent_idx < sentences.start);
        self.drafts
            .iter()
            .enumerate()
            .skip(start)
            .take_while(move |(_, draft)| draft.sent_idx < sentences.end)
    }

    /// The first person who is named with a fitting role.
    fn named_with_role(
        &self,
        clusters: &Clusters,
        idx: usize,
        sentences: Range<usize>,
    ) -> Option<usize> {
        let described = &self.drafts[idx];
        let fits = |(_, draft): &(usize, &Draft)| {
            draft.is_named_person()
                && !draft.roles.is_empty()
                && role_fits(self.lexicon, &described.roles, &draft.roles)
                && complement_fits(self.doc, self.lexicon, described, draft)
                && qualifiers_fit(self.doc, self.lexicon, described, draft)
        };
        let found = self.mentions(sentences).find(fits).map(|(other, _)| other);
        found.filter(|other| clusters.root(*other) != clusters.root(idx))
    }

    /// The lead's description by the noun of a headline.
    fn told_again(&self, idx: usize, first_of_body: usize) -> Option<usize> {
        let described = &self.drafts[idx];
        let is_same = |(_, draft): &(usize, &Draft)| {
            draft.mention.form == MentionForm::Nominal
                && draft.class == Class::Person
                && draft.roles == described.roles
        };
        let mut lead = self.mentions(first_of_body..first_of_body + LEAD);
        lead.find(is_same).map(|(other, _)| other)
    }

    /// The first person who is named, if nothing is told of what he is and he can be whom the story opens with.
    fn named_first(
        &self,
        clusters: &Clusters,
        idx: usize,
        sentences: Range<usize>,
    ) -> Option<usize> {
        let described = &self.drafts[idx];
        let is_bare = |(idx, draft): &(usize, &Draft)| {
            // Whoever is introduced with an age, or as somebody's kin, may be told of as more later: "a nurse".
            let goes_on = self.has_age(draft) || described.gender.is_some();
            let is_bare = clusters.roles(*idx).is_empty() || goes_on;
            draft.is_named_person() && draft.roles.is_empty() && is_bare
        };
        let (other, name) = self.mentions(sentences).find(is_bare)?;
        let is_new = clusters.root(other) == other || clusters.root(other) > idx;
        let is_alone = !self
            .mentions(name.sent_idx..name.sent_idx + 1)
            .filter(is_bare)
            .any(|(idx, _)| clusters.root(idx) != clusters.root(other));
        let has_age = self.has_age(name);
        let genders_agree = clusters.gender_fits(other, described.gender);
        let opens = described.is_subject && name.is_subject && described.tokens.0 < name.tokens.0;
        let speaks = described.speaks == name.speaks
            || described.speaks && has_age
            || has_age && !name.speaks;
        let is_introduced = match described.determiner {
            Determiner::Indefinite | Determiner::Bare => true,
            Determiner::Definite | Determiner::Possessive => has_age,
        };
        (opens && speaks && is_introduced && is_new && is_alone && genders_agree).then_some(other)
    }

    /// "Rodney Pike, 52, ".
    fn has_age(&self, name: &Draft) -> bool {
        let tokens = &self.doc.tokens;
        let end = name.tokens.1;
        end + 1 < tokens.len()
            && self.doc.token_text(end) == ","
            && self
                .doc
                .token_text(end + 1)
                .bytes()
                .all(|b| b.is_ascii_digit())
    }
}
