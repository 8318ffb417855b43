//! The language of the article's own text, by its letters and trigrams (whatlang). Too little text tells nothing.

use dateline_schema::Language;
use whatlang::{Lang, Script};

/// The language of a text.
pub(crate) fn detect(text: &str) -> Option<Language> {
    /// Trigrams of fewer letters err too often.
    const LEAST: usize = 40;
    /// More text makes the answer no better, only slower; in bytes.
    const MOST: usize = 2 * 1024;
    let end = (0..=text.len().min(MOST))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    let text = &text[..end];
    if text.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    let info = whatlang::detect(text)?;
    // Trigrams take a few English lines full of names for whatever language the names are from.
    if info.script() == Script::Latin && info.lang() != Lang::Eng && reads_as_english(text) {
        return Some(Language {
            code: "en".to_owned(),
            confidence: 0.5,
        });
    }
    let code = iso_639_1(info.lang().code())?;
    Some(Language {
        code: code.to_owned(),
        confidence: info.confidence() as f32,
    })
}

/// Whether enough of the words are such as join sentences in English and in no other language.
fn reads_as_english(text: &str) -> bool {
    /// They are an eighth of the words of English news, and hardly one in a hundred of any other.
    const LEAST_SHARE: f64 = 0.05;
    let (mut n_words, mut n_joining) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        n_words += usize::from(!word.is_empty());
        n_joining += usize::from(matches!(
            word,
            "the" | "The" | "and" | "that" | "with" | "from" | "were" | "has" | "which" | "their"
        ));
    }
    n_joining as f64 >= n_words as f64 * LEAST_SHARE
}

/// ISO 639-3 to ISO 639-1, for the languages that the detector knows.
fn iso_639_1(code: &str) -> Option<&'static str> {
    Some(match code {
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "nb",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<&str>) {
        let found = detect(text).map(|language| language.code);
        assert_eq!(found.as_deref(), want, "{text}");
    }

    #[test]
    fn short_english_full_of_names_is_english() {
        check(
            "Canada accused Spain on Tuesday, the minister said.",
            Some("en"),
        );
        check(
            "Kaja Kallas met Alar Karis in Tallinn to sign the Narva accord.",
            Some("en"),
        );
    }

    #[test]
    fn neighbours_of_english_stay_what_they_are() {
        check(
            "Le ministre a dit mardi que l'accord avec les syndicats n'avait pas encore été signé.",
            Some("fr"),
        );
        check(
            "Der Minister sagte am Dienstag, dass die Armee die Stadt in der Nacht angegriffen hat.",
            Some("de"),
        );
    }
}
