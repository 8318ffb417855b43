//! The loaded model, and what it says of windows.

use std::borrow::Cow;
use std::ops::Range;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::config::{Config, HIDDEN, Labels, Thresholds};
use crate::encoder::{Branch, Encoder, EncoderScratch, WordTable};
use crate::error::{ModelError, ModelErrorKind};
use crate::file::ModelFile;
use crate::heads::attribution::{Attribution, LinkHead, LinkTags};
use crate::heads::names::{Name, NameTags};
use crate::heads::probability::{argmax, sigmoid, softmax};
use crate::heads::tree::{Arc, TreeHead};
use crate::heads::words::WordHeads;
use crate::lanes::Instructions;
use crate::lemmas::Lemmas;
use crate::linear::Rows;
use crate::lists::Lists;
use crate::pair::{Pair, PairBranch};
use crate::window::{self, Dictionary, Window};
use crate::wordpiece::Vocabulary;

/// The encoder reads about so many pieces at once: enough to use a weight often while it is in the cache, few enough for
/// the rows to stay in it too.
const BATCH_PIECES: usize = 128;

/// A loaded model. It can be shared between threads; each thread has a [`Scratch`] of its own.
pub struct Reader {
    bytes: Cow<'static, [u8]>,
    config: Config,
    dictionary: Dictionary,
    instructions: Instructions,
    encoder: Encoder,
    words: WordHeads,
    names: NameTags,
    tree: TreeHead,
    link: LinkHead,
    lemmas: Lemmas,
    pairs: Option<PairBranch>,
}

/// The buffers of one thread.
pub struct Scratch {
    encoder: EncoderScratch,
    sums: Vec<i32>,
    /// One thread for the products: callers share documents out among threads, so the product kernels must not share out
    /// theirs. Without a pool (no thread could be made) the kernels choose; the result is the same.
    pool: Option<ThreadPool>,
}

/// Windows that were read: their words' states, from which each head is computed when it is asked for.
pub struct Encoded<'a> {
    reader: &'a Reader,
    scratch: &'a mut Scratch,
    /// The rows of each window: [CLS], then its words.
    windows: Vec<Range<usize>>,
    states: Vec<f32>,
    rows: Rows,
    words: Vec<f32>,
    trees: Vec<f32>,
}

/// Parts of speech of a window's words, as indices into the model's [`Labels`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// Universal parts of speech.
    pub upos: Vec<usize>,
    /// Parts of speech of the Penn Treebank.
    pub xpos: Vec<usize>,
}

