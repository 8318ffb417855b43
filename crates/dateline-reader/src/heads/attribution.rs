//! Attributions: cues, the words that each introduces, and who says them, linked by pointers rather than by one sequence
//! of tags, because contents are often broken by their cue or hold their source.

use std::ops::Range;

use super::probability::{argmax, softmax};
use crate::bilinear::{self, Panels, Strided};
use crate::config::{Config, HIDDEN, Thresholds};
use crate::error::ModelError;
use crate::file::ModelFile;
use crate::lanes::Instructions;
use crate::linear::{Linear, Rows};

/// So many words between two words of a content are filled when nothing else claims them.
const GAP: usize = 2;

/// Something said, and by whom: ranges count words of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that introduce the content.
    pub cue: Range<usize>,
    /// The probability that a cue begins at its first word.
    pub cue_probability: f32,
    /// Who says it, where the window tells.
    pub source: Option<Range<usize>>,
    /// The probability of the link from the cue to its source, or to none.
    pub source_probability: f32,
    /// What is said, in pieces where something stands between.
    pub content: Vec<Range<usize>>,
    /// The mean probability that the words of the content belong to this cue.
    pub content_probability: f32,
}

impl Attribution {
    /// How likely cue, source and content are right together, 0 to 1: the product of their probabilities.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.cue_probability * self.source_probability * self.content_probability
    }
}

/// The weights of the links.
pub(crate) struct LinkHead {
    dim: usize,
    /// States of words as parts of a content, then as sources.
    words: Linear,
    /// States of cues as heads of contents, then as seekers of a source; slot 0 is "none".
    cues: Linear,
    /// The bilinear map of contents with rows and columns exchanged; both maps are divided by the root of their size.
    content: Panels,
    cue_prior: Vec<f32>,
    source: Panels,
    source_prior: Vec<f32>,
}

/// What the tag heads say of a window: for each word the probabilities of outside, begin and inside a cue, and the best
/// of the same tags for sources.
pub(crate) struct LinkTags {
    pub(crate) cue: Vec<[f32; 3]>,
    pub(crate) source: Vec<usize>,
}

impl LinkHead {
    pub(crate) fn load(file: &ModelFile<'_>, config: &Config) -> Result<Self, ModelError> {
        let dim = config.link_dim;
        let stored = file.linear("heads.link.mlp", HIDDEN, 4 * dim)?;
        let part = |number: usize| stored.slice(number * dim..(number + 1) * dim);
        let join = |parts| Linear::pack(crate::file::StoredLinear::join(parts));
        let words = join([part(0), part(3)]);
        let cues = join([part(1), part(2)]);
        let root = (dim as f32).sqrt();
        let map = |name: &str| -> Result<Vec<f32>, ModelError> {
            Ok(file
                .floats(name, &[dim, dim])?
                .into_iter()
                .map(|value| value / root)
                .collect())
        };
        let content = map("heads.link.content")?;
        let source = map("heads.link.source")?;
        Ok(Self {
            dim,
            words,
            cues,
            content: Panels::of_columns(Strided::dense(&content, dim), dim),
            cue_prior: file.floats("heads.link.cue_prior", &[dim])?,
            source: Panels::of_rows(Strided::dense(&source, dim), dim),
            source_prior: file.floats("heads.link.source_prior", &[dim])?,
        })
    }

    /// The attributions of one window, whose word states are `rows[window]`, slot 0 first.
    pub(crate) fn decode(
        &self,
        instructions: Instructions,
        rows: &Rows,
        window: Range<usize>,
        tags: &LinkTags,
        thresholds: &Thresholds,
    ) -> Vec<Attribution> {
        let cues = cue_ranges(&tags.cue, thresholds.cue);
        if cues.is_empty() {
            return Vec::new();
        }
        let links = self.links(instructions, rows, window, &cues);
        let mut found = attributions(&cues, tags, &links, thresholds.none_bias);
        found.retain(|attribution| attribution.probability() >= thresholds.attribution);
        found
    }

