//! News outlets, and the words that mark the furniture of a page.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use dateline_schema::Role;

use crate::byline_phrases::{BylinePhrase, BylinePhrases};
use crate::date_labels::{DateLabel, DateLabels};
use crate::function_words::FunctionWords;
use crate::sections::{SectionKind, Sections};
use crate::wire_phrases::WirePhrases;
use crate::{Error, ErrorKind, LineModel, LineTrees, Table};

/// What an outlet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutletKind {
    /// A news agency, whose reports others print.
    Agency,
    /// A newspaper, magazine or news site.
    Paper,
    /// A radio or television station.
    Broadcaster,
    /// A social network or video platform, where anybody publishes.
    Platform,
}

/// Who publishes news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual English name: "Le Monde", "Fars News Agency".
    pub name: String,
    /// Its other names in text: "AFP", "the Times".
    pub aliases: Vec<String>,
    /// Hosts that are its own, without `www.`.
    pub domains: Vec<String>,
    /// Where it is based, ISO 3166 alpha-3; `None` where it belongs to no one country.
    pub country: Option<String>,
    /// What it is.
    pub kind: OutletKind,
}

/// How much of a line a furniture phrase takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhrasePlace {
    /// The line is the phrase.
    Whole,
    /// The line begins with it.
    Start,
    /// The line ends with it.
    End,
    /// The line holds it somewhere.
    Inside,
}

/// What stands around an outlet's name in a line of its own furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletFrame {
    /// What the line begins with, in small letters; empty where the name opens it.
    pub before: String,
    /// What follows the name, in small letters; empty where anything may.
    pub after: String,
    /// Whether such lines name outlets only, not people or sections too.
    pub telling: bool,
}

/// News outlets and the words that mark the furniture of a page.
///
/// ```
/// use dateline_data::Outlets;
///
/// let outlets = Outlets::builtin()?;
/// assert_eq!(outlets.by_domain("www.lemonde.fr").unwrap().name, "Le Monde");
/// assert_eq!(outlets.by_name("agence france-presse").unwrap().aliases, ["AFP"]);
/// assert_eq!(outlets.month("Août"), Some(8));
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Outlets {
    outlets: Vec<Outlet>,
    by_name: HashMap<String, usize>,
    by_domain: HashMap<String, usize>,
    frames: Vec<OutletFrame>,
    months: HashMap<String, i8>,
    date_labels: DateLabels,
    time_zones: HashSet<String>,
    weekdays: HashSet<String>,
    function_words: FunctionWords,
    class_words: HashMap<String, Role>,
    byline_roles: HashSet<String>,
    byline_groups: HashSet<String>,
    byline_degrees: HashSet<String>,
    given_names: HashSet<String>,
    byline_phrases: BylinePhrases,
    wire_phrases: WirePhrases,
    sections: Sections,
    whole: HashMap<String, Role>,
    starts: Phrases,
    ends: Vec<(String, Role)>,
    inside: Phrases,
    html_lines: LineModel,
    flat_trees: LineTrees,
}

/// The texts of the files that [`Outlets`] are read from.
#[derive(Clone, Copy, Debug)]
pub struct OutletFiles<'a> {
    /// `name`, `aliases`, `domains`, `country`, `kind`.
    pub outlets: &'a str,
    /// `before`, `after`, `telling`.
    pub outlet_frames: &'a str,
    /// `phrase`, `how`, `role`.
    pub furniture: &'a str,
    /// `word`, `role`.
    pub class_words: &'a str,
    /// `word`.
    pub byline_roles: &'a str,
    /// `word`.
    pub byline_groups: &'a str,
    /// `word`.
    pub byline_degrees: &'a str,
    /// `name`, `gender`.
    pub given_names: &'a str,
    /// `phrase`, `kinds`.
    pub byline_phrases: &'a str,
    /// `phrase`, `place`.
    pub wire_phrases: &'a str,
    /// `word`, `name`, `kind`.
    pub sections: &'a str,
    /// `name`, `month`.
    pub months: &'a str,
    /// `label`, `kind`.
    pub date_labels: &'a str,
    /// `name`.
    pub time_zones: &'a str,
    /// `name`.
    pub weekdays: &'a str,
    /// `language`, `words`.
    pub function_words: &'a str,
    /// Weights for the lines of HTML pages.
    pub html_lines: &'a str,
    /// Trees for the lines of flattened pages: `row`, `nodes`.
    pub flat_trees: &'a str,
    /// The weights of words for them: `word`, `weight`.
    pub flat_words: &'a str,
}

