//! Visible bylines: in go the lines of a page, out come the names of those that say who wrote it.

use dateline_schema::Role;

use super::Bylines;
use super::phrases::{after_by, after_note, before_date, is_lead, is_note_head};
use crate::block::TextBlock;
use crate::words::n_words;

/// How far under the headline a byline stands, in lines; a picture and a standfirst may come between.
const REACH: usize = 12;

impl Bylines<'_> {
    /// What follows "By" on lines near the headline; "By" and the name stand on lines of their own in many dumps.
    pub(super) fn after_leads<'b>(
        &self,
        blocks: &'b [TextBlock],
        headline: Option<usize>,
    ) -> impl Iterator<Item = &'b str> {
        near(blocks, headline).filter_map(|(idx, block)| {
            match (is_lead(&block.text, self.outlets), blocks.get(idx + 1)) {
                (true, Some(next)) => Some(next.text.as_str()),
                _ => after_by(&block.text, self.outlets),
            }
        })
    }

    /// The authors that visible lines near the headline name.
    pub(super) fn of_lines(&self, blocks: &[TextBlock], headline: Option<usize>) -> Vec<String> {
        let led = self
            .after_leads(blocks, headline)
            .map(|rest| self.led(Some(rest)))
            .find(|found| !found.is_empty());
        if let Some(found) = led {
            return found;
        }
        // "Jane Roe | Senior Writer", "Published March 4, 2019 by Jane Roe": a line of pieces.
        near(blocks, headline)
            .map(|(_, block)| block)
            .filter(|block| block.wording.n_words < 14)
            .map(|block| self.in_pieces(&block.text))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The authors of a note behind the article: "Written by Jane Roe", "About the author", and the name.
    pub(super) fn at_the_end(&self, blocks: &[TextBlock]) -> Vec<String> {
        for (idx, block) in blocks.iter().enumerate() {
            if block.hint == Some(Role::Comment) || block.wording.n_words > 12 {
                continue;
            }
            let text = block.text.as_str();
            let rest = if is_note_head(text, self.outlets) {
                blocks.get(idx + 1).map(|next| next.text.as_str())
            } else {
                after_note(text, self.outlets)
            };
            let found = self.led(rest.filter(|rest| n_words(rest) < 10));
            if !found.is_empty() {
                return found;
            }
        }
        // A byline far from the headline is the first that is nothing but one, and begins as names do.
        blocks
            .iter()
            .filter(|block| {
                !matches!(block.hint, Some(Role::Comment | Role::Related))
                    && block.wording.n_words < 6
            })
            .map(|block| self.led(after_by(&block.text, self.outlets)))
            .find(|found| {
                let first = found.first().and_then(|name| name.split(' ').next());
                first.is_some_and(|first| self.outlets.is_given_name(first) || first.ends_with('.'))
            })
            .unwrap_or_default()
    }

    /// A name that stands alone near the headline, right beside a date, a role or the time that reading takes.
    pub(super) fn alone(&self, blocks: &[TextBlock], headline: Option<usize>) -> Vec<String> {
        /// Longer names are headings.
        const MOST_WORDS: usize = 4;
        let tells = |block: &TextBlock| {
            is_dated(&block.text)
                || self.is_role(&block.text)
                || self.outlets.date_label(&block.text).is_some()
        };
        near(blocks, headline)
            .filter(|&(idx, block)| {
                headline != Some(idx)
                    && block.wording.n_words <= MOST_WORDS
                    && self.is_named_person(&block.text)
            })
            .find(|&(idx, _)| {
                let before = idx
                    .checked_sub(1)
                    .filter(|&before| headline != Some(before));
                before
                    .and_then(|before| blocks.get(before))
                    .into_iter()
                    .chain(blocks.get(idx + 1))
                    .any(tells)
            })
            .map(|(_, block)| vec![block.text.clone()])
            .unwrap_or_default()
    }

    /// The first name alone that follows "By" near the headline.
    pub(super) fn led_single(
        &self,
        blocks: &[TextBlock],
        headline: Option<usize>,
    ) -> Option<Vec<String>> {
        self.after_leads(blocks, headline)
            .map(|rest| before_date(rest, self.outlets).trim())
            .find(|name| self.is_single_name(name))
            .map(|name| vec![name.to_owned()])
    }

    fn led(&self, rest: Option<&str>) -> Vec<String> {
        rest.filter(|rest| n_words(rest) < 25)
            .map(|rest| self.names(rest))
            .unwrap_or_default()
    }

    /// People in a line of pieces, one of which is a role or a date.
    fn in_pieces(&self, text: &str) -> Vec<String> {
        let (mut name, mut telling) = (None, false);
        for piece in text.split([PIECES[0], PIECES[1], PIECES[2]]) {
            let piece = piece.trim();
            let led = piece
                .rfind(" by ")
                .map(|at| &piece[at + 4..])
                .or_else(|| after_by(piece, self.outlets));
            if led.is_some() && name.is_none() {
                name = led
                    .map(|rest| self.names(rest))
                    .filter(|found| !found.is_empty());
                telling |= name.is_some() && piece.bytes().any(|byte| byte.is_ascii_digit());
                continue;
            }
            let is_role = self.is_role(piece);
            telling |= is_role || is_dated(piece);
            if name.is_none()
                && !is_role
                && (2..=3).contains(&n_words(piece))
                && self.is_person(piece)
            {
                name = Some(vec![piece.to_owned()]);
            }
        }
        name.filter(|_| telling).unwrap_or_default()
    }

    /// Whether a short text tells what somebody is.
    fn is_role(&self, text: &str) -> bool {
        n_words(text) < 5
            && text
                .split(' ')
                .any(|word| self.outlets.is_byline_role(word))
    }
}

