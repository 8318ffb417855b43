//! Who held which office when, as a clock: a text that gives somebody the title dates itself.
//!
//! Read from `data/actor/tenures.tsv`, the same facts that give people their codes.

use std::collections::HashMap;

use dateline_schema::{Date, Interval};

use crate::{Error, Table};

/// An office that somebody held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The holder: "Robert McNamara".
    pub name: Box<str>,
    /// The name's words, in lower case.
    pub words: Vec<Box<str>>,
    /// The office: "secretary of defense".
    pub role: Box<str>,
    /// From the first day that it may have been held to the last; open while it is held.
    pub held: Interval,
}

/// Offices by the first word of the holder's name, in lower case.
pub(super) type Offices = HashMap<Box<str>, Vec<Office>>;

/// Reads the tenures that have a role and a beginning.
pub(super) fn read(file: &'static str, text: &'static str) -> Result<Offices, Error> {
    let columns = ["name", "from", "to", "died", "role", "codes"];
    let mut offices = Offices::new();
    for row in Table::read(file, text, &columns)?.rows() {
        let (name, role) = (row.get(0), row.get(4));
        let bad = || row.error("a day is written 2020, 2020-01 or 2020-01-03");
        let end = |column: usize, last: bool| match row.get(column) {
            "" => Ok(None),
            text => partial(text, last).map(Some).ok_or_else(bad),
        };
        let held = Interval {
            low: end(1, false)?,
            high: end(2, true)?,
        };
        // Pages give or leave out the initials between the names.
        let words: Vec<Box<str>> = super::word::split(&name.to_lowercase())
            .into_iter()
            .filter(|word| word.chars().count() > 1)
            .collect();
        // One word is too little to know a person by.
        let [first, _, ..] = words.as_slice() else {
            continue;
        };
        if role.is_empty() || held.low.is_none() {
            continue;
        }
        offices.entry(first.clone()).or_default().push(Office {
            name: name.into(),
            words,
            role: role.into(),
            held,
        });
    }
    Ok(offices)
}

/// The first or last day of a year, month or day.
fn partial(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = match parts.next() {
        Some(month) => month.parse().ok()?,
        None if last => 12,
        None => 1,
    };
    let first = Date::new(year, month, 1).ok()?;
    match parts.next() {
        Some(day) => Date::new(year, month, day.parse().ok()?).ok(),
        None if last => Some(first.last_of_month()),
        None => Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_held_to_its_last_day() {
        let text =
            "name\tfrom\tto\tdied\trole\tcodes\nAda Vale\t1961\t1963-02\t\tharbour master\tGOV\n";
        let offices = read("t.tsv", text).unwrap();
        let held = offices["ada"][0].held;
        let want = Interval::between(Date::constant(1961, 1, 1), Date::constant(1963, 2, 28));
        assert_eq!(held, want);
    }
}