impl OutletFiles<'static> {
    /// The data that comes with the source.
    pub const BUILTIN: Self = Self {
        outlets: include_str!("../../../data/article/outlets.tsv"),
        outlet_frames: include_str!("../../../data/article/outlet-frames.tsv"),
        furniture: include_str!("../../../data/article/furniture.tsv"),
        class_words: include_str!("../../../data/article/class-words.tsv"),
        byline_roles: include_str!("../../../data/article/byline-roles.tsv"),
        byline_groups: include_str!("../../../data/article/byline-groups.tsv"),
        byline_degrees: include_str!("../../../data/article/byline-degrees.tsv"),
        given_names: include_str!("../../../data/parse/given-names.tsv"),
        byline_phrases: include_str!("../../../data/article/byline-phrases.tsv"),
        wire_phrases: include_str!("../../../data/article/wire-phrases.tsv"),
        sections: include_str!("../../../data/article/sections.tsv"),
        months: include_str!("../../../data/article/months.tsv"),
        date_labels: include_str!("../../../data/article/date-labels.tsv"),
        time_zones: include_str!("../../../data/article/time-zones.tsv"),
        weekdays: include_str!("../../../data/article/weekdays.tsv"),
        function_words: include_str!("../../../data/article/function-words.tsv"),
        html_lines: include_str!("../../../data/article/html-lines.tsv"),
        flat_trees: include_str!("../../../models/page/flat-trees.tsv"),
        flat_words: include_str!("../../../models/page/flat-words.tsv"),
    };
}

impl Outlets {
    /// The data that comes with the source.
    ///
    /// # Errors
    /// If a file under `data/article/` is malformed.
    pub fn builtin() -> Result<Self, Error> {
        Self::read(OutletFiles::BUILTIN)
    }

