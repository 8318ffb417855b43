//! Which words are toponyms, and which places they stand for.

use dateline_data::{Gazetteer, Lexicon};
use dateline_parse::{Parser, Wants};
use expect_test::{Expect, expect};

/// Compares the toponyms of `text`, as `words = full name`.
fn check(text: &str, expected: &Expect) {
    let (gazetteer, lexicon) = (
        Gazetteer::builtin().expect("well formed"),
        Lexicon::builtin().expect("well formed"),
    );
    let doc = Parser::new(lexicon).parse(text, &[], Wants::ALL).value;
    let found: Vec<String> = dateline_place::resolve(&doc, &gazetteer)
        .iter()
        .map(|place| format!("{} = {}", place.span.of(text), place.full_name))
        .collect();
    expected.assert_eq(&found.join("\n"));
}

#[test]
fn what_it_lies_in_chooses() {
    check(
        "Rockets fell near Kirkuk, Iraq.",
        &expect![[r#"
        Kirkuk = Kirkuk, Iraq
        Iraq = Iraq"#]],
    );
    check(
        "The flood reached Springfield, Ohio, at noon.",
        &expect![[r#"
        Springfield = Springfield, Ohio, United States
        Ohio = Ohio, United States"#]],
    );
    check(
        "They drove to Paris, Texas, and on to Canton, Mass.",
        &expect![[r#"
            Paris = Paris, Texas, United States
            Texas = Texas, United States
            Canton = Canton, Massachusetts, United States
            Mass. = Massachusetts, United States"#]],
    );
    check(
        "She moved to Mobile, Alabama.",
        &expect![[r#"
        Mobile = Mobile, Alabama, United States
        Alabama = Alabama, United States"#]],
    );
}

#[test]
fn the_best_known_bears_a_bare_name() {
    check(
        "The talks in Paris ended without a result.",
        &expect!["Paris = Paris, France"],
    );
    check(
        "The ferry left London at dawn.",
        &expect!["London = London, United Kingdom"],
    );
}

#[test]
fn neighbours_choose() {
    check(
        "Councils in Oxford, Kingston and London met in Ontario. Toronto and Hamilton sent letters to London.",
        &expect![[r#"
            Kingston = Kingston, Ontario, Canada
            London = London, Ontario, Canada
            Ontario = Ontario, Canada
            Toronto = Toronto, Ontario, Canada
            Hamilton = Hamilton, Ontario, Canada
            London = London, Ontario, Canada"#]],
    );
}

#[test]
fn regions_and_sites() {
    check(
        "Two tankers passed the Strait of Hormuz on their way to West Asia.",
        &expect![[r#"
        Strait of Hormuz = Strait of Hormuz
        West Asia = West Asia"#]],
    );
    check(
        "A drone was shot down over Baghdad International Airport.",
        &expect!["Baghdad International Airport = Baghdad International Airport, Iraq"],
    );
}

#[test]
fn people_roads_and_plain_words_are_no_places() {
    check(
        "Iranian officers met Syrian and Lebanese envoys.",
        &expect![],
    );
    check(
        "Judge London heard the case. Mr. Houston and Paris Hilton did not appear.",
        &expect![""],
    );
    check(
        "Jordan Peele made a film. Austin Powers did not.",
        &expect![""],
    );
    check("Police closed Oxford Street for two hours.", &expect![]);
    check(
        "Reading is fun. Of course, Nice weather helps. Police in March marched on Sunday.",
        &expect![],
    );
    check("Of course I'll come, and they'd come too.", &expect![]);
}

#[test]
fn datelines_and_constituencies() {
    check(
        "BEIRUT — Schools opened on Monday.",
        &expect!["BEIRUT = Beirut, Lebanon"],
    );
    check(
        "Rep. Ada Quill, D-Oakland, voted no.",
        &expect!["Oakland = Oakland, California, United States"],
    );
    check(
        "The company, Iowa-based, grew.",
        &expect!["Iowa = Iowa, United States"],
    );
}

#[test]
fn words_and_their_twins() {
    check(
        "The US and the U.S. army sent us to Washington, D.C., on Monday.",
        &expect![[r#"
        US = United States
        U.S. = United States
        Washington, D.C. = Washington, District of Columbia, United States"#]],
    );
    check("It struck us that no one knew.", &expect![]);
}
