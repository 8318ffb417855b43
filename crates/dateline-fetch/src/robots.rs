//! What a host's robots.txt lets a program fetch: RFC 9309, and `Crawl-delay`, which is older than that and widely used.

use std::time::Duration;

use memchr::memmem;

/// So much of a file is read, in bytes: what the standard asks for at least.
pub(crate) const MOST_READ: usize = 500 << 10;

/// The rules of a host for one program.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

#[derive(Clone, Debug)]
struct Rule {
    /// What paths begin with, `*` for anything; without the `$`.
    pieces: Vec<Vec<u8>>,
    /// Whether the path must end where the pattern does.
    is_anchored: bool,
    /// The longer the pattern, the more it counts.
    len: usize,
    allows: bool,
}

impl Robots {
    /// Reads the rules for the program whose name is `product`: those of all groups that name it, or, where none does,
    /// those for everybody. What is not understood is left out.
    ///
    /// ```
    /// use dateline_fetch::Robots;
    ///
    /// let robots = Robots::parse(b"User-agent: *\nDisallow: /private/\nAllow: /private/open", "dateline");
    /// assert!(robots.allows("/news"));
    /// assert!(!robots.allows("/private/draft"));
    /// assert!(robots.allows("/private/open"));
    /// ```
    #[must_use]
    pub fn parse(file: &[u8], product: &str) -> Self {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let file = &file[..file.len().min(MOST_READ)];
        let (mut own, mut everybody) = (Self::default(), Self::default());
        let mut names_us = false;
        let mut groups = Groups::default();
        for line in file.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let line = line.split(|byte| *byte == b'#').next().unwrap_or(line);
            let Some(colon) = memchr::memchr(b':', line) else {
                continue;
            };
            let (field, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
            match field.to_ascii_lowercase().as_slice() {
                b"user-agent" => {
                    groups.begin(value, product);
                    names_us |= groups.is_ours;
                }
                b"allow" | b"disallow" => {
                    groups.has_rules = true;
                    let allows = field.len() == b"allow".len();
                    let Some(rule) = Rule::parse(value, allows) else {
                        continue;
                    };
                    if groups.is_everybody {
                        everybody.rules.push(rule.clone());
                    }
                    if groups.is_ours {
                        own.rules.push(rule);
                    }
                }
                b"crawl-delay" => {
                    let Some(delay) = seconds(value) else {
                        continue;
                    };
                    for (robots, told) in [
                        (&mut everybody, groups.is_everybody),
                        (&mut own, groups.is_ours),
                    ] {
                        if told {
                            robots.crawl_delay = robots.crawl_delay.max(Some(delay));
                        }
                    }
                }
                _ => {}
            }
        }
        if names_us { own } else { everybody }
    }

    /// Whether the program may fetch a path, which may have a query behind it. The longest pattern that fits decides,
    /// and of two equally long ones the one that allows.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path.as_bytes());
        if path == b"/robots.txt" {
            return true;
        }
        self.rules
            .iter()
            .filter(|rule| rule.fits(&path))
            .max_by_key(|rule| (rule.len, rule.allows))
            .is_none_or(|rule| rule.allows)
    }

    /// How long the host asks to be left alone between two pages.
    #[must_use]
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }
}

/// Whom the lines that are being read are for. Groups follow one another, and several names may stand before the rules.
#[derive(Default)]
struct Groups {
    is_ours: bool,
    is_everybody: bool,
    has_rules: bool,
}

impl Groups {
    fn begin(&mut self, name: &[u8], product: &str) {
        if self.has_rules {
            *self = Self::default();
        }
        // A version or a comment may follow the name.
        let len = name
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-'))
            .count();
        self.is_ours |= name[..len].eq_ignore_ascii_case(product.as_bytes());
        self.is_everybody |= name.first() == Some(&b'*');
    }
}

impl Rule {
    /// A rule, unless the pattern is none: an empty one forbids nothing.
    fn parse(pattern: &[u8], allows: bool) -> Option<Self> {
        let (pattern, is_anchored) = match pattern.strip_suffix(b"$") {
            Some(pattern) => (pattern, true),
            None => (pattern, false),
        };
        if !matches!(pattern.first(), Some(b'/' | b'*')) {
            return None;
        }
        let pattern = normal(pattern);
        Some(Self {
            pieces: pattern
                .split(|byte| *byte == b'*')
                .map(<[u8]>::to_vec)
                .collect(),
            is_anchored,
            len: pattern.len() + usize::from(is_anchored),
            allows,
        })
    }

