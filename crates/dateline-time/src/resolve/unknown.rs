//! Values with `X` in place of what cannot be known.

use dateline_data::Unit;

use crate::expr::Meaning;
use crate::lex::Words;

/// The TIMEX3 value of what is known.
pub(super) fn value(meaning: &Meaning, words: &Words<'_>) -> String {
    match meaning {
        Meaning::Open(open) => open.what.value(words.calendar),
        Meaning::Shift(shift) => of_unit(shift.unit).to_owned(),
        Meaning::Elsewhere(unit) => of_unit(*unit).to_owned(),
        Meaning::Same(unit) | Meaning::SameOfYearFromNow(unit, _) => of_unit(*unit).to_owned(),
        Meaning::WeekdayOfWeek(weekday, _) => format!("XXXX-WXX-{weekday}"),
        Meaning::QuarterEnding(_) => "XXXX-QX".to_owned(),
        Meaning::WeekendOf(_) => "XXXX-WXX-WE".to_owned(),
        Meaning::Impossible(Some(year), month) => format!("{year:04}-{month:02}-XX"),
        Meaning::Impossible(None, month) => format!("XXXX-{month:02}-XX"),
        Meaning::WeekOfMonth(..) | Meaning::WeekOf(_) => "XXXX-WXX".to_owned(),
        Meaning::SameOfYear(_, year) => format!("{year:04}-QX"),
        _ => "XXXX-XX-XX".to_owned(),
    }
}

fn of_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}