    /// Reads other text of the same form.
    ///
    /// # Errors
    /// If a text is malformed.
    pub fn read(files: OutletFiles<'_>) -> Result<Self, Error> {
        let outlets = read_outlets(files.outlets)?;
        let mut by_name = HashMap::new();
        let mut by_domain = HashMap::new();
        for (idx, outlet) in outlets.iter().enumerate() {
            for domain in &outlet.domains {
                by_domain.entry(domain.clone()).or_insert(idx);
            }
            by_name.insert(outlet.name.to_lowercase(), idx);
        }
        // A usual name outranks another outlet's alias.
        for (idx, outlet) in outlets.iter().enumerate() {
            for alias in &outlet.aliases {
                by_name.entry(alias.to_lowercase()).or_insert(idx);
            }
        }

        let columns = ["before", "after", "telling"];
        let frames = Table::read("outlet-frames.tsv", files.outlet_frames, &columns)?
            .rows()
            .map(|row| {
                Ok(OutletFrame {
                    before: row.get(0).to_owned(),
                    after: row.get(1).to_owned(),
                    telling: match row.get(2) {
                        "yes" => true,
                        "no" => false,
                        _ => return Err(row.error("telling must be yes or no")),
                    },
                })
            })
            .collect::<Result<_, Error>>()?;

        let phrases = Table::read("furniture.tsv", files.furniture, &["phrase", "how", "role"])?;
        let (mut whole, mut starts, mut ends, mut inside) =
            (HashMap::new(), Vec::new(), Vec::new(), Vec::new());
        for row in phrases.rows() {
            let phrase = row.get(0).to_owned();
            let role = Role::from_name(row.get(2)).ok_or_else(|| row.error("no such role"))?;
            match row.get(1) {
                "whole" => {
                    whole.insert(phrase, role);
                }
                "start" => starts.push((phrase, role)),
                "end" => ends.push((phrase, role)),
                "contain" => inside.push((phrase, role)),
                _ => return Err(row.error("how must be whole, start, end or contain")),
            }
        }

        let words = Table::read("class-words.tsv", files.class_words, &["word", "role"])?;
        let class_words = words
            .rows()
            .map(|row| {
                let role = Role::from_name(row.get(1)).ok_or_else(|| row.error("no such role"))?;
                Ok((row.get(0).to_owned(), role))
            })
            .collect::<Result<_, Error>>()?;

        let roles = Table::read("byline-roles.tsv", files.byline_roles, &["word"])?;
        let byline_roles = roles.rows().map(|row| row.get(0).to_owned()).collect();

        let groups = Table::read("byline-groups.tsv", files.byline_groups, &["word"])?;
        let byline_groups = groups.rows().map(|row| row.get(0).to_owned()).collect();

        let degrees = Table::read("byline-degrees.tsv", files.byline_degrees, &["word"])?;
        let byline_degrees = degrees.rows().map(|row| row.get(0).to_owned()).collect();

        let given = Table::read("given-names.tsv", files.given_names, &["name", "gender"])?;
        let given_names = given.rows().map(|row| row.get(0).to_owned()).collect();

        let names = Table::read("months.tsv", files.months, &["name", "month"])?;
        let months = names
            .rows()
            .map(|row| match row.get(1).parse() {
                Ok(month @ 1..=12) => Ok((row.get(0).to_owned(), month)),
                _ => Err(row.error("a month is a number from 1 to 12")),
            })
            .collect::<Result<_, Error>>()?;

        let zones = Table::read("time-zones.tsv", files.time_zones, &["name"])?;
        let time_zones = zones.rows().map(|row| row.get(0).to_owned()).collect();

        let days = Table::read("weekdays.tsv", files.weekdays, &["name"])?;
        let weekdays = days.rows().map(|row| row.get(0).to_owned()).collect();

        Ok(Self {
            outlets,
            by_name,
            by_domain,
            frames,
            months,
            date_labels: DateLabels::read(files.date_labels)?,
            time_zones,
            weekdays,
            function_words: FunctionWords::read(files.function_words)?,
            class_words,
            byline_roles,
            byline_groups,
            byline_degrees,
            given_names,
            byline_phrases: BylinePhrases::read(files.byline_phrases)?,
            wire_phrases: WirePhrases::read(files.wire_phrases)?,
            sections: Sections::read(files.sections)?,
            whole,
            starts: Phrases::new(starts, StartKind::Anchored)?,
            ends,
            inside: Phrases::new(inside, StartKind::Unanchored)?,
            html_lines: LineModel::read("html-lines.tsv", files.html_lines)?,
            flat_trees: LineTrees::read(files.flat_trees, files.flat_words)?,
        })
    }

