//! Regular English inflection with a table of exceptions: from a lemma to the forms that a text can hold.
//!
//! It makes forms from listed lemmas and never guesses a lemma from an unknown form.

use std::collections::HashMap;

use crate::{Error, Table};

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// "attack": infinitive, imperative and present.
    Base,
    /// "attacks".
    Third,
    /// "attacked", as a finite verb.
    Past,
    /// "attacked", as a passive or perfect participle.
    Participle,
    /// "attacking".
    Gerund,
}

/// Verbs whose forms do not follow the rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Irregular(HashMap<String, [String; 3]>);

impl Irregular {
    pub(super) fn read(file: &str, text: &str) -> Result<Self, Error> {
        let table = Table::read(file, text, &["lemma", "past", "participle", "gerund"])?;
        let mut forms = HashMap::new();
        for row in table.rows() {
            let cells = [1, 2, 3].map(|column| row.get(column).to_owned());
            if forms.insert(row.get(0).to_owned(), cells).is_some() {
                return Err(row.error(format!("{:?} stands twice", row.get(0))));
            }
        }
        Ok(Self(forms))
    }

    /// Every form of a verb.
    pub(super) fn verb(&self, lemma: &str) -> Vec<(VerbForm, String)> {
        let exception = |idx: usize| {
            self.0
                .get(lemma)
                .map(|forms| forms[idx].as_str())
                .filter(|form| !form.is_empty())
        };
        let past = exception(0).map_or_else(|| regular_past(lemma), str::to_owned);
        let participle = exception(1).map_or_else(|| past.clone(), str::to_owned);
        let gerund = exception(2).map_or_else(|| regular_gerund(lemma), str::to_owned);
        vec![
            (VerbForm::Base, lemma.to_owned()),
            (VerbForm::Third, with_s(lemma)),
            (VerbForm::Past, past),
            (VerbForm::Participle, participle),
            (VerbForm::Gerund, gerund),
        ]
    }
}

/// The regular plural of a noun and the third person of a verb: "attacks", "clashes", "treaties".
pub(super) fn with_s(lemma: &str) -> String {
    match lemma {
        "man" => return "men".to_owned(),
        "woman" => return "women".to_owned(),
        "child" => return "children".to_owned(),
        "people" | "personnel" | "police" | "military" => return lemma.to_owned(),
        _ => {}
    }
    // Peoples end in "man" too, and take an s.
    if let Some(stem) = lemma
        .strip_suffix("man")
        .filter(|_| !matches!(lemma, "german" | "human"))
    {
        return format!("{stem}men");
    }
    if let Some(stem) = consonant_y(lemma) {
        return format!("{stem}ies");
    }
    let sibilant = ["s", "x", "z", "ch", "sh"];
    if sibilant.iter().any(|ending| lemma.ends_with(ending))
        || matches!(lemma, "go" | "do" | "veto")
    {
        return format!("{lemma}es");
    }
    format!("{lemma}s")
}

fn regular_past(lemma: &str) -> String {
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    match consonant_y(lemma) {
        Some(stem) => format!("{stem}ied"),
        None => format!("{lemma}ed"),
    }
}

fn regular_gerund(lemma: &str) -> String {
    match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') && stem.len() > 1 => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    }
}

/// The stem of a word that ends in a consonant and y.
fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lemma: &str, want: &str) {
        let irregular = Irregular::read(
            "irregular.tsv",
            "lemma\tpast\tparticiple\tgerund\nban\tbanned\tbanned\tbanning\nshoot\tshot\tshot\t\n",
        )
        .unwrap();
        let got: Vec<String> = irregular
            .verb(lemma)
            .into_iter()
            .map(|(_, form)| form)
            .collect();
        assert_eq!(got.join(" "), want);
    }

    #[test]
    fn inflects_regular_and_irregular_verbs() {
        check("attack", "attack attacks attacked attacked attacking");
        check("accuse", "accuse accuses accused accused accusing");
        check("deny", "deny denies denied denied denying");
        check("clash", "clash clashes clashed clashed clashing");
        check("deploy", "deploy deploys deployed deployed deploying");
        check("ban", "ban bans banned banned banning");
        check("shoot", "shoot shoots shot shot shooting");
    }

    #[test]
    fn plurals() {
        let plurals: Vec<String> = ["gunman", "treaty", "clash", "man", "woman", "talk"]
            .iter()
            .map(|noun| with_s(noun))
            .collect();
        assert_eq!(plurals.join(" "), "gunmen treaties clashes men women talks");
    }
}
