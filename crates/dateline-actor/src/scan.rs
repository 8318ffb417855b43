//! A phrase as a row of items: names, nationalities, role nouns, prepositions, plain words.
//!
//! The longest entry of the registry wins. A word joined to what backs or leads somebody ("Saudi-led") says
//! nothing of who they are, and a bare surname counts only where no other name stands at it.

use dateline_data::{NameWord, Registry, Sense, name_words};
use dateline_schema::{ActorKind, Interval};

/// Phrases are read up to here; a longer one is a clause, whose first words tell who it is about.
const MAX_WORDS: usize = 48;

/// As many bytes are looked at for them, so that mentions that lie over each other cost no more than their number.
const MAX_BYTES: usize = 1024;

/// What an item does in its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Something the registry knows.
    Known(Sense),
    /// "of", "for", "from", "to", "in", "at": more about the same actor follows.
    Link(Link),
    /// "and", or punctuation: another actor or an apposition follows.
    And,
    /// A comma, slash or bracket.
    Comma,
    /// "who", "against": what follows is about somebody else.
    Stop,
    /// "by": what follows is about somebody else, unless nobody stands before it ("an attack by rebels").
    By,
    /// "former", "ousted".
    Former,
    /// "a", "the", "his".
    Determiner,
    /// Any other word.
    Plain,
}

/// How a complement hangs on its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// It says whose: "of", "for", "from".
    Of,
    /// It says where: "in", "at".
    In,
    /// It says to whom: "to", "with".
    To,
}

/// An item with its words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it does.
    pub(crate) item: Item,
    /// Whether a possessive ending follows.
    pub(crate) possessive: bool,
    /// Whether it is a country name that is its own adjective: "US officials".
    pub(crate) adjective: bool,
}

/// The part of a phrase that is looked at.
pub(crate) fn readable(phrase: &str) -> &str {
    let mut end = phrase.len().min(MAX_BYTES);
    while !phrase.is_char_boundary(end) {
        end -= 1;
    }
    &phrase[..end]
}

/// The items of a phrase.
pub(crate) fn scan(phrase: &str, registry: &Registry, when: Interval) -> Vec<Token> {
    let mut words = name_words(readable(phrase));
    words.truncate(MAX_WORDS);
    let mut tokens = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        if word.parted {
            tokens.push(bare(Item::Comma));
        }
        let (item, n_words) = known(&words, at, registry, when).map_or_else(
            || (unknown(word, tokens.last()), 1),
            |(sense, n)| (Item::Known(sense), n),
        );
        let last = &words[at + n_words - 1];
        let adjective = matches!(item, Item::Known(Sense::Country(_)))
            && registry
                .senses_of(&words[at..at + n_words])
                .any(|sense| matches!(sense, Sense::Adjective { .. }));
        let backing =
            matches!(item, Item::Known(_)) && words.get(at + n_words).is_some_and(is_backing);
        let item = if backing { Item::Plain } else { item };
        tokens.push(Token {
            item,
            possessive: last.possessive,
            adjective,
        });
        at += n_words;
    }
    tokens
}

/// Whether the whole of `name` is one entry, and which; of several people with this name the one in office.
pub(crate) fn whole_name(name: &str, registry: &Registry, when: Interval) -> Option<Sense> {
    let mut words = name_words(name);
    if words.first().is_some_and(|word| word.key == "the") && words.len() > 1 {
        words.remove(0);
    }
    let senses: Vec<Sense> = registry.senses_of(&words).collect();
    in_office(&senses, registry, when)
}

fn known(
    words: &[NameWord],
    at: usize,
    registry: &Registry,
    when: Interval,
) -> Option<(Sense, usize)> {
    let (first, n_words) = registry.longest(&words[at..])?;
    // A comma inside ("Korea, Japan") is never part of a name.
    if words[at + 1..at + n_words].iter().any(|word| word.parted) {
        return Some((registry.senses_of(&words[at..=at]).next()?, 1));
    }
    let senses: Vec<Sense> = registry.senses_of(&words[at..at + n_words]).collect();
    let sense = in_office(&senses, registry, when).unwrap_or(first);
    let stands_alone = || {
        !is_name_part(&words[at.saturating_sub(1)..at], registry)
            && (words[at + n_words - 1].possessive
                || !is_name_part(&words[at + n_words..], registry))
    };
    let fits = match sense {
        Sense::Named(idx) if n_words == 1 => {
            registry.entity(idx).kind != ActorKind::Person || stands_alone()
        }
        Sense::Region(_) | Sense::Capital(_) => stands_alone(),
        _ => true,
    };
    fits.then_some((sense, n_words))
}

fn in_office(senses: &[Sense], registry: &Registry, when: Interval) -> Option<Sense> {
    let current = senses.iter().find(|sense| match sense {
        Sense::Named(idx) => {
            let standing = registry.entity(*idx).standing(when);
            standing.tenure.is_some() && !standing.former
        }
        _ => false,
    });
    current.or(senses.first()).copied()
}

/// Whether the first of `words` is part of a name that the registry does not know.
fn is_name_part(words: &[NameWord], registry: &Registry) -> bool {
    words.first().is_some_and(|word| {
        word.capital
            && !word.upper
            && !word.possessive
            && !word.parted
            && function(word) == Item::Plain
            && !is_courtesy(&word.key)
            && registry.longest(words).is_none()
    })
}

fn is_courtesy(key: &str) -> bool {
    matches!(
        key,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "sir"
            | "lord"
            | "lady"
            | "madam"
            | "top"
            | "senior"
            | "late"
            | "new"
            | "elect"
            | "comrade"
            | "imam"
            | "sayyed"
            | "hajj"
    )
}

/// Whether the word, joined to a name, says that the named only back, led or bore somebody.
fn is_backing(word: &NameWord) -> bool {
    word.joined
        && !matches!(word.key.as_str(), "based" | "owned")
        && (word.key.ends_with("ed")
            || matches!(
                word.key.as_str(),
                "led" | "born" | "held" | "run" | "built" | "friendly" | "linked"
            ))
}

/// A word that the registry does not know: after a noun a present participle opens a clause ("a ship carrying …").
fn unknown(word: &NameWord, before: Option<&Token>) -> Item {
    let after_noun =
        before.is_some_and(|token| matches!(token.item, Item::Known(Sense::Noun { .. })));
    if after_noun && !word.capital && word.key.len() > "thing".len() && word.key.ends_with("ing") {
        return Item::Stop;
    }
    function(word)
}

fn function(word: &NameWord) -> Item {
    match word.key.as_str() {
        "of" | "for" | "from" => Item::Link(Link::Of),
        "in" | "within" | "inside" => Item::Link(Link::In),
        "to" | "with" => Item::Link(Link::To),
        "and" | "or" | "&" | "plus" => Item::And,
        "who" | "whom" | "whose" | "which" | "that" | "where" | "when" | "against" | "on"
        | "over" | "near" | "after" | "before" | "outside" | "across" | "under" | "as" | "but"
        | "is" | "are" | "was" | "were" | "has" | "had" | "have" | "between" | "through"
        | "than" | "during" | "despite" | "toward" | "towards" => Item::Stop,
        "by" => Item::By,
        "former" | "ex" | "onetime" | "erstwhile" | "ousted" | "deposed" => Item::Former,
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my" | "your" | "this"
        | "these" | "those" | "some" | "one" => Item::Determiner,
        _ => Item::Plain,
    }
}

fn bare(item: Item) -> Token {
    Token {
        item,
        possessive: false,
        adjective: false,
    }
}
