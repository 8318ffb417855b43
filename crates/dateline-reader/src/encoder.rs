//! The encoder: embeddings and post-norm transformer layers (Devlin et al. 2019), over ragged batches.
//!
//! Rows of several windows lie one after the other without padding; only attention knows where a window ends. A row is
//! rounded to eight bits by itself, so its result does not depend on the rows beside it. The last layer is computed only
//! for the pieces that heads read: [CLS] and the first piece of each word.

use std::ops::Range;

use half::f16;
use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

use crate::attention::{Attend, AttentionScratch, QKV};
use crate::config::{Config, FEED_FORWARD, HEAD_DIM, HIDDEN};
use crate::error::{ModelError, ModelErrorKind};
use crate::file::ModelFile;
use crate::lanes::{self, Instructions};
use crate::linear::{Linear, Rows};
use crate::lists::ListSet;
use crate::window::{MOST_WINDOW_PIECES, Window};
use crate::wordpiece::UNKNOWN;

/// Word embeddings share a scale in groups of so many numbers.
const GROUP: usize = 32;
const SHAPES: usize = 8;
const QUOTES: usize = 3;
/// No party, actor, recipient.
const ROLES: usize = 3;
/// The feed-forward step runs over so many rows at once: its wide rows then stay in the second-level cache.
/// They are whole tiles of the widest kernel, which takes six rows.
const FEED_FORWARD_ROWS: usize = 66;

/// The encoder's weights.
pub(crate) struct Encoder {
    embeddings: Embeddings,
    layers: Vec<Layer>,
}

/// Where codes and scales of the word embeddings, which all encoders of a file share, lie in it.
#[derive(Clone)]
pub(crate) struct WordTable {
    codes: Range<usize>,
    scale: Range<usize>,
}

/// Which encoder of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Branch {
    /// The one that reads paragraphs.
    Text,
    /// The one that reads sentences with a marked pair.
    Pair,
}

struct Embeddings {
    words: WordTable,
    position: Vec<f32>,
    shape: Vec<f32>,
    quote: Vec<f32>,
    /// One row for each list of names; empty where they do not matter.
    lists: Vec<f32>,
    /// Empty where no pair is marked.
    role: Vec<f32>,
    norm: Norm,
}

struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// Buffers of the encoder. After a run, `states` and `rows` hold the word states.
#[derive(Default)]
pub(crate) struct EncoderScratch {
    pub(crate) states: Vec<f32>,
    /// `states` in eight bits.
    pub(crate) rows: Rows,
    pieces: Vec<Piece>,
    windows: Vec<(Range<usize>, Range<usize>)>,
    queries: Vec<usize>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    context_rows: Rows,
    hidden: Vec<f32>,
    hidden_rows: Rows,
    sums: Vec<i32>,
    attention: AttentionScratch,
}

/// What is looked up for a piece.
#[derive(Clone, Copy)]
struct Piece {
    id: usize,
    position: usize,
    shape: usize,
    quote: usize,
    lists: ListSet,
    role: usize,
}

impl WordTable {
    pub(crate) fn load(file: &ModelFile<'_>, vocabulary: usize) -> Result<Self, ModelError> {
        Ok(Self {
            codes: file.range(
                "embeddings.word.codes",
                safetensors::Dtype::U8,
                &[vocabulary, HIDDEN / 2],
            )?,
            scale: file.halves("embeddings.word.scale", &[vocabulary, HIDDEN / GROUP])?,
        })
    }
}

impl Encoder {
    pub(crate) fn load(
        file: &ModelFile<'_>,
        config: &Config,
        branch: Branch,
        words: WordTable,
    ) -> Result<Self, ModelError> {
        if config.positions < MOST_WINDOW_PIECES + 2 {
            return Err(ModelError::new(
                ModelErrorKind::Config,
                "config: positions",
                format!(
                    "is {}, fewer than the {} of a window",
                    config.positions,
                    MOST_WINDOW_PIECES + 2
                ),
            ));
        }
        let (prefix, layers) = match branch {
            Branch::Text => ("", config.layers),
            Branch::Pair => ("pair.", config.pair_layers),
        };
        let table = |name: &str, rows: usize| {
            file.floats(&format!("{prefix}embeddings.{name}"), &[rows, HIDDEN])
        };
        let embeddings = Embeddings {
            words,
            position: table("position", config.positions)?,
            shape: table("shape", SHAPES)?,
            quote: table("quote", QUOTES)?,
            lists: match branch {
                Branch::Text if !config.lists.is_empty() => table("lists", config.lists.len())?,
                _ => Vec::new(),
            },
            role: match branch {
                Branch::Text => Vec::new(),
                Branch::Pair => table("role", ROLES)?,
            },
            norm: Norm::load(file, &format!("{prefix}embeddings.norm"))?,
        };
        let layers = (0..layers)
            .map(|index| Layer::load(file, &format!("{prefix}layers.{index}")))
            .collect::<Result<_, _>>()?;
        Ok(Self { embeddings, layers })
    }

