//! Decision trees by which a line of a flattened page is told to be the article's own or furniture, and the words that
//! speak for either.

use std::collections::HashMap;

use crate::{Error, Table};

/// Boosted decision trees over integer features, and the weights of words, one of the features.
///
/// A tree is written in preorder, one in a row: `feature<=7` sends a line to what follows where the feature is at most 7,
/// else behind that; `=-120` is a leaf, in thousandths of log odds. All sums are of integers, so that they are the same on
/// every machine.
#[derive(Clone, Debug)]
pub struct LineTrees {
    features: Vec<String>,
    nodes: Vec<Node>,
    roots: Vec<usize>,
    words: HashMap<String, i32>,
    switch: i32,
}

/// A split: the next node for a feature up to `most`, else that so many nodes behind; a leaf where that is 0.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The threshold, or the value of the leaf.
    most: i32,
    feature: u16,
    behind: u16,
}

impl LineTrees {
    /// Reads trees (`row`, `nodes`) and words (`word`, `weight`).
    ///
    /// # Errors
    /// If a text is no such table, or a tree is not whole.
    pub fn read(trees: &str, words: &str) -> Result<Self, Error> {
        let mut read = Self {
            features: Vec::new(),
            nodes: Vec::new(),
            roots: Vec::new(),
            words: HashMap::new(),
            switch: 0,
        };
        let mut known = HashMap::new();
        for row in Table::read("flat-trees.tsv", trees, &["row", "nodes"])?.rows() {
            if row.get(0) == "switch" {
                let cost = row.get(1).parse();
                read.switch = cost.map_err(|_| row.error("the cost is an integer"))?;
                continue;
            }
            read.roots.push(read.nodes.len());
            // Splits whose upper side is still to come.
            let mut open = Vec::new();
            let mut is_whole = false;
            for text in row.get(1).split(' ') {
                if is_whole {
                    return Err(row.error("nodes behind the end of the tree"));
                }
                if let Some((name, most)) = text.split_once("<=") {
                    let next = known.len();
                    let feature = *known.entry(name.to_owned()).or_insert(next);
                    if feature == read.features.len() {
                        read.features.push(name.to_owned());
                    }
                    let feature = u16::try_from(feature);
                    let feature = feature.map_err(|_| row.error("too many features"))?;
                    let most = most.parse();
                    let most = most.map_err(|_| row.error("a threshold is an integer"))?;
                    open.push(read.nodes.len());
                    read.nodes.push(Node {
                        most,
                        feature,
                        behind: 0,
                    });
                    continue;
                }
                let value = text.strip_prefix('=').and_then(|value| value.parse().ok());
                let value = value.ok_or_else(|| row.error("a node is feature<=N or =N"))?;
                read.nodes.push(Node {
                    most: value,
                    feature: 0,
                    behind: 0,
                });
                match open.pop() {
                    Some(split) => {
                        let behind = u16::try_from(read.nodes.len() - split);
                        read.nodes[split].behind =
                            behind.map_err(|_| row.error("the tree is too large"))?;
                    }
                    None => is_whole = true,
                }
            }
            if !is_whole {
                return Err(row.error("a side of a split is missing"));
            }
        }
        for row in Table::read("flat-words.tsv", words, &["word", "weight"])?.rows() {
            let weight = row.get(1).parse();
            let weight = weight.map_err(|_| row.error("a weight is an integer"))?;
            read.words.insert(row.get(0).to_owned(), weight);
        }
        Ok(read)
    }

    /// The names of the features that the trees ask for, in the order in which [`Self::log_odds`] wants their values.
    #[must_use]
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// The log odds that a line is the article's own, in thousandths; `values` are those of [`Self::features`], in their
    /// order.
    ///
    /// # Panics
    /// If values are missing.
    #[must_use]
    pub fn log_odds(&self, values: &[i32]) -> i32 {
        let values = &values[..self.features.len()];
        let mut sum = 0;
        for &root in &self.roots {
            let mut at = root;
            let mut node = self.nodes[at];
            while node.behind > 0 {
                at += if values[usize::from(node.feature)] <= node.most {
                    1
                } else {
                    usize::from(node.behind)
                };
                node = self.nodes[at];
            }
            sum += node.most;
        }
        sum
    }

    /// What a word speaks for, in hundredths of log odds; zero where it is not known.
    #[must_use]
    pub fn word(&self, word: &str) -> i32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// What a change between article and furniture costs, in thousandths of log odds.
    #[must_use]
    pub fn switch_cost(&self) -> i32 {
        self.switch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_from_its_root() {
        let trees = "row\tnodes\n1\twords<=7 =-5 stops<=0 =2 =9\n2\t=1\nswitch\t250\n";
        let trees = LineTrees::read(trees, "word\tweight\nread more\t-300\n").unwrap();
        assert_eq!(trees.features(), ["words", "stops"]);
        let odds = |words, stops| trees.log_odds(&[words, stops]);
        assert_eq!((odds(7, 3), odds(8, 0), odds(8, 1)), (-4, 3, 10));
        assert_eq!((trees.word("read more"), trees.word("read")), (-300, 0));
        assert_eq!(trees.switch_cost(), 250);
    }

    #[test]
    fn broken_trees_are_refused() {
        for nodes in ["words<=7 =1", "=1 =2", "words =1", "words<=x =1 =2", ""] {
            let trees = format!("row\tnodes\n1\t{nodes}\n");
            assert!(
                LineTrees::read(&trees, "word\tweight\n").is_err(),
                "{nodes}"
            );
        }
    }
}
