//! What the model attributes, as candidates.
//!
//! In: [`Doc::attributions`](dateline_schema::Doc::attributions). Out: a candidate for each, with what the tree says of
//! its cue: who is addressed, whether the saying is denied or unreal, whether it reports words. Refuses nothing: the
//! score, which is the product of the model's probabilities, is weighed later.

use std::ops::Range;

use dateline_data::{Classes, CueClass, VerbCue};
use dateline_schema::{Attribution, Role, Upos, Word};

use crate::candidate::Candidate;
use crate::content::{cut, trim};
use crate::hiding;
use crate::quoted;
use crate::reconcile::UNKNOWN;
use crate::view::View;

/// The rule of a candidate that the model gives.
pub(crate) const MODEL: &str = "attribution-head";

/// How far from a cue its auxiliaries, negation and objects are looked for, in tokens.
const NEAR: usize = 12;

/// A phrase for who is spoken to is shorter than this, in tokens.
const LISTENER: usize = 6;

/// How far behind a cue the clause that it rules has its head, in tokens.
const CLAUSE: usize = 40;

/// How many phrases that hang behind a source are added to it: "the head | of the port, | Ann Lee".
const APPOSITIONS: usize = 3;

pub(crate) fn propose(view: &View<'_>) -> Vec<Candidate> {
    let attributions = view.doc.attributions.as_deref().unwrap_or_default();
    attributions
        .iter()
        .filter_map(|attribution| candidate(view, attribution))
        .filter_map(|candidate| quoted::mend(view, candidate))
        .filter(|candidate| !measures(view, candidate) && !hiding::is_hiding(view, candidate))
        .collect()
}

fn candidate(view: &View<'_>, attribution: &Attribution) -> Option<Candidate> {
    let Attribution {
        cue,
        source,
        content,
        cue_probability,
        source_probability,
        content_probability,
    } = attribution;
    let score = cue_probability * source_probability * content_probability;
    let whole = to_governor(view, cue, source.as_ref(), content);
    let head = head(view, &whole);
    let unit = view.unit_at(head)?;
    let verb = view.verb(head);
    if whole != *cue && score < least(verb) {
        return None;
    }
    let cue = &whole;
    let source: Vec<Range<usize>> = source
        .iter()
        .map(|source| whole_phrase(view, source, cue, content))
        .map(|source| with_apposition(view, source, cue, content))
        .collect();
    let candidate = Candidate {
        source,
        cue: vec![trim(view, cue.clone()).unwrap_or_else(|| cue.clone())],
        content: without_hearer(view, head, content),
        head,
        unit,
        addressee: None,
        carried: Vec::new(),
        is_speech: (head + 1..cue.end)
            .find_map(|particle| view.frame(head, particle))
            .or(verb.map(|verb| verb.class))
            .is_none_or(CueClass::is_speech),
        negated: false,
        hypothetical: false,
        hedged: false,
        overrules: false,
        verbatim: false,
        inside: None,
        same_speaker: false,
        rule: MODEL,
        score,
        note: format!(
            "the model gives the cue {cue_probability:.2}, the source {source_probability:.2}, \
             the content {content_probability:.2}"
        ),
    };
    let mut candidate = with_circumstances(view, candidate);
    if verb.is_some_and(|verb| verb.class == CueClass::Hear) && candidate.source.len() == 1 {
        // Who hears is told; from whom is said behind, or stays open.
        let from = around(view, &candidate)
            .find(|(idx, word)| &*word.deprel == "obl" && view.led_in(*idx, "from"))
            .and_then(|(idx, _)| view.noun_phrase(idx));
        let hearer = (candidate.source[0].end <= candidate.head).then(|| candidate.source.pop());
        let subject = || {
            let found = around(view, &candidate).find(|(_, word)| &*word.deprel == "nsubj");
            found.and_then(|(idx, _)| view.noun_phrase(idx))
        };
        let hearer = hearer.flatten().or_else(subject);
        candidate.addressee = hearer.or(candidate.addressee.take());
        candidate
            .source
            .extend(from.filter(|_| candidate.source.is_empty()));
    }
    passive(view, &mut candidate);
    Some(candidate)
}

