//! The readers of the tables under `data/time/`.

use dateline_schema::TimexMod;

use super::holiday::HolidayRule;
use super::word::{
    Counted, Deixis, NumberKind, PartOfDay, PhraseMeaning, Plan, Season, Tense, Unit, UnitForm,
    UnitNumber,
};
use super::{Calendar, Holiday};
use crate::{Error, Row, Table};

type Reader = fn(&mut Calendar, &'static str, &'static str) -> Result<(), Error>;

macro_rules! file {
    ($name:literal, $reader:expr) => {
        (
            concat!("data/time/", $name),
            include_str!(concat!("../../../../data/time/", $name)),
            $reader as Reader,
        )
    };
}

/// Every table, its text and its reader.
pub(super) const FILES: [(&str, &str, Reader); 13] = [
    file!("months.tsv", months),
    file!("weekdays.tsv", weekdays),
    file!("seasons.tsv", seasons),
    file!("parts-of-day.tsv", parts_of_day),
    file!("numbers.tsv", numbers),
    file!("units.tsv", units),
    file!("zones.tsv", zones),
    file!("tense.tsv", tenses),
    file!("plans.tsv", plans),
    file!("company.tsv", company),
    file!("deictics.tsv", deictics),
    file!("holidays.tsv", holidays),
    file!("modifiers.tsv", modifiers),
];

/// The parts of a day that TIMEX3 knows.
const PARTS: [&str; 6] = ["TMO", "TAF", "TEV", "TNI", "TDT", "TMI"];

fn months(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["number", "forms", "doubtful"])?.rows() {
        let month = number(row, 0, 1..=12)?;
        for form in row.list(1) {
            calendar.entry(form).month = Some(month);
        }
        mark_doubtful(calendar, row);
    }
    Ok(())
}

fn weekdays(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["number", "forms", "doubtful"])?.rows() {
        let weekday = number(row, 0, 1..=7)?;
        for form in row.list(1) {
            calendar.entry(form).weekday = Some(weekday);
        }
        mark_doubtful(calendar, row);
    }
    Ok(())
}

fn seasons(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    let columns = ["value", "forms", "doubtful", "first_month"];
    for row in Table::read(file, text, &columns)?.rows() {
        let season = Season {
            value: row.get(0),
            first_month: number(row, 3, 1..=12)?,
        };
        for form in row.list(1) {
            calendar.entry(form).season = Some(season);
        }
        mark_doubtful(calendar, row);
    }
    Ok(())
}

fn parts_of_day(
    calendar: &mut Calendar,
    file: &'static str,
    text: &'static str,
) -> Result<(), Error> {
    for row in Table::read(file, text, &["value", "forms", "kind"])?.rows() {
        let value = row.get(0);
        let part = match row.get(2) {
            "part" => PartOfDay::Stretch {
                value: part_value(row, value)?,
            },
            "clock" => PartOfDay::Clock {
                hour: value
                    .strip_prefix('T')
                    .and_then(|clock| clock.strip_suffix(":00"))
                    .and_then(|hour| hour.parse().ok())
                    .ok_or_else(|| row.error("a clock time is written T12:00"))?,
            },
            _ => return Err(row.error("the kind is part or clock")),
        };
        for form in row.list(1) {
            calendar.entry(form).part = Some(part);
        }
    }
    Ok(())
}

fn numbers(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["word", "value", "kind"])?.rows() {
        let kind = match row.get(2) {
            "cardinal" => NumberKind::Cardinal,
            "tens" => NumberKind::Tens,
            "scale" => NumberKind::Scale,
            "ordinal" => NumberKind::Ordinal,
            "decade" => NumberKind::Decade,
            "about" => NumberKind::About,
            "vague" => NumberKind::Vague,
            _ => return Err(row.error("no such kind of number")),
        };
        let value = if kind == NumberKind::Vague {
            0
        } else {
            row.get(1)
                .parse()
                .map_err(|_| row.error("the value is no whole number"))?
        };
        calendar.entry(row.get(0)).number = Some(Counted { value, kind });
    }
    Ok(())
}

fn units(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    let columns = ["code", "singular", "plural", "short", "adverb"];
    for row in Table::read(file, text, &columns)?.rows() {
        let unit = Unit::from_code(row.get(0)).ok_or_else(|| row.error("no such unit"))?;
        for (column, number) in [
            (1, UnitNumber::Singular),
            (2, UnitNumber::Plural),
            (3, UnitNumber::Short),
            (4, UnitNumber::Adverb),
        ] {
            for form in row.list(column) {
                calendar.entry(form).unit = Some(UnitForm { unit, number });
            }
        }
    }
    Ok(())
}

