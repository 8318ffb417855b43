//! Whether two pages name the same speaker.
//!
//! People are compared by surname, and by the first letters of what stands before it; organisations by their words. Who
//! is not named ("officials", "a spokesman", nobody) may be anybody.

use crate::words::{hash, mix, plain};

/// Who speaks, as a page names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it is a single person, and not an organisation, a country or an outlet.
    pub is_person: bool,
}

/// Whether two statements have one speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerMatch {
    /// Both pages name the same.
    Same,
    /// One of them names nobody, or the one may speak for the other.
    Unknown,
    /// The pages give the words to different people.
    Other,
}

impl SpeakerMatch {
    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unknown => "unknown",
            Self::Other => "other",
        }
    }

    /// The match with this name in output.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Same, Self::Unknown, Self::Other]
            .into_iter()
            .find(|found| found.as_str() == name)
    }
}

/// A name, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The words of the name in small letters, without titles of one or two letters.
    words: Vec<String>,
    is_person: bool,
}

impl Named {
    /// `None` if nobody is named: a name has a capital.
    pub(crate) fn of(speaker: Speaker<'_>) -> Option<Self> {
        if !speaker.name.chars().any(char::is_uppercase) {
            return None;
        }
        let words = speaker
            .name
            .split(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '\'' | '’')));
        let words: Vec<String> = words
            .filter(|word| word.starts_with(char::is_alphanumeric))
            .map(|word| plain(word).collect::<String>().to_lowercase())
            .filter(|word| {
                !matches!(
                    word.as_str(),
                    "jr" | "sr"
                        | "ii"
                        | "iii"
                        | "iv"
                        | "the"
                        | "al"
                        | "el"
                        | "mr"
                        | "mrs"
                        | "ms"
                        | "dr"
                )
            })
            .collect();
        (!words.is_empty()).then_some(Self {
            words,
            is_person: speaker.is_person,
        })
    }

    /// The same number for names that may be one.
    pub(crate) fn key(&self) -> u64 {
        if self.is_person {
            hash(self.words.last().map_or("", String::as_str))
        } else {
            self.words.iter().fold(1, |key, word| mix(key ^ hash(word)))
        }
    }
}

pub(crate) fn compare(first: Option<&Named>, second: Option<&Named>) -> SpeakerMatch {
    let (Some(first), Some(second)) = (first, second) else {
        return SpeakerMatch::Unknown;
    };
    let (short, long) = if first.words.len() <= second.words.len() {
        (&first.words, &second.words)
    } else {
        (&second.words, &first.words)
    };
    let is_part = short.iter().all(|word| long.contains(word));
    if first.is_person != second.is_person {
        return SpeakerMatch::Unknown;
    }
    if is_part {
        return SpeakerMatch::Same;
    }
    if !first.is_person {
        return SpeakerMatch::Unknown;
    }
    if short.last() != long.last() {
        return SpeakerMatch::Other;
    }
    // "J. Smith" may be "John Smith"; "Bill" may be "William".
    match (short.first(), long.first()) {
        (Some(a), Some(b)) if a.chars().next() == b.chars().next() => SpeakerMatch::Same,
        _ => SpeakerMatch::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: (&str, bool), second: (&str, bool), wanted: SpeakerMatch) {
        let named = |(name, is_person)| Named::of(Speaker { name, is_person });
        let (first, second) = (named(first), named(second));
        assert_eq!(compare(first.as_ref(), second.as_ref()), wanted);
        assert_eq!(compare(second.as_ref(), first.as_ref()), wanted);
        if wanted == SpeakerMatch::Same {
            assert_eq!(
                first.map(|named| named.key()),
                second.map(|named| named.key())
            );
        }
    }

    #[test]
    fn people_are_known_by_surname() {
        check(("Ina Søby", true), ("Søby", true), SpeakerMatch::Same);
        check(("I. Søby", true), ("Ina Søby", true), SpeakerMatch::Same);
        check(
            ("Ina Søby", true),
            ("Ole Søby", true),
            SpeakerMatch::Unknown,
        );
        check(
            ("José Pérez", true),
            ("Jose Perez", true),
            SpeakerMatch::Same,
        );
        check(
            ("Ina Søby", true),
            ("Ina Brandt", true),
            SpeakerMatch::Other,
        );
    }

    #[test]
    fn who_is_not_named_may_be_anybody() {
        check(
            ("officials", false),
            ("Ina Søby", true),
            SpeakerMatch::Unknown,
        );
        check(
            ("the Harbour Office", false),
            ("Ina Søby", true),
            SpeakerMatch::Unknown,
        );
        check(
            ("Harbour Office", false),
            ("the Harbour Office", false),
            SpeakerMatch::Same,
        );
        check(
            ("Harbour Office", false),
            ("Weather Office", false),
            SpeakerMatch::Unknown,
        );
    }
}
