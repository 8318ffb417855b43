//! Laws that hold for any text: spans stay inside, in order, on character boundaries, and time stays near linear.

use dateline_data::Gazetteer;
use dateline_schema::Doc;
use proptest::prelude::*;

fn resolve(text: &str, gazetteer: &Gazetteer) -> Vec<dateline_schema::Place> {
    let doc = Doc {
        text: text.to_owned(),
        ..Doc::default()
    };
    dateline_place::resolve(&doc, gazetteer)
}

fn assert_laws(text: &str, gazetteer: &Gazetteer) {
    let places = resolve(text, gazetteer);
    let mut end = 0;
    for place in &places {
        assert!(place.span.start >= end, "spans overlap or are out of order");
        assert!(
            text.get(place.span.range())
                .is_some_and(|name| !name.is_empty())
        );
        assert!(place.lat.is_some_and(|lat| (-90.0..=90.0).contains(&lat)));
        assert!(place.lon.is_some_and(|lon| (-180.0..=180.0).contains(&lon)));
        assert!(!place.basis.is_empty());
        end = place.span.end;
    }
    assert_eq!(
        places,
        resolve(text, gazetteer),
        "the same text gave other places"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_of_any_text_stay_inside(texts in prop::collection::vec("\\PC{0,60}", 1..4)) {
        let gazetteer = Gazetteer::builtin().unwrap();
        assert_laws(&texts.join("\n"), &gazetteer);
    }

    #[test]
    fn spans_among_names_stay_inside(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Kirkuk", ", ", "Iraq", " ", ".", "U.S.", "St. ", "Ky.", "’s", "'s", "York", "New ", "(", "Paris",
                "-", "Ünye", "İzmir", "ß", "\u{301}", "\n", "of ", "D.C.", "Airport", "in ",
            ]),
            0..40,
        )
    ) {
        let gazetteer = Gazetteer::builtin().unwrap();
        assert_laws(&words.concat(), &gazetteer);
    }
}

#[test]
fn one_long_line_is_no_trap() {
    let gazetteer = Gazetteer::builtin().unwrap();
    for part in [
        "Springfield, ",
        "San José and St. ",
        "(",
        "New York'",
        "A.B.",
    ] {
        let text = part.repeat(200_000 / part.len());
        assert_laws(&text, &gazetteer);
    }
}
