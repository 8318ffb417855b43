//! Words of a name, folded so that spellings of the same name meet.
//!
//! "Kata’ib Hezbollah", "Kata'ib Hezbollah" and "Kataib Hezbollah" are one name, as are "U.S." and "US",
//! "al-Qaeda" and "Al Qaeda", "São Paulo" and "Sao Paulo". Transliterations that differ in letters stay apart:
//! they are aliases in the data.

/// A word of a text, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text, without a possessive ending.
    pub end: usize,
    /// In lower case, without dots, apostrophes and accents.
    pub key: String,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters are capitals.
    pub upper: bool,
    /// Whether a possessive ending follows: "Iran's".
    pub possessive: bool,
    /// Whether a hyphen joins it to the word before: "led" in "Saudi-led".
    pub joined: bool,
    /// Whether a comma, semicolon, slash, bracket or colon stands between it and the word before.
    pub parted: bool,
}

/// The words of `text`, in order.
///
/// ```
/// use dateline_data::name_words;
///
/// let words = name_words("Iran’s U.N. envoy, Al-Ja'fari");
/// let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
/// assert_eq!(keys, ["iran", "un", "envoy", "al", "jafari"]);
/// assert!(words[0].possessive && words[3].parted && words[4].joined);
/// ```
#[must_use]
pub fn name_words(text: &str) -> Vec<NameWord> {
    let mut words = Vec::new();
    let (mut joined, mut parted) = (false, false);
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !is_inner(first) || is_apostrophe(first) || first == '.' {
            match first {
                '-' | '‐' | '‑' | '–' => joined = true,
                ',' | ';' | ':' | '/' | '(' | ')' | '[' | ']' | '—' => parted = true,
                _ if first.is_whitespace() => joined = false,
                _ => {}
            }
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = chars.next_if(|&(_, next)| is_inner(next)) {
            end = at + next.len_utf8();
        }
        let mut word = fold(&text[start..end]);
        word.start = start;
        word.end += start;
        word.joined = joined;
        word.parted = parted;
        (joined, parted) = (false, false);
        words.push(word);
    }
    words
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`')
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || is_apostrophe(c) || matches!(c, '.' | '@' | '_' | '+')
}

fn fold(written: &str) -> NameWord {
    let bare = written.trim_end_matches(|c| is_apostrophe(c) || c == '.');
    // The plural possessive "officials’" has lost its apostrophe by now; the singular still has its "s".
    let stem = bare
        .strip_suffix(['s', 'S'])
        .filter(|stem| stem.ends_with(is_apostrophe))
        .map(|stem| stem.trim_end_matches(is_apostrophe));
    let possessive = stem.is_some() || written[bare.len()..].contains(is_apostrophe);
    let bare = stem.filter(|stem| !stem.is_empty()).unwrap_or(bare);
    let mut letters = bare.chars().filter(|c| c.is_alphabetic());
    let n_letters = letters.clone().count();
    NameWord {
        start: 0,
        end: bare.len(),
        key: bare.chars().filter_map(fold_char).flatten().collect(),
        capital: letters.clone().next().is_some_and(char::is_uppercase),
        upper: n_letters > 1 && letters.all(char::is_uppercase),
        possessive,
        joined: false,
        parted: false,
    }
}

/// Latin letters without their accents, in lower case; nothing for dots and apostrophes.
fn fold_char(c: char) -> Option<impl Iterator<Item = char>> {
    if is_apostrophe(c) || c == '.' || ('\u{300}'..='\u{36f}').contains(&c) {
        return None;
    }
    let plain = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'ǎ' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' | 'ǧ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ķ' | 'ķ' => 'k',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș' | 'ș' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        other => other,
    };
    Some(plain.to_lowercase())
}
