//! `Doc -> Statement`: who said what, to whom, through whom.
//!
//! In: a document with its sentences, quotations and coreference, the actors, and the cue lexicon. Out:
//! statements in text order, after PARC 3.0 and PolNeAR: a source, a cue and a content, each of them a list of
//! spans. Three steps that know nothing of each other: *candidates* are proposed by [`rules`], *decoded* into
//! statements, and their *speakers* resolved. Refuses what only looks like speech: scare quotes, titles of works.

// A source, a cue and a content are lists of token ranges, of which most hold one.
#![allow(clippy::single_range_in_vec_init)]

mod candidate;
mod circumstance;
mod complement;
mod dateline;
mod decode;
mod extent;
mod fronted;
mod phrase;
mod rules;
mod speaker;
mod subject;
mod verb_group;
mod view;

use dateline_data::Cues;
use dateline_schema::{Actor, Doc, Statement};

use crate::speaker::Speakers;
use crate::view::View;

/// Finds the statements of a document, in the order of their first word.
///
/// Without actors every speaker is `None`; source, cue and content are found all the same.
///
/// ```
/// use dateline_data::Cues;
/// use dateline_schema::Doc;
///
/// let cues = Cues::builtin()?;
/// assert!(dateline_statement::find(&Doc::default(), &[], &cues).is_empty());
/// # Ok::<(), dateline_data::Error>(())
/// ```
#[must_use]
pub fn find(doc: &Doc, actors: &[Actor], cues: &Cues) -> Vec<Statement> {
    let view = View::new(doc, cues);
    let mut decoded = decode::decode(&view, rules::propose(&view));
    let speakers = Speakers::new(actors);
    speaker::resolve(&view, &speakers, &mut decoded);
    circumstance::resolve(&view, &speakers, &mut decoded);
    decoded
        .into_iter()
        .map(|decoded| decoded.statement)
        .collect()
}
