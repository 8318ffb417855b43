//! Toponyms: recognition as span F1 over all gold toponyms; resolution as the share of the gold toponyms with
//! coordinates whose prediction lies within 161 km (Leidner 2008; Gritta et al. 2018), where a miss is wrong.

use anyhow::Result;
use dateline::{Engine, Layer};
use serde_json::{Value, json};

use super::{Scored, annotate_text, list, span, text};
use crate::gold::Gold;
use crate::measures::{Counts, match_spans, percent};
use crate::predict;

const NEAR_KM: f64 = 161.0;
const EARTH_RADIUS_KM: f64 = 6371.0;

pub(super) fn score(engine: &Engine, gold: &Gold) -> Result<Scored> {
    let predictions = predict::map(&gold.documents, |document| {
        let annotation = annotate_text(engine, document, "date", Layer::Toponyms);
        json!({ "doc_id": document["doc_id"], "toponyms": annotation["toponyms"] })
    });
    let mut scored = Scored::default();
    let [mut strict, mut overlap] = [Counts::default(); 2];
    let (mut near, mut located) = (0, 0);
    for (document, predicted) in gold.documents.iter().zip(&predictions) {
        let (want, got) = (list(document, "toponyms"), list(predicted, "toponyms"));
        let spans = |toponyms: &[Value]| toponyms.iter().map(span).collect::<Vec<_>>();
        for counts in [&mut strict, &mut overlap] {
            counts.gold += want.len();
            counts.predicted += got.len();
        }
        located += want
            .iter()
            .filter(|toponym| point(toponym).is_some())
            .count();
        let chars: Vec<char> = text(document, "text").chars().collect();
        for (i, j, exact) in match_spans(&spans(want), &spans(got)) {
            overlap.hits += 1;
            strict.hits += usize::from(exact);
            if let (Some(there), Some(here)) = (point(&want[i]), point(&got[j])) {
                let distance = distance_km(there, here);
                near += usize::from(distance <= NEAR_KM);
                if distance > NEAR_KM {
                    let (start, end) = span(&want[i]);
                    let words: String = chars[start..end.min(chars.len())].iter().collect();
                    scored
                        .cases
                        .push(format!("{words:?} is {distance:.0} km off"));
                }
            }
        }
    }
    scored.measure("strict", strict.f1());
    scored.measure("overlap", overlap.f1());
    scored.measure("acc161", percent(near, located));
    scored.predictions = predictions;
    Ok(scored)
}

fn point(toponym: &Value) -> Option<(f64, f64)> {
    Some((toponym["lat"].as_f64()?, toponym["lon"].as_f64()?))
}

/// Great-circle distance by the haversine formula.
fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [la, lo, lb, lp] = [a.0, a.1, b.0, b.1].map(f64::to_radians);
    let h = ((lb - la) / 2.0).sin().powi(2) + la.cos() * lb.cos() * ((lp - lo) / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}
