//! Who a source is: from its words, through the mention it holds, to an actor.
//!
//! In: source spans in text order and the document's actors. Out: indices of actors. A relative pronoun is its
//! antecedent; a pronoun that no mention resolves is the last speaker, if that one is near, or is left to [`crate::spoken`].
//! Tells besides who writes the page. Refuses to guess where a source holds no mention: a speaker that is not known stays
//! unknown.

use std::collections::{BTreeSet, HashMap};

use dateline_data::Classes;
use dateline_schema::{Actor, ActorKind, NameKind, Reason, Role, Span};

use crate::decode::Decoded;
use crate::rules::TRANSCRIPT;
use crate::view::View;

/// How far back a speaker goes on speaking for a pronoun, in sentences.
const NEAR_UNITS: usize = 3;
/// How far before a name "named" or "calls himself" stands, in tokens.
const REACH: usize = 4;
/// How many mentions that begin before a span are looked at, since one of them may hold it.
const NESTING: usize = 6;
/// In how many of the first lines the author is looked for.
const HEAD: usize = 6;

/// The mentions of all actors by their place.
pub(crate) struct Speakers<'a> {
    actors: &'a [Actor],
    /// Sorted by span: the phrase, the actor, whether it is a name.
    mentions: Vec<(Span, usize, bool)>,
    /// The person with the fullest name for each surname, in small letters.
    surnames: HashMap<String, usize>,
    /// Who has these initials, with the small ones ("JvdV") and without; none where several have them.
    initials: HashMap<String, Option<usize>>,
}

impl<'a> Speakers<'a> {
    pub(crate) fn new(actors: &'a [Actor]) -> Self {
        let mut mentions: Vec<(Span, usize, bool)> = actors
            .iter()
            .enumerate()
            .flat_map(|(idx, actor)| {
                actor
                    .mentions
                    .iter()
                    .map(move |mention| (mention.span, idx, mention.is_name))
            })
            .collect();
        mentions.sort_by_key(|(span, actor, _)| (span.start, span.end, *actor));
        Self {
            actors,
            mentions,
            surnames: surnames(actors),
            initials: initials(actors),
        }
    }

