//! Classes of characters that sentences, tokens and quotations agree on.

/// Straight and curly apostrophes, and the accents that are typed in their place.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′')
}

/// A mark that opens a quotation or a bracket, or may.
pub(crate) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '`' | '(' | '[' | '{' | '¿' | '¡'
    )
}

/// A mark that closes a quotation or a bracket, or may.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '»' | '›' | ')' | ']' | '}' | '´'
    )
}

/// A mark that closes a quotation, or may.
pub(crate) fn is_closing_quote(c: char) -> bool {
    is_closer(c) && !matches!(c, ')' | ']' | '}')
}

/// A mark that ends a sentence, or may.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '؟')
}

/// Hyphens and dashes.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−')
}

/// White space, and characters that show nothing and belong to no word.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// The first character of `text`.
pub(crate) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character of `text`.
pub(crate) fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Whether the first letter is upper case.
pub(crate) fn is_capitalized(word: &str) -> bool {
    first(word).is_some_and(char::is_uppercase)
}
