//! How two statements stand to each other, and how much they must share for it.
//!
//! Thresholds were chosen on the set `quotations` of the evaluation, where the precision of links must stay above
//! 99 in 100.

use dateline_schema::{Date, Interval};

use crate::Quoted;
use crate::align::{Step, align};
use crate::pieces::{self, Piece};
use crate::speaker::{self, SpeakerMatch};
use crate::words::RARE;

/// How one statement's words stand to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same up to case, marks and house style.
    Same,
    /// A part of the other: it was cut.
    Cut,
    /// The other is a part of it.
    Longer,
    /// Each has a part that the other lacks: cut from one text in two ways.
    Overlapping,
    /// Words in quotation marks that were altered.
    Changed,
    /// Told in other words: indirectly, or translated in another way.
    Reworded,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 6] = [
        Self::Same,
        Self::Cut,
        Self::Longer,
        Self::Overlapping,
        Self::Changed,
        Self::Reworded,
    ];

    /// Its name in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Cut => "cut",
            Self::Longer => "longer",
            Self::Overlapping => "overlapping",
            Self::Changed => "changed",
            Self::Reworded => "reworded",
        }
    }

    /// The relation with this name in output.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.as_str() == name)
    }

    /// How the other statement stands to this one.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Cut => Self::Longer,
            Self::Longer => Self::Cut,
            other => other,
        }
    }
}

/// What two statements have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How the first stands to the second.
    pub relation: Relation,
    /// Whether one speaker is named for both.
    pub speaker: SpeakerMatch,
    /// The share of their words that they have in common, from 0 to 1: where one is a part of the other, of that part.
    pub score: f32,
    /// The differences; none for a paraphrase, which has no order of words in common.
    pub pieces: Vec<Piece>,
}

impl Comparison {
    fn flipped(mut self) -> Self {
        self.relation = self.relation.flipped();
        self.pieces = self.pieces.into_iter().map(Piece::flipped).collect();
        self
    }
}

/// Words and weight that must agree for a link. Weight counts a word that few texts share 1, a common one a half.
struct Enough {
    weight: f32,
    n_words: usize,
}

/// Pages within so many days report one occasion; what is said again later needs more words to be known as the same.
const NEAR_DAYS: i32 = 10;

/// A paraphrase is told within so many days.
const PARAPHRASE_DAYS: i32 = 3;

/// The share of words that agree within a stretch with changes.
const FEWEST_AGREE: f32 = 0.7;
/// And the share of the shorter statement that the stretch makes up.
const FEWEST_COVERED: f32 = 0.6;
/// Words given to another speaker must agree nearly all.
const FEWEST_AGREE_OTHER: f32 = 0.9;
/// Two cuts of one text that overlap.
const OVERLAP: Enough = Enough {
    weight: 3.0,
    n_words: 8,
};

/// The weight of the words that a paraphrase shares, names left out: what is said of one man on one day shares his name.
const PARAPHRASE_WEIGHT: f32 = 3.0;
/// And the share of what it has in common of the lighter and of the heavier statement.
const PARAPHRASE_OF_SHORTER: f32 = 0.7;
const PARAPHRASE_OF_LONGER: f32 = 0.55;

fn enough(speaker: SpeakerMatch, is_near: bool, is_whole: bool) -> Enough {
    let (weight, n_words) = match (speaker, is_near) {
        (SpeakerMatch::Same, true) if is_whole => (1.0, 3),
        (SpeakerMatch::Same, true) => (2.0, 4),
        (SpeakerMatch::Same, false) => (4.0, 8),
        (SpeakerMatch::Unknown, true) => (3.5, 7),
        (SpeakerMatch::Unknown, false) => (5.0, 10),
        (SpeakerMatch::Other, _) => (5.0, 12),
    };
    Enough { weight, n_words }
}

pub(crate) fn compare(first: &Quoted, second: &Quoted) -> Option<Comparison> {
    // Of two alignments that are as good the same one is taken, whichever statement came first.
    if (second.digest, second.n_words()) < (first.digest, first.n_words()) {
        return ordered(second, first).map(Comparison::flipped);
    }
    ordered(first, second)
}

fn ordered(first: &Quoted, second: &Quoted) -> Option<Comparison> {
    let speaker = speaker::compare(first.speaker.as_ref(), second.speaker.as_ref());
    let shared = Shared::of(first, second);
    let days = days_between(first.published, second.published);
    let is_near = days.is_some_and(|days| days <= NEAR_DAYS);
    // What shares no words need not be aligned.
    if shared.weight < enough(speaker, is_near, true).weight {
        return None;
    }
    verbatim(first, second, speaker, is_near)
        .or_else(|| paraphrase(first, second, speaker, days, &shared))
}

