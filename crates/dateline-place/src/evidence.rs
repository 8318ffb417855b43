//! Tells toponyms from people, organisations and plain words that share their form.
//!
//! Each mention gathers evidence from the words beside it and from the names that the document's reader found; a
//! name that is sure in one place of a document lends that to its other mentions (one sense per discourse, Gale,
//! Church and Yarowsky 1992).

use std::collections::{HashMap, HashSet};

use dateline_data::{ContextRole, Feature, Gazetteer, Naming};
use dateline_schema::{Doc, NameKind};

use crate::mention::{Mention, role};
use crate::words::{Gap, Word};

/// From this much evidence on, a mention is a toponym.
const ENOUGH: f32 = 0.8;
/// What rules a mention out whatever else speaks for it.
const NEVER: f32 = -100.0;
/// What is taken off a mention that was read as something else.
const DOUBT: f32 = 0.3;
/// How many words behind a dateline's town its dash may come.
const DATELINE_WORDS: usize = 4;
/// Inhabitants from which on a town is known to readers everywhere.
const KNOWN_TOWN: u32 = 100_000;
/// Inhabitants of a town that a name without any context may mean.
const MIDDLING_TOWN: u32 = 15_000;

/// Keeps the mentions that are toponyms.
pub(crate) fn sift(
    doc: &Doc,
    words: &[Word],
    mentions: Vec<Mention>,
    gazetteer: &Gazetteer,
) -> Vec<Mention> {
    let text = &doc.text;
    let lowercase: HashSet<&str> = words
        .iter()
        .filter(|word| !word.capital)
        .map(|word| word.span.of(text))
        .collect();
    let starts: HashSet<usize> = mentions.iter().map(|mention| mention.words.0).collect();
    let ends: HashSet<usize> = mentions.iter().map(|mention| mention.words.1).collect();
    let mut mentions = mentions;
    let mut surnames: HashSet<String> = HashSet::new();
    for mention in &mut mentions {
        let view = View {
            text,
            words,
            gazetteer,
            starts: &starts,
            ends: &ends,
            lowercase: &lowercase,
        };
        let (evidence, because) = view.weigh(mention, named(doc, mention));
        mention.evidence = evidence;
        mention.because = because;
        if because == "part of a person's name" {
            surnames.insert(mention.key.clone());
        }
    }
    let mut best: HashMap<&str, f32> = HashMap::new();
    for mention in &mentions {
        let known = best.entry(&mention.key).or_insert(NEVER);
        *known = known.max(mention.evidence);
    }
    let sure: HashSet<String> = best
        .into_iter()
        .filter(|&(_, evidence)| evidence >= ENOUGH)
        .map(|(key, _)| key.to_owned())
        .collect();
    mentions.retain(|mention| {
        let shared = sure.contains(&mention.key) && !surnames.contains(&mention.key);
        mention.evidence >= ENOUGH || shared && mention.evidence >= 0.0
    });
    mentions
}

/// What the document's own names say of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Nothing,
    Place,
    /// The mention stands in a longer name of an organisation or site.
    InLonger,
    /// The whole of it was read as somebody's or an organisation's name.
    Doubted,
    /// The surname of somebody whose full name stands elsewhere in the document.
    Surname,
    /// Part of a person's name, an adjective, or something else that is no place.
    Other,
}

fn named(doc: &Doc, mention: &Mention) -> Named {
    let after = doc
        .names
        .partition_point(|name| name.span.end <= mention.span.start);
    let Some(name) = doc
        .names
        .get(after)
        .filter(|name| name.span.overlaps(mention.span))
    else {
        return Named::Nothing;
    };
    let opens = name.span.start == mention.span.start;
    let longer = name.span.end > mention.span.end + 1 || name.span.start < mention.span.start;
    match name.kind {
        NameKind::Location => Named::Place,
        NameKind::Norp | NameKind::Product | NameKind::Date | NameKind::Money => Named::Other,
        NameKind::Organization | NameKind::Facility | NameKind::Misc if longer => Named::InLonger,
        NameKind::Facility => Named::Place,
        // "Harris County Clerk": a division is more than half of a person's name.
        NameKind::Person if longer && opens && mention.words.1 - mention.words.0 > 1 => {
            Named::Doubted
        }
        NameKind::Person if longer => Named::Other,
        NameKind::Person if name.reason.rule == "name-in-full-elsewhere" => Named::Surname,
        NameKind::Organization | NameKind::Person | NameKind::Misc => Named::Doubted,
    }
}

