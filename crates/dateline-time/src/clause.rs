//! `Doc, Span -> Tense`: the tense of the clause that governs an expression, by the dependencies of a reader.
//!
//! From the expression one climbs to the nearest predicate, whatever stands between: "on Friday" in "On Friday the
//! minister, who had flown home to vote, will open the bridge" hangs on "open". Its tense is that of its auxiliaries, of its
//! own form, or, of an infinitive, of what governs it. Words about what is to come are in `data/time/plans.tsv`.
//!
//! Follows Universal Dependencies and the tags of the Penn Treebank. Refuses where the tree names no verb, and where a
//! participle about a plan has no tense of its own ("the march planned for Monday"): the words about it decide then.

use dateline_data::{Calendar, Tense};
use dateline_schema::{Doc, Span, Upos, Word};

/// How many heads are climbed; a time hangs deeper in no sentence that people read, and a tree may be damaged.
const STEPS: usize = 12;
/// How far before its verb an auxiliary may stand, in tokens.
const REACH: usize = 20;

/// The tense of the clause that governs the words at `span`, where the document has syntax that tells it.
pub(crate) fn tense(doc: &Doc, calendar: &Calendar, span: Span) -> Option<Tense> {
    let tree = Tree::of(doc, calendar)?;
    let words = tree.words;
    let mut at = tree.head_of(doc, span)?;
    // "The deadline is Friday".
    if let Some(be) = tree.before(at, |word| &*word.deprel == "cop") {
        return Some(match tree.of_auxiliary(be) {
            Tense::Past => Tense::Past,
            Tense::Present | Tense::Future => Tense::Future,
        });
    }
    let mut time = Time {
        has_goal: tree.has_goal(at),
        is_beside: words[at].deprel.starts_with("obl") || &*words[at].deprel == "advmod",
    };
    for _ in 0..STEPS {
        let head = words[at].head.filter(|head| *head < words.len())?;
        let told = if tree.is_predicate(head) {
            tree.of_clause(head, time)
        } else {
            tree.of_noun(head, time)
        };
        match told {
            Told::Tense(tense) => return Some(tense),
            Told::Nothing => return None,
            Told::ByGovernor => at = head,
        }
        time.is_beside = false;
    }
    None
}

/// Whether the words at `span` say when something was that is told as past: "bought it in February", "was bought in February".
/// What hangs on a noun ("an agreement for February"), on an infinitive or on a word about plans may lie ahead whatever the tense.
pub(crate) fn has_happened(doc: &Doc, calendar: &Calendar, span: Span) -> bool {
    let Some(tree) = Tree::of(doc, calendar) else {
        return false;
    };
    let Some(at) = tree.head_of(doc, span) else {
        return false;
    };
    let word = &tree.words[at];
    let Some(verb) = word.head.filter(|head| *head < tree.words.len()) else {
        return false;
    };
    let is_when = |word: &Word| matches!(&*word.lemma, "in" | "on" | "since");
    let case = tree.before(at, |word| &*word.deprel == "case");
    let is_beside =
        word.deprel.starts_with("obl") && case.is_some_and(|case| is_when(&tree.words[case]));
    let plan = calendar.plan(&tree.words[verb].lemma);
    is_beside && tree.is_past(verb) && !(plan.day || plan.behind_for || plan.infinitive)
}

/// How the time stands to what it hangs on.
#[derive(Clone, Copy, Debug)]
struct Time {
    /// "for" or "to" leads to it.
    has_goal: bool,
    /// It says when the predicate itself was, not of what day a noun beside it is: "Tuesday's vote".
    is_beside: bool,
}

/// What a word on the way up tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Tense(Tense),
    /// It has the tense of what governs it.
    ByGovernor,
    /// Only the words about it can tell.
    Nothing,
}

struct Tree<'a> {
    words: &'a [Word],
    calendar: &'a Calendar,
}

