//! What counts as the same quotation, and laws that hold for any text.

use std::sync::LazyLock;

use dateline_schema::Date;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

const SOEBY: Option<Speaker<'static>> = Some(Speaker {
    name: "Ina Søby",
    is_person: true,
});
const BRANDT: Option<Speaker<'static>> = Some(Speaker {
    name: "Karl Brandt",
    is_person: true,
});
const WHOLE: &str = "It was a cowardly act against fishermen who had gone out for herring, and many of them will never come home to Port Example.";

fn said<'a>(
    words: &'a str,
    kind: StatementKind,
    speaker: Option<Speaker<'a>>,
    day: i8,
) -> Said<'a> {
    Said {
        words,
        kind,
        speaker,
        published: Interval::day(Date::constant(1987, 3, day)),
        holds_another: false,
    }
}

fn wording() -> &'static Wording {
    static WORDING: LazyLock<Wording> = LazyLock::new(|| Wording::builtin().unwrap());
    &WORDING
}

fn direct(words: &str) -> Said<'_> {
    said(words, StatementKind::Direct, SOEBY, 4)
}

fn check(first: &Said<'_>, second: &Said<'_>, expected: &Expect) {
    let wording = wording();
    let mut index = Index::default();
    index.add(Quoted::of(second, wording));
    let (_, found) = index.add(Quoted::of(first, wording));
    let shown = found
        .first()
        .map_or("nothing".to_owned(), |(_, comparison)| {
            let mut shown = format!(
                "{}, {} speaker:",
                comparison.relation.as_str(),
                comparison.speaker.as_str()
            );
            for piece in &comparison.pieces {
                let a = |span: dateline_schema::Span| span.of(first.words);
                let b = |span: dateline_schema::Span| span.of(second.words);
                shown.push_str(&match *piece {
                    Piece::Same(..) => " =".to_owned(),
                    Piece::Changed(one, other) => {
                        format!(" [{} <- {}]", one.map_or("", a), other.map_or("", b))
                    }
                    Piece::OnlyFirst(span) => format!(" +({})", a(span)),
                    Piece::OnlySecond(span) => format!(" -({})", b(span)),
                });
            }
            shown
        });
    expected.assert_eq(&shown);
}

#[test]
fn case_marks_and_house_style_do_not_count() {
    check(
        &direct("We lost five per cent of our defence budget — to herring!"),
        &direct("we lost 5% of our defense budget to “herring”"),
        &expect!["same, same speaker: ="],
    );
}

#[test]
fn a_part_was_cut() {
    check(
        &direct("a cowardly act against fishermen who had gone out for herring"),
        &direct(WHOLE),
        &expect![
            "cut, same speaker: -(It was) = -(and many of them will never come home to Port Example)"
        ],
    );
    check(
        &direct(WHOLE),
        &direct("It was a cowardly act … many of them will never come home to Port Example"),
        &expect![
            "longer, same speaker: = +(against fishermen who had gone out for herring, and) ="
        ],
    );
    check(
        &direct(
            "fishermen who had gone out for herring, and many of them will never come home to Port Example. We will answer.",
        ),
        &direct(
            "It was a cowardly act against fishermen who had gone out for herring, and many of them will never come home",
        ),
        &expect![
            "overlapping, same speaker: -(It was a cowardly act against) = +(to Port Example. We will answer)"
        ],
    );
}

#[test]
fn changed_words_are_told() {
    let changed = WHOLE.replace("many", "several").replace("had gone", "went");
    check(
        &direct(&changed),
        &direct(WHOLE),
        &expect!["changed, same speaker: = [went <- had gone] = [several <- many] ="],
    );
}

#[test]
fn quoted_in_part() {
    let mixed = "the raid was “a cowardly act against fishermen” who were out for herring";
    check(
        &said(mixed, StatementKind::Mixed, SOEBY, 5),
        &direct(WHOLE),
        &expect![
            "cut, same speaker: -(It was) = -(who had gone out for herring, and many of them will never come home to Port Example)"
        ],
    );
}

