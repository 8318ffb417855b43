//! Dates in addresses: of the article itself, of its picture, and of the day on which an archive copied it.

use dateline_data::Outlets;
use dateline_schema::{Date, DateEvidence, DateKind};

use super::evidence;
use super::read::date_in_url;
use crate::html::HtmlPage;

/// The date in an address.
pub(crate) fn from_url(url: &str, outlets: &Outlets) -> Option<DateEvidence> {
    let date = date_in_url(url)?;
    let kind = DateKind::Published;
    Some(evidence(date, kind, "date-in-url", url, 0.94, outlets))
}

/// The date in the address of the picture that stands for the page: it is uploaded when the article is made. For pages that
/// nothing else dates.
pub(crate) fn from_picture(page: &HtmlPage, outlets: &Outlets) -> Option<DateEvidence> {
    let pictures = [
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
    ];
    pictures
        .iter()
        .flat_map(|name| page.meta.all(name))
        .find_map(|url| {
            // A number in a file's name is seldom a day; folders are.
            let (folder, _) = url.rsplit_once('/')?;
            let (kind, rule) = (DateKind::Published, "date-in-picture-address");
            Some(evidence(
                date_in_url(folder)?,
                kind,
                rule,
                url,
                0.46,
                outlets,
            ))
        })
}

/// The address of what an archive copied, and the day of the copy: archives put its time, to the second, before the
/// whole address ("/web/20190304101500/https://example.org/").
pub(crate) fn archived<'a>(
    url: &'a str,
    outlets: &Outlets,
) -> Option<(&'a str, Option<DateEvidence>)> {
    let (_, path) = url.split_once("://")?;
    let at = url.len() - path.len() + path.find("/http")?;
    let original = &url[at + 1..];
    let (_, stamp) = url[..at].rsplit_once('/')?;
    // Flags may follow the time: "20190304101500if_".
    let digits = stamp
        .get(..14)
        .filter(|stamp| stamp.bytes().all(|byte| byte.is_ascii_digit()))?;
    let part = |range: std::ops::Range<usize>| digits[range].parse().ok();
    let date = part(0..4).and_then(|year| {
        let (month, day) = (part(4..6)?, part(6..8)?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    });
    let found = date.map(|date| {
        let kind = DateKind::Crawled;
        evidence(date, kind, "archived-address", url, 0.95, outlets)
    });
    original.contains("://").then_some((original, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archived_copy_bounds_and_does_not_date() {
        let outlets = Outlets::builtin().unwrap();
        let url =
            "https://archive.example.org/web/20190304101500if_/http://example.com/2019/03/01/x";
        let (original, found) = archived(url, &outlets).unwrap();
        assert_eq!(original, "http://example.com/2019/03/01/x");
        let found = found.unwrap();
        assert_eq!(
            (found.kind, found.date.to_string().as_str()),
            (DateKind::Crawled, "2019-03-04")
        );
    }

    #[test]
    fn an_address_that_only_names_another_is_no_copy() {
        let outlets = Outlets::builtin().unwrap();
        for url in [
            "https://example.org/share/https://example.com/x",
            "https://example.org/2019/03/04/x",
            "https://example.org/20190304101500/x",
        ] {
            assert!(archived(url, &outlets).is_none(), "{url}");
        }
    }
}
