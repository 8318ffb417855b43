//! Laws that hold for any text: spans stay inside, in order, on character boundaries, and nothing panics.

use std::sync::LazyLock;

use dateline_data::Calendar;
use dateline_schema::{Date, Dating, Doc, Interval, Reason};
use proptest::prelude::*;

static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::builtin().expect("the built-in tables are well-formed"));

/// Words that rules look for, so that random texts reach them.
const WORDS: &[&str] = &[
    "the",
    "last",
    "next",
    "this",
    "a",
    "of",
    "end",
    "early",
    "mid",
    "-",
    "–",
    ",",
    ".",
    "\n",
    "’",
    "s",
    "Friday",
    "Sun",
    "May",
    "March",
    "Dec",
    "Feb",
    "29",
    "31",
    "0",
    "2015",
    "9999",
    "1",
    "480",
    "BC",
    "19",
    "99",
    "s",
    "1990s",
    "week",
    "weeks",
    "year",
    "years",
    "quarter",
    "third",
    "century",
    "ago",
    "later",
    "from",
    "now",
    "every",
    "twice",
    "half",
    "hundred",
    "thousand",
    "million",
    "4294967295",
    "a.m.",
    "pm",
    "12:30",
    "GMT",
    "noon",
    "morning",
    "night",
    "Christmas",
    "Easter",
    "New Year's Eve",
    "summer",
    "two",
    "twenty",
    "nineteen",
    "ninety-six",
    "post",
    "fiscal",
    "nearly",
    "at least",
    "said",
    "will",
    "today",
    "yesterday",
    "US",
    "Secretary",
    "Defense",
    "Mark",
    "Esper",
    "and",
    "to",
    "ten",
    "millennia",
    "é",
    "日",
];

fn dating() -> impl Strategy<Value = Dating> {
    let date = (-9999..=9999_i16, 1..=12_i8, 1..=28_i8)
        .prop_map(|(year, month, day)| Date::constant(year, month, day));
    prop_oneof![
        Just(Dating::default()),
        date.clone()
            .prop_map(|date| Dating::on(date, Reason::new("given", ""))),
        (prop::option::of(date.clone()), prop::option::of(date)).prop_map(|(a, b)| Dating {
            interval: Interval {
                low: a.min(b),
                high: a.max(b),
            },
            basis: Vec::new(),
        }),
    ]
}

fn holds(text: String, published: &Dating) -> Result<(), TestCaseError> {
    let doc = Doc {
        text,
        ..Doc::default()
    };
    let chronology = dateline_time::tag(&doc, published, &CALENDAR);
    let mut end = 0;
    for timex in &chronology.timexes {
        prop_assert!(timex.span.start >= end && !timex.span.is_empty());
        prop_assert!(doc.text.get(timex.span.range()).is_some());
        prop_assert!(!timex.value.is_empty() && !timex.basis.is_empty());
        prop_assert!(
            timex.interval.low.is_none()
                || timex.interval.high.is_none()
                || timex.interval.low <= timex.interval.high
        );
        end = timex.span.end;
    }
    let again = dateline_time::tag(&doc, published, &CALENDAR);
    prop_assert_eq!(chronology, again);
    Ok(())
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,200}", published in dating()) {
        holds(text, &published)?;
    }

    #[test]
    fn words_of_time(
        words in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(&["", " ", " "][..])), 0..40),
        published in dating(),
    ) {
        let text = words.iter().map(|(word, gap)| format!("{word}{gap}")).collect();
        holds(text, &published)?;
    }
}

#[test]
fn a_long_line_is_read_in_linear_time() {
    // Quadratic behaviour would take hours on half a megabyte; the test merely has to end.
    for piece in [
        "the end of ",
        "March ",
        "1999-",
        "two ",
        "last ",
        "Mark Esper ",
        "May 4 ",
        "May 4 Friday last week ",
        "In 1805 on May 4 ",
        "the week of the day after the night of 3-4 May ",
        "700 tons a day at night ",
    ] {
        let text = piece.repeat(500_000 / piece.len());
        let doc = Doc {
            text,
            ..Doc::default()
        };
        let chronology = dateline_time::tag(&doc, &Dating::default(), &CALENDAR);
        assert!(chronology.timexes.len() <= doc.text.len());
    }
}
