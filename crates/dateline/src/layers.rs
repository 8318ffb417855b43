//! The layers of analysis that a caller can ask for.

use std::fmt;
use std::str::FromStr;

/// One layer of analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Title, byline, outlet, publication date, and the role of every line.
    Article,
    /// UD syntactic words.
    Tokens,
    /// Names of people, organisations, places.
    Names,
    /// TIMEX3 expressions.
    Timexes,
    /// Resolved places.
    Toponyms,
    /// Actors with their codes.
    Entities,
    /// Who said what.
    Statements,
    /// Who did what to whom.
    Events,
    /// Event types of marked pairs.
    Pairs,
}

impl Layer {
    /// Every layer, in the order of output.
    pub const ALL: [Self; 9] = [
        Self::Article,
        Self::Tokens,
        Self::Names,
        Self::Timexes,
        Self::Toponyms,
        Self::Entities,
        Self::Statements,
        Self::Events,
        Self::Pairs,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Tokens => "tokens",
            Self::Names => "names",
            Self::Timexes => "timexes",
            Self::Toponyms => "toponyms",
            Self::Entities => "entities",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Pairs => "pairs",
        }
    }
}

/// A set of layers.
///
/// ```
/// use dateline::{Layer, Layers};
///
/// let layers: Layers = "timexes,events".parse().unwrap();
/// assert!(layers.has(Layer::Events) && !layers.has(Layer::Tokens));
/// assert!(!Layers::default().has(Layer::Tokens));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layers(u16);

impl Layers {
    /// Every layer.
    pub const ALL: Self = Self((1 << Layer::ALL.len()) - 1);

    /// The set with exactly these.
    #[must_use]
    pub fn of(layers: &[Layer]) -> Self {
        Self(
            layers
                .iter()
                .fold(0, |bits, layer| bits | 1 << *layer as u16),
        )
    }

    /// Whether it holds `layer`.
    #[must_use]
    pub fn has(self, layer: Layer) -> bool {
        self.0 & 1 << layer as u16 != 0
    }

    /// Whether it holds any of these.
    #[must_use]
    pub fn any(self, layers: &[Layer]) -> bool {
        self.0 & Self::of(layers).0 != 0
    }
}

impl Default for Layers {
    /// Every layer but the tokens.
    fn default() -> Self {
        Self(Self::ALL.0 & !(1 << Layer::Tokens as u16))
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Layer::ALL
            .into_iter()
            .filter(|layer| self.has(*layer))
            .map(Layer::as_str)
            .collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Layers {
    type Err = UnknownLayer;

    fn from_str(list: &str) -> Result<Self, UnknownLayer> {
        let mut layers = Vec::new();
        for name in list.split(',').map(str::trim) {
            let layer = Layer::ALL.into_iter().find(|layer| layer.as_str() == name);
            layers.push(layer.ok_or_else(|| UnknownLayer(name.to_owned()))?);
        }
        Ok(Self::of(&layers))
    }
}

/// A name that no layer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLayer(pub String);

impl fmt::Display for UnknownLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Layer::ALL.iter().map(|layer| layer.as_str()).collect();
        write!(
            f,
            "no layer is called {:?}; there are {}",
            self.0,
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownLayer {}
