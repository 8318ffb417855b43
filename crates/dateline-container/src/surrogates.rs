//! JSON text in, the same without halves of surrogate pairs out.
//!
//! JSON writes characters beyond U+FFFF as two escapes (RFC 8259, section 7); one without the other is no character,
//! and readers refuse the whole text for it.

use std::borrow::Cow;

/// What is written in place of half a pair.
const REPLACEMENT: &[u8] = b"\\ufffd";

/// Replaces each escape of half a pair, and tells how many there were.
#[must_use]
pub fn mend(json: &[u8]) -> (Cow<'_, [u8]>, usize) {
    let mut mended = Vec::new();
    let mut n_mended = 0;
    let mut done = 0;
    let mut at = 0;
    while let Some(offset) = json[at..].iter().position(|byte| *byte == b'\\') {
        at += offset;
        match unit(&json[at..]) {
            Some(0xd800..=0xdbff) if matches!(unit(&json[at + 6..]), Some(0xdc00..=0xdfff)) => {
                at += 12;
            }
            Some(0xd800..=0xdfff) => {
                mended.extend_from_slice(&json[done..at]);
                mended.extend_from_slice(REPLACEMENT);
                n_mended += 1;
                at += 6;
                done = at;
            }
            // Two bytes at least, so that the second of two backslashes begins no escape.
            _ => at = json.len().min(at + 2),
        }
    }
    if n_mended == 0 {
        return (Cow::Borrowed(json), 0);
    }
    mended.extend_from_slice(&json[done..]);
    (Cow::Owned(mended), n_mended)
}

/// The UTF-16 code unit of the escape that `json` begins with.
fn unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    fn check(json: &str, expected: &Expect) {
        let (mended, count) = mend(json.as_bytes());
        expected.assert_eq(&format!("{count} {}", String::from_utf8_lossy(&mended)));
    }

    #[test]
    fn halves_are_replaced() {
        check(r#""a \ud83d b""#, &expect![[r#"1 "a \ufffd b""#]]);
        check(
            r#""\uDE00\ud83d\ud83d\ude00""#,
            &expect![[r#"2 "\ufffd\ufffd\ud83d\ude00""#]],
        );
    }

    #[test]
    fn the_rest_stays_as_it_is() {
        check(
            r#""\ud83d\ude00 \u00e9 \\ud83d \ud8""#,
            &expect![[r#"0 "\ud83d\ude00 \u00e9 \\ud83d \ud8""#]],
        );
        check(r#""\"#, &expect![[r#"0 "\"#]]);
    }

    proptest! {
        #[test]
        fn what_a_reader_understands_is_left_alone(text in any::<String>()) {
            let json = serde_json::Value::from(text).to_string();
            prop_assert_eq!(mend(json.as_bytes()).1, 0);
        }
    }
}