/// Turns round who is told: "Leave now, thousands told" in a headline, "…, the inquiry was told" behind what is said.
fn passive(view: &View<'_>, candidate: &mut Candidate) {
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

/// What structure reads off a verb of speech: its cue, whose head is the last word, its source and what is said.
pub(crate) fn by_verb(
    view: &View<'_>,
    cue: Range<usize>,
    source: Vec<Range<usize>>,
    content: Range<usize>,
) -> Candidate {
    let head = cue.end - 1;
    let candidate = Candidate {
        source,
        cue: vec![cue],
        content: without_hearer(view, head, &[content]),
        head,
        unit: view.unit_at(head).unwrap_or_default(),
        is_speech: true,
        ..Candidate::default()
    };
    with_circumstances(view, candidate)
}

/// Reads off the tree who is addressed, and whether the saying is denied or unreal.
fn with_circumstances(view: &View<'_>, mut candidate: Candidate) -> Candidate {
    candidate.addressee = addressee(view, &candidate);
    stand(view, &mut candidate);
    candidate
}

/// So many words behind a cue its governor may stand.
const GOVERNOR: usize = 4;
/// How sure the model must be of a cue whose governor it left out, where that is a verb that reports words.
const HELPED: f32 = 0.3;

/// How sure the model must be of a cue whose governor, which may be a verb of the lexicon, it left out.
fn least(governor: Option<&VerbCue>) -> f32 {
    match governor.is_some_and(|verb| verb.class.is_speech()) {
        true => HELPED,
        false => UNKNOWN,
    }
}

/// A cue of words that only help ("also", "was", "to") goes on to the word that they hang on: "also offered", "was clearly
/// glad".
fn to_governor(
    view: &View<'_>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    content: &[Range<usize>],
) -> Range<usize> {
    let helps = |idx: usize| {
        view.verb(idx).is_none()
            && !view.class(idx, Classes::HEARSAY)
            && view.word(idx).is_some_and(|word| {
                matches!(word.upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron)
            })
    };
    let governor = view.word(cue.start).and_then(|word| word.head);
    let Some(governor) = governor.filter(|governor| {
        (cue.end..cue.end + GOVERNOR).contains(governor) && cue.clone().all(helps)
    }) else {
        return cue.clone();
    };
    let claimed = |idx: usize| content.iter().chain(source).any(|part| part.contains(&idx));
    let free = (cue.end..=governor).all(|idx| !claimed(idx) && !view.is_punctuation(idx));
    match free {
        true => cue.start..governor + 1,
        false => cue.clone(),
    }
}

/// The word of a cue that says what sort of cue it is: its last verb of the lexicon, else the word that the others
/// hang on.
fn head(view: &View<'_>, cue: &Range<usize>) -> usize {
    let top = |idx: &usize| {
        view.word(*idx)
            .is_some_and(|word| word.head.is_none_or(|head| !cue.contains(&head)))
    };
    let framed =
        |idx: &usize| (idx + 1..cue.end.min(idx + 3)).any(|at| view.frame(*idx, at).is_some());
    cue.clone()
        .find(framed)
        .or_else(|| cue.clone().rev().find(|&idx| view.verb(idx).is_some()))
        .or_else(|| cue.clone().find(top))
        .unwrap_or(cue.start)
}

/// "According to" with what is a measure rather than somebody: "went according to plan", "sorted according to size".
fn measures(view: &View<'_>, candidate: &Candidate) -> bool {
    let [source] = &candidate.source[..] else {
        return view.is(candidate.cue[0].start, "according");
    };
    let bare = source.len() == 1
        && view
            .word(source.start)
            .is_some_and(|word| &*word.xpos == "NN")
        && !view.is_capitalized(source.start)
        && !view.class(source.start, Classes::OUTLET)
        && !view.is(source.start, "police");
    bare && view.is(candidate.cue[0].start, "according")
}

/// The source as far as the phrase goes whose first words it holds: "Senate Majority | Leader Ann Lee".
fn whole_phrase(
    view: &View<'_>,
    source: &Range<usize>,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> Range<usize> {
    let governor = source.clone().find_map(|idx| {
        let word = view.word(idx)?;
        let head = word.head.filter(|head| !source.contains(head))?;
        let modifies = matches!(
            &*word.deprel,
            "compound" | "amod" | "det" | "nummod" | "nmod:poss" | "nmod:desc" | "flat"
        );
        modifies.then_some(head)
    });
    let Some(head) = governor.filter(|&head| head >= source.end) else {
        return source.clone();
    };
    let taken = |idx: usize| cue.contains(&idx) || content.iter().any(|part| part.contains(&idx));
    let parts = |idx: usize| {
        view.is_punctuation(idx) && !view.is_dash(idx) && !view.is_possessive_mark(idx)
    };
    if (source.end..=head).any(|idx| taken(idx) || parts(idx)) {
        return source.clone();
    }
    source.start..head + 1
}

/// The source with the name or description that hangs on it behind: "the minister | for harbours, Ann Lee".
fn with_apposition(
    view: &View<'_>,
    source: Range<usize>,
    cue: &Range<usize>,
    content: &[Range<usize>],
) -> Range<usize> {
    let taken = |idx: usize| cue.contains(&idx) || content.iter().any(|part| part.contains(&idx));
    let mut source = source;
    for _ in 0..APPOSITIONS {
        let last = view.doc.tokens.len().min(source.end + NEAR);
        let next = (source.end..last)
            .take_while(|&idx| !taken(idx))
            .find(|&idx| {
                view.word(idx).is_some_and(|word| {
                    let hangs = word.head.is_some_and(|head| source.contains(&head));
                    let called = || {
                        let mut clause = view.tree.span(idx).take(NEAR);
                        clause.any(|at| view.class(at, Classes::NAMING))
                    };
                    hangs
                        && match &*word.deprel {
                            "appos" | "nmod" | "flat" => true,
                            // "Who calls himself Pavel Novak".
                            "acl" | "acl:relcl" => called(),
                            _ => false,
                        }
                })
            });
        let Some(more) = next.map(|next| view.tree.span(next)) else {
            break;
        };
        let fits = more.end > source.end
            && more.end < source.end + NEAR
            && !(source.end..more.end).any(|idx| taken(idx) || view.quote(idx).is_some());
        if !fits {
            break;
        }
        source.end = more.end;
    }
    trim(view, source.clone()).unwrap_or(source)
}

/// The content without whom it is told to, where the model gave the hearer to it: "warned [the crews | that …]",
/// "[Lee] was asked [whether …]".
fn without_hearer(view: &View<'_>, head: usize, content: &[Range<usize>]) -> Vec<Range<usize>> {
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
fn addressee(view: &View<'_>, candidate: &Candidate) -> Option<Range<usize>> {
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

/// Reads off the auxiliaries whether the saying is denied or unreal.
fn stand(view: &View<'_>, candidate: &mut Candidate) {
    let refuses = view
        .word(candidate.head)
        .filter(|word| matches!(&*word.deprel, "xcomp" | "ccomp"))
        .and_then(|word| word.head)
        .and_then(|head| view.verb(head))
        .is_some_and(|verb| verb.class == CueClass::Deny);
    let (mut negated, mut unreal, mut hedged) = (refuses, false, false);
    for (idx, word) in around(view, candidate) {
        match &*word.deprel {
            "advmod" => {
                negated |= view.class(idx, Classes::NEGATION);
                hedged |= view.class(idx, Classes::HEARSAY);
            }
            "aux" => unreal |= view.class(idx, Classes::UNREAL),
            "mark" => unreal |= view.is(idx, "if") || view.is(idx, "unless"),
            _ => {}
        }
    }
    // "Nobody told us" is a saying that did not take place.
    let mut sources = candidate.source.iter();
    negated |= sources.any(|source| view.is_nobody(source));
    candidate.negated = negated;
    // Who would not say it was asked and kept silent.
    candidate.hypothetical = unreal && !negated;
    candidate.hedged = hedged;
}

/// The words near a cue that hang on one of its words.
fn around<'a>(
    view: &View<'a>,
    candidate: &Candidate,
) -> impl Iterator<Item = (usize, &'a Word)> + use<'a> {
    let cue = candidate.cue[0].clone();
    let words = view.doc.syntax.as_deref().unwrap_or_default();
    let first = cue.start.saturating_sub(NEAR).min(words.len());
    let last = (cue.end + NEAR).min(words.len());
    (first..last).filter_map(move |idx| {
        let word = &words[idx];
        let head = word.head?;
        cue.contains(&head).then_some((idx, word))
    })
}