/// The auxiliaries of a predicate.
#[derive(Clone, Copy, Debug, Default)]
struct Auxiliaries {
    modal: Option<usize>,
    have: Option<usize>,
    be: Option<usize>,
    been: bool,
    did: Option<usize>,
    /// "got hurt".
    get: Option<usize>,
    to: bool,
    not: bool,
    over: bool,
}

impl<'a> Tree<'a> {
    fn of(doc: &'a Doc, calendar: &'a Calendar) -> Option<Self> {
        let words = doc.syntax.as_deref()?;
        (words.len() == doc.tokens.len()).then_some(Self { words, calendar })
    }

    /// The word of an expression that hangs on a word outside.
    fn head_of(&self, doc: &Doc, span: Span) -> Option<usize> {
        let tokens = doc.tokens_in(span);
        let is_outside = |head: usize| !tokens.contains(&head);
        tokens
            .clone()
            .find(|token| self.words[*token].head.is_none_or(is_outside))
    }

    /// The dependent of a word that stands nearest before it and fits.
    fn before(&self, head: usize, fits: impl Fn(&Word) -> bool) -> Option<usize> {
        (head.saturating_sub(REACH)..head)
            .rev()
            .find(|at| self.words[*at].head == Some(head) && fits(&self.words[*at]))
    }

    /// Whether "for" or "to" leads to the time: what is arranged, not when it was arranged.
    fn has_goal(&self, at: usize) -> bool {
        let is_goal = |word: &Word| matches!(&*word.lemma, "for" | "to");
        self.before(at, |word| &*word.deprel == "case" && is_goal(word))
            .is_some()
    }

    fn is_predicate(&self, at: usize) -> bool {
        matches!(self.words[at].upos, Upos::Verb | Upos::Aux)
            || self.before(at, |word| &*word.deprel == "cop").is_some()
    }

    fn of_noun(&self, at: usize, time: Time) -> Told {
        let plan = self.calendar.plan(&self.words[at].lemma);
        // "plans for Friday", "likely on Friday"; but "the plan of Friday" is one that was made then.
        let is_ahead = plan.day || plan.behind_for && time.has_goal;
        if is_ahead {
            Told::Tense(Tense::Future)
        } else {
            Told::ByGovernor
        }
    }

    fn of_clause(&self, at: usize, time: Time) -> Told {
        let aux = self.auxiliaries(at);
        let word = &self.words[at];
        let plan = self.calendar.plan(&word.lemma);
        let is_planned = plan.day || plan.behind_for && time.has_goal;
        if let Some(modal) = aux.modal {
            // "would have met", "could not be reached".
            let is_over = aux.have.is_some() || aux.not && &*self.words[modal].lemma == "could";
            return Told::Tense(if is_over { Tense::Past } else { Tense::Future });
        }
        if aux.to {
            return self.of_infinitive(at, &aux);
        }
        if is_planned && aux.over {
            return Told::Tense(Tense::Past);
        }
        let finite = aux.have.or(aux.did).or(aux.be).or(aux.get);
        match (&*word.xpos, finite) {
            // "is due Friday", "was expected Friday", "has been set for Friday".
            ("VBN" | "JJ", Some(_)) if is_planned && aux.be.is_some() => Told::Tense(Tense::Future),
            (_, Some(_)) if aux.have.is_some() => Told::Tense(Tense::Past),
            (_, Some(finite)) => match &*self.words[finite].xpos {
                "VBD" => Told::Tense(Tense::Past),
                "VBZ" | "VBP" => Told::Tense(Tense::Present),
                _ => Told::ByGovernor,
            },
            ("VBD", None) if time.has_goal && plan.behind_for => Told::Tense(Tense::Future),
            // "They planned a march on Friday", "on Friday they planned to march".
            ("VBD", None) if plan.day => Told::Nothing,
            ("VBD", None) => Told::Tense(Tense::Past),
            ("VBZ" | "VBP", None) if plan.day || plan.infinitive => Told::Tense(Tense::Future),
            // "The show opens on Friday": what is fixed is told in the present.
            ("VBZ" | "VBP", None)
                if time.is_beside && !matches!(&*word.lemma, "have" | "be" | "say") =>
            {
                Told::Tense(Tense::Future)
            }
            ("VBZ" | "VBP", None) => Told::Tense(Tense::Present),
            ("MD", None) => Told::Tense(Tense::Future),
            ("VBN", None) if matches!(&*word.deprel, "conj" | "xcomp") => Told::ByGovernor,
            ("VBN", None) if is_planned => Told::Nothing,
            ("VBN", None) => Told::Tense(Tense::Past),
            // "Join us on Friday".
            ("VB", None) if word.head.is_none() => Told::Tense(Tense::Future),
            _ => Told::ByGovernor,
        }
    }

