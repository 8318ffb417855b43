//! Who is told what a cue tells, as the tree draws it: "told [X] that", "said to [X]", "[X] was asked whether".
//!
//! In: a cue and what the model gave it. Out: whom its object, its subject or a phrase behind "to" names, and the content
//! without him; [`crate::addressee`] says who that is. Refuses who is only accused or blamed, and of whom a request is made
//! that is one with him.

use std::ops::Range;

use dateline_data::{Classes, CueClass};
use dateline_schema::{Role, Upos};

use crate::attributed::{NEAR, around};
use crate::candidate::Candidate;
use crate::content::{cut, trim};
use crate::view::View;

/// A phrase for who is spoken to is shorter than this, in tokens.
const LISTENER: usize = 6;

/// How far behind a cue the clause that it rules has its head, in tokens.
const CLAUSE: usize = 40;

/// Turns round who is told: "Leave now, thousands told" in a headline, "…, the inquiry was told" behind what is said.
pub(crate) fn passive(view: &View<'_>, candidate: &mut Candidate) {
    let head = candidate.head;
    let Some((verb, words)) = view.verb(head).zip(view.doc.syntax.as_deref()) else {
        return;
    };
    let speech = matches!(verb.class, CueClass::Say | CueClass::Order);
    let past = matches!(&*words[head].xpos, "VBN" | "VBD");
    if !verb.takes_addressee || !speech || !past {
        return;
    }
    let near = head.saturating_sub(NEAR)..(head + NEAR).min(words.len());
    let child = |relations: &[&str]| {
        near.clone()
            .find(|&idx| words[idx].head == Some(head) && relations.contains(&&*words[idx].deprel))
    };
    if let Some(subject) = child(&["nsubj:pass"]).filter(|&subject| subject < head) {
        let Some(hearer) = view.noun_phrase(subject) else {
            return;
        };
        let within = |piece: &Range<usize>| {
            hearer.start <= piece.start + 1 && piece.end <= head && piece.contains(&subject)
        };
        let unit = &view.units[candidate.unit].tokens;
        let clause = trim(view, unit.start..hearer.start).filter(|clause| {
            clause.clone().any(|idx| {
                matches!(words[idx].upos, Upos::Verb | Upos::Aux) && view.quote(idx).is_none()
            })
        });
        if candidate.content.iter().all(within)
            && let Some(clause) = clause.filter(|clause| clause.len() > hearer.len())
        {
            candidate.content = vec![clause];
            candidate.addressee = Some(hearer);
        }
        return;
    }
    let line = view.units[candidate.unit].line;
    // Headlines tell of what is by verbs in the present, so that a past form there is passive.
    let whole = view.doc.lines[line].span.of(&view.doc.text).trim_end();
    let headline = view.doc.lines[line].role == Role::Headline
        || line == 0 && whole.ends_with(char::is_alphanumeric);
    let auxiliary = child(&["aux"]).is_some();
    let object = child(&["obj", "iobj", "ccomp"]).filter(|&idx| idx > head);
    if !headline || auxiliary || object.is_some() || candidate.source.len() != 1 {
        return;
    }
    let Some(hearer) = candidate.source.pop().filter(|hearer| hearer.end <= head) else {
        return;
    };
    if verb.class == CueClass::Say {
        candidate.addressee = Some(hearer);
    } else {
        candidate.content.insert(0, hearer);
    }
}

