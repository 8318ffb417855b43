//! Names: the best sequence of BIO tags (Ramshaw and Marcus 1995) by the algorithm of Viterbi (1967).

use std::ops::Range;

use super::probability::softmax;

/// A name in a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The words of the window that it covers.
    pub words: Range<usize>,
    /// Its kind, as an index into [`Reader::name_kinds`](crate::Reader::name_kinds).
    pub kind: usize,
    /// The mean probability of its words' tags.
    pub probability: f32,
    /// How well each kind fits: the mean score of its tags on these words. The difference of two is the logarithm of
    /// their odds, so scores of names that must be of one kind can be added.
    pub fits: Vec<f32>,
}

/// What a tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(usize),
    Inside(usize),
}

/// The name tags of a model.
#[derive(Debug)]
pub(crate) struct NameTags {
    tags: Vec<Tag>,
    pub(crate) kinds: Vec<String>,
    /// For each kind the tag of its first word and that of the others.
    of_kind: Vec<[usize; 2]>,
}

impl NameTags {
    /// Reads labels `O`, `B-...` and `I-...`.
    pub(crate) fn new(labels: &[String]) -> Self {
        let mut kinds: Vec<String> = Vec::new();
        let mut kind = |name: &str| {
            kinds
                .iter()
                .position(|kind| kind == name)
                .unwrap_or_else(|| {
                    kinds.push(name.to_owned());
                    kinds.len() - 1
                })
        };
        let tags = labels
            .iter()
            .map(
                |label| match (label.strip_prefix("B-"), label.strip_prefix("I-")) {
                    (Some(name), _) => Tag::Begin(kind(name)),
                    (None, Some(name)) => Tag::Inside(kind(name)),
                    (None, None) => Tag::Outside,
                },
            )
            .collect::<Vec<_>>();
        let tag_of = |wanted: Tag| tags.iter().position(|tag| *tag == wanted);
        let of_kind = (0..kinds.len())
            .map(|kind| {
                let (begin, inside) = (tag_of(Tag::Begin(kind)), tag_of(Tag::Inside(kind)));
                // A kind may have but one of them.
                [begin.or(inside), inside.or(begin)].map(Option::unwrap_or_default)
            })
            .collect();
        Self {
            tags,
            kinds,
            of_kind,
        }
    }

    /// The names in a window, from a row of scores for each word.
    pub(crate) fn decode<'a>(&self, scores: impl Iterator<Item = &'a [f32]>) -> Vec<Name> {
        let scores: Vec<&[f32]> = scores.collect();
        let path = self.best_path(&scores);
        let mut names: Vec<Name> = Vec::new();
        for (word, tag) in path.iter().enumerate() {
            let kind = match self.tags[*tag] {
                Tag::Outside => continue,
                Tag::Begin(kind) | Tag::Inside(kind) => kind,
            };
            let probability = softmax(scores[word])[*tag];
            match (self.tags[*tag], names.last_mut()) {
                (Tag::Inside(_), Some(name)) if name.words.end == word && name.kind == kind => {
                    name.words.end += 1;
                    name.probability += probability;
                }
                _ => names.push(Name {
                    words: word..word + 1,
                    kind,
                    probability,
                    fits: Vec::new(),
                }),
            }
        }
        for name in &mut names {
            name.probability /= name.words.len() as f32;
            name.fits = self.fits(&scores[name.words.clone()]);
        }
        names
    }

    /// The mean score of each kind's tags on the words of a name.
    fn fits(&self, scores: &[&[f32]]) -> Vec<f32> {
        let mean = |[begin, inside]: &[usize; 2]| {
            let tags = std::iter::once(begin).chain(std::iter::repeat(inside));
            let sum: f32 = scores.iter().zip(tags).map(|(row, tag)| row[*tag]).sum();
            sum / scores.len() as f32
        };
        self.of_kind.iter().map(mean).collect()
    }

    /// The best tags without an inside tag that nothing of its kind comes before.
    fn best_path(&self, scores: &[&[f32]]) -> Vec<usize> {
        let Some((first, rest)) = scores.split_first() else {
            return Vec::new();
        };
        let open = |tag: usize| !matches!(self.tags[tag], Tag::Inside(_));
        let mut best: Vec<f32> = first
            .iter()
            .enumerate()
            .map(|(tag, score)| if open(tag) { *score } else { f32::NEG_INFINITY })
            .collect();
        let mut back: Vec<Vec<usize>> = Vec::with_capacity(rest.len());
        for row in rest {
            let anywhere = best_of(&best, 0..best.len());
            let before: Vec<usize> = (0..self.tags.len())
                .map(|tag| match self.tags[tag] {
                    Tag::Inside(kind) => {
                        let same = |before: &usize| match self.tags[*before] {
                            Tag::Begin(other) | Tag::Inside(other) => other == kind,
                            Tag::Outside => false,
                        };
                        best_of(&best, (0..best.len()).filter(same))
                    }
                    Tag::Outside | Tag::Begin(_) => anywhere,
                })
                .collect();
            best = before
                .iter()
                .zip(*row)
                .map(|(before, score)| best[*before] + score)
                .collect();
            back.push(before);
        }
        let mut path = vec![best_of(&best, 0..best.len())];
        for before in back.iter().rev() {
            path.push(before[path[path.len() - 1]]);
        }
        path.reverse();
        path
    }
}

fn best_of(scores: &[f32], tags: impl Iterator<Item = usize>) -> usize {
    tags.reduce(|best, tag| {
        if scores[tag] > scores[best] {
            tag
        } else {
            best
        }
    })
    .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> NameTags {
        NameTags::new(&["O", "B-PER", "I-PER", "B-LOC", "I-LOC"].map(str::to_owned))
    }

    fn ranges(scores: &[[f32; 5]]) -> Vec<(Range<usize>, usize)> {
        let names = tags().decode(scores.iter().map(|row| &row[..]));
        names
            .into_iter()
            .map(|name| (name.words, name.kind))
            .collect()
    }

    #[test]
    fn tags_make_names() {
        let scores = [
            [0.0, 9.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 9.0, 0.0, 0.0],
            [9.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 9.0, 0.0],
            [0.0, 0.0, 0.0, 9.0, 0.0],
        ];
        assert_eq!(ranges(&scores), [(0..2, 0), (3..4, 1), (4..5, 1)]);
    }

    #[test]
    fn an_inside_tag_needs_a_beginning_of_its_kind() {
        // Alone, the second word would be inside a place after a person.
        let scores = [[0.0, 5.0, 0.0, 1.0, 0.0], [0.0, 0.0, 4.0, 0.0, 6.0]];
        assert_eq!(ranges(&scores), [(0..2, 0)]);
        // The first word cannot be inside anything.
        assert_eq!(ranges(&[[1.0, 0.0, 9.0, 0.0, 0.0]]), []);
    }

    #[test]
    fn every_kind_has_a_fit() {
        let scores = [[0.0, 5.0, 0.0, 1.0, 9.0], [0.0, 9.0, 4.0, 9.0, 2.0]];
        let names = tags().decode(scores.iter().take(1).map(|row| &row[..]));
        assert_eq!(names[0].fits, [5.0, 1.0]);
        assert_eq!(
            tags().fits(&scores.each_ref().map(|row| &row[..])),
            [4.5, 1.5]
        );
    }

    #[test]
    fn a_window_without_words_has_no_names() {
        assert_eq!(ranges(&[]), []);
    }
}
