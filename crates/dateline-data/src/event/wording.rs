//! Words that say whether a happening is real, and classes of verbs.
//!
//! In: `status.tsv` and `verb-classes.tsv`. A place or status that there is not is refused.

use std::collections::{HashMap, HashSet};

use dateline_schema::Status;

use crate::{Error, Table};

/// Where a word stands that says whether a happening is real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusPlace {
    /// Inside the noun phrase: "a possible attack".
    Within,
    /// Before the noun phrase: "the threat of an attack".
    Before,
    /// Said of the noun: "an attack is imminent".
    Predicate,
}

/// Words that say whether a happening is real, and classes of verbs.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    statuses: HashMap<(StatusPlace, Box<str>), Status>,
    verbs: HashMap<Box<str>, HashSet<Box<str>>>,
}

impl Wording {
    pub(super) fn read_statuses(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["word", "place", "status"])?;
        for row in table.rows() {
            let place = match row.get(1) {
                "within" => StatusPlace::Within,
                "before" => StatusPlace::Before,
                "predicate" => StatusPlace::Predicate,
                other => return Err(row.error(format!("no such place: {other:?}"))),
            };
            let status = Status::from_name(row.get(2))
                .ok_or_else(|| row.error(format!("no such status: {:?}", row.get(2))))?;
            let word = row.get(0).into();
            if self.statuses.insert((place, word), status).is_some() {
                return Err(row.error("this word and place stand twice"));
            }
        }
        Ok(())
    }

    pub(super) fn read_verbs(&mut self, (file, text): (&str, &str)) -> Result<(), Error> {
        let table = Table::read(file, text, &["class", "verbs"])?;
        for row in table.rows() {
            let verbs = row.list(1).map(Into::into).collect();
            if self.verbs.insert(row.get(0).into(), verbs).is_some() {
                return Err(row.error(format!("the class {:?} stands twice", row.get(0))));
            }
        }
        Ok(())
    }

    pub(super) fn status(&self, place: StatusPlace, word: &str) -> Option<Status> {
        self.statuses.get(&(place, word.into())).copied()
    }

    pub(super) fn verb_in(&self, class: &str, lemma: &str) -> bool {
        self.verbs
            .get(class)
            .is_some_and(|verbs| verbs.contains(lemma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_what_its_place_gives_it() {
        let mut wording = Wording::default();
        let text = "word\tplace\tstatus\nlikely\tpredicate\thypothetical\n";
        wording.read_statuses(("status.tsv", text)).unwrap();
        let status = |place| wording.status(place, "likely");
        assert_eq!(status(StatusPlace::Predicate), Some(Status::Hypothetical));
        assert_eq!(status(StatusPlace::Within), None);
    }

    #[test]
    fn an_unknown_status_is_refused() {
        let text = "word\tplace\tstatus\nlikely\twithin\tperhaps\n";
        let error = Wording::default().read_statuses(("status.tsv", text));
        let message = error.unwrap_err().to_string();
        assert_eq!(message, "status.tsv:2: no such status: \"perhaps\"");
    }
}
