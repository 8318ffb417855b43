//! Gives every verb group its subject, objects and prepositional phrases.
//!
//! In: the [`Chunks`] of a sentence. Out: one [`Clause`] for each verb group, in order. Shared subjects are
//! carried over "and", participles take theirs from the clause they hang on, and relative pronouns from the
//! noun before them. What stays unclear stays empty.

use crate::chunk::{Chunks, Item, Mood};
use crate::words::Words;

/// A verb group with its participants, as indices into the phrases and groups of the sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    /// Noun phrases before the verb, coordinated ones together.
    pub(crate) subject: Vec<usize>,
    /// Noun phrases behind the verb without a preposition.
    pub(crate) objects: Vec<usize>,
    /// Prepositions, as words of the sentence, with the phrases that they govern.
    pub(crate) preps: Vec<(usize, usize)>,
    /// The clause that this one hangs on: whose subject it shares or whose complement it is.
    pub(crate) governor: Option<usize>,
    /// The infinitive behind the verb.
    pub(crate) infinitive: Option<usize>,
    /// A participle behind a comma that tells the outcome of its governor.
    pub(crate) outcome: bool,
    /// The conjunction that opens it ("if", "when"), as a word of the sentence.
    pub(crate) opener: Option<usize>,
    /// Whether the verb is a passive without its auxiliary.
    pub(crate) passive: bool,
    /// The item behind its last participant.
    pub(crate) end: usize,
}

/// The clauses of a sentence, one for each verb group.
pub(crate) fn clauses(words: &Words<'_>, chunks: &mut Chunks) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::with_capacity(chunks.groups.len());
    for group in 0..chunks.groups.len() {
        let mut clause = before(words, chunks, &clauses, group);
        after(words, chunks, group, &mut clause);
        if let Some(governor) = clause.governor
            && chunks.groups[group].mood == Mood::Infinitive
        {
            clauses[governor].infinitive.get_or_insert(group);
        }
        clauses.push(clause);
    }
    share_objects(chunks, &mut clauses);
    clauses
}

/// "attacked and tried to storm the embassy": the object of the last verb belongs to the first as well.
fn share_objects(chunks: &Chunks, clauses: &mut [Clause]) {
    for idx in (1..clauses.len()).rev() {
        let first = idx - 1;
        let at = chunks.group_items[first];
        let joined = chunks.items[at + 1..chunks.group_items[idx]] == [Item::Conj];
        let bare = clauses[first].objects.is_empty() && clauses[first].preps.is_empty();
        if !joined || !bare || clauses[first].passive {
            continue;
        }
        let lender = match clauses[idx].infinitive {
            Some(infinitive) if clauses[idx].objects.is_empty() => infinitive,
            _ => idx,
        };
        clauses[first].objects = clauses[lender].objects.clone();
    }
}

/// Subject, governor and opener, from what stands before the verb group.
fn before(words: &Words<'_>, chunks: &mut Chunks, done: &[Clause], group: usize) -> Clause {
    let at = chunks.group_items[group];
    let mut clause = Clause {
        passive: chunks.groups[group].passive,
        ..Clause::default()
    };
    let last = group.checked_sub(1);
    let prev = at.checked_sub(1).map(|idx| chunks.items[idx]);
    match chunks.groups[group].mood {
        Mood::Infinitive => {
            clause.governor = last;
            if let Some(last) = last {
                clause.subject = controller(chunks, &done[last], at);
            }
            return clause;
        }
        Mood::Gerund => {
            if let Some(Item::Phrase(phrase)) = prev.filter(|_| !chunks.phrases_is_time(prev)) {
                clause.subject = vec![phrase];
            } else {
                clause.governor = last;
                clause.outcome = matches!(prev, Some(Item::Comma | Item::Conj));
                if let Some(last) = last {
                    clause.subject = done[last].subject.clone();
                }
            }
            return clause;
        }
        Mood::Finite | Mood::Reduced => {}
    }
    clause.opener = opener(chunks, at);
    match prev {
        Some(Item::Phrase(_)) => {
            let inside =
                chunks.groups[group].bare_past && is_reduced(words, chunks, done, group, at);
            if inside {
                let Some(Item::Phrase(phrase)) = prev else {
                    return clause;
                };
                chunks.groups[group].mood = Mood::Reduced;
                clause.passive = true;
                clause.subject = vec![phrase];
            } else {
                clause.subject = subject_before(words, chunks, done, at - 1);
            }
        }
        Some(Item::Rel(_)) => {
            clause.subject = antecedent(chunks, at - 1);
        }
        Some(Item::Sub(word))
            if words.lower[word] == "that"
                && matches!(
                    at.checked_sub(2).map(|idx| chunks.items[idx]),
                    Some(Item::Phrase(_))
                ) =>
        {
            clause.subject = antecedent(chunks, at - 1);
        }
        Some(Item::Comma) => match apposed_subject(chunks, at - 1) {
            Some(phrase) => clause.subject = with_coordinates(chunks, done, phrase),
            None => share(chunks, done, last, &mut clause, group),
        },
        Some(Item::Conj | Item::Group(_) | Item::Prep(_) | Item::Sub(_) | Item::Stop(_)) => {
            share(chunks, done, last, &mut clause, group);
        }
        None => {}
    }
    clause
}