#[test]
fn told_in_other_words() {
    let indirect = "many fishermen who had gone out for herring would not come home to Port Example, and the act against them was cowardly";
    check(
        &said(indirect, StatementKind::Indirect, SOEBY, 5),
        &direct(WHOLE),
        &expect!["reworded, same speaker:"],
    );
    // The twins: another speaker, another week, another figure.
    check(
        &said(indirect, StatementKind::Indirect, BRANDT, 5),
        &direct(WHOLE),
        &expect!["nothing"],
    );
    check(
        &said(indirect, StatementKind::Indirect, SOEBY, 25),
        &direct(WHOLE),
        &expect!["nothing"],
    );
    let other = "fishermen in Port Example would be paid for their herring this season";
    check(
        &said(other, StatementKind::Indirect, SOEBY, 5),
        &direct(WHOLE),
        &expect!["nothing"],
    );
}

#[test]
fn the_contrary_is_another_statement() {
    let one = "the herring fleet of Port Example was fit to sail into the winter storms";
    let other = "the herring fleet of Port Example was not fit to sail into winter storms";
    let indirect = |words| said(words, StatementKind::Indirect, SOEBY, 4);
    check(&indirect(one), &indirect(other), &expect!["nothing"]);
    // In quotation marks it is told.
    check(
        &direct(one),
        &direct(other),
        &expect!["changed, same speaker: = [ <- not] = [the <- ] ="],
    );
    check(
        &indirect(one),
        &indirect("the herring fleet in Port Example was fit to sail into winter storms"),
        &expect!["reworded, same speaker: = [of <- in] = [the <- ] ="],
    );
}

#[test]
fn what_is_said_of_one_man_shares_his_name() {
    let indirect = |words| said(words, StatementKind::Indirect, SOEBY, 4);
    check(
        &indirect("praise from Varland's Prime Minister Karl Brandt would not change her policy"),
        &indirect("Varland's Prime Minister Karl Brandt as a strong leader"),
        &expect!["nothing"],
    );
}

#[test]
fn another_speaker_needs_more() {
    check(
        &said(WHOLE, StatementKind::Direct, BRANDT, 25),
        &direct(WHOLE),
        &expect!["same, other speaker: ="],
    );
    check(
        &said("It was a cowardly act.", StatementKind::Direct, BRANDT, 4),
        &direct("It was a cowardly act."),
        &expect!["nothing"],
    );
    // Who is not named may be the same.
    check(
        &said(WHOLE, StatementKind::Direct, None, 4),
        &direct(WHOLE),
        &expect!["same, unknown speaker: ="],
    );
    // Who quotes another is not given the other's words.
    let outer = Said {
        holds_another: true,
        ..said(WHOLE, StatementKind::Direct, BRANDT, 4)
    };
    check(&outer, &direct(WHOLE), &expect!["nothing"]);
}

#[test]
fn what_pages_tell_of_nobody_is_one_for_some_days() {
    let indirect = |day| said(WHOLE, StatementKind::Indirect, None, day);
    check(
        &indirect(5),
        &indirect(4),
        &expect!["same, unknown speaker: ="],
    );
    check(&indirect(25), &indirect(4), &expect!["nothing"]);
}

#[test]
fn a_short_quotation_is_one_for_some_days() {
    check(
        &direct("It was a cowardly act."),
        &direct("“It was a cowardly act”"),
        &expect!["same, same speaker: ="],
    );
    check(
        &said("It was a cowardly act.", StatementKind::Direct, SOEBY, 25),
        &direct("It was a cowardly act."),
        &expect!["nothing"],
    );
}

#[test]
fn stock_phrases_are_nobodys() {
    let words =
        "Our thoughts and prayers are with the families. We are doing everything in our power.";
    check(&direct(words), &direct(words), &expect!["nothing"]);
    check(
        &said(words, StatementKind::Direct, BRANDT, 4),
        &direct(words),
        &expect!["nothing"],
    );
    check(
        &direct("We will leave no stone unturned in the search for the herring fleet of Varland."),
        &direct("We will leave no stone unturned in the talks on the sugar harvest."),
        &expect!["nothing"],
    );
}

