//! Where each block stands in the tree, and which element holds the article.

use std::collections::HashSet;

use super::dom::Dom;
use super::hints::Hints;
use super::tag::Tag;
use crate::block::TextBlock;
use crate::features::{Setting, prose};
use crate::words::shingles;

/// The setting of every block; `body` is the article's text by the page's structured data.
pub(crate) fn settings(
    dom: &Dom<'_>,
    hints: &Hints,
    blocks: &[TextBlock],
    body: Option<&str>,
) -> Vec<Setting> {
    let best = best_container(dom, hints, blocks);
    let spine = spine(dom, hints);
    let structured: Option<HashSet<u64>> = body.map(|body| shingles(body, 3).into_iter().collect());
    let best_range = best..dom.node(best).end;
    let spine_range = spine..dom.node(spine).end;
    let prose_parents: HashSet<usize> = blocks
        .iter()
        .filter(|block| prose(block) > 0.3)
        .map(|block| dom.node(block.node).parent)
        .collect();
    // Whether a node stands in `article`, `main`, `header`: parents come before their children.
    let mut inside = vec![[false; 3]; dom.len()];
    for idx in 1..dom.len() {
        let [article, main, header] = inside[dom.node(idx).parent];
        let tag = dom.tag(idx);
        inside[idx] = [
            article || tag == Tag::Article,
            main || tag == Tag::Main,
            header || tag == Tag::Header,
        ];
    }
    blocks
        .iter()
        .map(|block| {
            let parent = dom.node(block.node).parent;
            let grand = dom.node(parent).parent;
            let [in_article, in_main, in_header] = inside[block.node];
            let share = structured.as_ref().map(|body| {
                let own = shingles(&block.text, 3);
                let hits = own.iter().filter(|shingle| body.contains(shingle)).count();
                hits as f32 / own.len().max(1) as f32
            });
            Setting {
                in_article,
                in_main,
                in_header,
                in_best: best_range.contains(&block.node),
                best_child: parent == best || block.node == best,
                in_spine: spine_range.contains(&block.node),
                parent_prose: hints.prose_share(parent),
                parent_links: hints.link_density(parent),
                grand_links: hints.link_density(grand),
                same_parent: prose_parents.contains(&parent),
                structured: share,
            }
        })
        .collect()
}

/// The element whose children hold the most prose: every paragraph counts for its parent, and less for the
/// elements around that (after Arc90's Readability).
fn best_container(dom: &Dom<'_>, hints: &Hints, blocks: &[TextBlock]) -> usize {
    let mut scores = vec![0.0_f32; dom.len()];
    for block in blocks.iter().filter(|block| block.hint.is_none()) {
        let value = prose(block) * block.text.len().min(1000) as f32;
        let mut node = block.node;
        for share in [1.0, 0.5, 0.25] {
            node = dom.node(node).parent;
            scores[node] += value * share;
        }
    }
    let mut best = 0;
    for (idx, score) in scores.iter_mut().enumerate() {
        *score *= 1.0 - hints.link_density(idx).min(1.0);
        if idx == 0 {
            *score = 0.0;
        }
    }
    for idx in 1..scores.len() {
        if scores[idx] > scores[best] {
            best = idx;
        }
    }
    best
}

/// The narrowest element that holds nearly all the prose of those around it.
fn spine(dom: &Dom<'_>, hints: &Hints) -> usize {
    /// Prose that may lie outside: a teaser, a notice.
    const MOST: f32 = 0.75;
    let mut at = 0;
    loop {
        let mut child = at + 1;
        let mut next = None;
        while child < dom.node(at).end {
            if hints.prose_share(child) > MOST * hints.prose_share(at) && !dom.tag(child).is_text()
            {
                next = Some(child);
                break;
            }
            child = dom.node(child).end;
        }
        match next {
            Some(child) if hints.prose_share(child) > 0.0 && hints.text_len(child) > 0 => {
                at = child;
            }
            _ => return at,
        }
    }
}