impl Chunks {
    fn phrases_is_time(&self, item: Option<Item>) -> bool {
        matches!(item, Some(Item::Phrase(phrase)) if self.phrases[phrase].time)
    }
}

/// Takes the subject of the clause before, and its passive voice where the auxiliary is left out.
fn share(chunks: &Chunks, done: &[Clause], last: Option<usize>, clause: &mut Clause, group: usize) {
    let Some(mut last) = last else { return };
    let at = chunks.group_items[group];
    let comma =
        at >= 2 && chunks.items[at - 1] == Item::Conj && chunks.items[at - 2] == Item::Comma;
    // An outcome or a relative clause between the two is not what "and" joins, nor, behind a comma, is a clause
    // with a conjunction of its own: "was riding along when it was hit, and was killed".
    loop {
        let aside = matches!(chunks.groups[last].mood, Mood::Gerund | Mood::Reduced);
        let opened = comma && done[last].opener.is_some() && last > 0;
        let next = if aside {
            done[last].governor.or(last.checked_sub(1))
        } else {
            last.checked_sub(1)
        };
        match next.filter(|next| (aside || opened) && *next < last) {
            Some(next) => last = next,
            None => break,
        }
    }
    clause.governor = Some(last);
    clause.subject = done[last].subject.clone();
    let follows_passive = done[last].passive && chunks.groups[group].bare_past;
    clause.passive |= follows_passive && chunks.groups[group].modal.is_none();
}

/// Who does what an infinitive tells: the object of the verb before, or else its subject.
fn controller(chunks: &Chunks, governor: &Clause, at: usize) -> Vec<usize> {
    let between = |phrase: &usize| chunks.phrase_items[*phrase] < at;
    let object: Vec<usize> = governor.objects.iter().copied().filter(between).collect();
    if !object.is_empty() && !governor.passive {
        return object;
    }
    match governor
        .preps
        .iter()
        .rev()
        .find(|(_, phrase)| between(phrase))
    {
        Some((_, phrase))
            if chunks.phrase_items[*phrase] + 1 == at && !chunks.phrases[*phrase].time =>
        {
            vec![*phrase]
        }
        _ => governor.subject.clone(),
    }
}

