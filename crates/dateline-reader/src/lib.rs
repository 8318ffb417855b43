//! The reader: one small encoder, read once a paragraph, with heads that are computed when they are asked for.
//!
//! In go a model file and the words of a paragraph; out come parts of speech, ends of sentences, dependency trees, names,
//! attributions and event triggers, with probabilities; for a sentence with a marked pair of parties, the type of the
//! event between them. The encoder is a BERT (Devlin et al. 2019) of a few layers in eight bits. The result is bitwise the
//! same whatever else is read with a window, on however many threads, with whatever instructions the machine has.
//!
//! It does not find words or paragraphs, knows no text and no byte offsets: ranges count words. A damaged or foreign model
//! file is refused with the name of what is wrong. One reader serves many threads; none is started here but one per
//! [`Scratch`], which runs the products while its owner waits.

mod arborescence;
mod attention;
mod bilinear;
mod cache;
mod config;
mod encoder;
mod error;
mod file;
mod fnv;
mod heads;
mod lanes;
mod lemmas;
mod linear;
mod lists;
mod pair;
#[cfg(test)]
#[path = "../tests/support/random_model.rs"]
mod random_model;
mod reader;
mod surface;
#[cfg(test)]
mod tests;
mod vnni;
mod window;
mod wordpiece;

pub use cache::Cache;
pub use config::{Labels, Thresholds};
pub use error::{ModelError, ModelErrorKind};
pub use heads::attribution::Attribution;
pub use heads::names::Name;
pub use heads::tree::Arc;
pub use pair::Pair;
pub use reader::{Encoded, Reader, Scratch, Tags};
pub use window::{MOST_WINDOW_PIECES, MOST_WORDS, Window};
