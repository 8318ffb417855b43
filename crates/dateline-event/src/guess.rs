//! Tells verbs from nouns by their neighbours, where no syntactic model has read the text.

use dateline_data::Ontology;

use crate::words::{Tag, Words, unlisted};

/// Tags every word of which the neighbours say that it is a verb.
pub(crate) fn verbs(words: &mut Words<'_>, ontology: &Ontology) {
    for idx in 0..words.len() {
        let open =
            words.tags[idx] == Tag::Noun || (words.title_case && words.tags[idx] == Tag::Name);
        if !open || words.time[idx] || is_hyphenated(words, idx) {
            continue;
        }
        if words.verbs[idx].lemma.is_empty() {
            if is_unlisted_past(words, idx) {
                words.verbs[idx] = unlisted(&words.lower[idx], "");
                words.tags[idx] = Tag::Verb;
            }
        } else if is_verb(words, idx, ontology) && !is_in_name(words, idx) {
            words.tags[idx] = Tag::Verb;
        }
    }
}

fn is_hyphenated(words: &Words<'_>, idx: usize) -> bool {
    let is_hyphen = |idx: usize| words.tags.get(idx) == Some(&Tag::Hyphen);
    is_hyphen(idx + 1) || idx.checked_sub(1).is_some_and(is_hyphen)
}

/// In a headline every word has its capital: a word inside a longer name is still no verb.
fn is_in_name(words: &Words<'_>, idx: usize) -> bool {
    let span = words.doc.tokens[words.first + idx].span;
    let at = words
        .doc
        .names
        .partition_point(|name| name.span.end <= span.start);
    words
        .doc
        .names
        .get(at)
        .is_some_and(|name| name.span.start < span.start && name.span.contains(span))
}

fn is_unlisted_past(words: &Words<'_>, idx: usize) -> bool {
    let word = &words.lower[idx];
    if word.len() < 5 || !word.ends_with("ed") || words.tags[idx] != Tag::Noun {
        return false;
    }
    let before = words.before(idx).map(|idx| words.tags[idx]);
    let nominal = matches!(
        before,
        Some(Tag::Name | Tag::Noun | Tag::Pron | Tag::Aux | Tag::Rel)
    );
    nominal
        && !words
            .after(idx)
            .is_some_and(|next| matches!(words.tags[next], Tag::Noun | Tag::Verb))
}

fn is_verb(words: &Words<'_>, idx: usize, ontology: &Ontology) -> bool {
    let verb = &words.verbs[idx];
    let Some(prev_idx) = words.before(idx) else {
        return starts_with_verb(words, idx);
    };
    let prev = words.tags[prev_idx];
    let next = words.after(idx).map(|idx| words.tags[idx]);
    let past = verb.past || verb.participle;
    let opens_phrase = begins_phrase(next);
    match prev {
        Tag::To | Tag::Modal => return verb.base,
        Tag::Not => return verb.base || past || verb.gerund,
        Tag::Aux => {
            let does = matches!(words.lower[prev_idx].as_str(), "do" | "does" | "did");
            return if does { verb.base } else { past || verb.gerund };
        }
        Tag::Pron => {
            // "them", "him" and the like are no subjects.
            let subject = matches!(
                words.lower[prev_idx].as_str(),
                "he" | "she" | "it" | "they" | "we" | "i" | "you"
            );
            return if subject {
                !verb.gerund
            } else {
                verb.gerund && opens_phrase
            };
        }
        Tag::Rel => return !verb.gerund || opens_phrase,
        Tag::Det | Tag::Poss | Tag::Hyphen => return false,
        Tag::Num | Tag::Norp if !past => return false,
        Tag::Norp => return next != Some(Tag::Noun) && words.lower[prev_idx].ends_with('s'),
        Tag::Num => return next != Some(Tag::Noun),
        _ => {}
    }
    let is_noun = ontology.is_noun(&words.lower[idx]);
    if verb.gerund {
        return is_gerund(words, idx, prev, next, is_noun);
    }
    if past && !verb.base {
        return is_past(words, idx, prev, next);
    }
    let subject = matches!(prev, Tag::Name | Tag::Noun);
    if verb.third && subject {
        // After a noun in the plural there is no third person.
        let plural = prev == Tag::Noun
            && words.lower[prev_idx].ends_with('s')
            && !words.lower[prev_idx].ends_with("ss");
        if plural && !words.title_case {
            return false;
        }
        return !is_noun
            || opens_phrase
            || takes_particle(words, idx, ontology)
            || matches!(next, Some(Tag::To | Tag::Sub)) && prev == Tag::Name;
    }
    if verb.base && past && subject {
        return opens_phrase || takes_particle(words, idx, ontology);
    }
    if verb.base {
        let plural = subject
            && (words.lower[prev_idx].ends_with('s')
                || matches!(
                    words.lower[prev_idx].as_str(),
                    "people" | "police" | "men" | "women" | "troops"
                ));
        let joined = prev == Tag::Conj
            && words
                .before(prev_idx)
                .is_some_and(|before| words.tags[before] == Tag::Verb);
        let wanted = subject && is_demanded(words, idx, ontology);
        return (plural || joined || wanted)
            && (opens_phrase || (!is_noun && !matches!(next, None | Some(Tag::Prep))));
    }
    false
}

