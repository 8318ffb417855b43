//! The words before a unit, weekday or month that say which one: "the", "this", "last", "the following".

use crate::lex::Words;

/// Which one is meant, as far as the words before it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Selector {
    /// Nothing, or "a".
    None,
    /// "the" alone.
    The,
    /// "this", "the current".
    This,
    /// "that", "the same".
    That,
    /// "last".
    Last,
    /// "the past", "the last": behind the article, of a length rather than a stretch of the calendar.
    Past,
    /// "next", "the coming".
    Next,
    /// "the next": of the time last spoken of or of the publication day.
    TheNext,
    /// "the previous".
    Previous,
    /// "the following".
    Following,
    /// "recent".
    Recent,
    /// "coming", "future": of an unknown number.
    Coming,
    /// "the first".
    First,
    /// "the latest".
    Latest,
}

/// A selector and the words that it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selected {
    pub(super) selector: Selector,
    /// The word behind it.
    pub(super) end: usize,
}

/// Reads the selector that begins at a word; [`Selector::None`] takes no word or the article "a".
pub(super) fn select(words: &Words<'_>, at: usize) -> Selected {
    let has_article = words.is(at, &["the"]);
    let here = if has_article { at + 1 } else { at };
    if has_article && words.next(here).is_none() {
        return Selected {
            selector: Selector::None,
            end: at,
        };
    }
    let one = |selector| Selected {
        selector,
        end: here + 1,
    };
    let text = words.text(here);
    let mut lower = [0; 12];
    let Some(lower) = lower.get_mut(..text.len()) else {
        return article(has_article, at);
    };
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    match (&*lower, has_article) {
        (b"this" | b"these", false) => {
            // "this past week", "this coming Sunday", "this same day".
            let inner = here + 1;
            if words.goes_on(inner, &["past", "last"]) {
                Selected {
                    selector: Selector::Last,
                    end: inner + 1,
                }
            } else if words.goes_on(inner, &["coming", "upcoming", "next"]) {
                Selected {
                    selector: Selector::Next,
                    end: inner + 1,
                }
            } else {
                one(Selector::This)
            }
        }
        (b"that" | b"those", false) => {
            if words.goes_on(here + 1, &["same"]) {
                Selected {
                    selector: Selector::That,
                    end: here + 2,
                }
            } else {
                one(Selector::That)
            }
        }
        (b"same", _) => one(Selector::That),
        (b"current" | b"present", _) => one(Selector::This),
        (b"last" | b"past", true) => one(Selector::Past),
        (b"past", false) => one(Selector::Past),
        (b"last" | b"lst", false) => one(Selector::Last),
        (b"next", true) => one(Selector::TheNext),
        (b"next" | b"nxt" | b"upcoming", _) => one(Selector::Next),
        (b"coming", _) | (b"future", false) => one(Selector::Coming),
        (b"previous" | b"preceding" | b"prior" | b"previously", _) => one(Selector::Previous),
        (b"following" | b"ensuing" | b"subsequent", _) => one(Selector::Following),
        (b"recent", _) => one(Selector::Recent),
        (b"first" | b"final" | b"opening" | b"closing", _) => one(Selector::First),
        (b"latest", _) => one(Selector::Latest),
        (b"a" | b"an", false) => one(Selector::None),
        _ => article(has_article, at),
    }
}

fn article(has_article: bool, at: usize) -> Selected {
    Selected {
        selector: if has_article {
            Selector::The
        } else {
            Selector::None
        },
        end: at + usize::from(has_article),
    }
}