fn zones(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["name", "minutes"])?.rows() {
        let minutes = row
            .get(1)
            .parse()
            .map_err(|_| row.error("minutes east of Greenwich are a whole number"))?;
        calendar.entry(row.get(0)).zone = Some(minutes);
    }
    Ok(())
}

fn tenses(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["word", "tense"])?.rows() {
        calendar.entry(row.get(0)).tense = Some(match row.get(1) {
            "past" => Tense::Past,
            "present" => Tense::Present,
            "future" => Tense::Future,
            _ => return Err(row.error("the tense is past, present or future")),
        });
    }
    Ok(())
}

fn plans(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["lemma", "roles"])?.rows() {
        let mut plan = Plan::default();
        for role in row.list(1) {
            match role {
                "day" => plan.day = true,
                "for" => plan.behind_for = true,
                "infinitive" => plan.infinitive = true,
                _ => return Err(row.error("the role is day, for or infinitive")),
            }
        }
        calendar.plans.insert(row.get(0).into(), plan);
    }
    Ok(())
}

fn company(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["word", "roles"])?.rows() {
        for role in row.list(1) {
            let word = calendar.entry(row.get(0));
            match role {
                "counted" => word.is_counted = true,
                "after-year" => word.follows_year = true,
                "numbered" => word.is_numbered = true,
                "before-unit" => word.precedes_unit = true,
                _ => return Err(row.error("no such role")),
            }
        }
    }
    Ok(())
}

fn deictics(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["phrase", "meaning"])?.rows() {
        let meaning = row.get(1);
        let deixis = if let Some(day) = meaning.strip_prefix("day") {
            let (days, part) = day.split_at(day.find('T').unwrap_or(day.len()));
            Deixis::Day {
                days: days
                    .parse()
                    .map_err(|_| row.error("a day is written day+0"))?,
                part: if part.is_empty() {
                    ""
                } else {
                    part_value(row, part)?
                },
            }
        } else if matches!(meaning, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") {
            Deixis::Reference(meaning)
        } else {
            return Err(row.error("the meaning is a day or a TIMEX3 reference"));
        };
        calendar.add_phrase(row.get(0), PhraseMeaning::Deixis(deixis));
    }
    Ok(())
}

fn holidays(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["name", "forms", "day", "doubtful"])?.rows() {
        let rule = HolidayRule::parse(row.get(2)).ok_or_else(|| row.error("no such rule"))?;
        let idx = calendar.holidays.len();
        calendar.holidays.push(Holiday {
            name: row.get(0).into(),
            rule,
            needs_capital: !row.get(3).is_empty(),
        });
        for form in row.list(1) {
            calendar.add_phrase(form, PhraseMeaning::Holiday(idx));
        }
    }
    Ok(())
}

fn modifiers(calendar: &mut Calendar, file: &'static str, text: &'static str) -> Result<(), Error> {
    for row in Table::read(file, text, &["phrase", "mod"])?.rows() {
        let modifier =
            TimexMod::from_name(row.get(1)).ok_or_else(|| row.error("no such TIMEX3 modifier"))?;
        calendar.add_phrase(row.get(0), PhraseMeaning::Modifier(modifier));
    }
    Ok(())
}

fn mark_doubtful(calendar: &mut Calendar, row: &Row<'static>) {
    for form in row.list(2) {
        calendar.entry(form).doubtful = true;
    }
}

fn number(
    row: &Row<'static>,
    column: usize,
    range: std::ops::RangeInclusive<u8>,
) -> Result<u8, Error> {
    row.get(column)
        .parse()
        .ok()
        .filter(|number| range.contains(number))
        .ok_or_else(|| {
            row.error(format!(
                "a number from {} to {} is needed",
                range.start(),
                range.end()
            ))
        })
}

fn part_value(row: &Row<'static>, value: &str) -> Result<&'static str, Error> {
    PARTS
        .into_iter()
        .find(|part| *part == value)
        .ok_or_else(|| row.error("no such part of the day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_line_of_a_bad_row() {
        let text = "name\tforms\tday\tdoubtful\nFeast\tfeast\t13-40\t\n";
        let error = holidays(&mut Calendar::default(), "h.tsv", text).unwrap_err();
        assert_eq!(error.to_string(), "h.tsv:2: no such rule");
    }
}