    /// "is to meet", "agreed to meet", "talks to be held"; "managed to meet" and "flew in to meet" have the tense of their
    /// governor.
    fn of_infinitive(&self, at: usize, aux: &Auxiliaries) -> Told {
        if aux.have.is_some() {
            return Told::Tense(Tense::Past);
        }
        let word = &self.words[at];
        let Some(governor) = word.head.filter(|head| *head < self.words.len()) else {
            return Told::Tense(Tense::Future);
        };
        let relation = word.deprel.split(':').next().unwrap_or_default();
        let over = self.auxiliaries(governor);
        let by = &self.words[governor];
        let is_going = &*by.lemma == "go" && &*by.xpos == "VBG" && over.be.is_some();
        let is_to = aux.be.is_some_and(|be| {
            self.words[be].xpos.starts_with("VB") && &*self.words[be].xpos != "VB"
        });
        let is_arranged =
            is_to || &*by.lemma == "be" || is_going || relation == "acl" && aux.be.is_some();
        let is_ahead = is_arranged
            || matches!(relation, "xcomp" | "ccomp" | "acl" | "advcl")
                && self.calendar.plan(&by.lemma).infinitive;
        match is_ahead {
            true if over.over => Told::Tense(Tense::Past),
            true => Told::Tense(Tense::Future),
            false => Told::ByGovernor,
        }
    }

    fn auxiliaries(&self, head: usize) -> Auxiliaries {
        let mut aux = Auxiliaries::default();
        let mut had = false;
        for at in head.saturating_sub(REACH)..head {
            let word = &self.words[at];
            if word.head != Some(head) {
                continue;
            }
            match (&*word.deprel, &*word.lemma, &*word.xpos) {
                ("aux", _, "MD") => aux.modal = Some(at),
                ("aux", "have", xpos) => {
                    aux.have = Some(at);
                    had |= xpos == "VBD";
                }
                ("aux", "do", _) => aux.did = Some(at),
                ("aux" | "aux:pass" | "cop", "be", xpos) => {
                    aux.been |= xpos == "VBN";
                    aux.be = aux.be.or(Some(at));
                }
                ("aux:pass", "get", _) => aux.get = Some(at),
                ("mark", "to", _) => aux.to = true,
                ("advmod", "not" | "n't" | "never", _) => aux.not = true,
                // "Neither of them could be reached".
                ("nsubj" | "nsubj:pass", lemma, _) => {
                    let is_none =
                        |lemma: &str| matches!(lemma, "no" | "neither" | "nobody" | "none");
                    aux.not |=
                        is_none(lemma) || self.before(at, |word| is_none(&word.lemma)).is_some();
                }
                ("advmod", "previously" | "originally" | "once" | "initially", _) => {
                    aux.over = true;
                }
                _ => {}
            }
        }
        // "had been due to expire".
        aux.over |= had && aux.been;
        aux
    }

    /// Whether a verb tells what has been: "met", "was met", "had met", "did not meet"; not "would meet", "was to meet" and "was
    /// meeting", which may lie ahead.
    fn is_past(&self, at: usize) -> bool {
        let aux = self.auxiliaries(at);
        let finite = aux.have.or(aux.did).or(aux.be).or(aux.get);
        let is_bare = aux.modal.is_none() && !aux.to;
        is_bare
            && match (&*self.words[at].xpos, finite) {
                ("VBD", None) => true,
                ("VBN" | "VB", Some(finite)) => &*self.words[finite].xpos == "VBD",
                _ => false,
            }
    }

