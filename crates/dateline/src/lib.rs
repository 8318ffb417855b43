//! Dateline reads raw news pages and writes down who said and did what to whom, when, where, and according to
//! whom, every entry tied to the exact sentence it came from.
//!
//! [`Engine::read`] runs the stages in their order ([`pipeline`]); [`view`] writes what they found as JSON for
//! outsiders.

mod engine;
mod kit;
mod layers;
pub mod pipeline;
pub mod view;

pub use crate::engine::{Engine, Reading};
pub use crate::kit::Kit;
pub use crate::layers::{Layer, Layers, UnknownLayer};
pub use dateline_schema as schema;
