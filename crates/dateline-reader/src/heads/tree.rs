//! Dependency trees: deep biaffine attention (Dozat and Manning 2017), one tree for each sentence.

use std::ops::Range;

use super::probability::argmax;
use crate::arborescence;
use crate::bilinear::{self, LabelWeights, Panels, Strided};
use crate::config::{Config, HIDDEN};
use crate::error::ModelError;
use crate::file::{ModelFile, StoredLinear};
use crate::lanes::Instructions;
use crate::linear::Linear;

/// The arc that ends at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The word of the window that is the head; `None` for the root of the sentence.
    pub head: Option<usize>,
    /// The relation, as an index into [`Labels::deprel`](crate::Labels::deprel).
    pub label: usize,
}

/// The weights of arcs and labels.
pub(crate) struct TreeHead {
    /// States of dependents and heads for arcs, then for labels.
    pub(crate) states: Linear,
    arc_dim: usize,
    label_dim: usize,
    /// The bilinear map of arcs, divided by the root of its size.
    arc: Panels,
    /// What a slot scores as a head, whatever the dependent.
    prior: Vec<f32>,
    label: LabelWeights,
    n_labels: usize,
    root: Option<usize>,
}

impl TreeHead {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let (arc_dim, label_dim) = (config.arc_dim, config.label_dim);
        let n_labels = config.labels.deprel.len();
        let arcs = file.linear("heads.arc.mlp", HIDDEN, 2 * arc_dim)?;
        let labels = file.linear("heads.label.mlp", HIDDEN, 2 * label_dim)?;
        let root_of_size = (arc_dim as f32).sqrt();
        let mut arc = file.floats("heads.arc.weight", &[arc_dim, arc_dim])?;
        for value in &mut arc {
            *value /= root_of_size;
        }
        let label = file.floats("heads.label", &[n_labels, label_dim + 1, label_dim + 1])?;
        Ok(Self {
            states: Linear::pack(StoredLinear::join([arcs, labels])),
            arc_dim,
            label_dim,
            arc: Panels::of_rows(Strided::dense(&arc, arc_dim), arc_dim),
            prior: file.floats("heads.arc.head", &[arc_dim])?,
            label: LabelWeights::new(&label, n_labels, label_dim),
            n_labels,
            root: config
                .labels
                .deprel
                .iter()
                .position(|label| label == "root"),
        })
    }

    /// The tree of one sentence; `states` holds the rows of the window, slot 0 first.
    pub(crate) fn decode(
        &self,
        instructions: Instructions,
        states: &[f32],
        sentence: Range<usize>,
        sums: &mut Vec<i32>,
    ) -> Vec<Arc> {
        let stride = self.states.outputs();
        // Slot 0, then the words of the sentence.
        let slots: Vec<&[f32]> = std::iter::once(0)
            .chain(sentence.start + 1..sentence.end + 1)
            .map(|slot| &states[slot * stride..(slot + 1) * stride])
            .collect();
        let heads = self.heads(instructions, states, &slots, sentence.clone());
        let label_states =
            &|slot: &[f32], part: usize| 2 * self.arc_dim + part * self.label_dim..slot.len();
        let dependents: Vec<&[f32]> = slots[1..]
            .iter()
            .map(|slot| &slot[label_states(slot, 0)][..self.label_dim])
            .collect();
        let governors: Vec<&[f32]> = heads[1..]
            .iter()
            .map(|head| &slots[*head][label_states(slots[*head], 1)][..self.label_dim])
            .collect();
        let scores = self
            .label
            .score(instructions, &dependents, &governors, sums);
        scores
            .chunks_exact(self.label.columns())
            .zip(&heads[1..])
            .map(|(scores, head)| Arc {
                head: head.checked_sub(1).map(|head| head + sentence.start),
                label: self.best_label(&scores[..self.n_labels], *head == 0),
            })
            .collect()
    }

    /// The head of each slot of the sentence.
    fn heads(
        &self,
        instructions: Instructions,
        states: &[f32],
        slots: &[&[f32]],
        sentence: Range<usize>,
    ) -> Vec<usize> {
        let size = slots.len();
        let governors: Vec<f32> = slots
            .iter()
            .flat_map(|slot| &slot[self.arc_dim..2 * self.arc_dim])
            .copied()
            .collect();
        let governors = Panels::of_columns(Strided::dense(&governors, self.arc_dim), size);
        let columns = governors.columns();
        let stride = self.states.outputs();
        let words = Strided {
            data: &states[(sentence.start + 1) * stride..],
            stride,
            width: self.arc_dim,
        };
        let mapped = bilinear::multiply(instructions, words, size - 1, &self.arc, &self.prior);
        let mapped = Strided::dense(&mapped, self.arc_dim);
        let scores = bilinear::multiply(
            instructions,
            mapped,
            size - 1,
            &governors,
            &vec![0.0; columns],
        );
        let mut square = vec![0.0; size * size];
        for (row, scores) in square[size..]
            .chunks_exact_mut(size)
            .zip(scores.chunks_exact(columns))
        {
            for (cell, score) in row.iter_mut().zip(scores) {
                // A model with absurd weights may overflow; the search needs numbers that it can compare and add.
                *cell = if score.is_nan() {
                    -1e30
                } else {
                    f64::from(*score).clamp(-1e30, 1e30)
                };
            }
        }
        arborescence::best_tree(&square, size)
    }

    /// The best label; `root` is for the root and for nothing else.
    fn best_label(&self, scores: &[f32], is_root: bool) -> usize {
        match self.root {
            Some(root) if is_root => root,
            Some(root) if self.n_labels > 1 => {
                let mut scores = scores.to_vec();
                scores[root] = f32::NEG_INFINITY;
                argmax(&scores)
            }
            _ => argmax(scores),
        }
    }
}
