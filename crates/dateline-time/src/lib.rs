//! `Doc -> Chronology`: temporal expressions after TIMEX3, resolved against the publication date, and the
//! publication date itself where only the text tells it.
//!
//! ```text
//! text -> lex: words -> grammar: expressions -> dating: constraints -> resolve: values and days
//! ```
//!
//! The crate works alone: a text, the day on which it was published as far as that is known, and the calendar's tables go in;
//! expressions with type, value, modifier, interval and reasons come out, and the publication day as far as the text
//! tells it. Where the [`Doc`] says where sentences begin, no expression crosses them.
//!
//! ```
//! use dateline_data::Calendar;
//! use dateline_schema::{Dating, Doc};
//!
//! // Nothing is known of the page but its text: its dateline dates it, and the text speaks from that day.
//! let text = "CAIRO – 17 July 2022: The council met yesterday. It may meet again.";
//! let doc = Doc { text: text.into(), ..Doc::default() };
//! let chronology = dateline_time::tag(&doc, &Dating::default(), &Calendar::builtin()?);
//!
//! let values: Vec<&str> = chronology.timexes.iter().map(|timex| timex.value.as_str()).collect();
//! assert_eq!(values, ["2022-07-17", "2022-07-16"]);
//! let published = &chronology.published;
//! assert_eq!(published.interval.low.unwrap().to_string(), "2022-07-17");
//! assert_eq!(published.interval.n_days(), Some(2)); // of that day or the next
//! assert!(published.basis.iter().any(|reason| reason.rule == "dateline"));
//! # Ok::<(), dateline_data::Error>(())
//! ```
//!
//! Follows TimeML 1.2.1 for types, values and modifiers; weeks are ISO 8601 weeks. Refuses to guess: a value
//! that cannot be known keeps an `X` in its place, with the bounds that remain. The rules are listed in
//! `data/time/rules.toml`, each with examples and twins; the rulings where the guidelines leave room, in `docs/dates.md`.

mod clause;
mod dating;
mod direction;
mod expr;
mod grammar;
mod lex;
mod narrative;
mod outside;
mod point;
mod resolve;

use dateline_data::Calendar;
use dateline_schema::{Chronology, Dating, Doc};

pub use crate::outside::Outside;

/// Finds the temporal expressions of a document published as `published` says.
///
/// ```
/// use dateline_data::Calendar;
/// use dateline_schema::{Date, Dating, Doc, Reason};
///
/// let doc = Doc { text: "The envoy left on Friday morning.".into(), ..Doc::default() };
/// let published = Dating::on(Date::constant(1962, 10, 22), Reason::new("given", ""));
/// let calendar = Calendar::builtin()?;
/// let chronology = dateline_time::tag(&doc, &published, &calendar);
/// assert_eq!(chronology.timexes[0].value, "1962-10-19TMO");
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn tag(doc: &Doc, published: &Dating, calendar: &Calendar) -> Chronology {
    tag_with(doc, published, &Outside::default(), calendar)
}

/// The same, with what is known from outside the page: see [`Outside`].
#[must_use]
pub fn tag_with(
    doc: &Doc,
    published: &Dating,
    outside: &Outside,
    calendar: &Calendar,
) -> Chronology {
    let words = lex::lex(doc, calendar);
    let found = grammar::scan(&words);
    let solved = dating::solve(doc, &words, &found, published, outside);
    let known = resolve::Known {
        published: solved.speaks.or(solved.published.interval.value()),
        bounds: solved.published.interval,
        fixed: solved.fixed,
        left: solved.bounds,
    };
    let mut timexes = resolve::resolve(&words, &found, &known);
    if let Some(reason) = dating::dateline(&words, &found)
        && let Some(timex) = timexes
            .iter_mut()
            .find(|timex| Some(timex.span) == reason.span)
    {
        timex.basis.push(reason);
    }
    Chronology {
        timexes,
        published: solved.published,
    }
}

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
