//! How a time stands to an event in the tree of their sentence.
//!
//! In: the tokens of both, in a document with syntax. Out: a [`Path`] from the clause of the time to that of the event.
//! A clause is named by its head, as in Universal Dependencies. Refuses where a step of the path leads nowhere.

use dateline_schema::{Doc, Span, Timex, Upos, Word};

/// How many heads are climbed: no time hangs deeper in a sentence that people read, and a tree may be damaged.
const STEPS: usize = 12;

/// Where the clause of a time stands from that of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    /// It is the same clause.
    Same,
    /// It governs the event's: "left on Friday to attack".
    Up {
        /// What is said or thought stands below what says it: "said on Friday that … attacked".
        content: bool,
    },
    /// The event's governs it: "killed a guard who had come on Friday".
    Down,
    /// Neither governs the other.
    Aside,
}

/// The path from the words at `time` to those at `trigger`, where there is a tree.
pub(crate) fn path(doc: &Doc, time: Span, trigger: Span) -> Option<Path> {
    let words = doc.syntax.as_deref()?;
    let own = clause_of(words, head_of(doc, words, trigger)?);
    let other = clause_of(words, outside_head(doc, words, time)?);
    if own == other {
        let is_governors = is_cut_off(words, own, doc.tokens_in(time).start);
        return Some(if is_governors {
            Path::Up {
                content: is_content(words, own),
            }
        } else {
            Path::Same
        });
    }
    let mut content = false;
    let mut at = own;
    for _ in 0..STEPS {
        content |= is_content(words, at);
        let Some(head) = words[at].head.filter(|head| *head < words.len()) else {
            break;
        };
        at = clause_of(words, head);
        if at == other {
            return Some(Path::Up { content });
        }
    }
    let mut at = other;
    for _ in 0..STEPS {
        // "…, police said on Sunday" hangs on what it says.
        let says = deprel(words, at) == "parataxis";
        let Some(head) = words[at].head.filter(|head| *head < words.len()) else {
            break;
        };
        at = clause_of(words, head);
        if at == own {
            return Some(if says {
                Path::Up { content: true }
            } else {
                Path::Down
            });
        }
    }
    Some(Path::Aside)
}

/// Whether a time hangs on the words of the trigger, at most by way of nouns: "was killed in a raid on Friday".
pub(crate) fn hangs_on(doc: &Doc, time: Span, trigger: Span) -> bool {
    /// A time hangs on its verb by few nouns.
    const NOUNS: usize = 6;
    let Some(words) = doc.syntax.as_deref() else {
        return false;
    };
    let first = doc.tokens_in(time).start;
    let mut at = outside_head(doc, words, time);
    for _ in 0..NOUNS {
        let Some(head) = at.filter(|head| *head < words.len()) else {
            return false;
        };
        if doc.tokens[head].span.overlaps(trigger) {
            return !is_cut_off(words, head, first);
        }
        if matches!(words[head].upos, Upos::Verb | Upos::Aux) {
            return false;
        }
        at = words[head].head;
    }
    false
}

/// Whether the time hangs on a noun of which the event's clause tells more: "the bombing of 1998 that killed two".
pub(crate) fn hangs_on_governing_noun(doc: &Doc, time: Span, trigger: Span) -> bool {
    let Some(words) = doc.syntax.as_deref() else {
        return false;
    };
    let noun = outside_head(doc, words, time).filter(|head| {
        words
            .get(*head)
            .is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Propn))
    });
    let Some((noun, own)) = noun.zip(head_of(doc, words, trigger)) else {
        return false;
    };
    deprel(words, own) == "acl"
        && words[own].head.is_some_and(|head| {
            // "the bombing of a clinic that killed": the clause may hang on a noun that belongs to the first.
            let governors = std::iter::successors(Some(head), |at| words.get(*at)?.head);
            governors
                .take(STEPS)
                .take_while(|at| words.get(*at).is_some_and(|word| word.upos != Upos::Verb))
                .any(|at| at == noun)
        })
}

/// Whether the time belongs to a noun in which or by which the event happened: "spoke in Sunday's debate", "hurt in the 1998
/// bombing", "Friday's blast killed".
pub(crate) fn hangs_on_shared_noun(doc: &Doc, time: &Timex, trigger: Span) -> bool {
    /// What is longer than a week may have been long before what its subject does.
    const SHORT_DAYS: i64 = 7;
    let Some(words) = doc.syntax.as_deref() else {
        return false;
    };
    let noun = outside_head(doc, words, time.span).filter(|head| {
        let word = words.get(*head);
        word.is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Propn))
    });
    let Some(noun) = noun else {
        return false;
    };
    let is_beside = words[noun].head.is_some_and(|head| {
        doc.tokens
            .get(head)
            .is_some_and(|token| token.span.overlaps(trigger))
    });
    let is_place = |word: &Word| {
        word.head == Some(noun)
            && &*word.deprel == "case"
            && matches!(&*word.lemma, "in" | "during" | "at")
    };
    /// How far before its noun a preposition may stand.
    const REACH: usize = 8;
    is_beside
        && match deprel(words, noun) {
            "nsubj" => time
                .interval
                .n_days()
                .is_some_and(|days| days <= SHORT_DAYS),
            "obl" => words[noun.saturating_sub(REACH)..noun].iter().any(is_place),
            _ => false,
        }
}

/// Whether what governs `at` stands between it and a time that is said to hang on it: trees have no crossing arcs there, and the
/// time is that of the governor, as in "…, police said on Sunday".
fn is_cut_off(words: &[Word], at: usize, time: usize) -> bool {
    let between = at.min(time) + 1..at.max(time);
    let governors = std::iter::successors(Some(at), |at| words.get(*at)?.head);
    governors
        .take(STEPS)
        .any(|governor| between.contains(&governor))
}

/// The word of a span that hangs on one outside, or on none.
fn head_of(doc: &Doc, words: &[Word], span: Span) -> Option<usize> {
    let tokens = doc.tokens_in(span);
    let outside = |at: &usize| {
        let head = words.get(*at).map(|word| word.head);
        head.is_some_and(|head| head.is_none_or(|head| !tokens.contains(&head)))
    };
    tokens.clone().find(outside)
}

/// The word outside of a span on which it hangs.
fn outside_head(doc: &Doc, words: &[Word], span: Span) -> Option<usize> {
    words[head_of(doc, words, span)?].head
}

/// The head of the clause in which a word stands.
fn clause_of(words: &[Word], mut at: usize) -> usize {
    for _ in 0..STEPS {
        let is_clause = matches!(
            deprel(words, at),
            "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" | "csubj"
        ) || matches!(words[at].upos, Upos::Verb);
        match words[at].head.filter(|head| *head < words.len()) {
            Some(head) if !is_clause => at = head,
            _ => break,
        }
    }
    at
}

/// Whether the clause of this head is what another says or thinks.
fn is_content(words: &[Word], at: usize) -> bool {
    matches!(deprel(words, at), "ccomp" | "parataxis")
}

/// The relation of a word to its head, without its subtype.
fn deprel(words: &[Word], at: usize) -> &str {
    let deprel = &*words[at].deprel;
    deprel.split(':').next().unwrap_or(deprel)
}
