//! What the registry finds, and what it must not.

use dateline_schema::{Date, Interval};

use super::read::{Tables, registry};
use super::*;

fn names(registry: &Registry, text: &str) -> Vec<String> {
    let words = name_words(text);
    registry
        .senses_of(&words)
        .map(|sense| match sense {
            Sense::Named(idx) | Sense::Seat(idx) | Sense::Country(idx) | Sense::Capital(idx) => {
                registry.entity(idx).name.clone()
            }
            Sense::Region(idx) => format!("in {}", registry.entity(idx).name),
            Sense::Adjective { country, people } => {
                format!("{} people={people}", registry.entity(country).name)
            }
            Sense::Noun { noun, plural } => {
                format!("{} plural={plural}", registry.noun(noun).name)
            }
        })
        .collect()
}

#[test]
fn spellings_of_one_name_meet() {
    let registry = Registry::builtin().unwrap();
    for name in ["Kata’ib Hezbollah", "Kata'ib Hizballah", "Kataib Hezbollah"] {
        assert_eq!(names(&registry, name), ["Kata'ib Hezbollah"]);
    }
    assert_eq!(names(&registry, "U.S.")[0], "United States");
    assert_eq!(names(&registry, "Al-Qaida"), ["Al-Qaeda"]);
}

#[test]
fn an_abbreviation_counts_only_in_capitals() {
    let registry = Registry::builtin().unwrap();
    assert_eq!(names(&registry, "IS"), ["Islamic State"]);
    assert!(names(&registry, "is").is_empty());
    assert!(names(&registry, "us").is_empty());
    assert!(names(&registry, "turkey").is_empty());
}

#[test]
fn nouns_and_nationalities_have_plurals() {
    let registry = Registry::builtin().unwrap();
    assert_eq!(names(&registry, "ministries"), ["ministry plural=true"]);
    assert_eq!(names(&registry, "policemen"), ["policeman plural=true"]);
    assert_eq!(names(&registry, "ministers"), ["minister plural=true"]);
    assert_eq!(names(&registry, "Americans"), ["United States people=true"]);
    assert_eq!(names(&registry, "Chinese"), ["China people=false"]);
}

fn standing(name: &str, when: Interval) -> String {
    let registry = Registry::builtin().unwrap();
    let words = name_words(name);
    let Some(Sense::Named(idx)) = registry.senses_of(&words).next() else {
        panic!("{name} is not known");
    };
    let standing = registry.entity(idx).standing(when);
    let codes: Vec<&str> = standing.codes.iter().map(|code| code.as_str()).collect();
    let role = standing.tenure.map_or("", |tenure| tenure.role.as_str());
    format!("{} {role}", codes.join(" "))
}

#[test]
fn the_day_decides_what_somebody_is() {
    let on = |year, month, day| Interval::day(Date::constant(year, month, day));
    assert_eq!(
        standing("Robert Kennedy", on(1962, 10, 22)),
        "USAGOV attorney general"
    );
    assert_eq!(standing("Robert Kennedy", on(1966, 1, 1)), "USALEG senator");
    assert_eq!(standing("Barack Obama", on(2019, 1, 1)), "USAELI president");
    // He died in office: later texts still mean the commander.
    assert_eq!(
        standing("Qassem Soleimani", on(2023, 12, 2)),
        "IRNMIL Quds Force commander"
    );
    assert_eq!(standing("Boris Johnson", on(1990, 1, 1)), "GBR ");
    assert_eq!(standing("Taliban", on(2021, 9, 1)), "AFGGOV government");
    assert_eq!(standing("Taliban", on(2010, 9, 1)), "AFGREB ");
}

#[test]
fn an_open_interval_takes_the_latest_possible_office() {
    let until = Interval {
        low: None,
        high: Some(Date::constant(1961, 6, 1)),
    };
    assert_eq!(standing("John F. Kennedy", until), "USAGOV president");
    assert_eq!(
        standing("Kofi Annan", Interval::UNKNOWN),
        "UNO secretary-general"
    );
}

#[test]
fn a_table_that_does_not_fit_is_refused_with_its_line() {
    let tables = Tables {
        tenures: "name\tfrom\tto\tdied\trole\tcodes\nNobody\t1990\t\t\t\tUSAGOV\n",
        ..Tables::BUILTIN
    };
    let error = registry(&tables).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"data/actor/tenures.tsv:2: nobody is called "Nobody""#
    );
    let tables = Tables {
        seats: "name\tcodes\nHill\tUSagov\n",
        ..Tables::BUILTIN
    };
    assert_eq!(
        registry(&tables).unwrap_err().place(),
        ("data/actor/seats.tsv", 2)
    );
}
