//! Says who the participants of an event are.
//!
//! In: the words of an [`Argument`], the document's actors and places. Out: a [`Party`] with codes. A weapon
//! stands for who uses it, a building for who owns it, a poster for whom it shows, a plan for who made it.
//! Nothing is guessed: a participant that neither an actor, a nationality nor the head noun codes has no code.

use std::ops::Range;

use dateline_data::{HeadKind, Ontology};
use dateline_schema::{Actor, ActorKind, Code, NameKind, Party, Place, PlaceKind, Span};

use crate::argument::{Argument, makers};
use crate::chunk::Item;
use crate::sentence::Reading;
use crate::words::Tag;

/// Actors and places by where they stand in the text.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    pub(crate) actors: &'a [Actor],
    pub(crate) places: &'a [Place],
    /// Mentions in text order, with the index of their actor.
    mentions: Vec<(Span, usize)>,
    /// The longest mention, in bytes: how far back one that covers a word can begin.
    longest: usize,
}

/// A participant with what its words say of it.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(crate) party: Party,
    /// The kind of its head noun.
    pub(crate) head: Option<HeadKind>,
    /// Whether it is a person or group, as far as its words tell.
    pub(crate) human: bool,
}

impl<'a> Cast<'a> {
    pub(crate) fn new(actors: &'a [Actor], places: &'a [Place]) -> Self {
        let mut mentions: Vec<(Span, usize)> = actors
            .iter()
            .enumerate()
            .flat_map(|(idx, actor)| {
                actor
                    .mentions
                    .iter()
                    .map(move |mention| (mention.span, idx))
            })
            .collect();
        mentions.sort_unstable();
        let longest = mentions
            .iter()
            .map(|(span, _)| span.len())
            .max()
            .unwrap_or(0);
        Self {
            actors,
            places,
            mentions,
            longest,
        }
    }

    /// Mentions that share a byte with `span`, in text order.
    pub(crate) fn overlapping(&self, span: Span) -> impl DoubleEndedIterator<Item = (Span, usize)> {
        let from = self
            .mentions
            .partition_point(|(mention, _)| mention.start + self.longest <= span.start);
        let to = self
            .mentions
            .partition_point(|(mention, _)| mention.start < span.end);
        self.mentions[from..to.max(from)]
            .iter()
            .copied()
            .filter(move |(mention, _)| mention.overlaps(span))
    }

    /// Who an argument is, if its words tell.
    pub(crate) fn resolve(
        &self,
        reading: &Reading<'_>,
        ontology: &Ontology,
        argument: &Argument,
    ) -> Option<Resolved> {
        self.resolve_within(reading, ontology, argument, 0)
    }

    /// A weapon or a bare adjective stands for the country that it is of, where the page names that country:
    /// "a Ruritanian missile", "the Ruritanian attack".
    pub(crate) fn name_country(&self, reading: &Reading<'_>, resolved: &mut Resolved) {
        let stands = match resolved.head {
            Some(HeadKind::Instrument | HeadKind::Proxy) => true,
            Some(_) => false,
            None => is_adjective(reading, resolved.party.span),
        };
        let party = &mut resolved.party;
        let [code] = &party.codes[..] else { return };
        if party.actor.is_none() && stands && code.sector().is_none() {
            party.actor = self.actors.iter().position(|actor| {
                actor.kind == ActorKind::Country && actor.codes.first() == Some(code)
            });
        }
    }

