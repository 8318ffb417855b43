//! Which pages of a record carry the same report: what is added is compared with what it meets, and marked.

use dateline_copies::{Overlap, Relation, Sketch, compare};
use dateline_schema::{PageId, Report};
use dateline_store::{CopyRow, Error, KeptSketch, Store};

/// Marks a page of the record as the copy that it is, if it is one: of the first page with the same report. Returns
/// what was marked.
///
/// # Errors
/// If the record cannot be read or written.
pub fn mark(store: &mut Store, report: &Report) -> Result<Option<CopyRow>, Error> {
    let sketch = Sketch::of(&report.article.body());
    // The digest is a key too: a text of three words has no other.
    let mut keys = sketch.keys.clone();
    keys.push(sketch.digest);
    let page = &report.page;
    let copy = if sketch.is_empty() {
        None
    } else {
        let met = store.sketches_under(&keys, page)?;
        best(&sketch, page, met)
    };
    let kept = KeptSketch {
        page: page.clone(),
        original: None,
        digest: sketch.digest,
        shingles: sketch.shingles,
    };
    store.keep_sketch(&kept, &keys, copy.as_ref())?;
    Ok(copy)
}

/// Marks the pages that were never looked at: an older program added them, or one that was killed.
///
/// # Errors
/// If the record is damaged, or cannot be read or written.
pub fn mark_all(store: &mut Store) -> Result<(), Error> {
    for page in store.pages_without_sketch()? {
        if let Some(report) = store.report(&page)? {
            mark(store, &report)?;
        }
    }
    Ok(())
}

/// The copy that a page is of the report that it shares most with, named after the first page that carries it.
fn best(sketch: &Sketch, page: &PageId, met: Vec<KeptSketch>) -> Option<CopyRow> {
    let mut best: Option<((bool, f32), Relation, Overlap, PageId)> = None;
    for other in met {
        // A page that is read again may have copies of its own, and must not become one of these.
        if other.original.as_ref() == Some(page) {
            continue;
        }
        let kept = Sketch {
            digest: other.digest,
            shingles: other.shingles,
            keys: Vec::new(),
        };
        let Some((relation, overlap)) = compare(sketch, &kept) else {
            continue;
        };
        // The report's first page tells more of a copy than another copy does.
        let rank = (
            other.original.is_none(),
            overlap.of_first + overlap.of_second,
        );
        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
            let original = other.original.unwrap_or(other.page);
            best = Some((rank, relation, overlap, original));
        }
    }
    let (_, relation, overlap, original) = best?;
    Some(CopyRow {
        page: page.clone(),
        original,
        relation: relation.as_str().to_owned(),
        of_page: f64::from(overlap.of_first),
        of_original: f64::from(overlap.of_second),
    })
}
