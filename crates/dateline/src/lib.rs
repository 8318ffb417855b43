//! Dateline reads raw news pages and writes down who said and did what to whom, when, where, and according to
//! whom, every entry tied to the exact sentence it came from.
//!
//! [`Engine::read`] runs the stages in their order ([`pipeline`]); [`view`] writes what they found as JSON for
//! outsiders.

pub mod copies;
mod engine;
pub mod explain;
mod kit;
mod layers;
mod pair;
pub mod pipeline;
pub mod quotations;
pub mod revision;
mod timeline;
pub mod view;

pub use crate::engine::{Engine, Reading, page_digest};
pub use crate::kit::{Kit, LoadError};
pub use crate::layers::{Layer, Layers, UnknownLayer};
pub use crate::timeline::timeline;
pub use dateline_container as container;
pub use dateline_parse::Wants;
pub use dateline_reader::Reader;
pub use dateline_schema as schema;
pub use dateline_store as store;
pub use dateline_time::Outside;