    fn links(
        &self,
        instructions: Instructions,
        rows: &Rows,
        window: Range<usize>,
        cues: &[Range<usize>],
    ) -> Links {
        let (dim, count) = (self.dim, window.len());
        let (mut sums, mut words, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        let mut word_rows = Rows::default();
        word_rows.extend(rows, window.clone());
        self.words
            .apply_gelu(instructions, &word_rows, &mut sums, &mut words);
        let mut cue_rows = Rows::default();
        cue_rows.extend(
            rows,
            std::iter::once(0)
                .chain(cues.iter().map(|cue| cue.start + 1))
                .map(|slot| window.start + slot),
        );
        self.cues
            .apply_gelu(instructions, &cue_rows, &mut sums, &mut heads);

        let part = |data, number: usize| Strided {
            data: &<[f32]>::as_ref(data)[number * dim..],
            stride: 2 * dim,
            width: dim,
        };
        let choices = cues.len() + 1;
        let zeros = vec![0.0; dim];
        let mapped = bilinear::multiply(
            instructions,
            part(&heads, 0),
            choices,
            &self.content,
            &zeros,
        );
        let mapped = Panels::of_columns(Strided::dense(&mapped, dim), choices);
        let columns = mapped.columns();
        let mut priors = vec![0.0; columns];
        for (slot, prior) in priors.iter_mut().enumerate().take(choices) {
            *prior = part(&heads, 0)
                .row(slot)
                .iter()
                .zip(&self.cue_prior)
                .map(|(left, right)| left * right)
                .sum();
        }
        let content = bilinear::multiply(instructions, part(&words, 0), count, &mapped, &priors);

        let seekers = bilinear::multiply(
            instructions,
            part(&heads, 1),
            choices,
            &self.source,
            &self.source_prior,
        );
        let seekers = Panels::of_columns(Strided::dense(&seekers, dim), choices);
        let source = bilinear::multiply(
            instructions,
            part(&words, 1),
            count,
            &seekers,
            &vec![0.0; columns],
        );
        Links {
            content: (1..count)
                .map(|slot| content[slot * columns..][..choices].to_vec())
                .collect(),
            source: (1..choices)
                .map(|cue| {
                    (0..count)
                        .map(|slot| source[slot * columns + cue])
                        .collect()
                })
                .collect(),
        }
    }
}

/// The scores of links in a window.
struct Links {
    /// For each word, belonging to no cue and to each of the cues.
    content: Vec<Vec<f32>>,
    /// For each cue, having no source and each of the words as its source.
    source: Vec<Vec<f32>>,
}

/// Ranges of words that the probabilities [outside, begin, inside] make cues.
fn cue_ranges(tags: &[[f32; 3]], threshold: f32) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (word, [_, begins, continues]) in tags.iter().enumerate() {
        if found.last().is_some_and(|cue| cue.end > word) {
            continue;
        }
        if *begins > threshold || (begins + continues > threshold.max(0.5) && begins >= continues) {
            let rest = tags[word + 1..]
                .iter()
                .take_while(|[outside, begins, inside]| *inside > outside.max(*begins));
            found.push(word..word + 1 + rest.count());
        }
    }
    found
}

fn attributions(
    cues: &[Range<usize>],
    tags: &LinkTags,
    links: &Links,
    none_bias: f32,
) -> Vec<Attribution> {
    let chosen: Vec<(usize, f32)> = links
        .content
        .iter()
        .map(|scores| {
            let mut scores = scores.clone();
            scores[0] += none_bias;
            let best = argmax(&scores);
            (best, softmax(&scores)[best])
        })
        .collect();
    let mut found = Vec::new();
    for (number, cue) in cues.iter().enumerate() {
        let members: Vec<usize> = (0..chosen.len())
            .filter(|word| chosen[*word].0 == number + 1)
            .collect();
        if members.is_empty() {
            continue;
        }
        let probability: f32 = members.iter().map(|word| chosen[*word].1).sum();
        let free =
            |word: usize| chosen[word].0 == 0 && !cue.contains(&word) && tags.source[word] == 0;
        let scores = &links.source[number];
        let slot = argmax(scores);
        found.push(Attribution {
            cue: cue.clone(),
            cue_probability: tags.cue[cue.start][1],
            source: slot.checked_sub(1).map(|word| widen(word, &tags.source)),
            source_probability: softmax(scores)[slot],
            content_probability: probability / members.len() as f32,
            content: runs(&members, free),
        });
    }
    found
}

