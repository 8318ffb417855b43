//! What stands before a date and says what it is the date of: "Published", "Last updated:", "Stand:", "Joined".

use crate::{Error, Table};

/// What a date is the date of, by the label before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateLabel {
    /// First publication.
    Published,
    /// A later change.
    Updated,
    /// Something else than the article: a reader's account, an event, the day of the visit.
    Other,
}

/// The labels, the longer ones first.
#[derive(Clone, Debug)]
pub(crate) struct DateLabels(Vec<(String, DateLabel)>);

impl DateLabels {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let table = Table::read("date-labels.tsv", text, &["label", "kind"])?;
        let mut labels = table
            .rows()
            .map(|row| {
                let label = match row.get(1) {
                    "published" => DateLabel::Published,
                    "updated" => DateLabel::Updated,
                    "other" => DateLabel::Other,
                    _ => return Err(row.error("kind must be published, updated or other")),
                };
                Ok((row.get(0).to_owned(), label))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        Ok(Self(labels))
    }

    /// The label that `before` ends in, at most a few words from its end.
    pub(crate) fn find(&self, before: &str) -> Option<DateLabel> {
        /// How far before the date a label stands, in bytes: a weekday, "on", "at", an author's name fit between.
        const REACH: usize = 48;
        /// What may stand between the two.
        const GAP: usize = 24;
        let from = (before.len().saturating_sub(REACH)..=before.len())
            .find(|&at| before.is_char_boundary(at))
            .unwrap_or(before.len());
        let tail = before[from..].to_lowercase();
        let is_letter_before = |at: usize| tail[..at].ends_with(char::is_alphanumeric);
        let is_letter_after = |at: usize| tail[at..].starts_with(char::is_alphanumeric);
        self.0
            .iter()
            .filter_map(|(label, kind)| {
                let at = tail.rfind(label.as_str())?;
                let end = at + label.len();
                let fits =
                    !is_letter_before(at) && !is_letter_after(end) && tail.len() - end <= GAP;
                // Where two fit, the one nearer to the date tells; the longer of two that end alike comes first.
                fits.then_some((end, *kind))
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, kind)| kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_and_longest_label_tells() {
        let labels = "label\tkind\nposted\tpublished\nupdated\tupdated\nupdated on\tother\n";
        let labels = DateLabels::read(labels).unwrap();
        let check = |before: &str, want| assert_eq!(labels.find(before), want, "{before}");
        check("Posted ", Some(DateLabel::Published));
        check("Posted at noon, updated: ", Some(DateLabel::Updated));
        check("Updated on ", Some(DateLabel::Other));
        check("reposted ", None);
        check("Posted by a reader who could not sleep ", None);
    }
}