    fn resolve_within(
        &self,
        reading: &Reading<'_>,
        ontology: &Ontology,
        argument: &Argument,
        depth: usize,
    ) -> Option<Resolved> {
        // A missile of a drone of an army: no text nests owners deeper than this.
        const DEEPEST: usize = 3;
        let words =
            trim(reading, &argument.words).filter(|words| !is_possessive(reading, words))?;
        let whole = argument.words == reading.phrase(argument.phrase).words;
        let head_word = words.end - 1;
        let head = ontology.head(ontology.noun(&reading.words.lower[head_word]));
        let kind = head.map(|head| head.kind);
        let sector = head.and_then(|head| head.sector.as_ref());
        let span = reading.span(&words);
        let owned = matches!(
            kind,
            Some(HeadKind::Instrument | HeadKind::Effigy | HeadKind::Proxy | HeadKind::Facility)
        );
        let made = |party: Party, human: bool| {
            Some(Resolved {
                party,
                head: kind,
                human,
            })
        };

        if whole
            && !owned
            && !named(reading, head_word)
            && let Some((span, idx)) = self.apposed(reading, argument.phrase)
        {
            let codes = self.actors[idx].codes.clone();
            let actor = Some(idx);
            return made(Party { span, actor, codes }, true);
        }
        if !owned && let Some((mention, idx)) = self.at_head(reading, head_word) {
            let actor = &self.actors[idx];
            let mut codes = actor.codes.clone();
            if codes.is_empty() {
                codes.extend(self.coded(reading, ontology, &words, sector));
            }
            // The mention may run on behind the phrase: "the head of the agency".
            let span = if mention.start <= span.start {
                span
            } else {
                mention
            };
            return made(
                Party {
                    span,
                    actor: Some(idx),
                    codes,
                },
                true,
            );
        }
        if owned && whole && depth < DEEPEST {
            for maker in makers(reading, argument.phrase) {
                let maker = Argument {
                    phrase: maker,
                    words: reading.phrase(maker).words.clone(),
                };
                if let Some(resolved) = self.resolve_within(reading, ontology, &maker, depth + 1) {
                    return Some(resolved);
                }
            }
        }
        let of = reading
            .phrase(argument.phrase)
            .of
            .filter(|_| whole && depth < DEEPEST);
        let of = of.map(|phrase| Argument {
            phrase,
            words: reading.phrase(phrase).words.clone(),
        });
        let shows = matches!(kind, Some(HeadKind::Effigy));
        if shows
            && let Some(of) = &of
            && let Some(resolved) = self.resolve_within(reading, ontology, of, depth + 1)
        {
            return Some(resolved);
        }
        let code = self.coded(reading, ontology, &words, sector);
        let owner = self.owner(reading, &words);
        if let (Some(idx), true) = (owner, owned) {
            let codes = match code {
                Some(code) if self.actors[idx].kind == ActorKind::Country => vec![code],
                _ => self.actors[idx].codes.clone(),
            };
            return made(
                Party {
                    span,
                    actor: Some(idx),
                    codes,
                },
                false,
            );
        }
        if let Some(code) = code.filter(|code| code.country().is_some()) {
            // What is said of a leader's courage is said of the leader.
            let owner = words
                .clone()
                .rev()
                .find(|idx| reading.words.tags[*idx] == Tag::Poss);
            let span = match owner {
                Some(end) if kind.is_none() && end > words.start => {
                    reading.span(&(words.start..end))
                }
                _ => span,
            };
            return made(
                Party {
                    span,
                    actor: None,
                    codes: vec![code],
                },
                !owned,
            );
        }
        if let Some(of) = &of
            && let Some(mut resolved) = self.resolve_within(reading, ontology, of, depth + 1)
            && (kind.is_some() || !resolved.party.codes.is_empty())
        {
            resolved.party.span = span.cover(resolved.party.span);
            return Some(resolved);
        }
        if let Some(code) = self.located(span) {
            return made(
                Party {
                    span,
                    actor: None,
                    codes: vec![code],
                },
                false,
            );
        }
        if let Some(idx) = owner {
            let codes = self.actors[idx].codes.clone();
            return made(
                Party {
                    span,
                    actor: Some(idx),
                    codes,
                },
                !owned,
            );
        }
        if !owned && named(reading, head_word) {
            return made(
                Party {
                    span,
                    actor: None,
                    codes: Vec::new(),
                },
                true,
            );
        }
        match (kind, sector) {
            (Some(HeadKind::Person), sector) => made(
                Party {
                    span,
                    actor: None,
                    codes: sector.cloned().into_iter().collect(),
                },
                true,
            ),
            _ => None,
        }
    }

    /// The longest mention that holds the head.
    fn at_head(&self, reading: &Reading<'_>, head: usize) -> Option<(Span, usize)> {
        let token = reading.span(&(head..head + 1));
        self.overlapping(token)
            .max_by_key(|(mention, idx)| (mention.len(), std::cmp::Reverse(*idx)))
    }

    /// The last actor that the words name: the owner in "the militia's positions" or "the Ruritanian base".
    fn owner(&self, reading: &Reading<'_>, words: &Range<usize>) -> Option<usize> {
        self.overlapping(reading.span(words))
            .next_back()
            .map(|(_, idx)| idx)
    }

