//! The language of the article's own text, by its letters, trigrams (whatlang) and function words. Too little text
//! tells nothing; a short text is English, the language that is read here, unless its own words say otherwise.

use std::borrow::Cow;

use dateline_data::FunctionWords;
use dateline_schema::Language;
use whatlang::{Lang, Script};

/// The language of a text.
pub(crate) fn detect(text: &str, words: &FunctionWords) -> Option<Language> {
    /// Trigrams of fewer letters err too often.
    const LEAST: usize = 40;
    /// More text makes the answer no better, only slower; in bytes.
    const MOST: usize = 2 * 1024;
    let end = (0..=text.len().min(MOST))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    let prose = prose(&text[..end]);
    let n_letters = prose.chars().filter(|c| c.is_alphabetic()).count();
    if n_letters < LEAST {
        return None;
    }
    let info = whatlang::detect(&prose)?;
    let is_doubtful = info.script() == Script::Latin && info.lang() != Lang::Eng;
    if is_doubtful && reads_as_english(&prose, n_letters, info.is_reliable(), words) {
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

/// The text without addresses, hashtags and names of accounts, which are written alike in every language.
fn prose(text: &str) -> Cow<'_, str> {
    let is_address = |word: &str| word.starts_with(['@', '#']) || word.contains("://");
    if !text.contains(['@', '#']) && !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let kept: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !is_address(word))
        .collect();
    Cow::Owned(kept.join(" "))
}

/// Whether a text that trigrams take for another language is English all the same. They take a few English lines full of
/// names for whatever language the names are from; but no language is written without its function words, so these
/// decide. Where they do not, as in a heap of names, only much text and sure trigrams speak for the other language.
fn reads_as_english(
    text: &str,
    n_letters: usize,
    is_reliable: bool,
    words: &FunctionWords,
) -> bool {
    /// About thirty words, of which ten would be function words.
    const MUCH: usize = 150;
    let (mut n_english, mut n_foreign) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        n_english += usize::from(words.is_english(word));
        n_foreign += usize::from(words.is_foreign(word));
    }
    match n_english.cmp(&n_foreign) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => n_letters < MUCH || !is_reliable,
    }
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
    use dateline_data::Outlets;

    use super::*;

    fn check(text: &str, want: Option<&str>) {
        let outlets = Outlets::builtin().unwrap();
        let found = detect(text, outlets.function_words()).map(|language| language.code);
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
        check(
            "Photo: Nakamura, Okonkwo, Dragomir. Tallinn, Narva, Tartu, Riga.",
            Some("en"),
        );
    }

    #[test]
    fn short_english_of_social_networks_is_english() {
        check(
            "Gna miss dinner w mama tmr!! so sian :( #tgif #happykids @tan_ah_lian http://example.org/x1",
            None,
        );
        check(
            "Omg finally reached Changi, gna miss Tokyo sooo much! Next trip tmr hahaha #wanderlust",
            Some("en"),
        );
    }

    #[test]
    fn short_texts_of_other_languages_are_told() {
        check(
            "El ministro viaja el lunes a Tartu para firmar el acuerdo.",
            Some("es"),
        );
        check(
            "Der Minister reist am Montag nach Tartu und unterschreibt das Abkommen.",
            Some("de"),
        );
        check(
            "Bugün hava çok güzel ve Ankara için yeni bir gün başladı #mutlu http://example.org/x1",
            Some("tr"),
        );
    }

    #[test]
    fn english_words_inside_another_language_do_not_make_it_english() {
        check(
            "La banda presentó su disco The Best of the North en la plaza de Tartu para los jóvenes.",
            Some("es"),
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
