//! Names, mentions and chains of short texts, each rule with its twin that must not match.

use dateline_data::Lexicon;
use dateline_parse::{Parser, Wants};
use dateline_schema::{Line, Role, Span};
use expect_test::{Expect, expect};

fn read(text: &str) -> dateline_schema::Doc {
    let lexicon = Lexicon::builtin().expect("the data that comes with the source reads");
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let headline = line.starts_with("# ");
        lines.push(Line {
            span: Span::new(start + if headline { 2 } else { 0 }, start + line.len()),
            role: if headline { Role::Headline } else { Role::Body },
        });
        start += line.len() + 1;
    }
    Parser::new(lexicon).parse(text, &lines, Wants::ALL).value
}

fn check_names(text: &str, expected: &Expect) {
    let doc = read(text);
    let shown: Vec<String> = doc
        .names
        .iter()
        .map(|name| format!("{}: {}", name.kind.as_str(), name.span.of(text)))
        .collect();
    expected.assert_eq(&shown.join("\n"));
}

/// Shows the chains with more than one mention, and every role.
fn check_chains(text: &str, expected: &Expect) {
    let doc = read(text);
    let mut shown = Vec::new();
    for chain in &doc.chains {
        let mentions = chain.mentions.iter().map(|idx| &doc.mentions[*idx]);
        let has_role = mentions.clone().any(|mention| mention.role.is_some());
        if chain.mentions.len() == 1 && !has_role {
            continue;
        }
        let words: Vec<String> = mentions
            .map(|mention| {
                let role = mention
                    .role
                    .map_or_else(String::new, |role| format!(" ({})", role.of(text)));
                format!("{}{role}", mention.span.of(text))
            })
            .collect();
        shown.push(words.join(" = "));
    }
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn titles_are_no_part_of_a_name() {
    check_names(
        "Ghanaian Foreign Minister Abena Osei met Gen. Kwame Mensah and Secretary of State John Doe.",
        &expect![[r#"
            norp: Ghanaian
            person: Abena Osei
            person: Kwame Mensah
            person: John Doe"#]],
    );
}

#[test]
fn a_common_word_at_the_start_is_no_name() {
    check_names(
        "Officials met. Police came. Walking home, Kofi fell. Protesters in Kumasi sang. However, nobody came.",
        &expect![[r#"
            person: Kofi
            location: Kumasi"#]],
    );
}

#[test]
fn heads_tell_organisations_and_buildings() {
    check_names(
        "The Ministry of Health and Sport, the Volta River Authority and the People's Progress Party met at Kotoka International Airport.",
        &expect![[r#"
            organization: Ministry of Health and Sport
            organization: Volta River Authority
            organization: People's Progress Party
            facility: Kotoka International Airport"#]],
    );
}

#[test]
fn particles_and_apostrophes_stay_inside() {
    check_names(
        "Omar al-Bashir, Ludwig van Beethoven, Conan O’Brien and Kata’ib Hezbollah’s men met Moon Jae-in.",
        &expect![[r#"
            person: Omar al-Bashir
            person: Ludwig van Beethoven
            person: Conan O’Brien
            organization: Kata’ib Hezbollah
            person: Moon Jae-in"#]],
    );
}

#[test]
fn a_headline_borrows_the_bodys_capitals() {
    check_names(
        "# Osei Warns Rebels as Talks Begin in Accra\nThe rebels heard Abena Osei. She warns them that talks begin late.",
        &expect![[r#"
            person: Osei
            location: Accra
            person: Abena Osei"#]],
    );
}

#[test]
fn money_months_and_units_are_no_names() {
    check_names(
        "On Monday, 5 March, it cost US$5 and was 30 °C. No. 7 won. MPs and NGOs left.",
        &expect![[r#""#]],
    );
}

#[test]
fn roles_stand_before_and_after_names() {
    check_chains(
        "Ghanaian Foreign Minister Abena Osei spoke. Kwame Mensah, an advisor to the president, left. Kofi Boateng, 54, a teacher, stayed. In Accra, officials slept.",
        &expect![[r#"
            Ghanaian Foreign Minister Abena Osei (Ghanaian Foreign Minister)
            Kwame Mensah (advisor to the president)
            the president (president)
            Kofi Boateng (teacher)
            officials (officials)"#]],
    );
}

#[test]
fn the_official_is_the_one_who_spoke() {
    check_chains(
        "Abena Osei, a spokeswoman for the ministry, said it was late. “We wait,” the official added. The general slept.",
        &expect![[r#"
            Abena Osei (spokeswoman for the ministry) = the official (official)
            the ministry (ministry)
            The general (general)"#]],
    );
}

#[test]
fn the_lead_describes_whom_the_next_sentence_names() {
    check_chains(
        "# Top Mensah Advisor Quits\nA senior Ghanaian official has left.\nKofi Boateng, an advisor to Ghanaian President Kwame Mensah, said he was tired. A Togolese official laughed.",
        &expect![[r#"
            Top Mensah Advisor (Top Mensah Advisor) = A senior Ghanaian official (senior Ghanaian official) = Kofi Boateng (advisor to Ghanaian President Kwame Mensah) = he
            Mensah = Ghanaian President Kwame Mensah (Ghanaian President)
            A Togolese official (Togolese official)"#]],
    );
}

#[test]
fn names_have_forms() {
    check_chains(
        "Qassem Adjei met Yaa Adjei of the Volta River Authority (VRA). Qasem Adjei left. The VRA and Yaa stayed. The United States thanked the US.",
        &expect![[r#"
            Qassem Adjei = Qasem Adjei
            Yaa Adjei = Yaa
            Volta River Authority = VRA = VRA
            United States = US"#]],
    );
}

#[test]
fn pronouns_agree() {
    check_chains(
        "Abena Osei met Kwame Mensah. She thanked him. The protesters left. They sang.",
        &expect![[r#"
            Abena Osei = She
            Kwame Mensah = him
            The protesters (protesters) = They"#]],
    );
}
