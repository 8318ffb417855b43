//! The words of a text as hashes: lower case, without punctuation.

/// The FNV prime, by which letters are mixed into the hash of their word.
const PRIME: u64 = 0x0100_0000_01b3;

/// The FNV offset, with which the hash of a word begins.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// Calls `each` with the hash of every word. Letters beyond ASCII count as they are, and general punctuation
/// (U+2000 to U+206F: dashes, quotation marks, spaces) and the no-break space separate words as ASCII's does, except
/// that an apostrophe of either kind is left out.
pub(crate) fn each_word(text: &str, mut each: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut hash = OFFSET;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match CLASS[usize::from(byte)] {
            Class::Letter => hash = (hash ^ u64::from(byte | 0x20)).wrapping_mul(PRIME),
            Class::Other => hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME),
            Class::Apostrophe => {}
            Class::Punctuation if byte == 0xe2 || byte == 0xc2 => {
                let mark = match bytes.get(at..at + 3) {
                    // ‘ and ’
                    Some([0xe2, 0x80, 0x98 | 0x99]) => Some((2, false)),
                    Some([0xe2, 0x80 | 0x81, _]) => Some((2, true)),
                    _ => (bytes.get(at..at + 2) == Some(&[0xc2, 0xa0])).then_some((1, true)),
                };
                match mark {
                    Some((n_more, separates)) => {
                        at += n_more;
                        if separates {
                            end(&mut hash, &mut each);
                        }
                    }
                    None => hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME),
                }
            }
            Class::Punctuation => end(&mut hash, &mut each),
        }
        at += 1;
    }
    end(&mut hash, &mut each);
}

fn end(hash: &mut u64, each: &mut impl FnMut(u64)) {
    if *hash != OFFSET {
        each(*hash);
        *hash = OFFSET;
    }
}

#[derive(Clone, Copy)]
enum Class {
    Letter,
    Other,
    Apostrophe,
    Punctuation,
}

const CLASS: [Class; 256] = {
    let mut class = [Class::Punctuation; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'0'..=b'9' => Class::Other,
            b'\'' => Class::Apostrophe,
            0xc2 | 0xe2 => Class::Punctuation,
            0x80.. => Class::Other,
            _ => Class::Punctuation,
        };
        byte += 1;
    }
    class
};

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word));
        words
    }

    #[test]
    fn case_marks_and_space_do_not_count() {
        let plain = words("it isn't over the minister said in 2020");
        assert_eq!(plain.len(), 8);
        for text in [
            "“It isn’t over,” the Minister said — in 2020.",
            "It isn't\u{a0}over;the\u{2028}minister said\n\n(in 2020)",
        ] {
            assert_eq!(words(text), plain, "{text}");
        }
    }

    #[test]
    fn letters_of_every_script_count() {
        assert_eq!(words("Łódź, São Paulo").len(), 3);
        assert_ne!(words("Łódź"), words("Lodz"));
        assert_ne!(words("£5"), words("5"));
        assert_eq!(words("… – !"), []);
    }
}
