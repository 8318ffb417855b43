//! Names of things in a record: short, stable, made of the page's bytes and a number.

use std::fmt;
use std::str::FromStr;

/// A page: the first twelve hexadecimal digits of the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(Box<str>);

impl PageId {
    /// Digits in an id: 48 bits, so that a million pages share one by chance once in 500 records.
    pub const LEN: usize = 12;

    /// The id of the page with this SHA-256.
    #[must_use]
    pub fn from_sha256(digest: &[u8; 32]) -> Self {
        Self(
            digest[..Self::LEN / 2]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
                .into(),
        )
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PageId {
    type Err = InvalidId;

    fn from_str(id: &str) -> Result<Self, InvalidId> {
        let fits = id.len() == Self::LEN
            && id
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if fits {
            Ok(Self(id.into()))
        } else {
            Err(InvalidId(id.to_owned()))
        }
    }
}

/// What kind of thing an [`ItemId`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// `s`: a statement.
    Statement,
    /// `e`: an event.
    Event,
    /// `d`: a date, that is a temporal expression.
    Timex,
    /// `l`: a place (location).
    Place,
    /// `a`: an actor.
    Actor,
    /// `t`: a story (timeline entry); it bears the page and number of its first event.
    Story,
}

impl ItemKind {
    const ALL: [Self; 6] = [
        Self::Statement,
        Self::Event,
        Self::Timex,
        Self::Place,
        Self::Actor,
        Self::Story,
    ];

    /// The letter in an id.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Statement => 's',
            Self::Event => 'e',
            Self::Timex => 'd',
            Self::Place => 'l',
            Self::Actor => 'a',
            Self::Story => 't',
        }
    }
}

/// One thing found on a page, such as `3f2a9c1d0b12.e4`: page, letter of its kind, and number from 1.
///
/// ```
/// use dateline_schema::{ItemId, ItemKind};
///
/// let id: ItemId = "3f2a9c1d0b12.e4".parse().unwrap();
/// assert_eq!((id.kind, id.number), (ItemKind::Event, 4));
/// assert_eq!(id.to_string(), "3f2a9c1d0b12.e4");
/// assert!("3f2a9c1d0b12.x4".parse::<ItemId>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// The page.
    pub page: PageId,
    /// What it is.
    pub kind: ItemKind,
    /// From 1, in the order of the page's list.
    pub number: usize,
}

impl ItemId {
    /// The item at `idx` (from 0) of a page's list of that kind.
    #[must_use]
    pub fn of(page: &PageId, kind: ItemKind, idx: usize) -> Self {
        Self {
            page: page.clone(),
            kind,
            number: idx + 1,
        }
    }

    /// Its place in the page's list, from 0.
    #[must_use]
    pub fn idx(&self) -> usize {
        self.number - 1
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}{}", self.page, self.kind.letter(), self.number)
    }
}

impl FromStr for ItemId {
    type Err = InvalidId;

    fn from_str(id: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId(id.to_owned());
        let (page, item) = id.split_once('.').ok_or_else(invalid)?;
        let mut rest = item.chars();
        let letter = rest.next().ok_or_else(invalid)?;
        let kind = ItemKind::ALL
            .into_iter()
            .find(|kind| kind.letter() == letter)
            .ok_or_else(invalid)?;
        let digits = rest.as_str();
        let number = digits
            .parse()
            .ok()
            .filter(|number| *number > 0 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        Ok(Self {
            page: page.parse()?,
            kind,
            number: number.ok_or_else(invalid)?,
        })
    }
}

/// A string that names nothing in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId(pub String);

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not an id: {:?} (a page is twelve hexadecimal digits, an item a page and a letter with a number: 3f2a9c1d0b12.e4)",
            self.0
        )
    }
}

impl std::error::Error for InvalidId {}
