//! The words of one inside the words of another: "A said [B told C [that …]]", "“B told us [that …],” A said".
//!
//! Finds in what somebody says a verb of speech with a subject and a clause of its own, which the model, that gives every
//! word to one cue, leaves to the outer one; and a request with whom it is made of ("A said [B had asked [C to wait]]").
//! Not this: a verb outside of contents, where the model has looked and found no statement; what a speaker says of
//! himself in the present ("I say", "I must say") or under a condition, which is a way of saying it.

use std::ops::Range;

use dateline_data::{Classes, CueClass, VerbCue};
use dateline_schema::{Upos, Word};

use crate::attributed;
use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable such a clause is.
const SCORE: f32 = 0.6;

/// How far from its verb a subject or a clause is looked for, in tokens.
const REACH: usize = 40;

/// How far behind a verb that asks the question opens, in tokens.
const QUESTION: usize = 5;

pub(crate) fn propose(view: &View<'_>, outer: &[Candidate]) -> Vec<Candidate> {
    let Some(words) = view.doc.syntax.as_deref() else {
        return Vec::new();
    };
    let said = outer.iter().filter(|candidate| candidate.is_speech);
    let mut found: Vec<Candidate> = said
        .flat_map(|candidate| &candidate.content)
        .flat_map(|content| {
            let verbs = content.clone();
            verbs.filter_map(|verb| Inner { view, words, verb }.candidate(content))
        })
        .collect();
    found.sort_by_key(|candidate| candidate.head);
    found.dedup_by_key(|candidate| candidate.head);
    found
}

/// A verb inside of what somebody says.
struct Inner<'v, 'a> {
    view: &'v View<'a>,
    words: &'a [Word],
    verb: usize,
}

