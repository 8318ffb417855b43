//! People in the text of a byline: in goes text, out come the names; roles, handles, agencies and outlets are no people.

use dateline_schema::Role;

use super::phrases::{after, after_by, before_date, before_others};
use super::{Bylines, is_nobody};
use crate::words::n_words;

impl Bylines<'_> {
    /// The people named in a byline.
    pub(super) fn names(&self, text: &str) -> Vec<String> {
        let text = after_by(text, self.outlets).unwrap_or(text);
        let mut pieces = text.split('|').map(str::trim);
        let mut names = pieces
            .by_ref()
            .map(|piece| self.names_in(piece))
            .find(|found| !found.is_empty())
            .unwrap_or_default();
        // A list of authors has an element for each.
        for piece in pieces {
            if !self.is_named_person(piece) {
                break;
            }
            if !names.iter().any(|name| name == piece) {
                names.push(piece.to_owned());
            }
        }
        names
    }

    fn names_in(&self, text: &str) -> Vec<String> {
        let text = after_by(text, self.outlets).unwrap_or(text);
        // Who reviewed or edited it did not write it.
        let text = before_others(text, self.outlets);
        let mut found: Vec<String> = Vec::new();
        // Whether the part before was the last of the names found, or a degree of theirs.
        let mut follows = false;
        // Behind what somebody is stands where, until somebody else is named: "Jane Roe, pilot, Port Example".
        let mut told = false;
        for part in split(before_date(text, self.outlets)) {
            if follows && let Some(last) = found.last_mut() {
                let degree = part.trim().trim_end_matches([',', ';', '|']);
                if self.is_degree(degree, last) {
                    last.push_str(", ");
                    last.push_str(degree);
                    continue;
                }
            }
            let name = part.trim().trim_matches(|c: char| {
                matches!(c, ',' | '.' | '|' | ':' | ';' | '"' | '-' | '–' | '•' | ' ')
            });
            let name = after_by(name, self.outlets)
                .or_else(|| after(name, "about "))
                .unwrap_or(name);
            let name = self.without_tail(name);
            let again = |other: &String| other.eq_ignore_ascii_case(name);
            let is_author = if told {
                self.is_named_person(name)
            } else {
                self.is_person(name)
            };
            told |= !is_author && !found.is_empty() && !name.is_empty();
            follows = is_author && !found.iter().any(again);
            if follows {
                found.push(name.to_owned());
            }
        }
        found
    }

    /// Whether a text behind a name is a degree: one of the list, or letters of the same form behind one of the list.
    fn is_degree(&self, text: &str, name: &str) -> bool {
        let formed = |word: &str| {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            (2..=6).contains(&letters.len())
                && letters
                    .chars()
                    .all(|c| c.is_uppercase() || c == '.' || c == '-')
        };
        let known = |word: &str| self.outlets.is_byline_degree(word);
        // "MA" in small letters is a word, and "Ma" a name.
        let written = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let mut words = text.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|word| formed(word) || (known(word) && written(word)))
            && (text
                .split_whitespace()
                .chain(name.split_whitespace().skip(2)))
            .any(|word| known(word) || word.ends_with('®'))
    }

    /// A name without what sticks to its end: the month of a date, an outlet, the verb of a comment.
    fn without_tail<'b>(&self, name: &'b str) -> &'b str {
        let Some((front, last)) = name.rsplit_once(' ') else {
            return name;
        };
        // "May" and "Maio" are names too, but not behind two others.
        let is_month = self.outlets.month(last).is_some() && last.len() > 2;
        if is_month && (n_words(front) > 1 || is_no_surname(last)) {
            return front;
        }
        // Elements that touch: "Jane RoeDecember".
        let sticks = last
            .char_indices()
            .skip(2)
            .find(|&(at, c)| c.is_uppercase() && self.outlets.month(&last[at..]).is_some());
        if let Some((at, _)) = sticks {
            return &name[..front.len() + 1 + at];
        }
        for (at, _) in name.match_indices(' ').skip(1) {
            if self.outlets.by_name(&name[at + 1..]).is_some() {
                return &name[..at];
            }
        }
        name
    }

    /// Whether a text is one capitalised word that names nobody but a person: no role, no outlet.
    pub(super) fn is_single_name(&self, name: &str) -> bool {
        let letters = name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        let inner_capital = name.chars().skip(1).any(char::is_uppercase);
        letters
            && !inner_capital
            && name.chars().count() > 2
            && name.starts_with(char::is_uppercase)
            && !self.is_site(name)
            && !is_nobody(name)
            && self
                .outlets
                .month(name)
                .is_none_or(|_| self.outlets.is_given_name(name))
            && self.outlets.by_name(name).is_none()
            && self.outlets.furniture(name).is_none()
            && !self.outlets.is_byline_role(name)
    }

    /// Whether a text is a person's name that begins with a known given name.
    pub(super) fn is_named_person(&self, name: &str) -> bool {
        let first = name.split(' ').next().unwrap_or("");
        self.outlets.is_given_name(first) && self.is_person(name)
    }

    /// Whether a text is a first and a last name that somebody was too idle to capitalise.
    pub(super) fn is_in_small_letters(&self, name: &str) -> bool {
        let words = || name.split(' ');
        words().count() == 2
            && words().all(|word| word.len() > 2 && word.chars().all(char::is_lowercase))
            && !words()
                .any(|word| self.outlets.is_byline_role(word) || self.outlets.is_byline_group(word))
            && self.outlets.furniture(name).is_none()
    }

    /// Whether a name is the page's own outlet.
    pub(super) fn is_site(&self, name: &str) -> bool {
        let squeeze = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        let name = squeeze(name);
        self.sites.iter().any(|site| squeeze(site) == name)
    }

    /// Whether a text has the form of a person's name: two to five words with capitals and no digits, and no outlet,
    /// desk or role.
    pub(super) fn is_person(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let formed = (2..=5).contains(&words.len())
            && words.iter().all(|word| {
                word.chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑'))
            })
            && words
                .iter()
                .filter(|word| word.starts_with(|c: char| !c.is_lowercase()))
                .count()
                * 2
                > words.len()
            && words[0].starts_with(|c: char| !c.is_lowercase())
            && words[words.len() - 1].starts_with(|c: char| !c.is_lowercase());
        formed
            && self.outlets.by_name(name).is_none()
            && self
                .outlets
                .furniture(name)
                .is_none_or(|(_, role)| role == Role::Byline)
            && !words.iter().any(|word| self.outlets.is_byline_role(word))
    }
}

