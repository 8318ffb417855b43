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

/// A word as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    /// Whether nothing stands between it and the word before.
    pub(crate) touches: bool,
}

impl Word<'_> {
    /// Whether the word belongs to the sentence before it, though that may end there: a mark that closes what was opened,
    /// or further marks without a space. A straight quotation mark after a space may open.
    fn belongs_before(self) -> bool {
        let closes = matches!(self.text, "”" | "’" | "’’" | "»" | "›" | ")" | "]" | "}");
        let is_mark = |ch: char| {
            ch.is_ascii_punctuation() && !"([{<#$@&".contains(ch) || "…”’»›".contains(ch)
        };
        closes || self.touches && self.text.chars().all(is_mark)
    }
}

/// The sentences of some words, where `stops` says what the rules see and `probabilities` what the model does.
pub(crate) fn weigh(
    words: &[Word<'_>],
    stops: &[bool],
    probabilities: &[f32],
) -> Vec<Range<usize>> {
    let mut has_ended = false;
    between((0..words.len()).map(|idx| {
        let least = if stops[idx] {
            WITH_RULES
        } else {
            WITHOUT_RULES
        };
        has_ended = probabilities[idx] >= least || has_ended && words[idx].belongs_before();
        has_ended && !words.get(idx + 1).is_some_and(|next| next.belongs_before())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a text, divided at spaces and at `_`, which is not in the text.
    fn words(text: &str) -> Vec<Word<'_>> {
        text.split(' ')
            .flat_map(|part| part.split('_').enumerate())
            .map(|(at, text)| Word {
                text,
                touches: at > 0,
            })
            .collect()
    }

    #[test]
    fn rules_decide_where_the_model_does_not() {
        let words = words("Rain_. Wind_. Snow_.");
        let stops = [false, true, false, false, false, true];
        let sure = |p| [0.0, p, 0.0, p, 0.0, 1.0];
        assert_eq!(weigh(&words, &stops, &sure(0.4)), [0..2, 2..6]);
        assert_eq!(weigh(&words, &stops, &sure(0.99)), [0..2, 2..4, 4..6]);
        assert_eq!(weigh(&words, &stops, &sure(0.0001)), [0..6; 1]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        let words = words("“_No_._” Rain_.");
        let stops = [false, false, false, true, false, true];
        let ends = [0.0, 0.0, 0.99, 0.01, 0.0, 1.0];
        assert_eq!(weigh(&words, &stops, &ends), [0..4, 4..6]);
    }

    #[test]
    fn an_opening_mark_goes_with_the_next_sentence() {
        let words = words("Rain_. “_No_._”");
        let stops = [false, true, false, false, false, true];
        let ends = [0.0, 0.99, 0.0, 0.0, 0.3, 1.0];
        assert_eq!(weigh(&words, &stops, &ends), [0..2, 2..6]);
    }

    #[test]
    fn further_marks_stay_with_their_sentence() {
        let ends = [0.0, 0.9, 0.9, 0.0, 0.9, 1.0];
        let none = [false; 6];
        assert_eq!(
            weigh(&words("Rain_!_?! Snow_._\""), &none, &ends),
            [0..3, 3..6]
        );
        // After a space a mark may open something.
        assert_eq!(weigh(&words("Rain_! \" Snow_. \""), &none, &ends)[0], 0..2);
        assert_eq!(
            weigh(&words("Rain_!_( Snow_. )"), &none, &ends)[..2],
            [0..2, 2..3]
        );
    }
}