    /// Reads the windows; the states of [CLS] and of each word lie in the scratch, window by window.
    pub(crate) fn run(
        &self,
        bytes: &[u8],
        windows: &[Window],
        instructions: Instructions,
        scratch: &mut EncoderScratch,
    ) {
        scratch.lay_out(windows);
        scratch.states.resize(scratch.pieces.len() * HIDDEN, 0.0);
        scratch.rows.reset(HIDDEN, scratch.pieces.len());
        instructions.run(Embed {
            embeddings: &self.embeddings,
            codes: &bytes[self.embeddings.words.codes.clone()],
            scale: &bytes[self.embeddings.words.scale.clone()],
            pieces: &scratch.pieces,
            states: &mut scratch.states,
            rows: &mut scratch.rows,
        });
        for (index, layer) in self.layers.iter().enumerate() {
            if index + 1 == self.layers.len() {
                scratch.ask_for_words_only(windows);
            }
            layer.run(instructions, scratch);
        }
    }
}

impl Layer {
    fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        let stored =
            |part: &str, inputs, outputs| file.linear(&format!("{name}.{part}"), inputs, outputs);
        let mut qkv = stored("qkv", HIDDEN, QKV)?;
        // The scores are divided by the root of the head's size here, once.
        let root = (HEAD_DIM as f32).sqrt();
        for value in qkv.scale[..HIDDEN]
            .iter_mut()
            .chain(&mut qkv.bias[..HIDDEN])
        {
            *value /= root;
        }
        Ok(Self {
            qkv: Linear::pack(qkv),
            out: Linear::pack(stored("out", HIDDEN, HIDDEN)?),
            norm1: Norm::load(file, &format!("{name}.norm1"))?,
            up: Linear::pack(stored("up", HIDDEN, FEED_FORWARD)?),
            down: Linear::pack(stored("down", FEED_FORWARD, HIDDEN)?),
            norm2: Norm::load(file, &format!("{name}.norm2"))?,
        })
    }

    fn run(&self, instructions: Instructions, scratch: &mut EncoderScratch) {
        let EncoderScratch {
            states,
            rows,
            windows,
            queries,
            qkv,
            context,
            context_rows,
            ..
        } = scratch;
        self.qkv.apply(instructions, rows, &mut scratch.sums, qkv);
        let asking = queries.len();
        context.resize(asking * HIDDEN, 0.0);
        instructions.run(Attend {
            qkv,
            windows,
            queries,
            out: context,
            scratch: &mut scratch.attention,
        });
        context_rows.round(instructions, HIDDEN, context);
        if asking < rows.len() {
            for (to, from) in queries.iter().enumerate() {
                states.copy_within(from * HIDDEN..(from + 1) * HIDDEN, to * HIDDEN);
            }
            states.truncate(asking * HIDDEN);
            rows.reset(HIDDEN, asking);
        }
        let sums = self
            .out
            .multiply(context_rows, 0..asking, &mut scratch.sums);
        instructions.run(AddNorm {
            sums,
            products_of: context_rows,
            linear: &self.out,
            norm: &self.norm1,
            first: 0,
            states,
            rows,
        });
        for first in (0..asking).step_by(FEED_FORWARD_ROWS) {
            let count = FEED_FORWARD_ROWS.min(asking - first);
            let sums = self
                .up
                .multiply(rows, first..first + count, &mut scratch.sums);
            scratch.hidden_rows.reset(FEED_FORWARD, count);
            scratch.hidden.resize(FEED_FORWARD, 0.0);
            instructions.run(Activate {
                sums,
                products_of: rows,
                linear: &self.up,
                first,
                hidden: &mut scratch.hidden,
                rows: &mut scratch.hidden_rows,
            });
            let sums = self
                .down
                .multiply(&scratch.hidden_rows, 0..count, &mut scratch.sums);
            instructions.run(AddNorm {
                sums,
                products_of: &scratch.hidden_rows,
                linear: &self.down,
                norm: &self.norm2,
                first,
                states,
                rows,
            });
        }
    }
}

impl Norm {
    fn load(file: &ModelFile<'_>, name: &str) -> Result<Self, ModelError> {
        Ok(Self {
            weight: file.floats(&format!("{name}.weight"), &[HIDDEN])?,
            bias: file.floats(&format!("{name}.bias"), &[HIDDEN])?,
        })
    }
}

impl EncoderScratch {
    fn lay_out(&mut self, windows: &[Window]) {
        self.pieces.clear();
        self.windows.clear();
        for window in windows {
            let start = self.pieces.len();
            let marks = window.shapes.iter().zip(&window.quotes).zip(&window.lists);
            self.pieces
                .extend(window.ids.iter().zip(marks).enumerate().map(
                    |(position, (id, ((shape, quote), lists)))| {
                        Piece {
                            id: *id as usize,
                            position,
                            shape: usize::from(*shape),
                            quote: usize::from(*quote),
                            lists: *lists,
                            role: window
                                .roles
                                .get(position)
                                .map_or(0, |role| usize::from(*role)),
                        }
                    },
                ));
            self.windows
                .push((start..self.pieces.len(), start..self.pieces.len()));
        }
        self.queries.clear();
        self.queries.extend(0..self.pieces.len());
    }