/// Months that hardly anybody is called by.
fn is_no_surname(month: &str) -> bool {
    matches!(
        month,
        "January"
            | "February"
            | "March"
            | "July"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for sign in [" and ", " & ", ", ", ";", " with "] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(sign))
            .collect();
    }
    parts
}

#[cfg(test)]
mod tests {
    use dateline_data::Outlets;

    use super::*;

    fn check(text: &str, want: &[&str]) {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: vec!["Harbour Gazette"],
        };
        assert_eq!(bylines.names(text), want, "{text}");
    }

    #[test]
    fn keeps_people_without_what_stands_around_them() {
        check(
            "By Jane Roe and John Q. Public",
            &["Jane Roe", "John Q. Public"],
        );
        check("Jane Roe, Political Editor | 4 March 2019", &["Jane Roe"]);
        check("By JANE ROE Published March 4, 2019", &["JANE ROE"]);
        check("Ludwig van Beethoven", &["Ludwig van Beethoven"]);
        check("Jane Roe am 4. März 2019", &["Jane Roe"]);
        check("Jane RoeDecember 4, 2019", &["Jane Roe"]);
        check("Jane Roe March", &["Jane Roe"]);
        check("Jane Roe USA TODAY", &["Jane Roe"]);
        check("Jane May", &["Jane May"]);
        check("ByJane Roe", &["Jane Roe"]);
        check("Byron Roe", &["Byron Roe"]);
        check("Jane Roe. Reviewed by John Public", &["Jane Roe"]);
        check("Written by: Jane Roe", &["Jane Roe"]);
        check("Jane Maio", &["Jane Maio"]);
        check("Jane Roe, pilot, Port Example", &["Jane Roe"]);
        check(
            "Jane Roe, pilot, and Adam Smith",
            &["Jane Roe", "Adam Smith"],
        );
        check(
            "Authors | Jane Roe | Adam Smith | World News",
            &["Jane Roe", "Adam Smith"],
        );
    }

    #[test]
    fn degrees_stay_with_the_name_before_them() {
        check("Jane Roe, Ph.D.", &["Jane Roe, Ph.D."]);
        check(
            "By Jane Roe, MS, RD, XAND and John Public, MD",
            &["Jane Roe, MS, RD, XAND", "John Public, MD"],
        );
        check("Jane Roe, XQZ", &["Jane Roe"]);
        check("Jane Roe, Exampleton, MA", &["Jane Roe"]);
    }

    #[test]
    fn agencies_desks_and_handles_are_no_people() {
        check("By Reuters", &[]);
        check("By Associated Press", &[]);
        check("News Desk", &[]);
        check("@janeroe", &[]);
        check("admin", &[]);
        check("https://example.org/jane", &[]);
    }
}
