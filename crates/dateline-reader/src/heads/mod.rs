//! The heads: what is read off the word states, one file for each question.

pub(crate) mod attribution;
pub(crate) mod names;
pub(crate) mod probability;
pub(crate) mod tree;
pub(crate) mod words;