    pub(crate) fn actor(&self, idx: usize) -> &'a Actor {
        &self.actors[idx]
    }

    /// Whether the page names the actor.
    pub(crate) fn is_named(&self, actor: usize) -> bool {
        let mut mentions = self.actors[actor].mentions.iter();
        mentions.any(|mention| mention.is_name)
    }

    /// The words that mention the actor first.
    pub(crate) fn first_mention(&self, actor: usize) -> Option<Span> {
        let mentions = &self.actors[actor].mentions;
        mentions.first().map(|mention| mention.span)
    }

    /// The actor whose name, with whatever title, holds just these words.
    pub(crate) fn by_name(&self, name: Span) -> Option<usize> {
        let holding = self.overlapping(name).iter();
        holding
            .filter(|(span, _, is_name)| *is_name && span.contains(name))
            .min_by_key(|(span, ..)| span.len())
            .map(|(_, actor, _)| *actor)
    }

    /// The person who is named in a phrase, behind nothing that would make the name a modifier but whose outlet it is:
    /// "the BBC's Dana Rees".
    pub(crate) fn person_in(&self, view: &View<'_>, phrase: Span) -> Option<usize> {
        self.people_named_in(phrase)
            .find(|(span, ..)| {
                let before = view.doc.tokens_in(Span::new(phrase.start, span.start));
                !before
                    .clone()
                    .any(|idx| view.class(idx, Classes::PREPOSITION) && idx > before.start)
                    && span.end == phrase.end
            })
            .map(|(_, actor, _)| *actor)
    }

    /// Whom a transcript's label names by the initials, or by the surname in whatever case.
    fn of_label(&self, view: &View<'_>, label: Span) -> Option<usize> {
        let last = view.doc.tokens_in(label).last()?;
        let surname = view.text(last).to_lowercase();
        let initials = label.of(&view.doc.text).replace('.', "");
        let by_initials = self.initials.get(&initials).copied().flatten();
        by_initials.or_else(|| self.surnames.get(&surname).copied())
    }

    /// Who writes the page: the first person in its byline, or in a line above the text that is nothing but a name; else whom
    /// the last line presents, who is not named elsewhere: "Ann Lee is a teacher in Kado."
    pub(crate) fn author(&self, view: &View<'_>) -> Option<usize> {
        let lines = &view.doc.lines;
        let bylines = lines.iter().filter(|line| line.role == Role::Byline);
        let signed = bylines
            .flat_map(|line| self.people_named_in(line.span))
            .map(|(_, actor, _)| *actor);
        let plain = lines.iter().take(HEAD).filter_map(|line| {
            let mut tokens = view.doc.tokens_in(line.span);
            if tokens.len() > 1 && view.is(tokens.start, "by") {
                tokens.start += 1;
            }
            let span = view.span(&tokens)?;
            let name = view.names_at(span).next()?;
            let alone = name.kind == NameKind::Person && name.span == span;
            self.by_name(name.span).filter(|_| alone)
        });
        signed
            .chain(plain)
            .next()
            .or_else(|| self.presented_last(view))
    }

    /// The person whose name opens the last line, before "is" or "was", and stands nowhere before it.
    fn presented_last(&self, view: &View<'_>) -> Option<usize> {
        let mut lines = view.doc.lines.iter().rev();
        let line = lines.find(|line| !line.span.of(&view.doc.text).trim().is_empty())?;
        let &(span, actor, _) = self.people_named_in(line.span).next()?;
        let mut tokens = view.doc.tokens_in(line.span);
        let opens = tokens
            .next()
            .is_some_and(|first| view.doc.tokens[first].span.start == span.start);
        let after = view.doc.tokens_in(span).end;
        let presents = after < view.doc.tokens.len() && view.is_any(after, &["is", "was"]);
        let is_new = self.first_mention(actor) == Some(span);
        (opens && presents && is_new && span.of(&view.doc.text).contains(' ')).then_some(actor)
    }

    /// The mentions by name of people that a phrase holds.
    fn people_named_in(&self, phrase: Span) -> impl Iterator<Item = &(Span, usize, bool)> {
        self.overlapping(phrase)
            .iter()
            .filter(move |(span, actor, is_name)| {
                *is_name && phrase.contains(*span) && self.actors[*actor].kind == ActorKind::Person
            })
    }

    /// The person whose name stands behind a description: "the mayor of Brno, Ann Lee", "a man named Pavel Novak".
    fn introduced(&self, view: &View<'_>, phrase: Span) -> Option<usize> {
        self.people_named_in(phrase)
            .find(|(span, ..)| {
                let before = view.doc.tokens_in(Span::new(phrase.start, span.start));
                let after = view.doc.tokens_in(*span).end;
                let ends =
                    span.end == phrase.end || after < view.doc.tokens.len() && view.is_comma(after);
                let comma = before.clone().rev().find(|&idx| view.is_comma(idx));
                let in_apposition = comma.is_some_and(|comma| {
                    !(comma + 1..before.end).any(|idx| {
                        view.class(idx, Classes::PREPOSITION.or(Classes::RELATIVE))
                            || view.is_possessive_mark(idx)
                    })
                });
                let called = before
                    .rev()
                    .take(REACH)
                    .any(|idx| view.class(idx, Classes::NAMING));
                ends && (in_apposition || called)
            })
            .map(|(_, actor, _)| *actor)
    }

    /// The actor that a phrase refers to.
    pub(crate) fn of_phrase(&self, view: &View<'_>, phrase: Span) -> Option<usize> {
        // "Shaw's" in "Shaw's claim that …" is Shaw.
        let phrase = without_possessive(view, phrase);
        let inside = self.overlapping(phrase);
        let head = head_start(view, phrase);
        let holding = inside
            .iter()
            .filter(|(span, ..)| span.contains(phrase))
            .min_by_key(|(span, ..)| span.len());
        let leading = inside
            .iter()
            .filter(|(span, ..)| phrase.start <= span.start && span.start <= head)
            .filter(|(span, ..)| !owns(view, phrase, *span))
            .max_by_key(|(span, ..)| span.len());
        // A title that no mention holds: "senator | Jane Smith". What a preposition or a possessive leads in
        // is not the one who speaks.
        let named = || {
            inside.iter().find(|(span, _, is_name)| {
                *is_name
                    && phrase.contains(*span)
                    && is_head(view, phrase, *span)
                    && !narrows(view, phrase, *span)
            })
        };
        let officer = leading.and_then(|body| self.officer(view, phrase, body));
        let leading = leading.filter(|(span, ..)| !narrows(view, phrase, *span));
        holding
            .or(officer)
            .or(leading)
            .or_else(named)
            .map(|(_, actor, _)| *actor)
    }

    /// The person whose name stands right behind the body that leads a phrase: "the Harbour Authority “HA” director Ann
    /// Lee". Words that join or rule part the two.
    fn officer(
        &self,
        view: &View<'_>,
        phrase: Span,
        body: &(Span, usize, bool),
    ) -> Option<&(Span, usize, bool)> {
        let (body, actor, is_name) = *body;
        if !is_name || self.actors[actor].kind == ActorKind::Person {
            return None;
        }
        let officer = self
            .people_named_in(phrase)
            .find(|(span, ..)| span.start >= body.end)?;
        let between = view.doc.tokens_in(Span::new(body.end, officer.0.start));
        let parts = Classes::PREPOSITION
            .or(Classes::COORDINATOR)
            .or(Classes::RELATIVE);
        let mut between = between.filter(|&idx| !view.is_possessive_mark(idx));
        (!between.any(|idx| {
            view.class(idx, parts)
                || view.is_comma(idx)
                || view.is_dash(idx)
                || view.verb(idx).is_some()
        }))
        .then_some(officer)
    }

    fn overlapping(&self, phrase: Span) -> &[(Span, usize, bool)] {
        let first = self
            .mentions
            .partition_point(|(span, ..)| span.start < phrase.start);
        let last = self
            .mentions
            .partition_point(|(span, ..)| span.start < phrase.end);
        let first = first.saturating_sub(NESTING);
        &self.mentions[first..last]
    }
}

