//! Actors of documents built by hand, and codes of phrases.

use dateline_data::Registry;
use dateline_schema::{
    Chain, Code, Date, Dating, Doc, Interval, Mention, MentionForm, Name, NameKind, Reason, Span,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn codes(phrase: &str) -> String {
    let registry = Registry::builtin().unwrap();
    let day = Interval::day(Date::constant(2019, 6, 1));
    let codes = codes_of(phrase, &registry, day);
    codes.iter().map(Code::as_str).collect::<Vec<_>>().join(" ")
}

fn check(phrases: &[&str], expect: &Expect) {
    let lines: Vec<String> = phrases
        .iter()
        .map(|phrase| format!("{phrase}: {}\n", codes(phrase)))
        .collect();
    expect.assert_eq(&lines.concat());
}

#[test]
fn a_role_noun_gives_the_sector_and_a_nationality_the_country() {
    check(
        &[
            "the Peruvian Foreign Minister",
            "Norwegian troops",
            "Ghana's parliament",
            "a Kenyan court",
            "the US",
            "Americans",
            "protesters",
            "unidentified forces",
            "the official",
            "the members",
            "a Chilean delegation",
            "the Zagreb High Court",
            "the harbour",
        ],
        &expect![[r#"
            the Peruvian Foreign Minister: PERGOV
            Norwegian troops: NORMIL
            Ghana's parliament: GHALEG
            a Kenyan court: KENJUD
            the US: USA
            Americans: USA
            protesters: CVL
            unidentified forces: UAF
            the official: GOV
            the members: 
            a Chilean delegation: CHLGOV
            the Zagreb High Court: HRVJUD
            the harbour: 
        "#]],
    );
}

#[test]
fn complements_say_what_the_head_leaves_open() {
    check(
        &[
            "chief of staff of the Bolivian President's office",
            "the Minister of Trade and Industry of Peru",
            "the head of the World Health Organization",
            "an adviser to President Emmanuel Macron",
            "Chile's ambassador to Japan",
            "police in Nairobi",
            "US soldiers in Iraq",
            "a group of Danish lawmakers",
            "an Iraqi militia supported by Iran",
            "a militia backed by Iran",
            "Saudi-backed Yemeni fighters",
        ],
        &expect![[r#"
            chief of staff of the Bolivian President's office: BOLGOV
            the Minister of Trade and Industry of Peru: PERGOV
            the head of the World Health Organization: UNO
            an adviser to President Emmanuel Macron: FRAGOV
            Chile's ambassador to Japan: CHLGOV
            police in Nairobi: KENCOP
            US soldiers in Iraq: USAMIL
            a group of Danish lawmakers: DNKLEG
            an Iraqi militia supported by Iran: IRQPRM
            a militia backed by Iran: PRM
            Saudi-backed Yemeni fighters: YEMREB
        "#]],
    );
}

#[test]
fn names_of_the_registry_bring_their_codes() {
    check(
        &[
            "Hezbollah",
            "the Lebanese group Hezbollah",
            "a Hamas spokesman",
            "UN officials",
            "the Pentagon",
            "the Trump administration",
            "a Macron adviser",
            "Republican senators",
            "the Philippine Senate",
            "former US president Barack Obama",
            "Barack Obama",
            "General Qassem Soleimani",
            "Tony Kennedy",
            "Michael Lima",
        ],
        &expect![[r#"
            Hezbollah: LBNPRM LBNREB LBNPTY
            the Lebanese group Hezbollah: LBNPRM LBNREB LBNPTY
            a Hamas spokesman: PSEREB PSEGOV
            UN officials: UNO
            the Pentagon: USAMIL USAGOV
            the Trump administration: USAGOV
            a Macron adviser: FRAGOV
            Republican senators: USALEG
            the Philippine Senate: PHLLEG
            former US president Barack Obama: USAELI
            Barack Obama: USAELI
            General Qassem Soleimani: IRNMIL
            Tony Kennedy: 
            Michael Lima: 
        "#]],
    );
}

#[test]
fn and_makes_several_actors() {
    check(
        &[
            "Turkey and the Syrian army",
            "US military and intelligence services",
            "Syrian and Iraqi armies",
            "Ana Lopez, a senior Chilean official",
            "Iran, Syria and the Lebanese group Hezbollah",
            "rebels and Russia",
        ],
        &expect![[r#"
            Turkey and the Syrian army: TUR SYRMIL
            US military and intelligence services: USAMIL USASPY
            Syrian and Iraqi armies: SYRMIL IRQMIL
            Ana Lopez, a senior Chilean official: CHLGOV
            Iran, Syria and the Lebanese group Hezbollah: IRN SYR LBNPRM LBNREB LBNPTY
            rebels and Russia: REB RUS
        "#]],
    );
}

/// A document from a text with marked mentions: `[words|kind]`, where the kind is a letter for the name's kind
/// (p, o, l, n), `x` for a nominal or `-` for a pronoun, then the chain's number, then the role after a slash.
fn doc(marked: &str) -> Doc {
    let mut doc = Doc::default();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        doc.text.push_str(&rest[..open]);
        let close = rest.find(']').unwrap();
        let (words, mark) = rest[open + 1..close].split_once('|').unwrap();
        let start = doc.text.len();
        doc.text.push_str(words);
        let span = Span::new(start, doc.text.len());
        // The name is what follows the role.
        let form = match &mark[..1] {
            "x" => MentionForm::Nominal,
            "-" => MentionForm::Pronoun,
            letter => {
                let kind = match letter {
                    "p" => NameKind::Person,
                    "o" => NameKind::Organization,
                    "l" => NameKind::Location,
                    _ => NameKind::Norp,
                };
                let title = mark.split_once('/').map_or(0, |(_, title)| title.len() + 1);
                let reason = Reason::new("test", "");
                let span = Span::new(start + title, doc.text.len());
                doc.names.push(Name { span, kind, reason });
                MentionForm::Name(doc.names.len() - 1)
            }
        };
        let role = mark
            .split_once('/')
            .map(|(_, title)| Span::new(start, start + title.len()));
        let chain: usize = mark[1..].split('/').next().unwrap().parse().unwrap();
        doc.mentions.push(Mention { span, form, role });
        while doc.chains.len() <= chain {
            doc.chains.push(Chain {
                mentions: Vec::new(),
            });
        }
        doc.chains[chain].mentions.push(doc.mentions.len() - 1);
        rest = &rest[close + 1..];
    }
    doc.text.push_str(rest);
    doc
}

fn check_doc(marked: &str, expect: &Expect) {
    let registry = Registry::builtin().unwrap();
    let doc = doc(marked);
    let published = Dating::on(Date::constant(1962, 10, 24), Reason::new("test", ""));
    let mut lines = String::new();
    for actor in resolve(&doc, &[], &published, &registry) {
        let codes: Vec<&str> = actor.codes.iter().map(Code::as_str).collect();
        let mentions: Vec<&str> = actor
            .mentions
            .iter()
            .map(|mention| mention.span.of(&doc.text))
            .collect();
        let rules: Vec<&str> = actor.basis.iter().map(|reason| &*reason.rule).collect();
        lines += &format!(
            "{} ({}; {}) {} | {} | {}\n",
            actor.name,
            actor.kind.as_str(),
            actor.role.as_deref().unwrap_or("-"),
            codes.join(" "),
            mentions.join(", "),
            rules.join(" "),
        );
    }
    expect.assert_eq(&lines);
}

#[test]
fn people_have_full_names_roles_and_codes() {
    check_doc(
        "[President Kennedy|p0/President] met [Foreign Minister Andrei Gromyko|p1/Foreign Minister]. \
         [Gromyko|p1] told [him|-0] that [the Soviet Union|l2] wanted peace. [Harbour Minister Pedro Quispe|p3/Harbour Minister], \
         [a senior Peruvian official|x3], listened.",
        &expect![[r#"
            John F. Kennedy (person; President) USAGOV | President Kennedy, him | role known-country
            Andrei Gromyko (person; Foreign Minister) RUSGOV | Foreign Minister Andrei Gromyko, Gromyko | role known-country
            Soviet Union (country; -) RUS | the Soviet Union | registry
            Pedro Quispe (person; Harbour Minister) PERGOV | Harbour Minister Pedro Quispe, a senior Peruvian official | phrase sector-of-other-mention
        "#]],
    );
}

#[test]
fn a_capital_acts_or_is_a_place() {
    check_doc(
        "[Moscow|l0] denied it. [The Soviet Union|l1] would answer [Washington|l2]. Crowds met in [Havana|l3].",
        &expect![[r#"
            Soviet Union (country; -) RUS | Moscow, The Soviet Union | registry
            United States (country; -) USA | Washington | registry
        "#]],
    );
}

#[test]
fn groups_and_adjectives() {
    check_doc(
        "[US officials|x0] and [Cuban|n1] workers met [the Cubans|n2] while [they|-3] slept near [the camp|x4].",
        &expect![[r#"
            US officials (group; -) USAGOV | US officials | phrase
            Cubans (group; -) CUB | the Cubans | phrase
            camp (group; -)  | the camp | no-code
        "#]],
    );
}

#[test]
fn a_surname_shared_with_somebody_known_is_not_that_person() {
    check_doc(
        "[Maria Castro|p0] sells fish. [Castro|p0] is from Lima.",
        &expect![[r#"
            Maria Castro (person; -)  | Maria Castro, Castro | no-code
        "#]],
    );
}

proptest! {
    #[test]
    fn any_phrase_has_codes_or_none(phrase in "\\PC{0,200}") {
        let registry = Registry::default();
        prop_assert!(codes_of(&phrase, &registry, Interval::UNKNOWN).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_document_keeps_spans_sorted_and_inside(
        words in proptest::collection::vec(("(US|Iranian|of|the|Castro|’s|,|é\u{301}|army|\\PC{0,6})", 0usize..5, 0usize..6), 0..40),
    ) {
        let registry = REGISTRY.with(Clone::clone);
        let mut doc = Doc::default();
        for (word, form, chain) in words {
            let start = doc.text.len();
            doc.text.push_str(&word);
            let span = Span::new(start, doc.text.len());
            doc.text.push(' ');
            let form = match form {
                0 => MentionForm::Nominal,
                1 => MentionForm::Pronoun,
                kind => {
                    let kind = [NameKind::Person, NameKind::Location, NameKind::Norp][kind - 2];
                    doc.names.push(Name { span, kind, reason: Reason::new("test", "") });
                    MentionForm::Name(doc.names.len() - 1)
                }
            };
            // Wide mentions lie over narrow ones.
            let whole = Span::new(if chain == 0 { 0 } else { start }, span.end);
            doc.mentions.push(Mention { span: whole, form, role: (chain == 1).then_some(span) });
            while doc.chains.len() <= chain {
                doc.chains.push(Chain { mentions: Vec::new() });
            }
            let idx = doc.mentions.len() - 1;
            doc.chains[chain].mentions.push(idx);
        }
        let actors = resolve(&doc, &[], &Dating::default(), &registry);
        for actor in &actors {
            prop_assert!(!actor.mentions.is_empty());
            prop_assert!(actor.mentions.is_sorted_by_key(|mention| (mention.span.start, mention.span.end)));
            for mention in &actor.mentions {
                prop_assert!(doc.text.get(mention.span.range()).is_some());
            }
        }
        prop_assert_eq!(&actors, &resolve(&doc, &[], &Dating::default(), &registry));
    }
}

thread_local! {
    static REGISTRY: Registry = Registry::builtin().unwrap();
}