    /// The person whose name stands as apposition behind a phrase: "its pilot, Ana Mora, was killed".
    fn apposed(&self, reading: &Reading<'_>, phrase: usize) -> Option<(Span, usize)> {
        let items = &reading.chunks.items;
        let at = reading.chunks.phrase_items[phrase];
        let [Item::Comma, Item::Phrase(name)] = *items.get(at + 1..at + 3)? else {
            return None;
        };
        // A list goes on with "and", an apposition ends.
        if !matches!(items.get(at + 3), None | Some(Item::Comma | Item::Stop(_))) {
            return None;
        }
        let listed = matches!(items.get(at + 3..at + 5), Some([Item::Comma, Item::Conj]));
        let (mention, idx) = self.at_head(reading, reading.phrase(name).head)?;
        (!listed && self.actors[idx].kind == ActorKind::Person).then_some((mention, idx))
    }

    /// Country of a nationality or country name among the words, with the sector of the head noun.
    fn coded(
        &self,
        reading: &Reading<'_>,
        ontology: &Ontology,
        words: &Range<usize>,
        sector: Option<&Code>,
    ) -> Option<Code> {
        let country = words.clone().find_map(|idx| {
            // "anti-Ruritanian" tells no nationality.
            let anti = idx >= 2 && reading.words.lower[idx - 2] == "anti";
            let code = reading.country(idx, ontology).cloned().filter(|_| !anti);
            code.or_else(|| self.country_at(reading.span(&(idx..idx + 1))))
        })?;
        let country = country.country()?;
        let sector = sector.map_or("", Code::as_str);
        // A region adds to a code only what is a sector of its own.
        Code::new(&format!("{country}{sector}")).ok()
    }

    fn country_at(&self, span: Span) -> Option<Code> {
        self.overlapping(span)
            .map(|(_, idx)| &self.actors[idx])
            .find(|actor| actor.kind == ActorKind::Country)
            .and_then(|actor| actor.codes.first().cloned())
    }

    /// The country of a place that the words name.
    fn located(&self, span: Span) -> Option<Code> {
        let from = self
            .places
            .partition_point(|place| place.span.end <= span.start);
        let place = self
            .places
            .get(from)
            .filter(|place| place.span.overlaps(span))?;
        if place.kind == PlaceKind::Region {
            return None;
        }
        Code::new(place.country.as_deref()?).ok()
    }
}

/// Whether the word ends the name of a person or an organisation, though nobody has coded it.
fn named(reading: &Reading<'_>, word: usize) -> bool {
    let doc = reading.words.doc;
    let span = doc.tokens[reading.words.first + word].span;
    let at = doc
        .names
        .partition_point(|name| name.span.end <= span.start);
    doc.names.get(at).is_some_and(|name| {
        name.span.overlaps(span) && matches!(name.kind, NameKind::Person | NameKind::Organization)
    })
}

/// Whether the words are a nationality in the singular and at most an article: "the Ruritanian".
fn is_adjective(reading: &Reading<'_>, span: Span) -> bool {
    let words = &reading.words;
    let tokens = words.doc.tokens_in(span);
    let end = tokens.end.saturating_sub(words.first).min(words.len());
    let mut range = tokens.start.saturating_sub(words.first)..end;
    !range.is_empty()
        && !words.lower[end - 1].ends_with('s')
        && range.all(|idx| matches!(words.tags[idx], Tag::Norp | Tag::Det))
}

/// "their" cut off from its noun names nobody.
fn is_possessive(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    words.len() == 1
        && matches!(
            reading.words.lower[words.start].as_str(),
            "his" | "her" | "their" | "its" | "our" | "my" | "your"
        )
        && reading.words.tags[words.start] == Tag::Det
        && reading.words.tags.get(words.end) != Some(&Tag::Stop)
}

/// The words without possessive endings and marks at their end.
fn trim(reading: &Reading<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let mut words = words.start..words.end.min(reading.words.len());
    while !words.is_empty()
        && matches!(
            reading.words.tags[words.end - 1],
            Tag::Poss | Tag::Mark | Tag::Adv | Tag::Hyphen
        )
    {
        words.end -= 1;
    }
    (!words.is_empty()).then_some(words)
}