impl Reader {
    /// Loads a model file. Bytes that live for ever are not copied.
    ///
    /// # Errors
    ///
    /// The file is no model of this format, a tensor is missing or has another type or shape than it should, or a value
    /// is not finite. The error names the tensor.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        let (file, config) = ModelFile::open(&bytes)?;
        let length = *file.shape("vocabulary")?.first().unwrap_or(&0);
        let lines = &bytes[file.range("vocabulary", safetensors::Dtype::U8, &[length])?];
        let lines = std::str::from_utf8(lines).map_err(|error| {
            ModelError::new(ModelErrorKind::Value, "vocabulary", error.to_string())
        })?;
        let vocabulary = Vocabulary::parse(lines)?;
        let table = WordTable::load(&file, vocabulary.len())?;
        let lists = Lists::load(&file, &config)?;
        let encoder = Encoder::load(&file, &config, Branch::Text, table.clone())?;
        let words = WordHeads::load(&file, &config)?;
        let tree = TreeHead::load(&file, &config)?;
        let link = LinkHead::load(&file, &config)?;
        let names = NameTags::new(&config.labels.names);
        let lemmas = match file.shape("lemmas") {
            Ok(shape) => {
                let table = &bytes[file.range("lemmas", safetensors::Dtype::U8, &shape)?];
                let table = std::str::from_utf8(table).map_err(|error| {
                    ModelError::new(ModelErrorKind::Value, "lemmas", error.to_string())
                })?;
                Lemmas::parse(table, &config.labels.xpos)?
            }
            // A model may come without: then every form is its own lemma.
            Err(_) => Lemmas::default(),
        };
        let pairs = match config.pair_layers {
            0 => None,
            _ => Some(PairBranch::load(&file, &config, table)?),
        };
        Ok(Self {
            config,
            dictionary: Dictionary { vocabulary, lists },
            instructions: Instructions::default(),
            encoder,
            words,
            names,
            tree,
            link,
            lemmas,
            pairs,
            bytes,
        })
    }

    /// The label sets that the indices in results count.
    pub fn labels(&self) -> &Labels {
        &self.config.labels
    }

    /// The kinds of names, without the marks of beginning and inside.
    pub fn name_kinds(&self) -> &[String] {
        &self.names.kinds
    }

    /// From which scores on something counts as found.
    pub fn thresholds(&self) -> &Thresholds {
        &self.config.thresholds
    }

    #[cfg(test)]
    pub(crate) fn use_instructions(&mut self, instructions: Instructions) {
        self.instructions = instructions;
    }

    /// The dictionary form of a word whose tag of the Penn Treebank is known, as an index into [`Labels::xpos`].
    #[must_use]
    pub fn lemma(&self, word: &str, xpos: usize) -> String {
        let is_word = |word: &str| self.dictionary.vocabulary.has_word(word);
        self.lemmas.of(word, xpos, is_word)
    }

    /// Whether the model tells the event types of pairs.
    pub fn tells_pair_types(&self) -> bool {
        self.pairs.is_some()
    }

    /// For each pair the probabilities of the event types in [`Labels::events`], the same whatever it is read with.
    ///
    /// A model without this branch says nothing: each list is empty then.
    ///
    /// # Panics
    ///
    /// A party reaches beyond the words of its sentence.
    pub fn pair_types(&self, pairs: &[Pair<'_>], scratch: &mut Scratch) -> Vec<Vec<f32>> {
        let Some(branch) = &self.pairs else {
            return vec![Vec::new(); pairs.len()];
        };
        let windows: Vec<Window> = pairs
            .iter()
            .map(|pair| pair.window(&self.dictionary))
            .collect();
        scratch.run(|encoder, sums| {
            batches(&windows)
                .flat_map(|batch| {
                    branch.types(&self.bytes, batch, self.instructions, encoder, sums)
                })
                .collect()
        })
    }

    /// Cuts a paragraph's words into windows: one, unless it is long, and none if it is empty.
    pub fn windows(&self, words: &[&str]) -> Vec<Window> {
        window::windows(words, &self.dictionary)
    }

    /// Reads windows. The result for a window is the same whatever it is read with.
    pub fn encode<'a>(&'a self, windows: &[Window], scratch: &'a mut Scratch) -> Encoded<'a> {
        let mut encoded = Encoded {
            reader: self,
            windows: Vec::with_capacity(windows.len()),
            states: Vec::new(),
            rows: Rows::default(),
            words: Vec::new(),
            trees: Vec::new(),
            scratch,
        };
        let Encoded {
            scratch,
            states,
            rows,
            ..
        } = &mut encoded;
        scratch.run(|encoder, _| {
            for batch in batches(windows) {
                self.encoder
                    .run(&self.bytes, batch, self.instructions, encoder);
                states.extend_from_slice(&encoder.states);
                rows.extend(&encoder.rows, 0..encoder.rows.len());
            }
        });
        let mut start = 0;
        for window in windows {
            let end = start + window.n_words() + 1;
            encoded.windows.push(start..end);
            start = end;
        }
        encoded
    }
}

impl Scratch {
    /// Empty buffers.
    pub fn new() -> Self {
        Self {
            encoder: EncoderScratch::default(),
            sums: Vec::new(),
            pool: ThreadPoolBuilder::new().num_threads(1).build().ok(),
        }
    }

