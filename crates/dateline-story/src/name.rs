//! Whether two names mean the same person or body: spelling variants and shortened forms.
//!
//! Transliterations differ in vowels and doubled letters (Qassem, Qasem), diacritics come and go, and a page calls
//! by the surname whom another gives in full. Different given names with the same surname are different people.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Shorter words of a name ("al", "de") tell nobody from another.
const MIN_TOKEN_LEN: usize = 3;
/// From this length on a word may differ in one letter and still be the same; shorter ones are too close together
/// (Mark, Mary).
const ONE_EDIT_LEN: usize = 5;
/// From this length on it may differ in two.
const TWO_EDITS_LEN: usize = 8;

/// The words of a name, folded: lower case, without marks, split at hyphens and apostrophes.
pub(crate) fn tokens(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = || folded.split(|ch: char| !ch.is_alphanumeric());
    let long: Vec<String> = words()
        .filter(|word| word.chars().count() >= MIN_TOKEN_LEN)
        .map(str::to_owned)
        .collect();
    if long.is_empty() {
        words()
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    } else {
        long
    }
}

/// Lower case, compatibility forms and marks taken away.
pub(crate) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|ch| !is_combining_mark(*ch))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the phrase is a name rather than a description: its last word bears a capital ("Abu Mahdi
/// al-Muhandis", not "US officials").
pub(crate) fn is_name(phrase: &str) -> bool {
    phrase
        .split_whitespace()
        .last()
        .is_some_and(|word| word.chars().any(char::is_uppercase))
}

/// Whether two names, as [`tokens`], may mean the same: one is the other with words left out, up to spelling.
pub(crate) fn agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(surname), Some(other)) = (short.last(), long.last()) else {
        return false;
    };
    // One word stands for the whole only where it is the surname.
    let surnames = similar(surname, other);
    if !surnames && short.len() == 1 {
        return false;
    }
    let mut rest = long.iter();
    short
        .iter()
        .all(|word| rest.any(|candidate| similar(word, candidate)))
}

/// The consonants of a word without doubling: alike in most spellings of one name.
pub(crate) fn skeleton(word: &str) -> String {
    let mut skeleton = String::new();
    for ch in word.chars() {
        let vowel = matches!(ch, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h');
        if (!vowel || skeleton.is_empty()) && !skeleton.ends_with(ch) {
            skeleton.push(ch);
        }
    }
    skeleton
}

fn similar(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let len = a.chars().count().min(b.chars().count());
    let allowed = if len >= TWO_EDITS_LEN {
        2
    } else {
        usize::from(len >= ONE_EDIT_LEN)
    };
    allowed > 0 && skeleton(a) == skeleton(b) && edits_within(a, b, allowed)
}

/// Whether at most `allowed` letters need be put in, taken out or changed to make `b` of `a`.
fn edits_within(a: &str, b: &str, allowed: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = corner + usize::from(from != to);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        agree(&tokens(a), &tokens(b))
    }

    #[test]
    fn spellings_and_short_forms_agree() {
        assert!(same("Qassem Soleimani", "Qasem Soleimani"));
        assert!(same("Soleimani", "Qasem Soleimani"));
        assert!(same("Suleimani", "Qasem Soleimani"));
        assert!(same("Muammar Gaddafi", "Moammar Gaddafi"));
        assert!(same("Abu Mahdi al-Muhandis", "Abu Mahdi al-Mohandes"));
        assert!(same("Recep Tayyip Erdoğan", "Erdogan"));
    }

    #[test]
    fn other_people_do_not() {
        assert!(!same("Mark Esper", "Mary Esper"));
        assert!(!same("George Bush", "Barbara Bush"));
        assert!(!same("Qasem", "Qasem Soleimani"));
        assert!(!same("Ali Khamenei", "Hassan Rouhani"));
        assert!(!same("Maduro", "Muhandis"));
        assert!(!same("", "Muhandis"));
    }

    #[test]
    fn descriptions_are_no_names() {
        assert!(is_name("Abu Mahdi al-Muhandis"));
        assert!(!is_name("US officials"));
        assert!(!is_name("a senior Iranian commander"));
    }
}