#[test]
fn what_says_the_same_of_another_matter_is_not_linked() {
    check(
        &direct("The harbour of Port Example will reopen on Monday after the storm."),
        &direct("The school of Port Example will reopen on Friday after the holidays."),
        &expect!["nothing"],
    );
}

#[test]
fn a_phrase_that_thousands_use_takes_no_longer() {
    let wording = wording();
    let mut index = Index::default();
    for _ in 0..5_000 {
        index.add(Quoted::of(&direct(WHOLE), wording));
    }
    let (_, found) = index.add(Quoted::of(&direct(WHOLE), wording));
    assert_eq!(found.len(), MOST_UNDER_A_KEY);
}

/// Pairs of statements that are linked, by their numbers before they were put in another order.
fn links(statements: &[String], order: &[usize], wording: &Wording) -> Vec<(usize, usize)> {
    let mut index = Index::default();
    let mut pairs = Vec::new();
    for original in order {
        let kind = [
            StatementKind::Direct,
            StatementKind::Indirect,
            StatementKind::Mixed,
        ][original % 3];
        let (_, found) = index.add(Quoted::of(
            &said(&statements[*original], kind, SOEBY, 4),
            wording,
        ));
        pairs.extend(found.iter().map(|(other, _)| {
            let other = order[*other];
            (other.min(*original), other.max(*original))
        }));
    }
    pairs.sort_unstable();
    pairs
}

proptest! {
    #[test]
    fn any_text_is_compared(first in any::<String>(), second in any::<String>()) {
        let wording = wording();
        for kind in [StatementKind::Direct, StatementKind::Indirect, StatementKind::Mixed] {
            let (a, b) = (said(&first, kind, SOEBY, 4), said(&second, StatementKind::Direct, SOEBY, 4));
            let (a, b) = (Quoted::of(&a, wording), Quoted::of(&b, wording));
            let there = a.compare(&b);
            let back = b.compare(&a).map(|comparison| comparison.relation.flipped());
            prop_assert_eq!(there.map(|comparison| comparison.relation), back);
        }
    }

    #[test]
    fn it_is_the_same_both_ways(words in prop::collection::vec("[hs]erring|fleet|cowardly|the|of|…|\"|storm|crates|[0-9]{1,2}|Varland|envoy", 0..60), cut in 0..30_usize) {
        let wording = wording();
        let (first, second) = (words.join(" "), words[cut.min(words.len())..].join(" "));
        let (a, b) = (Quoted::of(&direct(&first), wording), Quoted::of(&direct(&second), wording));
        let (there, back) = (a.compare(&b), b.compare(&a));
        prop_assert_eq!(there.as_ref().map(|c| c.relation), back.as_ref().map(|c| c.relation.flipped()));
        prop_assert_eq!(there.as_ref().map(|c| c.pieces.iter().map(|piece| piece.flipped()).collect()), back.map(|c| c.pieces));
        for piece in there.into_iter().flat_map(|c| c.pieces) {
            if let Piece::Same(x, y) = piece {
                prop_assert!(first.get(x.range()).is_some() && second.get(y.range()).is_some());
            }
        }
    }

    #[test]
    fn the_order_of_coming_does_not_matter(
        statements in prop::collection::vec(prop::collection::vec("herring|fleet|cowardly|the|of|storm|crates|Varland|envoy|salted|islands", 4..9).prop_map(|words| words.join(" ")), 1..12),
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let wording = wording();
        let order: Vec<usize> = order.into_iter().filter(|number| *number < statements.len()).collect();
        let in_order: Vec<usize> = (0..statements.len()).collect();
        prop_assert_eq!(links(&statements, &order, wording), links(&statements, &in_order, wording));
    }
}
