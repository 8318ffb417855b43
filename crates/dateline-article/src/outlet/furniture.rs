//! An outlet that no list knows, by what the page's own furniture calls itself.
//!
//! A name counts where it stands in frames: alone on a line, behind a dash that ends a line, in brackets in a dateline,
//! in "Subscribe to …", "© 2019 …", "… is a daily". Refuses a name that has one frame only, or only such as people
//! and sections have too ("More from …").

use std::collections::BTreeMap;

use dateline_data::{Outlets, PhrasePlace, SectionKind};

use crate::block::TextBlock;
use crate::dates::agency;

/// What a frame of the data file adds its index to.
const ALONE: usize = 0;
const MASTHEAD: usize = 1;
const BEHIND: usize = 2;
const DATELINE: usize = 3;
const TITLE: usize = 4;
const N_FRAMES: usize = 5;

/// The most lines that are looked at from either end of a page: furniture stands there.
const REACH: usize = 400;

/// The name that a page's furniture gives to its outlet; `in_title` is what its `title` element adds to the headline.
pub(crate) fn name(
    blocks: &[TextBlock],
    in_title: Option<&str>,
    outlets: &Outlets,
) -> Option<String> {
    let mut found = Found::default();
    if let Some(name) = in_title.and_then(whole_name) {
        found.add(name, TITLE, true);
    }
    for (idx, block) in blocks.iter().enumerate() {
        if idx >= REACH && idx + REACH < blocks.len() {
            continue;
        }
        let text = block.text.as_str();
        if let Some(name) = agency(text).and_then(whole_name) {
            found.add(name, DATELINE, false);
        }
        if block.wording.n_words > 40 {
            continue;
        }
        in_line(text, idx, outlets, &mut found);
    }
    found.best(outlets)
}

/// The separators before an outlet's name at the end of a line.
const BEFORE_NAME: [&str; 5] = [" - ", " – ", " — ", " | ", " / "];

/// What stands behind the last dash, bar or slash of a line, and where that sign stands.
pub(crate) fn tail(text: &str) -> Option<(usize, &str)> {
    BEFORE_NAME
        .iter()
        .filter_map(|sign| {
            let at = text.rfind(sign)?;
            Some((at, &text[at + sign.len()..]))
        })
        .max_by_key(|(at, _)| *at)
}

fn in_line<'a>(text: &'a str, idx: usize, outlets: &Outlets, found: &mut Found<'a>) {
    /// A masthead is among the first lines.
    const TOP: usize = 3;
    let line = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    if let Some(name) = whole_name(line) {
        found.add(name, ALONE, false);
        if idx < TOP {
            found.add(name, MASTHEAD, true);
        }
        return;
    }
    if let Some(name) = tail(text).and_then(|(_, tail)| whole_name(tail)) {
        found.add(name, BEHIND, false);
    }
    for (nth, frame) in outlets.frames().iter().enumerate() {
        let Some(rest) = line
            .get(..frame.before.len())
            .filter(|start| start.eq_ignore_ascii_case(&frame.before))
            .map(|_| &line[frame.before.len()..])
        else {
            continue;
        };
        let rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | '©' | ',')
        });
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        if let Some((name, after)) = leading_name(rest)
            && after.to_lowercase().starts_with(frame.after.as_str())
        {
            found.add(name, N_FRAMES + nth, frame.telling);
        }
    }
}

/// A text that is a name as a whole.
fn whole_name(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(['.', ':', '!']);
    leading_name(text)
        .filter(|(_, after)| after.is_empty())
        .map(|(name, _)| name)
}

/// The words with capitals that open a text, and what follows them.
fn leading_name(text: &str) -> Option<(&str, &str)> {
    /// "The New Example and District Times".
    const MOST_WORDS: usize = 6;
    let (mut end, mut at, mut words) = (0, 0, 0);
    for word in text.split(' ') {
        let bare = word.trim_end_matches([',', '.', ';', '!', ':']);
        let is_joiner = end > 0 && matches!(bare, "of" | "the" | "and" | "de" | "for" | "&");
        if bare.starts_with(char::is_uppercase) {
            words += 1;
            end = at + bare.len();
        } else if !is_joiner {
            break;
        }
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    ((1..=MOST_WORDS).contains(&words)).then(|| (&text[..end], &text[end..]))
}

/// The names found, each with its frames and whether one of them tells an outlet.
#[derive(Default)]
struct Found<'a> {
    names: BTreeMap<String, Seen<'a>>,
}

struct Seen<'a> {
    form: &'a str,
    order: usize,
    frames: Vec<usize>,
    telling: bool,
}

impl<'a> Found<'a> {
    fn add(&mut self, name: &'a str, frame: usize, telling: bool) {
        let order = self.names.len();
        let key = name.to_lowercase();
        let key = key.strip_prefix("the ").unwrap_or(&key).to_owned();
        let seen = self.names.entry(key).or_insert(Seen {
            form: name,
            order,
            frames: Vec::new(),
            telling: false,
        });
        if !seen.frames.contains(&frame) {
            seen.frames.push(frame);
        }
        seen.telling |= telling;
    }

    /// The name with the most frames; of equals the first.
    fn best(self, outlets: &Outlets) -> Option<String> {
        self.names
            .into_values()
            .filter(|seen| {
                // A single word may be a section's name; it needs more.
                let least = if seen.form.contains(' ') { 2 } else { 3 };
                let is_phrase = matches!(
                    outlets.furniture(seen.form),
                    Some((PhrasePlace::Whole | PhrasePlace::Start, _))
                );
                // "Home News Sports" is a menu on one line.
                let first = seen.form.split(' ').next().unwrap_or_default();
                let is_menu = seen.form.contains(' ')
                    && outlets
                        .section(first)
                        .is_some_and(|(_, kind)| kind == SectionKind::Home);
                seen.telling && seen.frames.len() >= least && !is_phrase && !is_menu
            })
            .min_by_key(|seen| (std::cmp::Reverse(seen.frames.len()), seen.order))
            .map(|seen| seen.form.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, want: Option<&str>) {
        let outlets = Outlets::builtin().unwrap();
        let blocks = crate::flat::blocks(page, &outlets);
        assert_eq!(name(&blocks, None, &outlets).as_deref(), want, "{page}");
    }

    #[test]
    fn a_name_in_several_frames_is_the_outlet() {
        check(
            "Harbour Gazette\nHome\nShips come in\nA ship at the quay / Harbour Gazette",
            Some("Harbour Gazette"),
        );
        check(
            "Ships come in\nSubscribe to the Harbour Gazette today!\n© 2019 Harbour Gazette. All rights reserved",
            Some("Harbour Gazette"),
        );
    }

    #[test]
    fn one_frame_or_frames_of_people_are_not_enough() {
        check(
            "Home\nShips come in\nA ship at the quay / Harbour Gazette",
            None,
        );
        check(
            "Home\nNews\nSport\nShips come in\nJane Roe\nMore from Jane Roe\nJane Roe is a reporter.",
            None,
        );
    }

    #[test]
    fn a_menu_on_one_line_is_no_outlet() {
        let page = "Home News Sports\nShips come in\nA ship at the quay / Home News Sports";
        check(page, None);
        check(
            &page.replace("Home News", "Harbour News"),
            Some("Harbour News Sports"),
        );
    }

    #[test]
    fn a_section_is_no_outlet() {
        check(
            "World\nSport\nShips come in\nMore from World\nShips - World",
            None,
        );
    }
}