fn surnames(actors: &[Actor]) -> HashMap<String, usize> {
    let mut surnames: HashMap<String, usize> = HashMap::new();
    let n_words = |idx: usize| actors[idx].name.split(' ').count();
    for (idx, actor) in actors.iter().enumerate() {
        if actor.kind != ActorKind::Person {
            continue;
        }
        let surname = actor.name.split(' ').next_back().unwrap_or_default();
        let bearer = surnames.entry(surname.to_lowercase()).or_insert(idx);
        if n_words(idx) > n_words(*bearer) {
            *bearer = idx;
        }
    }
    surnames
}

fn initials(actors: &[Actor]) -> HashMap<String, Option<usize>> {
    let mut initials: HashMap<String, Option<usize>> = HashMap::new();
    for (idx, actor) in actors.iter().enumerate() {
        let words = actor.name.split([' ', '-']);
        let all: String = words.filter_map(|word| word.chars().next()).collect();
        let capitals: String = all.chars().filter(|c| c.is_uppercase()).collect();
        // The article of "The Sandby Post" counts, though its name goes without.
        let with_article = format!("T{capitals}");
        let forms = match actor.kind {
            ActorKind::Person => BTreeSet::from([all, capitals]),
            _ => BTreeSet::from([capitals, with_article]),
        };
        for form in forms {
            if form.chars().count() > 1 {
                let bearer = initials.entry(form).or_insert(Some(idx));
                *bearer = bearer.filter(|other| *other == idx);
            }
        }
    }
    initials
}