/// The content without whom it is told to, where the model gave the hearer to it: "warned [the crews | that …]",
/// "[Lee] was asked [whether …]".
pub(crate) fn without_hearer(
    view: &View<'_>,
    head: usize,
    content: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut content = without_listener(view, head, content);
    let tells = view.verb(head).filter(|verb| {
        verb.takes_addressee
            && matches!(
                verb.class,
                CueClass::Say | CueClass::Promise | CueClass::Ask
            )
    });
    let (Some(verb), Some(words)) = (tells, &view.doc.syntax) else {
        return content;
    };
    let mut near = head.saturating_sub(NEAR)..(head + NEAR).min(words.len());
    let on_cue = |idx: usize, relations: &[&str]| {
        words[idx].head == Some(head) && relations.contains(&&*words[idx].deprel)
    };
    let clause = (head + 1..(head + CLAUSE).min(words.len()))
        .find(|&idx| on_cue(idx, &["ccomp", "xcomp"]))
        .map(|idx| view.tree.span(idx).start.max(head + 1));
    let object = clause.and_then(|clause| {
        // What is asked of somebody is one with him: "asked [the crews to wait]", but "asked the crews [if they waited]".
        let asks = view.class(clause, Classes::QUESTION);
        let relations: &[&str] = if verb.class == CueClass::Ask && !asks {
            &[]
        } else {
            &["iobj", "obj"]
        };
        let object = (head + 1..clause).find(|&idx| on_cue(idx, relations))?;
        (object < clause).then_some(head + 1..clause)
    });
    let hearer = near
        .find(|&idx| idx < head && on_cue(idx, &["nsubj:pass"]))
        .and_then(|idx| view.noun_phrase(idx));
    let hearer =
        hearer.or_else(|| first_of_two(view, head).filter(|_| verb.class == CueClass::Say));
    for hole in object.into_iter().chain(hearer) {
        let mut rest = content.clone();
        cut(&mut rest, &hole);
        if !rest.is_empty() {
            content = rest;
        }
    }
    content
}

/// Who is told, where the tree makes him a second subject of what he is told: "told [the outlet] [the pair were happy]".
fn first_of_two(view: &View<'_>, head: usize) -> Option<Range<usize>> {
    let words = view.doc.syntax.as_deref()?;
    let near = head + 1..(head + NEAR).min(words.len());
    let subject = |idx: &usize| &*words[*idx].deprel == "nsubj";
    let first = near.clone().find(subject)?;
    let phrase = view.noun_phrase(first)?;
    let second = (first + 1..near.end).find(subject)?;
    let next = view.noun_phrase(second)?;
    let adjacent = phrase.start == head + 1 && next.start == phrase.end;
    (adjacent && words[first].head == words[second].head).then_some(phrase)
}

/// The content without a phrase behind "to", where a clause tells what is said: "complained to [the ministry | that …]".
fn without_listener(view: &View<'_>, head: usize, content: &[Range<usize>]) -> Vec<Range<usize>> {
    let pieces = content.to_vec();
    let speaks = view.verb(head).is_some_and(|verb| verb.class.is_speech());
    let hears = |idx: usize| {
        let word = view.word(idx).filter(|word| word.head == Some(head));
        word.is_some_and(|word| &*word.deprel == "obl")
            && (view.led_in(idx, "to") || view.led_in(idx, "before") && is_body(view, idx))
    };
    let Some(first) = pieces.iter().position(|piece| piece.start > head) else {
        return pieces;
    };
    let piece = pieces[first].clone();
    let Some(listener) = piece.clone().take(LISTENER).find(|&idx| hears(idx)) else {
        return pieces;
    };
    let phrase = view.tree.span(listener);
    let clause = phrase.end < piece.end
        && piece.start <= listener
        && view.doc.tokens.get(head + 1).is_some()
        && phrase.start <= head + 2
        && view.class(phrase.end, Classes::QUESTION.or(Classes::RELATIVE));
    let mut rest = pieces.clone();
    if clause {
        rest[first].start = phrase.end;
    } else if piece.len() < LISTENER {
        rest.remove(first);
    }
    let longer = rest.iter().any(|piece| piece.len() > LISTENER);
    if speaks && (clause || longer) {
        rest
    } else {
        pieces
    }
}