    fn fits(&self, path: &[u8]) -> bool {
        let (first, rest) = self
            .pieces
            .split_first()
            .expect("splitting gives one piece at least");
        let Some(mut left) = path.strip_prefix(first.as_slice()) else {
            return false;
        };
        let Some((last, middle)) = rest.split_last() else {
            return !self.is_anchored || left.is_empty();
        };
        for piece in middle {
            let Some(at) = memmem::find(left, piece) else {
                return false;
            };
            left = &left[at + piece.len()..];
        }
        if self.is_anchored {
            left.ends_with(last)
        } else {
            memmem::find(left, last).is_some()
        }
    }
}

/// A path or pattern with every octet written in one way: what must be escaped is, and nothing else.
fn normal(path: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [byte, after @ ..] = rest {
        rest = after;
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match escaped {
            Some(octet) => {
                rest = &after[2..];
                if octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~') {
                    written.push(octet);
                } else {
                    push_escaped(&mut written, octet);
                }
            }
            None if byte.is_ascii_graphic() => written.push(*byte),
            None => push_escaped(&mut written, *byte),
        }
    }
    written
}

fn push_escaped(written: &mut Vec<u8>, octet: u8) {
    written.extend_from_slice(format!("%{octet:02X}").as_bytes());
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// A length of time as robots.txt writes it, in seconds.
fn seconds(value: &[u8]) -> Option<Duration> {
    let value: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    Duration::try_from_secs_f64(value).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(file: &str, allowed: &[&str], forbidden: &[&str]) {
        let robots = Robots::parse(file.as_bytes(), "dateline");
        for path in allowed {
            assert!(robots.allows(path), "{path} is allowed by {file:?}");
        }
        for path in forbidden {
            assert!(!robots.allows(path), "{path} is forbidden by {file:?}");
        }
    }

    #[test]
    fn the_longest_pattern_decides() {
        check("", &["/"], &[]);
        check("<html><p>User-agent: *", &["/"], &[]);
        check("User-agent: *\nDisallow:", &["/"], &[]);
        check("User-agent: *\nDisallow: /", &["/robots.txt"], &["/", "/a"]);
        let file = "User-agent: *\nDisallow: /news\nAllow: /news/open\nAllow: /a\nDisallow: /a";
        check(
            file,
            &["/", "/new", "/news/open/1", "/a"],
            &["/news", "/newsroom"],
        );
    }

    #[test]
    fn groups_that_name_us_replace_those_for_everybody() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Dateline/2.0 (x)\nDisallow: /b\n\
                    Sitemap: https://example.org/map\nUser-agent: third\nDisallow: /c\nUser-agent: dateline\nDisallow: /d";
        check(file, &["/a", "/c"], &["/b", "/d"]);
        check(
            "User-agent: datelinebot\nDisallow: /\nUser-agent: *\nDisallow: /x",
            &["/a"],
            &["/x"],
        );
        check(
            "User-agent: dateline\nUser-agent: *\nAllow: /\n",
            &["/a"],
            &[],
        );
        check("Disallow: /", &["/a"], &[]);
    }

    #[test]
    fn stars_and_ends() {
        let file = "\u{feff}user-AGENT : * # all\r\nDISALLOW: *.pdf$\rdisallow: /*/print/*page # comment\ndisallow: /q?id=*&x";
        check(
            file,
            &["/a.pdf?x", "/print/page", "/a/print/", "/q?id=1"],
            &[
                "/a.pdf",
                "/b/a.pdf.pdf",
                "/a/b/print/x/page7",
                "/q?id=1&x=2",
            ],
        );
        check("User-agent: *\nDisallow: /a$", &["/ab", "/"], &["/a"]);
        check("User-agent: *\nDisallow: /*b$", &["/ba"], &["/b", "/bab"]);
    }

    #[test]
    fn octets_are_compared_however_they_are_written() {
        check(
            "User-agent: *\nDisallow: /gr\u{fc}n\nDisallow: /%7Ea\nDisallow: /a%2fb",
            &["/a/b", "/gr%fcn"],
            &["/gr%C3%BCn/x", "/gr%c3%bcn", "/~a", "/a%2Fb"],
        );
    }

    #[test]
    fn delays_are_those_of_the_group() {
        let delay = |file: &str| Robots::parse(file.as_bytes(), "dateline").crawl_delay();
        let file = "User-agent: a\nCrawl-delay: 9\nDisallow: /\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x";
        assert_eq!(delay(file), Some(Duration::from_millis(2500)));
        for odd in ["", "-1", "inf", "NaN", "1e300", "soon"] {
            assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {odd}")), None);
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(file in ".{0,200}", path in "/.{0,60}") {
            let _ = Robots::parse(file.as_bytes(), "dateline").allows(&path);
        }

        #[test]
        fn a_pattern_without_stars_is_a_prefix(path in "/[a-z/]{0,12}", len in 1_usize..8) {
            let pattern = &path[..len.min(path.len())];
            let robots = Robots::parse(format!("User-agent: *\nDisallow: {pattern}").as_bytes(), "dateline");
            prop_assert!(!robots.allows(&path));
        }
    }
}