/// Joins words to ranges, over gaps of up to [`GAP`] words that are all free.
fn runs(words: &[usize], free: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words {
        match runs.last_mut() {
            Some(run) if word - run.end <= GAP && (run.end..*word).all(&free) => run.end = word + 1,
            _ => runs.push(*word..word + 1),
        }
    }
    runs
}

/// The source around a word: as far as its tags go on.
fn widen(word: usize, tags: &[usize]) -> Range<usize> {
    let mut low = word;
    while tags[low] == 2 && low > 0 && tags[low - 1] != 0 {
        low -= 1;
    }
    let rest = tags[word + 1..].iter().take_while(|tag| **tag == 2).count();
    low..word + 1 + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const O: [f32; 3] = [0.9, 0.05, 0.05];
    const B: [f32; 3] = [0.1, 0.8, 0.1];
    const I: [f32; 3] = [0.1, 0.1, 0.8];

    #[test]
    fn cues_begin_and_go_on() {
        assert_eq!(cue_ranges(&[O, B, I, O, B, B], 0.5), [1..3, 4..5, 5..6]);
        // An inside tag alone begins nothing.
        assert_eq!(cue_ranges(&[O, I, O], 0.5), []);
        // Begin and inside together, begin the likelier.
        assert_eq!(cue_ranges(&[[0.4, 0.35, 0.25], O, B], 0.5), [0..1, 2..3]);
        assert_eq!(cue_ranges(&[[0.4, 0.35, 0.25]], 0.7), []);
    }

    /// "Ann said it rains , Bob insisted ." with a content of each.
    fn window() -> (Vec<Range<usize>>, LinkTags, Links) {
        let tags = LinkTags {
            cue: vec![O, B, O, O, O, O, B, O],
            source: vec![1, 0, 0, 0, 0, 1, 0, 0],
        };
        let to = |cue: usize| {
            let mut scores = vec![0.0; 3];
            scores[cue] = 4.0;
            scores
        };
        let content = [0, 0, 1, 1, 0, 0, 0, 0].map(to).to_vec();
        let mut source = vec![vec![0.0; 9]; 2];
        source[0][1] = 3.0;
        source[1][6] = 3.0;
        (vec![1..2, 6..7], tags, Links { content, source })
    }

    #[test]
    fn a_cue_without_content_is_none() {
        let (cues, tags, links) = window();
        let found = attributions(&cues, &tags, &links, 0.0);
        let [only] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!((only.cue.clone(), only.source.clone()), (1..2, Some(0..1)));
        assert!(only.content.iter().cloned().eq(std::iter::once(2..4)));
        assert!(
            only.content_probability > 0.9
                && only.source_probability > 0.7
                && only.cue_probability == 0.8
        );
    }

    #[test]
    fn a_bias_for_none_takes_words_away() {
        let (cues, tags, links) = window();
        assert_eq!(attributions(&cues, &tags, &links, 5.0), []);
    }

    #[test]
    fn short_gaps_are_filled_when_nothing_claims_them() {
        assert_eq!(runs(&[2, 3, 6, 10], |_| true), [2..7, 10..11]);
        assert_eq!(runs(&[2, 3, 6], |word| word != 4), [2..4, 6..7]);
    }

    #[test]
    fn a_source_widens_over_its_tags() {
        let tags = [0, 1, 2, 2, 0, 1];
        assert_eq!(widen(1, &tags), 1..4);
        assert_eq!(widen(3, &tags), 1..4);
        assert_eq!(widen(0, &tags), 0..1);
        assert_eq!(widen(5, &tags), 5..6);
        assert_eq!(widen(0, &[2, 2]), 0..2);
    }
}
