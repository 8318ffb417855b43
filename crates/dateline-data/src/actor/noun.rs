//! Common nouns for people and bodies, with the sector that they belong to.

use dateline_schema::ActorKind;

/// A common noun for people or bodies of a sector: "minister", "army", "protester".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// The noun in the singular, or as it is always used.
    pub name: String,
    /// PLOVER sector; none for a noun that only takes the codes of others: "group".
    pub sector: Option<String>,
    /// What one of it is.
    pub kind: ActorKind,
    /// Whether the sector gives way to that of a name or noun it goes with: "leader", "spokesman", "General".
    pub weak: bool,
    /// Whether the sector holds only beside a country: a Chilean delegation is of the government, "the members" are
    /// anybody's.
    pub faint: bool,
}

/// The plural of an English noun phrase: its head is the last word, or the word before "of".
pub(super) fn plural(phrase: &str) -> String {
    let (head, rest) = match phrase.find(" of ") {
        Some(at) => phrase.split_at(at),
        None => (phrase, ""),
    };
    let many = if let Some(stem) = head.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = head
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
    {
        format!("{stem}ies")
    } else if head.ends_with(['s', 'x', 'z']) || head.ends_with("ch") || head.ends_with("sh") {
        format!("{head}es")
    } else {
        format!("{head}s")
    };
    many + rest
}

/// The word for the people of a nationality: "Iranians", but none for "French", "Chinese" or "Swiss", which
/// are the same for the adjective.
pub(super) fn people(adjective: &str) -> Option<String> {
    let unchanged = ["ese", "sh", "ch", "ss", "ois", "US", "U.S.", "U.S"];
    let last = adjective.rsplit(' ').next().unwrap_or(adjective);
    (!unchanged.iter().any(|ending| last.ends_with(ending))).then(|| plural(adjective))
}