struct View<'a> {
    text: &'a str,
    words: &'a [Word],
    gazetteer: &'a Gazetteer,
    starts: &'a HashSet<usize>,
    ends: &'a HashSet<usize>,
    lowercase: &'a HashSet<&'a str>,
}

impl View<'_> {
    fn weigh(&self, mention: &Mention, named: Named) -> (f32, &'static str) {
        let (first, last) = (mention.words.0, mention.words.1 - 1);
        let word = &self.words[first];
        let before = first
            .checked_sub(1)
            .map(|idx| &self.words[idx])
            .filter(|_| word.gap == Gap::Space);
        let after = self
            .words
            .get(last + 1)
            .filter(|next| next.gap == Gap::Space && !self.words[last].possessive);
        let after = after
            .filter(|_| !(self.words[last].stop && mention.span.end == self.words[last].span.end));
        let is = |word: Option<&Word>, wanted| {
            word.is_some_and(|word| role(self.text, word, wanted, self.gazetteer))
        };
        let name = mention.span.of(self.text);
        let single = last == first;
        let fame = self.fame(mention);
        let given = single && self.gazetteer.has_role(name, ContextRole::GivenName);

        let abbreviated = mention
            .candidates
            .iter()
            .all(|&(_, naming)| naming == Naming::Abbreviation);
        if abbreviated && fame < 2.0 {
            // "Ark." and "Miss." are states only after a town.
            let after_town = matches!(word.gap, Gap::Comma | Gap::Bracket)
                && first
                    .checked_sub(1)
                    .is_some_and(|idx| self.words[idx].capital);
            let dotted_pair = name.len() >= 4 && name.matches('.').count() >= 2;
            return match after_town || dotted_pair || self.is_constituency(first) {
                true => (ENOUGH, "abbreviation of a division"),
                false => (NEVER, "abbreviation without a town before it"),
            };
        }
        if named == Named::Other {
            return (NEVER, "part of another name");
        }
        if single && name.chars().count() < 3 && !abbreviated {
            return (NEVER, "too short");
        }
        if single && self.gazetteer.has_role(name, ContextRole::Common) && fame < 2.0 {
            let contained = self.contained(mention);
            return if contained {
                (ENOUGH, "what it lies in follows")
            } else {
                (NEVER, "a plain word")
            };
        }
        let title = first
            .checked_sub(1)
            .map(|idx| &self.words[idx])
            .filter(|title| {
                title.capital && matches!(&self.text[title.span.end..word.span.start], " " | ". ")
            });
        if is(title, ContextRole::Honorific) && (given || !self.is_country(mention)) {
            return (NEVER, "part of a person's name");
        }
        if let Some(before) =
            before.filter(|word| word.capital && !word.possessive && !word.shouted)
        {
            let letters = before.span.of(self.text);
            let plain = before.opens
                && (self.lowercase.contains(letters.to_lowercase().as_str())
                    || role(self.text, before, ContextRole::Common, self.gazetteer)
                    || role(self.text, before, ContextRole::Locative, self.gazetteer));
            let part = role(self.text, before, ContextRole::Direction, self.gazetteer);
            let other_place = self.ends.contains(&first) && fame >= 2.0;
            if !plain
                && !part
                && !other_place
                && role(self.text, before, ContextRole::GivenName, self.gazetteer)
            {
                return (NEVER, "part of a person's name");
            }
            if !plain && !part && !other_place && fame < 2.0 {
                return (NEVER, "ends a longer name");
            }
        }
        let mut evidence = fame / 2.0;
        let mut because = "a known place";
        if let Some(after) = after.filter(|word| word.capital && !word.shouted) {
            if role(self.text, after, ContextRole::Road, self.gazetteer) {
                return (NEVER, "part of a road's name");
            }
            if role(self.text, after, ContextRole::Institution, self.gazetteer) {
                evidence += 0.6;
                because = "place in the name of an institution";
            } else if single && role(self.text, after, ContextRole::Site, self.gazetteer) {
                return (NEVER, "part of a site's name");
            } else if single
                && (given
                    || fame < 2.0 && role(self.text, after, ContextRole::GivenName, self.gazetteer))
            {
                return (NEVER, "part of a person's name");
            } else if fame < 2.0 {
                evidence -= 0.6;
                because = "opens a longer name";
            }
        }
        if fame < 2.0 {
            evidence -= match named {
                Named::Doubted => DOUBT,
                Named::Surname => 3.0 * DOUBT,
                _ => 0.0,
            };
        }
        if fame < 2.0 && self.hyphenated(mention) && !self.is_constituency(first) {
            evidence -= DOUBT;
        }
        if named == Named::Place {
            evidence += 1.0;
            because = "a name of a place";
        }
        if self.contained(mention) {
            evidence += 1.5;
            because = "what it lies in follows";
        }
        if is(before, ContextRole::Locative)
            && before.is_some_and(|word| !word.capital || word.opens)
        {
            evidence += 0.7;
            because = "after a word of place";
        }
        if is(before, ContextRole::Direction) || is(after, ContextRole::Follower) {
            evidence += 0.6;
        }
        if self.opens_dateline(mention) {
            evidence += 1.0;
            because = "the dateline";
        }
        if self.is_constituency(first) {
            evidence += 1.0;
            because = "a lawmaker's constituency";
        }
        if !single {
            evidence += 0.3;
        }
        if single && word.opens && evidence < ENOUGH {
            evidence -= 0.3;
        }
        if single && self.lowercase.contains(name.to_lowercase().as_str()) && fame < 2.0 {
            evidence -= 1.0;
        }
        if word.shouted && fame < 2.0 {
            evidence -= 0.4;
        }
        (evidence, because)
    }

    /// Whether a country bears the name.
    fn is_country(&self, mention: &Mention) -> bool {
        let features = mention.candidates.iter();
        features
            .map(|&(id, _)| self.gazetteer.entry(id).feature)
            .any(|feature| feature == Feature::Country)
    }

    /// Whether it stands in capitals before the dash that opens a report: "BEIRUT —", "KIRKUK, Iraq (AP) —".
    fn opens_dateline(&self, mention: &Mention) -> bool {
        let (first, end) = mention.words;
        let shouts = !mention.span.of(self.text).contains(char::is_lowercase);
        let dashed = (end..self.words.len().min(end + DATELINE_WORDS))
            .any(|idx| self.words[idx].gap == Gap::Dash);
        self.words[first].opens && shouts && dashed
    }

    /// Whether a lawmaker's party stands before it: "D-Oakland", "R-Texas".
    fn is_constituency(&self, first: usize) -> bool {
        let party = first
            .checked_sub(1)
            .map(|idx| self.words[idx].span.of(self.text));
        self.words[first].gap == Gap::Hyphen && matches!(party, Some("D" | "R" | "I"))
    }

    /// Whether a hyphen joins it to a capital word that is no place: "Lloyd-George".
    fn hyphenated(&self, mention: &Mention) -> bool {
        let (first, end) = mention.words;
        let before = self.words[first].gap == Gap::Hyphen
            && first > 0
            && self.words[first - 1].capital
            && !self.ends.contains(&first);
        let after = self.words.get(end).is_some_and(|next| {
            next.gap == Gap::Hyphen && next.capital && !self.starts.contains(&end)
        });
        before || after
    }

    /// How well the best known bearer of the name is known: 2 and more for those that need no context.
    fn fame(&self, mention: &Mention) -> f32 {
        let fame_of = |&(id, naming): &(_, Naming)| {
            let entry = self.gazetteer.entry(id);
            let fame = match entry.feature {
                Feature::Country | Feature::Region => 2.0,
                Feature::Facility => 2.0,
                Feature::FirstOrder if entry.geonames_id.is_some() => 2.0,
                Feature::FirstOrder => 1.2,
                Feature::SecondOrder => 1.0,
                Feature::Town if entry.is_capital => 2.0,
                Feature::Town if entry.population >= 10 * KNOWN_TOWN => 2.0,
                Feature::Town if entry.population >= KNOWN_TOWN => 1.4,
                Feature::Town if entry.population >= MIDDLING_TOWN => 1.0,
                Feature::Town => 0.6,
            };
            match naming {
                Naming::Abbreviation if entry.feature != Feature::Country => 1.0,
                Naming::Alternate => fame * 0.5,
                _ => fame,
            }
        };
        mention.candidates.iter().map(fame_of).fold(0.0, f32::max)
    }

    /// Whether a division or country of one of its candidates follows behind a comma or bracket.
    fn contained(&self, mention: &Mention) -> bool {
        !crate::rank::followed_by(self.text, self.words, mention, self.gazetteer).is_empty()
    }
}
