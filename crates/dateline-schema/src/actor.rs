//! Who can act and speak: people, groups, organisations, countries, with their codes.

use std::borrow::Borrow;
use std::fmt;

use crate::names::names;
use crate::{Reason, Span};

/// An actor code: ISO 3166 alpha-3 (`IRN`), that and a PLOVER sector (`IRNGOV`), or a bare sector or
/// organisation code (`GOV`, `NGO`, `UNO`).
///
/// ```
/// use dateline_schema::Code;
///
/// let code = Code::new("IRNGOV").unwrap();
/// assert_eq!(code.country(), Some("IRN"));
/// assert_eq!(code.sector(), Some("GOV"));
/// assert_eq!(Code::new("GOV").unwrap().country(), None);
/// assert!(Code::new("Iran").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Box<str>);

/// PLOVER's primary sectors; a bare three-letter code that is none of these and no organisation is a country.
const SECTORS: [&str; 31] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HLH", "HRI", "IGO", "IMG", "INT",
    "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "MNC", "NGO", "OPP", "PRE", "PRM", "PTY", "REB",
    "REF", "REL", "SOC", "SPY", "UAF",
];

/// Codes of international organisations and of actors without a country, as PLOVER and CAMEO write them.
const ORGANISATIONS: [&str; 16] = [
    "ARL", "ASN", "AUN", "EUN", "EUR", "HCR", "ICJ", "IMF", "ISM", "JUR", "NAT", "OAS", "OPC",
    "UNK", "UNO", "WBK",
];

impl Code {
    /// Reads a code.
    ///
    /// # Errors
    /// If it is not one to three groups of three capital ASCII letters.
    pub fn new(code: &str) -> Result<Self, InvalidCode> {
        let fits =
            matches!(code.len(), 3 | 6 | 9) && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if fits {
            Ok(Self(code.into()))
        } else {
            Err(InvalidCode(code.to_owned()))
        }
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country part, ISO 3166 alpha-3.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let first = &self.0[..3];
        (!SECTORS.contains(&first) && !ORGANISATIONS.contains(&first)).then_some(first)
    }

    /// The sector part: what follows the country, or the first group where there is no country and it is a sector.
    #[must_use]
    pub fn sector(&self) -> Option<&str> {
        let first = &self.0[..3];
        if self.country().is_some() {
            self.0.get(3..6)
        } else {
            SECTORS.contains(&first).then_some(first)
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A string that is no actor code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCode(pub String);

impl fmt::Display for InvalidCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not an actor code: {:?} (three to nine capital letters, such as IRN or IRNGOV)",
            self.0
        )
    }
}

impl std::error::Error for InvalidCode {}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A single person, named or described.
    Person,
    /// People taken together: "US officials", "protesters", "residents".
    Group,
    /// An organisation, ministry, party, armed group or company.
    Organization,
    /// A country, also when its capital or "Washington" stands for it.
    Country,
    /// Who publishes news: a paper, agency, channel or platform.
    Outlet,
}

names!(ActorKind {
    Person = "person",
    Group = "group",
    Organization = "organization",
    Country = "country",
    Outlet = "outlet",
});

/// One place where the text refers to an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// The phrase, with title and role where they stand at the name.
    pub span: Span,
    /// Whether it is a proper name, as against a noun phrase or a pronoun.
    pub is_name: bool,
}

/// An entity of the document that can act or speak.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The fullest name that the page or the data files give: "Mohammad Javad Zarif", "US officials".
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// What the page says it is, else what the data files say it was at the time: "Iranian Foreign Minister".
    pub role: Option<String>,
    /// Its codes, the most likely first.
    pub codes: Vec<Code>,
    /// In text order.
    pub mentions: Vec<ActorMention>,
    /// What chose the codes.
    pub basis: Vec<Reason>,
}
