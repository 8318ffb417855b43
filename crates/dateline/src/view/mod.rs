//! The one serialisation for outsiders: JSON with offsets in Unicode code points.
//!
//! The shape is the contract of `dateline annotate`; a layer that was not asked for is absent, not empty.

mod annotation;
mod code_points;

pub use annotation::annotation;
pub use code_points::CodePoints;
