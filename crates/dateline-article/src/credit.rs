//! Who made a picture: credits, and captions that carry one.
//!
//! Told by form: a copyright sign, "Photo:", or names between slashes. What is a plain sentence is refused.

/// Whether a line is a picture's credit, or a caption that begins or ends with one.
pub(crate) fn is_credit(text: &str) -> bool {
    let lower = text
        .get(..24.min(text.len()))
        .map(str::to_lowercase)
        .unwrap_or_default();
    let led = [
        "photo:",
        "photo by",
        "photo credit",
        "image:",
        "image credit",
        "image source",
        "picture:",
        "photograph:",
        "credit:",
        "file photo",
        "illustration:",
    ]
    .iter()
    .any(|lead| lower.starts_with(lead));
    led || after_sign(text).is_some() || ends_in_credit(text)
}

/// What stands behind a copyright sign that opens the line, unless the line is a page's copyright notice, which
/// names a year or reserves rights.
pub(crate) fn after_sign(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix('©')
        .or_else(|| text.strip_prefix("(c) "))?
        .trim_start();
    let notice = rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.to_lowercase().contains("rights reserved");
    (!notice && !rest.is_empty()).then_some(rest)
}

/// "(AP Photo/Jane Roe)", "Getty Images", "REUTERS/Jane Roe" at the end.
pub(crate) fn ends_in_credit(text: &str) -> bool {
    let tail = text.trim_end_matches([')', ']', '.', ' ']);
    let from = tail.len().saturating_sub(60);
    let from = (from..=tail.len())
        .find(|&at| tail.is_char_boundary(at))
        .unwrap_or(tail.len());
    let last = &tail[from..];
    last.contains("Getty Images")
        || last.contains("AP Photo")
        || last.contains("REUTERS/")
        || last.contains("Reuters/")
        || last.contains("/AFP")
        || last.contains("/Reuters")
        || last.contains("/REUTERS")
        || last.contains("/AP") && !last.contains("http")
}