/// Whether a bare past form modifies the noun before it: "rockets launched by", "a man accused of".
fn is_reduced(
    words: &Words<'_>,
    chunks: &Chunks,
    done: &[Clause],
    group: usize,
    at: usize,
) -> bool {
    let next = chunks.items.get(at + 1);
    let Some(Item::Prep(prep)) = next.copied() else {
        // "the man killed": only if another verb of the same clause follows at once.
        return matches!(next, Some(Item::Group(next)) if chunks.groups[*next].mood == Mood::Finite);
    };
    if words.lower[prep] == "by" {
        return true;
    }
    // The noun already has a verb before it and nothing in between begins a clause.
    let Some(last) = group.checked_sub(1) else {
        return following_finite(chunks, at);
    };
    let start = chunks.group_items[last];
    let plain = chunks.items[start + 1..at]
        .iter()
        .all(|item| matches!(item, Item::Phrase(_) | Item::Prep(_)));
    let governed = matches!(
        chunks.items.get(at.wrapping_sub(2)),
        Some(Item::Prep(_) | Item::Group(_))
    );
    (plain && governed && !done[last].subject.is_empty() || following_finite(chunks, at))
        && !words.verbs[chunks.groups[group].main].lemma.is_empty()
}

/// Whether a finite verb follows before any clause border, so that this one cannot be the main verb.
fn following_finite(chunks: &Chunks, at: usize) -> bool {
    for item in &chunks.items[at + 1..] {
        match item {
            Item::Phrase(_) | Item::Prep(_) => {}
            Item::Group(next) => {
                let next = &chunks.groups[*next];
                return next.mood == Mood::Finite && !next.bare_past;
            }
            _ => return false,
        }
    }
    false
}

/// The conjunction that opens the clause, if nothing but phrases stands between.
fn opener(chunks: &Chunks, at: usize) -> Option<usize> {
    chunks.items[..at]
        .iter()
        .rev()
        .take_while(|item| !matches!(item, Item::Group(_) | Item::Stop(_)))
        .find_map(|item| match item {
            Item::Sub(word) => Some(*word),
            _ => None,
        })
}

/// The head of the subject that ends at the item `last`: back over prepositions to the first noun phrase.
fn subject_before(words: &Words<'_>, chunks: &Chunks, done: &[Clause], last: usize) -> Vec<usize> {
    let mut at = last;
    // A time between subject and verb: "police on Monday arrested".
    while let Item::Phrase(phrase) = chunks.items[at]
        && chunks.phrases[phrase].time
        && at > 0
    {
        at -= 1;
        if matches!(chunks.items[at], Item::Prep(_)) && at > 0 {
            at -= 1;
        }
    }
    if !matches!(chunks.items[at], Item::Phrase(_)) {
        if let (Item::Comma, Some(phrase)) = (chunks.items[at], apposed_subject(chunks, at)) {
            return with_coordinates(chunks, done, phrase);
        }
        at = last;
    }
    if names_whereabouts(words, chunks, at) {
        at -= 2;
    }
    while at >= 2
        && matches!(chunks.items[at - 1], Item::Prep(_))
        && matches!(chunks.items[at - 2], Item::Phrase(_))
    {
        at -= 2;
    }
    at = over_relative(chunks, at);
    match chunks.items[at] {
        Item::Phrase(phrase) => with_coordinates(chunks, done, phrase),
        _ => Vec::new(),
    }
}

/// "a base in Mora, Ruritania was hit": the second name only says where the first lies; but not "after the attack
/// in Mora, Ruritania fired" nor "after the death of Mora, Ruritania fired".
fn names_whereabouts(words: &Words<'_>, chunks: &Chunks, at: usize) -> bool {
    let Some(
        [
            Item::Phrase(_),
            Item::Prep(prep),
            Item::Phrase(_),
            Item::Comma,
        ],
    ) = at.checked_sub(4).map(|first| &chunks.items[first..at])
    else {
        return false;
    };
    let opened = |item: &&Item| matches!(item, Item::Sub(_) | Item::Group(_) | Item::Stop(_));
    let opener = chunks.items[..at - 4].iter().rev().find(opened);
    // Only these stand before a noun alone; another conjunction needs the verb for its own clause.
    let before_noun = |word: usize| {
        matches!(
            words.lower[word].as_str(),
            "after" | "before" | "since" | "until"
        )
    };
    matches!(
        words.lower[*prep].as_str(),
        "in" | "at" | "near" | "outside"
    ) && !matches!(opener, Some(Item::Sub(word)) if before_noun(*word))
}

