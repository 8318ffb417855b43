//! `Doc -> Actor`: who can act and speak in a document, with name, role and codes.
//!
//! What goes in are the coreference chains of a [`Doc`] and the tables of a [`Registry`]; what comes out is one
//! [`Actor`] for each chain, or for several where they name the same entity. Codes follow the PLOVER manual 0.8:
//! country, then sector. They come from the role that the page tells, else from what the registry says that
//! somebody was at the time of the article; a country that neither tells is not guessed.

mod chain;
mod codes;
mod naming;
mod phrase;
mod role;
mod scan;
mod segment;

use dateline_data::Registry;
use dateline_schema::{Actor, Code, Dating, Doc, Interval, Place};

/// Finds the actors of a document published as `published` says, in the order of their first mention.
///
/// Places that no data file names ("the mayor of Springfield") give their country from `places`.
#[must_use]
pub fn resolve(doc: &Doc, places: &[Place], published: &Dating, registry: &Registry) -> Vec<Actor> {
    let context = chain::Context {
        doc,
        places,
        when: published.interval,
        registry,
    };
    let groups = context.groups();
    groups.iter().map(|group| context.actor(group)).collect()
}

/// The codes of a phrase that names or describes an actor, on a day of which only `published` is known.
///
/// ```
/// use dateline_actor::codes_of;
/// use dateline_data::Registry;
/// use dateline_schema::{Date, Interval};
///
/// let registry = Registry::builtin()?;
/// let day = Interval::day(Date::constant(1962, 10, 22));
/// let codes = |phrase| {
///     let codes = codes_of(phrase, &registry, day);
///     codes.iter().map(|code| code.as_str().to_owned()).collect::<Vec<_>>()
/// };
/// assert_eq!(codes("the Soviet Foreign Minister"), ["RUSGOV"]);
/// assert_eq!(codes("Robert Kennedy"), ["USAGOV"]);
/// assert_eq!(codes("Turkey and the Syrian army"), ["TUR", "SYRMIL"]);
/// assert!(codes("the weather").is_empty());
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn codes_of(phrase: &str, registry: &Registry, published: Interval) -> Vec<Code> {
    phrase::read(phrase, registry, published).codes
}

#[cfg(test)]
mod tests;