/// Sets the speaker of every statement.
pub(crate) fn resolve(view: &View<'_>, speakers: &Speakers<'_>, decoded: &mut [Decoded]) {
    let mut last: Option<(usize, usize)> = None;
    for Decoded {
        statement,
        candidate,
    } in decoded.iter_mut()
    {
        let Some(&source) = statement.source.first() else {
            if candidate.same_speaker {
                statement.speaker = last
                    .filter(|(unit, _)| candidate.unit.saturating_sub(*unit) <= NEAR_UNITS)
                    .map(|(_, actor)| actor);
            }
            continue;
        };
        let tokens = view.doc.tokens_in(source);
        let lone = tokens.len() == 1;
        let direct = speakers.of_phrase(view, source);
        let found = if lone && view.class(tokens.start, Classes::RELATIVE) {
            direct
                .or_else(|| modified(view, speakers, tokens.start))
                .or_else(|| antecedent(view, speakers, tokens.start))
                .map(|actor| (actor, "antecedent"))
        } else if candidate.rule == TRANSCRIPT
            && let Some(actor) = speakers.of_label(view, source)
        {
            Some((actor, "label"))
        } else if !direct.is_some_and(|actor| speakers.is_named(actor))
            && let Some(actor) = speakers.introduced(view, source)
        {
            Some((actor, "name-in-apposition"))
        } else if let Some(actor) = direct {
            Some((actor, "mention"))
        } else {
            let goes_on = |kind: ActorKind| match kind {
                ActorKind::Person | ActorKind::Group => lone && is_personal(view, tokens.start),
                _ => lone && view.is(tokens.start, "it"),
            };
            // Inside of somebody's words "they" are others.
            let told_by_another = statement.within.is_some() && view.quote(tokens.start).is_some();
            last.filter(|(unit, actor)| {
                !told_by_another
                    && candidate.unit.saturating_sub(*unit) <= NEAR_UNITS
                    && goes_on(speakers.actor(*actor).kind)
            })
            .map(|(_, actor)| (actor, "last-speaker"))
        };
        let Some((actor, rule)) = found else { continue };
        statement.speaker = Some(actor);
        statement
            .basis
            .push(Reason::at(rule, source, speakers.actor(actor).name.clone()));
        if candidate.is_speech {
            last = Some((candidate.unit, actor));
        }
    }
}

fn is_personal(view: &View<'_>, idx: usize) -> bool {
    view.is_any(idx, &["he", "she", "they"])
}

/// How many phrases a relative clause may hang below the one that names somebody.
const PHRASES: usize = 4;

/// The actor that a relative clause tells of, by the tree: "Ann Lee, a farmer with the dairy, | who said".
fn modified(view: &View<'_>, speakers: &Speakers<'_>, pronoun: usize) -> Option<usize> {
    let is_person = |actor: &usize| {
        let kind = speakers.actor(*actor).kind;
        let is_one = matches!(kind, ActorKind::Person | ActorKind::Group);
        is_one == view.is(pronoun, "who")
    };
    let clause = view.word(pronoun)?.head?;
    let first = view
        .word(clause)
        .filter(|word| &*word.deprel == "acl:relcl");
    let up = std::iter::successors(first?.head, |&at| {
        let word = view.word(at)?;
        matches!(&*word.deprel, "appos" | "nmod" | "flat").then_some(word.head?)
    });
    let found: Vec<usize> = up
        .take(PHRASES)
        .filter_map(|at| {
            let word = view.doc.tokens[at].span;
            let near = speakers.overlapping(word).iter();
            let here = near.filter(|(span, ..)| span.contains(word));
            here.max_by_key(|(span, ..)| span.len())
                .map(|(_, actor, _)| *actor)
        })
        .filter(is_person)
        .collect();
    let named = found.iter().find(|actor| speakers.is_named(**actor));
    named.or(found.first()).copied()
}