/// From the last phrase of a relative clause back to the noun that it describes: "rockets fired by the rebels hit",
/// "ships that were near Mora turned".
fn over_relative(chunks: &Chunks, at: usize) -> usize {
    let verb = match at.checked_sub(1).map(|idx| chunks.items[idx]) {
        Some(Item::Prep(_)) => at.checked_sub(2),
        Some(Item::Group(_)) => at.checked_sub(1),
        _ => None,
    };
    let Some(verb) = verb else { return at };
    let Item::Group(group) = chunks.items[verb] else {
        return at;
    };
    let group = &chunks.groups[group];
    let mut noun = match verb.checked_sub(1).map(|idx| chunks.items[idx]) {
        Some(Item::Rel(_) | Item::Sub(_)) if group.mood == Mood::Finite => verb.checked_sub(2),
        Some(Item::Phrase(_)) if group.mood == Mood::Reduced || group.bare_past => {
            verb.checked_sub(1)
        }
        _ => None,
    };
    let is_phrase = |noun: usize| matches!(chunks.items[noun], Item::Phrase(phrase) if !chunks.phrases[phrase].time);
    noun = noun.filter(|noun| is_phrase(*noun));
    let Some(mut noun) = noun else { return at };
    while noun >= 2 && matches!(chunks.items[noun - 1], Item::Prep(_)) && is_phrase(noun - 2) {
        noun -= 2;
    }
    noun
}

/// The phrase before an apposition or aside that ends with the comma at `comma`.
fn apposed_subject(chunks: &Chunks, comma: usize) -> Option<usize> {
    let opening = chunks.items[..comma]
        .iter()
        .rposition(|item| matches!(item, Item::Comma | Item::Stop(_)))?;
    if !matches!(chunks.items[opening], Item::Comma) {
        return None;
    }
    let aside = &chunks.items[opening + 1..comma];
    // A finite verb in between is an aside only behind a relative pronoun.
    let relative = matches!(aside.first(), Some(Item::Rel(_) | Item::Prep(_)));
    let has_verb = aside.iter().any(
        |item| matches!(item, Item::Group(group) if chunks.groups[*group].mood == Mood::Finite),
    );
    if has_verb && !relative {
        return None;
    }
    let mut at = opening.checked_sub(1)?;
    while at >= 2
        && matches!(chunks.items[at - 1], Item::Prep(_))
        && matches!(chunks.items[at - 2], Item::Phrase(_))
    {
        at -= 2;
    }
    match chunks.items[at] {
        Item::Phrase(phrase) if !chunks.phrases[phrase].time => Some(phrase),
        _ => None,
    }
}

/// The noun that a relative pronoun at item `rel` stands for.
fn antecedent(chunks: &Chunks, rel: usize) -> Vec<usize> {
    chunks.items[..rel]
        .iter()
        .rev()
        .take(4)
        .find_map(|item| match item {
            Item::Phrase(phrase) if !chunks.phrases[*phrase].time => Some(vec![*phrase]),
            _ => None,
        })
        .unwrap_or_default()
}

/// The phrase with those joined to it by "and" or commas before it.
fn with_coordinates(chunks: &Chunks, done: &[Clause], phrase: usize) -> Vec<usize> {
    let mut subject = vec![phrase];
    let mut at = chunks.phrase_items[phrase];
    let mut joined = false;
    // A list longer than this is no subject.
    const LONGEST: usize = 12;
    while at >= 2 && subject.len() < LONGEST {
        let link = chunks.items[at - 1];
        let mut before = at - 2;
        let mut comma = false;
        if link == Item::Conj && before >= 1 && chunks.items[before] == Item::Comma {
            before -= 1;
            comma = true;
        }
        let ok = link == Item::Conj || (joined && link == Item::Comma);
        let Item::Phrase(other) = chunks.items[before] else {
            break;
        };
        if !ok || chunks.phrases[other].time {
            break;
        }
        // Behind a preposition or a verb the phrase belongs to what stands before.
        let owner = before.checked_sub(1).map(|idx| chunks.items[idx]);
        match owner {
            Some(Item::Group(_)) => break,
            // "was hit in Mora, and its pilot died": a comma before "and" begins a clause.
            Some(Item::Prep(_)) if comma => break,
            Some(Item::Prep(_)) => {
                let head = before.checked_sub(2).map(|idx| chunks.items[idx]);
                let Some(Item::Phrase(head)) = head else {
                    break;
                };
                if done.iter().any(|clause| clause.objects.contains(&head)) {
                    break;
                }
                subject.push(head);
                break;
            }
            _ => subject.push(other),
        }
        joined = true;
        at = before;
    }
    subject.sort_unstable();
    subject
}

