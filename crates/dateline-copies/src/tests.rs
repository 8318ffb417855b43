//! What counts as a copy, and laws that hold for any text.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

const REPORT: &str = "The harbour of Port Example reopened on Monday after the storm, its master said. \
    Ferries to the outer islands leave again every hour, and the fish market expects its first boats before noon. \
    Eleven people were treated for bruises in the town's hospital, where the lights had gone out on Saturday night. \
    The storm had torn the roof from the old customs house and sunk four yachts at their moorings. \
    Insurers put the damage at three million crowns. A second front is due on Thursday, the weather office warned.";

const OTHER: &str = "Farmers in the northern valleys have lost a third of their apples to frost, their union said. \
    The ministry of agriculture promised help by the end of the month, but named no sum. \
    “We have heard such words before,” the union's chair told reporters outside of the ministry. \
    Prices in the capital have risen by a tenth since last week, and traders expect more of the same until June.";

fn check(first: &str, second: &str, expected: &Expect) {
    let compared = compare(&Sketch::of(first), &Sketch::of(second));
    let text = compared.map_or("nothing".to_owned(), |(relation, overlap)| {
        format!(
            "{} {:.2} {:.2}",
            relation.as_str(),
            overlap.of_first,
            overlap.of_second
        )
    });
    expected.assert_eq(&text);
}

#[test]
fn the_same_words_are_the_same_report() {
    check(
        REPORT,
        &REPORT.to_uppercase().replace(". ", ".\n\n"),
        &expect!["same 1.00 1.00"],
    );
    check("Rain.", "“Rain”", &expect!["same 1.00 1.00"]);
    check("", "", &expect!["nothing"]);
}

#[test]
fn a_wire_copy_differs_in_words() {
    let copy = format!(
        "PORT EXAMPLE (Wire) - {}",
        REPORT
            .replace("treated for bruises", "treated for minor injuries")
            .replace("crowns", "euros")
    );
    check(&copy, REPORT, &expect!["near 0.87 0.91"]);
}

#[test]
fn cut_versions_and_updates_hold_one_another() {
    let cut = &REPORT[..200];
    check(cut, REPORT, &expect!["cut 0.97 0.36"]);
    let update = format!("{REPORT} {}", &OTHER[..178]);
    check(&update, REPORT, &expect!["extended 0.72 1.00"]);
}

#[test]
fn two_reports_with_one_quotation_are_two() {
    let quote = "“We have seen nothing like it since the flood of 1953, and we will need every hand that we can get in \
        the coming days,” the mayor said.";
    check(
        &format!("{} {quote}", &REPORT[..300]),
        &format!("{quote} {OTHER}"),
        &expect!["nothing"],
    );
    check(REPORT, OTHER, &expect!["nothing"]);
    check(
        "Shares rose on Monday.",
        "Shares rose on Monday, and fell.",
        &expect!["nothing"],
    );
}

#[test]
fn texts_meet_whatever_came_between() {
    let mut index = Index::default();
    index.add(Sketch::of(REPORT));
    for number in 0..200 {
        let (_, found) = index.add(Sketch::of(&format!("{number} {}", number_words(number))));
        assert!(found.is_empty(), "{number}: {found:?}");
    }
    let (number, found) = index.add(Sketch::of(&REPORT[..250]));
    assert_eq!(number, 201);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1), (0, Relation::Cut));
    let (_, found) = index.add(Sketch::of(REPORT));
    let numbers: Vec<_> = found
        .iter()
        .map(|(number, relation, _)| (*number, *relation))
        .collect();
    assert_eq!(numbers, [(0, Relation::Same), (201, Relation::Extended)]);
}

/// Words that no other number has.
fn number_words(number: usize) -> String {
    (0..60)
        .map(|word| format!("w{} ", number * 100 + word))
        .collect()
}

#[test]
fn a_form_that_thousands_fill_in_takes_no_longer() {
    let mut index = Index::default();
    for number in 0..20_000 {
        index.add(Sketch::of(&format!("{REPORT} {number}")));
    }
    assert_eq!(index.len(), 20_000);
}

proptest! {
    #[test]
    fn any_text_is_the_same_as_itself(text in any::<String>(), other in any::<String>()) {
        let (sketch, second) = (Sketch::of(&text), Sketch::of(&other));
        prop_assert!(sketch.keys.len() <= N_KEYS);
        prop_assert!(sketch.shingles.is_sorted());
        let same = compare(&sketch, &sketch);
        prop_assert_eq!(same.map(|(relation, _)| relation), (!sketch.is_empty()).then_some(Relation::Same));
        let (there, back) = (compare(&sketch, &second), compare(&second, &sketch));
        prop_assert_eq!(there.is_some(), back.is_some());
    }

    #[test]
    fn sketches_do_not_depend_on_marks_between_words(words in prop::collection::vec("[a-z0-9ßœ]{1,9}", 0..80)) {
        let plain = Sketch::of(&words.join(" "));
        prop_assert_eq!(&Sketch::of(&words.join(" — ")), &plain);
        prop_assert_eq!(&Sketch::of(&format!("“{}”!", words.join(",\n").to_ascii_uppercase())), &plain);
    }
}