impl Inner<'_, '_> {
    fn candidate(&self, outer: &Range<usize>) -> Option<Candidate> {
        let Self { view, words, verb } = *self;
        let cue = view.verb(verb).filter(|cue| cue.class.is_speech())?;
        if words[verb].upos != Upos::Verb {
            return None;
        }
        let near = outer.start.max(verb.saturating_sub(REACH))..outer.end.min(verb + REACH);
        let hangs = |relations: &'static [&str], range: Range<usize>| {
            let mut range = range;
            range.find(|&idx| {
                words[idx].head == Some(verb) && relations.contains(&&*words[idx].deprel)
            })
        };
        let told = hangs(&["nsubj:pass"], near.start..verb).filter(|_| cue.takes_addressee);
        let subject = hangs(&["nsubj"], near.start..verb).or_else(|| self.shared_subject(&near));
        let source = match (subject, told) {
            (Some(subject), _) => Some(view.noun_phrase(subject)?),
            (None, Some(_)) => None,
            // Two verbs may quarrel over a subject: "X said the port was closed, the agency reported".
            (None, None) => Some(self.name_before().filter(|_| verb == outer.start)?),
        };
        if source.as_ref().is_some_and(|source| source.end > verb) {
            return None;
        }
        let asks = |idx: usize| view.is(view.tree.span(idx).start, "whether");
        let question = hangs(&["advcl"], verb + 1..near.end).filter(|&idx| asks(idx));
        // "The storm taught us a lesson: walls do not hold the sea."
        let lesson = |idx: &usize| {
            let colon = (verb + 1..*idx).any(|at| view.text(at) == ":");
            !colon || hangs(&["obj"], verb + 1..*idx).is_none()
        };
        let clause = hangs(&["ccomp"], verb + 1..near.end)
            .filter(lesson)
            .or(question);
        // "Asked him how many rabbits he had": the tree may take the question for an object.
        let opens = (verb + 1..near.end.min(verb + QUESTION))
            .find(|&idx| view.class(idx, Classes::QUESTION) && cue.class == CueClass::Ask);
        let content = match clause {
            None if opens.is_some() => opens?..view.tree.span(verb).end,
            Some(clause) => view.tree.span(clause).start.max(verb + 1)..view.tree.span(clause).end,
            None => {
                let infinitive = hangs(&["xcomp"], verb + 1..near.end);
                infinitive
                    .and_then(|infinitive| self.request(cue, infinitive, told.is_some()))
                    .or_else(|| self.inner_quotation(&near))
                    .or_else(|| self.quotation(source.as_ref()?, outer))
                    .or_else(|| self.thing(cue, &near))?
            }
        };
        let content = self.trim(content.start..content.end.min(outer.end))?;
        let auxiliary = |idx: &usize| matches!(&*words[*idx].deprel, "aux" | "aux:pass");
        let first = (near.start..verb).rev().take_while(auxiliary).last();
        let candidate = Candidate {
            rule: "nested-clause",
            score: SCORE,
            inside: view.quote(verb),
            note: "a verb of speech with its own subject and clause".to_owned(),
            ..attributed::by_verb(
                view,
                first.unwrap_or(verb)..verb + 1,
                source.into_iter().collect(),
                content,
            )
        };
        (!self.is_manner(subject, &candidate)).then_some(candidate)
    }

    /// The subject of the verb that this one is conjoined to: "he rang me and said".
    fn shared_subject(&self, near: &Range<usize>) -> Option<usize> {
        let Self { words, verb, .. } = *self;
        let relation = &*words[verb].deprel;
        let shares = matches!(relation, "conj" | "xcomp");
        let head = words[verb]
            .head
            .filter(|head| shares && near.contains(head))?;
        // "Asked him to say" has him say it.
        let object = |idx: usize| {
            words[idx].head == Some(head) && matches!(&*words[idx].deprel, "obj" | "iobj")
        };
        if relation == "xcomp" && near.clone().any(object) {
            return None;
        }
        let mut before = near.start..verb.min(head);
        before.find(|&idx| words[idx].head == Some(head) && &*words[idx].deprel == "nsubj")
    }

    /// The quotation inside of another's that the verb leads in: "“She whispered, [‘Stay.’]”".
    fn inner_quotation(&self, near: &Range<usize>) -> Option<Range<usize>> {
        let Self { view, verb, .. } = *self;
        let inner = view.quotes_inside(view.quote(verb)?);
        inner.into_iter().find(|quote| {
            let leads = quote.start > verb
                && quote.start <= verb + QUESTION
                && quote.end <= near.end
                && matches!(view.text(quote.start - 1), "," | ":");
            leads && quote.len() > 2
        })
    }

    /// What a verb asks for, promises or denies that is no clause: "requested [two new crossings]", "offered him [a lift]".
    fn thing(&self, cue: &VerbCue, near: &Range<usize>) -> Option<Range<usize>> {
        let Self { view, words, verb } = *self;
        let child = |relation: &str, idx: usize| {
            words[idx].head == Some(verb) && &*words[idx].deprel == relation
        };
        let behind = verb + 1..near.end;
        let noun = |idx: usize| matches!(words[idx].upos, Upos::Noun | Upos::Propn);
        // "If the families request a meeting" tells of no request.
        let gives = matches!(
            cue.class,
            CueClass::Order | CueClass::Promise | CueClass::Deny
        ) && &*words[verb].deprel != "advcl";
        let object = behind
            .clone()
            .find(|&idx| gives && child("obj", idx) && noun(idx))
            .map(|idx| view.tree.span(idx));
        let of = |mut behind: Range<usize>| {
            let particle = |idx: usize| {
                let case = view.tree.span(idx).start;
                view.frame(verb, case).is_some_and(CueClass::is_speech)
            };
            let idx = behind.find(|&idx| child("obl", idx) && noun(idx) && particle(idx))?;
            let span = view.tree.span(idx);
            Some(span.start + 1..span.end)
        };
        let mut told = object.or_else(|| of(behind.clone()))?;
        // "Offered her [200,000 crowns if she signed]".
        let condition = behind
            .map(|idx| (idx, view.tree.span(idx)))
            .find(|(idx, span)| child("advcl", *idx) && view.is(span.start, "if"));
        if let Some((_, condition)) = condition.filter(|(_, span)| span.start == told.end) {
            told.end = condition.end;
        }
        Some(told.start.max(verb + 1)..told.end)
    }

    /// The name that ends just before the verb.
    fn name_before(&self) -> Option<Range<usize>> {
        let Self { view, verb, .. } = *self;
        let last = view.doc.tokens[verb.checked_sub(1)?].span;
        let name = view.names_at(last).find(|name| name.span.end == last.end)?;
        Some(view.doc.tokens_in(name.span))
    }

    /// The quotation just before "X said", behind which nothing else of what the other tells stands.
    fn quotation(&self, source: &Range<usize>, outer: &Range<usize>) -> Option<Range<usize>> {
        let Self { view, verb, .. } = *self;
        let before = source.start.checked_sub(1)?;
        let behind = |idx: usize| view.is_punctuation(idx) || idx <= verb;
        let quote = view.quote_tokens(view.quote(before)?);
        let holds = outer.start <= quote.start && quote.len() > QUESTION;
        (holds && view.quote(verb).is_none() && (source.end..outer.end).all(behind))
            .then_some(quote)
    }

    /// What a verb with an infinitive asks for or promises: "asked [the crews to wait]", "told the crews [to wait]".
    fn request(&self, cue: &VerbCue, infinitive: usize, passive: bool) -> Option<Range<usize>> {
        let Self { view, words, verb } = *self;
        let clause = view.tree.span(infinitive);
        let clause = clause.start.max(verb + 1)..clause.end;
        let leads = view.is(clause.start, "to");
        let object = (verb + 1..clause.start).find(|&idx| {
            words[idx].head == Some(verb) && matches!(&*words[idx].deprel, "obj" | "iobj")
        });
        match (cue.class, object) {
            (CueClass::Order | CueClass::Ask, Some(_)) if leads => Some(verb + 1..clause.end),
            (CueClass::Say, Some(_)) if leads && cue.takes_addressee => Some(clause),
            // "I am told [to be patient]".
            (CueClass::Say, None) if leads && passive => Some(clause),
            (CueClass::Promise, _) if leads => Some(clause),
            _ => None,
        }
    }

    /// Whether it is nobody's saying, or a way in which somebody says what he says now: "I would say", "you say".
    fn is_manner(&self, subject: Option<usize>, candidate: &Candidate) -> bool {
        let Self { view, words, verb } = *self;
        let Some(subject) = subject else { return false };
        let who = view.text(subject).to_lowercase();
        if matches!(&*who, "anyone" | "anybody" | "one") {
            return true;
        }
        let own = matches!(&*who, "i" | "we" | "you");
        // "You tell this committee there is no shortage", "if I say, ‘We had money’".
        let told = who == "you" && candidate.addressee.is_some();
        let outer = view.quote(verb);
        let marked = outer.is_some_and(|outer| {
            let inner = view.quotes_inside(outer);
            inner
                .iter()
                .any(|quote| candidate.content[0].start == quote.start)
        });
        if own && (told || marked) {
            return false;
        }
        let done = &*words[verb].xpos == "VBD" || &*words[verb].xpos == "VBN";
        let bound = |idx: usize| &*words[idx].xpos == "MD" && !view.is(idx, "will");
        let modal = candidate.cue[0].clone().any(bound);
        // "The party said it would ask": what he says that he would do is his own.
        let goes_on = view.quote(verb).is_none()
            && view.is_third_person(subject)
            && candidate.addressee.is_none();
        let habit = |idx: usize| !bound(idx) || view.is(idx, "would");
        if modal && (goes_on || !candidate.cue[0].clone().all(habit)) {
            return true;
        }
        own && (!done || modal || candidate.hypothetical)
    }

    /// The clause without the stops at its ends, also those inside of a quotation.
    fn trim(&self, content: Range<usize>) -> Option<Range<usize>> {
        let view = self.view;
        let mark = |idx: usize| matches!(view.text(idx), "," | "." | ";" | ":" | "—" | "–" | "-");
        let Range { mut start, mut end } = content;
        while start < end && mark(start) {
            start += 1;
        }
        while start < end && mark(end - 1) {
            end -= 1;
        }
        let content = trim(view, start..end)?;
        if let Some(outer) = view.quote(self.verb) {
            let inner = view.quotes_inside(outer).into_iter();
            // The marks and the stops before them lie outside of the clause.
            let marked = |quote: &Range<usize>| {
                quote.contains(&content.start) && content.start <= quote.start + 1
            };
            if let Some(whole) = inner.rev().find(marked) {
                return Some(whole);
            }
        }
        let words = content.clone().filter(|&idx| !view.is_punctuation(idx));
        (words.count() > 1).then_some(content)
    }
}