/// What separates the pieces of a line.
const PIECES: [char; 3] = ['|', '•', '·'];

/// The lines near the headline, with their indices.
fn near(
    blocks: &[TextBlock],
    headline: Option<usize>,
) -> impl Iterator<Item = (usize, &TextBlock)> {
    /// How many lines above the headline a byline stands.
    const ABOVE: usize = 3;
    let from = headline.map_or(0, |headline| headline.saturating_sub(ABOVE));
    blocks.iter().enumerate().skip(from).take(REACH + ABOVE)
}

/// Whether a short text has the digits of a date.
fn is_dated(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 3 && n_words(text) < 7
}

#[cfg(test)]
mod tests {
    use super::*;

    use dateline_data::Outlets;

    #[test]
    fn pieces_of_a_line_name_their_author_beside_a_role_or_a_date() {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: Vec::new(),
        };
        let pieces = |text: &str| bylines.in_pieces(text);
        assert_eq!(pieces("Jane Roe | Senior Writer"), ["Jane Roe"]);
        assert_eq!(pieces("March 4, 2019 · Jane Roe"), ["Jane Roe"]);
        assert_eq!(pieces("Published March 4, 2019 by Jane Roe"), ["Jane Roe"]);
        assert!(pieces("Middle East | Europe").is_empty());
        assert!(pieces("Jane Roe").is_empty());
    }

    #[test]
    fn a_name_alone_counts_beside_a_date_or_a_role_only() {
        let outlets = Outlets::builtin().unwrap();
        let bylines = Bylines {
            outlets: &outlets,
            sites: Vec::new(),
        };
        let alone = |dump: &str| bylines.alone(&crate::flat::blocks(dump, &outlets), Some(0));
        assert_eq!(
            alone("Harbour reopens\nAdam Smith\n4 March 2019\n"),
            ["Adam Smith"]
        );
        assert_eq!(
            alone("Harbour reopens\nAdam Smith\nSenior Writer\n"),
            ["Adam Smith"]
        );
        assert!(alone("Harbour reopens\nAdam Smith\nThe harbour reopened.\n").is_empty());
        assert!(alone("Harbour reopens\nWorld News\n4 March 2019\n").is_empty());
    }
}
