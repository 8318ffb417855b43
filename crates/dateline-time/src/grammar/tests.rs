//! Each family with the twins that must not match.

use dateline_data::Calendar;
use dateline_schema::Doc;

use crate::lex;

fn check(text: &str, want: &[&str]) {
    let doc = Doc {
        text: text.to_owned(),
        ..Doc::default()
    };
    let calendar = Calendar::builtin().unwrap();
    let words = lex::lex(&doc, &calendar);
    let found: Vec<&str> = super::scan(&words)
        .iter()
        .map(|found| words.span(found.start, found.end).of(text))
        .collect();
    assert_eq!(found, want, "{text}");
}

#[test]
fn four_digits_are_a_year_unless_they_count() {
    check("The bridge was built in 1932.", &["1932"]);
    check("The treaty of 1648 held.", &["1648"]);
    check("A crowd of 2015 people came.", &[]);
    check("The tower cost $1995 and 2015.50 marks.", &[]);
    check("Call 555-2015 or dial 2015-443.", &[]);
    check("He ran version 1998.2 on port 2022/tcp.", &[]);
}

#[test]
fn doubtful_months_need_company() {
    check("It may rain in May.", &["May"]);
    check("They march on March 3.", &["March 3"]);
    check("Theresa May and August Wilson spoke.", &[]);
    check("The second march was dec. and sep.", &[]);
}

#[test]
fn doubtful_weekdays_need_company() {
    check("The sun sat and wed the sea.", &[]);
    check("The Sun sold out on Sun. 3 March", &["Sun. 3 March"]);
    check("Sat in the shade, Fri cooked.", &[]);
}

#[test]
fn scores_and_ratios_are_no_times() {
    check("They won 3:2 and lost 10-12.", &[]);
    check("See John 3:16 for that.", &[]);
    check("The train left at 3:16 sharp.", &["3:16"]);
    check("It began at 1500 GMT.", &["1500 GMT"]);
}

#[test]
fn ages_are_no_lengths_of_time() {
    check("A 54-year-old guard and a boy 12 years old fled.", &[]);
    check("The two-week-old strike ended.", &["two-week-old"]);
}