fn verbatim(
    first: &Quoted,
    second: &Quoted,
    speaker: SpeakerMatch,
    is_near: bool,
) -> Option<Comparison> {
    let steps = align(&first.words, &second.words);
    let (mut weight, mut n_agree, mut n_first, mut n_second) = (0.0, 0, 0, 0);
    for step in &steps {
        match *step {
            Step::Match(i, j) => {
                weight +=
                    f32::from(first.words[i].weight.min(second.words[j].weight)) / f32::from(RARE);
                n_agree += 1;
                n_first += 1;
                n_second += 1;
            }
            Step::Swap(..) => {
                n_first += 1;
                n_second += 1;
            }
            Step::First(_) => n_first += 1,
            Step::Second(_) => n_second += 1,
            Step::CutFromFirst(_) | Step::CutFromSecond(_) => {}
        }
    }
    // A page's own words on what is known for long are in many pages: whose they tell must be sure, or the day.
    let both_quoted = first.is_quoted && second.is_quoted;
    if speaker == SpeakerMatch::Unknown && !both_quoted && !is_near {
        return None;
    }
    // Where both go on in other words, at one end, these stand for each other: nothing was cut there.
    let swapped = pieces::swapped(&first.words, &second.words, &steps);
    n_first += swapped;
    n_second += swapped;
    let is_whole = n_agree == first.n_words() && n_agree == second.n_words();
    let enough = enough(speaker, is_near, is_whole);
    if weight < enough.weight || n_agree < enough.n_words {
        return None;
    }
    let agree = 2.0 * n_agree as f32 / (n_first + n_second).max(1) as f32;
    let covered = n_agree as f32 / first.n_words().min(second.n_words()).max(1) as f32;
    if speaker == SpeakerMatch::Other {
        let is_own = !first.holds_another && !second.holds_another;
        if !both_quoted || !is_own || agree < FEWEST_AGREE_OTHER {
            return None;
        }
    }
    let pieces = pieces::pieces(&first.words, &second.words, &steps);
    let is_changed = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Changed(..)));
    let only_first = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::OnlyFirst(_)));
    let only_second = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::OnlySecond(_)));
    let relation = if is_changed {
        if agree < FEWEST_AGREE || covered < FEWEST_COVERED {
            return None;
        }
        match both_quoted {
            true => Relation::Changed,
            // Told indirectly, the contrary is another statement; in quotation marks it is a change that must be told.
            false if first.is_negative != second.is_negative => return None,
            false => Relation::Reworded,
        }
    } else {
        match (only_first, only_second) {
            (false, false) => Relation::Same,
            (false, true) => Relation::Cut,
            (true, false) => Relation::Longer,
            (true, true) => {
                let is_enough = weight >= OVERLAP.weight && n_agree >= OVERLAP.n_words;
                let is_sure = both_quoted || speaker == SpeakerMatch::Same;
                if !is_enough || !is_sure {
                    return None;
                }
                Relation::Overlapping
            }
        }
    };
    Some(Comparison {
        relation,
        speaker,
        score: agree,
        pieces,
    })
}

fn paraphrase(
    first: &Quoted,
    second: &Quoted,
    speaker: SpeakerMatch,
    days: Option<i32>,
    shared: &Shared,
) -> Option<Comparison> {
    let is_near = days.is_some_and(|days| days <= PARAPHRASE_DAYS);
    let other_figures = !first.figures.is_empty() && !second.figures.is_empty() && !shared.figures;
    if speaker != SpeakerMatch::Same
        || !is_near
        || other_figures
        || first.is_negative != second.is_negative
        || first.holds_another
        || second.holds_another
    {
        return None;
    }
    let (light, heavy) = (
        shared.first.min(shared.second),
        shared.first.max(shared.second),
    );
    let is_one = shared.plain >= PARAPHRASE_WEIGHT
        && shared.weight >= PARAPHRASE_OF_SHORTER * light
        && shared.weight >= PARAPHRASE_OF_LONGER * heavy;
    is_one.then(|| Comparison {
        relation: Relation::Reworded,
        speaker,
        score: shared.weight / heavy,
        pieces: Vec::new(),
    })
}

/// The words that tell something, wherever they stand.
struct Shared {
    weight: f32,
    /// The weight of those that are no names.
    plain: f32,
    first: f32,
    second: f32,
    /// Whether all figures of one stand in the other.
    figures: bool,
}

impl Shared {
    fn of(first: &Quoted, second: &Quoted) -> Self {
        let (a, b) = (&first.stems, &second.stems);
        let weigh = |stems: &[(u64, u8, bool)]| {
            stems
                .iter()
                .map(|(_, weight, _)| f32::from(*weight))
                .sum::<f32>()
                / f32::from(RARE)
        };
        let (mut i, mut j, mut weight, mut plain) = (0, 0, 0, 0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let own = a[i].1.min(b[j].1);
                    weight += u32::from(own);
                    if !(a[i].2 || b[j].2) {
                        plain += u32::from(own);
                    }
                    i += 1;
                    j += 1;
                }
            }
        }
        let holds = |whole: &[u64], part: &[u64]| {
            part.iter()
                .all(|figure| whole.binary_search(figure).is_ok())
        };
        Self {
            weight: weight as f32 / f32::from(RARE),
            plain: plain as f32 / f32::from(RARE),
            first: weigh(a),
            second: weigh(b),
            figures: holds(&first.figures, &second.figures)
                || holds(&second.figures, &first.figures),
        }
    }
}

/// The fewest days that may lie between two pages; `None` if nothing is known of one.
fn days_between(first: Interval, second: Interval) -> Option<i32> {
    if first.is_unknown() || second.is_unknown() {
        return None;
    }
    if first.intersect(second).is_some() {
        // Open ends may meet anywhere, which says nothing.
        let is_open = |interval: Interval| interval.low.is_none() || interval.high.is_none();
        return (!is_open(first) && !is_open(second)).then_some(0);
    }
    let until = |earlier: Option<Date>, later: Option<Date>| {
        let days = earlier?.until(later?).ok()?.get_days();
        (days > 0).then_some(days)
    };
    until(first.high, second.low).or_else(|| until(second.high, first.low))
}
