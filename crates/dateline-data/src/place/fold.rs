//! Folds the spellings of a name to one key: "St.-Étienne", "Saint Etienne" -> "saint etienne".
//!
//! Small letters without accents, hyphens as spaces, no full stops and apostrophes, "St", "Mt" and "Ft" in full.
//! Shared by the reader of the gazetteer and by the build script that packs it.

/// Letters that carry a mark, after the plain letters that stand for them.
const MARKED: [(&str, &str); 22] = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđðḑḍ"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệə"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħḩḥ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("j", "ĵ"),
    ("k", "ķḳ"),
    ("l", "ĺļľŀłḷ"),
    ("n", "ñńņňŋṇ"),
    ("o", "òóôõöøōŏőǒọỏốồổỗộớờởỡợơ"),
    ("oe", "œ"),
    ("r", "ŕŗřṛ"),
    ("s", "śŝşšșṣ"),
    ("ss", "ß"),
    ("t", "ţťŧțṭ"),
    ("u", "ùúûüũūŭůűųǔụủứừửữựư"),
    ("w", "ŵ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżžẓ"),
];

/// The key of a name.
pub(crate) fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if matches!(c, ' ' | '-' | '–' | '/' | '\u{a0}' | '\n' | '\t') {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if c.is_alphabetic() {
            for small in c.to_lowercase() {
                match MARKED.iter().find(|(_, marked)| marked.contains(small)) {
                    Some((plain, _)) => key.push_str(plain),
                    None if small.is_alphabetic() => key.push(small),
                    None => {}
                }
            }
        }
    }
    while key.ends_with(' ') {
        key.pop();
    }
    for (short, full) in [("st ", "saint "), ("mt ", "mount "), ("ft ", "fort ")] {
        if let Some(rest) = key.strip_prefix(short) {
            return format!("{full}{rest}");
        }
    }
    key
}
