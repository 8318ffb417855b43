//! A country, organisation or person, and what it was when.

use dateline_schema::{ActorKind, Code, Date, Interval};

/// A country, organisation or person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its usual English name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its codes where no tenure says otherwise, the most likely first.
    pub codes: Vec<Code>,
    /// What it was when, the earliest first.
    pub tenures: Vec<Tenure>,
}

/// An office held, or a time during which an organisation had these codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The office: "foreign minister"; empty for an organisation.
    pub role: String,
    /// Codes during it, the most likely first.
    pub codes: Vec<Code>,
    /// Its first day, or the first possible one.
    pub from: Date,
    /// Its last day, or the last possible one; none while it lasts.
    pub to: Option<Date>,
    /// Whether death ended it, so that nobody is a former holder.
    pub died: bool,
}

/// What an entity was at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Codes, the most likely first.
    pub codes: Vec<Code>,
    /// The tenure that they come from.
    pub tenure: Option<&'a Tenure>,
    /// Whether the tenure was over and its holder lived on.
    pub former: bool,
}

impl Entity {
    /// What it was on a day of which only `when` is known.
    ///
    /// The latest tenure that `when` allows decides. One who has left office is a member of the elite (PLOVER's
    /// ELI); of one who died in it the office remains. Before the first office only the country is known.
    #[must_use]
    pub fn standing(&self, when: Interval) -> Standing<'_> {
        let begun = |tenure: &&Tenure| when.high.is_none_or(|high| tenure.from <= high);
        let lasting = |tenure: &&Tenure| {
            tenure
                .to
                .is_none_or(|to| when.low.is_none_or(|low| low <= to))
        };
        let current = self
            .tenures
            .iter()
            .rev()
            .find(|tenure| begun(tenure) && lasting(tenure));
        let past = || self.tenures.iter().rev().find(begun);
        if let Some(tenure) = current {
            return Standing {
                codes: tenure.codes.clone(),
                tenure: Some(tenure),
                former: false,
            };
        }
        if let Some(tenure) = past() {
            let former = !tenure.died && self.kind == ActorKind::Person;
            let codes = if former {
                tenure.codes.iter().map(former_code).collect()
            } else {
                tenure.codes.clone()
            };
            return Standing {
                codes,
                tenure: Some(tenure),
                former,
            };
        }
        let codes = match self.tenures.first() {
            Some(tenure) if self.codes.is_empty() => country_only(&tenure.codes),
            _ => self.codes.clone(),
        };
        Standing {
            codes,
            tenure: None,
            former: false,
        }
    }
}

/// PLOVER's sector of former officials who hold no office now.
const ELITE: &str = "ELI";

fn former_code(code: &Code) -> Code {
    match (code.country(), code.sector()) {
        (Some(country), Some("GOV" | "MIL" | "LEG" | "SPY" | "JUD" | "COP")) => {
            Code::new(&format!("{country}{ELITE}")).unwrap_or_else(|_| code.clone())
        }
        _ => code.clone(),
    }
}

fn country_only(codes: &[Code]) -> Vec<Code> {
    let country = codes.first().and_then(Code::country);
    country
        .and_then(|country| Code::new(country).ok())
        .into_iter()
        .collect()
}
