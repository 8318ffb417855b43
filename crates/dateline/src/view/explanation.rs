//! Explanations as JSON objects.

use serde_json::{Value, json};

use super::{CodePoints, SCHEMA};
use crate::explain::{Explanation, Fact};

/// An explanation of the entry called `id`; marks count code points of the excerpt.
#[must_use]
pub fn explanation(id: &str, explanation: &Explanation) -> Value {
    let excerpt = explanation.excerpt.as_ref().map(|excerpt| {
        let points = CodePoints::new(&excerpt.text);
        let marks = excerpt.marks.iter().map(|mark| points.span(*mark));
        json!({ "text": excerpt.text, "marks": marks.map(|(start, end)| json!([start, end])).collect::<Value>() })
    });
    let fact = |fact: &Fact| json!({ "name": fact.name, "value": fact.value, "reasons": fact.reasons, "rivals": fact.rivals });
    json!({
        "schema": SCHEMA,
        "id": id,
        "title": explanation.title,
        "excerpt": excerpt,
        "facts": explanation.facts.iter().map(fact).collect::<Value>(),
    })
}
