//! The words of one inside the words of another: "A said [B told C [that …]]".
//!
//! Finds in what somebody says a verb of speech with a subject and a clause of its own, which the model, that gives every
//! word to one cue, leaves to the outer one.
//! Not this: a verb outside of contents, where the model has looked and found no statement; a verb inside a quotation,
//! which tells of no words but the speaker's.

use crate::attributed;
use crate::candidate::Candidate;
use crate::content::trim;
use crate::view::View;

/// How reliable such a clause is.
const SCORE: f32 = 0.6;

/// How far before its verb a subject is looked for, in tokens.
const REACH: usize = 40;

pub(crate) fn propose(view: &View<'_>, outer: &[Candidate]) -> Vec<Candidate> {
    let Some(words) = &view.doc.syntax else {
        return Vec::new();
    };
    let said = outer.iter().filter(|candidate| candidate.is_speech);
    let contents = said.flat_map(|candidate| &candidate.content);
    let mut found = Vec::new();
    for content in contents {
        for clause in content
            .clone()
            .filter(|&idx| &*words[idx].deprel == "ccomp")
        {
            let head = words[clause].head.filter(|head| content.contains(head));
            let speaks = |&verb: &usize| {
                let cue = view.verb(verb).filter(|_| view.quote(verb).is_none());
                cue.is_some_and(|cue| cue.class.is_speech())
            };
            let Some(verb) = head.filter(speaks) else {
                continue;
            };
            let subject = (content.start.max(verb.saturating_sub(REACH))..verb)
                .find(|&idx| words[idx].head == Some(verb) && &*words[idx].deprel == "nsubj");
            let span = view.tree.span(clause);
            let said = trim(view, span.start.max(verb + 1)..span.end.min(content.end));
            let (Some(subject), Some(said)) = (subject, said) else {
                continue;
            };
            let Some(source) = view
                .noun_phrase(subject)
                .filter(|source| source.end <= verb)
            else {
                continue;
            };
            let auxiliary = |idx: &usize| &*words[*idx].deprel == "aux";
            let start = (source.end..verb).rev().take_while(auxiliary).last();
            let cue = start.unwrap_or(verb)..verb + 1;
            found.push(Candidate {
                rule: "nested-clause",
                score: SCORE,
                note: "a verb of speech with its own subject and clause".to_owned(),
                ..attributed::by_verb(view, cue, vec![source], said)
            });
        }
    }
    found
}
