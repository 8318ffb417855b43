//! The words that two quotations have in common, one after the other: local alignment (Smith and Waterman 1981).
//!
//! An ellipsis stands for any words, so that what it leaves out costs nothing.

use crate::words::Word;

/// Words beyond this are not aligned: what is compared lies around the words that both have.
const MOST_WORDS: usize = 400;

/// A word that stands in both scores by what it tells, and one of another form a point less.
const MATCH: [i32; 3] = [2, 4, 6];
const OTHER_FORM: i32 = 1;
/// A word in place of another.
const SWAPPED: i32 = 3;
/// A word that one of them has more.
const ADDED: i32 = 2;

/// How one word stands to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The words at these places are forms of one.
    Match(usize, usize),
    /// One word in place of another.
    Swap(usize, usize),
    /// Only the first has it.
    First(usize),
    /// Only the second has it.
    Second(usize),
    /// Only the first has it, and the second leaves words out here.
    CutFromSecond(usize),
    /// Only the second has it, and the first leaves words out here.
    CutFromFirst(usize),
}

/// The best stretch that both have, in order; empty if they share no word.
pub(crate) fn align(first: &[Word], second: &[Word]) -> Vec<Step> {
    let (a_from, a) = window(first, second);
    let (b_from, b) = window(second, first);
    let width = b.len() + 1;
    // What each cell was reached by: 0 nothing, 1 both, 2 first alone, 3 second alone.
    let mut trace = vec![0_u8; (a.len() + 1) * width];
    let mut above = vec![0_i32; width];
    let mut row = vec![0_i32; width];
    let mut best = (0, 0, 0);
    for i in 1..=a.len() {
        row[0] = 0;
        for j in 1..=b.len() {
            let (x, y) = (&a[i - 1], &b[j - 1]);
            let both = above[j - 1] + score(x, y);
            let first_alone = above[j] - alone(x, y.is_gap);
            let second_alone = row[j - 1] - alone(y, x.is_gap);
            let (mut reached, mut by) = (0, 0);
            for (candidate, how) in [(both, 1), (first_alone, 2), (second_alone, 3)] {
                if candidate > reached {
                    (reached, by) = (candidate, how);
                }
            }
            row[j] = reached;
            trace[i * width + j] = by;
            if reached > best.0 {
                best = (reached, i, j);
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (_, mut i, mut j) = best;
    let mut steps = Vec::new();
    while i > 0 && j > 0 {
        let (x, y) = (&a[i - 1], &b[j - 1]);
        let (at_a, at_b) = (a_from + i - 1, b_from + j - 1);
        match trace[i * width + j] {
            1 => {
                let step = if x.stem == y.stem {
                    Step::Match(at_a, at_b)
                } else {
                    Step::Swap(at_a, at_b)
                };
                // Two ellipses are no word.
                if !(x.is_gap || y.is_gap) {
                    steps.push(step);
                }
                (i, j) = (i - 1, j - 1);
            }
            2 => {
                if !x.is_gap {
                    steps.push(if y.is_gap {
                        Step::CutFromSecond(at_a)
                    } else {
                        Step::First(at_a)
                    });
                }
                i -= 1;
            }
            3 => {
                if !y.is_gap {
                    steps.push(if x.is_gap {
                        Step::CutFromFirst(at_b)
                    } else {
                        Step::Second(at_b)
                    });
                }
                j -= 1;
            }
            _ => break,
        }
    }
    steps.reverse();
    steps
}

fn score(x: &Word, y: &Word) -> i32 {
    if x.is_gap || y.is_gap {
        return if x.is_gap == y.is_gap { 0 } else { -SWAPPED };
    }
    if x.form == y.form {
        MATCH[usize::from(x.weight.min(2))]
    } else if x.stem == y.stem {
        MATCH[usize::from(x.weight.min(y.weight).min(2))] - OTHER_FORM
    } else {
        -SWAPPED
    }
}

fn alone(word: &Word, at_gap: bool) -> i32 {
    if word.is_gap || at_gap { 0 } else { ADDED }
}

/// The part of a long text that holds what it shares with the other, and where it begins.
fn window<'a>(words: &'a [Word], other: &[Word]) -> (usize, &'a [Word]) {
    if words.len() <= MOST_WORDS {
        return (0, words);
    }
    let mut runs: Vec<[u64; 3]> = other.windows(3).map(run).collect();
    runs.sort_unstable();
    let shared = words
        .windows(3)
        .position(|three| runs.binary_search(&run(three)).is_ok());
    let start = shared.unwrap_or(0).saturating_sub(MOST_WORDS / 8);
    (start, &words[start..(start + MOST_WORDS).min(words.len())])
}

fn run(three: &[Word]) -> [u64; 3] {
    [three[0].stem, three[1].stem, three[2].stem]
}
