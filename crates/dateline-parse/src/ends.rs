//! Where sentences end by the rules and how likely by the model in, sentences out.

use std::ops::Range;

/// From this probability on a sentence ends where the rules see no end.
const WITHOUT_RULES: f32 = 0.5;

/// From this probability on it ends where they do: the model must be very sure that there is no end.
const WITH_RULES: f32 = 0.0003;

/// The sentences of some words, by the words with which one ends; the last word always does.
pub(crate) fn between(stops: impl ExactSizeIterator<Item = bool>) -> Vec<Range<usize>> {
    let n_words = stops.len();
    let mut sentences = Vec::new();
    let mut start = 0;
    for (idx, stop) in stops.enumerate() {
        if stop || idx + 1 == n_words {
            sentences.push(start..idx + 1);
            start = idx + 1;
        }
    }
    sentences
}

/// The sentences of some words, where `stops` says what the rules see and `probabilities` what the model does.
pub(crate) fn weigh(words: &[&str], stops: &[bool], probabilities: &[f32]) -> Vec<Range<usize>> {
    let ends = |idx: usize| {
        let least = if stops[idx] {
            WITH_RULES
        } else {
            WITHOUT_RULES
        };
        probabilities[idx] >= least
    };
    // Marks that close what the sentence before opened are no sentence of their own. Straight marks may open too.
    let closes = |word: &str| matches!(word, "”" | "’" | "’’" | "»" | "›" | ")" | "]" | "}");
    let stop = |idx: usize| {
        let next = words.get(idx + 1).is_some_and(|next| closes(next));
        ends(idx) && !next || idx > 0 && closes(words[idx]) && ends(idx - 1)
    };
    between((0..words.len()).map(stop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_decide_where_the_model_does_not() {
        let words = ["Rain", ".", "Wind", ".", "Snow", "."];
        let stops = [false, true, false, false, false, true];
        let sure = |p| [0.0, p, 0.0, p, 0.0, 1.0];
        assert_eq!(weigh(&words, &stops, &sure(0.4)), [0..2, 2..6]);
        assert_eq!(weigh(&words, &stops, &sure(0.99)), [0..2, 2..4, 4..6]);
        assert_eq!(weigh(&words, &stops, &sure(0.0001)), [0..6; 1]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        let words = ["“", "No", ".", "”", "Rain", "."];
        let stops = [false, false, false, true, false, true];
        let ends = [0.0, 0.0, 0.99, 0.01, 0.0, 1.0];
        assert_eq!(weigh(&words, &stops, &ends), [0..4, 4..6]);
    }

    #[test]
    fn an_opening_mark_goes_with_the_next_sentence() {
        let words = ["Rain", ".", "“", "No", ".", "”"];
        let stops = [false, true, false, false, false, true];
        let ends = [0.0, 0.99, 0.0, 0.0, 0.3, 1.0];
        assert_eq!(weigh(&words, &stops, &ends), [0..2, 2..6]);
    }
}
