//! What is known of a page from outside its text and its markup: what other pages of a record tell.
//!
//! In go facts with their reasons; they narrow what the text leaves open and never overrule it. A page whose day of
//! publication is known needs none and is read as if there were none.

use dateline_schema::{Date, Interval, Reason, Span};

/// What is known of a page from outside.
///
/// ```
/// use dateline_data::Calendar;
/// use dateline_schema::{Date, Dating, Doc, Interval, Reason, Span};
/// use dateline_time::Outside;
///
/// // Nothing dates the page, but another one says on which day the envoy was killed.
/// let text = "The envoy was killed on Friday.";
/// let doc = Doc { text: text.into(), ..Doc::default() };
/// let day = Interval::day(Date::constant(1962, 10, 19));
/// let friday = Span::new(24, 30);
/// let reason = Reason::at("day-known-elsewhere", friday, "another page dates it");
/// let outside = Outside { days: vec![(friday, day, reason)], ..Outside::default() };
///
/// let calendar = Calendar::builtin()?;
/// let chronology = dateline_time::tag_with(&doc, &Dating::default(), &outside, &calendar);
/// assert_eq!(chronology.timexes[0].value, "1962-10-19");
/// // Who says "on Friday" speaks of the week that is past.
/// let week = Interval::between(Date::constant(1962, 10, 19), Date::constant(1962, 10, 25));
/// assert_eq!(chronology.published.interval, week);
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// Days on which the page can have been published.
    pub published: Vec<(Interval, Reason)>,
    /// The day from which its text speaks, where it has no dateline of its own: a copy of a report speaks from the day of the
    /// report, whenever it is published.
    pub speaks: Option<(Date, Reason)>,
    /// The days for which expressions of its text stand, by their spans.
    pub days: Vec<(Span, Interval, Reason)>,
}

impl Outside {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reasons().next().is_none()
    }

    /// Every reason, in order.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let published = self.published.iter().map(|(_, reason)| reason);
        let speaks = self.speaks.iter().map(|(_, reason)| reason);
        let days = self.days.iter().map(|(_, _, reason)| reason);
        published.chain(speaks).chain(days)
    }
}