    fn run<T: Send>(
        &mut self,
        work: impl FnOnce(&mut EncoderScratch, &mut Vec<i32>) -> T + Send,
    ) -> T {
        let (encoder, sums) = (&mut self.encoder, &mut self.sums);
        match &self.pool {
            Some(pool) => pool.install(|| work(encoder, sums)),
            None => work(encoder, sums),
        }
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

/// Windows in batches of about [`BATCH_PIECES`].
fn batches(windows: &[Window]) -> impl Iterator<Item = &[Window]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let (mut count, mut pieces) = (0, 0);
        while count < rest.len() && (count == 0 || pieces + rest[count].n_pieces() <= BATCH_PIECES)
        {
            pieces += rest[count].n_pieces();
            count += 1;
        }
        let (batch, after) = rest.split_at(count);
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

impl Encoded<'_> {
    /// The number of windows.
    pub fn n_windows(&self) -> usize {
        self.windows.len()
    }

    /// The state of [CLS] (slot 0) and of each word of a window, 384 numbers each.
    pub fn states(&self, window: usize) -> impl Iterator<Item = &[f32]> {
        let rows = self.windows[window].clone();
        self.states[rows.start * HIDDEN..rows.end * HIDDEN].chunks_exact(HIDDEN)
    }

    /// Parts of speech.
    pub fn tags(&mut self, window: usize) -> Tags {
        let (upos, xpos) = (
            self.reader.words.upos.clone(),
            self.reader.words.xpos.clone(),
        );
        let mut tags = Tags::default();
        for scores in self.word_scores(window) {
            tags.upos.push(argmax(&scores[upos.clone()]));
            tags.xpos.push(argmax(&scores[xpos.clone()]));
        }
        tags
    }

    /// For each word the probability that it ends a sentence; the last word does.
    pub fn sentence_ends(&mut self, window: usize) -> Vec<f32> {
        let column = self.reader.words.sentence;
        let mut ends: Vec<f32> = self
            .word_scores(window)
            .map(|scores| sigmoid(scores[column]))
            .collect();
        if let Some(last) = ends.last_mut() {
            *last = 1.0;
        }
        ends
    }

    /// The words of each sentence, by the model's threshold.
    pub fn sentences(&mut self, window: usize) -> Vec<Range<usize>> {
        let threshold = self.reader.config.thresholds.sentence;
        let ends = self.sentence_ends(window);
        let mut start = 0;
        let mut sentences = Vec::new();
        for (word, end) in ends.iter().enumerate() {
            if *end > threshold || word + 1 == ends.len() {
                sentences.push(start..word + 1);
                start = word + 1;
            }
        }
        sentences
    }

    /// The names.
    pub fn names(&mut self, window: usize) -> Vec<Name> {
        let reader = self.reader;
        let columns = &reader.words.names;
        reader.names.decode(
            self.word_scores(window)
                .map(|scores| &scores[columns.clone()]),
        )
    }

    /// For each word the probability that it reports an event.
    pub fn triggers(&mut self, window: usize) -> Vec<f32> {
        let column = self.reader.words.trigger;
        self.word_scores(window)
            .map(|scores| sigmoid(scores[column]))
            .collect()
    }

    /// The dependency trees of sentences, which are ranges of the window's words: an arc for each word, sentence by
    /// sentence.
    ///
    /// # Panics
    ///
    /// A sentence reaches beyond the window.
    pub fn trees(&mut self, window: usize, sentences: &[Range<usize>]) -> Vec<Vec<Arc>> {
        let reader = self.reader;
        if self.trees.is_empty() {
            let (rows, out) = (&self.rows, &mut self.trees);
            self.scratch.run(|_, sums| {
                reader
                    .tree
                    .states
                    .apply_gelu(reader.instructions, rows, sums, out);
            });
        }
        let rows = self.windows[window].clone();
        let stride = reader.tree.states.outputs();
        let states = &self.trees[rows.start * stride..rows.end * stride];
        assert!(
            sentences.iter().all(|sentence| sentence.end < rows.len()),
            "a sentence is part of its window"
        );
        self.scratch.run(|_, sums| {
            let tree = |sentence: &Range<usize>| match sentence.is_empty() {
                true => Vec::new(),
                false => reader
                    .tree
                    .decode(reader.instructions, states, sentence.clone(), sums),
            };
            sentences.iter().map(tree).collect()
        })
    }

    /// Who said what.
    pub fn attributions(&mut self, window: usize) -> Vec<Attribution> {
        let reader = self.reader;
        let (cue, source) = (reader.words.cue.clone(), reader.words.source.clone());
        let mut tags = LinkTags {
            cue: Vec::new(),
            source: Vec::new(),
        };
        for scores in self.word_scores(window) {
            let probabilities = softmax(&scores[cue.clone()]);
            tags.cue
                .push([probabilities[0], probabilities[1], probabilities[2]]);
            tags.source.push(argmax(&scores[source.clone()]));
        }
        let (rows, range) = (&self.rows, self.windows[window].clone());
        let thresholds = &reader.config.thresholds;
        self.scratch.run(|_, _| {
            reader
                .link
                .decode(reader.instructions, rows, range, &tags, thresholds)
        })
    }

    /// The scores of the word heads for each word of a window; computed for all windows at the first call.
    fn word_scores(&mut self, window: usize) -> impl Iterator<Item = &[f32]> {
        let reader = self.reader;
        if self.words.is_empty() {
            let (rows, out) = (&self.rows, &mut self.words);
            self.scratch.run(|_, sums| {
                reader
                    .words
                    .linear
                    .apply(reader.instructions, rows, sums, out);
            });
        }
        let rows = self.windows[window].clone();
        let width = reader.words.linear.outputs();
        self.words[(rows.start + 1) * width..rows.end * width].chunks_exact(width)
    }
}