/// Whom the object of the verb names: "told X that", "said to X that".
pub(crate) fn addressee(view: &View<'_>, candidate: &Candidate) -> Option<Range<usize>> {
    let verb = view.verb(candidate.head);
    // Nobody is told what he is accused of.
    if verb.is_some_and(|verb| !verb.class.is_speech() || verb.class == CueClass::Accuse) {
        return None;
    }
    // Whom a request is made of is part of what is requested, unless that is quoted.
    let requests = verb.is_some_and(|verb| matches!(verb.class, CueClass::Order | CueClass::Ask));
    let quoted = candidate
        .content
        .iter()
        .any(|part| view.quote(part.start).is_some());
    let asks = candidate.content.iter().any(|part| {
        let mut opening = part.clone().take(2);
        opening.any(|idx| view.class(idx, Classes::QUESTION))
    });
    let takes = verb.is_some_and(|verb| verb.takes_addressee) && (!requests || quoted || asks);
    let parts = candidate.content.iter().chain(&candidate.source);
    let taken: Vec<Range<usize>> = parts.cloned().collect();
    if let Some(asked) = asked_before(view, candidate) {
        return Some(asked);
    }
    let (idx, word) = around(view, candidate)
        .find(|(idx, word)| {
            let is_object = match &*word.deprel {
                "obj" => takes,
                // "Offered him a lift".
                "iobj" => takes || verb.is_some_and(|verb| verb.class == CueClass::Promise),
                "obl" => {
                    let beside = |class: Classes, preposition: &str| {
                        view.lemma_class(candidate.head, class) && view.led_in(*idx, preposition)
                    };
                    view.led_in(*idx, "to")
                        || view.led_in(*idx, "before") && is_body(view, *idx)
                        || beside(Classes::SHOUT, "at")
                        || beside(Classes::SHARE, "with")
                }
                // "The council was told"; but what was said by somebody is no hearer.
                "nsubj:pass" => verb.is_some_and(|verb| verb.takes_addressee),
                _ => false,
            };
            let nominal = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron);
            is_object && nominal && !taken.iter().any(|part| part.contains(idx))
        })
        .or_else(|| {
            // A tree may hang the one who is told on what he is told: "told [the council] [a bridge would cost …]".
            let cue = candidate.cue[0].end;
            let before = candidate
                .content
                .iter()
                .map(|part| part.start)
                .find(|&start| start > cue)?;
            let mut between = cue..before.min(cue + NEAR);
            let told = between.find(|&idx| {
                view.word(idx)
                    .is_some_and(|word| matches!(&*word.deprel, "iobj" | "nsubj"))
            })?;
            Some((told, view.word(told)?)).filter(|_| takes)
        })?;
    debug_assert!(word.head.is_some());
    view.noun_phrase(idx)
}

/// "Parliament", "the committee".
fn is_body(view: &View<'_>, idx: usize) -> bool {
    view.class(idx, Classes::BODY)
}

/// Who is asked in the participle before what he says: "Asked whether …, Lee said".
fn asked_before(view: &View<'_>, candidate: &Candidate) -> Option<Range<usize>> {
    let words = view.doc.syntax.as_deref()?;
    let asked = &words[candidate.head];
    // "Asked about the report" tells no question.
    let question = candidate.content.iter().any(|part| {
        part.clone().any(|idx| {
            let opens = idx <= part.start + 1 || view.is_comma(idx - 1);
            opens && view.class(idx, Classes::QUESTION) || view.quote(idx).is_some()
        })
    });
    if !question {
        return None;
    }
    let opens = &*asked.deprel == "advcl"
        && matches!(&*asked.xpos, "VBN" | "VBD")
        && view.verb(candidate.head)?.class == CueClass::Ask;
    let main = asked.head.filter(|&main| opens && main > candidate.head)?;
    let from = main.saturating_sub(NEAR).max(candidate.head);
    let subject = (from..(main + NEAR).min(words.len()))
        .find(|&idx| words[idx].head == Some(main) && &*words[idx].deprel == "nsubj")?;
    view.noun_phrase(subject)
}
