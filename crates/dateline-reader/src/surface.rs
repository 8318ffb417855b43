//! What the uncased vocabulary does not show of a word: its letter case, and whether it is quoted.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The shape of a word, from 1 to 7; 0 is kept for what is no word.
pub(crate) fn shape(word: &str) -> u8 {
    let (mut letters, mut lower, mut upper, mut first_upper) = (0usize, 0usize, 0usize, false);
    for ch in word.chars() {
        if is_digit(ch) {
            return 5;
        }
        if is_letter(ch) {
            if ch.is_uppercase() {
                first_upper |= letters == 0;
                upper += 1;
            } else if ch.is_lowercase() {
                lower += 1;
            }
            letters += 1;
        }
    }
    match letters {
        0 => 6,
        _ if lower == letters => 1,
        1 => 7,
        _ if upper == letters => 3,
        _ if first_upper && upper == 1 => 2,
        _ => 4,
    }
}

/// For each word whether it stands outside (0) or inside (1) a double quotation, or is a mark of one (2).
pub(crate) fn quotation_states(words: &[&str]) -> Vec<u8> {
    let mut states = vec![0; words.len()];
    let (mut inside, mut after_mark) = (false, 0);
    for (at, word) in words.iter().enumerate() {
        let straight = *word == "\"";
        let opens = matches!(*word, "“" | "``" | "«" | "„") || (straight && !inside);
        let closes = is_closer(word) || (straight && inside);
        if closes && !inside {
            // The quotation began in an earlier paragraph, or its opening mark was lost.
            states[after_mark..at].fill(1);
        }
        if opens || closes {
            states[at] = 2;
            inside = opens;
            after_mark = at + 1;
        } else {
            states[at] = u8::from(inside);
        }
    }
    states
}

/// Whether the word ends a sentence by itself.
pub(crate) fn is_sentence_end(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "..." | "。")
}

/// Whether the word can follow the end of a sentence and still belong to it.
pub(crate) fn follows_sentence_end(word: &str) -> bool {
    is_closer(word) || matches!(word, "\"" | "'" | "’" | ")" | "]")
}

fn is_closer(word: &str) -> bool {
    matches!(word, "”" | "''" | "»")
}

fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit()
        || (!ch.is_ascii() && ch.general_category() == GeneralCategory::DecimalNumber)
}

fn is_letter(ch: char) -> bool {
    ch.is_ascii_alphabetic()
        || (!ch.is_ascii() && ch.general_category_group() == GeneralCategoryGroup::Letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_in_the_order_of_the_checks() {
        for (word, expected) in [
            ("house", 1),
            ("élan", 1),
            ("House", 2),
            ("O'neill", 2),
            ("NATO", 3),
            ("U.N.", 3),
            ("McLeod", 4),
            ("iPhone", 4),
            ("G7", 5),
            ("1,200", 5),
            ("٣", 5),
            ("—", 6),
            ("", 6),
            ("\u{301}", 6),
            ("A", 7),
            ("A.", 7),
            ("a", 1),
            ("中", 7),
            ("中文", 4),
        ] {
            assert_eq!(shape(word), expected, "{word:?}");
        }
    }

    #[test]
    fn marks_open_and_close() {
        assert_eq!(
            quotation_states(&["He", "said", "“", "no", "”", "."]),
            [0, 0, 2, 1, 2, 0]
        );
        assert_eq!(
            quotation_states(&["\"", "No", "\"", "he", "said"]),
            [2, 1, 2, 0, 0]
        );
        assert_eq!(quotation_states(&["``", "No", "''"]), [2, 1, 2]);
    }

    #[test]
    fn a_quotation_may_begin_before_the_window_and_go_on_after_it() {
        assert_eq!(
            quotation_states(&["never", "”", "he", "said"]),
            [1, 2, 0, 0]
        );
        assert_eq!(quotation_states(&["“", "we", "go", "on"]), [2, 1, 1, 1]);
        // The words after the last mark belong to the quotation that closes.
        assert_eq!(
            quotation_states(&["“", "a", "”", "b", "”"]),
            [2, 1, 2, 1, 2]
        );
    }

    #[test]
    fn a_mark_inside_a_word_is_none() {
        assert_eq!(quotation_states(&["“no”", "he"]), [0, 0]);
    }
}