/// The actor whose mention ends just before a relative pronoun.
fn antecedent(view: &View<'_>, speakers: &Speakers<'_>, pronoun: usize) -> Option<usize> {
    let mut before = pronoun.checked_sub(1)?;
    if view.is_punctuation(before) {
        before = before.checked_sub(1)?;
    }
    let end = view.doc.tokens[before].span.end;
    let last = Span::new(view.doc.tokens[before].span.start, end);
    speakers
        .overlapping(last)
        .iter()
        .filter(|(span, ..)| span.end == end)
        .max_by_key(|(span, ..)| span.len())
        .map(|(_, actor, _)| *actor)
}

/// A phrase without the possessive ending that it closes with.
fn without_possessive(view: &View<'_>, phrase: Span) -> Span {
    let mut tokens = view.doc.tokens_in(phrase);
    let last = tokens.next_back();
    let before = tokens.next_back();
    match last.zip(before) {
        Some((last, before)) if view.is_possessive_mark(last) => {
            Span::new(phrase.start, view.doc.tokens[before].span.end)
        }
        _ => phrase,
    }
}

/// Where the phrase begins behind its article.
fn head_start(view: &View<'_>, phrase: Span) -> usize {
    let mut tokens = view.doc.tokens_in(phrase);
    tokens
        .find(|&idx| {
            !view.class(idx, Classes::DETERMINER.or(Classes::PREPOSITION))
                && !view.is_punctuation(idx)
                && !is_possessive_pronoun(view, idx)
        })
        .map_or(phrase.start, |idx| view.doc.tokens[idx].span.start)
}

/// Whether nothing before the mention makes it a modifier: "a spokesman for X", "X's lawyer".
fn is_head(view: &View<'_>, phrase: Span, mention: Span) -> bool {
    let before = view.doc.tokens_in(Span::new(phrase.start, mention.start));
    // "The country's prison service PSN" is the service, "the country's PSN chief" is not.
    let closes = mention.end == phrase.end;
    let led_in = before.clone().any(|idx| {
        view.class(idx, Classes::PREPOSITION) && idx > before.start
            || view.is_comma(idx)
            || view.is_possessive_mark(idx) && !closes
    });
    !led_in && !owns(view, phrase, mention)
}

/// Whether the tree makes a mention a modifier of a noun behind it in the phrase: "Kado" in "the Kado-born painter".
fn narrows(view: &View<'_>, phrase: Span, mention: Span) -> bool {
    let tokens = view.doc.tokens_in(mention);
    let governors = tokens.clone().filter_map(|idx| {
        let word = view.word(idx)?;
        let head = word.head.filter(|head| !tokens.contains(head))?;
        let modifies = matches!(
            &*word.deprel,
            "compound" | "amod" | "nmod" | "obl" | "obl:npmod" | "obl:unmarked"
        );
        modifies.then_some(head)
    });
    let mut behind = governors.filter(|head| *head >= tokens.end);
    behind.any(|head| phrase.contains(view.doc.tokens[head].span))
}

fn is_possessive_pronoun(view: &View<'_>, idx: usize) -> bool {
    view.word(idx).is_some_and(|word| &*word.xpos == "PRP$")
}

/// Whether a mention in a phrase says whose somebody is: "X" in "X's lawyer", "her" in "her lawyer".
fn owns(view: &View<'_>, phrase: Span, mention: Span) -> bool {
    let tokens = view.doc.tokens_in(mention);
    let after = tokens.end;
    let is_pronoun = tokens.len() == 1 && is_possessive_pronoun(view, tokens.start);
    is_pronoun && mention != phrase
        || after < view.doc.tokens.len()
            && view.doc.tokens[after].span.end <= phrase.end
            && view.is_possessive_mark(after)
}
