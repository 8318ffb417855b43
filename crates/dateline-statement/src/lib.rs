//! `Doc -> Statement`: who said what, to whom, through whom.
//!
//! In: a document with its sentences, quotations, syntax, coreference and what a model attributed in it, the actors,
//! and the cue lexicon. Out: statements in text order, after PARC 3.0 and PolNeAR: a source, a cue and a content, each
//! of them a list of spans.
//!
//! [`attributed`] makes candidates of what the model read, [`rules`] of what the structure of the text tells.
//! [`reconcile`] is the one place where they meet: it weighs them, settles quarrels over a cue, and gives every
//! quotation to one of them, whole. [`decode`] makes statements of what is left, whose speakers, addressees, relays and
//! venues [`speaker`] and [`circumstance`] find. A document that no model has read has only what structure tells.

// A source, a cue and a content are lists of token ranges, of which most hold one.
#![allow(clippy::single_range_in_vec_init)]

mod act;
mod addressee;
mod attributed;
mod candidate;
mod circumstance;
mod content;
mod dateline;
mod decode;
mod echo;
mod hearer;
mod hiding;
mod interview;
mod outlet;
mod owner;
mod passed_on;
mod phrase;
mod platform;
mod quoted;
mod reconcile;
mod relay;
mod rules;
mod speaker;
mod spoken;
mod tree;
mod view;

use dateline_data::Cues;
use dateline_schema::{Actor, Doc, Statement};

use crate::speaker::Speakers;
use crate::view::View;

/// Finds the statements of a document, in the order of their first word.
///
/// `outlet` is who publishes the page, for whom "this newspaper" stands.
/// Without actors every speaker is `None`; source, cue and content are found all the same.
///
/// ```
/// use dateline_data::Cues;
/// use dateline_schema::Doc;
///
/// let cues = Cues::builtin()?;
/// assert!(dateline_statement::find(&Doc::default(), &[], None, &cues).is_empty());
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn find(doc: &Doc, actors: &[Actor], outlet: Option<&str>, cues: &Cues) -> Vec<Statement> {
    let view = View::new(doc, actors, outlet, cues);
    let candidates = reconcile::settle(&view, attributed::propose(&view), rules::propose(&view));
    let mut decoded = decode::decode(&view, candidates);
    let speakers = Speakers::new(actors);
    speaker::resolve(&view, &speakers, &mut decoded);
    spoken::speakers(&view, &speakers, &mut decoded);
    let parts = interview::parts(&view, &speakers, &decoded);
    interview::name(&view, &speakers, parts, &mut decoded);
    circumstance::resolve(&view, &speakers, &mut decoded);
    interview::address(&view, parts, &mut decoded);
    spoken::hearers(&view, &speakers, &mut decoded);
    spoken::documents(&view, &mut decoded);
    spoken::replies(&view, &speakers, &mut decoded);
    echo::resolve(&view, &mut decoded);
    decoded
        .into_iter()
        .map(|decoded| decoded.statement)
        .collect()
}
