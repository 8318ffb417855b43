//! Dates on visible lines: what each stands for by the label before it, how far it is believed by its place.

use std::borrow::Cow;

use dateline_data::{DateLabel, Outlets, PhrasePlace};
use dateline_schema::{Date, DateEvidence, DateKind, Role};

use super::read::{self, NumberOrder, all_dates};
use super::{Layout, evidence};
use crate::block::TextBlock;
use crate::words::n_words;

/// Dates on visible lines.
pub(crate) fn from_lines(
    layout: &Layout<'_>,
    order: NumberOrder,
    outlets: &Outlets,
) -> Vec<DateEvidence> {
    /// A sentence that opens with a label is no longer than this.
    const LED_WORDS: usize = 40;
    const LINE_WORDS: usize = 25;
    let mut out = Vec::new();
    let mut n_labelled = 0;
    // The date lines that nothing tells apart from other articles' dates, as indices into `out`, with their blocks.
    let mut loose = Vec::new();
    for (idx, block) in layout.blocks.iter().enumerate() {
        let text = block.text.as_str();
        let words = block.wording.n_words;
        if words > LED_WORDS || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        // The day on which a picture was taken.
        if block.wording.leads_credit || block.wording.ends_in_credit {
            continue;
        }
        let dates = all_dates(text, order, outlets);
        let is_copyright = copyright_year(text).is_some_and(|year| {
            let kind = DateKind::Copyright;
            out.push(evidence(year, kind, "copyright-line", text, 0.2, outlets));
            // Some programs put the day of the article there.
            if let [(date, _)] = dates[..] {
                let kind = DateKind::Published;
                out.push(evidence(
                    date,
                    kind,
                    "day-in-copyright-line",
                    text,
                    0.46,
                    outlets,
                ));
            }
            true
        });
        let mut before = 0;
        for (nth, (date, range)) in dates.iter().enumerate() {
            let label = outlets.date_label(&text[before..range.start]);
            before = range.end;
            if label.is_none() && (nth > 0 || words > LINE_WORDS || is_copyright) {
                continue;
            }
            let leading = n_words(&text[..range.start]);
            let outside = words.saturating_sub(n_words(&text[range.clone()]));
            let line = DateLine {
                idx,
                block,
                date: *date,
                label,
                leading,
                outside,
            };
            let Some((kind, rule, confidence)) = line.judge(layout) else {
                continue;
            };
            if rule == "date-line" {
                loose.push((out.len(), idx, outside));
            }
            // Of several dates with a label the first is the article's; the others are other articles'.
            let nth = if label.is_some() { n_labelled } else { 0 };
            let confidence = confidence * 0.97_f32.powi(nth);
            n_labelled += i32::from(label.is_some() && n_labelled < 60);
            out.push(evidence(*date, kind, rule, text, confidence, outlets));
        }
    }
    judge_loose(&mut out, &loose, layout);
    out
}

/// A date on a line.
struct DateLine<'a> {
    idx: usize,
    block: &'a TextBlock,
    date: Date,
    label: Option<DateLabel>,
    /// How many words come before it.
    leading: usize,
    /// How many words of the line are not the date's.
    outside: usize,
}

impl DateLine<'_> {
    fn judge(&self, layout: &Layout<'_>) -> Option<(DateKind, &'static str, f32)> {
        let words = self.block.wording.n_words;
        let (above, near) = (layout.is_above(self.idx), layout.is_near(self.idx));
        let shortly_above = above
            && layout
                .headline
                .is_some_and(|headline| self.idx + 6 > headline);
        let apart = layout.is_apart(self.idx) && !near && !shortly_above;
        // A label in a sentence may be its verb: "The county published on 4 March 2019 what it knew."
        let trust = match self.outside {
            0..=9 if apart => 0.5,
            0..=9 if near => 1.1,
            0..=9 => 1.0,
            10..=18 => 0.8,
            // A line that opens with its label may go on as it likes.
            _ if self.leading < 5 => 0.8,
            _ => 0.4,
        };
        match self.label {
            Some(DateLabel::Other) => return None,
            Some(DateLabel::Updated) => {
                return Some((DateKind::Updated, "line-updated", 0.6 * trust));
            }
            Some(DateLabel::Published) => {
                return Some((DateKind::Published, "line-published", 0.75 * trust));
            }
            None => {}
        }
        let byline = matches!(
            self.block.wording.phrase,
            Some((PhrasePlace::Start, Role::Byline))
        );
        let bare = words < 8 || (words < 14 && self.block.text.contains(" | ")) || byline;
        Some(match () {
            () if is_render_date(self.block, self.idx, above) => {
                (DateKind::Crawled, "page-date-above-headline", 0.7)
            }
            () if near && bare => (DateKind::Published, "date-under-headline", 0.7),
            () if shortly_above && bare => (DateKind::Published, "date-above-headline", 0.5),
            // An old day far from the headline is one that the article tells of: a birth, a founding.
            () if bare && read::WEB_YEARS.contains(&self.date.year()) => (
                DateKind::Published,
                "date-line",
                if apart { 0.2 } else { 0.3 },
            ),
            () if near && words < 18 => (DateKind::Published, "date-in-line-under-headline", 0.5),
            () => return None,
        })
    }
}

/// Where a page shows one day only, that day is its own, wherever it stands; of several the first under the headline
/// is, if other words hardly stand beside it.
fn judge_loose(out: &mut [DateEvidence], loose: &[(usize, usize, usize)], layout: &Layout<'_>) {
    /// More words beside a date are a headline or a sentence.
    const BESIDE: usize = 5;
    let first = loose.first().map(|&(at, ..)| out[at].date);
    if loose.iter().all(|&(at, ..)| Some(out[at].date) == first) {
        for &(at, _, outside) in loose {
            out[at].rule = Cow::Borrowed("only-date-on-page");
            out[at].confidence = if outside <= BESIDE { 0.5 } else { 0.46 };
        }
        return;
    }
    let own = loose.iter().find(|&&(_, idx, outside)| {
        outside <= BESIDE
            && !layout.is_apart(idx)
            && layout.headline.is_none_or(|headline| idx > headline)
            && layout.last_own.is_none_or(|last| idx <= last + 3)
    });
    if let Some(&(at, ..)) = own {
        out[at].rule = Cow::Borrowed("first-date-line");
        out[at].confidence = 0.46;
    }
}

/// A date with its weekday on the first lines of a page, above the headline, is the day it was rendered: a
/// masthead's date.
fn is_render_date(block: &TextBlock, idx: usize, above: bool) -> bool {
    const TOP: usize = 3;
    let weekday = block
        .text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let is_weekday = matches!(
        weekday.as_str(),
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    );
    above && idx < TOP && is_weekday && block.wording.n_words < 7
}

/// New Year's Day of the year in a copyright line.
fn copyright_year(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    if !(lower.contains('©') || lower.contains("copyright") || lower.contains("(c)")) {
        return None;
    }
    let year = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse::<i16>().ok())
        .filter(|year| read::WEB_YEARS.contains(year))
        .max()?;
    Date::new(year, 1, 1).ok()
}