    fn ask_for_words_only(&mut self, windows: &[Window]) {
        self.queries.clear();
        for ((pieces, asking), window) in self.windows.iter_mut().zip(windows) {
            let start = self.queries.len();
            self.queries
                .extend(window.first.iter().map(|first| pieces.start + first));
            *asking = start..self.queries.len();
        }
    }
}

/// Looks up the pieces and normalises the sum of their embeddings.
struct Embed<'a> {
    embeddings: &'a Embeddings,
    codes: &'a [u8],
    scale: &'a [u8],
    pieces: &'a [Piece],
    states: &'a mut [f32],
    rows: &'a mut Rows,
}

impl SimdOp for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Embeddings {
            position,
            shape,
            quote,
            lists,
            role,
            norm,
            ..
        } = self.embeddings;
        let (scales, _) = self.scale.as_chunks::<2>();
        let row_of = |table: &'_ [f32], row: usize| -> Range<usize> {
            debug_assert!((row + 1) * HIDDEN <= table.len());
            row * HIDDEN..(row + 1) * HIDDEN
        };
        for (row, (piece, state)) in self
            .pieces
            .iter()
            .zip(self.states.chunks_exact_mut(HIDDEN))
            .enumerate()
        {
            // A window of another reader may hold a piece that this vocabulary lacks.
            let id = if piece.id * (HIDDEN / 2) < self.codes.len() {
                piece.id
            } else {
                UNKNOWN as usize
            };
            let codes = &self.codes[id * (HIDDEN / 2)..][..HIDDEN / 2];
            let scales = &scales[id * (HIDDEN / GROUP)..][..HIDDEN / GROUP];
            for ((group, codes), scale) in state
                .chunks_exact_mut(GROUP)
                .zip(codes.chunks_exact(GROUP / 2))
                .zip(scales)
            {
                let scale = f16::from_le_bytes(*scale).to_f32();
                for (pair, code) in group.chunks_exact_mut(2).zip(codes) {
                    pair[0] = (i32::from(code & 15) - 8) as f32 * scale;
                    pair[1] = (i32::from(code >> 4) - 8) as f32 * scale;
                }
            }
            let place = &position[row_of(position, piece.position)];
            let shape = &shape[row_of(shape, piece.shape)];
            let quote = &quote[row_of(quote, piece.quote)];
            for (((state, place), shape), quote) in
                state.iter_mut().zip(place).zip(shape).zip(quote)
            {
                *state = *state + place + shape + quote;
            }
            for (_, list) in lists
                .chunks_exact(HIDDEN)
                .enumerate()
                .filter(|(bit, _)| piece.lists >> bit & 1 == 1)
            {
                add(state, list);
            }
            if !role.is_empty() {
                add(state, &role[row_of(role, piece.role)]);
            }
            lanes::normalise(isa, state, &norm.weight, &norm.bias);
            self.rows.set(isa, row, state);
        }
    }
}

fn add(state: &mut [f32], row: &[f32]) {
    for (state, value) in state.iter_mut().zip(row) {
        *state += value;
    }
}

/// Adds the values of products to the states from row `first` on, and normalises them.
struct AddNorm<'a> {
    sums: &'a [i32],
    products_of: &'a Rows,
    linear: &'a Linear,
    norm: &'a Norm,
    first: usize,
    states: &'a mut [f32],
    rows: &'a mut Rows,
}

impl SimdOp for AddNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        for (row, sums) in self.sums.chunks_exact(HIDDEN).enumerate() {
            let state = &mut self.states[(self.first + row) * HIDDEN..][..HIDDEN];
            let products = self.products_of.products(row, sums);
            lanes::dequantise(
                isa,
                products,
                self.linear.columns(),
                #[inline(always)]
                |at, value| {
                    f.store(f.add(f.load(&state[at..]), value), &mut state[at..]);
                },
            );
            lanes::normalise(isa, state, &self.norm.weight, &self.norm.bias);
            self.rows.set(isa, self.first + row, state);
        }
    }
}

/// Takes products of rows from `first` on through the activation function and rounds them.
struct Activate<'a> {
    sums: &'a [i32],
    products_of: &'a Rows,
    linear: &'a Linear,
    first: usize,
    hidden: &'a mut [f32],
    rows: &'a mut Rows,
}

impl SimdOp for Activate<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f = isa.f32();
        for (row, sums) in self.sums.chunks_exact(FEED_FORWARD).enumerate() {
            let products = self.products_of.products(self.first + row, sums);
            let hidden = &mut *self.hidden;
            lanes::dequantise(
                isa,
                products,
                self.linear.columns(),
                #[inline(always)]
                |at, value| {
                    f.store(lanes::gelu(isa, value), &mut hidden[at..]);
                },
            );
            self.rows.set(isa, row, hidden);
        }
    }
}
