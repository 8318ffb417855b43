//! `Doc -> Chronology`: temporal expressions after TIMEX3, resolved against the publication date, and the
//! publication date itself where only the text tells it.
//!
//! ```text
//! text -> lex: words -> grammar: expressions -> dating: constraints -> resolve: values and days
//! ```
//!
//! Follows TimeML 1.2.1 for types, values and modifiers; weeks are ISO 8601 weeks. Refuses to guess: a value
//! that cannot be known keeps an `X` in its place, with the bounds that remain.

mod dating;
mod direction;
mod expr;
mod grammar;
mod lex;
mod narrative;
mod point;
mod resolve;

use dateline_data::Calendar;
use dateline_schema::{Chronology, Dating, Doc};

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
    let words = lex::lex(doc, calendar);
    let found = grammar::scan(&words);
    let solved = dating::solve(doc, &words, &found, published);
    let known = resolve::Known {
        published: solved.speaks.or(solved.published.interval.value()),
        bounds: solved.published.interval,
        fixed: solved.fixed,
        left: solved.bounds,
    };
    Chronology {
        timexes: resolve::resolve(&words, &found, &known),
        published: solved.published,
    }
}
