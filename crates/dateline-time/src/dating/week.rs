//! Weeks that begin on Sunday, as papers in English count "last week".

use dateline_data::Unit;
use dateline_schema::{Date, Interval};

use crate::point::{add, weekday_of};

/// The week that lies `weeks` after the one that holds a day.
pub(super) fn after(date: Date, weeks: i32) -> Option<Interval> {
    let sunday = add(date, -i32::from(weekday_of(date) % 7), Unit::Day)?;
    let low = add(sunday, weeks * 7, Unit::Day)?;
    Some(Interval::between(low, add(low, 6, Unit::Day)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begin_on_sunday() {
        let friday = Date::constant(1962, 10, 26);
        let want = Interval::between(Date::constant(1962, 10, 28), Date::constant(1962, 11, 3));
        assert_eq!(after(friday, 1), Some(want));
        assert_eq!(after(Date::constant(1962, 10, 28), 0), Some(want));
    }
}
