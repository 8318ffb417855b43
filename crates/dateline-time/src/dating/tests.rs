//! Pages without a publication day, each constraint with a twin in which it decides nothing.

use dateline_data::Calendar;
use dateline_schema::{Chronology, Date, Dating, Doc, Interval, Reason};

fn read(text: &str, published: &Dating) -> Chronology {
    let doc = Doc {
        text: text.to_owned(),
        ..Doc::default()
    };
    crate::tag(&doc, published, &Calendar::builtin().unwrap())
}

fn values(chronology: &Chronology) -> Vec<&str> {
    let values = chronology.timexes.iter();
    values.map(|timex| timex.value.as_str()).collect()
}

fn until(year: i16, month: i8, day: i8) -> Dating {
    Dating {
        interval: Interval {
            low: None,
            high: Some(Date::constant(year, month, day)),
        },
        basis: vec![Reason::new("rendered", "")],
    }
}

fn has_reason(dating: &Dating, rule: &str) -> bool {
    dating.basis.iter().any(|reason| reason.rule == rule)
}

#[test]
fn a_page_that_tells_no_date_keeps_its_bound() {
    let given = until(2023, 12, 2);
    let chronology = read("The envoy said that the talks had failed.", &given);
    assert_eq!(chronology.published, given);
}

#[test]
fn an_office_holder_fixes_the_year() {
    let text = "On October 16, National Security Advisor McGeorge Bundy briefed the President.\n\
                On October 16, Defence Secretary Robert McNamara met the chiefs.";
    let page = read(text, &Dating::default());
    // No tenure of either leaves one year alone, and nothing else bounds the page.
    assert_eq!(values(&page), ["XXXX-10-16", "XXXX-10-16"]);
    let text = "On January 2, US Secretary of Defense Mark Esper said that troops would stay.";
    let page = read(text, &Dating::default());
    assert_eq!(values(&page), ["2020-01-02"]);
    assert_eq!(
        page.published.interval.low,
        Some(Date::constant(2020, 1, 2))
    );
    assert_eq!(
        page.published.interval.high,
        Some(Date::constant(2021, 1, 2))
    );
}

#[test]
fn a_former_holder_fixes_nothing() {
    let text =
        "On January 2, former US Secretary of Defense Mark Esper said that troops would stay.";
    assert_eq!(values(&read(text, &Dating::default())), ["XXXX-01-02"]);
}

#[test]
fn a_weekday_with_its_date_fixes_the_year_between_bounds() {
    let text = "The harbour burned on March 3, 2021.\nThe port reopened on Friday, January 13.";
    // January 13 is a Friday in 2023, and not again before the page was rendered.
    let page = read(text, &until(2025, 6, 1));
    assert_eq!(values(&page), ["2021-03-03", "2023-01-13"]);
    assert_eq!(
        page.published.interval.low,
        Some(Date::constant(2023, 1, 13))
    );
    // Without an end, another year fits as well.
    let page = read(text, &Dating::default());
    assert_eq!(values(&page), ["2021-03-03", "XXXX-01-13"]);
}

#[test]
fn days_are_told_in_order_over_the_new_year() {
    let text = "On Friday, December 30, the ferry sank. On January 3 divers found it.";
    let page = read(text, &until(2023, 12, 1));
    let low = Date::constant(2021, 1, 1);
    let bounded = Dating {
        interval: Interval::between(low, Date::constant(2023, 12, 1)),
        basis: Vec::new(),
    };
    assert_eq!(values(&page)[1], "XXXX-01-03");
    assert_eq!(values(&read(text, &bounded)), ["2022-12-30", "2023-01-03"]);
}

#[test]
fn last_week_lies_about_the_same_happening() {
    let text = "The port has been closed since last week, when Hilda Mors of the Dockers Union was shot.\n\
                The mayor spoke on May 4, 2021.\n\
                A strike began on May 11. On Friday evening Hilda Mors of the Dockers Union was shot at the gate.";
    let page = read(text, &until(2021, 12, 31));
    assert_eq!(
        values(&page),
        ["2021-W19", "2021-05-04", "2021-05-11", "2021-05-14TEV"]
    );
    let want = Interval::between(Date::constant(2021, 5, 16), Date::constant(2021, 5, 22));
    assert_eq!(page.published.interval, want);
    assert!(has_reason(&page.published, "week-of-same-happening"));
}

#[test]
fn last_week_of_another_happening_is_left_open() {
    let text = "Prices of tin fell last week.\n\
                The mayor spoke on May 4, 2021.\n\
                A strike began on May 11. On Friday evening Hilda Mors of the Dockers Union was shot at the gate.";
    let page = read(text, &until(2021, 12, 31));
    assert_eq!(values(&page)[0], "XXXX-WXX");
    let want = Interval::between(Date::constant(2021, 5, 14), Date::constant(2021, 5, 22));
    assert_eq!(page.published.interval, want);
}

#[test]
fn a_published_page_is_left_as_it_is() {
    let given = Dating::on(Date::constant(2020, 1, 7), Reason::new("given", ""));
    let page = read("It began on December 27 and ended on Friday.", &given);
    assert_eq!(page.published, given);
    assert_eq!(values(&page), ["2019-12-27", "2020-01-03"]);
}
