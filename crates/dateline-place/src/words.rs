//! The words of a text as names are read from them: letters and figures with the apostrophes and full stops inside,
//! without a possessive ending; a hyphen parts words.
//!
//! Names are matched on these and not on the syntactic words of the document, so that "U.S." and "Xi'an" stay
//! whole whatever made the document.

use dateline_schema::Span;

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Without a full stop at the end.
    pub(crate) span: Span,
    /// Whether a full stop follows at once.
    pub(crate) stop: bool,
    /// Whether a possessive ending follows at once.
    pub(crate) possessive: bool,
    /// Whether its first letter is a capital.
    pub(crate) capital: bool,
    /// Whether it opens a sentence or a line.
    pub(crate) opens: bool,
    /// What lies between it and the word before.
    pub(crate) gap: Gap,
    /// Whether its line is written in title case or in capitals, so that capitals tell nothing.
    pub(crate) shouted: bool,
}

/// What lies between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// One space.
    Space,
    /// A comma and a space.
    Comma,
    /// An opening bracket.
    Bracket,
    /// A hyphen without spaces.
    Hyphen,
    /// A dash or a slash.
    Dash,
    /// The end of a sentence or line, or anything else.
    Other,
}

/// Possessive endings and shortened verbs.
const ENDINGS: [&str; 10] = [
    "'s", "’s", "'S", "’S", "'ll", "’ll", "'ve", "’ve", "'d", "’d",
];

/// Splits a text into its words, in time linear in its length.
pub(crate) fn scan(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut last_end = 0;
    let mut line_first = 0;
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let joins = matches!(c, '\'' | '’' | '.' | '&');
            let next = || text[at + c.len_utf8()..].chars().next();
            if c.is_alphanumeric() || joins && next().is_some_and(char::is_alphanumeric) {
                end = at + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        let whole = &text[start..end];
        let bare = ENDINGS
            .iter()
            .find_map(|ending| whole.strip_suffix(ending))
            .filter(|bare| !bare.is_empty());
        let gap_text = &text[last_end..start];
        let gap = gap_of(gap_text);
        if gap_text.contains('\n') {
            mark_shouted(&mut words[line_first..], text);
            line_first = words.len();
        }
        let after_stop = words.last().is_none_or(|word| word.stop);
        let opens = words.is_empty()
            || gap_text.contains(['\n', '!', '?', '"', '“', ':'])
            || after_stop && gap == Gap::Other;
        words.push(Word {
            span: Span::new(start, bare.map_or(end, |bare| start + bare.len())),
            stop: text[end..].starts_with('.'),
            possessive: bare.is_some(),
            capital: first.is_uppercase(),
            opens,
            gap,
            shouted: false,
        });
        last_end = end;
    }
    mark_shouted(&mut words[line_first..], text);
    words
}

fn gap_of(text: &str) -> Gap {
    match text {
        " " | "\u{a0}" => Gap::Space,
        ", " | "., " => Gap::Comma,
        " (" | ", (" => Gap::Bracket,
        "-" => Gap::Hyphen,
        "–" | "/" | " - " | " -- " | " – " | " — " | "—" => Gap::Dash,
        _ => Gap::Other,
    }
}

/// Least share of capitals among a line's longer words that makes it a title.
const TITLE_SHARE: f32 = 0.7;
/// A line with fewer longer words tells nothing.
const TITLE_WORDS: usize = 3;
/// A line with more words is no title.
const TITLE_MOST_WORDS: usize = 30;

fn mark_shouted(line: &mut [Word], text: &str) {
    if line.len() > TITLE_MOST_WORDS {
        return;
    }
    let long = line.iter().filter(|word| {
        let letters = word.span.of(text);
        letters.len() > 3 && letters.starts_with(char::is_alphabetic)
    });
    let (n_long, n_capital) = long.fold((0, 0), |(n, capital), word| {
        (n + 1, capital + usize::from(word.capital))
    });
    if n_long >= TITLE_WORDS && n_capital as f32 >= TITLE_SHARE * n_long as f32 {
        for word in line {
            word.shouted = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = scan(text);
        let found: Vec<&str> = words.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn keeps_names_whole_and_drops_possessives() {
        check(
            "Xi'an, Iraq's U.S. base.",
            &["Xi'an", "Iraq", "U.S", "base"],
        );
        check("Winston-Salem’s mayor", &["Winston", "Salem", "mayor"]);
    }

    #[test]
    fn tells_titles_from_sentences() {
        let words =
            scan("Mayor Opens New Bridge In Harlow\nThe mayor opened a new bridge in Harlow.");
        assert!(words[0].shouted && !words[6].shouted && words[6].opens);
    }
}
