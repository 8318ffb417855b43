//! Weights by which a line of a page is told to be the article's own or furniture.

use std::collections::HashMap;

use crate::{Error, Table};

/// A linear model over the features of a line and its neighbours.
///
/// One row a feature; a weight each for the feature on the line two before, one before, the line itself, one
/// after, two after. The row `bias` stands for a feature that every line has; the row `switch` gives, in the
/// column of the line itself, what it costs to go from article to furniture or back between two lines.
#[derive(Clone, Debug)]
pub struct LineModel {
    weights: HashMap<String, [f32; Self::WINDOW]>,
}

impl LineModel {
    /// How many lines bear on one: itself and two on each side.
    pub const WINDOW: usize = 5;

    /// The columns of the file.
    pub const COLUMNS: [&'static str; 6] =
        ["feature", "before2", "before1", "here", "after1", "after2"];

    /// Reads weights.
    ///
    /// # Errors
    /// If `text` is no such table.
    pub fn read(file: &str, text: &str) -> Result<Self, Error> {
        let table = Table::read(file, text, &Self::COLUMNS)?;
        let mut weights = HashMap::new();
        for row in table.rows() {
            let mut values = [0.0; Self::WINDOW];
            for (column, value) in values.iter_mut().enumerate() {
                *value = row
                    .get(column + 1)
                    .parse()
                    .map_err(|_| row.error("a weight is a number"))?;
            }
            weights.insert(row.get(0).to_owned(), values);
        }
        Ok(Self { weights })
    }

    /// The weights of a feature, from two lines before to two after; zero where it has none.
    #[must_use]
    pub fn weights(&self, feature: &str) -> [f32; Self::WINDOW] {
        self.weights.get(feature).copied().unwrap_or_default()
    }

    /// What a change between article and furniture costs, in log odds.
    #[must_use]
    pub fn switch_cost(&self) -> f32 {
        self.weights("switch")[2]
    }
}
