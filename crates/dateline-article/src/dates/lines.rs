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
    /// A sentence with a label is no longer than this, a paragraph that opens with one than that.
    const LED_WORDS: usize = 40;
    const LED_PARAGRAPH: usize = 90;
    /// How many words open a paragraph.
    const OPENING: usize = 8;
    const LINE_WORDS: usize = 25;
    let mut out = Vec::new();
    let (mut n_labelled, mut n_near) = (0, 0);
    // The date lines that nothing tells apart from other articles' dates, as indices into `out`, with their blocks.
    let mut loose = Vec::new();
    for (idx, block) in layout.blocks.iter().enumerate() {
        let text = block.text.as_str();
        let words = block.wording.n_words;
        if words > LED_PARAGRAPH || !text.bytes().any(|byte| byte.is_ascii_digit()) {
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
            let lead = &text[before..range.start];
            let label = outlets
                .date_label(lead)
                .or_else(|| verb_behind(lead, &text[range.end..], outlets));
            before = range.end;
            let leading = n_words(&text[..range.start]);
            if (label.is_none() && (nth > 0 || words > LINE_WORDS || is_copyright))
                || (words > LED_WORDS && (nth > 0 || leading > OPENING))
            {
                continue;
            }
            // "Published: 4 March 2019" is no sentence, however long the line is.
            let headed = label.is_some() && lead.trim_end().ends_with(':');
            let outside = words.saturating_sub(n_words(&text[range.clone()]));
            let line = DateLine {
                idx,
                block,
                date: *date,
                label,
                leading,
                outside,
                headed,
            };
            let Some((kind, rule, confidence)) = line.judge(layout, outlets) else {
                continue;
            };
            if rule == "date-line" {
                loose.push((out.len(), idx, outside));
            }
            // Of several dates with a label, or under the headline, the first is the article's; the others are other
            // articles'.
            let count = match label {
                Some(_) => &mut n_labelled,
                None => &mut n_near,
            };
            let is_counted = label.is_some() || layout.is_near(idx);
            let confidence = confidence * 0.97_f32.powi(if is_counted { *count } else { 0 });
            *count += i32::from(is_counted && *count < 60);
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
    /// A colon stands between the label and the date.
    headed: bool,
}

impl DateLine<'_> {
    fn judge(
        &self,
        layout: &Layout<'_>,
        outlets: &Outlets,
    ) -> Option<(DateKind, &'static str, f32)> {
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
            _ if self.headed => 0.9,
            10..=18 => 0.8,
            // A line that opens with its label may go on as it likes.
            _ if self.leading < 7 => 0.8,
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
        let bare = words < 8
            || (words < 14 && (self.leading == 0 || self.block.text.contains(" | ")))
            || byline;
        // Old newspapers are on the web too, but a birth or a founding stands near the headline more often.
        let is_old = !read::WEB_YEARS.contains(&self.date.year()) && self.outside > 1;
        // A date that stands in the headline's element and is no part of the title.
        let is_beside_title = Some(self.idx) == layout.headline
            && layout.title.is_some_and(|title| {
                self.block.text.len() > title.len() && self.leading >= n_words(title)
            });
        Some(match () {
            () if is_beside_title => (DateKind::Published, "date-beside-title", 0.6),
            () if is_render_date(self.block, self.idx, above, outlets) => {
                (DateKind::Crawled, "page-date-above-headline", 0.7)
            }
            () if near && is_old => (DateKind::Published, "old-date-under-headline", 0.3),
            () if near && bare => (DateKind::Published, "date-under-headline", 0.7),
            () if shortly_above && bare => (DateKind::Published, "date-above-headline", 0.5),
            // An old day far from the headline is one that the article tells of: a birth, a founding.
            () if bare && read::WEB_YEARS.contains(&self.date.year()) => (
                DateKind::Published,
                "date-line",
                if apart { 0.2 } else { 0.3 },
            ),
            () if near && words < 18 => (DateKind::Published, "date-in-line-under-headline", 0.48),
            () => return None,
        })
    }
}

/// Where a page shows one day only, that day is its own, wherever it stands; of several the first under the headline
/// is, if other words hardly stand beside it.
fn judge_loose(out: &mut [DateEvidence], loose: &[(usize, usize, usize)], layout: &Layout<'_>) {
    /// More words beside a date are a headline or a sentence.
    const BESIDE: usize = 5;
    /// A line that is believed so far dates the page; the others are other articles'.
    const BELIEVED: f32 = 0.5;
    let is_told = out.iter().any(|evidence| {
        evidence.kind == DateKind::Published
            && evidence.rule != "date-line"
            && evidence.confidence >= BELIEVED
    });
    if is_told {
        return;
    }
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

/// The label that the verb behind a date is: "wurde am 4. März 2019 um 10 Uhr veröffentlicht".
fn verb_behind(before: &str, after: &str, outlets: &Outlets) -> Option<DateLabel> {
    /// A time of day fits between the date and the verb, in words.
    const REACH: usize = 5;
    let is_passive = before
        .split_whitespace()
        .any(|word| matches!(word, "wurde" | "wurden"));
    if !is_passive {
        return None;
    }
    let words = after.split([' ', '.', ',']).filter(|word| !word.is_empty());
    words.take(REACH).find_map(|word| outlets.date_label(word))
}

/// A date with its weekday on the first lines of a page, above the headline, is the day it was rendered: a
/// masthead's date.
fn is_render_date(block: &TextBlock, idx: usize, above: bool, outlets: &Outlets) -> bool {
    const TOP: usize = 3;
    let weekday = block.text.split(|c: char| !c.is_alphabetic()).next();
    above
        && idx < TOP
        && block.wording.n_words < 7
        && weekday.is_some_and(|word| outlets.is_weekday(word))
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