    /// Every outlet, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.outlets.iter()
    }

    /// The outlet with this usual name or alias, in whatever case.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Outlet> {
        let name = name.trim().to_lowercase();
        let idx = self
            .by_name
            .get(&name)
            .or_else(|| self.by_name.get(name.strip_prefix("the ")?))?;
        Some(&self.outlets[*idx])
    }

    /// The outlet that this host belongs to: its own, or one that ends in its own.
    #[must_use]
    pub fn by_domain(&self, host: &str) -> Option<&Outlet> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&idx) = self.by_domain.get(rest) {
                return Some(&self.outlets[idx]);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// What stands around the names of outlets in furniture, in the order of the file.
    #[must_use]
    pub fn frames(&self) -> &[OutletFrame] {
        &self.frames
    }

    /// The month of this name, full or short, in any of the languages of the file.
    #[must_use]
    pub fn month(&self, name: &str) -> Option<i8> {
        self.months
            .get(&name.trim_end_matches('.').to_lowercase())
            .copied()
    }

    /// What the words before a date say it is the date of; they end in a label, with a few words behind it at most.
    ///
    /// ```
    /// use dateline_data::{DateLabel, Outlets};
    ///
    /// let outlets = Outlets::builtin()?;
    /// assert_eq!(outlets.date_label("By Jane Roe | Last updated: Monday, "), Some(DateLabel::Updated));
    /// assert_eq!(outlets.date_label("The council met on "), None);
    /// # Ok::<(), dateline_data::Error>(())
    /// ```
    #[must_use]
    pub fn date_label(&self, before: &str) -> Option<DateLabel> {
        self.date_labels.find(before)
    }

    /// Whether this is the short name of a time zone, in capitals.
    #[must_use]
    pub fn is_time_zone(&self, name: &str) -> bool {
        self.time_zones.contains(name)
    }

    /// Whether a word is the name of a day of the week, in whatever case.
    #[must_use]
    pub fn is_weekday(&self, word: &str) -> bool {
        self.weekdays.contains(word.to_lowercase().as_str())
    }

    /// The words that tell English from its neighbours.
    #[must_use]
    pub fn function_words(&self) -> &FunctionWords {
        &self.function_words
    }

    /// The role of text in an element with this word, in small letters, in its class or id.
    #[must_use]
    pub fn class_role(&self, word: &str) -> Option<Role> {
        self.class_words.get(word).copied()
    }

    /// Whether a word in a byline is a role, a desk or a part of an organisation's name, and so no person's name.
    #[must_use]
    pub fn is_byline_role(&self, word: &str) -> bool {
        self.byline_roles
            .contains(word.trim_matches('.').to_lowercase().as_str())
    }

    /// Whether a word in a byline says that a group of people signs: a team, a desk, the staff.
    #[must_use]
    pub fn is_byline_group(&self, word: &str) -> bool {
        self.byline_groups.contains(word.to_lowercase().as_str())
    }

    /// Whether a word behind a name is an academic or professional degree: "MD", "Ph.D.", "CPA".
    #[must_use]
    pub fn is_byline_degree(&self, word: &str) -> bool {
        let letters: String = word
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        self.byline_degrees.contains(letters.as_str())
    }

    /// Whether a word, capitalised as names are, is a person's given name.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(word)
    }

    /// The phrases of a kind around the names of bylines, the longer ones first, in small letters.
    #[must_use]
    pub fn byline_phrases(&self, kind: BylinePhrase) -> &[String] {
        self.byline_phrases.of(kind)
    }

    /// The words around the names of agencies in credits.
    #[must_use]
    pub fn wire_phrases(&self) -> &WirePhrases {
        &self.wire_phrases
    }

    /// The usual name of a section and what it is, by its words in whatever case, with spaces or hyphens.
    ///
    /// ```
    /// use dateline_data::{Outlets, SectionKind};
    ///
    /// let outlets = Outlets::builtin()?;
    /// assert_eq!(outlets.section("middle-east"), Some(("Middle East", SectionKind::Section)));
    /// assert_eq!(outlets.section("Harbour Gazette"), None);
    /// # Ok::<(), dateline_data::Error>(())
    /// ```
    #[must_use]
    pub fn section(&self, words: &str) -> Option<(&str, SectionKind)> {
        self.sections.find(words)
    }

    /// The furniture phrase of a line, if it has one: the whole line first, then its start, its end, its inside.
    #[must_use]
    pub fn furniture(&self, line: &str) -> Option<(PhrasePlace, Role)> {
        let line = folded(line);
        let line = line.as_str();
        let whole = self
            .whole
            .get(line.trim_end_matches([' ', ':', '»', '›', '→']));
        if let Some(&role) = whole.or_else(|| self.whole.get(line)) {
            return Some((PhrasePlace::Whole, role));
        }
        if let Some(role) = self.starts.find(line) {
            return Some((PhrasePlace::Start, role));
        }
        if let Some((_, role)) = self
            .ends
            .iter()
            .find(|(end, _)| line.ends_with(end.as_str()))
        {
            return Some((PhrasePlace::End, *role));
        }
        Some((PhrasePlace::Inside, self.inside.find(line)?))
    }

    /// The weights for the lines of HTML pages.
    #[must_use]
    pub fn html_lines(&self) -> &LineModel {
        &self.html_lines
    }

    /// The trees for the lines of flattened pages.
    #[must_use]
    pub fn flat_trees(&self) -> &LineTrees {
        &self.flat_trees
    }
}

/// Many phrases, looked for at once.
#[derive(Clone, Debug)]
struct Phrases {
    automaton: AhoCorasick,
    roles: Vec<Role>,
    anchored: Anchored,
}

impl Phrases {
    fn new(phrases: Vec<(String, Role)>, start: StartKind) -> Result<Self, Error> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(start)
            .build(phrases.iter().map(|(phrase, _)| phrase))
            .map_err(|error| Error::new(ErrorKind::Value, "furniture.tsv", 0, error.to_string()))?;
        let anchored = match start {
            StartKind::Anchored => Anchored::Yes,
            _ => Anchored::No,
        };
        let roles = phrases.into_iter().map(|(_, role)| role).collect();
        Ok(Self {
            automaton,
            roles,
            anchored,
        })
    }

    fn find(&self, line: &str) -> Option<Role> {
        let found = self
            .automaton
            .find(Input::new(line).anchored(self.anchored))?;
        Some(self.roles[found.pattern().as_usize()])
    }
}

