//! `&str -> Doc`: sentences, tokens, syntax, quotations, names, mentions and coreference.
//!
//! In comes the analysed text with the roles of its lines; out comes a [`Doc`] whose every span lies inside the
//! text, on character boundaries and in order, whatever the text holds. Tokens follow Universal Dependencies as
//! English-EWT applies them. Nothing is corrected or normalised: the text stays as it is.
//!
//! Tokens come from rules; a model, where there is one, corrects the ends of sentences and gives syntax and names.
//! Without it names come from word lists, and there is no syntax.

mod chars;
mod coref;
mod ends;
mod lines;
mod mentions;
mod names;
mod parser;
mod quotations;
mod reading;
mod remarks;
mod sentences;
mod tokens;

pub use crate::coref::{Choice, Features};
pub use crate::parser::{Parser, Wants};