/// Objects and prepositional phrases, from what stands behind the verb group.
fn after(words: &Words<'_>, chunks: &Chunks, group: usize, clause: &mut Clause) {
    let start = chunks.group_items[group] + 1;
    let mut at = start;
    let mut prep: Option<usize> = None;
    let mut fresh = true;
    while let Some(&item) = chunks.items.get(at) {
        match item {
            Item::Phrase(phrase) => {
                let of = prep.is_some_and(|word| words.lower[word] == "of");
                if !chunks.phrases[phrase].time && is_subject(chunks, at, clause, prep) {
                    break;
                }
                if chunks.phrases[phrase].time {
                    // A time keeps the clause open.
                } else if let Some(word) = prep {
                    if !of || clause.objects.is_empty() {
                        clause.preps.push((word, phrase));
                    }
                } else if fresh || matches!(chunks.items[at - 1], Item::Phrase(_)) {
                    clause.objects.push(phrase);
                } else {
                    break;
                }
                prep = None;
                fresh = false;
            }
            Item::Prep(word) => {
                prep = Some(word);
                fresh = true;
            }
            Item::Conj | Item::Comma => {
                let Some((next, phrase)) = listed(chunks, at) else {
                    break;
                };
                // What a list adds goes where its first member went.
                let last_prep = clause.preps.last().copied();
                match last_prep {
                    Some((word, last))
                        if clause.objects.last().is_none_or(|object| last > *object) =>
                    {
                        clause.preps.push((word, phrase));
                    }
                    _ if !clause.objects.is_empty() => clause.objects.push(phrase),
                    _ => break,
                }
                at = next;
            }
            _ => break,
        }
        at += 1;
    }
    clause.end = at;
}

/// Whether the phrase at item `at` is the subject of a verb that follows it.
fn is_subject(chunks: &Chunks, at: usize, clause: &Clause, prep: Option<usize>) -> bool {
    let Some(Item::Group(next)) = chunks.items.get(at + 1) else {
        return false;
    };
    let next = &chunks.groups[*next];
    next.mood == Mood::Finite && !next.bare_past && prep.is_none() && clause.objects.is_empty()
}

/// The next member of a list whose link stands at item `at`: its item and phrase.
fn listed(chunks: &Chunks, at: usize) -> Option<(usize, usize)> {
    let mut next = at + 1;
    if chunks.items[at] == Item::Comma && chunks.items.get(next) == Some(&Item::Conj) {
        next += 1;
    }
    let Some(Item::Phrase(phrase)) = chunks.items.get(next).copied() else {
        return None;
    };
    // "hit by a missile, and its pilot, Ana Mora, was killed": a subject with its apposition adds nothing.
    let verb_follows = matches!(
        chunks.items.get(next + 1..),
        Some(
            [Item::Group(_), ..]
                | [
                    Item::Comma,
                    Item::Phrase(_),
                    Item::Comma,
                    Item::Group(_),
                    ..
                ]
        )
    );
    let comma = chunks.items[at] == Item::Comma;
    // Behind a bare comma an apposition is likelier than a list, unless "and" follows.
    let list = !comma
        || chunks.items[at + 1] == Item::Conj
        || chunks.items[next + 1..]
            .iter()
            .take(4)
            .any(|item| *item == Item::Conj);
    (!verb_follows && list && !chunks.phrases[phrase].time).then_some((next, phrase))
}

/// Whether the word opens a condition.
pub(crate) fn is_condition(word: &str) -> bool {
    matches!(word, "if" | "unless" | "whether" | "lest")
}