/// "demanded that Ruritania withdraw its troops": behind a demand the verb has no ending.
fn is_demanded(words: &Words<'_>, idx: usize, ontology: &Ontology) -> bool {
    // The subject of what is demanded, and a time before "that", are no longer than this.
    const REACH: usize = 6;
    let back = |from: usize| (from.saturating_sub(REACH)..from).rev();
    let that = back(idx).find(|at| words.lower[*at] == "that" && words.tags[*at] == Tag::Sub);
    that.is_some_and(|that| {
        back(that).any(|at| {
            words.tags[at] == Tag::Verb && ontology.verb_in("demand", &words.verbs[at].lemma)
        })
    })
}

/// Whether the next word begins a noun phrase that a verb could govern.
fn begins_phrase(next: Option<Tag>) -> bool {
    matches!(
        next,
        Some(Tag::Det | Tag::Name | Tag::Norp | Tag::Pron | Tag::Num)
    )
}

fn starts_with_verb(words: &Words<'_>, idx: usize) -> bool {
    let verb = &words.verbs[idx];
    let next = words.after(idx).map(|idx| words.tags[idx]);
    (verb.gerund && begins_phrase(next))
        || (verb.participle && !verb.base && next == Some(Tag::Prep))
}

fn is_gerund(words: &Words<'_>, idx: usize, prev: Tag, next: Option<Tag>, is_noun: bool) -> bool {
    let object = begins_phrase(next) || (next == Some(Tag::Noun) && !is_noun);
    match prev {
        Tag::Comma | Tag::Conj | Tag::Sub | Tag::Stop => {
            object
                || (!is_noun && next == Some(Tag::Sub))
                || (prev == Tag::Comma && next == Some(Tag::Noun))
        }
        Tag::Prep => object && words.lower[words.before(idx).unwrap_or(idx)] != "following",
        Tag::Noun | Tag::Name => {
            begins_phrase(next) || (!is_noun && next != Some(Tag::Noun) && next.is_some())
        }
        Tag::Verb => object,
        _ => false,
    }
}

fn is_past(words: &Words<'_>, idx: usize, prev: Tag, next: Option<Tag>) -> bool {
    match prev {
        // "the base of convicted spies": an adjective.
        Tag::Prep => {
            begins_phrase(next)
                && matches!(
                    words.lower[words.before(idx).unwrap_or(idx)].as_str(),
                    "up" | "out" | "down" | "back" | "off"
                )
        }
        Tag::Noun
        | Tag::Name
        | Tag::Conj
        | Tag::Comma
        | Tag::Sub
        | Tag::Stop
        | Tag::Verb
        | Tag::Adv
        | Tag::Mark => {
            // "the conflict and displaced families": an adjective after a conjunction.
            !(matches!(prev, Tag::Conj | Tag::Comma)
                && next == Some(Tag::Noun)
                && !words.verbs[idx].past)
        }
        _ => false,
    }
}

/// Whether the next word is the particle of a listed verb: "calls for", "clashes with".
fn takes_particle(words: &Words<'_>, idx: usize, ontology: &Ontology) -> bool {
    use dateline_data::TriggerPos;
    let Some(next) = words.lower.get(idx + 1) else {
        return false;
    };
    let lemma = &words.verbs[idx].lemma;
    ontology
        .triggers(TriggerPos::Verb, lemma)
        .iter()
        .any(|entry| {
            entry
                .rest
                .first()
                .is_some_and(|rest| &**rest == next.as_str())
        })
}
