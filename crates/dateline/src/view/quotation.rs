//! Who else carries a statement's words, as JSON.

use dateline_schema::{Interval, Span};
use serde_json::{Value, json};

use crate::quotations::{Carrier, Piece, Quotation, SpeakerMatch};

/// The quotation that a statement carries: whether its page was first, how many others carry it, and how.
#[must_use]
pub fn quotation(quotation: &Quotation) -> Value {
    json!({
        "first": quotation.first.as_str(),
        "pages": quotation.n_pages(),
        "independent": quotation.n_independent(),
        "carriers": quotation.elsewhere.iter().map(|other| carrier(quotation, other)).collect::<Value>(),
    })
}

fn carrier(quotation: &Quotation, carrier: &Carrier) -> Value {
    let said = &carrier.row.said;
    let Interval { low, high } = said.published;
    let differences: Value = carrier
        .comparison
        .iter()
        .flat_map(|comparison| &comparison.pieces)
        .filter_map(|piece| {
            let ours = |span: Span| span.of(&quotation.own.said.content);
            let theirs = |span: Span| span.of(&said.content);
            let (how, ours, theirs) = match *piece {
                Piece::Same(..) => return None,
                Piece::Changed(b, a) => ("changed", a.map(ours), b.map(theirs)),
                Piece::OnlyFirst(span) => ("cut", None, Some(theirs(span))),
                Piece::OnlySecond(span) => ("cut", Some(ours(span)), None),
            };
            Some(json!({"how": how, "here": ours, "there": theirs}))
        })
        .collect();
    json!({
        "statement": said.id.to_string(),
        "page": said.id.page.as_str(),
        "outlet": carrier.row.outlet,
        "published": {
            "value": said.published.value().map(|date| date.to_string()),
            "low": low.map(|date| date.to_string()),
            "high": high.map(|date| date.to_string()),
        },
        "first": carrier.first.as_str(),
        "independent": carrier.is_independent,
        "speaker": said.speaker,
        "relation": carrier.relation().map(|relation| relation.as_str()),
        "same_speaker": carrier.comparison.as_ref().and_then(|comparison| match comparison.speaker {
            SpeakerMatch::Same => Some(true),
            SpeakerMatch::Unknown => None,
            SpeakerMatch::Other => Some(false),
        }),
        "content": said.content,
        "differences": differences,
    })
}
