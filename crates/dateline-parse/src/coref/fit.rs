//! How well an entity fits a pronoun: features of the two, weighed by a fit on news.
//!
//! A pronoun's candidates are entities, not mentions, so that how often and how one was spoken of counts (Lappin and Leass
//! 1994 weigh salience so; Ng 2010 surveys rankers of entities). Sex and number are no features: they decide before who is a
//! candidate at all. Weights are those of a log-linear choice among the candidates, a set for each [`Use`] of a pronoun,
//! in `data/parse/antecedents.tsv`; `examples/antecedents.rs` fits them.

use dateline_data::{AntecedentFeature as F, AntecedentWeights, PronounUse};
use dateline_schema::{Doc, MentionForm, Upos, Word};

use super::clusters::Clusters;
use crate::mentions::{Class, Draft};
use crate::quotations::quotation_at;

/// How many heads above a pronoun are looked at.
const DEEPEST: usize = 16;
/// What each feature is for one candidate, in the order of [`AntecedentFeature::ALL`](F::ALL).
pub type Features = AntecedentWeights;

/// An entity that a pronoun may stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The first mention of its cluster.
    pub(super) root: usize,
    /// Its last mention before the pronoun.
    pub(super) last: usize,
    /// How many candidates were mentioned after it.
    pub(super) rank: usize,
    /// Whether a mention in the pronoun's sentence or the one before is a subject.
    pub(super) is_subject_nearby: bool,
}

/// What has been told of the entities up to a place in the text.
pub(super) struct Salience {
    /// For each cluster, at its first mention, how often it was mentioned.
    counts: Vec<u32>,
    most: u32,
    last_speaker: Option<usize>,
    /// The first person of the body.
    first: Option<usize>,
}

impl Salience {
    pub(super) fn new(n_mentions: usize) -> Self {
        Self {
            counts: vec![0; n_mentions],
            most: 0,
            last_speaker: None,
            first: None,
        }
    }

    /// Takes in the next mention, whose cluster is known.
    pub(super) fn hear(&mut self, drafts: &[Draft], clusters: &Clusters, idx: usize) {
        let root = clusters.root(idx);
        if clusters.class(idx) != Class::Person {
            return;
        }
        self.counts[root] += 1;
        self.most = self.most.max(self.counts[root]);
        self.first = self.first.or(Some(root));
        if drafts[idx].speaks {
            self.last_speaker = Some(root);
        }
    }
}

/// A document with what is asked of it again and again.
pub(super) struct Fit<'a> {
    pub(super) doc: &'a Doc,
    pub(super) drafts: &'a [Draft],
    pub(super) clusters: &'a Clusters,
    pub(super) salience: &'a Salience,
}

impl Fit<'_> {
    /// The features of a candidate for the pronoun at `idx`.
    pub(super) fn features(&self, idx: usize, candidate: Candidate) -> Features {
        let (pronoun, last) = (&self.drafts[idx], &self.drafts[candidate.last]);
        let distance = pronoun.sent_idx - last.sent_idx;
        let line = |draft: &Draft| self.doc.sentences[draft.sent_idx].line;
        let quotation = |draft: &Draft| quotation_at(self.doc, draft.mention.span.start);
        let (own_quotation, its_quotation) = (quotation(pronoun), quotation(last));
        let count = self.salience.counts[candidate.root];
        let relation = |draft: &Draft| self.relation(draft);
        let links = self.links(pronoun, last);
        F::ALL.map(|feature| {
            let holds = match feature {
                F::SameSentence => distance == 0,
                F::SentenceBefore => distance == 1,
                F::Further => distance > 2,
                F::OtherLine => line(pronoun) != line(last),
                F::Nearest => candidate.rank == 0,
                F::SecondNearest => candidate.rank == 1,
                F::Subject => last.is_subject,
                F::SubjectBefore => last.is_subject && distance == 1,
                F::SubjectNearby => candidate.is_subject_nearby,
                F::Speaks => last.speaks,
                F::LastSpeaker => self.salience.last_speaker == Some(candidate.root),
                F::Name => matches!(last.mention.form, MentionForm::Name(_)),
                F::Pronoun => last.mention.form == MentionForm::Pronoun,
                F::Unnamed => !self.clusters.is_named(candidate.root),
                F::MostMentioned => count == self.salience.most,
                F::FirstPersonToldOf => self.salience.first == Some(candidate.root),
                F::SubjectOfGovernor => links.governs,
                F::SubjectOfClause => links.shares_clause,
                F::Owner => relation(last) == "nmod:poss",
                F::InPhrase => relation(last).starts_with("nmod"),
                F::Parallel => relation(last) == relation(pronoun),
                F::SameQuotation => own_quotation.is_some() && own_quotation == its_quotation,
                F::PronounQuoted => own_quotation.is_some() && its_quotation.is_none(),
                F::CandidateQuoted => own_quotation.is_none() && its_quotation.is_some(),
                // A whole number is the same on every machine.
                F::Mentions => return (1 + count).ilog2() as f32,
            };
            f32::from(u8::from(holds))
        })
    }

    /// How the pronoun at `idx` is used.
    pub(super) fn used(&self, idx: usize) -> PronounUse {
        let pronoun = &self.drafts[idx];
        let owns = match self.doc.syntax {
            Some(_) => self.relation(pronoun) == "nmod:poss",
            None => {
                let word = pronoun.mention.span.of(&self.doc.text).to_lowercase();
                matches!(word.as_str(), "his" | "their")
            }
        };
        match () {
            () if pronoun.speaks => PronounUse::Speaker,
            () if owns => PronounUse::Owner,
            () if pronoun.is_subject => PronounUse::Subject,
            () => PronounUse::Other,
        }
    }

    fn relation(&self, draft: &Draft) -> &str {
        draft.head_word(self.doc).map_or("", |word| &*word.deprel)
    }

    /// How a mention stands to a pronoun in the tree.
    fn links(&self, pronoun: &Draft, other: &Draft) -> Links {
        let mut links = Links::default();
        let Some(words) = self.doc.syntax.as_deref() else {
            return links;
        };
        let (Some(from), Some(to)) = (pronoun.head(words), other.head(words)) else {
            return links;
        };
        let Some(verb) = words[to].head.filter(|_| is_subject(&words[to])) else {
            return links;
        };
        let mut clauses = std::iter::successors(words[from].head, |idx| words[*idx].head)
            .take(DEEPEST)
            .filter(|idx| is_clause(words, *idx));
        links.shares_clause = clauses.next() == Some(verb);
        links.governs = clauses.any(|clause| clause == verb);
        links
    }
}

#[derive(Default)]
struct Links {
    /// The mention is the subject of the clause that the pronoun stands in.
    shares_clause: bool,
    /// It is the subject of a clause above that one.
    governs: bool,
}

fn is_subject(word: &Word) -> bool {
    word.deprel.starts_with("nsubj")
}

/// Whether a word heads a clause: a verb, or what a subject hangs on.
fn is_clause(words: &[Word], idx: usize) -> bool {
    words[idx].upos == Upos::Verb
        || words[idx].head.is_none()
        || matches!(
            &*words[idx].deprel,
            "ccomp" | "advcl" | "acl:relcl" | "parataxis"
        )
}