    fn of_auxiliary(&self, at: usize) -> Tense {
        match &*self.words[at].xpos {
            "VBD" | "VBN" => Tense::Past,
            "MD" | "VB" => Tense::Future,
            _ => Tense::Present,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dateline_schema::Token;

    use super::*;

    /// The tense at the last word that is marked with a star; a row is form, lemma, tag, head (from 1) and relation.
    fn check(rows: &str, expected: Option<Tense>) {
        let (mut doc, mut words, mut span) = (Doc::default(), Vec::new(), Span::new(0, 0));
        for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
            let cells: Vec<&str> = row.split_whitespace().collect();
            let form = cells[0].trim_end_matches('*');
            let start = doc.text.len();
            doc.text.push_str(form);
            let token = Span::new(start, doc.text.len());
            if cells[0].ends_with('*') {
                span = token;
            }
            doc.tokens.push(Token { span: token });
            doc.text.push(' ');
            let head: usize = cells[3].parse().unwrap();
            words.push(Word {
                lemma: cells[1].into(),
                upos: match cells[2] {
                    "MD" => Upos::Aux,
                    _ if cells[4].starts_with("aux") || cells[4] == "cop" => Upos::Aux,
                    tag if tag.starts_with("VB") => Upos::Verb,
                    _ => Upos::Noun,
                },
                xpos: Arc::from(cells[2]),
                head: head.checked_sub(1),
                deprel: Arc::from(cells[4]),
            });
        }
        doc.syntax = Some(words);
        let calendar = Calendar::builtin().unwrap();
        assert_eq!(tense(&doc, &calendar, span), expected, "{rows}");
    }

    #[test]
    fn a_clause_in_between_does_not_decide() {
        check(
            "Friday* Friday NNP 6 obl
             envoy envoy NN 6 nsubj
             who who WP 4 nsubj
             left leave VBD 2 acl:relcl
             will will MD 6 aux
             return return VB 0 root",
            Some(Tense::Future),
        );
    }

    #[test]
    fn infinitives_look_ahead_behind_plans_and_not_behind_what_was_done() {
        let rows = |verb: &str| {
            format!(
                "They they PRP 2 nsubj
                 x {verb} VBD 0 root
                 to to TO 4 mark
                 meet meet VB 2 xcomp
                 Friday* Friday NNP 4 obl"
            )
        };
        check(&rows("agree"), Some(Tense::Future));
        check(&rows("manage"), Some(Tense::Past));
    }

    #[test]
    fn the_day_of_an_agreement_is_past_and_that_of_a_deadline_is_ahead() {
        check(
            "They they PRP 2 nsubj
             agreed agree VBD 0 root
             Friday* Friday NNP 2 obl
             to to TO 5 mark
             meet meet VB 2 xcomp",
            Some(Tense::Past),
        );
        check(
            "It it PRP 3 nsubj
             is be VBZ 3 aux:pass
             set set VBN 0 root
             for for IN 5 case
             Friday* Friday NNP 3 obl",
            Some(Tense::Future),
        );
        check(
            "Bail bail NN 3 nsubj:pass
             was be VBD 3 aux:pass
             set set VBN 0 root
             Friday* Friday NNP 3 obl",
            Some(Tense::Past),
        );
    }

    #[test]
    fn what_could_not_be_done_is_over() {
        let rows = |first: &str| {
            format!(
                "{first} {first} DT 2 det
                 envoy envoy NN 5 nsubj:pass
                 could could MD 5 aux
                 be be VB 5 aux:pass
                 reached reach VBN 0 root
                 Friday* Friday NNP 5 obl"
            )
        };
        check(&rows("no"), Some(Tense::Past));
        check(&rows("the"), Some(Tense::Future));
    }

    #[test]
    fn damaged_trees_are_refused() {
        // Heads that run in a circle.
        check(
            "a a NN 2 dep
             b b NN 1 dep
             Friday* Friday NNP 1 nmod",
            None,
        );
    }
}