fn read_outlets(text: &str) -> Result<Vec<Outlet>, Error> {
    let columns = ["name", "aliases", "domains", "country", "kind"];
    let table = Table::read("outlets.tsv", text, &columns)?;
    table
        .rows()
        .map(|row| {
            let country = row.get(3);
            let is_code = country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase());
            if !is_code && !country.is_empty() {
                return Err(row.error("a country is an ISO 3166 alpha-3 code"));
            }
            let kind = match row.get(4) {
                "agency" => OutletKind::Agency,
                "paper" => OutletKind::Paper,
                "broadcaster" => OutletKind::Broadcaster,
                "platform" => OutletKind::Platform,
                _ => return Err(row.error("kind must be agency, paper, broadcaster or platform")),
            };
            Ok(Outlet {
                name: row.get(0).to_owned(),
                aliases: row.list(1).map(str::to_owned).collect(),
                domains: row.list(2).map(str::to_owned).collect(),
                country: is_code.then(|| country.to_owned()),
                kind,
            })
        })
        .collect()
}

/// Small letters, straight quotation marks, no signs before the first letter that only decorate.
fn folded(line: &str) -> String {
    /// Phrases are looked for in the first bytes of a line only; nobody writes a longer plea.
    const LONGEST: usize = 400;
    let line = line.trim_start_matches([
        ' ', '›', '»', '•', '·', '|', '-', '–', '—', '→', '▶', '+', '*', '#', '>', '↓', '✕', '×',
    ]);
    let end = line.len().min(LONGEST);
    let end = (0..=end)
        .rev()
        .find(|&end| line.is_char_boundary(end))
        .unwrap_or(0);
    let mut out = String::with_capacity(end);
    for c in line[..end].chars() {
        match c {
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{a0}' => out.push(' '),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets() -> Outlets {
        Outlets::builtin().expect("the built-in data is well-formed")
    }

    #[test]
    fn a_host_belongs_to_the_longest_known_domain() {
        let outlets = outlets();
        assert_eq!(outlets.by_domain("news.bbc.co.uk").unwrap().name, "BBC");
        assert!(outlets.by_domain("notbbc.co.uk").is_none());
        assert!(outlets.by_domain("uk").is_none());
    }

    #[test]
    fn a_usual_name_outranks_an_alias() {
        let outlets = outlets();
        for outlet in outlets.iter() {
            assert_eq!(outlets.by_name(&outlet.name), Some(outlet));
        }
    }

    #[test]
    fn names_domains_and_rows_are_said_once() {
        let outlets = outlets();
        let mut domains: Vec<_> = outlets.iter().flat_map(|o| &o.domains).collect();
        let n_domains = domains.len();
        domains.sort();
        domains.dedup();
        assert_eq!(domains.len(), n_domains);
        assert!(outlets.iter().is_sorted_by_key(|o| o.name.clone()));
    }

    #[test]
    fn furniture_says_where_the_phrase_stands() {
        let outlets = outlets();
        let check = |line: &str, want| assert_eq!(outlets.furniture(line), want, "{line}");
        check("› Subscribe", Some((PhrasePlace::Whole, Role::Newsletter)));
        check("Leave a Reply", Some((PhrasePlace::Whole, Role::Comment)));
        check(
            "Sign up for the evening brief",
            Some((PhrasePlace::Start, Role::Newsletter)),
        );
        check("12 min read", Some((PhrasePlace::End, Role::Related)));
        check("The clerk subscribed to the paper.", None);
    }

    #[test]
    fn refuses_what_it_does_not_know_and_names_the_line() {
        let files = OutletFiles {
            months: "name\tmonth\nsmarch\t13\n",
            ..OutletFiles::BUILTIN
        };
        let error = Outlets::read(files).unwrap_err();
        assert_eq!(
            error.to_string(),
            "months.tsv:2: a month is a number from 1 to 12"
        );
    }
}
