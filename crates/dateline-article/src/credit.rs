//! Who made a picture: credits, and captions that carry one.
//!
//! Told by the phrases of the data file and by a copyright sign with a name. A page's copyright notice, which names
//! a year or reserves rights, is refused.

use dateline_data::{Outlets, PhrasePlace};
use dateline_schema::Role;

/// Whether a line is a picture's credit, or a caption that begins or ends with one.
pub(crate) fn is_credit(text: &str, outlets: &Outlets) -> bool {
    leads(text, outlets) || ends_in_credit(text, outlets)
}

/// Whether a line begins with a credit: "Photo: …", "© AP Photo / …".
pub(crate) fn leads(text: &str, outlets: &Outlets) -> bool {
    let phrase = outlets.furniture(text);
    matches!(
        phrase,
        Some((PhrasePlace::Start | PhrasePlace::Whole, Role::Credit))
    ) || has_sign(text)
}

/// Whether a line ends in a credit: "(AP Photo/Jane Roe)", "Getty Images".
pub(crate) fn ends_in_credit(text: &str, outlets: &Outlets) -> bool {
    /// A credit's length in bytes.
    const TAIL: usize = 60;
    let from = text.len().saturating_sub(TAIL);
    let from = (from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    let phrase = outlets.furniture(&text[from..]);
    matches!(phrase, Some((PhrasePlace::Inside, Role::Credit)))
}

/// Whether a copyright sign opens the line, and a name and no year follows.
fn has_sign(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('©').or_else(|| text.strip_prefix("(c) ")) else {
        return false;
    };
    let rest = rest.trim_start();
    let is_notice = rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.to_lowercase().contains("rights reserved");
    !is_notice && !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_notices_and_sentences() {
        let outlets = Outlets::builtin().unwrap();
        assert!(is_credit("© AP Photo / Jane Roe", &outlets));
        assert!(is_credit("Photo: Jane Roe", &outlets));
        assert!(is_credit(
            "The harbour at dawn. (AP Photo/Jane Roe)",
            &outlets
        ));
        assert!(!is_credit("© 2019 Example Post", &outlets));
        assert!(!is_credit(
            "The photo was taken at dawn by a passer-by.",
            &outlets
        ));
    }
}
